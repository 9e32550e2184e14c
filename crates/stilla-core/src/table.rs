//! Ordered hash tables: what Map, Set, WeakMap and WeakSet keep their entries in.
//!
//! Entries lie in order of insertion, each with a number that only grows. A cursor of an iteration
//! is the number of the entry to visit next, so that it survives deletion, clearing and compaction.
//! A weak table holds its keys weakly and a value only as long as its key lives.
//!
//! Uses: cell, value, string, bigint, weak. Never: object, interp.

use std::cell::{Cell as Field, RefCell};
use std::ptr::NonNull;

use hashbrown::HashTable;
use stilla_gc::{Gc, Header, Liveness, Tracer};

use crate::Cx;
use crate::bigint;
use crate::cell::{Cell, Heap, Kind, TraceField, header, note_write, note_write_outside};
use crate::error::JsResult;
use crate::value::Value;

struct Entry {
    /// Empty if the entry was removed.
    key: Field<Value>,
    value: Field<Value>,
    number: u64,
    hash: u32,
}

#[derive(Default)]
struct Entries {
    list: Vec<Entry>,
    /// From hashes to places in the list.
    index: HashTable<u32>,
    next_number: u64,
}

/// The cell of a table.
#[repr(C)]
pub(crate) struct TableCell {
    header: Header,
    entries: RefCell<Entries>,
    is_weak: bool,
    accounted: Field<usize>,
}

impl Cell for TableCell {
    const KIND: Kind = Kind::Table;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        let list = &self.entries.borrow().list;
        for entry in &list[tracer.part(NonNull::from(self).cast(), list.len())] {
            if !self.is_weak {
                entry.key.trace_field(tracer);
                entry.value.trace_field(tracer);
            } else if let (Some(key), Some(value)) =
                (entry.key.get().cell(), entry.value.get().cell())
            {
                tracer.mark_ephemeron(key, value);
            }
        }
    }

    fn external_bytes(&self) -> usize {
        self.accounted.get()
    }
}

impl TableCell {
    /// Notes that `key` and `value` are written to the entry at `place`.
    #[inline]
    fn note_entry(&self, place: usize, key: Value, value: Value) {
        if key.cell().is_some() || value.cell().is_some() {
            note_write_outside(self, place);
        }
    }

    /// Forgets the entries of a weak table whose keys are dead.
    pub(crate) fn sweep(&self, live: &Liveness<'_>) {
        let mut entries = self.entries.borrow_mut();
        let dead = |entry: &Entry| entry.key.get().cell().is_none_or(|key| !live.is_live(key));
        if entries.list.iter().any(dead) {
            note_write(self);
            entries.list.retain(|entry| !dead(entry));
            entries.rebuild_index();
        }
    }
}

impl Entries {
    fn rebuild_index(&mut self) {
        self.index.clear();
        let list = &self.list;
        for (place, entry) in list.iter().enumerate() {
            let rehash = |place: &u32| spread(list[*place as usize].hash);
            self.index
                .insert_unique(spread(entry.hash), place as u32, rehash);
        }
    }

    /// The place of the first entry whose number is at least `number`.
    fn place_of(&self, number: u64) -> usize {
        let Some(first) = self.list.first() else {
            return 0;
        };
        // FAST: without a compaction, numbers follow each other.
        let guess = number.saturating_sub(first.number) as usize;
        match self.list.get(guess) {
            Some(entry) if entry.number == number => guess,
            _ => self.list.partition_point(|entry| entry.number < number),
        }
    }

    /// Drops removed entries once they are more than half of those of `table`.
    fn compact(&mut self, table: &TableCell) {
        if self.list.len() >= 32 && self.index.len() * 2 < self.list.len() {
            note_write(table);
            self.list.retain(|entry| !entry.key.get().is_empty());
            self.list.shrink_to(self.list.len() * 2);
            self.rebuild_index();
        }
    }

    /// About what the table takes with room for `capacity` entries.
    fn bytes(capacity: usize) -> usize {
        capacity * (size_of::<Entry>() + 8)
    }
}

