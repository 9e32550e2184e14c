//! The table of properties that a line of shapes shares: keys in order of definition, found by hash once there are many.
//!
//! Uses: cell, property_key, shape (where a property is). Never: storage, interp.

use std::cell::{Cell as Field, RefCell};
use std::ptr::NonNull;

use hashbrown::HashTable;
use stilla_gc::{Gc, Header, Heap as RawHeap, Tracer};

use super::property_key::PropertyKey;
use super::shape::Property;
use crate::cell::{Cell, Heap, Kind, TraceField, header, note_write, note_write_outside};

/// Lines of properties longer than this are searched by hash.
pub(super) const LINEAR: usize = 8;
/// About what an entry of a line that is searched by hash takes in the index.
const BYTES_OF_INDEX: usize = 8;

/// What the system's allocator takes beside a block.
pub(super) const BESIDE_BLOCK: usize = 16;

/// A property of a line of shapes.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) key: PropertyKey,
    pub(super) property: Property,
}

/// The properties of a line of shapes.
#[repr(C)]
pub struct PropertyTable {
    header: Header,
    pub(super) entries: RefCell<Vec<Entry>>, // NOTE: traced because `trace` below visits every key
    index: RefCell<HashTable<u32>>,
    pub(super) free_slots: RefCell<Vec<u32>>,
    pub(super) removed: Field<u32>,
    accounted: Field<usize>,
}

impl Cell for PropertyTable {
    const KIND: Kind = Kind::PropertyTable;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        let entries = self.entries.borrow();
        for entry in &entries[tracer.part(NonNull::from(self).cast(), entries.len())] {
            Field::new(entry.key.raw()).trace_field(tracer);
        }
    }

    fn external_bytes(&self) -> usize {
        self.accounted.get()
    }
}

impl PropertyTable {
    pub(super) fn new(heap: &RawHeap, entries: Vec<Entry>) -> Gc<PropertyTable> {
        let table = heap.make_dropped(PropertyTable {
            header: header::<PropertyTable>(0),
            entries: RefCell::new(Vec::new()),
            index: RefCell::new(HashTable::new()),
            free_slots: RefCell::new(Vec::new()),
            removed: Field::new(0),
            accounted: Field::new(0),
        });
        table.entries.replace(entries);
        table.rebuild_index();
        table.account(heap, 0);
        table
    }

    /// Accounts what the table takes with room for `more` entries.
    fn account(&self, heap: &RawHeap, more: usize) {
        let entries = self.entries.borrow();
        let room = match entries.len() + more {
            wanted if wanted <= entries.capacity() => entries.capacity(),
            wanted => wanted.max(2 * entries.capacity()),
        };
        let index = match room > LINEAR {
            true => room * BYTES_OF_INDEX + BESIDE_BLOCK,
            false => 0,
        };
        let bytes = room * size_of::<Entry>() + BESIDE_BLOCK + index;
        let accounted = self.accounted.get();
        if bytes > accounted {
            self.accounted.set(bytes);
            // NOTE: a limit that this passes is noticed at the next safepoint.
            heap.add_external(bytes - accounted);
        }
    }

    pub(super) fn len(&self) -> u32 {
        self.entries.borrow().len() as u32
    }

    fn rebuild_index(&self) {
        let entries = self.entries.borrow();
        let mut index = self.index.borrow_mut();
        index.clear();
        if entries.len() > LINEAR {
            for (i, entry) in entries.iter().enumerate() {
                if !entry.key.raw().is_empty() {
                    index.insert_unique(entry.key.hash(), i as u32, |&i| {
                        entries[i as usize].key.hash()
                    });
                }
            }
        }
    }

    pub(super) fn push(&self, heap: &RawHeap, entry: Entry) {
        self.account(heap, 1);
        note_write_outside(self, self.len() as usize);
        self.entries.borrow_mut().push(entry);
        let entries = self.entries.borrow();
        if entries.len() == LINEAR + 1 {
            drop(entries);
            self.rebuild_index();
        } else if entries.len() > LINEAR {
            let last = entries.len() as u32 - 1;
            self.index
                .borrow_mut()
                .insert_unique(entry.key.hash(), last, |&i| entries[i as usize].key.hash());
        }
    }

    /// The entry number of `key` among the first `count`.
    #[inline]
    pub(super) fn find(&self, key: PropertyKey, count: u32) -> Option<usize> {
        let entries = self.entries.borrow();
        if entries.len() <= LINEAR {
            entries[..count as usize]
                .iter()
                .position(|entry| entry.key == key)
        } else {
            let index = self.index.borrow();
            let found = index.find(key.hash(), |&i| entries[i as usize].key == key)?;
            (*found < count).then_some(*found as usize)
        }
    }

    pub(super) fn remove(&self, number: usize) {
        let entry = self.entries.borrow()[number];
        {
            let entries = self.entries.borrow();
            if entries.len() > LINEAR
                && let Ok(found) = self
                    .index
                    .borrow_mut()
                    .find_entry(entry.key.hash(), |&i| i as usize == number)
            {
                found.remove();
            }
        }
        self.free_slots.borrow_mut().push(entry.property.slot);
        self.entries.borrow_mut()[number].key = PropertyKey::REMOVED;
        self.removed.set(self.removed.get() + 1);
        if self.removed.get() > 16 && self.removed.get() * 2 > self.len() {
            note_write(self);
            self.entries
                .borrow_mut()
                .retain(|entry| entry.key != PropertyKey::REMOVED);
            self.removed.set(0);
            self.rebuild_index();
        }
    }
}
