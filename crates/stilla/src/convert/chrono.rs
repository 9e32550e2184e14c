//! Dates and times of `chrono`.
//!
//! | Rust | JavaScript |
//! |---|---|
//! | `DateTime<Tz>` | Date; from a Date or a Temporal.Instant |
//! | `NaiveDate`, `NaiveTime`, `NaiveDateTime` | Temporal.PlainDate, PlainTime, PlainDateTime |
//! | `TimeDelta` | Number of milliseconds |
//!
//! Uses: convert. Never: runtime.

use chrono::{
    DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike, Utc,
};

use super::temporal::{Class, INSTANT, PLAIN_DATE, PLAIN_DATE_TIME, PLAIN_TIME};
use super::time::{date, milliseconds_of};
use super::{FromJs, IntoJs, from_js_by_raw, into_js_by_raw, mismatch};
use crate::context::Context;
use crate::error::Error;
use crate::seal::{Raw, Token};

impl<Tz: TimeZone> IntoJs for DateTime<Tz> {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        date(cx, self.timestamp_millis() as f64)
    }
}

impl FromJs for DateTime<Utc> {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        let time = match milliseconds_of(raw) {
            Some(milliseconds) => DateTime::from_timestamp_millis(milliseconds as i64),
            None => INSTANT
                .text(cx, raw)
                .ok()
                .and_then(|text| DateTime::parse_from_rfc3339(&text).ok())
                .map(|time| time.to_utc()),
        };
        time.ok_or_else(|| mismatch(cx, "Date or Temporal.Instant", raw))
    }
}

/// Milliseconds, microseconds and nanoseconds below a second.
fn below_second(time: &impl Timelike) -> [u32; 3] {
    // NOTE: a leap second is the last instant of the second before.
    let nanoseconds = time.nanosecond().min(999_999_999);
    [
        nanoseconds / 1_000_000,
        nanoseconds / 1000 % 1000,
        nanoseconds % 1000,
    ]
}

fn parse<T>(
    cx: &mut Context<'_>,
    raw: Raw,
    class: Class,
    format: &str,
    read: impl Fn(&str, &str) -> chrono::ParseResult<T>,
) -> Result<T, Error> {
    let text = class.text(cx, raw)?;
    // NOTE: the calendar stands in brackets behind the text.
    let plain = text.split('[').next().unwrap_or_default();
    read(plain, format).map_err(|_| class.refusal(cx, raw))
}

impl IntoJs for NaiveDate {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        let args = [self.year().into(), self.month().into(), self.day().into()];
        PLAIN_DATE.make(cx, &args)
    }
}

impl FromJs for NaiveDate {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        parse(cx, raw, PLAIN_DATE, "%Y-%m-%d", NaiveDate::parse_from_str)
    }
}

impl IntoJs for NaiveTime {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        let [milli, micro, nano] = below_second(&self);
        let parts = [
            self.hour(),
            self.minute(),
            self.second(),
            milli,
            micro,
            nano,
        ];
        PLAIN_TIME.make(cx, &parts.map(stilla_core::Value::from))
    }
}

impl FromJs for NaiveTime {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        parse(
            cx,
            raw,
            PLAIN_TIME,
            "%H:%M:%S%.f",
            NaiveTime::parse_from_str,
        )
    }
}

impl IntoJs for NaiveDateTime {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        let [milli, micro, nano] = below_second(&self);
        let args = [
            self.year().into(),
            self.month().into(),
            self.day().into(),
            self.hour().into(),
            self.minute().into(),
            self.second().into(),
            milli.into(),
            micro.into(),
            nano.into(),
        ];
        PLAIN_DATE_TIME.make(cx, &args)
    }
}

impl FromJs for NaiveDateTime {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        let format = "%Y-%m-%dT%H:%M:%S%.f";
        parse(
            cx,
            raw,
            PLAIN_DATE_TIME,
            format,
            NaiveDateTime::parse_from_str,
        )
    }
}

impl IntoJs for TimeDelta {
    into_js_by_raw!();

    fn into_raw(self, _: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        let nanoseconds = f64::from(self.subsec_nanos());
        let milliseconds = self.num_seconds() as f64 * 1000.0 + nanoseconds / 1e6;
        Ok(Raw(milliseconds.into()))
    }
}

impl FromJs for TimeDelta {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, token: Token) -> Result<Self, Error> {
        let milliseconds = f64::from_raw(raw, cx, token)?;
        let seconds = (milliseconds / 1000.0).floor();
        let rest = milliseconds - seconds * 1000.0;
        let delta = (seconds.abs() < 9e15)
            .then(|| TimeDelta::new(seconds as i64, (rest * 1e6) as u32))
            .flatten();
        delta.ok_or_else(|| mismatch(cx, "a number of milliseconds", raw))
    }
}
