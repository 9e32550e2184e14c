//! Runtimes: isolated worlds of JavaScript with limits.
//!
//! A runtime belongs to whoever holds it mutably; it may move to another thread whenever it is idle.
//!
//! One room because the long part is the examples of one public type.
//!
//! Uses: core, builtins, program, context. Never: the interpreter's rooms.

use std::time::Duration;

use stilla_core::clock::{HAS_CLOCK, Instant};
use stilla_core::{Cx, Interrupt, JsResult, Thrown};

use crate::builder::{Builder, Setup};
use crate::class::Class;
use crate::context::{AsContext, Context};
use stilla_bytecode::code::EVAL_NAME;

use crate::convert::{FromJs, IntoJs};
use crate::error::{Error, describe};
use crate::function::{Function, IntoFunction};
use crate::object::{IntoKey, Object};
use crate::program::{self, Goal, Program, ProgramOptions};
use crate::value::Value;
use crate::world::SharedKnown;

/// Ends a run from any thread.
///
/// # Examples
/// ```
/// fn is_shared<T: Send + Sync + Clone>(_: &T) {}
/// let runtime = stilla::Runtime::new();
/// is_shared(&runtime.interrupt_handle());
/// ```
#[derive(Clone, Debug)]
pub struct InterruptHandle(Interrupt);

impl InterruptHandle {
    /// Asks the run to end with [`Stop::Interrupted`](crate::Stop::Interrupted).
    ///
    /// # Examples
    /// ```
    /// use stilla::{Error, Runtime, Stop};
    ///
    /// let mut runtime = Runtime::new();
    /// runtime.interrupt_handle().interrupt("the user left");
    /// let result = runtime.eval("for (;;);");
    /// assert!(matches!(result, Err(Error::Stopped(Stop::Interrupted(reason))) if reason == "the user left"));
    /// ```
    pub fn interrupt(&self, reason: &str) {
        self.0.interrupt(reason);
    }
}

/// What a runtime uses.
///
/// # Examples
/// ```
/// let mut runtime = stilla::Runtime::builder().memory_limit(8 << 20).build();
/// let usage = runtime.memory_usage();
/// assert_eq!(usage.limit, Some(8 << 20));
/// assert!(usage.bytes <= usage.peak || usage.peak == 0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MemoryUsage {
    /// Bytes of everything: objects, strings, buffers, code.
    pub bytes: usize,
    /// The most bytes that were in use at once, as far as was noticed.
    pub peak: usize,
    /// The bytes that may be used.
    pub limit: Option<usize>,
    /// Values that handles of the host keep alive.
    pub handles: usize,
}

/// An isolated world of JavaScript.
///
/// # Examples
/// ```
/// use stilla::Runtime;
///
/// let mut runtime = Runtime::new();
/// runtime.eval("function greet(name) { return `Hello ${name}` }")?;
/// let greet: stilla::Function = runtime.get("greet")?.expect("it was just declared");
/// assert_eq!(greet.call::<String>(&mut runtime, ("Ada",))?, "Hello Ada");
/// # Ok::<(), stilla::Error>(())
/// ```
/// It may move to another thread while it is idle, but no two threads share one:
/// ```compile_fail
/// fn is_sync<T: Sync>() {}
/// is_sync::<stilla::Runtime>();
/// ```
#[derive(Debug)]
pub struct Runtime {
    /// What the machine will be made of, until it is first needed: a runtime at rest costs next to nothing.
    setup: Option<Box<Setup>>,
    cx: Option<Box<Cx>>,
    interrupt: Interrupt,
    timeout: Option<Duration>,
    jobs: JobPolicy,
    pub(crate) known: SharedKnown,
}

/// When jobs run: reactions of promises and what waits for them.
///
/// # Examples
/// ```
/// let mut runtime = stilla::Runtime::builder().jobs(stilla::JobPolicy::Automatic).build();
/// runtime.eval("var done; Promise.resolve().then(() => done = true)")?;
/// assert_eq!(runtime.get::<bool>("done")?, Some(true));
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum JobPolicy {
    /// When the outermost call ends well.
    #[default]
    Automatic,
    /// When the host asks for it: [`Runtime::run_jobs`].
    Manual,
}

/// Runs jobs until none is left, then the cleanup callbacks of targets that have died.
#[inline]
fn run_what_waits(cx: &mut Cx) -> JsResult<()> {
    if cx.is_out_of_memory() {
        cx.safepoint()?;
    }
    if cx.is_at_rest() {
        return Ok(());
    }
    run_all(cx)
}

