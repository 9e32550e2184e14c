//! The settings of differences between dates, and what some differences cost.
//!
//! Uses: calendar, conversion, getters, options. Never: the classes.

use stilla_core::{Cx, JsResult, Value};
use temporal_rs::options::{DifferenceSettings, Unit};
use temporal_rs::{Calendar, Duration};

use crate::calendar;
use crate::conversion::range;
use crate::getters::Yearly;
use crate::options::Options;

/// The settings of `until` and `since` for two dates, which must have the same calendar. `default` is
/// the largest unit where none is asked for.
pub(crate) fn settings<T: Yearly>(
    cx: &mut Cx,
    options: Value,
    one: &T,
    two: &T,
    default: Unit,
) -> JsResult<DifferenceSettings> {
    calendar::require_same(cx, one.calendar(), two.calendar())?;
    let settings = Options::new(cx, options)?.difference(cx)?;
    let years = f64::from(one.year()) - f64::from(two.year());
    let largest = larger(settings.largest_unit, settings.smallest_unit, default);
    charge(cx, one.calendar(), largest, years)?;
    Ok(settings)
}

/// The largest unit that is meant.
fn larger(largest: Option<Unit>, smallest: Option<Unit>, default: Unit) -> Unit {
    match largest {
        None | Some(Unit::Auto) => smallest.map_or(default, |smallest| smallest.max(default)),
        Some(largest) => largest,
    }
}

/// Charges for rounding a duration that begins at a date of `calendar`.
pub(crate) fn charge_rounding(
    cx: &mut Cx,
    calendar: &Calendar,
    duration: &Duration,
    largest: Option<Unit>,
    smallest: Option<Unit>,
) -> JsResult<()> {
    let own = if duration.years() != 0 {
        Unit::Year
    } else if duration.months() != 0 {
        Unit::Month
    } else {
        Unit::Day
    };
    let hours = duration.hours() as f64
        + duration.minutes() as f64 / 60.0
        + duration.seconds() as f64 / 3600.0
        + duration.milliseconds() as f64 / 3.6e6
        + duration.microseconds() as f64 / 3.6e9
        + duration.nanoseconds() as f64 / 3.6e12;
    let days = duration.weeks() as f64 * 7.0 + duration.days() as f64 + hours / 24.0;
    let years = duration.years() as f64 + duration.months() as f64 / 12.0 + days / 354.0;
    charge(cx, calendar, larger(largest, smallest, own), years)
}

/// In these calendars the months between two dates are counted one by one, in some of them each from the first date
/// on: a difference of ten thousand years takes half a second there, and is as far as they are known.
fn charge(cx: &mut Cx, calendar: &Calendar, largest: Unit, years: f64) -> JsResult<()> {
    const MOST: f64 = 10_000.0;
    /// Nanoseconds for a year, and what each square of years takes beyond.
    const QUICK: f64 = 350.0;
    const SLOW: f64 = 5.0;
    if largest != Unit::Month {
        return Ok(());
    }
    match calendar.identifier() {
        "chinese" | "dangi" => {
            // SPEC: no error is foreseen; the calendars themselves are approximations there.
            if years.abs() > MOST {
                return Err(range(cx, "the months between the dates are too many"));
            }
            cx.charge_time((years * years * SLOW) as u64)
        }
        "hebrew" | "islamic-civil" | "islamic-tbla" | "islamic-umalqura" => {
            cx.charge_time((years.abs() * QUICK) as u64)
        }
        _ => Ok(()),
    }
}
