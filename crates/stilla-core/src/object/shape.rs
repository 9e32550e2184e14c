//! Shapes: which properties an object has, in which slots, with which attributes.
//!
//! Objects that got the same properties in the same order share a shape. Shapes form a tree: adding
//! a property follows, or makes, a transition. A line of shapes shares one [`PropertyTable`]; each
//! sees the table's first `count` entries. When a second child branches off, it copies the table.
//!
//! A *dictionary* shape belongs to one object and changes in place. An inline cache may rely on a
//! present property of it; deleting or reconfiguring one therefore gives the object a new shape.
//!
//! Uses: cell, property_key, property_table, descriptor. Never: interp, realm.

use std::cell::{Cell as Field, RefCell};

use hashbrown::HashTable;
use stilla_gc::{Gc, Header, Heap as RawHeap, Liveness, Tracer};

use super::Object;
use super::descriptor::Attributes;
use super::property_key::PropertyKey;
use super::property_table::{Entry, LINEAR, PropertyTable};
use crate::cell::{Cell, Heap, Kind, cell, header, note_write};
use crate::value::Value;

/// An object with more named properties becomes a dictionary.
const MAX_SHARED: u32 = 128;

/// Where a property is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Property {
    pub(crate) slot: u32,
    pub(crate) attributes: Attributes,
}

/// The children of a shape, weakly held.
#[repr(C)]
pub struct Transitions {
    header: Header,
    children: RefCell<Vec<(Transition, Gc<Shape>)>>,
    index: RefCell<HashTable<(Transition, Gc<Shape>)>>,
    accounted: Field<usize>,
    /// Whether they are in the list of those that have new children.
    has_grown: Field<bool>,
}

/// All [`Transitions`], so that a collection can sweep them.
#[derive(Default)]
pub(crate) struct TransitionsList {
    all: RefCell<Vec<Gc<Transitions>>>,
    /// So many of them are as old as the last collection, and so are their children but for those of `grown`.
    old: Field<usize>,
    grown: RefCell<Vec<Gc<Transitions>>>,
}

impl TransitionsList {
    fn note_growth(&self, transitions: Gc<Transitions>) {
        if !transitions.has_grown.replace(true) {
            self.grown.borrow_mut().push(transitions);
        }
    }

    /// Forgets the shapes that nothing else refers to, and the transitions themselves.
    pub(crate) fn sweep(&self, live: &Liveness<'_>) {
        let mut all = self.all.borrow_mut();
        for transitions in self.grown.take() {
            transitions.has_grown.set(false);
            if live.only_young_die() && live.is_live_gc(transitions) {
                transitions.sweep(live);
            }
        }
        if live.only_young_die() {
            let young = all.split_off(self.old.get());
            all.extend(young.into_iter().filter(|young| live.is_live_gc(*young)));
        } else {
            all.retain(|transitions| {
                let lives = live.is_live_gc(*transitions);
                if lives {
                    transitions.sweep(live);
                }
                lives
            });
        }
        self.old.set(all.len());
    }
}

/// What leads from a shape to a child.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Transition {
    Add(PropertyKey, Attributes),
    Integrity(Integrity),
}

/// A property that leads from a shape to a child, and its slot.
pub(crate) type Added = (PropertyKey, u32);

/// How far an object is closed to changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd)]
pub enum Integrity {
    /// No new properties.
    NonExtensible,
    /// No property can be deleted or reconfigured.
    Sealed,
    /// No property can be changed.
    Frozen,
}

impl Transition {
    fn hash(self) -> u64 {
        match self {
            Transition::Add(key, _) => key.hash(),
            Transition::Integrity(level) => level as u64,
        }
    }
}

impl Cell for Transitions {
    const KIND: Kind = Kind::Transitions;

    // NOTE: children are weak; a key is alive as long as the child that has it.
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn external_bytes(&self) -> usize {
        self.accounted.get()
    }
}

impl Transitions {
    fn find(&self, transition: Transition) -> Option<Gc<Shape>> {
        let children = self.children.borrow();
        if children.len() <= LINEAR {
            return children
                .iter()
                .find(|(t, _)| *t == transition)
                .map(|(_, shape)| *shape);
        }
        let index = self.index.borrow();
        index
            .find(transition.hash(), |(t, _)| *t == transition)
            .map(|(_, shape)| *shape)
    }

