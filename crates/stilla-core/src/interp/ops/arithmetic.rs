//! Arithmetic: int32 and double in place, small BigInts behind them, everything else through the operations of `core::ops`.
//!
//! Each operator is a type with what it does to two ints and two doubles; the handlers are the same
//! for all of them.
//!
//! Uses: dispatch, ops::arithmetic. Never: the other operations' files.

use crate::Cx;
use crate::bigint::BigInt;
use crate::error::JsResult;
use crate::interp::dispatch::{Block, Pc, Regs, Status, finish, next, sync};
use crate::number::to_int32;
use crate::value::{SmallBigInt, Value};

/// A binary operator.
pub(crate) trait Operator {
    /// The result for two int32, if it can be computed at once.
    fn ints(lhs: i32, rhs: i32) -> Option<Value>;
    /// The result for two Numbers, if it can be computed at once.
    fn doubles(lhs: f64, rhs: f64) -> Option<Value>;
    /// The result for two BigInts, if both fit a word and so does the result.
    fn bigints(lhs: i64, rhs: i64) -> Option<i64>;
    /// The result for any two values.
    fn general(cx: &mut Cx, lhs: Value, rhs: Value) -> JsResult<Value>;
}

/// Converts an int32 without waiting for what the register held before.
#[inline(always)]
fn double(int: i32) -> f64 {
    f64::from(int)
}

#[inline(always)]
fn apply<O: Operator>(lhs: Value, rhs: Value) -> Option<Value> {
    if lhs.both_int(rhs) {
        return O::ints(lhs.as_int()?, rhs.as_int()?);
    }
    let left = match lhs.as_double() {
        Some(left) => left,
        None => double(lhs.as_int()?),
    };
    let right = match rhs.as_double() {
        Some(right) => right,
        None => double(rhs.as_int()?),
    };
    O::doubles(left, right)
}

/// r[a] = r[b] ∘ r[c]
pub(crate) unsafe fn binary<O: Operator>(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        match apply::<O>(r.get(pc.b()), r.get(pc.c())) {
            Some(value) => {
                r.set(pc.a(), value);
                next(pc.skip(1), r, cx, k)
            }
            None => binary_of_bigints::<O>(pc, r, cx, k),
        }
    }
}

/// [`binary`] of BigInts that stand in their words.
#[inline(never)]
unsafe fn binary_of_bigints<O: Operator>(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        if let Some(lhs) = r.get(pc.b()).as_small_bigint()
            && let Some(rhs) = r.get(pc.c()).as_small_bigint()
            && let Some(result) = O::bigints(lhs.get(), rhs.get()).and_then(SmallBigInt::new)
        {
            r.set(pc.a(), Value::from_bigint(BigInt::Small(result)));
            return next(pc.skip(1), r, cx, k);
        }
        binary_slow::<O>(pc, r, cx, k)
    }
}

#[cold]
#[inline(never)]
unsafe fn binary_slow<O: Operator>(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let result = O::general(cx, r.get(pc.b()), r.get(pc.c()));
        finish(result, pc, r, cx, k)
    }
}

/// r[a] = r[b] ∘ immediate
pub(crate) unsafe fn with_int<O: Operator>(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let right = i32::from(pc.c_signed());
        match apply::<O>(r.get(pc.b()), Value::from_int(right)) {
            Some(value) => {
                r.set(pc.a(), value);
                next(pc.skip(1), r, cx, k)
            }
            None => with_int_slow::<O>(pc, r, cx, k),
        }
    }
}

#[cold]
#[inline(never)]
unsafe fn with_int_slow<O: Operator>(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let right = Value::from_int(i32::from(pc.c_signed()));
        let result = O::general(cx, r.get(pc.b()), right);
        finish(result, pc, r, cx, k)
    }
}

/// A double as an int32 if it is one, for the bitwise operators; the modular conversion is slower.
#[inline(always)]
fn bits(number: f64) -> i32 {
    if number.abs() < 2_147_483_648.0 {
        number as i32
    } else {
        to_int32(number)
    }
}

