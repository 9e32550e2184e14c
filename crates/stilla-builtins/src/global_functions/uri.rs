//! §19.2.6 URI handling functions <https://tc39.es/ecma262/#sec-uri-handling-functions>
//!
//! Text is read and written in UTF-16 code units and escaped as the octets of UTF-8.
//!
//! Uses: stilla-core. Never: other built-ins.

use stilla_core::builtin::Global;
use stilla_core::error::uri_error;
use stilla_core::{Call, Cx, JsResult, JsString, Msg, StringBuilder, StringView, Value};

/// decodeURI.
pub const DECODE_URI: Global = Global::function("decodeURI", 1, decode_uri);

/// decodeURIComponent.
pub const DECODE_URI_COMPONENT: Global =
    Global::function("decodeURIComponent", 1, decode_uri_component);

/// encodeURI.
pub const ENCODE_URI: Global = Global::function("encodeURI", 1, encode_uri);

/// encodeURIComponent.
pub const ENCODE_URI_COMPONENT: Global =
    Global::function("encodeURIComponent", 1, encode_uri_component);

/// What encodeURI leaves as it is, beyond letters, digits and [`MARKS`], and decodeURI does not produce.
const RESERVED: &[u8] = b";/?:@&=+$,#";

/// What both encoders leave as it is, beyond letters and digits.
const MARKS: &[u8] = b"-_.!~*'()";

/// Units between two charges.
const CHUNK: usize = 1000;

/// §19.2.6.1 decodeURI ( encodedURI ) <https://tc39.es/ecma262/#sec-decodeuri-encodeduri>
fn decode_uri(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let text = cx.to_string(call.arg(0))?;
    decode(cx, text, RESERVED)
}

/// §19.2.6.2 decodeURIComponent ( encodedURIComponent )
/// <https://tc39.es/ecma262/#sec-decodeuricomponent-encodeduricomponent>
fn decode_uri_component(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let text = cx.to_string(call.arg(0))?;
    decode(cx, text, b"")
}

/// §19.2.6.3 encodeURI ( uri ) <https://tc39.es/ecma262/#sec-encodeuri-uri>
fn encode_uri(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let text = cx.to_string(call.arg(0))?;
    encode(cx, text, RESERVED)
}

/// §19.2.6.4 encodeURIComponent ( uriComponent ) <https://tc39.es/ecma262/#sec-encodeuricomponent-uricomponent>
fn encode_uri_component(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let text = cx.to_string(call.arg(0))?;
    encode(cx, text, b"")
}

/// A bit for each ASCII character that stays as it is.
fn unescaped_set(extra: &[u8]) -> u128 {
    let is_in =
        |byte: &u8| byte.is_ascii_alphanumeric() || MARKS.contains(byte) || extra.contains(byte);
    (0..128u8)
        .filter(is_in)
        .fold(0, |set, byte| set | 1 << byte)
}

/// §19.2.6.5 Encode ( string, extraUnescaped ) <https://tc39.es/ecma262/#sec-encode>
fn encode(cx: &mut Cx, text: JsString, extra_unescaped: &[u8]) -> JsResult<Value> {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let unescaped = unescaped_set(extra_unescaped);
    let is_unescaped = |unit: u16| unit < 128 && unescaped >> unit & 1 == 1;
    cx.charge(text.len() as u32 / 8)?;
    // FAST: text without anything to escape is its own result.
    if cx.view(text).units().all(is_unescaped) {
        return Ok(text.into());
    }
    let mut out = StringBuilder::new(cx);
    let mut at = 0;
    while at < text.len() && !out.has_overflowed() {
        cx.charge(CHUNK as u32)?;
        let view = cx.view(text);
        let end = view.len().min(at + CHUNK);
        while at < end {
            let run = view
                .slice(at..end)
                .units()
                .take_while(|unit| is_unescaped(*unit))
                .count();
            if run > 0 {
                out.push_view(view.slice(at..at + run));
                at += run;
                continue;
            }
            let point = view.code_point_at(at);
            // A lone surrogate has no UTF-8.
            let Some(char) = char::from_u32(point.value) else {
                return Err(uri_error(cx, Msg::MalformedUri));
            };
            for octet in char.encode_utf8(&mut [0; 4]).bytes() {
                out.push_view(StringView::Latin1(&[
                    b'%',
                    DIGITS[usize::from(octet >> 4)],
                    DIGITS[usize::from(octet & 15)],
                ]));
            }
            at += point.len;
        }
    }
    Ok(out.finish(cx)?.into())
}

/// §19.2.6.6 Decode ( string, preserveEscapeSet ) <https://tc39.es/ecma262/#sec-decode>
fn decode(cx: &mut Cx, text: JsString, preserved: &[u8]) -> JsResult<Value> {
    cx.charge(text.len() as u32 / 8)?;
    // FAST: text without escapes is its own result.
    if cx.view(text).units().all(|unit| unit != u16::from(b'%')) {
        return Ok(text.into());
    }
    let mut out = StringBuilder::new(cx);
    let mut at = 0;
    while at < text.len() && !out.has_overflowed() {
        cx.charge(CHUNK as u32)?;
        let view = cx.view(text);
        let end = view.len().min(at + CHUNK);
        while at < end {
            let unit = view.char_code_at(at);
            if unit != u16::from(b'%') {
                out.push_unit(unit);
                at += 1;
                continue;
            }
            let Some((char, len)) = escaped_char(view, at) else {
                return Err(uri_error(cx, Msg::MalformedUri));
            };
            if u8::try_from(char).is_ok_and(|byte| preserved.contains(&byte)) {
                out.push_view(view.slice(at..at + len));
            } else {
                out.push_code_point(char.into());
            }
            at += len;
        }
    }
    Ok(out.finish(cx)?.into())
}

/// The character whose octets are escaped from `at` on, and the units that takes.
fn escaped_char(view: StringView<'_>, at: usize) -> Option<(char, usize)> {
    let first = escaped_octet(view, at)?;
    let count = match first {
        0..=0x7F => return Some((char::from(first), 3)),
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF7 => 4,
        _ => return None,
    };
    let mut octets = [first, 0, 0, 0];
    for (i, octet) in octets.iter_mut().enumerate().take(count).skip(1) {
        *octet = escaped_octet(view, at + 3 * i)?;
    }
    // Overlong forms, surrogates and what is above U+10FFFF are no UTF-8.
    let char = str::from_utf8(&octets[..count]).ok()?.chars().next()?;
    Some((char, 3 * count))
}

/// The octet that `%XX` at `at` stands for.
fn escaped_octet(view: StringView<'_>, at: usize) -> Option<u8> {
    if view.get(at) != Some(u16::from(b'%')) {
        return None;
    }
    let high = super::escape::hex_digit(view.get(at + 1)?)?;
    let low = super::escape::hex_digit(view.get(at + 2)?)?;
    u8::try_from(high << 4 | low).ok()
}
