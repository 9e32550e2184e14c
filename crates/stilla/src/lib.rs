//! An embeddable, sandboxed ECMAScript engine.
//!
//! A [`Runtime`] is one isolated world of JavaScript: its heap, its global object, its limits. A
//! [`Program`] is compiled code that any number of runtimes, on any threads, can run.
//!
//! ```
//! use stilla::Runtime;
//!
//! let mut runtime = Runtime::new();
//! runtime.set("price", 20.0)?;
//! let total: f64 = runtime.eval_as("price * 1.25")?;
//! assert_eq!(total, 25.0);
//! # Ok::<(), stilla::Error>(())
//! ```
//!
//! Nothing is ambient: a script sees no files, no network, no clock and no randomness that the host
//! did not give it, and ends when it exceeds a limit of its [`Builder`].
#![forbid(unsafe_code)]

mod convert;
mod error;
mod function;
mod program;
mod runtime;
mod tables;
mod value;

pub use convert::{FromJs, IntoJs};
pub use error::{CompileError, Diagnostic, Error, JsError};
pub use function::Arguments;
pub use program::{Goal, Program, ProgramOptions};
pub use runtime::{Builder, InterruptHandle, Runtime};
pub use stilla_core::host::{Host, NoHost};
pub use stilla_core::{StackFrame, Stop};
pub use value::Value;

/// The abstract machine, for crates that add host objects of their own.
pub use stilla_core as core;
#[cfg(feature = "temporal")]
pub use stilla_temporal as temporal;
