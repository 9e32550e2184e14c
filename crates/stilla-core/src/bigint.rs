//! BigInts: integers of any size up to a limit, and their arithmetic.
//!
//! The limit of 2^24 bits is checked *before* a result is computed, from the sizes of the operands,
//! and so is the memory limit: no operation takes more memory than it was granted. Digits beyond
//! sixteen bytes lie outside of the cell and are counted as external.
//!
//! Uses: cell, cx, error, string, value. Never: object, interp, realm.

mod bits;
mod compare;
mod convert;

use dashu_int::ops::BitTest;
use dashu_int::{IBig, Sign};
use stilla_gc::{Gc, Header, Tracer};

pub use bits::{and, as_int_n, as_uint_n, not, or, shl, shr, xor};
pub use compare::{compare, compare_number, equals, equals_number, is_zero};
pub use convert::{
    from_f64, from_i64, from_i128, from_literal, from_text, from_u64, to_f64, to_i64, to_i128,
    to_text, to_u64,
};

use crate::Cx;
use crate::cell::{Cell, Heap, Kind, header};
use crate::error::{JsResult, Msg, range_error};
use crate::value::Value;

/// The greatest size of a BigInt in bits, five million decimal digits.
///
/// NOTE: nothing ends an operation once it runs. Of this size the longest, `toString`, takes seconds.
pub const MAX_BITS: usize = 1 << 24;

/// The time of operations, fitted to measurements between 2^14 and 2^24 bits: so many nanoseconds
/// times the number of words to the power [`PRODUCT_POWER`].
const PRODUCT_TIME: f64 = 7.4;
/// As `PRODUCT_TIME`, for decimal digits.
const DIGITS_TIME: f64 = 30.0;
/// The exponent of multiplication, and of all that is made of it.
const PRODUCT_POWER: f64 = 1.46;

/// Results below this many bits are not held against the memory limit one by one.
const CHECKED_BITS: usize = 4096;

/// The memory of a BigInt.
#[repr(C)]
pub struct BigIntCell {
    header: Header,
    value: IBig,
}

/// A BigInt of the language. Equality of references says nothing: use [`equals`].
pub type BigInt = Gc<BigIntCell>;

impl Cell for BigIntCell {
    const KIND: Kind = Kind::BigInt;

    fn trace(&self, _: &mut Tracer<'_>) {}

    fn external_bytes(&self) -> usize {
        external_bytes(&self.value)
    }
}

fn external_bytes(value: &IBig) -> usize {
    let bytes = bit_len(value).div_ceil(8);
    if bytes <= 16 {
        0
    } else {
        bytes.next_multiple_of(8)
    }
}

/// The size of the magnitude in bits.
fn bit_len(value: &IBig) -> usize {
    // NOTE: `IBig` counts a sign bit.
    value.as_sign_words().1.last().map_or(0, |top| {
        let words = value.as_sign_words().1.len();
        words * dashu_int::Word::BITS as usize - top.leading_zeros() as usize
    })
}

/// The value, if it fits a machine word.
#[inline]
fn small(x: BigInt) -> Option<i64> {
    match x.value.as_sign_words() {
        (_, []) => Some(0),
        (Sign::Positive, [word]) => i64::try_from(*word).ok(),
        #[allow(
            clippy::useless_conversion,
            reason = "a word is as wide as the target's registers"
        )]
        (Sign::Negative, [word]) => 0i64.checked_sub_unsigned((*word).into()),
        _ => None,
    }
}

/// The result of `f` on two values that fit a machine word, if it fits one, too.
///
/// FAST: most BigInts of most programs are small; on them the general arithmetic costs less than what
/// moves its operands and results about.
#[inline]
fn of_small(cx: &Cx, x: BigInt, y: BigInt, f: fn(i64, i64) -> Option<i64>) -> Option<Value> {
    let value = f(small(x)?, small(y)?)?;
    Some(make_small(cx, value))
}

/// Moves a small result to the heap.
#[inline]
fn make_small(cx: &Cx, value: i64) -> Value {
    // NOTE: an `IBig` of up to two words owns no memory.
    Value::from_bigint(cx.heap.make_never_dropped(BigIntCell {
        header: header::<BigIntCell>(0),
        value: IBig::from(value),
    }))
}

