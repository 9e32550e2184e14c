//! Runtimes: isolated worlds of JavaScript with limits.
//!
//! Uses: core, builtins, program, convert. Never: the interpreter's rooms.

use std::time::{Duration, Instant};

use stilla_core::host::{Host, NoHost};
use stilla_core::promise::PromiseState;
use stilla_core::{Cx, Interrupt, JsResult, Limits, Name, Thrown};

use crate::convert::{FromJs, IntoJs};
use crate::error::{Error, JsError};
use crate::function::{self, Arguments};
use crate::program::{Goal, Program, ProgramOptions};
use crate::value::Value;

/// What a runtime may use and what it is given.
pub struct Builder {
    limits: Limits,
    timeout: Option<Duration>,
    host: Box<dyn Host>,
}

impl Default for Builder {
    fn default() -> Self {
        Builder {
            limits: Limits::default(),
            timeout: None,
            host: Box::new(NoHost),
        }
    }
}

impl std::fmt::Debug for Builder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Builder")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

impl Builder {
    /// Bytes of memory that the runtime may use, all of them.
    #[must_use]
    pub fn memory_limit(mut self, bytes: usize) -> Builder {
        self.limits.memory = bytes;
        self
    }

    /// How much work all runs together may do: about one unit for each call and loop iteration.
    #[must_use]
    pub fn fuel(mut self, units: u64) -> Builder {
        self.limits.fuel = Some(units);
        self
    }

    /// How long each run may take.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Builder {
        self.timeout = Some(timeout);
        self
    }

    /// Bytes of the stack of calls; beyond it a script sees a RangeError.
    #[must_use]
    pub fn stack_size(mut self, bytes: usize) -> Builder {
        self.limits.stack = bytes;
        self
    }

    /// Bytes of native stack that the engine may use on the thread that runs it.
    #[must_use]
    pub fn native_stack_size(mut self, bytes: usize) -> Builder {
        self.limits.native_stack = bytes;
        self
    }

    /// Collect at every opportunity: finds mistakes in host objects, and is slow.
    #[must_use]
    pub fn gc_stress(mut self, on: bool) -> Builder {
        self.limits.gc_stress = on;
        self
    }

    /// Where clock, randomness and modules come from.
    #[must_use]
    pub fn host(mut self, host: impl Host + 'static) -> Builder {
        self.host = Box::new(host);
        self
    }

    /// The runtime.
    #[must_use]
    pub fn build(self) -> Runtime {
        let mut cx = Cx::new(&crate::tables::ALL, self.host, self.limits);
        cx.set_json_module_parser(stilla_builtins::parse_json_module);
        Runtime {
            cx: Box::new(cx),
            timeout: self.timeout,
        }
    }
}

/// Ends a run from any thread.
#[derive(Clone, Debug)]
pub struct InterruptHandle(Interrupt);

impl InterruptHandle {
    /// Asks the run to end with [`Stop::Interrupted`](crate::Stop::Interrupted).
    pub fn interrupt(&self, reason: &str) {
        self.0.interrupt(reason);
    }
}

/// An isolated world of JavaScript.
#[derive(Debug)]
pub struct Runtime {
    cx: Box<Cx>,
    timeout: Option<Duration>,
}

/// Runs jobs until none is left, then the cleanup callbacks of targets that have died.
fn run_what_waits(cx: &mut Cx) -> JsResult<()> {
    cx.run_until_idle()?;
    if stilla_builtins::queue_finalizers(cx) {
        cx.run_until_idle()?;
    }
    Ok(())
}

impl Default for Runtime {
    fn default() -> Self {
        Runtime::new()
    }
}

impl Runtime {
    /// A runtime without limits and without a host.
    #[must_use]
    pub fn new() -> Runtime {
        Builder::default().build()
    }

