//! Intl.Locale: §14 <https://tc39.es/ecma402/#locale-objects>
//!
//! A Locale is a canonical language tag; every getter reads a part of it.
//!
//! Uses: tag, negotiate, options, service, locale::info. Never: the other services.

use std::sync::Arc;

use icu_locale::extensions::unicode::Key;
use icu_locale::subtags::{Language, Region, Script, Variant};
use icu_locale::{LanguageIdentifier, Locale};
use stilla_core::builtin::{Global, getter, method, tag as class_tag};
use stilla_core::error::type_error;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Msg, Object, Value};

use crate::negotiate::invalid_tag;
use crate::tag::Tag;
use crate::{options, service, tag};

mod info;

pub use info::hour_cycles_of;

/// Intl.Locale and its prototype.
pub const LOCALE: Global = Global::constructor("Locale", 1, construct)
    .unexposed()
    .id(Intrinsic::IntlLocale)
    .prototype_id(Intrinsic::IntlLocalePrototype)
    .prototype(&[
        getter("baseName", base_name),
        getter("calendar", calendar),
        getter("caseFirst", case_first),
        getter("collation", collation),
        getter("firstDayOfWeek", first_day_of_week),
        getter("hourCycle", hour_cycle),
        getter("language", language),
        getter("numberingSystem", numbering_system),
        getter("numeric", numeric),
        getter("region", region),
        getter("script", script),
        getter("variants", variants),
        method("getCalendars", 0, info::calendars),
        method("getCollations", 0, info::collations),
        method("getHourCycles", 0, info::hour_cycles),
        method("getNumberingSystems", 0, info::numbering_systems),
        method("getTextInfo", 0, info::text_info),
        method("getTimeZones", 0, info::time_zones),
        method("getWeekInfo", 0, info::week_info),
        method("maximize", 0, maximize),
        method("minimize", 0, minimize),
        method("toString", 0, to_string),
        class_tag("Intl.Locale"),
    ]);

/// The state: [[Locale]].
pub struct LocaleState(Tag);

/// The tag of an object that has [[InitializedLocale]].
pub fn tag_of(object: Object) -> Option<String> {
    service::state_of::<LocaleState>(object).map(|state| state.0.to_string())
}

fn this_locale(cx: &mut Cx, call: &Call<'_>) -> JsResult<Arc<LocaleState>> {
    let (_, state) = service::require::<LocaleState>(cx, call.this(), "Intl.Locale")?;
    Ok(state)
}

/// §14.1.1 Intl.Locale ( tag [ , options ] ) <https://tc39.es/ecma402/#sec-Intl.Locale>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.require_new(cx)?;
    // NOTE: the prototype is read before anything else.
    let prototype =
        cx.get_prototype_from_constructor(new_target, Intrinsic::IntlLocalePrototype)?;
    let given = call.arg(0);
    let text = match given.as_object() {
        Some(object) if tag_of(object).is_some() => tag_of(object).unwrap_or_default(),
        _ if given.as_string().is_some() || given.is_object() => {
            let string = cx.to_string(given)?;
            cx.to_rust_string(string)
        }
        _ => {
            let name = "language tag";
            return Err(type_error(cx, Msg::InvalidValue { name, value: given }));
        }
    };
    let options = options::coerce_options(cx, call.arg(1))?;
    let Some(mut locale) = tag::canonicalize(&text) else {
        return Err(invalid_tag(cx, given));
    };
    update_language_id(cx, &mut locale, options)?;
    update_keywords(cx, &mut locale.locale, options)?;
    create(cx, prototype, locale)
}

fn create(cx: &mut Cx, prototype: Object, tag: Tag) -> JsResult<Value> {
    // NOTE: subtags of up to eight letters take eight bytes each.
    let bytes = tag.to_string().len() * 8;
    Ok(service::create_sized(cx, prototype, Arc::new(LocaleState(tag)), bytes)?.into())
}

