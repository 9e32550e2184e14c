//! `Iterator.zip` and `Iterator.zipKeyed`.
//!
//! The list of such a helper begins with the mode, the keys (undefined for `zip`) and the padding; then
//! come two places for each iterator: itself, or undefined once it needs no closing, and its `next`.
//!
//! Uses: core, iterator. Never: other built-ins.

use stilla_core::error::type_error;
use stilla_core::ops::{FlattenStrings, IteratorKind, IteratorRecord};
use stilla_core::{Call, Cx, GcVec, JsResult, Msg, Object, Thrown, Value};

use super::lazy::{Helper, Step};

const MODE: usize = 0;
const KEYS: usize = 1;
const PADDING: usize = 2;
const ITERATORS: usize = 3;
/// Places for each iterator.
const STRIDE: usize = 2;

#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(i32)]
enum Mode {
    Shortest,
    Longest,
    Strict,
}

/// Iterator.zip ( iterables [ , options ] ) <https://tc39.es/proposal-joint-iteration/#sec-iterator.zip>
pub(super) fn zip(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let value = call.arg(0);
    if !value.is_object() {
        return Err(type_error(cx, Msg::NotAnObject { value }));
    }
    let (mode, padding) = options(cx, call.arg(1))?;
    let list = new_list(cx, mode);
    let mut input = cx.get_iterator(value, IteratorKind::Sync)?;
    loop {
        let item = match cx.iterator_step_value(&mut input) {
            Ok(Some(item)) => item,
            Ok(None) => break,
            Err(thrown) => return close_all(cx, list, Err(thrown)),
        };
        match cx.get_iterator_flattenable(item, FlattenStrings::Reject) {
            Ok(record) => add(cx, list, record)?,
            Err(thrown) => {
                let thrown = close_over(cx, list, thrown);
                return Err(cx.close_on_throw(&input, thrown));
            }
        }
    }
    if mode == Mode::Longest
        && let Err(thrown) = take_padding(cx, list, padding)
    {
        return close_all(cx, list, Err(thrown));
    }
    Ok(Helper::create(cx, Step::Zip, None, list.to_value(), 0.0))
}

/// Iterator.zipKeyed ( iterables [ , options ] ) <https://tc39.es/proposal-joint-iteration/#sec-iterator.zipkeyed>
pub(super) fn zip_keyed(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let value = call.arg(0);
    let Some(iterables) = value.as_object() else {
        return Err(type_error(cx, Msg::NotAnObject { value }));
    };
    let (mode, padding) = options(cx, call.arg(1))?;
    let list = new_list(cx, mode);
    let keys = GcVec::new(cx);
    list.set(KEYS, keys.to_value());
    let all = cx.own_property_keys(iterables)?;
    let opened = open_keyed(cx, iterables, all, keys, list).and_then(|()| {
        if mode == Mode::Longest {
            take_keyed_padding(cx, list, keys, padding)
        } else {
            Ok(())
        }
    });
    if let Err(thrown) = opened {
        return close_all(cx, list, Err(thrown));
    }
    Ok(Helper::create(cx, Step::Zip, None, list.to_value(), 0.0))
}

fn open_keyed(
    cx: &mut Cx,
    iterables: Object,
    all: GcVec,
    keys: GcVec,
    list: GcVec,
) -> JsResult<()> {
    for name in all.iter() {
        let key = cx.to_property_key(name)?;
        let own = cx.get_own_property(iterables, key)?;
        if !own.is_some_and(|own| own.is_enumerable()) {
            continue;
        }
        let value = cx.get(iterables, key)?;
        if value.is_undefined() {
            continue;
        }
        keys.try_push(cx, name)?;
        let record = cx.get_iterator_flattenable(value, FlattenStrings::Reject)?;
        add(cx, list, record)?;
    }
    Ok(())
}

/// The mode, and the padding where that is asked for.
fn options(cx: &mut Cx, value: Value) -> JsResult<(Mode, Option<Object>)> {
    if value.is_undefined() {
        return Ok((Mode::Shortest, None));
    }
    let Some(options) = value.as_object() else {
        return Err(type_error(
            cx,
            Msg::NotObjectNamed {
                name: "options",
                value,
            },
        ));
    };
    let value = cx.get(options, "mode")?;
    let text = value.as_string().map(|text| cx.to_rust_string(text));
    let mode = match text.as_deref() {
        None if value.is_undefined() => Mode::Shortest,
        Some("shortest") => Mode::Shortest,
        Some("longest") => Mode::Longest,
        Some("strict") => Mode::Strict,
        _ => {
            return Err(type_error(
                cx,
                Msg::InvalidOption {
                    option: "mode",
                    value,
                },
            ));
        }
    };
    if mode != Mode::Longest {
        return Ok((mode, None));
    }
    let value = cx.get(options, "padding")?;
    if !value.is_undefined() && !value.is_object() {
        return Err(type_error(
            cx,
            Msg::NotObjectNamed {
                name: "padding",
                value,
            },
        ));
    }
    Ok((mode, value.as_object()))
}

fn new_list(cx: &Cx, mode: Mode) -> GcVec {
    let padding = GcVec::new(cx).to_value();
    GcVec::from_slice(cx, &[Value::from(mode as i32), Value::UNDEFINED, padding])
}

