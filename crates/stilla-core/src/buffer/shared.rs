//! Bytes that several agents can share: atomic words.
//!
//! A word is eight bytes, so that every access which the specification calls atomic (one aligned
//! element) lies within a word and becomes one atomic operation on it.
//!
//! Uses: wait. Never: everything else.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use super::wait::Waiters;

/// Shared bytes that can grow up to a length fixed when they are made.
pub struct SharedBytes {
    words: Vec<AtomicU64>,
    len: AtomicUsize,
    max: usize,
    /// Who waits for a change of an element.
    pub(super) waiters: Waiters,
}

impl SharedBytes {
    /// `len` bytes that can become `max`, all 0; `None` if the system has not so many.
    #[must_use]
    pub fn try_new(len: usize, max: usize) -> Option<SharedBytes> {
        let count = max.div_ceil(8);
        let mut words = Vec::new();
        words.try_reserve_exact(count).ok()?;
        words.resize_with(count, || AtomicU64::new(0));
        Some(SharedBytes {
            words,
            len: AtomicUsize::new(len),
            max,
            waiters: Waiters::default(),
        })
    }

    /// Length in bytes.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.len.load(Ordering::SeqCst)
    }

    /// Whether there is no byte.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The greatest length.
    #[must_use]
    pub fn max_len(&self) -> usize {
        self.max
    }

    /// Grows to `len` bytes; `false` if that is less than now or too much.
    #[must_use]
    pub fn grow(&self, len: usize) -> bool {
        len <= self.max
            && self
                .len
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |old| {
                    (len >= old).then_some(len)
                })
                .is_ok()
    }

    /// The byte at `index`.
    #[must_use]
    pub fn read(&self, index: usize) -> u8 {
        (self.words[index / 8].load(Ordering::Relaxed) >> (index % 8 * 8)) as u8
    }

    /// Replaces the byte at `index`.
    pub fn write(&self, index: usize, byte: u8) {
        self.update(index, 1, Ordering::Relaxed, |_| u64::from(byte));
    }

    /// The little-endian element of `size` bytes at `offset`, a multiple of `size`.
    #[must_use]
    pub fn load(&self, offset: usize, size: usize, ordering: Ordering) -> u64 {
        let word = self.words[offset / 8].load(ordering);
        word >> (offset % 8 * 8) & mask(size)
    }

    /// Replaces the little-endian element of `size` bytes at `offset`, a multiple of `size`, by what
    /// `change` makes of it, in one atomic step; gives the old one.
    pub fn update(
        &self,
        offset: usize,
        size: usize,
        ordering: Ordering,
        change: impl Fn(u64) -> u64,
    ) -> u64 {
        let shift = offset % 8 * 8;
        let mask = mask(size);
        let replace = |word: u64| {
            Some(word & !(mask << shift) | (change(word >> shift & mask) & mask) << shift)
        };
        let load = if ordering == Ordering::Relaxed {
            ordering
        } else {
            Ordering::SeqCst
        };
        let old = self.words[offset / 8].fetch_update(load, load, replace);
        let (Ok(old) | Err(old)) = old;
        old >> shift & mask
    }
}

/// The bits of an element.
fn mask(size: usize) -> u64 {
    if size == 8 {
        u64::MAX
    } else {
        (1 << (size * 8)) - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_lie_within_words() {
        let bytes = SharedBytes::try_new(16, 16).expect("sixteen bytes");
        bytes.update(12, 4, Ordering::SeqCst, |_| 0xAABB_CCDD);
        assert_eq!(bytes.load(12, 4, Ordering::SeqCst), 0xAABB_CCDD);
        assert_eq!(
            (bytes.read(12), bytes.read(15), bytes.read(11)),
            (0xDD, 0xAA, 0)
        );
        assert_eq!(bytes.update(14, 2, Ordering::SeqCst, |old| old + 1), 0xAABB);
        assert_eq!(bytes.load(8, 8, Ordering::SeqCst), 0xAABC_CCDD_0000_0000);
    }

    #[test]
    fn growth_is_one_way() {
        let bytes = SharedBytes::try_new(4, 8).expect("eight bytes");
        assert!(bytes.grow(6) && !bytes.grow(5) && !bytes.grow(9));
        assert_eq!(bytes.len(), 6);
    }
}
