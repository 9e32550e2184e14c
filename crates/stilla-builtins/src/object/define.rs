//! Making and changing objects: assign, create, defineProperty, fromEntries, groupBy, setPrototypeOf.
//!
//! Uses: stilla-core. Never: other built-ins.

use std::ops::ControlFlow;

use stilla_core::error::type_error;
use stilla_core::ops::Failure;
use stilla_core::{Call, Cx, GcVec, JsResult, Kind, Msg, Object, PropertyDescriptor, Value};

/// §20.1.2.1 Object.assign ( target, ...sources ) <https://tc39.es/ecma262/#sec-object.assign>
pub(super) fn assign(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = cx.to_object(call.arg(0))?;
    for source in call
        .args_from(1)
        .iter()
        .filter(|source| !source.is_nullish())
    {
        let from = cx.to_object(*source)?;
        let keys = cx.own_property_keys(from)?;
        for (round, name) in keys.iter().enumerate() {
            cx.charge_round(round)?;
            let key = cx.to_property_key(name)?;
            let own = cx.get_own_property(from, key)?;
            let Some(own) = own.filter(|own| own.is_enumerable()) else {
                continue;
            };
            // FAST: an ordinary object's [[Get]] of an own data property gives what was just found.
            let value = match own.value {
                Some(value) if from.is(Kind::Ordinary) => value,
                _ => cx.get(from, key)?,
            };
            cx.set(target, key, value, Failure::Throw)?;
        }
        cx.charge(keys.len() as u32)?;
    }
    Ok(target.into())
}

/// §20.1.2.2 Object.create ( proto, properties ) <https://tc39.es/ecma262/#sec-object.create>
pub(super) fn create(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let prototype = call.arg(0);
    if !prototype.is_object() && prototype != Value::NULL {
        return Err(type_error(cx, Msg::BadPrototype { value: prototype }));
    }
    let object = cx.ordinary_object_create(prototype.as_object());
    if !call.arg(1).is_undefined() {
        object_define_properties(cx, object, call.arg(1))?;
    }
    Ok(object.into())
}

/// §20.1.2.3 Object.defineProperties ( obj, props ) <https://tc39.es/ecma262/#sec-object.defineproperties>
pub(super) fn define_properties(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let value = call.arg(0);
    let Some(object) = value.as_object() else {
        return Err(type_error(cx, Msg::NotAnObject { value }));
    };
    object_define_properties(cx, object, call.arg(1))?;
    Ok(value)
}

/// §20.1.2.3.1 ObjectDefineProperties ( obj, props ) <https://tc39.es/ecma262/#sec-objectdefineproperties>
fn object_define_properties(cx: &mut Cx, object: Object, properties: Value) -> JsResult<()> {
    let properties = cx.to_object(properties)?;
    let keys = cx.own_property_keys(properties)?;
    let pending = GcVec::new(cx);
    // 4. All descriptors are read before the first is applied.
    for name in keys.iter() {
        let key = cx.to_property_key(name)?;
        if cx
            .get_own_property(properties, key)?
            .is_some_and(|own| own.is_enumerable())
        {
            let field = cx.get(properties, key)?;
            let descriptor = cx.to_property_descriptor(field)?;
            pending.try_push(cx, name)?;
            push_descriptor(cx, pending, &descriptor)?;
        }
    }
    for start in (0..pending.len()).step_by(1 + FIELDS) {
        let key = cx.to_property_key(pending.get(start))?;
        let descriptor = descriptor_at(pending, start + 1);
        cx.define_property_or_throw(object, key, &descriptor)?;
    }
    Ok(())
}

/// How many values a descriptor takes in a list.
const FIELDS: usize = 6;

