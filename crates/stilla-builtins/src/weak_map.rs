//! §24.3 WeakMap objects <https://tc39.es/ecma262/#sec-weakmap-objects>
//!
//! Uses: core, map. Never: other built-ins.

use stilla_core::builtin::{Global, method, tag};
use stilla_core::error::type_error;
use stilla_core::table::Table;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Kind, Msg, Name, Value};

use crate::map::for_each_entry;

/// The WeakMap constructor and its prototype.
pub const WEAK_MAP: Global = Global::constructor("WeakMap", 0, construct)
    .id(Intrinsic::WeakMap)
    .prototype_id(Intrinsic::WeakMapPrototype)
    .prototype(&[
        method("delete", 1, delete),
        method("get", 1, get),
        method("getOrInsert", 2, get_or_insert),
        method("getOrInsertComputed", 2, get_or_insert_computed),
        method("has", 1, has),
        method("set", 2, set),
        tag("WeakMap"),
    ]);

/// Internal slot of [`Kind::WeakMap`]: [[WeakMapData]].
const DATA: usize = 0;

/// §24.3.1.1 WeakMap ( [ iterable ] ) <https://tc39.es/ecma262/#sec-weakmap-iterable>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.require_new(cx)?;
    let data = Table::new_weak(cx).to_value();
    let map = cx.create_from_constructor(
        new_target,
        Intrinsic::WeakMapPrototype,
        Kind::WeakMap,
        &[data],
    )?;
    let iterable = call.arg(0);
    if iterable.is_nullish() {
        return Ok(map.into());
    }
    let adder = cx.get(map, Name::set)?;
    if !cx.is_callable(adder) {
        return Err(type_error(cx, Msg::NotCallable { value: adder }));
    }
    for_each_entry(cx, iterable, |cx, key, value| {
        cx.call(adder, map.into(), &[key, value]).map(|_| ())
    })?;
    Ok(map.into())
}

fn this_map(cx: &mut Cx, call: &Call<'_>) -> JsResult<Table> {
    let map = cx.require_kind(call.this(), Kind::WeakMap, "WeakMap")?;
    Ok(Table::from_value(map.internal(DATA)).expect("a WeakMap has its table"))
}

fn weak_key(cx: &mut Cx, key: Value) -> JsResult<Value> {
    if cx.can_be_held_weakly(key) {
        return Ok(key);
    }
    Err(type_error(cx, Msg::InvalidWeakKey { value: key }))
}

/// §24.3.3.2 WeakMap.prototype.delete ( key ) <https://tc39.es/ecma262/#sec-weakmap.prototype.delete>
fn delete(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let table = this_map(cx, call)?;
    Ok((cx.can_be_held_weakly(call.arg(0)) && table.delete(cx, call.arg(0))).into())
}

/// §24.3.3.3 WeakMap.prototype.get ( key ) <https://tc39.es/ecma262/#sec-weakmap.prototype.get>
fn get(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let table = this_map(cx, call)?;
    let is_key = cx.can_be_held_weakly(call.arg(0));
    let found = if is_key {
        table.get(cx, call.arg(0))
    } else {
        None
    };
    Ok(found.unwrap_or(Value::UNDEFINED))
}

/// WeakMap.prototype.getOrInsert ( key, value ) <https://tc39.es/ecma262/#sec-weakmap.prototype.getorinsert>
fn get_or_insert(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let table = this_map(cx, call)?;
    let key = weak_key(cx, call.arg(0))?;
    if let Some(value) = table.get(cx, key) {
        return Ok(value);
    }
    table.set(cx, key, call.arg(1))?;
    Ok(call.arg(1))
}

/// WeakMap.prototype.getOrInsertComputed ( key, callback ) <https://tc39.es/ecma262/#sec-weakmap.prototype.getorinsertcomputed>
fn get_or_insert_computed(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let table = this_map(cx, call)?;
    let key = weak_key(cx, call.arg(0))?;
    let callback = call.arg(1);
    if !cx.is_callable(callback) {
        return Err(type_error(cx, Msg::NotCallable { value: callback }));
    }
    if let Some(value) = table.get(cx, key) {
        return Ok(value);
    }
    let value = cx.call(callback, Value::UNDEFINED, &[key])?;
    table.set(cx, key, value)?;
    Ok(value)
}

/// §24.3.3.4 WeakMap.prototype.has ( key ) <https://tc39.es/ecma262/#sec-weakmap.prototype.has>
fn has(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let table = this_map(cx, call)?;
    Ok((cx.can_be_held_weakly(call.arg(0)) && table.has(cx, call.arg(0))).into())
}

/// §24.3.3.5 WeakMap.prototype.set ( key, value ) <https://tc39.es/ecma262/#sec-weakmap.prototype.set>
fn set(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let table = this_map(cx, call)?;
    let key = weak_key(cx, call.arg(0))?;
    table.set(cx, key, call.arg(1))?;
    Ok(call.this())
}
