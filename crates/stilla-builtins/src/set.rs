//! §24.2 Set objects <https://tc39.es/ecma262/#sec-set-objects> and their iterators.
//!
//! [[SetData]] is a [`Table`] whose values are not used.
//!
//! Uses: core. Never: other built-ins.

use std::ops::ControlFlow;

use stilla_core::builtin::{Global, alias, getter, method, symbol_alias, symbol_getter, tag};
use stilla_core::error::type_error;
use stilla_core::table::Table;
use stilla_core::table_iterator::TableIteration;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Kind, Msg, Name, Value, WellKnownSymbol};

mod algebra;

/// The Set constructor and its prototype.
pub const SET: Global = Global::constructor("Set", 0, construct)
    .id(Intrinsic::Set)
    .prototype_id(Intrinsic::SetPrototype)
    .statics(&[symbol_getter(WellKnownSymbol::species, species)])
    .prototype(&[
        method("add", 1, add).leaf(add_leaf),
        method("clear", 0, clear),
        method("delete", 1, delete),
        method("difference", 1, algebra::difference),
        method("entries", 0, entries),
        method("forEach", 1, for_each),
        method("has", 1, has).leaf(has_leaf),
        method("intersection", 1, algebra::intersection),
        method("isDisjointFrom", 1, algebra::is_disjoint_from),
        method("isSubsetOf", 1, algebra::is_subset_of),
        method("isSupersetOf", 1, algebra::is_superset_of),
        method("values", 0, values),
        alias("keys", "values"),
        getter("size", size),
        method("symmetricDifference", 1, algebra::symmetric_difference),
        method("union", 1, algebra::union),
        symbol_alias(WellKnownSymbol::iterator, "values"),
        tag("Set"),
    ])
    .method_ids(&[(Intrinsic::SetProtoAdd, "add")]);

/// %SetIteratorPrototype%.
pub const SET_ITERATOR: Global = Global::hidden("Set Iterator", Intrinsic::SetIteratorPrototype)
    .prototype_parent(Intrinsic::IteratorPrototype)
    .prototype(&[method("next", 0, next), tag("Set Iterator")])
    .method_ids(&[(Intrinsic::SetIteratorProtoNext, "next")]);

/// Internal slot of [`Kind::Set`]: [[SetData]].
const DATA: usize = 0;

/// §24.2.2.1 Set ( [ iterable ] ) <https://tc39.es/ecma262/#sec-set-iterable>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.require_new(cx)?;
    let table = Table::new(cx);
    let set = cx.create_from_constructor(
        new_target,
        Intrinsic::SetPrototype,
        Kind::Set,
        &[table.to_value()],
    )?;
    let iterable = call.arg(0);
    if iterable.is_nullish() {
        return Ok(set.into());
    }
    let adder = cx.get(set, Name::add)?;
    if !cx.is_callable(adder) {
        return Err(type_error(cx, Msg::NotCallable { value: adder }));
    }
    // FAST: calling the original `add` would only add to the table.
    let is_plain = adder == cx.intrinsic(Intrinsic::SetProtoAdd).into();
    cx.iterate(iterable, |cx, item| {
        if is_plain {
            table.set(cx, item, Value::UNDEFINED)?;
        } else {
            cx.call(adder, set.into(), &[item])?;
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(set.into())
}

/// §24.2.3.2 get Set [ %Symbol.species% ] <https://tc39.es/ecma262/#sec-get-set-%symbol.species%>
fn species(_: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(call.this())
}

fn this_set(cx: &mut Cx, call: &Call<'_>) -> JsResult<Table> {
    let set = cx.require_kind(call.this(), Kind::Set, "Set")?;
    Ok(Table::from_value(set.internal(DATA)).expect("a Set has its table"))
}

/// The table of a receiver that is a Set.
#[inline(always)]
fn table_of(value: Value) -> Option<Table> {
    let set = value.as_object().filter(|set| set.is(Kind::Set))?;
    Table::from_value(set.internal(DATA))
}

/// The short way through [`add`], where the table has room.
fn add_leaf(cx: &mut Cx, this: Value, args: &[Value]) -> Option<Value> {
    let has_added = table_of(this)?.set_in_room(cx, *args.first()?, Value::UNDEFINED);
    has_added.then_some(this)
}

/// The short way through [`has`].
fn has_leaf(cx: &mut Cx, this: Value, args: &[Value]) -> Option<Value> {
    let key = args.first().filter(|key| !Cx::is_long_key(**key))?;
    Some(table_of(this)?.has(cx, *key).into())
}

/// §24.2.4.1 Set.prototype.add ( value ) <https://tc39.es/ecma262/#sec-set.prototype.add>
fn add(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let table = this_set(cx, call)?;
    table.set(cx, call.arg(0), Value::UNDEFINED)?;
    Ok(call.this())
}

/// §24.2.4.2 Set.prototype.clear ( ) <https://tc39.es/ecma262/#sec-set.prototype.clear>
fn clear(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    this_set(cx, call)?.clear();
    Ok(Value::UNDEFINED)
}

/// §24.2.4.4 Set.prototype.delete ( value ) <https://tc39.es/ecma262/#sec-set.prototype.delete>
fn delete(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let table = this_set(cx, call)?;
    cx.prepare_key(call.arg(0))?;
    Ok(table.delete(cx, call.arg(0)).into())
}

/// §24.2.4.7 Set.prototype.forEach ( callback [ , thisArg ] ) <https://tc39.es/ecma262/#sec-set.prototype.foreach>
fn for_each(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let table = this_set(cx, call)?;
    let callback = call.arg(0);
    if !cx.is_callable(callback) {
        return Err(type_error(cx, Msg::NotCallable { value: callback }));
    }
    let mut cursor = 0;
    while let Some((item, _)) = table.next(&mut cursor) {
        cx.call(callback, call.arg(1), &[item, item, call.this()])?;
        cx.charge(1)?;
    }
    Ok(Value::UNDEFINED)
}

/// §24.2.4.8 Set.prototype.has ( value ) <https://tc39.es/ecma262/#sec-set.prototype.has>
fn has(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let table = this_set(cx, call)?;
    cx.prepare_key(call.arg(0))?;
    Ok(table.has(cx, call.arg(0)).into())
}

/// §24.2.4.14 get Set.prototype.size <https://tc39.es/ecma262/#sec-get-set.prototype.size>
fn size(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(Value::from(this_set(cx, call)?.len()))
}

fn iterate(cx: &mut Cx, call: &Call<'_>, iteration: TableIteration) -> JsResult<Value> {
    let table = this_set(cx, call)?;
    Ok(cx.create_set_iterator(table, iteration).into())
}

/// §24.2.4.6 Set.prototype.entries ( ) <https://tc39.es/ecma262/#sec-set.prototype.entries>
fn entries(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    iterate(cx, call, TableIteration::Pairs)
}

/// §24.2.4.17 Set.prototype.values ( ) <https://tc39.es/ecma262/#sec-set.prototype.values>
fn values(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    iterate(cx, call, TableIteration::Keys)
}

/// §24.2.6.2.1 %SetIteratorPrototype%.next ( ) <https://tc39.es/ecma262/#sec-%setiteratorprototype%.next>
fn next(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let iterator = cx.require_kind(call.this(), Kind::SetIterator, "Set Iterator")?;
    Ok(match cx.table_iterator_step(iterator) {
        Some(value) => cx.create_iter_result_object(value, false).into(),
        None => cx.create_iter_result_object(Value::UNDEFINED, true).into(),
    })
}
