//! `stilla run`: scripts and modules from files or standard input.
//!
//! Uses: run::*, shell, stilla-gc, language, coverage, cpu_profile, source, profile, failure, envelope, dump, config, suggest. Never: the other commands.

mod watch;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::{Args, CommandFactory};
use serde_json::json;
use stilla::core::host::Stream;
use stilla::{Error, Goal, Program, Runtime, Value};
use stilla_host::system::AtSafepoint;

use crate::config::Invocation;
use crate::coverage::{Collector, CoverageOptions};
use crate::cpu_profile::CpuProfileOptions;
use crate::dump::{self, View};
use crate::envelope::{Account, OutputOptions};
use crate::failure::{FINE, SCRIPT_FAILED, describe};
use crate::language::LanguageOptions;
use crate::profile::{self, ProfileOptions};
use crate::shell::{HostOptions, Limits};
use crate::source::{SourceFile, identity, plain};
use crate::suggest::nearest;

/// What to run and how.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    /// The files; `-` is standard input.
    pub(crate) files: Vec<PathBuf>,
    /// Print the value of the last statement.
    #[arg(long)]
    print: bool,
    /// Run again whenever a file of the program changes; what still runs is ended.
    #[arg(long)]
    watch: bool,
    /// Run this script first, in the same realm; may be given several times.
    #[arg(long, value_name = "FILE")]
    preload: Vec<PathBuf>,
    /// Further host objects: `test262` adds `$262`.
    #[arg(long, value_parser = ["test262"])]
    host: Option<String>,
    /// Show what the machine sees: of the files (ast, scopes, bytecode), instead of running them, and of
    /// itself after it ran them (shapes, ic, gc).
    #[arg(long, value_enum, value_delimiter = ',', value_name = "VIEW")]
    dump: Vec<View>,
    #[command(flatten)]
    pub(crate) language: LanguageOptions,
    #[command(flatten)]
    coverage: CoverageOptions,
    #[command(flatten)]
    cpu_profile: CpuProfileOptions,
    #[command(flatten)]
    pub(crate) profile: ProfileOptions,
    #[command(flatten)]
    pub(crate) limits: Limits,
    #[command(flatten)]
    pub(crate) output: OutputOptions,
    /// Arguments of the script, behind `--`.
    #[arg(last = true, value_name = "ARGUMENT")]
    arguments: Vec<String>,
}

impl Options {
    /// The same with standard input as the only file.
    pub(crate) fn of_stdin(mut self) -> Options {
        self.files = vec!["-".into()];
        self
    }
}

/// Runs the command.
pub(crate) fn run(options: &Options, invocation: &Arc<Invocation>) -> ExitCode {
    let is_of_files = options.files.iter().any(|file| file != Path::new("-"));
    if options.watch && is_of_files {
        return watch::run(options, invocation);
    }
    let mut account = Account::new(options.output);
    let code = run_into(options, invocation, &mut account, None);
    account.end(code, &[])
}

fn run_into(
    options: &Options,
    invocation: &Arc<Invocation>,
    account: &mut Account,
    watched: Option<&watch::Shared>,
) -> u8 {
    if options.files.is_empty() {
        return account.unusable("no file given");
    }
    let mut runtime = match prepare(options, invocation, account) {
        Ok(runtime) => runtime,
        Err(error) => return account.not_started(&error),
    };
    if let Some(watched) = watched {
        watch::begin(watched, &runtime);
    }
    options.language.start(&mut runtime);
    options.coverage.start(&mut runtime);
    options.cpu_profile.start(&mut runtime);
    let code = run_files(&mut runtime, options, invocation, account);
    let observed = report_observed(&mut runtime, options, account);
    account.memory(runtime.memory_usage());
    match watched {
        Some(watched) => watch::end(watched, &mut runtime, &options.files),
        None => {
            // Whoever wants to know whether this succeeds has flushed before.
            let _ = runtime.flush();
            // FAST: the process ends; to take the heap apart would touch all of it once more.
            std::mem::forget(runtime);
        }
    }
    if code == FINE { observed } else { code }
}

