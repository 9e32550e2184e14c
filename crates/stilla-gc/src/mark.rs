//! Marking: the tracer, and what the embedder does during a collection.
//!
//! The mark stack is a bounded list. A cell that does not fit keeps its mark, and its block is flagged; when the stack is
//! empty the marked cells of flagged blocks are traced again. Tracing twice is harmless, because only unmarked cells are pushed.
//!
//! Uses: block, collect (the scope), cycle, ephemeron, header, heap, pointer.
//! Never: allocate, scan, sweep.

use crate::block::{BlockRef, CARD, Map};
use crate::collect::Scope;
use crate::ephemeron::Ephemerons;
use crate::header::Header;
use crate::heap::Heap;
use crate::pointer::Gc;
use std::ops::Range;
use std::ptr::NonNull;

/// What the owner of a heap does during a collection. None of these may allocate.
pub trait Embedder {
    /// Marks everything that is alive by itself.
    fn trace_roots(&mut self, tracer: &mut Tracer<'_>);

    /// Marks the values of ephemerons whose keys are marked; called until it marks nothing new, so a chain of n of them takes n calls.
    /// `Tracer::mark_ephemeron` needs no such rounds.
    fn trace_ephemerons(&mut self, _tracer: &mut Tracer<'_>) {}

    /// Forgets weak references to what is not live; called once, after marking and before anything is freed.
    fn process_weak(&mut self, _live: &Liveness<'_>) {}
}

/// Says which cells survive the running collection.
pub struct Liveness<'h> {
    _heap: &'h Heap,
    scope: Scope,
}

impl<'h> Liveness<'h> {
    pub(crate) fn new(heap: &'h Heap, scope: Scope) -> Self {
        Liveness { _heap: heap, scope }
    }

    /// Whether all cells survive that were there at the collection before.
    pub fn only_young_die(&self) -> bool {
        self.scope == Scope::Young
    }

    /// Whether the cell survives. `cell` is one that was allocated when the collection began.
    #[inline]
    pub fn is_live(&self, cell: NonNull<Header>) -> bool {
        let (block, offset) = place_of(cell);
        match self.scope {
            Scope::Young => block.is_marked(offset),
            Scope::Everything => block.is_reached(offset),
        }
    }

    /// Whether the cell survives.
    #[inline]
    pub fn is_live_gc<T>(&self, cell: Gc<T>) -> bool {
        self.is_live(cell.header())
    }
}

/// What a visitor of edges is called with.
pub(crate) type Visitor<'h> = dyn FnMut(NonNull<Header>) + 'h;

/// Values of a cell that a step traces at once.
const PART: usize = 2048;

/// What a tracer does with a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mode {
    /// Marks it, in a collection of the young.
    Young,
    /// Notes that it is reached if it is old, in a step of a full collection.
    Step,
    /// Notes that it is reached, at the end of a full collection.
    Last,
    /// The same where no steps went before: all lists are made anew.
    Anew,
    /// Nothing: all cells become old.
    Promote,
    /// Shows it to the visitor.
    Visit,
}

/// Which values of a cell with many of them are looked at.
#[derive(Clone, Copy)]
enum Window {
    All,
    /// As many as a step takes, from this one on.
    From(usize),
    Card(u32),
}

/// Marks cells; handed to the embedder and to each kind's `trace`.
pub struct Tracer<'h> {
    heap: &'h Heap,
    mode: Mode,
    stack: Vec<NonNull<Header>>,
    /// Cells with many values, and the first of them that is not yet traced.
    rest: Vec<(NonNull<Header>, usize)>,
    /// Cards of cells that are to be traced again.
    cards: Vec<(NonNull<Header>, u32)>,
    /// What to report of the cell with many values that is traced next.
    window: Window,
    bound: usize,
    overflowed: bool,
    /// Lowest address and length of the range that contains all blocks.
    range: (usize, usize),
    ephemerons: Ephemerons,
    /// Cells are traced that a collection has traced before.
    again: bool,
    /// The bitmap that says which cells were found.
    map: Map,
    /// Edges are checked, or visited instead of marked.
    careful: bool,
    visitor: Option<&'h mut Visitor<'h>>,
}

