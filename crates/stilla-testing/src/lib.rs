//! `describe`, `test`, `expect`, `vi` and the hooks, for a host that runs test files; `bench` and its like for one
//! that measures.
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

mod bench;
mod modules;

use std::time::Duration;

use stilla::core::function::NativeOptions;
use stilla::core::{self, Call, Cx, GcVec, JsResult, Object};
use stilla::{Error, Program, Runtime, Value};
use stilla_host::inspect::{Options, inspect_with};

pub use bench::{BENCH_MODULE, BenchApi, BenchSession, Benchmark, Effort, Measurement};

/// The rooms of the API: each is a function of what it uses. The last one puts the others together.
const ROOMS: [&str; 11] = [
    include_str!("api/equality.js"),
    include_str!("api/expect.js"),
    include_str!("api/chai.js"),
    include_str!("api/suite.js"),
    include_str!("api/fixtures.js"),
    include_str!("api/snapshot.js"),
    include_str!("api/assert.js"),
    include_str!("api/mock.js"),
    include_str!("api/clock.js"),
    include_str!("api/modules.js"),
    include_str!("api/install.js"),
];

/// The compiled API: to be made once and installed in many runtimes.
#[derive(Clone, Debug)]
pub struct TestApi {
    rooms: [Program; ROOMS.len()],
}

/// Which tests to run, and how.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Only tests whose full name contains this.
    pub name: String,
    /// [`Choice::name`] is the text of a regular expression that the full name has to match.
    pub is_pattern: bool,
    /// Stop when so many tests have failed; 0 never stops.
    pub bail: u32,
    /// How long a test may wait for promises.
    pub timeout: Duration,
    /// How often a test that fails is tried again.
    pub retry: u32,
    /// Puts the tests in an order that this number decides; 0 leaves them as they are.
    pub seed: u32,
}

impl Default for Choice {
    fn default() -> Self {
        Choice {
            name: String::new(),
            is_pattern: false,
            bail: 0,
            timeout: Duration::from_secs(5),
            retry: 0,
            seed: 0,
        }
    }
}

/// What happens to snapshots that are not what they were, or were not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SnapshotMode {
    /// New ones are written; one that differs fails its test.
    #[default]
    New,
    /// All are written as they are now.
    All,
    /// None is written: a missing one fails its test.
    None,
}

impl SnapshotMode {
    fn name(self) -> &'static str {
        match self {
            SnapshotMode::New => "new",
            SnapshotMode::All => "all",
            SnapshotMode::None => "none",
        }
    }
}

/// The snapshots after a run.
#[derive(Clone, Debug, Default)]
pub struct Snapshots {
    /// The text of the file, if it is another one now; empty if no snapshot is left.
    pub file: Option<String>,
    /// Inline snapshots to be written: the stack of the place, and the text.
    pub inline: Vec<(String, String)>,
    /// Files to be written: the path from the folder of the test file, and the text.
    pub files: Vec<(String, String)>,
    /// How many are new.
    pub written: u32,
    /// How many were changed.
    pub updated: u32,
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
    /// How long it took.
    pub duration: Duration,
    /// Why it failed: at least one reason then.
    pub failures: Vec<Failure>,
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
            rooms: ROOMS.map(compile),
        }
    }

    /// Gives the global object of a runtime the API.
    ///
    /// # Errors
    /// A limit of the runtime.
    pub fn install(&self, runtime: &mut Runtime) -> Result<Session, Error> {
        let (install, rooms) = self.rooms.split_last().expect("there are rooms");
        let install = runtime.run(install)?;
        let mut parts = Vec::with_capacity(rooms.len());
        for room in rooms {
            parts.push(runtime.run(room)?);
        }
        let controller = runtime.enter(|cx| {
            let mut arguments = [core::Value::UNDEFINED; ROOMS.len()];
            for (argument, part) in arguments.iter_mut().zip(&parts) {
                *argument = part.to_core(cx).unwrap_or_default();
            }
            let host = modules::host_object(cx)?;
            for (name, function) in [("inspect", inspect as core::NativeFn), ("render", render)] {
                let function = native(cx, name, function);
                cx.create_data_property_or_throw(host, name, function)?;
            }
            arguments[ROOMS.len() - 1] = host.into();
            let controller = call(cx, &install, &arguments)?;
            Ok(Value::from_core(cx, controller))
        })?;
        Ok(Session { controller })
    }
}

