//! Elements that are not dense: with attributes or far apart, or a queue.
//!
//! The one idea: whatever needs plain dense elements sees that these have capacity 0, and goes the long way.
//! So a queue is only known here, in `queue` and to the methods of Array that make it; everybody else finds
//! a sparse array that has no attributes.
//!
//! Uses: cell, descriptor, property_table, value. Never: shape, interp.

use std::cell::{Cell as Field, RefCell};
use std::collections::{BTreeMap, VecDeque};

use stilla_gc::{Gc, Header, Heap as RawHeap, Tracer};

use super::descriptor::Attributes;
use super::property_table::BESIDE_BLOCK;
use crate::cell::{Cell, Heap, Kind, PIECE_OF_TAIL, TraceField, header};
use crate::value::Value;

/// Elements with attributes, or far apart, or a queue.
#[repr(C)]
pub struct SparseElements {
    header: Header,
    capacity: Field<u64>,
    store: RefCell<Store>,
    /// How many more accesses by index a queue endures before it is dense again.
    patience: Field<u32>,
}

/// How the elements are kept.
enum Store {
    /// By index, each with its attributes.
    Tree(BTreeMap<u32, (Field<Value>, Attributes)>), // NOTE: traced because the cell's `trace` visits every value
    /// In a row from index 0 on, all with all attributes; a hole is the empty mark.
    Queue(VecDeque<Field<Value>>), // NOTE: traced because the cell's `trace` visits every value
}

impl Store {
    /// What is accounted for it.
    fn bytes(&self) -> usize {
        /// About what one entry costs in the map, whose smallest node has room for some of them.
        const BYTES_PER_ENTRY: usize = 40;
        const SMALLEST: usize = 6;
        match self {
            Store::Tree(map) if map.is_empty() => 0,
            Store::Tree(map) => map.len().max(SMALLEST) * BYTES_PER_ENTRY,
            Store::Queue(queue) => queue.capacity() * size_of::<Value>() + BESIDE_BLOCK,
        }
    }

    /// The tree, which a queue becomes by this.
    // NOTE: traced because it is that of the cell.
    fn tree(&mut self) -> &mut BTreeMap<u32, (Field<Value>, Attributes)> {
        if let Store::Queue(queue) = self {
            let entries = queue
                .iter()
                .enumerate()
                .filter(|(_, slot)| !slot.get().is_empty());
            *self = Store::Tree(
                entries
                    .map(|(index, slot)| (index as u32, (slot.clone(), Attributes::ALL)))
                    .collect(),
            );
        }
        match self {
            Store::Tree(map) => map,
            Store::Queue(_) => unreachable!("a queue was just made a tree"),
        }
    }
}

impl Cell for SparseElements {
    const KIND: Kind = Kind::SparseElements;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        match &*self.store.borrow() {
            Store::Tree(map) => {
                for (value, _) in map.values() {
                    value.trace_field(tracer);
                }
            }
            Store::Queue(queue) => {
                for value in queue {
                    value.trace_field(tracer);
                }
            }
        }
    }

    fn external_bytes(&self) -> usize {
        self.store.borrow().bytes()
    }
}

impl SparseElements {
    /// An empty sparse map.
    pub(crate) fn new(heap: &RawHeap) -> Gc<SparseElements> {
        SparseElements::with_store(heap, Store::Tree(BTreeMap::new()))
    }

    fn with_store(heap: &RawHeap, store: Store) -> Gc<SparseElements> {
        // NOTE: a limit that this passes is noticed at the next safepoint.
        heap.add_external(store.bytes());
        heap.make_dropped(SparseElements {
            header: header::<SparseElements>(0),
            capacity: Field::new(0),
            store: RefCell::new(store),
            patience: Field::new(0),
        })
    }

    /// Changes the store and accounts for what it takes.
    fn change<T>(&self, heap: &RawHeap, change: impl FnOnce(&mut Store) -> T) -> T {
        let mut store = self.store.borrow_mut();
        let before = store.bytes();
        let result = change(&mut store);
        let after = store.bytes();
        if after > before {
            // NOTE: a limit that this passes is noticed at the next safepoint.
            heap.add_external(after - before);
        } else if before > after {
            heap.release_external(before - after);
        }
        result
    }

    /// The element and its attributes.
    pub(crate) fn get(&self, index: u32) -> Option<(Value, Attributes)> {
        match &*self.store.borrow() {
            Store::Tree(map) => map
                .get(&index)
                .map(|(value, attributes)| (value.get(), *attributes)),
            Store::Queue(queue) => queue
                .get(index as usize)
                .filter(|slot| !slot.get().is_empty())
                .map(|slot| (slot.get(), Attributes::ALL)),
        }
    }

    /// Adds or replaces an element.
    pub(crate) fn insert(&self, heap: &RawHeap, index: u32, value: Value, attributes: Attributes) {
        self.change(heap, |store| {
            if attributes == Attributes::ALL
                && let Store::Queue(queue) = store
                && index as usize <= queue.len()
            {
                match queue.get(index as usize) {
                    Some(slot) => slot.set(value),
                    None => queue.push_back(Field::new(value)),
                }
            } else {
                store.tree().insert(index, (Field::new(value), attributes));
            }
        });
    }

    /// Removes an element.
    pub(crate) fn remove(&self, heap: &RawHeap, index: u32) {
        self.change(heap, |store| match store {
            Store::Tree(map) => {
                map.remove(&index);
            }
            Store::Queue(queue) => {
                if let Some(slot) = queue.get(index as usize) {
                    slot.set(Value::EMPTY);
                }
                // NOTE: a queue ends with an element, so that one of holes alone is seen to be empty.
                while queue.back().is_some_and(|slot| slot.get().is_empty()) {
                    queue.pop_back();
                }
            }
        });
    }

