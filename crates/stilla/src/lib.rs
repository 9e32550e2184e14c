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

mod buffer;
mod builder;
mod class;
mod context;
mod convert;
mod directory;
mod drive;
mod dynamic;
mod error;
mod export;
mod freeze;
mod function;
mod import_map;
#[cfg(feature = "serde")]
mod interchange;
mod json;
mod live;
mod modules;
mod object;
mod program;
mod promise;
mod proxy;
mod runtime;
mod seal;
mod shared;
mod source_map;
mod state;
mod tables;
mod tasks;
mod timers;
mod value;
mod worker;
mod world;

pub use buffer::{ArrayBuffer, ElementType, SharedMemory};
pub use builder::Builder;
pub use class::{Class, ClassBuilder, Constructed, Instance, IntoConstructor, class_function};
pub use context::{AsContext, Context};
pub use convert::{Bytes, Coerced, FromJs, IntoJs, OrBigInt, OrUndefined};
pub use directory::DirectoryLoader;
pub use drive::Settle;
pub use dynamic::{HostArray, HostObject};
pub use error::{CompileError, Diagnostic, Error, ErrorClass, HostError, JsError};
pub use export::{Data, ExportLimits};
pub use function::{
    Arguments, FromArgument, Function, IntoArgs, IntoAsyncFunction, IntoFunction, IntoFunctionMut,
    IntoMethod, IntoMethodMut, Opt, Rest, This,
};
pub use import_map::ImportMap;
pub use live::{Element, Live, LiveMap};
pub use object::{Array, IntoKey, Map, Object, Property, PropertyKey, Set};
pub use program::{Goal, Profile, Program, ProgramOptions};
pub use promise::{Promise, PromiseState, Resolver};
pub use proxy::Traps;
pub use runtime::{InterruptHandle, JobPolicy, MemoryUsage, Runtime};
pub use shared::SharedData;
pub use source_map::{Original, SourceMap};
pub use stilla_core::host::{Host, NoHost, Source, Stream};
pub use stilla_core::{StackFrame, Stop};
#[cfg(feature = "derive")]
pub use stilla_derive::{FromJs, IntoJs, js_class};
pub use value::{BigInt, JsString, Symbol, Value, WellKnown};
pub use worker::{Pending, Pool, Worker};
pub use world::{ContextHooks, MapLoader, ModuleLoader};

/// What the derive macros write calls of.
#[doc(hidden)]
pub use convert::Fields;

/// The abstract machine, for the crates of this repository: with it, soundness is by rule only.
#[cfg(feature = "machine")]
pub use stilla_core as core;
#[cfg(feature = "temporal")]
pub use stilla_temporal as temporal;

/// The programs of the guide are tests.
#[cfg(all(doctest, feature = "derive"))]
mod guide {
    macro_rules! chapters {
        ($($name:ident $path:literal;)*) => {
            $(#[doc = include_str!($path)]
            struct $name;)*
        };
    }

    chapters! {
        FirstSteps "../../../docs/book/src/first-steps.md";
        Values "../../../docs/book/src/values.md";
        Functions "../../../docs/book/src/functions.md";
        Classes "../../../docs/book/src/classes.md";
        Sharing "../../../docs/book/src/sharing.md";
        Modules "../../../docs/book/src/modules.md";
        Promises "../../../docs/book/src/async.md";
        Errors "../../../docs/book/src/errors.md";
        Limits "../../../docs/book/src/limits.md";
    }
}