/// §14.1.2 UpdateLanguageId ( tag, options ) <https://tc39.es/ecma402/#sec-updatelanguageid>
fn update_language_id(cx: &mut Cx, tag: &mut Tag, options: Option<Object>) -> JsResult<()> {
    let read = |cx: &mut Cx, name: &'static str, check: fn(&str) -> bool| {
        let Some(text) = options::text(cx, options, name)? else {
            return Ok(None);
        };
        if check(&text) {
            return Ok(Some(text));
        }
        let value = cx.string(&text).into();
        Err(options::invalid(cx, name, value))
    };
    let language = read(cx, "language", is_language)?;
    let script = read(cx, "script", is_script)?;
    let region = read(cx, "region", is_region)?;
    let variants = read(cx, "variants", |text| variant_list(text).is_some())?;
    let locale = &mut tag.locale;
    if let Some(text) = language {
        let language = Language::try_from_str(&text).ok();
        locale.id.language = language.unwrap_or(Language::UNKNOWN);
        tag.long_language = tag::is_long_language(&text).then(|| text.to_ascii_lowercase());
    }
    if let Some(script) = script.and_then(|text| Script::try_from_str(&text).ok()) {
        locale.id.script = Some(script);
    }
    if let Some(region) = region.and_then(|text| Region::try_from_str(&text).ok()) {
        locale.id.region = Some(region);
    }
    if let Some(variants) = variants.and_then(|text| variant_list(&text)) {
        locale.id.variants.clear();
        for variant in variants {
            locale.id.variants.push(variant);
        }
    }
    tag::canonicalize_locale(locale);
    Ok(())
}

fn is_language(text: &str) -> bool {
    let is_letters = text.bytes().all(|byte| byte.is_ascii_alphabetic());
    tag::is_long_language(text) || (matches!(text.len(), 2 | 3) && is_letters)
}

fn is_script(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_region(text: &str) -> bool {
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic()))
        || (text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The variants of a text, if they are variants, each once.
fn variant_list(text: &str) -> Option<Vec<Variant>> {
    let mut list: Vec<Variant> = Vec::new();
    for part in text.split('-') {
        let variant = Variant::try_from_str(part).ok()?;
        if list.contains(&variant) || list.len() == tag::MOST_VARIANTS {
            return None;
        }
        list.push(variant);
    }
    list.sort();
    Some(list)
}

/// §14.1.3 MakeLocaleRecord ( tag, options, localeExtensionKeys ), with the options of the constructor.
fn update_keywords(cx: &mut Cx, locale: &mut Locale, options: Option<Object>) -> JsResult<()> {
    let calendar = options::unicode_type(cx, options, "calendar")?;
    let collation = options::unicode_type(cx, options, "collation")?;
    let first_day = first_day_option(cx, options)?;
    let hour_cycle = options::choice(cx, options, "hourCycle", &["h11", "h12", "h23", "h24"])?;
    let case_first = options::choice(cx, options, "caseFirst", &["upper", "lower", "false"])?;
    let numeric = options::boolean(cx, options, "numeric")?;
    let numbering = options::unicode_type(cx, options, "numberingSystem")?;
    let numeric = numeric.map(|numeric| if numeric { "true" } else { "false" });
    let values = [
        ("ca", calendar),
        ("co", collation),
        ("fw", first_day),
        ("hc", hour_cycle.map(str::to_owned)),
        ("kf", case_first.map(str::to_owned)),
        ("kn", numeric.map(str::to_owned)),
        ("nu", numbering),
    ];
    for (key, value) in values {
        if let Some(value) = value {
            tag::set_keyword(locale, key, &tag::canonical_value(key, &value));
        }
    }
    Ok(())
}

/// §14.5.6 WeekdayToUValue ( weekday ) and the option firstDayOfWeek
/// <https://tc39.es/ecma402/#sec-weekdaytouvalue>
fn first_day_option(cx: &mut Cx, options: Option<Object>) -> JsResult<Option<String>> {
    let Some(text) = options::text(cx, options, "firstDayOfWeek")? else {
        return Ok(None);
    };
    let day = match text.as_str() {
        "0" | "7" => "sun",
        "1" => "mon",
        "2" => "tue",
        "3" => "wed",
        "4" => "thu",
        "5" => "fri",
        "6" => "sat",
        other => other,
    };
    if !tag::is_type(day) {
        let value = cx.string(day).into();
        return Err(options::invalid(cx, "firstDayOfWeek", value));
    }
    Ok(Some(day.to_owned()))
}

fn with_id(
    cx: &mut Cx,
    call: &Call<'_>,
    change: fn(&LanguageIdentifier) -> LanguageIdentifier,
) -> JsResult<Value> {
    let state = this_locale(cx, call)?;
    let mut tag = state.0.clone();
    if tag.long_language.is_none() {
        tag.locale.id = change(&tag.locale.id);
        tag::canonicalize_locale(&mut tag.locale);
    }
    let prototype = cx.intrinsic(Intrinsic::IntlLocalePrototype);
    create(cx, prototype, tag)
}

/// §14.3.18 Intl.Locale.prototype.maximize ( ) <https://tc39.es/ecma402/#sec-Intl.Locale.prototype.maximize>
fn maximize(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    with_id(cx, call, tag::maximized)
}

/// §14.3.19 Intl.Locale.prototype.minimize ( ) <https://tc39.es/ecma402/#sec-Intl.Locale.prototype.minimize>
fn minimize(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    with_id(cx, call, tag::minimized)
}

/// §14.3.20 Intl.Locale.prototype.toString ( ) <https://tc39.es/ecma402/#sec-Intl.Locale.prototype.toString>
fn to_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let state = this_locale(cx, call)?;
    Ok(cx.string(&state.0.to_string()).into())
}

