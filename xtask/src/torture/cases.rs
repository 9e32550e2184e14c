//! Two lists of scripts: depths and sizes, each with limits of time and memory (`depths.js`), and native loops, each interrupted and timed
//! (`loops.js`). A heading `//# name` begins a script.
//!
//! The one idea: a busy machine must not decide, so the time until a loop notices an interrupt is the processor time of its thread, which
//! the kernel tells in `/proc`.
//!
//! Uses: arguments, failure, torture::sweep; stilla, stilla-host
//! Never: any other task

use super::sweep::{self, Part, Sweep};
use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::process::{processor_time, processor_time_in};
use std::fs;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use stilla::{Error, Runtime, Stop};
use stilla_host::grants::Grants;

const DEPTHS: &str = include_str!("depths.js");
const LOOPS: &str = include_str!("loops.js");

/// What all scripts of the depths may use.
const PRELUDE: &str = r#"
const LENGTHS = [2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 2 ** 64, -1, Infinity];
const attempt = (f) => { try { return f(); } catch {} };
const nest = (open, middle, close, n) => open.repeat(n) + middle + close.repeat(n);
const deep = (make, n = 5e5, first = 1) => { let value = first; for (let i = 0; i < n; i++) value = make(value); return value; };
const evaluate = (open, middle, close, before = "", after = "") => {
  for (const n of [100, 1000, 1e4, 1e5, 1e6]) {
    const text = before + nest(open, middle, close, n) + after;
    attempt(() => Function(text)); attempt(() => Function("return " + text)()); attempt(() => (0, eval)(text));
  }
};
const pattern = (open, middle, close, flags = "") => {
  for (const n of [100, 1000, 1e4, 1e5, 1e6]) attempt(() => new RegExp(nest(open, middle, close, n), flags).test("aaa"));
};
const gc = () => $262.gc();
"#;

/// Bytes of memory of a script, and of a loop, which needs much to be long.
const MEMORY: [usize; 2] = [64 << 20, 1 << 30];
/// How much more than that the process may keep resident.
const BESIDE: u64 = 32 << 20;
/// How long a script of the depths may run, and how much longer it may take to come back, of processor time.
const TIMEOUT: Duration = Duration::from_secs(3);
/// What a native loop may take to see an interrupt, and what the accuracy of the kernel's figure allows it beyond.
const PROMPT: Duration = Duration::from_millis(10);
const TICK: Duration = Duration::from_millis(4);
/// How long after its beginning a loop is interrupted.
const DELAYS: [u64; 3] = [15, 60, 150];

/// Runs one of the lists, or in a child a part of it.
pub(super) fn run(list: List, mut arguments: Arguments, part: Option<Part>) -> Result<(), Failure> {
    let only = arguments.value("--only")?;
    arguments.finish()?;
    run_list(list, only, part)
}

/// One of the lists.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Depths,
    Loops,
}

pub(super) fn run_list(
    list: List,
    only: Option<String>,
    part: Option<Part>,
) -> Result<(), Failure> {
    let text = match list {
        List::Depths => DEPTHS,
        List::Loops => LOOPS,
    };
    let scripts = text
        .split("//# ")
        .skip(1)
        .filter_map(|script| script.split_once('\n'))
        .filter(|(name, _)| {
            only.as_ref()
                .is_none_or(|only| name.contains(only.as_str()))
        })
        .collect();
    let cases = Cases {
        list,
        only,
        scripts,
    };
    let troubles = sweep::run(&cases, part);
    if part.is_none() {
        let count = cases.scripts.len();
        println!("{}: {count} scripts, {troubles} in trouble", cases.flag());
    }
    match troubles {
        0 => Ok(()),
        _ => Err(Failure::new(format!("{troubles} scripts are in trouble"))),
    }
}

struct Cases {
    list: List,
    only: Option<String>,
    scripts: Vec<(&'static str, &'static str)>,
}

impl Cases {
    fn flag(&self) -> &'static str {
        match self.list {
            List::Depths => "--depths",
            List::Loops => "--loops",
        }
    }
}

impl Sweep for Cases {
    fn words(&self) -> Vec<String> {
        let mut words = vec![self.flag().to_owned()];
        if let Some(only) = &self.only {
            words.extend(["--only".to_owned(), only.clone()]);
        }
        words
    }

