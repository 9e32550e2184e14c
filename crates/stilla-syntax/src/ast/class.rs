//! Classes.
//!
//! Uses: ast, scope.
//! Never: parser, lexer.

use super::{Expr, Function, Ident, PropertyKey, Span, Stmt, TypeSpan};
use crate::scope::ScopeId;

/// A class declaration or expression.
#[derive(Clone, Copy, Debug)]
pub struct Class<'a> {
    /// The text that `toString` shows, decorators included.
    pub span: Span,
    /// Decorators in source order.
    pub decorators: &'a [Decorator<'a>],
    /// The name.
    pub name: Option<Ident>,
    /// The expression behind `extends`.
    pub heritage: Option<&'a Expr<'a>>,
    /// The constructor, if written.
    pub constructor: Option<&'a Function<'a>>,
    /// All other elements in source order.
    pub elements: &'a [ClassElement<'a>],
    /// The scope of the inner name binding and the private names. It covers the heritage, too.
    pub scope: ScopeId,
    /// TypeScript type parameters.
    pub type_params: Option<TypeSpan>,
    /// TypeScript type arguments of the superclass.
    pub super_type_args: Option<TypeSpan>,
    /// TypeScript `implements` list.
    pub implements: Option<TypeSpan>,
    /// TypeScript `declare class`: has no existence at run time.
    pub is_ambient: bool,
}

/// `@expr`
#[derive(Clone, Copy, Debug)]
pub struct Decorator<'a> {
    /// With the `@`.
    pub span: Span,
    /// The expression.
    pub expr: Expr<'a>,
}

/// One element of a class body.
#[derive(Clone, Copy, Debug)]
pub struct ClassElement<'a> {
    /// The whole element.
    pub span: Span,
    /// `static`
    pub is_static: bool,
    /// Decorators in source order.
    pub decorators: &'a [Decorator<'a>],
    /// What it is.
    pub kind: ClassElementKind<'a>,
}

/// The forms of class elements.
#[derive(Clone, Copy, Debug)]
pub enum ClassElementKind<'a> {
    /// `key() {}`
    Method(&'a PropertyKey<'a>, &'a Function<'a>),
    /// `get key() {}`
    Getter(&'a PropertyKey<'a>, &'a Function<'a>),
    /// `set key(v) {}`
    Setter(&'a PropertyKey<'a>, &'a Function<'a>),
    /// `key = value;`
    Field(&'a Field<'a>),
    /// `accessor key = value;`
    Accessor(&'a Field<'a>),
    /// `static { … }`
    StaticBlock(&'a StaticBlock<'a>),
}

/// A field or auto-accessor.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// The key.
    pub key: PropertyKey<'a>,
    /// The initialiser.
    pub value: Option<Expr<'a>>,
    /// The function scope ([`super::FunctionKind::FieldInitializer`]) that the initialiser runs in; also there without initialiser.
    pub scope: ScopeId,
    /// TypeScript type.
    pub ty: Option<TypeSpan>,
}

/// `static { … }`
#[derive(Clone, Copy, Debug)]
pub struct StaticBlock<'a> {
    /// The statements.
    pub body: &'a [Stmt<'a>],
    /// The function scope ([`super::FunctionKind::StaticBlock`]) that they run in.
    pub scope: ScopeId,
}
