//! What a collection of the young needs: which old cells may refer to young ones.
//!
//! A cell is *old* once a collection has marked it; marks stay until the next full collection. An old cell refers to
//! old ones only, unless it was written to since. Cells of *logged* kinds say so themselves: their first write since the
//! last collection enters them in a list ([`note_write`]). Cells of the other kinds are few, and all of them are traced again.
//!
//! Uses: account, block, header.
//! Never: heap, mark, sweep.

use crate::account::Account;
use crate::block::BlockRef;
use crate::header::Header;
use std::cell::{Cell, RefCell};
use std::ptr::NonNull;

/// Most entries of each list; a heap that needs more collects in full.
const MOST: usize = 1 << 17;

/// The old cells that a collection of the young begins with.
pub(crate) struct Remembered {
    written: RefCell<Vec<NonNull<Header>>>,
    unlogged: RefCell<Vec<NonNull<Header>>>,
    /// No entry was left out since the last full collection.
    is_complete: Cell<bool>,
}

impl Remembered {
    pub(crate) fn new() -> Remembered {
        Remembered {
            written: RefCell::default(),
            unlogged: RefCell::default(),
            is_complete: Cell::new(true),
        }
    }

    /// Whether a collection of the young can be trusted.
    pub(crate) fn is_complete(&self) -> bool {
        self.is_complete.get()
    }

    /// Says that an entry is missing.
    pub(crate) fn give_up(&self) {
        self.is_complete.set(false);
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
            self.give_up();
        }
    }

    /// Begins a full collection, which will enter what is alive again.
    pub(crate) fn forget_all(&self) {
        self.written.borrow_mut().clear();
        self.unlogged.borrow_mut().clear();
        self.is_complete.set(true);
    }

    /// Calls `f` with all entries and forgets those that were written to.
    pub(crate) fn take(&self, mut f: impl FnMut(NonNull<Header>)) {
        let known = self.unlogged.borrow().len();
        for index in 0..known {
            let cell = self.unlogged.borrow()[index];
            f(cell);
        }
        self.written.borrow_mut().drain(..).for_each(f);
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
    let block = unsafe { BlockRef::of(owner) };
    let offset = owner.addr().get() - block.address();
    if block.is_untouched(offset) {
        remember(block, offset, owner);
    }
}

#[cold]
#[inline(never)]
fn remember(block: BlockRef, offset: usize, owner: NonNull<Header>) {
    block.touch(offset);
    // SAFETY: the account lives as long as the heap, and the heap exists: its block does (H2).
    let account: &Account = unsafe { block.account.as_ref() };
    account.remembered.add_written(owner);
}
