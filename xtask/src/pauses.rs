//! `cargo xtask pauses`: how long the collector stops a program, on heaps of several sizes.
//!
//! The one idea: small pieces of the same work are timed one by one. A piece after which less memory is in use held a collection, and
//! took as long as that and a little more. What counts is the processor time of the thread, so that a busy machine says the same.
//!
//! Uses: arguments, failure, process; stilla
//! Never: any other task

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::process::processor_time;
use std::time::Duration;
use stilla::{Error, Function, Runtime};

/// Lives on, so many bytes of it: records in a table, each with a list and a text. One in four is replaced in an order without any.
const PROGRAM: &str = r#"
const live = [];
let at = 1;
const record = (i) => ({ id: i, next: live[(i * 7919) % (live.length + 1)] ? i : null, list: [i, i + 0.5], name: "record " + i });
function fill(records) { for (let i = 0; i < records; i++) live.push(record(i)); }
function step() {
  for (let i = 0; i < 300; i++) {
    at = (at * 16807) % 2147483647;
    const made = record(at);
    if ((i & 3) === 0) live[at % live.length] = made;
  }
}"#;

/// Megabytes that live on.
const SIZES: [u64; 3] = [10, 100, 1000];

/// Runs the task.
pub fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let seconds = arguments.number("--seconds")?.unwrap_or(20);
    let only = arguments.number("--megabytes")?;
    arguments.finish()?;
    println!("| live | collections | p50 | p99 | longest | whole collection | made |");
    println!("|---|---|---|---|---|---|---|");
    for megabytes in SIZES
        .into_iter()
        .filter(|size| only.is_none_or(|only| only == *size))
    {
        let measured = measure(megabytes, Duration::from_secs(seconds));
        measured.map_err(|error| Failure::new(format!("{megabytes} MB: {error}")))?;
    }
    Ok(())
}

fn measure(megabytes: u64, long: Duration) -> Result<(), Error> {
    let mut runtime = Runtime::builder().deterministic().build();
    runtime.eval(PROGRAM)?;
    let fill: Function = runtime.eval_as("fill")?;
    let step: Function = runtime.eval_as("step")?;
    while (runtime.memory_usage().bytes as u64) < megabytes << 20 {
        fill.call::<()>(&mut runtime, (20_000,))?;
    }
    let begun = processor_time();
    runtime.collect_garbage();
    let whole = processor_time().saturating_sub(begun);
    let mut pauses = Vec::new();
    let (started, mut made) = (processor_time(), 0);
    let (mut before, mut time) = (runtime.memory_usage().bytes, started);
    while time.saturating_sub(started) < long {
        step.call::<()>(&mut runtime, ())?;
        let (bytes, now) = (runtime.memory_usage().bytes, processor_time());
        if bytes < before {
            pauses.push(now.saturating_sub(time));
        } else {
            made += bytes - before;
        }
        (before, time) = (bytes, now);
    }
    pauses.sort_unstable();
    let part = |share: f64| {
        let place = (pauses.len() as f64 * share) as usize;
        let pause = pauses.get(place.min(pauses.len().saturating_sub(1)));
        format!(
            "{:.2} ms",
            pause.copied().unwrap_or_default().as_secs_f64() * 1e3
        )
    };
    println!(
        "| {megabytes} MB | {} | {} | {} | {} | {:.0} ms | {:.0} MB/s |",
        pauses.len(),
        part(0.5),
        part(0.99),
        part(1.0),
        whole.as_secs_f64() * 1e3,
        made as f64 / (1 << 20) as f64 / long.as_secs_f64()
    );
    Ok(())
}
