//! The units of durations and their options: §13.1.? GetDurationUnitOptions
//! <https://tc39.es/ecma402/#sec-getdurationunitoptions>
//!
//! Uses: options. Never: record.

use stilla_core::error::range_error;
use stilla_core::{Cx, JsResult, Msg, Object};

use crate::options::{choice, choice_or};

/// The places of units that rules speak about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Hours.
    Hours = 4,
    /// Minutes.
    Minutes = 5,
    /// Seconds.
    Seconds = 6,
    /// Milliseconds: what follows can be fractions of seconds.
    Milliseconds = 7,
}

/// A unit: its option, the option of its display, and its name alone.
pub struct UnitName {
    /// "years"
    pub name: &'static str,
    /// "yearsDisplay"
    pub display: &'static str,
    /// "year"
    pub singular: &'static str,
}

const fn unit(name: &'static str, display: &'static str, singular: &'static str) -> UnitName {
    UnitName {
        name,
        display,
        singular,
    }
}

/// All units, the largest first.
pub const UNITS: [UnitName; 10] = [
    unit("years", "yearsDisplay", "year"),
    unit("months", "monthsDisplay", "month"),
    unit("weeks", "weeksDisplay", "week"),
    unit("days", "daysDisplay", "day"),
    unit("hours", "hoursDisplay", "hour"),
    unit("minutes", "minutesDisplay", "minute"),
    unit("seconds", "secondsDisplay", "second"),
    unit("milliseconds", "millisecondsDisplay", "millisecond"),
    unit("microseconds", "microsecondsDisplay", "microsecond"),
    unit("nanoseconds", "nanosecondsDisplay", "nanosecond"),
];

/// How a unit is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitStyle {
    /// "3 hours"
    Long,
    /// "3 hr"
    Short,
    /// "3h"
    Narrow,
    /// "3"
    Numeric,
    /// "03"
    TwoDigit,
    /// As a fraction of the unit before.
    Fractional,
}

impl UnitStyle {
    /// The name, as options and `resolvedOptions` have it.
    pub fn name(self) -> &'static str {
        match self {
            UnitStyle::Numeric | UnitStyle::Fractional => "numeric",
            UnitStyle::TwoDigit => "2-digit",
            style => style.width().unwrap_or("short"),
        }
    }

    /// The width of the unit's name, if there is one.
    pub fn width(self) -> Option<&'static str> {
        match self {
            UnitStyle::Long => Some("long"),
            UnitStyle::Short => Some("short"),
            UnitStyle::Narrow => Some("narrow"),
            _ => None,
        }
    }

    fn from_name(name: &str) -> UnitStyle {
        match name {
            "long" => UnitStyle::Long,
            "narrow" => UnitStyle::Narrow,
            "numeric" => UnitStyle::Numeric,
            "2-digit" => UnitStyle::TwoDigit,
            _ => UnitStyle::Short,
        }
    }

    fn is_number(self) -> bool {
        matches!(self, UnitStyle::Numeric | UnitStyle::TwoDigit)
    }
}

/// Whether a unit of 0 is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Display {
    /// If it isn't 0.
    Auto,
    /// In any case.
    Always,
}

impl Display {
    /// The name of the option's value.
    pub fn name(self) -> &'static str {
        if self == Display::Always {
            "always"
        } else {
            "auto"
        }
    }
}

const WIDTHS: [&str; 3] = ["long", "short", "narrow"];
const CLOCK: [&str; 5] = ["long", "short", "narrow", "numeric", "2-digit"];
const FRACTIONS: [&str; 4] = ["long", "short", "narrow", "numeric"];

/// Reads the options of all units.
pub fn read(
    cx: &mut Cx,
    options: Option<Object>,
    base: &'static str,
) -> JsResult<[(UnitStyle, Display); 10]> {
    let mut units = [(UnitStyle::Short, Display::Auto); 10];
    let mut previous = None;
    for (place, slot) in units.iter_mut().enumerate() {
        *slot = read_unit(cx, options, base, place, previous)?;
        if place >= Unit::Hours as usize {
            previous = Some(slot.0);
        }
    }
    Ok(units)
}

fn read_unit(
    cx: &mut Cx,
    options: Option<Object>,
    base: &'static str,
    place: usize,
    previous: Option<UnitStyle>,
) -> JsResult<(UnitStyle, Display)> {
    let unit = &UNITS[place];
    let is_clock = (Unit::Hours as usize..=Unit::Seconds as usize).contains(&place);
    let is_fraction = place >= Unit::Milliseconds as usize;
    let allowed: &[&'static str] = match (is_clock, is_fraction) {
        (true, _) => &CLOCK,
        (_, true) => &FRACTIONS,
        _ => &WIDTHS,
    };
    let follows_number =
        previous.is_some_and(|style| style.is_number() || style == UnitStyle::Fractional);
    let mut default = Display::Always;
    let mut style = match choice(cx, options, unit.name, allowed)? {
        Some(name) => UnitStyle::from_name(name),
        None if base == "digital" => {
            if !is_clock {
                default = Display::Auto;
            }
            if is_clock || is_fraction {
                UnitStyle::Numeric
            } else {
                UnitStyle::Short
            }
        }
        None if follows_number => {
            if place != Unit::Minutes as usize && place != Unit::Seconds as usize {
                default = Display::Auto;
            }
            UnitStyle::Numeric
        }
        None => {
            default = Display::Auto;
            UnitStyle::from_name(base)
        }
    };
    if style == UnitStyle::Numeric && is_fraction {
        style = UnitStyle::Fractional;
        default = Display::Auto;
    }
    let display = match choice_or(
        cx,
        options,
        unit.display,
        &["auto", "always"],
        default.name(),
    )? {
        "always" => Display::Always,
        _ => Display::Auto,
    };
    let is_wrong = (display == Display::Always && style == UnitStyle::Fractional)
        || (previous == Some(UnitStyle::Fractional) && style != UnitStyle::Fractional)
        || (previous.is_some_and(UnitStyle::is_number)
            && !(style.is_number() || style == UnitStyle::Fractional));
    if is_wrong {
        let value = cx.string(style.name()).into();
        return Err(range_error(
            cx,
            Msg::InvalidOption {
                option: unit.name,
                value,
            },
        ));
    }
    let follows_clock = previous.is_some_and(UnitStyle::is_number);
    if follows_clock && (place == Unit::Minutes as usize || place == Unit::Seconds as usize) {
        style = UnitStyle::TwoDigit;
    }
    Ok((style, display))
}
