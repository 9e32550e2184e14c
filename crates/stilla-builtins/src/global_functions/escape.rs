//! §B.2.1 escape and unescape <https://tc39.es/ecma262/#sec-additional-properties-of-the-global-object>
//!
//! Uses: stilla-core. Never: other built-ins.

use stilla_core::builtin::Global;
use stilla_core::{Call, Cx, JsResult, StringBuilder, StringView, Value};

/// escape.
pub const ESCAPE: Global = Global::function("escape", 1, escape);

/// unescape.
pub const UNESCAPE: Global = Global::function("unescape", 1, unescape);

/// Units between two charges.
const CHUNK: usize = 1000;

/// §B.2.1.1 escape ( string ) <https://tc39.es/ecma262/#sec-escape-string>
fn escape(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let text = cx.to_string(call.arg(0))?;
    let mut out = StringBuilder::new(cx);
    let mut at = 0;
    while at < text.len() && !out.has_overflowed() {
        cx.charge(CHUNK as u32)?;
        let view = cx.view(text);
        let end = view.len().min(at + CHUNK);
        for unit in view.slice(at..end).units() {
            match u8::try_from(unit) {
                Ok(byte) if byte.is_ascii_alphanumeric() || b"@*_+-./".contains(&byte) => {
                    out.push_unit(unit);
                }
                Ok(byte) => out.push_str(&format!("%{byte:02X}")),
                Err(_) => out.push_str(&format!("%u{unit:04X}")),
            }
        }
        at = end;
    }
    Ok(out.finish(cx)?.into())
}

/// §B.2.1.2 unescape ( string ) <https://tc39.es/ecma262/#sec-unescape-string>
fn unescape(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let text = cx.to_string(call.arg(0))?;
    let mut out = StringBuilder::new(cx);
    let mut at = 0;
    while at < text.len() && !out.has_overflowed() {
        cx.charge(CHUNK as u32)?;
        let view = cx.view(text);
        let end = view.len().min(at + CHUNK);
        while at < end {
            let (unit, len) = escaped_unit(view, at).unwrap_or((view.char_code_at(at), 1));
            out.push_unit(unit);
            at += len;
        }
    }
    Ok(out.finish(cx)?.into())
}

/// The code unit that `%uXXXX` or `%XX` at `at` stands for, and the length of that.
fn escaped_unit(view: StringView<'_>, at: usize) -> Option<(u16, usize)> {
    if view.get(at) != Some(u16::from(b'%')) {
        return None;
    }
    let is_long = view.get(at + 1) == Some(u16::from(b'u'));
    let (start, end) = if is_long {
        (at + 2, at + 6)
    } else {
        (at + 1, at + 3)
    };
    let mut unit = 0;
    for i in start..end {
        unit = unit << 4 | hex_digit(view.get(i)?)?;
    }
    Some((unit, end - at))
}

/// The worth of a hexadecimal digit.
pub(super) fn hex_digit(unit: u16) -> Option<u16> {
    let digit = char::from(u8::try_from(unit).ok()?).to_digit(16)?;
    Some(digit as u16)
}
