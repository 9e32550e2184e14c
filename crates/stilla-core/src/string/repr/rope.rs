//! Ropes: a sum that copies nothing, with a buffer at its right end for what is appended next.
//!
//! `s += part` in a loop makes a rope per turn. Were each a node of the tree, a long string would
//! cost 32 bytes per part and a slow walk to flatten. Instead the second append to a rope opens a
//! buffer as its right side; further appends write behind what the buffer holds and make a new
//! node over the *same* left side and buffer. Older nodes still see their own prefix of it.
//!
//! Uses: repr. Never: cx, atom, build.

use stilla_gc::{Gc, Heap};

use super::{
    BUFFER, LENGTH, ROPE, StringCell, UTF16, alloc_flat, cell_at, link, new_link, view, write_units,
};

/// Parts longer than this get a node of their own.
const LONGEST_PART: usize = 256;

const SMALLEST_BUFFER: usize = 48;
const GREATEST_BUFFER: usize = 8192;

/// The rope of `a` and `b`, neither of which is empty.
pub(crate) fn concat(heap: &Heap, a: Gc<StringCell>, b: Gc<StringCell>) -> Gc<StringCell> {
    if a.is_rope() && !b.is_rope() && b.len() <= LONGEST_PART {
        return append(heap, a, b);
    }
    node(heap, a, b, b.len(), wideness(b))
}

/// The flag of the encoding.
fn wideness(s: Gc<StringCell>) -> u64 {
    s.header.payload() & UTF16
}

/// A rope whose right side is the first `right_len` units of `right`; `wide` is the flag of those.
fn node(
    heap: &Heap,
    left: Gc<StringCell>,
    right: Gc<StringCell>,
    right_len: usize,
    wide: u64,
) -> Gc<StringCell> {
    let base = StringCell::new(left.len() + right_len, ROPE | wideness(left) | wide);
    new_link(heap, base, left, right.address())
}

/// Appends a short part to a rope.
fn append(heap: &Heap, rope: Gc<StringCell>, part: Gc<StringCell>) -> Gc<StringCell> {
    let parts = link(&rope);
    let left = parts.first.get();
    // SAFETY: S2: a rope's `second` is the address of a string cell.
    let right = unsafe { cell_at(parts.second.get()) };
    let used = rope.len() - left.len();
    let is_buffer = right.has(BUFFER);
    let is_last = right.len() == used;
    let fits = used + part.len() <= right.aux.get() as usize;
    if is_buffer && is_last && fits && (right.is_utf16() || !part.is_utf16()) {
        // SAFETY: the buffer has room behind its units, which no view covers (S3).
        unsafe { write_units(right, used, view(heap, part)) };
        let payload = right.header.payload();
        right
            .header
            .set_payload(payload & !LENGTH | (used + part.len()) as u64);
        let wide = wideness(rope) | wideness(part);
        return node(heap, left, right, used + part.len(), wide);
    }
    let room = if is_buffer {
        right.aux.get() as usize * 2
    } else {
        SMALLEST_BUFFER
    };
    let buffer = new_buffer(heap, part, room.clamp(part.len() * 2, GREATEST_BUFFER));
    node(heap, rope, buffer, part.len(), wideness(part))
}

fn new_buffer(heap: &Heap, part: Gc<StringCell>, room: usize) -> Gc<StringCell> {
    let flags = BUFFER | wideness(part);
    let buffer = alloc_flat(heap, StringCell::new(part.len(), flags), room);
    buffer.aux.set(room as u32);
    // SAFETY: the new buffer has room for the part and its encoding.
    unsafe { write_units(buffer, 0, view(heap, part)) };
    buffer
}
