//! After marking: run the `drop` of dead cells, free empty blocks and dead large objects, and list the blocks with room.
//!
//! Dead cells without `drop` are not touched: their memory is found again by allocation. Cells with `drop` are not left for later,
//! because what they own (buffers) should leave the account now.
//!
//! Uses: account, block, header, heap, space.
//! Never: mark, scan.

use crate::account::Swept;
use crate::block::{BLOCK_SIZE, BlockRef, FIRST};
use crate::collect::Scope;
use crate::header::Header;
use crate::heap::Heap;
use crate::space::{CHUNK_SIZE, Space};
use std::ptr::NonNull;

impl Heap {
    /// Frees what is not marked and makes "marked" mean "allocated" again.
    pub(crate) fn sweep(&self, scope: Scope) {
        let before = self.account().cells.get();
        let mut live = Swept::default();
        let chunks = self.space.borrow().chunk_count();
        // Lists are built from the back, so that allocation then goes upwards.
        for index in (0..chunks).rev() {
            let blocks = self.space.borrow().blocks_of_chunk(index);
            for block in blocks.rev() {
                self.sweep_block(block, &mut live);
            }
        }
        self.sweep_large(&mut live);
        let left_by_last = self.history.live_bytes.get();
        self.account().settle(scope, &live, left_by_last);
        self.history.live_cells.set(live.live_cells);
        self.history.live_bytes.set(live.live_bytes);
        let freed = before.saturating_sub(live.live_bytes) as u64;
        self.history
            .freed_bytes
            .set(self.history.freed_bytes.get() + freed);
        self.release_chunks();
    }

    fn sweep_block(&self, block: BlockRef, live: &mut Swept) {
        self.bury(block);
        let marked = block.marked();
        if marked == 0 {
            self.account().remove_held(BLOCK_SIZE);
            // SAFETY: no cell of the block is live, and `retire_spans` emptied all lists; it has not been listed since (H2).
            unsafe { self.space.borrow_mut().free_block(block) };
            return;
        }
        live.live_cells += marked;
        live.live_bytes += marked * block.cell;
        live.promoted_bytes += block.promoted() * block.cell;
        block.end_marking();
        block.cursor.set(FIRST);
        self.list(block, marked * block.cell);
    }

    fn sweep_large(&self, live: &mut Swept) {
        let mut large = self.space.borrow_mut().take_large();
        large.retain(|block| {
            self.bury(*block);
            if block.is_marked(FIRST) {
                live.live_cells += 1;
                live.live_bytes += block.cell;
                live.promoted_bytes += block.promoted() * block.cell;
                block.end_marking();
                return true;
            }
            self.account().remove_held(block.limit);
            // SAFETY: the object is dead, was taken out of the space, and is in no list.
            unsafe { Space::free_large(*block) };
            false
        });
        self.space.borrow_mut().put_large(large);
    }

    /// Drops and poisons the cells that died in this collection.
    fn bury(&self, block: BlockRef) {
        if !block.has_drop && !self.poison {
            return;
        }
        for offset in block.offsets() {
            if !block.was_allocated(offset) || block.is_marked(offset) {
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
    fn release_chunks(&self) {
        let headroom = self
            .account()
            .trigger
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
