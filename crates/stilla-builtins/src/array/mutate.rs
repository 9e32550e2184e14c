//! Methods that change the receiver.
//!
//! Uses: core, array. Never: other built-ins.

use stilla_core::error::type_error;
use stilla_core::{Call, Cx, JsResult, Msg, Object, Value};

use super::copy::copy_of;
use super::{FAST_LIMIT, MAX_LENGTH, present, set_length, store};

/// DeletePropertyOrThrow ( O, ! ToString(𝔽(index)) ).
fn remove(cx: &mut Cx, object: Object, index: u64) -> JsResult<()> {
    // FAST: an element of a simple array can go, and what is no element needs no deletion.
    if let Some(length) = cx.simple_length(object)
        && index < length as u64
        && (cx.dense_or_hole(object, index as usize).is_empty()
            || cx.put_dense(object, index as usize, Value::EMPTY))
    {
        return Ok(());
    }
    cx.delete_property_or_throw(object, index)
}

/// Moves the element at `from` to `to`, or deletes that if there is none.
fn move_element(cx: &mut Cx, object: Object, from: u64, to: u64) -> JsResult<()> {
    cx.charge(1)?;
    match present(cx, object, from)? {
        Some(value) => store(cx, object, to, value),
        None => remove(cx, object, to),
    }
}

/// §23.1.3.4 Array.prototype.copyWithin ( target, start [ , end ] ) <https://tc39.es/ecma262/#sec-array.prototype.copywithin>
pub(super) fn copy_within(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    let to = cx.relative_index(call.arg(0), length, 0)?;
    let from = cx.relative_index(call.arg(1), length, 0)?;
    let end = cx.relative_index(call.arg(2), length, length)?;
    let count = end.saturating_sub(from).min(length - to);
    for offset in 0..count {
        // 10. Where the ranges overlap, copying begins at the end.
        let offset = if from < to && to < from + count {
            count - 1 - offset
        } else {
            offset
        };
        move_element(cx, object, from + offset, to + offset)?;
    }
    Ok(object.into())
}

/// §23.1.3.7 Array.prototype.fill ( value [ , start [ , end ] ] ) <https://tc39.es/ecma262/#sec-array.prototype.fill>
pub(super) fn fill(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    let start = cx.relative_index(call.arg(1), length, 0)?;
    let end = cx.relative_index(call.arg(2), length, length)?;
    // FAST: in a simple array nothing stands between an assignment and the element.
    if cx
        .simple_length(object)
        .is_some_and(|length| end <= length as u64)
        && end <= FAST_LIMIT
        && cx.fill_dense(object, start as usize, end as usize, call.arg(0))?
    {
        return Ok(object.into());
    }
    for index in start..end {
        store(cx, object, index, call.arg(0))?;
        cx.charge(1)?;
    }
    Ok(object.into())
}

/// §23.1.3.22 Array.prototype.pop ( ) <https://tc39.es/ecma262/#sec-array.prototype.pop>
pub(super) fn pop(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    if length == 0 {
        set_length(cx, object, 0)?;
        return Ok(Value::UNDEFINED);
    }
    let value = cx.get(object, length - 1)?;
    cx.delete_property_or_throw(object, length - 1)?;
    set_length(cx, object, length - 1)?;
    Ok(value)
}

/// §23.1.3.23 Array.prototype.push ( ...items ) <https://tc39.es/ecma262/#sec-array.prototype.push>
pub(super) fn push(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    let new_length = length + call.len() as u64;
    if new_length > MAX_LENGTH {
        return Err(type_error(cx, Msg::ArrayTooLong));
    }
    for (offset, item) in call.args().iter().enumerate() {
        store(cx, object, length + offset as u64, *item)?;
    }
    set_length(cx, object, new_length)?;
    Ok(Value::from(new_length))
}

/// §23.1.3.26 Array.prototype.reverse ( ) <https://tc39.es/ecma262/#sec-array.prototype.reverse>
pub(super) fn reverse(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    // FAST: the elements of a simple array change places in storage.
    if cx.simple_length(object).is_some() && length <= FAST_LIMIT && cx.reverse_dense(object)? {
        return Ok(object.into());
    }
    for lower in 0..length / 2 {
        let upper = length - 1 - lower;
        let low = present(cx, object, lower)?;
        let high = present(cx, object, upper)?;
        match (low, high) {
            (Some(low), Some(high)) => {
                store(cx, object, lower, high)?;
                store(cx, object, upper, low)?;
            }
            (None, Some(high)) => {
                store(cx, object, lower, high)?;
                remove(cx, object, upper)?;
            }
            (Some(low), None) => {
                remove(cx, object, lower)?;
                store(cx, object, upper, low)?;
            }
            (None, None) => {}
        }
        cx.charge(1)?;
    }
    Ok(object.into())
}

