//! The history of one time zone, read where it lies in the compiled database (RFC 9636).
//!
//! Nothing is parsed ahead: a look-up is a binary search over the big-endian seconds of the file, and
//! behind the last of them the rule of its footer.
//!
//! Uses: posix. Never: stilla-core.

use super::posix::{Change, DAY, Posix, year_of};

/// The tables of a TZif file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tzif<'a> {
    /// Eight bytes for each transition.
    times: &'a [u8],
    /// For each transition the number of the local time that begins.
    kinds: &'a [u8],
    /// Six bytes for each local time: the offset in four, whether it is summer, the place of its name.
    local_times: &'a [u8],
    /// What holds after the last transition.
    rule: Option<Posix>,
}

/// The bytes of a header.
const HEADER: usize = 44;

/// The six counts of a header: UT marks, standard marks, leap seconds, transitions, local times, characters.
fn counts(file: &[u8]) -> Option<[usize; 6]> {
    let header = file
        .get(..HEADER)
        .filter(|file| file.starts_with(b"TZif"))?;
    let mut counts = [0; 6];
    for (count, bytes) in counts.iter_mut().zip(header[20..].chunks_exact(4)) {
        *count = u32::from_be_bytes(bytes.try_into().ok()?) as usize;
    }
    Some(counts)
}

impl<'a> Tzif<'a> {
    /// The tables of a file of version 2 or later.
    pub(super) fn new(file: &'a [u8]) -> Option<Tzif<'a>> {
        let [ut, standard, leap, times, kinds, chars] = counts(file)?;
        // The first block has seconds of four bytes, for readers of old.
        let file = file.get(HEADER + times * 5 + kinds * 6 + chars + leap * 8 + standard + ut..)?;
        let [ut, standard, leap, times, kinds, chars] = counts(file)?;
        let (time_bytes, rest) = file.get(HEADER..)?.split_at_checked(times * 8)?;
        let (kind_bytes, rest) = rest.split_at_checked(times)?;
        let (local_times, rest) = rest.split_at_checked(kinds * 6)?;
        let footer = rest.get(chars + leap * 12 + standard + ut..)?;
        let footer = footer.strip_prefix(b"\n")?.strip_suffix(b"\n")?;
        Some(Tzif {
            times: time_bytes,
            kinds: kind_bytes,
            local_times,
            rule: Posix::parse(footer),
        })
    }

    fn len(&self) -> usize {
        self.kinds.len()
    }

    /// When transition `index` is.
    fn time(&self, index: usize) -> i64 {
        let bytes = self.times.get(index * 8..index * 8 + 8);
        bytes
            .and_then(|bytes| bytes.try_into().ok())
            .map_or(i64::MAX, i64::from_be_bytes)
    }

    /// The offset before transition `index`; behind the last if there are no more.
    fn offset_before(&self, index: usize) -> i64 {
        let kind = match index.checked_sub(1) {
            None => 0,
            Some(past) => self.kinds.get(past).copied().map_or(0, usize::from),
        };
        let bytes = self.local_times.get(kind * 6..kind * 6 + 4);
        bytes
            .and_then(|bytes| bytes.try_into().ok())
            .map_or(0, |bytes| i64::from(i32::from_be_bytes(bytes)))
    }

    /// How many transitions are not after a time.
    fn passed(&self, seconds: i64) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.time(middle) <= seconds {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Seconds east of UTC at a time in UTC.
    pub(super) fn offset_at(&self, seconds: i64) -> i64 {
        let passed = self.passed(seconds);
        match &self.rule {
            Some(rule) if passed == self.len() => rule.offset_at(seconds),
            _ => self.offset_before(passed),
        }
    }

    /// Transition `index` of the table, if the offset changes there.
    fn change(&self, index: usize) -> Option<Change> {
        let change = Change {
            at: self.time(index),
            before: self.offset_before(index),
            after: self.offset_before(index + 1),
        };
        (change.before != change.after).then_some(change)
    }

    /// The changes by the rule, from a year on, in order: those of a year come in either order.
    fn changes_by_rule(&self, year: i64) -> impl DoubleEndedIterator<Item = Change> {
        let mut changes = [None; 6];
        let rule = self.rule.into_iter();
        let all =
            rule.flat_map(|rule| (year..year + 3).flat_map(move |year| rule.changes_of(year)));
        for (place, change) in changes.iter_mut().zip(all) {
            *place = Some(change);
        }
        changes.sort_by_key(|change| change.map_or(i64::MAX, |change| change.at));
        let last = self.last_time();
        let is_real = move |change: &Change| change.at > last && change.before != change.after;
        changes.into_iter().flatten().filter(is_real)
    }

    /// The last transition of the table.
    fn last_time(&self) -> i64 {
        self.len()
            .checked_sub(1)
            .map_or(i64::MIN, |last| self.time(last))
    }

    /// The first change after a time.
    pub(super) fn next(&self, seconds: i64) -> Option<Change> {
        let listed = (self.passed(seconds)..self.len()).find_map(|index| self.change(index));
        listed.or_else(|| {
            let from = seconds.max(self.last_time());
            self.changes_by_rule(year_of(from) - 1)
                .find(|change| change.at > from)
        })
    }

    /// The last change before a time.
    pub(super) fn previous(&self, seconds: i64) -> Option<Change> {
        let passed = self.passed(seconds.saturating_sub(1));
        let by_rule = (passed == self.len())
            .then(|| self.changes_by_rule(year_of(seconds) - 1))
            .and_then(|changes| changes.rev().find(|change| change.at < seconds));
        by_rule.or_else(|| (0..passed).rev().find_map(|index| self.change(index)))
    }

    /// The changes from a day before a local time to a day after it.
    pub(super) fn around(&self, local: i64) -> impl Iterator<Item = Change> {
        let mut from = local - DAY - 1;
        std::iter::from_fn(move || {
            let change = self.next(from)?;
            from = change.at;
            (change.at <= local + DAY).then_some(change)
        })
    }
}
