//! Methods that make something of all elements: `map`, `filter`, `reduce`, `reduceRight`.
//!
//! Uses: core, array. Never: other built-ins.

use stilla_core::error::type_error;
use stilla_core::{Call, Cx, JsResult, Msg, Value};

use super::iterate::visit;
use super::results::Results;
use super::{callback, present};

/// §23.1.3.21 Array.prototype.map ( callback [ , thisArg ] ) <https://tc39.es/ecma262/#sec-array.prototype.map>
pub(super) fn map(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    callback(cx, call.arg(0))?;
    let mut results = Results::new(cx, object, length, length)?;
    visit(cx, call, object, length, |cx, index, _, result| {
        results.put(cx, index, result)?;
        Ok(None)
    })?;
    Ok(results.finish(length).into())
}

/// §23.1.3.8 Array.prototype.filter ( callback [ , thisArg ] ) <https://tc39.es/ecma262/#sec-array.prototype.filter>
pub(super) fn filter(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    callback(cx, call.arg(0))?;
    let mut results = Results::new(cx, object, 0, 0)?;
    let mut to = 0;
    visit(cx, call, object, length, |cx, _, value, result| {
        if result.to_boolean() {
            results.put(cx, to, value)?;
            to += 1;
        }
        Ok(None)
    })?;
    Ok(results.finish(0).into())
}

/// §23.1.3.24 Array.prototype.reduce ( callback [ , initialValue ] ) <https://tc39.es/ecma262/#sec-array.prototype.reduce>
pub(super) fn reduce(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    let function = callback(cx, call.arg(0))?;
    let mut accumulator = call.args().get(1).copied();
    let mut index = 0;
    while index < length {
        cx.charge(1)?;
        match (present(cx, object, index)?, accumulator) {
            (None, _) => {
                index = cx.next_element_index(object, index + 1, length);
                continue;
            }
            (found, None) => accumulator = found,
            (Some(value), Some(before)) => {
                let arguments = [before, value, Value::from(index), object.into()];
                accumulator = Some(cx.call(function, Value::UNDEFINED, &arguments)?);
            }
        }
        index += 1;
    }
    accumulator.ok_or_else(|| type_error(cx, Msg::ReduceOfEmpty))
}

/// §23.1.3.25 Array.prototype.reduceRight ( callback [ , initialValue ] ) <https://tc39.es/ecma262/#sec-array.prototype.reduceright>
pub(super) fn reduce_right(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    let function = callback(cx, call.arg(0))?;
    let mut accumulator = call.args().get(1).copied();
    for index in (0..length).rev() {
        match (present(cx, object, index)?, accumulator) {
            (None, _) => {}
            (found, None) => accumulator = found,
            (Some(value), Some(before)) => {
                let arguments = [before, value, Value::from(index), object.into()];
                accumulator = Some(cx.call(function, Value::UNDEFINED, &arguments)?);
            }
        }
        cx.charge(1)?;
    }
    accumulator.ok_or_else(|| type_error(cx, Msg::ReduceOfEmpty))
}
