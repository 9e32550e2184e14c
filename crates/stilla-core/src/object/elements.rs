//! Integer-keyed properties: dense with hole marks, or [`SparseElements`].
//!
//! Both cells begin alike, so that the interpreter's bounds test (`index < capacity`) tells a
//! dense hit from everything else: a sparse cell has capacity 0.
//!
//! Uses: cell, sparse, value. Never: shape, interp.

use std::cell::Cell as Field;

use stilla_gc::{Gc, Heap as RawHeap};

use super::sparse::SparseElements;
use crate::cell::{GrowingTail, Heap, Kind, Tail, cell, header, note_write, note_write_at};
use crate::value::Value;

cell! {
    /// Dense elements: all writable, enumerable and configurable; a hole is [`Value::EMPTY`].
    pub struct Elements: Elements { capacity: Field<u64> }
    tail |this| this.capacity.get() as usize
}

impl GrowingTail for Elements {
    const FILL: Value = Value::EMPTY;

    fn set_tail_len(&self, len: usize) {
        self.capacity.set(len as u64);
    }
}

impl Elements {
    /// Dense elements with room for `capacity`: copies of `first`, then holes. `goes_on` is asked between pieces of many, with the values
    /// written since; `None` if it says no.
    pub(crate) fn new_in_pieces(
        heap: &RawHeap,
        capacity: usize,
        first: &[Field<Value>],
        goes_on: impl Fn(usize) -> bool,
    ) -> Option<Gc<Elements>> {
        let none = Elements {
            header: header::<Elements>(0),
            capacity: Field::new(0),
        };
        heap.make_in_pieces(none, capacity, first, goes_on)
    }

    /// Dense elements with room for `capacity`, all holes.
    pub(crate) fn new(heap: &RawHeap, capacity: usize) -> Gc<Elements> {
        heap.make_with_tail(
            Elements {
                header: header::<Elements>(0),
                capacity: Field::new(capacity as u64),
            },
            Value::EMPTY,
        )
    }

    /// Room for elements; 0 if they are sparse.
    #[inline(always)]
    pub(crate) fn capacity(&self) -> usize {
        self.capacity.get() as usize
    }

    /// How many elements are kept, holes of dense ones included.
    pub(crate) fn stored(&self) -> usize {
        self.sparse()
            .map_or(self.capacity(), SparseElements::stored)
    }

    /// How often these elements have been a queue and are dense again.
    pub(crate) fn returns(&self) -> u64 {
        self.header.payload()
    }

    /// Notes how often these elements have been a queue and are dense again.
    pub(crate) fn set_returns(&self, returns: u64) {
        self.header.set_payload(returns);
    }

    /// The element, or empty for a hole, out of bounds, or sparse elements.
    #[inline(always)]
    pub(crate) fn get(&self, index: usize) -> Value {
        self.tail().get(index).map_or(Value::EMPTY, Field::get)
    }

    /// Stores within the capacity.
    #[inline(always)]
    pub(crate) fn set(&self, index: usize, value: Value) {
        self.tail()[index].set(value);
        note_write_at(self, index, value);
    }

    /// The dense elements as a slice, holes included. Any store to the object may replace them.
    #[inline(always)]
    pub(crate) fn dense(&self) -> &[Field<Value>] {
        self.tail()
    }

    /// The dense values, to be replaced.
    #[inline(always)]
    pub(crate) fn dense_to_write(&self) -> &[Field<Value>] {
        note_write(self);
        self.tail()
    }

    /// The sparse map, if the elements are one.
    #[inline]
    pub(crate) fn sparse(&self) -> Option<&SparseElements> {
        Value::from_internal_ref(self)
    }

    /// The sparse cell, if the elements are one.
    pub(crate) fn as_sparse(this: Gc<Elements>) -> Option<Gc<SparseElements>> {
        Value::from_internal(this).as_internal::<SparseElements>()
    }

    /// Sparse elements where elements are expected: the cells begin alike.
    pub(crate) fn from_sparse(sparse: Gc<SparseElements>) -> Gc<Elements> {
        super::slots::sparse_as_elements(sparse)
    }

    /// Whether these are sparse elements.
    #[inline(always)]
    pub(crate) fn is_sparse(&self) -> bool {
        self.header.kind() == Kind::SparseElements as u8
    }
}
