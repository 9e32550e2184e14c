//! The bytes of a buffer, outside of the heap.
//!
//! They come zeroed from the allocator, which gives them as untouched pages where they are many: a
//! buffer with much room to grow costs only what it uses.
//!
//! Invariants:
//! - B1: `start` is the beginning of `len` initialised bytes, allocated with [`layout`] and freed by
//!   `drop` alone; with `len` 0 it is dangling.
//! - B2: one thread uses the bytes, and lends no reference to them but as cells.
//!
//! Uses: nothing. Never: everything.

use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::cell::Cell as Field;
use std::ptr::NonNull;

/// A fixed number of bytes.
pub(crate) struct ByteBlock {
    start: NonNull<Field<u8>>,
    len: usize,
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
            return Some(ByteBlock {
                start: NonNull::dangling(),
                len,
            });
        }
        // SAFETY: the layout is not empty.
        let start = unsafe { alloc_zeroed(layout(len)?) };
        Some(ByteBlock {
            start: NonNull::new(start)?.cast(),
            len,
        })
    }

    /// The bytes.
    #[inline(always)]
    pub(crate) fn cells(&self) -> &[Field<u8>] {
        // SAFETY: B1 and B2.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr(), self.len) }
    }

    /// Where the bytes begin, for as long as the block lives.
    pub(crate) fn address(&self) -> usize {
        self.start.as_ptr().expose_provenance()
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
        let bytes = &self.cells()[offset..offset + N];
        // SAFETY: the slice has N bytes that may change because they are cells, and B2.
        unsafe { bytes.as_ptr().cast_mut().cast::<[u8; N]>().write(source) }
    }

    /// Copies `len` bytes from another block, or from an overlapping range of this one, as if all
    /// were read before the first is written.
    pub(crate) fn copy_from(&self, to: usize, source: &ByteBlock, from: usize, len: usize) {
        let target = &self.cells()[to..to + len];
        let source = &source.cells()[from..from + len];
        // SAFETY: both slices have `len` bytes; `copy` allows them to overlap; they are cells (B2).
        unsafe { std::ptr::copy(source.as_ptr(), target.as_ptr().cast_mut(), len) }
    }
}

impl Drop for ByteBlock {
    fn drop(&mut self) {
        if let Some(layout) = layout(self.len)
            && self.len > 0
        {
            // SAFETY: B1: this layout allocated the block.
            unsafe { dealloc(self.start.as_ptr().cast(), layout) }
        }
    }
}
