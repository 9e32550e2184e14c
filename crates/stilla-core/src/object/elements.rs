//! Integer-keyed properties: dense with hole marks, or a sparse map with attributes.
//!
//! Both cells begin alike, so that the interpreter's bounds test (`index < capacity`) tells a
//! dense hit from everything else: a sparse cell has capacity 0.
//!
//! Uses: cell, value. Never: shape, interp.

use std::cell::{Cell as Field, RefCell};
use std::collections::BTreeMap;

use stilla_gc::{Gc, Header, Heap as RawHeap, Tracer};

use super::descriptor::Attributes;
use crate::cell::{Cell, Heap, Kind, Tail, TraceField, cell, header, note_write, note_write_of};
use crate::value::Value;

cell! {
    /// Dense elements: all writable, enumerable and configurable; a hole is [`Value::EMPTY`].
    pub struct Elements: Elements { capacity: Field<u64> }
    tail |this| this.capacity.get() as usize
}

/// Elements with attributes, or far apart.
#[repr(C)]
pub struct SparseElements {
    header: Header,
    capacity: Field<u64>,
    map: RefCell<BTreeMap<u32, (Field<Value>, Attributes)>>, // NOTE: traced because `trace` below visits every value
}

impl Cell for SparseElements {
    const KIND: Kind = Kind::SparseElements;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        for (value, _) in self.map.borrow().values() {
            value.trace_field(tracer);
        }
    }

    fn external_bytes(&self) -> usize {
        self.map.borrow().len() * Self::BYTES_PER_ENTRY
    }
}

impl Elements {
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

    /// The element, or empty for a hole, out of bounds, or sparse elements.
    #[inline(always)]
    pub(crate) fn get(&self, index: usize) -> Value {
        self.tail().get(index).map_or(Value::EMPTY, Field::get)
    }

    /// Stores within the capacity.
    #[inline(always)]
    pub(crate) fn set(&self, index: usize, value: Value) {
        self.tail()[index].set(value);
        note_write_of(self, value);
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

impl SparseElements {
    /// An empty sparse map.
    pub(crate) fn new(heap: &RawHeap) -> Gc<SparseElements> {
        heap.make_dropped(SparseElements {
            header: header::<SparseElements>(0),
            capacity: Field::new(0),
            map: RefCell::new(BTreeMap::new()),
        })
    }

    /// The element and its attributes.
    pub(crate) fn get(&self, index: u32) -> Option<(Value, Attributes)> {
        self.map
            .borrow()
            .get(&index)
            .map(|(value, attributes)| (value.get(), *attributes))
    }

    /// Adds or replaces an element.
    pub(crate) fn insert(&self, heap: &RawHeap, index: u32, value: Value, attributes: Attributes) {
        let added = self
            .map
            .borrow_mut()
            .insert(index, (Field::new(value), attributes))
            .is_none();
        if added {
            // NOTE: a limit that this passes is noticed at the next safepoint.
            heap.add_external(Self::BYTES_PER_ENTRY);
        }
    }

    /// Removes an element.
    pub(crate) fn remove(&self, heap: &RawHeap, index: u32) {
        if self.map.borrow_mut().remove(&index).is_some() {
            heap.release_external(Self::BYTES_PER_ENTRY);
        }
    }

    /// About what one entry costs in the map.
    const BYTES_PER_ENTRY: usize = 40;

    /// Whether there is no element.
    pub(crate) fn is_empty(&self) -> bool {
        self.map.borrow().is_empty()
    }

    /// The indices, ascending.
    pub(crate) fn indices(&self) -> Vec<u32> {
        self.map.borrow().keys().copied().collect()
    }

    /// The least index that is at least `from`.
    pub(crate) fn next_from(&self, from: u32) -> Option<u32> {
        self.map
            .borrow()
            .range(from..)
            .next()
            .map(|(index, _)| *index)
    }

    /// The greatest index that is at least `from` and not configurable.
    pub(crate) fn last_permanent_from(&self, from: u32) -> Option<u32> {
        let map = self.map.borrow();
        map.range(from..)
            .rev()
            .find(|(_, (_, attributes))| !attributes.is_configurable())
            .map(|(index, _)| *index)
    }
}
