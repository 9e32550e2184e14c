//! Methods that give a part of the string, several parts, or a longer string made from it.
//!
//! Uses: stilla-core, string. Never: string::html.

use stilla_core::error::range_error;
use stilla_core::number;
use stilla_core::string::PIECE;
use stilla_core::{
    Call, Cx, GcVec, JsResult, JsString, Msg, StringBuilder, StringView, Value, WellKnownSymbol,
};

use super::search::method_of_argument;
use super::this_string;

/// §22.1.3.22 String.prototype.slice ( start, end ) <https://tc39.es/ecma262/#sec-string.prototype.slice>
pub(super) fn slice(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let string = this_string(cx, call, "String.prototype.slice")?;
    let length = string.len() as u64;
    let start = cx.relative_index(call.arg(0), length, 0)? as usize;
    let end = cx.relative_index(call.arg(1), length, length)? as usize;
    Ok(cx.substring(string, start, end.max(start)).into())
}

/// §22.1.3.25 String.prototype.substring ( start, end ) <https://tc39.es/ecma262/#sec-string.prototype.substring>
pub(super) fn substring(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let string = this_string(cx, call, "String.prototype.substring")?;
    let length = string.len() as f64;
    let start = cx.to_integer_or_infinity(call.arg(0))?.clamp(0.0, length) as usize;
    let end = match call.arg(1).is_undefined() {
        true => string.len(),
        false => cx.to_integer_or_infinity(call.arg(1))?.clamp(0.0, length) as usize,
    };
    Ok(cx.substring(string, start.min(end), start.max(end)).into())
}

/// §B.2.2.1 String.prototype.substr ( start, length ) <https://tc39.es/ecma262/#sec-string.prototype.substr>
pub(super) fn substr(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let string = this_string(cx, call, "String.prototype.substr")?;
    let size = string.len() as u64;
    let start = cx.relative_index(call.arg(0), size, 0)?;
    let length = match call.arg(1).is_undefined() {
        true => size as f64,
        false => cx.to_integer_or_infinity(call.arg(1))?,
    };
    let end = (start as f64 + length.clamp(0.0, size as f64)).min(size as f64) as usize;
    Ok(cx.substring(string, start as usize, end).into())
}

/// §22.1.3.23 String.prototype.split ( separator, limit ) <https://tc39.es/ecma262/#sec-string.prototype.split>
pub(super) fn split(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let this = cx.require_object_coercible(call.this(), "String.prototype.split")?;
    if let Some(splitter) = method_of_argument(cx, call, WellKnownSymbol::split)? {
        return cx.call(splitter.into(), call.arg(0), &[this, call.arg(1)]);
    }
    let string = cx.to_string(this)?;
    let limit = match call.arg(1).is_undefined() {
        true => u32::MAX,
        false => cx.to_uint32(call.arg(1))?,
    } as usize;
    let separator = cx.to_string(call.arg(0))?;
    let parts = GcVec::new(cx);
    if limit == 0 {
        return Ok(cx.array_from_list(parts).into());
    }
    if call.arg(0).is_undefined() || (string.is_empty() && !separator.is_empty()) {
        return Ok(cx.array_from_slice(&[string.into()]).into());
    }
    if separator.is_empty() {
        split_into_units(cx, string, limit, parts)?;
    } else {
        split_at(cx, string, separator, limit, parts)?;
    }
    cx.array_from_list_part(parts, 0, parts.len())
        .map(Value::from)
}

fn split_into_units(cx: &mut Cx, string: JsString, limit: usize, parts: GcVec) -> JsResult<()> {
    for index in 0..string.len().min(limit) {
        let unit = cx.single_unit(cx.char_code_at(string, index));
        parts.try_push(cx, unit.into())?;
        if index % 1024 == 0 {
            cx.charge(1024)?;
        }
    }
    Ok(())
}

fn split_at(
    cx: &mut Cx,
    string: JsString,
    separator: JsString,
    limit: usize,
    parts: GcVec,
) -> JsResult<()> {
    let mut start = 0;
    while let Some(found) = cx.index_of(string, separator, start) {
        let part = cx.substring(string, start, found);
        parts.try_push(cx, part.into())?;
        if parts.len() == limit {
            return Ok(());
        }
        cx.charge(1 + (found - start) as u32 / 64)?;
        start = found + separator.len();
    }
    cx.note_work(string.len() - start);
    let rest = cx.substring(string, start, string.len());
    parts.try_push(cx, rest.into())
}

/// §22.1.3.32 String.prototype.trim ( ) <https://tc39.es/ecma262/#sec-string.prototype.trim>
pub(super) fn trim(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    trimmed(
        cx,
        call,
        "String.prototype.trim",
        number::trim_start,
        number::trim_end,
    )
}

/// §22.1.3.33 String.prototype.trimEnd ( ) <https://tc39.es/ecma262/#sec-string.prototype.trimend>
pub(super) fn trim_end(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    trimmed(
        cx,
        call,
        "String.prototype.trimEnd",
        |view| view,
        number::trim_end,
    )
}

