//! Exceptions on their way between JavaScript and Rust.
//!
//! An exception that leaves JavaScript is described at once, because its object may change later. The
//! value travels along, so that passing the error on throws the same value; a Rust error behind it stays
//! attached to the error object under a private name.
//!
//! Uses: core, state, value. Never: runtime.

use std::fmt::Write as _;
use std::sync::Arc;

use stilla_core::error::{ErrorKind, new_error};
use stilla_core::host::Source as Text;
use stilla_core::host_data::Data;
use stilla_core::{Attributes, Cx, Msg, Name, Object, PropertyKey, StackFrame, Thrown};

use super::{Error, Source};
use crate::state::{source_name, state};
use crate::value::Value;

/// How many causes are followed.
const MOST_CAUSES: usize = 8;
/// A line of source longer than this is shown in part.
const WIDEST: usize = 120;

/// An exception of JavaScript.
///
/// # Examples
/// ```
/// use stilla::Runtime;
///
/// let mut runtime = Runtime::new();
/// let error = runtime.eval_named("sum.js", "function sum() { return total + 1 }\nsum()").unwrap_err();
/// let error = error.exception().expect("an exception");
/// assert_eq!((error.name.as_str(), error.message.as_str()), ("ReferenceError", "total is not defined"));
/// assert_eq!((error.frames[0].function.as_str(), error.frames[0].line), ("sum", 1));
/// assert!(error.report().contains("--> sum.js:1:25"));
/// ```
#[derive(Clone, Debug)]
pub struct JsError {
    /// What was thrown.
    pub value: Value,
    /// The `name` of an error object, otherwise empty.
    pub name: String,
    /// The `name` of the constructor of an object, otherwise empty.
    pub constructor: String,
    /// The `message` of an error object, otherwise the value as a string.
    pub message: String,
    /// The `stack` of an error object, otherwise the text of the value.
    pub stack: String,
    /// The frames of the code that made the error object, the innermost first.
    pub frames: Vec<StackFrame>,
    /// The line of source that made the error object.
    pub source_line: Option<String>,
    /// The `cause` of an error object.
    pub cause: Option<Box<JsError>>,
    pub(crate) source: Option<Source>,
}

impl JsError {
    /// The error with the line of source that made it, its frames and its causes: text of several
    /// lines for people.
    ///
    /// # Examples
    /// ```
    /// let error = stilla::Runtime::new().eval_named("a.js", "null.x").unwrap_err();
    /// let report = error.exception().expect("an exception").report();
    /// assert!(report.contains("--> a.js:1:") && report.contains("null.x"));
    /// ```
    #[must_use]
    pub fn report(&self) -> String {
        let mut text = self.to_string();
        if let Some(frame) = self.frames.first() {
            let _ = write!(
                text,
                "\n  --> {}:{}:{}",
                frame.source, frame.line, frame.column
            );
            if let Some(line) = &self.source_line {
                push_line(&mut text, line, frame.line, frame.column);
            }
        }
        for frame in &self.frames {
            let place = format!("{}:{}:{}", frame.source, frame.line, frame.column);
            let _ = match frame.function.as_str() {
                "" => write!(text, "\n    at {place}"),
                name => write!(text, "\n    at {name} ({place})"),
            };
        }
        if let Some(cause) = &self.cause {
            let _ = write!(text, "\ncaused by: {}", cause.report());
        }
        text
    }
}

/// A line of source with a mark below a column.
fn push_line(text: &mut String, line: &str, number: u32, column: u32) {
    let chars: Vec<char> = line.chars().collect();
    let mut units = 0;
    let at = chars
        .iter()
        .take_while(|c| {
            units += c.len_utf16();
            units < column as usize
        })
        .count();
    let from = if chars.len() > WIDEST {
        at.saturating_sub(WIDEST / 2)
    } else {
        0
    };
    let shown: String = chars.iter().skip(from).take(WIDEST).collect();
    let blank: String = chars[from..at.min(chars.len())]
        .iter()
        .map(|c| if *c == '\t' { '\t' } else { ' ' })
        .collect();
    let number = number.to_string();
    let gutter = " ".repeat(number.len());
    let _ = write!(
        text,
        "\n {gutter} |\n {number} | {}\n {gutter} | {blank}^",
        shown.trim_end()
    );
}

impl std::fmt::Display for JsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.name.is_empty(), self.message.is_empty()) {
            (true, _) => f.write_str(&self.message),
            (false, true) => f.write_str(&self.name),
            _ => write!(f, "{}: {}", self.name, self.message),
        }
    }
}

impl std::error::Error for JsError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match (&self.source, &self.cause) {
            (Some(source), _) => Some(&**source),
            (None, Some(cause)) => Some(&**cause),
            _ => None,
        }
    }
}

/// What a host learns of an exception or a stop.
pub(crate) fn describe(cx: &mut Cx, thrown: Thrown) -> Error {
    let Some(value) = thrown.value() else {
        return Error::Stopped(cx.take_stop().unwrap_or(crate::Stop::OutOfMemory));
    };
    let error = describe_value(cx, value, MOST_CAUSES);
    // NOTE: a getter that was asked for its text may have met a limit; the exception comes first.
    let _ = cx.take_stop();
    Error::Exception(Box::new(error))
}