impl<'h> Tracer<'h> {
    pub(crate) fn marking(heap: &'h Heap, mode: Mode) -> Tracer<'h> {
        let mut tracer = Tracer {
            heap,
            mode,
            stack: Vec::new(),
            rest: Vec::new(),
            cards: Vec::new(),
            window: Window::All,
            bound: heap.mark_stack_bound,
            overflowed: false,
            range: heap.space.borrow().range(),
            ephemerons: Ephemerons::default(),
            again: false,
            map: match mode {
                Mode::Young => Map::Marks,
                _ => Map::Reached,
            },
            careful: heap.poison,
            visitor: None,
        };
        match mode {
            Mode::Young | Mode::Anew => tracer.stack = heap.mark_stack.take(),
            Mode::Step | Mode::Last => {
                let cycle = &heap.cycle;
                tracer.stack = cycle.stack.take();
                tracer.rest = cycle.rest.take();
                tracer.cards = cycle.cards.take();
                tracer.ephemerons = cycle.ephemerons.take();
                tracer.overflowed = cycle.overflowed.get();
            }
            Mode::Promote | Mode::Visit => {}
        }
        tracer
    }

    /// A tracer that marks nothing and shows every edge to `visitor`.
    pub(crate) fn visiting(heap: &'h Heap, visitor: &'h mut Visitor<'h>) -> Tracer<'h> {
        let mut tracer = Tracer::marking(heap, Mode::Visit);
        tracer.careful = true;
        tracer.visitor = Some(visitor);
        tracer
    }

    /// [`Tracer::visiting`] without the words that may refer to a cell or not: one that was stale may come to look like an edge when
    /// memory is used again.
    pub(crate) fn visiting_exactly(heap: &'h Heap, visitor: &'h mut Visitor<'h>) -> Tracer<'h> {
        let mut tracer = Tracer::visiting(heap, visitor);
        tracer.range = (0, 0);
        tracer
    }

    /// Marks a cell, and later everything it reaches. `cell` is the start of an allocated cell of this heap.
    #[inline]
    pub fn mark(&mut self, cell: NonNull<Header>) {
        if self.careful {
            return self.mark_carefully(cell);
        }
        self.mark_and_push(cell);
    }

    /// Marks a cell, and later everything it reaches.
    #[inline]
    pub fn mark_gc<T>(&mut self, cell: Gc<T>) {
        self.mark(cell.header());
    }

    /// Marks the cell that a word refers to if it is a bare or tagged address into one, interior addresses included.
    #[inline]
    pub fn mark_word(&mut self, word: u64) {
        // FAST: almost every word fails the range test, and the tag is looked at only then.
        let address = (word & 0x0000_FFFF_FFFF_FFFF) as usize;
        if address.wrapping_sub(self.range.0) < self.range.1 {
            self.mark_address(word >> 48, address);
        }
    }

    #[cold]
    #[inline(never)]
    fn mark_address(&mut self, tag: u64, address: usize) {
        if tag != 0 && !(0xFFFA..=0xFFFE).contains(&tag) {
            return;
        }
        if let Some(cell) = self.heap.resolve(address) {
            self.mark(cell);
        }
    }

    /// Marks `value` if `key` is marked, now or later in this collection: an entry of a WeakMap.
    ///
    /// May be called from `trace` of the cell that holds the entry; all entries together take linear time, whatever their order. The
    /// embedder removes entries with dead keys in `process_weak`.
    pub fn mark_ephemeron(&mut self, key: NonNull<Header>, value: NonNull<Header>) {
        // NOTE: a step leaves young cells to the collection that makes them old.
        let is_left = self.mode == Mode::Step && !(is_old(key) && is_old(value));
        if self.visitor.is_none() && !is_left {
            self.ephemerons.submitted.push((key, value));
        }
    }

    /// Whether the cell is already marked.
    #[inline]
    pub fn is_marked(&self, cell: NonNull<Header>) -> bool {
        let (block, offset) = place_of(cell);
        block.is_set(self.map, offset)
    }

    /// Which of the `count` values of `cell` its `trace` shall report now: all of them, or those that were written to, or as many as do
    /// not stop the program for long; the rest has to wait then. Asked at most once in a `trace`.
    #[inline]
    pub fn part(&mut self, cell: NonNull<Header>, count: usize) -> Range<usize> {
        let from = match self.window {
            Window::All if count <= PART || self.mode != Mode::Step => return 0..count,
            Window::All => 0,
            Window::From(from) => from.min(count),
            Window::Card(card) => {
                let from = card as usize * CARD;
                return from.min(count)..(from + CARD).min(count);
            }
        };
        let to = (from + PART).min(count);
        if to < count {
            self.rest.push((cell, to));
        }
        from..to
    }

    /// Whether only young cells are looked for: roots that were reported in an earlier collection may be left out.
    pub fn is_of_young(&self) -> bool {
        self.mode == Mode::Young
    }

    /// The heap that is being traced.
    pub fn heap(&self) -> &'h Heap {
        self.heap
    }

    #[inline(always)]
    fn mark_and_push(&mut self, cell: NonNull<Header>) {
        let (block, offset) = place_of(cell);
        if self.mode == Mode::Step && !block.is_marked(offset) {
            return;
        }
        if block.set(self.map, offset) {
            if self.stack.len() == self.stack.capacity() {
                return self.push_slow(cell, block);
            }
            self.stack.push(cell);
            // FAST: the first word of the cell is read when its turn comes.
            prefetch(cell);
        }
    }

    #[cold]
    #[inline(never)]
    fn push_slow(&mut self, cell: NonNull<Header>, block: BlockRef) {
        let len = self.stack.len();
        let more = len.clamp(
            512.min(self.bound),
            self.bound.saturating_sub(len).max(512.min(self.bound)),
        );
        if len < self.bound
            && self
                .stack
                .try_reserve_exact(more.min(self.bound - len))
                .is_ok()
        {
            self.stack.push(cell);
        } else {
            block.overflow(self.map).set(true);
            self.overflowed = true;
        }
    }

    #[cold]
    #[inline(never)]
    fn mark_carefully(&mut self, cell: NonNull<Header>) {
        if let Some(visitor) = &mut self.visitor {
            return visitor(cell);
        }
        let found = self.heap.find_cell(cell.addr().get());
        assert!(
            found == Some(cell),
            "an edge to {cell:p}, which is not an allocated cell"
        );
        self.mark_and_push(cell);
    }

    /// Traces until nothing is left to trace; `false` if there was nothing at all.
    pub(crate) fn drain(&mut self) -> bool {
        let any = self.has_work();
        self.drain_some(usize::MAX);
        any
    }

    /// Traces up to `most` cells, and what can't be divided; `true` if nothing is left to trace.
    pub(crate) fn drain_some(&mut self, most: usize) -> bool {
        let mut left = most;
        while left > 0 {
            left -= 1;
            if let Some(cell) = self.stack.pop() {
                // SAFETY: H4: the cell is allocated and the heap is at a safepoint.
                unsafe { self.trace_cell(cell) };
            } else if let Some((cell, card)) = self.cards.pop() {
                // SAFETY: as above: the cell is old, and no full collection has ended since.
                unsafe { self.trace_window(cell, Window::Card(card)) };
            } else if let Some((cell, from)) = self.rest.pop() {
                left = left.saturating_sub(PART / 8);
                // SAFETY: as for cards.
                unsafe { self.trace_window(cell, Window::From(from)) };
            } else if self.overflowed {
                self.overflowed = false;
                self.retrace_overflowed();
            } else if self.ephemerons.submitted.is_empty() {
                return true;
            } else {
                self.take_submitted_ephemerons();
            }
        }
        !self.has_work()
    }

    fn has_work(&self) -> bool {
        !self.stack.is_empty()
            || !self.cards.is_empty()
            || !self.rest.is_empty()
            || self.overflowed
            || !self.ephemerons.submitted.is_empty()
    }

    /// Marks the values whose keys are marked, and lets the others wait for their keys.
    fn take_submitted_ephemerons(&mut self) {
        for (key, value) in std::mem::take(&mut self.ephemerons.submitted) {
            if self.is_marked(key) {
                self.mark(value);
            } else {
                self.ephemerons.wait(key, value);
            }
        }
    }

    #[cold]
    fn mark_values_of(&mut self, key: NonNull<Header>) {
        let mut next = self.ephemerons.first_for(key);
        while let Some(index) = next {
            let (value, after) = self.ephemerons.entries[index];
            self.mark(value);
            next = after;
        }
    }

    /// Traces the old cells that may refer to young ones.
    pub(crate) fn trace_remembered(&mut self) {
        let heap = self.heap;
        self.again = true;
        heap.account().remembered.take(|cell, was_written| {
            let (block, offset) = place_of(cell);
            if was_written {
                block.untouch(offset);
            }
            let is_reached = block.is_reached(offset);
            if was_written && is_reached && self.goes_before_a_step() {
                heap.cycle.trace_again(cell, block);
            }
            if self.looks_again_at(is_reached) {
                // SAFETY: H4: the cell is allocated, and the heap is at a safepoint.
                unsafe { self.trace_cell(cell) };
            }
        });
        for (cell, card) in heap.account().remembered.take_cards() {
            self.trace_written_card(cell, card);
        }
        self.again = false;
    }

    /// Whether steps of a full collection will follow, which must look again at what was written to.
    fn goes_before_a_step(&self) -> bool {
        matches!(self.mode, Mode::Young | Mode::Promote) && self.heap.cycle.is_marking()
    }

    /// Whether an old cell that may refer to young ones is to be traced.
    fn looks_again_at(&self, is_reached: bool) -> bool {
        match self.mode {
            Mode::Promote => false,
            Mode::Young => true,
            _ => is_reached,
        }
    }

    fn trace_written_card(&mut self, cell: NonNull<Header>, card: u32) {
        let (block, offset) = place_of(cell);
        if block.is_large {
            block.untouch_card(card as usize);
        }
        let is_reached = block.is_reached(offset);
        if is_reached && self.goes_before_a_step() {
            self.heap.cycle.trace_card_again(cell, card);
        }
        if self.looks_again_at(is_reached) {
            // SAFETY: H4: the cell is allocated, and the heap is at a safepoint.
            unsafe { self.trace_window(cell, Window::Card(card)) };
        }
    }

    fn retrace_overflowed(&mut self) {
        let heap = self.heap;
        let map = self.map;
        heap.for_each_block(|block| {
            if !block.overflow(map).replace(false) {
                return;
            }
            for offset in block.offsets().filter(|offset| block.is_set(map, *offset)) {
                // SAFETY: H4: the cell is marked, hence allocated, and the heap is at a safepoint.
                unsafe { self.trace_cell(block.cell_at(offset)) };
            }
        });
        // NOTE: cells of kinds that are not logged may have been traced twice.
        heap.account().remembered.has_doubles();
    }

    /// Called by the `trace` of every kind that is not logged, see [`note_write`](crate::note_write): the cell will be traced in each
    /// collection of the young.
    pub fn trace_always(&mut self, cell: NonNull<Header>) {
        let becomes_old = match self.mode {
            Mode::Young => !self.again,
            Mode::Anew => true,
            Mode::Last => !is_old(cell),
            Mode::Step | Mode::Promote | Mode::Visit => false,
        };
        if becomes_old {
            self.heap.account().remembered.add_unlogged(cell);
        }
    }

    /// Calls the `trace` of the kind of a cell with many values, for some of them.
    ///
    /// # Safety
    /// As for `trace_cell`.
    unsafe fn trace_window(&mut self, cell: NonNull<Header>, window: Window) {
        self.window = window;
        // SAFETY: passed on.
        unsafe { self.trace_cell(cell) };
        self.window = Window::All;
    }

    /// Calls the `trace` of a cell's kind.
    ///
    /// # Safety
    /// The cell is initialised in the sense of invariant H4.
    #[inline]
    pub(crate) unsafe fn trace_cell(&mut self, cell: NonNull<Header>) {
        if !self.ephemerons.waiting.is_empty() {
            self.mark_values_of(cell);
        }
        // SAFETY: the caller says that the header is valid.
        let kind = unsafe { cell.as_ref() }.kind();
        let trace = self.heap.kinds[usize::from(kind)].trace;
        // SAFETY: the cell is of this kind and its traced fields are initialised.
        unsafe { trace(cell.as_ptr(), self) }
    }
}

impl Drop for Tracer<'_> {
    /// Keeps a small mark stack for the next collection, or what a step has left.
    fn drop(&mut self) {
        const KEPT: usize = 4096;
        let mut stack = std::mem::take(&mut self.stack);
        match self.mode {
            Mode::Step => {
                let cycle = &self.heap.cycle;
                cycle.stack.set(stack);
                cycle.rest.set(std::mem::take(&mut self.rest));
                cycle.cards.set(std::mem::take(&mut self.cards));
                cycle.ephemerons.set(std::mem::take(&mut self.ephemerons));
                cycle.overflowed.set(self.overflowed);
            }
            Mode::Young | Mode::Anew | Mode::Last => {
                stack.clear();
                stack.shrink_to(KEPT);
                self.heap.mark_stack.set(stack);
            }
            Mode::Promote | Mode::Visit => {}
        }
    }
}

/// The block of a cell that exists, and where the cell lies in it.
#[inline(always)]
fn place_of(cell: NonNull<Header>) -> (BlockRef, usize) {
    // SAFETY: all cells that are asked about here are allocated, or were when the collection began: the embedder passes no others (H5), and
    // what dies leaves all lists in the collection that finds it dead. So the block exists (H2).
    unsafe { BlockRef::place_of(cell) }
}

fn is_old(cell: NonNull<Header>) -> bool {
    let (block, offset) = place_of(cell);
    block.is_marked(offset)
}

#[inline(always)]
fn prefetch(cell: NonNull<Header>) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    // SAFETY: a hint, which reads nothing.
    unsafe {
        std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(
            cell.as_ptr().cast_const().cast(),
        );
    }
    let _ = cell;
}
