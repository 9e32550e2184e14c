//! Methods that visit the elements, and those that make iterators.
//!
//! Uses: core, array. Never: other built-ins.

use stilla_core::array_iterator::ArrayIteration;
use stilla_core::{Call, Cx, JsResult, Object, Value};

use super::{callback, present};

/// Calls the callback with each element that is there, ascending, until `visit` is satisfied with the
/// result and returns a value.
pub(super) fn visit(
    cx: &mut Cx,
    call: &Call<'_>,
    object: Object,
    length: u64,
    mut visit: impl FnMut(&mut Cx, u64, Value, Value) -> JsResult<Option<Value>>,
) -> JsResult<Option<Value>> {
    let function = callback(cx, call.arg(0))?;
    let this = call.arg(1);
    let mut index = 0;
    while index < length {
        if let Some(value) = present(cx, object, index)? {
            let arguments = [value, Value::from(index), object.into()];
            let result = cx.call(function, this, &arguments)?;
            if let Some(end) = visit(cx, index, value, result)? {
                return Ok(Some(end));
            }
            index += 1;
        } else {
            index = cx.next_element_index(object, index + 1, length);
        }
        cx.charge(1)?;
    }
    Ok(None)
}

/// §23.1.3.15 Array.prototype.forEach ( callback [ , thisArg ] ) <https://tc39.es/ecma262/#sec-array.prototype.foreach>
pub(super) fn for_each(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    visit(cx, call, object, length, |_, _, _, _| Ok(None))?;
    Ok(Value::UNDEFINED)
}

/// §23.1.3.6 Array.prototype.every ( callback [ , thisArg ] ) <https://tc39.es/ecma262/#sec-array.prototype.every>
pub(super) fn every(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    let failed = visit(cx, call, object, length, |_, _, _, result| {
        Ok((!result.to_boolean()).then_some(Value::FALSE))
    })?;
    Ok(failed.unwrap_or(Value::TRUE))
}

/// §23.1.3.29 Array.prototype.some ( callback [ , thisArg ] ) <https://tc39.es/ecma262/#sec-array.prototype.some>
pub(super) fn some(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    let found = visit(cx, call, object, length, |_, _, _, result| {
        Ok(result.to_boolean().then_some(Value::TRUE))
    })?;
    Ok(found.unwrap_or(Value::FALSE))
}

/// §23.1.3.5 Array.prototype.entries ( ) <https://tc39.es/ecma262/#sec-array.prototype.entries>
pub(super) fn entries(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    Ok(cx
        .create_array_iterator(object, ArrayIteration::Entries)
        .into())
}

/// §23.1.3.19 Array.prototype.keys ( ) <https://tc39.es/ecma262/#sec-array.prototype.keys>
pub(super) fn keys(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    Ok(cx
        .create_array_iterator(object, ArrayIteration::Keys)
        .into())
}

/// §23.1.3.38 Array.prototype.values ( ) <https://tc39.es/ecma262/#sec-array.prototype.values>
pub(super) fn values(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    Ok(cx
        .create_array_iterator(object, ArrayIteration::Values)
        .into())
}