/// §23.1.3.27 Array.prototype.shift ( ) <https://tc39.es/ecma262/#sec-array.prototype.shift>
pub(super) fn shift(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    // FAST: a queue gives its first element without moving the others.
    if let Some(first) = cx.shift_queue(object) {
        return Ok(first);
    }
    if cx.make_queue(object)
        && let Some(first) = cx.shift_queue(object)
    {
        return Ok(first);
    }
    // FAST: the elements of a simple array move down in storage.
    if let Some(rest) = cx
        .simple_length(object)
        .and_then(|length| length.checked_sub(1))
    {
        let first = cx.dense_value(object, 0);
        cx.move_dense(object, 1, 0, rest)?;
        cx.put_dense_length(object, rest);
        return Ok(first);
    }
    let length = cx.length_of_array_like(object)?;
    if length == 0 {
        set_length(cx, object, 0)?;
        return Ok(Value::UNDEFINED);
    }
    let first = cx.get(object, 0u32)?;
    for index in 1..length {
        move_element(cx, object, index, index - 1)?;
    }
    cx.delete_property_or_throw(object, length - 1)?;
    set_length(cx, object, length - 1)?;
    Ok(first)
}

/// §23.1.3.37 Array.prototype.unshift ( ...items ) <https://tc39.es/ecma262/#sec-array.prototype.unshift>
pub(super) fn unshift(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    let count = call.len() as u64;
    if count > 0 {
        // FAST: a queue takes elements at its front without moving the others.
        if count <= FAST_LIMIT && cx.make_queue(object) && cx.unshift_queue(object, call.args()) {
            return Ok(Value::from(length + count));
        }
        if length + count > MAX_LENGTH {
            return Err(type_error(cx, Msg::ArrayTooLong));
        }
        if !make_room(cx, object, 0, 0, count)? {
            for index in (0..length).rev() {
                move_element(cx, object, index, index + count)?;
            }
        }
        for (index, item) in call.args().iter().enumerate() {
            store(cx, object, index as u64, *item)?;
        }
    }
    set_length(cx, object, length + count)?;
    Ok(Value::from(length + count))
}

/// Moves what lies behind the `removed` elements at `start` of a simple array to behind `inserted`
/// elements, and adjusts its length. False if the array is not simple, and nothing was done.
fn make_room(
    cx: &mut Cx,
    object: Object,
    start: u64,
    removed: u64,
    inserted: u64,
) -> JsResult<bool> {
    let Some(length) = cx
        .simple_length(object)
        .filter(|length| start + removed <= *length as u64)
    else {
        return Ok(false);
    };
    let (start, removed, inserted) = (start as usize, removed as usize, inserted as usize);
    let tail = length - start - removed;
    let new_length = length - removed + inserted;
    // FAST: the elements of a simple array move in storage, as if one by one.
    if new_length > length && !cx.put_dense_length(object, new_length) {
        return Ok(false);
    }
    cx.move_dense(object, start + removed, start + inserted, tail)?;
    if new_length < length {
        cx.put_dense_length(object, new_length);
    }
    Ok(true)
}

/// How many elements `splice` and `toSpliced` take out.
pub(super) fn delete_count(cx: &mut Cx, call: &Call<'_>, length: u64, start: u64) -> JsResult<u64> {
    match call.len() {
        0 => Ok(0),
        1 => Ok(length - start),
        _ => {
            let count = cx.to_integer_or_infinity(call.arg(1))?;
            Ok(count.clamp(0.0, (length - start) as f64) as u64)
        }
    }
}

/// §23.1.3.31 Array.prototype.splice ( start, deleteCount, ...items ) <https://tc39.es/ecma262/#sec-array.prototype.splice>
pub(super) fn splice(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    let start = cx.relative_index(call.arg(0), length, 0)?;
    let removed = delete_count(cx, call, length, start)?;
    let items = call.args_from(2);
    let inserted = items.len() as u64;
    let new_length = length + inserted - removed;
    if new_length > MAX_LENGTH {
        return Err(type_error(cx, Msg::ArrayTooLong));
    }
    let taken = copy_of(cx, object, start, removed)?;
    let is_unchanged = cx.simple_length(object) == Some(length as usize);
    if inserted != removed && !(is_unchanged && make_room(cx, object, start, removed, inserted)?) {
        close_or_open_gap(cx, object, length, start, removed, inserted)?;
    }
    for (offset, item) in items.iter().enumerate() {
        store(cx, object, start + offset as u64, *item)?;
    }
    set_length(cx, object, new_length)?;
    Ok(taken.into())
}

/// Steps 17 and 18 of `splice`: what follows moves, and the end is deleted.
fn close_or_open_gap(
    cx: &mut Cx,
    object: Object,
    length: u64,
    start: u64,
    removed: u64,
    inserted: u64,
) -> JsResult<()> {
    if inserted < removed {
        for index in start..length - removed {
            move_element(cx, object, index + removed, index + inserted)?;
        }
        for index in (length - removed + inserted..length).rev() {
            remove(cx, object, index)?;
            cx.charge(1)?;
        }
    } else {
        for index in (start..length - removed).rev() {
            move_element(cx, object, index + removed, index + inserted)?;
        }
    }
    Ok(())
}