/// §14.3.2 get Intl.Locale.prototype.baseName <https://tc39.es/ecma402/#sec-Intl.Locale.prototype.baseName>
fn base_name(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let state = this_locale(cx, call)?;
    Ok(cx.string(&state.0.base_name()).into())
}

/// The value of a key of the `u` extension, or undefined.
fn keyword(cx: &mut Cx, call: &Call<'_>, key: &str) -> JsResult<Value> {
    let state = this_locale(cx, call)?;
    Ok(match tag::keyword(&state.0.locale, key) {
        Some(value) => cx.string(&value).into(),
        None => Value::UNDEFINED,
    })
}

/// §14.3.3 get Intl.Locale.prototype.calendar <https://tc39.es/ecma402/#sec-Intl.Locale.prototype.calendar>
fn calendar(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    keyword(cx, call, "ca")
}

/// §14.3.4 get Intl.Locale.prototype.caseFirst <https://tc39.es/ecma402/#sec-Intl.Locale.prototype.caseFirst>
fn case_first(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    keyword(cx, call, "kf")
}

/// §14.3.5 get Intl.Locale.prototype.collation <https://tc39.es/ecma402/#sec-Intl.Locale.prototype.collation>
fn collation(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    keyword(cx, call, "co")
}

/// §14.3.6 get Intl.Locale.prototype.firstDayOfWeek <https://tc39.es/ecma402/#sec-Intl.Locale.prototype.firstDayOfWeek>
fn first_day_of_week(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    keyword(cx, call, "fw")
}

/// §14.3.7 get Intl.Locale.prototype.hourCycle <https://tc39.es/ecma402/#sec-Intl.Locale.prototype.hourCycle>
fn hour_cycle(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    keyword(cx, call, "hc")
}

/// §14.3.9 get Intl.Locale.prototype.numberingSystem <https://tc39.es/ecma402/#sec-Intl.Locale.prototype.numberingSystem>
fn numbering_system(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    keyword(cx, call, "nu")
}

/// §14.3.10 get Intl.Locale.prototype.numeric <https://tc39.es/ecma402/#sec-Intl.Locale.prototype.numeric>
fn numeric(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let state = this_locale(cx, call)?;
    let key = Key::try_from_str("kn").ok();
    let value = key.and_then(|key| state.0.locale.extensions.unicode.keywords.get(&key));
    Ok(value.is_some_and(|value| value.is_empty()).into())
}

fn optional(cx: &mut Cx, text: Option<String>) -> Value {
    match text {
        Some(text) => cx.string(&text).into(),
        None => Value::UNDEFINED,
    }
}

/// §14.3.8 get Intl.Locale.prototype.language <https://tc39.es/ecma402/#sec-Intl.Locale.prototype.language>
fn language(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let state = this_locale(cx, call)?;
    Ok(cx.string(state.0.language()).into())
}

/// §14.3.11 get Intl.Locale.prototype.region <https://tc39.es/ecma402/#sec-Intl.Locale.prototype.region>
fn region(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let state = this_locale(cx, call)?;
    Ok(optional(
        cx,
        state.0.locale.id.region.map(|region| region.to_string()),
    ))
}

/// §14.3.12 get Intl.Locale.prototype.script <https://tc39.es/ecma402/#sec-Intl.Locale.prototype.script>
fn script(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let state = this_locale(cx, call)?;
    Ok(optional(
        cx,
        state.0.locale.id.script.map(|script| script.to_string()),
    ))
}

/// get Intl.Locale.prototype.variants <https://tc39.es/ecma402/#sec-Intl.Locale.prototype.variants>
fn variants(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let state = this_locale(cx, call)?;
    let text = state.0.locale.id.variants.to_string();
    Ok(optional(cx, (!text.is_empty()).then_some(text)))
}
