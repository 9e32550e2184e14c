//! `stilla check`: tells what is wrong with files, without running them.
//!
//! Uses: source, profile, failure, config. Never: the other commands, the runtime.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::json;
use stilla::Goal;

use crate::config::Invocation;
use crate::failure::{FINE, SCRIPT_FAILED, UNUSABLE, complain, tell};
use crate::profile::ProfileOptions;
use crate::source::SourceFile;

/// The form of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Output {
    /// Text with code frames, on standard error.
    Human,
    /// A JSON object on standard output.
    Json,
}

/// What to check.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    /// The files; `-` is standard input.
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Treat every file as a module, whatever its name.
    #[arg(long)]
    module: bool,
    /// The form of the answer.
    #[arg(long, value_enum, default_value = "human")]
    output: Output,
    #[command(flatten)]
    pub(crate) profile: ProfileOptions,
}

/// Runs the command.
pub(crate) fn run(options: &Options, invocation: &Invocation) -> ExitCode {
    let mut code = FINE;
    let mut files = Vec::new();
    for path in &options.files {
        let profile = match invocation.for_file(Some(path)) {
            Ok(arguments) => arguments.profile(),
            Err(message) => {
                complain(&format!("stilla: {message}"));
                code = UNUSABLE;
                continue;
            }
        };
        let goal = match options.module {
            true => Goal::Module,
            false => profile.goal(Goal::Script),
        };
        let mut source = match SourceFile::read(path, goal) {
            Ok(source) => source,
            Err(message) => {
                complain(&format!("stilla: {message}"));
                code = UNUSABLE;
                continue;
            }
        };
        source.name = path.display().to_string();
        let refused = profile.refused();
        let mut found = crate::profile::diagnostics(&source, refused);
        if !found.is_empty() && source.options.goal == Goal::Script {
            // A script with imports or exports turns out to be a module.
            let mut module = source.clone();
            module.options.goal = Goal::Module;
            let as_module = crate::profile::diagnostics(&module, refused);
            if as_module.is_empty() {
                found = as_module;
            }
        }
        let warns = profile.warn_forms;
        let is_bad = found
            .iter()
            .any(|one| !(warns && crate::profile::is_about_form(one)));
        if is_bad && code == FINE {
            code = SCRIPT_FAILED;
        }
        if options.output == Output::Human && !found.is_empty() {
            complain(&crate::profile::shown(&source, &found, warns));
        }
        let told: Vec<_> = found
            .iter()
            .map(|one| {
                let (line, column) = crate::profile::place(&source, one);
                let is_warning = warns && crate::profile::is_about_form(one);
                json!({
                    "code": one.code(), "message": one.message(), "suggestion": one.hint(),
                    "severity": if is_warning { "warning" } else { "error" },
                    "line": line, "column": column,
                })
            })
            .collect();
        files.push(json!({ "path": source.name, "ok": !is_bad, "diagnostics": told }));
    }
    if options.output == Output::Json {
        let report = json!({ "ok": code == FINE, "files": files });
        tell(&format!("{report:#}"));
    }
    ExitCode::from(code)
}
