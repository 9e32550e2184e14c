//! `stilla run`: scripts and modules from files or standard input.
//!
//! Uses: shell, coverage, cpu_profile, source, profile, failure, dump, config, suggest. Never: the other commands.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, CommandFactory};
use stilla::core::host::Stream;
use stilla::{Error, Goal, Runtime, Value};

use crate::config::Invocation;
use crate::coverage::{Collector, CoverageOptions};
use crate::cpu_profile::CpuProfileOptions;
use crate::dump::{self, View};
use crate::failure::{FINE, SCRIPT_FAILED, UNUSABLE, complain, describe, report};
use crate::profile::{self, ProfileOptions};
use crate::shell::{HostOptions, Limits};
use crate::source::SourceFile;
use crate::suggest::nearest;

/// What to run and how.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    /// The files; `-` is standard input.
    pub(crate) files: Vec<PathBuf>,
    /// Treat every file as a module, whatever its name.
    #[arg(long)]
    module: bool,
    /// Print the value of the last statement.
    #[arg(long)]
    print: bool,
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
    coverage: CoverageOptions,
    #[command(flatten)]
    cpu_profile: CpuProfileOptions,
    #[command(flatten)]
    pub(crate) profile: ProfileOptions,
    #[command(flatten)]
    pub(crate) limits: Limits,
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
    if options.files.is_empty() {
        complain("stilla run: no file given");
        return ExitCode::from(UNUSABLE);
    }
    let mut runtime = match prepare(options, invocation) {
        Ok(runtime) => runtime,
        Err(error) => {
            complain(&format!("stilla: {error}"));
            return ExitCode::from(SCRIPT_FAILED);
        }
    };
    options.coverage.start(&mut runtime);
    options.cpu_profile.start(&mut runtime);
    let code = run_files(&mut runtime, options, invocation);
    let observed = report_observed(&mut runtime, options);
    ExitCode::from(if code == FINE { observed } else { code })
}

/// Tells what ran and where time went, if that was asked for.
fn report_observed(runtime: &mut Runtime, options: &Options) -> u8 {
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
        Err(message) => {
            complain(&format!("stilla run: {message}"));
            UNUSABLE
        }
    }
}

fn run_files(runtime: &mut Runtime, options: &Options, invocation: &Arc<Invocation>) -> u8 {
    let preloads = options.preload.iter().map(|path| (path, false));
    let files = options.files.iter().map(|path| (path, true));
    for (path, is_main) in preloads.chain(files) {
        let code = run_file(runtime, path, options, invocation, is_main);
        if code != FINE {
            return code;
        }
    }
    if let Err(error) = dump_machine(runtime, &options.dump) {
        return report(&error, runtime, "", "");
    }
    match runtime.flush() {
        Ok(()) => FINE,
        Err(error) => report(&error, runtime, "", ""),
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

fn prepare(options: &Options, invocation: &Arc<Invocation>) -> Result<Runtime, Error> {
    let mut runtime = options.limits.runtime_with(HostOptions {
        check: profile::module_check(invocation),
        refuses_code_from_strings: options.profile.refused().has(stilla_syntax::Form::Eval),
        ..HostOptions::default()
    })?;
    if options.host.as_deref() == Some("test262") {
        runtime.enter(|cx| stilla_host::test262::install(cx).map(|_| ()))?;
    }
    Ok(runtime)
}

/// Runs one file and gives the exit code.
fn run_file(
    runtime: &mut Runtime,
    path: &Path,
    options: &Options,
    invocation: &Invocation,
    is_main: bool,
) -> u8 {
    let profile = match invocation.for_file(Some(path)) {
        Ok(arguments) => arguments.profile(),
        Err(message) => {
            complain(&format!("stilla: {message}"));
            return UNUSABLE;
        }
    };
    let goal = match is_main && options.module {
        true => Goal::Module,
        false => profile.goal(Goal::Script),
    };
    let mut source = match SourceFile::read(path, goal) {
        Ok(source) => source,
        Err(message) => {
            let _ = runtime.flush();
            complain(&format!("stilla: {message}{}", meant(path)));
            return UNUSABLE;
        }
    };
    if let Err(message) = profile.check(&source) {
        let _ = runtime.flush();
        complain(&message);
        return SCRIPT_FAILED;
    }
    let result = source.compile(path, runtime).and_then(|program| {
        if is_main && !options.dump.is_empty() {
            let text = dump::dump(&options.dump, &source, &program);
            if !text.is_empty() {
                runtime.enter(|cx| cx.print_line(Stream::Output, text.trim_end()))?;
            }
            if !options.dump.iter().any(|view| view.needs_run()) {
                return Ok(());
            }
        }
        let value = runtime.run(&program)?;
        if is_main && options.print {
            print_value(runtime, &value)
        } else {
            Ok(())
        }
    });
    if let Err(error) = result {
        return report(&error, runtime, &source.name, &source.text);
    }
    report_rejections(runtime, &source)
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
pub(crate) fn report_rejections(runtime: &mut Runtime, source: &SourceFile) -> u8 {
    let rejections = runtime.take_unhandled_rejections();
    if rejections.is_empty() {
        return FINE;
    }
    let _ = runtime.flush();
    for error in &rejections {
        let text = describe(error, runtime, &source.name, &source.text);
        complain(&format!("Unhandled rejection: {text}"));
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
