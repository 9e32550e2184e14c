//! Methods that look for something in the string, and those that hand the search to a pattern.
//!
//! Uses: stilla-core, string, regexp. Never: string::html.

use stilla_core::error::type_error;
use stilla_core::object::Object;
use stilla_core::{Call, Cx, JsResult, JsString, Msg, Name, Value, WellKnownSymbol};

use super::this_string;

/// The receiver and the string to find; no regular expression is taken for one.
fn receiver_and_needle(
    cx: &mut Cx,
    call: &Call<'_>,
    method: &'static str,
) -> JsResult<(JsString, JsString)> {
    let string = this_string(cx, call, method)?;
    if cx.is_regexp(call.arg(0))? {
        return Err(type_error(cx, Msg::RegExpForbidden { method }));
    }
    let needle = cx.to_string(call.arg(0))?;
    Ok((string, needle))
}

/// ToIntegerOrInfinity of argument 1, within 0 and `length`.
fn start(cx: &mut Cx, call: &Call<'_>, length: usize) -> JsResult<usize> {
    let position = cx.to_integer_or_infinity(call.arg(1))?;
    Ok(position.clamp(0.0, length as f64) as usize)
}

/// §22.1.3.7 String.prototype.endsWith ( searchString [ , endPosition ] )
/// <https://tc39.es/ecma262/#sec-string.prototype.endswith>
pub(super) fn ends_with(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (string, needle) = receiver_and_needle(cx, call, "String.prototype.endsWith")?;
    let end = match call.arg(1).is_undefined() {
        true => string.len(),
        false => start(cx, call, string.len())?,
    };
    let Some(start) = end.checked_sub(needle.len()) else {
        return Ok(Value::FALSE);
    };
    Ok((cx.view(string).slice(start..end) == cx.view(needle)).into())
}

/// §22.1.3.8 String.prototype.includes ( searchString [ , position ] )
/// <https://tc39.es/ecma262/#sec-string.prototype.includes>
pub(super) fn includes(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (string, needle) = receiver_and_needle(cx, call, "String.prototype.includes")?;
    let start = start(cx, call, string.len())?;
    Ok(find(cx, string, needle, start)?.is_some().into())
}

/// Units that are searched between two looks at the limits; more for a needle that is long.
const WINDOW: usize = 1 << 18;

/// A needle of more units is searched for by a method that looks at the limits as it goes.
const LONG_NEEDLE: usize = 1 << 20;

/// Where the needle stands first, not before `start`.
fn find(cx: &mut Cx, string: JsString, needle: JsString, start: usize) -> JsResult<Option<usize>> {
    if needle.len() > LONG_NEEDLE {
        // FAST: most texts do not even have the beginning of so long a needle.
        let beginning = cx.substring(needle, 0, LONG_NEEDLE);
        return match find(cx, string, beginning, start)? {
            Some(first) => cx.long_index_of(string, needle, first),
            None => Ok(None),
        };
    }
    let window = WINDOW.max(4 * needle.len());
    let mut from = start;
    loop {
        let end = string.len().min(from.saturating_add(window));
        cx.charge_all((end - from) as u64 / 16)?;
        if end == string.len() {
            return Ok(cx.index_of(string, needle, from));
        }
        // What begins in this window ends in it, or begins in the next one.
        let found = cx
            .view(string)
            .slice(0..end)
            .index_of(cx.view(needle), from);
        if found.is_some() {
            return Ok(found);
        }
        from = end - needle.len().saturating_sub(1);
    }
}

/// Where the needle stands last, not behind `start`, where there is room for it.
fn find_last(
    cx: &mut Cx,
    string: JsString,
    needle: JsString,
    start: usize,
) -> JsResult<Option<usize>> {
    if needle.len() > LONG_NEEDLE {
        return cx.long_last_index_of(string, needle, start);
    }
    let window = WINDOW.max(4 * needle.len());
    let mut last = start;
    loop {
        let first = last.saturating_sub(window);
        cx.charge_all((last - first) as u64 / 16)?;
        let text = cx.view(string).slice(first..last + needle.len());
        match text.last_index_of(cx.view(needle), last - first) {
            Some(found) => return Ok(Some(first + found)),
            None if first == 0 => return Ok(None),
            None => last = first - 1,
        }
    }
}

