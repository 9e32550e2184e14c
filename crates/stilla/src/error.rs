//! What can go wrong: the text does not compile, the script throws, or a limit ends it.
//!
//! Uses: core. Never: runtime.

use stilla_core::Stop;

use crate::value::Value;

/// A failure of a script.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Error {
    /// The text is no program.
    Compile(CompileError),
    /// An exception that the script did not catch.
    Exception(JsError),
    /// A limit or an interrupt ended the run.
    Stopped(Stop),
    /// A value is not of the type that was asked for.
    Conversion {
        /// The type that was asked for.
        expected: &'static str,
        /// What was there.
        received: String,
    },
}

/// The diagnostics of a text that does not compile: at least one.
#[derive(Clone, Debug)]
pub struct CompileError {
    /// The name of the source.
    pub source_name: String,
    /// Each as `line:column: message`.
    pub diagnostics: Vec<String>,
    /// More input could complete the text.
    pub incomplete: bool,
}

/// An exception on its way to the host.
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
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::Compile(error) => {
                let first = error
                    .diagnostics
                    .first()
                    .map_or("invalid program", String::as_str);
                write!(f, "SyntaxError: {}:{first}", error.source_name)
            }
            Error::Exception(error) if error.name.is_empty() => f.write_str(&error.message),
            Error::Exception(error) => write!(f, "{}: {}", error.name, error.message),
            Error::Stopped(stop) => stop.fmt(f),
            Error::Conversion { expected, received } => {
                write!(f, "expected {expected}, got {received}")
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Stopped(stop) => Some(stop),
            _ => None,
        }
    }
}