/// Tells what ran and where time went, if that was asked for.
fn report_observed(runtime: &mut Runtime, options: &Options, account: &mut Account) -> u8 {
    let collector = Collector::default();
    let covered = if options.coverage.is_on() {
        collector.take(runtime);
        options.coverage.report(&collector, |_| false)
    } else {
        Ok(true)
    };
    let told = covered.and_then(|is_enough| {
        options.cpu_profile.report(runtime)?;
        Ok(is_enough)
    });
    match told {
        Ok(true) => FINE,
        Ok(false) => SCRIPT_FAILED,
        Err(message) => account.unusable(&message),
    }
}

fn run_files(
    runtime: &mut Runtime,
    options: &Options,
    invocation: &Arc<Invocation>,
    account: &mut Account,
) -> u8 {
    let preloads = options.preload.iter().map(|path| (path, false));
    let files = options.files.iter().map(|path| (path, true));
    for (path, is_main) in preloads.chain(files) {
        let code = run_file(runtime, path, options, invocation, is_main, account);
        if code != FINE {
            return code;
        }
    }
    let ended = match runtime.enter(stilla_host::node::end) {
        Ok(code) => (code.unwrap_or(0) & 0xFF) as u8,
        Err(error) => return account.report(&error, runtime, "", ""),
    };
    if let Err(error) = dump_machine(runtime, &options.dump) {
        return account.report(&error, runtime, "", "");
    }
    match runtime.flush() {
        Ok(()) => ended,
        Err(error) => account.report(&error, runtime, "", ""),
    }
}

fn dump_machine(runtime: &mut Runtime, views: &[View]) -> Result<(), Error> {
    if !views.iter().any(|view| view.needs_run()) {
        return Ok(());
    }
    runtime.enter(|cx| {
        let text = dump::dump_machine(views, cx);
        cx.print_line(Stream::Output, text.trim_end())
    })
}

fn prepare(
    options: &Options,
    invocation: &Arc<Invocation>,
    account: &Account,
) -> Result<Runtime, Error> {
    let script = options
        .files
        .first()
        .map(|file| file.to_string_lossy().into_owned());
    let arguments = ["stilla".to_owned()].into_iter().chain(script);
    let mut runtime = options.limits.runtime_with(HostOptions {
        check: profile::module_check(invocation),
        refuses_code_from_strings: options.profile.refused().has(stilla_syntax::Form::Eval),
        recording: account.recording(),
        mains: options
            .files
            .iter()
            .filter_map(|file| identity(file))
            .collect(),
        at_safepoint: Some(release_pages_of_start()),
        arguments: arguments.chain(options.arguments.iter().cloned()).collect(),
        ..HostOptions::default()
    })?;
    if options.host.as_deref() == Some("test262") {
        runtime.enter(|cx| stilla_host::test262::install(cx).map(|_| ()))?;
    }
    Ok(runtime)
}

/// Gives the memory of code that only the start needed back: after a millisecond of running, after two more, four, and so on.
fn release_pages_of_start() -> AtSafepoint {
    let mut wait = Duration::from_millis(1);
    let mut next = Instant::now() + wait;
    AtSafepoint::new(move || {
        let now = Instant::now();
        if now >= next {
            wait *= 2;
            next = now + wait;
            stilla_gc::release_program_pages();
        }
    })
}

