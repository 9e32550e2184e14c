//! §25.3 DataView Objects <https://tc39.es/ecma262/#sec-dataview-objects>
//!
//! One getter and one setter stand for all element types; the table names them by type.
//!
//! Uses: core. Never: typed arrays.

use stilla_core::buffer::{Buffer, ElementType, Endian, ViewRecord, view_slot};
use stilla_core::builtin::{Global, getter, method, tag};
use stilla_core::error::{range_error, type_error};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Kind, Msg, Object, Value};

const INT8: u8 = ElementType::Int8 as u8;
const UINT8: u8 = ElementType::Uint8 as u8;
const INT16: u8 = ElementType::Int16 as u8;
const UINT16: u8 = ElementType::Uint16 as u8;
const INT32: u8 = ElementType::Int32 as u8;
const UINT32: u8 = ElementType::Uint32 as u8;
const BIG_INT64: u8 = ElementType::BigInt64 as u8;
const BIG_UINT64: u8 = ElementType::BigUint64 as u8;
const FLOAT16: u8 = ElementType::Float16 as u8;
const FLOAT32: u8 = ElementType::Float32 as u8;
const FLOAT64: u8 = ElementType::Float64 as u8;

/// DataView.
pub const DATA_VIEW: Global = Global::constructor("DataView", 1, construct)
    .id(Intrinsic::DataView)
    .prototype_id(Intrinsic::DataViewPrototype)
    .prototype(&[
        getter("buffer", buffer),
        getter("byteLength", byte_length),
        getter("byteOffset", byte_offset),
        method("getBigInt64", 1, get::<BIG_INT64>),
        method("getBigUint64", 1, get::<BIG_UINT64>),
        method("getFloat16", 1, get::<FLOAT16>),
        method("getFloat32", 1, get::<FLOAT32>),
        method("getFloat64", 1, get::<FLOAT64>),
        method("getInt8", 1, get::<INT8>),
        method("getInt16", 1, get::<INT16>),
        method("getInt32", 1, get::<INT32>),
        method("getUint8", 1, get::<UINT8>),
        method("getUint16", 1, get::<UINT16>),
        method("getUint32", 1, get::<UINT32>),
        method("setBigInt64", 2, set::<BIG_INT64>),
        method("setBigUint64", 2, set::<BIG_UINT64>),
        method("setFloat16", 2, set::<FLOAT16>),
        method("setFloat32", 2, set::<FLOAT32>),
        method("setFloat64", 2, set::<FLOAT64>),
        method("setInt8", 2, set::<INT8>),
        method("setInt16", 2, set::<INT16>),
        method("setInt32", 2, set::<INT32>),
        method("setUint8", 2, set::<UINT8>),
        method("setUint16", 2, set::<UINT16>),
        method("setUint32", 2, set::<UINT32>),
        tag("DataView"),
    ]);

/// §25.3.2.1 DataView ( buffer \[ , byteOffset \[ , byteLength \] \] )
/// <https://tc39.es/ecma262/#sec-dataview-buffer-byteoffset-bytelength>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    const METHOD: &str = "DataView";
    let new_target = call.require_new(cx)?;
    let value = call.arg(0);
    let Some((object, buffer)) = value
        .as_object()
        .and_then(|object| Some((object, Buffer::of(object)?)))
    else {
        return Err(type_error(cx, Msg::NotArrayBuffer { value }));
    };
    let offset = cx.to_index(call.arg(1))?;
    cx.require_attached(buffer, METHOD)?;
    // 5. Converting the length may detach the buffer, which is noticed only in step 11.
    let before = buffer.len();
    require_room(cx, before, offset, None)?;
    let wanted = match call.arg(2) {
        Value::UNDEFINED => None,
        length => Some(cx.to_index(length)?),
    };
    require_room(cx, before, offset, wanted)?;
    let length = match wanted {
        None if buffer.is_resizable() => None,
        None => Some(before - offset as usize),
        Some(length) => Some(length as usize),
    };
    let prototype = cx.get_prototype_from_constructor(new_target, Intrinsic::DataViewPrototype)?;
    // 12. Reading `prototype` may have detached or resized the buffer.
    cx.require_attached(buffer, METHOD)?;
    require_room(cx, buffer.len(), offset, wanted)?;
    Ok(cx
        .data_view_object(prototype, object, offset as usize, length)
        .into())
}

fn require_room(cx: &mut Cx, room: usize, offset: u64, length: Option<u64>) -> JsResult<()> {
    if offset.saturating_add(length.unwrap_or(0)) > room as u64 {
        return Err(range_error(cx, Msg::OffsetOutOfBounds));
    }
    Ok(())
}

fn receiver(cx: &mut Cx, call: &Call<'_>) -> JsResult<Object> {
    cx.require_kind(call.this(), Kind::DataView, "DataView")
}

/// What a DataView sees at this moment.
fn view_of(object: Object) -> ViewRecord {
    ViewRecord::of(object).expect("a DataView has the slots of a view")
}

/// The view of the receiver, within the bounds of its buffer.
fn view_in_bounds(cx: &mut Cx, object: Object, method: &'static str) -> JsResult<ViewRecord> {
    let view = view_of(object);
    if view.is_out_of_bounds() {
        return Err(cx.out_of_bounds(&view, method));
    }
    Ok(view)
}

