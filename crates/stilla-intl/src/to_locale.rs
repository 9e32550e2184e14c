//! What ECMA-402 makes of the locale-sensitive methods of ECMA-262: §20
//! <https://tc39.es/ecma402/#locale-sensitive-functions>
//!
//! Scripts call them in loops without options: the formatters for a plain text as locale, or none, are
//! kept, the last few of each kind.
//!
//! Uses: the services. Never: intl.

use std::sync::Arc;

use icu_casemap::CaseMapper;
use icu_locale::LanguageIdentifier;
use stilla_core::locale::{LocaleFunctions, TemporalKind};
use stilla_core::string::PIECE;
use stilla_core::{Call, Cx, JsResult, JsString, StringBuilder, StringView, Value};

use crate::collator::Collator;
use crate::date_time_format::DateTimeFormat;
use crate::date_time_format::options::Group;
use crate::duration_format;
use crate::negotiate::{self, DEFAULT_LOCALE};
use crate::number_format::{NumberFormat, value};
use crate::{service, tag};

/// The functions that take the place of those without locales.
pub static FUNCTIONS: LocaleFunctions = LocaleFunctions {
    number_to_locale_string: number,
    bigint_to_locale_string: number,
    date_to_locale_string: date_time,
    date_to_locale_date_string: date,
    date_to_locale_time_string: time,
    temporal_to_locale_string: temporal,
    duration_to_locale_string: duration,
    locale_compare: compare,
    to_locale_lower_case: lower,
    to_locale_upper_case: upper,
};

/// How many formatters of a kind are kept.
const KEPT: usize = 4;

/// Formatters by the text of their locale.
type Kept<T> = Vec<(String, Arc<T>)>;

/// Which list of the cache.
type ListOf<T> = fn(&mut Cache) -> &mut Kept<T>;

/// The formatters that were used last, by the text of their locale.
#[derive(Default)]
struct Cache {
    numbers: Kept<NumberFormat>,
    collators: Kept<Collator>,
    date_times: Kept<DateTimeFormat>,
    dates: Kept<DateTimeFormat>,
    times: Kept<DateTimeFormat>,
    temporal: Kept<DateTimeFormat>,
}

/// The text that a formatter can be kept under: it depends on nothing else.
fn cache_key(cx: &Cx, call: &Call<'_>, first: usize) -> Option<String> {
    let (locales, options) = (call.arg(first), call.arg(first + 1));
    if !options.is_undefined() {
        return None;
    }
    match locales.as_string() {
        Some(text) if text.len() < 64 => Some(cx.to_rust_string(text)),
        None if locales.is_undefined() => Some(String::new()),
        _ => None,
    }
}

/// The kept formatter, or a new one.
fn kept<T: Send + Sync + 'static>(
    cx: &mut Cx,
    call: &Call<'_>,
    first: usize,
    list: ListOf<T>,
    make: fn(&mut Cx, Value, Value) -> JsResult<T>,
) -> JsResult<Arc<T>> {
    let key = cache_key(cx, call, first);
    let (locales, options) = (call.arg(first), call.arg(first + 1));
    kept_as(cx, key, list, |cx| make(cx, locales, options))
}

/// The formatter that is kept under a key, or a new one.
fn kept_as<T: Send + Sync + 'static>(
    cx: &mut Cx,
    key: Option<String>,
    list: ListOf<T>,
    make: impl FnOnce(&mut Cx) -> JsResult<T>,
) -> JsResult<Arc<T>> {
    if let Some(key) = &key
        && let Some(found) = list(cache(cx)).iter().find(|(name, _)| name == key)
    {
        return Ok(Arc::clone(&found.1));
    }
    let made = Arc::new(make(cx)?);
    if let Some(key) = key {
        let list = list(cache(cx));
        list.truncate(KEPT - 1);
        list.insert(0, (key, Arc::clone(&made)));
    }
    Ok(made)
}

fn cache(cx: &mut Cx) -> &mut Cache {
    let slot = cx.locale_cache();
    if !slot.as_ref().is_some_and(|kept| kept.is::<Cache>()) {
        *slot = Some(Box::<Cache>::default());
    }
    slot.as_mut()
        .and_then(|kept| kept.downcast_mut::<Cache>())
        .expect("a cache was just put there")
}

