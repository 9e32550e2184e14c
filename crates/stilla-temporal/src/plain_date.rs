//! Temporal.PlainDate <https://tc39.es/proposal-temporal/#sec-temporal-plaindate-objects>
//!
//! Uses: calendar, conversion, fields, options, record, zone. Never: year-month, month-day.

use stilla_core::builtin::{Global, getter, method, tag};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Value};
use temporal_rs::options::{DisplayCalendar, Overflow, Unit};
use temporal_rs::parsed_intermediates::ParsedDate;
use temporal_rs::partial::PartialDate;
use temporal_rs::{Duration, PlainDate, PlainDateTime, TemporalResult, ZonedDateTime};

use crate::calendar;
use crate::conversion::{
    OrThrow, month_or_day, sign, text, to_integer_with_truncation, value_of, year,
};
use crate::difference;
use crate::duration::to_duration;
use crate::fields::{Need, Wanted, prepare, require_partial};
use crate::getters;
use crate::options::{Options, overflow};
use crate::plain_time::{to_time, to_time_or_midnight};
use crate::record::{construct, create, record_of, this};
use crate::zone;

/// The PlainDate constructor and its prototype.
pub(crate) const PLAIN_DATE: Global = Global::constructor("PlainDate", 3, construct_date)
    .id(Intrinsic::TemporalPlainDate)
    .prototype_id(Intrinsic::TemporalPlainDatePrototype)
    .unexposed()
    .statics(&[method("from", 1, from), method("compare", 2, compare)])
    .prototype(&[
        tag("Temporal.PlainDate"),
        getter("calendarId", getters::calendar_id::<PlainDate>),
        getter("era", getters::era::<PlainDate>),
        getter("eraYear", getters::era_year::<PlainDate>),
        getter("year", getters::year::<PlainDate>),
        getter("month", getters::month::<PlainDate>),
        getter("monthCode", getters::month_code::<PlainDate>),
        getter("day", getters::day::<PlainDate>),
        getter("dayOfWeek", getters::day_of_week::<PlainDate>),
        getter("dayOfYear", getters::day_of_year::<PlainDate>),
        getter("weekOfYear", getters::week_of_year::<PlainDate>),
        getter("yearOfWeek", getters::year_of_week::<PlainDate>),
        getter("daysInWeek", getters::days_in_week::<PlainDate>),
        getter("daysInMonth", getters::days_in_month::<PlainDate>),
        getter("daysInYear", getters::days_in_year::<PlainDate>),
        getter("monthsInYear", getters::months_in_year::<PlainDate>),
        getter("inLeapYear", getters::in_leap_year::<PlainDate>),
        method("toPlainYearMonth", 0, to_plain_year_month),
        method("toPlainMonthDay", 0, to_plain_month_day),
        method("add", 1, add),
        method("subtract", 1, subtract),
        method("with", 1, with),
        method("withCalendar", 1, with_calendar),
        method("until", 1, until),
        method("since", 1, since),
        method("equals", 1, equals),
        method("toPlainDateTime", 0, to_plain_date_time),
        method("toZonedDateTime", 1, to_zoned_date_time),
        method("toString", 0, to_string),
        method("toLocaleString", 0, to_locale_string),
        method("toJSON", 0, to_json),
        method("valueOf", 0, value_of),
    ]);

/// Year, month and day of the first three arguments; what is out of range stays so.
pub(crate) fn date_of_arguments(cx: &mut Cx, call: &Call<'_>) -> JsResult<(i32, u8, u8)> {
    let years = to_integer_with_truncation(cx, call.arg(0))?;
    let month = to_integer_with_truncation(cx, call.arg(1))?;
    let day = to_integer_with_truncation(cx, call.arg(2))?;
    Ok((year(years), month_or_day(month), month_or_day(day)))
}

