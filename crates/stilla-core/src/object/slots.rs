//! The bytes of an object: header, out-of-line slots, elements, inline slots.
//!
//! ```text
//! word 0   kind (8) | flags (3) inline capacity (5) | shape address (48)
//! word 1   out-of-line slots, or null
//! word 2   elements (a shared empty one if there are none)
//! word 3…  inline slots: internal slots first, then properties
//! ```
//! The header word is what an inline cache compares: kind, flags and shape in one test.
//!
//! Invariants:
//! - O1: the shape address in a header is that of a live [`Shape`]; only [`ObjectCell::new`] and
//!   `set_shape` write it.
//! - O2: an object was allocated with as many inline words as its header says, all written.
//! - O3: a slot index that a shape hands out lies within the inline words plus the length of the
//!   out-of-line slots of every object with that shape.
//! - O5: the first internal slot of a [`Kind::Function`] is its code block, from its making on.
//! - O4: `elements` points to an `Elements` or a `SparseElements`, which begin alike.
//!
//! Uses: cell, shape, elements. Never: interp, realm.

mod bytes;
mod elements_of_views;
mod rust_box;

pub(crate) use bytes::ByteBlock;
pub(crate) use elements_of_views::{Clamped, Element, Half};
pub(crate) use rust_box::RustBox;

use std::cell::Cell as Field;
use std::ptr::NonNull;

use stilla_gc::{Gc, Header, Heap as RawHeap, Tracer};

use super::elements::Elements;
use super::shape::Shape;
use super::sparse::SparseElements;
use crate::cell::{Cell, Heap, Kind, TraceField, mark, note_write, note_write_of};
use crate::code_block::CodeBlock;
use crate::gcvec::Values;
use crate::value::Value;

const SHAPE_BITS: u64 = (1 << 48) - 1;
const CAPACITY_SHIFT: u32 = 48;
const CAPACITY_MASK: u64 = 31;

/// The most inline words an object can have.
pub(crate) const MAX_INLINE: usize = 31;

/// Set on an object that an inline cache relies on as a prototype.
pub(crate) const FLAG_CACHED_PROTOTYPE: u64 = 1 << 53;

/// Sparse elements where elements are expected.
pub(crate) fn sparse_as_elements(sparse: Gc<SparseElements>) -> Gc<Elements> {
    // SAFETY: O4: the cells begin alike, and the capacity of a sparse one is 0.
    unsafe { sparse.cast() }
}

/// The cell of an object.
#[repr(C)]
pub struct ObjectCell {
    header: Header,
    slots: Field<Option<Gc<Values>>>,
    elements: Field<Gc<Elements>>,
}

impl Cell for ObjectCell {
    const KIND: Kind = Kind::Ordinary;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        mark(self.shape(), tracer);
        self.slots.trace_field(tracer);
        self.elements.trace_field(tracer);
        for slot in self.inline() {
            slot.trace_field(tracer);
        }
    }
}

impl ObjectCell {
    /// Makes an object whose inline words are all `fill`.
    #[inline(always)]
    pub(crate) fn new(
        heap: &RawHeap,
        kind: Kind,
        shape: Gc<Shape>,
        elements: Gc<Elements>,
        fill: Value,
    ) -> Gc<ObjectCell> {
        ObjectCell::new_with(heap, kind, shape, elements, |_| fill)
    }

    /// Makes an object whose inline words `fill` gives by their index.
    #[inline(always)]
    pub(crate) fn new_with(
        heap: &RawHeap,
        kind: Kind,
        shape: Gc<Shape>,
        elements: Gc<Elements>,
        fill: impl Fn(usize) -> Value,
    ) -> Gc<ObjectCell> {
        let inline = usize::from(shape.inline_capacity());
        let place = heap
            .alloc(size_of::<ObjectCell>() + inline * size_of::<Value>())
            .cast::<ObjectCell>();
        let payload = shape.address() as u64 | (inline as u64) << CAPACITY_SHIFT;
        // SAFETY: the heap gave room for the struct and the inline words, which are all written (O2).
        unsafe {
            place.write(ObjectCell {
                header: Header::new(kind as u8, payload),
                slots: Field::new(None),
                elements: Field::new(elements),
            });
            let words = place.add(1).cast::<Value>();
            for i in 0..inline {
                words.add(i).write(fill(i));
            }
            Gc::from_ptr(place)
        }
    }

    /// The header word as inline caches compare it.
    #[inline(always)]
    pub(crate) fn header_word(&self) -> u64 {
        self.header.word()
    }

    /// The number of the kind, for comparisons.
    #[inline(always)]
    pub(crate) fn kind_number(&self) -> u8 {
        self.header.kind()
    }

    #[inline(always)]
    pub(crate) fn kind(&self) -> Kind {
        Kind::of(&self.header)
    }

    #[inline(always)]
    pub(crate) fn shape(&self) -> Gc<Shape> {
        let address = (self.header.word() & SHAPE_BITS) as usize;
        // SAFETY: O1, and no shape lies at address 0.
        unsafe {
            let place = NonNull::new_unchecked(std::ptr::with_exposed_provenance_mut(address));
            Gc::from_ptr(place)
        }
    }

