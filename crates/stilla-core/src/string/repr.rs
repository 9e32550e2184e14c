//! The cell of a string: its header, its four states and every access to its memory.
//!
//! The header's payload holds the length and the flags; the second word holds the hash and the
//! array index of an atom (or the room in a buffer). From offset 16 on stand the units of a flat
//! string, or the two words of a rope or slice.
//!
//! Invariants:
//! - S1: a cell without `ROPE` and `SLICE` is flat: `len` units of the encoding that `UTF16` says
//!   follow the struct, written before the cell is handed out and never changed after.
//! - S2: a cell with `ROPE` or `SLICE` is a `Link` of 32 bytes. A rope's `second` is the address of
//!   a string cell, exposed. A slice's parent is flat, of the same encoding, and `offset + len`
//!   is not above the parent's length.
//! - S3: a cell with `BUFFER` is flat, has room for `aux` units and is referred to only as the right
//!   side of ropes, which use its first `rope.len - left.len` units. It only grows.
//! - S4: `aux` of an atom is its array index or `NO_INDEX`.
//! - S5: no cell is freed while a `&Cx` (of which the `&Heap` here are borrows) lives, because
//!   only a safepoint collects and it takes `&mut Cx`.
//!
//! Uses: cell, view. Never: cx, atom, build.

mod flatten;
pub(crate) mod pieces;
pub(crate) mod rope;

use std::cell::Cell as Field;
use std::ptr::NonNull;

use stilla_gc::{Gc, Header, Heap, Tracer};

use super::view::StringView;
use crate::cell::{Cell, Kind, header, mark};

const UTF16: u64 = 1 << 32;
const ROPE: u64 = 1 << 33;
const SLICE: u64 = 1 << 34;
const ATOM: u64 = 1 << 35;
const BUFFER: u64 = 1 << 36;
const LENGTH: u64 = u32::MAX as u64;

/// The cached index of an atom that is none.
const NO_INDEX: u32 = u32::MAX;

/// What all strings begin with.
#[repr(C)]
pub(crate) struct StringCell {
    header: Header,
    /// The hash of the content, or 0 while it isn't known.
    hash: Field<u32>,
    /// The index of an atom (S4), the room of a buffer (S3).
    aux: Field<u32>,
}

/// A rope: `first` then the string at the address `second`. A slice: `second` is the offset in
/// `first` (S2).
#[repr(C)]
struct Link {
    base: StringCell,
    first: Field<Gc<StringCell>>,
    second: Field<usize>,
}

impl Cell for StringCell {
    const KIND: Kind = Kind::String;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        let flags = self.header.payload();
        if flags & (ROPE | SLICE) == 0 {
            return;
        }
        let address = std::ptr::from_ref(self).expose_provenance();
        // SAFETY: S2: the cell is a `Link`, and cell memory is exposed.
        let link = unsafe { &*std::ptr::with_exposed_provenance::<Link>(address) };
        mark(link.first.get(), tracer);
        if flags & ROPE != 0 {
            // SAFETY: S2: a rope's `second` is the address of a string cell.
            mark(unsafe { cell_at(link.second.get()) }, tracer);
        }
    }
}

impl StringCell {
    fn new(len: usize, flags: u64) -> StringCell {
        debug_assert!(
            len <= super::MAX_LENGTH,
            "a string's length was not checked"
        );
        StringCell {
            header: header::<StringCell>(len as u64 & LENGTH | flags),
            hash: Field::new(0),
            aux: Field::new(0),
        }
    }

    #[inline(always)]
    pub(crate) fn len(&self) -> usize {
        (self.header.payload() & LENGTH) as usize
    }

    #[inline(always)]
    fn has(&self, flags: u64) -> bool {
        self.header.payload() & flags != 0
    }

    #[inline(always)]
    pub(crate) fn is_utf16(&self) -> bool {
        self.has(UTF16)
    }

    #[inline(always)]
    pub(crate) fn is_flat(&self) -> bool {
        !self.has(ROPE | SLICE)
    }

    #[inline(always)]
    pub(crate) fn is_rope(&self) -> bool {
        self.has(ROPE)
    }

    #[inline(always)]
    pub(crate) fn is_atom(&self) -> bool {
        self.has(ATOM)
    }

