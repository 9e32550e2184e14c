//! §10.4.2 Array exotic objects <https://tc39.es/ecma262/#sec-array-exotic-objects>
//!
//! `length` is slot 0 of every array's shape: reading it is reading a plain property.
//!
//! Uses: storage. Never: interp.

use super::super::storage::Own;
use super::super::{Object, PropertyDescriptor, PropertyKey};
use super::{InternalMethods, ORDINARY, ordinary};
use crate::Cx;
use crate::error::{JsResult, Msg, range_error};
use crate::string::Name;
use crate::value::Value;

pub(super) static ARRAY: InternalMethods = InternalMethods {
    define_own_property,
    ..ORDINARY
};

/// The slot of `length`.
const LENGTH: usize = 0;

/// §10.4.2.1 [[DefineOwnProperty]] ( P, Desc ) <https://tc39.es/ecma262/#sec-array-exotic-objects-defineownproperty-p-desc>
fn define_own_property(
    cx: &mut Cx,
    array: Object,
    key: PropertyKey,
    descriptor: &PropertyDescriptor,
) -> JsResult<bool> {
    if let Some(index) = key.as_index() {
        let length = array_length(array);
        if index >= length && !length_is_writable(cx, array) {
            return Ok(false);
        }
        if !ordinary::define_own_property(cx, array, key, descriptor)? {
            return Ok(false);
        }
        if index >= length {
            array.set_internal(LENGTH, Value::from(index + 1));
        }
        return Ok(true);
    }
    if key == cx.key(Name::length) {
        return array_set_length(cx, array, descriptor);
    }
    ordinary::define_own_property(cx, array, key, descriptor)
}

fn array_length(array: Object) -> u32 {
    array
        .internal(LENGTH)
        .as_number()
        .map_or(0, |length| length as u32)
}

fn length_is_writable(cx: &Cx, array: Object) -> bool {
    let length = cx.key(Name::length);
    matches!(cx.own(array, length), Own::Data(_, attributes) if attributes.is_writable())
}

/// §10.4.2.4 ArraySetLength ( A, Desc ) <https://tc39.es/ecma262/#sec-arraysetlength>
fn array_set_length(cx: &mut Cx, array: Object, descriptor: &PropertyDescriptor) -> JsResult<bool> {
    let key = cx.key(Name::length);
    let Some(value) = descriptor.value else {
        return ordinary::define_own_property(cx, array, key, descriptor);
    };
    let new = cx.to_uint32(value)?;
    let number = cx.to_number(value)?;
    if f64::from(new) != number {
        return Err(range_error(cx, Msg::InvalidArrayLength));
    }
    let old = array_length(array);
    let change = PropertyDescriptor {
        value: Some(Value::from(new)),
        ..*descriptor
    };
    if new >= old {
        return ordinary::define_own_property(cx, array, key, &change);
    }
    if !length_is_writable(cx, array) {
        return Ok(false);
    }
    // NOTE: writable is switched off last, after the elements are gone.
    let first = PropertyDescriptor {
        writable: None,
        ..change
    };
    if !ordinary::define_own_property(cx, array, key, &first)? {
        return Ok(false);
    }
    let reached = truncate_elements(cx, array, new);
    array.set_internal(LENGTH, Value::from(reached));
    if descriptor.writable == Some(false) {
        let last = PropertyDescriptor {
            writable: Some(false),
            ..PropertyDescriptor::default()
        };
        ordinary::define_own_property(cx, array, key, &last)?;
    }
    Ok(reached == new)
}

/// Deletes elements from the end down to `new`; stops above one that can't be deleted. Returns the length reached.
fn truncate_elements(cx: &Cx, array: Object, new: u32) -> u32 {
    let elements = array.cell().elements();
    if let Some(sparse) = elements.sparse() {
        let keep = sparse
            .last_permanent_from(new)
            .map_or(new, |index| index + 1);
        sparse.truncate(&cx.heap, keep);
        return keep;
    }
    let capacity = elements.capacity();
    if new == 0 {
        array.cell().set_elements(cx.empty_elements);
    } else {
        for index in (new as usize).min(capacity)..capacity {
            elements.set(index, Value::EMPTY);
        }
    }
    new
}

impl Cx {
    /// Sets an array's `length` to a number that its elements already have, as `push` does.
    pub(crate) fn put_array_length(&self, array: Object, length: u32) {
        array.set_internal(LENGTH, Value::from(length));
    }

    /// The length of an Array object, without a property lookup.
    #[inline]
    #[must_use]
    pub fn array_length(&self, array: Object) -> u32 {
        array_length(array)
    }

    /// Whether `length` of the Array object is writable.
    #[must_use]
    pub fn array_length_is_writable(&self, array: Object) -> bool {
        length_is_writable(self, array)
    }

    /// Whether element `index` is a plain element in storage; its value.
    #[inline]
    #[must_use]
    pub fn dense_element(&self, array: Object, index: usize) -> Option<Value> {
        let value = array.cell().elements().get(index);
        (!value.is_empty()).then_some(value)
    }

    /// Appends to an Array whose elements are dense or a queue and whose `length` is writable and extensible:
    /// false if it is not that simple, and nothing was done.
    #[inline]
    pub fn append_fast(&self, array: Object, value: Value) -> bool {
        let length = array_length(array);
        if array.cell().elements().is_sparse() {
            return self.append_to_queue(array, value);
        }
        if !array.is(super::Kind::Array)
            || length == u32::MAX
            || !array.shape().is_extensible()
            || array.shape().is_dictionary()
            || !self.prototypes_have_no_elements(array)
            || !self.make_dense_room(array, length)
        {
            return false;
        }
        array.cell().elements().set(length as usize, value);
        self.put_array_length(array, length + 1);
        true
    }

    /// Whether no object on the prototype chain has elements or is exotic.
    #[inline]
    pub(crate) fn prototypes_have_no_elements(&self, object: Object) -> bool {
        let mut next = object.raw_prototype();
        while let Some(prototype) = next {
            let elements = prototype.cell().elements();
            if elements.capacity() != 0
                || elements.is_sparse()
                || !super::has_ordinary_lookup(prototype.kind())
            {
                return false;
            }
            next = prototype.raw_prototype();
        }
        true
    }
}
