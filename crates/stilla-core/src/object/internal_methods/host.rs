//! Exotic objects whose properties are the host's: dynamic objects and arrays of an embedder.
//!
//! Internal slot 0 is the Rust data, which holds an [`Arc<dyn Exotic>`](Exotic). Its properties are
//! writable, enumerable and configurable data properties as far as a script sees them; there are no
//! invariants to be checked, unlike for a Proxy. What the host does not have is looked up in storage and in
//! the prototype.
//!
//! Uses: host_data, storage. Never: interp.

use std::sync::Arc;

use super::{InternalMethods, ORDINARY, ordinary};
use crate::error::JsResult;
use crate::host_data::Data;
use crate::object::{Attributes, Kind, Object, PropertyDescriptor, PropertyKey};
use crate::value::Value;
use crate::{Cx, GcVec};

pub(super) static HOST: InternalMethods = InternalMethods {
    get_own_property,
    define_own_property,
    has_property,
    get,
    set,
    delete,
    own_property_keys,
    is_extensible,
    prevent_extensions,
    set_prototype_of,
    ..ORDINARY
};

/// The properties of an exotic object of the host.
pub trait Exotic: Send + Sync {
    /// The value of a property; `None` if the host has none of this key.
    ///
    /// # Errors
    /// What the host throws.
    fn get(&self, cx: &mut Cx, key: PropertyKey) -> JsResult<Option<Value>>;
    /// Changes or adds a property; `None` leaves it to ordinary storage, `false` refuses.
    ///
    /// # Errors
    /// What the host throws.
    fn set(&self, cx: &mut Cx, key: PropertyKey, value: Value) -> JsResult<Option<bool>>;
    /// Whether the host has the property.
    ///
    /// # Errors
    /// What the host throws.
    fn has(&self, cx: &mut Cx, key: PropertyKey) -> JsResult<bool>;
    /// Removes a property that the host has; `false` refuses.
    ///
    /// # Errors
    /// What the host throws.
    fn delete(&self, cx: &mut Cx, key: PropertyKey) -> JsResult<bool>;
    /// Appends the keys of the host's properties: String and Symbol values.
    ///
    /// # Errors
    /// What the host throws; the memory limit.
    fn keys(&self, cx: &mut Cx, keys: GcVec) -> JsResult<()>;
    /// Whether `Array.isArray` takes it for an array.
    fn is_array(&self) -> bool {
        false
    }
    /// Whether nothing of it ever changes, nor can be added.
    fn is_fixed(&self) -> bool {
        false
    }
    /// The Rust value behind it.
    fn as_any(&self) -> &dyn std::any::Any;
    /// The attributes of a property that the host has.
    fn attributes(&self, _key: PropertyKey) -> Attributes {
        Attributes::ALL
    }
}

/// Whether `Array.isArray` takes an exotic object of the host for an array.
pub(crate) fn host_is_array(object: Object) -> bool {
    exotic(object).is_array()
}

fn exotic(object: Object) -> Arc<dyn Exotic> {
    Data::from_value(object.internal(0))
        .and_then(|data| data.with(|exotic: &Arc<dyn Exotic>| Arc::clone(exotic)))
        .expect("an exotic object of the host has its methods")
}

fn get_own_property(
    cx: &mut Cx,
    object: Object,
    key: PropertyKey,
) -> JsResult<Option<PropertyDescriptor>> {
    if key.is_private() {
        return ordinary::get_own_property(cx, object, key);
    }
    let exotic = exotic(object);
    match exotic.get(cx, key)? {
        Some(value) => Ok(Some(PropertyDescriptor::data(
            value,
            exotic.attributes(key),
        ))),
        None => ordinary::get_own_property(cx, object, key),
    }
}

