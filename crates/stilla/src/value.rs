//! Values that a host keeps.
//!
//! Uses: core. Never: runtime.

use std::sync::Arc;

use stilla_core::{Cx, Handle, Unpacked};

/// A value of JavaScript, owned by the host. It keeps what it refers to alive, and may be dropped
/// anywhere and at any time, also after its runtime.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Value {
    /// undefined
    Undefined,
    /// null
    Null,
    /// A Boolean.
    Boolean(bool),
    /// A Number.
    Number(f64),
    /// A String; lone surrogates became U+FFFD.
    String(String),
    /// A BigInt, in decimal.
    BigInt(String),
    /// A Symbol or an object.
    Reference(Reference),
}

/// A Symbol or an object of one runtime.
#[derive(Clone, Debug)]
pub struct Reference(pub(crate) Arc<Handle>);

impl Value {
    /// The value that a host keeps for one of the machine.
    pub fn from_core(cx: &mut Cx, value: stilla_core::Value) -> Value {
        match value.unpack() {
            Unpacked::Undefined => Value::Undefined,
            Unpacked::Null => Value::Null,
            Unpacked::Boolean(boolean) => Value::Boolean(boolean),
            Unpacked::Int(int) => Value::Number(f64::from(int)),
            Unpacked::Double(number) => Value::Number(number),
            Unpacked::String(string) => Value::String(cx.to_rust_string(string)),
            Unpacked::BigInt(_) => match cx.to_string(value) {
                Ok(text) => Value::BigInt(cx.to_rust_string(text)),
                Err(_) => Value::BigInt(String::new()),
            },
            Unpacked::Symbol(_) | Unpacked::Object(_) => {
                Value::Reference(Reference(Arc::new(cx.keep(value))))
            }
        }
    }

    /// The value inside a runtime; `None` for a reference of another runtime.
    #[must_use]
    pub fn to_core(&self, cx: &mut Cx) -> Option<stilla_core::Value> {
        Some(match self {
            Value::Undefined => stilla_core::Value::UNDEFINED,
            Value::Null => stilla_core::Value::NULL,
            Value::Boolean(boolean) => (*boolean).into(),
            Value::Number(number) => (*number).into(),
            Value::String(text) => cx.string(text).into(),
            Value::BigInt(text) => stilla_core::bigint::from_literal(cx, text).ok()?,
            Value::Reference(reference) => cx.kept(&reference.0)?,
        })
    }

    /// The Number.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(stilla::Value::Number(2.5).as_f64(), Some(2.5));
    /// assert_eq!(stilla::Value::Null.as_f64(), None);
    /// ```
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The text of a String.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(stilla::Value::String("a".into()).as_str(), Some("a"));
    /// ```
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// Whether this is undefined.
    ///
    /// # Examples
    /// ```
    /// assert!(stilla::Value::Undefined.is_undefined());
    /// ```
    #[must_use]
    pub fn is_undefined(&self) -> bool {
        matches!(self, Value::Undefined)
    }

    /// What kind of value this is, for messages.
    pub(crate) fn describe(&self) -> String {
        match self {
            Value::Undefined => "undefined".to_owned(),
            Value::Null => "null".to_owned(),
            Value::Boolean(boolean) => boolean.to_string(),
            Value::Number(number) => number.to_string(),
            Value::String(text) => format!("{text:?}"),
            Value::BigInt(text) => format!("{text}n"),
            Value::Reference(_) => "an object".to_owned(),
        }
    }
}
