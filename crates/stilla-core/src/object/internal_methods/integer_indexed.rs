//! §10.4.5 TypedArray exotic objects <https://tc39.es/ecma262/#sec-typedarray-exotic-objects>
//!
//! Every key that spells a Number is an element or nothing: none is ever looked up in storage or in
//! the prototype.
//!
//! Uses: buffer, storage. Never: interp.

use super::{InternalMethods, ORDINARY, ordinary};
use crate::buffer::ViewRecord;
use crate::error::JsResult;
use crate::object::{Attributes, Kind, Object, PropertyDescriptor, PropertyKey};
use crate::value::Value;
use crate::{Cx, GcVec};

pub(super) static TYPED_ARRAY: InternalMethods = InternalMethods {
    get_own_property,
    define_own_property,
    has_property,
    get,
    set,
    delete,
    own_property_keys,
    prevent_extensions,
    ..ORDINARY
};

/// What a key means to a typed array.
enum Element {
    /// A property like any other.
    NotNumeric,
    /// A Number that is no index of any array.
    Never,
    /// An index, within the length or not.
    Index(usize),
}

fn element(cx: &Cx, key: PropertyKey) -> Element {
    if let Some(index) = key.as_index() {
        return Element::Index(index as usize);
    }
    let Some(name) = key.as_name() else {
        return Element::NotNumeric;
    };
    match cx.canonical_numeric_index_string(name) {
        None => Element::NotNumeric,
        // NOTE: -0 is no index; 2^53 bounds all lengths.
        Some(number)
            if number.trunc() == number
                && (0.0..9_007_199_254_740_992.0).contains(&number)
                && number.is_sign_positive() =>
        {
            Element::Index(number as usize)
        }
        Some(_) => Element::Never,
    }
}

fn is_valid(array: Object, index: usize) -> bool {
    index < ViewRecord::read(array).len()
}

fn element_attributes(array: Object) -> Attributes {
    if ViewRecord::read(array).buffer.is_immutable() {
        Attributes::ENUMERABLE
    } else {
        Attributes::ALL
    }
}

/// §10.4.5.1 [[PreventExtensions]] ( ) <https://tc39.es/ecma262/#sec-typedarray-preventextensions>
fn prevent_extensions(cx: &mut Cx, array: Object) -> JsResult<bool> {
    // 1. The length must be fixed: see IsTypedArrayFixedLength.
    let view = ViewRecord::read(array);
    let resizable = view.buffer.is_resizable() && !view.buffer.is_shared();
    if crate::buffer::is_length_tracking(array) || resizable {
        return Ok(false);
    }
    ordinary::prevent_extensions(cx, array)
}

/// §10.4.5.2 [[GetOwnProperty]] ( P ) <https://tc39.es/ecma262/#sec-typedarray-getownproperty>
fn get_own_property(
    cx: &mut Cx,
    array: Object,
    key: PropertyKey,
) -> JsResult<Option<PropertyDescriptor>> {
    match element(cx, key) {
        Element::NotNumeric => ordinary::get_own_property(cx, array, key),
        Element::Never => Ok(None),
        Element::Index(index) => Ok(cx
            .typed_array_get_element(array, index)
            .map(|value| PropertyDescriptor::data(value, element_attributes(array)))),
    }
}

/// §10.4.5.3 [[HasProperty]] ( P ) <https://tc39.es/ecma262/#sec-typedarray-hasproperty>
fn has_property(cx: &mut Cx, array: Object, key: PropertyKey) -> JsResult<bool> {
    match element(cx, key) {
        Element::NotNumeric => ordinary::has_property(cx, array, key),
        Element::Never => Ok(false),
        Element::Index(index) => Ok(is_valid(array, index)),
    }
}

/// §10.4.5.4 [[DefineOwnProperty]] ( P, Desc ) <https://tc39.es/ecma262/#sec-typedarray-defineownproperty>
fn define_own_property(
    cx: &mut Cx,
    array: Object,
    key: PropertyKey,
    descriptor: &PropertyDescriptor,
) -> JsResult<bool> {
    let index = match element(cx, key) {
        Element::NotNumeric => return ordinary::define_own_property(cx, array, key, descriptor),
        Element::Never => return Ok(false),
        Element::Index(index) => index,
    };
    let Some(current) = cx.typed_array_get_element(array, index) else {
        return Ok(false);
    };
    if ViewRecord::read(array).buffer.is_immutable() {
        let current = PropertyDescriptor::data(current, Attributes::ENUMERABLE);
        return Ok(super::validate_and_apply(
            cx,
            None,
            key,
            true,
            descriptor,
            Some(&current),
        ));
    }
    let refused = descriptor.configurable == Some(false)
        || descriptor.enumerable == Some(false)
        || descriptor.is_accessor()
        || descriptor.writable == Some(false);
    if refused {
        return Ok(false);
    }
    if let Some(value) = descriptor.value {
        cx.typed_array_set_element(array, index, value)?;
    }
    Ok(true)
}

