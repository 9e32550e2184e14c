//! Values that a host keeps.
//!
//! A [`Value`] owns what it says: primitives are copied out of the runtime, a symbol or an object is a
//! handle that keeps it alive. It may be kept anywhere, sent to other threads, and dropped at any
//! time, also after its runtime; used with another runtime it is an error.
//!
//! Uses: core, object. Never: runtime.

use stilla_core::{Cx, Handle, Unpacked};

use crate::context::AsContext;
use crate::convert::FromJs;
use crate::error::{Error, wrong_runtime};
use crate::object::Object;
use crate::seal::Raw;

mod coerce;
mod text;

pub use text::JsString;

/// A value of JavaScript, owned by the host.
///
/// # Examples
/// ```
/// use stilla::{Runtime, Value};
///
/// let mut runtime = Runtime::new();
/// let object = runtime.eval("({ a: 1 })")?;
/// assert!(matches!(object, Value::Object(_)));
/// assert_eq!(object.type_of(&mut runtime)?, "object");
/// drop(runtime);
/// drop(object);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum Value {
    /// undefined
    #[default]
    Undefined,
    /// null
    Null,
    /// A Boolean.
    Boolean(bool),
    /// A Number.
    Number(f64),
    /// A String.
    String(JsString),
    /// A BigInt.
    BigInt(BigInt),
    /// A Symbol.
    Symbol(Symbol),
    /// An object: also a function, an array, an error.
    Object(Object),
}

/// A BigInt, as its decimal digits.
///
/// # Examples
/// ```
/// use stilla::{BigInt, Runtime};
///
/// let mut runtime = Runtime::new();
/// let big: BigInt = runtime.eval_as("2n ** 64n")?;
/// assert_eq!(big.to_i128(), Some(1 << 64));
/// runtime.set("big", BigInt::from(7_i64))?;
/// assert_eq!(runtime.eval_as::<bool>("big === 7n")?, true);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BigInt(pub(crate) String);

impl BigInt {
    /// The number, if it fits.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(stilla::BigInt::from(5_u64).to_i128(), Some(5));
    /// ```
    #[must_use]
    pub fn to_i128(&self) -> Option<i128> {
        self.0.parse().ok()
    }

    /// The decimal digits, with a minus sign before those of a negative number.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(stilla::BigInt::from(-5_i64).as_str(), "-5");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn to_machine(&self, cx: &mut Cx) -> Option<stilla_core::Value> {
        match self.0.strip_prefix('-') {
            None => stilla_core::bigint::from_literal(cx, &self.0).ok(),
            Some(digits) => {
                let positive = stilla_core::bigint::from_literal(cx, digits).ok()?;
                stilla_core::bigint::neg(cx, positive.as_bigint()?).ok()
            }
        }
    }
}

macro_rules! bigint_from {
    ($($type:ty),*) => {
        $(impl From<$type> for BigInt {
            fn from(number: $type) -> BigInt {
                BigInt(number.to_string())
            }
        })*
    };
}

bigint_from!(i32, u32, i64, u64, i128, u128);

/// A Symbol of one runtime.
///
/// # Examples
/// ```
/// use stilla::{Object, Runtime, Symbol};
///
/// let mut runtime = Runtime::new();
/// let hidden = Symbol::new(&mut runtime, "hidden")?;
/// let object = Object::new(&mut runtime)?;
/// object.set(&mut runtime, &hidden, 1)?;
/// assert_eq!(object.get::<i32>(&mut runtime, &hidden)?, 1);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Symbol(pub(crate) Handle);

