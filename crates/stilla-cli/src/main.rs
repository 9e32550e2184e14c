//! The `stilla` command: one file for each of its commands.
#![forbid(unsafe_code)]

mod bench;
mod check;
mod dump;
mod eval;
mod failure;
mod profile;
mod repl;
mod run;
mod search;
mod shell;
mod source;
mod test;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// Runs, tests and explores JavaScript.
#[derive(Parser)]
#[command(name = "stilla", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    run: run::Options,
}

#[derive(Subcommand)]
enum Command {
    /// Run scripts and modules.
    Run(run::Options),
    /// Run a text and print its value.
    Eval(eval::Options),
    /// Evaluate expressions as they are typed.
    Repl(shell::Limits),
    /// Run test files.
    Test(test::Options),
    /// Measure benchmark files.
    Bench(bench::Options),
    /// Tell what is wrong with files, without running them.
    Check(check::Options),
    /// Write the completions of a shell to standard output.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// Native stack of the thread that runs scripts.
const STACK: usize = 64 << 20;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // NOTE: a thread of our own has a stack whose size we know.
    let thread = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || execute(arguments));
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        _ => ExitCode::from(failure::ENGINE_FAULT),
    }
}

fn execute(arguments: Arguments) -> ExitCode {
    match arguments.command {
        Some(Command::Run(options)) => run::run(&options),
        Some(Command::Repl(limits)) => repl::run(&limits),
        Some(Command::Test(options)) => test::run(&options),
        Some(Command::Bench(options)) => bench::run(&options),
        Some(Command::Check(options)) => check::run(&options),
        Some(Command::Eval(options)) => eval::run(&options),
        Some(Command::Completions { shell }) => {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "stilla", &mut text);
            failure::tell(String::from_utf8_lossy(&text).trim_end());
            ExitCode::SUCCESS
        }
        None if arguments.run.files.is_empty() => {
            use std::io::IsTerminal;
            if std::io::stdin().is_terminal() {
                repl::run(&arguments.run.limits)
            } else {
                run::run(&arguments.run.of_stdin())
            }
        }
        None => run::run(&arguments.run),
    }
}
