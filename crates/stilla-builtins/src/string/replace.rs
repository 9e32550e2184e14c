//! replace and replaceAll with a string to find, and the `$` patterns that regular expressions share.
//!
//! Uses: stilla-core, string, string::search. Never: regexp.

use stilla_core::object::Object;
use stilla_core::{
    Call, Cx, GcVec, JsResult, JsString, PropertyKey, StringBuilder, Value, WellKnownSymbol,
};

use super::search::{method_of_argument, require_global};

/// §22.1.3.19 String.prototype.replace ( searchValue, replaceValue )
/// <https://tc39.es/ecma262/#sec-string.prototype.replace>
pub(super) fn replace(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let this = cx.require_object_coercible(call.this(), "String.prototype.replace")?;
    if let Some(replacer) = method_of_argument(cx, call, WellKnownSymbol::replace)? {
        return cx.call(replacer.into(), call.arg(0), &[this, call.arg(1)]);
    }
    let (string, needle, replacement) = operands(cx, call, this)?;
    let Some(position) = cx.index_of(string, needle, 0) else {
        return Ok(string.into());
    };
    let end = position + needle.len();
    let mut result = StringBuilder::new(cx);
    result.push_view(cx.view(string).slice(0..position));
    push_replacement(cx, &mut result, string, needle, position, replacement)?;
    result.push_view(cx.view(string).slice(end..string.len()));
    Ok(result.finish(cx)?.into())
}

/// §22.1.3.20 String.prototype.replaceAll ( searchValue, replaceValue )
/// <https://tc39.es/ecma262/#sec-string.prototype.replaceall>
pub(super) fn replace_all(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let method = "String.prototype.replaceAll";
    let this = cx.require_object_coercible(call.this(), method)?;
    require_global(cx, call.arg(0), method)?;
    if let Some(replacer) = method_of_argument(cx, call, WellKnownSymbol::replace)? {
        return cx.call(replacer.into(), call.arg(0), &[this, call.arg(1)]);
    }
    let (string, needle, replacement) = operands(cx, call, this)?;
    let advance = needle.len().max(1);
    let mut result = StringBuilder::new(cx);
    let mut end = 0;
    // NOTE: the positions do not depend on what the function returns, so that they need no list.
    let mut next = cx.index_of(string, needle, 0);
    while let Some(position) = next {
        result.push_view(cx.view(string).slice(end..position));
        push_replacement(cx, &mut result, string, needle, position, replacement)?;
        end = position + needle.len();
        cx.charge(1)?;
        let from = position + advance;
        next = if from > string.len() {
            None
        } else {
            cx.index_of(string, needle, from)
        };
    }
    if end == 0 && result.is_empty() && !needle.is_empty() {
        return Ok(string.into());
    }
    result.push_view(cx.view(string).slice(end..string.len()));
    Ok(result.finish(cx)?.into())
}

/// The string, what to find, and a function or a string to put in its place.
fn operands(cx: &mut Cx, call: &Call<'_>, this: Value) -> JsResult<(JsString, JsString, Value)> {
    let string = cx.to_string(this)?;
    let needle = cx.to_string(call.arg(0))?;
    let replacement = match cx.is_callable(call.arg(1)) {
        true => call.arg(1),
        false => cx.to_string(call.arg(1))?.into(),
    };
    Ok((string, needle, replacement))
}

fn push_replacement(
    cx: &mut Cx,
    result: &mut StringBuilder,
    string: JsString,
    needle: JsString,
    position: usize,
    replacement: Value,
) -> JsResult<()> {
    if let Some(template) = replacement.as_string() {
        let found = Found {
            string,
            start: position,
            end: position + needle.len(),
        };
        return get_substitution(cx, result, &found, Groups::None, None, template);
    }
    let arguments = [needle.into(), Value::from(position), string.into()];
    let replaced = cx.call(replacement, Value::UNDEFINED, &arguments)?;
    let replaced = cx.to_string(replaced)?;
    result.push_string(cx, replaced);
    Ok(())
}

/// What was found, and where.
pub(crate) struct Found {
    /// The whole string.
    pub(crate) string: JsString,
    /// Where the match begins.
    pub(crate) start: usize,
    /// Where it ends: beyond the string if a script's `exec` said so.
    pub(crate) end: usize,
}

/// The groups of a match, without group 0.
#[derive(Clone, Copy)]
pub(crate) enum Groups<'g> {
    /// There are none.
    None,
    /// Strings, or undefined.
    Values(GcVec),
    /// Start and end of each.
    Places(&'g [u32]),
}

