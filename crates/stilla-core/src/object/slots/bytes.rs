//! The bytes of a buffer, outside of the heap.
//!
//! They come zeroed from the allocator, which gives them as untouched pages where they are many: a
//! buffer with much room to grow costs only what it uses.
//!
//! Invariants:
//! - B1: `start` is the beginning of `len` initialised bytes; with `len` 0 it may dangle. They were allocated
//!   with [`layout`], or taken over from a `Vec`, or belong to what `owner` keeps alive, and are freed by `drop`
//!   or given away by `take`, after which `len` is 0.
//! - B2: one thread uses the bytes, and lends no reference to them but as cells; bytes of an owner are only
//!   read, because a buffer of such a block is immutable from its making on, so that others may read them too.
//!
//! Uses: nothing. Never: everything.

use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::cell::Cell as Field;
use std::ptr::NonNull;
use std::sync::Arc;

/// A fixed number of bytes.
pub(crate) struct ByteBlock {
    start: Field<NonNull<Field<u8>>>,
    len: Field<usize>,
    owner: Owner,
}

/// Whose bytes a block has.
enum Owner {
    /// Its own, by [`layout`].
    Layout,
    /// Its own, which were those of a `Vec` of this capacity.
    Vec(usize),
    /// Those of something that is kept alive and does not change.
    Other {
        _kept: Arc<dyn AsRef<[u8]> + Send + Sync>,
    },
}

/// Bytes of a block are aligned for every element type.
const ALIGNMENT: usize = 16;

fn layout(len: usize) -> Option<Layout> {
    Layout::from_size_align(len, ALIGNMENT).ok()
}

impl ByteBlock {
    /// `len` bytes that are 0; `None` if the system has not so many.
    pub(crate) fn zeroed(len: usize) -> Option<ByteBlock> {
        if len == 0 {
            return Some(ByteBlock::from_parts(NonNull::dangling(), 0, Owner::Layout));
        }
        // SAFETY: the layout is not empty.
        let start = unsafe { alloc_zeroed(layout(len)?) };
        Some(ByteBlock::from_parts(
            NonNull::new(start)?.cast(),
            len,
            Owner::Layout,
        ))
    }

    fn from_parts(start: NonNull<Field<u8>>, len: usize, owner: Owner) -> ByteBlock {
        ByteBlock {
            start: Field::new(start),
            len: Field::new(len),
            owner,
        }
    }

    /// The bytes of a `Vec`, taken over.
    pub(crate) fn from_vec(bytes: Vec<u8>) -> ByteBlock {
        let mut bytes = std::mem::ManuallyDrop::new(bytes);
        let start = NonNull::new(bytes.as_mut_ptr()).expect("a Vec is never at address 0");
        ByteBlock::from_parts(start.cast(), bytes.len(), Owner::Vec(bytes.capacity()))
    }

    /// The bytes of an owner that does not change them, nor the buffer that gets the block.
    pub(crate) fn from_owner(owner: Arc<dyn AsRef<[u8]> + Send + Sync>) -> ByteBlock {
        let bytes: &[u8] = (*owner).as_ref();
        let len = bytes.len();
        let start = NonNull::from(bytes).cast();
        ByteBlock::from_parts(start, len, Owner::Other { _kept: owner })
    }

    /// Whether the bytes may only be read.
    pub(crate) fn is_read_only(&self) -> bool {
        matches!(self.owner, Owner::Other { .. })
    }

    /// Takes the bytes out if they came from a `Vec`, otherwise a copy of them. Nobody uses cells of the
    /// block meanwhile or later.
    pub(crate) fn take(&self) -> Vec<u8> {
        let Owner::Vec(capacity) = self.owner else {
            return self.cells().iter().map(Field::get).collect();
        };
        let start = self.start.replace(NonNull::dangling());
        let len = self.len.take();
        if len == 0 && start == NonNull::dangling() {
            return Vec::new();
        }
        // SAFETY: B1: start, length and capacity are those of the `Vec`, and the block forgot them.
        unsafe { Vec::from_raw_parts(start.as_ptr().cast(), len, capacity) }
    }

    /// The bytes.
    #[inline(always)]
    pub(crate) fn cells(&self) -> &[Field<u8>] {
        // SAFETY: B1 and B2.
        unsafe { std::slice::from_raw_parts(self.start.get().as_ptr(), self.len.get()) }
    }

    /// The bytes, to be written.
    ///
    /// # Panics
    /// If they belong to somebody else: their buffer is immutable, which whoever writes has to ask.
    #[inline(always)]
    pub(crate) fn cells_to_write(&self) -> &[Field<u8>] {
        assert!(!self.is_read_only(), "an immutable buffer is not written");
        self.cells()
    }

    /// Where the bytes begin, for as long as the block lives.
    pub(crate) fn address(&self) -> usize {
        self.start.get().as_ptr().expose_provenance()
    }

    /// `N` bytes from `offset` on.
    #[inline(always)]
    pub(crate) fn read<const N: usize>(&self, offset: usize) -> [u8; N] {
        let bytes = &self.cells()[offset..offset + N];
        // SAFETY: the slice has N bytes, and B2.
        unsafe { bytes.as_ptr().cast::<[u8; N]>().read() }
    }

    /// Replaces `N` bytes from `offset` on.
    #[inline(always)]
    pub(crate) fn write<const N: usize>(&self, offset: usize, source: [u8; N]) {
        let bytes = &self.cells_to_write()[offset..offset + N];
        // SAFETY: the slice has N bytes that may change because they are cells, and B2.
        unsafe { bytes.as_ptr().cast_mut().cast::<[u8; N]>().write(source) }
    }

    /// Copies `len` bytes from another block, or from an overlapping range of this one, as if all
    /// were read before the first is written.
    pub(crate) fn copy_from(&self, to: usize, source: &ByteBlock, from: usize, len: usize) {
        let target = &self.cells_to_write()[to..to + len];
        let source = &source.cells()[from..from + len];
        // SAFETY: both slices have `len` bytes; `copy` allows them to overlap; they are cells (B2).
        unsafe { std::ptr::copy(source.as_ptr(), target.as_ptr().cast_mut(), len) }
    }
}

impl Drop for ByteBlock {
    fn drop(&mut self) {
        let len = self.len.get();
        match self.owner {
            Owner::Layout => {
                if let Some(layout) = layout(len)
                    && len > 0
                {
                    // SAFETY: B1: this layout allocated the block.
                    unsafe { dealloc(self.start.get().as_ptr().cast(), layout) }
                }
            }
            Owner::Vec(_) => drop(self.take()),
            Owner::Other { .. } => {}
        }
    }
}
