//! The syntax tree: what the parser hands to the compiler.
//!
//! Nodes are small, `Copy`, and live in a `bumpalo::Bump` with lifetime `'a`. Two kinds of chain may be
//! arbitrarily long, everything else is at most as deep as the parser's depth budget:
//!
//! - *Left spines*: the `left` of [`ExprKind::Binary`] and [`ExprKind::Logical`], the `object` of
//!   member accesses, the `callee` of calls, the `tag` of tagged templates, the
//!   inner expression of TypeScript's operators. A consumer must walk down the spine
//!   with a loop, not by recursion.
//! - *Right chains*: `otherwise` of [`If`] (`else if`) and `otherwise` of [`Conditional`] (`a ? b : c ? d : e`).
//!   Loop here, too.
//!
//! Uses: interner, scope.
//! Never: parser, lexer.

mod class;
mod expr;
mod function;
mod module;
mod pattern;
mod stmt;
mod typescript;

pub use class::*;
pub use expr::*;
pub use function::*;
pub use module::*;
pub use pattern::*;
pub use stmt::*;
pub use typescript::*;

use crate::interner::Name;
use crate::scope::ScopeId;

/// A half-open range of byte offsets into the source text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to and excluding `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The span from the start of `self` to the end of `other`.
    pub const fn to(self, other: Span) -> Self {
        Self {
            start: self.start,
            end: other.end,
        }
    }

    /// The bytes of `source` that the span covers; empty when the span lies outside.
    pub fn slice(self, source: &[u8]) -> &[u8] {
        source
            .get(self.start as usize..self.end as usize)
            .unwrap_or(&[])
    }
}

/// A name with the place where it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ident {
    /// The name.
    pub name: Name,
    /// Where it stands.
    pub span: Span,
}

/// What the whole source text was parsed as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Goal {
    /// A script.
    #[default]
    Script,
    /// A module.
    Module,
    /// The text of a direct or indirect `eval`; what it may contain comes from the parse context.
    Eval,
}

/// The root of a tree.
#[derive(Clone, Copy, Debug)]
pub struct Program<'a> {
    /// The whole text.
    pub span: Span,
    /// What it was parsed as.
    pub goal: Goal,
    /// Whether the top level is strict code.
    pub strict: bool,
    /// The directive prologue: also present in `body` as expression statements.
    pub directives: &'a [Directive],
    /// The statements in source order.
    pub body: &'a [Stmt<'a>],
    /// The scope of the top level.
    pub scope: ScopeId,
    /// The entries of a module; `None` for scripts and evals.
    pub module: Option<&'a ModuleEntries<'a>>,
    /// Whether `await` (also `for await`, `await using`) stands outside every function.
    pub has_top_level_await: bool,
}

/// One string of a directive prologue, such as `"use strict"`.
#[derive(Clone, Copy, Debug)]
pub struct Directive {
    /// The cooked value.
    pub value: Name,
    /// The string literal with its quotes.
    pub span: Span,
}
