//! §10.1 The methods of ordinary objects <https://tc39.es/ecma262/#sec-ordinary-object-internal-methods-and-internal-slots>
//!
//! Uses: storage. Never: interp.

use super::super::storage::Own;
use super::super::{Attributes, Integrity, Kind, Object, PropertyDescriptor, PropertyKey};
use super::has_ordinary_lookup;
use crate::error::JsResult;
use crate::object::Accessor;
use crate::value::Value;
use crate::{Cx, GcVec};

/// §10.1.1 OrdinaryGetPrototypeOf ( O ) <https://tc39.es/ecma262/#sec-ordinarygetprototypeof>
pub(super) fn get_prototype_of(_: &mut Cx, object: Object) -> JsResult<Option<Object>> {
    Ok(object.raw_prototype())
}

/// §10.1.2 OrdinarySetPrototypeOf ( O, V ) <https://tc39.es/ecma262/#sec-ordinarysetprototypeof>
pub(super) fn set_prototype_of(
    cx: &mut Cx,
    object: Object,
    prototype: Option<Object>,
) -> JsResult<bool> {
    if object.raw_prototype() == prototype {
        return Ok(true);
    }
    if !object.shape().is_extensible()
        || object.raw_prototype().is_none() && cx.is_object_prototype(object)
    {
        return Ok(false);
    }
    // 7. A cycle is refused; a Proxy on the way hides what lies behind it.
    let mut next = prototype;
    while let Some(current) = next {
        if current == object {
            return Ok(false);
        }
        if current.is(Kind::Proxy) {
            break;
        }
        next = current.raw_prototype();
        cx.charge(1)?;
    }
    cx.put_prototype(object, prototype);
    Ok(true)
}

/// §10.1.3 OrdinaryIsExtensible ( O ) <https://tc39.es/ecma262/#sec-ordinaryisextensible>
pub(super) fn is_extensible(_: &mut Cx, object: Object) -> JsResult<bool> {
    Ok(object.shape().is_extensible())
}

/// §10.1.4 OrdinaryPreventExtensions ( O ) <https://tc39.es/ecma262/#sec-ordinarypreventextensions>
pub(super) fn prevent_extensions(cx: &mut Cx, object: Object) -> JsResult<bool> {
    if object.shape().is_extensible() {
        cx.put_integrity(object, Integrity::NonExtensible);
    }
    Ok(true)
}

/// §10.1.5 OrdinaryGetOwnProperty ( O, P ) <https://tc39.es/ecma262/#sec-ordinarygetownproperty>
pub(super) fn get_own_property(
    cx: &mut Cx,
    object: Object,
    key: PropertyKey,
) -> JsResult<Option<PropertyDescriptor>> {
    Ok(cx.own(object, key).to_descriptor())
}

/// §10.1.6 OrdinaryDefineOwnProperty ( O, P, Desc ) <https://tc39.es/ecma262/#sec-ordinarydefineownproperty>
pub(super) fn define_own_property(
    cx: &mut Cx,
    object: Object,
    key: PropertyKey,
    descriptor: &PropertyDescriptor,
) -> JsResult<bool> {
    let current = cx.own(object, key);
    let extensible = object.shape().is_extensible();
    Ok(validate_and_apply(
        cx,
        Some(object),
        key,
        extensible,
        descriptor,
        current.to_descriptor().as_ref(),
    ))
}

/// §10.1.6.3 ValidateAndApplyPropertyDescriptor ( O, P, extensible, Desc, current )
/// <https://tc39.es/ecma262/#sec-validateandapplypropertydescriptor>
pub fn validate_and_apply(
    cx: &Cx,
    object: Option<Object>,
    key: PropertyKey,
    extensible: bool,
    descriptor: &PropertyDescriptor,
    current: Option<&PropertyDescriptor>,
) -> bool {
    let Some(current) = current else {
        if !extensible {
            return false;
        }
        if let Some(object) = object {
            store(cx, object, key, descriptor, Attributes::NONE, None);
        }
        return true;
    };
    if !current.is_configurable() {
        if descriptor.configurable == Some(true)
            || descriptor
                .enumerable
                .is_some_and(|e| e != current.is_enumerable())
        {
            return false;
        }
        if (descriptor.is_accessor() || descriptor.is_data())
            && descriptor.is_accessor() != current.is_accessor()
        {
            return false;
        }
        if current.is_accessor() {
            let differs = |new: Option<Value>, old: Option<Value>| {
                new.is_some_and(|new| old.is_none_or(|old| !cx.same_value(new, old)))
            };
            if differs(descriptor.get, current.get) || differs(descriptor.set, current.set) {
                return false;
            }
        } else if !current.is_writable() {
            if descriptor.writable == Some(true) {
                return false;
            }
            if let (Some(new), Some(old)) = (descriptor.value, current.value)
                && !cx.same_value(new, old)
            {
                return false;
            }
        }
    }
    if let Some(object) = object {
        store(
            cx,
            object,
            key,
            descriptor,
            current.attributes(),
            Some(current),
        );
    }
    true
}

