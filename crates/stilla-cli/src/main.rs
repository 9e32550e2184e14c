//! The `stilla` command: one file for each of its commands.
#![forbid(unsafe_code)]

mod bench;
mod check;
mod compile;
mod config;
mod coverage;
mod cpu_profile;
mod deferred;
mod diff;
mod dump;
mod envelope;
mod eval;
mod failure;
mod language;
mod markup;
mod profile;
mod repl;
#[cfg(unix)]
mod reprl;
mod rewrite;
mod run;
mod sandbox;
mod search;
mod shell;
mod source;
mod suggest;
mod test;
mod watch;
mod world;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{CommandFactory, Parser, Subcommand, ValueHint};

use config::Invocation;
use deferred::Deferred;

/// Runs, tests and explores JavaScript.
#[derive(Clone, Parser)]
#[command(name = "stilla", version, args_conflicts_with_subcommands = true)]
#[command(args_override_self = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Read this configuration, and not the nearest stilla.toml, stilla.json5 or stilla.json.
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    config: Option<PathBuf>,
    /// Read no configuration.
    #[arg(long, global = true, conflicts_with = "config")]
    no_config: bool,
    #[command(flatten)]
    run: run::Options,
}

#[derive(Clone, Subcommand)]
enum Command {
    /// Run scripts and modules.
    Run(Deferred<run::Options>),
    /// Run a text and print its value.
    Eval(Deferred<eval::Options>),
    /// Evaluate expressions as they are typed.
    Repl(Deferred<repl::Options>),
    /// Run test files.
    Test(Deferred<test::Options>),
    /// Measure benchmark files.
    Bench(Deferred<bench::Options>),
    /// Tell what is wrong with files, without running them.
    Check(Deferred<check::Options>),
    /// Write a program as bytes that `stilla run` loads.
    Compile(Deferred<compile::Options>),
    /// Run a program on files in memory, with nothing of the system to reach.
    Sandbox(Deferred<sandbox::Options>),
    /// Run scripts for the fuzzer Fuzzilli, which gives them through descriptors.
    #[cfg(unix)]
    #[command(hide = true)]
    Reprl,
    /// Write a manual page to standard output: `stilla man test | man -l -`.
    Man {
        /// The command that it is about; without one, the program.
        command: Option<String>,
    },
    /// Write the completions of a shell to standard output.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// Native stack of the thread that runs scripts.
const STACK: usize = 64 << 20;

fn main() -> ExitCode {
    // NOTE: a thread of our own has a stack whose size we know.
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(execute);
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        _ => ExitCode::from(failure::ENGINE_FAULT),
    }
}

fn execute() -> ExitCode {
    let invocation = match Invocation::read(std::env::args_os().collect()) {
        Ok(invocation) => Arc::new(invocation),
        Err(code) => return code,
    };
    let arguments = match invocation.arguments() {
        Ok(arguments) => arguments,
        Err(message) => {
            let mut account = envelope::Account::new(invocation.output());
            let code = account.unusable(&message);
            return account.end(code, &[]);
        }
    };
    match arguments.command {
        Some(Command::Run(options)) => run::run(&options, &invocation),
        Some(Command::Repl(options)) => repl::run(&options),
        Some(Command::Bench(options)) => bench::run(&options),
        Some(Command::Test(options)) => test::run(&options, &invocation),
        Some(Command::Check(options)) => check::run(&options, &invocation),
        Some(Command::Eval(options)) => eval::run(&options),
        Some(Command::Compile(options)) => compile::run(&options, &invocation),
        Some(Command::Sandbox(options)) => sandbox::run(&options),
        #[cfg(unix)]
        Some(Command::Reprl) => reprl::run(),
        Some(Command::Man { command }) => manual(command.as_deref()),
        Some(Command::Completions { shell }) => {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "stilla", &mut text);
            failure::tell(String::from_utf8_lossy(&text).trim_end());
            ExitCode::SUCCESS
        }
        None if arguments.run.files.is_empty() => {
            use std::io::IsTerminal;
            if std::io::stdin().is_terminal() {
                repl::run(&repl::Options {
                    output: arguments.run.output,
                    language: arguments.run.language,
                    profile: arguments.run.profile,
                    limits: arguments.run.limits,
                })
            } else {
                run::run(&arguments.run.of_stdin(), &invocation)
            }
        }
        None => run::run(&arguments.run, &invocation),
    }
}

/// Writes the manual page of the program, or of one of its commands.
fn manual(command: Option<&str>) -> ExitCode {
    let mut program = Arguments::command();
    program.build();
    let page = match command {
        None => Some(program),
        Some(name) => program.find_subcommand(name).cloned(),
    };
    let Some(page) = page else {
        let name = command.unwrap_or_default();
        failure::complain(&format!("stilla man: there is no command '{name}'"));
        return ExitCode::from(failure::UNUSABLE);
    };
    let name = page.get_bin_name().unwrap_or("stilla").replace(' ', "-");
    let mut text = Vec::new();
    // Writing to memory does not fail.
    let _ = clap_mangen::Man::new(page.display_name(name)).render(&mut text);
    failure::tell(String::from_utf8_lossy(&text).trim_end());
    ExitCode::SUCCESS
}

impl Arguments {
    /// The files whose folder decides which configuration the whole run has.
    fn first_file(&self) -> Option<PathBuf> {
        let files = match &self.command {
            Some(Command::Run(options)) => &options.files,
            Some(Command::Check(options)) => &options.files,
            Some(Command::Compile(options)) => return Some(options.file.clone()),
            None => &self.run.files,
            _ => return None,
        };
        files.first().cloned()
    }

    /// The profile of the language that a command has.
    fn profile(self) -> profile::ProfileOptions {
        match self.command {
            Some(Command::Run(Deferred(options))) => options.profile,
            Some(Command::Check(Deferred(options))) => options.profile,
            Some(Command::Test(Deferred(options))) => options.profile,
            Some(Command::Compile(Deferred(options))) => options.profile,
            Some(Command::Sandbox(Deferred(options))) => options.profile,
            None => self.run.profile,
            _ => profile::ProfileOptions::default(),
        }
    }
}
