//! §23.1.5.2 The %ArrayIteratorPrototype% object <https://tc39.es/ecma262/#sec-%arrayiteratorprototype%-object>
//!
//! The iterators themselves are core's: loops step them without a call.
//!
//! Uses: core. Never: other built-ins.

use stilla_core::builtin::{Global, method, tag};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Kind, Value};

/// %ArrayIteratorPrototype%.
pub const ARRAY_ITERATOR: Global =
    Global::hidden("Array Iterator", Intrinsic::ArrayIteratorPrototype)
        .prototype_parent(Intrinsic::IteratorPrototype)
        .prototype(&[method("next", 0, next), tag("Array Iterator")])
        .method_ids(&[(Intrinsic::ArrayIteratorProtoNext, "next")]);

/// §23.1.5.2.1 %ArrayIteratorPrototype%.next ( ) <https://tc39.es/ecma262/#sec-%arrayiteratorprototype%.next>
fn next(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let iterator = cx.require_kind(call.this(), Kind::ArrayIterator, "Array Iterator")?;
    Ok(match cx.array_iterator_step(iterator)? {
        Some(value) => cx.create_iter_result_object(value, false).into(),
        None => cx.create_iter_result_object(Value::UNDEFINED, true).into(),
    })
}
