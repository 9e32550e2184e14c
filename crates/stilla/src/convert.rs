//! Values crossing the border: strict in both directions, never silently lossy.
//!
//! What a Rust type becomes, and what may become a Rust type:
//!
//! | Rust | JavaScript |
//! |---|---|
//! | `()` | undefined |
//! | `Option<T>` | null for `None`; null and undefined are `None` |
//! | `bool`, `f64`, `f32` | Boolean, Number |
//! | integers | Number; one that a Number can't hold exactly is an error |
//! | `i128`, `u128`, [`BigInt`](crate::BigInt) | BigInt |
//! | `char`, `&str`, `String`, [`JsString`](crate::JsString) | String |
//! | `Vec`, slices, arrays, tuples | Array |
//! | `HashMap<String, T>`, `BTreeMap<String, T>` | object |
//! | `HashSet<T>`, `BTreeSet<T>` | Set |
//! | [`Bytes`] | Uint8Array |
//! | [`OrBigInt`] | Number or BigInt |
//! | `SystemTime`, `Duration` | Date, Number of milliseconds |
//! | dates and times of `chrono` and `jiff` (features) | Date, objects of Temporal |
//! | `Result<T, E>` | the value, or an exception |
//! | handles, [`Value`] | what they name |
//!
//! Uses: core, value, error. Never: runtime.

use crate::context::Context;
use crate::error::Error;
use crate::seal::{Raw, TOKEN, Token};
use crate::value::Value;

mod bytes;
#[cfg(feature = "chrono")]
mod chrono;
mod coerced;
mod collection;
mod fields;
mod handle;
#[cfg(feature = "jiff")]
mod jiff;
mod number;
#[cfg(any(feature = "chrono", feature = "jiff"))]
mod temporal;
mod text;
mod time;
mod tuple;

pub use bytes::Bytes;
pub use coerced::Coerced;
pub use fields::Fields;
pub(crate) use fields::Layouts;
pub use number::OrBigInt;

/// A Rust value that becomes a value of JavaScript.
///
/// # Examples
/// ```
/// use stilla::{Context, Error, IntoJs, Object, Runtime, Value};
///
/// struct Point { x: f64, y: f64 }
///
/// impl IntoJs for Point {
///     fn into_js(self, cx: &mut Context<'_>) -> Result<Value, Error> {
///         let object = Object::new(cx)?;
///         object.set(cx, "x", self.x)?;
///         object.set(cx, "y", self.y)?;
///         object.into_js(cx)
///     }
/// }
/// let mut runtime = Runtime::new();
/// runtime.set("point", Point { x: 1.0, y: 2.0 })?;
/// assert_eq!(runtime.eval_as::<f64>("point.x + point.y")?, 3.0);
/// # Ok::<(), Error>(())
/// ```
pub trait IntoJs: Sized {
    /// The value.
    ///
    /// # Errors
    /// A number that can't be represented, a value of another runtime, the error of a `Result`.
    fn into_js(self, cx: &mut Context<'_>) -> Result<Value, Error>;

    /// The names of the fields, if `set_fields` makes the object.
    #[doc(hidden)]
    const FIELDS: Option<&'static [&'static str]> = None;

    /// Fills a new object.
    #[doc(hidden)]
    fn set_fields(self, _: &mut Fields<'_>) -> Result<(), Error> {
        Ok(())
    }

    /// The value of the machine.
    #[doc(hidden)]
    #[inline]
    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        if let Some(names) = Self::FIELDS {
            let mut fields = Fields::new(cx.cx, names);
            self.set_fields(&mut fields)?;
            return Ok(fields.object());
        }
        self.into_js(cx)?.to_raw(cx.cx)
    }
}

/// A Rust value that a value of JavaScript can become.
///
/// # Examples
/// ```
/// use stilla::{Context, Error, FromJs, Object, Runtime, Value};
///
/// #[derive(Debug, PartialEq)]
/// struct Point { x: f64, y: f64 }
///
/// impl FromJs for Point {
///     fn from_js(value: Value, cx: &mut Context<'_>) -> Result<Self, Error> {
///         let object = Object::from_js(value, cx)?;
///         Ok(Point {
///             x: object.get(cx, "x").map_err(|error| error.at_key("x"))?,
///             y: object.get(cx, "y").map_err(|error| error.at_key("y"))?,
///         })
///     }
/// }
/// let mut runtime = Runtime::new();
/// assert_eq!(runtime.eval_as::<Point>("({ x: 1, y: 2 })")?, Point { x: 1.0, y: 2.0 });
/// let error = runtime.eval_as::<Vec<Point>>("[{ x: 1 }]").unwrap_err();
/// assert_eq!(error.to_string(), "$[0].y: expected number, got undefined");
/// # Ok::<(), Error>(())
/// ```
pub trait FromJs: Sized {
    /// The Rust value.
    ///
    /// # Errors
    /// [`Error::Conversion`] if the value is of another type: nothing is coerced.
    fn from_js(value: Value, cx: &mut Context<'_>) -> Result<Self, Error>;

    /// The names of the fields, if `from_fields` reads the object.
    #[doc(hidden)]
    const FIELDS: Option<&'static [&'static str]> = None;

