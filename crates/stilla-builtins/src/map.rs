//! §24.1 Map objects <https://tc39.es/ecma262/#sec-map-objects> and their iterators.
//!
//! [[MapData]] is a [`Table`]: a cursor into it survives whatever a callback does to the map.
//!
//! Uses: core. Never: other built-ins.

use std::ops::ControlFlow;

use stilla_core::builtin::{Global, getter, method, symbol_alias, symbol_getter, tag};
use stilla_core::error::type_error;
use stilla_core::table::Table;
use stilla_core::table_iterator::TableIteration;
use stilla_core::{Call, Cx, GcVec, Intrinsic, JsResult, Kind, Msg, Name, Value, WellKnownSymbol};

/// The Map constructor and its prototype.
pub const MAP: Global = Global::constructor("Map", 0, construct)
    .id(Intrinsic::Map)
    .prototype_id(Intrinsic::MapPrototype)
    .statics(&[
        method("groupBy", 2, group_by),
        symbol_getter(WellKnownSymbol::species, species),
    ])
    .prototype(&[
        method("clear", 0, clear),
        method("delete", 1, delete),
        method("entries", 0, entries),
        method("forEach", 1, for_each),
        method("get", 1, get).leaf(get_leaf),
        method("getOrInsert", 2, get_or_insert),
        method("getOrInsertComputed", 2, get_or_insert_computed),
        method("has", 1, has).leaf(has_leaf),
        method("keys", 0, keys),
        method("set", 2, set).leaf(set_leaf),
        getter("size", size),
        method("values", 0, values),
        symbol_alias(WellKnownSymbol::iterator, "entries"),
        tag("Map"),
    ])
    .method_ids(&[(Intrinsic::MapProtoSet, "set")]);

/// %MapIteratorPrototype%.
pub const MAP_ITERATOR: Global = Global::hidden("Map Iterator", Intrinsic::MapIteratorPrototype)
    .prototype_parent(Intrinsic::IteratorPrototype)
    .prototype(&[method("next", 0, next), tag("Map Iterator")])
    .method_ids(&[(Intrinsic::MapIteratorProtoNext, "next")]);

/// Internal slot of [`Kind::Map`]: [[MapData]].
const DATA: usize = 0;

/// §24.1.1.1 Map ( [ iterable ] ) <https://tc39.es/ecma262/#sec-map-iterable>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.require_new(cx)?;
    let table = Table::new(cx);
    let map = cx.create_from_constructor(
        new_target,
        Intrinsic::MapPrototype,
        Kind::Map,
        &[table.to_value()],
    )?;
    let iterable = call.arg(0);
    if iterable.is_nullish() {
        return Ok(map.into());
    }
    let adder = cx.get(map, Name::set)?;
    if !cx.is_callable(adder) {
        return Err(type_error(cx, Msg::NotCallable { value: adder }));
    }
    // FAST: calling the original `set` would only add to the table.
    let is_plain = adder == cx.intrinsic(Intrinsic::MapProtoSet).into();
    for_each_entry(cx, iterable, |cx, key, value| {
        if is_plain {
            return table.set(cx, key, value);
        }
        cx.call(adder, map.into(), &[key, value]).map(|_| ())
    })?;
    Ok(map.into())
}

/// §24.1.1.2 AddEntriesFromIterable ( target, iterable, adder )
/// <https://tc39.es/ecma262/#sec-add-entries-from-iterable>
pub(crate) fn for_each_entry(
    cx: &mut Cx,
    iterable: Value,
    mut add: impl FnMut(&mut Cx, Value, Value) -> JsResult<()>,
) -> JsResult<()> {
    cx.iterate(iterable, |cx, item| {
        let Some(entry) = item.as_object() else {
            return Err(type_error(cx, Msg::EntryNotObject { value: item }));
        };
        let key = cx.get(entry, 0u32)?;
        let value = cx.get(entry, 1u32)?;
        add(cx, key, value)?;
        Ok(ControlFlow::Continue(()))
    })
}

