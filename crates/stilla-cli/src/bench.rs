//! `stilla bench`: measures what benchmark files declare, one file after the other.
//!
//! Uses: shell, search, source, language, profile, failure, envelope, stilla-testing, bench::*. Never: the other commands.

mod baseline;
mod html;
mod report;
mod statistics;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum, ValueHint};
use serde_json::json;
use stilla::{Error, Goal, Runtime};
use stilla_testing::{BENCH_MODULE, BenchApi, BenchSession, Benchmark, Effort};

use crate::envelope::{Account, OutputOptions};
use crate::failure::{FINE, SCRIPT_FAILED, describe, tell};
use crate::language::LanguageOptions;
use crate::profile::ProfileOptions;
use crate::search::{BENCHMARKS, files_of};
use crate::shell::{HostOptions, Limits, parse_duration};
use crate::source::SourceFile;
use baseline::Baseline;
use statistics::Statistics;

/// What to measure.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    /// Files, folders, or parts of their paths; without any, all files in folders `benchmarks`, and those with `.bench.`
    /// in their name.
    paths: Vec<PathBuf>,
    /// Measure only benchmarks whose full name contains this.
    #[arg(short = 't', long = "name", value_name = "NAME", default_value = "")]
    name: String,
    /// The form of the report.
    #[arg(long, value_enum, default_value = "console")]
    format: Format,
    /// Write the report to this file instead of standard output.
    #[arg(short = 'o', long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output_file: Option<PathBuf>,
    /// Write the results to this file, for a later `--baseline`.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    save: Option<PathBuf>,
    /// Compare with results that were saved before. A verdict is given only where the ranges do not overlap.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    baseline: Option<PathBuf>,
    /// How long all rounds of a benchmark take together.
    #[arg(long, value_name = "TIME", value_parser = parse_duration, default_value = "500ms")]
    time: Duration,
    /// How long each benchmark runs before it is measured.
    #[arg(long, value_name = "TIME", value_parser = parse_duration, default_value = "100ms")]
    warmup: Duration,
    /// The rounds of a benchmark; memory is collected before each.
    #[arg(long, value_name = "N", default_value = "10", value_parser = clap::value_parser!(u32).range(1..=1000))]
    rounds: u32,
    #[command(flatten)]
    profile: ProfileOptions,
    #[command(flatten)]
    language: LanguageOptions,
    #[command(flatten)]
    output: OutputOptions,
    #[command(flatten)]
    limits: Limits,
}

/// The form of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Tables for people, each benchmark as soon as it is measured.
    Console,
    /// One line for each benchmark.
    Text,
    /// Comma-separated values with a line of names.
    Csv,
    /// One JSON object.
    Json,
    /// A page with plots, complete in itself.
    Html,
}

/// What came of one file.
#[derive(Debug)]
struct FileOutcome {
    path: String,
    benchmarks: Vec<Outcome>,
    /// What is wrong with the file as a whole.
    error: Option<String>,
}

/// What came of one benchmark.
#[derive(Debug)]
struct Outcome {
    group: String,
    name: String,
    is_baseline: bool,
    result: Result<Statistics, String>,
}

impl Outcome {
    /// The group and the name.
    fn full_name(&self) -> String {
        match self.group.is_empty() {
            true => self.name.clone(),
            false => format!("{} > {}", self.group, self.name),
        }
    }
}

/// Runs the command.
pub(crate) fn run(options: &Options) -> ExitCode {
    let mut account = Account::new(options.output);
    let mut outcomes = Vec::new();
    let code = match run_all(options, &mut account, &mut outcomes) {
        Ok(code) => code,
        Err(message) => account.unusable(&message),
    };
    // NOTE: what this program wrote is JSON.
    let results = serde_json::from_str(&report::json(&outcomes, None)).unwrap_or_default();
    account.end(code, &[("benchmarks", results)])
}

