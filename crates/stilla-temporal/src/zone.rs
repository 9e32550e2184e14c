//! Time zones: their identifiers, their rules, and which one is the host's.
//!
//! The rules are compiled in and read where they lie: no agent owns anything of them. `Date` asks for
//! the same rules through its host ([`Zone`]).
//!
//! Uses: conversion, record, timezone_provider. Never: the classes.

mod posix;
mod rules;
mod tzif;

use stilla_core::{Cx, JsResult, Value};
use temporal_rs::{TimeZone, ZonedDateTime};

use crate::conversion::{OrThrow, require_text};
use crate::record::record_of;

pub(crate) use rules::Rules;

/// The database of time zones.
pub(crate) const fn rules() -> Rules {
    Rules
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
    /// assert_eq!(berlin.offset(0.0, false), 3_600_000.0);
    /// assert_eq!(berlin.name(), "Europe/Berlin");
    /// assert!(Zone::new("Europe/Nowhere").is_none());
    /// ```
    #[must_use]
    pub fn new(name: &str) -> Option<Zone> {
        TimeZone::try_from_identifier_str_with_provider(name, &rules())
            .ok()
            .map(Zone)
    }

    /// Its identifier, as the database spells it.
    #[must_use]
    pub fn name(self) -> String {
        self.0
            .identifier_with_provider(&rules())
            .unwrap_or_else(|_| "UTC".to_owned())
    }

    /// Milliseconds to add to UTC to get local time, at `time`: milliseconds since the epoch in UTC,
    /// or in local time if `is_local`. A local time that comes twice is the earlier one; one that is
    /// skipped is told by the offset before the gap. 0 if the time is not a number.
    #[must_use]
    pub fn offset(self, time: f64, is_local: bool) -> f64 {
        let seconds = (time / 1000.0).floor() as i64;
        let offset = match self.0 {
            TimeZone::UtcOffset(offset) => offset.seconds(),
            TimeZone::IanaIdentifier(id) if is_local => rules().offset_at_local(id, seconds),
            TimeZone::IanaIdentifier(id) => rules().offset_at(id, seconds),
        };
        offset as f64 * 1000.0
    }
}
