//! After marking: run the `drop` of dead cells, free empty blocks and dead large objects, and list the blocks with room.
//!
//! Dead cells without `drop` are not touched: their memory is found again by allocation. After a collection of the young only the blocks
//! are looked at in which cells were allocated. After a full one that went in steps the others are swept a few at a time; until then
//! their dead cells count as allocated, and nothing is allocated among them.
//!
//! Uses: account, block, cycle, header, heap, mark, space.
//! Never: scan.

use crate::block::{BLOCK_SIZE, BlockRef, Census, FIRST};
use crate::header::Header;
use crate::heap::{Heap, Phase};
use crate::mark::{Mode, Tracer};
use crate::space::{CHUNK_SIZE, Space};
use std::ptr::NonNull;

impl Heap {
    /// Frees the young cells that are not marked. Bytes of those that are.
    pub(crate) fn sweep_young(&self) -> usize {
        self.sweep_active(|block| {
            self.bury(block, |offset| block.is_marked(offset));
            block.end_young()
        })
    }

    /// Frees what a full collection has not reached in the blocks with young cells: all others can wait,
    /// unless they are to be swept `at_once`. Bytes of the young cells that survive.
    pub(crate) fn sweep_unreached_young(&self, at_once: bool) -> usize {
        self.forget_lists();
        self.cycle.begin_clearing(at_once);
        let survived = self.sweep_active(|block| self.sweep_unreached(block));
        self.cycle.clear_large(self.space.borrow().all_large());
        survived
    }

    /// Makes all young cells old, dead ones too.
    pub(crate) fn promote_young(&self) {
        self.retire_spans();
        Tracer::marking(self, Mode::Promote).trace_remembered();
        let promoted = self.sweep_active(|block| {
            block.promote(|offset| {
                let cell = block.cell_at(offset);
                // SAFETY: H4: the cell is allocated, and the heap is at a safepoint.
                let kind = unsafe { cell.as_ref() }.kind();
                if !self.kinds[usize::from(kind)].is_logged {
                    self.account().remembered.add_unlogged(cell);
                }
            })
        });
        self.cycle.add_promoted(promoted);
        self.account().plan_young();
        self.history.left_bytes.set(self.bytes());
    }

    fn sweep_active(&self, sweep: impl Fn(BlockRef) -> Census) -> usize {
        let mut survived = 0;
        let mut active = self.active.take();
        // Lists are built from the back, so that allocation then goes upwards.
        active.sort_unstable_by(|a, b| b.cmp(a));
        let mut dead = Vec::new();
        for block in active.drain(..) {
            let census = sweep(block);
            survived += census.became_old * block.cell;
            if self.settle(block, &census) {
                dead.push(block);
            }
        }
        self.free_large(dead);
        self.active.replace(active);
        survived
    }

    /// Sweeps up to `most` blocks that the last full collection has left; `true` if it was the last of them.
    pub(crate) fn sweep_blocks(&self, most: usize) -> bool {
        let phase = self.phase.replace(Phase::Sweeping);
        let before = self.account().upper();
        let is_done = (0..most).any(|_| !self.sweep_next());
        // NOTE: what is freed late shall not put off the next collection of the young.
        let freed = before.saturating_sub(self.account().upper());
        let young_at = &self.account().young_at;
        young_at.set(young_at.get().saturating_sub(freed));
        self.phase.set(phase);
        is_done
    }

    /// Sweeps one block or large object; `false` if there is none.
    fn sweep_next(&self) -> bool {
        let epoch = self.cycle.epoch();
        loop {
            let block = self.space.borrow().block_from(self.cycle.sweep_from());
            let Some(block) = block else { break };
            self.cycle.sweep_on(block.address() + BLOCK_SIZE);
            if block.swept.get() != epoch {
                let census = self.sweep_unreached(block);
                self.settle(block, &census);
                return true;
            }
        }
        let large = self.cycle.next_large();
        let is_done = large.is_empty();
        let unswept = large.into_iter().filter(|block| block.swept.get() != epoch);
        self.free_large(
            unswept
                .filter(|block| self.settle(*block, &self.sweep_unreached(*block)))
                .collect(),
        );
        !is_done
    }

    fn free_large(&self, mut dead: Vec<BlockRef>) {
        dead.sort_unstable();
        self.space.borrow_mut().remove_large(&dead);
        for block in dead {
            // SAFETY: the caller found the object dead, it was taken out of the space, and it is in no list.
            unsafe { Space::free_large(block) };
        }
    }

