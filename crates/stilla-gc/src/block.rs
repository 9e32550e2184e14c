//! A block: 32 KiB of cells of one size behind a header with their mark bits. A large object is a block with one long cell.
//!
//! Mark bits are indexed by 16-byte granule and not by cell, so that marking needs no division: mask the address for the
//! block, shift it for the bit.
//!
//! Uses: account (the owner a block points back to), class (where cells start), header.
//! Never: heap, space.

use crate::account::Account;
use crate::class::{CLASSES, STARTS};
use crate::header::Header;
use std::cell::Cell;
use std::cmp::Ordering;
use std::ops::Deref;
use std::ptr::{self, NonNull};

pub(crate) const BLOCK_SIZE: usize = 32 * 1024;
pub(crate) const GRANULE: usize = 16;
pub(crate) const WORDS: usize = BLOCK_SIZE / GRANULE / 64;

/// Offset of the first cell in every block, large ones included.
pub(crate) const FIRST: usize = size_of::<Block>();

/// Values of a cell for each of which one bit says that some were written to.
pub(crate) const CARD: usize = 2;

/// Bytes of the bits, behind a large object of `cell` bytes, that say which cards of it were written to.
pub(crate) fn bytes_of_cards(cell: usize) -> usize {
    let cards = cell / size_of::<u64>() / CARD + 1;
    cards.div_ceil(64) * size_of::<u64>()
}

/// The bytes that poisoned cells are filled with.
pub(crate) const POISON: u8 = 0xDB;

type Bits = [Cell<u64>; WORDS];

/// Which cells of a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Map {
    /// The marked ones: between two collections those that are old.
    Marks,
    /// Those that the running full collection has reached.
    Reached,
}

/// The header of a block. Offsets count bytes from the block's start.
#[repr(C, align(64))]
pub(crate) struct Block {
    /// The marks, and what the running full collection has reached: nothing, once the block was swept.
    found: [Bits; 2],
    /// Between two collections the old cells that have not been written to. During a collection, in blocks with young cells, the marks
    /// as they were before it.
    before: Bits,
    /// The last full collection after which the block was swept.
    pub(crate) swept: Cell<u32>,
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
    /// Holds cells, marked or reached, that did not fit on the mark stack.
    overflow: [Cell<bool>; 2],
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
    /// Number of the last full collection.
    pub(crate) epoch: u32,
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
                found: [const { [const { Cell::new(0) }; WORDS] }; 2],
                before: [const { Cell::new(0) }; WORDS],
                swept: Cell::new(plan.epoch),
                cursor: Cell::new(FIRST),
                cell: plan.cell,
                limit: plan.limit,
                next: Cell::new(None),
                account: plan.account,
                span: plan.span,
                has_drop: plan.has_drop,
                is_large: plan.is_large,
                overflow: [const { Cell::new(false) }; 2],
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

