//! Local time, which the host knows.
//!
//! Uses: stilla-core. Never: date::parse.

use stilla_core::Cx;

/// What a time is told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    Utc,
    Local,
}

/// §21.4.1.25 LocalTime ( t ) <https://tc39.es/ecma262/#sec-localtime>; NaN for NaN.
pub(super) fn local_time(cx: &mut Cx, time: f64) -> f64 {
    if time.is_nan() {
        time
    } else {
        time + cx.host().time_zone_offset(time, false)
    }
}

/// §21.4.1.26 UTC ( t ) <https://tc39.es/ecma262/#sec-utc-t>
pub(super) fn to_utc(cx: &mut Cx, time: f64) -> f64 {
    // NOTE: no zone is far enough from UTC to bring such a time back into range.
    if time.abs() > 8.65e15 || time.is_nan() {
        return f64::NAN;
    }
    time - cx.host().time_zone_offset(time, true)
}

/// A time value as the clocks of a zone show it.
pub(super) fn in_zone(cx: &mut Cx, time: f64, zone: Zone) -> f64 {
    match zone {
        Zone::Utc => time,
        Zone::Local => local_time(cx, time),
    }
}
