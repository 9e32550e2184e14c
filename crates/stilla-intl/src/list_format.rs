//! Intl.ListFormat: §13 <https://tc39.es/ecma402/#listformat-objects>
//!
//! Uses: data, negotiate, options, service. Never: the other services.

use std::ops::ControlFlow;
use std::sync::Arc;

use stilla_core::builtin::{Global, method, tag};
use stilla_core::error::type_error;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Msg, Value};

use crate::data::DataLocale;
use crate::negotiate::{self, supported_locales_of};
use crate::options;
use crate::service::{self, Part, push_literal};

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
fn string_list(cx: &mut Cx, iterable: Value) -> JsResult<Vec<String>> {
    let mut list = Vec::new();
    if iterable.is_undefined() {
        return Ok(list);
    }
    let mut bytes = 0;
    cx.iterate(iterable, |cx, item| {
        let Some(string) = item.as_string() else {
            return Err(type_error(
                cx,
                Msg::NotString {
                    name: "an element of the list",
                    value: item,
                },
            ));
        };
        bytes += string.len() * 3 + 24;
        if bytes > 1 << 16 {
            cx.reserve(bytes)?;
        }
        list.push(cx.to_rust_string(string));
        cx.charge(1)?;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(list)
}

/// Nanoseconds that an element takes.
const TIME_OF_AN_ELEMENT: u64 = 250;

/// §13.5.2 CreatePartsFromList ( listFormat, list ) <https://tc39.es/ecma402/#sec-createpartsfromlist>
pub fn list_parts(data: DataLocale, kind: &str, style: &str, list: &[String]) -> Vec<Part> {
    let element = |text: &String| Part::new("element", text.as_str());
    let name = match kind {
        "conjunction" => "standard",
        "disjunction" => "or",
        _ => "unit",
    };
    let patterns = data.list(&format!("l.{name}.{}", &style[..1]));
    let &[start, middle, end, two] = patterns.as_slice() else {
        return list.iter().map(element).collect();
    };
    let language = data.name().split('-').next().unwrap_or_default();
    let last = list.last().map_or("", String::as_str);
    let mut parts: Vec<Part> = Vec::new();
    let count = list.len();
    for (place, item) in list.iter().enumerate() {
        if place > 0 {
            let pattern = match place {
                1 if count == 2 => two,
                1 => start,
                _ if place + 1 == count => end,
                _ => middle,
            };
            let pattern = if place + 1 == count {
                adapted(language, pattern, last)
            } else {
                pattern.into()
            };
            let [before, between, behind] = literals(&pattern);
            if !before.is_empty() {
                parts.insert(0, Part::literal(before));
            }
            push_literal(&mut parts, between);
            parts.push(element(item));
            push_literal(&mut parts, behind);
        } else {
            parts.push(element(item));
        }
    }
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

/// §13.3.3 Intl.ListFormat.prototype.format ( list ) <https://tc39.es/ecma402/#sec-Intl.ListFormat.prototype.format>
fn format(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let state = this_format(cx, call)?;
    let list = string_list(cx, call.arg(0))?;
    cx.charge_time(TIME_OF_AN_ELEMENT * list.len() as u64)?;
    let parts = list_parts(state.data, state.kind, state.style, &list);
    service::string(cx, &service::joined(&parts))
}

/// §13.3.4 Intl.ListFormat.prototype.formatToParts ( list )
/// <https://tc39.es/ecma402/#sec-Intl.ListFormat.prototype.formatToParts>
fn format_to_parts(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let state = this_format(cx, call)?;
    let list = string_list(cx, call.arg(0))?;
    cx.charge_time(TIME_OF_AN_ELEMENT * list.len() as u64)?;
    let parts = list_parts(state.data, state.kind, state.style, &list);
    service::plain_parts(cx, &parts)
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
