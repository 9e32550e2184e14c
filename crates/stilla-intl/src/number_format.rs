//! Intl.NumberFormat: §16 <https://tc39.es/ecma402/#numberformat-objects>
//!
//! A number is exact until it is rounded (`decimal`, `digits`); then `render` makes parts of it.
//!
//! Uses: number_format::*, digits, plural, negotiate, options, service, legacy. Never: the other services.

use std::sync::Arc;

use stilla_core::builtin::{Global, getter, method, tag};
use stilla_core::error::{range_error, type_error};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Msg, Object, Value};

use crate::data::DataLocale;
use crate::decimal::Numeric;
use crate::digits::{self, Defaults, Digits};
use crate::negotiate::{self, KeyRequest, supported_locales_of};
use crate::plural::{Kind, Rules};
use crate::service::{self, Answer, Tagged};
use crate::{legacy, options};

pub mod notation;
pub mod range;
pub mod render;
pub mod style;
pub mod symbols;
pub mod value;

use notation::Notation;
use style::Style;
use symbols::{Grouping, Symbols};

/// Intl.NumberFormat and its prototype.
pub const NUMBER_FORMAT: Global = Global::constructor("NumberFormat", 0, construct)
    .unexposed()
    .id(Intrinsic::IntlNumberFormat)
    .prototype_id(Intrinsic::IntlNumberFormatPrototype)
    .statics(&[method("supportedLocalesOf", 1, supported_locales_of)])
    .prototype(&[
        getter("format", format),
        method("formatRange", 2, format_range),
        method("formatRangeToParts", 2, format_range_to_parts),
        method("formatToParts", 1, format_to_parts),
        method("resolvedOptions", 0, resolved_options),
        tag("Intl.NumberFormat"),
    ]);

/// The state of a NumberFormat.
#[derive(Debug)]
pub struct NumberFormat {
    locale: String,
    data: DataLocale,
    numbering: String,
    symbols: Symbols,
    style: Style,
    digits: Digits,
    notation: Notation,
    grouping: Grouping,
    sign_display: &'static str,
    rules: Rules,
}

/// §16.1.1 Intl.NumberFormat ( [ locales [ , options ] ] ) <https://tc39.es/ecma402/#sec-intl.numberformat>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.new_target().unwrap_or(call.callee());
    let prototype =
        cx.get_prototype_from_constructor(new_target, Intrinsic::IntlNumberFormatPrototype)?;
    let state = NumberFormat::new(cx, call.arg(0), call.arg(1))?;
    let bytes = state.bytes();
    let object = service::create_sized(cx, prototype, Arc::new(state), bytes)?;
    legacy::chain(cx, call, object, Intrinsic::IntlNumberFormat)
}

/// The default numbering system, and whether a locale can have another: all can.
pub fn numbering_default(data: DataLocale, key: &str) -> String {
    match key {
        "nu" => data.get("n.default").unwrap_or("latn").to_owned(),
        _ => String::new(),
    }
}

/// Whether a locale can have a numbering system.
pub fn numbering_supported(_: DataLocale, key: &str, value: &str) -> bool {
    key == "nu" && symbols::digits_of(value).is_some()
}

impl NumberFormat {
    /// The state for locales and options. May run JavaScript.
    pub fn new(cx: &mut Cx, locales: Value, options: Value) -> JsResult<NumberFormat> {
        let requested = negotiate::canonicalize_locale_list(cx, locales)?;
        let options = options::coerce_options(cx, options)?;
        negotiate::locale_matcher(cx, options)?;
        let numbering = options::unicode_type(cx, options, "numberingSystem")?;
        let keys = [KeyRequest {
            key: "nu",
            option: numbering,
        }];
        let mut resolved =
            negotiate::resolve_locale(&requested, &keys, numbering_default, numbering_supported);
        let style = style::read(cx, options)?;
        let notation = notation::read_notation(cx, options)?;
        let defaults = digit_defaults(&style, notation);
        let digits = digits::read(cx, options, defaults)?;
        let notation = notation::read_display(cx, options, notation)?;
        let grouping = read_grouping(cx, options, notation)?;
        let signs = ["auto", "never", "always", "exceptZero", "negative"];
        let sign_display = options::choice_or(cx, options, "signDisplay", &signs, "auto")?;
        let numbering = resolved.values.pop().unwrap_or_default();
        Ok(NumberFormat {
            locale: resolved.locale,
            data: resolved.data,
            symbols: Symbols::new(resolved.data, &numbering),
            numbering,
            style,
            digits,
            notation,
            grouping,
            sign_display,
            rules: Rules::new(resolved.data, Kind::Cardinal),
        })
    }

