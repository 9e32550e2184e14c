//! The memory of a heap: aligned 1 MiB chunks cut into blocks, and large objects.
//!
//! A chunk is reserved and left untouched; the system backs a page when the first cell in it is written. Both tables are sorted
//! by address, because a word of the native stack must be resolved to the block it points into.
//!
//! Uses: block, account.
//! Never: heap, mark, sweep.

use crate::account::Account;
use crate::block::{BLOCK_SIZE, BlockPlan, BlockRef, FIRST, GRANULE, bytes_of_cards};
use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::ptr::{self, NonNull};

pub(crate) const CHUNK_SIZE: usize = 1024 * 1024;
const BLOCKS_PER_CHUNK: usize = CHUNK_SIZE / BLOCK_SIZE;
const CHUNK_LAYOUT: Layout = match Layout::from_size_align(CHUNK_SIZE, CHUNK_SIZE) {
    Ok(layout) => layout,
    Err(_) => panic!("a chunk has a valid layout"),
};

const _: () = assert!(BLOCKS_PER_CHUNK == u32::BITS as usize);

#[derive(Clone, Copy)]
struct Chunk {
    base: NonNull<u8>,
    /// One bit per block in use.
    used: u32,
}

impl Chunk {
    fn memory_of(self, index: u32) -> NonNull<u8> {
        debug_assert!(index < u32::BITS);
        // SAFETY: the index is below the number of blocks, so the offset stays inside the chunk.
        unsafe { self.base.add(index as usize * BLOCK_SIZE) }
    }

    fn block(self, index: u32) -> BlockRef {
        // SAFETY: a block in use begins with a header (H1), whose address masks to itself.
        unsafe { BlockRef::of(self.memory_of(index).cast()) }
    }
}

/// Owner of all memory that blocks live in.
#[derive(Default)]
pub(crate) struct Space {
    /// Sorted by address.
    chunks: Vec<Chunk>,
    /// No chunk before this index has a free block.
    first_free: usize,
    large: Vec<BlockRef>,
    large_is_sorted: bool,
    /// All blocks lie in this range of addresses; it never shrinks while they live.
    low: usize,
    high: usize,
}

impl Space {
    pub(crate) fn chunk_count(&self) -> usize {
        self.chunks.len()
    }

    pub(crate) fn large_count(&self) -> usize {
        self.large.len()
    }

    /// Number of chunks without a block in use.
    pub(crate) fn empty_chunks(&self) -> usize {
        self.chunks.iter().filter(|chunk| chunk.used == 0).count()
    }

    /// The blocks in use of the chunk at `index`.
    pub(crate) fn blocks_of_chunk(
        &self,
        index: usize,
    ) -> impl DoubleEndedIterator<Item = BlockRef> + use<> {
        let chunk = self.chunks[index];
        (0..u32::BITS)
            .filter(move |bit| chunk.used >> bit & 1 != 0)
            .map(move |bit| chunk.block(bit))
    }

    pub(crate) fn large(&self, index: usize) -> BlockRef {
        self.large[index]
    }

    /// All large objects.
    pub(crate) fn all_large(&self) -> Vec<BlockRef> {
        self.large.clone()
    }

    /// Takes large objects out of the table; the list is sorted.
    pub(crate) fn remove_large(&mut self, sorted: &[BlockRef]) {
        if !sorted.is_empty() {
            self.large
                .retain(|block| sorted.binary_search(block).is_err());
        }
    }

    /// The first block in use of a chunk that does not end before `address`.
    pub(crate) fn block_from(&self, address: usize) -> Option<BlockRef> {
        let first = self
            .chunks
            .partition_point(|chunk| chunk.base.addr().get() + CHUNK_SIZE <= address);
        (first..self.chunks.len())
            .flat_map(|index| self.blocks_of_chunk(index))
            .find(|block| block.address() >= address)
    }

    /// Memory for a block out of the chunks that are already there.
    pub(crate) fn take_free_block(&mut self) -> Option<NonNull<u8>> {
        while let Some(chunk) = self.chunks.get_mut(self.first_free) {
            if chunk.used != u32::MAX {
                let index = chunk.used.trailing_ones();
                chunk.used |= 1 << index;
                return Some(chunk.memory_of(index));
            }
            self.first_free += 1;
        }
        None
    }

    /// Memory for a block out of a new chunk.
    pub(crate) fn take_block_of_new_chunk(&mut self) -> NonNull<u8> {
        // SAFETY: the layout is not empty.
        let Some(base) = NonNull::new(unsafe { alloc(CHUNK_LAYOUT) }) else {
            handle_alloc_error(CHUNK_LAYOUT)
        };
        let address = base.as_ptr().expose_provenance();
        self.widen(address, address + CHUNK_SIZE);
        let index = self.chunks.partition_point(|chunk| chunk.base < base);
        let chunk = Chunk { base, used: 1 };
        self.chunks.insert(index, chunk);
        self.first_free = self.first_free.min(index);
        chunk.memory_of(0)
    }