/// Stores what remains of `current` under `descriptor`.
fn store(
    cx: &Cx,
    object: Object,
    key: PropertyKey,
    descriptor: &PropertyDescriptor,
    base: Attributes,
    current: Option<&PropertyDescriptor>,
) {
    let is_accessor = descriptor.is_accessor()
        || (!descriptor.is_data() && current.is_some_and(PropertyDescriptor::is_accessor));
    if is_accessor {
        let old = current.filter(|current| current.is_accessor());
        let field =
            |new: Option<Value>, old: Option<Value>| new.or(old).unwrap_or(Value::UNDEFINED);
        let get = field(descriptor.get, old.and_then(|old| old.get));
        let set = field(descriptor.set, old.and_then(|old| old.set));
        let attributes = descriptor
            .attributes_over(base)
            .without(Attributes::WRITABLE)
            .with(Attributes::ACCESSOR);
        let pair = Accessor::new(&cx.heap, get, set);
        cx.put_own(object, key, Value::from_internal(pair), attributes);
    } else {
        let old = current.filter(|current| current.is_data());
        let value = descriptor
            .value
            .or(old.and_then(|old| old.value))
            .unwrap_or(Value::UNDEFINED);
        let base = if old.is_some() {
            base
        } else {
            base.without(Attributes::WRITABLE)
        };
        cx.put_own(object, key, value, descriptor.attributes_over(base));
    }
}

/// §10.1.7 OrdinaryHasProperty ( O, P ) <https://tc39.es/ecma262/#sec-ordinaryhasproperty>
pub(super) fn has_property(cx: &mut Cx, object: Object, key: PropertyKey) -> JsResult<bool> {
    let mut current = object;
    for hop in 0.. {
        cx.charge_round(hop)?;
        if has_ordinary_lookup(current.kind()) {
            if !matches!(cx.own(current, key), Own::Absent) {
                return Ok(true);
            }
        } else if current != object {
            return cx.has_property(current, key);
        } else if cx.get_own_property(current, key)?.is_some() {
            return Ok(true);
        }
        match current.raw_prototype() {
            Some(prototype) => current = prototype,
            None => break,
        }
    }
    Ok(false)
}

/// §10.1.8 OrdinaryGet ( O, P, Receiver ) <https://tc39.es/ecma262/#sec-ordinaryget>
pub(super) fn get(
    cx: &mut Cx,
    object: Object,
    key: PropertyKey,
    receiver: Value,
) -> JsResult<Value> {
    let mut current = object;
    for hop in 0.. {
        cx.charge_round(hop)?;
        let own = if has_ordinary_lookup(current.kind()) {
            cx.own(current, key)
        } else if current != object {
            return cx.get_with_receiver(current, key, receiver);
        } else {
            match cx.get_own_property(current, key)? {
                None => Own::Absent,
                Some(found) if found.is_accessor() => {
                    return call_getter(cx, found.getter(), receiver);
                }
                Some(found) => return Ok(found.value.unwrap_or(Value::UNDEFINED)),
            }
        };
        match own {
            Own::Data(value, _) => return Ok(value),
            Own::Accessor(pair, _) => return call_getter(cx, pair.getter().as_object(), receiver),
            Own::Absent => match current.raw_prototype() {
                Some(prototype) => current = prototype,
                None => break,
            },
        }
    }
    Ok(Value::UNDEFINED)
}

fn call_getter(cx: &mut Cx, getter: Option<Object>, receiver: Value) -> JsResult<Value> {
    match getter {
        Some(getter) => cx.call(getter.into(), receiver, &[]),
        None => Ok(Value::UNDEFINED),
    }
}

