//! §24.4 WeakSet objects <https://tc39.es/ecma262/#sec-weakset-objects>
//!
//! Uses: core. Never: other built-ins.

use std::ops::ControlFlow;

use stilla_core::builtin::{Global, method, tag};
use stilla_core::error::type_error;
use stilla_core::table::Table;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Kind, Msg, Name, Value};

/// The WeakSet constructor and its prototype.
pub const WEAK_SET: Global = Global::constructor("WeakSet", 0, construct)
    .id(Intrinsic::WeakSet)
    .prototype_id(Intrinsic::WeakSetPrototype)
    .prototype(&[
        method("add", 1, add),
        method("delete", 1, delete),
        method("has", 1, has),
        tag("WeakSet"),
    ]);

/// Internal slot of [`Kind::WeakSet`]: [[WeakSetData]].
const DATA: usize = 0;

/// §24.4.1.1 WeakSet ( [ iterable ] ) <https://tc39.es/ecma262/#sec-weakset-iterable>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.require_new(cx)?;
    let data = Table::new_weak(cx).to_value();
    let set = cx.create_from_constructor(
        new_target,
        Intrinsic::WeakSetPrototype,
        Kind::WeakSet,
        &[data],
    )?;
    let iterable = call.arg(0);
    if iterable.is_nullish() {
        return Ok(set.into());
    }
    let adder = cx.get(set, Name::add)?;
    if !cx.is_callable(adder) {
        return Err(type_error(cx, Msg::NotCallable { value: adder }));
    }
    cx.iterate(iterable, |cx, item| {
        cx.call(adder, set.into(), &[item])?;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(set.into())
}

fn this_set(cx: &mut Cx, call: &Call<'_>) -> JsResult<Table> {
    let set = cx.require_kind(call.this(), Kind::WeakSet, "WeakSet")?;
    Ok(Table::from_value(set.internal(DATA)).expect("a WeakSet has its table"))
}

/// §24.4.3.1 WeakSet.prototype.add ( value ) <https://tc39.es/ecma262/#sec-weakset.prototype.add>
fn add(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let table = this_set(cx, call)?;
    let value = call.arg(0);
    if !cx.can_be_held_weakly(value) {
        return Err(type_error(cx, Msg::InvalidWeakKey { value }));
    }
    table.set(cx, value, Value::TRUE)?;
    Ok(call.this())
}

/// §24.4.3.3 WeakSet.prototype.delete ( value ) <https://tc39.es/ecma262/#sec-weakset.prototype.delete>
fn delete(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let table = this_set(cx, call)?;
    Ok((cx.can_be_held_weakly(call.arg(0)) && table.delete(cx, call.arg(0))).into())
}

/// §24.4.3.4 WeakSet.prototype.has ( value ) <https://tc39.es/ecma262/#sec-weakset.prototype.has>
fn has(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let table = this_set(cx, call)?;
    Ok((cx.can_be_held_weakly(call.arg(0)) && table.has(cx, call.arg(0))).into())
}