/// §24.1.2.1 Map.groupBy ( items, callback ) <https://tc39.es/ecma262/#sec-map.groupby>
fn group_by(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (items, callback) = (call.arg(0), call.arg(1));
    cx.require_object_coercible(items, "Map.groupBy")?;
    if !cx.is_callable(callback) {
        return Err(type_error(cx, Msg::NotCallable { value: callback }));
    }
    let groups = Table::new(cx);
    let mut index = 0u64;
    cx.iterate(items, |cx, item| {
        let key = cx.call(callback, Value::UNDEFINED, &[item, Value::from(index)])?;
        index += 1;
        let group = match groups.get(cx, key).and_then(GcVec::from_value) {
            Some(group) => group,
            None => {
                let group = GcVec::new(cx);
                groups.set(cx, key, group.to_value())?;
                group
            }
        };
        group.try_push(cx, item)?;
        Ok(ControlFlow::Continue(()))
    })?;
    let mut cursor = 0;
    while let Some((key, group)) = groups.next(&mut cursor) {
        if let Some(group) = GcVec::from_value(group) {
            let array = cx.array_from_list_part(group, 0, group.len())?;
            groups.set(cx, key, array.into())?;
        }
        cx.charge(1)?;
    }
    let prototype = cx.intrinsic(Intrinsic::MapPrototype);
    Ok(cx
        .create_object(Kind::Map, Some(prototype), &[groups.to_value()])
        .into())
}

/// §24.1.2.3 get Map [ %Symbol.species% ] <https://tc39.es/ecma262/#sec-get-map-%symbol.species%>
fn species(_: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(call.this())
}

fn this_map(cx: &mut Cx, call: &Call<'_>) -> JsResult<Table> {
    let map = cx.require_kind(call.this(), Kind::Map, "Map")?;
    Ok(Table::from_value(map.internal(DATA)).expect("a Map has its table"))
}

/// The table of a receiver that is a Map.
#[inline(always)]
fn table_of(value: Value) -> Option<Table> {
    let map = value.as_object().filter(|map| map.is(Kind::Map))?;
    Table::from_value(map.internal(DATA))
}

/// The short way through [`get`].
fn get_leaf(cx: &mut Cx, this: Value, args: &[Value]) -> Option<Value> {
    let key = args.first().filter(|key| !Cx::is_long_key(**key))?;
    let value = table_of(this)?.get(cx, *key);
    Some(value.unwrap_or(Value::UNDEFINED))
}

/// The short way through [`has`].
fn has_leaf(cx: &mut Cx, this: Value, args: &[Value]) -> Option<Value> {
    let key = args.first().filter(|key| !Cx::is_long_key(**key))?;
    Some(table_of(this)?.has(cx, *key).into())
}

/// The short way through [`set`], where the table has room.
fn set_leaf(cx: &mut Cx, this: Value, args: &[Value]) -> Option<Value> {
    let &[key, value] = args else {
        return None;
    };
    table_of(this)?.set_in_room(cx, key, value).then_some(this)
}

/// §24.1.3.1 Map.prototype.clear ( ) <https://tc39.es/ecma262/#sec-map.prototype.clear>
fn clear(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    this_map(cx, call)?.clear();
    Ok(Value::UNDEFINED)
}

/// §24.1.3.3 Map.prototype.delete ( key ) <https://tc39.es/ecma262/#sec-map.prototype.delete>
fn delete(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let table = this_map(cx, call)?;
    cx.prepare_key(call.arg(0))?;
    Ok(table.delete(cx, call.arg(0)).into())
}

/// §24.1.3.5 Map.prototype.forEach ( callback [ , thisArg ] ) <https://tc39.es/ecma262/#sec-map.prototype.foreach>
fn for_each(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let table = this_map(cx, call)?;
    let callback = call.arg(0);
    if !cx.is_callable(callback) {
        return Err(type_error(cx, Msg::NotCallable { value: callback }));
    }
    let mut cursor = 0;
    while let Some((key, value)) = table.next(&mut cursor) {
        cx.call(callback, call.arg(1), &[value, key, call.this()])?;
        cx.charge(1)?;
    }
    Ok(Value::UNDEFINED)
}

