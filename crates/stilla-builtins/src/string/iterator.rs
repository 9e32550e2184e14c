//! §22.1.5 String Iterator objects <https://tc39.es/ecma262/#sec-string-iterator-objects>
//!
//! One step gives one code point as a string of one or two units.
//!
//! Uses: stilla-core. Never: regexp.

use stilla_core::builtin::{Global, method, tag};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Kind, Value};

/// %StringIteratorPrototype%.
pub const STRING_ITERATOR: Global =
    Global::hidden("StringIterator", Intrinsic::StringIteratorPrototype)
        .prototype_parent(Intrinsic::IteratorPrototype)
        .prototype(&[method("next", 0, next), tag("String Iterator")]);

/// Internal slot: the string, or undefined at the end.
const STRING: usize = 0;
/// Internal slot: the next position.
const POSITION: usize = 1;

/// §22.1.3.37 String.prototype [ @@iterator ] ( ) <https://tc39.es/ecma262/#sec-string.prototype-%symbol.iterator%>
pub(super) fn create(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let string = super::this_string(cx, call, "String.prototype[Symbol.iterator]")?;
    let prototype = cx.intrinsic(Intrinsic::StringIteratorPrototype);
    let internal = [string.into(), Value::ZERO];
    Ok(cx
        .create_object(Kind::StringIterator, Some(prototype), &internal)
        .into())
}

/// §22.1.5.1.1 %StringIteratorPrototype%.next ( ) <https://tc39.es/ecma262/#sec-%stringiteratorprototype%.next>
fn next(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let iterator = cx.require_kind(call.this(), Kind::StringIterator, "String Iterator")?;
    let position = iterator.internal(POSITION).as_int().unwrap_or(0) as usize;
    match iterator.internal(STRING).as_string() {
        Some(string) if position < string.len() => {
            let point = cx.view(string).code_point_at(position);
            iterator.set_internal(POSITION, Value::from(position + point.len));
            let part = cx.single_code_point(point.value);
            Ok(cx.create_iter_result_object(part.into(), false).into())
        }
        _ => {
            iterator.set_internal(STRING, Value::UNDEFINED);
            Ok(cx.create_iter_result_object(Value::UNDEFINED, true).into())
        }
    }
}
