//! The atom table: one flat string per content among those that serve as property keys.
//!
//! Comparing two atoms is comparing two words, and an atom knows its hash and its array index. The
//! table holds its strings weakly; the fixed names and the strings of one unit live as long as
//! the agent.
//!
//! Uses: repr, hash, name, view. Never: object, interp, realm.

use std::cell::{Cell, RefCell};

use hashbrown::HashTable;
use stilla_gc::{Heap, Liveness, Tracer};

use super::name::Name;
use super::view::{StringView, fits_latin1, parse_index};
use super::{JsString, repr};

/// The strings that exist once per agent.
pub struct AtomTable {
    table: RefCell<HashTable<JsString>>,
    /// The places of the table that the heap's account knows of.
    accounted: Cell<usize>,
    names: Box<[JsString]>,
    singles: Box<[Cell<Option<JsString>>; 256]>,
    small_ints: Box<[Cell<Option<JsString>>; 256]>,
    /// Atoms of short ASCII texts of Rust code, by the address of the text.
    recent: Box<[Cell<Option<JsString>>; RECENT]>,
    /// Those that were entered since the last collection: only they die in one of the young.
    young: RefCell<Vec<JsString>>,
    /// Whether one that lives as long as the agent was made since the last collection of the young.
    has_young_fixed: Cell<bool>,
    seed: u64,
}

/// Places of the table of recent atoms.
const RECENT: usize = 256;
/// Texts of more bytes are not looked for there.
const SHORT: usize = 32;

/// Bytes for each atom that has room in the table, and in the list of young ones.
const PLACE: usize = 18;

/// A list of young atoms with more room is not kept.
const KEPT: usize = 1024;

/// Spreads a hash of 32 bits over the 64 that the table looks at.
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

impl AtomTable {
    /// A table with the fixed names. `seed` should be unpredictable for scripts.
    pub(crate) fn new(heap: &Heap, seed: u64) -> AtomTable {
        let mut table = AtomTable {
            table: RefCell::new(HashTable::with_capacity(Name::whole_list().len() * 2)),
            accounted: Cell::new(0),
            names: Box::default(),
            singles: Box::new([const { Cell::new(None) }; 256]),
            small_ints: Box::new([const { Cell::new(None) }; 256]),
            recent: Box::new([const { Cell::new(None) }; RECENT]),
            young: RefCell::default(),
            has_young_fixed: Cell::new(true),
            seed,
        };
        let names = Name::whole_list()
            .map(|name| table.intern_view(heap, StringView::Latin1(name.text().as_bytes())));
        table.names = names.collect();
        table
    }

    #[inline(always)]
    pub(crate) fn name(&self, name: Name) -> JsString {
        self.names[name.place()]
    }

