//! Temporal.PlainYearMonth <https://tc39.es/proposal-temporal/#sec-temporal-plainyearmonth-objects>
//!
//! Uses: calendar, conversion, fields, options, record. Never: the other classes but duration.

use stilla_core::builtin::{Global, getter, method, tag};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Value};
use temporal_rs::options::{DisplayCalendar, Overflow, Unit};
use temporal_rs::parsed_intermediates::ParsedDate;
use temporal_rs::partial::PartialYearMonth;
use temporal_rs::{Duration, PlainYearMonth, TemporalResult};

use crate::calendar;
use crate::conversion::{
    OrThrow, integer_or, mistyped, month_or_day, sign, text, to_integer_with_truncation, value_of,
    year,
};
use crate::difference;
use crate::duration::to_duration;
use crate::fields::{Need, Wanted, prepare, require_partial};
use crate::getters;
use crate::options::{Options, overflow};
use crate::record::{construct, create, record_of, this};

/// The PlainYearMonth constructor and its prototype.
pub(crate) const PLAIN_YEAR_MONTH: Global =
    Global::constructor("PlainYearMonth", 2, construct_year_month)
        .id(Intrinsic::TemporalPlainYearMonth)
        .prototype_id(Intrinsic::TemporalPlainYearMonthPrototype)
        .unexposed()
        .statics(&[method("from", 1, from), method("compare", 2, compare)])
        .prototype(&[
            tag("Temporal.PlainYearMonth"),
            getter("calendarId", getters::calendar_id::<PlainYearMonth>),
            getter("era", getters::era::<PlainYearMonth>),
            getter("eraYear", getters::era_year::<PlainYearMonth>),
            getter("year", getters::year::<PlainYearMonth>),
            getter("month", getters::month::<PlainYearMonth>),
            getter("monthCode", getters::month_code::<PlainYearMonth>),
            getter("daysInYear", getters::days_in_year::<PlainYearMonth>),
            getter("daysInMonth", getters::days_in_month::<PlainYearMonth>),
            getter("monthsInYear", getters::months_in_year::<PlainYearMonth>),
            getter("inLeapYear", getters::in_leap_year::<PlainYearMonth>),
            method("with", 1, with),
            method("add", 1, add),
            method("subtract", 1, subtract),
            method("until", 1, until),
            method("since", 1, since),
            method("equals", 1, equals),
            method("toString", 0, to_string),
            method("toLocaleString", 0, to_locale_string),
            method("toJSON", 0, to_json),
            method("valueOf", 0, value_of),
            method("toPlainDate", 1, to_plain_date),
        ]);

/// Temporal.PlainYearMonth ( isoYear, isoMonth [ , calendar [ , referenceISODay ] ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plainyearmonth>
fn construct_year_month(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = call.require_new(cx)?;
    let years = to_integer_with_truncation(cx, call.arg(0))?;
    let month = to_integer_with_truncation(cx, call.arg(1))?;
    let calendar = calendar::from_argument(cx, call.arg(2))?;
    let day = month_or_day(integer_or(cx, call.arg(3), 1.0)?);
    let year_month = PlainYearMonth::try_new(year(years), month_or_day(month), Some(day), calendar)
        .or_throw(cx)?;
    construct(cx, target, year_month)
}

/// ToTemporalYearMonth ( item [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal-totemporalyearmonth>
fn to_year_month(cx: &mut Cx, item: Value, options: Value) -> JsResult<PlainYearMonth> {
    let Some(object) = item.as_object() else {
        let text = calendar::text_with_calendar(cx, item)?;
        let parsed = ParsedDate::year_month_from_utf8(text.as_bytes()).or_throw(cx)?;
        overflow(cx, options)?;
        return PlainYearMonth::from_parsed(parsed).or_throw(cx);
    };
    if let Some(year_month) = record_of::<PlainYearMonth>(item) {
        overflow(cx, options)?;
        return Ok(year_month);
    }
    let calendar = calendar::of_item(cx, object)?;
    let fields = prepare(cx, object, &calendar, Wanted::YEAR_MONTH, Need::Nothing)?;
    let overflow = overflow(cx, options)?;
    let partial = PartialYearMonth {
        calendar_fields: fields.date.into(),
        calendar,
    };
    PlainYearMonth::from_partial(partial, Some(overflow)).or_throw(cx)
}

/// Temporal.PlainYearMonth.from ( item [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plainyearmonth.from>
fn from(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let year_month = to_year_month(cx, call.arg(0), call.arg(1))?;
    create(cx, year_month)
}

/// Temporal.PlainYearMonth.compare ( one, two ) <https://tc39.es/proposal-temporal/#sec-temporal.plainyearmonth.compare>
fn compare(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let one = to_year_month(cx, call.arg(0), Value::UNDEFINED)?;
    let two = to_year_month(cx, call.arg(1), Value::UNDEFINED)?;
    Ok(sign(one.compare_iso(&two)))
}

