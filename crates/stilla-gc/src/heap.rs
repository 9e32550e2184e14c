//! The heap itself: its state, its options, and its limits.
//!
//! All state is interior: allocation takes `&self`, because a built-in that holds `&Cx` must be able to allocate.
//!
//! Uses: account, allocate (spans), block, class, cycle, header, poll, space.
//! Never: scan.

use crate::account::{Account, OutOfMemory};
use crate::allocate::Span;
use crate::block::BlockRef;
use crate::class::SPANS;
use crate::cycle::Cycle;
use crate::header::{Header, KindInfo};
use crate::poll::Poll;
use crate::space::Space;
use std::cell::{Cell, RefCell};
use std::ptr::NonNull;

/// How a heap behaves; `HeapOptions::default()` has no limit.
#[derive(Clone, Debug)]
pub struct HeapOptions {
    /// Most bytes that may be in use (cells and external ones), after which `over_limit` says so.
    pub limit: usize,
    /// Bytes in use at which the first collection is due, and the least for all later ones.
    pub initial_threshold: usize,
    /// A collection is wanted at every safepoint, and each budget charge is due.
    pub stress: bool,
    /// Cells that die, and cells not yet written, are filled with 0xDB; marking checks that every edge is a cell.
    pub poison: bool,
    /// Most entries of the mark stack; what does not fit is found again by looking through its blocks.
    pub mark_stack: usize,
}

impl Default for HeapOptions {
    fn default() -> Self {
        HeapOptions {
            limit: usize::MAX,
            initial_threshold: 512 * 1024,
            stress: false,
            poison: false,
            mark_stack: 256 * 1024,
        }
    }
}

/// What the heap is doing. The bits that say "allocated" are elsewhere in each phase (invariant H3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Phase {
    Idle,
    /// A part of the marking of a full collection is done; young cells are not looked at.
    Step,
    Marking,
    Sweeping,
}

/// Counters that outlive a collection.
#[derive(Default)]
pub(crate) struct History {
    pub(crate) collections: Cell<u64>,
    /// Collections, and steps of full ones.
    pub(crate) steps: Cell<u64>,
    pub(crate) live_cells: Cell<usize>,
    /// What `bytes` said right after the last collection.
    pub(crate) left_bytes: Cell<usize>,
    pub(crate) freed_bytes: Cell<u64>,
}

/// Collections under stress until they wait for the heap to grow.
const STRESSED_COLLECTIONS: u64 = 2_000;

/// A garbage-collected heap. Allocation takes `&self` and never collects.
///
/// A heap may move to another thread while no native frame uses it, if all that its cells own may.
#[repr(C)]
pub struct Heap {
    pub(crate) poll: Poll,
    pub(crate) phase: Cell<Phase>,
    pub(crate) stress: bool,
    pub(crate) poison: bool,
    pub(crate) spans: [Span; SPANS],
    pub(crate) current: [Cell<Option<BlockRef>>; SPANS],
    /// Blocks with much room, to be allocated from first.
    pub(crate) sparse: [Cell<Option<BlockRef>>; SPANS],
    /// Blocks with some room, to be allocated from before a new chunk is taken.
    pub(crate) dense: [Cell<Option<BlockRef>>; SPANS],
    /// Blocks in which cells may have been allocated since the last collection.
    pub(crate) active: RefCell<Vec<BlockRef>>,
    pub(crate) cycle: Cycle,
    pub(crate) account: NonNull<Account>,
    pub(crate) kinds: &'static [KindInfo],
    pub(crate) space: RefCell<Space>,
    pub(crate) mark_stack: Cell<Vec<NonNull<Header>>>,
    pub(crate) mark_stack_bound: usize,
    pub(crate) history: History,
}

// SAFETY: H8: a heap is not `Sync`, and its pointers lead only to memory it owns, so moving it moves all of it; that what cells own
// may move too is the embedder's side of H8.
unsafe impl Send for Heap {}

impl Heap {
    /// Makes an empty heap; it holds no block until the first allocation.
    ///
    /// # Panics
    /// If there are more than 256 kinds.
    pub fn new(kinds: &'static [KindInfo], options: HeapOptions) -> Heap {
        assert!(kinds.len() <= 256, "a kind is one byte");
        let account = Box::new(Account::new(options.limit, options.initial_threshold));
        let poll = Poll::new();
        poll.set_stress(options.stress);
        Heap {
            poll,
            phase: Cell::new(Phase::Idle),
            stress: options.stress,
            poison: options.poison,
            spans: [const { Span::empty() }; SPANS],
            current: [const { Cell::new(None) }; SPANS],
            sparse: [const { Cell::new(None) }; SPANS],
            dense: [const { Cell::new(None) }; SPANS],
            active: RefCell::default(),
            cycle: Cycle::default(),
            account: NonNull::from(Box::leak(account)),
            kinds,
            space: RefCell::default(),
            mark_stack: Cell::default(),
            mark_stack_bound: options.mark_stack.max(1),
            history: History::default(),
        }
    }

