//! replace and replaceAll with a string to find, and the `$` patterns that regular expressions share.
//!
//! Uses: stilla-core, string, string::search. Never: regexp.

use smallvec::SmallVec;
use stilla_core::object::Object;
use stilla_core::{
    Call, Cx, GcVec, JsResult, JsString, PropertyKey, StringBuilder, StringView, Value,
    WellKnownSymbol,
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
    push_replacement(cx, &mut result, string, needle, position, &replacement)?;
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
        push_replacement(cx, &mut result, string, needle, position, &replacement)?;
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

/// What stands in the place of what was found.
enum Replacement {
    Function(Value),
    Template(Template),
}

/// The string, what to find, and a function or a string to put in its place.
fn operands(
    cx: &mut Cx,
    call: &Call<'_>,
    this: Value,
) -> JsResult<(JsString, JsString, Replacement)> {
    let string = cx.to_string(this)?;
    let needle = cx.to_string(call.arg(0))?;
    let replacement = match cx.is_callable(call.arg(1)) {
        true => Replacement::Function(call.arg(1)),
        false => {
            let template = cx.to_string(call.arg(1))?;
            Replacement::Template(Template::new(cx, template, 0, false))
        }
    };
    Ok((string, needle, replacement))
}

fn push_replacement(
    cx: &mut Cx,
    result: &mut StringBuilder,
    string: JsString,
    needle: JsString,
    position: usize,
    replacement: &Replacement,
) -> JsResult<()> {
    let function = match replacement {
        Replacement::Template(template) => {
            let found = Found {
                string,
                start: position,
                end: position + needle.len(),
            };
            return template.substitute(cx, result, &found, Groups::None, None);
        }
        Replacement::Function(function) => *function,
    };
    let arguments = [needle.into(), Value::from(position), string.into()];
    let replaced = cx.call(function, Value::UNDEFINED, &arguments)?;
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
    pub(crate) fn len(self) -> usize {
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

/// A replacement template, read once.
pub(crate) struct Template {
    template: JsString,
    pieces: SmallVec<[Piece; 8]>,
}

/// A part of a template.
#[derive(Clone, Copy)]
enum Piece {
    /// The template's own text from here to there.
    Text(usize, usize),
    /// `` $` ``.
    Before,
    /// `$&`.
    Match,
    /// `$'`.
    After,
    /// A group, counted from 1.
    Group(usize),
    /// The group whose name stands from here to there.
    Name(usize, usize),
}

impl Template {
    /// Reads a template for a match with so many groups.
    pub(crate) fn new(cx: &Cx, template: JsString, groups: usize, has_names: bool) -> Template {
        let view = cx.view(template);
        let mut pieces = SmallVec::new();
        let (mut start, mut at) = (0, 0);
        while let Some(place) = view.index_of(StringView::Latin1(b"$"), at) {
            let (piece, end) = parse_reference(view, place, groups, has_names);
            at = end;
            if let Some(piece) = piece {
                if place > start {
                    pieces.push(Piece::Text(start, place));
                }
                pieces.push(piece);
                start = end;
            }
        }
        if view.len() > start {
            pieces.push(Piece::Text(start, view.len()));
        }
        Template { template, pieces }
    }

    /// Whether a group is named.
    pub(crate) fn has_names(&self) -> bool {
        self.pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Name(..)))
    }

    /// §22.1.3.19.1 GetSubstitution ( matched, str, position, captures, namedCaptures, replacementTemplate )
    /// <https://tc39.es/ecma262/#sec-getsubstitution>: appends to `result`.
    pub(crate) fn substitute(
        &self,
        cx: &mut Cx,
        result: &mut StringBuilder,
        found: &Found,
        groups: Groups<'_>,
        named: Option<Object>,
    ) -> JsResult<()> {
        let length = found.string.len();
        let end = found.end.min(length);
        for piece in &self.pieces {
            let string = |from, to| cx.view(found.string).slice(from..to);
            match *piece {
                Piece::Text(from, to) => result.push_view(cx.view(self.template).slice(from..to)),
                Piece::Before => result.push_view(string(0, found.start)),
                Piece::Match => result.push_view(string(found.start, end)),
                Piece::After => result.push_view(string(end, length)),
                Piece::Group(number) => groups.push(cx, result, found.string, number - 1),
                Piece::Name(from, to) => {
                    push_named(cx, result, named, self.template, from, to)?;
                }
            }
        }
        Ok(())
    }
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

/// What the `$` at `place` stands for, if not for itself, and where the template goes on.
fn parse_reference(
    view: StringView<'_>,
    place: usize,
    groups: usize,
    has_names: bool,
) -> (Option<Piece>, usize) {
    let digit = |at: usize| {
        let unit = view.get(at).filter(|unit| (0x30..=0x39).contains(unit))?;
        Some(usize::from(unit - 0x30))
    };
    match view.get(place + 1) {
        Some(0x24) => (Some(Piece::Text(place, place + 1)), place + 2),
        Some(0x60) => (Some(Piece::Before), place + 2),
        Some(0x26) => (Some(Piece::Match), place + 2),
        Some(0x27) => (Some(Piece::After), place + 2),
        Some(0x3C) if has_names => match view.index_of(StringView::Latin1(b">"), place + 2) {
            Some(close) => (Some(Piece::Name(place + 2, close)), close + 1),
            None => (None, place + 2),
        },
        Some(0x30..=0x39) => {
            let first = digit(place + 1).unwrap_or(0);
            let two = digit(place + 2).map(|second| first * 10 + second);
            match two.filter(|number| (1..=groups).contains(number)) {
                Some(number) => (Some(Piece::Group(number)), place + 3),
                None if (1..=groups).contains(&first) => (Some(Piece::Group(first)), place + 2),
                None => (None, place + 2),
            }
        }
        _ => (None, place + 1),
    }
}
