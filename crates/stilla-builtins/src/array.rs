//! §23.1 Array objects <https://tc39.es/ecma262/#sec-array-objects>
//!
//! The table is the contents page; the methods lie in the rooms by theme. Every method is the
//! specification's algorithm over any array-like object; [`element`], [`store`] and [`define`] are the
//! three places where a plain array is read and written without a lookup.
//!
//! Uses: core. Never: other built-ins.

pub(crate) use join::locale_arguments;
use stilla_core::builtin::{Global, method, symbol_alias, symbol_getter};
use stilla_core::error::type_error;
use stilla_core::ops::Failure;
use stilla_core::{
    Attributes, Call, Cx, Intrinsic, JsResult, Kind, Msg, Name, Object, PropertyKey, Value,
    WellKnownSymbol,
};

mod copy;
mod create;
mod flatten;
mod from_async;
mod iterate;
mod join;
mod leaf;
mod mutate;
mod results;
mod search;
mod sort;
mod transform;

/// The Array constructor and %Array.prototype%.
pub const ARRAY: Global = Global::constructor("Array", 1, create::construct)
    .id(Intrinsic::Array)
    .prototype_id(Intrinsic::ArrayPrototype)
    .prototype_is(Kind::Array, |_| (0, [Value::UNDEFINED; 4]))
    .statics(&[
        method("from", 1, create::from),
        method("fromAsync", 1, from_async::from_async),
        method("isArray", 1, create::is_array).leaf(leaf::is_array),
        method("of", 0, create::of),
        symbol_getter(WellKnownSymbol::species, species),
    ])
    .prototype(&[
        method("at", 1, search::at),
        method("concat", 1, copy::concat),
        method("copyWithin", 2, mutate::copy_within),
        method("entries", 0, iterate::entries),
        method("every", 1, iterate::every),
        method("fill", 1, mutate::fill),
        method("filter", 1, transform::filter),
        method("find", 1, search::find),
        method("findIndex", 1, search::find_index),
        method("findLast", 1, search::find_last),
        method("findLastIndex", 1, search::find_last_index),
        method("flat", 0, flatten::flat),
        method("flatMap", 1, flatten::flat_map),
        method("forEach", 1, iterate::for_each),
        method("includes", 1, search::includes),
        method("indexOf", 1, search::index_of),
        method("join", 1, join::join),
        method("keys", 0, iterate::keys),
        method("lastIndexOf", 1, search::last_index_of),
        method("map", 1, transform::map),
        method("pop", 0, mutate::pop).leaf(leaf::pop),
        method("push", 1, mutate::push).leaf(leaf::push),
        method("reduce", 1, transform::reduce),
        method("reduceRight", 1, transform::reduce_right),
        method("reverse", 0, mutate::reverse),
        method("shift", 0, mutate::shift).leaf(leaf::shift),
        method("slice", 2, copy::slice),
        method("some", 1, iterate::some),
        method("sort", 1, sort::sort),
        method("splice", 2, mutate::splice),
        method("toLocaleString", 0, join::to_locale_string),
        method("toReversed", 0, copy::to_reversed),
        method("toSorted", 1, sort::to_sorted),
        method("toSpliced", 2, copy::to_spliced),
        method("toString", 0, join::to_string),
        method("unshift", 1, mutate::unshift),
        method("values", 0, iterate::values),
        method("with", 2, copy::with),
        symbol_alias(WellKnownSymbol::iterator, "values"),
    ])
    .method_ids(&[
        (Intrinsic::ArrayProtoToString, "toString"),
        (Intrinsic::ArrayProtoValues, "values"),
    ])
    .finish(define_unscopables);

/// §23.1.2.5 get Array [ %Symbol.species% ] <https://tc39.es/ecma262/#sec-get-array-%symbol.species%>
fn species(_: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(call.this())
}

/// §23.1.3.41 Array.prototype [ %Symbol.unscopables% ]
/// <https://tc39.es/ecma262/#sec-array.prototype-%symbol.unscopables%>
fn define_unscopables(cx: &Cx, _: Option<Object>, prototype: Option<Object>) {
    let list = cx.ordinary_object_create(None);
    let names = [
        "at",
        "copyWithin",
        "entries",
        "fill",
        "find",
        "findIndex",
        "findLast",
        "findLastIndex",
        "flat",
        "flatMap",
        "includes",
        "keys",
        "toReversed",
        "toSorted",
        "toSpliced",
        "values",
    ];
    for name in names {
        cx.put_own(
            list,
            PropertyKey::from_str(cx, name),
            Value::TRUE,
            Attributes::ALL,
        );
    }
    if let Some(prototype) = prototype {
        let key = cx.key(WellKnownSymbol::unscopables);
        cx.put_own(prototype, key, list.into(), Attributes::CONFIGURABLE);
    }
}

