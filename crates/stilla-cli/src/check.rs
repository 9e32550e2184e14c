//! `stilla check`: tells what is wrong with files, without running them.
//!
//! Uses: source, profile, envelope, failure, config. Never: the other commands, the runtime.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use serde_json::json;
use stilla::Goal;
use stilla_syntax::Diagnostic;

use crate::config::Invocation;
use crate::envelope::{Account, OutputOptions};
use crate::failure::FINE;
use crate::profile::{ProfileOptions, diagnostics, is_about_form, place, shown};
use crate::source::SourceFile;

/// What to check.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    /// The files; `-` is standard input.
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Treat every file as a module, whatever its name.
    #[arg(long)]
    module: bool,
    #[command(flatten)]
    output: OutputOptions,
    #[command(flatten)]
    pub(crate) profile: ProfileOptions,
}

/// Runs the command.
pub(crate) fn run(options: &Options, invocation: &Invocation) -> ExitCode {
    let mut account = Account::new(options.output);
    let mut code = FINE;
    for path in &options.files {
        let checked = check(options, invocation, path, &mut account);
        code = code.max(checked);
    }
    account.end(code, &[])
}

/// Checks one file and gives its exit code.
fn check(options: &Options, invocation: &Invocation, path: &Path, account: &mut Account) -> u8 {
    let profile = match invocation.for_file(Some(path)) {
        Ok(arguments) => arguments.profile(),
        Err(message) => return account.unusable(&message),
    };
    let goal = match options.module {
        true => Goal::Module,
        false => profile.goal(Goal::Script),
    };
    let mut source = match SourceFile::read(path, goal) {
        Ok(source) => source,
        Err(message) => return account.unusable(&message),
    };
    source.name = path.display().to_string();
    let refused = profile.refused();
    let started = Instant::now();
    let mut found = diagnostics(&source, refused);
    if !found.is_empty() && source.options.goal == Goal::Script {
        // A script with imports or exports turns out to be a module: that reading gets further.
        let mut module = source.clone();
        module.options.goal = Goal::Module;
        let as_module = diagnostics(&module, refused);
        let first = |found: &[Diagnostic]| found.first().map(|one| place(&source, one));
        if as_module.is_empty() || first(&as_module) > first(&found) {
            found = as_module;
        }
    }
    account.times.parse += started.elapsed();
    let is_warning = |one: &Diagnostic| profile.warn_forms && is_about_form(one);
    let is_bad = found.iter().any(|one| !is_warning(one));
    let told: Vec<_> = found
        .iter()
        .map(|one| {
            let (line, column) = place(&source, one);
            json!({
                "code": one.code(), "message": one.message(), "suggestion": one.hint(),
                "severity": if is_warning(one) { "warning" } else { "error" },
                "line": line, "column": column,
            })
        })
        .collect();
    account.file(json!({ "path": source.name, "ok": !is_bad, "diagnostics": told }));
    if found.is_empty() {
        return FINE;
    }
    let text = shown(&source, &found, profile.warn_forms);
    match is_bad {
        true => account.refused(&text),
        false => {
            account.complain(&text);
            FINE
        }
    }
}