/// §22.1.3.9 String.prototype.indexOf ( searchString [ , position ] )
/// <https://tc39.es/ecma262/#sec-string.prototype.indexof>
pub(super) fn index_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let string = this_string(cx, call, "String.prototype.indexOf")?;
    let needle = cx.to_string(call.arg(0))?;
    let start = start(cx, call, string.len())?;
    let found = find(cx, string, needle, start)?;
    Ok(found.map_or(Value::from(-1), Value::from))
}

/// §22.1.3.11 String.prototype.lastIndexOf ( searchString [ , position ] )
/// <https://tc39.es/ecma262/#sec-string.prototype.lastindexof>
pub(super) fn last_index_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let string = this_string(cx, call, "String.prototype.lastIndexOf")?;
    let needle = cx.to_string(call.arg(0))?;
    let position = cx.to_number(call.arg(1))?;
    let Some(greatest) = string.len().checked_sub(needle.len()) else {
        return Ok(Value::from(-1));
    };
    let start = match position.is_nan() {
        true => greatest,
        false => position.clamp(0.0, greatest as f64) as usize,
    };
    let found = find_last(cx, string, needle, start)?;
    Ok(found.map_or(Value::from(-1), Value::from))
}

/// §22.1.3.24 String.prototype.startsWith ( searchString [ , position ] )
/// <https://tc39.es/ecma262/#sec-string.prototype.startswith>
pub(super) fn starts_with(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (string, needle) = receiver_and_needle(cx, call, "String.prototype.startsWith")?;
    let start = start(cx, call, string.len())?;
    let view = cx.view(string);
    Ok(view
        .slice(start..view.len())
        .starts_with(cx.view(needle))
        .into())
}

/// The method under `symbol` of argument 0, if that is an object that has one.
pub(super) fn method_of_argument(
    cx: &mut Cx,
    call: &Call<'_>,
    symbol: WellKnownSymbol,
) -> JsResult<Option<Object>> {
    match call.arg(0).as_object() {
        Some(_) => cx.get_method(call.arg(0), symbol),
        None => Ok(None),
    }
}

/// What `match` and `search` do: ask the pattern's method, or that of a new regular expression.
fn hand_over(
    cx: &mut Cx,
    call: &Call<'_>,
    symbol: WellKnownSymbol,
    method: &'static str,
) -> JsResult<Value> {
    let this = cx.require_object_coercible(call.this(), method)?;
    if let Some(matcher) = method_of_argument(cx, call, symbol)? {
        return cx.call(matcher.into(), call.arg(0), &[this]);
    }
    let string = cx.to_string(this)?;
    let regexp = crate::regexp::create(cx, call.arg(0), Value::UNDEFINED)?;
    cx.invoke(regexp.into(), symbol, &[string.into()])
}

/// §22.1.3.13 String.prototype.match ( regexp ) <https://tc39.es/ecma262/#sec-string.prototype.match>
pub(super) fn match_(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    hand_over(cx, call, WellKnownSymbol::match_, "String.prototype.match")
}

/// §22.1.3.21 String.prototype.search ( regexp ) <https://tc39.es/ecma262/#sec-string.prototype.search>
pub(super) fn search(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    hand_over(cx, call, WellKnownSymbol::search, "String.prototype.search")
}

/// Refuses a regular expression without the flag `g`, before anything else is done with it.
pub(super) fn require_global(cx: &mut Cx, value: Value, method: &'static str) -> JsResult<()> {
    let Some(object) = value.as_object() else {
        return Ok(());
    };
    if !cx.is_regexp(value)? {
        return Ok(());
    }
    let flags = cx.get(object, Name::flags)?;
    let flags = cx.require_object_coercible(flags, method)?;
    let flags = cx.to_string(flags)?;
    if cx.view(flags).units().any(|unit| unit == u16::from(b'g')) {
        return Ok(());
    }
    Err(type_error(cx, Msg::NotGlobalRegExp { method }))
}

/// §22.1.3.14 String.prototype.matchAll ( regexp ) <https://tc39.es/ecma262/#sec-string.prototype.matchall>
pub(super) fn match_all(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let method = "String.prototype.matchAll";
    let this = cx.require_object_coercible(call.this(), method)?;
    require_global(cx, call.arg(0), method)?;
    if let Some(matcher) = method_of_argument(cx, call, WellKnownSymbol::matchAll)? {
        return cx.call(matcher.into(), call.arg(0), &[this]);
    }
    let string = cx.to_string(this)?;
    let flags = cx.string("g");
    let regexp = crate::regexp::create(cx, call.arg(0), flags.into())?;
    cx.invoke(regexp.into(), WellKnownSymbol::matchAll, &[string.into()])
}
