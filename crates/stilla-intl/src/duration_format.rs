//! Intl.DurationFormat: §13 <https://tc39.es/ecma402/#durationformat-objects>
//!
//! Uses: duration_format::*, number_format, list_format, negotiate, options, service. Never: the other services.

use std::sync::Arc;

use stilla_core::builtin::{Global, method, tag};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Value};

use crate::data::DataLocale;
use crate::decimal::{Decimal, Numeric, RoundingMode};
use crate::digits::Digits;
use crate::list_format;
use crate::negotiate::{self, KeyRequest, supported_locales_of};
use crate::number_format::style::Style;
use crate::number_format::{NumberFormat, numbering_default, numbering_supported};
use crate::options;
use crate::service::{self, Answer, Part, Tagged};

mod record;
mod units;

use record::Duration;
use units::{Display, UNITS, Unit, UnitStyle};

/// Intl.DurationFormat and its prototype.
pub const DURATION_FORMAT: Global = Global::constructor("DurationFormat", 0, construct)
    .unexposed()
    .id(Intrinsic::IntlDurationFormat)
    .prototype_id(Intrinsic::IntlDurationFormatPrototype)
    .statics(&[method("supportedLocalesOf", 1, supported_locales_of)])
    .prototype(&[
        method("format", 1, format),
        method("formatToParts", 1, format_to_parts),
        method("resolvedOptions", 0, resolved_options),
        tag("Intl.DurationFormat"),
    ]);

/// The state of a DurationFormat.
struct DurationFormat {
    locale: String,
    data: DataLocale,
    numbering: String,
    style: &'static str,
    units: [(UnitStyle, Display); 10],
    fractional_digits: Option<u32>,
}

/// §13.1.1 Intl.DurationFormat ( [ locales [ , options ] ] ) <https://tc39.es/ecma402/#sec-Intl.DurationFormat>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.require_new(cx)?;
    let prototype =
        cx.get_prototype_from_constructor(new_target, Intrinsic::IntlDurationFormatPrototype)?;
    let state = DurationFormat::new(cx, call.arg(0), call.arg(1))?;
    Ok(service::create_with(cx, prototype, Arc::new(state))?.into())
}

/// A part, and the unit that it belongs to.
#[derive(Clone)]
struct UnitPart {
    part: Part,
    unit: Option<&'static str>,
}

impl DurationFormat {
    fn new(cx: &mut Cx, locales: Value, options: Value) -> JsResult<DurationFormat> {
        let requested = negotiate::canonicalize_locale_list(cx, locales)?;
        let options = options::options_object(cx, options)?;
        negotiate::locale_matcher(cx, options)?;
        let numbering = options::unicode_type(cx, options, "numberingSystem")?;
        let keys = [KeyRequest {
            key: "nu",
            option: numbering,
        }];
        let mut resolved =
            negotiate::resolve_locale(&requested, &keys, numbering_default, numbering_supported);
        let styles = ["long", "short", "narrow", "digital"];
        let style = options::choice_or(cx, options, "style", &styles, "short")?;
        let units = units::read(cx, options, style)?;
        let fractional_digits = options::number(cx, options, "fractionalDigits", 0..=9)?;
        Ok(DurationFormat {
            locale: resolved.locale,
            data: resolved.data,
            numbering: resolved.values.pop().unwrap_or_default(),
            style,
            units,
            fractional_digits,
        })
    }

    /// The value of a unit; if the next one is a fraction, with all that follow.
    fn value_of(&self, duration: &Duration, place: usize) -> (Decimal, bool) {
        let next_is_fraction = self
            .units
            .get(place + 1)
            .is_some_and(|(style, _)| *style == UnitStyle::Fractional);
        if !(6..=8).contains(&place) || !next_is_fraction {
            return (duration.decimal(place), false);
        }
        (duration.decimal_with_rest(place), true)
    }

    /// Whether minutes of 0 stand between hours and seconds.
    fn needs_minutes(&self, duration: &Duration) -> bool {
        let (_, display) = self.units[Unit::Seconds as usize];
        display == Display::Always || (6..10).any(|place| duration.fields[place] != 0.0)
    }

    fn number_format(&self, place: usize, has_fraction: bool, shows_sign: bool) -> NumberFormat {
        let (style, _) = self.units[place];
        let mut digits = match has_fraction {
            true => {
                let low = self.fractional_digits.unwrap_or(0);
                let high = self.fractional_digits.unwrap_or(9);
                Digits::fraction(low, high, RoundingMode::Trunc)
            }
            false => Digits::fraction(0, 3, RoundingMode::HalfExpand),
        };
        if style == UnitStyle::TwoDigit {
            digits.minimum_integer = 2;
        }
        let shape = match style.width() {
            Some(display) => Style::Unit {
                unit: UNITS[place].singular.to_owned(),
                display,
            },
            None => Style::Decimal,
        };
        let format = NumberFormat::plain(self.data, &self.numbering, shape, digits);
        let format = if style.width().is_none() {
            format.ungrouped()
        } else {
            format
        };
        if shows_sign {
            format
        } else {
            format.with_sign_display("never")
        }
    }