    /// Gives a block's memory back to its chunk.
    ///
    /// # Safety
    /// The block is a small one of this space, no cell of it is in use, and nothing refers to it any more (H2).
    pub(crate) unsafe fn free_block(&mut self, block: BlockRef) {
        let index = self
            .chunk_of(block.address())
            .expect("a small block lies in a chunk");
        let bit = (block.address() % CHUNK_SIZE / BLOCK_SIZE) as u32;
        self.chunks[index].used &= !(1 << bit);
        self.first_free = self.first_free.min(index);
    }

    /// Gives empty chunks back to the system until only `keep` of them are left.
    pub(crate) fn release_empty_chunks(&mut self, keep: usize) {
        let mut kept = 0;
        self.chunks.retain(|chunk| {
            if chunk.used != 0 {
                return true;
            }
            kept += 1;
            if kept <= keep {
                return true;
            }
            // SAFETY: the chunk came from `alloc` with this layout, and no block of it is in use.
            unsafe { dealloc(chunk.base.as_ptr(), CHUNK_LAYOUT) };
            false
        });
        self.first_free = 0;
    }

    /// Makes a large object of `size` bytes; `None` if the system has no memory for it.
    pub(crate) fn new_large(
        &mut self,
        size: usize,
        account: NonNull<Account>,
        has_drop: bool,
        epoch: u32,
    ) -> Option<BlockRef> {
        let layout = large_layout(size)?;
        // SAFETY: the layout is not empty.
        let memory = NonNull::new(unsafe { alloc(layout) })?;
        let address = memory.as_ptr().expose_provenance();
        let cell = size.next_multiple_of(GRANULE);
        let plan = BlockPlan {
            cell,
            limit: FIRST + cell,
            account,
            span: 0,
            has_drop,
            is_large: true,
            epoch,
        };
        // SAFETY: the memory is new, has the size of the plan and the alignment of the layout, and was exposed above.
        let block = unsafe { BlockRef::init(memory, &plan) };
        block.cursor.set(block.limit);
        // SAFETY: the layout has room for the cards behind the limit.
        unsafe { block.at(block.limit).write_bytes(0, bytes_of_cards(cell)) };
        self.widen(address, address + layout.size());
        self.large_is_sorted = self.large.last().is_none_or(|last| *last < block)
            && (self.large_is_sorted || self.large.is_empty());
        self.large.push(block);
        Some(block)
    }

    /// Gives a large object's memory back to the system.
    ///
    /// # Safety
    /// The block is a large one that was taken out of this space, and nothing refers to it any more (H2).
    pub(crate) unsafe fn free_large(block: BlockRef) {
        let layout =
            large_layout(block.cell).expect("a large object that exists has a valid layout");
        // SAFETY: the memory came from `alloc` with the layout of the same size, and the caller says that nothing uses it.
        unsafe { dealloc(block.memory().as_ptr(), layout) }
    }

    /// Lowest address of any block, and the length of the range that contains all of them.
    #[inline]
    pub(crate) fn range(&self) -> (usize, usize) {
        (self.low, self.high - self.low)
    }

    /// Makes `block_containing` ready for use.
    pub(crate) fn sort(&mut self) {
        if !self.large_is_sorted {
            self.large.sort_unstable();
            self.large_is_sorted = true;
        }
    }

    /// The block in use whose memory contains the address. Needs `sort` after the last new large object.
    pub(crate) fn block_containing(&self, address: usize) -> Option<BlockRef> {
        if let Some(index) = self.chunk_of(address) {
            let chunk = self.chunks[index];
            let bit = (address % CHUNK_SIZE / BLOCK_SIZE) as u32;
            return (chunk.used >> bit & 1 != 0).then(|| chunk.block(bit));
        }
        debug_assert!(self.large_is_sorted || self.large.is_empty());
        let after = self
            .large
            .partition_point(|block| block.address() <= address);
        let block = *self.large.get(after.checked_sub(1)?)?;
        (address - block.address() < block.limit).then_some(block)
    }

    fn chunk_of(&self, address: usize) -> Option<usize> {
        let base: *mut u8 = ptr::without_provenance_mut(address & !(CHUNK_SIZE - 1));
        self.chunks
            .binary_search_by(|chunk| chunk.base.as_ptr().cmp(&base))
            .ok()
    }

    fn widen(&mut self, low: usize, high: usize) {
        self.low = if self.high == 0 {
            low
        } else {
            self.low.min(low)
        };
        self.high = self.high.max(high);
    }
}

impl Drop for Space {
    fn drop(&mut self) {
        for block in std::mem::take(&mut self.large) {
            // SAFETY: the heap is gone, so nothing refers to the block.
            unsafe { Space::free_large(block) };
        }
        for chunk in self.chunks.drain(..) {
            // SAFETY: the chunk came from `alloc` with this layout, and with the heap everything that used it is gone.
            unsafe { dealloc(chunk.base.as_ptr(), CHUNK_LAYOUT) };
        }
    }
}

fn large_layout(size: usize) -> Option<Layout> {
    let cell = size.checked_next_multiple_of(GRANULE)?;
    let size = cell.checked_add(FIRST)?.checked_add(bytes_of_cards(cell))?;
    Layout::from_size_align(size, BLOCK_SIZE).ok()
}
