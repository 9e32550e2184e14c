//! Functions of any number of numbers: hypot, max, min.
//!
//! Uses: stilla-core. Never: other built-ins.

use stilla_core::{Call, Cx, JsResult, Value};

/// §21.3.2.19 Math.hypot ( ...args ) <https://tc39.es/ecma262/#sec-math.hypot>
pub(super) fn hypot(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let mut numbers = Vec::with_capacity(call.len());
    for value in call.args() {
        numbers.push(cx.to_number(*value)?);
    }
    // 4. An infinity outweighs a NaN.
    if numbers.iter().any(|number| number.is_infinite()) {
        return Ok(f64::INFINITY.into());
    }
    let greatest = numbers
        .iter()
        .fold(0.0, |greatest: f64, number| greatest.max(number.abs()));
    if numbers.iter().any(|number| number.is_nan()) {
        return Ok(Value::NAN);
    }
    if greatest == 0.0 {
        return Ok(Value::ZERO);
    }
    // Divided by the greatest, no square overflows or vanishes; the sum is compensated.
    let (mut sum, mut lost) = (0.0, 0.0);
    for number in numbers {
        let ratio = number / greatest;
        let summand = ratio * ratio - lost;
        let next = sum + summand;
        lost = (next - sum) - summand;
        sum = next;
    }
    Ok((sum.sqrt() * greatest).into())
}

/// §21.3.2.25 Math.max ( ...args ) <https://tc39.es/ecma262/#sec-math.max>
pub(super) fn max(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    extreme(cx, call, f64::NEG_INFINITY, |number, best| {
        number > best || (number == best && !number.is_sign_negative())
    })
}

/// §21.3.2.26 Math.min ( ...args ) <https://tc39.es/ecma262/#sec-math.min>
pub(super) fn min(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    extreme(cx, call, f64::INFINITY, |number, best| {
        number < best || (number == best && number.is_sign_negative())
    })
}

/// The argument that is better than all others, NaN if one is. Every argument is converted.
#[inline(always)]
fn extreme(
    cx: &mut Cx,
    call: &Call<'_>,
    worst: f64,
    is_better: fn(f64, f64) -> bool,
) -> JsResult<Value> {
    let mut best = worst;
    for value in call.args() {
        let number = cx.to_number(*value)?;
        if number.is_nan() || is_better(number, best) {
            best = number;
        }
    }
    Ok(best.into())
}
