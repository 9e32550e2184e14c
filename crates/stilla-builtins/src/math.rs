//! §21.3 The Math Object <https://tc39.es/ecma262/#sec-math-object>
//!
//! The rows and what needs no algorithm; rounding, the extremes and sums, and the generator of random
//! numbers have rooms of their own.
//!
//! Uses: stilla-core. Never: other built-ins.

mod leaf;
mod many;
mod random;
mod round;
mod sum;

use std::f64::consts;

use stilla_core::builtin::{Global, method, number, tag};
use stilla_core::number::{exponentiate, to_uint32};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Value};

/// %Math%.
pub const MATH: Global = Global::namespace("Math").id(Intrinsic::Math).statics(&[
    number("E", consts::E),
    number("LN10", consts::LN_10),
    number("LN2", consts::LN_2),
    number("LOG10E", consts::LOG10_E),
    number("LOG2E", consts::LOG2_E),
    number("PI", consts::PI),
    number("SQRT1_2", consts::FRAC_1_SQRT_2),
    number("SQRT2", consts::SQRT_2),
    tag("Math"),
    method("abs", 1, abs).leaf(leaf::abs),
    method("acos", 1, |cx, call| unary(cx, call, f64::acos)),
    method("acosh", 1, |cx, call| unary(cx, call, acosh)),
    method("asin", 1, |cx, call| unary(cx, call, f64::asin)),
    method("asinh", 1, |cx, call| unary(cx, call, asinh)),
    method("atan", 1, |cx, call| unary(cx, call, f64::atan))
        .leaf(|_, _, args| leaf::unary(args, f64::atan)),
    method("atanh", 1, |cx, call| unary(cx, call, atanh)),
    method("atan2", 2, atan2).leaf(leaf::atan2),
    method("cbrt", 1, |cx, call| unary(cx, call, f64::cbrt)),
    method("ceil", 1, round::ceil).leaf(leaf::ceil),
    method("clz32", 1, clz32),
    method("cos", 1, |cx, call| unary(cx, call, f64::cos))
        .leaf(|_, _, args| leaf::unary(args, f64::cos)),
    method("cosh", 1, |cx, call| unary(cx, call, f64::cosh)),
    method("exp", 1, |cx, call| unary(cx, call, f64::exp))
        .leaf(|_, _, args| leaf::unary(args, f64::exp)),
    method("expm1", 1, |cx, call| unary(cx, call, f64::exp_m1)),
    method("floor", 1, round::floor).leaf(leaf::floor),
    method("fround", 1, |cx, call| unary(cx, call, round::to_f32)),
    method("f16round", 1, |cx, call| unary(cx, call, round::to_f16)),
    method("hypot", 2, many::hypot),
    method("imul", 2, imul).leaf(leaf::imul),
    method("log", 1, |cx, call| unary(cx, call, f64::ln))
        .leaf(|_, _, args| leaf::unary(args, f64::ln)),
    method("log1p", 1, |cx, call| unary(cx, call, f64::ln_1p)),
    method("log10", 1, |cx, call| unary(cx, call, f64::log10)),
    method("log2", 1, |cx, call| unary(cx, call, f64::log2)),
    method("max", 2, many::max).leaf(leaf::max),
    method("min", 2, many::min).leaf(leaf::min),
    method("pow", 2, pow).leaf(leaf::pow),
    method("random", 0, random::random),
    method("round", 1, round::round).leaf(leaf::round),
    method("sign", 1, |cx, call| unary(cx, call, sign)),
    method("sin", 1, |cx, call| unary(cx, call, f64::sin))
        .leaf(|_, _, args| leaf::unary(args, f64::sin)),
    method("sinh", 1, |cx, call| unary(cx, call, f64::sinh)),
    method("sqrt", 1, |cx, call| unary(cx, call, f64::sqrt))
        .leaf(|_, _, args| leaf::unary(args, f64::sqrt)),
    method("sumPrecise", 1, sum::sum_precise),
    method("tan", 1, |cx, call| unary(cx, call, f64::tan)),
    method("tanh", 1, |cx, call| unary(cx, call, f64::tanh)),
    method("trunc", 1, round::trunc).leaf(leaf::trunc),
]);

/// A function of one number.
#[inline(always)]
fn unary(cx: &mut Cx, call: &Call<'_>, function: fn(f64) -> f64) -> JsResult<Value> {
    Ok(function(cx.to_number(call.arg(0))?).into())
}

/// §21.3.2.1 Math.abs ( x ) <https://tc39.es/ecma262/#sec-math.abs>
fn abs(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    unary(cx, call, f64::abs)
}

/// §21.3.2.3 Math.acosh ( x ) <https://tc39.es/ecma262/#sec-math.acosh>
fn acosh(x: f64) -> f64 {
    if x > 1e9 {
        // NOTE: the square of a large number would overflow; there ln(2x) is exact enough.
        x.ln() + consts::LN_2
    } else if x > 2.0 {
        (2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt())).ln()
    } else {
        // Near 1 the result is small: the distance from 1 keeps its digits.
        let distance = x - 1.0;
        (distance + (2.0 * distance + distance * distance).sqrt()).ln_1p()
    }
}

/// §21.3.2.5 Math.asinh ( x ) <https://tc39.es/ecma262/#sec-math.asinh>
fn asinh(x: f64) -> f64 {
    // -0 and the infinities are their own result.
    if x == 0.0 || x.is_infinite() {
        return x;
    }
    let magnitude = x.abs();
    let result = if magnitude > 1e9 {
        magnitude.ln() + consts::LN_2
    } else {
        let square = magnitude * magnitude;
        (magnitude + square / (1.0 + (square + 1.0).sqrt())).ln_1p()
    };
    result.copysign(x)
}

/// §21.3.2.7 Math.atanh ( x ) <https://tc39.es/ecma262/#sec-math.atanh>
fn atanh(x: f64) -> f64 {
    if x == 0.0 {
        return x;
    }
    let magnitude = x.abs();
    (0.5 * (2.0 * magnitude / (1.0 - magnitude)).ln_1p()).copysign(x)
}

/// §21.3.2.8 Math.atan2 ( y, x ) <https://tc39.es/ecma262/#sec-math.atan2>
fn atan2(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let y = cx.to_number(call.arg(0))?;
    let x = cx.to_number(call.arg(1))?;
    Ok(y.atan2(x).into())
}

/// §21.3.2.11 Math.clz32 ( x ) <https://tc39.es/ecma262/#sec-math.clz32>
fn clz32(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let number = cx.to_number(call.arg(0))?;
    Ok(Value::from(to_uint32(number).leading_zeros()))
}

/// §21.3.2.20 Math.imul ( x, y ) <https://tc39.es/ecma262/#sec-math.imul>
fn imul(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let x = cx.to_int32(call.arg(0))?;
    let y = cx.to_int32(call.arg(1))?;
    Ok(x.wrapping_mul(y).into())
}

/// §21.3.2.27 Math.pow ( base, exponent ) <https://tc39.es/ecma262/#sec-math.pow>
fn pow(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let base = cx.to_number(call.arg(0))?;
    let exponent = cx.to_number(call.arg(1))?;
    Ok(exponentiate(base, exponent).into())
}

/// §21.3.2.30 Math.sign ( x ) <https://tc39.es/ecma262/#sec-math.sign>
fn sign(x: f64) -> f64 {
    if x == 0.0 || x.is_nan() {
        x
    } else {
        1f64.copysign(x)
    }
}