impl Groups<'_> {
    fn len(self) -> usize {
        match self {
            Groups::None => 0,
            Groups::Values(values) => values.len(),
            Groups::Places(places) => places.len() / 2,
        }
    }

    /// Appends group `index`, counted from 0.
    fn push(self, cx: &Cx, result: &mut StringBuilder, string: JsString, index: usize) {
        match self {
            Groups::None => {}
            Groups::Values(values) => {
                if let Some(group) = values.get(index).as_string() {
                    result.push_string(cx, group);
                }
            }
            Groups::Places(places) => {
                let (start, end) = (places[2 * index], places[2 * index + 1]);
                if start != u32::MAX {
                    result.push_view(cx.view(string).slice(start as usize..end as usize));
                }
            }
        }
    }
}

/// §22.1.3.19.1 GetSubstitution ( matched, str, position, captures, namedCaptures, replacementTemplate )
/// <https://tc39.es/ecma262/#sec-getsubstitution>
pub(crate) fn get_substitution(
    cx: &mut Cx,
    result: &mut StringBuilder,
    found: &Found,
    groups: Groups<'_>,
    named: Option<Object>,
    template: JsString,
) -> JsResult<()> {
    let dollar = cx.single_unit(u16::from(b'$'));
    let mut at = 0;
    while let Some(place) = cx.index_of(template, dollar, at) {
        result.push_view(cx.view(template).slice(at..place));
        at = match parse_reference(cx, template, place, groups.len(), named.is_some()) {
            (Reference::Literal, end) => {
                result.push_view(cx.view(template).slice(place..end));
                end
            }
            (Reference::Dollar, end) => {
                result.push_unit(u16::from(b'$'));
                end
            }
            (Reference::Before, end) => {
                result.push_view(cx.view(found.string).slice(0..found.start));
                end
            }
            (Reference::Match, end) => {
                let last = found.end.min(found.string.len());
                result.push_view(cx.view(found.string).slice(found.start..last));
                end
            }
            (Reference::After, end) => {
                let from = found.end.min(found.string.len());
                result.push_view(cx.view(found.string).slice(from..found.string.len()));
                end
            }
            (Reference::Group(index), end) => {
                groups.push(cx, result, found.string, index - 1);
                end
            }
            (Reference::Name(end), after) => {
                push_named(cx, result, named, template, place + 2, end)?;
                after
            }
        };
    }
    result.push_view(cx.view(template).slice(at..template.len()));
    Ok(())
}

fn push_named(
    cx: &mut Cx,
    result: &mut StringBuilder,
    named: Option<Object>,
    template: JsString,
    start: usize,
    end: usize,
) -> JsResult<()> {
    let Some(named) = named else { return Ok(()) };
    let name = cx.substring(template, start, end);
    let key = PropertyKey::from_string(cx, name);
    let group = cx.get(named, key)?;
    if !group.is_undefined() {
        let group = cx.to_string(group)?;
        result.push_string(cx, group);
    }
    Ok(())
}

/// What a `$` in a template stands for.
enum Reference {
    Literal,
    Dollar,
    Before,
    Match,
    After,
    Group(usize),
    /// The name ends here.
    Name(usize),
}

/// What stands at the `$` at `place`, and where the template goes on.
fn parse_reference(
    cx: &Cx,
    template: JsString,
    place: usize,
    groups: usize,
    has_names: bool,
) -> (Reference, usize) {
    let view = cx.view(template);
    let digit = |at: usize| {
        let unit = view.get(at).filter(|unit| (0x30..=0x39).contains(unit))?;
        Some(usize::from(unit - 0x30))
    };
    match view.get(place + 1) {
        Some(0x24) => (Reference::Dollar, place + 2),
        Some(0x60) => (Reference::Before, place + 2),
        Some(0x26) => (Reference::Match, place + 2),
        Some(0x27) => (Reference::After, place + 2),
        Some(0x3C) if has_names => {
            let close = (place + 2..view.len()).find(|at| view.char_code_at(*at) == 0x3E);
            match close {
                Some(close) => (Reference::Name(close), close + 1),
                None => (Reference::Literal, place + 2),
            }
        }
        Some(0x30..=0x39) => {
            let first = digit(place + 1).unwrap_or(0);
            let two = digit(place + 2).map(|second| first * 10 + second);
            match two.filter(|index| (1..=groups).contains(index)) {
                Some(index) => (Reference::Group(index), place + 3),
                None if (1..=groups).contains(&first) => (Reference::Group(first), place + 2),
                None => (Reference::Literal, place + 2),
            }
        }
        _ => (Reference::Literal, place + 1),
    }
}
