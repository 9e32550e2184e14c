//! `stilla eval`: runs a text and prints its value.
//!
//! Uses: shell, source, run, rewrite, profile, envelope, failure. Never: the other commands.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use stilla::{Error, Value};

use crate::envelope::{Account, OutputOptions};
use crate::failure::{FINE, with_columns};
use crate::profile::ProfileOptions;
use crate::rewrite::{Prepared, prepare};
use crate::run::{print_value, report_rejections};
use crate::shell::{HostOptions, Limits, settled};
use crate::source::SourceFile;

/// What to evaluate.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    /// The text of a script or module; JavaScript or TypeScript.
    code: String,
    #[command(flatten)]
    profile: ProfileOptions,
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
        check: options.profile.own_check(),
        refuses_code_from_strings: options.profile.refused().has(stilla_syntax::Form::Eval),
        ..HostOptions::default()
    };
    let mut runtime = match options.limits.runtime_with(host) {
        Ok(runtime) => runtime,
        Err(error) => return account.not_started(&error),
    };
    let prepared = prepare(&options.code);
    let mut source = SourceFile::inline("<eval>", &options.code);
    // What awaits at its top has its value only as the body of a function.
    let awaiting = match &prepared {
        Prepared::Awaiting(code) => Some(code),
        Prepared::Script(_) | Prepared::Incomplete => None,
    };
    if let Prepared::Awaiting(code) | Prepared::Script(code) = &prepared {
        source.options.typescript = code.typescript;
    }
    if let Err(message) = options.profile.check_input(&mut source, awaiting.is_some()) {
        return account.refused(&message);
    }
    if let Some(code) = awaiting {
        source.text.clone_from(&code.text);
    }
    let compiled = account.compile(&mut source, |source| {
        source.compile(Path::new("-"), &mut runtime)
    });
    let started = Instant::now();
    let result = compiled
        .and_then(|program| runtime.run(&program))
        .and_then(|value| match awaiting {
            Some(_) => runtime.enter(|cx| {
                let value = value.to_core(cx).unwrap_or_default();
                let value = settled(cx, value)?;
                Ok(Value::from_core(cx, value))
            }),
            None => Ok(value),
        })
        .and_then(|value| print_value(&mut runtime, &value));
    account.times.exec = started.elapsed();
    let code = match result {
        Err(error) => {
            let error = match (error, awaiting) {
                (Error::Exception(error), Some(code)) => {
                    let column = |line, column| code.column(&options.code, line, column);
                    Error::Exception(Box::new(with_columns(*error, &source.name, column)))
                }
                (error, _) => error,
            };
            account.report(&error, &mut runtime, &source.name, &options.code)
        }
        Ok(()) => report_rejections(&mut runtime, &source, account),
    };
    account.memory(runtime.memory_usage());
    match runtime.flush() {
        Err(error) if code == FINE => account.report(&error, &mut runtime, "", ""),
        _ => code,
    }
}
