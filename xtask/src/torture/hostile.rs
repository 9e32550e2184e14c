//! The hostile sweep: every function of the library, and the forms of the syntax, called with receivers and arguments whose hooks change
//! what the call works on.
//!
//! What is called and how is said in `hostile.js`; this room gives each sequence of calls a runtime of its own with limits, and looks
//! afterwards whether the runtime lives.
//!
//! Uses: arguments, failure, torture::sweep; stilla, stilla-host
//! Never: any other task

use super::sweep::{self, Part, Sweep};
use crate::arguments::Arguments;
use crate::failure::Failure;
use std::time::{Duration, Instant};
use stilla::{Error, Program, Runtime, Stop};

/// What attacks.
const SCRIPT: &str = include_str!("hostile.js");
/// Bytes of memory of a run.
const MEMORY: usize = 64 << 20;
/// Units of fuel of a run, and of one that collects at every safepoint.
const FUEL: [u64; 2] = [200_000, 3_000];
/// After which the engine must have ended a run by itself.
const TIMEOUT: Duration = Duration::from_secs(4);
/// How much later than that it may come back on a busy machine.
const GRACE: Duration = Duration::from_secs(2);

/// Runs the sweep, or in a child a part of it.
pub(super) fn run(mut arguments: Arguments, part: Option<Part>) -> Result<(), Failure> {
    let plan = Plan {
        seed: arguments.number("--seed")?.unwrap_or(1),
        seeds: arguments.number("--seeds")?.unwrap_or(3),
        calls: arguments.number("--calls")?.unwrap_or(24),
        gc_stress: arguments.flag("--gc-stress"),
        words: arguments.value("--only")?,
    };
    arguments.finish()?;
    attack(plan, part)
}

/// A small sweep, for each day.
pub(super) fn run_reduced(seed: u64) -> Result<(), Failure> {
    let plan = Plan {
        seed,
        seeds: 2,
        calls: 24,
        gc_stress: false,
        words: None,
    };
    attack(plan, None)
}

fn attack(plan: Plan, part: Option<Part>) -> Result<(), Failure> {
    let attack = Attack::new(plan)?;
    let troubles = sweep::run(&attack, part);
    if part.is_none() {
        println!(
            "hostile: {} functions, {} seeds from {}, {} calls each: {troubles} runs in trouble",
            attack.names.len(),
            attack.plan.seeds,
            attack.plan.seed,
            attack.plan.calls
        );
    }
    match troubles {
        0 => Ok(()),
        _ => Err(Failure::new(format!(
            "{troubles} hostile runs are in trouble"
        ))),
    }
}

/// How much, and of what.
struct Plan {
    seed: u64,
    seeds: u64,
    calls: u64,
    gc_stress: bool,
    words: Option<String>,
}

/// The script, compiled, and what there is to attack.
struct Attack {
    plan: Plan,
    program: Program,
    names: Vec<String>,
}

impl Attack {
    fn new(plan: Plan) -> Result<Attack, Failure> {
        let program = Program::compile("hostile.js", SCRIPT)
            .map_err(|error| Failure::new(error.to_string()))?;
        let mut runtime = runtime(false);
        let list = prepare(&mut runtime, &program)
            .and_then(|()| runtime.eval_as::<String>("hostile.names()"))
            .map_err(|error| Failure::new(format!("listing what to attack: {error}")))?;
        let is_wanted = |name: &&str| plan.words.as_ref().is_none_or(|words| name.contains(words));
        let names = list.lines().filter(is_wanted).map(str::to_owned).collect();
        Ok(Attack {
            plan,
            program,
            names,
        })
    }

    fn place(&self, run: u64) -> (&str, u64) {
        let count = self.names.len() as u64;
        let name = &self.names[(run % count) as usize];
        (name, self.plan.seed + run / count)
    }
}

impl Sweep for Attack {
    fn words(&self) -> Vec<String> {
        let plan = &self.plan;
        let mut words = vec!["--hostile".to_owned()];
        for (name, value) in [
            ("--seed", plan.seed),
            ("--seeds", plan.seeds),
            ("--calls", plan.calls),
        ] {
            words.extend([name.to_owned(), value.to_string()]);
        }
        if let Some(only) = &plan.words {
            words.extend(["--only".to_owned(), only.clone()]);
        }
        words.extend(plan.gc_stress.then(|| "--gc-stress".to_owned()));
        words
    }

    fn count(&self) -> u64 {
        self.plan.seeds * self.names.len() as u64
    }

    fn name(&self, run: u64) -> String {
        let (name, seed) = self.place(run);
        format!("--seed {seed} --seeds 1 --only \"{name}\"")
    }

    fn run_one(&self, run: u64) -> Result<(), String> {
        let (name, seed) = self.place(run);
        let gc_stress = self.plan.gc_stress || seed.is_multiple_of(8);
        let mut runtime = runtime(gc_stress);
        prepare(&mut runtime, &self.program).map_err(|error| format!("beginning: {error}"))?;
        runtime.set_fuel(Some(FUEL[usize::from(gc_stress)]));
        let started = Instant::now();
        let state = (seed.wrapping_mul(0x9E37_79B9) as u32) ^ hash_of(name);
        let calls = self.plan.calls;
        let ended = runtime.eval(&format!("hostile.attack({name:?}, {state}, {calls})"));
        let took = started.elapsed();
        if let Err(Error::Stopped(Stop::Deadline)) = ended {
            let took = took.as_millis();
            return Err(format!("not at its end after {took} ms, with fuel"));
        }
        if took > TIMEOUT + GRACE {
            return Err(format!("came back after {} ms", took.as_millis()));
        }
        look_after(&mut runtime, name)
    }
}

/// Whether the runtime lives.
fn look_after(runtime: &mut Runtime, name: &str) -> Result<(), String> {
    runtime.set_fuel(Some(100_000));
    runtime.collect_garbage();
    let peak = runtime.memory_usage().peak;
    if peak > MEMORY + (1 << 20) {
        return Err(format!("used {peak} bytes of {MEMORY}"));
    }
    let sum = "let sum = 0; for (let i = 0; i < 4; i++) sum += i; sum * 2";
    match runtime.eval_as::<f64>(sum) {
        Ok(12.0) => Ok(()),
        Ok(other) => Err(format!("afterwards 12 was {other}")),
        Err(Error::Stopped(Stop::OutOfMemory)) => Ok(()),
        // Its timers go on, and throw, as long as anything runs.
        Err(_) if name.starts_with("G set") => Ok(()),
        Err(error) => Err(format!("afterwards nothing runs: {error}")),
    }
}

/// A number for a name, so that functions of one seed are not attacked alike.
fn hash_of(name: &str) -> u32 {
    name.bytes().fold(0x811C_9DC5, |sum, byte| {
        (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

fn runtime(gc_stress: bool) -> Runtime {
    Runtime::builder()
        .deterministic()
        .timeout(TIMEOUT)
        .fuel(u64::MAX)
        .memory_limit(MEMORY)
        .gc_stress(gc_stress)
        .output(|_, _| {})
        .build()
}

fn prepare(runtime: &mut Runtime, program: &Program) -> Result<(), Error> {
    runtime.enter(|cx| {
        stilla_host::test262::install(cx)?;
        stilla_host::timers::install(cx)?;
        stilla_host::console::install(cx)
    })?;
    runtime.run(program).map(|_| ())
}
