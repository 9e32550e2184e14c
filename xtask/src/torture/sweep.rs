//! A sweep whose runs may bring down the process: they go on in children that tell what they begin, so that a crash costs one run and is
//! told with what is needed to run it again.
//!
//! Uses: failure. Never: any other task.

use crate::failure::{During, Failure};
use std::io::{BufRead as _, BufReader};
use std::panic::{self, AssertUnwindSafe};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// After which a child that begins nothing new is ended.
const SILENCE: Duration = Duration::from_secs(60);

/// Runs with numbers.
pub(super) trait Sweep: Sync {
    /// The words after `torture` that make the same sweep in another process.
    fn words(&self) -> Vec<String>;

    /// How many runs there are.
    fn count(&self) -> u64;

    /// What to say to run this one again.
    fn name(&self, run: u64) -> String;

    /// One run; what went wrong is an error.
    fn run_one(&self, run: u64) -> Result<(), String>;

    /// How many children at once.
    fn workers(&self) -> u64 {
        std::thread::available_parallelism().map_or(1, usize::from) as u64
    }
}

/// The part of a sweep that a child runs.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub(super) from: u64,
    pub(super) step: u64,
}

/// All runs in children, or in this process those of a part; the number of runs in trouble.
pub(super) fn run(sweep: &impl Sweep, part: Option<Part>) -> u64 {
    if let Some(part) = part {
        run_part(sweep, part);
        return 0;
    }
    let step = sweep.workers();
    std::thread::scope(|scope| {
        let handles: Vec<_> = (0..step)
            .map(|from| scope.spawn(move || watch(sweep, Part { from, step })))
            .collect();
        let troubles = handles.into_iter().map(|handle| handle.join().unwrap_or(1));
        troubles.sum()
    })
}

fn run_part(sweep: &impl Sweep, part: Part) {
    let mut run = part.from;
    while run < sweep.count() {
        let name = sweep.name(run);
        println!("run {run} {name}");
        match panic::catch_unwind(AssertUnwindSafe(|| sweep.run_one(run))) {
            Ok(Ok(())) => {}
            Ok(Err(trouble)) => println!("trouble: {name}: {trouble}"),
            Err(_) => println!("trouble: {name}: a panic"),
        }
        run += part.step;
    }
    println!("done");
}

/// A part in children, a new one after each crash; the number of runs in trouble.
fn watch(sweep: &impl Sweep, mut part: Part) -> u64 {
    let mut troubles = 0;
    while part.from < sweep.count() {
        match watch_child(sweep, part, &mut troubles) {
            Ok(Some(died_at)) => part.from = died_at + part.step,
            Ok(None) => break,
            Err(failure) => {
                println!("{failure}");
                return troubles + 1;
            }
        }
    }
    troubles
}

fn spawn(sweep: &impl Sweep, part: Part) -> Result<Child, Failure> {
    let program = std::env::current_exe().during("finding this program")?;
    let mut command = Command::new(&program);
    command.arg("torture").args(sweep.words());
    command.args(["--from", &part.from.to_string()]);
    command.args(["--step", &part.step.to_string()]);
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    command.spawn().during("starting a part of the sweep")
}

/// One child to its end; where it died, if it did.
fn watch_child(sweep: &impl Sweep, part: Part, troubles: &mut u64) -> Result<Option<u64>, Failure> {
    let mut child = spawn(sweep, part)?;
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
    let is_silent = loop {
        match lines.recv_timeout(SILENCE) {
            Ok(line) if line == "done" => {
                let _ = child.wait();
                return Ok(None);
            }
            Ok(line) if line.starts_with("run ") => last = line,
            Ok(line) => {
                *troubles += u64::from(line.starts_with("trouble"));
                println!("{line}");
            }
            Err(RecvTimeoutError::Timeout) => break true,
            Err(RecvTimeoutError::Disconnected) => break false,
        }
    };
    if is_silent {
        let _ = child.kill();
    }
    let status = child.wait().during("waiting for a part of the sweep")?;
    let why = match is_silent {
        true => "did not come back".to_owned(),
        false => status.to_string(),
    };
    println!("trouble: {last}: {why}");
    *troubles += 1;
    let at = last.split(' ').nth(1).and_then(|word| word.parse().ok());
    Ok(Some(at.unwrap_or(part.from)))
}
