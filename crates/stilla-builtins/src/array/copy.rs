//! Methods that return a changed copy: `concat`, `slice`, `toReversed`, `toSpliced`, `with`.
//!
//! Uses: core, array. Never: other built-ins.

use stilla_core::error::{range_error, type_error};
use stilla_core::{Call, Cx, JsResult, Msg, Object, Value, WellKnownSymbol};

use super::{
    FAST_LIMIT, MAX_LENGTH, array_species_create, define, element, present, set_length, species_of,
};

/// §23.1.3.2 Array.prototype.concat ( ...items ) <https://tc39.es/ecma262/#sec-array.prototype.concat>
pub(super) fn concat(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let target = array_species_create(cx, object, 0)?;
    let mut length = append_spread(cx, target, 0, object.into())?;
    for item in call.args() {
        length = append_spread(cx, target, length, *item)?;
    }
    set_length(cx, target, length)?;
    Ok(target.into())
}

/// Appends an item, or its elements if it is spreadable; returns the next index.
fn append_spread(cx: &mut Cx, target: Object, start: u64, item: Value) -> JsResult<u64> {
    let Some(source) = spreadable(cx, item)? else {
        if start >= MAX_LENGTH {
            return Err(type_error(cx, Msg::ArrayTooLong));
        }
        define(cx, target, start, item)?;
        return Ok(start + 1);
    };
    let length = cx.length_of_array_like(source)?;
    if start + length > MAX_LENGTH {
        return Err(type_error(cx, Msg::ArrayTooLong));
    }
    // FAST: the elements of a dense array are appended to a simple one as they lie there.
    if cx.dense_length(source) == Some(length as usize)
        && cx.simple_length(target) == Some(start as usize)
        && start + length <= FAST_LIMIT
    {
        cx.reserve(length as usize * size_of::<Value>())?;
        if cx.append_dense(target, source)? {
            return Ok(start + length);
        }
    }
    let mut index = 0;
    while index < length {
        if let Some(value) = present(cx, source, index)? {
            define(cx, target, start + index, value)?;
            index += 1;
        } else {
            index = cx.next_element_index(source, index + 1, length);
        }
        cx.charge(1)?;
    }
    Ok(start + length)
}

/// §23.1.3.2.1 IsConcatSpreadable ( value ) <https://tc39.es/ecma262/#sec-isconcatspreadable>
fn spreadable(cx: &mut Cx, value: Value) -> JsResult<Option<Object>> {
    let Some(object) = value.as_object() else {
        return Ok(None);
    };
    let flag = cx.get(object, WellKnownSymbol::isConcatSpreadable)?;
    let spreads = if flag.is_undefined() {
        cx.is_array(value)?
    } else {
        flag.to_boolean()
    };
    Ok(spreads.then_some(object))
}

/// §23.1.3.28 Array.prototype.slice ( start, end ) <https://tc39.es/ecma262/#sec-array.prototype.slice>
pub(super) fn slice(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    let start = cx.relative_index(call.arg(0), length, 0)?;
    let end = cx.relative_index(call.arg(1), length, length)?;
    copy_of(cx, object, start, end.saturating_sub(start)).map(Value::from)
}

/// Steps 7 to the end of `slice`: an array of the receiver's species with `count` elements from
/// `start` on. `splice` returns it too.
pub(super) fn copy_of(cx: &mut Cx, object: Object, start: u64, count: u64) -> JsResult<Object> {
    let species = species_of(cx, object)?;
    // FAST: the elements of a dense array go to a new Array as they lie there; holes stay holes.
    if species.is_none()
        && cx
            .dense_length(object)
            .is_some_and(|length| start + count <= length as u64)
        && count <= FAST_LIMIT
    {
        return cx.dense_slice(object, start as usize, (start + count) as usize);
    }
    let target = match species {
        None => cx.new_array(count)?,
        Some(constructor) => cx.construct(constructor, &[Value::from(count)], constructor)?,
    };
    let mut index = 0;
    while index < count {
        if let Some(value) = present(cx, object, start + index)? {
            define(cx, target, index, value)?;
            index += 1;
        } else {
            index = cx.next_element_index(object, start + index + 1, start + count) - start;
        }
        cx.charge(1)?;
    }
    set_length(cx, target, count)?;
    Ok(target)
}

/// §23.1.3.33 Array.prototype.toReversed ( ) <https://tc39.es/ecma262/#sec-array.prototype.toreversed>
pub(super) fn to_reversed(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    let target = cx.new_array(length)?;
    for index in 0..length {
        let value = element(cx, object, length - 1 - index)?;
        define(cx, target, index, value)?;
        cx.charge(1)?;
    }
    Ok(target.into())
}

/// §23.1.3.35 Array.prototype.toSpliced ( start, skipCount, ...items ) <https://tc39.es/ecma262/#sec-array.prototype.tospliced>
pub(super) fn to_spliced(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    let start = cx.relative_index(call.arg(0), length, 0)?;
    let skipped = super::mutate::delete_count(cx, call, length, start)?;
    let items = call.args_from(2);
    let new_length = length - skipped + items.len() as u64;
    if new_length > MAX_LENGTH {
        return Err(type_error(cx, Msg::ArrayTooLong));
    }
    let target = cx.new_array(new_length)?;
    for index in 0..start {
        let value = element(cx, object, index)?;
        define(cx, target, index, value)?;
        cx.charge(1)?;
    }
    for (offset, item) in items.iter().enumerate() {
        define(cx, target, start + offset as u64, *item)?;
    }
    let inserted = start + items.len() as u64;
    for offset in 0..length - start - skipped {
        let value = element(cx, object, start + skipped + offset)?;
        define(cx, target, inserted + offset, value)?;
        cx.charge(1)?;
    }
    Ok(target.into())
}

/// §23.1.3.39 Array.prototype.with ( index, value ) <https://tc39.es/ecma262/#sec-array.prototype.with>
pub(super) fn with(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    let relative = cx.to_integer_or_infinity(call.arg(0))?;
    let actual = if relative >= 0.0 {
        relative
    } else {
        length as f64 + relative
    };
    if actual >= length as f64 || actual < 0.0 {
        return Err(range_error(cx, Msg::InvalidIndex { value: call.arg(0) }));
    }
    let target = cx.new_array(length)?;
    for index in 0..length {
        let value = if index == actual as u64 {
            call.arg(1)
        } else {
            element(cx, object, index)?
        };
        define(cx, target, index, value)?;
        cx.charge(1)?;
    }
    Ok(target.into())
}
