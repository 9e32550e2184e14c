//! Methods of %Iterator.prototype% that run their receiver to the end, or to an answer.
//!
//! Uses: core, iterator. Never: other built-ins.

use stilla_core::error::{range_error, type_error};
use stilla_core::ops::IteratorRecord;
use stilla_core::{Call, Cx, GcVec, JsResult, Msg, StringBuilder, Value};

use super::{close_unopened, open_with_callback, receiver};

/// Calls the callback with each value and its number, until `visit` is satisfied with the result and
/// returns a value: then the iterator is closed.
fn visit(
    cx: &mut Cx,
    call: &Call<'_>,
    mut visit: impl FnMut(Value, Value) -> Option<Value>,
) -> JsResult<Option<Value>> {
    let mut record = open_with_callback(cx, call)?;
    let mut counter = 0u64;
    while let Some(value) = cx.iterator_step_value(&mut record)? {
        let result = match cx.call(
            call.arg(0),
            Value::UNDEFINED,
            &[value, Value::from(counter)],
        ) {
            Ok(result) => result,
            Err(thrown) => return Err(cx.close_on_throw(&record, thrown)),
        };
        if let Some(end) = visit(value, result) {
            return cx.iterator_close(&record, Ok(Some(end)));
        }
        counter += 1;
        cx.charge(1)?;
    }
    Ok(None)
}

/// §27.1.4.3 Iterator.prototype.every ( predicate ) <https://tc39.es/ecma262/#sec-iterator.prototype.every>
pub(super) fn every(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let failed = visit(cx, call, |_, result| {
        (!result.to_boolean()).then_some(Value::FALSE)
    })?;
    Ok(failed.unwrap_or(Value::TRUE))
}

/// §27.1.4.5 Iterator.prototype.find ( predicate ) <https://tc39.es/ecma262/#sec-iterator.prototype.find>
pub(super) fn find(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let found = visit(cx, call, |value, result| {
        result.to_boolean().then_some(value)
    })?;
    Ok(found.unwrap_or(Value::UNDEFINED))
}

/// §27.1.4.7 Iterator.prototype.forEach ( procedure ) <https://tc39.es/ecma262/#sec-iterator.prototype.foreach>
pub(super) fn for_each(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    visit(cx, call, |_, _| None)?;
    Ok(Value::UNDEFINED)
}

/// §27.1.4.10 Iterator.prototype.some ( predicate ) <https://tc39.es/ecma262/#sec-iterator.prototype.some>
pub(super) fn some(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let found = visit(cx, call, |_, result| {
        result.to_boolean().then_some(Value::TRUE)
    })?;
    Ok(found.unwrap_or(Value::FALSE))
}

/// §27.1.4.9 Iterator.prototype.reduce ( reducer [ , initialValue ] ) <https://tc39.es/ecma262/#sec-iterator.prototype.reduce>
pub(super) fn reduce(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let mut record = open_with_callback(cx, call)?;
    let (mut accumulator, mut counter) = match call.args().get(1) {
        Some(initial) => (*initial, 0u64),
        None => match cx.iterator_step_value(&mut record)? {
            Some(first) => (first, 1),
            None => return Err(type_error(cx, Msg::ReduceOfEmpty)),
        },
    };
    while let Some(value) = cx.iterator_step_value(&mut record)? {
        let arguments = [accumulator, value, Value::from(counter)];
        accumulator = match cx.call(call.arg(0), Value::UNDEFINED, &arguments) {
            Ok(result) => result,
            Err(thrown) => return Err(cx.close_on_throw(&record, thrown)),
        };
        counter += 1;
        cx.charge(1)?;
    }
    Ok(accumulator)
}

/// §27.1.4.12 Iterator.prototype.toArray ( ) <https://tc39.es/ecma262/#sec-iterator.prototype.toarray>
pub(super) fn to_array(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let iterator = receiver(cx, call)?;
    let mut record = cx.get_iterator_direct(iterator)?;
    let items = GcVec::new(cx);
    while let Some(value) = cx.iterator_step_value(&mut record)? {
        items.try_push(cx, value)?;
        cx.charge(1)?;
    }
    let count = items.len();
    cx.array_from_list_part(items, 0, count).map(Value::from)
}

/// Iterator.prototype.includes ( searchElement [ , skippedElements ] )
/// <https://tc39.es/proposal-iterator-includes/>
pub(super) fn includes(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let iterator = receiver(cx, call)?;
    let mut to_skip = match skipped_elements(cx, call.arg(1)) {
        Ok(count) => count,
        Err(thrown) => return Err(close_unopened(cx, iterator, thrown)),
    };
    let mut record = cx.get_iterator_direct(iterator)?;
    while let Some(value) = cx.iterator_step_value(&mut record)? {
        if to_skip > 0.0 {
            to_skip -= 1.0;
        } else if cx.same_value_zero(value, call.arg(0)) {
            return cx.iterator_close(&record, Ok(Value::TRUE));
        }
        cx.charge(1)?;
    }
    Ok(Value::FALSE)
}

fn skipped_elements(cx: &mut Cx, value: Value) -> JsResult<f64> {
    if value.is_undefined() {
        return Ok(0.0);
    }
    let name = "skippedElements";
    let Some(number) = value
        .as_number()
        .filter(|n| n.is_infinite() || n.trunc() == *n)
    else {
        return Err(type_error(cx, Msg::NotNumber { name, value }));
    };
    let is_too_large = number > 9_007_199_254_740_991.0 && number.is_finite();
    if number < 0.0 || is_too_large {
        return Err(range_error(cx, Msg::OutOfRange { name }));
    }
    Ok(number)
}

/// Iterator.prototype.join ( separator ) <https://tc39.es/proposal-iterator-join/>
pub(super) fn join(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let iterator = receiver(cx, call)?;
    let separator = match call.arg(0) {
        value if value.is_undefined() => cx.string(","),
        value => match cx.to_string(value) {
            Ok(separator) => separator,
            Err(thrown) => return Err(close_unopened(cx, iterator, thrown)),
        },
    };
    let mut record = cx.get_iterator_direct(iterator)?;
    let mut text = StringBuilder::new(cx);
    let mut is_first = true;
    while let Some(value) = cx.iterator_step_value(&mut record)? {
        if !is_first {
            text.push_string(cx, separator);
        }
        is_first = false;
        append(cx, &record, &mut text, value)?;
        cx.charge(1)?;
    }
    text.finish(cx).map(Value::from)
}

fn append(
    cx: &mut Cx,
    record: &IteratorRecord,
    text: &mut StringBuilder,
    value: Value,
) -> JsResult<()> {
    if value.is_nullish() {
        return Ok(());
    }
    match cx.to_string(value) {
        Ok(part) => text.push_string(cx, part),
        Err(thrown) => return Err(cx.close_on_throw(record, thrown)),
    }
    if text.has_overflowed() {
        let thrown = range_error(cx, Msg::InvalidStringLength);
        return Err(cx.close_on_throw(record, thrown));
    }
    Ok(())
}
