//! The methods that change the receiver's elements in place.
//!
//! Uses: core, create. Never: sort.

use stilla_core::buffer::ViewRecord;
use stilla_core::error::{range_error, type_error};
use stilla_core::{Call, Cx, JsResult, Msg, Object, Value};

use super::create::{convert_raw, copy_elements};
use super::{Access, charge_round, receiver, validate, view_of};

/// The view as it is after JavaScript may have run.
pub(super) fn revalidate(cx: &mut Cx, array: Object, method: &'static str) -> JsResult<ViewRecord> {
    let view = view_of(array);
    if view.is_out_of_bounds() {
        return Err(cx.out_of_bounds(&view, method));
    }
    Ok(view)
}

/// §23.2.3.6 %TypedArray%.prototype.copyWithin ( target, start \[ , end \] )
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.copywithin>
pub(super) fn copy_within(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    const METHOD: &str = "%TypedArray%.prototype.copyWithin";
    let (array, view) = validate(cx, call.this(), METHOD, Access::Write)?;
    let len = view.len() as u64;
    let target = cx.relative_index(call.arg(0), len, 0)?;
    let start = cx.relative_index(call.arg(1), len, 0)?;
    let end = cx.relative_index(call.arg(2), len, len)?;
    let count = end.saturating_sub(start).min(len - target);
    if count == 0 {
        return Ok(array.into());
    }
    // 13. The conversions may have made the array shorter: the longest prefix that is left is copied.
    let view = revalidate(cx, array, METHOD)?;
    let len = view.len() as u64;
    let count = count
        .min(len.saturating_sub(start))
        .min(len.saturating_sub(target));
    if count > 0 {
        let bytes = count as usize * view.element.size();
        let (to, from) = (
            view.position(target as usize),
            view.position(start as usize),
        );
        cx.copy_bytes((view.buffer, to), (view.buffer, from), bytes)?;
    }
    Ok(array.into())
}

/// The charge for `count` elements that are moved without a look at each.
fn work(count: u64) -> u64 {
    count / 16
}

/// So many elements are written between two looks at the limits.
const STRIDE: usize = 1 << 20;

/// §23.2.3.9 %TypedArray%.prototype.fill ( value \[ , start \[ , end \] \] )
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.fill>
pub(super) fn fill(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    const METHOD: &str = "%TypedArray%.prototype.fill";
    let (array, view) = validate(cx, call.this(), METHOD, Access::Write)?;
    let len = view.len() as u64;
    let bits = cx.to_raw(view.element, call.arg(0))?;
    let start = cx.relative_index(call.arg(1), len, 0)?;
    let end = cx.relative_index(call.arg(2), len, len)?;
    let view = revalidate(cx, array, METHOD)?;
    let end = (end as usize).min(view.len());
    let mut start = start as usize;
    while start < end {
        let stop = end.min(start + STRIDE);
        cx.charge_all(work((stop - start) as u64))?;
        view.fill_raw(start..stop, bits);
        start = stop;
    }
    Ok(array.into())
}

/// §23.2.3.25 %TypedArray%.prototype.reverse ( ) <https://tc39.es/ecma262/#sec-%typedarray%.prototype.reverse>
pub(super) fn reverse(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (array, view) = validate(
        cx,
        call.this(),
        "%TypedArray%.prototype.reverse",
        Access::Write,
    )?;
    let len = view.len();
    for lower in 0..len / 2 {
        charge_round(cx, lower)?;
        let upper = len - 1 - lower;
        let (low, high) = (view.read_raw(lower), view.read_raw(upper));
        view.write_raw(lower, high);
        view.write_raw(upper, low);
    }
    Ok(array.into())
}

/// §23.2.3.26 %TypedArray%.prototype.set ( source \[ , offset \] )
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.set>
pub(super) fn set(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    const METHOD: &str = "%TypedArray%.prototype.set";
    let target = receiver(cx, call)?;
    if view_of(target).buffer.is_immutable() {
        return Err(type_error(cx, Msg::BufferImmutable { method: METHOD }));
    }
    let offset = cx.to_integer_or_infinity(call.arg(1))?;
    if offset < 0.0 {
        return Err(range_error(cx, Msg::OutOfRange { name: "offset" }));
    }
    match cx.as_typed_array(call.arg(0)) {
        Some(source) => set_from_typed_array(cx, target, offset, source, METHOD)?,
        None => set_from_array_like(cx, target, offset, call.arg(0), METHOD)?,
    }
    Ok(Value::UNDEFINED)
}

/// §23.2.3.26.1 SetTypedArrayFromTypedArray ( target, targetOffset, source )
/// <https://tc39.es/ecma262/#sec-settypedarrayfromtypedarray>
fn set_from_typed_array(
    cx: &mut Cx,
    target: Object,
    offset: f64,
    source: Object,
    method: &'static str,
) -> JsResult<()> {
    let target = revalidate(cx, target, method)?;
    let source = revalidate(cx, source, method)?;
    if target.element.is_bigint() != source.element.is_bigint() {
        return Err(type_error(cx, Msg::ContentTypeMismatch));
    }
    if source.len() as f64 + offset > target.len() as f64 {
        return Err(range_error(cx, Msg::OffsetOutOfBounds));
    }
    let place = ViewRecord {
        offset: target.position(offset as usize),
        ..target
    };
    cx.charge_all(work(source.len() as u64))?;
    if place.element == source.element || place.buffer != source.buffer {
        return copy_elements(cx, &source, &place);
    }
    // 12. One buffer, two types: the source is read as a whole before the target is written.
    cx.reserve(source.len() * size_of::<u64>())?;
    let elements: Vec<u64> = (0..source.len()).map(|k| source.read_raw(k)).collect();
    for (k, bits) in elements.into_iter().enumerate() {
        place.write_raw(k, convert_raw(source.element, bits, place.element));
    }
    Ok(())
}

/// §23.2.3.26.2 SetTypedArrayFromArrayLike ( target, targetOffset, source )
/// <https://tc39.es/ecma262/#sec-settypedarrayfromarraylike>
fn set_from_array_like(
    cx: &mut Cx,
    target: Object,
    offset: f64,
    source: Value,
    method: &'static str,
) -> JsResult<()> {
    let view = revalidate(cx, target, method)?;
    let source = cx.to_object(source)?;
    let length = cx.length_of_array_like(source)?;
    if length as f64 + offset > view.len() as f64 {
        return Err(range_error(cx, Msg::OffsetOutOfBounds));
    }
    let offset = offset as usize;
    for k in 0..length as usize {
        charge_round(cx, k)?;
        let value = cx.get(source, k)?;
        cx.typed_array_set_element(target, offset + k, value)?;
    }
    Ok(())
}
