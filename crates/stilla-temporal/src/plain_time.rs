//! Temporal.PlainTime <https://tc39.es/proposal-temporal/#sec-temporal-plaintime-objects>
//!
//! Uses: conversion, fields, options, record. Never: the other classes but duration.

use stilla_core::builtin::{Global, getter, method, tag};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Object, Value};
use temporal_rs::partial::PartialTime;
use temporal_rs::{Calendar, Duration, PlainDateTime, PlainTime, TemporalResult, ZonedDateTime};

use crate::conversion::{OrThrow, integer_or, require_text, sign, text, value_of};
use crate::duration::to_duration;
use crate::fields::{Need, TimeFields, Wanted, prepare, require_partial};
use crate::getters;
use crate::options::{Options, overflow, text_rounding};
use crate::record::{construct, create, record_of, this};

/// The PlainTime constructor and its prototype.
pub(crate) const PLAIN_TIME: Global = Global::constructor("PlainTime", 0, construct_time)
    .id(Intrinsic::TemporalPlainTime)
    .prototype_id(Intrinsic::TemporalPlainTimePrototype)
    .unexposed()
    .statics(&[method("from", 1, from), method("compare", 2, compare)])
    .prototype(&[
        tag("Temporal.PlainTime"),
        getter("hour", getters::hour::<PlainTime>),
        getter("minute", getters::minute::<PlainTime>),
        getter("second", getters::second::<PlainTime>),
        getter("millisecond", getters::millisecond::<PlainTime>),
        getter("microsecond", getters::microsecond::<PlainTime>),
        getter("nanosecond", getters::nanosecond::<PlainTime>),
        method("add", 1, add),
        method("subtract", 1, subtract),
        method("with", 1, with),
        method("until", 1, until),
        method("since", 1, since),
        method("round", 1, round),
        method("equals", 1, equals),
        method("toString", 0, to_string),
        method("toLocaleString", 0, to_locale_string),
        method("toJSON", 0, to_json),
        method("valueOf", 0, value_of),
    ]);

/// Hour, minute, second, millisecond, microsecond, nanosecond of the arguments from `first` on;
/// what is out of range stays so.
pub(crate) fn time_of_arguments(
    cx: &mut Cx,
    call: &Call<'_>,
    first: usize,
) -> JsResult<([u8; 3], [u16; 3])> {
    let mut parts = [0.0; 6];
    for (place, part) in parts.iter_mut().enumerate() {
        *part = integer_or(cx, call.arg(first + place), 0.0)?;
    }
    let short = |part: f64| {
        if (0.0..60.0).contains(&part) {
            part as u8
        } else {
            u8::MAX
        }
    };
    let long = |part: f64| {
        if (0.0..1000.0).contains(&part) {
            part as u16
        } else {
            u16::MAX
        }
    };
    Ok((
        [short(parts[0]), short(parts[1]), short(parts[2])],
        [long(parts[3]), long(parts[4]), long(parts[5])],
    ))
}

/// Temporal.PlainTime ( [ hour [ , minute [ , … ] ] ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaintime>
fn construct_time(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = call.require_new(cx)?;
    let ([hour, minute, second], [ms, us, ns]) = time_of_arguments(cx, call, 0)?;
    let time = PlainTime::try_new(hour, minute, second, ms, us, ns).or_throw(cx)?;
    construct(cx, target, time)
}

/// ToTemporalTime ( item [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal-totemporaltime>
pub(crate) fn to_time(cx: &mut Cx, item: Value, options: Value) -> JsResult<PlainTime> {
    let Some(object) = item.as_object() else {
        let text = require_text(cx, item)?;
        let time = PlainTime::from_utf8(text.as_bytes()).or_throw(cx)?;
        overflow(cx, options)?;
        return Ok(time);
    };
    let known = record_of::<PlainTime>(item)
        .or_else(|| record_of::<PlainDateTime>(item).map(|date| date.to_plain_time()))
        .or_else(|| record_of::<ZonedDateTime>(item).map(|zoned| zoned.to_plain_time()));
    if let Some(time) = known {
        overflow(cx, options)?;
        return Ok(time);
    }
    let fields = time_fields(cx, object)?;
    let overflow = overflow(cx, options)?;
    let partial = fields.regulate(cx, overflow)?;
    PlainTime::from_partial(partial, Some(overflow)).or_throw(cx)
}

/// ToTemporalTimeRecord ( temporalTimeLike [ , completeness ] ) <https://tc39.es/proposal-temporal/#sec-temporal-totemporaltimerecord>
fn time_fields(cx: &mut Cx, object: Object) -> JsResult<TimeFields> {
    Ok(prepare(cx, object, &Calendar::ISO, Wanted::TIME, Need::Any)?.time)
}

/// ToTimeRecordOrMidnight ( item ) <https://tc39.es/proposal-temporal/#sec-temporal-totimerecordormidnight>
pub(crate) fn to_time_or_midnight(cx: &mut Cx, item: Value) -> JsResult<PlainTime> {
    if item.is_undefined() {
        return Ok(PlainTime::default());
    }
    to_time(cx, item, Value::UNDEFINED)
}

