//! Temporal.PlainMonthDay <https://tc39.es/proposal-temporal/#sec-temporal-plainmonthday-objects>
//!
//! Uses: calendar, conversion, fields, options, record. Never: the other classes.

use stilla_core::builtin::{Global, getter, method, tag};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Value};
use temporal_rs::PlainMonthDay;
use temporal_rs::options::{DisplayCalendar, Overflow};
use temporal_rs::parsed_intermediates::ParsedDate;
use temporal_rs::partial::PartialDate;

use crate::calendar;
use crate::conversion::{
    OrThrow, integer_or, mistyped, month_or_day, text, to_integer_with_truncation, value_of, year,
};
use crate::fields::{Need, Wanted, prepare, require_partial};
use crate::getters;
use crate::options::{Options, overflow};
use crate::record::{construct, create, record_of, this};

/// The PlainMonthDay constructor and its prototype.
pub(crate) const PLAIN_MONTH_DAY: Global =
    Global::constructor("PlainMonthDay", 2, construct_month_day)
        .id(Intrinsic::TemporalPlainMonthDay)
        .prototype_id(Intrinsic::TemporalPlainMonthDayPrototype)
        .unexposed()
        .statics(&[method("from", 1, from)])
        .prototype(&[
            tag("Temporal.PlainMonthDay"),
            getter("calendarId", getters::calendar_id::<PlainMonthDay>),
            getter("monthCode", getters::month_code::<PlainMonthDay>),
            getter("day", getters::day::<PlainMonthDay>),
            method("with", 1, with),
            method("equals", 1, equals),
            method("toString", 0, to_string),
            method("toLocaleString", 0, to_locale_string),
            method("toJSON", 0, to_json),
            method("valueOf", 0, value_of),
            method("toPlainDate", 1, to_plain_date),
        ]);

/// Temporal.PlainMonthDay ( isoMonth, isoDay [ , calendar [ , referenceISOYear ] ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plainmonthday>
fn construct_month_day(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = call.require_new(cx)?;
    let month = month_or_day(to_integer_with_truncation(cx, call.arg(0))?);
    let day = month_or_day(to_integer_with_truncation(cx, call.arg(1))?);
    let calendar = calendar::from_argument(cx, call.arg(2))?;
    let reference = year(integer_or(cx, call.arg(3), 1972.0)?);
    let month_day =
        PlainMonthDay::new_with_overflow(month, day, calendar, Overflow::Reject, Some(reference))
            .or_throw(cx)?;
    construct(cx, target, month_day)
}

/// ToTemporalMonthDay ( item [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal-totemporalmonthday>
fn to_month_day(cx: &mut Cx, item: Value, options: Value) -> JsResult<PlainMonthDay> {
    let Some(object) = item.as_object() else {
        let text = calendar::text_with_calendar(cx, item)?;
        let parsed = ParsedDate::month_day_from_utf8(text.as_bytes()).or_throw(cx)?;
        overflow(cx, options)?;
        return PlainMonthDay::from_parsed(parsed).or_throw(cx);
    };
    if let Some(month_day) = record_of::<PlainMonthDay>(item) {
        overflow(cx, options)?;
        return Ok(month_day);
    }
    let calendar = calendar::of_item(cx, object)?;
    let fields = prepare(cx, object, &calendar, Wanted::DATE, Need::Nothing)?;
    let overflow = overflow(cx, options)?;
    let partial = PartialDate {
        calendar_fields: fields.date,
        calendar,
    };
    PlainMonthDay::from_partial(partial, Some(overflow)).or_throw(cx)
}

/// Temporal.PlainMonthDay.from ( item [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plainmonthday.from>
fn from(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let month_day = to_month_day(cx, call.arg(0), call.arg(1))?;
    create(cx, month_day)
}

/// Temporal.PlainMonthDay.prototype.with ( temporalMonthDayLike [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plainmonthday.prototype.with>
fn with(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let month_day = this::<PlainMonthDay>(cx, call)?;
    let object = require_partial(cx, call.arg(0))?;
    let fields = prepare(cx, object, month_day.calendar(), Wanted::DATE, Need::Any)?;
    let overflow = overflow(cx, call.arg(1))?;
    let changed = month_day.with(fields.date, Some(overflow)).or_throw(cx)?;
    create(cx, changed)
}

/// Temporal.PlainMonthDay.prototype.equals ( other ) <https://tc39.es/proposal-temporal/#sec-temporal.plainmonthday.prototype.equals>
fn equals(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let month_day = this::<PlainMonthDay>(cx, call)?;
    let other = to_month_day(cx, call.arg(0), Value::UNDEFINED)?;
    Ok(Value::from(month_day == other))
}

/// Temporal.PlainMonthDay.prototype.toString ( [ options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.plainmonthday.prototype.tostring>
fn to_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let month_day = this::<PlainMonthDay>(cx, call)?;
    let display = Options::new(cx, call.arg(0))?.display_calendar(cx)?;
    Ok(text(cx, &month_day.to_ixdtf_string(display)))
}

/// Temporal.PlainMonthDay.prototype.toJSON ( ) <https://tc39.es/proposal-temporal/#sec-temporal.plainmonthday.prototype.tojson>
fn to_json(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let month_day = this::<PlainMonthDay>(cx, call)?;
    Ok(text(cx, &month_day.to_ixdtf_string(DisplayCalendar::Auto)))
}

/// Temporal.PlainMonthDay.prototype.toPlainDate ( item ) <https://tc39.es/proposal-temporal/#sec-temporal.plainmonthday.prototype.toplaindate>
fn to_plain_date(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let month_day = this::<PlainMonthDay>(cx, call)?;
    let Some(object) = call.arg(0).as_object() else {
        return Err(mistyped(cx, "an object with a year is expected"));
    };
    let fields = prepare(
        cx,
        object,
        month_day.calendar(),
        Wanted::YEAR,
        Need::Nothing,
    )?;
    let date = month_day.to_plain_date(Some(fields.date)).or_throw(cx)?;
    create(cx, date)
}

/// Temporal.PlainMonthDay.prototype.toLocaleString ( [ locales [ , options ] ] )
/// <https://tc39.es/proposal-temporal/#sec-temporal.plainmonthday.prototype.tolocalestring>
fn to_locale_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    crate::locale::to_locale_string::<PlainMonthDay>(cx, call, to_json)
}
