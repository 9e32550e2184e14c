//! The abstract machine: values, strings, objects, shapes, realms, jobs, modules, the interpreter.
//!
//! Everything flows through [`Cx`], the agent: `cx: &mut Cx` in a signature means "may run
//! JavaScript, and so may collect and may change any object"; `cx: &Cx` means "reads or allocates".
//! Allocation never collects; a collection happens only at a safepoint, which takes `&mut Cx`.
//!
//! The rooms that hold `unsafe` are `value/repr`, `string/repr`, `object/slots` and `interp`; their
//! invariants are listed at the head of each (V, C, S, O, I).

pub mod bigint;
mod cx;
pub mod error;
pub mod number;
pub mod string;
pub mod symbol;
pub mod value;

pub use cx::Cx;
pub use error::{JsResult, Stop, Thrown};
pub use string::JsString;
pub use symbol::Symbol;
pub use value::{Unpacked, Value};
pub(crate) use value::repr::cell;
