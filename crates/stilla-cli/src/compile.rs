//! `stilla compile`: checks programs and writes them as bytes that `stilla run` loads.
//!
//! Uses: source, profile, config, envelope. Never: the other commands.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueHint};
use serde_json::json;
use stilla::{Error, Goal, Runtime};

use crate::config::Invocation;
use crate::envelope::{Account, OutputOptions};
use crate::failure::FINE;
use crate::profile::ProfileOptions;
use crate::source::{SourceFile, plain};

/// What to compile.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    /// The program.
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// The file to write; without it the name of the program with the ending `.stb`.
    #[arg(short = 'o', long = "out", value_name = "FILE", value_hint = ValueHint::FilePath)]
    out: Option<PathBuf>,
    /// Treat the file as a module, whatever its name.
    #[arg(long)]
    module: bool,
    #[command(flatten)]
    pub(crate) profile: ProfileOptions,
    #[command(flatten)]
    output: OutputOptions,
}

/// Runs the command.
pub(crate) fn run(options: &Options, invocation: &Invocation) -> ExitCode {
    let mut account = Account::new(options.output);
    let code = run_into(options, invocation, &mut account);
    account.end(code, &[])
}

fn run_into(options: &Options, invocation: &Invocation, account: &mut Account) -> u8 {
    let profile = match invocation.for_file(Some(&options.file)) {
        Ok(arguments) => arguments.profile(),
        Err(message) => return account.unusable(&message),
    };
    let goal = match options.module {
        true => Goal::Module,
        false => profile.goal(Goal::Script),
    };
    let mut source = match SourceFile::read(&options.file, goal) {
        Ok(source) => source,
        Err(message) => return account.unusable(&message),
    };
    if let Err(message) = profile.check(&mut source) {
        return account.refused(&message);
    }
    // NOTE: the name is that of the command line, so that no path of this system is in the file.
    let name = options.file.display().to_string();
    source.name.clone_from(&name);
    let mut runtime = Runtime::new();
    let compiled = account.compile(&mut source, |source| source.compile_as(&name, &mut runtime));
    account.memory(runtime.memory_usage());
    let program = match compiled {
        Ok(program) => program,
        Err(error @ Error::Compile(_)) => {
            return account.report(&error, &mut runtime, &name, &source.text);
        }
        Err(error) => return account.not_started(&error),
    };
    let out = options
        .out
        .clone()
        .unwrap_or_else(|| options.file.with_extension("stb"));
    let bytes = program.to_bytes();
    account.file(json!({ "path": name, "out": out.display().to_string(), "bytes": bytes.len() }));
    match std::fs::write(&out, bytes) {
        Ok(()) => FINE,
        Err(error) => account.unusable(&format!("{}: {}", out.display(), plain(&error))),
    }
}