    /// The number of atoms.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.table.borrow().len()
    }

    #[inline(always)]
    pub(crate) fn single(&self, heap: &Heap, unit: u8) -> JsString {
        match self.singles[usize::from(unit)].get() {
            Some(string) => string,
            None => self.make_single(heap, unit),
        }
    }

    #[cold]
    fn make_single(&self, heap: &Heap, unit: u8) -> JsString {
        let string = self.intern_view(heap, StringView::Latin1(&[unit]));
        self.singles[usize::from(unit)].set(Some(string));
        self.has_young_fixed.set(true);
        string
    }

    /// The decimal digits of a small integer.
    #[inline]
    pub(crate) fn small_int(&self, heap: &Heap, int: u8) -> JsString {
        match self.small_ints[usize::from(int)].get() {
            Some(string) => string,
            None => {
                let mut digits = [0; 10];
                let digits = crate::number::decimal_digits(u32::from(int), &mut digits);
                let string = self.intern_view(heap, StringView::Latin1(digits));
                self.small_ints[usize::from(int)].set(Some(string));
                self.has_young_fixed.set(true);
                string
            }
        }
    }

    /// Computes the hash of a string and keeps it there.
    #[inline(never)]
    pub(crate) fn hash_of(&self, heap: &Heap, s: JsString) -> u32 {
        let hash = repr::view(heap, s.cell()).hash(self.seed);
        s.cell().set_hash(hash);
        hash
    }

    /// Computes the hash of a string that may be long and keeps it there; false, and it does not, if `goes_on` says no.
    pub(crate) fn know_hash(
        &self,
        heap: &Heap,
        s: JsString,
        goes_on: impl Fn(usize) -> bool,
    ) -> bool {
        let hash = super::hash::hash_while(repr::view(heap, s.cell()), self.seed, goes_on);
        hash.inspect(|hash| s.cell().set_hash(*hash)).is_some()
    }

    fn lookup(&self, heap: &Heap, view: StringView<'_>, hash: u32) -> Option<JsString> {
        let is_same = |atom: &JsString| {
            atom.cell().known_hash() == hash && repr::view(heap, atom.cell()) == view
        };
        self.table.borrow().find(spread(hash), is_same).copied()
    }

    /// Makes a flat string the atom of its content, which has none.
    fn enter(&self, heap: &Heap, atom: JsString, hash: u32) -> JsString {
        let index = match repr::view(heap, atom.cell()) {
            StringView::Latin1(bytes) => parse_index(bytes),
            StringView::Utf16(_) => None,
        };
        atom.cell().make_atom(hash, index);
        let hash_of = |atom: &JsString| spread(atom.cell().known_hash());
        let mut table = self.table.borrow_mut();
        table.insert_unique(spread(hash), atom, hash_of);
        self.young.borrow_mut().push(atom);
        let places = table.capacity();
        let before = self.accounted.replace(places);
        if places > before {
            heap.add_external((places - before) * PLACE);
        } else {
            // The last collection made the table smaller.
            heap.release_external((before - places) * PLACE);
        }
        atom
    }

    /// The atom of an ASCII text, which may have been asked for before.
    ///
    /// FAST: a host names its properties by texts of its program: the same name comes from the same address. Only
    /// the content decides.
    #[inline]
    pub(crate) fn intern_ascii(&self, heap: &Heap, text: &str) -> JsString {
        let address = text.as_ptr() as usize;
        let place = &self.recent[(address ^ address >> 8 ^ text.len()) % RECENT];
        if let Some(atom) = place.get()
            && repr::view(heap, atom.cell()) == StringView::Latin1(text.as_bytes())
        {
            return atom;
        }
        let atom = self.intern_view(heap, StringView::Latin1(text.as_bytes()));
        if text.len() <= SHORT {
            place.set(Some(atom));
        }
        atom
    }

    /// The atom with the content of `view`.
    pub(crate) fn intern_view(&self, heap: &Heap, view: StringView<'_>) -> JsString {
        let hash = view.hash(self.seed);
        if let Some(atom) = self.lookup(heap, view, hash) {
            return atom;
        }
        let copy = match view {
            StringView::Latin1(bytes) => repr::new_latin1(heap, bytes),
            StringView::Utf16(units) if fits_latin1(units) => repr::new_narrowed(heap, units),
            StringView::Utf16(units) => repr::new_utf16(heap, units),
        };
        self.enter(heap, JsString::from_cell(copy), hash)
    }

    /// The atom with the content of `s`: `s` itself if it is flat and the first of its content.
    #[inline(never)]
    pub(crate) fn intern(&self, heap: &Heap, s: JsString) -> JsString {
        // A rope or slice that is all of a flat string stands for it.
        let flat = repr::whole(heap, s.cell()).map(JsString::from_cell);
        if let Some(flat) = flat
            && flat.is_atom()
        {
            return flat;
        }
        let hash = match s.cell().known_hash() {
            0 => self.hash_of(heap, s),
            hash => hash,
        };
        let view = repr::view(heap, s.cell());
        if let Some(atom) = self.lookup(heap, view, hash) {
            repr::redirect(s.cell(), atom.cell());
            return atom;
        }
        match (flat, view) {
            (Some(flat), StringView::Latin1(_)) => self.enter(heap, flat, hash),
            (Some(flat), StringView::Utf16(units)) if !fits_latin1(units) => {
                self.enter(heap, flat, hash)
            }
            _ => self.intern_view(heap, view),
        }
    }

    /// Reports the atoms that live as long as the agent.
    pub(crate) fn trace(&self, tracer: &mut Tracer<'_>) {
        if tracer.is_of_young() && !self.has_young_fixed.replace(false) {
            return;
        }
        for atom in &self.names {
            tracer.mark_gc(atom.cell());
        }
        for atom in self
            .singles
            .iter()
            .chain(self.small_ints.iter())
            .filter_map(Cell::get)
        {
            tracer.mark_gc(atom.cell());
        }
    }

    /// Forgets the atoms that nothing else refers to.
    pub(crate) fn sweep(&self, live: &Liveness<'_>) {
        self.recent.iter().for_each(|place| place.set(None));
        let mut table = self.table.borrow_mut();
        let mut young = self.young.borrow_mut();
        if live.only_young_die() {
            let dead = young.iter().filter(|atom| !live.is_live_gc(atom.cell()));
            for dead in dead {
                let hash = spread(dead.cell().known_hash());
                if let Ok(place) = table.find_entry(hash, |atom| atom.cell() == dead.cell()) {
                    place.remove();
                }
            }
        } else {
            table.retain(|atom| live.is_live_gc(atom.cell()));
        }
        young.clear();
        young.shrink_to(KEPT);
        let len = table.len();
        if table.capacity() > 1024 && len < table.capacity() / 8 {
            table.shrink_to(len * 2, |atom| spread(atom.cell().known_hash()));
        }
    }
}