/// Entries whose places are found anew between two looks at the limits.
const PIECE: usize = 1 << 14;

/// The hash table wants all 64 bits to differ.
#[inline(always)]
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Brings keys that are the same by SameValueZero into one form, as far as bits go.
#[inline]
fn normalise(key: Value) -> Value {
    match key.as_double() {
        // NOTE: the sum makes -0 a 0.
        Some(double) => Value::from_number(double + 0.0),
        None => key,
    }
}

/// An ordered hash table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Table(Gc<TableCell>);

impl Table {
    /// An empty table for Map and Set.
    #[must_use]
    pub fn new(cx: &Cx) -> Table {
        Table::make(cx, false)
    }

    /// An empty table for WeakMap and WeakSet. Its keys are objects and symbols.
    #[must_use]
    pub fn new_weak(cx: &Cx) -> Table {
        let table = Table::make(cx, true);
        cx.weak.add_table(table.0);
        table
    }

    fn make(cx: &Cx, is_weak: bool) -> Table {
        Table(cx.heap.make_dropped(TableCell {
            header: header::<TableCell>(0),
            entries: RefCell::default(),
            is_weak,
            accounted: Field::new(0),
        }))
    }

    /// The table as a value to keep in an internal slot.
    #[must_use]
    pub fn to_value(self) -> Value {
        Value::from_internal(self.0)
    }

    /// The table that [`Table::to_value`] made, if `value` is one.
    #[inline]
    #[must_use]
    pub fn from_value(value: Value) -> Option<Table> {
        value.as_internal::<TableCell>().map(Table)
    }

