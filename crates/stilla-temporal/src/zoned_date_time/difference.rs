//! How two ZonedDateTimes differ.
//!
//! Uses: calendar, options, record, zone, from. Never: show, parts.

use stilla_core::{Call, Cx, JsResult, Value};
use temporal_rs::ZonedDateTime;
use temporal_rs::options::Unit;

use super::from::to_zoned;

use crate::conversion::OrThrow;
use crate::difference;
use crate::record::{create, this};
use crate::zone;

/// Temporal.ZonedDateTime.prototype.until ( other [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime.prototype.until>
pub(super) fn until(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (zoned, other) = both(cx, call)?;
    let settings = difference::settings(cx, call.arg(1), &zoned, &other, Unit::Hour)?;
    let duration = zoned
        .until_with_provider(&other, settings, &zone::rules())
        .or_throw(cx)?;
    create(cx, duration)
}

/// Temporal.ZonedDateTime.prototype.since ( other [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime.prototype.since>
pub(super) fn since(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (zoned, other) = both(cx, call)?;
    let settings = difference::settings(cx, call.arg(1), &zoned, &other, Unit::Hour)?;
    let duration = zoned
        .since_with_provider(&other, settings, &zone::rules())
        .or_throw(cx)?;
    create(cx, duration)
}

fn both(cx: &mut Cx, call: &Call<'_>) -> JsResult<(ZonedDateTime, ZonedDateTime)> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    let other = to_zoned(cx, call.arg(0), Value::UNDEFINED)?;
    Ok((zoned, other))
}

/// Temporal.ZonedDateTime.prototype.equals ( other ) <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime.prototype.equals>
pub(super) fn equals(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (zoned, other) = both(cx, call)?;
    let is_equal = zoned
        .equals_with_provider(&other, &zone::rules())
        .or_throw(cx)?;
    Ok(Value::from(is_equal))
}
