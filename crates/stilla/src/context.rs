//! Where JavaScript can run: a runtime from outside, or the call that a host function is in.
//!
//! Handles are inert; every method that looks at what a handle names takes the place to do so as
//! `&mut impl AsContext`. A [`Runtime`](crate::Runtime) is one, and so is the [`Context`] that a host
//! function is given, so that the same code works in both.
//!
//! Uses: core, error, value. Never: builder, worker.

use std::marker::PhantomData;

use stilla_core::{Cx, JsResult};

use stilla_bytecode::code::EVAL_NAME;

use crate::convert::{FromJs, IntoJs};
use crate::error::{self, Error};
use crate::object::{IntoKey, Object};
use crate::program::{self, Program, ProgramOptions};
use crate::seal::TOKEN;
use crate::value::Value;

/// The inside of a runtime, while it is entered.
///
/// # Examples
/// ```
/// use stilla::{Context, Function, Runtime};
///
/// let mut runtime = Runtime::new();
/// let twice = Function::new(&mut runtime, "twice", |cx: &mut Context<'_>, code: String| {
///     cx.eval(&code)?;
///     cx.eval(&code)
/// })?;
/// runtime.set("twice", twice)?;
/// assert_eq!(runtime.eval_as::<i32>("let n = 20; twice('++n')")?, 22);
/// # Ok::<(), stilla::Error>(())
/// ```
pub struct Context<'a> {
    pub(crate) cx: &'a mut Cx,
    /// The collector scans the stack of the thread that entered: a context stays on it.
    not_send: PhantomData<*mut ()>,
}

impl std::fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.cx.fmt(f)
    }
}

/// A place where JavaScript can run: [`Runtime`](crate::Runtime) and [`Context`].
///
/// # Examples
/// ```
/// use stilla::{AsContext, Error, Object, Runtime};
///
/// fn point(cx: &mut impl AsContext, x: f64, y: f64) -> Result<Object, Error> {
///     let point = Object::new(cx)?;
///     point.set(cx, "x", x)?;
///     point.set(cx, "y", y)?;
///     Ok(point)
/// }
/// let mut runtime = Runtime::new();
/// assert_eq!(point(&mut runtime, 1.0, 2.0)?.get::<f64>(&mut runtime, "y")?, 2.0);
/// # Ok::<(), Error>(())
/// ```
pub trait AsContext {
    /// Enters the runtime, if that has not happened yet, and calls `f`. Many small steps are faster
    /// inside of one scope. When the outermost scope ends well, waiting jobs run.
    ///
    /// # Errors
    /// What `f` returns; a limit.
    fn scope<R>(
        &mut self,
        f: impl FnOnce(&mut Context<'_>) -> Result<R, Error>,
    ) -> Result<R, Error>;
}

impl AsContext for Context<'_> {
    fn scope<R>(
        &mut self,
        f: impl FnOnce(&mut Context<'_>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        f(&mut Context::new(self.cx))
    }
}

impl<'a> Context<'a> {
    pub(crate) fn new(cx: &'a mut Cx) -> Context<'a> {
        Context {
            cx,
            not_send: PhantomData,
        }
    }

    /// The result of an operation of the machine, with its exception described.
    pub(crate) fn catch<T>(&mut self, result: JsResult<T>) -> Result<T, Error> {
        match result {
            Ok(value) => Ok(value),
            Err(thrown) => Err(error::describe(self.cx, thrown)),
        }
    }

    /// Runs a text as a script and gives its completion value. Jobs run when the outermost call ends.
    ///
    /// # Errors
    /// Any [`Error`].
    ///
    /// # Examples
    /// ```
    /// use stilla::{AsContext, Runtime};
    ///
    /// let sum = Runtime::new().scope(|cx| cx.eval("1 + 2"))?;
    /// assert_eq!(sum.as_f64(), Some(3.0));
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn eval(&mut self, source: &str) -> Result<Value, Error> {
        self.eval_named(EVAL_NAME, source)
    }

    /// [`Context::eval`] with a name for stack traces.
    ///
    /// # Errors
    /// Any [`Error`].
    ///
    /// # Examples
    /// ```
    /// use stilla::{AsContext, Runtime};
    ///
    /// let error = Runtime::new().scope(|cx| cx.eval_named("rules.js", "throw new Error('no')")).unwrap_err();
    /// assert_eq!(error.exception().expect("an exception").frames[0].source, "rules.js");
    /// ```
    pub fn eval_named(&mut self, name: &str, source: &str) -> Result<Value, Error> {
        let options = ProgramOptions::default();
        let program = program::compile_within(self.cx, name, source, options)?;
        self.run(&program)
    }

    /// [`Context::eval`] with the result as a Rust value.
    ///
    /// # Errors
    /// Any [`Error`].
    ///
    /// # Examples
    /// ```
    /// use stilla::{AsContext, Runtime};
    ///
    /// let text = Runtime::new().scope(|cx| cx.eval_as::<String>("'a' + 1"))?;
    /// assert_eq!(text, "a1");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn eval_as<T: FromJs>(&mut self, source: &str) -> Result<T, Error> {
        let value = self.eval(source)?;
        T::from_js(value, self)
    }

    /// Runs a script, also while another one runs.
    ///
    /// # Errors
    /// Any [`Error`]; a module can only be run by the runtime.
    ///
    /// # Examples
    /// ```
    /// use stilla::{AsContext, Program, Runtime};
    ///
    /// let program = Program::compile("six.js", "2 * 3")?;
    /// let value = Runtime::new().scope(|cx| cx.run(&program))?;
    /// assert_eq!(value.as_f64(), Some(6.0));
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn run(&mut self, program: &Program) -> Result<Value, Error> {
        if program.goal == crate::Goal::Module {
            return Err(Error::type_error("a module is run by its runtime"));
        }
        let result = self.cx.run_script(&program.code);
        let value = self.catch(result)?;
        Ok(Value::from_machine(self.cx, value))
    }

