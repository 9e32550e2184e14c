//! The call that a raw host function is in.
//!
//! Uses: core, convert. Never: closure.

use stilla_core::Call;

use crate::context::Context;
use crate::convert::FromJs;
use crate::error::Error;
use crate::seal::{Raw, TOKEN};

/// The receiver and the arguments of one call. They stay where the caller put them.
///
/// # Examples
/// ```
/// use stilla::{Function, IntoJs, Runtime};
///
/// let mut runtime = Runtime::new();
/// let name = Function::raw(&mut runtime, "name", 0, |args, cx| {
///     let this: stilla::Object = args.this(cx)?;
///     this.get(cx, "name")
/// })?;
/// runtime.set("name_of", name)?;
/// assert_eq!(runtime.eval_as::<String>("name_of.call({ name: 'Ada' })")?, "Ada");
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Arguments<'c> {
    call: &'c Call<'c>,
}

impl std::fmt::Debug for Arguments<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Arguments")
            .field("len", &self.call.len())
            .finish()
    }
}

impl<'c> Arguments<'c> {
    pub(crate) fn new(call: &'c Call<'c>) -> Arguments<'c> {
        Arguments { call }
    }

    /// The number of arguments.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Arguments, Context, Function, Runtime, Value};
    ///
    /// let mut runtime = Runtime::new();
    /// let count = Function::raw(&mut runtime, "count", 0, |args: &Arguments<'_>, _: &mut Context<'_>| {
    ///     Ok(Value::from(args.len() as f64))
    /// })?;
    /// assert_eq!(count.call::<u32>(&mut runtime, (1, "two", false))?, 3);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.call.len()
    }

    /// Whether there is none.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Arguments, Context, Function, Runtime, Value};
    ///
    /// let mut runtime = Runtime::new();
    /// let none = Function::raw(&mut runtime, "none", 0, |args: &Arguments<'_>, _: &mut Context<'_>| {
    ///     Ok(Value::from(args.is_empty()))
    /// })?;
    /// assert!(none.call::<bool>(&mut runtime, ())?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.call.is_empty()
    }

    /// Argument `index` as a Rust value; an absent one is undefined.
    ///
    /// # Errors
    /// [`Error::Conversion`] if it is of another type.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Arguments, Context, Function, Runtime, Value};
    ///
    /// let mut runtime = Runtime::new();
    /// let last = Function::raw(&mut runtime, "last", 0, |args: &Arguments<'_>, cx: &mut Context<'_>| {
    ///     args.get::<Value>(cx, args.len().saturating_sub(1))
    /// })?;
    /// assert_eq!(last.call::<String>(&mut runtime, (1, "two"))?, "two");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn get<T: FromJs>(&self, cx: &mut Context<'_>, index: usize) -> Result<T, Error> {
        T::from_raw(Raw(self.call.arg(index)), cx, TOKEN)
    }

    /// The receiver as a Rust value.
    ///
    /// # Errors
    /// [`Error::Conversion`] if it is of another type.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Arguments, Context, Function, Runtime, Value};
    ///
    /// let mut runtime = Runtime::new();
    /// let me = Function::raw(&mut runtime, "me", 0, |args: &Arguments<'_>, cx: &mut Context<'_>| {
    ///     args.this::<Value>(cx)
    /// })?;
    /// assert_eq!(me.call_with::<i32>(&mut runtime, 5, ())?, 5);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn this<T: FromJs>(&self, cx: &mut Context<'_>) -> Result<T, Error> {
        T::from_raw(Raw(self.call.this()), cx, TOKEN)
    }
}
