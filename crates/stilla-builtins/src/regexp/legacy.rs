//! The static properties that tell of the last match: RegExp.$1, RegExp.lastMatch and so on.
//!
//! They are no part of ECMA-262 but of the proposal that defines what all engines have
//! <https://github.com/tc39/proposal-regexp-legacy-features>.
//!
//! Uses: stilla-core. Never: regexp::exec.

use stilla_core::error::type_error;
use stilla_core::regexp::LegacyPart;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Msg, Value};

/// GetLegacyRegExpStaticProperty ( C, thisValue, internalSlotName )
fn get(cx: &mut Cx, call: &Call<'_>, part: LegacyPart) -> JsResult<Value> {
    require_constructor(cx, call)?;
    match cx.legacy_match(part) {
        Some(text) => Ok(text.into()),
        None => Err(type_error(cx, Msg::LegacyMatchInvalid)),
    }
}

fn require_constructor(cx: &mut Cx, call: &Call<'_>) -> JsResult<()> {
    if call.this() == cx.intrinsic(Intrinsic::RegExp).into() {
        return Ok(());
    }
    let value = call.this();
    Err(type_error(
        cx,
        Msg::IncompatibleReceiver {
            expected: "RegExp constructor",
            value,
        },
    ))
}

/// get RegExp.input
pub(super) fn input(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    get(cx, call, LegacyPart::Input)
}

/// set RegExp.input
pub(super) fn set_input(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    require_constructor(cx, call)?;
    let input = cx.to_string(call.arg(0))?;
    cx.set_legacy_input(input);
    Ok(Value::UNDEFINED)
}

/// get RegExp.lastMatch
pub(super) fn last_match(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    get(cx, call, LegacyPart::LastMatch)
}

/// get RegExp.lastParen
pub(super) fn last_paren(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    get(cx, call, LegacyPart::LastParen)
}

/// get RegExp.leftContext
pub(super) fn left_context(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    get(cx, call, LegacyPart::LeftContext)
}

/// get RegExp.rightContext
pub(super) fn right_context(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    get(cx, call, LegacyPart::RightContext)
}

/// get RegExp.$1 … RegExp.$9
pub(super) fn group<const GROUP: u8>(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    get(cx, call, LegacyPart::Group(GROUP))
}
