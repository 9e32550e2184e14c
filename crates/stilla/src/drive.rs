//! Driving a runtime: as a future on any executor, or by blocking the thread.
//!
//! Uses: runtime, tasks, promise. Never: builder.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context as TaskContext, Poll};
use std::time::Duration;

use stilla_core::clock::Instant;

use crate::context::AsContext;
use crate::convert::FromJs;
use crate::error::Error;
use crate::function::{Function, IntoArgs};
use crate::promise::Promise;
use crate::runtime::Runtime;
use crate::state::state;
use crate::tasks::{inbox, is_waiting, turn};
use crate::timers::set_alarm;
use crate::value::Value;

/// The longest that the thread is blocked before limits are looked at.
const NAP: Duration = Duration::from_millis(50);

impl Runtime {
    /// Takes turns until nothing is left to be done now; false if nothing can come any more.
    fn drive_now(&mut self) -> Result<bool, Error> {
        while self.scope(turn)? {}
        self.run_jobs()?;
        Ok(is_waiting(self.machine()))
    }

    /// How long the thread may sleep.
    fn nap(&mut self) -> Duration {
        let next = state(self.machine()).timers.next();
        next.map_or(NAP, |due| {
            due.saturating_duration_since(Instant::now()).min(NAP)
        })
    }

    /// Runs jobs, futures and what other threads deliver, until nothing is left to wait for. Blocks the
    /// thread.
    ///
    /// # Errors
    /// [`Error::Stopped`].
    ///
    /// # Examples
    /// ```
    /// use stilla::{Function, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let read = Function::new_async(&mut runtime, "read", |name: String| async move {
    ///     Ok::<_, stilla::Error>(format!("text of {name}"))
    /// })?;
    /// runtime.set("read", read)?;
    /// runtime.eval("var text; (async () => { text = await read('a.txt') })()")?;
    /// runtime.run_until_idle()?;
    /// assert_eq!(runtime.get::<String>("text")?.as_deref(), Some("text of a.txt"));
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn run_until_idle(&mut self) -> Result<(), Error> {
        let inbox = inbox(self.machine());
        while self.drive_now()? {
            inbox.wait(self.nap());
        }
        Ok(())
    }

    /// Drives the runtime until a promise is settled. Blocks the thread.
    ///
    /// # Errors
    /// The reason of a rejection; [`Error::Unsettled`] if nothing can settle the promise any more.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Promise, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let promise: Promise = runtime.eval_as("(async () => await 3 + await 4)()")?;
    /// assert_eq!(runtime.block_on::<i32>(&promise)?, 7);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn block_on<T: FromJs>(&mut self, promise: &Promise) -> Result<T, Error> {
        let inbox = inbox(self.machine());
        loop {
            let may_come = self.drive_now()?;
            if let Some(result) = promise.result(self)? {
                return result;
            }
            if !may_come {
                return Err(Error::Unsettled);
            }
            inbox.wait(self.nap());
        }
    }

    /// A future that drives the runtime until a promise is settled: for any executor.
    ///
    /// # Examples
    /// ```
    /// use std::future::Future;
    /// use std::task::{Context, Poll, Waker};
    /// use stilla::{Promise, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let promise: Promise = runtime.eval_as("Promise.resolve(7)")?;
    /// let mut future = std::pin::pin!(runtime.settle::<i32>(promise));
    /// let Poll::Ready(result) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
    ///     panic!("nothing to wait for");
    /// };
    /// assert_eq!(result?, 7);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn settle<T: FromJs>(&mut self, promise: Promise) -> Settle<'_, T> {
        Settle {
            runtime: self,
            promise: Ok(promise),
            result: PhantomData,
        }
    }

    /// Runs a text as a script; the future drives the runtime until the promise that the script gives
    /// is settled. Any other value is the result at once.
    ///
    /// # Examples
    /// ```
    /// use std::future::Future;
    /// use std::task::{Context, Poll, Waker};
    ///
    /// let mut runtime = stilla::Runtime::new();
    /// let mut future = std::pin::pin!(runtime.eval_async::<i32>("Promise.resolve(20).then(n => n + 1)"));
    /// let Poll::Ready(result) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
    ///     panic!("nothing to wait for");
    /// };
    /// assert_eq!(result?, 21);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn eval_async<T: FromJs>(&mut self, source: &str) -> Settle<'_, T> {
        let promise = self.scope(|cx| {
            let value: Value = cx.eval(source)?;
            Promise::resolved(cx, value)
        });
        Settle {
            runtime: self,
            promise,
            result: PhantomData,
        }
    }
}

impl Function {
    /// Calls the function; the future drives the runtime until the promise that the function gives is settled.
    /// Any other value is the result at once.
    ///
    /// # Examples
    /// ```
    /// use std::future::Future;
    /// use std::task::{Context, Poll, Waker};
    /// use stilla::{Function, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let add: Function = runtime.eval_as("(async (a, b) => await a + await b)")?;
    /// let mut future = std::pin::pin!(add.call_async::<i32>(&mut runtime, (1, 2)));
    /// let Poll::Ready(result) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
    ///     panic!("nothing to wait for");
    /// };
    /// assert_eq!(result?, 3);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn call_async<'r, T: FromJs>(
        &self,
        runtime: &'r mut Runtime,
        args: impl IntoArgs,
    ) -> Settle<'r, T> {
        let promise = runtime.scope(|cx| {
            let value: Value = self.call(cx, args)?;
            Promise::resolved(cx, value)
        });
        Settle {
            runtime,
            promise,
            result: PhantomData,
        }
    }
}

/// The future of [`Runtime::settle`] and [`Runtime::eval_async`].
///
/// # Examples
/// ```
/// use stilla::{Error, Promise, Runtime};
///
/// async fn answer(runtime: &mut Runtime, promise: Promise) -> Result<i32, Error> {
///     runtime.settle(promise).await
/// }
/// # let _ = answer;
/// ```
#[derive(Debug)]
#[must_use = "a future does nothing unless it is awaited"]
pub struct Settle<'r, T> {
    runtime: &'r mut Runtime,
    promise: Result<Promise, Error>,
    result: PhantomData<fn() -> T>,
}

impl<T: FromJs> Future for Settle<'_, T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<Self::Output> {
        let promise = match &self.promise {
            Ok(promise) => promise.clone(),
            Err(error) => return Poll::Ready(Err(error.clone())),
        };
        let runtime = &mut *self.runtime;
        loop {
            let may_come = match runtime.drive_now() {
                Ok(may_come) => may_come,
                Err(error) => return Poll::Ready(Err(error)),
            };
            match promise.result(runtime) {
                Ok(Some(result)) => return Poll::Ready(result),
                Ok(None) if may_come => {}
                Ok(None) => return Poll::Ready(Err(Error::Unsettled)),
                Err(error) => return Poll::Ready(Err(error)),
            }
            set_alarm(runtime.machine());
            // NOTE: what came between the turn and here is seen by the next turn.
            if !inbox(runtime.machine()).register(cx.waker()) {
                return Poll::Pending;
            }
        }
    }
}
