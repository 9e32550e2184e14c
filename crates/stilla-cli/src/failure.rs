//! Exit codes and how errors are shown: always on standard error.
//!
//! Uses: stilla, stilla-host. Never: the commands.

use std::fmt::Write as _;
use std::io::{ErrorKind, Write};

use stilla::{CompileError, Error, JsError, Runtime, Stop, Value};

/// All went well.
pub(crate) const FINE: u8 = 0;
/// The script threw, or a test failed.
pub(crate) const SCRIPT_FAILED: u8 = 1;
/// The invocation can't be used: an unknown flag, a file that can't be read.
pub(crate) const UNUSABLE: u8 = 2;
/// The engine itself failed.
pub(crate) const ENGINE_FAULT: u8 = 70;
/// A limit ended the script.
pub(crate) const STOPPED: u8 = 124;

/// The beginning of a line of a stack.
const FRAME: &str = "    at ";
/// A line of source longer than this is shown in part.
const WIDEST: usize = 120;
/// Causes that are shown.
const MOST_CAUSES: usize = 8;

/// Writes a line to standard error; a closed one is nobody's loss.
pub(crate) fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Writes a line to standard output; a closed one is nobody's loss.
pub(crate) fn tell(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// Whether there is nothing to say about an error: whoever closed the pipe has seen enough, and who ends itself knows.
pub(crate) fn is_silent(error: &Error) -> bool {
    matches!(
        error,
        Error::Stopped(Stop::Output(ErrorKind::BrokenPipe) | Stop::Exit(_))
    )
}

/// The exit code that an error has.
pub(crate) fn code_of(error: &Error) -> u8 {
    match error {
        Error::Stopped(Stop::Output(ErrorKind::BrokenPipe)) => FINE,
        Error::Stopped(Stop::Output(_)) => SCRIPT_FAILED,
        Error::Stopped(Stop::Exit(code)) => (*code & 0xFF) as u8,
        Error::Stopped(_) => STOPPED,
        _ => SCRIPT_FAILED,
    }
}

/// An error as text of several lines.
pub(crate) fn describe(error: &Error, runtime: &mut Runtime, name: &str, text: &str) -> String {
    match error {
        Error::Compile(error) => compile_error(error, name, text),
        Error::Exception(error) => exception(error, runtime, name, text),
        Error::Stopped(stop) => format!("stilla: stopped: {stop}"),
        other => format!("stilla: {other}"),
    }
}

fn compile_error(error: &CompileError, name: &str, text: &str) -> String {
    let mut shown = String::new();
    for diagnostic in &error.diagnostics {
        if !shown.is_empty() {
            shown.push('\n');
        }
        let _ = write!(shown, "{}: {}", error.class(), diagnostic.message);
        let place = Place {
            source: error.source_name.clone(),
            line: diagnostic.line as usize,
            column: diagnostic.column as usize,
        };
        shown.push_str(&place.frame(name, text, diagnostic.span.len()));
        if let Some(hint) = &diagnostic.hint {
            let _ = write!(shown, "\n  help: {hint}");
        }
    }
    shown
}

fn exception(error: &JsError, runtime: &mut Runtime, name: &str, text: &str) -> String {
    let mut shown = headline(error, runtime);
    if let Some(place) = stack_lines(&error.stack).find_map(Place::of_person) {
        // NOTE: a script may write what it likes into its stack: lines are shown of what ran only, no file is read.
        let own = error
            .frames
            .first()
            .filter(|frame| frame.source == place.source && frame.line as usize == place.line);
        let line = own.and(error.source_line.as_deref());
        shown.push_str(&match line {
            Some(line) if place.source != name => place.frame_of(Some(line), 1),
            _ => place.frame(name, text, 1),
        });
    }
    if let Some(hint) = hint(error) {
        let _ = write!(shown, "\n  help: {hint}");
    }
    for line in stack_lines(&error.stack) {
        let _ = write!(shown, "\n{line}");
    }
    let mut next = cause(&error.value, runtime);
    for _ in 0..MOST_CAUSES {
        let Some(error) = next else { break };
        let _ = write!(shown, "\ncaused by: {}", headline(&error, runtime));
        for line in stack_lines(&error.stack) {
            let _ = write!(shown, "\n{line}");
        }
        next = cause(&error.value, runtime);
    }
    shown
}

/// How to get a global of Node's that a program misses.
pub(crate) fn hint(error: &JsError) -> Option<String> {
    let name = error.message.strip_suffix(" is not defined")?;
    let group = name.to_ascii_lowercase();
    let is_known = name != "buffer" && stilla_host::node::NAMES.contains(&group.as_str());
    (error.name == "ReferenceError" && is_known)
        .then(|| format!("--with={group} gives programs '{name}'"))
}

/// `Name: message` of an error; any other value inspected.
fn headline(error: &JsError, runtime: &mut Runtime) -> String {
    let is_error = !error.name.is_empty() || stack_lines(&error.stack).next().is_some();
    if is_error {
        return match (error.name.is_empty(), error.message.is_empty()) {
            (false, true) => error.name.clone(),
            (true, _) => error.message.clone(),
            _ => format!("{}: {}", error.name, error.message),
        };
    }
    let value = error.value.clone();
    let text = runtime.enter(|cx| {
        let value = value.to_core(cx).unwrap_or_default();
        stilla_host::inspect::inspect(cx, value)
    });
    format!(
        "Uncaught {}",
        text.unwrap_or_else(|_| error.message.clone())
    )
}

/// The `cause` of an error object, as if it had been thrown.
fn cause(value: &Value, runtime: &mut Runtime) -> Option<JsError> {
    let thrown = runtime.enter(|cx| {
        let object = value.to_core(cx).and_then(stilla::core::Value::as_object);
        let Some(object) = object.filter(|object| object.is(stilla::core::Kind::Error)) else {
            return Ok(());
        };
        if !cx.has_own_property(object, "cause")? {
            return Ok(());
        }
        let cause = cx.get(object, "cause")?;
        Err(stilla::core::Thrown::new(cause))
    });
    match thrown {
        Err(Error::Exception(error)) => Some(*error),
        _ => None,
    }
}

/// An error whose stack has other columns in the source `name`: `column` is given line and column.
pub(crate) fn with_columns(
    mut error: JsError,
    name: &str,
    column: impl Fn(usize, usize) -> usize,
) -> JsError {
    let moved = |line: &str| {
        let place = Place::parse(line).filter(|place| place.source == name)?;
        let before = format!("{name}:{}:{}", place.line, place.column);
        let column = column(place.line, place.column);
        let after = format!("{name}:{}:{column}", place.line);
        Some(line.replace(&before, &after))
    };
    let lines = error.stack.lines();
    let lines = lines.map(|line| moved(line).unwrap_or_else(|| line.to_owned()));
    error.stack = lines.collect::<Vec<_>>().join("\n");
    error
}

/// The lines of a stack that name frames, without the message before them.
fn stack_lines(stack: &str) -> impl Iterator<Item = &str> {
    stack.lines().filter(|line| line.starts_with(FRAME))
}

/// A place in a source, both numbers from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) source: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl Place {
    /// The place in a line of a stack.
    pub(crate) fn parse(line: &str) -> Option<Place> {
        let place = line.strip_prefix(FRAME)?;
        let place = match place.rsplit_once(" (") {
            Some((_, place)) => place.strip_suffix(')')?,
            None => place,
        };
        let mut parts = place.rsplitn(3, ':');
        let column = parts.next()?.parse().ok()?;
        let line = parts.next()?.parse().ok()?;
        Some(Place {
            source: parts.next()?.to_owned(),
            line,
            column,
        })
    }

    /// The place that a code frame shows.
    pub(crate) fn shown(line: &str) -> Option<Place> {
        Place::parse(&format!(
            "{FRAME}{}",
            line.trim_start().strip_prefix("--> ")?
        ))
    }

    /// The same, but none in a part of the host.
    fn of_person(line: &str) -> Option<Place> {
        Place::parse(line).filter(|place| !place.source.starts_with("stilla:"))
    }

    /// The first place in a stack that is in `source`.
    pub(crate) fn within(stack: &str, source: &str) -> Option<Place> {
        stack_lines(stack)
            .filter_map(Place::parse)
            .find(|place| place.source == source)
    }

    /// The place with the line of the source and a mark below it, if this is in the source `name`.
    pub(crate) fn frame(&self, name: &str, text: &str, width: usize) -> String {
        let is_there = self.source == name;
        let line = text.lines().nth(self.line.saturating_sub(1));
        self.frame_of(line.filter(|_| is_there), width)
    }

    /// The same with the line itself.
    fn frame_of(&self, line: Option<&str>, width: usize) -> String {
        let mut shown = format!("\n  --> {}:{}:{}", self.source, self.line, self.column);
        let Some(line) = line else {
            return shown;
        };
        let chars: Vec<char> = line.chars().collect();
        let at = chars_before(&chars, self.column.saturating_sub(1));
        let from = if chars.len() > WIDEST {
            at.saturating_sub(WIDEST / 2)
        } else {
            0
        };
        let part = &chars[from..chars.len().min(from + WIDEST)];
        let at = (at - from).min(part.len());
        let number = self.line.to_string();
        let gutter = " ".repeat(number.len());
        let blank = part[..at]
            .iter()
            .map(|c| if *c == '\t' { '\t' } else { ' ' });
        let blank: String = blank.collect();
        let marks = "^".repeat(width.clamp(1, (part.len() - at).max(1)));
        let part: String = part.iter().collect();
        let _ = write!(
            shown,
            "\n {gutter} |\n {number} | {}\n {gutter} | {blank}{marks}",
            part.trim_end()
        );
        shown
    }
}

