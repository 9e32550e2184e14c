//! Promises that a host holds, makes and settles.
//!
//! A [`Resolver`] may be used on any thread: it leaves the result in the inbox of its runtime and wakes
//! whoever drives it. Nothing of the runtime is touched from outside.
//!
//! Uses: core, object, tasks. Never: runtime.

use std::ops::Deref;

use stilla_core::promise::PromiseState as MachineState;

use crate::context::{AsContext, Context};
use crate::convert::{FromJs, IntoJs};
use crate::error::{Error, describe, from_boxed, throw};
use crate::object::Object;
use crate::seal::{Raw, TOKEN};
use crate::tasks::{Delivery, inbox};
use crate::value::Value;

/// A promise of JavaScript. Everything that an [`Object`] can do, it can do too.
///
/// # Examples
/// ```
/// use stilla::{Promise, PromiseState, Runtime};
///
/// let mut runtime = Runtime::new();
/// let (promise, resolver) = Promise::new(&mut runtime)?;
/// runtime.set("answer", &promise)?;
/// let doubled: Promise = runtime.eval_as("answer.then(n => n * 2)")?;
/// std::thread::spawn(move || resolver.resolve(21));
/// assert_eq!(runtime.block_on::<i32>(&doubled)?, 42);
/// assert_eq!(promise.state(&mut runtime)?, PromiseState::Fulfilled);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Promise(pub(crate) Object);

impl Deref for Promise {
    type Target = Object;

    fn deref(&self) -> &Object {
        &self.0
    }
}

impl From<Promise> for Value {
    fn from(promise: Promise) -> Value {
        Value::Object(promise.0)
    }
}

/// Whether and how a promise is settled.
///
/// # Examples
/// ```
/// use stilla::{Promise, PromiseState, Runtime};
///
/// let mut runtime = Runtime::new();
/// let promise: Promise = runtime.eval_as("Promise.reject(1)")?;
/// assert_eq!(promise.state(&mut runtime)?, PromiseState::Rejected);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromiseState {
    /// Not yet.
    Pending,
    /// With a value.
    Fulfilled,
    /// With a reason.
    Rejected,
}

