//! Dates and times of the standard library, `chrono` and `jiff`.
#![allow(clippy::unwrap_used)]

use std::time::{Duration, SystemTime};

use stilla::Runtime;

/// Row 2.2: a point of time is a Date, a duration milliseconds.
#[test]
fn the_standard_library() {
    let mut runtime = Runtime::new();
    let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_234_567_890_123);
    runtime.set("time", time).unwrap();
    runtime.set("span", Duration::from_micros(2500)).unwrap();
    let code = "time.toISOString() + ' ' + span";
    let text: String = runtime.eval_as(code).unwrap();
    assert_eq!(text, "2009-02-13T23:31:30.123Z 2.5");
    assert_eq!(runtime.eval_as::<SystemTime>("time").unwrap(), time);
    assert_eq!(
        runtime.eval_as::<Duration>("span * 2").unwrap(),
        Duration::from_millis(5)
    );
    let before: SystemTime = runtime.eval_as("new Date(-1000)").unwrap();
    assert_eq!(before, SystemTime::UNIX_EPOCH - Duration::from_secs(1));
    assert!(runtime.eval_as::<SystemTime>("new Date(NaN)").is_err());
    assert!(runtime.eval_as::<Duration>("-1").is_err());
}

/// Row 2.2: `chrono`.
#[cfg(feature = "chrono")]
#[test]
fn chrono_both_ways() {
    use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

    let mut runtime = Runtime::new();
    let time: DateTime<Utc> = "2024-02-29T12:30:45.250Z".parse().unwrap();
    let date = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
    let clock = NaiveTime::from_hms_nano_opt(23, 59, 1, 1_002_003).unwrap();
    let both = date.and_time(clock);
    runtime.set("time", time).unwrap();
    runtime.set("date", date).unwrap();
    runtime.set("clock", clock).unwrap();
    runtime.set("both", both).unwrap();
    runtime
        .set("delta", TimeDelta::milliseconds(-1500))
        .unwrap();
    let code = "[time.toISOString(), date, clock, both, delta].join(' ')";
    assert_eq!(
        runtime.eval_as::<String>(code).unwrap(),
        "2024-02-29T12:30:45.250Z 2024-02-29 23:59:01.001002003 2024-02-29T23:59:01.001002003 -1500"
    );
    assert_eq!(runtime.eval_as::<DateTime<Utc>>("time").unwrap(), time);
    let instant = "Temporal.Instant.from('2024-02-29T12:30:45.250Z')";
    assert_eq!(runtime.eval_as::<DateTime<Utc>>(instant).unwrap(), time);
    assert_eq!(runtime.eval_as::<NaiveDate>("date").unwrap(), date);
    assert_eq!(runtime.eval_as::<NaiveTime>("clock").unwrap(), clock);
    assert_eq!(runtime.eval_as::<NaiveDateTime>("both").unwrap(), both);
    let day = "new Temporal.PlainTime(7)";
    assert_eq!(
        runtime.eval_as::<NaiveTime>(day).unwrap(),
        NaiveTime::from_hms_opt(7, 0, 0).unwrap()
    );
    assert_eq!(
        runtime.eval_as::<TimeDelta>("delta").unwrap(),
        TimeDelta::milliseconds(-1500)
    );
    assert!(runtime.eval_as::<NaiveDate>("'2024-02-29'").is_err());
    assert!(runtime.eval_as::<DateTime<Utc>>("new Date(NaN)").is_err());
}

/// Row 2.2: `jiff`.
#[cfg(feature = "jiff")]
#[test]
fn jiff_both_ways() {
    use jiff::civil::{Date, DateTime, Time, date};
    use jiff::{SignedDuration, Span, Timestamp, ToSpan, Zoned};

    let mut runtime = Runtime::new();
    let time: Timestamp = "2024-02-29T12:30:45.250000007Z".parse().unwrap();
    let zoned: Zoned = "2024-07-01T08:00:00+02:00[Europe/Berlin]".parse().unwrap();
    let both = date(2024, 2, 29).at(1, 2, 3, 4_005_006);
    let span = 1.year().months(2).days(3).hours(4).nanoseconds(5);
    runtime.set("time", time).unwrap();
    runtime.set("zoned", zoned.clone()).unwrap();
    runtime.set("both", both).unwrap();
    runtime.set("day", both.date()).unwrap();
    runtime.set("clock", both.time()).unwrap();
    runtime.set("span", span).unwrap();
    let code = "[time, zoned, both, day, clock, span].join(' ')";
    assert_eq!(
        runtime.eval_as::<String>(code).unwrap(),
        "2024-02-29T12:30:45.250000007Z 2024-07-01T08:00:00+02:00[Europe/Berlin] \
         2024-02-29T01:02:03.004005006 2024-02-29 01:02:03.004005006 P1Y2M3DT4H0.000000005S"
    );
    assert_eq!(runtime.eval_as::<Timestamp>("time").unwrap(), time);
    assert_eq!(runtime.eval_as::<Zoned>("zoned").unwrap(), zoned);
    assert_eq!(runtime.eval_as::<DateTime>("both").unwrap(), both);
    assert_eq!(runtime.eval_as::<Date>("day").unwrap(), both.date());
    assert_eq!(runtime.eval_as::<Time>("clock").unwrap(), both.time());
    let back: Span = runtime.eval_as("span").unwrap();
    assert_eq!(back.fieldwise(), span);
    assert_eq!(
        runtime.eval_as::<Timestamp>("new Date(1500)").unwrap(),
        Timestamp::from_millisecond(1500).unwrap()
    );
    assert_eq!(
        runtime.eval_as::<SignedDuration>("-2.5").unwrap(),
        SignedDuration::from_micros(-2500)
    );
    assert!(runtime.eval_as::<Date>("'2024-02-29'").is_err());
}
