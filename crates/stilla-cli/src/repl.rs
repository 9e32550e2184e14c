//! `stilla repl`: reads a line or several, evaluates, prints.
//!
//! Uses: shell, failure. Never: the other commands.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use stilla::{Error, Program, Runtime};

use crate::failure::report;
use crate::shell::Limits;

/// Runs the command.
pub(crate) fn run(limits: &Limits) -> ExitCode {
    let mut runtime = match limits.runtime() {
        Ok(runtime) => runtime,
        Err(error) => return ExitCode::from(report(&error, None)),
    };
    let mut pending = String::new();
    prompt(&pending);
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { break };
        if pending.is_empty() && line.trim() == ".exit" {
            break;
        }
        pending.push_str(&line);
        pending.push('\n');
        match Program::compile("<repl>", &pending) {
            Err(Error::Compile(error)) if error.incomplete && !line.is_empty() => {}
            Err(error) => {
                report(&error, Some(pending.as_bytes()));
                pending.clear();
            }
            Ok(program) => {
                evaluate(&mut runtime, &program, &pending);
                pending.clear();
            }
        }
        prompt(&pending);
    }
    ExitCode::SUCCESS
}

fn prompt(pending: &str) {
    let mut out = std::io::stdout().lock();
    let _ = write!(out, "{}", if pending.is_empty() { "> " } else { "… " });
    let _ = out.flush();
}

fn evaluate(runtime: &mut Runtime, program: &Program, source: &str) {
    let shown = runtime.run(program).and_then(|value| {
        runtime.enter(|cx| {
            let value = value.to_core(cx).unwrap_or_default();
            stilla_host::inspect::inspect(cx, value)
        })
    });
    match shown {
        Ok(text) => {
            let _ = writeln!(std::io::stdout().lock(), "{text}");
        }
        Err(error) => {
            report(&error, Some(source.as_bytes()));
        }
    }
}
