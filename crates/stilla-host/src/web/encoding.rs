//! The native half of `TextEncoder` and `TextDecoder`: all encodings of the standard.
//!
//! Uses: core, piece. Never: the other pieces.

use encoding_rs::{CoderResult, Decoder, DecoderResult, Encoding};
use stilla_core::buffer::ViewRecord;
use stilla_core::host_data::Data;
use stilla_core::{Call, Cx, JsResult, NativeFn, Value};

use crate::piece;

pub(super) const NATIVES: &[(&str, NativeFn)] = &[
    ("encode", encode),
    ("encodeInto", encode_into),
    ("label", label),
    ("decoder", decoder),
];

fn encode(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let text = piece::text(cx, call.arg(0))?;
    piece::uint8_array(cx, text.as_bytes())
}

/// Writes as many whole characters as there is room for; gives the UTF-16 units read and the bytes written.
fn encode_into(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let text = piece::text(cx, call.arg(0))?;
    let Some(view) = call.arg(1).as_object().and_then(ViewRecord::of) else {
        return Err(piece::complain(cx, "encodeInto expected a Uint8Array"));
    };
    let room = view.byte_len();
    let (mut read, mut written) = (0, 0);
    for c in text.chars() {
        if written + c.len_utf8() > room {
            break;
        }
        read += c.len_utf16();
        written += c.len_utf8();
    }
    view.buffer
        .write_bytes(view.offset, &text.as_bytes()[..written]);
    let pair = [Value::from(read), Value::from(written)];
    Ok(cx.array_from_slice(&pair).into())
}

/// The name of the encoding that a label means, or null.
fn label(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let label = piece::text(cx, call.arg(0))?;
    match Encoding::for_label_no_replacement(label.as_bytes()) {
        Some(encoding) => piece::string(cx, &encoding.name().to_ascii_lowercase()),
        None => Ok(Value::NULL),
    }
}

/// A decoder at work.
struct Work {
    encoding: &'static Encoding,
    keeps_mark: bool,
    is_fatal: bool,
    decoder: Option<Decoder>,
}

impl Work {
    fn fresh(&self) -> Decoder {
        match self.keeps_mark {
            true => self.encoding.new_decoder_without_bom_handling(),
            false => self.encoding.new_decoder_with_bom_removal(),
        }
    }

    /// The text of some bytes; `None` if they are wrong and that matters.
    fn decode(&mut self, bytes: &[u8], is_last: bool) -> Option<String> {
        let mut decoder = self.decoder.take().unwrap_or_else(|| self.fresh());
        let mut text = String::new();
        let mut at = 0;
        loop {
            let rest = &bytes[at..];
            text.reserve(decoder.max_utf8_buffer_length(rest.len())?.max(16));
            if self.is_fatal {
                let (result, read) =
                    decoder.decode_to_string_without_replacement(rest, &mut text, is_last);
                at += read;
                match result {
                    DecoderResult::InputEmpty => break,
                    DecoderResult::OutputFull => {}
                    DecoderResult::Malformed(..) => return None,
                }
            } else {
                let (result, read, _) = decoder.decode_to_string(rest, &mut text, is_last);
                at += read;
                if result == CoderResult::InputEmpty {
                    break;
                }
            }
        }
        if !is_last {
            self.decoder = Some(decoder);
        }
        Some(text)
    }
}

/// A function that decodes: bytes, and whether more will follow. It gives null for bytes that are wrong.
fn decoder(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let label = piece::text(cx, call.arg(0))?;
    let Some(encoding) = Encoding::for_label_no_replacement(label.as_bytes()) else {
        return Ok(Value::NULL);
    };
    let work = Work {
        encoding,
        is_fatal: call.arg(1).to_boolean(),
        keeps_mark: call.arg(2).to_boolean(),
        decoder: None,
    };
    let data = Data::new(cx, Box::new(work), 256)?.to_value();
    Ok(super::native(cx, "decode", decode, data))
}

fn decode(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let bytes = match call.arg(0).is_undefined() {
        true => Vec::new(),
        false => piece::bytes(cx, call.arg(0))?,
    };
    let is_last = !call.arg(1).to_boolean();
    cx.reserve(bytes.len().saturating_mul(3))?;
    let data = Data::from_value(call.data());
    let text = data.and_then(|data| data.with_mut(|work: &mut Work| work.decode(&bytes, is_last)));
    match text.flatten() {
        Some(text) => piece::string(cx, &text),
        None => Ok(Value::NULL),
    }
}