    /// Number of entries.
    #[must_use]
    pub fn len(self) -> usize {
        self.0.entries.borrow().index.len()
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    fn hash(cx: &Cx, key: Value) -> u32 {
        if let Some(string) = key.as_string() {
            return cx.string_hash(string);
        }
        let bits = match key.as_bigint() {
            Some(bigint) => bigint::to_u64(bigint) ^ 0xB16_0000,
            None => key.bits(),
        };
        // NOTE: scripts choose the numbers; the seeded hash of the empty string is what they don't know.
        let seed = u64::from(cx.string_hash(cx.empty_string())) << 13;
        let mixed = u128::from(bits ^ seed) * 0x9E37_79B9_7F4A_7C15;
        let folded = (mixed >> 64) as u64 ^ mixed as u64;
        (folded >> 32) as u32 ^ folded as u32
    }

    #[inline]
    fn find(self, cx: &Cx, entries: &Entries, key: Value, hash: u32) -> Option<usize> {
        let list = &entries.list;
        let is_same = |place: &u32| {
            let entry = &list[*place as usize];
            entry.hash == hash && {
                let other = entry.key.get();
                other == key
                    || match (key.as_string(), other.as_string()) {
                        (Some(key), Some(other)) => cx.string_equals(key, other),
                        (None, None) => match (key.as_bigint(), other.as_bigint()) {
                            (Some(key), Some(other)) => bigint::equals(key, other),
                            _ => false,
                        },
                        _ => false,
                    }
            }
        };
        entries
            .index
            .find(spread(hash), is_same)
            .map(|place| *place as usize)
    }

    /// The value of an entry.
    #[must_use]
    pub fn get(self, cx: &Cx, key: Value) -> Option<Value> {
        let key = normalise(key);
        let hash = Table::hash(cx, key);
        let entries = self.0.entries.borrow();
        let place = self.find(cx, &entries, key, hash)?;
        Some(entries.list[place].value.get())
    }

    /// Whether there is an entry.
    #[must_use]
    pub fn has(self, cx: &Cx, key: Value) -> bool {
        self.get(cx, key).is_some()
    }

    /// Adds an entry, or replaces the value of one.
    ///
    /// # Errors
    /// The memory limit.
    pub fn set(self, cx: &mut Cx, key: Value, value: Value) -> JsResult<()> {
        cx.prepare_key(key)?;
        if !self.set_in_room(cx, key, value) {
            let len = self.0.entries.borrow().list.len();
            self.grow(cx, len)?;
            self.set_in_room(cx, key, value);
        }
        Ok(())
    }

    /// [`Table::set`], if there is room for an entry more and the key is ready; else nothing happens, and the answer is no.
    #[inline]
    pub fn set_in_room(self, cx: &Cx, key: Value, value: Value) -> bool {
        if Cx::is_long_key(key) {
            return false;
        }
        let key = normalise(key);
        let hash = Table::hash(cx, key);
        let mut entries = self.0.entries.borrow_mut();
        if let Some(place) = self.find(cx, &entries, key, hash) {
            entries.list[place].value.set(value);
            self.0.note_entry(place, key, value);
            return true;
        }
        if entries.list.len() == entries.list.capacity() {
            return false;
        }
        let number = entries.next_number;
        entries.next_number += 1;
        let place = entries.list.len() as u32;
        self.0.note_entry(place as usize, key, value);
        entries.list.push(Entry {
            key: Field::new(key),
            value: Field::new(value),
            number,
            hash,
        });
        let Entries { list, index, .. } = &mut *entries;
        index.insert_unique(spread(hash), place, |place| {
            spread(list[*place as usize].hash)
        });
        true
    }

    /// Makes room for more than `len` entries, once the memory for it is granted.
    fn grow(self, cx: &mut Cx, len: usize) -> JsResult<()> {
        let wanted = (len * 2).max(8);
        let bytes = Entries::bytes(wanted);
        let accounted = self.0.accounted.get();
        let more = bytes.saturating_sub(accounted);
        cx.reserve_outside(more)?;
        self.0.accounted.set(accounted.max(bytes));
        if len >= PIECE {
            self.grow_index(cx, wanted)?;
        }
        let mut entries = self.0.entries.borrow_mut();
        let room = wanted.saturating_sub(entries.list.len());
        entries.list.reserve_exact(room);
        Ok(())
    }

    /// Gives the index of a long table room for `wanted` entries, with looks at the limits, so that it need not grow at once.
    ///
    /// # Errors
    /// A stop, and nothing was done.
    fn grow_index(self, cx: &mut Cx, wanted: usize) -> JsResult<()> {
        let mut grown = HashTable::with_capacity(wanted);
        let mut entries = self.0.entries.borrow_mut();
        for (place, entry) in (0..).zip(&entries.list) {
            if !entry.key.get().is_empty() {
                let hash = spread(entry.hash);
                grown.insert_unique(hash, place, |_| hash);
            }
            // NOTE: a collection would move the entries of a weak table.
            if place as usize % PIECE == PIECE - 1 && cx.charge_in_place(PIECE as u32) {
                drop(entries);
                return cx.safepoint();
            }
        }
        entries.index = grown;
        Ok(())
    }

    /// Removes an entry; whether there was one.
    pub fn delete(self, cx: &Cx, key: Value) -> bool {
        let key = normalise(key);
        let hash = Table::hash(cx, key);
        let mut entries = self.0.entries.borrow_mut();
        let Some(place) = self.find(cx, &entries, key, hash) else {
            return false;
        };
        if let Ok(found) = entries
            .index
            .find_entry(spread(hash), |other| *other as usize == place)
        {
            found.remove();
        }
        let entry = &entries.list[place];
        entry.key.set(Value::EMPTY);
        entry.value.set(Value::UNDEFINED);
        entries.compact(&self.0);
        true
    }

    /// Removes all entries.
    pub fn clear(self) {
        let mut entries = self.0.entries.borrow_mut();
        entries.list.clear();
        entries.index.clear();
    }

    /// The next entry of an iteration that began with cursor 0. Entries added meanwhile are seen,
    /// entries removed before their turn are not.
    #[inline]
    pub fn next(self, cursor: &mut u64) -> Option<(Value, Value)> {
        let entries = self.0.entries.borrow();
        let mut place = entries.place_of(*cursor);
        while let Some(entry) = entries.list.get(place) {
            let key = entry.key.get();
            if !key.is_empty() {
                *cursor = entry.number + 1;
                return Some((key, entry.value.get()));
            }
            place += 1;
        }
        *cursor = entries.next_number;
        None
    }
}