/// §20.2.1 Number.prototype.toLocaleString and §20.3.1 BigInt.prototype.toLocaleString ( [ locales [ , options ] ] )
/// <https://tc39.es/ecma402/#sup-number.prototype.tolocalestring>
fn number(cx: &mut Cx, x: Value, call: &Call<'_>) -> JsResult<Value> {
    let format = kept(cx, call, 0, |cache| &mut cache.numbers, NumberFormat::new)?;
    let x = value::to_numeric(cx, x)?;
    service::string(cx, &format.text(&x))
}

/// The text of a time value, with what is required and what is there by default.
fn date_text(
    cx: &mut Cx,
    time: Value,
    call: &Call<'_>,
    groups: (Group, Group),
    list: ListOf<DateTimeFormat>,
) -> JsResult<Value> {
    if time.as_number().is_none_or(f64::is_nan) {
        return Ok(cx.string("Invalid Date").into());
    }
    let make: fn(&mut Cx, Value, Value) -> JsResult<DateTimeFormat> = match groups {
        (Group::Date, _) => |cx, locales, options| {
            DateTimeFormat::new(cx, locales, options, Group::Date, Group::Date)
        },
        (Group::Time, _) => |cx, locales, options| {
            DateTimeFormat::new(cx, locales, options, Group::Time, Group::Time)
        },
        _ => {
            |cx, locales, options| DateTimeFormat::new(cx, locales, options, Group::Any, Group::Any)
        }
    };
    let format = kept(cx, call, 0, list, make)?;
    let parts = format.parts_of_value(cx, time)?;
    service::string(cx, &service::joined(&parts))
}

/// §20.4.1 Date.prototype.toLocaleString ( [ locales [ , options ] ] )
/// <https://tc39.es/ecma402/#sup-date.prototype.tolocalestring>
fn date_time(cx: &mut Cx, time: Value, call: &Call<'_>) -> JsResult<Value> {
    date_text(cx, time, call, (Group::Any, Group::Any), |cache| {
        &mut cache.date_times
    })
}

/// §20.4.2 Date.prototype.toLocaleDateString ( [ locales [ , options ] ] )
/// <https://tc39.es/ecma402/#sup-date.prototype.tolocaledatestring>
fn date(cx: &mut Cx, time: Value, call: &Call<'_>) -> JsResult<Value> {
    date_text(cx, time, call, (Group::Date, Group::Date), |cache| {
        &mut cache.dates
    })
}

/// §20.4.3 Date.prototype.toLocaleTimeString ( [ locales [ , options ] ] )
/// <https://tc39.es/ecma402/#sup-date.prototype.tolocaletimestring>
fn time(cx: &mut Cx, time: Value, call: &Call<'_>) -> JsResult<Value> {
    date_text(cx, time, call, (Group::Time, Group::Time), |cache| {
        &mut cache.times
    })
}

/// The `toLocaleString` of Temporal's classes <https://tc39.es/proposal-temporal/#sup-temporal.plaindate.prototype.tolocalestring>
fn temporal(cx: &mut Cx, value: Value, call: &Call<'_>) -> JsResult<Value> {
    let found = value
        .as_object()
        .and_then(|object| cx.temporal_value(object));
    let group = match found.as_ref().map(|found| found.kind) {
        Some(TemporalKind::PlainDate) => Group::Date,
        Some(TemporalKind::PlainTime) => Group::Time,
        Some(TemporalKind::PlainYearMonth) => Group::YearMonth,
        Some(TemporalKind::PlainMonthDay) => Group::MonthDay,
        _ => Group::Any,
    };
    let (locales, options) = (call.arg(0), call.arg(1));
    let zoned = found.filter(|found| found.kind == TemporalKind::ZonedDateTime);
    let zone = zoned.as_ref().map(|found| found.time_zone.as_str());
    let key = cache_key(cx, call, 0)
        .map(|locale| format!("{locale} {group:?} {}", zone.unwrap_or_default()));
    let format = kept_as(
        cx,
        key,
        |cache| &mut cache.temporal,
        |cx| DateTimeFormat::with_zone(cx, locales, options, group, group, zone),
    )?;
    let text = match &zoned {
        Some(found) => format.zoned_text(cx, found)?,
        None => service::joined(&format.parts_of_value(cx, value)?),
    };
    service::string(cx, &text)
}

/// Temporal.Duration.prototype.toLocaleString ( [ locales [ , options ] ] )
/// <https://tc39.es/ecma402/#sup-temporal.duration.prototype.tolocalestring>
fn duration(cx: &mut Cx, text: Value, call: &Call<'_>) -> JsResult<Value> {
    duration_format::to_locale_string(cx, text, call.arg(0), call.arg(1))
}