    /// §13.5.? PartitionDurationFormatPattern ( durationFormat, duration )
    /// <https://tc39.es/ecma402/#sec-partitiondurationformatpattern>
    fn parts(&self, duration: &Duration) -> Vec<UnitPart> {
        let mut groups: Vec<Vec<UnitPart>> = Vec::new();
        let mut needs_separator = false;
        let mut shows_sign = true;
        for (place, name) in UNITS.iter().enumerate() {
            let (style, display) = self.units[place];
            let (mut value, has_fraction) = self.value_of(duration, place);
            let is_required =
                place == Unit::Minutes as usize && needs_separator && self.needs_minutes(duration);
            if !value.is_zero() || display == Display::Always || is_required {
                let with_sign = shows_sign;
                if shows_sign {
                    shows_sign = false;
                    if value.is_zero() && duration.is_negative() {
                        value = Decimal::zero(true);
                    }
                }
                let format = self.number_format(place, has_fraction, with_sign);
                let unit = Some(name.singular);
                let number = format.parts(&Numeric::Finite(value)).into_iter();
                let number = number.map(|part| UnitPart { part, unit });
                match groups.last_mut().filter(|_| needs_separator) {
                    Some(group) => {
                        let separator = Part::literal(format.symbols().time_separator);
                        group.push(UnitPart {
                            part: separator,
                            unit: None,
                        });
                        group.extend(number);
                    }
                    None => {
                        needs_separator = style.width().is_none();
                        groups.push(number.collect());
                    }
                }
            }
            if has_fraction {
                break;
            }
        }
        self.list(&groups)
    }

    /// §13.5.? ListFormatParts ( durationFormat, partitionedPartsList ) <https://tc39.es/ecma402/#sec-listformatparts>
    fn list(&self, groups: &[Vec<UnitPart>]) -> Vec<UnitPart> {
        let style = if self.style == "digital" {
            "short"
        } else {
            self.style
        };
        let text =
            |group: &Vec<UnitPart>| group.iter().map(|part| part.part.text.as_str()).collect();
        let strings: Vec<String> = groups.iter().map(text).collect();
        let mut groups = groups.iter();
        let mut parts = Vec::new();
        for part in list_format::list_parts(self.data, "unit", style, &strings) {
            match part.kind {
                "element" => parts.extend(groups.next().into_iter().flatten().cloned()),
                _ => parts.push(UnitPart { part, unit: None }),
            }
        }
        parts
    }

    fn text(&self, duration: &Duration) -> String {
        self.parts(duration)
            .into_iter()
            .map(|part| part.part.text)
            .collect()
    }
}

fn this_format(cx: &mut Cx, call: &Call<'_>) -> JsResult<Arc<DurationFormat>> {
    Ok(service::require::<DurationFormat>(cx, call.this(), "Intl.DurationFormat")?.1)
}

/// The text of a duration, given as a string, for locales and options.
pub fn to_locale_string(
    cx: &mut Cx,
    duration: Value,
    locales: Value,
    options: Value,
) -> JsResult<Value> {
    let format = DurationFormat::new(cx, locales, options)?;
    let duration = Duration::of(cx, duration)?;
    service::string(cx, &format.text(&duration))
}

/// §13.3.3 Intl.DurationFormat.prototype.format ( duration )
/// <https://tc39.es/ecma402/#sec-Intl.DurationFormat.prototype.format>
fn format(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let state = this_format(cx, call)?;
    let duration = Duration::of(cx, call.arg(0))?;
    service::string(cx, &state.text(&duration))
}

/// §13.3.4 Intl.DurationFormat.prototype.formatToParts ( duration )
/// <https://tc39.es/ecma402/#sec-Intl.DurationFormat.prototype.formatToParts>
fn format_to_parts(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let state = this_format(cx, call)?;
    let duration = Duration::of(cx, call.arg(0))?;
    let parts = state.parts(&duration);
    let tagged = parts.iter().map(|part| Tagged {
        part: &part.part,
        tag: part.unit.map(|unit| ("unit", unit)),
    });
    service::parts_array(cx, tagged)
}

/// §13.3.2 Intl.DurationFormat.prototype.resolvedOptions ( )
/// <https://tc39.es/ecma402/#sec-Intl.DurationFormat.prototype.resolvedOptions>
fn resolved_options(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let state = this_format(cx, call)?;
    let mut answer = Answer::new(cx);
    answer.text("locale", &state.locale)?;
    answer.text("numberingSystem", &state.numbering)?;
    answer.text("style", state.style)?;
    for (unit, (style, display)) in UNITS.iter().zip(&state.units) {
        answer.text(unit.name, style.name())?;
        answer.text(unit.display, display.name())?;
    }
    answer.number_if("fractionalDigits", state.fractional_digits)?;
    Ok(answer.finish())
}
