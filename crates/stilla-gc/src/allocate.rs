//! Handing out cells: bump a pointer inside a free interval; when it is used up, find the next one.
//!
//! Sweeping is part of this: a block's dead cells become free intervals only when allocation comes by, and the mark bits of the
//! last collection are all it needs to find them.
//!
//! Uses: account, block, class, heap, space.
//! Never: mark, sweep, scan.

use crate::account::OutOfMemory;
use crate::block::{BLOCK_SIZE, BlockPlan, BlockRef, FIRST};
use crate::class::{CELL_SIZE, CLASSES, MAX_SMALL, SPANS, class_of};
use crate::heap::{Heap, Phase};
use std::alloc::{Layout, handle_alloc_error};
use std::cell::Cell;
use std::ptr::{self, NonNull};

/// The free interval of one size class: whole cells in `[bump, end)`.
pub(crate) struct Span {
    pub(crate) bump: Cell<*mut u8>,
    pub(crate) end: Cell<*mut u8>,
}

impl Span {
    pub(crate) const fn empty() -> Span {
        Span {
            bump: Cell::new(ptr::null_mut()),
            end: Cell::new(ptr::null_mut()),
        }
    }

    /// Bytes that are counted but not handed out.
    #[inline]
    pub(crate) fn unused(&self) -> usize {
        self.end.get().addr() - self.bump.get().addr()
    }

    fn clear(&self) {
        self.bump.set(ptr::null_mut());
        self.end.set(ptr::null_mut());
    }
}

impl Heap {
    /// Allocates a cell of at least `size` bytes for a kind without `drop`: 16-aligned and uninitialised.
    ///
    /// Never collects. The caller writes the header and all traced fields before the next safepoint. Sizes that a script chooses are
    /// checked by `would_exceed` first, or `try_alloc` is used.
    ///
    /// # Panics
    /// During a collection. If the system has no memory left, the process ends as with any Rust allocation.
    #[inline(always)]
    pub fn alloc(&self, size: usize) -> NonNull<u8> {
        if size > MAX_SMALL {
            return self.alloc_large(size, false);
        }
        self.alloc_in_span(class_of(size))
    }

    /// Like `alloc`, with the first `size` bytes zero.
    #[inline(always)]
    pub fn alloc_zeroed(&self, size: usize) -> NonNull<u8> {
        let cell = self.alloc(size);
        // SAFETY: the cell is new and has at least `size` bytes.
        unsafe { cell.write_bytes(0, size) };
        cell
    }

    /// Like `alloc`, for kinds that have a `drop`. The header must be written before anything can end the heap.
    pub fn alloc_drop(&self, size: usize) -> NonNull<u8> {
        if size > MAX_SMALL {
            return self.alloc_large(size, true);
        }
        self.alloc_in_span(class_of(size) + CLASSES)
    }

    /// Like `alloc`, for sizes that a script chooses: checks the limit and survives a system without memory.
    ///
    /// # Errors
    /// If the limit would be exceeded or the system has no memory. A collection may make room.
    pub fn try_alloc(&self, size: usize) -> Result<NonNull<u8>, OutOfMemory> {
        if self.would_exceed(size) {
            return Err(OutOfMemory);
        }
        if size <= MAX_SMALL {
            return Ok(self.alloc(size));
        }
        self.new_large(size, false).ok_or(OutOfMemory)
    }

    /// Bytes that a cell allocated with `size` occupies.
    pub fn size_of_cell(size: usize) -> usize {
        if size <= MAX_SMALL {
            CELL_SIZE[class_of(size)] as usize
        } else {
            size.next_multiple_of(16)
        }
    }

    #[inline(always)]
    fn alloc_in_span(&self, index: usize) -> NonNull<u8> {
        let index = index & (SPANS - 1);
        let span = &self.spans[index];
        let size = CELL_SIZE[index & (CLASSES - 1)] as usize;
        let cell = span.bump.get();
        if span.end.get().addr().wrapping_sub(cell.addr()) < size {
            return self.refill(index);
        }
        // SAFETY: H3: `[bump, end)` is inside a block and holds another cell of this size, so `bump` is not null.
        unsafe {
            span.bump.set(cell.add(size));
            NonNull::new_unchecked(cell)
        }
    }

