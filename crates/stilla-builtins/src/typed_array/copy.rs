//! The methods that make another typed array from the receiver's elements.
//!
//! Uses: core, create, mutate. Never: sort.

use stilla_core::buffer::{ViewRecord, is_length_tracking, view_slot};
use stilla_core::error::range_error;
use stilla_core::{Call, Cx, JsResult, Msg, Value};

use super::create::{allocate_intrinsic, species_create, species_create_on_buffer};
use super::mutate::revalidate;
use super::{Access, charge_round, receiver, validate, view_of};

/// §23.2.3.27 %TypedArray%.prototype.slice ( start, end ) <https://tc39.es/ecma262/#sec-%typedarray%.prototype.slice>
pub(super) fn slice(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    const METHOD: &str = "%TypedArray%.prototype.slice";
    let (array, view) = validate(cx, call.this(), METHOD, Access::Read)?;
    let len = view.len() as u64;
    let start = cx.relative_index(call.arg(0), len, 0)? as usize;
    let end = cx.relative_index(call.arg(1), len, len)? as usize;
    let count = end.saturating_sub(start);
    let target = species_create(cx, array, count, METHOD)?;
    if count == 0 {
        return Ok(target.into());
    }
    let view = revalidate(cx, array, METHOD)?;
    let end = end.min(view.len());
    let to = view_of(target);
    if view.element == to.element {
        copy_bytes(cx, &view, start, &to, end.saturating_sub(start))?;
        return Ok(target.into());
    }
    for (n, k) in (start..end).enumerate() {
        charge_round(cx, n)?;
        let value = cx
            .typed_array_get_element(array, k)
            .unwrap_or(Value::UNDEFINED);
        cx.typed_array_set_element(target, n, value)?;
    }
    Ok(target.into())
}

/// Copies `count` elements from `start` of `from` to the beginning of `to`, byte for byte.
fn copy_bytes(
    cx: &mut Cx,
    from: &ViewRecord,
    start: usize,
    to: &ViewRecord,
    count: usize,
) -> JsResult<()> {
    let bytes = (count * from.element.size()).min(to.byte_len());
    let position = from.position(start);
    if from.buffer != to.buffer || to.offset <= position {
        return cx.copy_bytes((to.buffer, to.offset), (from.buffer, position), bytes);
    }
    // NOTE: a species constructor may give a view on the same bytes; then what was written is read
    // again, byte after byte.
    for k in 0..bytes {
        charge_round(cx, k)?;
        to.buffer
            .write_bytes(to.offset + k, &from.buffer.to_vec(position + k, 1));
    }
    Ok(())
}

/// §23.2.3.30 %TypedArray%.prototype.subarray ( start, end )
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.subarray>
pub(super) fn subarray(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let array = receiver(cx, call)?;
    let view = view_of(array);
    let len = view.len() as u64;
    let start = cx.relative_index(call.arg(0), len, 0)?;
    let begin = view.offset as u64 + start * view.element.size() as u64;
    let tracks = is_length_tracking(array) && call.arg(1).is_undefined();
    let end = cx.relative_index(call.arg(1), len, len)?;
    let length = Value::from(end.saturating_sub(start));
    let arguments = [
        array.internal(view_slot::OBJECT),
        Value::from(begin),
        length,
    ];
    let arguments = if tracks {
        &arguments[..2]
    } else {
        &arguments[..]
    };
    let method = "%TypedArray%.prototype.subarray";
    Ok(species_create_on_buffer(cx, array, arguments, method)?.into())
}

/// §23.2.3.32 %TypedArray%.prototype.toReversed ( ) <https://tc39.es/ecma262/#sec-%typedarray%.prototype.toreversed>
pub(super) fn to_reversed(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (_, view) = validate(
        cx,
        call.this(),
        "%TypedArray%.prototype.toReversed",
        Access::Read,
    )?;
    let len = view.len();
    let target = allocate_intrinsic(cx, view.element, len)?;
    let to = view_of(target);
    for k in 0..len {
        charge_round(cx, k)?;
        to.write_raw(k, view.read_raw(len - 1 - k));
    }
    Ok(target.into())
}

/// §23.2.3.36 %TypedArray%.prototype.with ( index, value ) <https://tc39.es/ecma262/#sec-%typedarray%.prototype.with>
pub(super) fn with(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (array, view) = validate(cx, call.this(), "%TypedArray%.prototype.with", Access::Read)?;
    let len = view.len();
    let relative = cx.to_integer_or_infinity(call.arg(0))?;
    let index = if relative >= 0.0 {
        relative
    } else {
        len as f64 + relative
    };
    // 7. The value is converted before the index is checked, against the length of that moment.
    let bits = cx.to_raw(view.element, call.arg(1))?;
    let now = view_of(array);
    if !(0.0..now.len() as f64).contains(&index) {
        return Err(range_error(cx, Msg::InvalidTypedArrayIndex));
    }
    let target = allocate_intrinsic(cx, view.element, len)?;
    let to = view_of(target);
    for k in 0..len {
        charge_round(cx, k)?;
        if k == index as usize {
            to.write_raw(k, bits);
        } else if k < now.len() {
            to.write_raw(k, now.read_raw(k));
        } else {
            cx.typed_array_set_element(target, k, Value::UNDEFINED)?;
        }
    }
    Ok(target.into())
}