/// The greatest length that anything can have, 2^53-1.
const MAX_LENGTH: u64 = (1 << 53) - 1;

/// Up to this length, elements are moved in one go without a look at the limits.
const FAST_LIMIT: u64 = 1 << 24;

/// Get ( O, ! ToString(𝔽(index)) ).
#[inline]
fn element(cx: &mut Cx, object: Object, index: u64) -> JsResult<Value> {
    // FAST: [[Get]] of an array gives a plain own element.
    if object.is(Kind::Array)
        && let Some(value) = cx.dense_element(object, index as usize)
    {
        return Ok(value);
    }
    cx.get(object, index)
}

/// HasProperty and then Get: `None` if there is no element.
#[inline]
fn present(cx: &mut Cx, object: Object, index: u64) -> JsResult<Option<Value>> {
    // FAST: as in `element`.
    if object.is(Kind::Array)
        && let Some(value) = cx.dense_element(object, index as usize)
    {
        return Ok(Some(value));
    }
    if cx.has_property(object, index)? {
        cx.get(object, index).map(Some)
    } else {
        Ok(None)
    }
}

/// Set ( O, ! ToString(𝔽(index)), value, true ).
#[inline]
fn store(cx: &mut Cx, object: Object, index: u64, value: Value) -> JsResult<()> {
    // FAST: in a simple array nothing stands between an assignment and the element.
    if let Some(length) = cx.simple_length(object)
        && ((index < length as u64 && cx.put_dense(object, index as usize, value))
            || (index == length as u64 && cx.append_fast(object, value)))
    {
        return Ok(());
    }
    cx.set(object, index, value, Failure::Throw)
}

/// CreateDataPropertyOrThrow ( O, ! ToString(𝔽(index)), value ).
#[inline]
fn define(cx: &mut Cx, object: Object, index: u64, value: Value) -> JsResult<()> {
    // FAST: elements of a simple array have all attributes anyway.
    if let Some(length) = cx.simple_length(object)
        && ((index < length as u64 && cx.put_dense(object, index as usize, value))
            || (index == length as u64 && cx.append_fast(object, value)))
    {
        return Ok(());
    }
    cx.create_data_property_or_throw(object, index, value)
}

/// Set ( O, "length", 𝔽(length), true ).
fn set_length(cx: &mut Cx, object: Object, length: u64) -> JsResult<()> {
    // FAST: a simple array's length is a number that may change.
    if let Some(old) = cx.simple_length(object)
        && (length == old as u64
            || (length < old as u64 && cx.put_dense_length(object, length as usize)))
    {
        return Ok(());
    }
    cx.set(object, Name::length, Value::from(length), Failure::Throw)
}

/// The callback that a method needs.
fn callback(cx: &mut Cx, value: Value) -> JsResult<Value> {
    if cx.is_callable(value) {
        Ok(value)
    } else {
        Err(type_error(cx, Msg::NotCallable { value }))
    }
}

/// What ArraySpeciesCreate would construct: `None` is ArrayCreate, and so is %Array% itself.
fn species_of(cx: &mut Cx, original: Object) -> JsResult<Option<Object>> {
    if !cx.is_array(original.into())? {
        return Ok(None);
    }
    let mut constructor = cx.get(original, Name::constructor)?;
    if let Some(object) = constructor.as_object() {
        // 4. Another realm's %Array% does not count.
        if cx.has_construct(object) && cx.is_intrinsic_of_other_realm(object, Intrinsic::Array)? {
            return Ok(None);
        }
        constructor = cx.get(object, WellKnownSymbol::species)?;
        if constructor == Value::NULL {
            return Ok(None);
        }
    }
    if constructor.is_undefined() {
        return Ok(None);
    }
    match constructor
        .as_object()
        .filter(|object| cx.has_construct(*object))
    {
        None => Err(type_error(cx, Msg::SpeciesNotConstructor)),
        Some(found) if found == cx.intrinsic(Intrinsic::Array) => Ok(None),
        found => Ok(found),
    }
}

/// §10.4.2.3 ArraySpeciesCreate ( originalArray, length ) <https://tc39.es/ecma262/#sec-arrayspeciescreate>
fn array_species_create(cx: &mut Cx, original: Object, length: u64) -> JsResult<Object> {
    let species = species_of(cx, original)?;
    create_of_species(cx, species, length)
}

/// The object of a species that was found; none is an Array.
fn create_of_species(cx: &mut Cx, species: Option<Object>, length: u64) -> JsResult<Object> {
    match species {
        None => cx.new_array(length),
        Some(constructor) => cx.construct(constructor, &[Value::from(length)], constructor),
    }
}