    /// [`Context::run`] of a runtime that runs nothing else.
    pub(crate) fn run_alone(&mut self, program: &Program) -> Result<Value, Error> {
        let result = self.cx.run_alone(|cx| cx.run_script(&program.code));
        let value = self.catch(result)?;
        Ok(Value::from_machine(self.cx, value))
    }

    /// The global object.
    ///
    /// # Errors
    /// None in practice.
    ///
    /// # Examples
    /// ```
    /// use stilla::{AsContext, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// runtime.scope(|cx| cx.global()?.set(cx, "answer", 42))?;
    /// assert_eq!(runtime.eval_as::<i32>("answer")?, 42);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn global(&mut self) -> Result<Object, Error> {
        let global = self.cx.global_object();
        Ok(Object::from_machine(self.cx, global))
    }

    /// Sets a property of the global object.
    ///
    /// # Errors
    /// The global object may refuse; the conversion may fail.
    ///
    /// # Examples
    /// ```
    /// use stilla::{AsContext, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// runtime.scope(|cx| cx.set("answer", 42))?;
    /// assert_eq!(runtime.eval_as::<i32>("answer")?, 42);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn set(&mut self, name: impl IntoKey, value: impl IntoJs) -> Result<(), Error> {
        let global = self.global()?;
        global.define_value(self, name, value)
    }

    /// A property of the global object; `None` if there is none.
    ///
    /// # Errors
    /// [`Error::Conversion`]; a getter may throw.
    ///
    /// # Examples
    /// ```
    /// use stilla::{AsContext, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// runtime.eval("var port = 80")?;
    /// let (port, host) = runtime.scope(|cx| Ok((cx.get::<u16>("port")?, cx.get::<String>("host")?)))?;
    /// assert_eq!((port, host), (Some(80), None));
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn get<T: FromJs>(&mut self, name: impl IntoKey) -> Result<Option<T>, Error> {
        let key = name.to_machine(self, TOKEN)?.0;
        let global = self.cx.global_object();
        let found = self.cx.has_property(global, key);
        if !self.catch(found)? {
            return Ok(None);
        }
        let value = self.cx.get(global, key);
        let value = self.catch(value)?;
        T::from_raw(crate::seal::Raw(value), self, TOKEN).map(Some)
    }

    /// The frames of the running JavaScript, the innermost first, at most `most`; with
    /// [`Builder::source_maps`](crate::Builder::source_maps) their places are those of the original texts.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Context, Function, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let here = Function::new(&mut runtime, "here", |cx: &mut Context<'_>| {
    ///     let frames = cx.capture_stack(2);
    ///     frames.iter().map(|frame| format!("{}:{}", frame.function, frame.line)).collect::<Vec<_>>()
    /// })?;
    /// runtime.set("here", here)?;
    /// let frames: Vec<String> = runtime.eval_as("function f() {\n return here() }\n f()")?;
    /// assert_eq!(frames, ["f:2", ":3"]);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn capture_stack(&mut self, most: usize) -> Vec<crate::StackFrame> {
        let mut frames = self.cx.stack_frames(most);
        if error::has_source_maps(self.cx) {
            let sources = self.cx.stack_sources(most);
            error::map_frames(self.cx, &mut frames, &sources, &mut None);
        }
        frames
    }

    /// Prints a line to where the output of this runtime goes, as `console.log` does.
    ///
    /// # Errors
    /// [`Stop::Output`](crate::Stop::Output) if nothing more can be printed.
    ///
    /// # Examples
    /// ```
    /// use std::sync::mpsc::channel;
    /// use stilla::{AsContext, Runtime};
    ///
    /// let (lines, printed) = channel();
    /// let mut runtime = Runtime::builder().output(move |_, text| lines.send(text.to_owned()).unwrap()).build();
    /// runtime.scope(|cx| cx.print("hello"))?;
    /// assert_eq!(printed.try_iter().collect::<String>(), "hello\n");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn print(&mut self, line: &str) -> Result<(), Error> {
        let result = self.cx.print_line(stilla_core::host::Stream::Output, line);
        self.catch(result)
    }

    /// Bytes in use.
    ///
    /// # Examples
    /// ```
    /// use stilla::{AsContext, Runtime};
    ///
    /// let bytes = Runtime::new().scope(|cx| Ok(cx.memory_usage()))?;
    /// assert!(bytes > 0);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn memory_usage(&self) -> usize {
        self.cx.memory_usage()
    }

    /// Charges work that Rust does to the budget of the run: about one unit for each loop iteration.
    ///
    /// # Errors
    /// [`Error::Stopped`] when a limit is exceeded.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Context, Error, Function, Runtime, Stop};
    ///
    /// let mut runtime = Runtime::builder().fuel(10_000).build();
    /// let dear = Function::new(&mut runtime, "dear", |cx: &mut Context<'_>| cx.charge(1000))?;
    /// runtime.set("dear", dear)?;
    /// let result = runtime.eval("for (let i = 0; i < 100; i++) dear()");
    /// assert!(matches!(result, Err(Error::Stopped(Stop::OutOfFuel))));
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn charge(&mut self, units: u32) -> Result<(), Error> {
        let result = self.cx.charge(units);
        self.catch(result)
    }

    /// The machine, for the crates of this repository.
    #[cfg(feature = "machine")]
    pub fn cx(&mut self) -> &mut Cx {
        self.cx
    }
}
