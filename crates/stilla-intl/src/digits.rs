//! How many digits: the options that NumberFormat, PluralRules and DurationFormat share, and the
//! rounding that follows from them: §16.1.3 <https://tc39.es/ecma402/#sec-setnfdigitoptions>
//!
//! Uses: decimal, options. Never: the services.

use stilla_core::error::{range_error, type_error};
use stilla_core::{Cx, JsResult, Msg, Object};

use crate::decimal::{Decimal, RoundingMode};
use crate::options;
use crate::service::Answer;

/// What decides about the number of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Minimum and maximum of digits after the point.
    Fraction,
    /// Minimum and maximum of significant digits.
    Significant,
    /// Whichever shows more.
    MorePrecision,
    /// Whichever shows less.
    LessPrecision,
}

/// The options.
#[derive(Clone, Debug)]
pub struct Digits {
    /// Least number of digits before the point.
    pub minimum_integer: u32,
    /// Minimum and maximum after the point, where they count.
    pub fraction: Option<(u32, u32)>,
    /// Minimum and maximum of significant digits, where they count.
    pub significant: Option<(u32, u32)>,
    /// What decides.
    pub rounding: Rounding,
    /// The multiple to round to, in units of the last digit.
    pub increment: u32,
    /// The rounding mode.
    pub mode: RoundingMode,
    /// Its name.
    pub mode_name: &'static str,
    /// `roundingPriority` as it is told.
    pub priority: &'static str,
    /// Whether zeros after the point go if there is nothing else.
    pub strip_if_integer: bool,
}

/// What the defaults of the digits depend on.
#[derive(Clone, Copy, Debug)]
pub struct Defaults {
    /// Least number of digits after the point.
    pub minimum: u32,
    /// Greatest number of digits after the point.
    pub maximum: u32,
    /// Whether the notation is compact.
    pub is_compact: bool,
}

const INCREMENTS: [u32; 15] = [
    1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000,
];

/// A number rounded, and how many digits after the point it shows.
#[derive(Clone, Debug)]
pub struct Rounded {
    /// The number.
    pub decimal: Decimal,
    /// Digits after the point, zeros included.
    pub fraction: i32,
}

/// §16.1.3 SetNumberFormatDigitOptions ( intlObj, options, mnfdDefault, mxfdDefault, notation )
/// <https://tc39.es/ecma402/#sec-setnfdigitoptions>
pub fn read(cx: &mut Cx, options: Option<Object>, defaults: Defaults) -> JsResult<Digits> {
    let minimum_integer =
        options::number(cx, options, "minimumIntegerDigits", 1..=21)?.unwrap_or(1);
    let mnfd = options::raw(cx, options, "minimumFractionDigits")?;
    let mxfd = options::raw(cx, options, "maximumFractionDigits")?;
    let mnsd = options::raw(cx, options, "minimumSignificantDigits")?;
    let mxsd = options::raw(cx, options, "maximumSignificantDigits")?;
    let increment = options::number(cx, options, "roundingIncrement", 1..=5000)?.unwrap_or(1);
    if !INCREMENTS.contains(&increment) {
        return Err(range_error(
            cx,
            Msg::OutOfRange {
                name: "roundingIncrement",
            },
        ));
    }
    let modes = RoundingMode::NAMES;
    let mode_name = options::choice_or(cx, options, "roundingMode", &modes, "halfExpand")?;
    let priorities = ["auto", "morePrecision", "lessPrecision"];
    let priority = options::choice_or(cx, options, "roundingPriority", &priorities, "auto")?;
    let zeros = ["auto", "stripIfInteger"];
    let zeros = options::choice_or(cx, options, "trailingZeroDisplay", &zeros, "auto")?;
    let mut defaults = defaults;
    if increment != 1 {
        defaults.maximum = defaults.minimum;
    }
    let has_sd = !mnsd.is_undefined() || !mxsd.is_undefined();
    let has_fd = !mnfd.is_undefined() || !mxfd.is_undefined();
    let need_sd = priority != "auto" || has_sd;
    let need_fd = priority != "auto" || !(has_sd || (!has_fd && defaults.is_compact));
    let mut significant = None;
    if need_sd {
        significant = Some((1, 21));
        if has_sd {
            let low = options::default_number(cx, mnsd, "minimumSignificantDigits", 1..=21)?;
            let low = low.unwrap_or(1);
            let high = options::default_number(cx, mxsd, "maximumSignificantDigits", low..=21)?;
            significant = Some((low, high.unwrap_or(21)));
        }
    }
    let mut fraction = None;
    if need_fd {
        fraction = Some((defaults.minimum, defaults.maximum));
        if has_fd {
            fraction = Some(fraction_range(cx, mnfd, mxfd, defaults)?);
        }
    }
    let mut digits = Digits {
        minimum_integer,
        fraction,
        significant,
        rounding: Rounding::Fraction,
        increment,
        mode: RoundingMode::from_name(mode_name),
        mode_name,
        priority,
        strip_if_integer: zeros == "stripIfInteger",
    };
    digits.settle();
    if increment != 1 {
        if digits.rounding != Rounding::Fraction {
            let text = "roundingIncrement can't stand with significant digits".to_owned();
            return Err(type_error(cx, Msg::Text { text }));
        }
        if digits.fraction.is_some_and(|(low, high)| low != high) {
            return Err(range_error(
                cx,
                Msg::OutOfRange {
                    name: "roundingIncrement",
                },
            ));
        }
    }
    Ok(digits)
}

