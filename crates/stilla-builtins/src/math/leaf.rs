//! The short ways through what programs call most: all arguments are numbers.
//!
//! Uses: stilla-core, round. Never: other built-ins.

use stilla_core::number::exponentiate;
use stilla_core::{Cx, Value};

use super::round;

/// A function of one number.
#[inline(always)]
pub(super) fn unary(args: &[Value], function: fn(f64) -> f64) -> Option<Value> {
    Some(function(args.first()?.as_number()?).into())
}

/// A function of two numbers.
#[inline(always)]
fn binary(args: &[Value], function: fn(f64, f64) -> f64) -> Option<Value> {
    let [x, y] = args else {
        return None;
    };
    Some(function(x.as_number()?, y.as_number()?).into())
}

/// A number rounded by `function`, which leaves an int32 as it is.
#[inline(always)]
fn rounded(args: &[Value], function: fn(f64) -> f64) -> Option<Value> {
    let value = args.first()?;
    match value.is_int() {
        true => Some(*value),
        false => unary(args, function),
    }
}

/// Math.abs.
pub(super) fn abs(_: &mut Cx, _: Value, args: &[Value]) -> Option<Value> {
    match args.first()?.as_int() {
        Some(int) => Some(Value::from(int.unsigned_abs())),
        None => unary(args, f64::abs),
    }
}

/// Math.atan2.
pub(super) fn atan2(_: &mut Cx, _: Value, args: &[Value]) -> Option<Value> {
    binary(args, f64::atan2)
}

/// Math.ceil.
pub(super) fn ceil(_: &mut Cx, _: Value, args: &[Value]) -> Option<Value> {
    rounded(args, f64::ceil)
}

/// Math.floor.
pub(super) fn floor(_: &mut Cx, _: Value, args: &[Value]) -> Option<Value> {
    rounded(args, f64::floor)
}

/// Math.round.
pub(super) fn round(_: &mut Cx, _: Value, args: &[Value]) -> Option<Value> {
    rounded(args, round::to_nearest)
}

/// Math.trunc.
pub(super) fn trunc(_: &mut Cx, _: Value, args: &[Value]) -> Option<Value> {
    rounded(args, f64::trunc)
}

/// Math.imul of int32s.
pub(super) fn imul(_: &mut Cx, _: Value, args: &[Value]) -> Option<Value> {
    let [x, y] = args else {
        return None;
    };
    Some(x.as_int()?.wrapping_mul(y.as_int()?).into())
}

/// Math.pow.
pub(super) fn pow(_: &mut Cx, _: Value, args: &[Value]) -> Option<Value> {
    binary(args, exponentiate)
}

/// Math.max of two numbers.
pub(super) fn max(_: &mut Cx, _: Value, args: &[Value]) -> Option<Value> {
    extreme(args, i32::max, |x, y| {
        x > y || (x == y && !x.is_sign_negative())
    })
}

/// Math.min of two numbers.
pub(super) fn min(_: &mut Cx, _: Value, args: &[Value]) -> Option<Value> {
    extreme(args, i32::min, |x, y| {
        x < y || (x == y && x.is_sign_negative())
    })
}

#[inline(always)]
fn extreme(
    args: &[Value],
    of_ints: fn(i32, i32) -> i32,
    is_better: fn(f64, f64) -> bool,
) -> Option<Value> {
    let [x, y] = args else {
        return None;
    };
    if let (Some(x), Some(y)) = (x.as_int(), y.as_int()) {
        return Some(of_ints(x, y).into());
    }
    let (x, y) = (x.as_number()?, y.as_number()?);
    let best = if x.is_nan() || is_better(x, y) { x } else { y };
    Some(best.into())
}
