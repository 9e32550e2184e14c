//! §25.1 ArrayBuffer Objects <https://tc39.es/ecma262/#sec-arraybuffer-objects>, with the immutable
//! buffers of <https://tc39.es/proposal-immutable-arraybuffer/>
//!
//! An object holds a [`Buffer`]; whether it is detached, resizable or immutable is the buffer's to
//! say.
//!
//! Uses: core. Never: typed arrays, DataView.

use stilla_core::buffer::{Buffer, BufferOptions};
use stilla_core::builtin::{Global, getter, method, symbol_getter, tag};
use stilla_core::error::{range_error, type_error};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Kind, Msg, Name, Object, Value, WellKnownSymbol};

/// ArrayBuffer.
pub const ARRAY_BUFFER: Global = Global::constructor("ArrayBuffer", 1, construct)
    .id(Intrinsic::ArrayBuffer)
    .prototype_id(Intrinsic::ArrayBufferPrototype)
    .statics(&[
        method("isView", 1, is_view),
        symbol_getter(WellKnownSymbol::species, species),
    ])
    .prototype(&[
        getter("byteLength", byte_length),
        getter("detached", detached),
        getter("immutable", immutable),
        getter("maxByteLength", max_byte_length),
        getter("resizable", resizable),
        method("resize", 1, resize),
        method("slice", 2, slice),
        method("sliceToImmutable", 2, slice_to_immutable),
        method("transfer", 0, transfer),
        method("transferToFixedLength", 0, transfer_to_fixed_length),
        method("transferToImmutable", 0, transfer_to_immutable),
        tag("ArrayBuffer"),
    ]);

/// §25.1.4.1 ArrayBuffer ( length \[ , options \] ) <https://tc39.es/ecma262/#sec-arraybuffer-length>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.require_new(cx)?;
    let length = cx.to_index(call.arg(0))?;
    let max_len = max_byte_length_option(cx, call.arg(1))?;
    let options = BufferOptions {
        max_len,
        shared: false,
    };
    allocate_for(
        cx,
        new_target,
        Intrinsic::ArrayBufferPrototype,
        length,
        options,
    )
    .map(Value::from)
}

/// §25.1.3.1 AllocateArrayBuffer ( constructor, byteLength \[ , maxByteLength \] )
/// <https://tc39.es/ecma262/#sec-allocatearraybuffer> and its like for shared buffers.
pub(crate) fn allocate_for(
    cx: &mut Cx,
    constructor: Object,
    default: Intrinsic,
    length: u64,
    options: BufferOptions,
) -> JsResult<Object> {
    if options.max_len.is_some_and(|max| length > max) {
        return Err(range_error(cx, Msg::InvalidBufferLength));
    }
    let prototype = cx.get_prototype_from_constructor(constructor, default)?;
    let buffer = cx.new_buffer(length, options)?;
    Ok(cx.buffer_object(buffer, prototype))
}

/// A new buffer of %ArrayBuffer% with a fixed length.
pub(crate) fn allocate(cx: &mut Cx, length: u64) -> JsResult<Object> {
    let buffer = cx.new_buffer(length, BufferOptions::default())?;
    Ok(object_of(cx, buffer))
}

fn object_of(cx: &Cx, buffer: Buffer) -> Object {
    cx.buffer_object(buffer, cx.intrinsic(Intrinsic::ArrayBufferPrototype))
}

/// §25.1.3.7 GetArrayBufferMaxByteLengthOption ( options )
/// <https://tc39.es/ecma262/#sec-getarraybuffermaxbytelengthoption>
pub(crate) fn max_byte_length_option(cx: &mut Cx, options: Value) -> JsResult<Option<u64>> {
    let Some(options) = options.as_object() else {
        return Ok(None);
    };
    match cx.get(options, Name::maxByteLength)? {
        Value::UNDEFINED => Ok(None),
        max => cx.to_index(max).map(Some),
    }
}

/// §25.1.5.1 ArrayBuffer.isView ( arg ) <https://tc39.es/ecma262/#sec-arraybuffer.isview>
fn is_view(_: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = call.arg(0).as_object();
    Ok(object
        .is_some_and(|object| matches!(object.kind(), Kind::TypedArray | Kind::DataView))
        .into())
}

