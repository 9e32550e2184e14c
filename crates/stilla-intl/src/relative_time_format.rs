//! Intl.RelativeTimeFormat: §18 <https://tc39.es/ecma402/#relativetimeformat-objects>
//!
//! Uses: data, number_format, negotiate, options, service. Never: the other services.

use std::sync::Arc;

use stilla_core::builtin::{Global, method, tag};
use stilla_core::error::range_error;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Msg, Value};

use crate::data::{DataLocale, plural_form};
use crate::decimal::{Numeric, RoundingMode};
use crate::digits::Digits;
use crate::negotiate::{self, KeyRequest, supported_locales_of};
use crate::number_format::style::Style;
use crate::number_format::{NumberFormat, numbering_default, numbering_supported};
use crate::options;
use crate::service::{self, Part, Tagged};

/// Intl.RelativeTimeFormat and its prototype.
pub const RELATIVE_TIME_FORMAT: Global = Global::constructor("RelativeTimeFormat", 0, construct)
    .unexposed()
    .id(Intrinsic::IntlRelativeTimeFormat)
    .prototype_id(Intrinsic::IntlRelativeTimeFormatPrototype)
    .statics(&[method("supportedLocalesOf", 1, supported_locales_of)])
    .prototype(&[
        method("format", 2, format),
        method("formatToParts", 2, format_to_parts),
        method("resolvedOptions", 0, resolved_options),
        tag("Intl.RelativeTimeFormat"),
    ]);

/// The state of a RelativeTimeFormat.
struct RelativeTimeFormat {
    locale: String,
    data: DataLocale,
    numbering: String,
    style: &'static str,
    numeric: &'static str,
    numbers: NumberFormat,
}

/// §18.1.1 Intl.RelativeTimeFormat ( [ locales [ , options ] ] ) <https://tc39.es/ecma402/#sec-Intl.RelativeTimeFormat>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.require_new(cx)?;
    let prototype =
        cx.get_prototype_from_constructor(new_target, Intrinsic::IntlRelativeTimeFormatPrototype)?;
    let requested = negotiate::canonicalize_locale_list(cx, call.arg(0))?;
    let options = options::coerce_options(cx, call.arg(1))?;
    negotiate::locale_matcher(cx, options)?;
    let numbering = options::unicode_type(cx, options, "numberingSystem")?;
    let keys = [KeyRequest {
        key: "nu",
        option: numbering,
    }];
    let mut resolved =
        negotiate::resolve_locale(&requested, &keys, numbering_default, numbering_supported);
    let style = options::choice_or(cx, options, "style", &["long", "short", "narrow"], "long")?;
    let numeric = options::choice_or(cx, options, "numeric", &["always", "auto"], "always")?;
    let numbering = resolved.values.pop().unwrap_or_default();
    let digits = Digits::fraction(0, 3, RoundingMode::HalfExpand);
    let numbers = NumberFormat::plain(resolved.data, &numbering, Style::Decimal, digits);
    let (locale, data) = (resolved.locale, resolved.data);
    let state = RelativeTimeFormat {
        locale,
        data,
        numbering,
        style,
        numeric,
        numbers,
    };
    let bytes = state.numbers.bytes();
    Ok(service::create_sized(cx, prototype, Arc::new(state), bytes)?.into())
}

const UNITS: [&str; 8] = [
    "second", "minute", "hour", "day", "week", "month", "quarter", "year",
];

/// §18.5.1 SingularRelativeTimeUnit ( unit ) <https://tc39.es/ecma402/#sec-singularrelativetimeunit>
fn singular(unit: &str) -> Option<&'static str> {
    let singular = unit.strip_suffix('s').unwrap_or(unit);
    UNITS.iter().find(|name| **name == singular).copied()
}

/// A part, and whether it belongs to the number.
struct RelativePart {
    part: Part,
    is_number: bool,
}

