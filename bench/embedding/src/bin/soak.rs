//! A thousand runtimes run hostile scripts under limits; none may outlive them, and nothing may leak.
//!
//! `cargo run --profile bench --bin soak -- SECONDS`
//!
//! Lateness is counted twice: by the clock, which is what a host sees and what other programs on the machine
//! spoil, and by the time that the thread was on a processor, which is what the engine answers for.
//!
//! Uses: stilla. Never: the other engines.
#![forbid(unsafe_code)]

use std::alloc::System;
use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use stilla::{Error, Program, Runtime, Stop};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const RUNTIMES: usize = 1000;
const TIMEOUT: Duration = Duration::from_millis(20);
const MEMORY: usize = 8 << 20;

/// What a script may try.
const HOSTILE: &[&str] = &[
    "for (;;);",
    "{ const all = []; for (;;) all.push({ n: all.length }) }",
    "{ let s = 'x'; for (;;) s += s }",
    "'x'.repeat(1 << 29).padEnd(1 << 30, 'yz')",
    "new Array(1e8).fill(0).sort()",
    "Array.from({ length: 1e7 }, (_, i) => i * i).sort((a, b) => b - a)",
    "/(a+)+$/.test('a'.repeat(40) + 'b')",
    "(function f() { return f() + 1 })()",
    "JSON.stringify(Array.from({ length: 1e6 }, (_, i) => ({ i })))",
    "{ let n = 3n; for (;;) n *= n }",
    "try { for (;;); } finally { for (;;); }",
    "(async () => { for (;;) await 0 })()",
    "{ function* g() { for (;;) yield* [1, 2] } for (const x of g()); }",
    "new Proxy({}, { get(t, k, r) { return r[k] } }).x",
    "eval('1;'.repeat(1e6))",
    "{ const m = new Map; for (let i = 0; ; i++) m.set('k' + i, i) }",
    "new Uint8Array(1 << 30)",
    "[1, 2, 3].map(x => x * 2).join()",
    "({ a: { b: [1, 2, 3] } }).a.b.reduce((s, x) => s + x)",
];

fn runtime() -> Runtime {
    Runtime::builder()
        .memory_limit(MEMORY)
        .timeout(TIMEOUT)
        .fuel(50_000_000)
        .build()
}

/// How long this thread has been on a processor: what other programs take of it does not count. Linux says so.
fn on_processor() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("this is Linux");
    let nanoseconds = text.split(' ').next().and_then(|text| text.parse().ok());
    Duration::from_nanos(nanoseconds.expect("the first field is a time"))
}

/// How long the processors were taken by the host of a virtual machine, which clocks of the processor count as our own time.
fn stolen() -> Duration {
    let text = std::fs::read_to_string("/proc/stat").expect("this is Linux");
    let ticks = text
        .split_whitespace()
        .nth(8)
        .and_then(|text| text.parse::<u64>().ok());
    Duration::from_millis(ticks.unwrap_or(0) * 10)
}

/// How long a run may take beyond its limit.
const LATE: Duration = Duration::from_millis(10);

/// How late runs were, by one clock.
#[derive(Default)]
struct Lateness {
    worst: Duration,
    script: usize,
    /// Late runs of each script.
    late: [u64; HOSTILE.len()],
    /// Runs by whole milliseconds beyond their limit.
    by_millisecond: [u64; 10],
}

impl Lateness {
    fn note(&mut self, took: Duration, script: usize) {
        if took > self.worst {
            (self.worst, self.script) = (took, script);
        }
        let beyond = took.saturating_sub(TIMEOUT);
        match self.by_millisecond.get_mut(beyond.as_millis() as usize) {
            Some(count) => *count += 1,
            None => self.late[script] += 1,
        }
    }

    fn add(&mut self, other: &Lateness) {
        if other.worst > self.worst {
            (self.worst, self.script) = (other.worst, other.script);
        }
        add_all(&mut self.late, &other.late);
        add_all(&mut self.by_millisecond, &other.by_millisecond);
    }

    fn print(&self, clock: &str) {
        println!(
            "by {clock}: {} more than {LATE:?} late; the longest took {:?} ({}); runs by milliseconds beyond the limit: {:?}",
            self.late.iter().sum::<u64>(),
            self.worst,
            HOSTILE[self.script],
            self.by_millisecond
        );
        for (script, late) in HOSTILE.iter().zip(self.late).filter(|(_, late)| *late > 0) {
            println!("  {late} times: {script}");
        }
    }
}

fn add_all(sums: &mut [u64], more: &[u64]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += more;
    }
}

#[derive(Default)]
struct Tally {
    runs: u64,
    stopped: u64,
    exceptions: u64,
    wall: Lateness,
    processor: Lateness,
}

fn work(programs: &[Program], waiting: &Mutex<VecDeque<Runtime>>, until: Instant) -> Tally {
    let mut tally = Tally::default();
    let mut next = 0;
    while Instant::now() < until {
        let mut one = waiting
            .lock()
            .expect("nobody panics")
            .pop_front()
            .expect("there are more than threads");
        next = (next * 5 + 7) % programs.len();
        one.set_fuel(Some(50_000_000));
        let (begun, clock) = (on_processor(), Instant::now());
        let result = one.run(&programs[next]);
        tally.wall.note(clock.elapsed(), next);
        tally.processor.note(on_processor() - begun, next);
        tally.runs += 1;
        match result {
            Err(Error::Stopped(stop)) => {
                tally.stopped += 1;
                if stop == Stop::OutOfMemory {
                    one = runtime();
                }
            }
            Err(_) => tally.exceptions += 1,
            Ok(_) => {}
        }
        waiting.lock().expect("nobody panics").push_back(one);
    }
    tally
}

fn main() {
    let seconds = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(10);
    let programs: Vec<Program> = HOSTILE
        .iter()
        .map(|source| Program::compile("hostile.js", source).expect("the scripts are right"))
        .collect();
    // Once around, so that what the process makes only once is there.
    let warm = Mutex::new((0..4).map(|_| runtime()).collect());
    work(
        &programs,
        &warm,
        Instant::now() + Duration::from_millis(1500),
    );
    drop(warm);
    let region = Region::new(COUNTED);
    let waiting = Mutex::new((0..RUNTIMES).map(|_| runtime()).collect::<VecDeque<_>>());
    let stolen_before = stolen();
    let until = Instant::now() + Duration::from_secs(seconds);
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let tallies: Vec<Tally> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| scope.spawn(|| work(&programs, &waiting, until)))
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().expect("nobody panics"))
            .collect()
    });
    let mut all = Tally::default();
    for tally in tallies {
        all.runs += tally.runs;
        all.stopped += tally.stopped;
        all.exceptions += tally.exceptions;
        all.wall.add(&tally.wall);
        all.processor.add(&tally.processor);
    }
    // The tallies are gone: what is left is Stilla's.
    let used = region.change();
    drop(waiting);
    let left = region.change();
    println!(
        "{} runs in {seconds} s on {threads} threads, {} stopped, {} exceptions",
        all.runs, all.stopped, all.exceptions
    );
    all.wall.print("the clock");
    all.processor.print("time on a processor");
    println!(
        "the host of the machine took {:?} meanwhile",
        stolen() - stolen_before
    );
    let in_use =
        |stats: &stats_alloc::Stats| stats.bytes_allocated as i64 - stats.bytes_deallocated as i64;
    println!(
        "{} KiB in use with {RUNTIMES} runtimes, {} bytes when they are gone; {} allocations, {} of them not freed",
        in_use(&used) / 1024,
        in_use(&left),
        left.allocations,
        left.allocations as i64 - left.deallocations as i64
    );
}
