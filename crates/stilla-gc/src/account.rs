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

/// With more bytes of old cells a full collection goes in steps.
const LARGE: usize = 6 << 20;

/// Bytes of young cells that are expected to survive a collection, at most: what can be marked in a few milliseconds.
const SURVIVORS: usize = 3 << 20;

/// Bounds of the bytes of young cells in a large heap.
const LEAST_YOUNG: usize = 4 << 20;
const MOST_YOUNG: usize = 12 << 20;

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
    /// Bytes in use at which a collection, or a step of one, is due.
    pub(crate) trigger: Cell<usize>,
    /// Bytes in use at which a collection of the young is due.
    pub(crate) young_at: Cell<usize>,
    /// Bytes of old cells, dead ones too until they are swept.
    pub(crate) old: Cell<usize>,
    pub(crate) peak: Cell<usize>,
    /// Lowest value the trigger may take, limits aside.
    pub(crate) threshold: usize,
    /// If a collection left more than this, the next one is full.
    pub(crate) full_at: Cell<usize>,
    /// Whether few enough young cells survive for collections of the young to be worth it.
    pub(crate) young_die: Cell<bool>,
    /// Bytes of young cells that a collection can mark in a short time, judging by how many survived the last one.
    most_young: Cell<usize>,
    pub(crate) remembered: Remembered,
}

impl Account {
    pub(crate) fn new(limit: usize, threshold: usize) -> Account {
        Account {
            cells: Cell::new(0),
            external: Cell::new(0),
            held: Cell::new(0),
            limit: Cell::new(limit),
            trigger: Cell::new(threshold.min(limit)),
            young_at: Cell::new(threshold),
            old: Cell::new(0),
            peak: Cell::new(0),
            threshold,
            full_at: Cell::new(threshold),
            young_die: Cell::new(true),
            most_young: Cell::new(LEAST_YOUNG),
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

    pub(crate) fn remove_cells(&self, bytes: usize) {
        self.cells.set(self.cells.get() - bytes);
    }

    /// Bytes of cells that were allocated since the last collection, at most a block per span too high.
    pub(crate) fn young(&self) -> usize {
        self.cells.get().saturating_sub(self.old.get())
    }

    /// Whether marking the whole heap at once would stop the program for long.
    pub(crate) fn is_large(&self) -> bool {
        self.old.get() > LARGE
    }

    /// Notes how many of so many bytes of young cells survived a collection.
    ///
    /// Young cells that mostly survive are better left until there are many: then collections are full and rare.
    pub(crate) fn note_survivors(&self, scope: Scope, young: usize, survived: usize) {
        // NOTE: a full collection looks back further, so that fewer survive.
        let most = match scope {
            Scope::Young => young / 3 * 2,
            Scope::Everything => young / 2,
        };
        self.young_die.set(survived <= most);
        let for_survivors =
            (SURVIVORS as u64).saturating_mul(young as u64) / survived.max(1) as u64;
        self.most_young
            .set((for_survivors as usize).clamp(LEAST_YOUNG, MOST_YOUNG));
    }

    /// Chooses which growth makes the next full collection due, after one that has freed what it could.
    pub(crate) fn plan_full(&self) {
        let live = self.old.get().saturating_add(self.external.get());
        let step = match self.is_large() {
            // NOTE: a collection in steps begins at once, and not after one more of the young.
            true => 0,
            false => self.young_step(live),
        };
        let grown = (live / GROWTH.1).saturating_mul(GROWTH.0);
        let least = live.saturating_add(self.threshold / 4);
        self.full_at.set(grown.saturating_sub(step).max(least));
    }

    /// Bytes of young cells that make a collection of them due, after one that left `live` bytes.
    fn young_step(&self, live: usize) -> usize {
        let rest = self.threshold.saturating_sub(live);
        let share = (live / YOUNG).min(self.most_young.get());
        rest.max(self.threshold / 2).max(share)
    }

    /// Whether the next collection may be one of the young.
    pub(crate) fn allows_young(&self) -> bool {
        self.upper() < self.limit.get() && !self.is_fragmented() && self.remembered.is_complete()
    }

    /// Chooses when young cells are collected again, from what is in use now.
    pub(crate) fn plan_young(&self) {
        let live = self.upper();
        let at = if self.young_die.get() || self.is_large() {
            live.saturating_add(self.young_step(live))
        } else {
            let grown = (live / GROWTH.1).saturating_mul(GROWTH.0);
            grown.max(self.threshold)
        };
        self.young_at.set(at);
    }

    /// Chooses when something is due: the collection of the young, or a step after so many bytes.
    pub(crate) fn set_trigger(&self, step: Option<usize>) {
        let used = self.upper();
        let at = self.young_at.get();
        let at = step.map_or(at, |step| at.min(used.saturating_add(step)));
        let ceiling = self.limit.get().max(used.saturating_add(STEP));
        self.trigger.set(at.min(ceiling));
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
