//! What a collection of the young needs: which old cells may refer to young ones.
//!
//! A cell is *old* once a collection has marked it; marks stay until the next full collection. An old cell refers to
//! old ones only, unless it was written to since. Cells of *logged* kinds say so themselves: their first write since the
//! last collection enters them in a list ([`note_write`]). Cells of the other kinds are few, and all of them are traced again.
//!
//! Uses: account, block, header.
//! Never: heap, mark, sweep.

use crate::account::Account;
use crate::block::{BlockRef, CARD};
use crate::header::Header;
use std::cell::{Cell, RefCell};
use std::ptr::NonNull;

/// Most entries of each list; a heap that needs more collects in full.
const MOST: usize = 1 << 17;

/// The old cells that a collection of the young begins with.
pub(crate) struct Remembered {
    written: RefCell<Vec<NonNull<Header>>>,
    unlogged: RefCell<Vec<NonNull<Header>>>,
    /// Cells with many values, and a card of them that was written to.
    cards: RefCell<Vec<(NonNull<Header>, u32)>>,
    /// No entry was left out since the last full collection.
    is_complete: Cell<bool>,
    has_doubles: Cell<bool>,
}

impl Remembered {
    pub(crate) fn new() -> Remembered {
        Remembered {
            written: RefCell::default(),
            unlogged: RefCell::default(),
            cards: RefCell::default(),
            is_complete: Cell::new(true),
            has_doubles: Cell::new(false),
        }
    }

    /// Whether a collection of the young can be trusted.
    pub(crate) fn is_complete(&self) -> bool {
        self.is_complete.get()
    }

    /// Notes an old cell of a logged kind that was written to.
    fn add_written(&self, cell: NonNull<Header>) {
        self.add(&self.written, cell);
    }

    /// Notes a cell of a kind that is not logged, which becomes old.
    pub(crate) fn add_unlogged(&self, cell: NonNull<Header>) {
        self.add(&self.unlogged, cell);
    }

    fn add(&self, list: &RefCell<Vec<NonNull<Header>>>, cell: NonNull<Header>) {
        let mut list = list.borrow_mut();
        if list.len() < MOST && list.try_reserve(1).is_ok() {
            list.push(cell);
        } else {
            self.is_complete.set(false);
        }
    }

    /// Begins a full collection, which will enter what is alive again.
    pub(crate) fn forget_all(&self) {
        self.written.borrow_mut().clear();
        self.unlogged.borrow_mut().clear();
        self.cards.take();
        self.has_doubles.set(false);
        self.is_complete.set(true);
    }

    /// Calls `f` with all entries, and whether they were written to, and forgets those.
    pub(crate) fn take(&self, mut f: impl FnMut(NonNull<Header>, bool)) {
        let known = self.unlogged.borrow().len();
        for index in 0..known {
            let cell = self.unlogged.borrow()[index];
            f(cell, false);
        }
        self.written
            .borrow_mut()
            .drain(..)
            .for_each(|cell| f(cell, true));
    }

    /// The cards that were written to, which are forgotten.
    pub(crate) fn take_cards(&self) -> Vec<(NonNull<Header>, u32)> {
        self.cards.take()
    }

    /// Notes a card of an old cell that was written to.
    fn add_card(&self, cell: NonNull<Header>, card: u32) {
        let mut cards = self.cards.borrow_mut();
        if cards.last() == Some(&(cell, card)) {
            return;
        }
        if cards.len() == MOST {
            cards.sort_unstable();
            cards.dedup();
            if cards.len() > MOST / 2 {
                self.give_up_cards(std::mem::take(&mut cards));
            }
        }
        if cards.try_reserve(1).is_ok() {
            cards.push((cell, card));
        } else {
            self.is_complete.set(false);
        }
    }

    /// Notes whole cells where there are too many cards.
    fn give_up_cards(&self, cards: Vec<(NonNull<Header>, u32)>) {
        for (cell, card) in cards {
            // SAFETY: as in `note_write`: an old cell stays allocated until a collection takes the list.
            let (block, offset) = unsafe { BlockRef::place_of(cell) };
            if block.is_large {
                block.untouch_card(card as usize);
            }
            if block.is_untouched(offset) {
                block.touch(offset);
                self.add_written(cell);
            }
        }
    }

    /// Says that cells of kinds that are not logged may have been entered twice.
    pub(crate) fn has_doubles(&self) {
        self.has_doubles.set(true);
    }

    /// Ends a collection: of the cells of kinds that are not logged those stay for which `lives`, once each.
    pub(crate) fn settle(&self, lives: Option<impl Fn(NonNull<Header>) -> bool>) {
        let mut unlogged = self.unlogged.borrow_mut();
        if let Some(lives) = lives {
            unlogged.retain(|cell| lives(*cell));
        }
        if self.has_doubles.take() {
            unlogged.sort_unstable();
            unlogged.dedup();
        }
    }
}

/// The write barrier: every store of a cell pointer into a cell of a logged kind calls it, before or after the store, with
/// nothing that may collect in between.
///
/// # Safety
/// `owner` is an allocated cell.
#[inline(always)]
pub unsafe fn note_write(owner: NonNull<Header>) {
    // SAFETY: passed on.
    let (block, offset) = unsafe { BlockRef::place_of(owner) };
    if block.is_untouched(offset) {
        remember(block, offset, owner);
    }
}

/// The write barrier for the value at `index` of those that follow a cell's fields.
///
/// # Safety
/// `owner` is an allocated cell with more than `index` words.
#[inline(always)]
pub unsafe fn note_write_at(owner: NonNull<Header>, index: usize) {
    // SAFETY: passed on.
    let (block, offset) = unsafe { BlockRef::place_of(owner) };
    if block.is_untouched(offset) {
        remember_at(block, offset, owner, index);
    }
}

/// The write barrier for the value at `index` of many that a cell owns outside the heap. Its `trace` asks
/// [`Tracer::part`](crate::Tracer::part) which of them to report.
///
/// # Safety
/// `owner` is an allocated cell.
#[inline]
pub unsafe fn note_write_outside(owner: NonNull<Header>, index: usize) {
    // SAFETY: passed on.
    let (block, offset) = unsafe { BlockRef::place_of(owner) };
    if block.is_untouched(offset) {
        account_of(block)
            .remembered
            .add_card(owner, (index / CARD) as u32);
    }
}

#[cold]
#[inline(never)]
fn remember_at(block: BlockRef, offset: usize, owner: NonNull<Header>, index: usize) {
    if !block.is_large {
        remember(block, offset, owner);
    } else if block.touch_card(index / CARD) {
        account_of(block)
            .remembered
            .add_card(owner, (index / CARD) as u32);
    }
}

#[cold]
#[inline(never)]
fn remember(block: BlockRef, offset: usize, owner: NonNull<Header>) {
    block.touch(offset);
    account_of(block).remembered.add_written(owner);
}

fn account_of<'h>(block: BlockRef) -> &'h Account {
    // SAFETY: the account lives as long as the heap, and the heap exists: its block does (H2).
    unsafe { block.account.as_ref() }
}
