//! `describe`, `test`, `expect` and the hooks, for a host that runs test files.
//!
//! The API itself is JavaScript (`api/*.js`), compiled once and run in each runtime that gets it; what
//! stands here loads it, starts the tests that a file declared, and takes their results out.
//!
//! ```
//! use stilla::Runtime;
//! use stilla_testing::{Choice, Status, TestApi};
//!
//! let api = TestApi::compile();
//! let mut runtime = Runtime::new();
//! let session = api.install(&mut runtime)?;
//! runtime.eval("test('adds', () => expect(1 + 1).toBe(2))")?;
//! session.run(&mut runtime, &Choice::default())?;
//! assert_eq!(session.results(&mut runtime)?[0].status, Status::Passed);
//! # Ok::<(), stilla::Error>(())
//! ```
//!
//! Uses: stilla, stilla-host. Never: the command line.
#![forbid(unsafe_code)]

use stilla::core::function::NativeOptions;
use stilla::core::{self, Call, Cx, JsResult, Object};
use stilla::{Error, Program, Runtime, Value};

/// The compiled API: to be made once and installed in many runtimes.
#[derive(Clone, Debug)]
pub struct TestApi {
    equality: Program,
    expect: Program,
    suite: Program,
}

/// Which tests to run.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Only tests whose full name contains this.
    pub name: String,
    /// Stop after the first test that fails.
    pub bail: bool,
}

/// How a test ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It passed.
    Passed,
    /// It failed.
    Failed,
    /// It was left out.
    Skipped,
    /// It is announced but not written.
    Todo,
}

/// The result of one test.
#[derive(Clone, Debug)]
pub struct TestResult {
    /// The names of the suites around it and its own, with ` > ` between them.
    pub name: String,
    /// How it ended.
    pub status: Status,
    /// Why it failed.
    pub failure: Option<Failure>,
}

/// Why a test failed.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The class and message of the error, or the value thrown.
    pub headline: String,
    /// The stack of the error, if it has one.
    pub stack: String,
    /// What was expected and what was received instead, if a comparison failed.
    pub comparison: Option<(String, String)>,
}

impl Default for TestApi {
    fn default() -> Self {
        TestApi::compile()
    }
}

impl TestApi {
    /// Compiles the API.
    ///
    /// # Panics
    /// Never: the text is part of this crate.
    #[must_use]
    pub fn compile() -> TestApi {
        let compile = |text| Program::compile("stilla:test", text).expect("the API is well-formed");
        TestApi {
            equality: compile(include_str!("api/equality.js")),
            expect: compile(include_str!("api/expect.js")),
            suite: compile(include_str!("api/suite.js")),
        }
    }

    /// Gives the global object of a runtime the API.
    ///
    /// # Errors
    /// A limit of the runtime.
    pub fn install(&self, runtime: &mut Runtime) -> Result<Session, Error> {
        let equality = runtime.run(&self.equality)?;
        let expect = runtime.run(&self.expect)?;
        let suite = runtime.run(&self.suite)?;
        let controller = runtime.enter(|cx| {
            let inspect = cx.new_native("inspect", 1, inspect, NativeOptions::default());
            let equal = call(cx, &equality, &[])?;
            let expect = call(cx, &expect, &[equal, inspect.into()])?;
            let controller = call(cx, &suite, &[expect, inspect.into()])?;
            Ok(Value::from_core(cx, controller))
        })?;
        Ok(Session { controller })
    }
}

/// The API in one runtime.
#[derive(Debug)]
pub struct Session {
    controller: Value,
}

impl Session {
    /// Runs the tests that were declared, and all jobs. A test that waits for a promise when no job
    /// is left has failed.
    ///
    /// # Errors
    /// [`Error::Stopped`]: the results so far are there, and [`Session::current`] names the culprit.
    pub fn run(&self, runtime: &mut Runtime, choice: &Choice) -> Result<(), Error> {
        runtime.enter(|cx| {
            let controller = self.controller(cx);
            let name = cx.string(&choice.name).into();
            cx.invoke(controller.into(), "run", &[name, choice.bail.into()])?;
            loop {
                cx.run_until_idle()?;
                if cx.get(controller, "done")?.to_boolean() {
                    return Ok(());
                }
                cx.invoke(controller.into(), "abandon", &[])?;
            }
        })
    }

    /// The results so far, in the order in which the tests ran.
    ///
    /// # Errors
    /// A limit of the runtime.
    pub fn results(&self, runtime: &mut Runtime) -> Result<Vec<TestResult>, Error> {
        runtime.enter(|cx| {
            let controller = self.controller(cx);
            let list = cx.get(controller, "results")?;
            let list = cx.to_object(list)?;
            let length = cx.length_of_array_like(list)?;
            let mut results = Vec::new();
            for index in 0..length {
                let key = core::PropertyKey::from_index(cx, index);
                let item = cx.get(list, key)?;
                let item = cx.to_object(item)?;
                results.push(result_of(cx, item)?);
            }
            Ok(results)
        })
    }

    /// The full name of the test that runs.
    pub fn current(&self, runtime: &mut Runtime) -> Option<String> {
        let current = runtime.enter(|cx| {
            let controller = self.controller(cx);
            text(cx, controller, "current")
        });
        current.ok().flatten()
    }

    fn controller(&self, cx: &mut Cx) -> Object {
        let controller = self.controller.to_core(cx).and_then(core::Value::as_object);
        controller.unwrap_or_else(|| cx.new_object())
    }
}

/// Calls a function that was kept.
fn call(cx: &mut Cx, function: &Value, arguments: &[core::Value]) -> JsResult<core::Value> {
    let function = function.to_core(cx).unwrap_or_default();
    cx.call(function, core::Value::UNDEFINED, arguments)
}

/// A property that is a String.
fn text(cx: &mut Cx, object: Object, key: &str) -> JsResult<Option<String>> {
    let value = cx.get(object, key)?;
    Ok(value.as_string().map(|text| cx.to_rust_string(text)))
}

fn result_of(cx: &mut Cx, item: Object) -> JsResult<TestResult> {
    let status = match text(cx, item, "status")?.as_deref() {
        Some("pass") => Status::Passed,
        Some("skip") => Status::Skipped,
        Some("todo") => Status::Todo,
        _ => Status::Failed,
    };
    let expected = text(cx, item, "expected")?;
    let received = text(cx, item, "received")?;
    let failure = Failure {
        headline: text(cx, item, "headline")?.unwrap_or_default(),
        stack: text(cx, item, "stack")?.unwrap_or_default(),
        comparison: expected.zip(received),
    };
    Ok(TestResult {
        name: text(cx, item, "name")?.unwrap_or_default(),
        status,
        failure: (status == Status::Failed).then_some(failure),
    })
}

fn inspect(cx: &mut Cx, call: &Call<'_>) -> JsResult<core::Value> {
    let text = stilla_host::inspect::inspect(cx, call.arg(0))?;
    Ok(cx.string(&text).into())
}
