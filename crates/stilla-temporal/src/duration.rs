//! Temporal.Duration <https://tc39.es/proposal-temporal/#sec-temporal-duration-objects>
//!
//! Uses: conversion, options, record, relative_to, zone. Never: the other classes.

use stilla_core::builtin::{Global, getter, method, tag};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Value};
use temporal_rs::options::{RoundingMode, RoundingOptions, Unit};
use temporal_rs::{Duration, Sign, TemporalResult};

use crate::conversion::{
    OrThrow, mistyped, range, require_text, sign as ordering_sign, text, to_integer_if_integral,
    value_of,
};
use crate::difference::charge_rounding;
use crate::options::{Options, text_rounding};
use crate::record::{construct, create, record_of, this};
use crate::relative_to::{calendar_of, relative_to};
use crate::zone;

/// The Duration constructor and its prototype.
pub(crate) const DURATION: Global = Global::constructor("Duration", 0, construct_duration)
    .id(Intrinsic::TemporalDuration)
    .prototype_id(Intrinsic::TemporalDurationPrototype)
    .unexposed()
    .statics(&[method("from", 1, from), method("compare", 2, compare)])
    .prototype(&[
        tag("Temporal.Duration"),
        getter("years", |cx, call| part(cx, call, Duration::years)),
        getter("months", |cx, call| part(cx, call, Duration::months)),
        getter("weeks", |cx, call| part(cx, call, Duration::weeks)),
        getter("days", |cx, call| part(cx, call, Duration::days)),
        getter("hours", |cx, call| part(cx, call, Duration::hours)),
        getter("minutes", |cx, call| part(cx, call, Duration::minutes)),
        getter("seconds", |cx, call| part(cx, call, Duration::seconds)),
        getter("milliseconds", |cx, call| {
            part(cx, call, Duration::milliseconds)
        }),
        getter("microseconds", |cx, call| {
            long_part(cx, call, Duration::microseconds)
        }),
        getter("nanoseconds", |cx, call| {
            long_part(cx, call, Duration::nanoseconds)
        }),
        getter("sign", sign),
        getter("blank", blank),
        method("with", 1, with),
        method("negated", 0, negated),
        method("abs", 0, abs),
        method("add", 1, add),
        method("subtract", 1, subtract),
        method("round", 1, round),
        method("total", 1, total),
        method("toString", 0, to_string),
        method("toJSON", 0, to_json),
        method("toLocaleString", 0, to_locale_string),
        method("valueOf", 0, value_of),
    ]);

/// Years, months, weeks, days, hours, minutes, seconds, milliseconds, microseconds, nanoseconds.
type Parts = [f64; 10];

/// The names of the parts in alphabetical order, with their places.
const NAMES: [(&str, usize); 10] = [
    ("days", 3),
    ("hours", 4),
    ("microseconds", 8),
    ("milliseconds", 7),
    ("minutes", 5),
    ("months", 1),
    ("nanoseconds", 9),
    ("seconds", 6),
    ("weeks", 2),
    ("years", 0),
];

/// CreateTemporalDuration <https://tc39.es/proposal-temporal/#sec-temporal-createtemporalduration>:
/// the record, or a RangeError.
fn of_parts(cx: &mut Cx, parts: &Parts) -> JsResult<Duration> {
    let int = |place: usize| parts[place] as i64;
    let long = |place: usize| parts[place] as i128;
    Duration::new(
        int(0),
        int(1),
        int(2),
        int(3),
        int(4),
        int(5),
        int(6),
        int(7),
        long(8),
        long(9),
    )
    .or_throw(cx)
}

fn parts_of(duration: &Duration) -> Parts {
    [
        duration.years() as f64,
        duration.months() as f64,
        duration.weeks() as f64,
        duration.days() as f64,
        duration.hours() as f64,
        duration.minutes() as f64,
        duration.seconds() as f64,
        duration.milliseconds() as f64,
        duration.microseconds() as f64,
        duration.nanoseconds() as f64,
    ]
}

