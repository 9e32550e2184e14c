//! `stilla eval`: runs a text and prints its value.
//!
//! Uses: shell, source, run, envelope, failure. Never: the other commands.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;

use crate::envelope::{Account, OutputOptions};
use crate::failure::FINE;
use crate::run::{print_value, report_rejections};
use crate::shell::{HostOptions, Limits};
use crate::source::SourceFile;

/// What to evaluate.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    /// The text of a script or module.
    code: String,
    #[command(flatten)]
    limits: Limits,
    #[command(flatten)]
    output: OutputOptions,
}

/// Runs the command.
pub(crate) fn run(options: &Options) -> ExitCode {
    let mut account = Account::new(options.output);
    let code = run_into(options, &mut account);
    account.end(code, &[])
}

fn run_into(options: &Options, account: &mut Account) -> u8 {
    let host = HostOptions {
        recording: account.recording(),
        ..HostOptions::default()
    };
    let mut runtime = match options.limits.runtime_with(host) {
        Ok(runtime) => runtime,
        Err(error) => return account.not_started(&error),
    };
    let mut source = SourceFile::inline("<eval>", &options.code);
    let started = Instant::now();
    let compiled = source.compile(Path::new("-"), &mut runtime);
    account.times.compile = started.elapsed();
    let started = Instant::now();
    let result = compiled
        .and_then(|program| runtime.run(&program))
        .and_then(|value| print_value(&mut runtime, &value));
    account.times.exec = started.elapsed();
    let code = match result {
        Err(error) => account.report(&error, &mut runtime, &source.name, &source.text),
        Ok(()) => report_rejections(&mut runtime, &source, account),
    };
    account.memory(&mut runtime);
    match runtime.flush() {
        Err(error) if code == FINE => account.report(&error, &mut runtime, "", ""),
        _ => code,
    }
}
