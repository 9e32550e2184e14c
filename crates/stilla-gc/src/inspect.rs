//! Looking at a heap from outside: which cell is at this address, which cells are there, is it sound, how large is it.
//!
//! Uses: block, header, heap, mark.
//! Never: allocate, sweep, scan.

use crate::block::BlockRef;
use crate::collect::Scope;
use crate::header::Header;
use crate::heap::{Heap, Phase};
use crate::mark::{Embedder, Liveness, Tracer};
use std::fmt;
use std::ptr::NonNull;

/// Figures about a heap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Collections so far.
    pub collections: u64,
    /// Bytes in use now, external ones included.
    pub bytes: usize,
    /// External bytes in use now.
    pub external_bytes: usize,
    /// Most bytes that were ever in use.
    pub peak: usize,
    /// Bytes of blocks and large objects, whether their cells are in use or not.
    pub held_bytes: usize,
    /// Cells that survived the last collection.
    pub live_cells: usize,
    /// Bytes of the cells that survived the last collection.
    pub live_bytes: usize,
    /// Bytes of cells freed by all collections.
    pub freed_bytes: u64,
    /// Bytes in use at which the next collection is due.
    pub next_collection: usize,
    /// Chunks of 1 MiB reserved from the system.
    pub chunks: usize,
    /// Large objects.
    pub large_objects: usize,
}

/// What [`Heap::verify`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyError(String);

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for VerifyError {}

impl Heap {
    /// Whether the cell at `offset` of a block is allocated, in any phase before sweeping (invariant H3).
    pub(crate) fn is_allocated(&self, block: BlockRef, offset: usize) -> bool {
        if matches!(self.phase.get(), Phase::Marking | Phase::Sweeping) {
            return block.was_allocated(offset);
        }
        let index = usize::from(block.span);
        let cursor = if !block.is_large && self.current[index].get() == Some(block) {
            self.spans[index].bump.get().addr() - block.address()
        } else {
            block.cursor.get()
        };
        offset < cursor || block.is_marked(offset)
    }

    /// The allocated cell that an address points to or into, if any. Answers `None` while cells are being freed.
    pub fn find_cell(&self, address: usize) -> Option<NonNull<Header>> {
        let (low, length) = self.space.borrow().range();
        if self.phase.get() == Phase::Sweeping || address.wrapping_sub(low) >= length {
            return None;
        }
        self.resolve(address)
    }

    #[inline(never)]
    pub(crate) fn resolve(&self, address: usize) -> Option<NonNull<Header>> {
        if self.phase.get() == Phase::Idle {
            self.space.borrow_mut().sort();
        }
        let block = self.space.borrow().block_containing(address)?;
        let offset = block.cell_containing(address - block.address())?;
        self.is_allocated(block, offset)
            .then(|| block.cell_at(offset))
    }

    /// Calls `f` with every allocated cell and its size in bytes. Cells that died since the last collection are among them.
    pub fn for_each_cell(&self, mut f: impl FnMut(NonNull<Header>, usize)) {
        match self.phase.get() {
            Phase::Sweeping => return,
            // NOTE: a dead cell that waits for the sweep may refer to one whose memory has been used again.
            Phase::Idle => self.finish_sweeping(),
            Phase::Step | Phase::Marking => {}
        }
        self.for_each_block(|block| {
            for offset in block
                .offsets()
                .filter(|offset| self.is_allocated(block, *offset))
            {
                f(block.cell_at(offset), block.cell);
            }
        });
    }

    /// Calls `f` with the header word of every allocated cell and its size in bytes.
    pub fn for_each_word(&self, mut f: impl FnMut(u64, usize)) {
        self.for_each_cell(|cell, size| {
            // SAFETY: the cell is allocated, and its first word was written when it was made (H4).
            f(unsafe { cell.as_ref() }.word(), size);
        });
    }

