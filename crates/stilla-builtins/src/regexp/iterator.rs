//! §22.2.9 RegExp String Iterator objects <https://tc39.es/ecma262/#sec-regexp-string-iterator-objects>
//!
//! Uses: stilla-core, regexp::exec, regexp::matching. Never: string.

use stilla_core::builtin::{Global, method, tag};
use stilla_core::object::Object;
use stilla_core::{Call, Cx, Intrinsic, JsResult, JsString, Kind, Value};

use super::exec::regexp_exec;
use super::matching::step_over_empty_match;

/// %RegExpStringIteratorPrototype%.
pub const REGEXP_STRING_ITERATOR: Global = Global::hidden(
    "RegExpStringIterator",
    Intrinsic::RegExpStringIteratorPrototype,
)
.prototype_parent(Intrinsic::IteratorPrototype)
.prototype(&[method("next", 0, next), tag("RegExp String Iterator")]);

const MATCHER: usize = 0;
const STRING: usize = 1;
const GLOBAL: usize = 2;
const BY_CODE_POINTS: usize = 3;
const DONE: usize = 4;

/// §22.2.9.1 CreateRegExpStringIterator ( R, S, global, fullUnicode )
/// <https://tc39.es/ecma262/#sec-createregexpstringiterator>
pub(super) fn create(
    cx: &Cx,
    matcher: Object,
    string: JsString,
    is_global: bool,
    by_code_points: bool,
) -> Value {
    let prototype = cx.intrinsic(Intrinsic::RegExpStringIteratorPrototype);
    let internal = [
        matcher.into(),
        string.into(),
        is_global.into(),
        by_code_points.into(),
        Value::FALSE,
    ];
    cx.create_object(Kind::RegExpStringIterator, Some(prototype), &internal)
        .into()
}

/// §22.2.9.2.1 %RegExpStringIteratorPrototype%.next ( )
/// <https://tc39.es/ecma262/#sec-%regexpstringiteratorprototype%.next>
fn next(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let iterator = cx.require_kind(
        call.this(),
        Kind::RegExpStringIterator,
        "RegExp String Iterator",
    )?;
    let (Some(matcher), Some(string)) = (
        iterator.internal(MATCHER).as_object(),
        iterator.internal(STRING).as_string(),
    ) else {
        return Ok(cx.create_iter_result_object(Value::UNDEFINED, true).into());
    };
    if iterator.internal(DONE) == Value::TRUE {
        return Ok(cx.create_iter_result_object(Value::UNDEFINED, true).into());
    }
    // NOTE: an exception ends the iteration; only another match to come revives it.
    iterator.set_internal(DONE, Value::TRUE);
    let Some(result) = regexp_exec(cx, matcher, string)?.as_object() else {
        return Ok(cx.create_iter_result_object(Value::UNDEFINED, true).into());
    };
    if iterator.internal(GLOBAL) == Value::TRUE {
        let matched = cx.get(result, 0u32)?;
        if cx.to_string(matched)?.is_empty() {
            let by_code_points = iterator.internal(BY_CODE_POINTS) == Value::TRUE;
            step_over_empty_match(cx, matcher, string, by_code_points)?;
        }
        iterator.set_internal(DONE, Value::FALSE);
    }
    Ok(cx.create_iter_result_object(result.into(), false).into())
}