/// §10.4.5.5 [[Get]] ( P, Receiver ) <https://tc39.es/ecma262/#sec-typedarray-get>
fn get(cx: &mut Cx, array: Object, key: PropertyKey, receiver: Value) -> JsResult<Value> {
    match element(cx, key) {
        Element::NotNumeric => ordinary::get(cx, array, key, receiver),
        Element::Never => Ok(Value::UNDEFINED),
        Element::Index(index) => Ok(cx
            .typed_array_get_element(array, index)
            .unwrap_or(Value::UNDEFINED)),
    }
}

/// §10.4.5.6 [[Set]] ( P, V, Receiver ) <https://tc39.es/ecma262/#sec-typedarray-set>
fn set(
    cx: &mut Cx,
    array: Object,
    key: PropertyKey,
    value: Value,
    receiver: Value,
) -> JsResult<bool> {
    let index = match element(cx, key) {
        Element::NotNumeric => return ordinary::set(cx, array, key, value, receiver),
        Element::Never => None,
        Element::Index(index) => Some(index),
    };
    if receiver == Value::from(array) {
        let view = ViewRecord::read(array);
        if view.buffer.is_immutable() {
            return Ok(false);
        }
        match index {
            Some(index) => cx.typed_array_set_element(array, index, value)?,
            None => {
                cx.to_raw(view.element, value)?;
            }
        }
        return Ok(true);
    }
    if !index.is_some_and(|index| is_valid(array, index)) {
        return Ok(true);
    }
    ordinary::set(cx, array, key, value, receiver)
}

/// §10.4.5.7 [[Delete]] ( P ) <https://tc39.es/ecma262/#sec-typedarray-delete>
fn delete(cx: &mut Cx, array: Object, key: PropertyKey) -> JsResult<bool> {
    match element(cx, key) {
        Element::NotNumeric => ordinary::delete(cx, array, key),
        Element::Never => Ok(true),
        Element::Index(index) => Ok(!is_valid(array, index)),
    }
}

/// §10.4.5.8 [[OwnPropertyKeys]] ( ) <https://tc39.es/ecma262/#sec-typedarray-ownpropertykeys>
fn own_property_keys(cx: &mut Cx, array: Object) -> JsResult<GcVec> {
    let list = GcVec::new(cx);
    for index in 0..ViewRecord::read(array).len() {
        let key = PropertyKey::from_index(cx, index as u64).to_value(cx);
        list.try_push(cx, key)?;
    }
    cx.own_names_in_storage(array, list)?;
    Ok(list)
}

impl Cx {
    /// §10.4.5.17 TypedArrayGetElement ( O, index ) <https://tc39.es/ecma262/#sec-typedarraygetelement>;
    /// `None` outside of the length.
    #[must_use]
    pub fn typed_array_get_element(&mut self, array: Object, index: usize) -> Option<Value> {
        if let Some(value) = self.typed_array_get(array, index) {
            return Some(value);
        }
        let view = ViewRecord::read(array);
        if index >= view.len() {
            return None;
        }
        let bits = view.read_raw(index);
        Some(self.numeric_from_raw(view.element, bits))
    }

    /// §10.4.5.18 TypedArraySetElement ( O, index, value ) <https://tc39.es/ecma262/#sec-typedarraysetelement>;
    /// outside of the length the value is converted and dropped.
    ///
    /// # Errors
    /// As ToNumber or ToBigInt.
    pub fn typed_array_set_element(
        &mut self,
        array: Object,
        index: usize,
        value: Value,
    ) -> JsResult<()> {
        if self.typed_array_set(array, index, value) {
            return Ok(());
        }
        let bits = self.to_raw(ViewRecord::read(array).element, value)?;
        // NOTE: the conversion may have changed the buffer.
        let view = ViewRecord::read(array);
        if index < view.len() && !view.buffer.is_immutable() {
            view.write_raw(index, bits);
        }
        Ok(())
    }

    /// The typed array, if `value` is one.
    #[inline]
    #[must_use]
    pub fn as_typed_array(&self, value: Value) -> Option<Object> {
        value
            .as_object()
            .filter(|object| object.is(Kind::TypedArray))
    }
}