/// §25.3.4.1 get DataView.prototype.buffer <https://tc39.es/ecma262/#sec-get-dataview.prototype.buffer>
fn buffer(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(receiver(cx, call)?.internal(view_slot::OBJECT))
}

/// §25.3.4.2 get DataView.prototype.byteLength <https://tc39.es/ecma262/#sec-get-dataview.prototype.bytelength>
fn byte_length(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = receiver(cx, call)?;
    Ok(Value::from(
        view_in_bounds(cx, object, "DataView.prototype.byteLength")?.len(),
    ))
}

/// §25.3.4.3 get DataView.prototype.byteOffset <https://tc39.es/ecma262/#sec-get-dataview.prototype.byteoffset>
fn byte_offset(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = receiver(cx, call)?;
    Ok(Value::from(
        view_in_bounds(cx, object, "DataView.prototype.byteOffset")?.offset,
    ))
}

/// The order of bytes that the argument isLittleEndian asks for.
fn endian(value: Value) -> Endian {
    if value.to_boolean() {
        Endian::Little
    } else {
        Endian::Big
    }
}

/// The place in the buffer of `size` bytes at `index` of the view.
fn place(
    cx: &mut Cx,
    object: Object,
    index: u64,
    size: usize,
    method: &'static str,
) -> JsResult<(Buffer, usize)> {
    let view = view_in_bounds(cx, object, method)?;
    if index.saturating_add(size as u64) > view.len() as u64 {
        return Err(range_error(cx, Msg::OffsetOutOfBounds));
    }
    Ok((view.buffer, view.offset + index as usize))
}

/// The raw bits of an element that lies within the bounds, for an index that needs no conversion.
// FAST: nothing runs JavaScript here, so that one look at the view is enough.
#[inline]
fn quick_get(cx: &Cx, call: &Call<'_>, element: ElementType) -> Option<u64> {
    let view = call.this().as_object()?;
    let index = usize::try_from(call.arg(0).as_int()?).ok()?;
    let bits = match element.size() {
        1 => u64::from(cx.data_view_read::<1>(view, index)?[0]),
        2 => u64::from(u16::from_le_bytes(cx.data_view_read(view, index)?)),
        4 => u64::from(u32::from_le_bytes(cx.data_view_read(view, index)?)),
        _ => u64::from_le_bytes(cx.data_view_read(view, index)?),
    };
    Some(ordered(bits, element, call.arg(1)))
}

/// Stores a Number within the bounds, for an index that needs no conversion either.
#[inline]
fn quick_set(cx: &Cx, call: &Call<'_>, element: ElementType) -> bool {
    let (Some(view), Some(index)) = (call.this().as_object(), call.arg(0).as_int()) else {
        return false;
    };
    let (Ok(index), Some(number)) = (usize::try_from(index), call.arg(1).as_number()) else {
        return false;
    };
    if element.is_bigint() {
        return false;
    }
    let bits = ordered(element.number_to_raw(number), element, call.arg(2));
    match element.size() {
        1 => cx.data_view_write(view, index, [bits as u8]),
        2 => cx.data_view_write(view, index, (bits as u16).to_le_bytes()),
        4 => cx.data_view_write(view, index, (bits as u32).to_le_bytes()),
        _ => cx.data_view_write(view, index, bits.to_le_bytes()),
    }
}

/// Little-endian raw bits as the argument isLittleEndian wants them.
fn ordered(bits: u64, element: ElementType, is_little_endian: Value) -> u64 {
    match endian(is_little_endian) {
        Endian::Little => bits,
        Endian::Big => bits.swap_bytes() >> (64 - element.size() * 8),
    }
}

/// §25.3.1.5 GetViewValue ( view, requestIndex, isLittleEndian, type )
/// <https://tc39.es/ecma262/#sec-getviewvalue>
fn get<const ELEMENT: u8>(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let element = ElementType::from_number(i32::from(ELEMENT));
    if let Some(bits) = quick_get(cx, call, element) {
        return Ok(cx.numeric_from_raw(element, bits));
    }
    let object = receiver(cx, call)?;
    let index = cx.to_index(call.arg(0))?;
    let endian = endian(call.arg(1));
    let (buffer, offset) = place(cx, object, index, element.size(), "DataView.prototype.get")?;
    let bits = buffer.read_raw(offset, element.size(), endian);
    Ok(cx.numeric_from_raw(element, bits))
}

/// §25.3.1.6 SetViewValue ( view, requestIndex, isLittleEndian, type, value )
/// <https://tc39.es/ecma262/#sec-setviewvalue>
fn set<const ELEMENT: u8>(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    const METHOD: &str = "DataView.prototype.set";
    let element = ElementType::from_number(i32::from(ELEMENT));
    if quick_set(cx, call, element) {
        return Ok(Value::UNDEFINED);
    }
    let object = receiver(cx, call)?;
    if view_of(object).buffer.is_immutable() {
        return Err(type_error(cx, Msg::BufferImmutable { method: METHOD }));
    }
    let index = cx.to_index(call.arg(0))?;
    let bits = cx.to_raw(element, call.arg(1))?;
    let endian = endian(call.arg(2));
    let (buffer, offset) = place(cx, object, index, element.size(), METHOD)?;
    buffer.write_raw(offset, element.size(), endian, bits);
    Ok(Value::UNDEFINED)
}
