//! §10.4.4 Arguments exotic objects <https://tc39.es/ecma262/#sec-arguments-exotic-objects>
//!
//! While an index is mapped, its value lives in the function's environment; the element in storage
//! only keeps the property's attributes and place.
//!
//! Uses: storage, environment. Never: interp.

use stilla_gc::Gc;

use super::{InternalMethods, ORDINARY, ordinary};
use crate::environment::Environment;
use crate::error::JsResult;
use crate::object::{Object, PropertyDescriptor, PropertyKey};
use crate::value::Value;
use crate::{Cx, GcVec};

pub(super) static MAPPED: InternalMethods = InternalMethods {
    get_own_property,
    define_own_property,
    get,
    set,
    delete,
    ..ORDINARY
};

/// The internal slot of the environment with the parameters.
pub(crate) const ENVIRONMENT: usize = 0;
/// The internal slot of the map: a list with the environment's slot for each mapped index.
pub(crate) const MAP: usize = 1;

/// The place of a mapped parameter.
struct Mapped {
    map: GcVec,
    index: usize,
    environment: Gc<Environment>,
    slot: usize,
}

impl Mapped {
    fn find(object: Object, key: PropertyKey) -> Option<Mapped> {
        let index = key.as_index()? as usize;
        let map = GcVec::from_value(object.internal(MAP))?;
        if index >= map.len() {
            return None;
        }
        let slot = map.get(index).as_int()? as usize;
        let environment = object.internal(ENVIRONMENT).as_internal::<Environment>()?;
        Some(Mapped {
            map,
            index,
            environment,
            slot,
        })
    }

    fn value(&self) -> Value {
        self.environment.get(self.slot)
    }

    fn unmap(&self) {
        self.map.set(self.index, Value::UNDEFINED);
    }
}

/// §10.4.4.1 [[GetOwnProperty]] ( P ) <https://tc39.es/ecma262/#sec-arguments-exotic-objects-getownproperty-p>
fn get_own_property(
    cx: &mut Cx,
    object: Object,
    key: PropertyKey,
) -> JsResult<Option<PropertyDescriptor>> {
    let mut found = ordinary::get_own_property(cx, object, key)?;
    if let Some(found) = &mut found
        && let Some(mapped) = Mapped::find(object, key)
    {
        found.value = Some(mapped.value());
    }
    Ok(found)
}

/// §10.4.4.2 [[DefineOwnProperty]] ( P, Desc ) <https://tc39.es/ecma262/#sec-arguments-exotic-objects-defineownproperty-p-desc>
fn define_own_property(
    cx: &mut Cx,
    object: Object,
    key: PropertyKey,
    descriptor: &PropertyDescriptor,
) -> JsResult<bool> {
    let Some(mapped) = Mapped::find(object, key) else {
        return ordinary::define_own_property(cx, object, key, descriptor);
    };
    let mut change = *descriptor;
    // 4. A property that becomes read-only keeps the parameter's value of this moment.
    if change.is_data() && change.value.is_none() && change.writable == Some(false) {
        change.value = Some(mapped.value());
    }
    if !ordinary::define_own_property(cx, object, key, &change)? {
        return Ok(false);
    }
    if descriptor.is_accessor() {
        mapped.unmap();
        return Ok(true);
    }
    if let Some(value) = descriptor.value {
        mapped.environment.set(mapped.slot, value);
    }
    if descriptor.writable == Some(false) {
        mapped.unmap();
    }
    Ok(true)
}

/// §10.4.4.3 [[Get]] ( P, Receiver ) <https://tc39.es/ecma262/#sec-arguments-exotic-objects-get-p-receiver>
fn get(cx: &mut Cx, object: Object, key: PropertyKey, receiver: Value) -> JsResult<Value> {
    match Mapped::find(object, key) {
        Some(mapped) => Ok(mapped.value()),
        None => ordinary::get(cx, object, key, receiver),
    }
}

/// §10.4.4.4 [[Set]] ( P, V, Receiver ) <https://tc39.es/ecma262/#sec-arguments-exotic-objects-set-p-v-receiver>
fn set(
    cx: &mut Cx,
    object: Object,
    key: PropertyKey,
    value: Value,
    receiver: Value,
) -> JsResult<bool> {
    if receiver == Value::from(object)
        && let Some(mapped) = Mapped::find(object, key)
    {
        mapped.environment.set(mapped.slot, value);
    }
    ordinary::set(cx, object, key, value, receiver)
}

/// §10.4.4.5 [[Delete]] ( P ) <https://tc39.es/ecma262/#sec-arguments-exotic-objects-delete-p>
fn delete(cx: &mut Cx, object: Object, key: PropertyKey) -> JsResult<bool> {
    let deleted = ordinary::delete(cx, object, key)?;
    if deleted && let Some(mapped) = Mapped::find(object, key) {
        mapped.unmap();
    }
    Ok(deleted)
}
