//! Property bags: objects that say a date or a time by its parts.
//!
//! The parts are read in alphabetical order, each converted before the next is read; what a calendar
//! makes of them is decided later, by `temporal_rs`.
//!
//! Uses: calendar, conversion, zone. Never: the classes.

use stilla_core::{Cx, JsResult, Object, Value};
use temporal_rs::fields::CalendarFields;
use temporal_rs::options::Overflow;
use temporal_rs::partial::PartialTime;
use temporal_rs::{
    Calendar, MonthCode, PlainDate, PlainDateTime, PlainMonthDay, PlainTime, PlainYearMonth,
    TimeZone, TinyAsciiStr, UtcOffset, ZonedDateTime,
};

use crate::conversion::{
    OrThrow, mistyped, range, to_integer_with_truncation, to_positive_integer_with_truncation,
    to_primitive_text, year,
};
use crate::record::record_of;
use crate::zone;

/// A set of parts.
#[derive(Clone, Copy)]
pub(crate) struct Wanted(u8);

impl Wanted {
    pub(crate) const DAY: Wanted = Wanted(1);
    pub(crate) const MONTH: Wanted = Wanted(1 << 1);
    pub(crate) const YEAR: Wanted = Wanted(1 << 2);
    pub(crate) const TIME: Wanted = Wanted(1 << 3);
    pub(crate) const OFFSET: Wanted = Wanted(1 << 4);
    pub(crate) const TIME_ZONE: Wanted = Wanted(1 << 5);
    pub(crate) const YEAR_MONTH: Wanted = Wanted::YEAR.and(Wanted::MONTH);
    pub(crate) const DATE: Wanted = Wanted::YEAR_MONTH.and(Wanted::DAY);
    pub(crate) const DATE_TIME: Wanted = Wanted::DATE.and(Wanted::TIME);

    pub(crate) const fn and(self, other: Wanted) -> Wanted {
        Wanted(self.0 | other.0)
    }

    const fn has(self, part: Wanted) -> bool {
        self.0 & part.0 != 0
    }
}

/// What must be there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// What is missing is found out later.
    Nothing,
    /// At least one part.
    Any,
    /// The time zone.
    TimeZone,
}

/// The parts of a time of day, as they were given.
#[derive(Default)]
pub(crate) struct TimeFields {
    hour: Option<f64>,
    minute: Option<f64>,
    second: Option<f64>,
    millisecond: Option<f64>,
    microsecond: Option<f64>,
    nanosecond: Option<f64>,
}

/// Parts that were read.
#[derive(Default)]
pub(crate) struct Fields {
    pub(crate) date: CalendarFields,
    pub(crate) time: TimeFields,
    pub(crate) offset: Option<UtcOffset>,
    pub(crate) time_zone: Option<TimeZone>,
}

/// The names of all parts, in alphabetical order.
const NAMES: [(&str, Wanted); 14] = [
    ("day", Wanted::DAY),
    ("era", Wanted::YEAR),
    ("eraYear", Wanted::YEAR),
    ("hour", Wanted::TIME),
    ("microsecond", Wanted::TIME),
    ("millisecond", Wanted::TIME),
    ("minute", Wanted::TIME),
    ("month", Wanted::MONTH),
    ("monthCode", Wanted::MONTH),
    ("nanosecond", Wanted::TIME),
    ("offset", Wanted::OFFSET),
    ("second", Wanted::TIME),
    ("timeZone", Wanted::TIME_ZONE),
    ("year", Wanted::YEAR),
];

/// PrepareCalendarFields ( calendar, fields, calendarFieldNames, nonCalendarFieldNames, requiredFieldNames )
/// <https://tc39.es/proposal-temporal/#sec-temporal-preparecalendarfields>
pub(crate) fn prepare(
    cx: &mut Cx,
    object: Object,
    calendar: &Calendar,
    wanted: Wanted,
    need: Need,
) -> JsResult<Fields> {
    let mut fields = Fields::default();
    let mut found_any = false;
    for (name, part) in NAMES {
        let is_of_era = matches!(name, "era" | "eraYear");
        if !wanted.has(part) || (is_of_era && !has_eras(calendar)) {
            continue;
        }
        let value = cx.get(object, name)?;
        if !value.is_undefined() {
            found_any = true;
            fields.store(cx, name, value)?;
        } else if name == "timeZone" && need == Need::TimeZone {
            return Err(mistyped(cx, "timeZone is required"));
        }
    }
    if need == Need::Any && !found_any {
        return Err(mistyped(cx, "the object has no property that is known"));
    }
    Ok(fields)
}

