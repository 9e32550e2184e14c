//! §10.5 Proxy objects <https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots>
//!
//! Proxies of proxies nest natively, so that each trap first looks how much native stack is left.
//!
//! Uses: object, ops. Never: interp.

use super::InternalMethods;
use crate::error::{JsResult, Msg, type_error};
use crate::object::internal_methods::validate_and_apply;
use crate::object::{Kind, Object, PropertyDescriptor, PropertyKey};
use crate::string::Name;
use crate::value::Value;
use crate::{Cx, GcVec};

mod keys;

/// The internal slot of [[ProxyTarget]]: null once revoked.
pub const PROXY_TARGET: usize = 0;
/// The internal slot of [[ProxyHandler]]: null once revoked.
pub const PROXY_HANDLER: usize = 1;
/// The internal slot that says which of [[Call]] and [[Construct]] there are.
const ABILITIES: usize = 2;
const CAN_CALL: i32 = 1;
const CAN_CONSTRUCT: i32 = 2;

pub(super) static PROXY: InternalMethods = InternalMethods {
    get_prototype_of,
    set_prototype_of,
    is_extensible,
    prevent_extensions,
    get_own_property,
    define_own_property,
    has_property,
    get,
    set,
    delete,
    own_property_keys: keys::own_property_keys,
};

fn has_ability(proxy: Object, ability: i32) -> bool {
    proxy
        .internal(ABILITIES)
        .as_int()
        .is_some_and(|abilities| abilities & ability != 0)
}

/// Whether a Proxy has a [[Call]] method.
pub(crate) fn is_callable(proxy: Object) -> bool {
    has_ability(proxy, CAN_CALL)
}

/// Whether a Proxy has a [[Construct]] method.
pub(crate) fn is_constructor(proxy: Object) -> bool {
    has_ability(proxy, CAN_CONSTRUCT)
}

/// A trap that is about to run: the target, the handler, and the trap if there is one.
struct Trap {
    target: Object,
    handler: Object,
    method: Option<Object>,
}

fn trap(cx: &mut Cx, proxy: Object, name: Name) -> JsResult<Trap> {
    cx.check_native_stack()?;
    cx.charge(1)?;
    let parts = (
        proxy.internal(PROXY_TARGET).as_object(),
        proxy.internal(PROXY_HANDLER).as_object(),
    );
    let (Some(target), Some(handler)) = parts else {
        return Err(type_error(cx, Msg::ProxyRevoked { trap: name.text() }));
    };
    let method = cx.get(handler, name)?;
    if method.is_nullish() {
        return Ok(Trap {
            target,
            handler,
            method: None,
        });
    }
    match method.as_object().filter(|method| method.is_callable()) {
        Some(method) => Ok(Trap {
            target,
            handler,
            method: Some(method),
        }),
        None => Err(type_error(
            cx,
            Msg::ProxyTrapNotCallable {
                trap: name.text(),
                value: method,
            },
        )),
    }
}

fn broken(cx: &mut Cx, trap: Name, key: PropertyKey, reason: &'static str) -> crate::Thrown {
    let trap = trap.text();
    type_error(cx, Msg::ProxyInvariant { trap, key, reason })
}

fn broken_object(cx: &mut Cx, trap: Name, reason: &'static str) -> crate::Thrown {
    let trap = trap.text();
    type_error(cx, Msg::ProxyObjectInvariant { trap, reason })
}

/// §10.5.1 [[GetPrototypeOf]] ( ) <https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-getprototypeof>
fn get_prototype_of(cx: &mut Cx, proxy: Object) -> JsResult<Option<Object>> {
    const NAME: Name = Name::getPrototypeOf;
    let Trap {
        target,
        handler,
        method,
    } = trap(cx, proxy, NAME)?;
    let Some(method) = method else {
        return cx.get_prototype_of(target);
    };
    let result = cx.call(method.into(), handler.into(), &[target.into()])?;
    let prototype = result.as_object();
    if prototype.is_none() && result != Value::NULL {
        return Err(type_error(cx, Msg::ProxyTrapResult { trap: NAME.text() }));
    }
    if !cx.is_extensible(target)? && prototype != cx.get_prototype_of(target)? {
        return Err(broken_object(
            cx,
            NAME,
            "it is not extensible and has another prototype",
        ));
    }
    Ok(prototype)
}

