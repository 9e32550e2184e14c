//! §25.5 The JSON object <https://tc39.es/ecma262/#sec-json-object>
//!
//! Parsing never runs a script, so the parser works on borrowed text and starts again in the rare case
//! that the memory limit calls for a collection; revival is a second walk. Serialising runs scripts at
//! any time, and takes short cuts object by object.
//!
//! Uses: stilla-core, json::*. Never: string, regexp.

mod parse;
mod quote;
mod revive;
mod serialize;

use stilla_core::builtin::{Global, method, tag};
use stilla_core::error::{Stop, syntax_error};
use stilla_core::object::Integrity;
use stilla_core::{
    Attributes, Call, Cx, Intrinsic, JsResult, JsString, Kind, Msg, Name, StringView, Value,
};

use parse::{Failure, Parsed, Records};

pub use serialize::stringify_value;

/// The JSON object.
pub const JSON: Global = Global::namespace("JSON").id(Intrinsic::Json).statics(&[
    method("isRawJSON", 1, is_raw_json),
    method("parse", 2, parse),
    method("rawJSON", 1, raw_json),
    method("stringify", 3, serialize::stringify),
    tag("JSON"),
]);

/// §25.5.1 JSON.parse ( text [ , reviver ] ) <https://tc39.es/ecma262/#sec-json.parse>
fn parse(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let text = cx.to_string(call.arg(0))?;
    if !cx.is_callable(call.arg(1)) {
        return Ok(parse_text(cx, text, Records::Omit)?.value);
    }
    let parsed = parse_text(cx, text, Records::Keep)?;
    revive::revive(cx, parsed, call.arg(1))
}

/// The value of a JSON module's text.
///
/// # Errors
/// SyntaxError; the memory limit.
pub fn parse_module(cx: &mut Cx, text: JsString) -> JsResult<Value> {
    Ok(parse_text(cx, text, Records::Omit)?.value)
}

/// §25.5.1.1 ParseJSON ( text ) <https://tc39.es/ecma262/#sec-ParseJSON>
fn parse_text(cx: &mut Cx, text: JsString, records: Records) -> JsResult<Parsed> {
    cx.note_work(4 * text.len());
    cx.flatten(text)?;
    // NOTE: the parser stops when memory is over the limit; a collection, for which this is the
    // place, may help once. Then what is parsed itself is too much.
    for _ in 0..3 {
        let outcome = match cx.view(text) {
            StringView::Latin1(bytes) => parse::parse(cx, bytes, records),
            StringView::Utf16(units) => parse::parse(cx, units, records),
        };
        match outcome {
            Ok(parsed) => {
                cx.charge(1)?;
                return Ok(parsed);
            }
            Err(Failure::Stopped) => cx.safepoint()?,
            Err(Failure::OutOfMemory) => cx.collect_garbage(),
            Err(Failure::Syntax { reason, position }) => {
                let reason = describe(cx, text, reason, position);
                return Err(syntax_error(cx, Msg::JsonSyntax { reason }));
            }
        }
    }
    Err(cx.stop_with(Stop::OutOfMemory))
}

fn describe(cx: &Cx, text: JsString, reason: &str, position: usize) -> String {
    let view = cx.view(text);
    let (mut line, mut column) = (1usize, 1usize);
    for piece in view.slice(0..position.min(view.len())).pieces() {
        // FAST: counted without branches this becomes vector code.
        line += piece
            .units()
            .map(|unit| usize::from(unit == 0x0A))
            .sum::<usize>();
        match piece.units().rev().position(|unit| unit == 0x0A) {
            Some(behind) => column = behind + 1,
            None => column += piece.len(),
        }
        if cx.must_end_after(piece, 1) {
            break;
        }
    }
    let place = format!("at position {position} (line {line} column {column})");
    if position >= view.len() {
        return match reason {
            "" => format!("Unexpected end of JSON input {place}"),
            reason => format!("{reason} in JSON {place}"),
        };
    }
    let point = char::from_u32(view.code_point_at(position).value).unwrap_or('\u{FFFD}');
    match reason {
        "" => format!("Unexpected token {point:?} in JSON {place}"),
        reason => format!("{reason} in JSON {place}"),
    }
}

/// §25.5.2 JSON.rawJSON ( text ) <https://tc39.es/ecma262/#sec-json.rawjson>
fn raw_json(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let text = cx.to_string(call.arg(0))?;
    let view = cx.view(text);
    let is_space = |unit: u16| matches!(unit, 0x09 | 0x0A | 0x0D | 0x20);
    let is_bare = match (view.get(0), view.get(view.len().wrapping_sub(1))) {
        (Some(first), Some(last)) => {
            !is_space(first) && !is_space(last) && !matches!(first, 0x5B | 0x7B)
        }
        _ => false,
    };
    if !is_bare {
        return Err(syntax_error(cx, Msg::JsonRawInvalid));
    }
    parse_text(cx, text, Records::Omit)?;
    let raw = cx.create_object(Kind::RawJson, None, &[]);
    cx.put_own(raw, cx.key(Name::rawJSON), text.into(), Attributes::ALL);
    cx.set_integrity_level(raw, Integrity::Frozen)?;
    Ok(raw.into())
}

/// §25.5.4 JSON.isRawJSON ( O ) <https://tc39.es/ecma262/#sec-json.israwjson>
fn is_raw_json(_: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(call
        .arg(0)
        .as_object()
        .is_some_and(|object| object.is(Kind::RawJson))
        .into())
}
