//! Temporal.PlainDateTime <https://tc39.es/proposal-temporal/#sec-temporal-plaindatetime-objects>
//!
//! Uses: calendar, conversion, fields, options, record, zone. Never: year-month, month-day.

use stilla_core::builtin::{Global, getter, method, tag};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Value};
use temporal_rs::fields::DateTimeFields;
use temporal_rs::options::{DisplayCalendar, Overflow, Unit};
use temporal_rs::parsed_intermediates::ParsedDateTime;
use temporal_rs::partial::PartialDateTime;
use temporal_rs::{Duration, PlainDate, PlainDateTime, PlainTime, TemporalResult, ZonedDateTime};

use crate::calendar;
use crate::conversion::{OrThrow, sign, text, value_of};
use crate::difference;
use crate::duration::to_duration;
use crate::fields::{Need, Wanted, prepare, require_partial};
use crate::getters;
use crate::options::{Options, overflow, text_rounding};
use crate::plain_date::date_of_arguments;
use crate::plain_time::{time_of_arguments, to_time_or_midnight};
use crate::record::{construct, create, record_of, this};
use crate::zone;

/// The PlainDateTime constructor and its prototype.
pub(crate) const PLAIN_DATE_TIME: Global =
    Global::constructor("PlainDateTime", 3, construct_date_time)
        .id(Intrinsic::TemporalPlainDateTime)
        .prototype_id(Intrinsic::TemporalPlainDateTimePrototype)
        .unexposed()
        .statics(&[method("from", 1, from), method("compare", 2, compare)])
        .prototype(&[
            tag("Temporal.PlainDateTime"),
            getter("calendarId", getters::calendar_id::<PlainDateTime>),
            getter("era", getters::era::<PlainDateTime>),
            getter("eraYear", getters::era_year::<PlainDateTime>),
            getter("year", getters::year::<PlainDateTime>),
            getter("month", getters::month::<PlainDateTime>),
            getter("monthCode", getters::month_code::<PlainDateTime>),
            getter("day", getters::day::<PlainDateTime>),
            getter("hour", getters::hour::<PlainDateTime>),
            getter("minute", getters::minute::<PlainDateTime>),
            getter("second", getters::second::<PlainDateTime>),
            getter("millisecond", getters::millisecond::<PlainDateTime>),
            getter("microsecond", getters::microsecond::<PlainDateTime>),
            getter("nanosecond", getters::nanosecond::<PlainDateTime>),
            getter("dayOfWeek", getters::day_of_week::<PlainDateTime>),
            getter("dayOfYear", getters::day_of_year::<PlainDateTime>),
            getter("weekOfYear", getters::week_of_year::<PlainDateTime>),
            getter("yearOfWeek", getters::year_of_week::<PlainDateTime>),
            getter("daysInWeek", getters::days_in_week::<PlainDateTime>),
            getter("daysInMonth", getters::days_in_month::<PlainDateTime>),
            getter("daysInYear", getters::days_in_year::<PlainDateTime>),
            getter("monthsInYear", getters::months_in_year::<PlainDateTime>),
            getter("inLeapYear", getters::in_leap_year::<PlainDateTime>),
            method("with", 1, with),
            method("withPlainTime", 0, with_plain_time),
            method("withCalendar", 1, with_calendar),
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
            method("toZonedDateTime", 1, to_zoned_date_time),
            method("toPlainDate", 0, to_plain_date),
            method("toPlainTime", 0, to_plain_time),
        ]);

/// Temporal.PlainDateTime ( isoYear, isoMonth, isoDay [ , hour [ , … [ , calendar ] ] ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindatetime>
fn construct_date_time(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = call.require_new(cx)?;
    let (year, month, day) = date_of_arguments(cx, call)?;
    let ([hour, minute, second], [ms, us, ns]) = time_of_arguments(cx, call, 3)?;
    let calendar = calendar::from_argument(cx, call.arg(9))?;
    let date_time =
        PlainDateTime::try_new(year, month, day, hour, minute, second, ms, us, ns, calendar)
            .or_throw(cx)?;
    construct(cx, target, date_time)
}