/// Whether years of the calendar are counted in eras.
fn has_eras(calendar: &Calendar) -> bool {
    !matches!(calendar.identifier(), "iso8601" | "chinese" | "dangi")
}

impl Fields {
    fn store(&mut self, cx: &mut Cx, name: &str, value: Value) -> JsResult<()> {
        match name {
            "day" => self.date.day = Some(small_positive(cx, value)?),
            "era" => {
                let text = to_primitive_text(cx, value)?;
                // NOTE: no era has so long a name; that it is none is found out with the others.
                let unknown = TinyAsciiStr::try_from_str("?").ok();
                self.date.era = TinyAsciiStr::try_from_str(&text).ok().or(unknown);
            }
            "eraYear" => self.date.era_year = Some(year(to_integer_with_truncation(cx, value)?)),
            "month" => self.date.month = Some(small_positive(cx, value)?),
            "monthCode" => self.date.month_code = Some(month_code(cx, value)?),
            "offset" => {
                let text = to_primitive_text(cx, value)?;
                self.offset = Some(UtcOffset::from_utf8(text.as_bytes()).or_throw(cx)?);
            }
            "timeZone" => self.time_zone = Some(zone::to_time_zone(cx, value)?),
            "year" => self.date.year = Some(year(to_integer_with_truncation(cx, value)?)),
            _ => self.time.store(cx, name, value)?,
        }
        Ok(())
    }
}

/// A month or day; what is greater than any can be stays greater.
fn small_positive(cx: &mut Cx, value: Value) -> JsResult<u8> {
    Ok(to_positive_integer_with_truncation(cx, value)?.min(255.0) as u8)
}

/// ToMonthCode ( argument ) <https://tc39.es/proposal-temporal/#sec-temporal-tomonthcode>
fn month_code(cx: &mut Cx, value: Value) -> JsResult<MonthCode> {
    let text = to_primitive_text(cx, value)?;
    // SPEC: `temporal_rs` takes M00, which the grammar has only as a leap month.
    if text == "M00" {
        return Err(range(cx, "monthCode is not well-formed"));
    }
    MonthCode::try_from_utf8(text.as_bytes()).or_throw(cx)
}

impl TimeFields {
    fn store(&mut self, cx: &mut Cx, name: &str, value: Value) -> JsResult<()> {
        let integer = Some(to_integer_with_truncation(cx, value)?);
        match name {
            "hour" => self.hour = integer,
            "minute" => self.minute = integer,
            "second" => self.second = integer,
            "millisecond" => self.millisecond = integer,
            "microsecond" => self.microsecond = integer,
            _ => self.nanosecond = integer,
        }
        Ok(())
    }

    /// The parts as `temporal_rs` takes them, each within its range.
    pub(crate) fn regulate(&self, cx: &mut Cx, overflow: Overflow) -> JsResult<PartialTime> {
        let mut fit = |part: Option<f64>, most: u16| match part {
            Some(part)
                if overflow == Overflow::Reject && !(0.0..=f64::from(most)).contains(&part) =>
            {
                Err(range(cx, "a part of the time is out of range"))
            }
            part => Ok(part.map(|part| part.clamp(0.0, f64::from(most)) as u16)),
        };
        Ok(PartialTime::new()
            .with_hour(fit(self.hour, 23)?.map(|part| part as u8))
            .with_minute(fit(self.minute, 59)?.map(|part| part as u8))
            .with_second(fit(self.second, 59)?.map(|part| part as u8))
            .with_millisecond(fit(self.millisecond, 999)?)
            .with_microsecond(fit(self.microsecond, 999)?)
            .with_nanosecond(fit(self.nanosecond, 999)?))
    }
}

/// IsPartialTemporalObject ( value ) <https://tc39.es/proposal-temporal/#sec-temporal-ispartialtemporalobject>:
/// the object, or a TypeError.
pub(crate) fn require_partial(cx: &mut Cx, value: Value) -> JsResult<Object> {
    let Some(object) = value.as_object() else {
        return Err(mistyped(cx, "an object with some of the parts is expected"));
    };
    let is_record = record_of::<PlainDate>(value).is_some()
        || record_of::<PlainDateTime>(value).is_some()
        || record_of::<PlainMonthDay>(value).is_some()
        || record_of::<PlainTime>(value).is_some()
        || record_of::<PlainYearMonth>(value).is_some()
        || record_of::<ZonedDateTime>(value).is_some();
    if is_record {
        return Err(mistyped(
            cx,
            "parts are expected, not an object of Temporal",
        ));
    }
    for name in ["calendar", "timeZone"] {
        if !cx.get(object, name)?.is_undefined() {
            return Err(mistyped(
                cx,
                "calendar and timeZone have methods of their own",
            ));
        }
    }
    Ok(object)
}
