//! §13.15.3 ApplyStringOrNumericBinaryOperator and the unary operators, for any operands
//! <https://tc39.es/ecma262/#sec-applystringornumericbinaryoperator>
//!
//! Uses: conversion, bigint, number. Never: interp.

use crate::bigint::BigInt;
use crate::error::{JsResult, Msg, type_error};
use crate::number::{to_int32, to_uint32};
use crate::ops::{Hint, Numeric};
use crate::value::Value;
use crate::{Cx, JsString, bigint};

impl Cx {
    /// `lhs + rhs`.
    ///
    /// # Errors
    /// Conversions may throw; TypeError for a BigInt and a Number.
    pub fn add(&mut self, lhs: Value, rhs: Value) -> JsResult<Value> {
        let (lhs, rhs) = match (lhs.as_string(), rhs.as_string()) {
            (Some(a), Some(b)) => return self.concat(a, b).map(Value::from),
            _ => {
                let lhs = self.to_primitive(lhs, Hint::Default)?;
                (lhs, self.to_primitive(rhs, Hint::Default)?)
            }
        };
        if lhs.is_string() || rhs.is_string() {
            let a = self.to_string(lhs)?;
            let b = self.to_string(rhs)?;
            return self.concat(a, b).map(Value::from);
        }
        self.numeric(lhs, rhs, |a, b| a + b, bigint::add)
    }

    /// The concatenation of values that are all strings.
    pub(crate) fn concat_all(&mut self, parts: &[Value]) -> JsResult<Value> {
        let mut sum: Option<JsString> = None;
        for part in parts {
            let part = part
                .as_string()
                .expect("the parts of a template are strings");
            sum = Some(match sum {
                None => part,
                Some(sum) => self.concat(sum, part)?,
            });
        }
        Ok(sum.map_or_else(|| self.empty_string().into(), Value::from))
    }

    fn numeric(
        &mut self,
        lhs: Value,
        rhs: Value,
        numbers: fn(f64, f64) -> f64,
        bigints: fn(&mut Cx, BigInt, BigInt) -> JsResult<Value>,
    ) -> JsResult<Value> {
        let lhs = self.to_numeric(lhs)?;
        let rhs = self.to_numeric(rhs)?;
        match (lhs, rhs) {
            (Numeric::Number(a), Numeric::Number(b)) => Ok(Value::from(numbers(a, b))),
            (Numeric::BigInt(a), Numeric::BigInt(b)) => bigints(self, a, b),
            _ => Err(type_error(self, Msg::MixedBigInt)),
        }
    }

    /// [`Cx::to_numeric`] as a value.
    ///
    /// # Errors
    /// Conversions may throw.
    pub fn to_numeric_value(&mut self, value: Value) -> JsResult<Value> {
        Ok(match self.to_numeric(value)? {
            Numeric::Number(number) => Value::from(number),
            Numeric::BigInt(bigint) => Value::from_bigint(bigint),
        })
    }
}

/// The binary operators without a string form.
macro_rules! operators {
    ($($(#[$doc:meta])* $name:ident, |$a:ident, $b:ident| $numbers:expr, $bigints:expr;)*) => {
        impl Cx {
            $($(#[$doc])*
            ///
            /// # Errors
            /// Conversions may throw; TypeError for a BigInt and a Number; RangeError for BigInts.
            pub fn $name(&mut self, lhs: Value, rhs: Value) -> JsResult<Value> {
                self.numeric(lhs, rhs, |$a, $b| $numbers, $bigints)
            })*
        }
    };
}

operators! {
    /// `lhs - rhs`.
    subtract, |a, b| a - b, bigint::sub;
    /// `lhs * rhs`.
    multiply, |a, b| a * b, bigint::mul;
    /// `lhs / rhs`.
    divide, |a, b| a / b, bigint::div;
    /// `lhs % rhs`.
    remainder, |a, b| a % b, bigint::rem;
    /// `lhs ** rhs`.
    exponentiate, |a, b| crate::number::exponentiate(a, b), bigint::exp;
    /// `lhs & rhs`.
    bitwise_and, |a, b| f64::from(to_int32(a) & to_int32(b)), bigint::and;
    /// `lhs | rhs`.
    bitwise_or, |a, b| f64::from(to_int32(a) | to_int32(b)), bigint::or;
    /// `lhs ^ rhs`.
    bitwise_xor, |a, b| f64::from(to_int32(a) ^ to_int32(b)), bigint::xor;
    /// `lhs << rhs`.
    left_shift, |a, b| f64::from(to_int32(a).wrapping_shl(to_uint32(b))), bigint::shl;
    /// `lhs >> rhs`.
    signed_right_shift, |a, b| f64::from(to_int32(a).wrapping_shr(to_uint32(b))), bigint::shr;
    /// `lhs >>> rhs`.
    unsigned_right_shift, |a, b| f64::from(to_uint32(a).wrapping_shr(to_uint32(b))), no_unsigned_shift;
}

/// BigInts have no unsigned right shift.
fn no_unsigned_shift(cx: &mut Cx, _: BigInt, _: BigInt) -> JsResult<Value> {
    Err(type_error(cx, Msg::BigIntUnsignedShift))
}

impl Cx {
    fn unary(
        &mut self,
        value: Value,
        numbers: fn(f64) -> f64,
        bigints: fn(&mut Cx, BigInt) -> JsResult<Value>,
    ) -> JsResult<Value> {
        match self.to_numeric(value)? {
            Numeric::Number(number) => Ok(Value::from(numbers(number))),
            Numeric::BigInt(bigint) => bigints(self, bigint),
        }
    }

    /// `-value`.
    ///
    /// # Errors
    /// Conversions may throw.
    pub fn negate(&mut self, value: Value) -> JsResult<Value> {
        self.unary(value, |number| -number, bigint::neg)
    }

    /// `~value`.
    ///
    /// # Errors
    /// Conversions may throw.
    pub fn bitwise_not(&mut self, value: Value) -> JsResult<Value> {
        self.unary(value, |number| f64::from(!to_int32(number)), bigint::not)
    }

    /// `value + 1` of a Numeric.
    ///
    /// # Errors
    /// Conversions may throw.
    pub fn increment(&mut self, value: Value) -> JsResult<Value> {
        self.unary(value, |number| number + 1.0, bigint::increment)
    }

    /// `value - 1` of a Numeric.
    ///
    /// # Errors
    /// Conversions may throw.
    pub fn decrement(&mut self, value: Value) -> JsResult<Value> {
        self.unary(value, |number| number - 1.0, bigint::decrement)
    }
}
