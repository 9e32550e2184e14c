//! From one ZonedDateTime to another.
//!
//! Uses: calendar, fields, options, record, zone, from. Never: show, parts.

use stilla_core::{Call, Cx, JsResult, Value};
use temporal_rs::ZonedDateTime;
use temporal_rs::fields::ZonedDateTimeFields;
use temporal_rs::options::OffsetDisambiguation;

use super::from::read_options;
use super::made;
use crate::calendar;
use crate::duration::to_duration;
use crate::fields::{Need, Wanted, prepare, require_partial};
use crate::options::{Options, overflow};
use crate::plain_time::to_time;
use crate::record::{create, this};
use crate::zone;

/// Temporal.ZonedDateTime.prototype.with ( temporalZonedDateTimeLike [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime.prototype.with>
pub(super) fn with(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    let object = require_partial(cx, call.arg(0))?;
    let wanted = Wanted::DATE_TIME.and(Wanted::OFFSET);
    let fields = prepare(cx, object, zoned.calendar(), wanted, Need::Any)?;
    let (disambiguation, offset, overflow) =
        read_options(cx, call.arg(1), OffsetDisambiguation::Prefer)?;
    let fields = ZonedDateTimeFields {
        time: fields.time.regulate(cx, overflow)?,
        calendar_fields: fields.date,
        offset: fields.offset,
    };
    let changed = zoned.with_with_provider(
        fields,
        Some(disambiguation),
        Some(offset),
        Some(overflow),
        &zone::rules(),
    );
    made(cx, changed)
}

/// Temporal.ZonedDateTime.prototype.withPlainTime ( [ plainTimeLike ] ) <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime.prototype.withplaintime>
pub(super) fn with_plain_time(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    let time = match call.arg(0) {
        value if value.is_undefined() => None,
        value => Some(to_time(cx, value, Value::UNDEFINED)?),
    };
    let changed = zoned.with_plain_time_and_provider(time, &zone::rules());
    made(cx, changed)
}

/// Temporal.ZonedDateTime.prototype.withTimeZone ( timeZoneLike ) <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime.prototype.withtimezone>
pub(super) fn with_time_zone(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    let time_zone = zone::to_time_zone(cx, call.arg(0))?;
    let changed = zoned.with_time_zone_with_provider(time_zone, &zone::rules());
    made(cx, changed)
}

/// Temporal.ZonedDateTime.prototype.withCalendar ( calendarLike ) <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime.prototype.withcalendar>
pub(super) fn with_calendar(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    let calendar = calendar::to_calendar(cx, call.arg(0))?;
    create(cx, zoned.with_calendar(calendar))
}

/// Temporal.ZonedDateTime.prototype.add ( temporalDurationLike [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime.prototype.add>
pub(super) fn add(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    let duration = to_duration(cx, call.arg(0))?;
    let overflow = overflow(cx, call.arg(1))?;
    let shifted = zoned.add_with_provider(&duration, Some(overflow), &zone::rules());
    made(cx, shifted)
}

/// Temporal.ZonedDateTime.prototype.subtract ( temporalDurationLike [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime.prototype.subtract>
pub(super) fn subtract(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    let duration = to_duration(cx, call.arg(0))?;
    let overflow = overflow(cx, call.arg(1))?;
    let shifted = zoned.subtract_with_provider(&duration, Some(overflow), &zone::rules());
    made(cx, shifted)
}

/// Temporal.ZonedDateTime.prototype.round ( roundTo ) <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime.prototype.round>
pub(super) fn round(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    let rounding = Options::required(cx, call.arg(0), "smallestUnit")?.rounding(cx)?;
    let rounded = zoned.round_with_provider(rounding, &zone::rules());
    made(cx, rounded)
}

/// Temporal.ZonedDateTime.prototype.startOfDay ( ) <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime.prototype.startofday>
pub(super) fn start_of_day(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    let start = zoned.start_of_day_with_provider(&zone::rules());
    made(cx, start)
}
