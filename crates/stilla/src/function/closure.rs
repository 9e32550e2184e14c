//! Rust closures as functions of JavaScript.
//!
//! A closure lives in a cell of the heap and is dropped with the last function that calls it. While it
//! runs, the borrow on the stack keeps the cell. A panic is caught at this border: the machine goes
//! back to where the call began, and the script sees an exception.
//!
//! Uses: core, parameters, convert. Never: runtime.

use std::any::Any;
use std::cell::RefCell;

use stilla_core::function::NativeOptions;
use stilla_core::host_data::Data;
use stilla_core::{Call, Cx, JsResult, NativeFn, Object, Value};

use super::parameters::{FromArgument, Reader};
use crate::class::{Class, with_instance, with_instance_mut};
use crate::context::Context;
use crate::convert::IntoJs;
use crate::error::{Error, panicked, throw};
use crate::seal::{Raw, Token};
use crate::tasks::{Outcome, spawn};

/// A closure as it is kept, with the function that knows its type.
///
/// FAST: the machine calls a function made for this closure, and not one that calls the closure through a table.
pub struct Native {
    run: NativeFn,
    inside: InsideFn,
    closure: Box<dyn Any + Send>,
}

/// Calls a closure from inside of another one.
type InsideFn =
    fn(&(dyn Any + Send), &mut Reader<'_>, &mut Context<'_>) -> Option<Result<Raw, Error>>;

impl std::fmt::Debug for Native {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Native").finish_non_exhaustive()
    }
}

impl Native {
    pub(crate) fn new<F>(closure: F) -> Native
    where
        F: Fn(&mut Reader<'_>, &mut Context<'_>) -> Result<Raw, Error> + Send + 'static,
    {
        Native {
            run: call_native::<F>,
            inside: |closure, reader, cx| Some(closure.downcast_ref::<F>()?(reader, cx)),
            closure: Box::new(closure),
        }
    }

    /// Calls the closure inside of the call of another one.
    pub(crate) fn call(&self, reader: &mut Reader<'_>, cx: &mut Context<'_>) -> Result<Raw, Error> {
        (self.inside)(&*self.closure, reader, cx).expect("the function was made for this closure")
    }
}

/// A function object that calls `native`.
pub(crate) fn make_native(
    cx: &mut Cx,
    name: &str,
    length: u32,
    native: Native,
    is_constructor: bool,
) -> JsResult<Object> {
    let data = Data::new(cx, native.closure, NATIVE_BYTES)?;
    let options = NativeOptions {
        data: data.to_value(),
        is_constructor,
        ..NativeOptions::default()
    };
    Ok(cx.new_native(name, length, native.run, options))
}

/// About what a closure takes beside its cell.
const NATIVE_BYTES: usize = 64;