impl Symbol {
    /// A new symbol.
    ///
    /// # Errors
    /// The runtime's limits.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Symbol};
    ///
    /// let mut runtime = Runtime::new();
    /// let (a, b) = (Symbol::new(&mut runtime, "same")?, Symbol::new(&mut runtime, "same")?);
    /// runtime.set("a", a)?;
    /// runtime.set("b", b)?;
    /// assert!(runtime.eval_as::<bool>("a !== b && a.description === b.description")?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn new(cx: &mut impl AsContext, description: &str) -> Result<Symbol, Error> {
        cx.scope(|cx| {
            let description = cx.cx.string(description);
            let symbol = cx.cx.new_symbol(Some(description));
            Ok(Symbol(cx.cx.keep(symbol.into())))
        })
    }

    /// The symbol that `Symbol.for` gives for a key.
    ///
    /// # Errors
    /// The runtime's limits.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Symbol};
    ///
    /// let mut runtime = Runtime::new();
    /// let shared = Symbol::registered(&mut runtime, "shared")?;
    /// runtime.set("shared", shared)?;
    /// assert!(runtime.eval_as::<bool>("shared === Symbol.for('shared')")?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn registered(cx: &mut impl AsContext, key: &str) -> Result<Symbol, Error> {
        cx.scope(|cx| {
            let key = cx.cx.string(key);
            let symbol = cx.cx.registered_symbol(key);
            Ok(Symbol(cx.cx.keep(symbol.into())))
        })
    }

    /// One of the symbols that the language itself looks for.
    ///
    /// # Errors
    /// The runtime's limits.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Function, Object, Runtime, Symbol, WellKnown};
    ///
    /// let mut runtime = Runtime::new();
    /// let money = Object::new(&mut runtime)?;
    /// let key = Symbol::well_known(&mut runtime, WellKnown::ToPrimitive)?;
    /// let convert = Function::new(&mut runtime, "convert", |_hint: String| 42)?;
    /// money.set(&mut runtime, &key, convert)?;
    /// runtime.set("money", money)?;
    /// assert_eq!(runtime.eval_as::<i32>("money + 1")?, 43);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn well_known(cx: &mut impl AsContext, symbol: WellKnown) -> Result<Symbol, Error> {
        cx.scope(|cx| {
            let symbol = cx.cx.well_known(symbol.to_machine());
            Ok(Symbol(cx.cx.keep(symbol.into())))
        })
    }

    /// The well-known symbol `Symbol.iterator`.
    ///
    /// # Errors
    /// The runtime's limits.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Symbol};
    ///
    /// let mut runtime = Runtime::new();
    /// let iterator = Symbol::iterator(&mut runtime)?;
    /// runtime.set("key", iterator)?;
    /// assert!(runtime.eval_as::<bool>("key in []")?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn iterator(cx: &mut impl AsContext) -> Result<Symbol, Error> {
        Symbol::well_known(cx, WellKnown::Iterator)
    }

    /// What the symbol was made with.
    ///
    /// # Errors
    /// [`Error::WrongRuntime`].
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Symbol};
    ///
    /// let mut runtime = Runtime::new();
    /// let hidden = Symbol::new(&mut runtime, "hidden")?;
    /// assert_eq!(hidden.description(&mut runtime)?.as_deref(), Some("hidden"));
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn description(&self, cx: &mut impl AsContext) -> Result<Option<String>, Error> {
        cx.scope(|cx| {
            let value = cx.cx.kept(&self.0).ok_or_else(wrong_runtime)?;
            let symbol = value.as_symbol().ok_or_else(wrong_runtime)?;
            let text = symbol.description().as_string();
            Ok(text.map(|text| cx.cx.to_rust_string(text)))
        })
    }
}

macro_rules! well_known {
    ($($name:ident $machine:ident;)*) => {
        /// The symbols that the language itself looks for: the keys of methods that change what operators do.
        ///
        /// # Examples
        /// ```
        /// use stilla::{Object, Runtime, Symbol, WellKnown};
        ///
        /// let mut runtime = Runtime::new();
        /// let invoice = Object::new(&mut runtime)?;
        /// let tag = Symbol::well_known(&mut runtime, WellKnown::ToStringTag)?;
        /// invoice.set(&mut runtime, &tag, "Invoice")?;
        /// runtime.set("invoice", invoice)?;
        /// assert_eq!(runtime.eval_as::<String>("String(invoice)")?, "[object Invoice]");
        /// # Ok::<(), stilla::Error>(())
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum WellKnown {
            $(#[doc = concat!("The symbol `", stringify!($name), "`, in JavaScript with a small first letter.")]
            $name,)*
        }

        impl WellKnown {
            fn to_machine(self) -> stilla_core::WellKnownSymbol {
                match self {
                    $(WellKnown::$name => stilla_core::WellKnownSymbol::$machine,)*
                }
            }
        }
    };
}

well_known! {
    AsyncDispose asyncDispose;
    AsyncIterator asyncIterator;
    Dispose dispose;
    HasInstance hasInstance;
    IsConcatSpreadable isConcatSpreadable;
    Iterator iterator;
    Match match_;
    MatchAll matchAll;
    Replace replace;
    Search search;
    Species species;
    Split split;
    ToPrimitive toPrimitive;
    ToStringTag toStringTag;
    Unscopables unscopables;
}