impl Promise {
    /// A pending promise, and what settles it.
    ///
    /// # Errors
    /// The memory limit.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Promise, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let (promise, resolver) = Promise::new(&mut runtime)?;
    /// resolver.resolve("done");
    /// assert_eq!(runtime.block_on::<String>(&promise)?, "done");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn new(cx: &mut impl AsContext) -> Result<(Promise, Resolver), Error> {
        cx.scope(|cx| {
            let promise = cx.cx.new_promise();
            let promise = Promise(Object::from_machine(cx.cx, promise));
            let resolver = Resolver {
                promise: promise.clone(),
                delivery: Some(inbox(cx.cx).delivery()),
            };
            Ok((promise, resolver))
        })
    }

    /// A promise that is resolved with a value; a promise is adopted.
    ///
    /// # Errors
    /// The conversion may fail.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let promise = stilla::Promise::resolved(&mut runtime, 5)?;
    /// assert_eq!(runtime.block_on::<i32>(&promise)?, 5);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn resolved(cx: &mut impl AsContext, value: impl IntoJs) -> Result<Promise, Error> {
        cx.scope(|cx| {
            let promise = cx.cx.new_promise();
            let promise = Promise(Object::from_machine(cx.cx, promise));
            let value = value.into_raw(cx, TOKEN);
            promise.settle(cx, value)?;
            Ok(promise)
        })
    }

    /// Resolves with a value or rejects with an error.
    pub(crate) fn settle(
        &self,
        cx: &mut Context<'_>,
        result: Result<Raw, Error>,
    ) -> Result<(), Error> {
        let promise = self.to_machine(cx.cx)?;
        let settled = match result {
            Ok(value) => cx.cx.resolve_promise(promise, value.0),
            Err(error) => {
                let thrown = throw(cx.cx, error);
                match thrown.value() {
                    Some(reason) => {
                        cx.cx.reject_promise(promise, reason);
                        Ok(())
                    }
                    None => Err(thrown),
                }
            }
        };
        cx.catch(settled)
    }

    /// Whether and how the promise is settled.
    ///
    /// # Errors
    /// [`Error::WrongRuntime`].
    ///
    /// # Examples
    /// ```
    /// use stilla::{Promise, PromiseState, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let (promise, resolver) = Promise::new(&mut runtime)?;
    /// assert_eq!(promise.state(&mut runtime)?, PromiseState::Pending);
    /// resolver.resolve(1);
    /// runtime.run_until_idle()?;
    /// assert_eq!(promise.state(&mut runtime)?, PromiseState::Fulfilled);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn state(&self, cx: &mut impl AsContext) -> Result<PromiseState, Error> {
        cx.scope(|cx| {
            let promise = self.to_machine(cx.cx)?;
            Ok(match cx.cx.promise_state(promise) {
                MachineState::Pending => PromiseState::Pending,
                MachineState::Fulfilled => PromiseState::Fulfilled,
                MachineState::Rejected => PromiseState::Rejected,
            })
        })
    }

    /// The value, or the reason as an error; `None` while the promise is pending. Asking counts as
    /// handling the rejection.
    ///
    /// # Errors
    /// [`Error::WrongRuntime`].
    ///
    /// # Examples
    /// ```
    /// use stilla::{Promise, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let failed: Promise = runtime.eval_as("Promise.reject(new Error('late'))")?;
    /// let result = failed.result::<i32>(&mut runtime)?.expect("settled");
    /// assert_eq!(result.unwrap_err().to_string(), "Error: late");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn result<T: FromJs>(
        &self,
        cx: &mut impl AsContext,
    ) -> Result<Option<Result<T, Error>>, Error> {
        cx.scope(|cx| {
            let promise = self.to_machine(cx.cx)?;
            let state = cx.cx.promise_state(promise);
            if state == MachineState::Pending {
                return Ok(None);
            }
            let value = cx.cx.promise_result(promise);
            if state == MachineState::Rejected {
                cx.cx.mark_promise_handled(promise);
                let error = describe(cx.cx, stilla_core::Thrown::new(value));
                return Ok(Some(Err(error)));
            }
            Ok(Some(T::from_raw(Raw(value), cx, TOKEN)))
        })
    }
}

/// What settles a promise, once, from any thread. Dropped without that, it rejects the promise.
///
/// # Examples
/// ```
/// use stilla::{Promise, Runtime};
///
/// let mut runtime = Runtime::new();
/// let (promise, resolver) = Promise::new(&mut runtime)?;
/// std::thread::spawn(move || resolver.reject("the line is dead"));
/// let error = runtime.block_on::<i32>(&promise).unwrap_err();
/// assert!(error.to_string().contains("the line is dead"));
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Debug)]
pub struct Resolver {
    promise: Promise,
    delivery: Option<Delivery>,
}

impl Resolver {
    /// Resolves the promise: the runtime converts the value when it is driven next.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Promise, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let (promise, resolver) = Promise::new(&mut runtime)?;
    /// resolver.resolve(vec![1, 2]);
    /// assert_eq!(runtime.block_on::<Vec<i32>>(&promise)?, [1, 2]);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn resolve<T: IntoJs + Send + 'static>(mut self, value: T) {
        self.deliver(move |cx| value.into_raw(cx, TOKEN));
    }

    /// Rejects the promise.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Promise, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let (promise, resolver) = Promise::new(&mut runtime)?;
    /// resolver.reject("out of paper");
    /// let error = runtime.block_on::<i32>(&promise).unwrap_err();
    /// assert_eq!(error.to_string(), "Error: out of paper");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn reject(mut self, error: impl Into<Box<dyn std::error::Error + Send + Sync>>) {
        let error = from_boxed(error.into());
        self.deliver(move |_| Err(error));
    }

    fn deliver(
        &mut self,
        result: impl FnOnce(&mut Context<'_>) -> Result<Raw, Error> + Send + 'static,
    ) {
        if let Some(delivery) = self.delivery.take() {
            let promise = self.promise.clone();
            delivery.send(Box::new(move |cx| {
                let result = result(cx);
                promise.settle(cx, result)
            }));
        }
    }
}

impl Drop for Resolver {
    fn drop(&mut self) {
        self.deliver(|_| {
            Err(Error::new(
                "the host dropped what would have settled the promise",
            ))
        });
    }
}