fn call_native<F>(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value>
where
    F: Fn(&mut Reader<'_>, &mut Context<'_>) -> Result<Raw, Error> + Send + 'static,
{
    let data = Data::from_value(call.data()).expect("the function closes over its Rust closure");
    // FAST: what the guard hands out is small; an error becomes an exception inside of it.
    let outcome = data.with(|native: &F| {
        cx.guard(
            |cx| match native(&mut Reader::new(call), &mut Context::new(cx)) {
                Ok(value) => Ok(value.0),
                Err(error) => Err(throw(cx, error)),
            },
        )
    });
    match outcome {
        Some(Ok(result)) => result,
        Some(Err(panic)) => Err(throw(cx, panicked(&*panic))),
        None => Err(throw(cx, busy())),
    }
}

#[cold]
fn busy() -> Error {
    Error::new("a host function that changes its state can't be entered again while it runs")
}

/// A closure that can be a function of JavaScript: up to twelve parameters, a `&mut Context<'_>` before
/// them if it wants one. `M` is inferred. More are refused; [`Rest`](crate::Rest) takes any number.
///
/// ```
/// let mut runtime = stilla::Runtime::new();
/// let sum = |a: i32, b: i32, c: i32, d: i32, e: i32, f: i32, g: i32, h: i32, i: i32, j: i32, k: i32, l: i32| {
///     [a, b, c, d, e, f, g, h, i, j, k, l].iter().sum::<i32>()
/// };
/// runtime.set_function("sum", sum)?;
/// assert_eq!(runtime.eval_as::<i32>("sum(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)")?, 78);
/// # Ok::<(), stilla::Error>(())
/// ```
/// ```compile_fail
/// let many = |_: u8, _: u8, _: u8, _: u8, _: u8, _: u8, _: u8, _: u8, _: u8, _: u8, _: u8, _: u8, _: u8| ();
/// stilla::Runtime::new().set_function("many", many).unwrap();
/// ```
pub trait IntoFunction<M> {
    /// The `length` and the closure as it is kept.
    #[doc(hidden)]
    fn into_native(self, token: Token) -> (u32, Native);
}

/// As [`IntoFunction`], for closures that change what they captured.
///
/// # Examples
/// ```
/// use stilla::{Function, Runtime};
///
/// let mut runtime = Runtime::new();
/// let mut last = 0;
/// let next = Function::new_mut(&mut runtime, "next", move || {
///     last += 1;
///     last
/// })?;
/// next.call::<i32>(&mut runtime, ())?;
/// assert_eq!(next.call::<i32>(&mut runtime, ())?, 2);
/// # Ok::<(), stilla::Error>(())
/// ```
pub trait IntoFunctionMut<M> {
    /// The `length` and the closure as it is kept.
    #[doc(hidden)]
    fn into_native(self, token: Token) -> (u32, Native);
}

/// A closure that can be a method of the class `T`: the receiver first.
///
/// # Examples
/// ```
/// use stilla::{Class, ClassBuilder, Context, Runtime};
///
/// struct Label(String);
///
/// impl Class for Label {
///     const NAME: &'static str = "Label";
///     fn define(class: &mut ClassBuilder<Self>) {
///         class.method("shout", |label: &Label| label.0.to_uppercase());
///         class.method("sum", |label: &Label, _: &mut Context<'_>, more: u32| label.0.len() as u32 + more);
///     }
/// }
/// let mut runtime = Runtime::new();
/// runtime.set("label", Label("abc".to_owned()))?;
/// assert_eq!(runtime.eval_as::<String>("label.shout() + label.sum(4)")?, "ABC7");
/// # Ok::<(), stilla::Error>(())
/// ```
pub trait IntoMethod<T, M> {
    /// The `length` and the closure as it is kept.
    #[doc(hidden)]
    fn into_native(self, token: Token) -> (u32, Native);
}

/// As [`IntoMethod`], for methods that change the receiver.
///
/// # Examples
/// ```
/// use stilla::{Class, ClassBuilder, Runtime};
///
/// struct Stack(Vec<f64>);
///
/// impl Class for Stack {
///     const NAME: &'static str = "Stack";
///     fn define(class: &mut ClassBuilder<Self>) {
///         class.method_mut("push", |stack: &mut Stack, n: f64| stack.0.push(n));
///         class.method_mut("pop", |stack: &mut Stack| stack.0.pop());
///     }
/// }
/// let mut runtime = Runtime::new();
/// runtime.set("stack", Stack(Vec::new()))?;
/// assert_eq!(runtime.eval_as::<f64>("stack.push(1); stack.push(2); stack.pop()")?, 2.0);
/// # Ok::<(), stilla::Error>(())
/// ```
pub trait IntoMethodMut<T, M> {
    /// The `length` and the closure as it is kept.
    #[doc(hidden)]
    fn into_native(self, token: Token) -> (u32, Native);
}

/// A closure that gives a future and can be a function of JavaScript, which returns a promise. `M` is
/// inferred.
///
/// # Examples
/// ```
/// use stilla::{Function, Promise, Runtime};
///
/// let mut runtime = Runtime::new();
/// let double = Function::new_async(&mut runtime, "double", |n: f64| async move { n * 2.0 })?;
/// let promise: Promise = double.call(&mut runtime, (21,))?;
/// assert_eq!(runtime.block_on::<f64>(&promise)?, 42.0);
/// # Ok::<(), stilla::Error>(())
/// ```
pub trait IntoAsyncFunction<M> {
    /// The `length` and the closure as it is kept.
    #[doc(hidden)]
    fn into_native(self, token: Token) -> (u32, Native);
}

/// Marks closures whose first parameter is the context.
#[derive(Debug)]
pub struct WithContext;

/// Begins a future; the promise of its result.
fn begin<R: IntoJs + Send + 'static>(
    cx: &mut Context<'_>,
    future: impl Future<Output = R> + Send + 'static,
    token: Token,
) -> Result<Raw, Error> {
    let task = async move {
        let result = future.await;
        let outcome: Outcome = Box::new(move |cx| result.into_raw(cx, token));
        outcome
    };
    spawn(cx, Box::pin(task)).into_raw(cx, token)
}

