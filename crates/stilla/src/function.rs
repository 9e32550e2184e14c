//! Functions: those of JavaScript as Rust callables, and Rust closures as functions of JavaScript.
//!
//! Uses: core, object, convert. Never: runtime.

use std::ops::Deref;

use stilla_core::Value as MachineValue;

use crate::context::{AsContext, Context};
use crate::convert::{FromJs, IntoJs};
use crate::error::Error;
use crate::object::{Object, Property};
use crate::seal::{Raw, TOKEN};
use crate::value::Value;

mod arguments;
mod closure;
mod parameters;
mod pass;

pub use arguments::Arguments;
pub use closure::{IntoAsyncFunction, IntoFunction, IntoFunctionMut, IntoMethod, IntoMethodMut};
pub(crate) use closure::{Native, make_native};
pub(crate) use parameters::Reader;
pub use parameters::{FromArgument, Opt, Rest, This};
pub use pass::IntoArgs;
use pass::Place;

/// A function of JavaScript, or of the host. Everything that an [`Object`] can do, it can do too.
///
/// # Examples
/// ```
/// use stilla::{Function, Runtime};
///
/// let mut runtime = Runtime::new();
/// let add: Function = runtime.eval_as("((a, b) => a + b)")?;
/// assert_eq!(add.call::<i32>(&mut runtime, (1, 2))?, 3);
/// assert_eq!(add.call::<String>(&mut runtime, ("1", 2))?, "12");
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Function(pub(crate) Object);

impl Deref for Function {
    type Target = Object;

    fn deref(&self) -> &Object {
        &self.0
    }
}

impl From<Function> for Object {
    fn from(function: Function) -> Object {
        function.0
    }
}

impl From<Function> for Value {
    fn from(function: Function) -> Value {
        Value::Object(function.0)
    }
}

/// Calls a function of the machine.
#[inline]
pub(crate) fn apply<T: FromJs>(
    cx: &mut Context<'_>,
    function: MachineValue,
    this: MachineValue,
    args: impl IntoArgs,
) -> Result<T, Error> {
    let result = args.pass(
        cx,
        &mut |cx, args| {
            let result = match args.0 {
                Place::Stack(args) => cx.cx.call(function, this, args),
                Place::List(list) => cx.cx.call_list(function, this, list),
            };
            cx.catch(result).map(Raw)
        },
        TOKEN,
    )?;
    T::from_raw(result, cx, TOKEN)
}

