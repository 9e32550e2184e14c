//! Calendars: their identifiers and where they are taken from.
//!
//! Uses: conversion, record. Never: the classes.

use stilla_core::{Cx, JsResult, Object, Value};
use temporal_rs::{
    Calendar, PlainDate, PlainDateTime, PlainMonthDay, PlainYearMonth, ZonedDateTime,
};

use crate::conversion::{OrThrow, range, require_text};
use crate::record::record_of;

/// The calendar of a constructor's argument: an identifier and nothing else.
pub(crate) fn from_argument(cx: &mut Cx, value: Value) -> JsResult<Calendar> {
    if value.is_undefined() {
        return Ok(Calendar::ISO);
    }
    let text = require_text(cx, value)?;
    refuse_unavailable(cx, &text)?;
    Calendar::try_from_utf8(text.as_bytes()).or_throw(cx)
}

/// ToTemporalCalendarIdentifier ( temporalCalendarLike ) <https://tc39.es/proposal-temporal/#sec-temporal-totemporalcalendaridentifier>
pub(crate) fn to_calendar(cx: &mut Cx, value: Value) -> JsResult<Calendar> {
    if let Some(calendar) = of_record(value) {
        return Ok(calendar);
    }
    let text = text_with_calendar(cx, value)?;
    refuse_unavailable(cx, &text)?;
    text.parse::<Calendar>().or_throw(cx)
}

/// The text of `value`, which must be a string, of a date that may name a calendar.
pub(crate) fn text_with_calendar(cx: &mut Cx, value: Value) -> JsResult<String> {
    let text = require_text(cx, value)?;
    let annotation = text
        .find("u-ca=")
        .and_then(|start| text[start + 5..].split(']').next());
    if let Some(id) = annotation {
        refuse_unavailable(cx, id)?;
    }
    Ok(text)
}

/// A RangeError for identifiers that are taken by formats alone.
fn refuse_unavailable(cx: &mut Cx, id: &str) -> JsResult<()> {
    // SPEC: `temporal_rs` makes other calendars of them.
    let is_unavailable = ["islamic", "islamic-rgsa"]
        .iter()
        .any(|unavailable| id.eq_ignore_ascii_case(unavailable));
    if is_unavailable {
        return Err(range(cx, "the calendar is not available"));
    }
    Ok(())
}

/// GetTemporalCalendarIdentifierWithISODefault ( item ) <https://tc39.es/proposal-temporal/#sec-temporal-gettemporalcalendaridentifierwithisodefault>
pub(crate) fn of_item(cx: &mut Cx, item: Object) -> JsResult<Calendar> {
    if let Some(calendar) = of_record(item.into()) {
        return Ok(calendar);
    }
    let value = cx.get(item, "calendar")?;
    if value.is_undefined() {
        return Ok(Calendar::ISO);
    }
    to_calendar(cx, value)
}

/// The calendar of an object whose class has one.
fn of_record(value: Value) -> Option<Calendar> {
    value.as_object()?;
    record_of::<PlainDate>(value)
        .map(|date| date.calendar().clone())
        .or_else(|| record_of::<PlainDateTime>(value).map(|date| date.calendar().clone()))
        .or_else(|| record_of::<PlainMonthDay>(value).map(|date| date.calendar().clone()))
        .or_else(|| record_of::<PlainYearMonth>(value).map(|date| date.calendar().clone()))
        .or_else(|| record_of::<ZonedDateTime>(value).map(|date| date.calendar().clone()))
}

/// A RangeError if the calendars of two dates differ.
pub(crate) fn require_same(cx: &mut Cx, one: &Calendar, two: &Calendar) -> JsResult<()> {
    if one == two {
        return Ok(());
    }
    Err(range(cx, "the dates have different calendars"))
}
