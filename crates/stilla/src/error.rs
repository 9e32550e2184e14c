//! What can go wrong: the text does not compile, the script throws, or a limit ends it.
//!
//! Uses: core, value. Never: runtime.

use std::borrow::Cow;
use std::sync::Arc;

use stilla_core::Stop;

mod compile;
mod exception;
mod host;

pub use compile::{CompileError, Diagnostic};
pub use exception::JsError;
pub(crate) use exception::{describe, has_source_maps, map_frames, panicked, throw};
pub(crate) use host::from_boxed;
pub use host::{ErrorClass, HostError};

/// A failure.
///
/// # Examples
/// ```
/// use stilla::{Error, Runtime};
///
/// let mut runtime = Runtime::new();
/// match runtime.eval("null.x") {
///     Err(Error::Exception(error)) => assert_eq!(error.name, "TypeError"),
///     other => panic!("{other:?}"),
/// }
/// assert!(matches!(runtime.eval("1 +"), Err(Error::Compile(_))));
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Error {
    /// The text is no program.
    Compile(CompileError),
    /// An exception that the script did not catch.
    Exception(Box<JsError>),
    /// A limit or an interrupt ended the run.
    Stopped(Stop),
    /// A module or a promise waits for something that nothing will settle any more.
    Unsettled,
    /// A value is not of the type that was asked for.
    Conversion {
        /// The type that was asked for.
        expected: Cow<'static, str>,
        /// What was there.
        received: String,
        /// Where it was inside of the value that was converted: `.items[3].name`, or nothing.
        path: String,
    },
    /// A value of another runtime, or of one that is gone.
    WrongRuntime,
    /// Rust code refused. In JavaScript this is an exception of the class it names.
    Host(HostError),
}

/// An error of Rust code that errors of this crate may carry.
pub(crate) type Source = Arc<dyn std::error::Error + Send + Sync>;

/// The error for a handle of another runtime.
///
/// FAST: made only where it is needed; one made ahead has to be dropped everywhere else.
#[cold]
pub(crate) fn wrong_runtime() -> Error {
    Error::WrongRuntime
}

impl Error {
    /// An error that is a TypeError for the script.
    ///
    /// # Examples
    /// ```
    /// let error = stilla::Error::type_error("expected an invoice");
    /// assert_eq!(error.to_string(), "TypeError: expected an invoice");
    /// ```
    #[must_use]
    pub fn type_error(message: impl Into<String>) -> Error {
        Error::Host(HostError::new(ErrorClass::TypeError, message))
    }

    /// An error that is a RangeError for the script.
    ///
    /// # Examples
    /// ```
    /// let error = stilla::Error::range_error("beyond the end");
    /// assert_eq!(error.to_string(), "RangeError: beyond the end");
    /// ```
    #[must_use]
    pub fn range_error(message: impl Into<String>) -> Error {
        Error::Host(HostError::new(ErrorClass::RangeError, message))
    }

    /// An error that is a plain Error for the script.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(stilla::Error::new("no such file").to_string(), "Error: no such file");
    /// ```
    #[must_use]
    pub fn new(message: impl Into<String>) -> Error {
        Error::Host(HostError::new(ErrorClass::Error, message))
    }

    pub(crate) fn too_large() -> Error {
        Error::range_error("the BigInt is too large")
    }

    /// That a value of another type than `expected` was received.
    ///
    /// # Examples
    /// ```
    /// let error = stilla::Error::conversion("a colour", "42");
    /// assert_eq!(error.to_string(), "expected a colour, got 42");
    /// ```
    #[must_use]
    pub fn conversion(
        expected: impl Into<Cow<'static, str>>,
        received: impl Into<String>,
    ) -> Error {
        Error::Conversion {
            expected: expected.into(),
            received: received.into(),
            path: String::new(),
        }
    }

    /// The same error of a conversion, as it is seen from the object with the property `key`.
    ///
    /// # Examples
    /// ```
    /// let error = stilla::Error::conversion("string", "1").at_key("name").at_index(3);
    /// assert_eq!(error.to_string(), "$[3].name: expected string, got 1");
    /// ```
    #[must_use]
    pub fn at_key(mut self, key: &str) -> Error {
        if let Error::Conversion { path, .. } = &mut self {
            *path = format!(".{key}{path}");
        }
        self
    }

    /// The same error of a conversion, as it is seen from the array with the element `index`.
    ///
    /// # Examples
    /// ```
    /// let error = stilla::Error::conversion("number", "a string").at_index(3);
    /// assert_eq!(error.to_string(), "$[3]: expected number, got a string");
    /// ```
    #[must_use]
    pub fn at_index(mut self, index: usize) -> Error {
        if let Error::Conversion { path, .. } = &mut self {
            *path = format!("[{index}]{path}");
        }
        self
    }

    /// The error of Rust code that this began with, if it is an `E`: it survives the way through
    /// JavaScript frames.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Function, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let parse = Function::new(&mut runtime, "parse", |text: String| text.parse::<i32>())?;
    /// runtime.set("parse", parse)?;
    /// let error = runtime.eval("parse('many')").unwrap_err();
    /// assert!(error.downcast_ref::<std::num::ParseIntError>().is_some());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn downcast_ref<E: std::error::Error + 'static>(&self) -> Option<&E> {
        let mut next = std::error::Error::source(self);
        while let Some(error) = next {
            if let Some(found) = error.downcast_ref::<E>() {
                return Some(found);
            }
            next = error.source();
        }
        None
    }

    /// The exception, if this is one.
    ///
    /// # Examples
    /// ```
    /// let error = stilla::Runtime::new().eval("throw new RangeError('far')").unwrap_err();
    /// assert_eq!(error.exception().map(|error| error.message.as_str()), Some("far"));
    /// ```
    #[must_use]
    pub fn exception(&self) -> Option<&JsError> {
        match self {
            Error::Exception(error) => Some(error),
            _ => None,
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::Compile(error) => error.fmt(f),
            Error::Exception(error) => error.fmt(f),
            Error::Stopped(stop) => stop.fmt(f),
            Error::Unsettled => f.write_str("the module waits for a promise that is never settled"),
            Error::Conversion {
                expected,
                received,
                path,
            } => {
                if !path.is_empty() {
                    write!(f, "${path}: ")?;
                }
                write!(f, "expected {expected}, got {received}")
            }
            Error::WrongRuntime => f.write_str("a value of another runtime"),
            Error::Host(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Stopped(stop) => Some(stop),
            Error::Exception(error) => error.source(),
            Error::Host(error) => error.source(),
            _ => None,
        }
    }
}
