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
pub(crate) use compare::length;
pub use compare::{compare, compare_number, equals, equals_number, is_zero};
pub use convert::{
    from_f64, from_i64, from_i128, from_literal, from_text, from_u64, to_f64, to_i64, to_i128,
    to_text, to_u64,
};

use crate::Cx;
use crate::cell::{Cell, Heap, Kind, header};
use crate::error::{JsResult, Msg, range_error};
use crate::value::{SmallBigInt, Value};

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

/// The memory of a BigInt that does not fit a word.
#[repr(C)]
pub struct BigIntCell {
    header: Header,
    value: IBig,
}

/// A BigInt of the language. It is small whenever it can be.
///
/// FAST: most BigInts of most programs are small, and are neither allocated nor collected.
#[derive(Clone, Copy, Debug)]
pub enum BigInt {
    /// One that stands in the word of its value.
    Small(SmallBigInt),
    /// One on the heap. Equality of references says nothing: use [`equals`].
    Large(Gc<BigIntCell>),
}

/// The integer of a BigInt, for the library that computes with them: one that was made for the purpose, or the cell's.
enum Integer {
    Made(IBig),
    Of(Gc<BigIntCell>),
}

impl std::ops::Deref for Integer {
    type Target = IBig;

    #[inline]
    fn deref(&self) -> &IBig {
        match self {
            Integer::Made(value) => value,
            Integer::Of(cell) => &cell.value,
        }
    }
}

impl BigInt {
    /// The integer. A small one owns no memory.
    #[inline]
    fn integer(self) -> Integer {
        match self {
            BigInt::Small(small) => Integer::Made(IBig::from(small.get())),
            BigInt::Large(cell) => Integer::Of(cell),
        }
    }

    /// The size of the magnitude in bits.
    #[inline]
    fn bits(self) -> usize {
        match self {
            BigInt::Small(small) => {
                (u64::BITS - small.get().unsigned_abs().leading_zeros()) as usize
            }
            BigInt::Large(cell) => bit_len(&cell.value),
        }
    }

    /// The value, if it fits a machine word.
    #[inline]
    fn small(self) -> Option<i64> {
        match self {
            BigInt::Small(small) => Some(small.get()),
            BigInt::Large(cell) => i64::try_from(&cell.value).ok(),
        }
    }

    #[inline]
    fn is_negative(self) -> bool {
        match self {
            BigInt::Small(small) => small.get() < 0,
            BigInt::Large(cell) => cell.value.sign() == Sign::Negative,
        }
    }
}

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

/// The result of `f` on two values that fit a machine word, if it fits one, too.
#[inline]
fn of_small(cx: &Cx, x: BigInt, y: BigInt, f: fn(i64, i64) -> Option<i64>) -> Option<Value> {
    let value = f(x.small()?, y.small()?)?;
    Some(from_word(cx, value))
}

/// A result that fits a machine word.
#[inline]
fn from_word(cx: &Cx, value: i64) -> Value {
    Value::from_bigint(match SmallBigInt::new(value) {
        Some(small) => BigInt::Small(small),
        // NOTE: an `IBig` of up to two words owns no memory.
        None => BigInt::Large(cx.heap.make_never_dropped(BigIntCell {
            header: header::<BigIntCell>(0),
            value: IBig::from(value),
        })),
    })
}

/// Moves a result to the heap, unless it is small.
fn make(cx: &mut Cx, value: IBig) -> JsResult<Value> {
    if let Ok(word) = i64::try_from(&value) {
        return Ok(from_word(cx, word));
    }
    if bit_len(&value) > MAX_BITS {
        return Err(too_large(cx));
    }
    let external = external_bytes(&value);
    if external > 0 {
        cx.reserve_outside(external)?;
    }
    let cell = BigIntCell {
        header: header::<BigIntCell>(0),
        value,
    };
    Ok(Value::from_bigint(BigInt::Large(
        cx.heap.make_dropped(cell),
    )))
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
    check_bits(cx, x.bits())?;
    make(cx, -&*x.integer())
}

/// §6.1.6.2.7 BigInt::add ( x, y ) <https://tc39.es/ecma262/#sec-numeric-types-bigint-add>
///
/// # Errors
/// A RangeError if the result is too large.
pub fn add(cx: &mut Cx, x: BigInt, y: BigInt) -> JsResult<Value> {
    if let Some(value) = of_small(cx, x, y, i64::checked_add) {
        return Ok(value);
    }
    check_bits(cx, x.bits().max(y.bits()))?;
    make(cx, &*x.integer() + &*y.integer())
}