/// Temporal.PlainYearMonth.prototype.with ( temporalYearMonthLike [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plainyearmonth.prototype.with>
fn with(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let year_month = this::<PlainYearMonth>(cx, call)?;
    let object = require_partial(cx, call.arg(0))?;
    let fields = prepare(
        cx,
        object,
        year_month.calendar(),
        Wanted::YEAR_MONTH,
        Need::Any,
    )?;
    let overflow = overflow(cx, call.arg(1))?;
    let changed = year_month
        .with(fields.date.into(), Some(overflow))
        .or_throw(cx)?;
    create(cx, changed)
}

/// Temporal.PlainYearMonth.prototype.add ( temporalDurationLike [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plainyearmonth.prototype.add>
fn add(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    shift(cx, call, PlainYearMonth::add)
}

/// Temporal.PlainYearMonth.prototype.subtract ( temporalDurationLike [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plainyearmonth.prototype.subtract>
fn subtract(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    shift(cx, call, PlainYearMonth::subtract)
}

fn shift(
    cx: &mut Cx,
    call: &Call<'_>,
    by: fn(&PlainYearMonth, &Duration, Overflow) -> TemporalResult<PlainYearMonth>,
) -> JsResult<Value> {
    let year_month = this::<PlainYearMonth>(cx, call)?;
    let duration = to_duration(cx, call.arg(0))?;
    let overflow = overflow(cx, call.arg(1))?;
    let shifted = by(&year_month, &duration, overflow).or_throw(cx)?;
    create(cx, shifted)
}

/// Temporal.PlainYearMonth.prototype.until ( other [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plainyearmonth.prototype.until>
fn until(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (year_month, other) = both(cx, call)?;
    let settings = difference::settings(cx, call.arg(1), &year_month, &other, Unit::Year)?;
    let duration = year_month.until(&other, settings).or_throw(cx)?;
    create(cx, duration)
}

/// Temporal.PlainYearMonth.prototype.since ( other [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plainyearmonth.prototype.since>
fn since(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (year_month, other) = both(cx, call)?;
    let settings = difference::settings(cx, call.arg(1), &year_month, &other, Unit::Year)?;
    let duration = year_month.since(&other, settings).or_throw(cx)?;
    create(cx, duration)
}

fn both(cx: &mut Cx, call: &Call<'_>) -> JsResult<(PlainYearMonth, PlainYearMonth)> {
    let year_month = this::<PlainYearMonth>(cx, call)?;
    let other = to_year_month(cx, call.arg(0), Value::UNDEFINED)?;
    Ok((year_month, other))
}

/// Temporal.PlainYearMonth.prototype.equals ( other ) <https://tc39.es/proposal-temporal/#sec-temporal.plainyearmonth.prototype.equals>
fn equals(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (year_month, other) = both(cx, call)?;
    Ok(Value::from(year_month == other))
}

/// Temporal.PlainYearMonth.prototype.toString ( [ options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plainyearmonth.prototype.tostring>
fn to_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let year_month = this::<PlainYearMonth>(cx, call)?;
    let display = Options::new(cx, call.arg(0))?.display_calendar(cx)?;
    Ok(text(cx, &year_month.to_ixdtf_string(display)))
}

/// Temporal.PlainYearMonth.prototype.toJSON ( ) <https://tc39.es/proposal-temporal/#sec-temporal.plainyearmonth.prototype.tojson>
fn to_json(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let year_month = this::<PlainYearMonth>(cx, call)?;
    Ok(text(cx, &year_month.to_ixdtf_string(DisplayCalendar::Auto)))
}

/// Temporal.PlainYearMonth.prototype.toPlainDate ( item ) <https://tc39.es/proposal-temporal/#sec-temporal.plainyearmonth.prototype.toplaindate>
fn to_plain_date(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let year_month = this::<PlainYearMonth>(cx, call)?;
    let Some(object) = call.arg(0).as_object() else {
        return Err(mistyped(cx, "an object with a day is expected"));
    };
    let fields = prepare(
        cx,
        object,
        year_month.calendar(),
        Wanted::DAY,
        Need::Nothing,
    )?;
    let date = year_month.to_plain_date(Some(fields.date)).or_throw(cx)?;
    create(cx, date)
}

/// Temporal.PlainYearMonth.prototype.toLocaleString ( [ locales [ , options ] ] )
/// <https://tc39.es/proposal-temporal/#sec-temporal.plainyearmonth.prototype.tolocalestring>
fn to_locale_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    crate::locale::to_locale_string::<PlainYearMonth>(cx, call, to_json)
}