/// §10.5.2 [[SetPrototypeOf]] ( V ) <https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-setprototypeof-v>
fn set_prototype_of(cx: &mut Cx, proxy: Object, prototype: Option<Object>) -> JsResult<bool> {
    const NAME: Name = Name::setPrototypeOf;
    let Trap {
        target,
        handler,
        method,
    } = trap(cx, proxy, NAME)?;
    let Some(method) = method else {
        return cx.set_prototype_of(target, prototype);
    };
    let arguments = [target.into(), prototype.into()];
    if !cx
        .call(method.into(), handler.into(), &arguments)?
        .to_boolean()
    {
        return Ok(false);
    }
    if !cx.is_extensible(target)? && prototype != cx.get_prototype_of(target)? {
        return Err(broken_object(
            cx,
            NAME,
            "it is not extensible and has another prototype",
        ));
    }
    Ok(true)
}

/// §10.5.3 [[IsExtensible]] ( ) <https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-isextensible>
fn is_extensible(cx: &mut Cx, proxy: Object) -> JsResult<bool> {
    const NAME: Name = Name::isExtensible;
    let Trap {
        target,
        handler,
        method,
    } = trap(cx, proxy, NAME)?;
    let Some(method) = method else {
        return cx.is_extensible(target);
    };
    let result = cx
        .call(method.into(), handler.into(), &[target.into()])?
        .to_boolean();
    if result != cx.is_extensible(target)? {
        return Err(broken_object(cx, NAME, "the answers must agree"));
    }
    Ok(result)
}

/// §10.5.4 [[PreventExtensions]] ( ) <https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-preventextensions>
fn prevent_extensions(cx: &mut Cx, proxy: Object) -> JsResult<bool> {
    const NAME: Name = Name::preventExtensions;
    let Trap {
        target,
        handler,
        method,
    } = trap(cx, proxy, NAME)?;
    let Some(method) = method else {
        return cx.prevent_extensions(target);
    };
    let result = cx
        .call(method.into(), handler.into(), &[target.into()])?
        .to_boolean();
    if result && cx.is_extensible(target)? {
        return Err(broken_object(cx, NAME, "it is extensible still"));
    }
    Ok(result)
}

/// §10.5.5 [[GetOwnProperty]] ( P ) <https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-getownproperty-p>
fn get_own_property(
    cx: &mut Cx,
    proxy: Object,
    key: PropertyKey,
) -> JsResult<Option<PropertyDescriptor>> {
    const NAME: Name = Name::getOwnPropertyDescriptor;
    let Trap {
        target,
        handler,
        method,
    } = trap(cx, proxy, NAME)?;
    let Some(method) = method else {
        return cx.get_own_property(target, key);
    };
    let arguments = [target.into(), key.to_value(cx)];
    let result = cx.call(method.into(), handler.into(), &arguments)?;
    if !result.is_object() && !result.is_undefined() {
        return Err(type_error(cx, Msg::ProxyTrapResult { trap: NAME.text() }));
    }
    let current = cx.get_own_property(target, key)?;
    if result.is_undefined() {
        let Some(current) = current else {
            return Ok(None);
        };
        if !current.is_configurable() {
            return Err(broken(cx, NAME, key, "it exists and is not configurable"));
        }
        if !cx.is_extensible(target)? {
            return Err(broken(
                cx,
                NAME,
                key,
                "it exists and the target is not extensible",
            ));
        }
        return Ok(None);
    }
    let extensible = cx.is_extensible(target)?;
    let found = complete(cx.to_property_descriptor(result)?);
    if !validate_and_apply(cx, None, key, extensible, &found, current.as_ref()) {
        return Err(broken(cx, NAME, key, "the descriptors are not compatible"));
    }
    if !found.is_configurable() {
        match current {
            Some(current) if !current.is_configurable() => {
                if found.writable == Some(false) && current.is_writable() {
                    return Err(broken(cx, NAME, key, "it is writable"));
                }
            }
            _ => return Err(broken(cx, NAME, key, "it is absent or configurable")),
        }
    }
    Ok(Some(found))
}

/// §6.2.6.6 CompletePropertyDescriptor ( Desc ) <https://tc39.es/ecma262/#sec-completepropertydescriptor>
fn complete(descriptor: PropertyDescriptor) -> PropertyDescriptor {
    let attributes = descriptor.attributes();
    if descriptor.is_accessor() {
        let field = |field: Option<Value>| field.unwrap_or(Value::UNDEFINED);
        PropertyDescriptor::accessor(field(descriptor.get), field(descriptor.set), attributes)
    } else {
        PropertyDescriptor::data(descriptor.value.unwrap_or(Value::UNDEFINED), attributes)
    }
}

