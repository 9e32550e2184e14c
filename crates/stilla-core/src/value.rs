//! The one representation of every ECMAScript language value.
//!
//! A [`Value`] is 64 bits and `Copy`. Rust code may hold it in locals and pass it by value; the
//! collector finds it on the stack. It must not go into a Rust-heap container while a safepoint
//! can run: use a [`GcVec`](crate::GcVec) or an object's slot instead.
//!
//! Uses: repr, string, object. Never: interp.

pub(crate) mod repr;

pub use repr::{SmallBigInt, Value};

use crate::bigint::BigInt;
use crate::object::Object;
use crate::string::JsString;
use crate::symbol::Symbol;

/// The language type of a value, with Int32 and Double told apart.
#[derive(Clone, Copy)]
pub enum Unpacked {
    /// The undefined value, or the engine's empty mark where one can occur.
    Undefined,
    /// The null value.
    Null,
    /// A Boolean.
    Boolean(bool),
    /// A Number that is an int32 and not -0.
    Int(i32),
    /// Any other Number.
    Double(f64),
    /// A String.
    String(JsString),
    /// A Symbol.
    Symbol(Symbol),
    /// A BigInt.
    BigInt(BigInt),
    /// An Object.
    Object(Object),
}

impl Value {
    /// The value, unpacked for a `match`.
    #[must_use]
    pub fn unpack(self) -> Unpacked {
        if let Some(int) = self.as_int() {
            Unpacked::Int(int)
        } else if let Some(object) = self.as_object() {
            Unpacked::Object(object)
        } else if let Some(string) = self.as_string() {
            Unpacked::String(string)
        } else if let Some(double) = self.as_double() {
            Unpacked::Double(double)
        } else if let Some(boolean) = self.as_boolean() {
            Unpacked::Boolean(boolean)
        } else if self == Value::NULL {
            Unpacked::Null
        } else if let Some(symbol) = self.as_symbol() {
            Unpacked::Symbol(symbol)
        } else if let Some(bigint) = self.as_bigint() {
            Unpacked::BigInt(bigint)
        } else {
            Unpacked::Undefined
        }
    }

    /// The Number, whichever way it is stored.
    #[inline]
    #[must_use]
    pub fn as_number(self) -> Option<f64> {
        match self.as_int() {
            Some(int) => Some(f64::from(int)),
            None => self.as_double(),
        }
    }

    /// Whether this is undefined or null.
    #[inline]
    #[must_use]
    pub fn is_nullish(self) -> bool {
        self.bits() | 1 == Value::NULL.bits()
    }

    /// Whether this is a Number.
    #[inline]
    #[must_use]
    pub fn is_number(self) -> bool {
        self.is_int() || self.is_double()
    }
}

impl From<bool> for Value {
    #[inline]
    fn from(value: bool) -> Self {
        if value { Value::TRUE } else { Value::FALSE }
    }
}

impl From<i32> for Value {
    #[inline]
    fn from(value: i32) -> Self {
        Value::from_int(value)
    }
}

impl From<u32> for Value {
    #[inline]
    fn from(value: u32) -> Self {
        match i32::try_from(value) {
            Ok(int) => Value::from_int(int),
            Err(_) => Value::from_double(f64::from(value)),
        }
    }
}

/// Stores the number as an int32 where that loses nothing.
impl From<f64> for Value {
    #[inline]
    fn from(value: f64) -> Self {
        Value::from_number(value)
    }
}

/// Exact up to 2^53, the greatest length of anything; beyond it the nearest Number.
impl From<usize> for Value {
    #[inline]
    fn from(value: usize) -> Self {
        match i32::try_from(value) {
            Ok(int) => Value::from_int(int),
            Err(_) => Value::from_double(value as f64),
        }
    }
}

/// Exact up to 2^53, the greatest length of anything; beyond it the nearest Number.
impl From<u64> for Value {
    #[inline]
    fn from(value: u64) -> Self {
        match i32::try_from(value) {
            Ok(int) => Value::from_int(int),
            Err(_) => Value::from_double(value as f64),
        }
    }
}

impl From<Object> for Value {
    #[inline]
    fn from(object: Object) -> Self {
        Value::from_object(object)
    }
}

impl From<Option<Object>> for Value {
    /// `None` becomes null, as for a prototype.
    #[inline]
    fn from(object: Option<Object>) -> Self {
        object.map_or(Value::NULL, Value::from_object)
    }
}

impl From<JsString> for Value {
    #[inline]
    fn from(string: JsString) -> Self {
        Value::from_string(string)
    }
}

impl From<Symbol> for Value {
    #[inline]
    fn from(symbol: Symbol) -> Self {
        Value::from_symbol(symbol)
    }
}

#[cfg(test)]
mod tests {
    use super::Value;

    #[test]
    fn undefined_and_null_differ_by_one_bit() {
        assert_eq!(
            (Value::UNDEFINED.bits() ^ Value::NULL.bits()).count_ones(),
            1
        );
        assert!(Value::UNDEFINED.is_nullish() && Value::NULL.is_nullish());
        assert!(!Value::FALSE.is_nullish() && !Value::EMPTY.is_nullish());
    }

    #[test]
    fn numbers_keep_their_value_and_sign() {
        assert_eq!(Value::from(3.0).as_int(), Some(3));
        assert!(Value::from(-0.0).as_int().is_none());
        assert!(
            Value::from(-0.0)
                .as_double()
                .is_some_and(f64::is_sign_negative)
        );
        assert_eq!(
            Value::from(f64::NEG_INFINITY).as_double(),
            Some(f64::NEG_INFINITY)
        );
        assert_eq!(Value::from(u32::MAX).as_number(), Some(4_294_967_295.0));
    }

    #[test]
    fn any_nan_is_one_nan() {
        let hostile = f64::from_bits(0xFFFE_0000_0000_1000);
        assert_eq!(
            Value::from_double_canonical(hostile).bits(),
            Value::NAN.bits()
        );
        assert!(Value::from_double_canonical(hostile).as_object().is_none());
    }
}