/// ToTemporalPartialDurationRecord ( temporalDurationLike ) <https://tc39.es/proposal-temporal/#sec-temporal-totemporalpartialdurationrecord>:
/// sets the parts that the object has.
fn read_parts(cx: &mut Cx, value: Value, parts: &mut Parts) -> JsResult<()> {
    let Some(object) = value.as_object() else {
        return Err(mistyped(cx, "a duration must be an object or a string"));
    };
    let mut found_any = false;
    for (name, place) in NAMES {
        let value = cx.get(object, name)?;
        if !value.is_undefined() {
            parts[place] = to_integer_if_integral(cx, value)?;
            found_any = true;
        }
    }
    if !found_any {
        return Err(mistyped(cx, "the object has no part of a duration"));
    }
    Ok(())
}

/// ToTemporalDuration ( item ) <https://tc39.es/proposal-temporal/#sec-temporal-totemporalduration>
pub(crate) fn to_duration(cx: &mut Cx, item: Value) -> JsResult<Duration> {
    if let Some(duration) = record_of::<Duration>(item) {
        return Ok(duration);
    }
    if item.as_object().is_none() {
        let text = require_text(cx, item)?;
        return Duration::from_utf8(text.as_bytes()).or_throw(cx);
    }
    let mut parts = Parts::default();
    read_parts(cx, item, &mut parts)?;
    of_parts(cx, &parts)
}

/// Temporal.Duration ( [ years [ , months [ , … ] ] ] ) <https://tc39.es/proposal-temporal/#sec-temporal.duration>
fn construct_duration(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = call.require_new(cx)?;
    let mut parts = Parts::default();
    for (place, part) in parts.iter_mut().enumerate() {
        let value = call.arg(place);
        if !value.is_undefined() {
            *part = to_integer_if_integral(cx, value)?;
        }
    }
    let duration = of_parts(cx, &parts)?;
    construct(cx, target, duration)
}

/// Temporal.Duration.from ( item ) <https://tc39.es/proposal-temporal/#sec-temporal.duration.from>
fn from(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let duration = to_duration(cx, call.arg(0))?;
    create(cx, duration)
}

/// Temporal.Duration.compare ( one, two [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.duration.compare>
fn compare(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let one = to_duration(cx, call.arg(0))?;
    let two = to_duration(cx, call.arg(1))?;
    let options = Options::new(cx, call.arg(2))?;
    let relative_to = relative_to(cx, options)?;
    let ordering = one
        .compare_with_provider(&two, relative_to, &zone::rules())
        .or_throw(cx)?;
    Ok(ordering_sign(ordering))
}

/// The getters of the parts.
fn part(cx: &mut Cx, call: &Call<'_>, get: fn(&Duration) -> i64) -> JsResult<Value> {
    let duration = this::<Duration>(cx, call)?;
    Ok(Value::from(get(&duration) as f64))
}

fn long_part(cx: &mut Cx, call: &Call<'_>, get: fn(&Duration) -> i128) -> JsResult<Value> {
    let duration = this::<Duration>(cx, call)?;
    Ok(Value::from(get(&duration) as f64))
}

/// get Temporal.Duration.prototype.sign <https://tc39.es/proposal-temporal/#sec-get-temporal.duration.prototype.sign>
fn sign(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let duration = this::<Duration>(cx, call)?;
    Ok(Value::from(match duration.sign() {
        Sign::Positive => 1,
        Sign::Zero => 0,
        Sign::Negative => -1,
    }))
}

/// get Temporal.Duration.prototype.blank <https://tc39.es/proposal-temporal/#sec-get-temporal.duration.prototype.blank>
fn blank(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(Value::from(this::<Duration>(cx, call)?.is_zero()))
}

/// Temporal.Duration.prototype.with ( temporalDurationLike ) <https://tc39.es/proposal-temporal/#sec-temporal.duration.prototype.with>
fn with(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let mut parts = parts_of(&this::<Duration>(cx, call)?);
    read_parts(cx, call.arg(0), &mut parts)?;
    let duration = of_parts(cx, &parts)?;
    create(cx, duration)
}

/// Temporal.Duration.prototype.negated ( ) <https://tc39.es/proposal-temporal/#sec-temporal.duration.prototype.negated>
fn negated(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let duration = this::<Duration>(cx, call)?;
    create(cx, duration.negated())
}

/// Temporal.Duration.prototype.abs ( ) <https://tc39.es/proposal-temporal/#sec-temporal.duration.prototype.abs>
fn abs(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let duration = this::<Duration>(cx, call)?;
    create(cx, duration.abs())
}

