//! §10.4.3 String exotic objects <https://tc39.es/ecma262/#sec-string-exotic-objects>
//!
//! Internal slot 0 is the string; `length` is an ordinary property.
//!
//! Uses: storage, string. Never: interp.

use super::{InternalMethods, ORDINARY, ordinary, validate_and_apply};
use crate::error::JsResult;
use crate::object::{Attributes, Kind, Object, PropertyDescriptor, PropertyKey};
use crate::string::{JsString, Name};
use crate::value::Value;
use crate::{Cx, GcVec};

pub(super) static STRING: InternalMethods = InternalMethods {
    get_own_property,
    define_own_property,
    delete,
    own_property_keys,
    ..ORDINARY
};

/// The internal slot of the string: [[StringData]].
const STRING_DATA: usize = 0;

fn string_data(object: Object) -> JsString {
    object
        .internal(STRING_DATA)
        .as_string()
        .expect("a String object has its string")
}

/// §10.4.3.5 StringGetOwnProperty ( S, P ) <https://tc39.es/ecma262/#sec-stringgetownproperty>
fn string_get_own_property(
    cx: &Cx,
    object: Object,
    key: PropertyKey,
) -> Option<PropertyDescriptor> {
    let string = string_data(object);
    let index = key
        .as_index()
        .map(|index| index as usize)
        .filter(|index| *index < string.len())?;
    let unit = cx.single_unit(cx.char_code_at(string, index));
    Some(PropertyDescriptor::data(
        unit.into(),
        Attributes::ENUMERABLE,
    ))
}

/// §10.4.3.1 [[GetOwnProperty]] ( P ) <https://tc39.es/ecma262/#sec-string-exotic-objects-getownproperty-p>
fn get_own_property(
    cx: &mut Cx,
    object: Object,
    key: PropertyKey,
) -> JsResult<Option<PropertyDescriptor>> {
    match string_get_own_property(cx, object, key) {
        Some(found) => Ok(Some(found)),
        None => ordinary::get_own_property(cx, object, key),
    }
}

/// §10.4.3.2 [[DefineOwnProperty]] ( P, Desc ) <https://tc39.es/ecma262/#sec-string-exotic-objects-defineownproperty-p-desc>
fn define_own_property(
    cx: &mut Cx,
    object: Object,
    key: PropertyKey,
    descriptor: &PropertyDescriptor,
) -> JsResult<bool> {
    match string_get_own_property(cx, object, key) {
        Some(current) => {
            let extensible = object.shape().is_extensible();
            Ok(validate_and_apply(
                cx,
                None,
                key,
                extensible,
                descriptor,
                Some(&current),
            ))
        }
        None => ordinary::define_own_property(cx, object, key, descriptor),
    }
}

/// §10.1.10 OrdinaryDelete ( O, P ), which asks this object's [[GetOwnProperty]]
/// <https://tc39.es/ecma262/#sec-ordinarydelete>
fn delete(cx: &mut Cx, object: Object, key: PropertyKey) -> JsResult<bool> {
    match string_get_own_property(cx, object, key) {
        Some(_) => Ok(false),
        None => ordinary::delete(cx, object, key),
    }
}

/// §10.4.3.3 [[OwnPropertyKeys]] ( ) <https://tc39.es/ecma262/#sec-string-exotic-objects-ownpropertykeys>
fn own_property_keys(cx: &mut Cx, object: Object) -> JsResult<GcVec> {
    let list = GcVec::new(cx);
    for index in 0..string_data(object).len() {
        let key = PropertyKey::from_index(cx, index as u64).to_value(cx);
        list.try_push(cx, key)?;
    }
    // NOTE: indices in storage lie behind those of the string.
    cx.own_keys_in_storage(object, list)?;
    Ok(list)
}

impl Cx {
    /// §10.4.3.4 StringCreate ( value, prototype ) <https://tc39.es/ecma262/#sec-stringcreate>
    #[must_use]
    pub fn string_create(&self, value: JsString, prototype: Object) -> Object {
        let object = self.create_object(Kind::StringObject, Some(prototype), &[value.into()]);
        self.put_own(
            object,
            self.key(Name::length),
            Value::from(value.len()),
            Attributes::NONE,
        );
        object
    }
}
