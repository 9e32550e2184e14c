//! Values crossing the border: strict in both directions, never silently lossy.
//!
//! Uses: value. Never: runtime.

use crate::error::Error;
use crate::value::Value;

/// A Rust value that becomes a value of JavaScript.
pub trait IntoJs {
    /// The value.
    fn into_js(self) -> Value;
}

/// A Rust value that a value of JavaScript can become.
pub trait FromJs: Sized {
    /// The Rust value.
    ///
    /// # Errors
    /// [`Error::Conversion`] if the value is of another type: nothing is coerced.
    fn from_js(value: Value) -> Result<Self, Error>;
}

impl IntoJs for Value {
    fn into_js(self) -> Value {
        self
    }
}

impl FromJs for Value {
    fn from_js(value: Value) -> Result<Self, Error> {
        Ok(value)
    }
}

impl IntoJs for () {
    fn into_js(self) -> Value {
        Value::Undefined
    }
}

impl FromJs for () {
    fn from_js(value: Value) -> Result<Self, Error> {
        match value {
            Value::Undefined => Ok(()),
            other => Err(mismatch("undefined", &other)),
        }
    }
}

impl<T: IntoJs> IntoJs for Option<T> {
    /// `None` becomes null.
    fn into_js(self) -> Value {
        self.map_or(Value::Null, IntoJs::into_js)
    }
}

impl<T: FromJs> FromJs for Option<T> {
    fn from_js(value: Value) -> Result<Self, Error> {
        match value {
            Value::Undefined | Value::Null => Ok(None),
            value => T::from_js(value).map(Some),
        }
    }
}

fn mismatch(expected: &'static str, value: &Value) -> Error {
    Error::Conversion {
        expected,
        received: value.describe(),
    }
}

macro_rules! scalar {
    ($($type:ty, $variant:ident, $expected:literal;)*) => {
        $(impl IntoJs for $type {
            fn into_js(self) -> Value {
                Value::$variant(self)
            }
        }

        impl FromJs for $type {
            fn from_js(value: Value) -> Result<Self, Error> {
                match value {
                    Value::$variant(inner) => Ok(inner),
                    other => Err(mismatch($expected, &other)),
                }
            }
        })*
    };
}

scalar! {
    bool, Boolean, "boolean";
    f64, Number, "number";
    String, String, "string";
}

impl IntoJs for &str {
    fn into_js(self) -> Value {
        Value::String(self.to_owned())
    }
}

macro_rules! integer {
    ($($type:ty),*) => {
        $(impl IntoJs for $type {
            fn into_js(self) -> Value {
                Value::Number(f64::from(self))
            }
        }

        impl FromJs for $type {
            fn from_js(value: Value) -> Result<Self, Error> {
                match value {
                    Value::Number(number)
                        if number.fract() == 0.0
                            && number >= f64::from(<$type>::MIN)
                            && number <= f64::from(<$type>::MAX) =>
                    {
                        Ok(number as $type)
                    }
                    other => Err(mismatch(stringify!($type), &other)),
                }
            }
        })*
    };
}

integer!(i8, i16, i32, u8, u16, u32);