    /// Replaces the shape; slots that the new one adds must have room already (O3).
    #[inline(always)]
    pub(crate) fn set_shape(&self, shape: Gc<Shape>) {
        debug_assert_eq!(usize::from(shape.inline_capacity()), self.inline_capacity());
        let rest = self.header.payload() & !SHAPE_BITS;
        self.header.set_payload(rest | shape.address() as u64);
        note_write(self);
    }

    #[inline(always)]
    pub(crate) fn has_flag(&self, flag: u64) -> bool {
        self.header.payload() & flag != 0
    }

    #[inline(always)]
    pub(crate) fn set_flag(&self, flag: u64) {
        self.header.set_payload(self.header.payload() | flag);
    }

    #[inline(always)]
    pub(crate) fn inline_capacity(&self) -> usize {
        (self.header.word() >> CAPACITY_SHIFT & CAPACITY_MASK) as usize
    }

    #[inline(always)]
    pub(crate) fn inline(&self) -> &[Field<Value>] {
        let start = std::ptr::from_ref(self)
            .wrapping_add(1)
            .cast::<Field<Value>>();
        // SAFETY: O2.
        unsafe { std::slice::from_raw_parts(start, self.inline_capacity()) }
    }

    #[inline(always)]
    pub(crate) fn elements(&self) -> Gc<Elements> {
        self.elements.get()
    }

    #[inline(always)]
    pub(crate) fn set_elements(&self, elements: Gc<Elements>) {
        self.elements.set(elements);
        note_write(self);
    }

    /// Inline word `index`, which the header's shape vouches for.
    #[inline(always)]
    pub(crate) fn inline_word(&self, index: usize) -> Value {
        debug_assert!(index < self.inline_capacity());
        let place = std::ptr::from_ref(self).wrapping_add(1).cast::<Value>();
        // SAFETY: O2 and O3: who caches a slot compares the header word first.
        unsafe { *place.add(index) }
    }

    /// Replaces inline word `index`, which the header's shape vouches for.
    #[inline(always)]
    pub(crate) fn set_inline_word(&self, index: usize, value: Value) {
        self.inline()[index].set(value);
        note_write_of(self, value);
    }

    /// The code block of a closure: its first internal slot.
    #[inline(always)]
    pub(crate) fn internal_code(&self) -> Gc<CodeBlock> {
        let word = self.inline_word(crate::function::slot::CODE).bits() & SHAPE_BITS;
        // SAFETY: O5.
        unsafe {
            let address = std::ptr::with_exposed_provenance_mut(word as usize);
            Gc::from_ptr(NonNull::new_unchecked(address))
        }
    }

    /// Out-of-line word `index`, which the header's shape vouches for.
    #[inline(always)]
    pub(crate) fn outer_word(&self, index: usize) -> Value {
        self.slots
            .get()
            .expect("a slot index lies within the slots (O3)")
            .get(index)
    }

    /// Replaces out-of-line word `index`, which the header's shape vouches for.
    #[inline(always)]
    pub(crate) fn set_outer_word(&self, index: usize, value: Value) {
        self.slots
            .get()
            .expect("a slot index lies within the slots (O3)")
            .set(index, value);
    }

    /// Replaces the shape by one with another slot, `index`, for which there is room (O3), and fills it.
    #[inline(always)]
    pub(crate) fn add_slot(&self, shape: Gc<Shape>, index: usize, value: Value) {
        let inline = self.inline_capacity();
        self.set_shape(shape);
        if index < inline {
            // NOTE: that the object is written to was noted for its shape.
            self.inline()[index].set(value);
        } else {
            self.set_outer_word(index - inline, value);
        }
    }

    /// What is in slot `index`.
    #[inline(always)]
    pub(crate) fn slot(&self, index: usize) -> Value {
        let inline = self.inline_capacity();
        if index < inline {
            self.inline_word(index)
        } else {
            self.outer_word(index - inline)
        }
    }

    /// Replaces what is in slot `index`.
    #[inline(always)]
    pub(crate) fn set_slot(&self, index: usize, value: Value) {
        let inline = self.inline_capacity();
        if index < inline {
            self.set_inline_word(index, value);
        } else {
            self.set_outer_word(index - inline, value);
        }
    }

    /// Makes room for slot `index`.
    #[inline]
    pub(crate) fn reserve_slot(&self, heap: &RawHeap, index: usize) {
        let inline = self.inline_capacity();
        if index < inline {
            return;
        }
        let needed = index - inline + 1;
        let old = self.slots.get();
        let capacity = old.map_or(0, |slots| slots.len());
        if needed <= capacity {
            return;
        }
        let grown = heap.make_with_tail(
            Values::header_for(needed.max(capacity * 2).max(4)),
            Value::UNDEFINED,
        );
        if let Some(old) = old {
            for i in 0..capacity {
                grown.set(i, old.get(i));
            }
        }
        self.slots.set(Some(grown));
        note_write(self);
    }
}
