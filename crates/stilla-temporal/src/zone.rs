//! Time zones: their identifiers, their rules, and which one is the host's.
//!
//! The rules are compiled in and read where they lie: no agent owns anything of them. `Date` asks for
//! the same rules through its host ([`Zone`]).
//!
//! Uses: conversion, record, timezone_provider. Never: the classes.

use stilla_core::{Cx, JsResult, Value};
use temporal_rs::{TimeZone, ZonedDateTime};
use timezone_provider::experimental_tzif::ZeroCompiledTzdbProvider;
use timezone_provider::provider::{CandidateEpochNanoseconds, IsoDateTime, TimeZoneProvider};

use crate::conversion::{OrThrow, require_text};
use crate::record::record_of;

/// Nanoseconds of a millisecond.
const NS_PER_MS: i128 = 1_000_000;

/// The database of time zones.
pub(crate) fn rules() -> ZeroCompiledTzdbProvider<'static> {
    ZeroCompiledTzdbProvider::default()
}

/// ToTemporalTimeZoneIdentifier ( temporalTimeZoneLike ) <https://tc39.es/proposal-temporal/#sec-temporal-totemporaltimezoneidentifier>
pub(crate) fn to_time_zone(cx: &mut Cx, value: Value) -> JsResult<TimeZone> {
    if let Some(zoned) = record_of::<ZonedDateTime>(value) {
        return Ok(*zoned.time_zone());
    }
    let text = require_text(cx, value)?;
    TimeZone::try_from_str_with_provider(&text, &rules()).or_throw(cx)
}

/// The time zone of a constructor's argument: an identifier and nothing else.
pub(crate) fn from_argument(cx: &mut Cx, value: Value) -> JsResult<TimeZone> {
    let text = require_text(cx, value)?;
    TimeZone::try_from_identifier_str_with_provider(&text, &rules()).or_throw(cx)
}

/// SystemTimeZoneIdentifier ( ) <https://tc39.es/ecma262/#sec-systemtimezoneidentifier>: UTC if the
/// host names a zone that nobody knows.
pub(crate) fn of_host(cx: &mut Cx) -> TimeZone {
    let name = cx.host().time_zone_name();
    TimeZone::try_from_identifier_str_with_provider(&name, &rules())
        .unwrap_or_else(|_| TimeZone::utc_with_provider(&rules()))
}

/// A time zone for a host to tell local time by: what `Date` and Temporal show agrees.
#[derive(Clone, Copy, Debug)]
pub struct Zone(TimeZone);

impl Zone {
    /// The zone with this identifier of the IANA database, in any case, or offset such as `+05:30`.
    ///
    /// # Examples
    /// ```
    /// use stilla_temporal::Zone;
    ///
    /// let berlin = Zone::new("Europe/Berlin").expect("the database has it");
    /// assert_eq!(berlin.offset(0.0, false), Some(3_600_000.0));
    /// assert!(Zone::new("Europe/Nowhere").is_none());
    /// ```
    #[must_use]
    pub fn new(name: &str) -> Option<Zone> {
        TimeZone::try_from_identifier_str_with_provider(name, &rules())
            .ok()
            .map(Zone)
    }

    /// Milliseconds to add to UTC to get local time, at `time`: milliseconds since the epoch in UTC,
    /// or in local time if `is_local`. A local time that comes twice is the earlier one; one that is
    /// skipped is told by the offset before the gap. `None` if the time is out of range.
    #[must_use]
    pub fn offset(self, time: f64, is_local: bool) -> Option<f64> {
        // NOTE: a day more than a Date can reach, for local times.
        if time.is_nan() || time.abs() > 8.65e15 {
            return None;
        }
        let rules = rules();
        let seconds = match self.0 {
            TimeZone::UtcOffset(offset) => offset.seconds(),
            TimeZone::IanaIdentifier(id) if !is_local => {
                let nanoseconds = time.floor() as i128 * NS_PER_MS;
                let offset =
                    rules.transition_nanoseconds_for_utc_epoch_nanoseconds(id, nanoseconds);
                offset.ok()?.0
            }
            TimeZone::IanaIdentifier(id) => {
                let local = local_parts(time.floor() as i64);
                let candidates = rules.candidate_nanoseconds_for_local_epoch_nanoseconds(id, local);
                match candidates.ok()? {
                    CandidateEpochNanoseconds::Zero(gap) => gap.offset_before.0,
                    CandidateEpochNanoseconds::One(one) => one.offset.0,
                    CandidateEpochNanoseconds::Two([first, _]) => first.offset.0,
                }
            }
        };
        Some(seconds as f64 * 1000.0)
    }
}

/// The date and time of day of a time in milliseconds.
fn local_parts(time: i64) -> IsoDateTime {
    const MS_PER_DAY: i64 = 86_400_000;
    let in_day = time.rem_euclid(MS_PER_DAY);
    // Years begin in March here, so that the leap day is the last of its year.
    let shifted = time.div_euclid(MS_PER_DAY) + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let month_from_january = (month + 2) % 12;
    IsoDateTime {
        year: (year_of_era + era * 400 + i64::from(month_from_january <= 1)) as i32,
        month: month_from_january as u8 + 1,
        day: (of_year - (153 * month + 2) / 5 + 1) as u8,
        hour: (in_day / 3_600_000) as u8,
        minute: (in_day / 60_000 % 60) as u8,
        second: (in_day / 1000 % 60) as u8,
        millisecond: (in_day % 1000) as u16,
        microsecond: 0,
        nanosecond: 0,
    }
}