/// ToTemporalDateTime ( item [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal-totemporaldatetime>
pub(crate) fn to_date_time(cx: &mut Cx, item: Value, options: Value) -> JsResult<PlainDateTime> {
    let Some(object) = item.as_object() else {
        let text = calendar::text_with_calendar(cx, item)?;
        let parsed = ParsedDateTime::from_utf8(text.as_bytes()).or_throw(cx)?;
        overflow(cx, options)?;
        return PlainDateTime::from_parsed(parsed).or_throw(cx);
    };
    let known = record_of::<PlainDateTime>(item)
        .or_else(|| record_of::<ZonedDateTime>(item).map(|zoned| zoned.to_plain_date_time()));
    if let Some(date_time) = known {
        overflow(cx, options)?;
        return Ok(date_time);
    }
    if let Some(date) = record_of::<PlainDate>(item) {
        overflow(cx, options)?;
        return date
            .to_plain_date_time(Some(PlainTime::default()))
            .or_throw(cx);
    }
    let calendar = calendar::of_item(cx, object)?;
    let fields = prepare(cx, object, &calendar, Wanted::DATE_TIME, Need::Nothing)?;
    let overflow = overflow(cx, options)?;
    let time = fields.time.regulate(cx, overflow)?;
    let partial = PartialDateTime {
        fields: DateTimeFields {
            calendar_fields: fields.date,
            time,
        },
        calendar,
    };
    PlainDateTime::from_partial(partial, Some(overflow)).or_throw(cx)
}

/// Temporal.PlainDateTime.from ( item [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindatetime.from>
fn from(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let date_time = to_date_time(cx, call.arg(0), call.arg(1))?;
    create(cx, date_time)
}

/// Temporal.PlainDateTime.compare ( one, two ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindatetime.compare>
fn compare(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let one = to_date_time(cx, call.arg(0), Value::UNDEFINED)?;
    let two = to_date_time(cx, call.arg(1), Value::UNDEFINED)?;
    Ok(sign(one.compare_iso(&two)))
}

/// Temporal.PlainDateTime.prototype.with ( temporalDateTimeLike [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindatetime.prototype.with>
fn with(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let date_time = this::<PlainDateTime>(cx, call)?;
    let object = require_partial(cx, call.arg(0))?;
    let fields = prepare(
        cx,
        object,
        date_time.calendar(),
        Wanted::DATE_TIME,
        Need::Any,
    )?;
    let overflow = overflow(cx, call.arg(1))?;
    let fields = DateTimeFields {
        time: fields.time.regulate(cx, overflow)?,
        calendar_fields: fields.date,
    };
    let changed = date_time.with(fields, Some(overflow)).or_throw(cx)?;
    create(cx, changed)
}

/// Temporal.PlainDateTime.prototype.withPlainTime ( [ plainTimeLike ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindatetime.prototype.withplaintime>
fn with_plain_time(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let date_time = this::<PlainDateTime>(cx, call)?;
    let time = to_time_or_midnight(cx, call.arg(0))?;
    let changed = date_time.with_time(Some(time)).or_throw(cx)?;
    create(cx, changed)
}

/// Temporal.PlainDateTime.prototype.withCalendar ( calendarLike ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindatetime.prototype.withcalendar>
fn with_calendar(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let date_time = this::<PlainDateTime>(cx, call)?;
    let calendar = calendar::to_calendar(cx, call.arg(0))?;
    create(cx, date_time.with_calendar(calendar))
}

/// Temporal.PlainDateTime.prototype.add ( temporalDurationLike [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindatetime.prototype.add>
fn add(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    shift(cx, call, PlainDateTime::add)
}

/// Temporal.PlainDateTime.prototype.subtract ( temporalDurationLike [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindatetime.prototype.subtract>
fn subtract(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    shift(cx, call, PlainDateTime::subtract)
}

fn shift(
    cx: &mut Cx,
    call: &Call<'_>,
    by: fn(&PlainDateTime, &Duration, Option<Overflow>) -> TemporalResult<PlainDateTime>,
) -> JsResult<Value> {
    let date_time = this::<PlainDateTime>(cx, call)?;
    let duration = to_duration(cx, call.arg(0))?;
    let overflow = overflow(cx, call.arg(1))?;
    let shifted = by(&date_time, &duration, Some(overflow)).or_throw(cx)?;
    create(cx, shifted)
}

