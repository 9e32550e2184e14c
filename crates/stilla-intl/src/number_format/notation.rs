//! Notations: standard, scientific, engineering and compact, and the power of ten each takes out.
//!
//! Uses: data, decimal, digits, options. Never: render, range.

use stilla_core::{Cx, JsResult, Object};

use crate::data::DataLocale;
use crate::decimal::Decimal;
use crate::digits::{Digits, Rounded};
use crate::options;

/// How compact numbers name their power of ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Display {
    /// "5K"
    Short,
    /// "5 thousand"
    Long,
}

/// A notation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// All digits.
    Standard,
    /// One digit before the point and an exponent.
    Scientific,
    /// An exponent that is a multiple of three.
    Engineering,
    /// A power of ten in words.
    Compact(Display),
}

impl Notation {
    /// The name, as the option has it.
    pub fn name(self) -> &'static str {
        match self {
            Notation::Standard => "standard",
            Notation::Scientific => "scientific",
            Notation::Engineering => "engineering",
            Notation::Compact(_) => "compact",
        }
    }

    /// Whether it is compact.
    pub fn is_compact(self) -> bool {
        matches!(self, Notation::Compact(_))
    }

    /// The value of `compactDisplay`.
    pub fn display(self) -> Option<&'static str> {
        match self {
            Notation::Compact(Display::Short) => Some("short"),
            Notation::Compact(Display::Long) => Some("long"),
            _ => None,
        }
    }
}

/// The option `notation`; a compact one is short until `compactDisplay` is read.
pub fn read_notation(cx: &mut Cx, options: Option<Object>) -> JsResult<Notation> {
    let names = ["standard", "scientific", "engineering", "compact"];
    let name = options::choice_or(cx, options, "notation", &names, "standard")?;
    Ok(match name {
        "scientific" => Notation::Scientific,
        "engineering" => Notation::Engineering,
        "compact" => Notation::Compact(Display::Short),
        _ => Notation::Standard,
    })
}

/// The option `compactDisplay`, which is read in any case.
pub fn read_display(
    cx: &mut Cx,
    options: Option<Object>,
    notation: Notation,
) -> JsResult<Notation> {
    let display = options::choice_or(cx, options, "compactDisplay", &["short", "long"], "short")?;
    Ok(match notation {
        Notation::Compact(_) if display == "long" => Notation::Compact(Display::Long),
        notation => notation,
    })
}

/// The largest power of ten that a language has a word for.
const LARGEST: i32 = 19;

/// The patterns of compact numbers of a power of ten, and that of the largest number that has some.
pub fn compact_patterns(
    data: DataLocale,
    system: &str,
    display: Display,
    power: i32,
) -> Option<(i32, &'static str)> {
    let kind = match display {
        Display::Short => "s",
        Display::Long => "l",
    };
    (3..=power.min(LARGEST)).rev().find_map(|power| {
        let text = data.get(&format!("n.{system}.c.{kind}.{power}"))?;
        Some((power, text))
    })
}

/// The pattern for positive numbers, of a text that may have another one for negative numbers.
pub fn positive(pattern: &str) -> &str {
    pattern.split(';').next().unwrap_or_default()
}

/// The exponent that numbers of a magnitude have: §16.5.15 ComputeExponentForMagnitude
/// <https://tc39.es/ecma402/#sec-computeexponentformagnitude>
fn exponent_of(data: DataLocale, system: &str, notation: Notation, magnitude: i32) -> i32 {
    match notation {
        Notation::Standard => 0,
        Notation::Scientific => magnitude,
        Notation::Engineering => magnitude.div_euclid(3) * 3,
        Notation::Compact(display) => {
            let found = compact_patterns(data, system, display, magnitude);
            let Some((power, patterns)) = found else {
                return 0;
            };
            let pattern = positive(crate::data::plural_form(patterns, "other"));
            let zeros = pattern.matches('0').count() as i32;
            if zeros == 0 || pattern == "0" {
                0
            } else {
                power - zeros + 1
            }
        }
    }
}

/// The number as it is shown, and the exponent taken out of it: §16.5.14 ComputeExponent
/// <https://tc39.es/ecma402/#sec-computeexponent>
pub fn shown(
    data: DataLocale,
    system: &str,
    notation: Notation,
    digits: &Digits,
    x: &Decimal,
) -> (Rounded, i32) {
    if x.is_zero() || notation == Notation::Standard {
        return (digits.round(x), 0);
    }
    let magnitude = x.magnitude();
    let exponent = exponent_of(data, system, notation, magnitude);
    let rounded = digits.round(&x.clone().scaled(-exponent));
    if rounded.decimal.is_zero() || rounded.decimal.magnitude() == magnitude - exponent {
        return (rounded, exponent);
    }
    let exponent = exponent_of(data, system, notation, magnitude + 1);
    (digits.round(&x.clone().scaled(-exponent)), exponent)
}