    /// The block of a cell, and where the cell lies in it.
    ///
    /// # Safety
    /// As for [`BlockRef::of`].
    #[inline(always)]
    pub(crate) unsafe fn place_of(cell: NonNull<Header>) -> (BlockRef, usize) {
        // SAFETY: passed on.
        let block = unsafe { BlockRef::of(cell) };
        (block, cell.addr().get() - block.address())
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

    /// After all marking: what was not reached is free. `at_once` says that no cell was written to since.
    pub(crate) fn end_full(self, epoch: u32, at_once: bool) -> Census {
        let (allocated, old) = (self.allocated(), self.marked());
        let became_old = ones(
            self.reached().iter().zip(self.marks()),
            |(reached, mark)| reached.get() & !mark.get(),
        );
        let at_once = at_once || self.has_young();
        for (word, reached) in self.reached().iter().enumerate() {
            let reached = reached.replace(0);
            self.marks()[word].set(reached);
            let untouched = match at_once {
                true => reached,
                false => self.before[word].get() & reached,
            };
            self.before[word].set(untouched);
        }
        if at_once && self.is_large {
            // SAFETY: behind a large object lies one bit for each of its cards.
            unsafe {
                self.at(self.limit)
                    .write_bytes(0, bytes_of_cards(self.cell))
            };
        }
        self.cursor.set(FIRST);
        self.swept.set(epoch);
        Census {
            allocated,
            old,
            became_old,
            left: self.marked(),
        }
    }

    /// The word with the bit of a card of a large object.
    fn word_of_card(&self, card: usize) -> &Cell<u64> {
        assert!(self.is_large && card <= self.cell / size_of::<u64>() / CARD);
        let word = self.limit + card / 64 * size_of::<u64>();
        let address = self.address() + word;
        // SAFETY: behind a large object lie zeroed words with a bit for each of its cards; the limit is a multiple of 16.
        unsafe { &*ptr::with_exposed_provenance(address) }
    }

    /// Notes that a card of a large object has been written to; `true` if that was not yet noted.
    pub(crate) fn touch_card(self, card: usize) -> bool {
        let word = self.word_of_card(card);
        let bit = 1 << (card % 64);
        word.replace(word.get() | bit) & bit == 0
    }

    /// Notes that what a card of a large object refers to is old.
    pub(crate) fn untouch_card(self, card: usize) {
        let word = self.word_of_card(card);
        word.set(word.get() & !(1 << (card % 64)));
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

#[inline(always)]
fn set(bits: &Bits, offset: usize) -> bool {
    let (word, bit) = bit_of(offset);
    let old = bits[word].get();
    bits[word].set(old | bit);
    old & bit == 0
}

#[inline(always)]
fn is_set(bits: &Bits, offset: usize) -> bool {
    let (word, bit) = bit_of(offset);
    bits[word].get() & bit != 0
}

fn copy(to: &Bits, from: &Bits) {
    for (to, from) in to.iter().zip(from) {
        to.set(from.get());
    }
}

fn ones<T>(words: impl Iterator<Item = T>, word: impl Fn(T) -> u64) -> usize {
    words.map(|part| word(part).count_ones() as usize).sum()
}

/// Numbers of cells of a block that was swept.
pub(crate) struct Census {
    pub(crate) allocated: usize,
    /// Those that were old before.
    pub(crate) old: usize,
    pub(crate) became_old: usize,
    pub(crate) left: usize,
}

impl Block {
    #[inline(always)]
    fn marks(&self) -> &Bits {
        &self.found[Map::Marks as usize]
    }

    #[inline(always)]
    fn reached(&self) -> &Bits {
        &self.found[Map::Reached as usize]
    }

    /// Notes a cell; `true` if it was not noted.
    #[inline(always)]
    pub(crate) fn set(&self, map: Map, offset: usize) -> bool {
        set(&self.found[map as usize], offset)
    }

    /// Whether a cell is noted.
    #[inline(always)]
    pub(crate) fn is_set(&self, map: Map, offset: usize) -> bool {
        is_set(&self.found[map as usize], offset)
    }

    /// Whether the cell at `offset` is marked.
    #[inline(always)]
    pub(crate) fn is_marked(&self, offset: usize) -> bool {
        self.is_set(Map::Marks, offset)
    }

    /// Whether the running full collection has reached the cell at `offset`.
    #[inline(always)]
    pub(crate) fn is_reached(&self, offset: usize) -> bool {
        self.is_set(Map::Reached, offset)
    }

    /// Whether the block holds noted cells that did not fit on the mark stack.
    pub(crate) fn overflow(&self, map: Map) -> &Cell<bool> {
        &self.overflow[map as usize]
    }

    /// Whether the cell at `offset` was allocated when the running collection began.
    #[inline]
    pub(crate) fn was_allocated(&self, offset: usize) -> bool {
        offset < self.cursor.get() || is_set(&self.before, offset) || self.is_marked(offset)
    }

    /// Whether the cell at `offset` is old and has not been written to since the last collection.
    #[inline(always)]
    pub(crate) fn is_untouched(&self, offset: usize) -> bool {
        is_set(&self.before, offset)
    }

    /// Notes that the old cell at `offset` has been written to.
    pub(crate) fn touch(&self, offset: usize) {
        let (word, bit) = bit_of(offset);
        self.before[word].set(self.before[word].get() & !bit);
    }

    /// Notes that what the old cell at `offset` refers to is old as well.
    pub(crate) fn untouch(&self, offset: usize) {
        set(&self.before, offset);
    }

    /// Whether cells were allocated here since the last collection. Asked when no span has an interval.
    pub(crate) fn has_young(&self) -> bool {
        self.cursor.get() > FIRST
    }

    /// Puts the marks aside, so that those of young cells can be told.
    pub(crate) fn begin_young(&self) {
        copy(&self.before, self.marks());
    }

    /// After the marking of the young: number of cells that were allocated, and that became old.
    pub(crate) fn end_young(&self) -> Census {
        let allocated = self.allocated();
        let old = ones(self.before.iter(), Cell::get);
        copy(&self.before, self.marks());
        self.cursor.set(FIRST);
        let left = self.marked();
        Census {
            allocated,
            old,
            became_old: left - old,
            left,
        }
    }

    /// Forgets what a full collection that was given up has reached.
    pub(crate) fn forget_reached(&self) {
        self.reached().iter().for_each(|word| word.set(0));
        self.overflow(Map::Reached).set(false);
    }

    /// Makes all allocated cells old, and calls `f` with the offsets of those that were not.
    pub(crate) fn promote(&self, mut f: impl FnMut(usize)) -> Census {
        let old = self.marked();
        if self.is_large {
            self.set(Map::Marks, FIRST);
            f(FIRST);
        } else {
            for word in 0..WORDS {
                let mut young = self.allocated_in(word) & !self.marks()[word].get();
                self.marks()[word].set(self.marks()[word].get() | young);
                while young != 0 {
                    f((word * 64 + young.trailing_zeros() as usize) * GRANULE);
                    young &= young - 1;
                }
            }
        }
        copy(&self.before, self.marks());
        self.cursor.set(FIRST);
        let left = self.marked();
        Census {
            allocated: left,
            old,
            became_old: left - old,
            left,
        }
    }

    /// Number of allocated cells.
    fn allocated(&self) -> usize {
        if self.is_large {
            return 1;
        }
        ones(0..WORDS, |word| self.allocated_in(word))
    }

    /// The allocated cells of a small block, in one word of a bitmap.
    fn allocated_in(&self, word: usize) -> u64 {
        let starts = &STARTS[usize::from(self.span) % CLASSES];
        let cursor = self.cursor.get() / GRANULE;
        let below = match word.cmp(&(cursor / 64)) {
            Ordering::Less => u64::MAX,
            Ordering::Equal => (1 << (cursor % 64)) - 1,
            Ordering::Greater => 0,
        };
        self.marks()[word].get() | starts[word] & below
    }

    /// Number of marked cells.
    fn marked(&self) -> usize {
        ones(self.marks().iter(), Cell::get)
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
        let start = next_bit(from, |word| starts[word] & !self.marks()[word].get())?;
        let end = next_bit(start, |word| self.marks()[word].get());
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
