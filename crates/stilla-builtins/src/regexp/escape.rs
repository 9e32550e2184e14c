//! §22.2.5.1 RegExp.escape <https://tc39.es/ecma262/#sec-regexp.escape>
//!
//! Uses: stilla-core. Never: regexp::exec.

use std::fmt::Write as _;

use stilla_core::error::type_error;
use stilla_core::number::{is_line_terminator, is_white_space};
use stilla_core::string::CodePoint;
use stilla_core::{Call, Cx, JsResult, Msg, StringBuilder, Value};

/// §22.2.5.1 RegExp.escape ( S ) <https://tc39.es/ecma262/#sec-regexp.escape>
pub(super) fn escape(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let Some(string) = call.arg(0).as_string() else {
        return Err(type_error(
            cx,
            Msg::NotString {
                name: "The text",
                value: call.arg(0),
            },
        ));
    };
    let mut escaped = StringBuilder::new(cx);
    for piece in cx.view(string).pieces() {
        for point in piece.code_points() {
            match u8::try_from(point.value) {
                Ok(byte) if escaped.is_empty() && byte.is_ascii_alphanumeric() => {
                    let _ = write!(escaped, "\\x{byte:02x}");
                }
                _ => encode(&mut escaped, point),
            }
        }
        if cx.must_end_after(piece, 20) {
            break;
        }
    }
    cx.charge(1)?;
    Ok(escaped.finish(cx)?.into())
}

/// §22.2.5.1.1 EncodeForRegExpEscape ( cp ) <https://tc39.es/ecma262/#sec-encodeforregexpescape>
fn encode(escaped: &mut StringBuilder, point: CodePoint) {
    const SYNTAX: &str = "^$\\.*+?()[]{}|/";
    const CONTROL: [(char, char); 5] = [
        ('\t', 't'),
        ('\n', 'n'),
        ('\u{b}', 'v'),
        ('\u{c}', 'f'),
        ('\r', 'r'),
    ];
    const OTHER: &str = ",-=<>#&!%:;@~'`\"";
    let character = char::from_u32(point.value);
    if let Some(c) = character {
        if SYNTAX.contains(c) {
            escaped.push_str("\\");
            return escaped.push_code_point(point.value);
        }
        if let Some((_, letter)) = CONTROL.iter().find(|(control, _)| *control == c) {
            escaped.push_str("\\");
            return escaped.push_code_point(u32::from(*letter));
        }
    }
    let is_space = u16::try_from(point.value)
        .is_ok_and(|unit| is_white_space(unit) || is_line_terminator(unit));
    if is_space || character.is_none_or(|c| OTHER.contains(c)) {
        let _ = match point.value {
            value @ 0..=0xFF => write!(escaped, "\\x{value:02x}"),
            value => write!(escaped, "\\u{value:04x}"),
        };
        return;
    }
    escaped.push_code_point(point.value);
}
