//! §25.2 SharedArrayBuffer Objects <https://tc39.es/ecma262/#sec-sharedarraybuffer-objects>
//!
//! Uses: core, array_buffer. Never: typed arrays, Atomics.

use stilla_core::buffer::{Buffer, BufferOptions};
use stilla_core::builtin::{Global, getter, method, symbol_getter, tag};
use stilla_core::error::{range_error, type_error};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Kind, Msg, Object, Value, WellKnownSymbol};

use crate::array_buffer::{allocate_for, copy_slice, max_byte_length_option, sliced_target};

/// SharedArrayBuffer.
pub const SHARED_ARRAY_BUFFER: Global = Global::constructor("SharedArrayBuffer", 1, construct)
    .id(Intrinsic::SharedArrayBuffer)
    .prototype_id(Intrinsic::SharedArrayBufferPrototype)
    .statics(&[symbol_getter(WellKnownSymbol::species, species)])
    .prototype(&[
        getter("byteLength", byte_length),
        method("grow", 1, grow),
        getter("growable", growable),
        getter("maxByteLength", max_byte_length),
        method("slice", 2, slice),
        tag("SharedArrayBuffer"),
    ]);

/// §25.2.3.1 SharedArrayBuffer ( length \[ , options \] ) <https://tc39.es/ecma262/#sec-sharedarraybuffer-length>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.require_new(cx)?;
    let length = cx.to_index(call.arg(0))?;
    let max_len = max_byte_length_option(cx, call.arg(1))?;
    let options = BufferOptions {
        max_len,
        shared: true,
    };
    let default = Intrinsic::SharedArrayBufferPrototype;
    allocate_for(cx, new_target, default, length, options).map(Value::from)
}

/// §25.2.4.2 get SharedArrayBuffer \[ %Symbol.species% \] <https://tc39.es/ecma262/#sec-sharedarraybuffer-%symbol.species%>
fn species(_: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(call.this())
}

fn receiver(cx: &mut Cx, call: &Call<'_>) -> JsResult<(Object, Buffer)> {
    let object = cx.require_kind(call.this(), Kind::SharedArrayBuffer, "SharedArrayBuffer")?;
    Ok((
        object,
        Buffer::of(object).expect("a SharedArrayBuffer has its bytes"),
    ))
}

/// §25.2.5.1 get SharedArrayBuffer.prototype.byteLength
/// <https://tc39.es/ecma262/#sec-get-sharedarraybuffer.prototype.bytelength>
fn byte_length(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(Value::from(receiver(cx, call)?.1.len()))
}

/// §25.2.5.3 SharedArrayBuffer.prototype.grow ( newLength ) <https://tc39.es/ecma262/#sec-sharedarraybuffer.prototype.grow>
fn grow(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (_, buffer) = receiver(cx, call)?;
    if !buffer.is_resizable() {
        let method = "SharedArrayBuffer.prototype.grow";
        return Err(type_error(cx, Msg::BufferNotResizable { method }));
    }
    let length = cx.to_index(call.arg(0))?;
    if !cx.resize_buffer(buffer, length)? {
        return Err(range_error(cx, Msg::InvalidBufferLength));
    }
    Ok(Value::UNDEFINED)
}

/// §25.2.5.4 get SharedArrayBuffer.prototype.growable <https://tc39.es/ecma262/#sec-sharedarraybuffer.prototype.growable>
fn growable(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(receiver(cx, call)?.1.is_resizable().into())
}

/// §25.2.5.5 get SharedArrayBuffer.prototype.maxByteLength
/// <https://tc39.es/ecma262/#sec-sharedarraybuffer.prototype.maxbytelength>
fn max_byte_length(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (_, buffer) = receiver(cx, call)?;
    Ok(Value::from(buffer.max_len().unwrap_or(buffer.len())))
}

/// §25.2.5.6 SharedArrayBuffer.prototype.slice ( start, end ) <https://tc39.es/ecma262/#sec-sharedarraybuffer.prototype.slice>
fn slice(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    const METHOD: &str = "SharedArrayBuffer.prototype.slice";
    let (object, buffer) = receiver(cx, call)?;
    let len = buffer.len() as u64;
    let first = cx.relative_index(call.arg(0), len, 0)?;
    let last = cx.relative_index(call.arg(1), len, len)?;
    let wanted = last.saturating_sub(first);
    let default = cx.intrinsic(Intrinsic::SharedArrayBuffer);
    let constructor = cx.species_constructor(object, default)?;
    let result = cx.construct(constructor, &[Value::from(wanted)], constructor)?;
    let target = sliced_target(cx, result, Kind::SharedArrayBuffer, buffer, wanted, METHOD)?;
    copy_slice(cx, target, buffer, first, wanted)?;
    Ok(result.into())
}
