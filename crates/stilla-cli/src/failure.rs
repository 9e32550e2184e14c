//! Exit codes and how errors are shown: always on standard error.
//!
//! Uses: stilla. Never: the commands.

use std::io::Write;

use stilla::Error;

/// The script threw, or a test failed.
pub(crate) const SCRIPT_FAILED: u8 = 1;
/// The invocation can't be used: an unknown flag, a file that can't be read.
pub(crate) const UNUSABLE: u8 = 2;
/// The engine itself failed.
pub(crate) const ENGINE_FAULT: u8 = 70;
/// A limit ended the script.
pub(crate) const STOPPED: u8 = 124;

/// Writes a line to standard error; a closed one is nobody's loss.
pub(crate) fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Shows an error and gives its exit code.
pub(crate) fn report(error: &Error, source: Option<&[u8]>) -> u8 {
    match error {
        Error::Compile(compile) => {
            for diagnostic in &compile.diagnostics {
                complain(&format!("SyntaxError: {}", message_of(diagnostic)));
                frame(&compile.source_name, diagnostic, source);
            }
            SCRIPT_FAILED
        }
        Error::Exception(exception) => {
            let place = exception.stack.lines().find_map(place_in_stack);
            complain(exception.stack.lines().next().unwrap_or_default());
            if let Some((name, position)) = &place {
                frame(name, position, source);
            }
            for line in exception.stack.lines().skip(1) {
                complain(line);
            }
            SCRIPT_FAILED
        }
        Error::Stopped(stop) => {
            complain(&format!("stilla: stopped: {stop}"));
            STOPPED
        }
        other => {
            complain(&format!("stilla: {other}"));
            SCRIPT_FAILED
        }
    }
}

/// The message behind `line:column: `.
fn message_of(diagnostic: &str) -> &str {
    diagnostic
        .splitn(3, ':')
        .nth(2)
        .unwrap_or(diagnostic)
        .trim_start()
}

/// The name and `line:column` of a line of a stack.
fn place_in_stack(line: &str) -> Option<(String, String)> {
    let place = line.trim_start().strip_prefix("at ")?;
    let place = place.rsplit('(').next()?.trim_end_matches(')');
    let mut parts = place.rsplitn(3, ':');
    let (column, line, name) = (parts.next()?, parts.next()?, parts.next()?);
    Some((name.to_owned(), format!("{line}:{column}")))
}

/// Shows the line of the source that a position is on.
fn frame(name: &str, position: &str, source: Option<&[u8]>) {
    let mut numbers = position
        .split(':')
        .map_while(|part| part.parse::<usize>().ok());
    let (Some(line), Some(column)) = (numbers.next(), numbers.next()) else {
        return;
    };
    complain(&format!("  --> {name}:{line}:{column}"));
    let text = source.and_then(|source| source.split(|byte| *byte == b'\n').nth(line - 1));
    let Some(text) = text.filter(|text| text.len() < 200) else {
        return;
    };
    let number = line.to_string();
    complain(&format!(
        " {number} | {}",
        String::from_utf8_lossy(text).trim_end()
    ));
    complain(&format!(
        " {} | {}^",
        " ".repeat(number.len()),
        " ".repeat(column - 1)
    ));
}