    /// A plain formatter for other services.
    pub fn plain(data: DataLocale, numbering: &str, style: Style, digits: Digits) -> NumberFormat {
        NumberFormat {
            locale: data.name().to_owned(),
            data,
            symbols: Symbols::new(data, numbering),
            numbering: numbering.to_owned(),
            style,
            digits,
            notation: Notation::Standard,
            grouping: Grouping::Auto,
            sign_display: "auto",
            rules: Rules::new(data, Kind::Cardinal),
        }
    }

    /// The same without groups of digits.
    #[must_use]
    pub fn ungrouped(mut self) -> NumberFormat {
        self.grouping = Grouping::Never;
        self
    }

    /// The same with another way of showing signs.
    #[must_use]
    pub fn with_sign_display(mut self, sign_display: &'static str) -> NumberFormat {
        self.sign_display = sign_display;
        self
    }

    /// About how many bytes the formatter takes beyond the usual.
    pub fn bytes(&self) -> usize {
        self.rules.bytes()
    }

    /// The plural category of a number as this formatter shows it.
    pub fn plural(&self, x: &Numeric) -> &'static str {
        match x {
            Numeric::Finite(decimal) => {
                let (shown, power) = self.shown(decimal);
                self.rules.select(&shown, power.max(0) as u32)
            }
            _ => "other",
        }
    }

    /// The symbols.
    pub fn symbols(&self) -> &Symbols {
        &self.symbols
    }
}

fn digit_defaults(style: &Style, notation: Notation) -> Defaults {
    let is_compact = notation.is_compact();
    match style {
        Style::Currency { code, .. } if notation == Notation::Standard => {
            let digits = style::currency_digits(code);
            Defaults {
                minimum: digits,
                maximum: digits,
                is_compact,
            }
        }
        Style::Percent => Defaults {
            minimum: 0,
            maximum: 0,
            is_compact,
        },
        _ => Defaults {
            minimum: 0,
            maximum: 3,
            is_compact,
        },
    }
}

/// The option `useGrouping`, a boolean or a text.
fn read_grouping(cx: &mut Cx, options: Option<Object>, notation: Notation) -> JsResult<Grouping> {
    let default = if notation.is_compact() {
        Grouping::Min2
    } else {
        Grouping::Auto
    };
    let value = options::raw(cx, options, "useGrouping")?;
    if value.is_undefined() {
        return Ok(default);
    }
    if value == Value::TRUE {
        return Ok(Grouping::Always);
    }
    if !value.to_boolean() {
        return Ok(Grouping::Never);
    }
    let string = cx.to_string(value)?;
    match cx.to_rust_string(string).as_str() {
        "true" | "false" => Ok(default),
        "min2" => Ok(Grouping::Min2),
        "auto" => Ok(Grouping::Auto),
        "always" => Ok(Grouping::Always),
        _ => Err(options::invalid(cx, "useGrouping", string.into())),
    }
}

fn this_format(cx: &mut Cx, call: &Call<'_>) -> JsResult<(Object, Arc<NumberFormat>)> {
    service::require::<NumberFormat>(cx, call.this(), "Intl.NumberFormat")
}

/// §16.3.3 get Intl.NumberFormat.prototype.format <https://tc39.es/ecma402/#sec-intl.numberformat.prototype.format>
fn format(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let receiver = legacy::unwrap(cx, call.this(), Intrinsic::IntlNumberFormat)?;
    let (object, _) = service::require::<NumberFormat>(cx, receiver, "Intl.NumberFormat")?;
    Ok(service::bound(cx, object, 1, format_number))
}

