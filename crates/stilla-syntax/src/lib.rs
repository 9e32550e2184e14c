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
pub mod interner;
pub mod keyword;
pub mod scope;

pub use interner::{Interner, Name};
