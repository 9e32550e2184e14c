//! Sets of code points as sorted, disjoint ranges.
//!
//! A set is built by pushing ranges in any order and normalised once; all queries expect the normal form.
//!
//! Uses: nothing.
//! Never: parser, matcher.

/// The last code point.
pub(crate) const MAX: u32 = 0x10_FFFF;

/// A set of code points; ranges are inclusive, sorted and neither touch nor overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct CharSet {
    ranges: Vec<(u32, u32)>,
}

impl CharSet {
    /// The empty set.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Every code point.
    pub(crate) fn all() -> Self {
        Self {
            ranges: vec![(0, MAX)],
        }
    }

    /// The set of one character.
    pub(crate) fn single(c: u32) -> Self {
        Self {
            ranges: vec![(c, c)],
        }
    }

    /// The set of these ranges, in any order.
    pub(crate) fn from_ranges(ranges: &[(u32, u32)]) -> Self {
        let mut set = Self {
            ranges: ranges.to_vec(),
        };
        set.normalise();
        set
    }

    /// Takes ranges that are already in normal form.
    pub(crate) fn from_sorted(ranges: Vec<(u32, u32)>) -> Self {
        Self { ranges }
    }

    /// The ranges in order.
    pub(crate) fn ranges(&self) -> &[(u32, u32)] {
        &self.ranges
    }

    /// The only member, when there is exactly one.
    pub(crate) fn only_member(&self) -> Option<u32> {
        match self.ranges[..] {
            [(first, last)] if first == last => Some(first),
            _ => None,
        }
    }

    pub(crate) fn contains(&self, c: u32) -> bool {
        let at = self.ranges.partition_point(|&(_, last)| last < c);
        self.ranges.get(at).is_some_and(|&(first, _)| first <= c)
    }

    /// Adds a range without keeping the normal form; `normalise` must follow.
    pub(crate) fn push(&mut self, first: u32, last: u32) {
        self.ranges.push((first, last));
    }

    /// Adds the members of `other` without keeping the normal form; `normalise` must follow.
    pub(crate) fn push_all(&mut self, other: &CharSet) {
        self.ranges.extend_from_slice(&other.ranges);
    }

    /// Brings the ranges into normal form.
    pub(crate) fn normalise(&mut self) {
        if self.ranges.windows(2).all(|pair| pair[0].1 + 1 < pair[1].0) {
            return;
        }
        self.ranges.sort_unstable();
        let mut kept = 0;
        for at in 1..self.ranges.len() {
            let (first, last) = self.ranges[at];
            if first <= self.ranges[kept].1 + 1 {
                self.ranges[kept].1 = self.ranges[kept].1.max(last);
            } else {
                kept += 1;
                self.ranges[kept] = (first, last);
            }
        }
        self.ranges.truncate(kept + 1);
    }

    /// Both sets together.
    pub(crate) fn union(&mut self, other: &CharSet) {
        self.push_all(other);
        self.normalise();
    }

    /// All code points that are not in the set.
    pub(crate) fn complement(&self) -> CharSet {
        let mut ranges = Vec::with_capacity(self.ranges.len() + 1);
        let mut next = 0;
        for &(first, last) in &self.ranges {
            if first > next {
                ranges.push((next, first - 1));
            }
            next = last + 1;
        }
        if next <= MAX {
            ranges.push((next, MAX));
        }
        CharSet { ranges }
    }

    /// The members of both sets.
    pub(crate) fn intersection(&self, other: &CharSet) -> CharSet {
        let mut ranges = Vec::new();
        let (mut a, mut b) = (0, 0);
        while let (Some(&(a0, a1)), Some(&(b0, b1))) = (self.ranges.get(a), other.ranges.get(b)) {
            let (first, last) = (a0.max(b0), a1.min(b1));
            if first <= last {
                ranges.push((first, last));
            }
            if a1 < b1 {
                a += 1;
            } else {
                b += 1;
            }
        }
        CharSet { ranges }
    }

    /// The members that are not in `other`.
    pub(crate) fn difference(&self, other: &CharSet) -> CharSet {
        self.intersection(&other.complement())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_merge_and_complement() {
        let set = CharSet::from_ranges(&[(5, 9), (1, 2), (3, 4), (20, 30), (25, 40)]);
        assert_eq!(set.ranges(), [(1, 9), (20, 40)]);
        assert_eq!(set.complement().ranges(), [(0, 0), (10, 19), (41, MAX)]);
        assert_eq!(set.complement().complement(), set);
        assert!(CharSet::all().complement().ranges().is_empty());
    }

    #[test]
    fn set_algebra() {
        let a = CharSet::from_ranges(&[(0, 10), (20, 30)]);
        let b = CharSet::from_ranges(&[(5, 25)]);
        assert_eq!(a.intersection(&b).ranges(), [(5, 10), (20, 25)]);
        assert_eq!(a.difference(&b).ranges(), [(0, 4), (26, 30)]);
        assert!(a.contains(20) && !a.contains(15));
    }
}
