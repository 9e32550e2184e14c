//! Long copies, in pieces: between them somebody is asked whether to go on.
//!
//! The one idea: a copy of a hundred megabytes takes as many milliseconds, most of them for pages that the system gives for the
//! first time, and a run must see its limits sooner. A cell that was not written to its end is handed out to nobody.
//!
//! Uses: repr, repr::flatten, view. Never: cx, atom, build.

use stilla_gc::{Gc, Heap};

use super::{StringCell, UTF16, alloc_flat, flatten, write_units};
use crate::string::view::StringView;

/// Units that are copied at once.
pub(crate) const PIECE: usize = 1 << 18;

/// A flat string with the content of `source`; `None` if `goes_on`, which is asked with the units copied, says no. Narrowed if
/// `narrows`: then no unit is above `0xFF`.
pub(crate) fn new_in_pieces(
    heap: &Heap,
    source: StringView<'_>,
    narrows: bool,
    goes_on: impl Fn(usize) -> bool,
) -> Option<Gc<StringCell>> {
    let is_wide = matches!(source, StringView::Utf16(_)) && !narrows;
    let flags = if is_wide { UTF16 } else { 0 };
    let s = alloc_flat(heap, StringCell::new(source.len(), flags), source.len());
    match source {
        StringView::Utf16(units) if narrows => {
            for (number, piece) in units.chunks(PIECE).enumerate() {
                let bytes: Vec<u8> = piece.iter().map(|&unit| unit as u8).collect();
                // SAFETY: the new cell has room for all of `source`, and no view covers it yet.
                unsafe { write_units(s, number * PIECE, StringView::Latin1(&bytes)) };
                if !goes_on(piece.len()) {
                    return None;
                }
            }
            Some(s)
        }
        // SAFETY: as above, and the cell is UTF-16 if `source` is.
        source => unsafe { write(s, 0, source, &goes_on) }.then_some(s),
    }
}

/// Writes `source` at unit `at` of a flat string; false if it was ended before.
///
/// # Safety
/// As for `write_units`.
pub(super) unsafe fn write(
    target: Gc<StringCell>,
    at: usize,
    source: StringView<'_>,
    goes_on: &impl Fn(usize) -> bool,
) -> bool {
    let mut from = 0;
    loop {
        let to = source.len().min(from + PIECE);
        // SAFETY: the caller's promise.
        unsafe { write_units(target, at + from, source.slice(from..to)) };
        if to == source.len() {
            return true;
        }
        if !goes_on(to - from) {
            return false;
        }
        from = to;
    }
}

/// Flattens a rope; false if it was ended before, and the rope is as it was.
pub(crate) fn flatten(heap: &Heap, s: Gc<StringCell>, goes_on: impl Fn(usize) -> bool) -> bool {
    !s.is_rope() || flatten::flatten_while(heap, s, goes_on)
}
