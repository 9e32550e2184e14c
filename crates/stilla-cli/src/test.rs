//! `stilla test`: runs test files, each in a runtime of its own, several at the same time.
//!
//! Uses: shell, language, coverage, search, watch, config, profile, envelope, failure, stilla-testing, test::*. Never: the other commands.

mod file;
mod hoist;
mod report;
mod snapshot;

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::Value as Json;
use stilla_testing::{Choice, SnapshotMode, TestApi};

use crate::config::Invocation;
use crate::coverage::{Collector, CoverageOptions};
use crate::envelope::{Account, Form, OutputOptions};
use crate::failure::{ENGINE_FAULT, FINE, SCRIPT_FAILED, complain};
use crate::language::LanguageOptions;
use crate::profile::ProfileOptions;
use crate::search::{TESTS, files_of};
use crate::shell::{Limits, parse_duration};
use crate::watch::Watch;
use file::{Outcome, Plan, Settings, SettingsOf};
use report::{Report, Reporter};

/// How long a file may run if `--timeout` says nothing else.
const LONGEST: Duration = Duration::from_secs(60);

/// What to test.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    /// Files, folders, or parts of their paths; without any, all files in folders `tests`, and those with `.test.` or
    /// `.spec.` in their name.
    paths: Vec<PathBuf>,
    /// Run only tests whose full name contains this; `/…/` is a regular expression.
    #[arg(short = 't', long = "name", value_name = "NAME", default_value = "")]
    name: String,
    /// Stop after so many failures: one, if no number is given.
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "1", require_equals = true)]
    bail: Option<u32>,
    /// Files that run at the same time: as many as there are processors.
    #[arg(short = 'j', long, value_name = "N")]
    jobs: Option<usize>,
    /// The form of the report.
    #[arg(long, value_enum, default_value = "default")]
    reporter: Reporter,
    /// Write the snapshots as they are now.
    #[arg(short = 'u', long)]
    update: bool,
    /// How long a test may wait for promises.
    #[arg(long, value_name = "TIME", value_parser = parse_duration, default_value = "5s")]
    test_timeout: Duration,
    /// Try a test that fails so many times again.
    #[arg(long, value_name = "N", default_value = "0")]
    retry: u32,
    /// Run the tests of each file in another order; the seed is told.
    #[arg(long)]
    shuffle: bool,
    /// The seed of the order; means `--shuffle`.
    #[arg(long, value_name = "N")]
    seed: Option<u32>,
    /// Say nothing about a run without tests, and end well.
    #[arg(long)]
    pass_with_no_tests: bool,
    /// Run again whenever a file changes.
    #[arg(long)]
    watch: bool,
    #[command(flatten)]
    output: OutputOptions,
    #[command(flatten)]
    pub(crate) profile: ProfileOptions,
    #[command(flatten)]
    language: LanguageOptions,
    #[command(flatten)]
    coverage: CoverageOptions,
    #[command(flatten)]
    limits: Limits,
}

impl Options {
    /// What one file may use: the options are those of its folder.
    fn settings(&self) -> Settings {
        let mut limits = self.limits.clone();
        limits.timeout.get_or_insert(LONGEST * self.patience());
        Settings {
            limits,
            profile: self.profile.clone(),
        }
    }

    /// With a collection at every opportunity everything takes many times as long.
    fn patience(&self) -> u32 {
        if self.limits.gc == "stress" { 20 } else { 1 }
    }

    fn plan(&self, invocation: &Arc<Invocation>) -> Plan {
        let pattern = self
            .name
            .strip_prefix('/')
            .and_then(|name| name.strip_suffix('/'));
        let seed = match (self.seed, self.shuffle) {
            (Some(seed), _) => seed,
            (None, true) => std::process::id(),
            (None, false) => 0,
        };
        Plan {
            language: self.language.clone(),
            coverage: self.coverage.clone(),
            collector: Collector::default(),
            api: TestApi::compile(),
            choice: Choice {
                name: pattern.unwrap_or(&self.name).to_owned(),
                is_pattern: pattern.is_some(),
                bail: self.bail.unwrap_or(0),
                timeout: self.test_timeout * self.patience(),
                retry: self.retry,
                seed,
            },
            settings: settings_of(invocation),
            invocation: Arc::clone(invocation),
            records: self.output.form != Form::Human,
            snapshots: if self.update {
                SnapshotMode::All
            } else if std::env::var_os("CI").is_some_and(|value| !value.is_empty()) {
                SnapshotMode::None
            } else {
                SnapshotMode::New
            },
        }
    }
}

/// What the files of a folder may use.
fn settings_of(invocation: &Arc<Invocation>) -> Box<SettingsOf> {
    let invocation = Arc::clone(invocation);
    Box::new(move |path| match invocation.for_file(Some(path))?.command {
        Some(crate::Command::Test(options)) => Ok(options.settings()),
        _ => Err("the command is another one".to_owned()),
    })
}

/// Runs the command.
pub(crate) fn run(options: &Options, invocation: &Arc<Invocation>) -> ExitCode {
    let plan = options.plan(invocation);
    if !options.watch {
        let mut account = Account::new(options.output);
        let (code, report) = run_once(options, &plan, None, &mut Used::new(), &mut account);
        return account.end(code, &[("tests", report)]);
    }
    let mut watch = Watch::new();
    let mut chosen: Option<Vec<PathBuf>> = None;
    let mut used = Used::new();
    loop {
        let mut account = Account::new(OutputOptions::default());
        run_once(options, &plan, chosen.as_deref(), &mut used, &mut account);
        report::print("\nwaiting for changes …\n");
        let changed = watch.wait();
        chosen = affected(options, &changed, &used);
    }
}