fn native(cx: &mut Cx, name: &str, function: core::NativeFn) -> core::Value {
    cx.new_native(name, 1, function, NativeOptions::default())
        .into()
}

/// The text of the modules `stilla:test` and `vitest`.
pub const MODULE: &str = "const api = globalThis[Symbol.for('stilla:test')];\n\
    export const { test, it, describe, suite, expect, assert, expectTypeOf, assertType, beforeAll, afterAll, beforeEach, \
    afterEach, aroundAll, aroundEach, onTestFinished, onTestFailed } = api;\n\
    export const vi = api.vi, vitest = vi, mock = vi.fn, spyOn = vi.spyOn;\n";

/// What the program of [`Session::begin_mocks`] has to end with: it waits until all mocks are in their places.
pub const MOCKS_SETTLED: &str =
    "\nawait globalThis[Symbol.for('stilla:test')].vi[Symbol.for('stilla:mocks')]();\n";

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
            let timeout = core::Value::from(choice.timeout.as_secs_f64() * 1e3);
            let number = |number: u32| core::Value::from(f64::from(number));
            let (bail, retry, seed) = (
                number(choice.bail),
                number(choice.retry),
                number(choice.seed),
            );
            let pattern = choice.is_pattern.into();
            let arguments = [name, pattern, bail, timeout, retry, seed];
            cx.invoke(controller.into(), "run", &arguments)?;
            let mut fruitless = 0;
            while !cx.get(controller, "done")?.to_boolean() && fruitless < 3 {
                cx.run_jobs()?;
                let guards = cx.get(controller, "guards")?.as_number().unwrap_or(0.0);
                let waits = cx.timer_count() as f64 > guards || cx.has_waits();
                if cx.has_jobs() || (waits && cx.turn()?) {
                    fruitless = 0;
                } else if !cx.get(controller, "done")?.to_boolean() {
                    cx.invoke(controller.into(), "abandon", &[])?;
                    fruitless += 1;
                }
            }
            Ok(())
        })
    }

    /// Takes the names of the API from the global object: files import them from `stilla:test`.
    ///
    /// # Errors
    /// A limit of the runtime.
    pub fn remove_globals(&self, runtime: &mut Runtime) -> Result<(), Error> {
        remove_globals(runtime, &self.controller)
    }

    /// Gives the tests the snapshots of an earlier run. To be called before [`Session::run`].
    ///
    /// # Errors
    /// A limit of the runtime.
    pub fn load_snapshots(
        &self,
        runtime: &mut Runtime,
        text: &str,
        mode: SnapshotMode,
    ) -> Result<(), Error> {
        runtime.enter(|cx| {
            let controller = self.controller(cx);
            let snapshots = cx.get(controller, "snapshots")?;
            let (text, mode) = (cx.string(text).into(), cx.string(mode.name()).into());
            cx.invoke(snapshots, "load", &[text, mode]).map(|_| ())
        })
    }

    /// Begins the program that holds what a test file says at its top before its imports: see [`MOCKS_SETTLED`]. To be
    /// called before that program runs. `file` is what its specifiers are relative to.
    ///
    /// # Errors
    /// A limit of the runtime.
    pub fn begin_mocks(&self, runtime: &mut Runtime, file: &str) -> Result<(), Error> {
        runtime.enter(|cx| {
            let controller = self.controller(cx);
            let file = cx.string(file).into();
            cx.invoke(controller.into(), "beginMocks", &[file])
                .map(|_| ())
        })
    }

    /// The snapshots after the run. `is_whole`: all tests of the file ran, so that one that nobody asked for
    /// is of no use any more.
    ///
    /// # Errors
    /// A limit of the runtime.
    pub fn snapshots(&self, runtime: &mut Runtime, is_whole: bool) -> Result<Snapshots, Error> {
        runtime.enter(|cx| {
            let controller = self.controller(cx);
            let snapshots = cx.get(controller, "snapshots")?;
            let saved = cx.invoke(snapshots, "save", &[is_whole.into()])?;
            let snapshots = cx.to_object(snapshots)?;
            let result = cx.get(snapshots, "result")?;
            let result = cx.to_object(result)?;
            let mut found = Snapshots {
                file: saved.as_string().map(|text| cx.to_rust_string(text)),
                written: count(cx, result, "written")?,
                updated: count(cx, result, "updated")?,
                inline: Vec::new(),
                files: Vec::new(),
            };
            for item in list(cx, result, "inline")?.iter() {
                let item = cx.to_object(item)?;
                let stack = text(cx, item, "stack")?.unwrap_or_default();
                found
                    .inline
                    .push((stack, text(cx, item, "text")?.unwrap_or_default()));
            }
            for item in list(cx, result, "files")?.iter() {
                let item = cx.to_object(item)?;
                let path = text(cx, item, "path")?.unwrap_or_default();
                let file = text(cx, item, "text")?.unwrap_or_default();
                found.files.push((path, file));
            }
            Ok(found)
        })
    }

    /// The results so far, in the order in which the tests ran.
    ///
    /// # Errors
    /// A limit of the runtime.
    pub fn results(&self, runtime: &mut Runtime) -> Result<Vec<TestResult>, Error> {
        runtime.enter(|cx| {
            let controller = self.controller(cx);
            let mut results = Vec::new();
            for item in list(cx, controller, "results")?.iter() {
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

/// Lets an API take its names from the global object.
fn remove_globals(runtime: &mut Runtime, controller: &Value) -> Result<(), Error> {
    runtime.enter(|cx| {
        let controller = controller.to_core(cx).unwrap_or_default();
        cx.invoke(controller, "removeGlobals", &[]).map(|_| ())
    })
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
    let mut failures = Vec::new();
    for failure in list(cx, item, "failures")?.iter() {
        let failure = cx.to_object(failure)?;
        let expected = text(cx, failure, "expected")?;
        let received = text(cx, failure, "received")?;
        failures.push(Failure {
            headline: text(cx, failure, "headline")?.unwrap_or_default(),
            stack: text(cx, failure, "stack")?.unwrap_or_default(),
            comparison: expected.zip(received),
        });
    }
    let duration = cx.get(item, "duration")?.as_number().unwrap_or(0.0);
    Ok(TestResult {
        name: text(cx, item, "name")?.unwrap_or_default(),
        status,
        duration: Duration::from_secs_f64(duration.clamp(0.0, 1e9) / 1e3),
        failures,
    })
}

/// The elements of a list that is a property.
fn list(cx: &mut Cx, object: Object, key: &str) -> JsResult<GcVec> {
    let found = GcVec::new(cx);
    let list = cx.get(object, key)?;
    let list = cx.to_object(list)?;
    let length = cx.length_of_array_like(list)?;
    for index in 0..length {
        let key = core::PropertyKey::from_index(cx, index);
        let item = cx.get(list, key)?;
        found.try_push(cx, item)?;
    }
    Ok(found)
}

fn count(cx: &mut Cx, object: Object, key: &str) -> JsResult<u32> {
    Ok(cx.get(object, key)?.as_number().unwrap_or(0.0) as u32)
}

/// The text of a value for a diff: everything to some depth, each property on a line of its own.
fn render(cx: &mut Cx, call: &Call<'_>) -> JsResult<core::Value> {
    let options = Options {
        depth: Some(12),
        max_items: 10_000,
        max_text: 100_000,
        compact: 0,
        sorted: true,
        ..Options::default()
    };
    let text = inspect_with(cx, call.arg(0), &options)?;
    Ok(cx.string(&text).into())
}

fn inspect(cx: &mut Cx, call: &Call<'_>) -> JsResult<core::Value> {
    let text = stilla_host::inspect::inspect(cx, call.arg(0))?;
    Ok(cx.string(&text).into())
}
