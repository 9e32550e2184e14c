//! Temporal.ZonedDateTime <https://tc39.es/proposal-temporal/#sec-temporal-zoneddatetime-objects>
//!
//! Uses: calendar, conversion, fields, options, record, zone. Never: year-month, month-day.

use stilla_core::builtin::{Global, getter, method, tag};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Value};
use temporal_rs::ZonedDateTime;

use crate::calendar;
use crate::conversion::{OrThrow, sign, to_nanoseconds, value_of};
use crate::getters;
use crate::record::{construct, create};
use crate::zone;

mod change;
mod difference;
mod from;
mod parts;
mod show;

use from::to_zoned;

/// The ZonedDateTime constructor and its prototype.
pub(crate) const ZONED_DATE_TIME: Global = Global::constructor("ZonedDateTime", 2, construct_zoned)
    .id(Intrinsic::TemporalZonedDateTime)
    .prototype_id(Intrinsic::TemporalZonedDateTimePrototype)
    .unexposed()
    .statics(&[method("from", 1, from::from), method("compare", 2, compare)])
    .prototype(&[
        tag("Temporal.ZonedDateTime"),
        getter("calendarId", getters::calendar_id::<ZonedDateTime>),
        getter("timeZoneId", parts::time_zone_id),
        getter("era", getters::era::<ZonedDateTime>),
        getter("eraYear", getters::era_year::<ZonedDateTime>),
        getter("year", getters::year::<ZonedDateTime>),
        getter("month", getters::month::<ZonedDateTime>),
        getter("monthCode", getters::month_code::<ZonedDateTime>),
        getter("day", getters::day::<ZonedDateTime>),
        getter("hour", getters::hour::<ZonedDateTime>),
        getter("minute", getters::minute::<ZonedDateTime>),
        getter("second", getters::second::<ZonedDateTime>),
        getter("millisecond", getters::millisecond::<ZonedDateTime>),
        getter("microsecond", getters::microsecond::<ZonedDateTime>),
        getter("nanosecond", getters::nanosecond::<ZonedDateTime>),
        getter("epochMilliseconds", parts::epoch_milliseconds),
        getter("epochNanoseconds", parts::epoch_nanoseconds),
        getter("dayOfWeek", getters::day_of_week::<ZonedDateTime>),
        getter("dayOfYear", getters::day_of_year::<ZonedDateTime>),
        getter("weekOfYear", getters::week_of_year::<ZonedDateTime>),
        getter("yearOfWeek", getters::year_of_week::<ZonedDateTime>),
        getter("hoursInDay", parts::hours_in_day),
        getter("daysInWeek", getters::days_in_week::<ZonedDateTime>),
        getter("daysInMonth", getters::days_in_month::<ZonedDateTime>),
        getter("daysInYear", getters::days_in_year::<ZonedDateTime>),
        getter("monthsInYear", getters::months_in_year::<ZonedDateTime>),
        getter("inLeapYear", getters::in_leap_year::<ZonedDateTime>),
        getter("offsetNanoseconds", parts::offset_nanoseconds),
        getter("offset", parts::offset),
        method("with", 1, change::with),
        method("withPlainTime", 0, change::with_plain_time),
        method("withTimeZone", 1, change::with_time_zone),
        method("withCalendar", 1, change::with_calendar),
        method("add", 1, change::add),
        method("subtract", 1, change::subtract),
        method("until", 1, difference::until),
        method("since", 1, difference::since),
        method("round", 1, change::round),
        method("equals", 1, difference::equals),
        method("toString", 0, show::to_string),
        method("toLocaleString", 0, to_locale_string),
        method("toJSON", 0, show::to_json),
        method("valueOf", 0, value_of),
        method("startOfDay", 0, change::start_of_day),
        method("getTimeZoneTransition", 1, parts::get_time_zone_transition),
        method("toInstant", 0, parts::to_instant),
        method("toPlainDate", 0, parts::to_plain_date),
        method("toPlainTime", 0, parts::to_plain_time),
        method("toPlainDateTime", 0, parts::to_plain_date_time),
    ]);

/// Temporal.ZonedDateTime ( epochNanoseconds, timeZone [ , calendar ] ) <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime>
fn construct_zoned(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = call.require_new(cx)?;
    let nanoseconds = to_nanoseconds(cx, call.arg(0))?;
    temporal_rs::Instant::try_new(nanoseconds).or_throw(cx)?;
    let time_zone = zone::from_argument(cx, call.arg(1))?;
    let calendar = calendar::from_argument(cx, call.arg(2))?;
    let zoned =
        ZonedDateTime::try_new_with_provider(nanoseconds, time_zone, calendar, &zone::rules())
            .or_throw(cx)?;
    construct(cx, target, zoned)
}

/// Temporal.ZonedDateTime.compare ( one, two ) <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime.compare>
fn compare(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let one = to_zoned(cx, call.arg(0), Value::UNDEFINED)?;
    let two = to_zoned(cx, call.arg(1), Value::UNDEFINED)?;
    Ok(sign(one.compare_instant(&two)))
}

/// An object for a result of `temporal_rs`.
fn made(cx: &mut Cx, zoned: temporal_rs::TemporalResult<ZonedDateTime>) -> JsResult<Value> {
    let zoned = zoned.or_throw(cx)?;
    create(cx, zoned)
}

/// Temporal.ZonedDateTime.prototype.toLocaleString ( [ locales [ , options ] ] )
/// <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime.prototype.tolocalestring>
fn to_locale_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    crate::locale::to_locale_string::<ZonedDateTime>(cx, call, show::to_json)
}
