//! Entries of weak maps that wait for their keys.
//!
//! Entries are submitted while their map is traced and looked at when nothing else is left to trace. One whose key is not yet marked
//! waits under that key; from then on each traced cell is looked up once. No order of entries makes this more than linear.
//!
//! Uses: header.
//! Never: heap, block, space.

use crate::header::Header;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ptr::NonNull;

/// The ephemerons of one collection.
#[derive(Default)]
pub(crate) struct Ephemerons {
    /// Keys and values not yet looked at.
    pub(crate) submitted: Vec<(NonNull<Header>, NonNull<Header>)>,
    /// The first entry that waits for each key.
    pub(crate) waiting: HashMap<NonNull<Header>, usize, BuildHasherDefault<AddressHasher>>,
    /// A value, and the next entry that waits for the same key.
    pub(crate) entries: Vec<(NonNull<Header>, Option<usize>)>,
}

impl Ephemerons {
    /// Lets a value wait for its key.
    pub(crate) fn wait(&mut self, key: NonNull<Header>, value: NonNull<Header>) {
        let first = self.waiting.get(&key);
        if first.is_some_and(|first| self.entries[*first].0 == value) {
            return;
        }
        let index = self.entries.len();
        let next = self.waiting.insert(key, index);
        self.entries.push((value, next));
    }

    /// The entries of a key, which now wait no longer.
    pub(crate) fn first_for(&mut self, key: NonNull<Header>) -> Option<usize> {
        self.waiting.remove(&key)
    }
}

/// Spreads an address over all bits by multiplication. Addresses are not chosen by scripts.
#[derive(Default)]
pub(crate) struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize(usize::from(*byte));
        }
    }

    fn write_usize(&mut self, number: usize) {
        self.0 = (self.0 ^ number as u64)
            .wrapping_mul(0x9E37_79B9_7F4A_7C15)
            .rotate_left(26);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