    fn insert(&self, heap: &RawHeap, transition: Transition, child: Gc<Shape>) {
        self.children.borrow_mut().push((transition, child));
        let len = self.children.borrow().len();
        if len == LINEAR + 1 {
            self.rebuild_index();
        } else if len > LINEAR {
            self.index.borrow_mut().insert_unique(
                transition.hash(),
                (transition, child),
                |(t, _)| t.hash(),
            );
        }
        let places = self.children.borrow().capacity() + self.index.borrow().capacity();
        let bytes = places * size_of::<(Transition, Gc<Shape>)>();
        let accounted = self.accounted.get();
        if bytes > accounted {
            self.accounted.set(bytes);
            // NOTE: a limit that this passes is noticed at the next safepoint.
            heap.add_external(bytes - accounted);
        }
    }

    fn rebuild_index(&self) {
        let mut index = self.index.borrow_mut();
        index.clear();
        let children = self.children.borrow();
        if children.len() > LINEAR {
            for (transition, child) in children.iter() {
                index.insert_unique(transition.hash(), (*transition, *child), |(t, _)| t.hash());
            }
        }
    }

    /// Forgets the children that nothing else refers to.
    fn sweep(&self, live: &Liveness<'_>) {
        let before = self.children.borrow().len();
        self.children
            .borrow_mut()
            .retain(|(_, shape)| live.is_live(shape.header_ptr()));
        if self.children.borrow().len() != before {
            self.rebuild_index();
        }
    }
}

cell! {
    /// The properties of an object and its prototype.
    pub struct Shape: Shape {
        prototype: Field<Value>,
        table: Field<Option<Gc<PropertyTable>>>,
        transitions: Field<Option<Gc<Transitions>>>,
        /// The shape with one property less. Children are known weakly, so without this link a line of
        /// shapes would break where no object stops, and equal objects made later would share nothing.
        parent: Field<Option<Gc<Shape>>>,
        count: Field<u32>,
        next_slot: Field<u32>,
        inline_capacity: Field<u8>,
        extensible: Field<bool>,
        dictionary: Field<bool>,
        /// An inline cache relies on this shape.
        cached: Field<bool>,
    }
}

/// What a heap-wide table of shapes needs to do for them.
pub(crate) struct ShapeContext<'c> {
    pub(crate) heap: &'c RawHeap,
    pub(crate) transitions: &'c TransitionsList,
}

impl Shape {
    /// The bits of an object's header word that are the address of its shape.
    pub(crate) const ADDRESS_BITS: u64 = (1 << 48) - 1;

    /// The shapes that follow: by a property with its slot, or closed to changes.
    pub(crate) fn children(&self) -> Vec<(Option<Added>, Gc<Shape>)> {
        let Some(transitions) = self.transitions.get() else {
            return Vec::new();
        };
        let children = transitions.children.borrow();
        let child = |(transition, shape): &(Transition, Gc<Shape>)| match transition {
            Transition::Add(key, _) => {
                let slot = shape.find(*key).map_or(0, |property| property.slot);
                (Some((*key, slot)), *shape)
            }
            Transition::Integrity(_) => (None, *shape),
        };
        children.iter().map(child).collect()
    }

    /// A shape without properties. Property slots begin at `first_slot`, behind the internal slots.
    pub(crate) fn root(
        heap: &RawHeap,
        prototype: Option<Object>,
        first_slot: u8,
        inline_capacity: u8,
    ) -> Gc<Shape> {
        heap.make(Shape {
            header: header::<Shape>(0),
            prototype: Field::new(prototype.into()),
            table: Field::new(None),
            transitions: Field::new(None),
            parent: Field::new(None),
            count: Field::new(0),
            next_slot: Field::new(u32::from(first_slot)),
            inline_capacity: Field::new(inline_capacity),
            extensible: Field::new(true),
            dictionary: Field::new(false),
            cached: Field::new(false),
        })
    }

    fn copy(&self, heap: &RawHeap) -> Gc<Shape> {
        heap.make(Shape {
            header: header::<Shape>(0),
            prototype: Field::new(self.prototype.get()),
            table: Field::new(self.table.get()),
            transitions: Field::new(None),
            parent: Field::new(None),
            count: Field::new(self.count.get()),
            next_slot: Field::new(self.next_slot.get()),
            inline_capacity: Field::new(self.inline_capacity.get()),
            extensible: Field::new(self.extensible.get()),
            dictionary: Field::new(self.dictionary.get()),
            cached: Field::new(false),
        })
    }