/// Temporal.PlainDate ( isoYear, isoMonth, isoDay [ , calendar ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindate>
fn construct_date(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = call.require_new(cx)?;
    let (year, month, day) = date_of_arguments(cx, call)?;
    let calendar = calendar::from_argument(cx, call.arg(3))?;
    let date = PlainDate::try_new(year, month, day, calendar).or_throw(cx)?;
    construct(cx, target, date)
}

/// ToTemporalDate ( item [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal-totemporaldate>
pub(crate) fn to_date(cx: &mut Cx, item: Value, options: Value) -> JsResult<PlainDate> {
    let Some(object) = item.as_object() else {
        let text = calendar::text_with_calendar(cx, item)?;
        let parsed = ParsedDate::from_utf8(text.as_bytes()).or_throw(cx)?;
        overflow(cx, options)?;
        return PlainDate::from_parsed(parsed).or_throw(cx);
    };
    let known = record_of::<PlainDate>(item)
        .or_else(|| record_of::<ZonedDateTime>(item).map(|zoned| zoned.to_plain_date()))
        .or_else(|| record_of::<PlainDateTime>(item).map(|date| date.to_plain_date()));
    if let Some(date) = known {
        overflow(cx, options)?;
        return Ok(date);
    }
    let calendar = calendar::of_item(cx, object)?;
    let fields = prepare(cx, object, &calendar, Wanted::DATE, Need::Nothing)?;
    let overflow = overflow(cx, options)?;
    let partial = PartialDate {
        calendar_fields: fields.date,
        calendar,
    };
    PlainDate::from_partial(partial, Some(overflow)).or_throw(cx)
}

/// Temporal.PlainDate.from ( item [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindate.from>
fn from(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let date = to_date(cx, call.arg(0), call.arg(1))?;
    create(cx, date)
}

/// Temporal.PlainDate.compare ( one, two ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindate.compare>
fn compare(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let one = to_date(cx, call.arg(0), Value::UNDEFINED)?;
    let two = to_date(cx, call.arg(1), Value::UNDEFINED)?;
    Ok(sign(one.compare_iso(&two)))
}

/// Temporal.PlainDate.prototype.toPlainYearMonth ( ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindate.prototype.toplainyearmonth>
fn to_plain_year_month(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let date = this::<PlainDate>(cx, call)?;
    let year_month = date.to_plain_year_month().or_throw(cx)?;
    create(cx, year_month)
}

/// Temporal.PlainDate.prototype.toPlainMonthDay ( ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindate.prototype.toplainmonthday>
fn to_plain_month_day(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let date = this::<PlainDate>(cx, call)?;
    let month_day = date.to_plain_month_day().or_throw(cx)?;
    create(cx, month_day)
}

/// Temporal.PlainDate.prototype.add ( temporalDurationLike [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindate.prototype.add>
fn add(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    shift(cx, call, PlainDate::add)
}

/// Temporal.PlainDate.prototype.subtract ( temporalDurationLike [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindate.prototype.subtract>
fn subtract(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    shift(cx, call, PlainDate::subtract)
}

fn shift(
    cx: &mut Cx,
    call: &Call<'_>,
    by: fn(&PlainDate, &Duration, Option<Overflow>) -> TemporalResult<PlainDate>,
) -> JsResult<Value> {
    let date = this::<PlainDate>(cx, call)?;
    let duration = to_duration(cx, call.arg(0))?;
    let overflow = overflow(cx, call.arg(1))?;
    let shifted = by(&date, &duration, Some(overflow)).or_throw(cx)?;
    create(cx, shifted)
}

/// Temporal.PlainDate.prototype.with ( temporalDateLike [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindate.prototype.with>
fn with(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let date = this::<PlainDate>(cx, call)?;
    let object = require_partial(cx, call.arg(0))?;
    let fields = prepare(cx, object, date.calendar(), Wanted::DATE, Need::Any)?;
    let overflow = overflow(cx, call.arg(1))?;
    let changed = date.with(fields.date, Some(overflow)).or_throw(cx)?;
    create(cx, changed)
}