/// Only a plain value can be defined on what the host has.
fn define_own_property(
    cx: &mut Cx,
    object: Object,
    key: PropertyKey,
    descriptor: &PropertyDescriptor,
) -> JsResult<bool> {
    if key.is_private() {
        return ordinary::define_own_property(cx, object, key, descriptor);
    }
    let exotic = exotic(object);
    let has = exotic.has(cx, key)?;
    if exotic.is_fixed() {
        let current = exotic.get(cx, key)?;
        let is_same = descriptor.value.is_none() || descriptor.value == current;
        return Ok(has && is_same && !descriptor.is_accessor());
    }
    if descriptor.is_accessor() {
        return if has {
            Ok(false)
        } else {
            ordinary::define_own_property(cx, object, key, descriptor)
        };
    }
    let Some(value) = descriptor.value else {
        return if has {
            Ok(true)
        } else {
            ordinary::define_own_property(cx, object, key, descriptor)
        };
    };
    match exotic.set(cx, key, value)? {
        Some(done) => Ok(done),
        None => ordinary::define_own_property(cx, object, key, descriptor),
    }
}

fn has_property(cx: &mut Cx, object: Object, key: PropertyKey) -> JsResult<bool> {
    if !key.is_private() && exotic(object).has(cx, key)? {
        return Ok(true);
    }
    ordinary::has_property(cx, object, key)
}

fn get(cx: &mut Cx, object: Object, key: PropertyKey, receiver: Value) -> JsResult<Value> {
    if !key.is_private()
        && let Some(value) = exotic(object).get(cx, key)?
    {
        return Ok(value);
    }
    // NOTE: nothing is asked twice: what the host does not have is in storage or in the prototype.
    match ordinary::get_own_property(cx, object, key)? {
        Some(own) if own.is_accessor() => match own.getter() {
            Some(getter) => cx.call(getter.into(), receiver, &[]),
            None => Ok(Value::UNDEFINED),
        },
        Some(own) => Ok(own.value.unwrap_or(Value::UNDEFINED)),
        None => match object.raw_prototype() {
            Some(prototype) => cx.get_with_receiver(prototype, key, receiver),
            None => Ok(Value::UNDEFINED),
        },
    }
}

fn set(
    cx: &mut Cx,
    object: Object,
    key: PropertyKey,
    value: Value,
    receiver: Value,
) -> JsResult<bool> {
    if !key.is_private()
        && receiver.as_object() == Some(object)
        && let Some(done) = exotic(object).set(cx, key, value)?
    {
        return Ok(done);
    }
    ordinary::set(cx, object, key, value, receiver)
}

fn delete(cx: &mut Cx, object: Object, key: PropertyKey) -> JsResult<bool> {
    if !key.is_private() {
        let exotic = exotic(object);
        if exotic.has(cx, key)? {
            return exotic.delete(cx, key);
        }
    }
    ordinary::delete(cx, object, key)
}

fn own_property_keys(cx: &mut Cx, object: Object) -> JsResult<GcVec> {
    let list = GcVec::new(cx);
    exotic(object).keys(cx, list)?;
    cx.own_keys_in_storage(object, list)?;
    Ok(list)
}

fn is_extensible(_: &mut Cx, object: Object) -> JsResult<bool> {
    Ok(!exotic(object).is_fixed())
}

/// The host may add properties at any time, so that there is no preventing what is not fixed.
fn prevent_extensions(_: &mut Cx, object: Object) -> JsResult<bool> {
    Ok(exotic(object).is_fixed())
}

fn set_prototype_of(cx: &mut Cx, object: Object, prototype: Option<Object>) -> JsResult<bool> {
    if exotic(object).is_fixed() {
        return Ok(object.raw_prototype() == prototype);
    }
    ordinary::set_prototype_of(cx, object, prototype)
}

impl Cx {
    /// The methods of an object that [`Cx::new_exotic`] made.
    #[must_use]
    pub fn exotic_of(&self, object: Object) -> Option<Arc<dyn Exotic>> {
        object.is(Kind::HostExotic).then(|| exotic(object))
    }

    /// A new exotic object of the host.
    ///
    /// # Errors
    /// The memory limit.
    pub fn new_exotic(
        &mut self,
        prototype: Option<Object>,
        exotic: Arc<dyn Exotic>,
    ) -> JsResult<Object> {
        let data = Data::new(self, Box::new(exotic), size_of::<Arc<dyn Exotic>>())?;
        Ok(self.create_object(Kind::HostExotic, prototype, &[data.to_value()]))
    }
}
