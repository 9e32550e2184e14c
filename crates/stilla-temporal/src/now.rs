//! Temporal.Now <https://tc39.es/proposal-temporal/#sec-temporal-now-object>
//!
//! Clock and time zone are the host's.
//!
//! Uses: record, zone. Never: the other classes.

use stilla_core::builtin::{Global, method, tag};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Value};
use temporal_rs::{Instant, ZonedDateTime};

use crate::conversion::{OrThrow, text};
use crate::record::create;
use crate::zone;

/// The Temporal.Now namespace.
pub(crate) const NOW: Global = Global::namespace("Now")
    .id(Intrinsic::TemporalNow)
    .unexposed()
    .statics(&[
        tag("Temporal.Now"),
        method("timeZoneId", 0, time_zone_id),
        method("instant", 0, instant),
        method("plainDateTimeISO", 0, plain_date_time_iso),
        method("zonedDateTimeISO", 0, zoned_date_time_iso),
        method("plainDateISO", 0, plain_date_iso),
        method("plainTimeISO", 0, plain_time_iso),
    ]);

/// SystemUTCEpochNanoseconds ( ) <https://tc39.es/proposal-temporal/#sec-temporal-systemutcepochnanoseconds>
fn current(cx: &mut Cx) -> JsResult<Instant> {
    // Milliseconds may have a fraction; a double is exact to about a microsecond.
    let microseconds = (cx.host().now() * 1000.0).floor().clamp(-8.64e18, 8.64e18);
    Instant::try_new(microseconds as i128 * 1000).or_throw(cx)
}

/// SystemDateTime ( temporalTimeZoneLike ) <https://tc39.es/proposal-temporal/#sec-temporal-systemdatetime>
fn current_in_zone(cx: &mut Cx, call: &Call<'_>) -> JsResult<ZonedDateTime> {
    let time_zone = if call.arg(0).is_undefined() {
        zone::of_host(cx)
    } else {
        zone::to_time_zone(cx, call.arg(0))?
    };
    current(cx)?
        .to_zoned_date_time_iso_with_provider(time_zone, &zone::rules())
        .or_throw(cx)
}

/// Temporal.Now.timeZoneId ( ) <https://tc39.es/proposal-temporal/#sec-temporal.now.timezoneid>
fn time_zone_id(cx: &mut Cx, _: &Call<'_>) -> JsResult<Value> {
    let id = zone::of_host(cx)
        .identifier_with_provider(&zone::rules())
        .or_throw(cx)?;
    Ok(text(cx, &id))
}

/// Temporal.Now.instant ( ) <https://tc39.es/proposal-temporal/#sec-temporal.now.instant>
fn instant(cx: &mut Cx, _: &Call<'_>) -> JsResult<Value> {
    let now = current(cx)?;
    create(cx, now)
}

/// Temporal.Now.plainDateTimeISO ( [ temporalTimeZoneLike ] ) <https://tc39.es/proposal-temporal/#sec-temporal.now.plaindatetimeiso>
fn plain_date_time_iso(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let now = current_in_zone(cx, call)?;
    create(cx, now.to_plain_date_time())
}

/// Temporal.Now.zonedDateTimeISO ( [ temporalTimeZoneLike ] ) <https://tc39.es/proposal-temporal/#sec-temporal.now.zoneddatetimeiso>
fn zoned_date_time_iso(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let now = current_in_zone(cx, call)?;
    create(cx, now)
}

/// Temporal.Now.plainDateISO ( [ temporalTimeZoneLike ] ) <https://tc39.es/proposal-temporal/#sec-temporal.now.plaindateiso>
fn plain_date_iso(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let now = current_in_zone(cx, call)?;
    create(cx, now.to_plain_date())
}

/// Temporal.Now.plainTimeISO ( [ temporalTimeZoneLike ] ) <https://tc39.es/proposal-temporal/#sec-temporal.now.plaintimeiso>
fn plain_time_iso(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let now = current_in_zone(cx, call)?;
    create(cx, now.to_plain_time())
}
