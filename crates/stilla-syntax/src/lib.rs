//! Source text to syntax tree, early errors and scope analysis.
//!
//! One pass over WTF-8 bytes builds a tree in an arena, a side table of scopes and a list of
//! diagnostics. The tree is made of `Copy` nodes, so dropping it is dropping the arena: nothing
//! recurses. How deep a tree can get is bounded by the parser (see [`ParseOptions`]); only *left
//! spines* (see [`ast`]) and the few chains named there are unbounded.
//!
//! Uses: nothing of ours.
//! Never: the other crates of the workspace.
#![forbid(unsafe_code)]

pub mod ast;
pub mod diagnostic;
pub mod dump;
pub mod form;
pub mod interner;
pub mod keyword;
mod lexer;
pub mod lines;
pub mod options;
mod parser;
pub mod scope;

pub use diagnostic::{Diagnostic, DiagnosticKind};
pub use form::{Form, Forms};
pub use interner::{Interner, Name};
pub use lines::{LineIndex, Position};
pub use options::{JsxNames, ParseOptions, PrivateNames, Surroundings, Watch, is_declaration_file};
pub use parser::{
    Parsed, RegExpUse, Rejected, dynamic_function_source, parse, parse_dynamic_function,
    parse_function_at,
};
