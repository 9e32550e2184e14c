//! `stilla repl`: reads a line or several, evaluates, prints.
//!
//! Uses: shell, failure. Never: the other commands.

use std::io::{BufRead, IsTerminal, Write};
use std::process::ExitCode;

use stilla::core::host::Stream;
use stilla::{Error, Program, ProgramOptions, Runtime};

use crate::failure::{SCRIPT_FAILED, complain, report};
use crate::shell::Limits;

/// What stack traces call the input.
const NAME: &str = "<repl>";
/// What `.help` says.
const HELP: &str = "\
.exit  leaves, as Ctrl-D does
.break gives up the input that was begun
.help  shows this";

/// Runs the command.
pub(crate) fn run(limits: &Limits) -> ExitCode {
    let mut runtime = match limits.runtime() {
        Ok(runtime) => runtime,
        Err(error) => {
            complain(&format!("stilla: {error}"));
            return ExitCode::from(SCRIPT_FAILED);
        }
    };
    let is_interactive = std::io::stdin().is_terminal();
    if is_interactive {
        say(&format!(
            "Stilla {}. Type .help for help.",
            env!("CARGO_PKG_VERSION")
        ));
    }
    let mut pending = String::new();
    let mut lines = std::io::stdin().lock().lines();
    loop {
        prompt(&pending);
        let Some(line) = lines.next() else { break };
        let Ok(line) = line else {
            complain("stilla: the input is not UTF-8 text");
            pending.clear();
            continue;
        };
        match (pending.is_empty(), line.trim()) {
            (_, ".exit") => return ExitCode::SUCCESS,
            (true, ".help") => say(HELP),
            (true, "") => {}
            (_, ".break") => pending.clear(),
            _ => {
                pending.push_str(&line);
                pending.push('\n');
                read(&mut runtime, &mut pending);
            }
        }
    }
    if is_interactive {
        say("");
    }
    ExitCode::SUCCESS
}

fn say(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

fn prompt(pending: &str) {
    let mut out = std::io::stdout().lock();
    let _ = write!(out, "{}", if pending.is_empty() { "> " } else { "… " });
    let _ = out.flush();
}

/// Evaluates the input if it is complete.
fn read(runtime: &mut Runtime, pending: &mut String) {
    let result = match compile(runtime, pending) {
        Err(Error::Compile(error)) if error.incomplete => return,
        Err(error) => Err(error),
        Ok(program) => evaluate(runtime, &program),
    };
    if let Err(error) = result {
        report(&error, runtime, NAME, pending);
    }
    for error in runtime.take_unhandled_rejections() {
        report(&error, runtime, NAME, pending);
    }
    let _ = runtime.flush();
    pending.clear();
}

/// A text that begins with a brace is an object if it can be one.
fn compile(runtime: &mut Runtime, text: &str) -> Result<Program, Error> {
    let options = ProgramOptions::default();
    if text.trim_start().starts_with('{')
        && let Ok(program) = runtime.compile(NAME, &format!("({})", text.trim_end()), options)
    {
        return Ok(program);
    }
    runtime.compile(NAME, text, options)
}

fn evaluate(runtime: &mut Runtime, program: &Program) -> Result<(), Error> {
    let value = runtime.run(program)?;
    runtime.enter(|cx| {
        let value = value.to_core(cx).unwrap_or_default();
        let text = stilla_host::inspect::inspect(cx, value)?;
        cx.print_line(Stream::Output, &text)
    })
}
