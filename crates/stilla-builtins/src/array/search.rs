//! Methods that look for an element.
//!
//! Uses: core, array. Never: other built-ins.

use stilla_core::{Call, Cx, JsResult, Object, Value};

use super::{callback, element, present};

/// §23.1.3.1 Array.prototype.at ( index ) <https://tc39.es/ecma262/#sec-array.prototype.at>
pub(super) fn at(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)? as f64;
    let relative = cx.to_integer_or_infinity(call.arg(0))?;
    // 4. A negative index counts from the end.
    let index = if relative >= 0.0 {
        relative
    } else {
        length + relative
    };
    if index < 0.0 || index >= length {
        return Ok(Value::UNDEFINED);
    }
    element(cx, object, index as u64)
}

/// §23.1.3.17 Array.prototype.indexOf ( searchElement [ , fromIndex ] ) <https://tc39.es/ecma262/#sec-array.prototype.indexof>
pub(super) fn index_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    if length == 0 {
        return Ok(Value::from(-1));
    }
    let mut index = cx.relative_index(call.arg(1), length, 0)?;
    let wanted = call.arg(0);
    if let Some(found) = dense_search(cx, object, index, length, |cx, value| {
        cx.strictly_equal(value, wanted)
    })? {
        return Ok(found.map_or(Value::from(-1), Value::from));
    }
    while index < length {
        match present(cx, object, index)? {
            Some(value) if cx.strictly_equal(value, wanted) => return Ok(Value::from(index)),
            Some(_) => index += 1,
            None => index = cx.next_element_index(object, index + 1, length),
        }
        cx.charge(1)?;
    }
    Ok(Value::from(-1))
}

/// §23.1.3.20 Array.prototype.lastIndexOf ( searchElement [ , fromIndex ] ) <https://tc39.es/ecma262/#sec-array.prototype.lastindexof>
pub(super) fn last_index_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    if length == 0 {
        return Ok(Value::from(-1));
    }
    let last = length as f64 - 1.0;
    let from = match call.args().get(1) {
        None => last,
        Some(from) => cx.to_integer_or_infinity(*from)?,
    };
    let start = if from >= 0.0 {
        from.min(last)
    } else {
        length as f64 + from
    };
    if start < 0.0 {
        return Ok(Value::from(-1));
    }
    for index in (0..=start as u64).rev() {
        if let Some(value) = present(cx, object, index)?
            && cx.strictly_equal(value, call.arg(0))
        {
            return Ok(Value::from(index));
        }
        cx.charge(1)?;
    }
    Ok(Value::from(-1))
}

/// §23.1.3.16 Array.prototype.includes ( searchElement [ , fromIndex ] ) <https://tc39.es/ecma262/#sec-array.prototype.includes>
pub(super) fn includes(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    if length == 0 {
        return Ok(Value::FALSE);
    }
    let start = cx.relative_index(call.arg(1), length, 0)?;
    let wanted = call.arg(0);
    if let Some(found) = dense_search(cx, object, start, length, |cx, value| {
        let value = if value.is_empty() {
            Value::UNDEFINED
        } else {
            value
        };
        cx.same_value_zero(value, wanted)
    })? {
        return Ok(found.is_some().into());
    }
    for index in start..length {
        let value = element(cx, object, index)?;
        if cx.same_value_zero(value, call.arg(0)) {
            return Ok(Value::TRUE);
        }
        cx.charge(1)?;
    }
    Ok(Value::FALSE)
}

/// FAST: in a dense array no comparison without conversion can run JavaScript, so that the elements
/// are compared where they lie. `None` if the array is not dense; else what was found.
fn dense_search(
    cx: &mut Cx,
    array: Object,
    start: u64,
    length: u64,
    test: impl Fn(&Cx, Value) -> bool,
) -> JsResult<Option<Option<usize>>> {
    let (mut from, end) = (start as usize, length as usize);
    while cx.dense_length(array).is_some_and(|length| length >= end) {
        let to = end.min(from + 4096);
        if let Some(found) = cx.dense_position(array, from, to, |value| test(cx, value)) {
            return Ok(Some(Some(found)));
        }
        if to == end {
            return Ok(Some(None));
        }
        from = to;
        cx.charge(4096 / 8)?;
    }
    Ok(None)
}

/// §23.1.3.12.1 FindViaPredicate ( obj, len, direction, predicate, thisArg )
/// <https://tc39.es/ecma262/#sec-findviapredicate>; the indices give the direction.
fn find_via_predicate(
    cx: &mut Cx,
    call: &Call<'_>,
    order: Direction,
) -> JsResult<Option<(u64, Value)>> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    let predicate = callback(cx, call.arg(0))?;
    for step in 0..length {
        let index = if order == Direction::Ascending {
            step
        } else {
            length - 1 - step
        };
        let value = element(cx, object, index)?;
        if holds(cx, predicate, call.arg(1), object, index, value)? {
            return Ok(Some((index, value)));
        }
        cx.charge(1)?;
    }
    Ok(None)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Ascending,
    Descending,
}

fn holds(
    cx: &mut Cx,
    predicate: Value,
    this: Value,
    object: Object,
    index: u64,
    value: Value,
) -> JsResult<bool> {
    let arguments = [value, Value::from(index), object.into()];
    Ok(cx.call(predicate, this, &arguments)?.to_boolean())
}

/// §23.1.3.9 Array.prototype.find ( predicate [ , thisArg ] ) <https://tc39.es/ecma262/#sec-array.prototype.find>
pub(super) fn find(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let found = find_via_predicate(cx, call, Direction::Ascending)?;
    Ok(found.map_or(Value::UNDEFINED, |(_, value)| value))
}

/// §23.1.3.10 Array.prototype.findIndex ( predicate [ , thisArg ] ) <https://tc39.es/ecma262/#sec-array.prototype.findindex>
pub(super) fn find_index(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let found = find_via_predicate(cx, call, Direction::Ascending)?;
    Ok(found.map_or(Value::from(-1), |(index, _)| Value::from(index)))
}

/// §23.1.3.11 Array.prototype.findLast ( predicate [ , thisArg ] ) <https://tc39.es/ecma262/#sec-array.prototype.findlast>
pub(super) fn find_last(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let found = find_via_predicate(cx, call, Direction::Descending)?;
    Ok(found.map_or(Value::UNDEFINED, |(_, value)| value))
}

/// §23.1.3.12 Array.prototype.findLastIndex ( predicate [ , thisArg ] ) <https://tc39.es/ecma262/#sec-array.prototype.findlastindex>
pub(super) fn find_last_index(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let found = find_via_predicate(cx, call, Direction::Descending)?;
    Ok(found.map_or(Value::from(-1), |(index, _)| Value::from(index)))
}