fn add(cx: &mut Cx, list: GcVec, record: IteratorRecord) -> JsResult<()> {
    list.try_push(cx, record.iterator.into())?;
    list.try_push(cx, record.next)?;
    cx.charge(1)
}

fn count(list: GcVec) -> usize {
    (list.len() - ITERATORS) / STRIDE
}

fn padding(list: GcVec) -> GcVec {
    GcVec::from_value(list.get(PADDING)).expect("the padding is a list")
}

fn take_padding(cx: &mut Cx, list: GcVec, source: Option<Object>) -> JsResult<()> {
    let values = padding(list);
    if let Some(source) = source {
        let mut record = cx.get_iterator(source.into(), IteratorKind::Sync)?;
        while values.len() < count(list) {
            match cx.iterator_step_value(&mut record)? {
                Some(value) => values.try_push(cx, value)?,
                None => break,
            }
        }
        if !record.done {
            cx.iterator_close(&record, Ok(()))?;
        }
    }
    while values.len() < count(list) {
        values.try_push(cx, Value::UNDEFINED)?;
    }
    Ok(())
}

fn take_keyed_padding(
    cx: &mut Cx,
    list: GcVec,
    keys: GcVec,
    source: Option<Object>,
) -> JsResult<()> {
    let values = padding(list);
    for name in keys.iter() {
        let value = match source {
            None => Value::UNDEFINED,
            Some(source) => {
                let key = cx.to_property_key(name)?;
                cx.get(source, key)?
            }
        };
        values.try_push(cx, value)?;
    }
    Ok(())
}

/// Iterator `number`, unless it needs no closing any more.
fn open(list: GcVec, number: usize) -> Option<IteratorRecord> {
    let place = ITERATORS + number * STRIDE;
    let iterator = list.get(place).as_object()?;
    Some(IteratorRecord {
        iterator,
        next: list.get(place + 1),
        done: false,
    })
}

fn forget(list: GcVec, number: usize) {
    list.set(ITERATORS + number * STRIDE, Value::UNDEFINED);
}

/// IteratorCloseAll ( iters, completion ) <https://tc39.es/proposal-joint-iteration/#sec-closeall>
pub(super) fn close_all<T>(cx: &mut Cx, list: GcVec, completion: JsResult<T>) -> JsResult<T> {
    let mut completion = completion;
    for number in (0..count(list)).rev() {
        if let Some(record) = open(list, number) {
            completion = cx.iterator_close(&record, completion);
        }
    }
    completion
}

fn close_over(cx: &mut Cx, list: GcVec, thrown: Thrown) -> Thrown {
    match close_all::<()>(cx, list, Err(thrown)) {
        Ok(()) => thrown,
        Err(thrown) => thrown,
    }
}

/// The body of IteratorZip ( iters, mode, padding, finishResults )
/// <https://tc39.es/proposal-joint-iteration/#sec-IteratorZip>
pub(super) fn step_zip(cx: &mut Cx, helper: Helper) -> JsResult<Option<Value>> {
    let list = helper.list();
    let mode = list.get(MODE).as_int();
    if count(list) == 0 {
        return Ok(None);
    }
    let results = GcVec::new(cx);
    for number in 0..count(list) {
        let Some(mut record) = open(list, number) else {
            results.push(cx, padding(list).get(number));
            continue;
        };
        match cx.iterator_step_value(&mut record) {
            Ok(Some(value)) => {
                results.push(cx, value);
                continue;
            }
            Ok(None) => forget(list, number),
            Err(thrown) => {
                forget(list, number);
                return close_all(cx, list, Err(thrown));
            }
        }
        if mode == Some(Mode::Shortest as i32) {
            return close_all(cx, list, Ok(None));
        }
        if mode == Some(Mode::Strict as i32) {
            return end_strict(cx, list, number);
        }
        if (0..count(list)).all(|other| open(list, other).is_none()) {
            return Ok(None);
        }
        results.push(cx, padding(list).get(number));
    }
    finish_results(cx, list, results).map(Some)
}

/// In strict mode the end of iterator `number` must be the end of all.
fn end_strict(cx: &mut Cx, list: GcVec, number: usize) -> JsResult<Option<Value>> {
    if number != 0 {
        let thrown = type_error(cx, Msg::ZipLengths);
        return close_all(cx, list, Err(thrown));
    }
    for other in 1..count(list) {
        let Some(mut record) = open(list, other) else {
            continue;
        };
        match cx.iterator_step(&mut record) {
            Ok(None) => forget(list, other),
            Ok(Some(_)) => {
                let thrown = type_error(cx, Msg::ZipLengths);
                return close_all(cx, list, Err(thrown));
            }
            Err(thrown) => {
                forget(list, other);
                return close_all(cx, list, Err(thrown));
            }
        }
    }
    Ok(None)
}

fn finish_results(cx: &mut Cx, list: GcVec, results: GcVec) -> JsResult<Value> {
    let Some(keys) = GcVec::from_value(list.get(KEYS)) else {
        return Ok(cx.array_from_list(results).into());
    };
    let object = cx.ordinary_object_create(None);
    for (name, value) in keys.iter().zip(results.iter()) {
        let key = cx.to_property_key(name)?;
        cx.create_data_property_or_throw(object, key, value)?;
    }
    Ok(object.into())
}
