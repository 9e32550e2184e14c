//! Flattening: a rope becomes a slice of a new flat string, in place.
//!
//! The tree is walked with a list of pending pieces, from its right end to its left, because the
//! trees that programs build by appending lean to the left: then the list stays short. Depth is
//! bounded by memory only, never by the native stack.
//!
//! Uses: repr, cx (charge_text alone). Never: atom, build.

use smallvec::SmallVec;
use stilla_gc::{Gc, Heap};

use super::{ROPE, SLICE, StringCell, UTF16, alloc_flat, cell_at, flat_view, link, write_units};

/// Copies the content of a rope to a flat string and makes the rope a slice of it.
#[cold]
pub(super) fn flatten(heap: &Heap, rope: Gc<StringCell>) {
    let payload = rope.header.payload();
    heap.poll().charge_text(rope.len());
    let flat = alloc_flat(
        heap,
        StringCell::new(rope.len(), payload & UTF16),
        rope.len(),
    );
    write_rope(rope, flat);
    flat.hash.set(rope.hash.get());
    let link = link(&rope);
    link.first.set(flat);
    link.second.set(0);
    rope.header.set_payload(payload & !ROPE | SLICE);
    crate::cell::note_write(&*rope);
}

/// Writes the content of `rope` to `flat`, which has its length and encoding.
fn write_rope(rope: Gc<StringCell>, flat: Gc<StringCell>) {
    // NOTE: cells stand in a list of the Rust heap here, but nothing can collect before it is gone.
    let mut pending: SmallVec<[(Gc<StringCell>, usize); 32]> = SmallVec::new();
    pending.push((rope, rope.len()));
    let mut end = rope.len();
    while let Some((piece, len)) = pending.pop() {
        if piece.is_rope() {
            let link = link(&piece);
            let left = link.first.get();
            // SAFETY: S2: a rope's `second` is the address of a string cell.
            let right = unsafe { cell_at(link.second.get()) };
            pending.push((left, left.len()));
            // NOTE: not `right.len()`, because a buffer may have grown since (S3).
            pending.push((right, len - left.len()));
            continue;
        }
        end -= len;
        // SAFETY: `end..end + len` lies in `flat`, which is new and UTF-16 if any piece is; the
        // piece is no rope, so that it is flat or the slice of a flat string.
        unsafe {
            if piece.is_flat() {
                write_units(flat, end, flat_view(piece, len));
            } else {
                let link = link(&piece);
                let (parent, offset) = (link.first.get(), link.second.get());
                write_units(
                    flat,
                    end,
                    flat_view(parent, parent.len()).slice(offset..offset + len),
                );
            }
        }
    }
    debug_assert_eq!(end, 0, "the pieces of a rope add up to its length");
}
