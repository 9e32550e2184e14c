//! Where properties are kept: finding, adding, changing and removing them without any hook.
//!
//! These functions never run JavaScript. The internal methods stand on them.
//!
//! Uses: slots, shape, elements. Never: interp.

use std::cell::RefCell;
use std::collections::HashMap;

use rustc_hash::FxBuildHasher;
use stilla_gc::{Gc, Liveness};

use super::accessor::Accessor;
use super::descriptor::{Attributes, PropertyDescriptor};
use super::elements::Elements;
use super::internal_methods::has_ordinary_lookup;
use super::property_key::{PropertyKey, ToKey};
use super::shape::{Integrity, Property, Shape, ShapeContext, TransitionsList};
use super::slots::FLAG_CACHED_PROTOTYPE;
use super::sparse::SparseElements;
use super::{Kind, Object};
use crate::Cx;
use crate::error::JsResult;
use crate::string::Name;
use crate::value::Value;

/// An own property as stored.
#[derive(Clone, Copy)]
pub(crate) enum Own {
    /// There is none.
    Absent,
    /// A data property.
    Data(Value, Attributes),
    /// An accessor property.
    Accessor(Gc<Accessor>, Attributes),
}

impl Own {
    /// As a Property Descriptor.
    pub(crate) fn to_descriptor(self) -> Option<PropertyDescriptor> {
        match self {
            Own::Absent => None,
            Own::Data(value, attributes) => Some(PropertyDescriptor::data(value, attributes)),
            Own::Accessor(pair, attributes) => Some(PropertyDescriptor::accessor(
                pair.getter(),
                pair.setter(),
                attributes,
            )),
        }
    }
}

#[derive(PartialEq, Eq, Hash)]
struct RootKey {
    prototype: usize,
    first_slot: u8,
    inline: u8,
    is_array: bool,
}

/// The shapes without properties, and the lists that a collection sweeps.
#[derive(Default)]
pub(crate) struct ShapeRegistry {
    roots: RefCell<HashMap<RootKey, Gc<Shape>, FxBuildHasher>>,
    transitions: TransitionsList,
}

impl ShapeRegistry {
    /// The shapes without properties.
    pub(crate) fn roots(&self) -> Vec<Gc<Shape>> {
        self.roots.borrow().values().copied().collect()
    }

    /// Forgets the shapes that nothing else refers to.
    pub(crate) fn sweep(&self, live: &Liveness<'_>) {
        self.roots
            .borrow_mut()
            .retain(|_, shape| live.is_live(shape.header_ptr()));
        self.transitions.sweep(live);
    }
}

/// Whether elements that reach to `index` are filled well enough to be worth their room.
///
/// FAST: which storage holds an element can't be observed; counting costs no more than the copy that
/// growing makes. Without the count, keys that double (the flags of an enum) would double the room.
fn is_dense_enough(elements: &Elements, index: usize) -> bool {
    const SMALL: usize = 1024;
    const ROOM_FOR_EACH: usize = 8;
    if index <= SMALL {
        return true;
    }
    let filled = elements
        .dense()
        .iter()
        .filter(|value| !value.get().is_empty())
        .count();
    index <= filled * ROOM_FOR_EACH + SMALL
}

