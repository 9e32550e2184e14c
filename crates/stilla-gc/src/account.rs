//! Every byte is counted here: cells, large objects, and what cells own outside the heap.
//!
//! A span's free interval is counted as a whole when it is taken, so the fast path of allocation counts nothing; whoever needs
//! the exact figure subtracts what the spans have not used yet.
//!
//! Uses: block, header, remember.
//! Never: heap, space.

use crate::block::BlockRef;
use crate::collect::Scope;
use crate::header::Header;
use crate::remember::Remembered;
use std::cell::Cell;
use std::fmt;
use std::ptr::NonNull;

/// The memory limit would be exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfMemory;

impl fmt::Display for OutOfMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the heap's memory limit would be exceeded")
    }
}

impl std::error::Error for OutOfMemory {}

/// A live heap of `n` bytes is collected in full again when it has grown to `n * GROWTH.0 / GROWTH.1`.
const GROWTH: (usize, usize) = (7, 4);

/// A heap of `n` bytes collects its young cells when they have `n / YOUNG` bytes.
const YOUNG: usize = 2;

/// Near the limit, the least growth between two collections.
const STEP: usize = 64 * 1024;

/// How far memory held in half-empty blocks may exceed the limit on live bytes.
const FRAGMENTATION: usize = 4 * 1024 * 1024;

/// The counters of one heap, at an address that stays the same so that blocks can point to it.
pub(crate) struct Account {
    /// Bytes of cells, with the unused rest of the spans' intervals.
    pub(crate) cells: Cell<usize>,
    pub(crate) external: Cell<usize>,
    /// Bytes of blocks in use and of large objects.
    pub(crate) held: Cell<usize>,
    pub(crate) limit: Cell<usize>,
    pub(crate) trigger: Cell<usize>,
    pub(crate) peak: Cell<usize>,
    /// Lowest value the trigger may take, limits aside.
    pub(crate) threshold: usize,
    /// If a collection left more than this, the next one is full.
    pub(crate) full_at: Cell<usize>,
    /// Whether few enough young cells survive for collections of the young to be worth it.
    pub(crate) young_die: Cell<bool>,
    pub(crate) remembered: Remembered,
}

/// What a sweep found.
#[derive(Default)]
pub(crate) struct Swept {
    pub(crate) live_cells: usize,
    pub(crate) live_bytes: usize,
    /// Bytes of the cells that survived their first collection.
    pub(crate) promoted_bytes: usize,
}

impl Account {
    pub(crate) fn new(limit: usize, threshold: usize) -> Account {
        Account {
            cells: Cell::new(0),
            external: Cell::new(0),
            held: Cell::new(0),
            limit: Cell::new(limit),
            trigger: Cell::new(threshold.min(limit)),
            peak: Cell::new(0),
            threshold,
            full_at: Cell::new(threshold),
            young_die: Cell::new(true),
            remembered: Remembered::new(),
        }
    }

    /// Bytes in use, at most a block per span too high.
    #[inline]
    pub(crate) fn upper(&self) -> usize {
        self.cells.get().saturating_add(self.external.get())
    }

    /// Counts new cells; `true` says that a collection is due.
    pub(crate) fn add_cells(&self, bytes: usize) -> bool {
        self.cells.set(self.cells.get().saturating_add(bytes));
        self.note_growth()
    }

    /// Counts new external bytes; `true` says that a collection is due.
    pub(crate) fn add_external(&self, bytes: usize) -> bool {
        self.external.set(self.external.get().saturating_add(bytes));
        self.note_growth()
    }

    pub(crate) fn remove_external(&self, bytes: usize) {
        debug_assert!(
            bytes <= self.external.get(),
            "released more than was reserved"
        );
        self.external.set(self.external.get().saturating_sub(bytes));
    }

    pub(crate) fn add_held(&self, bytes: usize) {
        self.held.set(self.held.get().saturating_add(bytes));
    }

    pub(crate) fn remove_held(&self, bytes: usize) {
        self.held.set(self.held.get() - bytes);
    }

    fn note_growth(&self) -> bool {
        let now = self.upper();
        self.peak.set(self.peak.get().max(now));
        now >= self.trigger.get()
    }

    /// Whether blocks hold much more than the limit although the live cells in them do not.
    pub(crate) fn is_fragmented(&self) -> bool {
        let limit = self.limit.get();
        let allowed = limit
            .saturating_add(limit / 4)
            .saturating_add(FRAGMENTATION);
        self.held.get().saturating_add(self.external.get()) > allowed
    }

    /// Takes over what a collection left, and chooses what the next one will look at.
    ///
    /// Young cells that mostly survive are better left until there are many: then collections are full and rare.
    pub(crate) fn settle(&self, scope: Scope, swept: &Swept, left_by_last: usize) {
        let young = self.cells.get().saturating_sub(left_by_last);
        // NOTE: a full collection looks back further, so that fewer survive.
        let most = if scope == Scope::Young {
            young / 3 * 2
        } else {
            young / 2
        };
        self.young_die.set(swept.promoted_bytes <= most);
        self.cells.set(swept.live_bytes);
        if scope == Scope::Everything {
            let live = self.upper();
            let step = self.young_step(live);
            let grown = (live / GROWTH.1).saturating_mul(GROWTH.0);
            let least = live.saturating_add(self.threshold / 4);
            self.full_at.set(grown.saturating_sub(step).max(least));
        }
        self.set_trigger();
    }

    /// Bytes of young cells that make a collection of them due, after one that left `live` bytes.
    fn young_step(&self, live: usize) -> usize {
        let rest = self.threshold.saturating_sub(live);
        rest.max(self.threshold / 2).max(live / YOUNG)
    }

    /// Whether the next collection should be one of the young.
    pub(crate) fn prefers_young(&self) -> bool {
        self.young_die.get()
            && self.upper() < self.limit.get()
            && !self.is_fragmented()
            && self.remembered.is_complete()
    }

    /// Chooses when the next collection is due, from what is alive now.
    pub(crate) fn set_trigger(&self) {
        let live = self.upper();
        let grown = if self.young_die.get() {
            live.saturating_add(self.young_step(live))
        } else {
            let grown = (live / GROWTH.1).saturating_mul(GROWTH.0);
            grown.max(self.threshold)
        };
        let ceiling = self.limit.get().max(live.saturating_add(STEP));
        self.trigger.set(grown.min(ceiling));
    }
}

/// Gives back external bytes from within a kind's `drop`, which has no heap at hand.
///
/// # Safety
/// `cell` is a cell of a heap that exists, and `bytes` were reserved from that heap.
pub unsafe fn release_external_of(cell: *mut Header, bytes: usize) {
    let cell = NonNull::new(cell).expect("a cell is never at address 0");
    // SAFETY: the caller passes a cell; the account lives as long as the heap, and the heap exists.
    unsafe { BlockRef::of(cell).account.as_ref().remove_external(bytes) }
}