/// §25.1.5.3 get ArrayBuffer \[ %Symbol.species% \] <https://tc39.es/ecma262/#sec-get-arraybuffer-%symbol.species%>
fn species(_: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(call.this())
}

/// The receiver: a buffer that is not shared.
fn receiver(cx: &mut Cx, call: &Call<'_>) -> JsResult<(Object, Buffer)> {
    let object = cx.require_kind(call.this(), Kind::ArrayBuffer, "ArrayBuffer")?;
    Ok((
        object,
        Buffer::of(object).expect("an ArrayBuffer has its bytes"),
    ))
}

/// §25.1.6.1 get ArrayBuffer.prototype.byteLength <https://tc39.es/ecma262/#sec-get-arraybuffer.prototype.bytelength>
fn byte_length(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(Value::from(receiver(cx, call)?.1.len()))
}

/// §25.1.6.3 get ArrayBuffer.prototype.detached <https://tc39.es/ecma262/#sec-get-arraybuffer.prototype.detached>
fn detached(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(receiver(cx, call)?.1.is_detached().into())
}

/// get ArrayBuffer.prototype.immutable <https://tc39.es/proposal-immutable-arraybuffer/#sec-get-arraybuffer.prototype.immutable>
fn immutable(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(receiver(cx, call)?.1.is_immutable().into())
}

/// §25.1.6.4 get ArrayBuffer.prototype.maxByteLength <https://tc39.es/ecma262/#sec-get-arraybuffer.prototype.maxbytelength>
fn max_byte_length(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (_, buffer) = receiver(cx, call)?;
    if buffer.is_detached() {
        return Ok(Value::ZERO);
    }
    Ok(Value::from(buffer.max_len().unwrap_or(buffer.len())))
}

/// §25.1.6.5 get ArrayBuffer.prototype.resizable <https://tc39.es/ecma262/#sec-get-arraybuffer.prototype.resizable>
fn resizable(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(receiver(cx, call)?.1.is_resizable().into())
}

/// §25.1.6.6 ArrayBuffer.prototype.resize ( newLength ) <https://tc39.es/ecma262/#sec-arraybuffer.prototype.resize>
fn resize(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    const METHOD: &str = "ArrayBuffer.prototype.resize";
    let (_, buffer) = receiver(cx, call)?;
    if !buffer.is_resizable() {
        return Err(type_error(cx, Msg::BufferNotResizable { method: METHOD }));
    }
    let length = cx.to_index(call.arg(0))?;
    cx.require_attached(buffer, METHOD)?;
    if !cx.resize_buffer(buffer, length)? {
        return Err(range_error(cx, Msg::InvalidBufferLength));
    }
    Ok(Value::UNDEFINED)
}

/// §25.1.6.7 ArrayBuffer.prototype.slice ( start, end ) <https://tc39.es/ecma262/#sec-arraybuffer.prototype.slice>
fn slice(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    const METHOD: &str = "ArrayBuffer.prototype.slice";
    let (object, buffer) = receiver(cx, call)?;
    cx.require_attached(buffer, METHOD)?;
    let len = buffer.len() as u64;
    let first = cx.relative_index(call.arg(0), len, 0)?;
    let last = cx.relative_index(call.arg(1), len, len)?;
    let wanted = last.saturating_sub(first);
    let default = cx.intrinsic(Intrinsic::ArrayBuffer);
    let constructor = cx.species_constructor(object, default)?;
    let result = cx.construct(constructor, &[Value::from(wanted)], constructor)?;
    let target = sliced_target(cx, result, Kind::ArrayBuffer, buffer, wanted, METHOD)?;
    // 23. The constructor may have detached or resized the source.
    cx.require_attached(buffer, METHOD)?;
    copy_slice(cx, target, buffer, first, wanted)?;
    Ok(result.into())
}

/// What a species constructor gave for a slice, checked.
pub(crate) fn sliced_target(
    cx: &mut Cx,
    result: Object,
    kind: Kind,
    source: Buffer,
    wanted: u64,
    method: &'static str,
) -> JsResult<Buffer> {
    let expected = match kind {
        Kind::ArrayBuffer => "ArrayBuffer",
        _ => "SharedArrayBuffer",
    };
    let object = cx.require_kind(result.into(), kind, expected)?;
    let target = Buffer::of(object).expect("a buffer object has its bytes");
    cx.require_attached(target, method)?;
    if target.is_immutable() {
        return Err(type_error(cx, Msg::BufferImmutable { method }));
    }
    if target == source || target.is_same_memory(source) {
        return Err(type_error(cx, Msg::SameBuffer { method }));
    }
    if (target.len() as u64) < wanted {
        return Err(type_error(cx, Msg::InvalidBufferLength));
    }
    Ok(target)
}