/// §10.5.6 [[DefineOwnProperty]] ( P, Desc ) <https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-defineownproperty-p-desc>
fn define_own_property(
    cx: &mut Cx,
    proxy: Object,
    key: PropertyKey,
    descriptor: &PropertyDescriptor,
) -> JsResult<bool> {
    const NAME: Name = Name::defineProperty;
    let Trap {
        target,
        handler,
        method,
    } = trap(cx, proxy, NAME)?;
    let Some(method) = method else {
        return cx.define_own_property(target, key, descriptor);
    };
    let object = cx.from_property_descriptor(Some(descriptor));
    let arguments = [target.into(), key.to_value(cx), object];
    if !cx
        .call(method.into(), handler.into(), &arguments)?
        .to_boolean()
    {
        return Ok(false);
    }
    let current = cx.get_own_property(target, key)?;
    let extensible = cx.is_extensible(target)?;
    let setting_permanent = descriptor.configurable == Some(false);
    let Some(current) = current else {
        if !extensible {
            return Err(broken(cx, NAME, key, "the target is not extensible"));
        }
        if setting_permanent {
            return Err(broken(
                cx,
                NAME,
                key,
                "it is absent, so it can't be non-configurable",
            ));
        }
        return Ok(true);
    };
    if !validate_and_apply(cx, None, key, extensible, descriptor, Some(&current)) {
        return Err(broken(cx, NAME, key, "the descriptors are not compatible"));
    }
    if setting_permanent && current.is_configurable() {
        return Err(broken(cx, NAME, key, "it is configurable"));
    }
    let locked = current.is_data() && !current.is_configurable() && current.is_writable();
    if locked && descriptor.writable == Some(false) {
        return Err(broken(cx, NAME, key, "it is writable"));
    }
    Ok(true)
}

/// §10.5.7 [[HasProperty]] ( P ) <https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-hasproperty-p>
fn has_property(cx: &mut Cx, proxy: Object, key: PropertyKey) -> JsResult<bool> {
    const NAME: Name = Name::has;
    let Trap {
        target,
        handler,
        method,
    } = trap(cx, proxy, NAME)?;
    let Some(method) = method else {
        return cx.has_property(target, key);
    };
    let arguments = [target.into(), key.to_value(cx)];
    let result = cx
        .call(method.into(), handler.into(), &arguments)?
        .to_boolean();
    if !result && let Some(current) = cx.get_own_property(target, key)? {
        if !current.is_configurable() {
            return Err(broken(cx, NAME, key, "it exists and is not configurable"));
        }
        if !cx.is_extensible(target)? {
            return Err(broken(
                cx,
                NAME,
                key,
                "it exists and the target is not extensible",
            ));
        }
    }
    Ok(result)
}

/// §10.5.8 [[Get]] ( P, Receiver ) <https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-get-p-receiver>
fn get(cx: &mut Cx, proxy: Object, key: PropertyKey, receiver: Value) -> JsResult<Value> {
    const NAME: Name = Name::get;
    let Trap {
        target,
        handler,
        method,
    } = trap(cx, proxy, NAME)?;
    let Some(method) = method else {
        return cx.get_with_receiver(target, key, receiver);
    };
    let arguments = [target.into(), key.to_value(cx), receiver];
    let value = cx.call(method.into(), handler.into(), &arguments)?;
    if let Some(current) = cx
        .get_own_property(target, key)?
        .filter(|c| !c.is_configurable())
    {
        if let Some(own) = current.value
            && !current.is_writable()
            && !cx.same_value(value, own)
        {
            return Err(broken(
                cx,
                NAME,
                key,
                "it is a read-only constant with another value",
            ));
        }
        if current.is_accessor() && current.getter().is_none() && !value.is_undefined() {
            return Err(broken(cx, NAME, key, "it is an accessor without a getter"));
        }
    }
    Ok(value)
}

/// §10.5.9 [[Set]] ( P, V, Receiver ) <https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-set-p-v-receiver>
fn set(
    cx: &mut Cx,
    proxy: Object,
    key: PropertyKey,
    value: Value,
    receiver: Value,
) -> JsResult<bool> {
    const NAME: Name = Name::set;
    let Trap {
        target,
        handler,
        method,
    } = trap(cx, proxy, NAME)?;
    let Some(method) = method else {
        return cx.set_with_receiver(target, key, value, receiver);
    };
    let arguments = [target.into(), key.to_value(cx), value, receiver];
    if !cx
        .call(method.into(), handler.into(), &arguments)?
        .to_boolean()
    {
        return Ok(false);
    }
    if let Some(current) = cx
        .get_own_property(target, key)?
        .filter(|c| !c.is_configurable())
    {
        if let Some(own) = current.value
            && !current.is_writable()
            && !cx.same_value(value, own)
        {
            return Err(broken(
                cx,
                NAME,
                key,
                "it is a read-only constant with another value",
            ));
        }
        if current.is_accessor() && current.setter().is_none() {
            return Err(broken(cx, NAME, key, "it is an accessor without a setter"));
        }
    }
    Ok(true)
}