#[inline(never)]
fn run_all(cx: &mut Cx) -> JsResult<()> {
    cx.run_until_idle()?;
    // NOTE: what `deref` of a WeakRef gave lives until here.
    cx.clear_kept_objects();
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

impl AsContext for Runtime {
    fn scope<R>(
        &mut self,
        f: impl FnOnce(&mut Context<'_>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        self.start_clock();
        let jobs = self.jobs;
        self.machine().enter(|cx| {
            let result = f(&mut Context::new(cx));
            match result {
                Ok(value) if jobs == JobPolicy::Manual => Ok(value),
                Ok(value) => match run_what_waits(cx) {
                    Ok(()) => Ok(value),
                    Err(thrown) => Err(describe(cx, thrown)),
                },
                Err(error) => {
                    if matches!(error, Error::Stopped(_)) {
                        cx.drop_jobs();
                    }
                    Err(error)
                }
            }
        })
    }
}

impl Runtime {
    pub(crate) fn from_setup(
        setup: Setup,
        timeout: Option<Duration>,
        jobs: JobPolicy,
        known: SharedKnown,
    ) -> Runtime {
        Runtime {
            setup: Some(Box::new(setup)),
            cx: None,
            interrupt: Interrupt::default(),
            timeout,
            jobs,
            known,
        }
    }

    #[inline]
    pub(crate) fn machine(&mut self) -> &mut Cx {
        if self.cx.is_none() {
            self.wake();
        }
        self.cx.as_mut().expect("the machine was just made")
    }

    #[cold]
    fn wake(&mut self) {
        let setup = self.setup.take().expect("what has no machine has a setup");
        self.cx = Some(setup.machine(&self.interrupt));
    }

    /// Sets when the run that begins now must end.
    fn start_clock(&mut self) {
        if let Some(timeout) = self.timeout {
            if !HAS_CLOCK {
                // NOTE: what asks for a limit that nobody can measure does not run at all.
                self.machine().set_fuel(Some(0));
            }
            self.machine().set_deadline(Some(Instant::now() + timeout));
        }
    }

    /// A runtime without limits and without a host.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// assert_eq!(runtime.eval_as::<i32>("1 + 1")?, 2);
    /// # Ok::<(), stilla::Error>(())
    /// ```
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
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let value = runtime.eval("const a = 20; a + 1")?;
    /// assert_eq!(value.as_f64(), Some(21.0));
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn eval(&mut self, source: &str) -> Result<Value, Error> {
        self.eval_named(EVAL_NAME, source)
    }

    /// [`Runtime::eval`] with a name for stack traces.
    ///
    /// # Errors
    /// Any [`Error`].
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let error = runtime.eval_named("setup.js", "missing()").unwrap_err();
    /// assert_eq!(error.exception().expect("an exception").frames[0].source, "setup.js");
    /// ```
    pub fn eval_named(&mut self, name: &str, source: &str) -> Result<Value, Error> {
        let program = self.compile(name, source, ProgramOptions::default())?;
        self.run(&program)
    }

    /// [`Program::compile_with`] under the limits of this runtime: time, memory, fuel, interrupts.
    ///
    /// # Errors
    /// [`Error::Compile`] and [`Error::Stopped`].
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// use stilla::{Error, ProgramOptions, Runtime, Stop};
    ///
    /// let mut runtime = Runtime::builder().timeout(Duration::from_millis(1)).build();
    /// let endless = "1;".repeat(1_000_000);
    /// let result = runtime.compile("long.js", &endless, ProgramOptions::default());
    /// assert!(matches!(result, Err(Error::Stopped(Stop::Deadline))));
    /// ```
    pub fn compile(
        &mut self,
        name: &str,
        source: &str,
        options: ProgramOptions,
    ) -> Result<Program, Error> {
        self.start_clock();
        self.machine()
            .enter(|cx| program::compile_within(cx, name, source, options))
    }

    /// [`Runtime::eval`] with the result as a Rust value.
    ///
    /// # Errors
    /// Any [`Error`].
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// assert_eq!(runtime.eval_as::<Vec<i32>>("[1, 2].map(n => n * n)")?, [1, 4]);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn eval_as<T: FromJs>(&mut self, source: &str) -> Result<T, Error> {
        self.scope(|cx| cx.eval_as(source))
    }

    /// Runs a program: a script gives its completion value, a module undefined when it and everything
    /// that it waits for has been evaluated. Jobs run before it returns.
    ///
    /// # Errors
    /// [`Error::Exception`], [`Error::Stopped`], and [`Error::Unsettled`] for a module.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Program, Runtime};
    ///
    /// let program = Program::compile("count.js", "n += 1")?;
    /// let mut runtime = Runtime::new();
    /// runtime.eval("var n = 0")?;
    /// runtime.run(&program)?;
    /// assert_eq!(runtime.run(&program)?.as_f64(), Some(2.0));
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn run(&mut self, program: &Program) -> Result<Value, Error> {
        match program.goal {
            Goal::Script => self.scope(|cx| cx.run_alone(program)),
            Goal::Module => self.run_module(program),
        }
    }

    /// Runs a text as a module; `identity` is what its imports are relative to.
    ///
    /// # Errors
    /// Any [`Error`].
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// runtime.run_module_source("main.js", "globalThis.answer = await Promise.resolve(42)")?;
    /// assert_eq!(runtime.get::<i32>("answer")?, Some(42));
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn run_module_source(&mut self, identity: &str, source: &str) -> Result<(), Error> {
        let options = ProgramOptions {
            goal: Goal::Module,
            ..ProgramOptions::default()
        };
        let program = self.compile(identity, source, options)?;
        self.run_module(&program).map(|_| ())
    }

    /// The rejected promises that nobody handles, the oldest first; they are forgotten by asking.
    /// To be asked for when a run has ended.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// runtime.eval("Promise.reject(new Error('nobody cares')); null")?;
    /// let errors = runtime.take_unhandled_rejections();
    /// assert!(errors[0].to_string().contains("nobody cares"));
    /// assert!(runtime.take_unhandled_rejections().is_empty());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn take_unhandled_rejections(&mut self) -> Vec<Error> {
        let mut found = Vec::new();
        self.machine().enter(|cx| {
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
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// runtime.flush()?;
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn flush(&mut self) -> Result<(), Error> {
        self.machine()
            .host()
            .flush()
            .map_err(|kind| Error::Stopped(crate::Stop::Output(kind)))
    }

    /// Runs what needs the machine itself, under this runtime's limits.
    fn inside<T>(&mut self, f: impl FnOnce(&mut Cx) -> JsResult<T>) -> Result<T, Error> {
        self.start_clock();
        self.machine().enter(|cx| match f(cx) {
            Ok(value) => Ok(value),
            Err(thrown) => Err(describe(cx, thrown)),
        })
    }

    /// Runs what needs the machine itself, under this runtime's limits.
    ///
    /// # Errors
    /// [`Error::Exception`] and [`Error::Stopped`].
    #[cfg(feature = "machine")]
    pub fn enter<T>(&mut self, f: impl FnOnce(&mut Cx) -> JsResult<T>) -> Result<T, Error> {
        self.inside(f)
    }

    /// Sets a property of the global object.
    ///
    /// # Errors
    /// The global object may refuse; the conversion may fail.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// runtime.set("names", ["Ada", "Grace"])?;
    /// assert_eq!(runtime.eval_as::<String>("names[1]")?, "Grace");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn set(&mut self, name: impl IntoKey, value: impl IntoJs) -> Result<(), Error> {
        self.scope(|cx| cx.set(name, value))
    }

    /// A property of the global object; `None` if there is none.
    ///
    /// # Errors
    /// [`Error::Conversion`]; a getter may throw.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// runtime.eval("var port = 8080")?;
    /// assert_eq!(runtime.get::<u16>("port")?, Some(8080));
    /// assert_eq!(runtime.get::<u16>("host")?, None);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn get<T: FromJs>(&mut self, name: impl IntoKey) -> Result<Option<T>, Error> {
        self.scope(|cx| cx.get(name))
    }

    /// The global object.
    ///
    /// # Errors
    /// None in practice.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let global = runtime.global()?;
    /// assert!(global.has(&mut runtime, "Array")?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn global(&mut self) -> Result<Object, Error> {
        self.scope(|cx| cx.global())
    }

    /// Makes a further realm, with its own global object and built-ins in the same heap, and gives its
    /// global object.
    ///
    /// # Errors
    /// The memory limit.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let other = runtime.new_realm()?;
    /// runtime.set("other", other)?;
    /// assert!(runtime.eval_as::<bool>("other.Array !== Array")?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn new_realm(&mut self) -> Result<Object, Error> {
        self.scope(|cx| {
            let global = cx.cx.new_realm();
            Ok(Object::from_machine(cx.cx, global))
        })
    }

    /// Gives the script a function: see [`Function::new`].
    ///
    /// # Errors
    /// The global object may refuse.
    ///
    /// # Examples
    /// ```
    /// use stilla::Runtime;
    ///
    /// let mut runtime = Runtime::new();
    /// runtime.set_function("double", |n: f64| n * 2.0)?;
    /// assert_eq!(runtime.eval_as::<f64>("double(21)")?, 42.0);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn set_function<M>(
        &mut self,
        name: &str,
        closure: impl IntoFunction<M>,
    ) -> Result<(), Error> {
        let function = Function::new(self, name, closure)?;
        self.set(name, function)
    }

    /// Gives the script a host class under its name: see [`Class`].
    ///
    /// # Errors
    /// The global object may refuse.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Class, ClassBuilder, Runtime};
    ///
    /// struct Greeter;
    ///
    /// impl Class for Greeter {
    ///     const NAME: &'static str = "Greeter";
    ///     fn define(class: &mut ClassBuilder<Self>) {
    ///         class.constructor(|| Greeter);
    ///         class.method("greet", |_: &Greeter, name: String| format!("Hello {name}"));
    ///     }
    /// }
    /// let mut runtime = Runtime::new();
    /// runtime.define_class::<Greeter>()?;
    /// assert_eq!(runtime.eval_as::<String>("new Greeter().greet('Ada')")?, "Hello Ada");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn define_class<T: Class>(&mut self) -> Result<(), Error> {
        self.scope(|cx| cx.define_class::<T>())
    }

    /// Runs the jobs that wait, such as those of a run that ended with an exception.
    ///
    /// # Errors
    /// [`Error::Stopped`].
    ///
    /// # Examples
    /// ```
    /// use stilla::{JobPolicy, Runtime};
    ///
    /// let mut runtime = Runtime::builder().jobs(JobPolicy::Manual).build();
    /// runtime.eval("var done = false; Promise.resolve().then(() => done = true)")?;
    /// assert_eq!(runtime.get::<bool>("done")?, Some(false));
    /// runtime.run_jobs()?;
    /// assert_eq!(runtime.get::<bool>("done")?, Some(true));
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn run_jobs(&mut self) -> Result<(), Error> {
        self.inside(run_what_waits)
    }

    /// Sets how much work may be done from now on; `None` is without limit.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// runtime.set_fuel(Some(1_000_000));
    /// runtime.eval("for (let i = 0; i < 1000; i++);")?;
    /// let left = runtime.fuel_left().expect("a limit");
    /// assert!(left < 1_000_000 && left > 900_000);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn set_fuel(&mut self, units: Option<u64>) {
        self.machine().set_fuel(units);
    }

    /// How much work may still be done; `None` is without limit.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::builder().fuel(1000).build();
    /// runtime.eval("for (let i = 0; i < 100; i++);")?;
    /// assert!(runtime.fuel_left().is_some_and(|left| left < 950));
    /// assert_eq!(stilla::Runtime::new().fuel_left(), None);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn fuel_left(&self) -> Option<u64> {
        match (&self.cx, &self.setup) {
            (Some(cx), _) => cx.fuel_left(),
            (None, setup) => setup.as_ref()?.limits.fuel,
        }
    }

    /// Collects garbage now.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// runtime.eval("{ let big = 'x'.repeat(1 << 20) + 'y'; big.indexOf('z') }")?;
    /// let before = runtime.memory_usage().bytes;
    /// runtime.collect_garbage();
    /// assert!(runtime.memory_usage().bytes <= before);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn collect_garbage(&mut self) {
        // NOTE: not entered: while the host runs, no native frame holds a cell, and none needs to be looked at.
        self.machine().collect_garbage();
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
        InterruptHandle(self.interrupt.clone())
    }

    /// What the runtime uses.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::builder().memory_limit(1 << 20).build();
    /// let usage = runtime.memory_usage();
    /// assert!(usage.bytes > 0 && usage.bytes < usage.limit.expect("a limit"));
    /// assert_eq!(usage.handles, 0);
    /// ```
    #[must_use]
    pub fn memory_usage(&mut self) -> MemoryUsage {
        let cx = self.machine();
        let limit = cx.memory_limit();
        MemoryUsage {
            bytes: cx.memory_usage(),
            peak: cx.memory_peak(),
            limit: (limit != usize::MAX).then_some(limit),
            handles: cx.handle_count(),
        }
    }

    /// The machine, for the crates of this repository.
    #[cfg(feature = "machine")]
    pub fn cx(&mut self) -> &mut Cx {
        self.machine()
    }
}
