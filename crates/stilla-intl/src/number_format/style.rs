//! Styles: decimal, percent, currency, unit, and their options.
//!
//! Uses: data, options. Never: render, range.

use stilla_core::error::type_error;
use stilla_core::{Cx, JsResult, Msg, Object};

use crate::options;

/// A style with what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Style {
    /// A plain number.
    Decimal,
    /// Hundredths.
    Percent,
    /// An amount of money.
    Currency {
        /// The code, in capitals.
        code: String,
        /// `currencyDisplay`.
        display: &'static str,
        /// `currencySign`.
        sign: &'static str,
    },
    /// A measurement.
    Unit {
        /// The identifier.
        unit: String,
        /// `unitDisplay`.
        display: &'static str,
    },
}

/// §6.5.? The units that every implementation knows <https://tc39.es/ecma402/#table-sanctioned-single-unit-identifiers>
pub const UNITS: [&str; 45] = [
    "acre",
    "bit",
    "byte",
    "celsius",
    "centimeter",
    "day",
    "degree",
    "fahrenheit",
    "fluid-ounce",
    "foot",
    "gallon",
    "gigabit",
    "gigabyte",
    "gram",
    "hectare",
    "hour",
    "inch",
    "kilobit",
    "kilobyte",
    "kilogram",
    "kilometer",
    "liter",
    "megabit",
    "megabyte",
    "meter",
    "microsecond",
    "mile",
    "mile-scandinavian",
    "milliliter",
    "millimeter",
    "millisecond",
    "minute",
    "month",
    "nanosecond",
    "ounce",
    "percent",
    "petabyte",
    "pound",
    "second",
    "stone",
    "terabit",
    "terabyte",
    "week",
    "yard",
    "year",
];

/// §6.6.1 IsWellFormedUnitIdentifier ( unitIdentifier ) <https://tc39.es/ecma402/#sec-iswellformedunitidentifier>
pub fn is_unit(unit: &str) -> bool {
    UNITS.contains(&unit)
        || unit
            .split_once("-per-")
            .is_some_and(|(of, per)| UNITS.contains(&of) && UNITS.contains(&per))
}

/// §6.3.1 IsWellFormedCurrencyCode ( currency ) <https://tc39.es/ecma402/#sec-iswellformedcurrencycode>
pub fn is_currency(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// §16.5.1 CurrencyDigits ( currency ), by ISO 4217 <https://tc39.es/ecma402/#sec-currencydigits>
pub fn currency_digits(code: &str) -> u32 {
    match code {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "UYI" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}

/// §16.1.4 SetNumberFormatUnitOptions ( intlObj, options ) <https://tc39.es/ecma402/#sec-setnumberformatunitoptions>
pub fn read(cx: &mut Cx, options: Option<Object>) -> JsResult<Style> {
    let styles = ["decimal", "percent", "currency", "unit"];
    let style = options::choice_or(cx, options, "style", &styles, "decimal")?;
    let currency = options::text(cx, options, "currency")?;
    let missing = |cx: &mut Cx, name: &str| {
        let text = format!("the style needs the option {name}");
        type_error(cx, Msg::Text { text })
    };
    match &currency {
        None if style == "currency" => return Err(missing(cx, "currency")),
        Some(code) if !is_currency(code) => {
            let value = cx.string(code).into();
            return Err(options::invalid(cx, "currency", value));
        }
        _ => {}
    }
    let displays = ["code", "symbol", "narrowSymbol", "name"];
    let currency_display = options::choice_or(cx, options, "currencyDisplay", &displays, "symbol")?;
    let signs = ["standard", "accounting"];
    let sign = options::choice_or(cx, options, "currencySign", &signs, "standard")?;
    let unit = options::text(cx, options, "unit")?;
    match &unit {
        None if style == "unit" => return Err(missing(cx, "unit")),
        Some(unit) if !is_unit(unit) => {
            let value = cx.string(unit).into();
            return Err(options::invalid(cx, "unit", value));
        }
        _ => {}
    }
    let widths = ["short", "narrow", "long"];
    let unit_display = options::choice_or(cx, options, "unitDisplay", &widths, "short")?;
    Ok(match (style, currency, unit) {
        ("currency", Some(code), _) => Style::Currency {
            code: code.to_ascii_uppercase(),
            display: currency_display,
            sign,
        },
        ("unit", _, Some(unit)) => Style::Unit {
            unit,
            display: unit_display,
        },
        ("percent", ..) => Style::Percent,
        _ => Style::Decimal,
    })
}

impl Style {
    /// The name of the style.
    pub fn name(&self) -> &'static str {
        match self {
            Style::Decimal => "decimal",
            Style::Percent => "percent",
            Style::Currency { .. } => "currency",
            Style::Unit { .. } => "unit",
        }
    }
}
