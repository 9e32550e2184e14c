//! Canonicalize: which characters are the same when case is ignored.
//!
//! Case is ignored at compile time: a character or class of an `i` pattern is widened to everything that
//! canonicalises alike, so the matcher compares plainly. Only back references canonicalise while matching.
//!
//! Uses: charset.
//! Never: parser, matcher.

mod tables;

use crate::charset::CharSet;
use tables::{FOLD, Run, UPPER};

/// Which mapping Canonicalize uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Folding {
    /// Without `u` or `v`: to upper case, by code units, never from outside ASCII into it.
    UpperCase,
    /// With `u` or `v`: simple case folding.
    Simple,
}

impl Folding {
    fn runs(self) -> &'static [Run] {
        match self {
            Folding::UpperCase => &UPPER,
            Folding::Simple => &FOLD,
        }
    }

    /// §22.2.2.7.3 Canonicalize ( rer, ch ) <https://tc39.es/ecma262/#sec-runtime-semantics-canonicalize-ch>
    pub(crate) fn canonicalize(self, c: u32) -> u32 {
        if c < 128 {
            return match self {
                Folding::UpperCase if (97..=122).contains(&c) => c - 32,
                Folding::Simple if (65..=90).contains(&c) => c + 32,
                _ => c,
            };
        }
        let runs = self.runs();
        let at = runs.partition_point(|run| run.1 < c);
        match runs.get(at) {
            Some(&(first, _, step, delta)) if first <= c && (c - first).is_multiple_of(step) => {
                c.wrapping_add_signed(delta)
            }
            _ => c,
        }
    }

    /// All characters that canonicalise like a member of `set`.
    pub(crate) fn close(self, set: &CharSet) -> CharSet {
        // FAST: without `u` nothing outside of ASCII is the same as a character of it.
        if self == Folding::UpperCase && set.ranges().last().is_none_or(|&(_, last)| last < 128) {
            return close_ascii(set);
        }
        let mut canonical = set.clone();
        for &run in self.runs() {
            self.map_run(run, set, &mut canonical, Way::Forth);
        }
        canonical.normalise();
        let mut closed = canonical.clone();
        for &run in self.runs() {
            self.map_run(run, &canonical, &mut closed, Way::Back);
        }
        closed.normalise();
        closed
    }

    /// Adds to `into` the images (or preimages) under one run of the members of `from`.
    fn map_run(
        self,
        (first, last, step, delta): Run,
        from: &CharSet,
        into: &mut CharSet,
        way: Way,
    ) {
        let (low, high, shift) = match way {
            Way::Forth => (first, last, delta),
            Way::Back => (
                first.wrapping_add_signed(delta),
                last.wrapping_add_signed(delta),
                -delta,
            ),
        };
        let start = from.ranges().partition_point(|&(_, end)| end < low);
        for &(a, b) in from.ranges()[start..]
            .iter()
            .take_while(|&&(a, _)| a <= high)
        {
            let (a, b) = (a.max(low), b.min(high));
            if step == 1 {
                into.push(a.wrapping_add_signed(shift), b.wrapping_add_signed(shift));
                continue;
            }
            let mut c = a + (a - low) % step;
            while c <= b {
                let mapped = c.wrapping_add_signed(shift);
                into.push(mapped, mapped);
                c += step;
            }
        }
    }
}

/// A set of ASCII with both cases of its letters.
fn close_ascii(set: &CharSet) -> CharSet {
    let mut closed = set.clone();
    for &(first, last) in set.ranges() {
        for (low, high, other) in [(b'A', b'Z', b'a'), (b'a', b'z', b'A')] {
            let (from, to) = (first.max(low.into()), last.min(high.into()));
            if from <= to {
                let shift = |c| c - u32::from(low) + u32::from(other);
                closed.push(shift(from), shift(to));
            }
        }
    }
    closed.normalise();
    closed
}

#[derive(Clone, Copy)]
enum Way {
    Forth,
    Back,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonicalize_follows_the_flag() {
        assert_eq!(Folding::UpperCase.canonicalize('a' as u32), 'A' as u32);
        // The long s and the Kelvin sign only meet ASCII under simple folding.
        assert_eq!(Folding::UpperCase.canonicalize(0x17F), 0x17F);
        assert_eq!(Folding::Simple.canonicalize(0x17F), 's' as u32);
        assert_eq!(Folding::Simple.canonicalize(0x212A), 'k' as u32);
        assert_eq!(Folding::UpperCase.canonicalize(0xDF), 0xDF);
        assert_eq!(Folding::Simple.canonicalize(0x1E9E), 0xDF);
    }

    #[test]
    fn closing_a_set_of_ascii_gives_both_cases_and_nothing_else() {
        let set = CharSet::from_ranges(&[(b'0'.into(), b'9'.into()), (b'X'.into(), b'b'.into())]);
        let expected = [(b'0', b'9'), (b'A', b'B'), (b'X', b'b'), (b'x', b'z')];
        let expected = expected.map(|(first, last)| (u32::from(first), u32::from(last)));
        assert_eq!(Folding::UpperCase.close(&set).ranges(), expected);
    }

    #[test]
    fn closing_is_the_same_as_comparing_canonical_forms() {
        for folding in [Folding::UpperCase, Folding::Simple] {
            for c in (0..0x600).chain(0x1E00..0x2200).chain(0x10400..0x10450) {
                let closed = folding.close(&CharSet::single(c));
                let canonical = folding.canonicalize(c);
                assert!(closed.contains(c) && closed.contains(canonical));
                for &(first, last) in closed.ranges() {
                    for other in first..=last {
                        assert_eq!(folding.canonicalize(other), canonical, "{c:x} {other:x}");
                    }
                }
            }
        }
    }
}
