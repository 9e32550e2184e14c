//! The engine in this process: a fresh runtime for each run, harness files compiled once.
//!
//! Uses: stilla, stilla-host, test262::engine, test262::frontmatter
//! Never: test262::outcome, test262::pool

use super::engine::{Ending, Engine, Goal, Job, Report};
use super::frontmatter::Phase;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use stilla::{Error, Program, ProgramOptions, Runtime, Value};
use stilla_host::system::SystemHost;

/// After which the engine ends a run by itself; the parent's own limit is longer.
const TIMEOUT: Duration = Duration::from_secs(9);
/// Bytes of memory a run may use.
const MEMORY: usize = 1 << 30;

/// The engine.
pub struct Inside {
    gc_stress: bool,
    harness: HashMap<String, Program>,
}

impl Inside {
    /// An engine that collects at every safepoint if `gc_stress` says so.
    pub fn new(gc_stress: bool) -> Self {
        Self {
            gc_stress,
            harness: HashMap::new(),
        }
    }

    fn runtime(&self, printed: &Arc<Mutex<Vec<String>>>) -> Result<Runtime, Error> {
        let mut runtime = Runtime::builder()
            .host(SystemHost {
                can_block: true,
                ..SystemHost::default()
            })
            .timeout(TIMEOUT)
            .memory_limit(MEMORY)
            .native_stack_size(4 << 20)
            .gc_stress(self.gc_stress)
            .build();
        runtime.enter(|cx| stilla_host::test262::install(cx).map(|_| ()))?;
        let printed = Arc::clone(printed);
        runtime.set_function("print", move |line: Value| {
            let line = match line {
                Value::String(text) => text.to_string(),
                other => format!("{other:?}"),
            };
            printed
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(line);
        })?;
        Ok(runtime)
    }

    fn preludes(&mut self, runtime: &mut Runtime, job: &Job<'_>) -> Result<(), Error> {
        for prelude in job.preludes {
            if !self.harness.contains_key(&prelude.name) {
                let program = Program::compile(&prelude.name, &prelude.source)?;
                self.harness.insert(prelude.name.clone(), program);
            }
            runtime.run(&self.harness[&prelude.name])?;
        }
        Ok(())
    }
}

impl Engine for Inside {
    fn can_block(&self) -> bool {
        true
    }

    fn run(&mut self, job: &Job<'_>) -> Report {
        let printed = Arc::new(Mutex::new(Vec::new()));
        let ending = match self.runtime(&printed) {
            Err(error) => Ending::HarnessFailed(error.to_string()),
            Ok(mut runtime) => match self.preludes(&mut runtime, job) {
                Err(error) => Ending::HarnessFailed(error.to_string()),
                Ok(()) => run_test(&mut runtime, job),
            },
        };
        let printed = printed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        Report { ending, printed }
    }
}

fn run_test(runtime: &mut Runtime, job: &Job<'_>) -> Ending {
    let name = job.file.to_string_lossy();
    match job.goal {
        Goal::Script => match Program::compile(&name, job.source) {
            Err(error) => ending(Err(error), Some(Phase::Parse)),
            Ok(program) => ending(runtime.run(&program).map(|_| ()), Some(Phase::Runtime)),
        },
        Goal::Module => {
            let options = ProgramOptions {
                goal: stilla::Goal::Module,
                ..ProgramOptions::default()
            };
            let program = match Program::compile_with(&name, job.source, options) {
                Ok(program) => program,
                Err(error) => return ending(Err(error), Some(Phase::Parse)),
            };
            match runtime.run(&program) {
                // A test may leave a promise open on purpose.
                Err(Error::Unsettled) => ending(Ok(()), None),
                result => ending(result.map(|_| ()), None),
            }
        }
    }
}

fn ending(result: Result<(), Error>, phase: Option<Phase>) -> Ending {
    match result {
        Ok(()) => Ending::Completed,
        Err(Error::Compile(error)) => Ending::Thrown {
            phase: Some(Phase::Parse),
            constructor: "SyntaxError".to_owned(),
            message: error
                .diagnostics
                .first()
                .map(ToString::to_string)
                .unwrap_or_default(),
        },
        Err(Error::Exception(error)) => Ending::Thrown {
            phase,
            constructor: error.constructor,
            message: error.message,
        },
        Err(Error::Stopped(stilla::Stop::Deadline)) => Ending::TimedOut,
        Err(other) => Ending::Stopped(other.to_string()),
    }
}
