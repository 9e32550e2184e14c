//! §23.3 Uint8Array Objects <https://tc39.es/ecma262/#sec-uint8array-objects>: bytes as base64 and as
//! hexadecimal text.
//!
//! Uses: core, typed_array. Never: the methods of %TypedArray%.

mod base64;
mod hex;

use stilla_core::buffer::{ElementType, ViewRecord};
use stilla_core::builtin::{Row, method, number};
use stilla_core::error::{syntax_error, type_error};
use stilla_core::{Call, Cx, JsResult, JsString, Msg, Name, Object, StringView, Value};

use crate::typed_array::create::allocate_intrinsic;
use crate::typed_array::view_of;
use base64::{Alphabet, LastChunk};

/// The rows of the constructor.
pub(crate) const STATICS: &[Row] = &[
    number("BYTES_PER_ELEMENT", 1.0),
    method("fromBase64", 1, from_base64),
    method("fromHex", 1, from_hex),
];

/// The rows of the prototype.
pub(crate) const PROTOTYPE: &[Row] = &[
    number("BYTES_PER_ELEMENT", 1.0),
    method("setFromBase64", 1, set_from_base64),
    method("setFromHex", 1, set_from_hex),
    method("toBase64", 0, to_base64),
    method("toHex", 0, to_hex),
];

/// What a text gave: bytes, how much of it they took, and whether it is malformed behind them.
struct Decoded {
    /// Units of the text.
    read: usize,
    bytes: Vec<u8>,
    error: Option<&'static str>,
}

/// §23.3.3.1 ValidateUint8Array ( ta ) <https://tc39.es/ecma262/#sec-validateuint8array>
fn receiver(cx: &mut Cx, call: &Call<'_>) -> JsResult<Object> {
    let value = call.this();
    match cx.as_typed_array(value) {
        Some(array) if view_of(array).element == ElementType::Uint8 => Ok(array),
        _ => Err(type_error(
            cx,
            Msg::IncompatibleReceiver {
                expected: "Uint8Array",
                value,
            },
        )),
    }
}

/// The receiver of a method that writes.
fn writable_receiver(cx: &mut Cx, call: &Call<'_>, method: &'static str) -> JsResult<Object> {
    let array = receiver(cx, call)?;
    if view_of(array).buffer.is_immutable() {
        return Err(type_error(cx, Msg::BufferImmutable { method }));
    }
    Ok(array)
}

fn view_in_bounds(cx: &mut Cx, array: Object, method: &'static str) -> JsResult<ViewRecord> {
    let view = view_of(array);
    if view.is_out_of_bounds() {
        return Err(cx.out_of_bounds(&view, method));
    }
    Ok(view)
}

fn text(cx: &mut Cx, call: &Call<'_>) -> JsResult<JsString> {
    let value = call.arg(0);
    match value.as_string() {
        Some(text) => Ok(text),
        None => Err(type_error(
            cx,
            Msg::NotString {
                name: "the argument",
                value,
            },
        )),
    }
}

/// GetOptionsObject ( options ) <https://tc39.es/ecma262/#sec-getoptionsobject>; `None` for an empty one.
fn options(cx: &mut Cx, value: Value) -> JsResult<Option<Object>> {
    match value.as_object() {
        Some(options) => Ok(Some(options)),
        None if value.is_undefined() => Ok(None),
        None => Err(type_error(
            cx,
            Msg::NotObjectNamed {
                name: "options",
                value,
            },
        )),
    }
}

/// An option that is one of a few words; `None` if it is undefined.
fn word<T: Copy>(
    cx: &mut Cx,
    options: Option<Object>,
    name: Name,
    words: &[(&str, T)],
) -> JsResult<Option<T>> {
    let Some(options) = options else {
        return Ok(None);
    };
    let value = cx.get(options, name)?;
    if value.is_undefined() {
        return Ok(None);
    }
    let found = value.as_string().and_then(|text| {
        let text = cx.to_rust_string(text);
        words.iter().find(|(word, _)| *word == text)
    });
    match found {
        Some((_, meaning)) => Ok(Some(*meaning)),
        None => Err(type_error(
            cx,
            Msg::InvalidOption {
                option: name.text(),
                value,
            },
        )),
    }
}

fn alphabet(cx: &mut Cx, options: Option<Object>) -> JsResult<Alphabet> {
    let words = [("base64", Alphabet::Standard), ("base64url", Alphabet::Url)];
    Ok(word(cx, options, Name::alphabet, &words)?.unwrap_or(Alphabet::Standard))
}

fn last_chunk(cx: &mut Cx, options: Option<Object>) -> JsResult<LastChunk> {
    let words = [
        ("loose", LastChunk::Loose),
        ("strict", LastChunk::Strict),
        ("stop-before-partial", LastChunk::StopBeforePartial),
    ];
    Ok(word(cx, options, Name::lastChunkHandling, &words)?.unwrap_or(LastChunk::Loose))
}

fn malformed(cx: &mut Cx, reason: &str) -> stilla_core::Thrown {
    syntax_error(
        cx,
        Msg::Text {
            text: reason.to_owned(),
        },
    )
}

/// Bytes that become text between two looks at the limits: a multiple of three, which base64 does not fill up.
const PIECE: usize = 3 << 14;

