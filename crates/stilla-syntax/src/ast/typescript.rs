//! TypeScript and JSX nodes.
//!
//! Types are kept as spans of checked text; nothing evaluates them.
//!
//! Uses: ast, interner.
//! Never: parser, lexer.

use super::{Expr, Ident, Span, Stmt};
use crate::interner::Name;

/// The text of a type, type parameter list or type argument list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeSpan(pub Span);

/// A type operator on an expression.
#[derive(Clone, Copy, Debug)]
pub struct TsExpr<'a> {
    /// The inner expression: the value.
    pub expr: Expr<'a>,
    /// Which operator.
    pub kind: TsExprKind,
}

/// The type operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TsExprKind {
    /// `expr as T`, `expr as const`
    As(TypeSpan),
    /// `expr satisfies T`
    Satisfies(TypeSpan),
    /// `expr!`
    NonNull,
    /// `<T>expr`
    Assertion(TypeSpan),
    /// `expr<T>` without call
    Instantiation(TypeSpan),
}

/// A TypeScript declaration.
#[derive(Clone, Copy, Debug)]
pub enum TsDeclaration<'a> {
    /// `interface`, `type`, `declare …`, `import type`, `export type`, an ambient module: nothing at run time.
    Erased,
    /// `enum E { … }`
    Enum(&'a TsEnum<'a>),
    /// `namespace N { … }`
    Namespace(&'a TsNamespace<'a>),
    /// `export = expr`
    ExportAssign(&'a Expr<'a>),
}

/// `enum E { A, B = 1 }`
#[derive(Clone, Copy, Debug)]
pub struct TsEnum<'a> {
    /// The name.
    pub name: Ident,
    /// `const enum`
    pub is_const: bool,
    /// The members: name and initialiser.
    pub members: &'a [(Ident, Option<Expr<'a>>)],
    /// What the enum evaluates: the call of a function that fills the object.
    pub lowered: Expr<'a>,
}

/// `namespace N { … }`
#[derive(Clone, Copy, Debug)]
pub struct TsNamespace<'a> {
    /// The name.
    pub name: Ident,
    /// The statements.
    pub body: &'a [Stmt<'a>],
    /// What the namespace evaluates: the call of a function that fills the object.
    pub lowered: Expr<'a>,
}

/// `<name attributes>children</name>` or a fragment.
#[derive(Clone, Copy, Debug)]
pub struct JsxElement<'a> {
    /// The whole element.
    pub span: Span,
    /// `None` for a fragment.
    pub name: Option<JsxName<'a>>,
    /// TypeScript type arguments.
    pub type_args: Option<TypeSpan>,
    /// The attributes.
    pub attributes: &'a [JsxAttribute<'a>],
    /// The children.
    pub children: &'a [JsxChild<'a>],
    /// What the element evaluates: the call of the factory.
    pub call: Expr<'a>,
}

/// The name of an element.
#[derive(Clone, Copy, Debug)]
pub enum JsxName<'a> {
    /// `div`, `my-tag`, `a:b`: a string.
    Intrinsic(Ident),
    /// `Component`, `a.b.c`: an expression.
    Expr(&'a Expr<'a>),
}

/// An attribute.
#[derive(Clone, Copy, Debug)]
pub enum JsxAttribute<'a> {
    /// `name`, `name="text"`, `name={expr}`, `name=<element/>`
    Named(Ident, Option<Expr<'a>>),
    /// `{...expr}`
    Spread(Expr<'a>),
}

/// A child.
#[derive(Clone, Copy, Debug)]
pub enum JsxChild<'a> {
    /// Text, entities decoded, white space trimmed as JSX does; never empty.
    Text(Name, Span),
    /// `{expr}` or an element
    Expr(Expr<'a>),
    /// `{...expr}`
    Spread(Expr<'a>),
}
