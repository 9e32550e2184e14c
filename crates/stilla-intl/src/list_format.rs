//! Intl.ListFormat: §13 <https://tc39.es/ecma402/#listformat-objects>
//!
//! Uses: data, negotiate, options, service. Never: the other services.

use std::convert::Infallible;
use std::ops::ControlFlow;
use std::sync::Arc;

use stilla_core::builtin::{Global, method, tag};
use stilla_core::error::type_error;
use stilla_core::{Call, Cx, GcVec, Intrinsic, JsResult, JsString, Msg, StringBuilder, Value};

use crate::data::DataLocale;
use crate::negotiate::{self, supported_locales_of};
use crate::options;
use crate::service::{self, Part};

/// Intl.ListFormat and its prototype.
pub const LIST_FORMAT: Global = Global::constructor("ListFormat", 0, construct)
    .unexposed()
    .id(Intrinsic::IntlListFormat)
    .prototype_id(Intrinsic::IntlListFormatPrototype)
    .statics(&[method("supportedLocalesOf", 1, supported_locales_of)])
    .prototype(&[
        method("format", 1, format),
        method("formatToParts", 1, format_to_parts),
        method("resolvedOptions", 0, resolved_options),
        tag("Intl.ListFormat"),
    ]);

/// The state of a ListFormat.
pub struct ListFormat {
    locale: String,
    data: DataLocale,
    kind: &'static str,
    style: &'static str,
}

/// §13.1.1 Intl.ListFormat ( [ locales [ , options ] ] ) <https://tc39.es/ecma402/#sec-Intl.ListFormat>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.require_new(cx)?;
    let prototype =
        cx.get_prototype_from_constructor(new_target, Intrinsic::IntlListFormatPrototype)?;
    let requested = negotiate::canonicalize_locale_list(cx, call.arg(0))?;
    let options = options::options_object(cx, call.arg(1))?;
    negotiate::locale_matcher(cx, options)?;
    let resolved =
        negotiate::resolve_locale(&requested, &[], |_, _| String::new(), |_, _, _| false);
    let kinds = ["conjunction", "disjunction", "unit"];
    let kind = options::choice_or(cx, options, "type", &kinds, "conjunction")?;
    let style = options::choice_or(cx, options, "style", &["long", "short", "narrow"], "long")?;
    let state = ListFormat {
        locale: resolved.locale,
        data: resolved.data,
        kind,
        style,
    };
    Ok(service::create_with(cx, prototype, Arc::new(state))?.into())
}

fn this_format(cx: &mut Cx, call: &Call<'_>) -> JsResult<Arc<ListFormat>> {
    Ok(service::require::<ListFormat>(cx, call.this(), "Intl.ListFormat")?.1)
}

