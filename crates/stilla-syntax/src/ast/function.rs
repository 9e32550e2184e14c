//! Functions of every form.
//!
//! Uses: ast, scope.
//! Never: parser, lexer.

use super::{Decorator, Directive, Expr, Ident, Pattern, Span, Stmt, TypeSpan};
use crate::scope::ScopeId;

pub use crate::scope::FunctionKind;

/// A function declaration, expression, arrow, method, accessor or constructor.
#[derive(Clone, Copy, Debug)]
pub struct Function<'a> {
    /// The text that `toString` shows. For methods it includes the key, and `get`, `set`, `async`, `*`, but not `static`.
    pub span: Span,
    /// The name of a declaration or expression. `None` for methods: their name is the key.
    pub name: Option<Ident>,
    /// What kind of function.
    pub kind: FunctionKind,
    /// `async`
    pub is_async: bool,
    /// `function*`
    pub is_generator: bool,
    /// The parameters. Empty when the body is [`FunctionBody::Lazy`].
    pub params: &'a Params<'a>,
    /// The body.
    pub body: FunctionBody<'a>,
    /// The scope of the parameters and, unless `body_scope` is there, of the body. Its facts tell the rest.
    pub scope: ScopeId,
    /// The separate scope of the body when the parameters contain expressions.
    pub body_scope: Option<ScopeId>,
    /// TypeScript type parameters.
    pub type_params: Option<TypeSpan>,
    /// TypeScript return type.
    pub return_type: Option<TypeSpan>,
}

/// The parameters of a function.
#[derive(Clone, Copy, Debug)]
pub struct Params<'a> {
    /// The list in its parentheses.
    pub span: Span,
    /// The parameters before the rest.
    pub items: &'a [Param<'a>],
    /// The target behind `...`.
    pub rest: Option<&'a Param<'a>>,
}

/// One parameter.
#[derive(Clone, Copy, Debug)]
pub struct Param<'a> {
    /// The whole parameter.
    pub span: Span,
    /// What is bound.
    pub target: Pattern<'a>,
    /// The default.
    pub default: Option<&'a Expr<'a>>,
    /// TypeScript type.
    pub ty: Option<TypeSpan>,
    /// TypeScript parameter property: `private x` and the like also define `this.x`.
    pub is_property: bool,
    /// Decorators of the parameter: TypeScript only.
    pub decorators: &'a [Decorator<'a>],
}

/// The body of a function.
#[derive(Clone, Copy, Debug)]
pub enum FunctionBody<'a> {
    /// `{ … }`
    Block(&'a BlockBody<'a>),
    /// The expression of an arrow function.
    Expr(&'a Expr<'a>),
    /// Syntax and scopes were checked, the tree was dropped; parse it again when it is first called.
    Lazy(&'a LazyFunction),
    /// TypeScript: an overload, `declare`d or abstract function. It has no existence at run time.
    Absent,
}

/// The statements of a function body.
#[derive(Clone, Copy, Debug)]
pub struct BlockBody<'a> {
    /// From brace to brace.
    pub span: Span,
    /// The directive prologue: also present in `statements`.
    pub directives: &'a [Directive],
    /// The statements.
    pub statements: &'a [Stmt<'a>],
}

/// What is kept of a function that was only checked. Facts about its use of `this`, `arguments` and so on are in
/// [`crate::scope::FunctionFacts`], as for any function.
#[derive(Clone, Copy, Debug)]
pub struct LazyFunction {
    /// The span to parse again: that of the function.
    pub span: Span,
    /// Where the parameters (or type parameters) begin: what a method's key contains is not parsed again.
    pub params_start: u32,
    /// The function's `length`: parameters before the first default or rest.
    pub length: u32,
}