/// Declares an operator type: ints, doubles, BigInts of a word, and the general operation on [`Cx`].
macro_rules! operator {
    ($name:ident, $general:ident, |$a:ident, $b:ident| $ints:expr, |$x:ident, $y:ident| $doubles:expr, $bigints:expr) => {
        pub(crate) struct $name;

        impl Operator for $name {
            #[inline(always)]
            fn ints($a: i32, $b: i32) -> Option<Value> {
                $ints
            }
            #[inline(always)]
            fn doubles($x: f64, $y: f64) -> Option<Value> {
                $doubles
            }
            #[inline(always)]
            fn bigints(lhs: i64, rhs: i64) -> Option<i64> {
                let of_words: fn(i64, i64) -> Option<i64> = $bigints;
                of_words(lhs, rhs)
            }
            fn general(cx: &mut Cx, lhs: Value, rhs: Value) -> JsResult<Value> {
                cx.$general(lhs, rhs)
            }
        }
    };
}

#[inline(always)]
fn product(a: i32, b: i32) -> Option<Value> {
    match a.checked_mul(b) {
        Some(0) if a < 0 || b < 0 => Some(Value::from_double(-0.0)),
        Some(int) => Some(Value::from_int(int)),
        None => Some(Value::from_double(double(a) * double(b))),
    }
}

#[inline(always)]
fn quotient(a: i32, b: i32) -> Option<Value> {
    if b > 0 && a > 0 && a % b == 0 {
        return Some(Value::from_int(a / b));
    }
    Some(Value::from_double(double(a) / double(b)))
}

#[inline(always)]
fn remainder(a: i32, b: i32) -> Option<Value> {
    if a >= 0 && b > 0 {
        Some(Value::from_int(a % b))
    } else {
        None
    }
}

#[inline(always)]
fn sum(a: i32, b: i32) -> Option<Value> {
    Some(match a.checked_add(b) {
        Some(int) => Value::from_int(int),
        None => Value::from_double(double(a) + double(b)),
    })
}

#[inline(always)]
fn difference(a: i32, b: i32) -> Option<Value> {
    Some(match a.checked_sub(b) {
        Some(int) => Value::from_int(int),
        None => Value::from_double(double(a) - double(b)),
    })
}

#[inline(always)]
fn int(value: i32) -> Option<Value> {
    Some(Value::from_int(value))
}

/// A shift by less than a word's size, to the right.
fn shifted_right(x: i64, count: i64) -> Option<i64> {
    let count = u32::try_from(count).ok()?;
    Some(x >> count.min(63))
}

operator!(
    Add,
    add,
    |a, b| sum(a, b),
    |x, y| Some(Value::from_double(x + y)),
    i64::checked_add
);
operator!(
    Sub,
    subtract,
    |a, b| difference(a, b),
    |x, y| Some(Value::from_double(x - y)),
    i64::checked_sub
);
operator!(
    Mul,
    multiply,
    |a, b| product(a, b),
    |x, y| Some(Value::from_double(x * y)),
    i64::checked_mul
);
operator!(
    Div,
    divide,
    |a, b| quotient(a, b),
    |x, y| Some(Value::from_double(x / y)),
    i64::checked_div
);
operator!(
    Rem,
    remainder,
    |a, b| remainder(a, b),
    |_x, _y| None,
    i64::checked_rem
);
operator!(Exp, exponentiate, |_a, _b| None, |_x, _y| None, |_, _| None);
operator!(
    BitAnd,
    bitwise_and,
    |a, b| int(a & b),
    |x, y| int(bits(x) & bits(y)),
    |x, y| Some(x & y)
);
operator!(
    BitOr,
    bitwise_or,
    |a, b| int(a | b),
    |x, y| int(bits(x) | bits(y)),
    |x, y| Some(x | y)
);
operator!(
    BitXor,
    bitwise_xor,
    |a, b| int(a ^ b),
    |x, y| int(bits(x) ^ bits(y)),
    |x, y| Some(x ^ y)
);
operator!(
    Shl,
    left_shift,
    |a, b| int(a.wrapping_shl(b as u32)),
    |x, y| int(bits(x).wrapping_shl(bits(y) as u32)),
    |_, _| None
);
operator!(
    Shr,
    signed_right_shift,
    |a, b| int(a.wrapping_shr(b as u32)),
    |x, y| int(bits(x).wrapping_shr(bits(y) as u32)),
    shifted_right
);
operator!(
    UShr,
    unsigned_right_shift,
    |a, b| Some(Value::from((a as u32).wrapping_shr(b as u32))),
    |x, y| Some(Value::from((bits(x) as u32).wrapping_shr(bits(y) as u32))),
    |_, _| None
);