/// §10.5.10 [[Delete]] ( P ) <https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-delete-p>
fn delete(cx: &mut Cx, proxy: Object, key: PropertyKey) -> JsResult<bool> {
    const NAME: Name = Name::deleteProperty;
    let Trap {
        target,
        handler,
        method,
    } = trap(cx, proxy, NAME)?;
    let Some(method) = method else {
        return cx.delete(target, key);
    };
    let arguments = [target.into(), key.to_value(cx)];
    if !cx
        .call(method.into(), handler.into(), &arguments)?
        .to_boolean()
    {
        return Ok(false);
    }
    let Some(current) = cx.get_own_property(target, key)? else {
        return Ok(true);
    };
    if !current.is_configurable() {
        return Err(broken(cx, NAME, key, "it is not configurable"));
    }
    if !cx.is_extensible(target)? {
        return Err(broken(
            cx,
            NAME,
            key,
            "it exists and the target is not extensible",
        ));
    }
    Ok(true)
}

/// §10.5.12 [[Call]] ( thisArgument, argumentsList ) <https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-call-thisargument-argumentslist>
pub(crate) fn call(
    cx: &mut Cx,
    proxy: Object,
    this: Value,
    arguments: &[Value],
) -> JsResult<Value> {
    let Trap {
        target,
        handler,
        method,
    } = trap(cx, proxy, Name::apply)?;
    let Some(method) = method else {
        return cx.call(target.into(), this, arguments);
    };
    let list = cx.array_from_slice(arguments);
    cx.call(
        method.into(),
        handler.into(),
        &[target.into(), this, list.into()],
    )
}

/// §10.5.13 [[Construct]] ( argumentsList, newTarget ) <https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-construct-argumentslist-newtarget>
pub(crate) fn construct(
    cx: &mut Cx,
    proxy: Object,
    arguments: &[Value],
    new_target: Object,
) -> JsResult<Object> {
    let Trap {
        target,
        handler,
        method,
    } = trap(cx, proxy, Name::construct)?;
    let Some(method) = method else {
        return cx.construct(target, arguments, new_target);
    };
    let list = cx.array_from_slice(arguments);
    let result = cx.call(
        method.into(),
        handler.into(),
        &[target.into(), list.into(), new_target.into()],
    )?;
    result.as_object().ok_or_else(|| {
        type_error(
            cx,
            Msg::NotObjectNamed {
                name: "the result of 'construct' on a proxy",
                value: result,
            },
        )
    })
}

impl Cx {
    /// §10.5.14 ProxyCreate ( target, handler ) <https://tc39.es/ecma262/#sec-proxycreate>
    ///
    /// # Errors
    /// TypeError unless both are objects.
    pub fn proxy_create(&mut self, target: Value, handler: Value) -> JsResult<Object> {
        let (Some(target), Some(handler)) = (target.as_object(), handler.as_object()) else {
            return Err(type_error(self, Msg::ProxyNonObject));
        };
        let mut abilities = 0;
        if target.is_callable() {
            abilities |= CAN_CALL;
            if self.has_construct(target) {
                abilities |= CAN_CONSTRUCT;
            }
        }
        let internal = [target.into(), handler.into(), Value::from_int(abilities)];
        Ok(self.create_object(Kind::Proxy, None, &internal))
    }

    /// What the revoke function of Proxy.revocable does <https://tc39.es/ecma262/#sec-proxy.revocable>
    pub fn proxy_revoke(&self, proxy: Object) {
        proxy.set_internal(PROXY_TARGET, Value::NULL);
        proxy.set_internal(PROXY_HANDLER, Value::NULL);
    }

    /// §7.3.20 CreateListFromArrayLike with the types of property keys
    /// <https://tc39.es/ecma262/#sec-createlistfromarraylike>
    fn keys_from_array_like(&mut self, value: Value) -> JsResult<GcVec> {
        let list = self.create_list_from_array_like(value)?;
        for value in list.iter() {
            if !value.is_string() && !value.is_symbol() {
                return Err(type_error(self, Msg::ProxyKeyType { value }));
            }
        }
        Ok(list)
    }
}
