//! The abstract machine: values, strings, objects, shapes, realms, jobs, modules, the interpreter.
//!
//! Everything flows through [`Cx`], the agent: `cx: &mut Cx` in a signature means "may run
//! JavaScript, and so may collect and may change any object"; `cx: &Cx` means "reads or allocates".
//! Allocation never collects; a collection happens only at a safepoint, which takes `&mut Cx`.
//!
//! The rooms that hold `unsafe` are `value/repr`, `string/repr`, `object/slots` and `interp`; their
//! invariants are listed at the head of each (V, C, S, O, I).
#![allow(
    rustdoc::broken_intra_doc_links,
    rustdoc::private_intra_doc_links,
    reason = "double brackets are the notation of the specification"
)]

pub mod array_iterator;
pub mod async_from_sync_iterator;
pub mod bigint;
pub mod buffer;
pub mod builtin;
pub mod clock;
mod code_block;
mod cx;
mod environment;
pub mod error;
pub mod function;
mod gcvec;
pub mod host;
pub mod host_data;
mod interp;
pub mod job;
pub mod locale;
pub mod module;
pub mod number;
pub mod object;
pub mod ops;
pub mod promise;
pub mod realm;
pub mod regexp;
pub mod script;
mod shadow_realm;
pub mod string;
pub mod string_iterator;
pub mod symbol;
pub mod table;
pub mod table_iterator;
mod timer;
pub mod value;
mod views;
pub mod weak;

pub use cx::{
    CoveredPoint, CoveredSource, Cx, Handle, Interrupt, Limits, Profile, ProfileNode, ProfilePlace,
    ProfileTicker,
};
pub use error::{JsResult, Msg, Must, Stop, Thrown};
pub use function::{Call, LeafFn, NativeFn};
pub use gcvec::GcVec;
pub use interp::{Resumption, StackFrame, Step};
pub use object::{Attributes, Kind, Object, PropertyDescriptor, PropertyKey};
pub use realm::Intrinsic;
pub use stilla_bytecode::code::{Point, PointKind, Source as SourceText};
pub use string::{JsString, Name, StringBuilder, StringView};
pub use symbol::{Symbol, WellKnownSymbol};
pub use timer::Repeat;
pub(crate) use value::repr::cell;
pub use value::{Unpacked, Value};