fn describe_value(cx: &mut Cx, value: stilla_core::Value, depth: usize) -> JsError {
    let object = value.as_object();
    let mut frames = object.map_or_else(Vec::new, |object| cx.error_frames(object));
    let mut source_line = object.and_then(|object| cx.error_line(object));
    if let Some(object) = object
        && has_source_maps(cx)
    {
        let sources = cx.error_sources(object);
        map_frames(cx, &mut frames, &sources, &mut source_line);
    }
    let stack = cx.describe_exception(value);
    let mut text = |name: Name| {
        let string = cx.get(object?, name).ok()?.as_string()?;
        Some(cx.to_rust_string(string))
    };
    let (name, message) = (text(Name::name), text(Name::message));
    JsError {
        name: name.unwrap_or_default(),
        constructor: constructor_name(cx, value).unwrap_or_default(),
        message: message.unwrap_or_else(|| stack.clone()),
        stack,
        frames,
        source_line,
        cause: object.and_then(|object| cause(cx, object, depth)),
        source: object.and_then(|object| source(cx, object)),
        value: Value::from_machine(cx, value),
    }
}

/// Whether places are to be those of the original texts.
pub(crate) fn has_source_maps(cx: &mut Cx) -> bool {
    cx.embedder().is_some() && state(cx).source_maps.is_some()
}

/// Puts the original places into frames. The host's loader runs, and no JavaScript.
pub(crate) fn map_frames(
    cx: &mut Cx,
    frames: &mut [StackFrame],
    sources: &[Arc<Text>],
    line: &mut Option<String>,
) {
    // NOTE: taken out meanwhile, because the loader may panic.
    if let Some(mut maps) = state(cx).source_maps.take() {
        maps.apply(frames, sources, line);
        state(cx).source_maps = Some(maps);
    }
}

/// The `cause` of an error object, if it is its own property.
fn cause(cx: &mut Cx, error: Object, depth: usize) -> Option<Box<JsError>> {
    let depth = depth.checked_sub(1)?;
    if !error.is(stilla_core::Kind::Error) || !cx.has_own_property(error, "cause").ok()? {
        return None;
    }
    let cause = cx.get(error, "cause").ok()?;
    Some(Box::new(describe_value(cx, cause, depth)))
}

/// The name of the constructor of an object.
fn constructor_name(cx: &mut Cx, value: stilla_core::Value) -> Option<String> {
    let constructor = cx
        .get(value.as_object()?, Name::constructor)
        .ok()?
        .as_object()?;
    let name = cx.get(constructor, Name::name).ok()?.as_string()?;
    Some(cx.to_rust_string(name))
}

/// The Rust error behind an error object.
fn source(cx: &mut Cx, error: Object) -> Option<Source> {
    if !error.is(stilla_core::Kind::Error) {
        return None;
    }
    let key = PropertyKey::from_symbol(source_name(cx));
    let data = Data::from_value(cx.own_value(error, key)?)?;
    data.with(|source: &Source| Source::clone(source))
}

fn attach(cx: &mut Cx, error: Object, source: Source) {
    let key = PropertyKey::from_symbol(source_name(cx));
    if let Ok(data) = Data::new(cx, Box::new(source), 64) {
        cx.put_own(error, key, data.to_value(), Attributes::NONE);
    }
}

/// An error of the host as an exception or a stop.
#[cold]
pub(crate) fn throw(cx: &mut Cx, error: Error) -> Thrown {
    let (kind, source) = match &error {
        Error::Stopped(stop) => return cx.stop_with(stop.clone()),
        Error::Exception(exception) => match exception.value.to_raw(cx) {
            Ok(raw) => return Thrown::new(raw.0),
            Err(_) => (ErrorKind::Error, exception.source.clone()),
        },
        Error::Compile(compile) if compile.too_deep => (ErrorKind::Range, None),
        Error::Compile(_) => (ErrorKind::Syntax, None),
        Error::Conversion { .. } | Error::WrongRuntime => (ErrorKind::Type, None),
        Error::Unsettled => (ErrorKind::Error, None),
        Error::Host(host) => (host.class.kind(), host.source.clone()),
    };
    let text = match error {
        Error::Host(host) => host.message,
        Error::Compile(compile) => compile
            .diagnostics
            .first()
            .map_or_else(String::new, ToString::to_string),
        other => other.to_string(),
    };
    let object = new_error(cx, kind, &Msg::Text { text });
    if let Some(source) = source {
        attach(cx, object, source);
    }
    Thrown::new(object.into())
}

/// The error for a host function that panicked with `payload`.
#[cold]
pub(crate) fn panicked(payload: &(dyn std::any::Any + Send)) -> Error {
    let text = payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned());
    Error::new(match text {
        Some(text) => format!("a host function panicked: {text}"),
        None => "a host function panicked".to_owned(),
    })
}
