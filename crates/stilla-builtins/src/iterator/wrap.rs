//! `Iterator.from` and the objects it wraps foreign iterators in.
//!
//! Uses: core, iterator. Never: other built-ins.

use stilla_core::builtin::{Global, method};
use stilla_core::ops::FlattenStrings;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Kind, Name, Value};

/// %WrapForValidIteratorPrototype%.
pub const WRAP_FOR_VALID_ITERATOR: Global = Global::hidden(
    "Wrap For Valid Iterator",
    Intrinsic::WrapForValidIteratorPrototype,
)
.prototype_parent(Intrinsic::IteratorPrototype)
.prototype(&[method("next", 0, next), method("return", 0, return_)]);

/// Internal slots of [`Kind::WrapForValidIterator`]: the iterator and its `next` method.
const ITERATOR: usize = 0;
const NEXT: usize = 1;

/// §27.1.3.2.2 Iterator.from ( O ) <https://tc39.es/ecma262/#sec-iterator.from>
pub(super) fn from(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let record = cx.get_iterator_flattenable(call.arg(0), FlattenStrings::Iterate)?;
    let constructor = cx.intrinsic(Intrinsic::Iterator);
    if cx.ordinary_has_instance(constructor.into(), record.iterator.into())? {
        return Ok(record.iterator.into());
    }
    let prototype = cx.intrinsic(Intrinsic::WrapForValidIteratorPrototype);
    let internal = [record.iterator.into(), record.next];
    Ok(cx
        .create_object(Kind::WrapForValidIterator, Some(prototype), &internal)
        .into())
}

/// §27.1.3.2.2.1.1 %WrapForValidIteratorPrototype%.next ( )
/// <https://tc39.es/ecma262/#sec-%wrapforvaliditeratorprototype%.next>
fn next(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let wrapper = cx.require_kind(call.this(), Kind::WrapForValidIterator, "wrapped iterator")?;
    cx.call(wrapper.internal(NEXT), wrapper.internal(ITERATOR), &[])
}

/// §27.1.3.2.2.1.2 %WrapForValidIteratorPrototype%.return ( )
/// <https://tc39.es/ecma262/#sec-%wrapforvaliditeratorprototype%.return>
fn return_(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let wrapper = cx.require_kind(call.this(), Kind::WrapForValidIterator, "wrapped iterator")?;
    let iterator = wrapper.internal(ITERATOR);
    match cx.get_method(iterator, Name::return_)? {
        Some(method) => cx.call(method.into(), iterator, &[]),
        None => Ok(cx.create_iter_result_object(Value::UNDEFINED, true).into()),
    }
}
