//! The hostile sweep: every function of the library, and the forms of the syntax, called with receivers and arguments whose hooks change
//! what the call works on.
//!
//! What is called and how is said in `hostile.js`; this room gives each call sequence a runtime of its own with limits, and looks
//! afterwards whether the runtime lives. Runs go on in child processes that tell what they begin, so that a crash costs one run and is
//! told with its name and seed.
//!
//! Uses: arguments, failure; stilla, stilla-host
//! Never: any other task

use crate::arguments::Arguments;
use crate::failure::{During, Failure};
use std::io::{BufRead as _, BufReader};
use std::panic::{self, AssertUnwindSafe};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
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
/// After which a child that begins nothing new is ended.
const SILENCE: Duration = Duration::from_secs(60);

/// Runs the sweep, or in a child a part of it.
pub fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let plan = Plan {
        seed: arguments.number("--seed")?.unwrap_or(1),
        seeds: arguments.number("--seeds")?.unwrap_or(3),
        calls: arguments.number("--calls")?.unwrap_or(24),
        gc_stress: arguments.flag("--gc-stress"),
        words: arguments.value("--only")?,
    };
    let part = match (arguments.number("--from")?, arguments.number("--step")?) {
        (Some(from), Some(step)) => Some((from, step)),
        _ => None,
    };
    arguments.finish()?;
    sweep(&plan, part)
}

/// A small sweep, for each day.
pub fn run_reduced(seed: u64) -> Result<(), Failure> {
    let plan = Plan {
        seed,
        seeds: 2,
        calls: 24,
        gc_stress: false,
        words: None,
    };
    sweep(&plan, None)
}

fn sweep(plan: &Plan, part: Option<(u64, u64)>) -> Result<(), Failure> {
    let attack = Attack::new(plan)?;
    if let Some((from, step)) = part {
        attack.run_from(plan, from, step);
        return Ok(());
    }
    let runs = plan.seeds * attack.names.len() as u64;
    println!(
        "hostile: {} functions, {} seeds from {}, {} calls each",
        attack.names.len(),
        plan.seeds,
        plan.seed,
        plan.calls
    );
    let workers = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let troubles: u64 = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..workers)
            .map(|first| scope.spawn(move || watch(plan, first, workers, runs)))
            .collect();
        handles
            .into_iter()
            .map(|handle| handle.join().unwrap_or(1))
            .sum()
    });
    println!("hostile: {runs} runs, {troubles} in trouble");
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

/// Runs every `step`-th run from `first` on in children, a new one after each crash; the number of runs in trouble.
fn watch(plan: &Plan, first: u64, step: u64, end: u64) -> u64 {
    let mut from = first;
    let mut troubles = 0;
    while from < end {
        match watch_child(plan, from, step) {
            Ok(Watched {
                trouble_count,
                died_at,
            }) => {
                troubles += trouble_count;
                match died_at {
                    Some(at) => from = at + step,
                    None => break,
                }
            }
            Err(failure) => {
                println!("{failure}");
                return troubles + 1;
            }
        }
    }
    troubles
}

struct Watched {
    trouble_count: u64,
    died_at: Option<u64>,
}

fn spawn(plan: &Plan, from: u64, step: u64) -> Result<Child, Failure> {
    let program = std::env::current_exe().during("finding this program")?;
    let mut command = Command::new(&program);
    command.args(["torture", "--hostile"]);
    for (name, value) in [
        ("--seed", plan.seed),
        ("--seeds", plan.seeds),
        ("--calls", plan.calls),
        ("--from", from),
        ("--step", step),
    ] {
        command.arg(name).arg(value.to_string());
    }
    if let Some(words) = &plan.words {
        command.arg("--only").arg(words);
    }
    command.args(plan.gc_stress.then_some("--gc-stress"));
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    command.spawn().during("starting a part of the sweep")
}

/// One child to its end. It says `run` before each run, `trouble` after a bad one, and `done`.
fn watch_child(plan: &Plan, from: u64, step: u64) -> Result<Watched, Failure> {
    let mut child = spawn(plan, from, step)?;
    let (send, lines) = mpsc::channel();
    if let Some(output) = child.stdout.take() {
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
    }
    let mut last = String::new();
    let mut trouble_count = 0;
    let silent = loop {
        match lines.recv_timeout(SILENCE) {
            Ok(line) if line == "done" => {
                let _ = child.wait();
                return Ok(Watched {
                    trouble_count,
                    died_at: None,
                });
            }
            Ok(line) if line.starts_with("run ") => last = line,
            Ok(line) => {
                trouble_count += 1;
                println!("{line}");
            }
            Err(RecvTimeoutError::Timeout) => break true,
            Err(RecvTimeoutError::Disconnected) => break false,
        }
    };
    if silent {
        let _ = child.kill();
    }
    let status = child.wait().during("waiting for a part of the sweep")?;
    let why = if silent {
        "did not come back".to_owned()
    } else {
        status.to_string()
    };
    println!("trouble: {last}: {why}");
    let at = last.split(' ').nth(1).and_then(|word| word.parse().ok());
    Ok(Watched {
        trouble_count: trouble_count + 1,
        died_at: Some(at.unwrap_or(from)),
    })
}