/// Temporal.PlainDate.prototype.withCalendar ( calendarLike ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindate.prototype.withcalendar>
fn with_calendar(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let date = this::<PlainDate>(cx, call)?;
    let calendar = calendar::to_calendar(cx, call.arg(0))?;
    create(cx, date.with_calendar(calendar))
}

/// Temporal.PlainDate.prototype.until ( other [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindate.prototype.until>
fn until(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (date, other) = both(cx, call)?;
    let settings = difference::settings(cx, call.arg(1), &date, &other, Unit::Day)?;
    let duration = date.until(&other, settings).or_throw(cx)?;
    create(cx, duration)
}

/// Temporal.PlainDate.prototype.since ( other [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindate.prototype.since>
fn since(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (date, other) = both(cx, call)?;
    let settings = difference::settings(cx, call.arg(1), &date, &other, Unit::Day)?;
    let duration = date.since(&other, settings).or_throw(cx)?;
    create(cx, duration)
}

fn both(cx: &mut Cx, call: &Call<'_>) -> JsResult<(PlainDate, PlainDate)> {
    let date = this::<PlainDate>(cx, call)?;
    let other = to_date(cx, call.arg(0), Value::UNDEFINED)?;
    Ok((date, other))
}

/// Temporal.PlainDate.prototype.equals ( other ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindate.prototype.equals>
fn equals(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (date, other) = both(cx, call)?;
    Ok(Value::from(date == other))
}

/// Temporal.PlainDate.prototype.toPlainDateTime ( [ temporalTime ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindate.prototype.toplaindatetime>
fn to_plain_date_time(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let date = this::<PlainDate>(cx, call)?;
    let time = to_time_or_midnight(cx, call.arg(0))?;
    let date_time = date.to_plain_date_time(Some(time)).or_throw(cx)?;
    create(cx, date_time)
}

/// Temporal.PlainDate.prototype.toZonedDateTime ( item ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindate.prototype.tozoneddatetime>
fn to_zoned_date_time(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let date = this::<PlainDate>(cx, call)?;
    let item = call.arg(0);
    let mut time = Value::UNDEFINED;
    let time_zone = match item.as_object() {
        None => zone::to_time_zone(cx, item)?,
        Some(object) => {
            let time_zone = cx.get(object, "timeZone")?;
            if time_zone.is_undefined() {
                zone::to_time_zone(cx, item)?
            } else {
                let time_zone = zone::to_time_zone(cx, time_zone)?;
                time = cx.get(object, "plainTime")?;
                time_zone
            }
        }
    };
    let time = if time.is_undefined() {
        None
    } else {
        Some(to_time(cx, time, Value::UNDEFINED)?)
    };
    let zoned = date
        .to_zoned_date_time_with_provider(time_zone, time, &zone::rules())
        .or_throw(cx)?;
    create(cx, zoned)
}

/// Temporal.PlainDate.prototype.toString ( [ options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindate.prototype.tostring>
fn to_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let date = this::<PlainDate>(cx, call)?;
    let display = Options::new(cx, call.arg(0))?.display_calendar(cx)?;
    Ok(text(cx, &date.to_ixdtf_string(display)))
}

/// Temporal.PlainDate.prototype.toJSON ( ) <https://tc39.es/proposal-temporal/#sec-temporal.plaindate.prototype.tojson>
fn to_json(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let date = this::<PlainDate>(cx, call)?;
    Ok(text(cx, &date.to_ixdtf_string(DisplayCalendar::Auto)))
}

/// Temporal.PlainDate.prototype.toLocaleString ( [ locales [ , options ] ] )
/// <https://tc39.es/proposal-temporal/#sec-temporal.plaindate.prototype.tolocalestring>
fn to_locale_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    crate::locale::to_locale_string::<PlainDate>(cx, call, to_json)
}