impl Function {
    /// A function that calls a Rust closure. Its parameters are converted, strictly; beside types that
    /// convert there may be [`This`], [`Rest`] and [`Opt`], and first of all a `&mut Context<'_>`. An
    /// `Err` is thrown; a panic is, too. The closure may be entered again while it runs.
    ///
    /// # Errors
    /// The memory limit.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Context, Function, Opt, Rest, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let greet = Function::new(&mut runtime, "greet", |name: String, loud: Opt<bool>| {
    ///     format!("Hello {name}{}", if loud.0 == Some(true) { "!" } else { "" })
    /// })?;
    /// runtime.set("greet", greet)?;
    /// assert_eq!(runtime.eval_as::<String>("greet('Ada', true)")?, "Hello Ada!");
    ///
    /// let sum = Function::new(&mut runtime, "sum", |Rest(all): Rest<f64>| all.iter().sum::<f64>())?;
    /// runtime.set("sum", sum)?;
    /// assert_eq!(runtime.eval_as::<f64>("sum(1, 2, 3.5)")?, 6.5);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn new<M>(
        cx: &mut impl AsContext,
        name: &str,
        closure: impl IntoFunction<M>,
    ) -> Result<Function, Error> {
        let (length, native) = closure.into_native(TOKEN);
        cx.scope(|cx| make(cx, name, length, native))
    }

    /// [`Function::new`] for a closure that changes what it captured: to enter it again while it runs is
    /// an error.
    ///
    /// # Errors
    /// The memory limit.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Function, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let mut count = 0;
    /// let next = Function::new_mut(&mut runtime, "next", move || { count += 1; count })?;
    /// runtime.set("next", next)?;
    /// assert_eq!(runtime.eval_as::<i32>("next(); next(); next()")?, 3);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn new_mut<M>(
        cx: &mut impl AsContext,
        name: &str,
        closure: impl IntoFunctionMut<M>,
    ) -> Result<Function, Error> {
        let (length, native) = closure.into_native(TOKEN);
        cx.scope(|cx| make(cx, name, length, native))
    }

    /// A function that returns a promise for what the closure's future gives. The future is polled by
    /// whoever drives the runtime: [`Runtime::run_until_idle`](crate::Runtime::run_until_idle),
    /// [`Runtime::block_on`](crate::Runtime::block_on), or an executor that awaits
    /// [`Runtime::settle`](crate::Runtime::settle).
    ///
    /// # Errors
    /// The memory limit.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Function, Promise, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let half = Function::new_async(&mut runtime, "half", |n: u32| async move {
    ///     if n % 2 == 0 { Ok(n / 2) } else { Err(format!("{n} is odd")) }
    /// })?;
    /// runtime.set("half", half)?;
    /// let result: Promise = runtime.eval_as("half(8).then(half)")?;
    /// assert_eq!(runtime.block_on::<u32>(&result)?, 2);
    /// let result: Promise = runtime.eval_as("half(7).catch(error => error.message)")?;
    /// assert_eq!(runtime.block_on::<String>(&result)?, "7 is odd");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn new_async<M>(
        cx: &mut impl AsContext,
        name: &str,
        closure: impl IntoAsyncFunction<M>,
    ) -> Result<Function, Error> {
        let (length, native) = closure.into_native(TOKEN);
        cx.scope(|cx| make(cx, name, length, native))
    }

    /// A function that sees its call as it is: any number of arguments, converted one by one when it asks.
    ///
    /// # Errors
    /// The memory limit.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Function, IntoJs, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let last = Function::raw(&mut runtime, "last", 0, |args, cx| match args.len() {
    ///     0 => ().into_js(cx),
    ///     n => args.get(cx, n - 1),
    /// })?;
    /// runtime.set("last", last)?;
    /// assert_eq!(runtime.eval_as::<String>("last(1, 2, 'three')")?, "three");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn raw(
        cx: &mut impl AsContext,
        name: &str,
        length: u32,
        closure: impl Fn(&Arguments<'_>, &mut Context<'_>) -> Result<Value, Error> + Send + 'static,
    ) -> Result<Function, Error> {
        let native = Native::new(move |reader: &mut Reader<'_>, cx: &mut Context<'_>| {
            let value = closure(&Arguments::new(reader.call), cx)?;
            value.to_raw(cx.cx)
        });
        cx.scope(|cx| make(cx, name, length, native))
    }

    pub(crate) fn from_native(
        cx: &mut Context<'_>,
        name: &str,
        length: u32,
        native: Native,
    ) -> Result<Function, Error> {
        make(cx, name, length, native)
    }

    /// Calls the function with `this` undefined. May run JavaScript.
    ///
    /// # Errors
    /// What the function throws; [`Error::Conversion`] for its result.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Function, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let add: Function = runtime.eval_as("((a, b) => a + b)")?;
    /// assert_eq!(add.call::<i32>(&mut runtime, (1, 2))?, 3);
    /// assert_eq!(add.call::<String>(&mut runtime, ("a", true))?, "atrue");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[inline]
    pub fn call<T: FromJs>(
        &self,
        cx: &mut impl AsContext,
        args: impl IntoArgs,
    ) -> Result<T, Error> {
        cx.scope(|cx| {
            let function = self.to_machine(cx.cx)?;
            apply(cx, function.into(), MachineValue::UNDEFINED, args)
        })
    }

    /// Calls the function with a receiver. May run JavaScript.
    ///
    /// # Errors
    /// What the function throws; [`Error::Conversion`] for its result.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Function, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let slice: Function = runtime.eval_as("String.prototype.slice")?;
    /// assert_eq!(slice.call_with::<String>(&mut runtime, "stilla", (2,))?, "illa");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn call_with<T: FromJs>(
        &self,
        cx: &mut impl AsContext,
        this: impl IntoJs,
        args: impl IntoArgs,
    ) -> Result<T, Error> {
        cx.scope(|cx| {
            let this = this.into_raw(cx, TOKEN)?.0;
            let function = self.to_machine(cx.cx)?;
            apply(cx, function.into(), this, args)
        })
    }

    /// Sets what `length` says: the number of parameters. Rust closures count those that are not optional.
    ///
    /// # Errors
    /// TypeError for a function whose `length` is fixed.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Arguments, Context, Function, Runtime, Value};
    ///
    /// let mut runtime = Runtime::new();
    /// let any = Function::new(&mut runtime, "any", |first: Option<i32>| first.is_some())?;
    /// any.set_length(&mut runtime, 0)?;
    /// runtime.set("any", any)?;
    /// assert_eq!(runtime.eval_as::<String>("any.name + any.length")?, "any0");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn set_length(&self, cx: &mut impl AsContext, length: u32) -> Result<(), Error> {
        let length = Property::value(f64::from(length)).configurable();
        self.define(cx, "length", length)
    }

    /// `new` with the function as constructor. May run JavaScript.
    ///
    /// # Errors
    /// TypeError if it is no constructor; what it throws.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Function, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let map: Function = runtime.eval_as("Map")?;
    /// let map = map.construct(&mut runtime, ())?;
    /// assert_eq!(map.get::<u32>(&mut runtime, "size")?, 0);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn construct(&self, cx: &mut impl AsContext, args: impl IntoArgs) -> Result<Object, Error> {
        cx.scope(|cx| {
            let function = self.to_machine(cx.cx)?;
            let object = args.pass(
                cx,
                &mut |cx, args| {
                    let result = match args.0 {
                        Place::Stack(args) => cx.cx.construct(function, args, function),
                        Place::List(list) => cx.cx.construct_list(function, list, function),
                    };
                    cx.catch(result).map(|object| Raw(object.into()))
                },
                TOKEN,
            )?;
            Object::from_raw(object, cx, TOKEN)
        })
    }
}

fn make(cx: &mut Context<'_>, name: &str, length: u32, native: Native) -> Result<Function, Error> {
    let function = make_native(cx.cx, name, length, native, false);
    let function = cx.catch(function)?;
    Ok(Function(Object::from_machine(cx.cx, function)))
}
