//! Errors of Rust code on their way into JavaScript.
//!
//! Uses: error. Never: value.

use super::{Error, Source};

/// The class of the exception that a script sees.
///
/// # Examples
/// ```
/// use stilla::{ErrorClass, HostError, Runtime};
///
/// let mut runtime = Runtime::new();
/// runtime.set_function("missing", || Err::<(), _>(HostError::new(ErrorClass::ReferenceError, "gone")))?;
/// assert!(runtime.eval_as::<bool>("try { missing() } catch (e) { e instanceof ReferenceError }")?);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum ErrorClass {
    /// Error.
    #[default]
    Error,
    /// RangeError.
    RangeError,
    /// ReferenceError.
    ReferenceError,
    /// SyntaxError.
    SyntaxError,
    /// TypeError.
    TypeError,
}

impl ErrorClass {
    pub(crate) fn kind(self) -> stilla_core::error::ErrorKind {
        use stilla_core::error::ErrorKind;
        match self {
            ErrorClass::Error => ErrorKind::Error,
            ErrorClass::RangeError => ErrorKind::Range,
            ErrorClass::ReferenceError => ErrorKind::Reference,
            ErrorClass::SyntaxError => ErrorKind::Syntax,
            ErrorClass::TypeError => ErrorKind::Type,
        }
    }

    fn name(self) -> &'static str {
        match self {
            ErrorClass::Error => "Error",
            ErrorClass::RangeError => "RangeError",
            ErrorClass::ReferenceError => "ReferenceError",
            ErrorClass::SyntaxError => "SyntaxError",
            ErrorClass::TypeError => "TypeError",
        }
    }
}

/// An error that Rust code throws into a script, or a Rust error in its clothes.
///
/// # Examples
/// ```
/// use stilla::{Error, ErrorClass, Function, HostError, Runtime};
///
/// let mut runtime = Runtime::new();
/// let refuse = Function::new(&mut runtime, "refuse", || {
///     Err::<(), _>(HostError::new(ErrorClass::RangeError, "not today"))
/// })?;
/// runtime.set("refuse", refuse)?;
/// let caught: String = runtime.eval_as("try { refuse() } catch (e) { `${e.name}, ${e.message}` }")?;
/// assert_eq!(caught, "RangeError, not today");
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct HostError {
    pub(crate) class: ErrorClass,
    pub(crate) message: String,
    pub(crate) source: Option<Source>,
}

impl HostError {
    /// What went wrong, without the class.
    ///
    /// # Examples
    /// ```
    /// let stilla::Error::Host(error) = stilla::Error::range_error("too far") else { panic!() };
    /// assert_eq!(error.message(), "too far");
    /// ```
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// An error with a class and a message.
    ///
    /// # Examples
    /// ```
    /// use stilla::{ErrorClass, HostError};
    ///
    /// let error = HostError::new(ErrorClass::TypeError, "no number");
    /// assert_eq!(error.to_string(), "TypeError: no number");
    /// ```
    #[must_use]
    pub fn new(class: ErrorClass, message: impl Into<String>) -> HostError {
        HostError {
            class,
            message: message.into(),
            source: None,
        }
    }

    /// The same error with the Rust error that is behind it.
    ///
    /// # Examples
    /// ```
    /// use stilla::{ErrorClass, HostError};
    ///
    /// let cause = "x".parse::<i32>().unwrap_err();
    /// let error = HostError::new(ErrorClass::TypeError, "not a count").with_source(cause);
    /// assert!(std::error::Error::source(&error).is_some());
    /// ```
    #[must_use]
    pub fn with_source(
        mut self,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> HostError {
        self.source = Some(source.into().into());
        self
    }
}

impl std::fmt::Display for HostError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.class.name(), self.message)
    }
}

impl std::error::Error for HostError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&**self.source.as_ref()?)
    }
}

impl From<HostError> for Error {
    fn from(error: HostError) -> Error {
        Error::Host(error)
    }
}

/// Any error as one of this crate: its own come back as they are.
pub(crate) fn from_boxed(error: Box<dyn std::error::Error + Send + Sync>) -> Error {
    let error = match error.downcast::<Error>() {
        Ok(own) => return *own,
        Err(other) => other,
    };
    match error.downcast::<HostError>() {
        Ok(own) => Error::Host(*own),
        Err(other) => Error::Host(HostError {
            class: ErrorClass::Error,
            message: other.to_string(),
            source: Some(other.into()),
        }),
    }
}
