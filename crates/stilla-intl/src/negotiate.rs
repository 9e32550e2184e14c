//! Which locale a service uses: §9.2 <https://tc39.es/ecma402/#sec-abstract-operations>
//!
//! Requested locales are canonical tags as Rust strings; the answer is a locale of our data, with the
//! keys of the `u` extension that the service knows.
//!
//! Uses: data, tag, options. Never: the services.

use std::collections::HashSet;

use icu_locale::Locale;
use stilla_core::error::{range_error, type_error};
use stilla_core::{Cx, JsResult, Msg, Object, Value};

use crate::data::DataLocale;
use crate::tag;
use crate::{locale, options};

/// §6.2.3 DefaultLocale ( ) <https://tc39.es/ecma402/#sec-defaultlocale>
pub const DEFAULT_LOCALE: &str = "en-US";

/// §9.2.1 CanonicalizeLocaleList ( locales ) <https://tc39.es/ecma402/#sec-canonicalizelocalelist>
pub fn canonicalize_locale_list(cx: &mut Cx, locales: Value) -> JsResult<Vec<String>> {
    let mut seen: Vec<String> = Vec::new();
    if locales.is_undefined() {
        return Ok(seen);
    }
    let is_locale = locales
        .as_object()
        .is_some_and(|object| locale::tag_of(object).is_some());
    if locales.as_string().is_some() || is_locale {
        seen.push(canonical_element(cx, locales)?);
        return Ok(seen);
    }
    let object = cx.to_object(locales)?;
    let length = cx.length_of_array_like(object)?;
    let mut known: HashSet<String> = HashSet::new();
    let mut bytes = 0;
    for index in 0..length {
        cx.charge(1)?;
        if !cx.has_property(object, index)? {
            continue;
        }
        let element = cx.get(object, index)?;
        let tag = canonical_element(cx, element)?;
        cx.charge(tag.len() as u32)?;
        if known.contains(&tag) {
            continue;
        }
        bytes += tag.len() * 2 + 100;
        if bytes > 1 << 16 {
            cx.reserve(bytes)?;
        }
        known.insert(tag.clone());
        seen.push(tag);
    }
    Ok(seen)
}

fn canonical_element(cx: &mut Cx, element: Value) -> JsResult<String> {
    if let Some(tag) = element.as_object().and_then(locale::tag_of) {
        return Ok(tag);
    }
    if element.as_string().is_none() && !element.is_object() {
        let name = "language tag";
        return Err(type_error(
            cx,
            Msg::InvalidValue {
                name,
                value: element,
            },
        ));
    }
    let text = cx.to_string(element)?;
    match tag::canonicalize(&cx.to_rust_string(text)) {
        Some(locale) => Ok(locale.to_string()),
        None => Err(invalid_tag(cx, text.into())),
    }
}

/// The RangeError for what is no language tag.
pub fn invalid_tag(cx: &mut Cx, value: Value) -> stilla_core::Thrown {
    range_error(
        cx,
        Msg::InvalidValue {
            name: "language tag",
            value,
        },
    )
}

/// §9.2.2 BestAvailableLocale ( availableLocales, locale ), for a tag without extensions.
fn best_available(tag: &str) -> Option<DataLocale> {
    let mut candidate = tag;
    loop {
        if candidate != "und"
            && candidate != "supplemental"
            && let Some(found) = DataLocale::find(candidate)
        {
            return Some(found);
        }
        let mut cut = candidate.rfind('-')?;
        if cut >= 2 && candidate.as_bytes()[cut - 2] == b'-' {
            cut -= 2;
        }
        candidate = &candidate[..cut];
    }
}

/// The locale of our data that a canonical tag finds.
pub fn data_locale(locale: &Locale) -> Option<DataLocale> {
    best_available(&locale.id.to_string())
}

/// §9.2.8 FilterLocales and the `supportedLocalesOf` of the services
/// <https://tc39.es/ecma402/#sec-supportedlocales>
pub fn supported_locales(cx: &mut Cx, locales: Value, options: Value) -> JsResult<Value> {
    let requested = canonicalize_locale_list(cx, locales)?;
    let options = options::coerce_options(cx, options)?;
    locale_matcher(cx, options)?;
    let list = stilla_core::GcVec::new(cx);
    for text in requested {
        let found = tag::parse(&text).and_then(|locale| data_locale(&locale));
        if found.is_some() {
            let text = cx.string(&text);
            list.try_push(cx, text.into())?;
        }
    }
    Ok(cx.array_from_list(list).into())
}

/// The native function of every `supportedLocalesOf`.
pub fn supported_locales_of(cx: &mut Cx, call: &stilla_core::Call<'_>) -> JsResult<Value> {
    supported_locales(cx, call.arg(0), call.arg(1))
}

/// Reads the option that all services have; both matchers are one here.
pub fn locale_matcher(cx: &mut Cx, options: Option<Object>) -> JsResult<()> {
    options::choice(cx, options, "localeMatcher", &["lookup", "best fit"])?;
    Ok(())
}

/// A key of the `u` extension that a service knows, and what its options say about it.
pub struct KeyRequest {
    /// The key.
    pub key: &'static str,
    /// The value of the option.
    pub option: Option<String>,
}

/// What a service works with.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The tag for `resolvedOptions`.
    pub locale: String,
    /// Where the texts come from.
    pub data: DataLocale,
    /// The values of the keys, in the order of the request; empty means none.
    pub values: Vec<String>,
}

impl Resolved {
    /// The tag without extensions, parsed.
    pub fn id(&self) -> Locale {
        tag::parse(self.data.name()).unwrap_or(Locale::UNKNOWN)
    }

    /// The language.
    pub fn language(&self) -> &'static str {
        let name = self.data.name();
        name.split('-').next().unwrap_or(name)
    }
}

/// §9.2.7 ResolveLocale ( availableLocales, requestedLocales, options, relevantExtensionKeys, localeData )
/// <https://tc39.es/ecma402/#sec-resolvelocale>
///
/// `default` gives the value of a key where nothing is asked for, `supports` whether a value can be had.
pub fn resolve_locale(
    requested: &[String],
    keys: &[KeyRequest],
    default: impl Fn(DataLocale, &str) -> String,
    supports: impl Fn(DataLocale, &str, &str) -> bool,
) -> Resolved {
    let matched = requested.iter().find_map(|text| {
        let locale = tag::parse(text)?;
        Some((data_locale(&locale)?, Some(locale)))
    });
    let (data, asked) = matched.unwrap_or_else(|| {
        let default = DataLocale::find(DEFAULT_LOCALE).unwrap_or(DataLocale::root());
        (default, None)
    });
    let mut result = tag::parse(data.name()).unwrap_or(Locale::UNKNOWN);
    let mut values = Vec::new();
    for request in keys {
        let key = request.key;
        let mut value = default(data, key);
        let mut keyword = None;
        if let Some(asked) = asked.as_ref().and_then(|asked| tag::keyword(asked, key)) {
            let wanted = if asked.is_empty() { "true" } else { &asked };
            if supports(data, key, wanted) {
                value = wanted.to_owned();
                keyword = Some(asked);
            }
        }
        if let Some(option) = &request.option {
            let option = tag::canonical_value(key, option);
            let option = if option.is_empty() {
                "true".to_owned()
            } else {
                option
            };
            if option != value && supports(data, key, &option) {
                value = option;
                keyword = None;
            }
        }
        if let Some(keyword) = keyword {
            tag::set_keyword(&mut result, key, &keyword);
        }
        values.push(value);
    }
    Resolved {
        locale: result.to_string(),
        data,
        values,
    }
}