    /// Finds the next free interval of a span and takes a cell from it.
    #[cold]
    #[inline(never)]
    fn refill(&self, index: usize) -> NonNull<u8> {
        self.forbid_during_collection();
        loop {
            if let Some(block) = self.current[index].get() {
                let from = self.spans[index].end.get().addr() - block.address();
                if let Some((start, end)) = block.next_free(from) {
                    self.spans[index]
                        .bump
                        .set(block.at(start + block.cell).as_ptr());
                    self.spans[index].end.set(block.at(end).as_ptr());
                    if self.account().add_cells(end - start) {
                        self.poll.force();
                    }
                    return block.at(start);
                }
                block.cursor.set(block.limit);
            }
            let block = self.next_block(index);
            self.current[index].set(Some(block));
            self.spans[index].bump.set(block.at(FIRST).as_ptr());
            self.spans[index].end.set(block.at(FIRST).as_ptr());
        }
    }

    /// A block for a span, in the order of preference: with much room, empty, with some room, in a new chunk.
    fn next_block(&self, index: usize) -> BlockRef {
        let block = self.find_block(index);
        self.active.borrow_mut().push(block);
        block
    }

    fn find_block(&self, index: usize) -> BlockRef {
        if let Some(block) = pop(&self.sparse[index]) {
            return block;
        }
        let free = self.space.borrow_mut().take_free_block();
        if let Some(memory) = free {
            return self.init_block(memory, index);
        }
        if let Some(block) = pop(&self.dense[index]) {
            return block;
        }
        let memory = self.space.borrow_mut().take_block_of_new_chunk();
        self.init_block(memory, index)
    }

    fn init_block(&self, memory: NonNull<u8>, index: usize) -> BlockRef {
        let cell = CELL_SIZE[index % CLASSES] as usize;
        let plan = BlockPlan {
            cell,
            limit: FIRST + (BLOCK_SIZE - FIRST) / cell * cell,
            account: self.account,
            span: index as u8,
            has_drop: index >= CLASSES,
            is_large: false,
            epoch: self.cycle.epoch(),
        };
        // SAFETY: the space just took this block out of a chunk for us: aligned, exposed, `BLOCK_SIZE` bytes long and unused.
        let block = unsafe { BlockRef::init(memory, &plan) };
        self.account().add_held(BLOCK_SIZE);
        if self.account().is_fragmented() {
            self.poll.force();
        }
        if self.poison {
            // SAFETY: the block is new: none of its cells is allocated.
            unsafe { block.poison(FIRST, block.limit) };
        }
        block
    }

    #[cold]
    #[inline(never)]
    fn alloc_large(&self, size: usize, has_drop: bool) -> NonNull<u8> {
        self.new_large(size, has_drop).unwrap_or_else(|| {
            handle_alloc_error(
                Layout::from_size_align(size.min(isize::MAX as usize / 2), 16)
                    .unwrap_or(Layout::new::<u128>()),
            )
        })
    }

    fn new_large(&self, size: usize, has_drop: bool) -> Option<NonNull<u8>> {
        self.forbid_during_collection();
        let block =
            self.space
                .borrow_mut()
                .new_large(size, self.account, has_drop, self.cycle.epoch())?;
        self.active.borrow_mut().push(block);
        self.account().add_held(block.limit);
        if self.account().add_cells(block.cell) {
            self.poll.force();
        }
        if self.poison {
            // SAFETY: the object is new and not yet written.
            unsafe { block.poison(FIRST, block.limit) };
        }
        Some(block.at(FIRST))
    }

    fn forbid_during_collection(&self) {
        assert!(
            self.phase.get() == Phase::Idle,
            "a cell was allocated during a collection"
        );
    }

    /// Writes the spans' state back to their blocks, so that cursors tell exactly what is allocated.
    pub(crate) fn retire_spans(&self) {
        for index in 0..SPANS {
            let span = &self.spans[index];
            if let Some(block) = self.current[index].take() {
                block.cursor.set(span.bump.get().addr() - block.address());
                let cells = &self.account().cells;
                cells.set(cells.get() - span.unused());
            }
            span.clear();
        }
    }

    /// Forgets which blocks have room, before a sweep enters them again.
    pub(crate) fn forget_lists(&self) {
        for index in 0..SPANS {
            self.sparse[index].set(None);
            self.dense[index].set(None);
        }
    }
}

fn pop(list: &Cell<Option<BlockRef>>) -> Option<BlockRef> {
    let block = list.get()?;
    list.set(block.next.take());
    Some(block)
}
