//! `stilla eval`: runs a text and prints its value.
//!
//! Uses: shell, source, run, failure. Never: the other commands.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use crate::failure::{FINE, SCRIPT_FAILED, complain, report};
use crate::run::{print_value, report_rejections};
use crate::shell::Limits;
use crate::source::SourceFile;

/// What to evaluate.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    /// The text of a script or module.
    code: String,
    #[command(flatten)]
    limits: Limits,
}

/// Runs the command.
pub(crate) fn run(options: &Options) -> ExitCode {
    let mut runtime = match options.limits.runtime() {
        Ok(runtime) => runtime,
        Err(error) => {
            complain(&format!("stilla: {error}"));
            return ExitCode::from(SCRIPT_FAILED);
        }
    };
    let mut source = SourceFile::inline("<eval>", &options.code);
    let result = source
        .compile(Path::new("-"), &mut runtime)
        .and_then(|program| runtime.run(&program))
        .and_then(|value| print_value(&mut runtime, &value));
    let code = match result {
        Err(error) => report(&error, &mut runtime, &source.name, &source.text),
        Ok(()) => report_rejections(&mut runtime, &source),
    };
    ExitCode::from(match runtime.flush() {
        Err(error) if code == FINE => report(&error, &mut runtime, "", ""),
        _ => code,
    })
}