/// §13.5.5 StringListFromIterable ( iterable ) <https://tc39.es/ecma402/#sec-createstringlistfromiterable>
fn string_list(cx: &mut Cx, iterable: Value) -> JsResult<GcVec> {
    let list = GcVec::new(cx);
    if iterable.is_undefined() {
        return Ok(list);
    }
    cx.iterate(iterable, |cx, item| {
        if item.as_string().is_none() {
            return Err(type_error(
                cx,
                Msg::NotString {
                    name: "an element of the list",
                    value: item,
                },
            ));
        }
        list.try_push(cx, item)?;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(list)
}

/// A piece of a formatted list.
enum Piece<'a> {
    Literal(&'a str),
    /// The element at a place.
    Element(usize),
}

/// §13.5.2 CreatePartsFromList ( listFormat, list ) <https://tc39.es/ecma402/#sec-createpartsfromlist>: for a list of texts, which may be
/// many, `emit` gets the pieces in order. No two literals follow each other.
fn list_pieces<E>(
    (data, kind, style): (DataLocale, &str, &str),
    count: usize,
    last: &str,
    mut emit: impl FnMut(Piece<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let name = match kind {
        "conjunction" => "standard",
        "disjunction" => "or",
        _ => "unit",
    };
    let patterns = data.list(&format!("l.{name}.{}", &style[..1]));
    let &[start, middle, end, two] = patterns.as_slice() else {
        return (0..count).try_for_each(|place| emit(Piece::Element(place)));
    };
    let language = data.name().split('-').next().unwrap_or_default();
    let [end, two] = [end, two].map(|pattern| adapted(language, pattern, last));
    let literals_at = |place: usize| {
        literals(match place {
            0 => "",
            1 if count == 2 => &two,
            1 => start,
            _ if place + 1 == count => &end,
            _ => middle,
        })
    };
    // What stands before the first element of a pattern stands before all that came until then.
    let mut literal = String::new();
    if [start, middle, &*end, &*two]
        .iter()
        .any(|pattern| !pattern.starts_with("{0}"))
    {
        for place in (1..count).rev() {
            literal.push_str(literals_at(place)[0]);
        }
    }
    for place in 0..count {
        let [_, between, behind] = literals_at(place);
        literal.push_str(between);
        if !literal.is_empty() {
            emit(Piece::Literal(&literal))?;
        }
        emit(Piece::Element(place))?;
        literal.clear();
        literal.push_str(behind);
    }
    match literal.as_str() {
        "" => Ok(()),
        literal => emit(Piece::Literal(literal)),
    }
}

/// The parts of a list of few texts.
pub fn list_parts(data: DataLocale, kind: &str, style: &str, list: &[String]) -> Vec<Part> {
    let mut parts = Vec::new();
    let last = list.last().map_or("", String::as_str);
    let Ok(()) = list_pieces::<Infallible>((data, kind, style), list.len(), last, |piece| {
        parts.push(match piece {
            Piece::Literal(text) => Part::literal(text),
            Piece::Element(place) => Part::new("element", list[place].as_str()),
        });
        Ok(())
    });
    parts
}

/// The texts of a pattern before, between and behind its two placeholders.
fn literals(text: &str) -> [&str; 3] {
    let (before, rest) = text.split_once("{0}").unwrap_or(("", text));
    let (between, behind) = rest.split_once("{1}").unwrap_or((rest, ""));
    [before, between, behind]
}

/// What depends on the next word: Spanish says "e" before an i and "u" before an o.
fn adapted<'a>(language: &str, text: &'a str, next: &str) -> std::borrow::Cow<'a, str> {
    if language == "he" && text.ends_with("ו{1}") {
        // Hebrew sets its "and" apart from what isn't Hebrew.
        let is_hebrew = next.starts_with(|c| ('\u{590}'..='\u{5ff}').contains(&c));
        return if is_hebrew {
            text.into()
        } else {
            text.replace("ו{1}", "ו-{1}").into()
        };
    }
    if language != "es" {
        return text.into();
    }
    let next = next.to_lowercase();
    let sounds_i = (next.starts_with('i')
        || next.starts_with('í')
        || next.starts_with("hi")
        || next.starts_with("hí"))
        && !(next.starts_with("hia") || next.starts_with("hie"));
    let sounds_o = ["o", "ó", "ho", "hó", "8"]
        .iter()
        .any(|start| next.starts_with(start))
        || next == "11"
        || next.starts_with("11 ");
    match text {
        text if sounds_i && text.contains(" y ") => text.replace(" y ", " e ").into(),
        text if sounds_o && text.contains(" o ") => text.replace(" o ", " u ").into(),
        text => text.into(),
    }
}

impl ListFormat {
    /// Passes the pieces of a list of strings to `emit`, with their types and texts.
    fn each_part(
        &self,
        cx: &mut Cx,
        list: GcVec,
        mut emit: impl FnMut(&mut Cx, &'static str, Source<'_>) -> JsResult<()>,
    ) -> JsResult<()> {
        /// Units of the last text that decide how the word before it is spelled.
        const DECISIVE: usize = 8;
        let texts = |place| list.get(place).as_string().expect("a list of strings");
        let last = list.len().checked_sub(1).map_or_else(String::new, |last| {
            let view = cx.view(texts(last));
            view.slice(0..view.len().min(DECISIVE)).to_string_lossy()
        });
        let patterns = (self.data, self.kind, self.style);
        list_pieces(patterns, list.len(), &last, |piece| {
            cx.charge(4)?;
            match piece {
                Piece::Literal(text) => emit(cx, "literal", Source::Pattern(text)),
                Piece::Element(place) => emit(cx, "element", Source::List(texts(place))),
            }
        })
    }
}

/// Where a part's text comes from.
enum Source<'a> {
    Pattern(&'a str),
    List(JsString),
}

/// §13.3.3 Intl.ListFormat.prototype.format ( list ) <https://tc39.es/ecma402/#sec-Intl.ListFormat.prototype.format>
fn format(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let state = this_format(cx, call)?;
    let list = string_list(cx, call.arg(0))?;
    let mut text = StringBuilder::new(cx);
    state.each_part(cx, list, |cx, _, source| {
        match source {
            Source::Pattern(literal) => text.push_str(literal),
            Source::List(element) => text.push_string(cx, element),
        }
        text.check(cx)
    })?;
    text.finish(cx).map(Value::from)
}

/// §13.3.4 Intl.ListFormat.prototype.formatToParts ( list )
/// <https://tc39.es/ecma402/#sec-Intl.ListFormat.prototype.formatToParts>
fn format_to_parts(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let state = this_format(cx, call)?;
    let list = string_list(cx, call.arg(0))?;
    let parts = GcVec::new(cx);
    state.each_part(cx, list, |cx, kind, source| {
        let text = match source {
            Source::Pattern(literal) => service::string(cx, literal)?,
            Source::List(element) => element.into(),
        };
        let part = service::part_object(cx, kind, text)?;
        parts.try_push(cx, part.into())
    })?;
    cx.array_from_list_part(parts, 0, parts.len())
        .map(Value::from)
}

/// §13.3.2 Intl.ListFormat.prototype.resolvedOptions ( )
/// <https://tc39.es/ecma402/#sec-Intl.ListFormat.prototype.resolvedoptions>
fn resolved_options(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let state = this_format(cx, call)?;
    let mut answer = service::Answer::new(cx);
    answer.text("locale", &state.locale)?;
    answer.text("type", state.kind)?;
    answer.text("style", state.style)?;
    Ok(answer.finish())
}