impl Value {
    pub(crate) fn from_machine(cx: &mut Cx, value: stilla_core::Value) -> Value {
        match value.unpack() {
            Unpacked::Undefined => Value::Undefined,
            Unpacked::Null => Value::Null,
            Unpacked::Boolean(boolean) => Value::Boolean(boolean),
            Unpacked::Int(int) => Value::Number(f64::from(int)),
            Unpacked::Double(number) => Value::Number(number),
            Unpacked::String(string) => Value::String(JsString::from_machine(cx, string)),
            Unpacked::BigInt(_) => match cx.to_string(value) {
                Ok(text) => Value::BigInt(BigInt(cx.to_rust_string(text))),
                Err(_) => Value::Undefined,
            },
            Unpacked::Symbol(_) => Value::Symbol(Symbol(cx.keep(value))),
            Unpacked::Object(object) => Value::Object(Object::from_machine(cx, object)),
        }
    }

    /// The value inside a runtime.
    pub(crate) fn to_raw(&self, cx: &mut Cx) -> Result<Raw, Error> {
        let value = match self {
            Value::Undefined => Some(stilla_core::Value::UNDEFINED),
            Value::Null => Some(stilla_core::Value::NULL),
            Value::Boolean(boolean) => Some((*boolean).into()),
            Value::Number(number) => Some((*number).into()),
            Value::String(text) => Some(text.to_machine(cx).into()),
            Value::BigInt(big) => return big.to_machine(cx).map(Raw).ok_or_else(Error::too_large),
            Value::Symbol(symbol) => cx.kept(&symbol.0),
            Value::Object(object) => cx.kept(object.handle()),
        };
        value.map(Raw).ok_or_else(wrong_runtime)
    }

    /// The value that a host keeps for one of the machine.
    #[cfg(feature = "machine")]
    pub fn from_core(cx: &mut Cx, value: stilla_core::Value) -> Value {
        Value::from_machine(cx, value)
    }

    /// The value inside a runtime; `None` for a reference of another runtime.
    #[cfg(feature = "machine")]
    #[must_use]
    pub fn to_core(&self, cx: &mut Cx) -> Option<stilla_core::Value> {
        self.to_raw(cx).ok().map(|raw| raw.0)
    }

    /// The value as a Rust value; nothing is coerced.
    ///
    /// # Errors
    /// [`Error::Conversion`] if it is of another type.
    ///
    /// # Examples
    /// ```
    /// use stilla::Runtime;
    ///
    /// let mut runtime = Runtime::new();
    /// let value = runtime.eval("[1, 2, 3]")?;
    /// assert_eq!(value.get::<Vec<u8>>(&mut runtime)?, [1, 2, 3]);
    /// let error = value.get::<Vec<String>>(&mut runtime).unwrap_err();
    /// assert_eq!(error.to_string(), "$[0]: expected string, got 1");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn get<T: FromJs>(&self, cx: &mut impl AsContext) -> Result<T, Error> {
        cx.scope(|cx| T::from_js(self.clone(), cx))
    }

    /// The value of a text in JSON, as `JSON.parse` makes it.
    ///
    /// # Errors
    /// SyntaxError; the memory limit.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Value};
    ///
    /// let mut runtime = Runtime::new();
    /// let value = Value::from_json(&mut runtime, r#"{"a": [1, 2]}"#)?;
    /// runtime.set("value", value)?;
    /// assert_eq!(runtime.eval_as::<i32>("value.a[1]")?, 2);
    /// assert!(Value::from_json(&mut runtime, "{'a': 1}").is_err());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn from_json(cx: &mut impl AsContext, text: &str) -> Result<Value, Error> {
        cx.scope(|cx| {
            let room = cx.cx.reserve(text.len());
            cx.catch(room)?;
            let text = cx.cx.string(text);
            let value = stilla_builtins::parse_json_module(cx.cx, text);
            let value = cx.catch(value)?;
            Ok(Value::from_machine(cx.cx, value))
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

    /// The Boolean.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(stilla::Value::Boolean(true).as_bool(), Some(true));
    /// ```
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Boolean(boolean) => Some(*boolean),
            _ => None,
        }
    }

    /// The text of a String without lone surrogates.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(stilla::Value::String("a".into()).as_str(), Some("a"));
    /// ```
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => text.as_str(),
            _ => None,
        }
    }

    /// The object.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// assert!(runtime.eval("[]")?.as_object().is_some());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Value::Object(object) => Some(object),
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

    /// Whether this is undefined or null.
    ///
    /// # Examples
    /// ```
    /// assert!(stilla::Value::Null.is_nullish());
    /// ```
    #[must_use]
    pub fn is_nullish(&self) -> bool {
        matches!(self, Value::Undefined | Value::Null)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Value {
        Value::Number(number)
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Value {
        Value::Number(number.into())
    }
}

impl From<bool> for Value {
    fn from(boolean: bool) -> Value {
        Value::Boolean(boolean)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::String(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::String(text.into())
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Value {
        Value::Object(object)
    }
}