    #[inline(always)]
    pub(crate) fn header_ptr(&self) -> std::ptr::NonNull<Header> {
        std::ptr::NonNull::from(&self.header)
    }

    #[inline(always)]
    pub(crate) fn prototype(&self) -> Option<Object> {
        self.prototype.get().as_object()
    }

    #[inline(always)]
    pub(crate) fn inline_capacity(&self) -> u8 {
        self.inline_capacity.get()
    }

    #[inline(always)]
    pub(crate) fn is_extensible(&self) -> bool {
        self.extensible.get()
    }

    #[inline(always)]
    pub(crate) fn is_dictionary(&self) -> bool {
        self.dictionary.get()
    }

    /// Notes that an inline cache relies on this shape.
    pub(crate) fn mark_cached(&self) {
        self.cached.set(true);
    }

    /// The slot that the next property gets, unless the shape is a dictionary.
    pub(crate) fn next_slot(&self) -> u32 {
        self.next_slot.get()
    }

    /// The property of `key`, which is not an index.
    #[inline]
    pub(crate) fn find(&self, key: PropertyKey) -> Option<Property> {
        let table = self.table.get()?;
        let number = table.find(key, self.count.get())?;
        let property = table.entries.borrow()[number].property;
        Some(property)
    }

    /// The keys in the order of insertion, with where they are.
    pub(crate) fn properties(&self) -> Vec<(PropertyKey, Property)> {
        let Some(table) = self.table.get() else {
            return Vec::new();
        };
        let entries = table.entries.borrow();
        entries[..self.count.get() as usize]
            .iter()
            .filter(|entry| entry.key != PropertyKey::REMOVED)
            .map(|entry| (entry.key, entry.property))
            .collect()
    }

    /// The shape with one more property, and where it is. The same shape if it is a dictionary.
    pub(crate) fn add(
        self: &Shape,
        this: Gc<Shape>,
        context: &ShapeContext<'_>,
        key: PropertyKey,
        attributes: Attributes,
    ) -> (Gc<Shape>, Property) {
        if self.dictionary.get() {
            return (this, self.add_to_dictionary(context.heap, key, attributes));
        }
        let transition = Transition::Add(key, attributes);
        if let Some(child) = self.transitions.get().and_then(|t| t.find(transition)) {
            return (
                child,
                Property {
                    slot: self.next_slot.get(),
                    attributes,
                },
            );
        }
        if self.count.get() >= MAX_SHARED {
            let dictionary = self.to_dictionary(context.heap);
            let property = dictionary.add_to_dictionary(context.heap, key, attributes);
            return (dictionary, property);
        }
        let property = Property {
            slot: self.next_slot.get(),
            attributes,
        };
        let child = self.copy(context.heap);
        let table = self.table_for_child(context.heap);
        table.push(context.heap, Entry { key, property });
        child.table.set(Some(table));
        child.count.set(self.count.get() + 1);
        child.next_slot.set(property.slot + 1);
        self.link(this, context, transition, child);
        (child, property)
    }

    /// The table that a child may append to: this shape's own if no sibling did, a copy otherwise.
    fn table_for_child(&self, heap: &RawHeap) -> Gc<PropertyTable> {
        match self.table.get() {
            Some(table) if table.len() == self.count.get() => table,
            Some(table) => PropertyTable::new(
                heap,
                table.entries.borrow()[..self.count.get() as usize].to_vec(),
            ),
            None => PropertyTable::new(heap, Vec::new()),
        }
    }

    fn link(
        &self,
        this: Gc<Shape>,
        context: &ShapeContext<'_>,
        transition: Transition,
        child: Gc<Shape>,
    ) {
        child.parent.set(Some(this));
        let transitions = self.transitions.get().unwrap_or_else(|| {
            let made = context.heap.make_dropped(Transitions {
                header: header::<Transitions>(0),
                children: RefCell::new(Vec::new()),
                index: RefCell::new(HashTable::new()),
                accounted: Field::new(0),
                has_grown: Field::new(false),
            });
            context.transitions.all.borrow_mut().push(made);
            self.transitions.set(Some(made));
            note_write(self);
            made
        });
        transitions.insert(context.heap, transition, child);
        context.transitions.note_growth(transitions);
    }

