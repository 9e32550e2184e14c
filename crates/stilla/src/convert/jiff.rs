//! Dates and times of `jiff`, which are those of Temporal.
//!
//! | Rust | JavaScript |
//! |---|---|
//! | `Timestamp` | Temporal.Instant; also from a Date |
//! | `Zoned` | Temporal.ZonedDateTime |
//! | `civil::Date`, `civil::Time`, `civil::DateTime` | Temporal.PlainDate, PlainTime, PlainDateTime |
//! | `Span` | Temporal.Duration |
//! | `SignedDuration` | Number of milliseconds |
//!
//! Uses: convert. Never: runtime.

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Span, Timestamp, Zoned};

use super::temporal::{
    Class, DURATION, INSTANT, PLAIN_DATE, PLAIN_DATE_TIME, PLAIN_TIME, ZONED_DATE_TIME,
};
use super::time::milliseconds_of;
use super::{FromJs, IntoJs, from_js_by_raw, into_js_by_raw, mismatch};
use crate::context::Context;
use crate::error::Error;
use crate::seal::{Raw, Token};

/// What the text of an object of a class says.
fn parse<T: std::str::FromStr>(cx: &mut Context<'_>, raw: Raw, class: Class) -> Result<T, Error> {
    let text = class.text(cx, raw)?;
    text.parse().map_err(|_| class.refusal(cx, raw))
}

impl IntoJs for Timestamp {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        INSTANT.make_exact(cx, self.as_nanosecond(), None)
    }
}

impl FromJs for Timestamp {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        match milliseconds_of(raw) {
            Some(milliseconds) => Timestamp::from_millisecond(milliseconds as i64)
                .map_err(|_| mismatch(cx, "Date that jiff can express", raw)),
            None => parse(cx, raw, INSTANT),
        }
    }
}

impl IntoJs for Zoned {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        let offset;
        let zone = match self.time_zone().iana_name() {
            Some(name) => name,
            None => {
                offset = self.offset().to_string();
                &offset
            }
        };
        ZONED_DATE_TIME.make_exact(cx, self.timestamp().as_nanosecond(), Some(zone))
    }
}

impl FromJs for Zoned {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        parse(cx, raw, ZONED_DATE_TIME)
    }
}

fn date_parts(date: Date) -> [i32; 3] {
    [date.year().into(), date.month().into(), date.day().into()]
}

fn time_parts(time: Time) -> [i32; 6] {
    [
        time.hour().into(),
        time.minute().into(),
        time.second().into(),
        time.millisecond().into(),
        time.microsecond().into(),
        time.nanosecond().into(),
    ]
}

impl IntoJs for Date {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        PLAIN_DATE.make(cx, &date_parts(self).map(stilla_core::Value::from))
    }
}

impl IntoJs for Time {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        PLAIN_TIME.make(cx, &time_parts(self).map(stilla_core::Value::from))
    }
}

impl IntoJs for DateTime {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        let [year, month, day] = date_parts(self.date());
        let [hour, minute, second, milli, micro, nano] = time_parts(self.time());
        let parts = [year, month, day, hour, minute, second, milli, micro, nano];
        PLAIN_DATE_TIME.make(cx, &parts.map(stilla_core::Value::from))
    }
}

impl IntoJs for Span {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        let parts = [
            i64::from(self.get_years()),
            self.get_months().into(),
            self.get_weeks().into(),
            self.get_days().into(),
            self.get_hours().into(),
            self.get_minutes(),
            self.get_seconds(),
            self.get_milliseconds(),
            self.get_microseconds(),
            self.get_nanoseconds(),
        ];
        DURATION.make(cx, &parts.map(|part| stilla_core::Value::from(part as f64)))
    }
}

macro_rules! by_text {
    ($($type:ident $class:ident;)*) => {
        $(impl FromJs for $type {
            from_js_by_raw!();

            fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
                parse(cx, raw, $class)
            }
        })*
    };
}

by_text! {
    Date PLAIN_DATE;
    Time PLAIN_TIME;
    DateTime PLAIN_DATE_TIME;
    Span DURATION;
}

impl IntoJs for SignedDuration {
    into_js_by_raw!();

    fn into_raw(self, _: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        Ok(Raw((self.as_secs_f64() * 1000.0).into()))
    }
}

impl FromJs for SignedDuration {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, token: Token) -> Result<Self, Error> {
        let milliseconds = f64::from_raw(raw, cx, token)?;
        SignedDuration::try_from_secs_f64(milliseconds / 1000.0)
            .map_err(|_| mismatch(cx, "a number of milliseconds", raw))
    }
}
