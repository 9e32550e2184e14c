//! The three kinds of failure: an exception, a stop, and (in the compiler) diagnostics.
//!
//! [`Thrown`] is a JavaScript exception on its way to a handler; `?` passes it on as the
//! specification's `?` does. A [`Stop`] unwinds in the same channel, but no handler of a script
//! sees it: its value is [`Value::STOP`] and its reason waits in [`Cx`](crate::Cx).
//!
//! Uses: value, messages. Never: interp.

use crate::value::Value;

mod messages;
mod object;
mod throw;

pub(crate) use object::plain_in_chain;

pub use messages::{Count, Msg};
pub use throw::{
    ErrorKind, new_error, range_error, reference_error, syntax_error, throw_error, type_error,
    uri_error,
};

/// A JavaScript exception, or the unwinding of a [`Stop`].
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Thrown(pub(crate) Value);

/// The result of an operation that may throw.
pub type JsResult<T> = Result<T, Thrown>;

impl Thrown {
    /// An exception with this value.
    pub const fn new(value: Value) -> Thrown {
        Thrown(value)
    }

    /// The value thrown, or `None` while a [`Stop`] unwinds: then pass the `Thrown` on.
    #[must_use]
    pub fn value(self) -> Option<Value> {
        if self.is_stop() { None } else { Some(self.0) }
    }

    /// Whether this unwinds a [`Stop`], which nothing may catch but the host.
    #[must_use]
    pub fn is_stop(self) -> bool {
        self.0 == Value::STOP
    }
}

/// Why a run was ended from outside: not catchable by a script.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stop {
    /// The memory limit was exceeded.
    OutOfMemory,
    /// The fuel is used up.
    OutOfFuel,
    /// The deadline has passed.
    Deadline,
    /// An interrupt was requested; the text is the reason that came with it.
    Interrupted(String),
    /// What the script prints can't be written: a closed pipe, a full disk.
    Output(std::io::ErrorKind),
    /// The script asked its host to end, with this exit code.
    Exit(i32),
}

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Stop::OutOfMemory => f.write_str("memory limit exceeded"),
            Stop::OutOfFuel => f.write_str("fuel used up"),
            Stop::Deadline => f.write_str("time limit exceeded"),
            Stop::Interrupted(reason) => write!(f, "interrupted: {reason}"),
            Stop::Output(kind) => write!(f, "the output can't be written: {kind}"),
            Stop::Exit(code) => write!(f, "the script ended itself with exit code {code}"),
        }
    }
}

impl std::error::Error for Stop {}

/// The specification's `!`: the operation can't throw here.
pub trait Must<T> {
    /// The value.
    ///
    /// # Panics
    /// If the operation threw after all, which `reason` says it can't.
    fn must(self, reason: &str) -> T;
}

impl<T> Must<T> for JsResult<T> {
    #[track_caller]
    fn must(self, reason: &str) -> T {
        match self {
            Ok(value) => value,
            Err(thrown) => panic!("{reason}: {thrown:?}"),
        }
    }
}