/// Temporal.Duration.prototype.add ( other ) <https://tc39.es/proposal-temporal/#sec-temporal.duration.prototype.add>
fn add(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    combine(cx, call, Duration::add)
}

/// Temporal.Duration.prototype.subtract ( other ) <https://tc39.es/proposal-temporal/#sec-temporal.duration.prototype.subtract>
fn subtract(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    combine(cx, call, Duration::subtract)
}

fn combine(
    cx: &mut Cx,
    call: &Call<'_>,
    by: fn(&Duration, &Duration) -> TemporalResult<Duration>,
) -> JsResult<Value> {
    let duration = this::<Duration>(cx, call)?;
    let other = to_duration(cx, call.arg(0))?;
    let combined = by(&duration, &other).or_throw(cx)?;
    create(cx, combined)
}

/// Temporal.Duration.prototype.round ( roundTo ) <https://tc39.es/proposal-temporal/#sec-temporal.duration.prototype.round>
fn round(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let duration = this::<Duration>(cx, call)?;
    let options = Options::required(cx, call.arg(0), "smallestUnit")?;
    let mut rounding = RoundingOptions::default();
    rounding.largest_unit = options.unit(cx, "largestUnit")?;
    let relative_to = relative_to(cx, options)?;
    rounding.increment = options.rounding_increment(cx)?;
    let rounding_mode = options.rounding_mode(cx)?;
    rounding.rounding_mode = Some(rounding_mode.unwrap_or(RoundingMode::HalfExpand));
    rounding.smallest_unit = options.unit(cx, "smallestUnit")?;
    if let Some(relative_to) = &relative_to {
        let calendar = calendar_of(relative_to);
        let (largest, smallest) = (rounding.largest_unit, rounding.smallest_unit);
        charge_rounding(cx, calendar, &duration, largest, smallest)?;
    }
    let rounded = duration
        .round_with_provider(rounding, relative_to, &zone::rules())
        .or_throw(cx)?;
    create(cx, rounded)
}

/// Temporal.Duration.prototype.total ( totalOf ) <https://tc39.es/proposal-temporal/#sec-temporal.duration.prototype.total>
fn total(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let duration = this::<Duration>(cx, call)?;
    let options = Options::required(cx, call.arg(0), "unit")?;
    let relative_to = relative_to(cx, options)?;
    let unit = match options.unit(cx, "unit")? {
        Some(unit) if unit != Unit::Auto => unit,
        _ => return Err(range(cx, "unit must be a unit of dates or times")),
    };
    if let Some(relative_to) = &relative_to {
        let calendar = calendar_of(relative_to);
        charge_rounding(cx, calendar, &duration, Some(unit), None)?;
    }
    let total = duration
        .total_with_provider(unit, relative_to, &zone::rules())
        .or_throw(cx)?;
    Ok(Value::from(total.as_inner() + 0.0))
}

/// Temporal.Duration.prototype.toString ( [ options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.duration.prototype.tostring>
fn to_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let duration = this::<Duration>(cx, call)?;
    let options = Options::new(cx, call.arg(0))?;
    let digits = options.fractional_second_digits(cx)?;
    let rounding_mode = options.rounding_mode(cx)?;
    let smallest_unit = options.unit(cx, "smallestUnit")?;
    let rounding = text_rounding(cx, digits, rounding_mode, smallest_unit)?;
    let shown = duration.as_temporal_string(rounding).or_throw(cx)?;
    Ok(text(cx, &shown))
}

/// Temporal.Duration.prototype.toJSON ( ) <https://tc39.es/proposal-temporal/#sec-temporal.duration.prototype.tojson>
fn to_json(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let duration = this::<Duration>(cx, call)?;
    let shown = duration
        .as_temporal_string(Default::default())
        .or_throw(cx)?;
    Ok(text(cx, &shown))
}

/// Temporal.Duration.prototype.toLocaleString ( [ locales [ , options ] ] )
/// <https://tc39.es/proposal-temporal/#sec-temporal.duration.prototype.tolocalestring>
fn to_locale_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    crate::locale::to_locale_string::<Duration>(cx, call, to_json)
}