    /// Removes all elements from index `length` on.
    pub(crate) fn truncate(&self, heap: &RawHeap, length: u32) {
        self.change(heap, |store| match store {
            Store::Tree(map) => drop(map.split_off(&length)),
            Store::Queue(queue) => queue.truncate(length as usize),
        });
    }

    /// How many elements there are, holes of a queue included.
    pub(crate) fn stored(&self) -> usize {
        match &*self.store.borrow() {
            Store::Tree(map) => map.len(),
            Store::Queue(queue) => queue.len(),
        }
    }

    /// Whether there is no element.
    pub(crate) fn is_empty(&self) -> bool {
        self.stored() == 0
    }

    /// The indices, ascending.
    pub(crate) fn indices(&self) -> Vec<u32> {
        match &*self.store.borrow() {
            Store::Tree(map) => map.keys().copied().collect(),
            Store::Queue(queue) => (0..)
                .zip(queue)
                .filter(|(_, slot)| !slot.get().is_empty())
                .map(|(index, _)| index)
                .collect(),
        }
    }

    /// The least index that is at least `from`.
    pub(crate) fn next_from(&self, from: u32) -> Option<u32> {
        match &*self.store.borrow() {
            Store::Tree(map) => map.range(from..).next().map(|(index, _)| *index),
            Store::Queue(queue) => {
                (from..queue.len() as u32).find(|index| !queue[*index as usize].get().is_empty())
            }
        }
    }

    /// The greatest index that is at least `from` and not configurable.
    pub(crate) fn last_permanent_from(&self, from: u32) -> Option<u32> {
        match &*self.store.borrow() {
            Store::Tree(map) => map
                .range(from..)
                .rev()
                .find(|(_, (_, attributes))| !attributes.is_configurable())
                .map(|(index, _)| *index),
            Store::Queue(_) => None,
        }
    }
}

/// As a queue.
impl SparseElements {
    /// An access by index costs one of these, and a shift brings [`SparseElements::PATIENCE_OF_SHIFT`].
    const PATIENCE: u32 = 64;

    /// More accesses by index than this between two shifts, in the long run, make a queue dense again.
    const PATIENCE_OF_SHIFT: u32 = 16;

    /// A queue with copies of dense elements; `None` if `goes_on`, which is asked with the values copied since, says no.
    pub(crate) fn new_queue(
        heap: &RawHeap,
        elements: &[Field<Value>],
        goes_on: impl Fn(usize) -> bool,
    ) -> Option<Gc<SparseElements>> {
        // NOTE: traced because nothing collects before it is in its cell.
        let mut queue = VecDeque::with_capacity(elements.len());
        for piece in elements.chunks(PIECE_OF_TAIL) {
            queue.extend(piece.iter().cloned());
            if queue.len() < elements.len() && !goes_on(piece.len()) {
                return None;
            }
        }
        let cell = SparseElements::with_store(heap, Store::Queue(queue));
        cell.patience.set(Self::PATIENCE);
        Some(cell)
    }

    /// Whether these elements are a queue.
    #[inline]
    pub(crate) fn is_queue(&self) -> bool {
        matches!(&*self.store.borrow(), Store::Queue(_))
    }

    /// Notes an access by index; true if it was one too many for a queue.
    pub(crate) fn note_access(&self) -> bool {
        self.is_queue()
            && match self.patience.get().checked_sub(1) {
                Some(rest) => {
                    self.patience.set(rest);
                    false
                }
                None => true,
            }
    }

    /// The bytes by which a queue grows if it is to take `count` more elements.
    pub(crate) fn growth(&self, count: usize) -> usize {
        match &*self.store.borrow() {
            Store::Queue(queue) if queue.len() + count > queue.capacity() => {
                (queue.capacity() + count) * 2 * size_of::<Value>()
            }
            _ => 0,
        }
    }

    /// Takes the first element of a queue, which may be a hole.
    pub(crate) fn pop_front(&self) -> Option<Value> {
        let Store::Queue(queue) = &mut *self.store.borrow_mut() else {
            return None;
        };
        let patience = self.patience.get() + Self::PATIENCE_OF_SHIFT;
        self.patience.set(patience.min(Self::PATIENCE * 4));
        queue.pop_front().map(|slot| slot.get())
    }

    /// Takes the element at `index`, which may be a hole, if it is the last of a queue.
    pub(crate) fn pop_back(&self, index: usize) -> Option<Value> {
        let Store::Queue(queue) = &mut *self.store.borrow_mut() else {
            return None;
        };
        if queue.len() != index + 1 {
            return None;
        }
        queue.pop_back().map(|slot| slot.get())
    }

    /// Puts `value` in front of a queue.
    pub(crate) fn push_front(&self, heap: &RawHeap, value: Value) {
        self.change(heap, |store| {
            if let Store::Queue(queue) = store {
                queue.push_front(Field::new(value));
            }
        });
    }

    /// Passes the elements of a queue, in two parts, to `read`.
    pub(crate) fn with_queue<T>(
        &self,
        read: impl FnOnce(&[Field<Value>], &[Field<Value>]) -> T,
    ) -> T {
        match &*self.store.borrow() {
            Store::Queue(queue) => {
                let (first, last) = queue.as_slices();
                read(first, last)
            }
            Store::Tree(_) => read(&[], &[]),
        }
    }

    /// Gives back the memory of a queue that nothing refers to any more.
    pub(crate) fn forget(&self, heap: &RawHeap) {
        self.change(heap, |store| *store = Store::Queue(VecDeque::new()));
    }
}