    /// A dictionary shape with the same properties, for one object.
    pub(crate) fn to_dictionary(&self, heap: &RawHeap) -> Gc<Shape> {
        let copy = self.copy(heap);
        let entries = match self.table.get() {
            Some(table) => table.entries.borrow()[..self.count.get() as usize].to_vec(),
            None => Vec::new(),
        };
        let table = PropertyTable::new(heap, entries);
        if let Some(old) = self.table.get().filter(|_| self.dictionary.get()) {
            table.free_slots.replace(old.free_slots.borrow().clone());
            table.removed.set(old.removed.get());
        }
        copy.table.set(Some(table));
        copy.dictionary.set(true);
        copy
    }

    /// This dictionary if no inline cache relies on it, otherwise another handle on its table: after
    /// this call a property may be removed or reconfigured.
    pub(crate) fn fresh_dictionary(&self, this: Gc<Shape>, heap: &RawHeap) -> Gc<Shape> {
        if !self.dictionary.get() {
            self.to_dictionary(heap)
        } else if self.cached.get() {
            self.copy(heap)
        } else {
            this
        }
    }

    fn add_to_dictionary(
        &self,
        heap: &RawHeap,
        key: PropertyKey,
        attributes: Attributes,
    ) -> Property {
        let table = self.table.get().expect("a dictionary has a table");
        let free = table.free_slots.borrow_mut().pop();
        let slot = free.unwrap_or_else(|| {
            let slot = self.next_slot.get();
            self.next_slot.set(slot + 1);
            slot
        });
        let property = Property { slot, attributes };
        table.push(heap, Entry { key, property });
        self.count.set(table.len());
        property
    }

    /// Removes a property of a dictionary that [`Shape::fresh_dictionary`] gave.
    pub(crate) fn remove(&self, key: PropertyKey) {
        debug_assert!(self.dictionary.get());
        let table = self.table.get().expect("a dictionary has a table");
        if let Some(number) = table.find(key, self.count.get()) {
            table.remove(number);
            self.count.set(table.len());
        }
    }

    /// Changes the attributes of a property of a dictionary that [`Shape::fresh_dictionary`] gave.
    pub(crate) fn reconfigure(&self, key: PropertyKey, attributes: Attributes) {
        debug_assert!(self.dictionary.get());
        let table = self.table.get().expect("a dictionary has a table");
        if let Some(number) = table.find(key, self.count.get()) {
            table.entries.borrow_mut()[number].property.attributes = attributes;
        }
    }

    /// The shape with another prototype.
    pub(crate) fn with_prototype(
        &self,
        context: &ShapeContext<'_>,
        root: Gc<Shape>,
        prototype: Option<Object>,
    ) -> Gc<Shape> {
        if self.dictionary.get() || !self.extensible.get() {
            let copy = self.to_dictionary(context.heap);
            copy.prototype.set(prototype.into());
            return copy;
        }
        let mut shape = root;
        for (key, property) in self.properties() {
            let (next, placed) = shape.add(shape, context, key, property.attributes);
            if placed.slot != property.slot {
                let copy = self.to_dictionary(context.heap);
                copy.prototype.set(prototype.into());
                return copy;
            }
            shape = next;
        }
        shape
    }

    /// The shape closed to changes as far as `level` says.
    pub(crate) fn with_integrity(
        &self,
        this: Gc<Shape>,
        context: &ShapeContext<'_>,
        level: Integrity,
    ) -> Gc<Shape> {
        let transition = Transition::Integrity(level);
        if let Some(child) = self.transitions.get().and_then(|t| t.find(transition)) {
            return child;
        }
        let child = self.to_dictionary(context.heap);
        child.dictionary.set(self.dictionary.get());
        child.extensible.set(false);
        let table = child.table.get().expect("to_dictionary made a table");
        for entry in table.entries.borrow_mut().iter_mut() {
            if level == Integrity::NonExtensible || entry.key.is_private() {
                continue;
            }
            let attributes = &mut entry.property.attributes;
            *attributes = attributes.without(Attributes::CONFIGURABLE);
            if level == Integrity::Frozen && !attributes.is_accessor() {
                *attributes = attributes.without(Attributes::WRITABLE);
            }
        }
        if !self.dictionary.get() {
            self.link(this, context, transition, child);
        }
        child
    }
}
