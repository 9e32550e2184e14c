//! The abstract machine: values, strings, objects, shapes, realms, jobs, modules, the interpreter.
//!
//! Everything flows through [`Cx`], the agent: `cx: &mut Cx` in a signature means "may run
//! JavaScript, and so may collect and may change any object"; `cx: &Cx` means "reads or allocates".
//! Allocation never collects; a collection happens only at a safepoint, which takes `&mut Cx`.
//!
//! The rooms that hold `unsafe` are `value/repr`, `string/repr`, `object/slots` and `interp`; their
//! invariants are listed at the head of each (V, C, S, O, I).

pub mod bigint;
pub mod buffer;
pub mod builtin;
mod code_block;
mod cx;
mod environment;
pub mod error;
mod function;
mod gcvec;
mod host;
mod host_data;
mod interp;
mod job;
mod module;
pub mod number;
pub mod object;
pub mod ops;
mod realm;
pub mod string;
pub mod symbol;
pub mod table;
pub mod value;
mod weak;

pub use cx::Cx;
pub use error::{JsResult, Stop, Thrown};
pub use gcvec::GcVec;
pub use host_data::Data;
pub use object::{Kind, Object, PropertyKey};
pub use ops::{Failure, Hint, IteratorRecord};
pub use realm::Intrinsic;
pub use string::JsString;
pub use symbol::Symbol;
pub use value::{Unpacked, Value};
pub(crate) use value::repr::cell;
pub use weak::Finalizers;
