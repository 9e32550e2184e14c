//! §25.5.3.3 QuoteJSONString <https://tc39.es/ecma262/#sec-quotejsonstring>
//!
//! Uses: stilla-core. Never: json::parse.

use std::fmt::Write as _;

use stilla_core::{Cx, StringBuilder, StringView};

/// Bytes that can't stand in a string as they are.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = true;
        byte += 1;
    }
    table[b'"' as usize] = true;
    table[b'\\' as usize] = true;
    table
};

/// Appends `view` as a JSON string. When the run must end, it ends early: the next safepoint says so.
pub(super) fn quote(cx: &Cx, out: &mut StringBuilder, view: StringView<'_>) {
    out.push_unit(0x22);
    for piece in view.pieces() {
        match piece {
            StringView::Latin1(bytes) => quote_latin1(out, bytes),
            StringView::Utf16(units) => quote_utf16(out, units),
        }
        if cx.must_end_after(piece, 20) {
            break;
        }
    }
    out.push_unit(0x22);
}

fn quote_latin1(out: &mut StringBuilder, mut bytes: &[u8]) {
    while let Some(place) = bytes.iter().position(|byte| SPECIAL[usize::from(*byte)]) {
        out.push_view(StringView::Latin1(&bytes[..place]));
        push_escaped(out, u16::from(bytes[place]));
        bytes = &bytes[place + 1..];
    }
    out.push_view(StringView::Latin1(bytes));
}

fn quote_utf16(out: &mut StringBuilder, units: &[u16]) {
    let view = StringView::Utf16(units);
    let mut start = 0;
    let mut at = 0;
    while at < units.len() {
        let point = view.code_point_at(at);
        let is_special = point.is_unpaired || (point.value < 256 && SPECIAL[point.value as usize]);
        if is_special {
            out.push_view(view.slice(start..at));
            push_escaped(out, units[at]);
            start = at + 1;
        }
        at += point.len;
    }
    out.push_view(view.slice(start..units.len()));
}

#[cold]
fn push_escaped(out: &mut StringBuilder, unit: u16) {
    match unit {
        0x08 => out.push_str("\\b"),
        0x09 => out.push_str("\\t"),
        0x0A => out.push_str("\\n"),
        0x0C => out.push_str("\\f"),
        0x0D => out.push_str("\\r"),
        0x22 => out.push_str("\\\""),
        0x5C => out.push_str("\\\\"),
        _ => {
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
}