/// Temporal.PlainTime.from ( item [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaintime.from>
fn from(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let time = to_time(cx, call.arg(0), call.arg(1))?;
    create(cx, time)
}

/// Temporal.PlainTime.compare ( one, two ) <https://tc39.es/proposal-temporal/#sec-temporal.plaintime.compare>
fn compare(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let one = to_time(cx, call.arg(0), Value::UNDEFINED)?;
    let two = to_time(cx, call.arg(1), Value::UNDEFINED)?;
    Ok(sign(one.cmp(&two)))
}

/// Temporal.PlainTime.prototype.add ( temporalDurationLike ) <https://tc39.es/proposal-temporal/#sec-temporal.plaintime.prototype.add>
fn add(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    shift(cx, call, PlainTime::add)
}

/// Temporal.PlainTime.prototype.subtract ( temporalDurationLike ) <https://tc39.es/proposal-temporal/#sec-temporal.plaintime.prototype.subtract>
fn subtract(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    shift(cx, call, PlainTime::subtract)
}

fn shift(
    cx: &mut Cx,
    call: &Call<'_>,
    by: fn(&PlainTime, &Duration) -> TemporalResult<PlainTime>,
) -> JsResult<Value> {
    let time = this::<PlainTime>(cx, call)?;
    let duration = to_duration(cx, call.arg(0))?;
    let shifted = by(&time, &duration).or_throw(cx)?;
    create(cx, shifted)
}

/// Temporal.PlainTime.prototype.with ( temporalTimeLike [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaintime.prototype.with>
fn with(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let time = this::<PlainTime>(cx, call)?;
    let object = require_partial(cx, call.arg(0))?;
    let fields = time_fields(cx, object)?;
    let overflow = overflow(cx, call.arg(1))?;
    let partial: PartialTime = fields.regulate(cx, overflow)?;
    let changed = time.with(partial, Some(overflow)).or_throw(cx)?;
    create(cx, changed)
}

/// Temporal.PlainTime.prototype.until ( other [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaintime.prototype.until>
fn until(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (time, other) = both(cx, call)?;
    let settings = Options::new(cx, call.arg(1))?.difference(cx)?;
    let duration = time.until(&other, settings).or_throw(cx)?;
    create(cx, duration)
}

/// Temporal.PlainTime.prototype.since ( other [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaintime.prototype.since>
fn since(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (time, other) = both(cx, call)?;
    let settings = Options::new(cx, call.arg(1))?.difference(cx)?;
    let duration = time.since(&other, settings).or_throw(cx)?;
    create(cx, duration)
}

fn both(cx: &mut Cx, call: &Call<'_>) -> JsResult<(PlainTime, PlainTime)> {
    let time = this::<PlainTime>(cx, call)?;
    let other = to_time(cx, call.arg(0), Value::UNDEFINED)?;
    Ok((time, other))
}

/// Temporal.PlainTime.prototype.round ( roundTo ) <https://tc39.es/proposal-temporal/#sec-temporal.plaintime.prototype.round>
fn round(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let time = this::<PlainTime>(cx, call)?;
    let rounding = Options::required(cx, call.arg(0), "smallestUnit")?.rounding(cx)?;
    let rounded = time.round(rounding).or_throw(cx)?;
    create(cx, rounded)
}

/// Temporal.PlainTime.prototype.equals ( other ) <https://tc39.es/proposal-temporal/#sec-temporal.plaintime.prototype.equals>
fn equals(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (time, other) = both(cx, call)?;
    Ok(Value::from(time == other))
}

/// Temporal.PlainTime.prototype.toString ( [ options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaintime.prototype.tostring>
fn to_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let time = this::<PlainTime>(cx, call)?;
    let options = Options::new(cx, call.arg(0))?;
    let digits = options.fractional_second_digits(cx)?;
    let rounding_mode = options.rounding_mode(cx)?;
    let smallest_unit = options.unit(cx, "smallestUnit")?;
    let rounding = text_rounding(cx, digits, rounding_mode, smallest_unit)?;
    let shown = time.to_ixdtf_string(rounding).or_throw(cx)?;
    Ok(text(cx, &shown))
}

/// Temporal.PlainTime.prototype.toJSON ( ) <https://tc39.es/proposal-temporal/#sec-temporal.plaintime.prototype.tojson>
fn to_json(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let time = this::<PlainTime>(cx, call)?;
    let shown = time.to_ixdtf_string(Default::default()).or_throw(cx)?;
    Ok(text(cx, &shown))
}

/// Temporal.PlainTime.prototype.toLocaleString ( [ locales [ , options ] ] )
/// <https://tc39.es/proposal-temporal/#sec-temporal.plaintime.prototype.tolocalestring>
fn to_locale_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    crate::locale::to_locale_string::<PlainTime>(cx, call, to_json)
}
