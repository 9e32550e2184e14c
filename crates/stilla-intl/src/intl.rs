//! The Intl object: §8 <https://tc39.es/ecma402/#intl-object>
//!
//! Uses: data, negotiate, number_format::style, collation_names, calendars. Never: the services' methods.

use stilla_core::builtin::{Global, intrinsic, method, tag};
use stilla_core::error::range_error;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Msg, Value};

use crate::data::DataLocale;
use crate::number_format::style::UNITS;
use crate::{calendar, collation_names, negotiate, service};

/// Intl.
pub const INTL: Global = Global::namespace("Intl").id(Intrinsic::Intl).statics(&[
    tag("Intl"),
    intrinsic("Collator", Intrinsic::IntlCollator),
    intrinsic("DateTimeFormat", Intrinsic::IntlDateTimeFormat),
    intrinsic("DisplayNames", Intrinsic::IntlDisplayNames),
    intrinsic("DurationFormat", Intrinsic::IntlDurationFormat),
    intrinsic("ListFormat", Intrinsic::IntlListFormat),
    intrinsic("Locale", Intrinsic::IntlLocale),
    intrinsic("NumberFormat", Intrinsic::IntlNumberFormat),
    intrinsic("PluralRules", Intrinsic::IntlPluralRules),
    intrinsic("RelativeTimeFormat", Intrinsic::IntlRelativeTimeFormat),
    intrinsic("Segmenter", Intrinsic::IntlSegmenter),
    method("getCanonicalLocales", 1, get_canonical_locales),
    method("supportedValuesOf", 1, supported_values_of),
]);

/// §8.3.1 Intl.getCanonicalLocales ( locales ) <https://tc39.es/ecma402/#sec-intl.getcanonicallocales>
fn get_canonical_locales(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let list = negotiate::canonicalize_locale_list(cx, call.arg(0))?;
    service::text_array(cx, &list)
}

/// §8.3.2 Intl.supportedValuesOf ( key ) <https://tc39.es/ecma402/#sec-intl.supportedvaluesof>
fn supported_values_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let key = cx.to_string(call.arg(0))?;
    let data = DataLocale::supplemental();
    let words = |name: &str| {
        data.get(name)
            .unwrap_or_default()
            .split(' ')
            .collect::<Vec<_>>()
    };
    let mut list: Vec<&str> = match cx.to_rust_string(key).as_str() {
        "calendar" => calendar::NAMES.to_vec(),
        "collation" => collation_names::all(),
        "currency" => words("s.currencies"),
        "numberingSystem" => data
            .with_prefix("s.nu.")
            .iter()
            .map(|(name, _)| *name)
            .collect(),
        "timeZone" => words("s.zones"),
        "unit" => UNITS.to_vec(),
        _ => {
            let value = key.into();
            return Err(range_error(cx, Msg::InvalidValue { name: "key", value }));
        }
    };
    list.sort_unstable();
    list.dedup();
    service::text_array(cx, &list)
}