/// Temporal.PlainDateTime.prototype.until ( other [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindatetime.prototype.until>
fn until(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (date_time, other) = both(cx, call)?;
    let settings = difference::settings(cx, call.arg(1), &date_time, &other, Unit::Day)?;
    let duration = date_time.until(&other, settings).or_throw(cx)?;
    create(cx, duration)
}

/// Temporal.PlainDateTime.prototype.since ( other [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindatetime.prototype.since>
fn since(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (date_time, other) = both(cx, call)?;
    let settings = difference::settings(cx, call.arg(1), &date_time, &other, Unit::Day)?;
    let duration = date_time.since(&other, settings).or_throw(cx)?;
    create(cx, duration)
}

fn both(cx: &mut Cx, call: &Call<'_>) -> JsResult<(PlainDateTime, PlainDateTime)> {
    let date_time = this::<PlainDateTime>(cx, call)?;
    let other = to_date_time(cx, call.arg(0), Value::UNDEFINED)?;
    Ok((date_time, other))
}

/// Temporal.PlainDateTime.prototype.round ( roundTo ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindatetime.prototype.round>
fn round(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let date_time = this::<PlainDateTime>(cx, call)?;
    let rounding = Options::required(cx, call.arg(0), "smallestUnit")?.rounding(cx)?;
    let rounded = date_time.round(rounding).or_throw(cx)?;
    create(cx, rounded)
}

/// Temporal.PlainDateTime.prototype.equals ( other ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindatetime.prototype.equals>
fn equals(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (date_time, other) = both(cx, call)?;
    Ok(Value::from(date_time == other))
}

/// Temporal.PlainDateTime.prototype.toString ( [ options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindatetime.prototype.tostring>
fn to_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let date_time = this::<PlainDateTime>(cx, call)?;
    let options = Options::new(cx, call.arg(0))?;
    let display = options.display_calendar(cx)?;
    let digits = options.fractional_second_digits(cx)?;
    let rounding_mode = options.rounding_mode(cx)?;
    let smallest_unit = options.unit(cx, "smallestUnit")?;
    let rounding = text_rounding(cx, digits, rounding_mode, smallest_unit)?;
    let shown = date_time.to_ixdtf_string(rounding, display).or_throw(cx)?;
    Ok(text(cx, &shown))
}

/// Temporal.PlainDateTime.prototype.toJSON ( ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindatetime.prototype.tojson>
fn to_json(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let date_time = this::<PlainDateTime>(cx, call)?;
    let shown = date_time
        .to_ixdtf_string(Default::default(), DisplayCalendar::Auto)
        .or_throw(cx)?;
    Ok(text(cx, &shown))
}

/// Temporal.PlainDateTime.prototype.toZonedDateTime ( temporalTimeZoneLike [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindatetime.prototype.tozoneddatetime>
fn to_zoned_date_time(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let date_time = this::<PlainDateTime>(cx, call)?;
    let time_zone = zone::to_time_zone(cx, call.arg(0))?;
    let disambiguation = Options::new(cx, call.arg(1))?.disambiguation(cx)?;
    let zoned = date_time
        .to_zoned_date_time_with_provider(time_zone, disambiguation, &zone::rules())
        .or_throw(cx)?;
    create(cx, zoned)
}

/// Temporal.PlainDateTime.prototype.toPlainDate ( ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindatetime.prototype.toplaindate>
fn to_plain_date(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let date_time = this::<PlainDateTime>(cx, call)?;
    create(cx, date_time.to_plain_date())
}

/// Temporal.PlainDateTime.prototype.toPlainTime ( ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindatetime.prototype.toplaintime>
fn to_plain_time(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let date_time = this::<PlainDateTime>(cx, call)?;
    create(cx, date_time.to_plain_time())
}

/// Temporal.PlainDateTime.prototype.toLocaleString ( [ locales [ , options ] ] )
/// <https://tc39.es/proposal-temporal/#sec-temporal.plaindatetime.prototype.tolocalestring>
fn to_locale_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    crate::locale::to_locale_string::<PlainDateTime>(cx, call, to_json)
}
