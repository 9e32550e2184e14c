//! `chunks` and `windows` of %Iterator.prototype%.
//!
//! Uses: core, iterator. Never: other built-ins.

use stilla_core::error::{range_error, type_error};
use stilla_core::{Call, Cx, GcVec, JsResult, Msg, Value};

use super::lazy::{Helper, Step};
use super::{close_unopened, receiver};

/// Places in the list of such a helper: the size, whether an incomplete window counts, then the values.
const SIZE: usize = 0;
const ALLOWS_PARTIAL: usize = 1;
const VALUES: usize = 2;

/// Iterator.prototype.chunks ( chunkSize ) <https://tc39.es/proposal-iterator-chunking/#sec-iterator.prototype.chunks>
pub(super) fn chunks(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    grouping(cx, call, Step::Chunks)
}

/// Iterator.prototype.windows ( windowSize [ , undersized ] )
/// <https://tc39.es/proposal-iterator-chunking/#sec-iterator.prototype.windows>
pub(super) fn windows(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    grouping(cx, call, Step::Windows)
}

fn grouping(cx: &mut Cx, call: &Call<'_>, step: Step) -> JsResult<Value> {
    let iterator = receiver(cx, call)?;
    let options = group_size(cx, call.arg(0)).and_then(|size| {
        let is_partial = step == Step::Windows && allows_partial(cx, call.arg(1))?;
        Ok((size, is_partial))
    });
    let (size, is_partial) = match options {
        Ok(options) => options,
        Err(thrown) => return Err(close_unopened(cx, iterator, thrown)),
    };
    let record = cx.get_iterator_direct(iterator)?;
    let list = GcVec::from_slice(cx, &[Value::from(size), Value::from(is_partial)]);
    Ok(Helper::create(cx, step, Some(record), list.to_value(), 0.0))
}

fn group_size(cx: &mut Cx, value: Value) -> JsResult<u32> {
    match value.as_number() {
        Some(number) if number.is_finite() && number.trunc() == number => {
            if (1.0..=f64::from(u32::MAX)).contains(&number) {
                return Ok(number as u32);
            }
            Err(range_error(cx, Msg::InvalidCount { value }))
        }
        _ => Err(type_error(
            cx,
            Msg::NotInteger {
                name: "The size",
                value,
            },
        )),
    }
}

fn allows_partial(cx: &mut Cx, value: Value) -> JsResult<bool> {
    if value.is_undefined() {
        return Ok(false);
    }
    match value
        .as_string()
        .map(|text| cx.to_rust_string(text))
        .as_deref()
    {
        Some("only-full") => Ok(false),
        Some("allow-partial") => Ok(true),
        _ => Err(type_error(
            cx,
            Msg::InvalidOption {
                option: "undersized",
                value,
            },
        )),
    }
}

fn size(list: GcVec) -> usize {
    list.get(SIZE).as_number().map_or(1, |size| size as usize)
}

/// An array of the values collected.
fn collected(cx: &mut Cx, list: GcVec) -> JsResult<Option<Value>> {
    let count = list.len() - VALUES;
    cx.array_from_list_part(list, VALUES, count)
        .map(|array| Some(array.into()))
}

pub(super) fn step_chunks(cx: &mut Cx, helper: Helper) -> JsResult<Option<Value>> {
    let Some(mut record) = helper.underlying() else {
        return Ok(None);
    };
    let list = helper.list();
    while let Some(value) = cx.iterator_step_value(&mut record)? {
        list.try_push(cx, value)?;
        if list.len() - VALUES == size(list) {
            let chunk = collected(cx, list)?;
            list.truncate(VALUES);
            return Ok(chunk);
        }
        cx.charge(1)?;
    }
    helper.drop_underlying();
    if list.len() == VALUES {
        Ok(None)
    } else {
        collected(cx, list)
    }
}

pub(super) fn step_windows(cx: &mut Cx, helper: Helper) -> JsResult<Option<Value>> {
    let Some(mut record) = helper.underlying() else {
        return Ok(None);
    };
    let list = helper.list();
    while let Some(value) = cx.iterator_step_value(&mut record)? {
        if list.len() - VALUES == size(list) {
            for place in VALUES + 1..list.len() {
                list.set(place - 1, list.get(place));
            }
            let _ = list.pop();
        }
        list.try_push(cx, value)?;
        if list.len() - VALUES == size(list) {
            return collected(cx, list);
        }
        cx.charge(1)?;
    }
    helper.drop_underlying();
    let is_partial = (1..size(list)).contains(&(list.len() - VALUES));
    let is_wanted = list.get(ALLOWS_PARTIAL) == Value::TRUE;
    if is_partial && is_wanted {
        collected(cx, list)
    } else {
        Ok(None)
    }
}