    /// A runtime to be given limits and a host.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Error, Runtime, Stop};
    ///
    /// let mut runtime = Runtime::builder().fuel(10_000).build();
    /// let endless = runtime.eval("while (true) {}");
    /// assert!(matches!(endless, Err(Error::Stopped(Stop::OutOfFuel))));
    /// ```
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Runs a text as a script and gives its completion value. Jobs run before it returns.
    ///
    /// # Errors
    /// Any [`Error`].
    pub fn eval(&mut self, source: &str) -> Result<Value, Error> {
        self.eval_named("<eval>", source)
    }

    /// [`Runtime::eval`] with a name for stack traces.
    ///
    /// # Errors
    /// Any [`Error`].
    pub fn eval_named(&mut self, name: &str, source: &str) -> Result<Value, Error> {
        let program = Program::compile(name, source)?;
        self.run(&program)
    }

    /// [`Runtime::eval`] with the result as a Rust value.
    ///
    /// # Errors
    /// Any [`Error`].
    pub fn eval_as<T: FromJs>(&mut self, source: &str) -> Result<T, Error> {
        T::from_js(self.eval(source)?)
    }

    /// Runs a program: a script gives its completion value, a module undefined when it and everything
    /// that it waits for has been evaluated. Jobs run before it returns.
    ///
    /// # Errors
    /// [`Error::Exception`], [`Error::Stopped`], and [`Error::Unsettled`] for a module.
    pub fn run(&mut self, program: &Program) -> Result<Value, Error> {
        match program.goal {
            Goal::Script => self.enter(|cx| {
                let value = cx.run_script(&program.code)?;
                run_what_waits(cx)?;
                Ok(Value::from_core(cx, value))
            }),
            Goal::Module => self.run_module(program),
        }
    }

    fn run_module(&mut self, program: &Program) -> Result<Value, Error> {
        let state = self.enter(|cx| {
            let module = cx.add_module_code(&program.code.source.name, &program.code)?;
            let promise = cx.run_module(module)?;
            run_what_waits(cx)?;
            let state = cx.promise_state(promise);
            if state == PromiseState::Rejected {
                cx.mark_promise_handled(promise);
                return Err(Thrown::new(cx.promise_result(promise)));
            }
            Ok(state)
        })?;
        match state {
            PromiseState::Pending => Err(Error::Unsettled),
            _ => Ok(Value::Undefined),
        }
    }

    /// Runs a text as a module; `identity` is what its imports are relative to.
    ///
    /// # Errors
    /// Any [`Error`].
    pub fn run_module_source(&mut self, identity: &str, source: &str) -> Result<(), Error> {
        let options = ProgramOptions {
            goal: Goal::Module,
            ..ProgramOptions::default()
        };
        let program = Program::compile_with(identity, source, options)?;
        self.run_module(&program).map(|_| ())
    }

    /// The rejected promises that nobody handles, the oldest first; they are forgotten by asking.
    /// To be asked for when a run has ended.
    pub fn take_unhandled_rejections(&mut self) -> Vec<Error> {
        let mut found = Vec::new();
        self.cx.enter(|cx| {
            while let Some((_, reason)) = cx.take_unhandled_rejection() {
                found.push(describe(cx, Thrown::new(reason)));
            }
        });
        found
    }

    /// Lets out what the host kept back of printed text.
    ///
    /// # Errors
    /// [`Error::Stopped`] if it can't be written.
    pub fn flush(&mut self) -> Result<(), Error> {
        self.cx
            .host()
            .flush()
            .map_err(|kind| Error::Stopped(crate::Stop::Output(kind)))
    }

    /// Runs what needs the machine itself, under this runtime's limits.
    ///
    /// # Errors
    /// [`Error::Exception`] and [`Error::Stopped`].
    pub fn enter<T>(&mut self, f: impl FnOnce(&mut Cx) -> JsResult<T>) -> Result<T, Error> {
        let deadline = self.timeout.map(|timeout| Instant::now() + timeout);
        self.cx.set_deadline(deadline);
        self.cx.enter(|cx| match f(cx) {
            Ok(value) => Ok(value),
            Err(thrown) => Err(describe(cx, thrown)),
        })
    }