fn run_all(
    options: &Options,
    account: &mut Account,
    outcomes: &mut Vec<FileOutcome>,
) -> Result<u8, String> {
    options.limits.world.require_core("bench")?;
    let baseline = options.baseline.as_deref();
    let baseline = baseline.map(Baseline::read).transpose()?;
    let api = BenchApi::compile();
    let is_live = options.format == Format::Console
        && options.output_file.is_none()
        && account.is_for_people();
    let started = Instant::now();
    for path in files_of(BENCHMARKS, &options.paths)? {
        let name = path.display().to_string();
        let mut groups = report::Groups::new(&name, baseline.as_ref());
        let outcome = run_file(options, &api, &path, account, &mut |outcome| {
            if is_live {
                tell(&groups.next(outcome));
            }
        });
        if is_live {
            tell(groups.end(&outcome).trim_end_matches('\n'));
        }
        account.file(json!(name));
        outcomes.push(outcome);
    }
    account.times.exec = started.elapsed();
    if let Some(path) = &options.save {
        write(path, &report::json(outcomes, None))?;
    }
    let text = || match options.format {
        Format::Console => report::console(outcomes, baseline.as_ref()),
        Format::Text => report::text(outcomes, baseline.as_ref()),
        Format::Csv => report::csv(outcomes, baseline.as_ref()),
        Format::Json => report::json(outcomes, baseline.as_ref()),
        Format::Html => html::page(outcomes, baseline.as_ref()),
    };
    match &options.output_file {
        Some(path) => write(path, &text())?,
        None if is_live || !account.is_for_people() => {}
        None => tell(text().trim_end_matches('\n')),
    }
    let all = || outcomes.iter().flat_map(|file| &file.benchmarks);
    if is_live {
        let seconds = started.elapsed().as_secs_f64();
        tell(&format!("\n{} benchmarks in {seconds:.1} s", all().count()));
    }
    for error in outcomes.iter().filter_map(|file| file.error.as_ref()) {
        account.complain(error);
        account.note_failure("Error", error);
    }
    for outcome in all() {
        if let Err(error) = &outcome.result {
            account.note_failure("Error", error);
        }
    }
    let has_failed = outcomes.iter().any(|file| file.error.is_some())
        || all().any(|outcome| outcome.result.is_err());
    if all().count() == 0 && !has_failed {
        return Ok(account.fail("stilla bench: no benchmark was found"));
    }
    Ok(if has_failed { SCRIPT_FAILED } else { FINE })
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|error| format!("{}: {}", path.display(), error.kind()))
}

/// Measures the benchmarks of one file; each is told as soon as it is measured.
fn run_file(
    options: &Options,
    api: &BenchApi,
    path: &Path,
    account: &mut Account,
    told: &mut dyn FnMut(&Outcome),
) -> FileOutcome {
    let mut outcome = FileOutcome {
        path: path.display().to_string(),
        benchmarks: Vec::new(),
        error: None,
    };
    if let Err(message) = run_into(options, api, path, account, &mut outcome.benchmarks, told) {
        outcome.error = Some(format!("{}: {message}", outcome.path));
    }
    outcome
}

fn run_into(
    options: &Options,
    api: &BenchApi,
    path: &Path,
    account: &mut Account,
    outcomes: &mut Vec<Outcome>,
    told: &mut dyn FnMut(&Outcome),
) -> Result<(), String> {
    let mut source = SourceFile::read(path, options.profile.goal(Goal::Script))?;
    options.profile.check(&mut source)?;
    let (mut runtime, session) = prepare(options, api, account)
        .map_err(|error| format!("the API does not start: {error}"))?;
    let declared = source
        .compile(path, &mut runtime)
        .and_then(|program| runtime.run(&program))
        .and_then(|_| runtime.run_jobs())
        .and_then(|()| session.benchmarks(&mut runtime));
    let declared =
        declared.map_err(|error| describe(&error, &mut runtime, &source.name, &source.text))?;
    if let Some(error) = runtime.take_unhandled_rejections().into_iter().next() {
        return Err(describe(&error, &mut runtime, &source.name, &source.text));
    }
    let effort = Effort {
        warmup: options.warmup,
        time: options.time,
        rounds: options.rounds,
        ..Effort::default()
    };
    let has_only = declared.iter().any(|benchmark| benchmark.is_only);
    for (index, benchmark) in declared.into_iter().enumerate() {
        let mut outcome = Outcome {
            group: benchmark.group.clone(),
            name: benchmark.name.clone(),
            is_baseline: benchmark.is_baseline,
            result: Err(String::new()),
        };
        if !is_chosen(&benchmark, &outcome, options, has_only) {
            continue;
        }
        let measured = session.measure(&mut runtime, index, &effort);
        let measured = measured.map(|measured| Statistics::of(&measured));
        outcome.result =
            measured.map_err(|error| describe(&error, &mut runtime, &source.name, &source.text));
        told(&outcome);
        outcomes.push(outcome);
    }
    let _ = runtime.flush();
    account.memory(runtime.memory_usage());
    Ok(())
}

fn is_chosen(benchmark: &Benchmark, outcome: &Outcome, options: &Options, has_only: bool) -> bool {
    !benchmark.is_skipped
        && (benchmark.is_only || !has_only)
        && outcome.full_name().contains(&options.name)
}

fn prepare(
    options: &Options,
    api: &BenchApi,
    account: &Account,
) -> Result<(Runtime, BenchSession), Error> {
    let host = HostOptions {
        modules: ["stilla:bench", "vitest"]
            .map(|name| (name.to_owned(), BENCH_MODULE.to_owned()))
            .to_vec(),
        recording: account.recording(),
        check: options.profile.own_check(),
        refuses_code_from_strings: options.profile.refused().has(stilla_syntax::Form::Eval),
        ..HostOptions::default()
    };
    let mut runtime = options.limits.runtime_with(host)?;
    options.language.start(&mut runtime);
    let session = api.install(&mut runtime)?;
    if !options.limits.world.has("bench") {
        session.remove_globals(&mut runtime)?;
    }
    Ok((runtime, session))
}
