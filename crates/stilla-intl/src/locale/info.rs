//! What Intl.Locale tells about a locale's region and language: calendars, weeks, hours, zones.
//!
//! Uses: data, tag, negotiate, service, calendars of collator. Never: the other services.

use icu_locale::{Locale, LocaleDirectionality};
use stilla_core::{Call, Cx, GcVec, JsResult, Value};

use super::this_locale;
use crate::collation_names;
use crate::data::{DataLocale, SEPARATOR};
use crate::{negotiate, service, tag};

/// The region in a subdivision of the `u` extension: `gbeng` and `gbzzzz` are of GB.
fn subdivision_region(locale: &Locale, key: &str) -> Option<String> {
    let value = tag::keyword(locale, key)?;
    let cut = if value.starts_with(|c: char| c.is_ascii_digit()) {
        3
    } else {
        2
    };
    let (region, rest) = value.split_at_checked(cut)?;
    let is_region = region.bytes().all(|b| b.is_ascii_alphanumeric());
    (is_region && (1..=4).contains(&rest.len())).then(|| region.to_ascii_uppercase())
}

/// RegionPreference ( locale ): the regions to look under, the preferred one first
/// <https://tc39.es/ecma402/#sec-regionpreference>
pub fn preferred_regions(locale: &Locale) -> Vec<String> {
    let region = locale.id.region.map(|region| region.to_string());
    let region = region
        .or_else(|| subdivision_region(locale, "sd"))
        .unwrap_or_else(|| tag::region_of(locale));
    subdivision_region(locale, "rg")
        .into_iter()
        .chain([region, "001".to_owned()])
        .collect()
}

/// What the data says under the first of the regions that has something.
fn by_region(locale: &Locale, prefix: &str) -> Option<&'static str> {
    let data = DataLocale::supplemental();
    preferred_regions(locale)
        .iter()
        .find_map(|region| data.get(&format!("{prefix}{region}")))
}

/// §14.5.1 CalendarsOfLocale ( loc ) <https://tc39.es/ecma402/#sec-calendars-of-locale>
pub(super) fn calendars(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let locale = &this_locale(cx, call)?.0.locale;
    if let Some(calendar) = tag::keyword(locale, "ca") {
        return service::text_array(cx, &[calendar]);
    }
    let list: Vec<&str> = by_region(locale, "s.cal.")
        .unwrap_or("gregory")
        .split(' ')
        .collect();
    service::text_array(cx, &list)
}

/// §14.5.2 CollationsOfLocale ( loc ) <https://tc39.es/ecma402/#sec-collations-of-locale>
pub(super) fn collations(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let locale = &this_locale(cx, call)?.0.locale;
    if let Some(collation) = tag::keyword(locale, "co") {
        return service::text_array(cx, &[collation]);
    }
    let mut list = collation_names::of_language(locale.id.language.as_str());
    list.sort_unstable();
    service::text_array(cx, &list)
}

/// The hour cycles of a locale, the preferred one first.
pub fn hour_cycles_of(locale: &Locale) -> Vec<&'static str> {
    let data = DataLocale::supplemental();
    let language = locale.id.language.as_str();
    let found = preferred_regions(locale).iter().find_map(|region| {
        data.get(&format!("s.hc.{language}-{region}"))
            .or_else(|| data.get(&format!("s.hc.{region}")))
    });
    let text = found.unwrap_or("H\u{1f}H");
    let (preferred, allowed) = text.split_once(SEPARATOR).unwrap_or((text, text));
    let mut list = Vec::new();
    for letter in std::iter::once(preferred).chain(allowed.split(' ')) {
        let cycle = match letter.chars().next() {
            Some('h') => "h12",
            Some('H') => "h23",
            Some('K') => "h11",
            Some('k') => "h24",
            _ => continue,
        };
        if !list.contains(&cycle) {
            list.push(cycle);
        }
    }
    list
}