/// Moves a result to the heap.
fn make(cx: &mut Cx, value: IBig) -> JsResult<Value> {
    if bit_len(&value) > MAX_BITS {
        return Err(too_large(cx));
    }
    let external = external_bytes(&value);
    if external > 0 && cx.heap.reserve_external(external).is_err() {
        cx.reserve(external)?;
        // A collection has made room.
        if cx.heap.reserve_external(external).is_err() {
            cx.reserve(usize::MAX / 2)?;
        }
    }
    let cell = BigIntCell {
        header: header::<BigIntCell>(0),
        value,
    };
    Ok(Value::from_bigint(cx.heap.make_dropped(cell)))
}

fn too_large(cx: &mut Cx) -> crate::Thrown {
    range_error(cx, Msg::BigIntTooLarge)
}

/// Refuses a result of at least `bits` bits before it is computed.
fn check_bits(cx: &mut Cx, bits: usize) -> JsResult<()> {
    if bits < CHECKED_BITS {
        return Ok(());
    }
    if bits > MAX_BITS {
        return Err(too_large(cx));
    }
    charge(cx, bits, Cost::Linear)?;
    cx.reserve(bits / 8)
}

/// What an operation costs, seen from the size of its greatest operand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cost {
    /// One pass over the words.
    Linear,
    /// A multiplication, a division.
    Product,
    /// Digits of a radix that is no power of two, to or from.
    Digits,
}

/// Charges an operation before it is begun: `bits` is the size of its greatest operand. Nothing can
/// end it once it runs, and so it is refused when it would certainly not end in time.
fn charge(cx: &mut Cx, bits: usize, cost: Cost) -> JsResult<()> {
    if bits < CHECKED_BITS {
        return Ok(());
    }
    let words = (bits / 64) as f64;
    let time = match cost {
        Cost::Linear => words,
        Cost::Product => PRODUCT_TIME * words.powf(PRODUCT_POWER),
        Cost::Digits => DIGITS_TIME * words.powf(PRODUCT_POWER),
    };
    cx.charge_time(time as u64)
}

/// §6.1.6.2.1 BigInt::unaryMinus ( x ) <https://tc39.es/ecma262/#sec-numeric-types-bigint-unaryMinus>
///
/// # Errors
/// A stop if the memory limit would be exceeded.
pub fn neg(cx: &mut Cx, x: BigInt) -> JsResult<Value> {
    check_bits(cx, bit_len(&x.value))?;
    make(cx, -&x.value)
}

/// §6.1.6.2.7 BigInt::add ( x, y ) <https://tc39.es/ecma262/#sec-numeric-types-bigint-add>
///
/// # Errors
/// A RangeError if the result is too large.
pub fn add(cx: &mut Cx, x: BigInt, y: BigInt) -> JsResult<Value> {
    if let Some(value) = of_small(cx, x, y, i64::checked_add) {
        return Ok(value);
    }
    check_bits(cx, bit_len(&x.value).max(bit_len(&y.value)))?;
    make(cx, &x.value + &y.value)
}

/// §6.1.6.2.8 BigInt::subtract ( x, y ) <https://tc39.es/ecma262/#sec-numeric-types-bigint-subtract>
///
/// # Errors
/// A RangeError if the result is too large.
pub fn sub(cx: &mut Cx, x: BigInt, y: BigInt) -> JsResult<Value> {
    if let Some(value) = of_small(cx, x, y, i64::checked_sub) {
        return Ok(value);
    }
    check_bits(cx, bit_len(&x.value).max(bit_len(&y.value)))?;
    make(cx, &x.value - &y.value)
}

/// §6.1.6.2.4 BigInt::multiply ( x, y ) <https://tc39.es/ecma262/#sec-numeric-types-bigint-multiply>
///
/// # Errors
/// A RangeError if the result is too large.
pub fn mul(cx: &mut Cx, x: BigInt, y: BigInt) -> JsResult<Value> {
    if let Some(value) = of_small(cx, x, y, i64::checked_mul) {
        return Ok(value);
    }
    if !x.value.is_zero() && !y.value.is_zero() {
        check_bits(cx, bit_len(&x.value) + bit_len(&y.value) - 1)?;
        charge(cx, bit_len(&x.value).max(bit_len(&y.value)), Cost::Product)?;
    }
    make(cx, &x.value * &y.value)
}