    /// The hash of the content, or 0 if it isn't known yet.
    #[inline(always)]
    pub(crate) fn known_hash(&self) -> u32 {
        self.hash.get()
    }

    pub(crate) fn set_hash(&self, hash: u32) {
        self.hash.set(hash);
    }

    /// The array index of an atom.
    #[inline(always)]
    pub(crate) fn cached_index(&self) -> Option<u32> {
        debug_assert!(self.is_atom());
        let index = self.aux.get();
        (index != NO_INDEX).then_some(index)
    }

    /// Makes a flat string an atom.
    pub(crate) fn make_atom(&self, hash: u32, index: Option<u32>) {
        debug_assert!(
            self.is_flat() && !self.has(BUFFER),
            "only a flat string can be an atom"
        );
        self.hash.set(hash);
        self.aux.set(index.unwrap_or(NO_INDEX));
        self.header.set_payload(self.header.payload() | ATOM);
    }
}

/// # Safety
/// A live string cell is at `address`, which is exposed.
#[inline(always)]
unsafe fn cell_at(address: usize) -> Gc<StringCell> {
    let place = NonNull::new(std::ptr::with_exposed_provenance_mut(address))
        .expect("a cell's address is not null");
    // SAFETY: the caller's promise.
    unsafe { Gc::from_ptr(place) }
}

#[inline(always)]
fn link(s: &Gc<StringCell>) -> &Link {
    assert!(!s.is_flat(), "a flat string is no link");
    // SAFETY: S2: the flags say that the cell is a `Link`.
    unsafe { &*s.as_ptr().cast::<Link>() }
}

/// Where the units of a flat string begin.
#[inline(always)]
fn units(s: Gc<StringCell>) -> *mut u8 {
    // SAFETY: every cell is at least as long as its head.
    unsafe { s.as_ptr().add(1).cast() }
}

/// The units of a flat string.
///
/// # Safety
/// `s` is flat and stays alive for `'a`; if it is a buffer, `len` units of it are written.
#[inline(always)]
unsafe fn flat_view<'a>(s: Gc<StringCell>, len: usize) -> StringView<'a> {
    let units = units(s);
    if s.is_utf16() {
        // SAFETY: S1, and units begin at a multiple of 16.
        StringView::Utf16(unsafe { std::slice::from_raw_parts(units.cast::<u16>(), len) })
    } else {
        // SAFETY: S1.
        StringView::Latin1(unsafe { std::slice::from_raw_parts(units, len) })
    }
}

/// The units of a string, flattened if it is a rope.
#[inline(always)]
pub(crate) fn view(heap: &Heap, s: Gc<StringCell>) -> StringView<'_> {
    if s.is_flat() {
        // SAFETY: it is flat, and alive while the heap is borrowed (S5).
        unsafe { flat_view(s, s.len()) }
    } else {
        view_of_link(heap, s)
    }
}

#[inline(never)]
fn view_of_link(heap: &Heap, s: Gc<StringCell>) -> StringView<'_> {
    if s.is_rope() {
        flatten::flatten(heap, s);
    }
    let link = link(&s);
    let (parent, offset) = (link.first.get(), link.second.get());
    // SAFETY: a slice's parent is flat (S2), and alive while the heap is borrowed (S5).
    unsafe { flat_view(parent, parent.len()) }.slice(offset..offset + s.len())
}

/// Passes the bytes of a flat Latin-1 string to `read`.
pub(crate) fn with_flat<T>(s: Gc<StringCell>, read: impl FnOnce(&[u8]) -> T) -> T {
    assert!(s.is_flat() && !s.is_utf16());
    // SAFETY: it is flat, and nothing can collect before `read`, which has no `Cx`, returns.
    match unsafe { flat_view(s, s.len()) } {
        StringView::Latin1(bytes) => read(bytes),
        StringView::Utf16(_) => unreachable!("the encoding was checked"),
    }
}

/// A flat cell whose units are not written yet; `room` is in units.
fn alloc_flat(heap: &Heap, head: StringCell, room: usize) -> Gc<StringCell> {
    let bytes = room << u32::from(head.is_utf16());
    let place = heap
        .alloc(size_of::<StringCell>() + bytes)
        .cast::<StringCell>();
    // SAFETY: the heap gave room for the head, and nothing else refers to it yet.
    unsafe {
        place.write(head);
        Gc::from_ptr(place)
    }
}

