//! Temporal.Instant <https://tc39.es/proposal-temporal/#sec-temporal-instant-objects>
//!
//! Uses: conversion, options, record, zone. Never: the plain classes.

use stilla_core::builtin::{Global, getter, method, tag};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Value, bigint};
use temporal_rs::{Duration, Instant, TemporalResult, ZonedDateTime};

use crate::conversion::{OrThrow, range, sign, text, to_nanoseconds, to_primitive_text, value_of};
use crate::duration::to_duration;
use crate::options::{Options, text_rounding};
use crate::record::{construct, create, record_of, this};
use crate::zone;

/// The Instant constructor and its prototype.
pub(crate) const INSTANT: Global = Global::constructor("Instant", 1, construct_instant)
    .id(Intrinsic::TemporalInstant)
    .prototype_id(Intrinsic::TemporalInstantPrototype)
    .unexposed()
    .statics(&[
        method("from", 1, from),
        method("fromEpochMilliseconds", 1, from_epoch_milliseconds),
        method("fromEpochNanoseconds", 1, from_epoch_nanoseconds),
        method("compare", 2, compare),
    ])
    .prototype(&[
        tag("Temporal.Instant"),
        getter("epochMilliseconds", epoch_milliseconds),
        getter("epochNanoseconds", epoch_nanoseconds),
        method("add", 1, add),
        method("subtract", 1, subtract),
        method("until", 1, until),
        method("since", 1, since),
        method("round", 1, round),
        method("equals", 1, equals),
        method("toString", 0, to_string),
        method("toLocaleString", 0, to_locale_string),
        method("toJSON", 0, to_json),
        method("valueOf", 0, value_of),
        method("toZonedDateTimeISO", 1, to_zoned_date_time_iso),
    ]);

/// Temporal.Instant ( epochNanoseconds ) <https://tc39.es/proposal-temporal/#sec-temporal.instant>
fn construct_instant(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = call.require_new(cx)?;
    let nanoseconds = to_nanoseconds(cx, call.arg(0))?;
    let instant = Instant::try_new(nanoseconds).or_throw(cx)?;
    construct(cx, target, instant)
}

/// ToTemporalInstant ( item ) <https://tc39.es/proposal-temporal/#sec-temporal-totemporalinstant>
pub(crate) fn to_instant(cx: &mut Cx, item: Value) -> JsResult<Instant> {
    if let Some(instant) = record_of::<Instant>(item) {
        return Ok(instant);
    }
    if let Some(zoned) = record_of::<ZonedDateTime>(item) {
        return Ok(zoned.to_instant());
    }
    let text = to_primitive_text(cx, item)?;
    Instant::from_utf8(text.as_bytes()).or_throw(cx)
}

/// Temporal.Instant.from ( item ) <https://tc39.es/proposal-temporal/#sec-temporal.instant.from>
fn from(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let instant = to_instant(cx, call.arg(0))?;
    create(cx, instant)
}

/// Temporal.Instant.fromEpochMilliseconds ( epochMilliseconds ) <https://tc39.es/proposal-temporal/#sec-temporal.instant.fromepochmilliseconds>
fn from_epoch_milliseconds(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let milliseconds = cx.to_number(call.arg(0))?;
    if !milliseconds.is_finite() || milliseconds.trunc() != milliseconds {
        return Err(range(cx, "an integral number of milliseconds is expected"));
    }
    let instant = Instant::from_epoch_milliseconds(milliseconds as i64).or_throw(cx)?;
    create(cx, instant)
}

/// Temporal.Instant.fromEpochNanoseconds ( epochNanoseconds ) <https://tc39.es/proposal-temporal/#sec-temporal.instant.fromepochnanoseconds>
fn from_epoch_nanoseconds(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let nanoseconds = to_nanoseconds(cx, call.arg(0))?;
    let instant = Instant::try_new(nanoseconds).or_throw(cx)?;
    create(cx, instant)
}

/// Temporal.Instant.compare ( one, two ) <https://tc39.es/proposal-temporal/#sec-temporal.instant.compare>
fn compare(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let one = to_instant(cx, call.arg(0))?;
    let two = to_instant(cx, call.arg(1))?;
    Ok(sign(one.cmp(&two)))
}

/// get Temporal.Instant.prototype.epochMilliseconds <https://tc39.es/proposal-temporal/#sec-get-temporal.instant.prototype.epochmilliseconds>
fn epoch_milliseconds(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let instant = this::<Instant>(cx, call)?;
    Ok(Value::from(instant.epoch_milliseconds() as f64))
}