/// For each test file the modules that it used when it ran last.
type Used = HashMap<PathBuf, Vec<PathBuf>>;

/// The test files that a change concerns; `None` if that is not known, and all are to run.
fn affected(options: &Options, changed: &[PathBuf], used: &Used) -> Option<Vec<PathBuf>> {
    let tests = files_of(TESTS, &options.paths).unwrap_or_default();
    let mut chosen = Vec::new();
    for path in changed {
        // The identity of a module is the whole path.
        let identity = path.canonicalize().unwrap_or_else(|_| path.clone());
        let uses = |modules: &Vec<PathBuf>| modules.contains(&identity);
        let own = tests.iter().filter(|test| same_file(test, path));
        let users = used.iter().filter(|(_, modules)| uses(modules));
        let before = chosen.len();
        chosen.extend(own.chain(users.map(|(test, _)| test)).cloned());
        if chosen.len() == before {
            // NOTE: a file that is read and not imported, a configuration, a module that is new.
            return None;
        }
    }
    Some(chosen)
}

fn same_file(a: &std::path::Path, b: &std::path::Path) -> bool {
    a == b
        || a.canonicalize()
            .ok()
            .zip(b.canonicalize().ok())
            .is_some_and(|(a, b)| a == b)
}

/// Runs the files once; gives the exit code, and the numbers of tests.
fn run_once(
    options: &Options,
    plan: &Plan,
    only: Option<&[PathBuf]>,
    used: &mut Used,
    account: &mut Account,
) -> (u8, Json) {
    let started = Instant::now();
    let core = options.limits.world.require_core("test");
    let files = match core.and_then(|()| files_of(TESTS, &options.paths)) {
        Ok(files) => files,
        Err(message) => return (account.unusable(&message), Json::Null),
    };
    let files: Vec<PathBuf> = files
        .into_iter()
        .filter(|file| only.is_none_or(|only| only.iter().any(|other| same_file(file, other))))
        .collect();
    if plan.choice.seed > 0 {
        account.complain(&format!("the order is that of --seed={}", plan.choice.seed));
    }
    let mut report = Report::new(options.reporter, account.recording());
    let jobs = options
        .jobs
        .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get));
    run_files(plan, &files, jobs.clamp(1, 256), &mut report, used);
    report.end(started.elapsed());
    account.times.exec = started.elapsed();
    let numbers = report.note(account);
    let is_covered = match report_coverage(options, plan, &files) {
        Ok(is_covered) => is_covered,
        Err(message) => return (account.unusable(&message), numbers),
    };
    let code = match (report.is_fault, report.has_failed() || !is_covered) {
        _ if report.found_nothing() && !options.pass_with_no_tests => {
            account.fail("stilla test: no test was found")
        }
        (true, _) => ENGINE_FAULT,
        (false, true) => SCRIPT_FAILED,
        (false, false) => FINE,
    };
    (code, numbers)
}

/// Tells what of the files that are no tests ran, if that was asked for. False if too little did.
fn report_coverage(options: &Options, plan: &Plan, tests: &[PathBuf]) -> Result<bool, String> {
    if !options.coverage.is_on() {
        return Ok(true);
    }
    let tests: HashSet<PathBuf> = tests
        .iter()
        .filter_map(|test| test.canonicalize().ok())
        .collect();
    options
        .coverage
        .report(&plan.collector, |path| tests.contains(path))
}

/// Runs the files on threads of their own and tells their outcomes in the order of the files.
fn run_files(plan: &Plan, files: &[PathBuf], jobs: usize, report: &mut Report, used: &mut Used) {
    let next = AtomicUsize::new(0);
    let is_over = AtomicBool::new(false);
    let (sender, outcomes) = mpsc::channel::<(usize, Outcome)>();
    std::thread::scope(|scope| {
        for _ in 0..jobs.min(files.len()) {
            let sender = sender.clone();
            let (next, is_over) = (&next, &is_over);
            let work = move || {
                while !is_over.load(Ordering::Relaxed) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(path) = files.get(number) else { break };
                    let outcome = file::run(plan, path);
                    if sender.send((number, outcome)).is_err() {
                        break;
                    }
                }
            };
            let started = std::thread::Builder::new()
                .stack_size(crate::STACK)
                .spawn_scoped(scope, work);
            if started.is_err() {
                complain("stilla test: there is no room for another thread");
            }
        }
        drop(sender);
        let mut waiting: Vec<Option<Outcome>> = files.iter().map(|_| None).collect();
        let mut told = 0;
        for (number, mut outcome) in outcomes {
            used.insert(files[number].clone(), std::mem::take(&mut outcome.modules));
            waiting[number] = Some(outcome);
            while let Some(outcome) = waiting.get_mut(told).and_then(Option::take) {
                if !is_over.load(Ordering::Relaxed) {
                    report.file(&files[told], &outcome);
                }
                told += 1;
                let most = plan.choice.bail as usize;
                if most > 0 && (report.failed >= most || (report.has_failed() && most == 1)) {
                    is_over.store(true, Ordering::Relaxed);
                }
            }
        }
    });
}