/// Decodes a text, which is made flat before and whose bytes fit under the memory limit; looks at the limits meanwhile.
fn decode(
    cx: &mut Cx,
    text: JsString,
    decode: impl FnOnce(StringView<'_>, &dyn Fn() -> bool) -> Decoded,
) -> JsResult<Decoded> {
    cx.reserve(text.len())?;
    cx.flatten(text)?;
    let decoded = decode(cx.view(text), &|| !cx.charge_in_place((PIECE / 4) as u32));
    cx.charge(1)?;
    Ok(decoded)
}

/// §23.3.1.1 Uint8Array.fromBase64 ( string \[ , options \] ) <https://tc39.es/ecma262/#sec-uint8array.frombase64>
fn from_base64(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let text = text(cx, call)?;
    let options = options(cx, call.arg(1))?;
    let alphabet = alphabet(cx, options)?;
    let last_chunk = last_chunk(cx, options)?;
    let decoded = decode(cx, text, |text, goes_on| {
        base64::decode(text, alphabet, last_chunk, usize::MAX, goes_on)
    })?;
    array_of(cx, decoded)
}

/// §23.3.1.2 Uint8Array.fromHex ( string ) <https://tc39.es/ecma262/#sec-uint8array.fromhex>
fn from_hex(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let text = text(cx, call)?;
    let decoded = decode(cx, text, |text, goes_on| {
        hex::decode(text, usize::MAX, goes_on)
    })?;
    array_of(cx, decoded)
}

fn array_of(cx: &mut Cx, decoded: Decoded) -> JsResult<Value> {
    if let Some(reason) = decoded.error {
        return Err(malformed(cx, reason));
    }
    let array = allocate_intrinsic(cx, ElementType::Uint8, decoded.bytes.len())?;
    let buffer = view_of(array).buffer;
    for (index, piece) in decoded.bytes.chunks(PIECE).enumerate() {
        buffer.write_bytes(index * PIECE, piece);
        cx.charge((piece.len() / 64) as u32)?;
    }
    Ok(array.into())
}

/// §23.3.2.1 Uint8Array.prototype.setFromBase64 ( string \[ , options \] )
/// <https://tc39.es/ecma262/#sec-uint8array.prototype.setfrombase64>
fn set_from_base64(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    const METHOD: &str = "Uint8Array.prototype.setFromBase64";
    let array = writable_receiver(cx, call, METHOD)?;
    let text = text(cx, call)?;
    let options = options(cx, call.arg(1))?;
    let alphabet = alphabet(cx, options)?;
    let last_chunk = last_chunk(cx, options)?;
    let view = view_in_bounds(cx, array, METHOD)?;
    let decoded = decode(cx, text, |text, goes_on| {
        base64::decode(text, alphabet, last_chunk, view.len(), goes_on)
    })?;
    write(cx, &view, decoded)
}

/// §23.3.2.2 Uint8Array.prototype.setFromHex ( string ) <https://tc39.es/ecma262/#sec-uint8array.prototype.setfromhex>
fn set_from_hex(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    const METHOD: &str = "Uint8Array.prototype.setFromHex";
    let array = writable_receiver(cx, call, METHOD)?;
    let text = text(cx, call)?;
    let view = view_in_bounds(cx, array, METHOD)?;
    let decoded = decode(cx, text, |text, goes_on| {
        hex::decode(text, view.len(), goes_on)
    })?;
    write(cx, &view, decoded)
}

/// Writes what was decoded, also in front of an error; says how much.
fn write(cx: &mut Cx, view: &ViewRecord, decoded: Decoded) -> JsResult<Value> {
    view.buffer.write_bytes(view.offset, &decoded.bytes);
    if let Some(reason) = decoded.error {
        return Err(malformed(cx, reason));
    }
    let result = cx.new_object();
    cx.create_data_property(result, Name::read, Value::from(decoded.read))?;
    cx.create_data_property(result, Name::written, Value::from(decoded.bytes.len()))?;
    Ok(result.into())
}

/// §23.3.2.3 Uint8Array.prototype.toBase64 ( \[ options \] ) <https://tc39.es/ecma262/#sec-uint8array.prototype.tobase64>
fn to_base64(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let array = receiver(cx, call)?;
    let options = options(cx, call.arg(0))?;
    let alphabet = alphabet(cx, options)?;
    let omit_padding = match options {
        Some(options) => cx.get(options, Name::omitPadding)?.to_boolean(),
        None => false,
    };
    let view = view_in_bounds(cx, array, "Uint8Array.prototype.toBase64")?;
    prepare_text(cx, view.len().div_ceil(3).saturating_mul(4))?;
    let padding = if omit_padding {
        base64::Padding::Omitted
    } else {
        base64::Padding::Written
    };
    text_of_pieces(cx, &view, |piece| base64::encode(piece, alphabet, padding))
}

/// §23.3.2.4 Uint8Array.prototype.toHex ( ) <https://tc39.es/ecma262/#sec-uint8array.prototype.tohex>
fn to_hex(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let array = receiver(cx, call)?;
    let view = view_in_bounds(cx, array, "Uint8Array.prototype.toHex")?;
    prepare_text(cx, view.len().saturating_mul(2))?;
    text_of_pieces(cx, &view, hex::encode)
}

/// Makes sure that a text of `units` is allowed, and room for it twice.
fn prepare_text(cx: &mut Cx, units: usize) -> JsResult<()> {
    cx.check_length(units, stilla_core::string::Encoding::Latin1)?;
    cx.reserve(units.saturating_mul(2))
}

/// The text of the bytes of a view, piece by piece.
fn text_of_pieces(
    cx: &mut Cx,
    view: &ViewRecord,
    encode: impl Fn(&[u8]) -> Vec<u8>,
) -> JsResult<Value> {
    let mut text = Vec::new();
    for start in (0..view.len()).step_by(PIECE) {
        let count = PIECE.min(view.len() - start);
        let bytes = view.buffer.to_vec(view.offset + start, count);
        text.extend(encode(&bytes));
        cx.charge((count / 4) as u32)?;
    }
    Ok(cx.long_string(StringView::Latin1(&text))?.into())
}
