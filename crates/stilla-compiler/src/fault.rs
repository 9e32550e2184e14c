//! Why a function could not be compiled.
//!
//! Uses: nothing of ours but spans. Never: any other room.

use stilla_syntax::ast::Span;

/// What stopped the compiler.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// The tree is nested more deeply than the budget allows.
    TooDeep,
    /// The watch does not let the compiler go on.
    Stopped,
    /// A limit of the code format; the text names it.
    TooLarge(&'static str),
    /// Something that this compiler does not know.
    Unsupported(Span, &'static str),
    /// A short jump does not reach: the function is compiled again without them.
    NearJump,
    /// A `var` of an eval conflicts with a lexical declaration around it.
    Redeclared(String),
}

/// The result of every step of the compiler.
pub(crate) type R<T = ()> = Result<T, Fault>;