    fn count(&self) -> u64 {
        self.scripts.len() as u64
    }

    fn name(&self, run: u64) -> String {
        format!(
            "{} --only \"{}\"",
            self.flag(),
            self.scripts[run as usize].0
        )
    }

    fn run_one(&self, run: u64) -> Result<(), String> {
        let (name, script) = self.scripts[run as usize];
        match self.list {
            List::Depths => run_depth(script),
            List::Loops => run_loop(name, script),
        }
    }
}

/// A runtime with all that hosts give.
fn runtime(memory: usize, timeout: Duration) -> Result<Runtime, String> {
    let mut runtime = Runtime::builder()
        .timeout(timeout)
        .memory_limit(memory)
        .output(|_, _| {})
        .build();
    runtime
        .enter(|cx| {
            stilla_host::test262::install(cx)?;
            stilla_host::timers::install(cx)?;
            stilla_host::console::install(cx)
        })
        .and_then(|()| install_web(&mut runtime))
        .map_err(|error| format!("beginning: {error}"))?;
    Ok(runtime)
}

/// What the web has and no network is needed for.
pub(super) fn install_web(runtime: &mut Runtime) -> Result<(), Error> {
    let nothing = Arc::new(Grants::default());
    runtime.enter(|cx| stilla_host::web::install(cx, &nothing, true, |group| group != "fetch"))
}

fn run_depth(script: &str) -> Result<(), String> {
    // NOTE: pages of the program itself that are read for the first time are no memory of the script's.
    let of_file = resident("RssFile:");
    let before = resident("VmRSS:") - of_file;
    // Writing 5 resets the peak; without the right to, it is only higher.
    let _ = fs::write("/proc/self/clear_refs", "5");
    let started = processor_time();
    let mut runtime = runtime(MEMORY[0], TIMEOUT)?;
    // NOTE: a stop is an end like any other, a script that outlives its time is not.
    let _ = runtime.eval(&format!("{PRELUDE}\n{{\n{script}\n}}"));
    let took = processor_time().saturating_sub(started);
    if took > TIMEOUT + Duration::from_millis(200) {
        return Err(format!("took {} ms", took.as_millis()));
    }
    let peak = resident("VmHWM:").saturating_sub(before + resident("RssFile:").max(of_file));
    if peak > MEMORY[0] as u64 + BESIDE {
        return Err(format!("{} MB were resident", peak >> 20));
    }
    let dropping = Instant::now();
    drop(runtime);
    match dropping.elapsed() {
        long if long > Duration::from_secs(2) => Err(format!("dropped in {} ms", long.as_millis())),
        _ => Ok(()),
    }
}

/// One loop, interrupted at several moments; the longest time until it noticed.
fn run_loop(name: &str, script: &str) -> Result<(), String> {
    let (setup, body) = script.split_once("//> run\n").unwrap_or(("", script));
    let setup = setup.replace("const ", "var ").replace("let ", "var ");
    let mut longest = Duration::ZERO;
    for delay in DELAYS {
        let mut runtime = runtime(MEMORY[1], Duration::from_secs(60))?;
        runtime
            .eval(&setup)
            .map_err(|error| format!("preparing: {error}"))?;
        let handle = runtime.interrupt_handle();
        let thread = fs::read_link("/proc/thread-self").unwrap_or_default();
        let figures = format!("/proc/{}/schedstat", thread.display());
        let watcher = thread::spawn(move || {
            thread::sleep(Duration::from_millis(delay));
            handle.interrupt("long enough");
            processor_time_in(&figures)
        });
        let ended = runtime.eval(body);
        let after = processor_time();
        let Ok(before) = watcher.join() else { continue };
        match ended {
            Err(Error::Stopped(Stop::Interrupted(_))) => {
                longest = longest.max(after.saturating_sub(before));
            }
            // NOTE: some loops end before the last moment, or at the limit of memory; none by an exception.
            Err(Error::Exception(exception)) => return Err(format!("{name} threw {exception}")),
            _ => {}
        }
    }
    if longest > PROMPT + TICK {
        return Err(format!("{name} noticed after {} ms", longest.as_millis()));
    }
    Ok(())
}

/// A figure of this process's memory, in bytes.
pub(super) fn resident(figure: &str) -> u64 {
    let text = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(figure));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) << 10
}
