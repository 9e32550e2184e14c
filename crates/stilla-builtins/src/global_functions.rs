//! §19.2 Function properties of the global object
//! <https://tc39.es/ecma262/#sec-function-properties-of-the-global-object>
//!
//! Uses: stilla-core. Never: other built-ins.

mod escape;
mod uri;

pub use escape::{ESCAPE, UNESCAPE};
pub use uri::{DECODE_URI, DECODE_URI_COMPONENT, ENCODE_URI, ENCODE_URI_COMPONENT};

use stilla_core::builtin::Global;
use stilla_core::number;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Value};

/// %eval%.
pub const EVAL: Global = Global::function("eval", 1, eval).id(Intrinsic::Eval);

/// isFinite.
pub const IS_FINITE: Global = Global::function("isFinite", 1, is_finite);

/// isNaN.
pub const IS_NAN: Global = Global::function("isNaN", 1, is_nan);

/// parseFloat, which is Number.parseFloat too.
pub const PARSE_FLOAT: Global =
    Global::function("parseFloat", 1, parse_float).id(Intrinsic::ParseFloat);

/// parseInt, which is Number.parseInt too.
pub const PARSE_INT: Global = Global::function("parseInt", 2, parse_int).id(Intrinsic::ParseInt);

/// §19.2.1 eval ( x ) <https://tc39.es/ecma262/#sec-eval-x>, called under another name: a direct eval
/// is an operation of the interpreter.
fn eval(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    cx.indirect_eval(call.arg(0))
}

/// §19.2.2 isFinite ( number ) <https://tc39.es/ecma262/#sec-isfinite-number>
fn is_finite(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(cx.to_number(call.arg(0))?.is_finite().into())
}

/// §19.2.3 isNaN ( number ) <https://tc39.es/ecma262/#sec-isnan-number>
fn is_nan(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(cx.to_number(call.arg(0))?.is_nan().into())
}

/// §19.2.4 parseFloat ( string ) <https://tc39.es/ecma262/#sec-parsefloat-string>
fn parse_float(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    // FAST: the text of an int32 reads as that int32.
    if call.arg(0).is_int() {
        return Ok(call.arg(0));
    }
    let text = cx.to_string(call.arg(0))?;
    cx.charge(text.len() as u32 / 8)?;
    Ok(number::parse_float(cx.view(text)).into())
}

/// §19.2.5 parseInt ( string, radix ) <https://tc39.es/ecma262/#sec-parseint-string-radix>
fn parse_int(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    // FAST: the text of an int32 reads in radix 10 as that int32.
    if call.arg(0).is_int() && (call.len() == 1 || call.arg(1).as_int() == Some(10)) {
        return Ok(call.arg(0));
    }
    let text = cx.to_string(call.arg(0))?;
    let radix = cx.to_int32(call.arg(1))?;
    cx.charge(text.len() as u32 / 8)?;
    Ok(number::parse_int(cx.view(text), radix).into())
}