impl Cx {
    fn shape_context(&self) -> ShapeContext<'_> {
        ShapeContext {
            heap: &self.heap,
            transitions: &self.shapes.transitions,
        }
    }

    /// The shape without properties for a prototype and a layout.
    pub(crate) fn root_shape(
        &self,
        prototype: Option<Object>,
        first_slot: usize,
        inline: usize,
    ) -> Gc<Shape> {
        let key = RootKey {
            prototype: prototype.map_or(0, |p| p.cell().address()),
            first_slot: first_slot as u8,
            inline: inline as u8,
            is_array: false,
        };
        *self
            .shapes
            .roots
            .borrow_mut()
            .entry(key)
            .or_insert_with(|| Shape::root(&self.heap, prototype, first_slot as u8, inline as u8))
    }

    /// The shape of a fresh array with this prototype: `length` is its slot 0.
    pub(crate) fn array_shape(&self, prototype: Object) -> Gc<Shape> {
        let key = RootKey {
            prototype: prototype.cell().address(),
            first_slot: 0,
            inline: 1,
            is_array: true,
        };
        if let Some(shape) = self.shapes.roots.borrow().get(&key) {
            return *shape;
        }
        let root = Shape::root(&self.heap, Some(prototype), 0, 1);
        let length = self.key(Name::length);
        let (shape, _) = root.add(root, &self.shape_context(), length, Attributes::WRITABLE);
        self.shapes.roots.borrow_mut().insert(key, shape);
        shape
    }

    /// Tells the inline caches that a prototype they rely on has changed.
    #[inline]
    fn note_change(&self, object: Object) {
        if object.cell().has_flag(FLAG_CACHED_PROTOTYPE) {
            self.prototype_epoch
                .set(self.prototype_epoch.get().wrapping_add(1));
        }
    }

    /// Finds an own property in the object's storage. Materialises a lazy one.
    #[inline]
    pub(crate) fn own(&self, object: Object, key: PropertyKey) -> Own {
        match key.as_index() {
            Some(index) => self.own_element(object, index),
            None => match object.shape().find(key) {
                Some(property) => self.own_at(object, key, property),
                None => Own::Absent,
            },
        }
    }

    /// The value of an own plain property in the object's storage, read without running anything.
    #[must_use]
    pub fn own_value(&self, object: Object, key: PropertyKey) -> Option<Value> {
        match self.own(object, key) {
            Own::Data(value, _) => Some(value),
            _ => None,
        }
    }

    /// The value of an own plain property whose key is no index, where that is all there is to a read.
    #[inline]
    #[must_use]
    pub fn plain_value(&self, object: Object, key: PropertyKey) -> Option<Value> {
        if key.as_index().is_some() || !has_ordinary_lookup(object.kind()) {
            return None;
        }
        let property = object.shape().find(key)?;
        let value = object.cell().slot(property.slot as usize);
        (!property.attributes.is_accessor() && !value.is_empty()).then_some(value)
    }

    /// Replaces the value of an own plain property whose key is no index, where that is all there is to a write;
    /// `false` otherwise, and nothing was done.
    #[inline]
    #[must_use]
    pub fn replace_plain(&self, object: Object, key: PropertyKey, value: Value) -> bool {
        if key.as_index().is_some() || !has_ordinary_lookup(object.kind()) || object.is(Kind::Array)
        {
            return false;
        }
        let Some(property) = object.shape().find(key) else {
            return false;
        };
        if property.attributes.is_accessor() || !property.attributes.is_writable() {
            return false;
        }
        object.cell().set_slot(property.slot as usize, value);
        true
    }

    #[inline]
    pub(crate) fn own_at(&self, object: Object, key: PropertyKey, property: Property) -> Own {
        let mut value = object.cell().slot(property.slot as usize);
        if property.attributes.is_accessor() {
            let pair = value
                .as_internal::<Accessor>()
                .expect("an accessor's slot holds its pair");
            return Own::Accessor(pair, property.attributes);
        }
        if value.is_empty() {
            value = self.materialise(object, key);
            object.cell().set_slot(property.slot as usize, value);
        }
        Own::Data(value, property.attributes)
    }

    #[inline]
    pub(crate) fn own_element(&self, object: Object, index: u32) -> Own {
        let elements = object.cell().elements();
        let value = elements.get(index as usize);
        if !value.is_empty() {
            return Own::Data(value, Attributes::ALL);
        }
        let Some(sparse) = elements.sparse() else {
            return Own::Absent;
        };
        let element = sparse.get(index);
        if sparse.note_access() {
            self.leave_queue(object);
        }
        match element {
            None => Own::Absent,
            Some((value, attributes)) if attributes.is_accessor() => {
                let pair = value
                    .as_internal::<Accessor>()
                    .expect("an accessor's slot holds its pair");
                Own::Accessor(pair, attributes)
            }
            Some((value, attributes)) => Own::Data(value, attributes),
        }
    }

    /// Adds a property that the object does not have, or replaces one, without any check.
    pub fn put_own(&self, object: Object, key: PropertyKey, value: Value, attributes: Attributes) {
        match key.as_index() {
            Some(index) => self.put_element(object, index, value, attributes),
            None => self.put_named(object, key, value, attributes),
        }
    }

    fn put_named(&self, object: Object, key: PropertyKey, value: Value, attributes: Attributes) {
        let shape = object.shape();
        match shape.find(key) {
            Some(property) if property.attributes == attributes => {
                if attributes.is_accessor() {
                    self.note_change(object);
                }
                object.cell().set_slot(property.slot as usize, value);
            }
            Some(property) => {
                self.note_change(object);
                let dictionary = shape.fresh_dictionary(shape, &self.heap);
                dictionary.reconfigure(key, attributes);
                object.cell().set_shape(dictionary);
                object.cell().set_slot(property.slot as usize, value);
            }
            None => {
                self.note_change(object);
                let (next, property) = shape.add(shape, &self.shape_context(), key, attributes);
                object
                    .cell()
                    .reserve_slot(&self.heap, property.slot as usize);
                object.cell().set_shape(next);
                object.cell().set_slot(property.slot as usize, value);
            }
        }
    }

    fn put_element(&self, object: Object, index: u32, value: Value, attributes: Attributes) {
        self.note_change(object);
        self.prepare_queue(object, index, attributes);
        if self.is_out_of_memory() {
            // NOTE: the run ends at the next safepoint.
        } else if let Some(sparse) = object.cell().elements().sparse() {
            sparse.insert(&self.heap, index, value, attributes);
        } else if attributes == Attributes::ALL && self.make_dense_room(object, index) {
            object.cell().elements().set(index as usize, value);
        } else if self.is_out_of_memory() {
            // NOTE: the run ends at the next safepoint: to turn the array into a map would only take long.
        } else {
            let sparse = self.make_sparse(object);
            sparse.insert(&self.heap, index, value, attributes);
        }
    }

    /// Whether dense elements have room for `index`, after growing them if that is sensible.
    #[inline(always)]
    pub(crate) fn make_dense_room(&self, object: Object, index: u32) -> bool {
        (index as usize) < object.cell().elements().capacity()
            || self.grow_dense_room(object, index)
    }

    /// [`Cx::make_dense_room`] for elements that are too few.
    #[inline(never)]
    fn grow_dense_room(&self, object: Object, index: u32) -> bool {
        let elements = object.cell().elements();
        let capacity = elements.capacity();
        let index = index as usize;
        if elements.is_sparse() {
            return false;
        }
        let length = if object.is(Kind::Array) {
            object
                .internal(0)
                .as_number()
                .map_or(0, |length| length as usize)
        } else {
            0
        };
        let within_length = index < length && length <= 1 << 22;
        if !within_length && !is_dense_enough(&elements, index) {
            return false;
        }
        let wanted = if within_length && capacity == 0 && length < 1 << 16 {
            length
        } else {
            (index + 1).max(capacity + capacity / 2).max(4)
        };
        let Some(wanted) = self.affordable(wanted, index) else {
            return false;
        };
        self.replace_elements(object, wanted)
    }

    /// Gives an object dense elements with room for `capacity` instead of those it has, which are copied. False, and nothing was done, if
    /// a limit is reached meanwhile: the next safepoint ends the run.
    pub(super) fn replace_elements(&self, object: Object, capacity: usize) -> bool {
        if self.is_out_of_memory() {
            return false;
        }
        let old = object.cell().elements();
        let goes_on = self.values_go_on();
        match Elements::new_in_pieces(&self.heap, capacity, old.dense(), goes_on) {
            Some(grown) => object.cell().set_elements(grown),
            None => {
                self.heap.poll().force();
                self.is_out_of_memory.set(true);
                return false;
            }
        }
        true
    }

    /// How many elements an array gets that wants so many and needs room for `index`. The elements that it has
    /// are garbage afterwards, so that the next safepoint, which comes at once, may find room again. `None`
    /// if the new ones alone are too many: then the run ends there.
    fn affordable(&self, wanted: usize, index: usize) -> Option<usize> {
        const SMALL: usize = (1 << 16) / size_of::<Value>();
        if wanted <= SMALL || !self.heap.would_exceed(wanted * size_of::<Value>()) {
            return Some(wanted);
        }
        self.heap.poll().force();
        let most = self.heap.limit() / size_of::<Value>();
        let least = index + 1 + index / 8;
        if least > most {
            self.is_out_of_memory.set(true);
            return None;
        }
        Some(wanted.min(least))
    }

    pub(crate) fn make_sparse(&self, object: Object) -> Gc<SparseElements> {
        let elements = object.cell().elements();
        let sparse = SparseElements::new(&self.heap);
        for (i, value) in elements.dense().iter().enumerate() {
            if !value.get().is_empty() {
                sparse.insert(&self.heap, i as u32, value.get(), Attributes::ALL);
            }
        }
        object.cell().set_elements(Elements::from_sparse(sparse));
        sparse
    }

    /// The shape that adding plain property `key` leads to, and the new slot; `None` if the object
    /// would become a dictionary.
    pub(crate) fn shape_after_add(
        &self,
        object: Object,
        key: PropertyKey,
    ) -> Option<(Gc<Shape>, u32)> {
        let shape = object.shape();
        let (next, property) = shape.add(shape, &self.shape_context(), key, Attributes::ALL);
        (!next.is_dictionary()).then_some((next, property.slot))
    }

    /// The shape with one more property, for those who prepare shapes.
    pub(crate) fn shape_with(
        &self,
        shape: Gc<Shape>,
        key: impl ToKey,
        attributes: Attributes,
    ) -> Gc<Shape> {
        shape
            .add(shape, &self.shape_context(), key.to_key(self), attributes)
            .0
    }

    /// Removes an own property, if it is there, without any check.
    pub(crate) fn remove_own(&self, object: Object, key: PropertyKey) {
        self.note_change(object);
        match key.as_index() {
            Some(index) => {
                let elements = object.cell().elements();
                let is_empty = if let Some(sparse) = elements.sparse() {
                    sparse.remove(&self.heap, index);
                    sparse.is_empty()
                } else {
                    if (index as usize) < elements.capacity() {
                        elements.set(index as usize, Value::EMPTY);
                    }
                    let dense = elements.dense();
                    dense.len() <= 8 && dense.iter().all(|slot| slot.get().is_empty())
                };
                // NOTE: a prototype that once had an element must not slow all arrays down for ever.
                if is_empty {
                    object.cell().set_elements(self.empty_elements);
                }
            }
            None => {
                let shape = object.shape();
                if let Some(property) = shape.find(key) {
                    let dictionary = shape.fresh_dictionary(shape, &self.heap);
                    dictionary.remove(key);
                    object.cell().set_shape(dictionary);
                    object
                        .cell()
                        .set_slot(property.slot as usize, Value::UNDEFINED);
                }
            }
        }
    }

    /// Replaces the prototype without any check.
    pub(crate) fn put_prototype(&self, object: Object, prototype: Option<Object>) {
        self.note_change(object);
        let shape = object.shape();
        let inline = usize::from(shape.inline_capacity());
        let is_array = object.is(Kind::Array);
        let first = if is_array { 0 } else { self.first_slot(shape) };
        let root = self.root_shape(prototype, first, inline);
        let next = shape.with_prototype(&self.shape_context(), root, prototype);
        object.cell().set_shape(next);
    }

    fn first_slot(&self, shape: Gc<Shape>) -> usize {
        let first = shape
            .properties()
            .iter()
            .map(|(_, property)| property.slot)
            .min();
        first.unwrap_or(shape.next_slot()) as usize
    }

    /// Closes the object to changes as far as `level` says, without any check.
    pub(crate) fn put_integrity(&self, object: Object, level: Integrity) {
        self.note_change(object);
        for (key, property) in object.shape().properties() {
            let _ = self.own_at(object, key, property);
        }
        let shape = object.shape();
        let next = shape.with_integrity(shape, &self.shape_context(), level);
        object.cell().set_shape(next);
        let elements = object.cell().elements();
        if level == Integrity::NonExtensible || (elements.capacity() == 0 && !elements.is_sparse())
        {
            return;
        }
        let sparse = self.make_sparse_if_needed(object);
        for index in sparse.indices() {
            let Some((value, mut attributes)) = sparse.get(index) else {
                continue;
            };
            attributes = attributes.without(Attributes::CONFIGURABLE);
            if level == Integrity::Frozen && !attributes.is_accessor() {
                attributes = attributes.without(Attributes::WRITABLE);
            }
            sparse.insert(&self.heap, index, value, attributes);
        }
    }

    fn make_sparse_if_needed(&self, object: Object) -> Gc<SparseElements> {
        match Elements::as_sparse(object.cell().elements()) {
            Some(sparse) => sparse,
            None => self.make_sparse(object),
        }
    }

    /// The own keys in storage: indices ascending, then strings, then symbols, in order of creation.
    pub(crate) fn own_keys_in_storage(
        &mut self,
        object: Object,
        list: crate::GcVec,
    ) -> JsResult<()> {
        let elements = object.cell().elements();
        if let Some(sparse) = elements.sparse() {
            for index in sparse.indices() {
                let key = PropertyKey::from_array_index(index).to_value(self);
                list.try_push(self, key)?;
            }
        } else {
            for index in 0..elements.capacity() {
                if !elements.get(index).is_empty() {
                    let key = PropertyKey::from_array_index(index as u32).to_value(self);
                    list.try_push(self, key)?;
                }
            }
        }
        self.own_names_in_storage(object, list)
    }

    /// The own string keys that are no indices, then the symbols, in order of creation.
    pub(crate) fn own_names_in_storage(
        &mut self,
        object: Object,
        list: crate::GcVec,
    ) -> JsResult<()> {
        let properties = object.shape().properties();
        for (key, _) in properties.iter().filter(|(key, _)| key.as_name().is_some()) {
            list.try_push(self, key.raw())?;
        }
        for (key, _) in &properties {
            if key.as_symbol().is_some_and(|symbol| !symbol.is_private()) {
                list.try_push(self, key.raw())?;
            }
        }
        Ok(())
    }
}