fn fraction_range(
    cx: &mut Cx,
    mnfd: stilla_core::Value,
    mxfd: stilla_core::Value,
    defaults: Defaults,
) -> JsResult<(u32, u32)> {
    let low = options::default_number(cx, mnfd, "minimumFractionDigits", 0..=100)?;
    let high = options::default_number(cx, mxfd, "maximumFractionDigits", 0..=100)?;
    match (low, high) {
        (None, Some(high)) => Ok((defaults.minimum.min(high), high)),
        (Some(low), None) => Ok((low, defaults.maximum.max(low))),
        (Some(low), Some(high)) if low > high => Err(range_error(
            cx,
            Msg::OutOfRange {
                name: "minimumFractionDigits",
            },
        )),
        (Some(low), Some(high)) => Ok((low, high)),
        (None, None) => Ok((defaults.minimum, defaults.maximum)),
    }
}

impl Digits {
    /// Digits after the point only, rounded toward zero or as told.
    pub fn fraction(low: u32, high: u32, mode: RoundingMode) -> Digits {
        Digits {
            minimum_integer: 1,
            fraction: Some((low, high)),
            significant: None,
            rounding: Rounding::Fraction,
            increment: 1,
            mode,
            mode_name: "halfExpand",
            priority: "auto",
            strip_if_integer: false,
        }
    }

    /// Decides what decides.
    fn settle(&mut self) {
        match (self.fraction, self.significant) {
            (Some(_), Some(_)) => {
                let more = self.priority == "morePrecision";
                self.rounding = if more {
                    Rounding::MorePrecision
                } else {
                    Rounding::LessPrecision
                };
            }
            (Some(_), None) => self.rounding = Rounding::Fraction,
            (None, Some(_)) => self.rounding = Rounding::Significant,
            // Compact notation without options: two significant digits, or all before the point.
            (None, None) => {
                self.fraction = Some((0, 0));
                self.significant = Some((1, 2));
                self.rounding = Rounding::MorePrecision;
                self.priority = "morePrecision";
            }
        }
    }

    fn by_fraction(&self, x: &Decimal, (low, high): (u32, u32)) -> Rounded {
        let decimal = x.rounded(-(high as i32), self.increment, self.mode);
        let fraction = decimal.fraction_digits().clamp(low as i32, high as i32);
        Rounded { decimal, fraction }
    }

    fn by_significant(&self, x: &Decimal, (low, high): (u32, u32)) -> Rounded {
        let power = x.magnitude() - (high as i32 - 1);
        let decimal = x.rounded(power, 1, self.mode);
        let least = low as i32 - 1 - decimal.magnitude();
        let fraction = decimal.fraction_digits().max(least).max(0);
        Rounded { decimal, fraction }
    }

    /// The number as it is to be shown: §16.5.3 FormatNumericToString
    /// <https://tc39.es/ecma402/#sec-formatnumberstring>
    pub fn round(&self, x: &Decimal) -> Rounded {
        let mut result = match (self.rounding, self.fraction, self.significant) {
            (Rounding::Significant, _, Some(range)) => self.by_significant(x, range),
            (Rounding::Fraction, Some(range), _) => self.by_fraction(x, range),
            (rounding, Some(fraction), Some(significant)) => {
                let by_significant = self.by_significant(x, significant);
                let by_fraction = self.by_fraction(x, fraction);
                let significant_power = x.magnitude() - (significant.1 as i32 - 1);
                let significant_is_finer = significant_power <= -(fraction.1 as i32);
                match (rounding, significant_is_finer) {
                    (Rounding::MorePrecision, true) | (Rounding::LessPrecision, false) => {
                        by_significant
                    }
                    _ => by_fraction,
                }
            }
            _ => self.by_fraction(x, (0, 3)),
        };
        if self.strip_if_integer && result.decimal.fraction_digits() == 0 {
            result.fraction = 0;
        }
        result
    }

    /// The properties of `resolvedOptions` about digits.
    pub fn answer(&self, answer: &mut Answer<'_>) -> JsResult<()> {
        answer.number_if("minimumIntegerDigits", Some(self.minimum_integer))?;
        answer.number_if("minimumFractionDigits", self.fraction.map(|(low, _)| low))?;
        answer.number_if("maximumFractionDigits", self.fraction.map(|(_, high)| high))?;
        answer.number_if(
            "minimumSignificantDigits",
            self.significant.map(|(low, _)| low),
        )?;
        answer.number_if(
            "maximumSignificantDigits",
            self.significant.map(|(_, high)| high),
        )
    }

    /// The last properties of `resolvedOptions`.
    pub fn answer_rounding(&self, answer: &mut Answer<'_>) -> JsResult<()> {
        answer.number_if("roundingIncrement", Some(self.increment))?;
        answer.text("roundingMode", self.mode_name)?;
        answer.text("roundingPriority", self.priority)?;
        let zeros = if self.strip_if_integer {
            "stripIfInteger"
        } else {
            "auto"
        };
        answer.text("trailingZeroDisplay", zeros)
    }
}
