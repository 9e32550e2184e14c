//! §27.1 Iterator <https://tc39.es/ecma262/#sec-iterator-objects>: the constructor and %Iterator.prototype%.
//!
//! Methods that return a lazy iterator make an Iterator Helper (`iterator/lazy.rs`); the others consume
//! their receiver at once (`iterator/consume.rs`).
//!
//! Uses: core. Never: other built-ins.

use stilla_core::builtin::{Global, accessor, method, symbol_accessor, symbol_method};
use stilla_core::error::type_error;
use stilla_core::object::ToKey;
use stilla_core::ops::{Failure, IteratorRecord};
use stilla_core::{
    Call, Cx, Intrinsic, JsResult, Kind, Msg, Name, Object, Thrown, Value, WellKnownSymbol,
};

mod adapt;
mod consume;
mod group;
mod lazy;
mod sequence;
mod wrap;
mod zip;

pub use lazy::ITERATOR_HELPER;
pub use wrap::WRAP_FOR_VALID_ITERATOR;

/// The Iterator constructor and %Iterator.prototype%.
pub const ITERATOR: Global = Global::constructor("Iterator", 0, construct)
    .id(Intrinsic::Iterator)
    .prototype_id(Intrinsic::IteratorPrototype)
    .without_constructor_property()
    .statics(&[
        method("concat", 0, sequence::concat),
        method("from", 1, wrap::from),
        method("zip", 1, zip::zip),
        method("zipKeyed", 1, zip::zip_keyed),
    ])
    .prototype(&[
        method("chunks", 1, group::chunks),
        accessor("constructor", constructor, set_constructor),
        method("drop", 1, adapt::drop),
        method("every", 1, consume::every),
        method("filter", 1, adapt::filter),
        method("find", 1, consume::find),
        method("flatMap", 1, adapt::flat_map),
        method("forEach", 1, consume::for_each),
        method("includes", 1, consume::includes),
        method("join", 1, consume::join),
        method("map", 1, adapt::map),
        method("reduce", 1, consume::reduce),
        method("some", 1, consume::some),
        method("take", 1, adapt::take),
        method("toArray", 0, consume::to_array),
        method("windows", 1, group::windows),
        symbol_method(WellKnownSymbol::dispose, 0, dispose),
        symbol_method(WellKnownSymbol::iterator, 0, this_value),
        symbol_accessor(
            WellKnownSymbol::toStringTag,
            to_string_tag,
            set_to_string_tag,
        ),
    ]);

/// §27.1.3.1.1 Iterator ( ) <https://tc39.es/ecma262/#sec-iterator>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.require_new(cx)?;
    if new_target == call.callee() {
        return Err(type_error(
            cx,
            Msg::AbstractConstructor { name: "Iterator" },
        ));
    }
    cx.create_from_constructor(
        new_target,
        Intrinsic::IteratorPrototype,
        Kind::Ordinary,
        &[],
    )
    .map(Value::from)
}

/// §27.1.4.14 Iterator.prototype [ %Symbol.iterator% ] ( ) <https://tc39.es/ecma262/#sec-iterator.prototype-%symbol.iterator%>
fn this_value(_: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(call.this())
}

/// %Iterator.prototype% [ %Symbol.dispose% ] ( )
/// <https://tc39.es/proposal-explicit-resource-management/#sec-%iteratorprototype%-@@dispose>
fn dispose(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    if let Some(method) = cx.get_method(call.this(), Name::return_)? {
        cx.call(method.into(), call.this(), &[])?;
    }
    Ok(Value::UNDEFINED)
}

/// §27.1.4.1.1 get Iterator.prototype.constructor <https://tc39.es/ecma262/#sec-get-iterator-prototype-constructor>
fn constructor(cx: &mut Cx, _: &Call<'_>) -> JsResult<Value> {
    Ok(cx.intrinsic(Intrinsic::Iterator).into())
}

/// §27.1.4.1.2 set Iterator.prototype.constructor <https://tc39.es/ecma262/#sec-set-iterator-prototype-constructor>
fn set_constructor(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    set_ignoring_prototype(cx, call, Name::constructor)
}

/// §27.1.4.15.1 get Iterator.prototype [ %Symbol.toStringTag% ]
/// <https://tc39.es/ecma262/#sec-get-iterator-prototype-%symbol.tostringtag%>
fn to_string_tag(cx: &mut Cx, _: &Call<'_>) -> JsResult<Value> {
    Ok(cx.name(Name::Iterator).into())
}

/// §27.1.4.15.2 set Iterator.prototype [ %Symbol.toStringTag% ]
/// <https://tc39.es/ecma262/#sec-set-iterator-prototype-%symbol.tostringtag%>
fn set_to_string_tag(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    set_ignoring_prototype(cx, call, WellKnownSymbol::toStringTag)
}

/// §7.3.34 SetterThatIgnoresPrototypeProperties ( this, home, p, v )
/// <https://tc39.es/ecma262/#sec-SetterThatIgnoresPrototypeProperties>
fn set_ignoring_prototype(cx: &mut Cx, call: &Call<'_>, key: impl ToKey) -> JsResult<Value> {
    let key = key.to_key(cx);
    let this = receiver(cx, call)?;
    if this == cx.intrinsic(Intrinsic::IteratorPrototype) {
        return Err(type_error(
            cx,
            Msg::ReadOnly {
                key,
                object: this.into(),
            },
        ));
    }
    match cx.get_own_property(this, key)? {
        None => cx.create_data_property_or_throw(this, key, call.arg(0))?,
        Some(_) => cx.set(this, key, call.arg(0), Failure::Throw)?,
    }
    Ok(Value::UNDEFINED)
}

/// The receiver of a method of %Iterator.prototype%: any object.
fn receiver(cx: &mut Cx, call: &Call<'_>) -> JsResult<Object> {
    let value = call.this();
    value
        .as_object()
        .ok_or_else(|| type_error(cx, Msg::NotAnObject { value }))
}

/// Closes an iterator whose `next` was not read yet, because an argument is wrong.
fn close_unopened(cx: &mut Cx, iterator: Object, thrown: Thrown) -> Thrown {
    let record = IteratorRecord {
        iterator,
        next: Value::UNDEFINED,
        done: false,
    };
    cx.close_on_throw(&record, thrown)
}

/// The receiver as an iterator record, for a method whose first argument is a callback.
fn open_with_callback(cx: &mut Cx, call: &Call<'_>) -> JsResult<IteratorRecord> {
    let iterator = receiver(cx, call)?;
    let function = call.arg(0);
    if !cx.is_callable(function) {
        let thrown = type_error(cx, Msg::NotCallable { value: function });
        return Err(close_unopened(cx, iterator, thrown));
    }
    cx.get_iterator_direct(iterator)
}