    #[inline(always)]
    pub(crate) fn account(&self) -> &Account {
        // SAFETY: the account was leaked from a box by `new` and is freed by `drop` alone; all its changing fields are cells.
        unsafe { self.account.as_ref() }
    }

    /// The budget counter.
    #[inline(always)]
    pub fn poll(&self) -> &Poll {
        &self.poll
    }

    /// The kind table.
    pub fn kinds(&self) -> &'static [KindInfo] {
        self.kinds
    }

    /// Bytes in use: cells (dead ones too, until the next collection) and external bytes. O(number of size classes).
    pub fn bytes(&self) -> usize {
        let unused: usize = self.spans.iter().map(Span::unused).sum();
        self.account().upper() - unused
    }

    /// Bytes reserved by `reserve_external`.
    pub fn external_bytes(&self) -> usize {
        self.account().external.get()
    }

    /// Most bytes that were ever in use; at most a block per size class too high.
    pub fn peak(&self) -> usize {
        self.account().peak.get()
    }

    /// The limit in bytes; `usize::MAX` means none.
    pub fn limit(&self) -> usize {
        self.account().limit.get()
    }

    /// Sets the limit in bytes. It may be below what is in use: then `over_limit` says so at once.
    pub fn set_limit(&self, bytes: usize) {
        self.account().limit.set(bytes);
        self.account().plan_young();
        self.account().set_trigger(None);
        if self.wants_collection() {
            self.poll.force();
        }
    }

    /// Whether more is in use than the limit allows. Dead cells count until they are collected: ask again after a collection.
    ///
    /// Besides bytes in use this also bounds the memory held in fragmented blocks, at 1.25 times the limit and 4 MiB.
    pub fn over_limit(&self) -> bool {
        let account = self.account();
        (account.upper() > account.limit.get() && self.bytes() > account.limit.get())
            || account.is_fragmented()
    }

    /// Whether `bytes` more would exceed the limit. Check every size that a script chooses before it is allocated.
    #[inline]
    pub fn would_exceed(&self, bytes: usize) -> bool {
        let limit = self.account().limit.get();
        let exceeds = |used: usize| used.checked_add(bytes).is_none_or(|sum| sum > limit);
        exceeds(self.account().upper()) && exceeds(self.bytes())
    }

    /// Whether a collection is due.
    #[inline]
    pub fn wants_collection(&self) -> bool {
        (self.stress && self.stress_is_due())
            || self.account().upper() >= self.account().trigger.get()
            || self.account().is_fragmented()
    }

    /// Under stress every safepoint collects at first, and later each that finds the heap grown a little: a long
    /// program or a large heap would never end otherwise.
    #[cold]
    fn stress_is_due(&self) -> bool {
        let left = self.history.left_bytes.get();
        self.history.steps.get() < STRESSED_COLLECTIONS || self.bytes() > left + left / 128
    }

    /// Accounts bytes that a cell owns outside the heap; they feed the collection trigger.
    ///
    /// # Errors
    /// If the limit would be exceeded; nothing is accounted then. A collection may make room.
    #[inline]
    pub fn reserve_external(&self, bytes: usize) -> Result<(), OutOfMemory> {
        if self.would_exceed(bytes) {
            return Err(OutOfMemory);
        }
        if self.account().add_external(bytes) {
            self.poll.force();
        }
        Ok(())
    }

    /// Accounts bytes that were allocated already, whatever the limit: `over_limit` tells.
    #[inline]
    pub fn add_external(&self, bytes: usize) {
        if self.account().add_external(bytes) {
            self.poll.force();
        }
    }

    /// Takes back what `reserve_external` or `add_external` accounted.
    #[inline]
    pub fn release_external(&self, bytes: usize) {
        self.account().remove_external(bytes);
    }

    /// Gives all empty chunks back to the system, for a heap that will be idle for long.
    pub fn trim(&self) {
        if self.phase.get() == Phase::Idle {
            self.space.borrow_mut().release_empty_chunks(0);
        }
    }

    /// Calls `f` with every block, small ones first; no borrow is held meanwhile.
    pub(crate) fn for_each_block(&self, mut f: impl FnMut(BlockRef)) {
        let chunks = self.space.borrow().chunk_count();
        for index in 0..chunks {
            let blocks = self.space.borrow().blocks_of_chunk(index);
            blocks.for_each(&mut f);
        }
        let large = self.space.borrow().large_count();
        for index in 0..large {
            let block = self.space.borrow().large(index);
            f(block);
        }
    }
}

impl Drop for Heap {
    /// Runs `drop` of all cells that have one, then frees everything.
    fn drop(&mut self) {
        // A panic during a collection leaves it unknown which cells have been dropped: then they leak.
        if self.phase.get() == Phase::Idle {
            self.drop_all_cells();
        }
        let space = std::mem::take(self.space.get_mut());
        drop(space);
        // SAFETY: the account was leaked from a box by `new`; the blocks that pointed to it are gone.
        drop(unsafe { Box::from_raw(self.account.as_ptr()) });
    }
}
