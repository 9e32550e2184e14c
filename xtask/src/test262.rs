//! `cargo xtask test262`: the conformance suite, in worker processes that may die.
//!
//! The parent finds the tests and hands them out; each worker holds an engine and runs one test
//! after another in fresh realms. A wrong answer is a failure; a worker that dies, panics or is silent
//! is counted apart, because no script may ever do that to its host. Results are compared with the last
//! go and with `tests/test262/expectations.toml`.
//!
//! Uses: arguments, failure, workspace
//! Never: bench, tidy, check

mod conformance;
mod editions;
mod engine;
mod expectations;
pub mod frontmatter;
mod inside;
mod outcome;
mod pool;
mod progress;
mod ratchet;
mod report;
mod results;
mod shell;
mod suite;
mod worker;

use crate::arguments::Arguments;
use crate::failure::{During, Failure};
use crate::process;
use crate::workspace;
use engine::Choice;
use expectations::Expectations;
use outcome::{Outcome, Verdict};
use progress::Progress;
use results::{Last, Results};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use suite::{Run, Selection};

pub use ratchet::bless;

/// Longer than any test of the suite needs on a slow machine.
const LIMIT: Duration = Duration::from_secs(10);
/// With a collection at every safepoint everything takes longer.
const STRESS_LIMIT: Duration = Duration::from_secs(100);

/// Runs the task.
pub fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let worker = arguments.flag("--worker");
    let suite = suite::folder(arguments.value("--suite")?)?;
    let choice = Choice {
        command: arguments.value("--engine-command")?,
        gc_stress: arguments.flag("--gc-stress"),
    };
    if worker {
        arguments.finish()?;
        return worker::serve(&suite, &choice);
    }
    let dev = arguments.flag("--dev");
    let show = arguments.flag("--list");
    let writes_page = arguments.flag("--report");
    let workers = arguments
        .number("--workers")?
        .map_or_else(processors, |count| count.max(1) as usize);
    let file = arguments
        .value("--expectations")?
        .map_or_else(expectations::file, PathBuf::from);
    let selection = Selection {
        features: arguments.values("--feature")?,
        fraction: arguments.number("--fraction")?.unwrap_or(1),
        seed: arguments.number("--seed")?.unwrap_or(1),
        paths: arguments.plain(),
    };
    arguments.finish()?;

    let expectations = Expectations::load(&file)?;
    choice.make()?;
    let runner = runner(&choice, dev)?;
    let results = go(&suite, &selection, &choice, &expectations, workers, &runner)?;
    if writes_page {
        write_page(&suite, &results, &expectations)?;
    }
    conclude(&results, &choice, &expectations, show)
}

/// Writes `docs/conformance.md`.
fn write_page(suite: &Path, results: &Results, expectations: &Expectations) -> Result<(), Failure> {
    if !results.everything {
        return Err(Failure::new("--report needs the whole suite"));
    }
    let fact = |format: &str| -> Result<String, Failure> {
        let mut git = Command::new("git");
        git.arg("-C")
            .arg(suite)
            .args(["log", "-1", "--date=short"])
            .arg(format!("--format={format}"));
        let output = git.output().during("asking for the suite's revision")?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let revision = conformance::Revision {
        commit: fact("%H")?,
        date: fact("%cd")?,
    };
    let file = workspace::root().join("docs/conformance.md");
    workspace::write(&file, &conformance::page(results, expectations, &revision))
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The program that workers run: this one for an external engine, else an optimised build of it.
fn runner(choice: &Choice, dev: bool) -> Result<PathBuf, Failure> {
    if choice.command.is_some() || dev || !cfg!(debug_assertions) {
        return std::env::current_exe().during("finding this program");
    }
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(workspace::root())
        .args(["build", "--release", "--package", "xtask"]);
    process::must_run(&mut cargo)?;
    Ok(workspace::target().join("release/xtask"))
}

fn go(
    suite: &Path,
    selection: &Selection,
    choice: &Choice,
    expectations: &Expectations,
    workers: usize,
    runner: &Path,
) -> Result<Results, Failure> {
    let runs = suite::runs(suite, selection)?;
    if runs.is_empty() {
        return Err(Failure::new("no test was selected"));
    }
    let mut verdicts: Vec<Option<Verdict>> = runs
        .iter()
        .map(|run| Some((Outcome::Skip, expectations.skips(run)?.reason.clone())))
        .collect();
    let places: Vec<usize> = (0..runs.len())
        .filter(|&at| verdicts[at].is_none())
        .collect();
    let wanted: Vec<Run> = places.iter().map(|&at| runs[at].clone()).collect();
    let limit = if choice.gc_stress {
        STRESS_LIMIT
    } else {
        LIMIT
    };
    let command = || {
        let mut command = Command::new(runner);
        command.args(["test262", "--worker", "--suite"]).arg(suite);
        if let Some(words) = &choice.command {
            command.arg("--engine-command").arg(words);
        }
        if choice.gc_stress {
            command.arg("--gc-stress");
        }
        command
    };
    let mut progress = Progress::new(wanted.len());
    pool::run(&wanted, workers, limit, command, |(at, verdict)| {
        progress.step(verdict.0);
        verdicts[places[at]] = Some(verdict);
    })?;
    progress.end();
    Ok(Results::new(runs, verdicts, selection.is_everything()))
}

fn conclude(
    results: &Results,
    choice: &Choice,
    expectations: &Expectations,
    show: bool,
) -> Result<(), Failure> {
    let folder = workspace::target().join("test262");
    let file = folder.join("result.json");
    println!("{}", report::totals(results));
    if show {
        for row in results
            .rows
            .iter()
            .filter(|row| !matches!(row.outcome, Outcome::Pass | Outcome::Skip))
        {
            println!("{} {}: {}", row.outcome.name(), row.run, row.message);
        }
    }
    if let Some(last) = Last::load(&file)? {
        print!("{}", report::changes(results, &last));
    }
    results.save(&file, &choice.name())?;
    workspace::write(
        &folder.join("report.md"),
        &report::page(results, &choice.name()),
    )?;
    println!("written to {}", folder.display());
    let verdict = ratchet::compare(results, expectations);
    print!("{}", verdict.text);
    if verdict.unexpected == 0 {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "{} runs are worse than expected",
            verdict.unexpected
        )))
    }
}