/// r[a] = r[b] + 1
pub(crate) unsafe fn inc(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        match apply::<Add>(r.get(pc.b()), Value::from_int(1)) {
            Some(value) => {
                r.set(pc.a(), value);
                next(pc.skip(1), r, cx, k)
            }
            None => step_of_bigint(pc, r, cx, k, 1, Cx::increment),
        }
    }
}

/// r[a] = r[b] - 1
pub(crate) unsafe fn dec(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        match apply::<Sub>(r.get(pc.b()), Value::from_int(1)) {
            Some(value) => {
                r.set(pc.a(), value);
                next(pc.skip(1), r, cx, k)
            }
            None => step_of_bigint(pc, r, cx, k, -1, Cx::decrement),
        }
    }
}

/// A step of a BigInt that stands in its word.
#[inline(never)]
unsafe fn step_of_bigint(
    pc: Pc,
    r: Regs,
    cx: &mut Cx,
    k: Block,
    step: i64,
    general: fn(&mut Cx, Value) -> JsResult<Value>,
) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        if let Some(small) = r.get(pc.b()).as_small_bigint()
            && let Some(result) = SmallBigInt::new(small.get() + step)
        {
            r.set(pc.a(), Value::from_bigint(BigInt::Small(result)));
            return next(pc.skip(1), r, cx, k);
        }
        unary_slow(pc, r, cx, k, general)
    }
}

/// r[a] = -r[b]
pub(crate) unsafe fn neg(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let value = r.get(pc.b());
        let negated = match value.as_int() {
            Some(int) if int != 0 && int != i32::MIN => Some(Value::from_int(-int)),
            Some(int) => Some(Value::from_double(-double(int))),
            None => value.as_double().map(|double| Value::from_double(-double)),
        };
        match negated {
            Some(value) => {
                r.set(pc.a(), value);
                next(pc.skip(1), r, cx, k)
            }
            None => unary_slow(pc, r, cx, k, Cx::negate),
        }
    }
}

/// r[a] = ~r[b]
pub(crate) unsafe fn bit_not(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        match r.get(pc.b()).as_int() {
            Some(int) => {
                r.set(pc.a(), Value::from_int(!int));
                next(pc.skip(1), r, cx, k)
            }
            None => unary_slow(pc, r, cx, k, Cx::bitwise_not),
        }
    }
}

/// r[a] = ToNumber(r[b])
pub(crate) unsafe fn to_number(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        convert(pc, r, cx, k, |cx, value| {
            cx.to_number(value).map(Value::from)
        })
    }
}

/// r[a] = ToNumeric(r[b])
pub(crate) unsafe fn to_numeric(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe { convert(pc, r, cx, k, Cx::to_numeric_value) }
}

#[inline(always)]
unsafe fn convert(
    pc: Pc,
    r: Regs,
    cx: &mut Cx,
    k: Block,
    general: fn(&mut Cx, Value) -> JsResult<Value>,
) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let value = r.get(pc.b());
        if value.is_number() {
            r.set(pc.a(), value);
            return next(pc.skip(1), r, cx, k);
        }
        unary_slow(pc, r, cx, k, general)
    }
}

/// r[a] = ToPropertyKey(r[b])
pub(crate) unsafe fn to_property_key(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let value = r.get(pc.b());
        if value.is_string() || value.is_int() || value.is_symbol() {
            r.set(pc.a(), value);
            return next(pc.skip(1), r, cx, k);
        }
        unary_slow(pc, r, cx, k, |cx, value| {
            let key = cx.to_property_key(value)?;
            Ok(key.to_value(cx))
        })
    }
}

/// r[a] = ToString(r[b])
pub(crate) unsafe fn to_string(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let value = r.get(pc.b());
        if value.is_string() {
            r.set(pc.a(), value);
            return next(pc.skip(1), r, cx, k);
        }
        unary_slow(pc, r, cx, k, |cx, value| {
            cx.to_string(value).map(Value::from)
        })
    }
}

#[cold]
#[inline(never)]
unsafe fn unary_slow(
    pc: Pc,
    r: Regs,
    cx: &mut Cx,
    k: Block,
    general: fn(&mut Cx, Value) -> JsResult<Value>,
) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let result = general(cx, r.get(pc.b()));
        finish(result, pc, r, cx, k)
    }
}

/// r[a] = the concatenation of r[b]…
pub(crate) unsafe fn concat(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let parts = r.slice(pc.b(), pc.c());
        let result = cx.concat_all(parts);
        finish(result, pc, r, cx, k)
    }
}
