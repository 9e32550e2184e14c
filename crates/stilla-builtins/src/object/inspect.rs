//! Reading what an object has: keys, values, descriptors, prototype.
//!
//! Uses: stilla-core. Never: other built-ins.

use stilla_core::ops::EntryKind;
use stilla_core::{Call, Cx, GcVec, JsResult, Value};

/// §20.1.2.5 Object.entries ( obj ) <https://tc39.es/ecma262/#sec-object.entries>
pub(super) fn entries(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    list(cx, call, EntryKind::Entries)
}

/// §20.1.2.19 Object.keys ( obj ) <https://tc39.es/ecma262/#sec-object.keys>
pub(super) fn keys(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    list(cx, call, EntryKind::Keys)
}

/// §20.1.2.24 Object.values ( obj ) <https://tc39.es/ecma262/#sec-object.values>
pub(super) fn values(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    list(cx, call, EntryKind::Values)
}

fn list(cx: &mut Cx, call: &Call<'_>, kind: EntryKind) -> JsResult<Value> {
    let object = cx.to_object(call.arg(0))?;
    let list = cx.enumerable_own_properties(object, kind)?;
    Ok(cx.array_from_list(list).into())
}

/// §20.1.2.8 Object.getOwnPropertyDescriptor ( obj, propertyKey )
/// <https://tc39.es/ecma262/#sec-object.getownpropertydescriptor>
pub(super) fn get_own_property_descriptor(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.arg(0))?;
    let key = cx.to_property_key(call.arg(1))?;
    let descriptor = cx.get_own_property(object, key)?;
    Ok(cx.from_property_descriptor(descriptor.as_ref()))
}

/// §20.1.2.9 Object.getOwnPropertyDescriptors ( obj )
/// <https://tc39.es/ecma262/#sec-object.getownpropertydescriptors>
pub(super) fn get_own_property_descriptors(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.arg(0))?;
    let keys = cx.own_property_keys(object)?;
    let descriptors = cx.new_object();
    for (round, name) in keys.iter().enumerate() {
        cx.charge_round(round)?;
        let key = cx.to_property_key(name)?;
        if let Some(descriptor) = cx.get_own_property(object, key)? {
            let descriptor = cx.from_property_descriptor(Some(&descriptor));
            cx.create_data_property_or_throw(descriptors, key, descriptor)?;
        }
    }
    Ok(descriptors.into())
}

/// §20.1.2.10 Object.getOwnPropertyNames ( obj ) <https://tc39.es/ecma262/#sec-object.getownpropertynames>
pub(super) fn get_own_property_names(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    get_own_property_keys(cx, call, Value::is_string)
}

/// §20.1.2.11 Object.getOwnPropertySymbols ( obj )
/// <https://tc39.es/ecma262/#sec-object.getownpropertysymbols>
pub(super) fn get_own_property_symbols(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    get_own_property_keys(cx, call, Value::is_symbol)
}

/// §20.1.2.11.1 GetOwnPropertyKeys ( obj, type ) <https://tc39.es/ecma262/#sec-getownpropertykeys>
fn get_own_property_keys(
    cx: &mut Cx,
    call: &Call<'_>,
    is_wanted: fn(Value) -> bool,
) -> JsResult<Value> {
    let object = cx.to_object(call.arg(0))?;
    let keys = cx.own_property_keys(object)?;
    let list = GcVec::new(cx);
    for key in keys.iter().filter(|key| is_wanted(*key)) {
        list.try_push(cx, key)?;
    }
    Ok(cx.array_from_list(list).into())
}

/// §20.1.2.12 Object.getPrototypeOf ( obj ) <https://tc39.es/ecma262/#sec-object.getprototypeof>
pub(super) fn get_prototype_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.arg(0))?;
    Ok(cx.get_prototype_of(object)?.into())
}

/// §20.1.2.14 Object.hasOwn ( obj, propertyKey ) <https://tc39.es/ecma262/#sec-object.hasown>
pub(super) fn has_own(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.arg(0))?;
    let key = cx.to_property_key(call.arg(1))?;
    Ok(cx.has_own_property(object, key)?.into())
}

/// §20.1.2.15 Object.is ( value1, value2 ) <https://tc39.es/ecma262/#sec-object.is>
pub(super) fn is(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(cx.same_value(call.arg(0), call.arg(1)).into())
}
