//! Patterns: what is declared or assigned to.
//!
//! One shape serves both. In a binding pattern the leaves are names; in an assignment pattern they may be member
//! accesses, too.
//!
//! Uses: ast, interner.
//! Never: parser, lexer.

use super::{Expr, PropertyKey, Span};
use crate::interner::Name;

/// A binding or assignment target.
#[derive(Clone, Copy, Debug)]
pub struct Pattern<'a> {
    /// The text of the pattern, without a default.
    pub span: Span,
    /// What it is.
    pub kind: PatternKind<'a>,
}

/// The forms of patterns.
#[derive(Clone, Copy, Debug)]
pub enum PatternKind<'a> {
    /// A name: declared in a binding pattern, referred to in an assignment.
    Ident(Name),
    /// A name in parentheses in an assignment: it does not name the function that it is assigned.
    ParenIdent(Name),
    /// A member access (perhaps in parentheses), in assignments only; a call where the web needs it (a ReferenceError at run time).
    Expr(&'a Expr<'a>),
    /// `[…]`
    Array(&'a ArrayPattern<'a>),
    /// `{…}`
    Object(&'a ObjectPattern<'a>),
}

/// `[a, , b = 1, ...rest]`
#[derive(Clone, Copy, Debug)]
pub struct ArrayPattern<'a> {
    /// The elements; `None` for a hole.
    pub elements: &'a [Option<PatternElement<'a>>],
    /// The target behind `...`.
    pub rest: Option<Pattern<'a>>,
}

/// A target with its default.
#[derive(Clone, Copy, Debug)]
pub struct PatternElement<'a> {
    /// The target.
    pub target: Pattern<'a>,
    /// The value when there is `undefined`.
    pub default: Option<&'a Expr<'a>>,
}

/// `{a, b: c = 1, ...rest}`
#[derive(Clone, Copy, Debug)]
pub struct ObjectPattern<'a> {
    /// The properties.
    pub properties: &'a [PatternProperty<'a>],
    /// The target behind `...`.
    pub rest: Option<Pattern<'a>>,
}

/// One property of an object pattern.
#[derive(Clone, Copy, Debug)]
pub struct PatternProperty<'a> {
    /// The key.
    pub key: PropertyKey<'a>,
    /// Target and default.
    pub value: PatternElement<'a>,
    /// Written without `key:`.
    pub shorthand: bool,
}