/// §6.1.6.2.8 BigInt::subtract ( x, y ) <https://tc39.es/ecma262/#sec-numeric-types-bigint-subtract>
///
/// # Errors
/// A RangeError if the result is too large.
pub fn sub(cx: &mut Cx, x: BigInt, y: BigInt) -> JsResult<Value> {
    if let Some(value) = of_small(cx, x, y, i64::checked_sub) {
        return Ok(value);
    }
    check_bits(cx, x.bits().max(y.bits()))?;
    make(cx, &*x.integer() - &*y.integer())
}

/// §6.1.6.2.4 BigInt::multiply ( x, y ) <https://tc39.es/ecma262/#sec-numeric-types-bigint-multiply>
///
/// # Errors
/// A RangeError if the result is too large.
pub fn mul(cx: &mut Cx, x: BigInt, y: BigInt) -> JsResult<Value> {
    if let Some(value) = of_small(cx, x, y, i64::checked_mul) {
        return Ok(value);
    }
    if !is_zero(x) && !is_zero(y) {
        check_bits(cx, x.bits() + y.bits() - 1)?;
        charge(cx, x.bits().max(y.bits()), Cost::Product)?;
    }
    make(cx, &*x.integer() * &*y.integer())
}

/// §6.1.6.2.5 BigInt::divide ( x, y ) <https://tc39.es/ecma262/#sec-numeric-types-bigint-divide>
///
/// # Errors
/// A RangeError if `y` is zero.
pub fn div(cx: &mut Cx, x: BigInt, y: BigInt) -> JsResult<Value> {
    if let Some(value) = of_small(cx, x, y, i64::checked_div) {
        return Ok(value);
    }
    if is_zero(y) {
        return Err(range_error(cx, Msg::BigIntDivisionByZero));
    }
    check_bits(cx, x.bits())?;
    charge(cx, x.bits(), Cost::Product)?;
    make(cx, &*x.integer() / &*y.integer())
}

/// §6.1.6.2.6 BigInt::remainder ( n, d ) <https://tc39.es/ecma262/#sec-numeric-types-bigint-remainder>
///
/// # Errors
/// A RangeError if `d` is zero.
pub fn rem(cx: &mut Cx, n: BigInt, d: BigInt) -> JsResult<Value> {
    if let Some(value) = of_small(cx, n, d, i64::checked_rem) {
        return Ok(value);
    }
    if is_zero(d) {
        return Err(range_error(cx, Msg::BigIntDivisionByZero));
    }
    check_bits(cx, n.bits())?;
    charge(cx, n.bits(), Cost::Product)?;
    make(cx, &*n.integer() % &*d.integer())
}

/// §6.1.6.2.3 BigInt::exponentiate ( base, exponent )
/// <https://tc39.es/ecma262/#sec-numeric-types-bigint-exponentiate>
///
/// # Errors
/// A RangeError if the exponent is negative or the result too large.
pub fn exp(cx: &mut Cx, base: BigInt, exponent: BigInt) -> JsResult<Value> {
    if exponent.is_negative() {
        return Err(range_error(cx, Msg::BigIntNegativeExponent));
    }
    if is_zero(exponent) {
        return make(cx, IBig::ONE);
    }
    let is_odd = exponent.integer().bit(0);
    if is_zero(base) || base.bits() == 1 {
        // 0, 1 and -1 keep their magnitude.
        let power = if is_odd {
            (*base.integer()).clone()
        } else {
            &*base.integer() * &*base.integer()
        };
        return make(cx, power);
    }
    let Ok(power) = usize::try_from(&*exponent.integer()) else {
        return Err(too_large(cx));
    };
    // |base| >= 2^(bits - 1), and so the result has more than (bits - 1) * power bits.
    let least = (base.bits() - 1).saturating_mul(power).saturating_add(1);
    check_bits(cx, least)?;
    if base.bits() - 1 == base.integer().trailing_zeros().unwrap_or(0) {
        let magnitude = IBig::ONE << (least - 1);
        let is_negative = is_odd && base.is_negative();
        return make(cx, if is_negative { -magnitude } else { magnitude });
    }
    // NOTE: powers that are just too large for MAX_BITS are computed, then refused by `make`.
    charge(cx, least, Cost::Product)?;
    let value = base.integer().pow(power);
    make(cx, value)
}

/// One more.
///
/// # Errors
/// A RangeError if the result is too large.
pub fn increment(cx: &mut Cx, x: BigInt) -> JsResult<Value> {
    if let Some(value) = x.small().and_then(|x| x.checked_add(1)) {
        return Ok(from_word(cx, value));
    }
    check_bits(cx, x.bits())?;
    make(cx, &*x.integer() + IBig::ONE)
}

/// One less.
///
/// # Errors
/// A RangeError if the result is too large.
pub fn decrement(cx: &mut Cx, x: BigInt) -> JsResult<Value> {
    if let Some(value) = x.small().and_then(|x| x.checked_sub(1)) {
        return Ok(from_word(cx, value));
    }
    check_bits(cx, x.bits())?;
    make(cx, &*x.integer() - IBig::ONE)
}