impl RelativeTimeFormat {
    /// §18.5.2 PartitionRelativeTimePattern ( relativeTimeFormat, value, unit )
    /// <https://tc39.es/ecma402/#sec-PartitionRelativeTimePattern>
    fn parts(&self, value: f64, unit: &str) -> Vec<RelativePart> {
        let width = &self.style[..1];
        let literal = |text: &str| RelativePart {
            part: Part::literal(text),
            is_number: false,
        };
        if self.numeric == "auto" {
            let name = if value == 0.0 && value.is_sign_negative() {
                0.0
            } else {
                value
            };
            if let Some(text) = self
                .data
                .part(&format!("r.{width}.{unit}.n"), &name.to_string())
            {
                return vec![literal(text)];
            }
        }
        let is_past = value < 0.0 || (value == 0.0 && value.is_sign_negative());
        let direction = if is_past { "p" } else { "f" };
        let number = Numeric::from_f64(value.abs());
        let forms = self.data.get(&format!("r.{width}.{unit}.{direction}"));
        let pattern = plural_form(forms.unwrap_or("other={0}"), self.numbers.plural(&number));
        let (before, behind) = pattern.split_once("{0}").unwrap_or((pattern, ""));
        let mut parts = Vec::new();
        if !before.is_empty() {
            parts.push(literal(before));
        }
        if pattern.contains("{0}") {
            let number = self.numbers.parts(&number).into_iter();
            parts.extend(number.map(|part| RelativePart {
                part,
                is_number: true,
            }));
        }
        if !behind.is_empty() {
            parts.push(literal(behind));
        }
        parts
    }
}

/// The parts for the arguments of a call, and the unit.
fn parts_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<(Vec<RelativePart>, &'static str)> {
    let receiver = call.this();
    let (_, state) =
        service::require::<RelativeTimeFormat>(cx, receiver, "Intl.RelativeTimeFormat")?;
    let value = cx.to_number(call.arg(0))?;
    let unit = cx.to_string(call.arg(1))?;
    let text = cx.to_rust_string(unit);
    let Some(singular) = singular(&text) else {
        return Err(range_error(
            cx,
            Msg::InvalidValue {
                name: "unit",
                value: unit.into(),
            },
        ));
    };
    if !value.is_finite() {
        let value = Value::from(value);
        return Err(range_error(
            cx,
            Msg::InvalidValue {
                name: "a relative time",
                value,
            },
        ));
    }
    Ok((state.parts(value, singular), singular))
}

/// §18.3.3 Intl.RelativeTimeFormat.prototype.format ( value, unit )
/// <https://tc39.es/ecma402/#sec-Intl.RelativeTimeFormat.prototype.format>
fn format(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (parts, _) = parts_of(cx, call)?;
    let text: String = parts.into_iter().map(|part| part.part.text).collect();
    service::string(cx, &text)
}

/// §18.3.4 Intl.RelativeTimeFormat.prototype.formatToParts ( value, unit )
/// <https://tc39.es/ecma402/#sec-Intl.RelativeTimeFormat.prototype.formatToParts>
fn format_to_parts(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (parts, unit) = parts_of(cx, call)?;
    let tagged = parts.iter().map(|part| Tagged {
        part: &part.part,
        tag: part.is_number.then_some(("unit", unit)),
    });
    service::parts_array(cx, tagged)
}

/// §18.3.2 Intl.RelativeTimeFormat.prototype.resolvedOptions ( )
/// <https://tc39.es/ecma402/#sec-intl.relativetimeformat.prototype.resolvedoptions>
fn resolved_options(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let receiver = call.this();
    let (_, state) =
        service::require::<RelativeTimeFormat>(cx, receiver, "Intl.RelativeTimeFormat")?;
    let mut answer = service::Answer::new(cx);
    answer.text("locale", &state.locale)?;
    answer.text("style", state.style)?;
    answer.text("numeric", state.numeric)?;
    answer.text("numberingSystem", &state.numbering)?;
    Ok(answer.finish())
}