/// The script, compiled, and what there is to attack.
struct Attack {
    program: Program,
    names: Vec<String>,
}

impl Attack {
    fn new(plan: &Plan) -> Result<Attack, Failure> {
        let program = Program::compile("hostile.js", SCRIPT)
            .map_err(|error| Failure::new(error.to_string()))?;
        let mut runtime = runtime(u64::MAX, false);
        let list = prepare(&mut runtime, &program)
            .and_then(|()| runtime.eval_as::<String>("hostile.names()"))
            .map_err(|error| Failure::new(format!("listing what to attack: {error}")))?;
        let names = list
            .lines()
            .filter(|name| {
                plan.words
                    .as_ref()
                    .is_none_or(|words| name.contains(words.as_str()))
            })
            .map(str::to_owned)
            .collect();
        Ok(Attack { program, names })
    }

    /// The runs of a child.
    fn run_from(&self, plan: &Plan, from: u64, step: u64) {
        let count = self.names.len() as u64;
        let mut at = from;
        while at < plan.seeds * count {
            let name = &self.names[(at % count) as usize];
            let seed = plan.seed + at / count;
            println!("run {at} --seed {seed} --only \"{name}\"");
            let caught = panic::catch_unwind(AssertUnwindSafe(|| self.run_one(plan, name, seed)));
            match caught {
                Ok(Ok(())) => {}
                Ok(Err(trouble)) => println!("trouble: --seed {seed} --only \"{name}\": {trouble}"),
                Err(_) => println!("trouble: --seed {seed} --only \"{name}\": a panic"),
            }
            at += step;
        }
        println!("done");
    }

    fn run_one(&self, plan: &Plan, name: &str, seed: u64) -> Result<(), String> {
        // Every eighth seed collects at every safepoint.
        let gc_stress = plan.gc_stress || seed.is_multiple_of(8);
        let mut runtime = runtime(u64::MAX, gc_stress);
        prepare(&mut runtime, &self.program).map_err(|error| format!("beginning: {error}"))?;
        runtime.set_fuel(Some(FUEL[usize::from(gc_stress)]));
        let started = Instant::now();
        // The state of the script's generator has 32 bits and is not to be zero for neighbours.
        let mixed = (seed.wrapping_mul(0x9E37_79B9) as u32) ^ crc_of(name);
        let ended = runtime.eval(&format!(
            "hostile.attack({name:?}, {mixed}, {})",
            plan.calls
        ));
        let took = started.elapsed();
        if let Err(Error::Stopped(Stop::Deadline)) = ended {
            return Err(format!(
                "not at its end after {} ms, with fuel",
                took.as_millis()
            ));
        }
        if took > TIMEOUT + GRACE {
            return Err(format!("came back after {} ms", took.as_millis()));
        }
        runtime.set_fuel(Some(100_000));
        runtime.collect_garbage();
        let memory = runtime.memory_usage();
        if memory.peak > MEMORY {
            return Err(format!("used {} bytes of {MEMORY}", memory.peak));
        }
        match runtime.eval_as::<f64>("let sum = 0; for (let i = 0; i < 4; i++) sum += i; sum * 2") {
            Ok(12.0) => Ok(()),
            Ok(other) => Err(format!("afterwards 12 was {other}")),
            Err(Error::Stopped(Stop::OutOfMemory)) => Ok(()),
            // Its timers go on, and throw, as long as anything runs.
            Err(_) if name.starts_with("G set") => Ok(()),
            Err(error) => Err(format!("afterwards nothing runs: {error}")),
        }
    }
}

/// A number for a name, so that functions of one seed are not attacked alike.
fn crc_of(name: &str) -> u32 {
    name.bytes().fold(0x811C_9DC5, |sum, byte| {
        (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

fn runtime(fuel: u64, gc_stress: bool) -> Runtime {
    Runtime::builder()
        .deterministic()
        .timeout(TIMEOUT)
        .fuel(fuel)
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
