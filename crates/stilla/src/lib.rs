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
mod cpu_profile;
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
pub use export::{Data, ExportLimits, Exported};
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
pub use stilla_core::{
    Profile as CpuProfile, ProfileNode as CpuNode, ProfilePlace as CpuPlace, StackFrame, Stop,
};
/// # Examples
/// ```
/// use stilla::{FromJs, Runtime};
///
/// #[derive(Debug, PartialEq, FromJs)]
/// struct Order {
///     id: u32,
///     #[js(default)]
///     tags: Vec<String>,
/// }
/// let mut runtime = Runtime::new();
/// let order: Order = runtime.eval_as("({ id: 7 })")?;
/// assert_eq!(order, Order { id: 7, tags: Vec::new() });
/// let error = runtime.eval_as::<Vec<Order>>("[{ id: 1, tags: [2] }]").unwrap_err();
/// assert_eq!(error.to_string(), "$[0].tags[0]: expected string, got 2");
/// # Ok::<(), stilla::Error>(())
/// ```
#[cfg(feature = "derive")]
pub use stilla_derive::FromJs;
/// # Examples
/// ```
/// use stilla::{IntoJs, Runtime};
///
/// #[derive(IntoJs)]
/// #[js(rename_all = "camelCase")]
/// struct Server {
///     host_name: &'static str,
///     #[js(rename = "tcpPort")]
///     port: u16,
///     mode: Mode,
/// }
///
/// #[derive(IntoJs)]
/// enum Mode {
///     Plain,
///     Secure { days: u32 },
/// }
/// let mut runtime = Runtime::new();
/// let plain = Server { host_name: "a.example", port: 80, mode: Mode::Plain };
/// let secure = Server { host_name: "b.example", port: 443, mode: Mode::Secure { days: 9 } };
/// runtime.set("servers", [plain, secure])?;
/// let code = "servers.map(s => s.hostName + s.tcpPort + JSON.stringify(s.mode)).join()";
/// assert_eq!(runtime.eval_as::<String>(code)?, r#"a.example80"Plain",b.example443{"Secure":{"days":9}}"#);
/// # Ok::<(), stilla::Error>(())
/// ```
#[cfg(feature = "derive")]
pub use stilla_derive::IntoJs;
/// # Examples
/// ```
/// use stilla::{Runtime, js_class};
///
/// struct Counter {
///     value: i32,
/// }
///
/// #[js_class]
/// impl Counter {
///     #[js(constructor)]
///     fn new(value: Option<i32>) -> Counter {
///         Counter { value: value.unwrap_or(0) }
///     }
///     #[js(getter)]
///     fn value(&self) -> i32 {
///         self.value
///     }
///     fn add_many(&mut self, count: i32) {
///         self.value += count;
///     }
/// }
/// let mut runtime = Runtime::new();
/// runtime.define_class::<Counter>()?;
/// assert_eq!(runtime.eval_as::<i32>("const c = new Counter(1); c.addMany(5); c.value")?, 6);
/// # Ok::<(), stilla::Error>(())
/// ```
#[cfg(feature = "derive")]
pub use stilla_derive::js_class;
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
