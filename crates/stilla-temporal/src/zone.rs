//! Time zones: their identifiers, their rules, and which one is the host's.
//!
//! `Date` asks for the same rules through its host.
//!
//! Uses: conversion, record, stilla-zones. Never: the classes.

use stilla_core::{Cx, JsResult, Value};
use stilla_zones::Rules;
use temporal_rs::{TimeZone, ZonedDateTime};

use crate::conversion::{OrThrow, require_text};
use crate::record::record_of;

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
