//! Flattening: a rope becomes a slice of a new flat string, in place.
//!
//! The tree is walked with a list of pending pieces, from its right end to its left, because the
//! trees that programs build by appending lean to the left: then the list stays short. Depth is
//! bounded by memory only, never by the native stack.
//!
//! Uses: repr, repr::pieces, view, cx (charge_text alone). Never: atom, build.

use smallvec::SmallVec;
use stilla_gc::{Gc, Heap};

use super::{ROPE, SLICE, StringCell, UTF16, alloc_flat, cell_at, flat_view, link, pieces, units};
use crate::string::view::StringView;

/// Copies the content of a rope to a flat string and makes the rope a slice of it.
#[cold]
pub(super) fn flatten(heap: &Heap, rope: Gc<StringCell>) {
    heap.poll().charge_text(rope.len());
    let done = flatten_while(heap, rope, |_| true);
    debug_assert!(done, "nobody ended it");
}

/// The same, as long as `goes_on` agrees, which is told how many units were copied since; false if it did not.
pub(super) fn flatten_while(
    heap: &Heap,
    rope: Gc<StringCell>,
    goes_on: impl Fn(usize) -> bool,
) -> bool {
    let payload = rope.header.payload();
    let flat = alloc_flat(
        heap,
        StringCell::new(rope.len(), payload & UTF16),
        rope.len(),
    );
    if !write_rope(rope, flat, goes_on) {
        return false;
    }
    flat.hash.set(rope.hash.get());
    let link = link(&rope);
    link.first.set(flat);
    link.second.set(0);
    rope.header.set_payload(payload & !ROPE | SLICE);
    crate::cell::note_write(&*rope);
    true
}

/// What is to be written before what stands already.
enum Pending {
    /// So many units of a string.
    Piece(Gc<StringCell>, usize),
    /// As many units as were written last: both sides of a rope are the same string.
    Again(usize),
}

/// Writes the content of `rope` to `flat`, which has its length and encoding, in pieces.
fn write_rope(rope: Gc<StringCell>, flat: Gc<StringCell>, goes_on: impl Fn(usize) -> bool) -> bool {
    // NOTE: cells stand in a list of the Rust heap here, but nothing can collect before it is gone.
    let mut pending: SmallVec<[Pending; 32]> = SmallVec::new();
    pending.push(Pending::Piece(rope, rope.len()));
    let mut end = rope.len();
    let mut copied = 0;
    while let Some(next) = pending.pop() {
        let before = end;
        match next {
            Pending::Again(len) => {
                if !write_again(flat, end, len, &goes_on) {
                    return false;
                }
                end -= len;
            }
            Pending::Piece(piece, len) if piece.is_rope() => {
                let link = link(&piece);
                let left = link.first.get();
                // SAFETY: S2: a rope's `second` is the address of a string cell.
                let right = unsafe { cell_at(link.second.get()) };
                // NOTE: not `right.len()`, because a buffer may have grown since (S3).
                let right_len = len - left.len();
                // FAST: doubling a text again and again makes as many nodes as units, all of them the same few.
                pending.push(match left == right && left.len() == right_len {
                    true => Pending::Again(right_len),
                    false => Pending::Piece(left, left.len()),
                });
                pending.push(Pending::Piece(right, right_len));
            }
            Pending::Piece(piece, len) => {
                end -= len;
                if !write_piece(flat, end, piece, len, &goes_on) {
                    return false;
                }
            }
        }
        copied += before - end;
        if copied >= pieces::PIECE {
            if !goes_on(copied) {
                return false;
            }
            copied = 0;
        }
    }
    debug_assert_eq!(end, 0, "the pieces of a rope add up to its length");
    true
}

/// Writes a string that is no rope at unit `at` of `flat`.
fn write_piece(
    flat: Gc<StringCell>,
    at: usize,
    piece: Gc<StringCell>,
    len: usize,
    goes_on: &impl Fn(usize) -> bool,
) -> bool {
    // SAFETY: the piece is no rope, so that it is flat or the slice of a flat string; nothing collects meanwhile.
    // `at..at + len` lies in `flat`, which is new and UTF-16 if any piece is.
    unsafe {
        let source = if piece.is_flat() {
            flat_view(piece, len)
        } else {
            let link = link(&piece);
            let (parent, offset) = (link.first.get(), link.second.get());
            flat_view(parent, parent.len()).slice(offset..offset + len)
        };
        pieces::write(flat, at, source, goes_on)
    }
}

/// Writes the `len` units from `end` on once more before them.
fn write_again(
    flat: Gc<StringCell>,
    end: usize,
    len: usize,
    goes_on: &impl Fn(usize) -> bool,
) -> bool {
    // SAFETY: the `len` units from `end` on are written, and nothing writes them again while the view lives: what is written here lies
    // before `end`, and as many units fit there because the rope has both sides.
    unsafe {
        let source = match flat.is_utf16() {
            true => StringView::Utf16(std::slice::from_raw_parts(
                units(flat).cast::<u16>().add(end),
                len,
            )),
            false => StringView::Latin1(std::slice::from_raw_parts(units(flat).add(end), len)),
        };
        pieces::write(flat, end - len, source, goes_on)
    }
}
