//! `stilla sandbox`: runs a program on files in memory, and shows what it changed.
//!
//! The program sees the seeds and what it writes itself: no files of the system, no environment, no network; imports are
//! found in memory too. So there is nothing to escape to.
//!
//! Uses: shell, source, profile, envelope, failure, sandbox::*. Never: the other commands.

mod changes;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use clap::{Args, ValueEnum, ValueHint};
use serde_json::json;
use stilla::{Error, Goal, Runtime};
use stilla_host::files::{Files, Memory, SharedFiles};

use crate::envelope::{Account, OutputOptions};
use crate::failure::FINE;
use crate::profile::ProfileOptions;
use crate::run::report_rejections;
use crate::shell::{HostOptions, Limits};
use crate::source::{SourceFile, options_of};

/// The bytes that the files in memory may have together.
const MOST_BYTES: usize = 256 << 20;

/// The form in which changes are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Diff {
    /// As `diff -u` writes them.
    Unified,
    /// A list of JSON objects with the text before and after.
    Json,
}

/// What to run, and with which files.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    /// The program: a path among the seeds, or a file of the system, which is then a seed itself.
    pub(crate) entry: PathBuf,
    /// Copy a file or folder of the system into memory: to `/`, or to PATH; may be given several times.
    #[arg(long, value_name = "FROM[=PATH]", value_hint = ValueHint::AnyPath)]
    seed: Vec<String>,
    /// Show what the program changed.
    #[arg(long, value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "unified")]
    diff: Option<Diff>,
    #[command(flatten)]
    pub(crate) profile: ProfileOptions,
    #[command(flatten)]
    limits: Limits,
    #[command(flatten)]
    output: OutputOptions,
    /// Arguments of the script, behind `--`.
    #[arg(last = true, value_name = "ARGUMENT")]
    arguments: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(options: &Options) -> ExitCode {
    let mut account = Account::new(options.output);
    let (memory, entry) = match seeded(options) {
        Ok(seeded) => seeded,
        Err(message) => {
            let code = account.unusable(&message);
            return account.end(code, &[]);
        }
    };
    let memory = Arc::new(Mutex::new(memory));
    let code = run_into(options, &memory, &entry, &mut account);
    let changes = memory
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .changes();
    let listed = changes::json(&changes);
    match options.diff {
        Some(Diff::Unified) if changes.is_empty() => {}
        Some(Diff::Unified) => account.tell(changes::unified(&changes).trim_end_matches('\n')),
        Some(Diff::Json) if account.is_for_people() => account.tell(&format!("{listed:#}")),
        _ => {}
    }
    account.end(code, &[("changes", listed)])
}

/// The files, and the path of the program among them.
fn seeded(options: &Options) -> Result<(Memory, String), String> {
    let mut memory = Memory::new(options.limits.max_memory.unwrap_or(MOST_BYTES));
    for seed in &options.seed {
        let (from, to) = seed.split_once('=').unwrap_or((seed, ""));
        let path = Path::new(from);
        let to = match (to, path.is_dir()) {
            ("", true) => "/".to_owned(),
            ("", false) => format!("/{}", name_of(path)),
            (to, _) => to.to_owned(),
        };
        memory.seed(path, &to)?;
    }
    let written = options.entry.to_string_lossy().into_owned();
    if let Ok(real) = memory.real_path(&written) {
        return Ok((memory, real));
    }
    if !options.entry.is_file() {
        return Err(format!("{written}: no such file among the seeds"));
    }
    let entry = format!("/{}", name_of(&options.entry));
    memory.seed(&options.entry, &entry)?;
    Ok((memory, entry))
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn run_into(
    options: &Options,
    memory: &Arc<Mutex<Memory>>,
    entry: &str,
    account: &mut Account,
) -> u8 {
    account.file(json!(entry));
    let mut source = match source_of(options, memory, entry) {
        Ok(source) => source,
        Err(message) => return account.unusable(&message),
    };
    if let Err(message) = options.profile.check(&mut source) {
        return account.refused(&message);
    }
    let mut runtime = match prepare(options, memory, entry, account) {
        Ok(runtime) => runtime,
        Err(error) => return account.not_started(&error),
    };
    let compiled = account.compile(&mut source, |source| source.compile_as(entry, &mut runtime));
    let started = Instant::now();
    let result = compiled.and_then(|program| runtime.run(&program));
    account.times.exec = started.elapsed();
    let code = match result {
        Err(error) => account.report(&error, &mut runtime, &source.name, &source.text),
        Ok(_) => report_rejections(&mut runtime, &source, account),
    };
    account.memory(runtime.memory_usage());
    match runtime.flush() {
        Err(error) if code == FINE => account.report(&error, &mut runtime, "", ""),
        _ => code,
    }
}

fn source_of(
    options: &Options,
    memory: &Arc<Mutex<Memory>>,
    entry: &str,
) -> Result<SourceFile, String> {
    let bytes = memory
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .read(entry);
    let bytes = bytes.map_err(|refusal| format!("{entry}: {}", refusal.text))?;
    let text = String::from_utf8(bytes).map_err(|_| format!("{entry}: not UTF-8 text"))?;
    let goal = match options.limits.world.treats_as_modules() {
        true => Goal::Module,
        false => options.profile.goal(Goal::Script),
    };
    Ok(SourceFile {
        name: entry.to_owned(),
        text,
        options: options_of(Path::new(entry), goal),
    })
}

fn prepare(
    options: &Options,
    memory: &Arc<Mutex<Memory>>,
    entry: &str,
    account: &Account,
) -> Result<Runtime, Error> {
    let arguments = ["stilla", entry].into_iter().map(str::to_owned);
    options.limits.runtime_with(HostOptions {
        files: Some(Arc::clone(memory) as SharedFiles),
        check: options.profile.own_check(),
        refuses_code_from_strings: options.profile.refused().has(stilla_syntax::Form::Eval),
        recording: account.recording(),
        mains: vec![entry.to_owned()],
        arguments: arguments.chain(options.arguments.iter().cloned()).collect(),
        ..HostOptions::default()
    })
}
