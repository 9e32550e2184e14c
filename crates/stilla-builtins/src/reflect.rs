//! §28.1 The Reflect Object <https://tc39.es/ecma262/#sec-reflect-object>
//!
//! Uses: stilla-core. Never: other built-ins.

use stilla_core::builtin::{Global, method, tag};
use stilla_core::error::type_error;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Msg, Object, Value};

/// %Reflect%.
pub const REFLECT: Global = Global::namespace("Reflect")
    .id(Intrinsic::Reflect)
    .statics(&[
        method("apply", 3, apply),
        method("construct", 2, construct),
        method("defineProperty", 3, define_property),
        method("deleteProperty", 2, delete_property),
        method("get", 2, get),
        method("getOwnPropertyDescriptor", 2, get_own_property_descriptor),
        method("getPrototypeOf", 1, get_prototype_of),
        method("has", 2, has),
        method("isExtensible", 1, is_extensible),
        method("ownKeys", 1, own_keys),
        method("preventExtensions", 1, prevent_extensions),
        method("set", 3, set),
        method("setPrototypeOf", 2, set_prototype_of),
        tag("Reflect"),
    ]);

/// The first argument of all but two of these functions.
fn target(cx: &mut Cx, call: &Call<'_>) -> JsResult<Object> {
    let value = call.arg(0);
    match value.as_object() {
        Some(object) => Ok(object),
        None => Err(type_error(cx, Msg::NotAnObject { value })),
    }
}

/// §28.1.1 Reflect.apply ( target, thisArgument, argumentsList ) <https://tc39.es/ecma262/#sec-reflect.apply>
fn apply(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = call.arg(0);
    if !cx.is_callable(target) {
        return Err(type_error(cx, Msg::NotCallable { value: target }));
    }
    cx.call_with_array_like(target, call.arg(1), call.arg(2))
}

/// §28.1.2 Reflect.construct ( target, argumentsList [ , newTarget ] )
/// <https://tc39.es/ecma262/#sec-reflect.construct>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = constructor(cx, call.arg(0))?;
    let new_target = if call.len() > 2 {
        constructor(cx, call.arg(2))?
    } else {
        target
    };
    let list = cx.create_list_from_array_like(call.arg(1))?;
    Ok(cx.construct_list(target, list, new_target)?.into())
}

fn constructor(cx: &mut Cx, value: Value) -> JsResult<Object> {
    match value.as_object() {
        Some(object) if cx.has_construct(object) => Ok(object),
        _ => Err(type_error(cx, Msg::NotConstructor { value })),
    }
}

/// §28.1.3 Reflect.defineProperty ( target, propertyKey, attributes )
/// <https://tc39.es/ecma262/#sec-reflect.defineproperty>
fn define_property(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = target(cx, call)?;
    let key = cx.to_property_key(call.arg(1))?;
    let descriptor = cx.to_property_descriptor(call.arg(2))?;
    Ok(cx.define_own_property(target, key, &descriptor)?.into())
}

/// §28.1.4 Reflect.deleteProperty ( target, propertyKey ) <https://tc39.es/ecma262/#sec-reflect.deleteproperty>
fn delete_property(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = target(cx, call)?;
    let key = cx.to_property_key(call.arg(1))?;
    Ok(cx.delete(target, key)?.into())
}

/// §28.1.5 Reflect.get ( target, propertyKey [ , receiver ] ) <https://tc39.es/ecma262/#sec-reflect.get>
fn get(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = target(cx, call)?;
    let key = cx.to_property_key(call.arg(1))?;
    let receiver = if call.len() > 2 {
        call.arg(2)
    } else {
        target.into()
    };
    cx.get_with_receiver(target, key, receiver)
}

/// §28.1.6 Reflect.getOwnPropertyDescriptor ( target, propertyKey )
/// <https://tc39.es/ecma262/#sec-reflect.getownpropertydescriptor>
fn get_own_property_descriptor(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = target(cx, call)?;
    let key = cx.to_property_key(call.arg(1))?;
    let descriptor = cx.get_own_property(target, key)?;
    Ok(cx.from_property_descriptor(descriptor.as_ref()))
}

/// §28.1.7 Reflect.getPrototypeOf ( target ) <https://tc39.es/ecma262/#sec-reflect.getprototypeof>
fn get_prototype_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = target(cx, call)?;
    Ok(cx.get_prototype_of(target)?.into())
}

/// §28.1.8 Reflect.has ( target, propertyKey ) <https://tc39.es/ecma262/#sec-reflect.has>
fn has(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = target(cx, call)?;
    let key = cx.to_property_key(call.arg(1))?;
    Ok(cx.has_property(target, key)?.into())
}

/// §28.1.9 Reflect.isExtensible ( target ) <https://tc39.es/ecma262/#sec-reflect.isextensible>
fn is_extensible(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = target(cx, call)?;
    Ok(cx.is_extensible(target)?.into())
}

/// §28.1.10 Reflect.ownKeys ( target ) <https://tc39.es/ecma262/#sec-reflect.ownkeys>
fn own_keys(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = target(cx, call)?;
    let keys = cx.own_property_keys(target)?;
    Ok(cx.array_from_list(keys).into())
}

/// §28.1.11 Reflect.preventExtensions ( target ) <https://tc39.es/ecma262/#sec-reflect.preventextensions>
fn prevent_extensions(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = target(cx, call)?;
    Ok(cx.prevent_extensions(target)?.into())
}

/// §28.1.12 Reflect.set ( target, propertyKey, V [ , receiver ] ) <https://tc39.es/ecma262/#sec-reflect.set>
fn set(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = target(cx, call)?;
    let key = cx.to_property_key(call.arg(1))?;
    let receiver = if call.len() > 3 {
        call.arg(3)
    } else {
        target.into()
    };
    Ok(cx
        .set_with_receiver(target, key, call.arg(2), receiver)?
        .into())
}

/// §28.1.13 Reflect.setPrototypeOf ( target, proto ) <https://tc39.es/ecma262/#sec-reflect.setprototypeof>
fn set_prototype_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = target(cx, call)?;
    let prototype = call.arg(1);
    if !prototype.is_object() && prototype != Value::NULL {
        return Err(type_error(cx, Msg::BadPrototype { value: prototype }));
    }
    Ok(cx.set_prototype_of(target, prototype.as_object())?.into())
}