/// §22.1.3.34 String.prototype.trimStart ( ) <https://tc39.es/ecma262/#sec-string.prototype.trimstart>
pub(super) fn trim_start(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    trimmed(
        cx,
        call,
        "String.prototype.trimStart",
        number::trim_start,
        |view| view,
    )
}

type Trim = fn(StringView<'_>) -> StringView<'_>;

/// §22.1.3.32.1 TrimString ( string, where ) <https://tc39.es/ecma262/#sec-trimstring>
fn trimmed(
    cx: &mut Cx,
    call: &Call<'_>,
    method: &'static str,
    left: Trim,
    right: Trim,
) -> JsResult<Value> {
    let string = this_string(cx, call, method)?;
    let view = cx.view(string);
    let mut start = 0;
    while start < view.len() {
        let piece = view.slice(start..view.len().min(start + PIECE));
        let rest = left(piece);
        start += piece.len() - rest.len();
        if !rest.is_empty() || cx.charge_in_place((piece.len() / 16) as u32) {
            break;
        }
    }
    let mut end = view.len();
    while end > start {
        let piece = view.slice(end.saturating_sub(PIECE).max(start)..end);
        let rest = right(piece);
        end -= piece.len() - rest.len();
        if !rest.is_empty() || cx.charge_in_place((piece.len() / 16) as u32) {
            break;
        }
    }
    if string.len() > PIECE {
        cx.charge(1)?;
    }
    Ok(cx.substring(string, start, end).into())
}

/// §22.1.3.16 String.prototype.padEnd ( maxLength [ , fillString ] )
/// <https://tc39.es/ecma262/#sec-string.prototype.padend>
pub(super) fn pad_end(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let string = this_string(cx, call, "String.prototype.padEnd")?;
    match padding(cx, call, string)? {
        Some(padding) => Ok(cx.concat(string, padding)?.into()),
        None => Ok(string.into()),
    }
}

/// §22.1.3.17 String.prototype.padStart ( maxLength [ , fillString ] )
/// <https://tc39.es/ecma262/#sec-string.prototype.padstart>
pub(super) fn pad_start(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let string = this_string(cx, call, "String.prototype.padStart")?;
    match padding(cx, call, string)? {
        Some(padding) => Ok(cx.concat(padding, string)?.into()),
        None => Ok(string.into()),
    }
}

/// §22.1.3.17.1 StringPaddingBuiltinsImpl ( O, maxLength, fillString, placement )
/// <https://tc39.es/ecma262/#sec-stringpaddingbuiltinsimpl>: the padding, if there is any.
fn padding(cx: &mut Cx, call: &Call<'_>, string: JsString) -> JsResult<Option<JsString>> {
    let length = cx.to_length(call.arg(0))?;
    let Some(missing) = length
        .checked_sub(string.len() as u64)
        .filter(|missing| *missing > 0)
    else {
        return Ok(None);
    };
    let fill = match call.arg(1).is_undefined() {
        true => cx.single_unit(0x20),
        false => cx.to_string(call.arg(1))?,
    };
    if fill.is_empty() {
        return Ok(None);
    }
    let missing = usize::try_from(missing).unwrap_or(usize::MAX);
    // NOTE: the whole sum counts, not the padding alone.
    cx.check_length(string.len().saturating_add(missing), fill.encoding())?;
    let (times, rest) = (missing / fill.len(), missing % fill.len());
    let padding = repeated(cx, fill, times, rest)?;
    Ok(Some(padding))
}

/// §22.1.3.18 String.prototype.repeat ( count ) <https://tc39.es/ecma262/#sec-string.prototype.repeat>
pub(super) fn repeat(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let string = this_string(cx, call, "String.prototype.repeat")?;
    let count = cx.to_integer_or_infinity(call.arg(0))?;
    if count < 0.0 || count.is_infinite() {
        return Err(range_error(cx, Msg::InvalidCount { value: call.arg(0) }));
    }
    if count == 0.0 || string.is_empty() {
        return Ok(cx.empty_string().into());
    }
    let length = (string.len() as f64 * count).min(usize::MAX as f64) as usize;
    cx.check_length(length, string.encoding())?;
    Ok(repeated(cx, string, count as usize, 0)?.into())
}

/// `string`, `times` times, followed by its first `rest` units; the length has been checked.
fn repeated(cx: &mut Cx, string: JsString, times: usize, rest: usize) -> JsResult<JsString> {
    let mut builder = StringBuilder::new(cx);
    let chunk = (4096 / string.len()).max(1);
    for done in 0..times {
        builder.push_string(cx, string);
        if done % chunk == 0 {
            cx.charge((chunk * string.len() / 16) as u32)?;
        }
    }
    builder.push_view(cx.view(string).slice(0..rest));
    builder.finish(cx)
}
