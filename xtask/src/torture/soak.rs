//! `cargo xtask torture --soak SECONDS`: hours of a server's load in less time, and nothing may grow.
//!
//! The one idea: the clock that scripts see is moved by the requests, not by the time that they take, so that caches, sessions and
//! their ends go as fast as the machine can. One runtime lives through all of it; beside it fresh ones come and go, some of them
//! ended by their limits. What is alive, and what the process keeps resident, is compared with the end of the first tenth.
//!
//! Uses: failure, torture::cases (resident memory, what the web has); stilla, stilla-host
//! Never: any other task

use super::cases::{install_web, resident};
use crate::failure::Failure;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};
use stilla::{Error, Program, Runtime, Stop};

const SERVER: &str = include_str!("soak.js");

/// What a fresh runtime does: a page, a module, and what its limits end.
const PAGE: &str = "const rows = Array.from({ length: 200 }, (_, i) => ({ i, text: `row ${i}`.padEnd(20) })); \
    JSON.stringify(rows.filter(({ i }) => i % 3).map((row) => ({ ...row, square: row.i ** 2 }))).length";
const MODULE: &str = "export default class Page { static title = 'a page'; } \
    globalThis.title = (await Promise.resolve(Page)).title;";
const HOSTILE: &str = "{ const all = []; for (;;) all.push({ n: all.length }) }";

/// Requests that are made at once, and what the clock moves on for each of them: twenty in a second.
const BATCH: u64 = 50;
const STEP: Duration = Duration::from_millis(50);
/// Requests for each fresh runtime, and for each sweep of the server.
const FRESH: u64 = 250;
const SWEEP: u64 = 1000;
/// How often memory is looked at.
const LOOKS: u32 = 20;
/// How much more may be alive and resident than at the end of the first tenth.
const MORE_ALIVE: u64 = 512 << 10;
const MORE_RESIDENT: u64 = 16 << 20;

/// What is in use.
#[derive(Clone, Copy)]
struct Use {
    alive: u64,
    resident: u64,
}

pub(super) fn run(seconds: u64) -> Result<(), Failure> {
    let clock = Arc::new(AtomicU64::new(0));
    let mut server = Server::new(Arc::clone(&clock)).map_err(failed)?;
    let page = Program::compile("page.js", PAGE).map_err(failed)?;
    let hostile = Program::compile("hostile.js", HOSTILE).map_err(failed)?;
    let begun = Instant::now();
    let mut looks = Vec::new();
    let mut requests = 0;
    let mut fresh = 0;
    while looks.len() < LOOKS as usize {
        server.serve(requests).map_err(failed)?;
        requests += BATCH;
        clock.fetch_add(BATCH * STEP.as_millis() as u64, Ordering::Relaxed);
        if requests.is_multiple_of(FRESH) {
            serve_alone(&page, &hostile)?;
            fresh += 1;
        }
        if requests.is_multiple_of(SWEEP) {
            server.runtime.eval("sweep()").map_err(failed)?;
        }
        let due = Duration::from_secs(seconds) * (looks.len() as u32 + 1) / LOOKS;
        if begun.elapsed() >= due {
            looks.push(server.look());
        }
    }
    let hours = requests as f64 * STEP.as_secs_f64() / 3600.0;
    server.check(requests)?;
    for (number, look) in looks.iter().enumerate() {
        println!(
            "{:3} %: {} KB alive, {} KB resident",
            (number + 1) * 100 / LOOKS as usize,
            look.alive >> 10,
            look.resident >> 10
        );
    }
    println!(
        "soak: {requests} requests, {fresh} times three fresh runtimes, {hours:.1} hours of the server's clock, in {seconds} s"
    );
    judge(&looks)
}

/// Whether nothing has grown since the first tenth.
fn judge(looks: &[Use]) -> Result<(), Failure> {
    let (early, later) = looks.split_at(looks.len().div_ceil(10));
    let Some(base) = early.last() else {
        return Ok(());
    };
    let grown = later.iter().find(|look| {
        look.alive > base.alive + MORE_ALIVE || look.resident > base.resident + MORE_RESIDENT
    });
    match grown {
        None => Ok(()),
        Some(look) => Err(Failure::new(format!(
            "{} KB alive and {} KB resident grew to {} KB and {} KB",
            base.alive >> 10,
            base.resident >> 10,
            look.alive >> 10,
            look.resident >> 10
        ))),
    }
}

fn failed(error: Error) -> Failure {
    Failure::new(error.to_string())
}

/// The runtime that lives on.
struct Server {
    runtime: Runtime,
}

impl Server {
    fn new(clock: Arc<AtomicU64>) -> Result<Server, Error> {
        let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let mut runtime = Runtime::builder()
            .deterministic()
            .clock(move || start + Duration::from_millis(clock.load(Ordering::Relaxed)))
            .memory_limit(256 << 20)
            .timeout(Duration::from_secs(30))
            .output(|_, _| {})
            .build();
        runtime.enter(stilla_host::timers::install)?;
        install_web(&mut runtime)?;
        runtime.eval_named("soak.js", SERVER)?;
        Ok(Server { runtime })
    }

    /// A batch of requests, answered to the last.
    fn serve(&mut self, first: u64) -> Result<(), Error> {
        self.runtime.eval(&format!("requests({first}, {BATCH})"))?;
        self.runtime.enter(|cx| cx.run_until_idle())
    }

    fn look(&mut self) -> Use {
        self.runtime.collect_garbage();
        Use {
            alive: self.runtime.memory_usage().bytes as u64,
            resident: resident("VmRSS:"),
        }
    }

    /// Whether every request was answered, and the garbage among them seen.
    fn check(&mut self, requests: u64) -> Result<(), Failure> {
        let mut number = |name: &str| self.runtime.eval_as::<f64>(name).map_err(failed);
        let (answered, failures) = (number("answered")?, number("failures")?);
        if answered != requests as f64 || failures != 0.0 || number("collected")? == 0.0 {
            return Err(Failure::new(format!(
                "of {requests} requests {answered} were answered, {failures} failed"
            )));
        }
        Ok(())
    }
}

/// Three runtimes that live for one request: a page, a module, and one that its memory limit ends.
fn serve_alone(page: &Program, hostile: &Program) -> Result<(), Failure> {
    let fresh = || {
        Runtime::builder()
            .memory_limit(8 << 20)
            .timeout(Duration::from_secs(5))
            .build()
    };
    fresh().run(page).map_err(failed)?;
    let mut runtime = fresh();
    runtime
        .run_module_source("page", MODULE)
        .and_then(|()| runtime.eval_as::<String>("title"))
        .map_err(failed)?;
    match fresh().run(hostile) {
        Err(Error::Stopped(Stop::OutOfMemory)) => Ok(()),
        _ => Err(Failure::new("a script without end came to one")),
    }
}