/// Appends the fields of a descriptor, the empty mark for an absent one.
fn push_descriptor(cx: &mut Cx, list: GcVec, descriptor: &PropertyDescriptor) -> JsResult<()> {
    let fields: [Option<Value>; FIELDS] = [
        descriptor.value,
        descriptor.writable.map(Value::from),
        descriptor.get,
        descriptor.set,
        descriptor.enumerable.map(Value::from),
        descriptor.configurable.map(Value::from),
    ];
    for field in fields {
        list.try_push(cx, field.unwrap_or(Value::EMPTY))?;
    }
    Ok(())
}

/// The descriptor whose fields begin at `start`.
fn descriptor_at(list: GcVec, start: usize) -> PropertyDescriptor {
    let field = |index: usize| Some(list.get(start + index)).filter(|value| !value.is_empty());
    PropertyDescriptor {
        value: field(0),
        writable: field(1).map(Value::to_boolean),
        get: field(2),
        set: field(3),
        enumerable: field(4).map(Value::to_boolean),
        configurable: field(5).map(Value::to_boolean),
    }
}

/// §20.1.2.4 Object.defineProperty ( obj, propertyKey, attributes )
/// <https://tc39.es/ecma262/#sec-object.defineproperty>
pub(super) fn define_property(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let value = call.arg(0);
    let Some(object) = value.as_object() else {
        return Err(type_error(cx, Msg::NotAnObject { value }));
    };
    let key = cx.to_property_key(call.arg(1))?;
    let descriptor = cx.to_property_descriptor(call.arg(2))?;
    cx.define_property_or_throw(object, key, &descriptor)?;
    Ok(value)
}

/// §20.1.2.7 Object.fromEntries ( iterable ) <https://tc39.es/ecma262/#sec-object.fromentries>
pub(super) fn from_entries(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let iterable = cx.require_object_coercible(call.arg(0), "Object.fromEntries")?;
    let object = cx.new_object();
    cx.iterate(iterable, |cx, item| {
        let Some(entry) = item.as_object() else {
            return Err(type_error(cx, Msg::EntryNotObject { value: item }));
        };
        let key = cx.get(entry, 0u32)?;
        let value = cx.get(entry, 1u32)?;
        let key = cx.to_property_key(key)?;
        cx.create_data_property_or_throw(object, key, value)?;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(object.into())
}

/// §20.1.2.13 Object.groupBy ( items, callback ) <https://tc39.es/ecma262/#sec-object.groupby>
pub(super) fn group_by(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let items = cx.require_object_coercible(call.arg(0), "Object.groupBy")?;
    let callback = call.arg(1);
    if !cx.is_callable(callback) {
        return Err(type_error(cx, Msg::NotCallable { value: callback }));
    }
    // FAST: the groups are collected in the result, which no script sees before the end.
    let groups = cx.ordinary_object_create(None);
    let mut index = 0u64;
    cx.iterate(items, |cx, item| {
        let key = cx.call(callback, Value::UNDEFINED, &[item, index.into()])?;
        let key = cx.to_property_key(key)?;
        let group = match cx.get(groups, key)?.as_object() {
            Some(group) => group,
            None => {
                let group = cx.array_from_slice(&[]);
                cx.create_data_property_or_throw(groups, key, group.into())?;
                group
            }
        };
        let length = cx.length_of_array_like(group)?;
        cx.create_data_property_or_throw(group, length, item)?;
        index += 1;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(groups.into())
}

/// §20.1.2.23 Object.setPrototypeOf ( obj, proto ) <https://tc39.es/ecma262/#sec-object.setprototypeof>
pub(super) fn set_prototype_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let value = cx.require_object_coercible(call.arg(0), "Object.setPrototypeOf")?;
    let prototype = call.arg(1);
    if !prototype.is_object() && prototype != Value::NULL {
        return Err(type_error(cx, Msg::BadPrototype { value: prototype }));
    }
    let Some(object) = value.as_object() else {
        return Ok(value);
    };
    super::prototype::set_prototype_or_throw(cx, object, prototype.as_object())?;
    Ok(value)
}