/// Copies what is left of a slice to the beginning of `target`.
pub(crate) fn copy_slice(
    cx: &mut Cx,
    target: Buffer,
    source: Buffer,
    first: u64,
    wanted: u64,
) -> JsResult<()> {
    let now = source.len() as u64;
    if first >= now {
        return Ok(());
    }
    let count = wanted.min(now - first) as usize;
    cx.copy_bytes((target, 0), (source, first as usize), count)
}

/// ArrayBuffer.prototype.sliceToImmutable ( start, end )
/// <https://tc39.es/proposal-immutable-arraybuffer/#sec-arraybuffer.prototype.slicetoimmutable>
fn slice_to_immutable(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    const METHOD: &str = "ArrayBuffer.prototype.sliceToImmutable";
    let (_, buffer) = receiver(cx, call)?;
    cx.require_attached(buffer, METHOD)?;
    let len = buffer.len() as u64;
    let first = cx.relative_index(call.arg(0), len, 0)?;
    let last = cx.relative_index(call.arg(1), len, len)?;
    let wanted = last.saturating_sub(first);
    // 8. The conversions may have detached or resized the source.
    cx.require_attached(buffer, METHOD)?;
    if (buffer.len() as u64) < last {
        return Err(range_error(cx, Msg::InvalidBufferLength));
    }
    let target = cx.new_buffer(wanted, BufferOptions::default())?;
    copy_slice(cx, target, buffer, first, wanted)?;
    cx.make_buffer_immutable(target);
    Ok(object_of(cx, target).into())
}

/// What a transfer makes of the length's kind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Transfer {
    PreserveResizability,
    FixedLength,
    Immutable,
}

/// §25.1.3.3 ArrayBufferCopyAndDetach ( arrayBuffer, newLength, preserveResizability )
/// <https://tc39.es/ecma262/#sec-arraybuffercopyanddetach>
fn copy_and_detach(
    cx: &mut Cx,
    call: &Call<'_>,
    mode: Transfer,
    method: &'static str,
) -> JsResult<Value> {
    let (_, buffer) = receiver(cx, call)?;
    let length = match call.arg(0) {
        Value::UNDEFINED => buffer.len() as u64,
        length => cx.to_index(length)?,
    };
    cx.require_attached(buffer, method)?;
    if buffer.is_immutable() {
        return Err(type_error(cx, Msg::BufferImmutable { method }));
    }
    let max_len = match mode {
        Transfer::PreserveResizability => buffer.max_len().map(|max| max as u64),
        _ => None,
    };
    let target = cx.transfer_buffer(buffer, length, max_len)?;
    if mode == Transfer::Immutable {
        cx.make_buffer_immutable(target);
    }
    Ok(object_of(cx, target).into())
}

/// §25.1.6.8 ArrayBuffer.prototype.transfer ( \[ newLength \] ) <https://tc39.es/ecma262/#sec-arraybuffer.prototype.transfer>
fn transfer(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    copy_and_detach(
        cx,
        call,
        Transfer::PreserveResizability,
        "ArrayBuffer.prototype.transfer",
    )
}

/// §25.1.6.9 ArrayBuffer.prototype.transferToFixedLength ( \[ newLength \] )
/// <https://tc39.es/ecma262/#sec-arraybuffer.prototype.transfertofixedlength>
fn transfer_to_fixed_length(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    copy_and_detach(
        cx,
        call,
        Transfer::FixedLength,
        "ArrayBuffer.prototype.transferToFixedLength",
    )
}

/// ArrayBuffer.prototype.transferToImmutable ( \[ newLength \] )
/// <https://tc39.es/proposal-immutable-arraybuffer/#sec-arraybuffer.prototype.transfertoimmutable>
fn transfer_to_immutable(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    copy_and_detach(
        cx,
        call,
        Transfer::Immutable,
        "ArrayBuffer.prototype.transferToImmutable",
    )
}