/// §20.1.1 String.prototype.localeCompare ( that [ , locales [ , options ] ] )
/// <https://tc39.es/ecma402/#sup-String.prototype.localeCompare>
fn compare(cx: &mut Cx, string: Value, call: &Call<'_>) -> JsResult<Value> {
    let that = cx.to_string(call.arg(0))?;
    let collator = kept(cx, call, 1, |cache| &mut cache.collators, Collator::new)?;
    let string = string.as_string().unwrap_or_else(|| cx.empty_string());
    Ok(Value::from(collator.compare(cx, string, that)? as i32))
}

/// §20.1.2 String.prototype.toLocaleLowerCase ( [ locales ] )
/// <https://tc39.es/ecma402/#sup-string.prototype.tolocalelowercase>
fn lower(cx: &mut Cx, string: Value, call: &Call<'_>) -> JsResult<Value> {
    change_case(cx, string, call, |text, id| {
        CaseMapper::new().lowercase_to_string(text, id).into_owned()
    })
}

/// §20.1.3 String.prototype.toLocaleUpperCase ( [ locales ] )
/// <https://tc39.es/ecma402/#sup-string.prototype.tolocaleuppercase>
fn upper(cx: &mut Cx, string: Value, call: &Call<'_>) -> JsResult<Value> {
    change_case(cx, string, call, |text, id| {
        CaseMapper::new().uppercase_to_string(text, id).into_owned()
    })
}

/// §20.1.2.1 TransformCase ( S, locales, targetCase ) <https://tc39.es/ecma402/#sec-transform-case>
fn change_case(
    cx: &mut Cx,
    string: Value,
    call: &Call<'_>,
    map: fn(&str, &LanguageIdentifier) -> String,
) -> JsResult<Value> {
    let requested = negotiate::canonicalize_locale_list(cx, call.arg(0))?;
    let locale = requested.first().map_or(DEFAULT_LOCALE, String::as_str);
    let id = tag::parse(locale)
        .map(|locale| locale.id)
        .unwrap_or(LanguageIdentifier::UNKNOWN);
    let string: JsString = string.as_string().unwrap_or_else(|| cx.empty_string());
    // NOTE: UTF-8 and the mapped text together take about this much.
    cx.reserve(string.len().saturating_mul(12))?;
    cx.charge_time(15 * string.len() as u64)?;
    let units: Vec<u16> = cx.view(string).units().collect();
    let mut builder = StringBuilder::new(cx);
    // A lone surrogate stays as it is, and ends a word.
    let mut rest = units.as_slice();
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(independent_piece(rest));
        let (text, end) = well_formed_prefix(piece);
        builder.push_str(&map(&text, &id));
        rest = match piece.get(end) {
            Some(surrogate) => {
                builder.push_unit(*surrogate);
                &rest[end + 1..]
            }
            None => after,
        };
        if cx.charge_in_place((end * 2) as u32) {
            break;
        }
    }
    cx.charge(1)?;
    Ok(builder.finish(cx)?.into())
}

/// How many units may be mapped apart from what follows: at least [`PIECE`] if there are so many, up to a place between two letters
/// of Latin or behind a space, which no rule of any language looks across.
fn independent_piece(units: &[u16]) -> usize {
    let is_letter = |unit: u16| {
        matches!(unit, 0x41..=0x5A | 0x61..=0x7A | 0xC0..=0x24F) && !matches!(unit, 0xD7 | 0xF7)
    };
    let is_apart = |pair: &[u16]| {
        let (before, behind) = (pair[0], pair[1]);
        is_letter(behind) && (is_letter(before) || matches!(before, 0x20 | 0x0A))
    };
    let rest = units.get(PIECE..).unwrap_or_default();
    let found = rest.windows(2).position(is_apart);
    found.map_or(units.len(), |at| PIECE + at + 1)
}

/// The text before the first lone surrogate, and where that is.
fn well_formed_prefix(units: &[u16]) -> (String, usize) {
    let view = StringView::Utf16(units);
    let mut at = 0;
    while at < units.len() {
        let point = view.code_point_at(at);
        if point.is_unpaired {
            break;
        }
        at += point.len;
    }
    (String::from_utf16_lossy(&units[..at]), at)
}
