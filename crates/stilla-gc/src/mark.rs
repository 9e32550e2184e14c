//! Marking: the tracer, and what the embedder does during a collection.
//!
//! The mark stack is a bounded list. A cell that does not fit keeps its mark, and its block is flagged; when the stack is
//! empty the marked cells of flagged blocks are traced again. Tracing twice is harmless, because only unmarked cells are pushed.
//!
//! Uses: block, ephemeron, header, heap, pointer.
//! Never: allocate, scan, sweep.

use crate::block::BlockRef;
use crate::ephemeron::Ephemerons;
use crate::header::Header;
use crate::heap::{Heap, Phase};
use crate::pointer::Gc;
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
}

impl<'h> Liveness<'h> {
    pub(crate) fn new(heap: &'h Heap) -> Self {
        Liveness { _heap: heap }
    }

    /// Whether the cell survives. `cell` is one that was allocated when the collection began.
    #[inline]
    pub fn is_live(&self, cell: NonNull<Header>) -> bool {
        // SAFETY: the weak reference that the embedder asks about is cleared by the collection in which its cell dies, so the cell's
        // block still exists (H2).
        let block = unsafe { BlockRef::of(cell) };
        block.is_marked(cell.addr().get() - block.address())
    }

    /// Whether the cell survives.
    #[inline]
    pub fn is_live_gc<T>(&self, cell: Gc<T>) -> bool {
        self.is_live(cell.header())
    }
}

/// What a visitor of edges is called with.
pub(crate) type Visitor<'h> = dyn FnMut(NonNull<Header>) + 'h;

/// Marks cells; handed to the embedder and to each kind's `trace`.
pub struct Tracer<'h> {
    heap: &'h Heap,
    stack: Vec<NonNull<Header>>,
    bound: usize,
    overflowed: bool,
    /// Lowest address and length of the range that contains all blocks.
    range: (usize, usize),
    ephemerons: Ephemerons,
    /// Cells are traced that a collection has traced before.
    again: bool,
    /// Edges are checked, or visited instead of marked.
    careful: bool,
    visitor: Option<&'h mut Visitor<'h>>,
}

impl<'h> Tracer<'h> {
    pub(crate) fn marking(heap: &'h Heap) -> Tracer<'h> {
        Tracer {
            heap,
            stack: heap.mark_stack.take(),
            bound: heap.mark_stack_bound,
            overflowed: false,
            range: heap.space.borrow().range(),
            ephemerons: Ephemerons::default(),
            again: false,
            careful: heap.poison,
            visitor: None,
        }
    }

    /// A tracer that marks nothing and shows every edge to `visitor`.
    pub(crate) fn visiting(heap: &'h Heap, visitor: &'h mut Visitor<'h>) -> Tracer<'h> {
        Tracer {
            heap,
            stack: Vec::new(),
            bound: 0,
            overflowed: false,
            range: heap.space.borrow().range(),
            ephemerons: Ephemerons::default(),
            again: false,
            careful: true,
            visitor: Some(visitor),
        }
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
        if self.visitor.is_none() {
            self.ephemerons.submitted.push((key, value));
        }
    }

    /// Whether the cell is already marked.
    #[inline]
    pub fn is_marked(&self, cell: NonNull<Header>) -> bool {
        // SAFETY: `cell` is a cell of this heap, by the same contract as `mark`.
        let block = unsafe { BlockRef::of(cell) };
        block.is_marked(cell.addr().get() - block.address())
    }

    /// The heap that is being traced.
    pub fn heap(&self) -> &'h Heap {
        self.heap
    }

    #[inline(always)]
    fn mark_and_push(&mut self, cell: NonNull<Header>) {
        // SAFETY: embedders only pass cells that are allocated (H5); the careful mode checks it.
        let block = unsafe { BlockRef::of(cell) };
        if block.set_mark(cell.addr().get() - block.address()) {
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
            block.overflow.set(true);
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
        let mut any = false;
        loop {
            while let Some(cell) = self.stack.pop() {
                any = true;
                // SAFETY: H4: the cell is allocated and the heap is at a safepoint.
                unsafe { self.trace_cell(cell) };
            }
            if self.overflowed {
                any = true;
                self.overflowed = false;
                self.retrace_overflowed();
            } else if self.ephemerons.submitted.is_empty() {
                return any;
            } else {
                self.take_submitted_ephemerons();
            }
        }
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
        heap.account().remembered.take(|cell| {
            // SAFETY: H4: no old cell was freed since it was entered, and the heap is at a safepoint.
            unsafe { self.trace_cell(cell) };
        });
        self.again = false;
    }

    fn retrace_overflowed(&mut self) {
        let heap = self.heap;
        // NOTE: among the cells that did not fit may be some of kinds that are not logged.
        heap.account().remembered.give_up();
        heap.for_each_block(|block| {
            if !block.overflow.replace(false) {
                return;
            }
            for offset in block.offsets().filter(|offset| block.is_marked(*offset)) {
                // SAFETY: H4: the cell is marked, hence allocated, and the heap is at a safepoint.
                unsafe { self.trace_cell(block.cell_at(offset)) };
            }
        });
    }

    /// Called by the `trace` of every kind that is not logged, see [`note_write`](crate::note_write): the cell will be traced in each
    /// collection of the young.
    pub fn trace_always(&mut self, cell: NonNull<Header>) {
        if !self.again && self.visitor.is_none() {
            self.heap.account().remembered.add_unlogged(cell);
        }
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
    /// Keeps a small mark stack for the next collection.
    fn drop(&mut self) {
        const KEPT: usize = 4096;
        if self.visitor.is_none() && self.heap.phase.get() == Phase::Marking {
            let mut stack = std::mem::take(&mut self.stack);
            stack.clear();
            stack.shrink_to(KEPT);
            self.heap.mark_stack.set(stack);
        }
    }
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