/// §6.1.6.2.5 BigInt::divide ( x, y ) <https://tc39.es/ecma262/#sec-numeric-types-bigint-divide>
///
/// # Errors
/// A RangeError if `y` is zero.
pub fn div(cx: &mut Cx, x: BigInt, y: BigInt) -> JsResult<Value> {
    if let Some(value) = of_small(cx, x, y, i64::checked_div) {
        return Ok(value);
    }
    if y.value.is_zero() {
        return Err(range_error(cx, Msg::BigIntDivisionByZero));
    }
    check_bits(cx, bit_len(&x.value))?;
    charge(cx, bit_len(&x.value), Cost::Product)?;
    make(cx, &x.value / &y.value)
}

/// §6.1.6.2.6 BigInt::remainder ( n, d ) <https://tc39.es/ecma262/#sec-numeric-types-bigint-remainder>
///
/// # Errors
/// A RangeError if `d` is zero.
pub fn rem(cx: &mut Cx, n: BigInt, d: BigInt) -> JsResult<Value> {
    if let Some(value) = of_small(cx, n, d, i64::checked_rem) {
        return Ok(value);
    }
    if d.value.is_zero() {
        return Err(range_error(cx, Msg::BigIntDivisionByZero));
    }
    check_bits(cx, bit_len(&n.value))?;
    charge(cx, bit_len(&n.value), Cost::Product)?;
    make(cx, &n.value % &d.value)
}

/// §6.1.6.2.3 BigInt::exponentiate ( base, exponent )
/// <https://tc39.es/ecma262/#sec-numeric-types-bigint-exponentiate>
///
/// # Errors
/// A RangeError if the exponent is negative or the result too large.
pub fn exp(cx: &mut Cx, base: BigInt, exponent: BigInt) -> JsResult<Value> {
    if exponent.value.sign() == Sign::Negative && !exponent.value.is_zero() {
        return Err(range_error(cx, Msg::BigIntNegativeExponent));
    }
    if exponent.value.is_zero() {
        return make(cx, IBig::ONE);
    }
    let is_odd = exponent.value.bit(0);
    if base.value.is_zero() || bit_len(&base.value) == 1 {
        // 0, 1 and -1 keep their magnitude.
        let power = if is_odd {
            base.value.clone()
        } else {
            &base.value * &base.value
        };
        return make(cx, power);
    }
    let Ok(power) = usize::try_from(&exponent.value) else {
        return Err(too_large(cx));
    };
    // |base| >= 2^(bits - 1), and so the result has more than (bits - 1) * power bits.
    let least = (bit_len(&base.value) - 1)
        .saturating_mul(power)
        .saturating_add(1);
    check_bits(cx, least)?;
    if bit_len(&base.value) - 1 == base.value.trailing_zeros().unwrap_or(0) {
        let magnitude = IBig::ONE << (least - 1);
        let is_negative = is_odd && base.value < IBig::ZERO;
        return make(cx, if is_negative { -magnitude } else { magnitude });
    }
    // NOTE: powers that are just too large for MAX_BITS are computed, then refused by `make`.
    charge(cx, least, Cost::Product)?;
    let value = base.value.pow(power);
    make(cx, value)
}

/// One more.
///
/// # Errors
/// A RangeError if the result is too large.
pub fn increment(cx: &mut Cx, x: BigInt) -> JsResult<Value> {
    if let Some(value) = small(x).and_then(|x| x.checked_add(1)) {
        return Ok(make_small(cx, value));
    }
    check_bits(cx, bit_len(&x.value))?;
    make(cx, &x.value + IBig::ONE)
}

/// One less.
///
/// # Errors
/// A RangeError if the result is too large.
pub fn decrement(cx: &mut Cx, x: BigInt) -> JsResult<Value> {
    if let Some(value) = small(x).and_then(|x| x.checked_sub(1)) {
        return Ok(make_small(cx, value));
    }
    check_bits(cx, bit_len(&x.value))?;
    make(cx, &x.value - IBig::ONE)
}
