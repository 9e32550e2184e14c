//! Rounding: ceil, floor, round, trunc, and to narrower floating point numbers.
//!
//! Uses: stilla-core. Never: other built-ins.

use stilla_core::buffer::round_to_f16;
use stilla_core::{Call, Cx, JsResult, Value};

/// A number rounded by `function`, which leaves an int32 as it is.
#[inline(always)]
fn rounded(cx: &mut Cx, call: &Call<'_>, function: fn(f64) -> f64) -> JsResult<Value> {
    if call.arg(0).is_int() {
        return Ok(call.arg(0));
    }
    Ok(function(cx.to_number(call.arg(0))?).into())
}

/// §21.3.2.10 Math.ceil ( x ) <https://tc39.es/ecma262/#sec-math.ceil>
pub(super) fn ceil(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    rounded(cx, call, f64::ceil)
}

/// §21.3.2.16 Math.floor ( x ) <https://tc39.es/ecma262/#sec-math.floor>
pub(super) fn floor(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    rounded(cx, call, f64::floor)
}

/// §21.3.2.29 Math.round ( x ) <https://tc39.es/ecma262/#sec-math.round>
pub(super) fn round(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    rounded(cx, call, to_nearest)
}

/// The nearest integer; of two the greater one.
pub(super) fn to_nearest(x: f64) -> f64 {
    // NOTE: adding 0.5 to x would round for x just below 0.5 and for large odd integers.
    let floor = x.floor();
    let result = if x - floor >= 0.5 { floor + 1.0 } else { floor };
    // From -0.5 to -0 the result is -0.
    if result == 0.0 {
        result.copysign(x)
    } else {
        result
    }
}

/// §21.3.2.37 Math.trunc ( x ) <https://tc39.es/ecma262/#sec-math.trunc>
pub(super) fn trunc(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    rounded(cx, call, f64::trunc)
}

/// §21.3.2.17 Math.fround ( x ) <https://tc39.es/ecma262/#sec-math.fround>
pub(super) fn to_f32(x: f64) -> f64 {
    f64::from(x as f32)
}

/// §21.3.2.18 Math.f16round ( x ) <https://tc39.es/ecma262/#sec-math.f16round>
pub(super) fn to_f16(x: f64) -> f64 {
    round_to_f16(x)
}