    /// Frees what is left of the last full collection.
    pub(crate) fn finish_sweeping(&self) {
        if self.cycle.is_clearing() {
            self.sweep_blocks(usize::MAX);
            self.end_sweeping();
        }
    }

    /// Notes that all blocks are swept.
    pub(crate) fn end_sweeping(&self) {
        self.cycle.rest();
        let account = self.account();
        account.plan_full();
        if let Some(young_die) = self.cycle.young_die(account.old.get()) {
            account.young_die.set(young_die);
        }
        self.history
            .left_bytes
            .set(account.old.get() + account.external.get());
        self.release_chunks();
    }

    fn sweep_unreached(&self, block: BlockRef) -> Census {
        self.bury(block, |offset| block.is_reached(offset));
        block.end_full(self.cycle.epoch(), self.cycle.is_at_once())
    }

    /// Accounts what a sweep found in a block, frees it if it is empty, and lists it if it has room. `true` for a large object that is
    /// to be freed.
    fn settle(&self, block: BlockRef, census: &Census) -> bool {
        let freed = (census.allocated - census.left) * block.cell;
        self.account().remove_cells(freed);
        self.account()
            .old
            .set(self.account().old.get() + census.left * block.cell - census.old * block.cell);
        let history = &self.history;
        history
            .live_cells
            .set(history.live_cells.get() + census.left - census.old);
        history
            .freed_bytes
            .set(history.freed_bytes.get() + freed as u64);
        if census.left > 0 {
            if !block.is_large {
                self.list(block, census.left * block.cell);
            }
            return false;
        }
        if block.is_large {
            self.account().remove_held(block.limit);
            return true;
        }
        self.account().remove_held(BLOCK_SIZE);
        // SAFETY: no cell of the block is live, and it is in no list: it was taken out of its list before cells were allocated in it,
        // or the lists were emptied by the full collection that it was not swept after (H2).
        unsafe { self.space.borrow_mut().free_block(block) };
        false
    }

    /// Drops and poisons the cells that died in this collection.
    fn bury(&self, block: BlockRef, lives: impl Fn(usize) -> bool) {
        if !block.has_drop && !self.poison {
            return;
        }
        for offset in block.offsets() {
            if !block.was_allocated(offset) || lives(offset) {
                continue;
            }
            if block.has_drop {
                // SAFETY: H4: the cell was allocated; it is dead and its memory is not reused before this collection ends.
                unsafe { self.drop_cell(block.cell_at(offset)) };
            }
            if self.poison {
                // SAFETY: the cell is dead.
                unsafe { block.poison(offset, offset + block.cell) };
            }
        }
    }

    /// Runs the `drop` of a cell's kind.
    ///
    /// # Safety
    /// The cell is initialised and nothing uses it any more.
    unsafe fn drop_cell(&self, cell: NonNull<Header>) {
        // SAFETY: the caller says that the header is valid.
        let kind = unsafe { cell.as_ref() }.kind();
        if let Some(drop) = self.kinds[usize::from(kind)].drop {
            // SAFETY: the cell is of this kind, initialised, and not used again.
            unsafe { drop(cell.as_ptr()) }
        }
    }

    /// Enters a block with room in its span's list. Nearly full ones are not worth the search.
    fn list(&self, block: BlockRef, live: usize) {
        let room = block.limit - FIRST;
        let list = if live <= room / 2 {
            &self.sparse[usize::from(block.span)]
        } else if live <= room / 8 * 7 {
            &self.dense[usize::from(block.span)]
        } else {
            return;
        };
        block.next.set(list.get());
        list.set(Some(block));
    }

    /// Keeps the empty chunks that allocation will want before the next collection, and one.
    pub(crate) fn release_chunks(&self) {
        let headroom = self
            .account()
            .young_at
            .get()
            .saturating_sub(self.account().upper());
        let mut space = self.space.borrow_mut();
        let keep = headroom / CHUNK_SIZE + 1;
        if space.empty_chunks() > keep {
            space.release_empty_chunks(keep);
        }
    }

    /// Runs `drop` of every cell that has one, for the end of the heap.
    pub(crate) fn drop_all_cells(&self) {
        self.retire_spans();
        self.for_each_block(|block| {
            if block.has_drop {
                for offset in block
                    .offsets()
                    .filter(|offset| self.is_allocated(block, *offset))
                {
                    // SAFETY: H4 holds for allocated cells of drop kinds at any time, by the contract of `alloc_drop`; the heap ends here.
                    unsafe { self.drop_cell(block.cell_at(offset)) };
                }
            }
        });
    }
}