    /// From the fields of an object.
    #[doc(hidden)]
    fn from_fields(_: &mut Fields<'_>) -> Result<Self, Error> {
        Err(Error::conversion("a type with fields", "another one"))
    }

    /// From a value of the machine.
    #[doc(hidden)]
    #[inline]
    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        if let Some(names) = Self::FIELDS {
            return Self::from_fields(&mut Fields::of(cx, raw, names)?);
        }
        let value = Value::from_machine(cx.cx, raw.0);
        Self::from_js(value, cx)
    }
}

/// `into_js` by way of `into_raw`, for implementations that work on raw values.
macro_rules! into_js_by_raw {
    () => {
        fn into_js(
            self,
            cx: &mut crate::context::Context<'_>,
        ) -> Result<crate::value::Value, crate::error::Error> {
            let raw = crate::convert::IntoJs::into_raw(self, cx, crate::seal::TOKEN)?;
            Ok(crate::value::Value::from_machine(cx.cx, raw.0))
        }
    };
}
/// `from_js` by way of `from_raw`, for implementations that work on raw values.
macro_rules! from_js_by_raw {
    () => {
        fn from_js(
            value: crate::value::Value,
            cx: &mut crate::context::Context<'_>,
        ) -> Result<Self, crate::error::Error> {
            let raw = value.to_raw(cx.cx)?;
            <Self as crate::convert::FromJs>::from_raw(raw, cx, crate::seal::TOKEN)
        }
    };
}
pub(crate) use {from_js_by_raw, into_js_by_raw};

/// The error of receiving `value` where something else was expected.
#[cold]
pub(crate) fn mismatch(cx: &mut Context<'_>, expected: &'static str, value: Raw) -> Error {
    use stilla_core::{Kind, Unpacked};
    let received = match value.0.unpack() {
        Unpacked::Undefined => "undefined".to_owned(),
        Unpacked::Null => "null".to_owned(),
        Unpacked::Boolean(boolean) => boolean.to_string(),
        Unpacked::Int(int) => int.to_string(),
        Unpacked::Double(number) => number.to_string(),
        Unpacked::String(string) => {
            let text = cx.cx.view(string);
            let shown = text.slice(0..text.len().min(40)).to_string_lossy();
            format!("{shown:?}")
        }
        Unpacked::Symbol(_) => "a symbol".to_owned(),
        Unpacked::BigInt(_) => "a BigInt".to_owned(),
        Unpacked::Object(object) if object.is_callable() => "a function".to_owned(),
        Unpacked::Object(object) => match object.kind() {
            Kind::Array => "an array".to_owned(),
            Kind::Ordinary => "an object".to_owned(),
            kind => format!("an object of kind {kind:?}"),
        },
    };
    Error::conversion(expected, received)
}

impl IntoJs for Value {
    fn into_js(self, _: &mut Context<'_>) -> Result<Value, Error> {
        Ok(self)
    }
}

impl IntoJs for &Value {
    fn into_js(self, _: &mut Context<'_>) -> Result<Value, Error> {
        Ok(self.clone())
    }

    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        self.to_raw(cx.cx)
    }
}

impl FromJs for Value {
    fn from_js(value: Value, _: &mut Context<'_>) -> Result<Self, Error> {
        Ok(value)
    }
}

impl IntoJs for () {
    into_js_by_raw!();

    fn into_raw(self, _: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        Ok(Raw(stilla_core::Value::UNDEFINED))
    }
}

impl FromJs for () {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        if raw.0.is_undefined() {
            Ok(())
        } else {
            Err(mismatch(cx, "undefined", raw))
        }
    }
}

impl<T: IntoJs> IntoJs for Option<T> {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, token: Token) -> Result<Raw, Error> {
        match self {
            Some(value) => value.into_raw(cx, token),
            None => Ok(Raw(stilla_core::Value::NULL)),
        }
    }
}

impl<T: FromJs> FromJs for Option<T> {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, token: Token) -> Result<Self, Error> {
        if raw.0.is_nullish() {
            Ok(None)
        } else {
            T::from_raw(raw, cx, token).map(Some)
        }
    }
}

impl<T: IntoJs, E: Into<Box<dyn std::error::Error + Send + Sync>>> IntoJs for Result<T, E> {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, token: Token) -> Result<Raw, Error> {
        match self {
            Ok(value) => value.into_raw(cx, token),
            Err(error) => Err(crate::error::from_boxed(error.into())),
        }
    }
}

/// `None` as undefined instead of null.
///
/// # Examples
/// ```
/// use stilla::{OrUndefined, Runtime};
///
/// let mut runtime = Runtime::new();
/// runtime.set("nothing", OrUndefined(None::<i32>))?;
/// assert!(runtime.eval_as::<bool>("nothing === undefined")?);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrUndefined<T>(pub Option<T>);

impl<T: IntoJs> IntoJs for OrUndefined<T> {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, token: Token) -> Result<Raw, Error> {
        match self.0 {
            Some(value) => value.into_raw(cx, token),
            None => ().into_raw(cx, TOKEN),
        }
    }
}
