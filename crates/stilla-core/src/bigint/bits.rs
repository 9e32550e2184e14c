//! BigInts as two's complement with endless sign bits: shifts, logic, and wrapping to a width.
//!
//! Uses: bigint. Never: object, interp, realm.

use dashu_int::ops::BitTest;
use dashu_int::{IBig, Sign, UBig};

use super::{BigInt, check_bits, from_word, is_zero, make, of_small, too_large};
use crate::Cx;
use crate::error::JsResult;
use crate::value::Value;

/// §6.1.6.2.9 BigInt::leftShift ( x, y ) <https://tc39.es/ecma262/#sec-numeric-types-bigint-leftShift>
///
/// # Errors
/// A RangeError if the result is too large.
pub fn shl(cx: &mut Cx, x: BigInt, y: BigInt) -> JsResult<Value> {
    let to = if y.is_negative() {
        Direction::Right
    } else {
        Direction::Left
    };
    shift(cx, x, &y.integer(), to)
}

/// §6.1.6.2.10 BigInt::signedRightShift ( x, y )
/// <https://tc39.es/ecma262/#sec-numeric-types-bigint-signedRightShift>
///
/// # Errors
/// A RangeError if the result is too large, as it can be if `y` is negative.
pub fn shr(cx: &mut Cx, x: BigInt, y: BigInt) -> JsResult<Value> {
    if let Some(value) = of_small(cx, x, y, shift_right) {
        return Ok(value);
    }
    let to = if y.is_negative() {
        Direction::Left
    } else {
        Direction::Right
    };
    shift(cx, x, &y.integer(), to)
}

fn shift_right(x: i64, count: i64) -> Option<i64> {
    (count >= 0).then(|| x >> count.min(63))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Left,
    Right,
}

/// Shifts by the magnitude of `count`.
fn shift(cx: &mut Cx, x: BigInt, count: &IBig, to: Direction) -> JsResult<Value> {
    let magnitude = match count.as_sign_words().1 {
        [] => Ok(0),
        [word] => usize::try_from(*word).map_err(|_| ()),
        _ => Err(()),
    };
    if is_zero(x) {
        return make(cx, IBig::ZERO);
    }
    if to == Direction::Right {
        let count = magnitude.unwrap_or(usize::MAX);
        if count >= x.bits() {
            return make(
                cx,
                if x.is_negative() {
                    IBig::NEG_ONE
                } else {
                    IBig::ZERO
                },
            );
        }
        check_bits(cx, x.bits() - count)?;
        return make(cx, &*x.integer() >> count);
    }
    let Ok(count) = magnitude else {
        return Err(too_large(cx));
    };
    check_bits(cx, x.bits().saturating_add(count))?;
    make(cx, &*x.integer() << count)
}

/// §6.1.6.2.2 BigInt::bitwiseNOT ( x ) <https://tc39.es/ecma262/#sec-numeric-types-bigint-bitwiseNOT>
///
/// # Errors
/// A RangeError if the result is too large.
pub fn not(cx: &mut Cx, x: BigInt) -> JsResult<Value> {
    check_bits(cx, x.bits())?;
    make(cx, -&*x.integer() - IBig::ONE)
}

/// §6.1.6.2.17 BigInt::bitwiseAND ( x, y ) <https://tc39.es/ecma262/#sec-numeric-types-bigint-bitwiseAND>
///
/// # Errors
/// A stop if the memory limit would be exceeded.
pub fn and(cx: &mut Cx, x: BigInt, y: BigInt) -> JsResult<Value> {
    if let Some(value) = of_small(cx, x, y, |x, y| Some(x & y)) {
        return Ok(value);
    }
    if let Some(value) = masked(x, y).or_else(|| masked(y, x)) {
        return Ok(from_word(cx, value));
    }
    check_bits(cx, x.bits().max(y.bits()))?;
    make(cx, &*x.integer() & &*y.integer())
}

/// `x & mask`, if the mask is small and not negative.
///
/// FAST: `x & 1n` looks at the lowest word, however many there are.
#[inline]
fn masked(x: BigInt, mask: BigInt) -> Option<i64> {
    let mask = mask.small().filter(|mask| *mask >= 0)?;
    let x = x.integer();
    let (sign, words) = x.as_sign_words();
    let lowest = words.first().copied().unwrap_or(0) as i64;
    Some(
        mask & if sign == Sign::Negative {
            lowest.wrapping_neg()
        } else {
            lowest
        },
    )
}

/// §6.1.6.2.19 BigInt::bitwiseOR ( x, y ) <https://tc39.es/ecma262/#sec-numeric-types-bigint-bitwiseOR>
///
/// # Errors
/// A stop if the memory limit would be exceeded.
pub fn or(cx: &mut Cx, x: BigInt, y: BigInt) -> JsResult<Value> {
    if let Some(value) = of_small(cx, x, y, |x, y| Some(x | y)) {
        return Ok(value);
    }
    check_bits(cx, x.bits().max(y.bits()))?;
    make(cx, &*x.integer() | &*y.integer())
}

/// §6.1.6.2.18 BigInt::bitwiseXOR ( x, y ) <https://tc39.es/ecma262/#sec-numeric-types-bigint-bitwiseXOR>
///
/// # Errors
/// A stop if the memory limit would be exceeded.
pub fn xor(cx: &mut Cx, x: BigInt, y: BigInt) -> JsResult<Value> {
    if let Some(value) = of_small(cx, x, y, |x, y| Some(x ^ y)) {
        return Ok(value);
    }
    check_bits(cx, x.bits().max(y.bits()))?;
    make(cx, &*x.integer() ^ &*y.integer())
}

/// The low `bits` bits of a non-negative or wide-enough value, as they are.
fn low_bits(value: &IBig, bits: usize) -> IBig {
    IBig::from(UBig::ones(bits)) & value
}

/// §21.2.2.2 BigInt.asUintN ( bits, bigint ), its last step <https://tc39.es/ecma262/#sec-bigint.asuintn>
///
/// # Errors
/// A RangeError if the result is too large, as it can be for a negative one.
pub fn as_uint_n(cx: &mut Cx, bits: u64, x: BigInt) -> JsResult<Value> {
    let bits = usize::try_from(bits).unwrap_or(usize::MAX);
    if !x.is_negative() && bits >= x.bits() {
        return Ok(Value::from_bigint(x));
    }
    check_bits(cx, bits)?;
    make(cx, low_bits(&x.integer(), bits))
}

/// §21.2.2.1 BigInt.asIntN ( bits, bigint ), its last steps <https://tc39.es/ecma262/#sec-bigint.asintn>
///
/// # Errors
/// A stop if the memory limit would be exceeded.
pub fn as_int_n(cx: &mut Cx, bits: u64, x: BigInt) -> JsResult<Value> {
    let bits = usize::try_from(bits).unwrap_or(usize::MAX);
    if bits > x.bits() {
        return Ok(Value::from_bigint(x));
    }
    if bits == 0 {
        return make(cx, IBig::ZERO);
    }
    check_bits(cx, bits)?;
    let low = low_bits(&x.integer(), bits);
    let wrapped = if low.bit(bits - 1) {
        low - (IBig::ONE << bits)
    } else {
        low
    };
    make(cx, wrapped)
}