    /// Sets a property of the global object.
    ///
    /// # Errors
    /// The global object may refuse.
    pub fn set(&mut self, name: &str, value: impl IntoJs) -> Result<(), Error> {
        let value = value.into_js();
        self.enter(|cx| {
            let value = value.to_core(cx).unwrap_or_default();
            let global = cx.global_object();
            cx.create_data_property_or_throw(global, name, value)
        })
    }

    /// A property of the global object; `None` if there is none.
    ///
    /// # Errors
    /// [`Error::Conversion`]; a getter may throw.
    pub fn get<T: FromJs>(&mut self, name: &str) -> Result<Option<T>, Error> {
        let found = self.enter(|cx| {
            let global = cx.global_object();
            if !cx.has_property(global, name)? {
                return Ok(None);
            }
            let value = cx.get(global, name)?;
            Ok(Some(Value::from_core(cx, value)))
        })?;
        found.map(T::from_js).transpose()
    }

    /// Gives the script a function.
    ///
    /// # Errors
    /// The global object may refuse.
    ///
    /// # Examples
    /// ```
    /// use stilla::{IntoJs, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// runtime.set_function("double", 1, |args| Ok((args.get::<f64>(0)? * 2.0).into_js()))?;
    /// assert_eq!(runtime.eval_as::<f64>("double(21)")?, 42.0);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn set_function(
        &mut self,
        name: &str,
        length: u32,
        closure: impl FnMut(&Arguments) -> Result<Value, Error> + Send + 'static,
    ) -> Result<(), Error> {
        self.enter(|cx| {
            let function = function::make(cx, name, length, Box::new(closure))?;
            let global = cx.global_object();
            cx.create_data_property_or_throw(global, name, function.into())
        })
    }

    /// The handle that ends a run from any thread.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// use stilla::{Error, Runtime, Stop};
    ///
    /// let mut runtime = Runtime::new();
    /// let handle = runtime.interrupt_handle();
    /// std::thread::spawn(move || {
    ///     std::thread::sleep(Duration::from_millis(10));
    ///     handle.interrupt("too long");
    /// });
    /// let result = runtime.eval("while (true) {}");
    /// assert!(matches!(result, Err(Error::Stopped(Stop::Interrupted(_)))));
    /// ```
    #[must_use]
    pub fn interrupt_handle(&self) -> InterruptHandle {
        InterruptHandle(self.cx.interrupt_handle())
    }

    /// Bytes in use.
    #[must_use]
    pub fn memory_usage(&self) -> usize {
        self.cx.memory_usage()
    }

    /// The machine, for crates that add host objects of their own.
    pub fn cx(&mut self) -> &mut Cx {
        &mut self.cx
    }
}

/// The name of the constructor of an object.
fn constructor_name(cx: &mut Cx, value: stilla_core::Value) -> Option<String> {
    let constructor = cx
        .get(value.as_object()?, Name::constructor)
        .ok()?
        .as_object()?;
    let name = cx.get(constructor, Name::name).ok()?.as_string()?;
    Some(cx.to_rust_string(name))
}

/// What a host learns of an exception or a stop.
pub(crate) fn describe(cx: &mut Cx, thrown: Thrown) -> Error {
    let Some(value) = thrown.value() else {
        return Error::Stopped(cx.take_stop().unwrap_or(crate::Stop::OutOfMemory));
    };
    let stack = cx.describe_exception(value);
    let mut text = |name: Name| {
        let property = value.as_object().map(|object| cx.get(object, name));
        let string = property
            .and_then(Result::ok)
            .and_then(stilla_core::Value::as_string);
        string.map(|string| cx.to_rust_string(string))
    };
    let (name, message) = (text(Name::name), text(Name::message));
    let constructor = constructor_name(cx, value);
    let error = JsError {
        name: name.unwrap_or_default(),
        constructor: constructor.unwrap_or_default(),
        message: message.unwrap_or_else(|| stack.clone()),
        stack,
        value: Value::from_core(cx, value),
    };
    let _ = cx.take_stop();
    Error::Exception(Box::new(error))
}