/// How many characters the first `units` UTF-16 code units of a line are.
fn chars_before(line: &[char], units: usize) -> usize {
    let mut seen = 0;
    line.iter()
        .take_while(|c| {
            let is_before = seen < units;
            seen += c.len_utf16();
            is_before
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_stack_names_a_place() {
        let place = Place {
            source: "a b.js".into(),
            line: 3,
            column: 14,
        };
        assert_eq!(Place::parse("    at f (a b.js:3:14)"), Some(place.clone()));
        assert_eq!(Place::parse("    at a b.js:3:14"), Some(place));
        assert_eq!(Place::parse("    at native"), None);
    }

    #[test]
    fn a_frame_marks_the_place() {
        let place = Place {
            source: "a.js".into(),
            line: 2,
            column: 4,
        };
        let frame = place.frame("a.js", "x\n\tö f()\n", 3);
        assert_eq!(frame, "\n  --> a.js:2:4\n   |\n 2 | \tö f()\n   | \t  ^^^");
    }

    #[test]
    fn of_a_long_line_a_part_is_shown() {
        let place = Place {
            source: "a.js".into(),
            line: 1,
            column: 5001,
        };
        let frame = place.frame("a.js", &"y".repeat(10_000), 1);
        assert!(frame.len() < 400, "{frame}");
    }
}