/// §16.5.2 Number Format Functions <https://tc39.es/ecma402/#sec-number-format-functions>
fn format_number(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (_, state) = service::require::<NumberFormat>(cx, call.data(), "Intl.NumberFormat")?;
    let x = value::to_numeric(cx, call.arg(0))?;
    service::string(cx, &state.text(&x))
}

/// §16.3.6 Intl.NumberFormat.prototype.formatToParts ( value )
/// <https://tc39.es/ecma402/#sec-intl.numberformat.prototype.formattoparts>
fn format_to_parts(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (_, state) = this_format(cx, call)?;
    let x = value::to_numeric(cx, call.arg(0))?;
    service::plain_parts(cx, &state.parts(&x))
}

/// The parts of the range that the arguments are the ends of.
fn range_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Vec<range::RangePart>> {
    let (_, state) = this_format(cx, call)?;
    for (name, value) in [("start", call.arg(0)), ("end", call.arg(1))] {
        if value.is_undefined() {
            return Err(type_error(cx, Msg::InvalidValue { name, value }));
        }
    }
    let start = value::to_numeric(cx, call.arg(0))?;
    let end = value::to_numeric(cx, call.arg(1))?;
    if start == Numeric::NaN || end == Numeric::NaN {
        return Err(range_error(
            cx,
            Msg::InvalidValue {
                name: "a range",
                value: Value::NAN,
            },
        ));
    }
    Ok(state.range_parts(&start, &end))
}

/// §16.3.4 Intl.NumberFormat.prototype.formatRange ( start, end )
/// <https://tc39.es/ecma402/#sec-intl.numberformat.prototype.formatrange>
fn format_range(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let text: String = range_of(cx, call)?
        .into_iter()
        .map(|part| part.part.text)
        .collect();
    service::string(cx, &text)
}

/// §16.3.5 Intl.NumberFormat.prototype.formatRangeToParts ( start, end )
/// <https://tc39.es/ecma402/#sec-intl.numberformat.prototype.formatrangetoparts>
fn format_range_to_parts(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let parts = range_of(cx, call)?;
    let tagged = parts.iter().map(|part| Tagged {
        part: &part.part,
        tag: Some(("source", part.source)),
    });
    service::parts_array(cx, tagged)
}

/// §16.3.2 Intl.NumberFormat.prototype.resolvedOptions ( )
/// <https://tc39.es/ecma402/#sec-intl.numberformat.prototype.resolvedoptions>
fn resolved_options(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let receiver = legacy::unwrap(cx, call.this(), Intrinsic::IntlNumberFormat)?;
    let (_, state) = service::require::<NumberFormat>(cx, receiver, "Intl.NumberFormat")?;
    let mut answer = Answer::new(cx);
    answer.text("locale", &state.locale)?;
    answer.text("numberingSystem", &state.numbering)?;
    answer.text("style", state.style.name())?;
    match &state.style {
        Style::Currency {
            code,
            display,
            sign,
        } => {
            answer.text("currency", code)?;
            answer.text("currencyDisplay", display)?;
            answer.text("currencySign", sign)?;
        }
        Style::Unit { unit, display } => {
            answer.text("unit", unit)?;
            answer.text("unitDisplay", display)?;
        }
        _ => {}
    }
    state.digits.answer(&mut answer)?;
    match state.grouping {
        Grouping::Never => answer.value("useGrouping", Value::FALSE)?,
        Grouping::Auto => answer.text("useGrouping", "auto")?,
        Grouping::Always => answer.text("useGrouping", "always")?,
        Grouping::Min2 => answer.text("useGrouping", "min2")?,
    }
    answer.text("notation", state.notation.name())?;
    answer.text_if("compactDisplay", state.notation.display())?;
    answer.text("signDisplay", state.sign_display)?;
    state.digits.answer_rounding(&mut answer)?;
    Ok(answer.finish())
}
