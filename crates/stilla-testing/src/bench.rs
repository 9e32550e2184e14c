//! `suite`, `group` and `bench`, and the measuring of what they declare.
//!
//! A benchmark runs in samples of so many calls that the clock can tell them apart; samples are taken in rounds, and
//! memory is collected before each round, so that no round pays for the garbage of another.
//!
//! Uses: stilla, stilla-host. Never: the tests' API.

use std::time::{Duration, Instant};

use stilla::core::{self, Cx, Object};
use stilla::{Error, Program, Runtime, Value};

use crate::{call, inspect, native, text};

/// The compiled API: to be made once and installed in many runtimes.
#[derive(Clone, Debug)]
pub struct BenchApi(Program);

/// The text of the module `stilla:bench`.
pub const BENCH_MODULE: &str = "const api = globalThis[Symbol.for('stilla:bench')];\n\
    export const { suite, group, describe, bench } = api;\n";

/// How long to measure.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Runs before anything is measured, in which the length of samples is found.
    pub warmup: Duration,
    /// All rounds of a benchmark together.
    pub time: Duration,
    /// The rounds, at least one.
    pub rounds: u32,
    /// The shortest sample.
    pub sample: Duration,
}

impl Default for Effort {
    fn default() -> Self {
        Effort {
            warmup: Duration::from_millis(100),
            time: Duration::from_millis(500),
            rounds: 10,
            sample: Duration::from_micros(100),
        }
    }
}

/// What a file declares.
#[derive(Clone, Debug)]
pub struct Benchmark {
    /// The names of the groups around it, with ` > ` between them.
    pub group: String,
    /// Its own name.
    pub name: String,
    /// The others of its group are compared with it.
    pub is_baseline: bool,
    /// It is not to be measured.
    pub is_skipped: bool,
    /// Only such ones are to be measured.
    pub is_only: bool,
}

/// What was measured.
#[derive(Clone, Debug, Default)]
pub struct Measurement {
    /// Calls in one sample.
    pub calls: u64,
    /// For each round its samples: nanoseconds for one call.
    pub rounds: Vec<Vec<f64>>,
    /// How long the preparation took.
    pub setup: Duration,
    /// How long the cleaning up took.
    pub teardown: Duration,
}

impl Default for BenchApi {
    fn default() -> Self {
        BenchApi::compile()
    }
}

impl BenchApi {
    /// Compiles the API.
    ///
    /// # Panics
    /// Never: the text is part of this crate.
    #[must_use]
    pub fn compile() -> BenchApi {
        let program = Program::compile("stilla:bench", include_str!("api/bench.js"));
        BenchApi(program.expect("the API is well-formed"))
    }

    /// Gives the global object of a runtime the API.
    ///
    /// # Errors
    /// A limit of the runtime.
    pub fn install(&self, runtime: &mut Runtime) -> Result<BenchSession, Error> {
        let make = runtime.run(&self.0)?;
        let controller = runtime.enter(|cx| {
            let inspect = native(cx, "inspect", inspect);
            let controller = call(cx, &make, &[inspect])?;
            Ok(Value::from_core(cx, controller))
        })?;
        Ok(BenchSession { controller })
    }
}

/// The API in one runtime.
///
/// ```
/// use std::time::Duration;
/// use stilla::Runtime;
/// use stilla_testing::{BenchApi, Effort};
///
/// let mut runtime = Runtime::new();
/// let session = BenchApi::compile().install(&mut runtime)?;
/// runtime.eval("suite('sums', () => bench('add', () => 1 + 1))")?;
/// assert_eq!(session.benchmarks(&mut runtime)?[0].name, "add");
/// let time = Duration::from_millis(2);
/// let effort = Effort { warmup: time, time, rounds: 2, ..Effort::default() };
/// let measured = session.measure(&mut runtime, 0, &effort)?;
/// assert_eq!(measured.rounds.len(), 2);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Debug)]
pub struct BenchSession {
    controller: Value,
}

impl BenchSession {
    /// Takes the names of the API from the global object: files import them from `stilla:bench`.
    ///
    /// # Errors
    /// A limit of the runtime.
    pub fn remove_globals(&self, runtime: &mut Runtime) -> Result<(), Error> {
        crate::remove_globals(runtime, &self.controller)
    }

