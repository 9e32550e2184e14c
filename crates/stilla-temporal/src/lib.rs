//! Temporal: dates, times, durations, time zones and calendars.
//!
//! The arithmetic is `temporal_rs`'s; this crate is the way between it and JavaScript: which property
//! is read when, what is converted how, which error is thrown. Each class is a room with its table at
//! the head; an object of any class is a [`Kind::Temporal`](stilla_core::Kind::Temporal) object that
//! holds one record (`record`). [`ALL`] is the contents page.
//!
//! Uses: stilla-core, temporal_rs. Never: the interpreter, the built-ins' crate.
#![forbid(unsafe_code)]

use stilla_core::Intrinsic;
use stilla_core::builtin::{Global, intrinsic, tag};

mod calendar;
mod conversion;
mod difference;
mod fields;
mod getters;
mod locale;
mod options;
mod record;
mod relative_to;
mod zone;

mod date;
mod duration;
mod instant;
mod now;
mod plain_date;
mod plain_date_time;
mod plain_month_day;
mod plain_time;
mod plain_year_month;
mod zoned_date_time;

pub use locale::{duration_fields, value_to_format};
pub use record::{Record, record_of};
/// The records that Temporal's objects hold.
pub use temporal_rs;

/// The Temporal namespace.
const TEMPORAL: Global = Global::namespace("Temporal")
    .id(Intrinsic::Temporal)
    .statics(&[
        intrinsic("Instant", Intrinsic::TemporalInstant),
        intrinsic("PlainDateTime", Intrinsic::TemporalPlainDateTime),
        intrinsic("PlainDate", Intrinsic::TemporalPlainDate),
        intrinsic("PlainTime", Intrinsic::TemporalPlainTime),
        intrinsic("PlainYearMonth", Intrinsic::TemporalPlainYearMonth),
        intrinsic("PlainMonthDay", Intrinsic::TemporalPlainMonthDay),
        intrinsic("Duration", Intrinsic::TemporalDuration),
        intrinsic("ZonedDateTime", Intrinsic::TemporalZonedDateTime),
        intrinsic("Now", Intrinsic::TemporalNow),
        tag("Temporal"),
    ]);

/// Every object of this crate, to be appended to those of `stilla-builtins`.
pub const ALL: &[&Global] = &[
    &TEMPORAL,
    &now::NOW,
    &plain_date::PLAIN_DATE,
    &plain_time::PLAIN_TIME,
    &plain_date_time::PLAIN_DATE_TIME,
    &zoned_date_time::ZONED_DATE_TIME,
    &duration::DURATION,
    &instant::INSTANT,
    &plain_year_month::PLAIN_YEAR_MONTH,
    &plain_month_day::PLAIN_MONTH_DAY,
    &date::DATE,
];