/// §10.1.9 OrdinarySet ( O, P, V, Receiver ) <https://tc39.es/ecma262/#sec-ordinaryset>
pub(super) fn set(
    cx: &mut Cx,
    object: Object,
    key: PropertyKey,
    value: Value,
    receiver: Value,
) -> JsResult<bool> {
    let mut current = object;
    for hop in 0.. {
        cx.charge_round(hop)?;
        let own = if has_ordinary_lookup(current.kind()) {
            cx.own(current, key)
        } else if current != object {
            return cx.set_with_receiver(current, key, value, receiver);
        } else {
            let found = cx.get_own_property(current, key)?;
            match found {
                None => Own::Absent,
                Some(found) => return ordinary_set_with_own(cx, key, value, receiver, &found),
            }
        };
        match own {
            Own::Data(_, attributes) => {
                if !attributes.is_writable() {
                    return Ok(false);
                }
                // FAST: the receiver's own property was just found to be a writable data property.
                if receiver == Value::from(current)
                    && !(current.is(Kind::Array) && key == cx.key(crate::string::Name::length))
                {
                    cx.put_own(current, key, value, attributes);
                    return Ok(true);
                }
                return set_on_receiver(cx, key, value, receiver);
            }
            Own::Accessor(pair, _) => return call_setter(cx, pair.setter(), receiver, value),
            Own::Absent => match current.raw_prototype() {
                Some(prototype) => current = prototype,
                None => break,
            },
        }
    }
    set_on_receiver(cx, key, value, receiver)
}

fn call_setter(cx: &mut Cx, setter: Value, receiver: Value, value: Value) -> JsResult<bool> {
    if !setter.is_object() {
        return Ok(false);
    }
    cx.call(setter, receiver, &[value])?;
    Ok(true)
}

/// §10.1.9.2 OrdinarySetWithOwnDescriptor ( O, P, V, Receiver, ownDesc ), the property being there
/// <https://tc39.es/ecma262/#sec-ordinarysetwithowndescriptor>
pub(super) fn ordinary_set_with_own(
    cx: &mut Cx,
    key: PropertyKey,
    value: Value,
    receiver: Value,
    own: &PropertyDescriptor,
) -> JsResult<bool> {
    if own.is_accessor() {
        return call_setter(cx, own.set.unwrap_or(Value::UNDEFINED), receiver, value);
    }
    if !own.is_writable() {
        return Ok(false);
    }
    set_on_receiver(cx, key, value, receiver)
}

/// Steps 2.b to 2.e of OrdinarySetWithOwnDescriptor.
fn set_on_receiver(cx: &mut Cx, key: PropertyKey, value: Value, receiver: Value) -> JsResult<bool> {
    let Some(receiver) = receiver.as_object() else {
        return Ok(false);
    };
    // FAST: on an ordinary receiver without the property, CreateDataProperty is an addition.
    if has_ordinary_lookup(receiver.kind())
        && !receiver.is(Kind::Array)
        && matches!(cx.own(receiver, key), Own::Absent)
    {
        if !receiver.shape().is_extensible() {
            return Ok(false);
        }
        cx.put_own(receiver, key, value, Attributes::ALL);
        return Ok(true);
    }
    match cx.get_own_property(receiver, key)? {
        Some(existing) => {
            if existing.is_accessor() || !existing.is_writable() {
                return Ok(false);
            }
            let change = PropertyDescriptor {
                value: Some(value),
                ..PropertyDescriptor::default()
            };
            cx.define_own_property(receiver, key, &change)
        }
        None => cx.create_data_property(receiver, key, value),
    }
}

/// §10.1.10 OrdinaryDelete ( O, P ) <https://tc39.es/ecma262/#sec-ordinarydelete>
pub(super) fn delete(cx: &mut Cx, object: Object, key: PropertyKey) -> JsResult<bool> {
    match cx.own(object, key) {
        Own::Absent => Ok(true),
        Own::Data(_, attributes) | Own::Accessor(_, attributes) => {
            if attributes.is_configurable() {
                cx.remove_own(object, key);
            }
            Ok(attributes.is_configurable())
        }
    }
}

/// §10.1.11 OrdinaryOwnPropertyKeys ( O ) <https://tc39.es/ecma262/#sec-ordinaryownpropertykeys>
pub(super) fn own_property_keys(cx: &mut Cx, object: Object) -> JsResult<GcVec> {
    let list = GcVec::new(cx);
    cx.own_keys_in_storage(object, list)?;
    Ok(list)
}