    /// What was declared so far.
    ///
    /// # Errors
    /// A limit of the runtime.
    pub fn benchmarks(&self, runtime: &mut Runtime) -> Result<Vec<Benchmark>, Error> {
        runtime.enter(|cx| {
            let controller = self.controller(cx);
            let mut found = Vec::new();
            for item in crate::list(cx, controller, "benchmarks")?.iter() {
                let item = cx.to_object(item)?;
                let mut is = |key| Ok(cx.get(item, key)?.to_boolean());
                let (is_baseline, is_skipped, is_only) =
                    (is("isBaseline")?, is("isSkipped")?, is("isOnly")?);
                found.push(Benchmark {
                    group: text(cx, item, "group")?.unwrap_or_default(),
                    name: text(cx, item, "name")?.unwrap_or_default(),
                    is_baseline,
                    is_skipped,
                    is_only,
                });
            }
            Ok(found)
        })
    }

    /// Measures one of the benchmarks: prepares, warms up, runs the rounds, cleans up.
    ///
    /// # Errors
    /// What the benchmark throws; a limit; a promise that nothing can settle any more is a TypeError.
    pub fn measure(
        &self,
        runtime: &mut Runtime,
        index: usize,
        effort: &Effort,
    ) -> Result<Measurement, Error> {
        let mut measured = Measurement {
            setup: self.step(runtime, "prepare", index as f64)?,
            ..Measurement::default()
        };
        let result = self.measure_prepared(runtime, effort, &mut measured);
        // NOTE: what was prepared is cleaned up even if the benchmark failed, whose error is the one to tell.
        let teardown = self.step(runtime, "finish", 0.0);
        result?;
        measured.teardown = teardown?;
        Ok(measured)
    }

    fn measure_prepared(
        &self,
        runtime: &mut Runtime,
        effort: &Effort,
        measured: &mut Measurement,
    ) -> Result<(), Error> {
        measured.calls = self.calibrate(runtime, effort)?;
        let rounds = effort.rounds.max(1);
        for _ in 0..rounds {
            runtime.collect_garbage();
            // The first sample fills the caches that the collection emptied.
            self.step(runtime, "run", measured.calls as f64)?;
            let mut samples = Vec::new();
            let begin = Instant::now();
            while samples.is_empty() || begin.elapsed() < effort.time / rounds {
                let time = self.step(runtime, "run", measured.calls as f64)?;
                samples.push(time.as_nanos() as f64 / measured.calls as f64);
            }
            measured.rounds.push(samples);
        }
        Ok(())
    }

    /// Runs until it is warm, and gives the number of calls that fill a sample.
    fn calibrate(&self, runtime: &mut Runtime, effort: &Effort) -> Result<u64, Error> {
        let mut calls = 1u64;
        let begin = Instant::now();
        loop {
            let time = self.step(runtime, "run", calls as f64)?;
            let is_short = time < effort.sample;
            if is_short && calls < 1 << 40 {
                let wanted = effort.sample.as_secs_f64() / time.as_secs_f64().max(1e-8);
                calls = (calls as f64 * wanted.clamp(1.1, 8.0)).ceil() as u64;
            } else if begin.elapsed() >= effort.warmup {
                return Ok(calls);
            }
        }
    }

    /// Calls a method of the controller and waits until what it began is over.
    fn step(&self, runtime: &mut Runtime, method: &str, number: f64) -> Result<Duration, Error> {
        runtime.enter(|cx| {
            let controller = self.controller(cx);
            let begin = Instant::now();
            cx.invoke(controller.into(), method, &[core::Value::from(number)])?;
            while !cx.get(controller, "isOver")?.to_boolean() {
                cx.run_jobs()?;
                let is_over = cx.get(controller, "isOver")?.to_boolean();
                if !is_over && !cx.has_jobs() && !cx.turn()? {
                    let text = "the benchmark waits for a promise that nothing can settle any more"
                        .to_owned();
                    return Err(core::error::type_error(cx, core::Msg::Text { text }));
                }
            }
            let time = begin.elapsed();
            cx.invoke(controller.into(), "check", &[])?;
            Ok(time)
        })
    }

    fn controller(&self, cx: &mut Cx) -> Object {
        let controller = self.controller.to_core(cx).and_then(core::Value::as_object);
        controller.unwrap_or_else(|| cx.new_object())
    }
}
