//! A full collection in steps, for heaps whose marking at once would stop the program for long.
//!
//! A cycle marks old cells a few at a time between collections of the young, in a bitmap of its own (`reached`). Young cells it passes
//! over: who refers to them was written to, and is traced once more after the next collection of the young. When nothing is left
//! to trace, a last pause traces from the roots, the cells written to and those of kinds that are not logged. What was not reached then is
//! dead, and is swept a few blocks at a time. The next cycle begins when all blocks are swept.
//!
//! Uses: block, ephemeron, header.
//! Never: heap, mark, sweep.

use crate::block::{BlockRef, Map};
use crate::ephemeron::Ephemerons;
use crate::header::Header;
use std::cell::{Cell, RefCell};
use std::ptr::NonNull;

/// Bytes that are allocated between two steps.
pub(crate) const STEP: usize = 1 << 18;

/// Bytes of live cells that are traced for each byte that is allocated meanwhile.
const PACE: usize = 8;

/// Fewest cells of a step.
const LEAST: usize = 4096;

/// Blocks that a step sweeps.
pub(crate) const SWEPT_BY_STEP: usize = 128;

/// Large objects that are swept at once.
const LARGE_AT_ONCE: usize = 16;

/// Where the cycle is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum State {
    /// Between two full collections.
    #[default]
    Resting,
    /// Old cells are being traced.
    Marking,
    /// All is marked, and some blocks are not yet swept.
    Clearing,
}

/// The full collection that is under way, if any.
#[derive(Default)]
pub(crate) struct Cycle {
    state: Cell<State>,
    /// Number of full collections whose marking has ended.
    epoch: Cell<u32>,
    /// What was reached and is not yet traced.
    pub(crate) stack: Cell<Vec<NonNull<Header>>>,
    /// Cells with many values, and the first of them that is not yet traced.
    pub(crate) rest: Cell<Vec<(NonNull<Header>, usize)>>,
    /// Cards of reached cells that are to be traced again.
    pub(crate) cards: Cell<Vec<(NonNull<Header>, u32)>>,
    pub(crate) ephemerons: Cell<Ephemerons>,
    /// Reached cells in flagged blocks did not fit on the stack.
    pub(crate) overflowed: Cell<bool>,
    /// Nothing is left to trace.
    pub(crate) is_drained: Cell<bool>,
    /// Bytes of cells that became old without having been marked, since the cycle began or else since the last began.
    promoted: Cell<usize>,
    /// The same before the cycle began.
    promoted_before: Cell<usize>,
    /// Bytes of old cells when the cycle began.
    old_before: Cell<usize>,
    /// Cells that a step traces.
    pace: Cell<usize>,
    /// Bytes in use at which the cycle ends at once.
    pub(crate) bound: Cell<usize>,
    /// Bytes in use after the last step.
    last: Cell<usize>,
    sweep_from: Cell<usize>,
    /// The sweep follows the marking without a pause.
    is_at_once: Cell<bool>,
    unswept_large: RefCell<Vec<BlockRef>>,
}

impl Cycle {
    /// Number of full collections whose marking has ended, modulo 2³².
    pub(crate) fn epoch(&self) -> u32 {
        self.epoch.get()
    }

    pub(crate) fn state(&self) -> State {
        self.state.get()
    }

    pub(crate) fn is_marking(&self) -> bool {
        self.state.get() == State::Marking
    }

    pub(crate) fn is_clearing(&self) -> bool {
        self.state.get() == State::Clearing
    }

    pub(crate) fn is_at_once(&self) -> bool {
        self.is_at_once.get()
    }

    /// Notes bytes of cells that became old without having been marked.
    pub(crate) fn add_promoted(&self, bytes: usize) {
        self.promoted.set(self.promoted.get() + bytes);
    }

    /// At the end of a cycle with so many bytes of old cells: whether most died of the cells that became old without having been
    /// marked. Cells that were old before may be among the dead.
    pub(crate) fn young_die(&self, old: usize) -> Option<bool> {
        let promoted = self.promoted_before.take();
        let died = (self.old_before.get() + self.promoted.get()).saturating_sub(old);
        (promoted > 0).then_some(died > promoted / 2)
    }

    /// Begins to mark a heap with so many live cells, bytes of old cells, and bytes in use.
    pub(crate) fn begin_marking(&self, cells: usize, old: usize, bytes: usize) {
        self.state.set(State::Marking);
        self.promoted_before.set(self.promoted.take());
        self.old_before.set(old);
        self.is_drained.set(false);
        let per_byte = PACE * STEP;
        let pace = (cells as u64).saturating_mul(per_byte as u64) / bytes.max(1) as u64;
        self.pace.set((pace as usize).max(LEAST));
        self.bound.set(bytes.saturating_mul(2));
        self.last.set(bytes);
    }

    /// Cells that a step traces, after which so many bytes are in use.
    pub(crate) fn pace(&self, used: usize) -> usize {
        let steps = used.saturating_sub(self.last.replace(used)) / STEP;
        self.pace.get().saturating_mul(steps.clamp(1, 4))
    }

    /// Traces a reached cell again, which was written to.
    pub(crate) fn trace_again(&self, cell: NonNull<Header>, block: BlockRef) {
        let mut stack = self.stack.take();
        if stack.try_reserve(1).is_ok() {
            stack.push(cell);
        } else {
            block.overflow(Map::Reached).set(true);
            self.overflowed.set(true);
        }
        self.stack.set(stack);
        self.is_drained.set(false);
    }

    /// Traces a card of a reached cell again.
    pub(crate) fn trace_card_again(&self, cell: NonNull<Header>, card: u32) {
        let mut cards = self.cards.take();
        cards.push((cell, card));
        self.cards.set(cards);
        self.is_drained.set(false);
    }

    /// Marking has ended: all blocks wait for the sweep.
    pub(crate) fn begin_clearing(&self, at_once: bool) {
        self.forget_marking();
        self.is_at_once.set(at_once);
        self.state.set(State::Clearing);
        self.epoch.set(self.epoch.get().wrapping_add(1));
        self.sweep_from.set(0);
    }

    /// These large objects wait for the sweep.
    pub(crate) fn clear_large(&self, large: Vec<BlockRef>) {
        self.unswept_large.replace(large);
    }

    /// Forgets what is left to trace.
    pub(crate) fn forget_marking(&self) {
        self.stack.take();
        self.rest.take();
        self.cards.take();
        self.ephemerons.take();
        self.overflowed.set(false);
    }

    /// Address below which all blocks are swept.
    pub(crate) fn sweep_from(&self) -> usize {
        self.sweep_from.get()
    }

    pub(crate) fn sweep_on(&self, address: usize) {
        self.sweep_from.set(address);
    }

    /// Large objects that are to be swept next; none when there are no more.
    pub(crate) fn next_large(&self) -> Vec<BlockRef> {
        let mut large = self.unswept_large.borrow_mut();
        let from = large.len().saturating_sub(LARGE_AT_ONCE);
        large.split_off(from)
    }

    /// The cycle is over.
    pub(crate) fn rest(&self) {
        self.state.set(State::Resting);
    }
}
