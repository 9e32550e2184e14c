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
    Exception(Box<JsError>),
    /// A limit or an interrupt ended the run.
    Stopped(Stop),
    /// A module waits for a promise that nothing will settle any more.
    Unsettled,
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
    /// What is wrong, the first place first.
    pub diagnostics: Vec<Diagnostic>,
    /// More input could complete the text.
    pub incomplete: bool,
    /// The text nests too deeply: for a script that is a RangeError.
    pub too_deep: bool,
}

/// One thing that is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable code: `S…` of the parser, `R…` for regular expressions, `C…` of the compiler.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What the writer could do about it.
    pub hint: Option<String>,
    /// The line, from 1.
    pub line: u32,
    /// The column in UTF-16 code units, from 1.
    pub column: u32,
    /// The bytes of the text that it is about.
    pub span: std::ops::Range<u32>,
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

impl CompileError {
    /// The class of the exception that a script would see.
    #[must_use]
    pub fn class(&self) -> &'static str {
        if self.too_deep {
            "RangeError"
        } else {
            "SyntaxError"
        }
    }
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
            Error::Compile(error) => match error.diagnostics.first() {
                Some(first) => write!(f, "{}: {}:{first}", error.class(), error.source_name),
                None => write!(f, "{}: {}", error.class(), error.source_name),
            },
            Error::Exception(error) if error.name.is_empty() => f.write_str(&error.message),
            Error::Exception(error) => write!(f, "{}: {}", error.name, error.message),
            Error::Stopped(stop) => stop.fmt(f),
            Error::Unsettled => f.write_str("the module waits for a promise that is never settled"),
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