/// §24.1.3.6 Map.prototype.get ( key ) <https://tc39.es/ecma262/#sec-map.prototype.get>
fn get(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let table = this_map(cx, call)?;
    cx.prepare_key(call.arg(0))?;
    Ok(table.get(cx, call.arg(0)).unwrap_or(Value::UNDEFINED))
}

/// Map.prototype.getOrInsert ( key, value ) <https://tc39.es/ecma262/#sec-map.prototype.getorinsert>
fn get_or_insert(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let table = this_map(cx, call)?;
    cx.prepare_key(call.arg(0))?;
    if let Some(value) = table.get(cx, call.arg(0)) {
        return Ok(value);
    }
    table.set(cx, call.arg(0), call.arg(1))?;
    Ok(call.arg(1))
}

/// Map.prototype.getOrInsertComputed ( key, callback ) <https://tc39.es/ecma262/#sec-map.prototype.getorinsertcomputed>
fn get_or_insert_computed(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let table = this_map(cx, call)?;
    let callback = call.arg(1);
    if !cx.is_callable(callback) {
        return Err(type_error(cx, Msg::NotCallable { value: callback }));
    }
    let key = canonical(call.arg(0));
    if let Some(value) = table.get(cx, key) {
        return Ok(value);
    }
    let value = cx.call(callback, Value::UNDEFINED, &[key])?;
    table.set(cx, key, value)?;
    Ok(value)
}

/// §24.5.1 CanonicalizeKeyedCollectionKey ( key ) <https://tc39.es/ecma262/#sec-canonicalizekeyedcollectionkey>
pub(crate) fn canonical(key: Value) -> Value {
    if key.as_number() == Some(0.0) {
        Value::ZERO
    } else {
        key
    }
}

/// §24.1.3.7 Map.prototype.has ( key ) <https://tc39.es/ecma262/#sec-map.prototype.has>
fn has(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let table = this_map(cx, call)?;
    cx.prepare_key(call.arg(0))?;
    Ok(table.has(cx, call.arg(0)).into())
}

/// §24.1.3.9 Map.prototype.set ( key, value ) <https://tc39.es/ecma262/#sec-map.prototype.set>
fn set(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let table = this_map(cx, call)?;
    table.set(cx, call.arg(0), call.arg(1))?;
    Ok(call.this())
}

/// §24.1.3.10 get Map.prototype.size <https://tc39.es/ecma262/#sec-get-map.prototype.size>
fn size(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(Value::from(this_map(cx, call)?.len()))
}

fn iterate(cx: &mut Cx, call: &Call<'_>, iteration: TableIteration) -> JsResult<Value> {
    let table = this_map(cx, call)?;
    Ok(cx.create_map_iterator(table, iteration).into())
}

/// §24.1.3.4 Map.prototype.entries ( ) <https://tc39.es/ecma262/#sec-map.prototype.entries>
fn entries(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    iterate(cx, call, TableIteration::Entries)
}

/// §24.1.3.8 Map.prototype.keys ( ) <https://tc39.es/ecma262/#sec-map.prototype.keys>
fn keys(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    iterate(cx, call, TableIteration::Keys)
}

/// §24.1.3.11 Map.prototype.values ( ) <https://tc39.es/ecma262/#sec-map.prototype.values>
fn values(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    iterate(cx, call, TableIteration::Values)
}

/// §24.1.5.2.1 %MapIteratorPrototype%.next ( ) <https://tc39.es/ecma262/#sec-%mapiteratorprototype%.next>
fn next(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let iterator = cx.require_kind(call.this(), Kind::MapIterator, "Map Iterator")?;
    Ok(match cx.table_iterator_step(iterator) {
        Some(value) => cx.create_iter_result_object(value, false).into(),
        None => cx.create_iter_result_object(Value::UNDEFINED, true).into(),
    })
}
