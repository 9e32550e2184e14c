//! What formatters learn of Temporal's objects, and the way from `toLocaleString` to them.
//!
//! Without a crate that knows locales `toLocaleString` says what `toJSON` says.
//!
//! Uses: core's `locale`, record, temporal_rs. Never: the classes.

use stilla_core::function::NativeFn;
use stilla_core::locale::{TemporalKind, TemporalValue};
use stilla_core::{Call, Cx, JsResult, Object, Value};
use temporal_rs::options::DisplayCalendar;
use temporal_rs::{
    Duration, Instant, PlainDate, PlainDateTime, PlainMonthDay, PlainTime, PlainYearMonth,
    ZonedDateTime,
};

use crate::record::{Record, record_of, this};
use crate::zone::rules;

const MS_PER_DAY: i64 = 86_400_000;

/// `toLocaleString` of a class; `plain` is what it is without locales.
pub(crate) fn to_locale_string<T: Record>(
    cx: &mut Cx,
    call: &Call<'_>,
    plain: NativeFn,
) -> JsResult<Value> {
    let Some(functions) = cx.locale_functions() else {
        return plain(cx, call);
    };
    this::<T>(cx, call)?;
    match record_of::<Duration>(call.this()) {
        Some(_) => (functions.duration_to_locale_string)(cx, call.this(), call),
        None => (functions.temporal_to_locale_string)(cx, call.this(), call),
    }
}

/// The fields of a Temporal.Duration, years first; `None` for any other object.
#[must_use]
pub fn duration_fields(_: &Cx, object: Object) -> Option<[f64; 10]> {
    let duration = record_of::<Duration>(object.into())?;
    Some([
        duration.years() as f64,
        duration.months() as f64,
        duration.weeks() as f64,
        duration.days() as f64,
        duration.hours() as f64,
        duration.minutes() as f64,
        duration.seconds() as f64,
        duration.milliseconds() as f64,
        duration.microseconds() as f64,
        duration.nanoseconds() as f64,
    ])
}

/// What there is to format in an object of Temporal; `None` for durations and any other object.
#[must_use]
pub fn value_to_format(_: &Cx, object: Object) -> Option<TemporalValue> {
    let value = Value::from(object);
    let make = |kind, calendar: &str, time_zone: String, milliseconds| TemporalValue {
        kind,
        calendar: calendar.to_owned(),
        time_zone,
        milliseconds,
    };
    let plain = |kind, calendar: &str, text: &str| {
        Some(make(kind, calendar, String::new(), milliseconds_of(text)?))
    };
    const SHOWN: DisplayCalendar = DisplayCalendar::Always;
    if let Some(date) = record_of::<PlainDate>(value) {
        let text = date.to_ixdtf_string(SHOWN);
        return plain(TemporalKind::PlainDate, date.calendar().identifier(), &text);
    }
    if let Some(date) = record_of::<PlainYearMonth>(value) {
        let text = date.to_ixdtf_string(SHOWN);
        return plain(TemporalKind::PlainYearMonth, date.calendar_id(), &text);
    }
    if let Some(date) = record_of::<PlainMonthDay>(value) {
        let text = date.to_ixdtf_string(SHOWN);
        return plain(TemporalKind::PlainMonthDay, date.calendar_id(), &text);
    }
    if let Some(time) = record_of::<PlainTime>(value) {
        let text = time.to_ixdtf_string(Default::default()).ok()?;
        return plain(TemporalKind::PlainTime, "", &format!("1970-01-01T{text}"));
    }
    if let Some(date) = record_of::<PlainDateTime>(value) {
        let text = date.to_ixdtf_string(Default::default(), SHOWN).ok()?;
        return plain(
            TemporalKind::PlainDateTime,
            date.calendar().identifier(),
            &text,
        );
    }
    if let Some(instant) = record_of::<Instant>(value) {
        let time = instant.epoch_milliseconds();
        return Some(make(TemporalKind::Instant, "", String::new(), time));
    }
    let zoned = record_of::<ZonedDateTime>(value)?;
    let zone = zoned.time_zone().identifier_with_provider(&rules()).ok()?;
    let calendar = zoned.calendar().identifier();
    Some(make(
        TemporalKind::ZonedDateTime,
        calendar,
        zone,
        zoned.epoch_milliseconds(),
    ))
}

/// Milliseconds since 1970 of an ISO text: `+012345-06-07T08:09:10.123456789[u-ca=…]`, rounded down.
fn milliseconds_of(text: &str) -> Option<i64> {
    let text = text.split('[').next()?;
    let (date, time) = text.split_once('T').unwrap_or((text, "00:00"));
    let (sign, date) = match date.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, date.strip_prefix('+').unwrap_or(date)),
    };
    let mut parts = date.split('-').map(str::parse::<i64>);
    let (year, month, day) = (
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    );
    let mut clock = time.split(':');
    let hour: i64 = clock.next()?.parse().ok()?;
    let minute: i64 = clock.next()?.parse().ok()?;
    let (second, fraction) = clock.next().map_or(("0", "0"), |text| {
        text.split_once('.').unwrap_or((text, "0"))
    });
    let second: i64 = second.parse().ok()?;
    let millisecond: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    let in_day = (hour * 60 + minute) * 60_000 + second * 1000 + millisecond;
    Some(days(sign * year, month, day) * MS_PER_DAY + in_day)
}

/// Days since 1970 of a date.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March here, so that the leap day is the last of its year.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_milliseconds() {
        assert_eq!(milliseconds_of("1970-01-01T00:00:00.001999999"), Some(1));
        assert_eq!(
            milliseconds_of("2000-02-29[u-ca=hebrew]"),
            Some(951_782_400_000)
        );
        assert_eq!(
            milliseconds_of("-271821-04-20T00:00"),
            Some(-8_640_000_000_000_000)
        );
    }
}
