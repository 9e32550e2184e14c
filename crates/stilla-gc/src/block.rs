//! A block: 32 KiB of cells of one size behind a header with their mark bits. A large object is a block with one long cell.
//!
//! Mark bits are indexed by 16-byte granule and not by cell, so that marking needs no division: mask the address for the
//! block, shift it for the bit.
//!
//! Uses: account (the owner a block points back to), class (where cells start), header.
//! Never: heap, space.

use crate::account::Account;
use crate::class::{CLASSES, STARTS};
use crate::collect::Scope;
use crate::header::Header;
use std::cell::Cell;
use std::ops::Deref;
use std::ptr::{self, NonNull};

pub(crate) const BLOCK_SIZE: usize = 32 * 1024;
pub(crate) const GRANULE: usize = 16;
pub(crate) const WORDS: usize = BLOCK_SIZE / GRANULE / 64;

/// Offset of the first cell in every block, large ones included.
pub(crate) const FIRST: usize = size_of::<Block>();

/// The bytes that poisoned cells are filled with.
pub(crate) const POISON: u8 = 0xDB;

type Bits = [Cell<u64>; WORDS];

/// The header of a block. Offsets count bytes from the block's start.
#[repr(C, align(64))]
pub(crate) struct Block {
    marks: Bits,
    /// During a collection the marks as they were before it: with `cursor`, what was allocated. Between two collections the
    /// old cells that have not been written to.
    before: Bits,
    /// Cells below it are allocated whatever their mark says.
    pub(crate) cursor: Cell<usize>,
    /// Size of one cell.
    pub(crate) cell: usize,
    /// End of the last cell.
    pub(crate) limit: usize,
    /// Next block in the list of its span.
    pub(crate) next: Cell<Option<BlockRef>>,
    pub(crate) account: NonNull<Account>,
    /// Number of the span that allocates here; drop kinds have the upper half. Says nothing for large blocks.
    pub(crate) span: u8,
    pub(crate) has_drop: bool,
    pub(crate) is_large: bool,
    /// Holds marked cells that did not fit on the mark stack.
    pub(crate) overflow: Cell<bool>,
}

/// A block that exists (invariant H2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(transparent)]
pub(crate) struct BlockRef(NonNull<Block>);

impl Deref for BlockRef {
    type Target = Block;

    #[inline(always)]
    fn deref(&self) -> &Block {
        // SAFETY: H2: the block's memory exists; H1: it begins with an initialised header, all of whose changing fields are cells.
        unsafe { self.0.as_ref() }
    }
}

/// What a new block is for.
pub(crate) struct BlockPlan {
    pub(crate) cell: usize,
    pub(crate) limit: usize,
    pub(crate) account: NonNull<Account>,
    pub(crate) span: u8,
    pub(crate) has_drop: bool,
    pub(crate) is_large: bool,
}

impl BlockRef {
    /// Writes a block's header: no cell is marked, none is allocated.
    ///
    /// # Safety
    /// `memory` is aligned to `BLOCK_SIZE`, has `plan.limit` bytes, is used by nothing else, and its address is exposed.
    pub(crate) unsafe fn init(memory: NonNull<u8>, plan: &BlockPlan) -> BlockRef {
        let block = memory.cast::<Block>();
        // SAFETY: the caller gives us the memory, whose alignment exceeds that of `Block`.
        unsafe {
            block.write(Block {
                marks: [const { Cell::new(0) }; WORDS],
                before: [const { Cell::new(0) }; WORDS],
                cursor: Cell::new(FIRST),
                cell: plan.cell,
                limit: plan.limit,
                next: Cell::new(None),
                account: plan.account,
                span: plan.span,
                has_drop: plan.has_drop,
                is_large: plan.is_large,
                overflow: Cell::new(false),
            });
        }
        BlockRef(block)
    }

    /// The block of a cell.
    ///
    /// # Safety
    /// `cell` is the start of a cell in a block that exists.
    #[inline(always)]
    pub(crate) unsafe fn of(cell: NonNull<Header>) -> BlockRef {
        let address = cell.addr().get() & !(BLOCK_SIZE - 1);
        // SAFETY: H1: masking a cell's address gives its block, which is never at address 0; H7: it may be rebuilt from an integer.
        BlockRef(unsafe { NonNull::new_unchecked(ptr::with_exposed_provenance_mut(address)) })
    }

    /// Address of the block.
    #[inline]
    pub(crate) fn address(self) -> usize {
        self.0.addr().get()
    }

    /// The block's memory, header included.
    pub(crate) fn memory(self) -> NonNull<u8> {
        NonNull::new(ptr::with_exposed_provenance_mut(self.address()))
            .expect("a block is never at address 0")
    }

