//! What a ZonedDateTime consists of, beside the parts that other classes share.
//!
//! Uses: options, record, zone. Never: its siblings.

use stilla_core::{Call, Cx, JsResult, Value, bigint};
use temporal_rs::ZonedDateTime;

use crate::conversion::{OrThrow, text};
use crate::options::Options;
use crate::record::{create, this};
use crate::zone;

/// get Temporal.ZonedDateTime.prototype.timeZoneId <https://tc39.es/proposal-temporal/#sec-get-temporal.zoneddatetime.prototype.timezoneid>
pub(super) fn time_zone_id(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    let id = zoned
        .time_zone()
        .identifier_with_provider(&zone::rules())
        .or_throw(cx)?;
    Ok(text(cx, &id))
}

/// get Temporal.ZonedDateTime.prototype.epochMilliseconds <https://tc39.es/proposal-temporal/#sec-get-temporal.zoneddatetime.prototype.epochmilliseconds>
pub(super) fn epoch_milliseconds(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    Ok(Value::from(zoned.epoch_milliseconds() as f64))
}

/// get Temporal.ZonedDateTime.prototype.epochNanoseconds <https://tc39.es/proposal-temporal/#sec-get-temporal.zoneddatetime.prototype.epochnanoseconds>
pub(super) fn epoch_nanoseconds(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    Ok(bigint::from_i128(cx, zoned.epoch_nanoseconds().as_i128()))
}

/// get Temporal.ZonedDateTime.prototype.hoursInDay <https://tc39.es/proposal-temporal/#sec-get-temporal.zoneddatetime.prototype.hoursinday>
pub(super) fn hours_in_day(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    let hours = zoned
        .hours_in_day_with_provider(&zone::rules())
        .or_throw(cx)?;
    Ok(Value::from(hours))
}

/// get Temporal.ZonedDateTime.prototype.offsetNanoseconds <https://tc39.es/proposal-temporal/#sec-get-temporal.zoneddatetime.prototype.offsetnanoseconds>
pub(super) fn offset_nanoseconds(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    Ok(Value::from(zoned.offset_nanoseconds() as f64))
}

/// get Temporal.ZonedDateTime.prototype.offset <https://tc39.es/proposal-temporal/#sec-get-temporal.zoneddatetime.prototype.offset>
pub(super) fn offset(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    Ok(text(cx, &zoned.offset()))
}

/// Temporal.ZonedDateTime.prototype.getTimeZoneTransition ( directionParam ) <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime.prototype.gettimezonetransition>
pub(super) fn get_time_zone_transition(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    let direction = Options::required(cx, call.arg(0), "direction")?.direction(cx)?;
    let transition = zoned
        .get_time_zone_transition_with_provider(direction, &zone::rules())
        .or_throw(cx)?;
    match transition {
        Some(transition) => create(cx, transition),
        None => Ok(Value::NULL),
    }
}

/// Temporal.ZonedDateTime.prototype.toInstant ( ) <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime.prototype.toinstant>
pub(super) fn to_instant(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    create(cx, zoned.to_instant())
}

/// Temporal.ZonedDateTime.prototype.toPlainDate ( ) <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime.prototype.toplaindate>
pub(super) fn to_plain_date(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    create(cx, zoned.to_plain_date())
}

/// Temporal.ZonedDateTime.prototype.toPlainTime ( ) <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime.prototype.toplaintime>
pub(super) fn to_plain_time(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    create(cx, zoned.to_plain_time())
}

/// Temporal.ZonedDateTime.prototype.toPlainDateTime ( ) <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime.prototype.toplaindatetime>
pub(super) fn to_plain_date_time(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    create(cx, zoned.to_plain_date_time())
}