/// Runs one file and gives the exit code.
fn run_file(
    runtime: &mut Runtime,
    path: &Path,
    options: &Options,
    invocation: &Invocation,
    is_main: bool,
    account: &mut Account,
) -> u8 {
    let profile = match invocation.for_file(Some(path)) {
        Ok(arguments) => arguments.profile(),
        Err(message) => return account.unusable(&message),
    };
    let ending = path.extension().and_then(|ending| ending.to_str());
    if ending == Some("cjs") && path.exists() {
        return run_common_js(runtime, path, account);
    }
    let goal = match is_main && options.limits.world.treats_as_modules() {
        true => Goal::Module,
        false => profile.goal(Goal::Script),
    };
    if ending == Some("stb") && path.is_file() {
        return run_compiled(runtime, path, options, account);
    }
    let mut source = match SourceFile::read(path, goal) {
        Ok(source) => source,
        Err(message) => {
            let _ = runtime.flush();
            return account.unusable(&format!("{message}{}", meant(path)));
        }
    };
    account.file(json!(path.display().to_string()));
    if let Err(message) = profile.check(&mut source) {
        let _ = runtime.flush();
        return account.refused(&message);
    }
    let compiled = account.compile(&mut source, |source| source.compile(path, runtime));
    let started = Instant::now();
    let result = compiled.and_then(|program| {
        if is_main && !options.dump.is_empty() {
            let text = dump::dump(&options.dump, &source, &program);
            if !text.is_empty() {
                runtime.enter(|cx| cx.print_line(Stream::Output, text.trim_end()))?;
            }
            if !options.dump.iter().any(|view| view.needs_run()) {
                return Ok(());
            }
        }
        run_program(runtime, &program, is_main && options.print)
    });
    account.times.exec += started.elapsed();
    if let Err(error) = result {
        return account.report(&error, runtime, &source.name, &source.text);
    }
    report_rejections(runtime, &source, account)
}

fn run_program(runtime: &mut Runtime, program: &Program, prints: bool) -> Result<(), Error> {
    // Running needs other code than starting did, and ending other code again.
    stilla_gc::release_program_pages();
    let value = runtime.run(program);
    stilla_gc::release_program_pages();
    let value = value?;
    match prints {
        true => print_value(runtime, &value),
        false => Ok(()),
    }
}

/// Runs what `stilla compile` wrote.
fn run_compiled(
    runtime: &mut Runtime,
    path: &Path,
    options: &Options,
    account: &mut Account,
) -> u8 {
    let name = path.display().to_string();
    account.file(json!(name));
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => return account.unusable(&format!("{name}: {}", plain(&error))),
    };
    let result = match Program::from_bytes(&bytes) {
        Ok(program) => run_program(runtime, &program, options.print),
        Err(Error::Host(error)) => {
            return account.unusable(&format!("{name}: {}", error.message()));
        }
        Err(error) => Err(error),
    };
    match result {
        Err(error) => account.report(&error, runtime, "", ""),
        Ok(()) => report_rejections(runtime, &SourceFile::inline(&name, ""), account),
    }
}

/// Runs a module of CommonJS, which has `require` whatever the flags say.
fn run_common_js(runtime: &mut Runtime, path: &Path, account: &mut Account) -> u8 {
    account.file(json!(path.display().to_string()));
    let identity = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let identity = identity.to_string_lossy().into_owned();
    let result = runtime
        .enter(|cx| stilla_host::node::run_common_js(cx, &identity).map(|_| ()))
        .and_then(|()| runtime.run_until_idle());
    match result {
        Err(error) => account.report(&error, runtime, "", ""),
        Ok(()) => report_rejections(runtime, &SourceFile::inline(&identity, ""), account),
    }
}

/// Prints a value as the REPL does.
pub(crate) fn print_value(runtime: &mut Runtime, value: &Value) -> Result<(), Error> {
    runtime.enter(|cx| {
        let value = value.to_core(cx).unwrap_or_default();
        let text = stilla_host::inspect::inspect(cx, value)?;
        cx.print_line(Stream::Output, &text)
    })
}

/// A rejection that nobody handled fails the script as an exception would.
pub(crate) fn report_rejections(
    runtime: &mut Runtime,
    source: &SourceFile,
    account: &mut Account,
) -> u8 {
    let rejections = runtime.take_unhandled_rejections();
    if rejections.is_empty() {
        return FINE;
    }
    let _ = runtime.flush();
    for error in &rejections {
        let text = describe(error, runtime, &source.name, &source.text);
        account.complain(&format!("Unhandled rejection: {text}"));
        account.note_error(error);
    }
    SCRIPT_FAILED
}

/// What a person may have meant who wrote a word that is no file.
fn meant(path: &Path) -> String {
    let word = path.to_string_lossy();
    let declared = crate::Arguments::command();
    let commands = declared.get_subcommands().map(clap::Command::get_name);
    match nearest(&word, commands) {
        Some(command) if !path.exists() => format!("; did you mean the command '{command}'?"),
        _ => String::new(),
    }
}