    /// Pointer to the byte at `offset`, which is at most the block's limit.
    #[inline]
    pub(crate) fn at(self, offset: usize) -> NonNull<u8> {
        debug_assert!(offset <= self.limit);
        // SAFETY: the offset lies in the block's memory or one past it, which is exposed (H7) and far from the end of the address space.
        unsafe { NonNull::new_unchecked(ptr::with_exposed_provenance_mut(self.address() + offset)) }
    }

    /// The cell that starts at `offset`.
    #[inline]
    pub(crate) fn cell_at(self, offset: usize) -> NonNull<Header> {
        self.at(offset).cast()
    }

    /// Fills the bytes of `[start, end)` with the poison pattern.
    ///
    /// # Safety
    /// No allocated cell lies in the range.
    pub(crate) unsafe fn poison(self, start: usize, end: usize) {
        // SAFETY: the range is inside the block and by the caller's word holds nothing that is in use.
        unsafe { self.at(start).write_bytes(POISON, end - start) }
    }
}

#[inline(always)]
fn bit_of(offset: usize) -> (usize, u64) {
    let granule = offset / GRANULE;
    (granule / 64 % WORDS, 1 << (granule % 64))
}

impl Block {
    /// Sets a cell's mark; `true` if it was not set.
    #[inline(always)]
    pub(crate) fn set_mark(&self, offset: usize) -> bool {
        let (word, bit) = bit_of(offset);
        let old = self.marks[word].get();
        self.marks[word].set(old | bit);
        old & bit == 0
    }

    /// Whether the cell at `offset` is marked.
    #[inline(always)]
    pub(crate) fn is_marked(&self, offset: usize) -> bool {
        let (word, bit) = bit_of(offset);
        self.marks[word].get() & bit != 0
    }

    /// Whether the cell at `offset` was allocated when the running collection began.
    #[inline]
    pub(crate) fn was_allocated(&self, offset: usize) -> bool {
        let (word, bit) = bit_of(offset);
        offset < self.cursor.get() || self.before[word].get() & bit != 0
    }

    /// Whether the cell at `offset` is old and has not been written to since the last collection.
    #[inline(always)]
    pub(crate) fn is_untouched(&self, offset: usize) -> bool {
        let (word, bit) = bit_of(offset);
        self.before[word].get() & bit != 0
    }

    /// Notes that the old cell at `offset` has been written to.
    pub(crate) fn touch(&self, offset: usize) {
        let (word, bit) = bit_of(offset);
        self.before[word].set(self.before[word].get() & !bit);
    }

    /// Puts the marks aside and clears those of cells that may die.
    pub(crate) fn begin_marking(&self, scope: Scope) {
        for (before, mark) in self.before.iter().zip(&self.marks) {
            before.set(mark.get());
            if scope == Scope::Everything {
                mark.set(0);
            }
        }
        self.overflow.set(false);
    }

    /// Number of cells that were marked by the running collection for the first time.
    pub(crate) fn promoted(&self) -> usize {
        let pairs = self.marks.iter().zip(&self.before);
        pairs
            .map(|(mark, before)| (mark.get() & !before.get()).count_ones() as usize)
            .sum()
    }

    /// All marked cells are old now, and untouched.
    pub(crate) fn end_marking(&self) {
        for (before, mark) in self.before.iter().zip(&self.marks) {
            before.set(mark.get());
        }
    }

    /// Number of marked cells.
    pub(crate) fn marked(&self) -> usize {
        self.marks
            .iter()
            .map(|word| word.get().count_ones() as usize)
            .sum()
    }

    /// Start of the cell that the byte at `offset` belongs to.
    #[inline]
    pub(crate) fn cell_containing(&self, offset: usize) -> Option<usize> {
        if offset < FIRST || offset >= self.limit {
            return None;
        }
        Some(FIRST + (offset - FIRST) / self.cell * self.cell)
    }

    /// Offsets of all cells, allocated or not.
    pub(crate) fn offsets(&self) -> impl Iterator<Item = usize> + use<> {
        (FIRST..self.limit).step_by(self.cell)
    }

    /// The first run of unmarked cells at or above `from`, which is the start of a cell or the limit. Small blocks only.
    pub(crate) fn next_free(&self, from: usize) -> Option<(usize, usize)> {
        let starts = &STARTS[usize::from(self.span) % CLASSES];
        let start = next_bit(from, |word| starts[word] & !self.marks[word].get())?;
        let end = next_bit(start, |word| self.marks[word].get());
        Some((start, end.unwrap_or(self.limit)))
    }
}

/// Offset of the first set bit at or above `from` in a bitmap over granules.
#[inline]
fn next_bit(from: usize, word_at: impl Fn(usize) -> u64) -> Option<usize> {
    let granule = from / GRANULE;
    let mut word = granule / 64;
    if word >= WORDS {
        return None;
    }
    let mut bits = word_at(word) & (u64::MAX << (granule % 64));
    while bits == 0 {
        word += 1;
        if word == WORDS {
            return None;
        }
        bits = word_at(word);
    }
    Some((word * 64 + bits.trailing_zeros() as usize) * GRANULE)
}
