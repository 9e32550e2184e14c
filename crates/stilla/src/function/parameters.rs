//! The parameters of a host function: each takes what it needs of the call.
//!
//! Uses: core, convert. Never: closure.

use stilla_core::Call;

use crate::context::Context;
use crate::convert::FromJs;
use crate::error::Error;
use crate::seal::{Raw, Token};

/// A call whose arguments are taken one after the other.
pub struct Reader<'c> {
    pub(crate) call: &'c Call<'c>,
    pub(crate) next: usize,
}

impl std::fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("next", &self.next).finish()
    }
}

impl<'c> Reader<'c> {
    #[inline]
    pub(crate) fn new(call: &'c Call<'c>) -> Reader<'c> {
        Reader { call, next: 0 }
    }
}

/// What can be a parameter of a host function: every type that converts, and [`This`], [`Rest`], [`Opt`].
///
/// # Examples
/// ```
/// use stilla::{FromArgument, Function, Runtime};
///
/// fn one_parameter<T: FromArgument + 'static>(f: fn(T) -> String) -> fn(T) -> String { f }
///
/// let mut runtime = Runtime::new();
/// let f = Function::new(&mut runtime, "f", one_parameter(|n: i32| n.to_string()))?;
/// assert_eq!(f.call::<String>(&mut runtime, (5,))?, "5");
/// # Ok::<(), stilla::Error>(())
/// ```
pub trait FromArgument: Sized {
    /// How much the parameter adds to the `length` of the function.
    #[doc(hidden)]
    const LENGTH: u32;

    /// Takes the parameter.
    #[doc(hidden)]
    fn take(reader: &mut Reader<'_>, cx: &mut Context<'_>, token: Token) -> Result<Self, Error>;
}

/// The error of converting argument `index`: that it is missing, or what is wrong with it.
#[cold]
fn at_argument(error: Error, index: usize, call: &Call<'_>, cx: &Context<'_>) -> Error {
    match error {
        Error::Conversion { .. } if index >= call.len() => {
            Error::type_error(call.arguments_missing(cx.cx, index + 1).render(cx.cx))
        }
        Error::Conversion { .. } => Error::type_error(format!("argument {}: {error}", index + 1)),
        other => other,
    }
}

impl<T: FromJs> FromArgument for T {
    const LENGTH: u32 = 1;

    #[inline]
    fn take(reader: &mut Reader<'_>, cx: &mut Context<'_>, token: Token) -> Result<Self, Error> {
        let index = reader.next;
        reader.next += 1;
        T::from_raw(Raw(reader.call.arg(index)), cx, token)
            .map_err(|error| at_argument(error, index, reader.call, cx))
    }
}

/// The receiver of the call.
///
/// # Examples
/// ```
/// use stilla::{Context, Function, Object, Runtime, This};
///
/// let mut runtime = Runtime::new();
/// let area = Function::new(&mut runtime, "area", |cx: &mut Context<'_>, This(this): This<Object>| {
///     Ok::<f64, stilla::Error>(this.get::<f64>(cx, "w")? * this.get::<f64>(cx, "h")?)
/// })?;
/// runtime.set("area", area)?;
/// assert_eq!(runtime.eval_as::<f64>("({ w: 2, h: 3, area }).area()")?, 6.0);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct This<T>(pub T);

impl<T: FromJs> FromArgument for This<T> {
    const LENGTH: u32 = 0;

    fn take(reader: &mut Reader<'_>, cx: &mut Context<'_>, token: Token) -> Result<Self, Error> {
        T::from_raw(Raw(reader.call.this()), cx, token)
            .map(This)
            .map_err(|error| match error {
                Error::Conversion { .. } => Error::type_error(format!("this: {error}")),
                other => other,
            })
    }
}

/// All arguments that no parameter before has taken.
///
/// # Examples
/// ```
/// use stilla::{Rest, Runtime};
///
/// let mut runtime = Runtime::new();
/// runtime.set_function("sum", |Rest(numbers): Rest<f64>| numbers.iter().sum::<f64>())?;
/// assert_eq!(runtime.eval_as::<f64>("sum(1, 2, 3)")?, 6.0);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rest<T>(pub Vec<T>);

impl<T: FromJs> FromArgument for Rest<T> {
    const LENGTH: u32 = 0;

    fn take(reader: &mut Reader<'_>, cx: &mut Context<'_>, token: Token) -> Result<Self, Error> {
        let mut rest = Vec::new();
        while reader.next < reader.call.len() {
            rest.push(T::take(reader, cx, token)?);
        }
        Ok(Rest(rest))
    }
}

/// An argument that may be left out: undefined is `None`. (`Option<T>` takes null, too, and counts for
/// the `length` of the function.)
///
/// # Examples
/// ```
/// use stilla::{Opt, Runtime};
///
/// let mut runtime = Runtime::new();
/// runtime.set_function("greet", |Opt(name): Opt<String>| format!("Hello {}", name.unwrap_or("you".into())))?;
/// assert_eq!(runtime.eval_as::<String>("greet() + ', ' + greet('Ada')")?, "Hello you, Hello Ada");
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opt<T>(pub Option<T>);

impl<T: FromJs> FromArgument for Opt<T> {
    const LENGTH: u32 = 0;

    fn take(reader: &mut Reader<'_>, cx: &mut Context<'_>, token: Token) -> Result<Self, Error> {
        if reader.call.arg(reader.next).is_undefined() {
            reader.next += 1;
            return Ok(Opt(None));
        }
        T::take(reader, cx, token).map(|value| Opt(Some(value)))
    }
}