    /// Calls `f` with the target of every strong edge of a cell.
    ///
    /// # Safety
    /// The cell is allocated, and the heap is at a safepoint (invariant H4).
    pub unsafe fn for_each_edge(&self, cell: NonNull<Header>, f: &mut dyn FnMut(NonNull<Header>)) {
        let mut visitor = |target| f(target);
        let mut tracer = Tracer::visiting(self, &mut visitor);
        // SAFETY: passed on.
        unsafe { tracer.trace_cell(cell) };
    }

    /// Checks the whole heap: each allocated cell is of a known kind, each root and edge leads to an allocated cell of this heap,
    /// and the account agrees. O(heap), for tests and debugging.
    ///
    /// # Errors
    /// The first thing found wrong.
    ///
    /// # Safety
    /// The heap is at a safepoint (invariant H4), so all allocated cells are initialised.
    pub unsafe fn verify(&self, embedder: &mut dyn Embedder) -> Result<(), VerifyError> {
        self.finish_sweeping();
        let mut wrong: Option<String> = None;
        let mut check = |from: &str, target: NonNull<Header>| {
            if self.find_cell(target.addr().get()) != Some(target) && wrong.is_none() {
                wrong = Some(format!(
                    "{from} leads to {target:p}, which is not an allocated cell"
                ));
            }
        };
        let mut visitor = |target| check("a root", target);
        embedder.trace_roots(&mut Tracer::visiting(self, &mut visitor));
        let mut bytes = self.account().external.get();
        let mut unknown = None;
        self.for_each_cell(|cell, size| {
            bytes += size;
            // SAFETY: the caller says that allocated cells are initialised.
            let kind = unsafe { cell.as_ref() }.kind();
            let Some(info) = self.kinds.get(usize::from(kind)) else {
                unknown = Some(format!("the cell at {cell:p} is of unknown kind {kind}"));
                return;
            };
            // SAFETY: the cell is allocated, and the caller says that it is initialised.
            unsafe { self.for_each_edge(cell, &mut |target| check(info.name, target)) };
        });
        if bytes != self.bytes() {
            wrong = wrong.or(Some(format!(
                "the cells have {bytes} bytes, the account says {}",
                self.bytes()
            )));
        }
        match unknown.or(wrong) {
            Some(text) => Err(VerifyError(text)),
            None => Ok(()),
        }
    }

    /// Checks that a collection has found what the cells it passed over refer to (H9): a store without
    /// [`note_write`](crate::note_write) is found here. O(heap).
    ///
    /// # Panics
    /// If it has not.
    pub(crate) fn check_generations(&self, scope: Scope) {
        let live = Liveness::new(self, scope);
        let epoch = self.cycle.epoch();
        self.for_each_block(|block| {
            let waits = scope == Scope::Young && block.swept.get() != epoch;
            for offset in block.offsets() {
                let cell = block.cell_at(offset);
                if !live.is_live(cell) || waits && !block.is_reached(offset) {
                    continue;
                }
                // SAFETY: H4: the cell is marked, hence allocated, and the heap is at a safepoint.
                unsafe {
                    let name = self.kinds[usize::from(cell.as_ref().kind())].name;
                    let mut check = |target| {
                        assert!(
                            live.is_live(target),
                            "a store to the cell of kind {name} at {cell:p} was not noted: {target:p} would die"
                        );
                    };
                    Tracer::visiting_exactly(self, &mut check).trace_cell(cell);
                }
            }
        });
    }

    /// Figures about the heap as it is now.
    pub fn statistics(&self) -> Statistics {
        let space = self.space.borrow();
        Statistics {
            collections: self.history.collections.get(),
            bytes: self.bytes(),
            external_bytes: self.external_bytes(),
            peak: self.peak(),
            held_bytes: self.account().held.get(),
            live_cells: self.history.live_cells.get(),
            live_bytes: self.account().old.get(),
            freed_bytes: self.history.freed_bytes.get(),
            next_collection: self.account().trigger.get(),
            chunks: space.chunk_count(),
            large_objects: space.large_count(),
        }
    }
}