/// §14.5.3 HourCyclesOfLocale ( loc ) <https://tc39.es/ecma402/#sec-hour-cycles-of-locale>
pub(super) fn hour_cycles(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let locale = &this_locale(cx, call)?.0.locale;
    if let Some(cycle) = tag::keyword(locale, "hc") {
        return service::text_array(cx, &[cycle]);
    }
    service::text_array(cx, &hour_cycles_of(locale))
}

/// §14.5.4 NumberingSystemsOfLocale ( loc ) <https://tc39.es/ecma402/#sec-numbering-systems-of-locale>
pub(super) fn numbering_systems(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let locale = &this_locale(cx, call)?.0.locale;
    if let Some(system) = tag::keyword(locale, "nu") {
        return service::text_array(cx, &[system]);
    }
    let data = negotiate::data_locale(locale).unwrap_or(DataLocale::root());
    service::text_array(cx, &[data.get("n.default").unwrap_or("latn")])
}

/// §14.5.5 TextDirectionOfLocale ( loc ) <https://tc39.es/ecma402/#sec-text-direction-of-locale>
pub(super) fn text_info(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let locale = &this_locale(cx, call)?.0.locale;
    let is_right_to_left = LocaleDirectionality::new_extended().is_right_to_left(&locale.id);
    let mut answer = service::Answer::new(cx);
    answer.text("direction", if is_right_to_left { "rtl" } else { "ltr" })?;
    Ok(answer.finish())
}

/// §14.5.7 TimeZonesOfLocale ( loc ) <https://tc39.es/ecma402/#sec-time-zones-of-locale>
pub(super) fn time_zones(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let locale = &this_locale(cx, call)?.0.locale;
    let Some(region) = locale.id.region else {
        return Ok(Value::UNDEFINED);
    };
    let zones = DataLocale::supplemental().get(&format!("s.tz.{region}"));
    let mut list: Vec<&str> = zones.unwrap_or_default().split_terminator(' ').collect();
    list.sort_unstable();
    service::text_array(cx, &list)
}

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The number of a day of the week: Monday is 1.
fn day_number(day: &str) -> Option<u32> {
    DAYS.iter()
        .position(|name| *name == day)
        .map(|place| place as u32 + 1)
}

/// A field of the week data: the preferred region's, or the world's.
fn week_field(locale: &Locale, place: usize) -> u32 {
    let data = DataLocale::supplemental();
    let field = |region: &String| {
        let text = data.get(&format!("s.week.{region}"))?;
        day_number(text.split(SEPARATOR).nth(place)?)
    };
    // NOTE: a region without a field of its own has that of the world.
    let regions = preferred_regions(locale);
    let known = regions
        .iter()
        .position(|region| data.get(&format!("s.week.{region}")).is_some());
    let first = regions.get(known.unwrap_or(0)).and_then(field);
    first.or_else(|| field(&"001".to_owned())).unwrap_or(1)
}

/// §14.5.8 WeekInfoOfLocale ( loc ) <https://tc39.es/ecma402/#sec-week-info-of-locale>
pub(super) fn week_info(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let locale = &this_locale(cx, call)?.0.locale;
    let asked = tag::keyword(locale, "fw").and_then(|day| day_number(&day));
    let first = asked.unwrap_or_else(|| week_field(locale, 0));
    let (start, end) = (week_field(locale, 1), week_field(locale, 2));
    let weekend = GcVec::new(cx);
    let is_weekend = |day: u32| match start <= end {
        true => (start..=end).contains(&day),
        false => day >= start || day <= end,
    };
    for day in (1..=7).filter(|day| is_weekend(*day)) {
        weekend.try_push(cx, Value::from(day))?;
    }
    let weekend = cx.array_from_list(weekend);
    let mut answer = service::Answer::new(cx);
    answer.value("firstDay", Value::from(first))?;
    answer.value("weekend", weekend.into())?;
    Ok(answer.finish())
}