/// get Temporal.Instant.prototype.epochNanoseconds <https://tc39.es/proposal-temporal/#sec-get-temporal.instant.prototype.epochnanoseconds>
fn epoch_nanoseconds(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let instant = this::<Instant>(cx, call)?;
    Ok(bigint::from_i128(cx, instant.as_i128()))
}

/// Temporal.Instant.prototype.add ( temporalDurationLike ) <https://tc39.es/proposal-temporal/#sec-temporal.instant.prototype.add>
fn add(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    shift(cx, call, Instant::add)
}

/// Temporal.Instant.prototype.subtract ( temporalDurationLike ) <https://tc39.es/proposal-temporal/#sec-temporal.instant.prototype.subtract>
fn subtract(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    shift(cx, call, Instant::subtract)
}

fn shift(
    cx: &mut Cx,
    call: &Call<'_>,
    by: fn(&Instant, &Duration) -> TemporalResult<Instant>,
) -> JsResult<Value> {
    let instant = this::<Instant>(cx, call)?;
    let duration = to_duration(cx, call.arg(0))?;
    let shifted = by(&instant, &duration).or_throw(cx)?;
    create(cx, shifted)
}

/// Temporal.Instant.prototype.until ( other [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.instant.prototype.until>
fn until(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (instant, other) = both(cx, call)?;
    let settings = Options::new(cx, call.arg(1))?.difference(cx)?;
    let duration = instant.until(&other, settings).or_throw(cx)?;
    create(cx, duration)
}

/// Temporal.Instant.prototype.since ( other [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.instant.prototype.since>
fn since(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (instant, other) = both(cx, call)?;
    let settings = Options::new(cx, call.arg(1))?.difference(cx)?;
    let duration = instant.since(&other, settings).or_throw(cx)?;
    create(cx, duration)
}

fn both(cx: &mut Cx, call: &Call<'_>) -> JsResult<(Instant, Instant)> {
    let instant = this::<Instant>(cx, call)?;
    let other = to_instant(cx, call.arg(0))?;
    Ok((instant, other))
}

/// Temporal.Instant.prototype.round ( roundTo ) <https://tc39.es/proposal-temporal/#sec-temporal.instant.prototype.round>
fn round(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let instant = this::<Instant>(cx, call)?;
    let rounding = Options::required(cx, call.arg(0), "smallestUnit")?.rounding(cx)?;
    let rounded = instant.round(rounding).or_throw(cx)?;
    create(cx, rounded)
}

/// Temporal.Instant.prototype.equals ( other ) <https://tc39.es/proposal-temporal/#sec-temporal.instant.prototype.equals>
fn equals(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (instant, other) = both(cx, call)?;
    Ok(Value::from(instant == other))
}

/// Temporal.Instant.prototype.toString ( [ options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.instant.prototype.tostring>
fn to_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let instant = this::<Instant>(cx, call)?;
    let options = Options::new(cx, call.arg(0))?;
    let digits = options.fractional_second_digits(cx)?;
    let rounding_mode = options.rounding_mode(cx)?;
    let smallest_unit = options.unit(cx, "smallestUnit")?;
    let time_zone = options.get(cx, "timeZone")?;
    let rounding = text_rounding(cx, digits, rounding_mode, smallest_unit)?;
    let time_zone = if time_zone.is_undefined() {
        None
    } else {
        Some(zone::to_time_zone(cx, time_zone)?)
    };
    let shown = instant
        .to_ixdtf_string_with_provider(time_zone, rounding, &zone::rules())
        .or_throw(cx)?;
    Ok(text(cx, &shown))
}

/// Temporal.Instant.prototype.toJSON ( ) <https://tc39.es/proposal-temporal/#sec-temporal.instant.prototype.tojson>
fn to_json(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let instant = this::<Instant>(cx, call)?;
    let shown = instant
        .to_ixdtf_string_with_provider(None, Default::default(), &zone::rules())
        .or_throw(cx)?;
    Ok(text(cx, &shown))
}

/// Temporal.Instant.prototype.toZonedDateTimeISO ( timeZone ) <https://tc39.es/proposal-temporal/#sec-temporal.instant.prototype.tozoneddatetimeiso>
fn to_zoned_date_time_iso(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let instant = this::<Instant>(cx, call)?;
    let time_zone = zone::to_time_zone(cx, call.arg(0))?;
    let zoned = instant
        .to_zoned_date_time_iso_with_provider(time_zone, &zone::rules())
        .or_throw(cx)?;
    create(cx, zoned)
}

/// Temporal.Instant.prototype.toLocaleString ( [ locales [ , options ] ] )
/// <https://tc39.es/proposal-temporal/#sec-temporal.instant.prototype.tolocalestring>
fn to_locale_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    crate::locale::to_locale_string::<Instant>(cx, call, to_json)
}