fn new_link(heap: &Heap, base: StringCell, first: Gc<StringCell>, second: usize) -> Gc<StringCell> {
    let place = heap.alloc(size_of::<Link>()).cast::<Link>();
    // SAFETY: the heap gave room for a `Link`, which begins with a `StringCell`.
    unsafe {
        place.write(Link {
            base,
            first: Field::new(first),
            second: Field::new(second),
        });
        Gc::from_ptr(place.cast())
    }
}

/// A flat string with these bytes.
pub(crate) fn new_latin1(heap: &Heap, bytes: &[u8]) -> Gc<StringCell> {
    let s = alloc_flat(heap, StringCell::new(bytes.len(), 0), bytes.len());
    // SAFETY: the new cell has room for as many bytes, and `bytes` lies elsewhere.
    unsafe { units(s).copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
    s
}

/// A flat string with these units.
pub(crate) fn new_utf16(heap: &Heap, source: &[u16]) -> Gc<StringCell> {
    let s = alloc_flat(heap, StringCell::new(source.len(), UTF16), source.len());
    // SAFETY: the new cell has room for as many units, and `source` lies elsewhere.
    unsafe {
        units(s)
            .cast::<u16>()
            .copy_from_nonoverlapping(source.as_ptr(), source.len())
    };
    s
}

/// A flat Latin-1 string with these units, none of which is above `0xFF`.
pub(crate) fn new_narrowed(heap: &Heap, source: &[u16]) -> Gc<StringCell> {
    let s = alloc_flat(heap, StringCell::new(source.len(), 0), source.len());
    let target = units(s);
    for (i, &unit) in source.iter().enumerate() {
        // SAFETY: the new cell has room for as many bytes.
        unsafe { target.add(i).write(unit as u8) };
    }
    s
}

/// Writes `source` at unit `at` of a flat string, widening it if need be.
///
/// # Safety
/// `target` is flat, has room for these units there, and no view covers them; it is UTF-16 if
/// `source` is.
#[inline]
unsafe fn write_units(target: Gc<StringCell>, at: usize, source: StringView<'_>) {
    match source {
        StringView::Latin1(bytes) if !target.is_utf16() => {
            // SAFETY: the caller's promise.
            unsafe {
                units(target)
                    .add(at)
                    .copy_from_nonoverlapping(bytes.as_ptr(), bytes.len())
            };
        }
        StringView::Latin1(bytes) => {
            // SAFETY: the caller's promise.
            let place = unsafe { units(target).cast::<u16>().add(at) };
            for (i, &byte) in bytes.iter().enumerate() {
                // SAFETY: the caller's promise.
                unsafe { place.add(i).write(u16::from(byte)) };
            }
        }
        StringView::Utf16(source) => {
            debug_assert!(target.is_utf16());
            // SAFETY: the caller's promise.
            let place = unsafe { units(target).cast::<u16>().add(at) };
            // SAFETY: the caller's promise.
            unsafe { place.copy_from_nonoverlapping(source.as_ptr(), source.len()) };
        }
    }
}

/// A flat copy of `a` and `b`, neither of which is a rope.
pub(crate) fn concat_flat(heap: &Heap, a: Gc<StringCell>, b: Gc<StringCell>) -> Gc<StringCell> {
    let len = a.len() + b.len();
    let flags = (a.header.payload() | b.header.payload()) & UTF16;
    let sum = alloc_flat(heap, StringCell::new(len, flags), len);
    // SAFETY: the new cell has room for both, and is UTF-16 if one of them is.
    unsafe {
        write_units(sum, 0, view(heap, a));
        write_units(sum, a.len(), view(heap, b));
    }
    sum
}

/// A slice of `s`, which is flattened; the range lies within it.
pub(crate) fn slice(heap: &Heap, s: Gc<StringCell>, start: usize, len: usize) -> Gc<StringCell> {
    assert!(
        start <= s.len() && len <= s.len() - start,
        "a slice outside of its string"
    );
    let (parent, offset) = flat_part(heap, s);
    let base = StringCell::new(len, SLICE | parent.header.payload() & UTF16);
    new_link(heap, base, parent, offset + start)
}

/// The flat string that holds the units of `s`, and where they begin in it.
fn flat_part(heap: &Heap, s: Gc<StringCell>) -> (Gc<StringCell>, usize) {
    if s.is_flat() {
        return (s, 0);
    }
    if s.is_rope() {
        flatten::flatten(heap, s);
    }
    let link = link(&s);
    (link.first.get(), link.second.get())
}

/// The flat string with the same content as `s`, if there is one: `s` itself or what it is a
/// slice of in full.
pub(crate) fn whole(heap: &Heap, s: Gc<StringCell>) -> Option<Gc<StringCell>> {
    let (flat, _) = flat_part(heap, s);
    (flat.len() == s.len()).then_some(flat)
}

/// Lets a slice share the memory of a flat string of the same content and encoding.
pub(crate) fn redirect(s: Gc<StringCell>, flat: Gc<StringCell>) {
    if s.has(SLICE) && s.len() == flat.len() && s.is_utf16() == flat.is_utf16() && flat.is_flat() {
        let link = link(&s);
        link.first.set(flat);
        link.second.set(0);
        crate::cell::note_write(&*s);
    }
}

#[cfg(test)]
mod tests {
    use stilla_gc::{Embedder, HeapOptions, Liveness};

    use super::super::{AtomTable, JsString, SHORTEST_SLICE};
    use super::*;
    use crate::cell::KINDS;
    use crate::string::view::fits_latin1;

    /// Strings beside what they must contain.
    struct Pool {
        heap: Heap,
        atoms: AtomTable,
        strings: Vec<(Gc<StringCell>, Vec<u16>)>,
        state: u64,
    }

    struct Roots<'a>(&'a Pool);

    impl Embedder for Roots<'_> {
        fn trace_roots(&mut self, tracer: &mut Tracer<'_>) {
            self.0.atoms.trace(tracer);
            self.0
                .strings
                .iter()
                .for_each(|(cell, _)| tracer.mark_gc(*cell));
        }
        fn trace_ephemerons(&mut self, _: &mut Tracer<'_>) {}
        fn process_weak(&mut self, live: &Liveness<'_>) {
            self.0.atoms.sweep(live);
        }
    }

    impl Pool {
        fn new() -> Pool {
            let options = HeapOptions {
                poison: true,
                ..HeapOptions::default()
            };
            let heap = Heap::new(KINDS, options);
            let atoms = AtomTable::new(&heap, 99);
            Pool {
                heap,
                atoms,
                strings: Vec::new(),
                state: 42,
            }
        }

        fn random(&mut self, below: usize) -> usize {
            self.state = self
                .state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (self.state >> 33) as usize % below
        }

        fn pick(&mut self) -> (Gc<StringCell>, Vec<u16>) {
            let at = self.random(self.strings.len());
            self.strings[at].clone()
        }

        fn fresh(&mut self) -> (Gc<StringCell>, Vec<u16>) {
            let wide = self.random(4) == 0;
            let len = self.random(40) + 1;
            let unit = |pool: &mut Pool| pool.random(if wide { 0x300 } else { 26 }) as u16 + 97;
            let units: Vec<u16> = (0..len).map(|_| unit(self)).collect();
            let cell = if fits_latin1(&units) {
                new_narrowed(&self.heap, &units)
            } else {
                new_utf16(&self.heap, &units)
            };
            (cell, units)
        }

        fn sum(&mut self) -> (Gc<StringCell>, Vec<u16>) {
            let (a, b) = (
                self.pick(),
                if self.random(2) == 0 {
                    self.fresh()
                } else {
                    self.pick()
                },
            );
            if a.1.len() + b.1.len() > 20_000 {
                return self.fresh();
            }
            let cell = if a.1.len() + b.1.len() < 24 {
                concat_flat(&self.heap, a.0, b.0)
            } else {
                rope::concat(&self.heap, a.0, b.0)
            };
            (cell, [a.1, b.1].concat())
        }

        fn part(&mut self) -> (Gc<StringCell>, Vec<u16>) {
            let (cell, units) = self.pick();
            if units.len() <= SHORTEST_SLICE {
                return self.fresh();
            }
            let start = self.random(units.len() - SHORTEST_SLICE);
            let len = SHORTEST_SLICE + self.random(units.len() - SHORTEST_SLICE - start);
            let part = slice(&self.heap, cell, start, len);
            (part, units[start..start + len].to_vec())
        }

        fn step(&mut self) {
            let made = match self.random(8) {
                0 | 1 => self.fresh(),
                2..=4 => self.sum(),
                5 => self.part(),
                6 => {
                    let (cell, units) = self.pick();
                    let atom = self.atoms.intern(&self.heap, JsString::from_cell(cell));
                    assert!(atom.is_atom() && atom.is_latin1() == fits_latin1(&units));
                    assert_eq!(
                        atom,
                        self.atoms
                            .intern_view(&self.heap, StringView::Utf16(&units))
                    );
                    (atom.cell(), units)
                }
                _ => {
                    let (cell, units) = self.pick();
                    let hash = self.atoms.hash_of(&self.heap, JsString::from_cell(cell));
                    assert_eq!(hash, StringView::Utf16(&units).hash(99));
                    return;
                }
            };
            if self.strings.len() < 300 {
                self.strings.push(made);
            } else {
                let at = self.random(300);
                self.strings[at] = made;
            }
        }

        fn verify(&self) {
            for (cell, units) in &self.strings {
                assert_eq!(cell.len(), units.len());
                assert_eq!(view(&self.heap, *cell), StringView::Utf16(units));
            }
        }

        fn collect(&mut self) {
            // SAFETY: every string that is used again is in the pool or permanent.
            unsafe { self.heap.collect(&mut Roots(self), None) };
        }
    }

    #[test]
    fn any_history_gives_the_right_content() {
        let mut pool = Pool::new();
        let first = pool.fresh();
        pool.strings.push(first);
        for round in 0..60 {
            for _ in 0..1000 {
                pool.step();
            }
            if round % 3 == 0 {
                pool.verify();
            }
            pool.collect();
            pool.verify();
        }
    }

    #[test]
    fn a_deep_rope_is_flattened_and_traced_without_recursion() {
        let mut pool = Pool::new();
        let part = new_latin1(&pool.heap, &[b'x'; 300]);
        let (mut left, mut right) = (part, part);
        for _ in 0..100_000 {
            left = rope::concat(&pool.heap, left, part);
            right = rope::concat(&pool.heap, part, right);
        }
        pool.strings = vec![
            (left, vec![0x78; 300 * 100_001]),
            (right, vec![0x78; 300 * 100_001]),
        ];
        pool.collect();
        pool.verify();
        assert!(!left.is_rope() && !right.is_rope());
    }

    #[test]
    fn older_sums_keep_their_own_end_of_a_shared_buffer() {
        let pool = Pool::new();
        let text = |text: &str| new_latin1(&pool.heap, text.as_bytes());
        let start = rope::concat(&pool.heap, text(&"a".repeat(30)), text("b"));
        let one = rope::concat(&pool.heap, start, text("c"));
        let two = rope::concat(&pool.heap, one, text("d"));
        let other = rope::concat(&pool.heap, one, text("e"));
        let wide = rope::concat(&pool.heap, two, new_utf16(&pool.heap, &[0x416]));
        let ends = [
            (one, "bc"),
            (two, "bcd"),
            (other, "bce"),
            (wide, "bcd\u{416}"),
        ];
        for (sum, end) in ends {
            let end = format!("{}{end}", "a".repeat(30));
            assert!(view(&pool.heap, sum) == *end.as_str());
        }
        assert!(wide.is_utf16() && !two.is_utf16());
    }

    #[test]
    fn dead_atoms_are_forgotten_and_made_anew() {
        let mut pool = Pool::new();
        let permanent = pool.atoms.len();
        for i in 0..5000 {
            let text = format!("name number {i}");
            let _ = pool
                .atoms
                .intern_view(&pool.heap, StringView::Latin1(text.as_bytes()));
        }
        assert_eq!(pool.atoms.len(), permanent + 5000);
        pool.collect();
        assert_eq!(pool.atoms.len(), permanent);
        let again = pool
            .atoms
            .intern_view(&pool.heap, StringView::Latin1(b"name number 7"));
        assert!(again.is_atom() && again.as_index().is_none());
        let index = pool
            .atoms
            .intern_view(&pool.heap, StringView::Latin1(b"4294967294"));
        assert_eq!(index.as_index(), Some(4_294_967_294));
    }
}
