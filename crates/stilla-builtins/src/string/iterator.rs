//! §22.1.5 String Iterator objects <https://tc39.es/ecma262/#sec-string-iterator-objects>
//!
//! The iterators themselves are core's: loops step them without a call.
//!
//! Uses: stilla-core. Never: regexp.

use stilla_core::builtin::{Global, method, tag};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Kind, Value};

/// %StringIteratorPrototype%.
pub const STRING_ITERATOR: Global =
    Global::hidden("StringIterator", Intrinsic::StringIteratorPrototype)
        .prototype_parent(Intrinsic::IteratorPrototype)
        .prototype(&[method("next", 0, next), tag("String Iterator")])
        .method_ids(&[(Intrinsic::StringIteratorProtoNext, "next")]);

/// §22.1.3.37 String.prototype [ @@iterator ] ( ) <https://tc39.es/ecma262/#sec-string.prototype-%symbol.iterator%>
pub(super) fn create(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let string = super::this_string(cx, call, "String.prototype[Symbol.iterator]")?;
    Ok(cx.create_string_iterator(string).into())
}

/// §22.1.5.1.1 %StringIteratorPrototype%.next ( ) <https://tc39.es/ecma262/#sec-%stringiteratorprototype%.next>
fn next(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let iterator = cx.require_kind(call.this(), Kind::StringIterator, "String Iterator")?;
    Ok(match cx.string_iterator_step(iterator) {
        Some(value) => cx.create_iter_result_object(value, false).into(),
        None => cx.create_iter_result_object(Value::UNDEFINED, true).into(),
    })
}
