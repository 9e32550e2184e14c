//! `stilla test`: runs test files, each in a runtime of its own.
//!
//! Uses: shell, failure, stilla-testing. Never: the other commands.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::failure::{UNUSABLE, complain};
use crate::shell::Limits;

/// What to test.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    /// Files or folders.
    paths: Vec<PathBuf>,
    #[command(flatten)]
    limits: Limits,
}

/// Runs the command.
pub(crate) fn run(_: &Options) -> ExitCode {
    complain("stilla test: not available yet");
    ExitCode::from(UNUSABLE)
}
