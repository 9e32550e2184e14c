//! Plain data in bulk: making and reading objects that hold nothing but enumerable data properties.
//!
//! JSON reads and writes thousands of objects with the same keys; a [`Layout`] lets it look at the keys
//! once. A layout is no root: keep [`Layout::to_value`] where the collector sees it, or let no
//! safepoint pass while you use it.
//!
//! Uses: shape, slots, property_key. Never: interp.

use stilla_gc::Gc;

use super::internal_methods::has_ordinary_lookup;
use super::slots::ObjectCell;
use super::{Attributes, Kind, Object, PropertyKey, Shape};
use crate::Cx;
use crate::value::Value;

/// The keys of a plain object, in order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Layout(Gc<Shape>);

impl Layout {
    /// The layout as a value that keeps it alive.
    #[must_use]
    pub fn to_value(self) -> Value {
        Value::from_internal(self.0)
    }

    /// What [`Layout::to_value`] made, if `value` is it.
    #[inline]
    #[must_use]
    pub fn from_value(value: Value) -> Option<Layout> {
        value.as_internal::<Shape>().map(Layout)
    }
}

impl Cx {
    /// The layout of an object literal with these keys; `None` if it is not that simple: a key is an
    /// index or stands twice, or there are too many.
    #[must_use]
    pub fn plain_layout(&self, keys: &[PropertyKey]) -> Option<Layout> {
        let mut shape = match keys.len() {
            0..=4 => self.realm().object_shape(),
            n => self.root_shape(self.realm().object_prototype(), 0, n.min(16)),
        };
        for key in keys {
            if key.as_name().is_none() || shape.find(*key).is_some() {
                return None;
            }
            shape = self.shape_with(shape, *key, Attributes::ALL);
        }
        (!shape.is_dictionary()).then_some(Layout(shape))
    }

    /// Whether plain objects of the running realm may have the layout.
    #[inline]
    #[must_use]
    pub fn is_plain_layout(&self, layout: Layout) -> bool {
        layout.0.prototype() == self.realm().object_prototype()
    }

    /// A new plain object: undefined for each key of the layout.
    #[inline]
    #[must_use]
    pub fn new_with_layout(&self, layout: Layout) -> Object {
        let shape = layout.0;
        let cell = ObjectCell::new(
            &self.heap,
            Kind::Ordinary,
            shape,
            self.empty_elements,
            Value::UNDEFINED,
        );
        let slots = shape.next_slot() as usize;
        if slots > usize::from(shape.inline_capacity()) {
            cell.reserve_slot(&self.heap, slots - 1);
        }
        Object::from_cell(cell)
    }

    /// Replaces the value at a position of an object that [`Cx::new_with_layout`] made.
    #[inline]
    pub fn set_layout_value(&self, object: Object, position: usize, value: Value) {
        object.cell().set_slot(position, value);
    }

    /// A new plain object: one value for each key of the layout.
    #[must_use]
    pub fn object_with_layout(&self, layout: Layout, values: &[Value]) -> Object {
        let object = self.new_with_layout(layout);
        let cell = object.cell();
        if values.len() <= cell.inline_capacity() {
            for (slot, value) in cell.inline().iter().zip(values) {
                slot.set(*value);
            }
        } else {
            for (slot, value) in values.iter().enumerate() {
                cell.set_slot(slot, *value);
            }
        }
        object
    }

    /// The layout of an object whose [[OwnPropertyKeys]] and [[Get]] are ordinary and that has no
    /// elements; `None` if it may have anything but enumerable plain values.
    #[inline]
    #[must_use]
    pub fn layout_of(&self, object: Object) -> Option<Layout> {
        let cell = object.cell();
        let elements = cell.elements();
        let is_plain = has_ordinary_lookup(object.kind())
            && elements.capacity() == 0
            && !elements.is_sparse()
            && !cell.shape().is_dictionary();
        is_plain.then(|| Layout(cell.shape()))
    }

    /// Whether the object still has the layout.
    #[inline]
    #[must_use]
    pub fn has_layout(&self, object: Object, layout: Layout) -> bool {
        object.shape() == layout.0
    }

    /// The enumerable string keys of a layout with their slots; `None` if one is not a plain value.
    #[must_use]
    pub fn layout_slots(&self, layout: Layout) -> Option<Vec<(PropertyKey, u32)>> {
        let properties = layout.0.properties();
        let shown = |attributes: Attributes| attributes.is_enumerable();
        let strings = properties
            .into_iter()
            .filter(|(key, _)| key.as_name().is_some());
        let mut slots = Vec::new();
        for (key, property) in strings.filter(|(_, property)| shown(property.attributes)) {
            if !property.attributes.is_plain() {
                return None;
            }
            slots.push((key, property.slot));
        }
        Some(slots)
    }

    /// The value in a slot of the object's layout; `None` if it is not made yet.
    #[inline]
    #[must_use]
    pub fn layout_value(&self, object: Object, slot: u32) -> Option<Value> {
        let value = object.cell().slot(slot as usize);
        (!value.is_empty()).then_some(value)
    }

    /// Whether a plain look through the object and its prototypes finds nothing under `key`; false
    /// also if the chain is not ordinary.
    #[must_use]
    pub fn has_no_such_property(&self, object: Object, key: PropertyKey) -> bool {
        let mut next = Some(object);
        while let Some(object) = next {
            if !has_ordinary_lookup(object.kind()) || object.shape().find(key).is_some() {
                return false;
            }
            next = object.raw_prototype();
        }
        true
    }
}