macro_rules! arity {
    ($($name:ident),*) => {
        impl<Func, R, $($name),*> IntoFunction<fn($($name),*) -> R> for Func
        where
            Func: Fn($($name),*) -> R + Send + 'static,
            R: IntoJs,
            $($name: FromArgument,)*
        {
            #[allow(non_snake_case, unused_variables)]
            fn into_native(self, token: Token) -> (u32, Native) {
                let native = Native::new(move |reader: &mut Reader<'_>, cx: &mut Context<'_>| {
                    $(let $name = $name::take(reader, cx, token)?;)*
                    self($($name),*).into_raw(cx, token)
                });
                (0 $(+ $name::LENGTH)*, native)
            }
        }

        impl<Func, R, $($name),*> IntoFunction<(WithContext, fn($($name),*) -> R)> for Func
        where
            Func: Fn(&mut Context<'_>, $($name),*) -> R + Send + 'static,
            R: IntoJs,
            $($name: FromArgument,)*
        {
            #[allow(non_snake_case, unused_variables)]
            fn into_native(self, token: Token) -> (u32, Native) {
                let native = Native::new(move |reader: &mut Reader<'_>, cx: &mut Context<'_>| {
                    $(let $name = $name::take(reader, cx, token)?;)*
                    self(cx, $($name),*).into_raw(cx, token)
                });
                (0 $(+ $name::LENGTH)*, native)
            }
        }

        impl<Func, Fut, R, $($name),*> IntoAsyncFunction<fn($($name),*) -> (Fut, R)> for Func
        where
            Func: Fn($($name),*) -> Fut + Send + 'static,
            Fut: Future<Output = R> + Send + 'static,
            R: IntoJs + Send + 'static,
            $($name: FromArgument,)*
        {
            #[allow(non_snake_case, unused_variables)]
            fn into_native(self, token: Token) -> (u32, Native) {
                let native = Native::new(move |reader: &mut Reader<'_>, cx: &mut Context<'_>| {
                    $(let $name = $name::take(reader, cx, token)?;)*
                    let future = self($($name),*);
                    begin(cx, future, token)
                });
                (0 $(+ $name::LENGTH)*, native)
            }
        }

        impl<Func, R, $($name),*> IntoFunctionMut<fn($($name),*) -> R> for Func
        where
            Func: FnMut($($name),*) -> R + Send + 'static,
            R: IntoJs,
            $($name: FromArgument,)*
        {
            #[allow(non_snake_case, unused_variables)]
            fn into_native(self, token: Token) -> (u32, Native) {
                let function = RefCell::new(self);
                let native = Native::new(move |reader: &mut Reader<'_>, cx: &mut Context<'_>| {
                    $(let $name = $name::take(reader, cx, token)?;)*
                    let mut function = function.try_borrow_mut().map_err(|_| busy())?;
                    let result = (*function)($($name),*);
                    drop(function);
                    result.into_raw(cx, token)
                });
                (0 $(+ $name::LENGTH)*, native)
            }
        }

        impl<Func, R, $($name),*> IntoFunctionMut<(WithContext, fn($($name),*) -> R)> for Func
        where
            Func: FnMut(&mut Context<'_>, $($name),*) -> R + Send + 'static,
            R: IntoJs,
            $($name: FromArgument,)*
        {
            #[allow(non_snake_case, unused_variables)]
            fn into_native(self, token: Token) -> (u32, Native) {
                let function = RefCell::new(self);
                let native = Native::new(move |reader: &mut Reader<'_>, cx: &mut Context<'_>| {
                    $(let $name = $name::take(reader, cx, token)?;)*
                    let mut function = function.try_borrow_mut().map_err(|_| busy())?;
                    let result = (*function)(cx, $($name),*);
                    drop(function);
                    result.into_raw(cx, token)
                });
                (0 $(+ $name::LENGTH)*, native)
            }
        }

        impl<Func, T, R, $($name),*> IntoMethod<T, fn($($name),*) -> R> for Func
        where
            Func: Fn(&T, $($name),*) -> R + Send + 'static,
            T: Class,
            R: IntoJs,
            $($name: FromArgument,)*
        {
            #[allow(non_snake_case, unused_variables)]
            fn into_native(self, token: Token) -> (u32, Native) {
                let native = Native::new(move |reader: &mut Reader<'_>, cx: &mut Context<'_>| {
                    $(let $name = $name::take(reader, cx, token)?;)*
                    let this = reader.call.this();
                    let result = with_instance(cx, this, |_, this: &T| self(this, $($name),*))?;
                    result.into_raw(cx, token)
                });
                (0 $(+ $name::LENGTH)*, native)
            }
        }

        impl<Func, T, R, $($name),*> IntoMethod<T, (WithContext, fn($($name),*) -> R)> for Func
        where
            Func: Fn(&T, &mut Context<'_>, $($name),*) -> R + Send + 'static,
            T: Class,
            R: IntoJs,
            $($name: FromArgument,)*
        {
            #[allow(non_snake_case, unused_variables)]
            fn into_native(self, token: Token) -> (u32, Native) {
                let native = Native::new(move |reader: &mut Reader<'_>, cx: &mut Context<'_>| {
                    $(let $name = $name::take(reader, cx, token)?;)*
                    let this = reader.call.this();
                    let result = with_instance(cx, this, |cx, this: &T| self(this, cx, $($name),*))?;
                    result.into_raw(cx, token)
                });
                (0 $(+ $name::LENGTH)*, native)
            }
        }

        impl<Func, T, R, $($name),*> IntoMethodMut<T, fn($($name),*) -> R> for Func
        where
            Func: Fn(&mut T, $($name),*) -> R + Send + 'static,
            T: Class,
            R: IntoJs,
            $($name: FromArgument,)*
        {
            #[allow(non_snake_case, unused_variables)]
            fn into_native(self, token: Token) -> (u32, Native) {
                let native = Native::new(move |reader: &mut Reader<'_>, cx: &mut Context<'_>| {
                    $(let $name = $name::take(reader, cx, token)?;)*
                    let this = reader.call.this();
                    let result =
                        with_instance_mut(cx, this, |_, this: &mut T| self(this, $($name),*))?;
                    result.into_raw(cx, token)
                });
                (0 $(+ $name::LENGTH)*, native)
            }
        }

        impl<Func, T, R, $($name),*> IntoMethodMut<T, (WithContext, fn($($name),*) -> R)> for Func
        where
            Func: Fn(&mut T, &mut Context<'_>, $($name),*) -> R + Send + 'static,
            T: Class,
            R: IntoJs,
            $($name: FromArgument,)*
        {
            #[allow(non_snake_case, unused_variables)]
            fn into_native(self, token: Token) -> (u32, Native) {
                let native = Native::new(move |reader: &mut Reader<'_>, cx: &mut Context<'_>| {
                    $(let $name = $name::take(reader, cx, token)?;)*
                    let this = reader.call.this();
                    let result = with_instance_mut(cx, this, |cx, this: &mut T| {
                        self(this, cx, $($name),*)
                    })?;
                    result.into_raw(cx, token)
                });
                (0 $(+ $name::LENGTH)*, native)
            }
        }
    };
}

arity!();
arity!(A);
arity!(A, B);
arity!(A, B, C);
arity!(A, B, C, D);
arity!(A, B, C, D, E);
arity!(A, B, C, D, E, G);
arity!(A, B, C, D, E, G, H);
arity!(A, B, C, D, E, G, H, I);
arity!(A, B, C, D, E, G, H, I, J);
arity!(A, B, C, D, E, G, H, I, J, K);
arity!(A, B, C, D, E, G, H, I, J, K, L);
arity!(A, B, C, D, E, G, H, I, J, K, L, N);
