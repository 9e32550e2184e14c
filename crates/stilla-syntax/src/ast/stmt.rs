//! Statements and declarations.
//!
//! Uses: ast, interner, scope.
//! Never: parser, lexer.

use super::{
    Class, ExportAll, ExportDefault, ExportNamed, Expr, Function, Ident, Import, Pattern, Span,
    TsDeclaration, TypeSpan,
};
use crate::scope::ScopeId;

/// A statement or declaration and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Stmt<'a> {
    /// The text of the statement.
    pub span: Span,
    /// What it is.
    pub kind: StmtKind<'a>,
}

/// The forms of statements.
#[derive(Clone, Copy, Debug)]
pub enum StmtKind<'a> {
    /// `;`
    Empty,
    /// `expr;`
    Expr(&'a Expr<'a>),
    /// `var`, `let`, `const`, `using`, `await using`
    Variable(&'a VariableDeclaration<'a>),
    /// A function declaration. In sloppy blocks see [`crate::scope::Binding::annex_b_hoisted`].
    Function(&'a Function<'a>),
    /// A class declaration.
    Class(&'a Class<'a>),
    /// `return value;`
    Return(Option<&'a Expr<'a>>),
    /// `if`
    If(&'a If<'a>),
    /// `for (;;)`
    For(&'a For<'a>),
    /// `for (… in …)`
    ForIn(&'a ForIn<'a>),
    /// `for (… of …)` and `for await`
    ForOf(&'a ForOf<'a>),
    /// `while`
    While(&'a While<'a>),
    /// `do … while`
    DoWhile(&'a While<'a>),
    /// `break label;`
    Break(Option<Ident>),
    /// `continue label;`
    Continue(Option<Ident>),
    /// `throw value;`
    Throw(&'a Expr<'a>),
    /// `try`
    Try(&'a Try<'a>),
    /// `switch`
    Switch(&'a Switch<'a>),
    /// `label: body`
    Labeled(&'a Labeled<'a>),
    /// `{ … }`
    Block(&'a Block<'a>),
    /// `with`
    With(&'a With<'a>),
    /// `debugger;`
    Debugger,
    /// `import …`: nothing to evaluate, see [`super::ModuleEntries`].
    Import(&'a Import<'a>),
    /// `export { … }` with or without `from`: nothing to evaluate.
    ExportNamed(&'a ExportNamed<'a>),
    /// `export * from …`: nothing to evaluate.
    ExportAll(&'a ExportAll<'a>),
    /// `export default …`
    ExportDefault(&'a ExportDefault<'a>),
    /// `export` before a declaration: evaluates like the declaration.
    ExportDeclaration(&'a Stmt<'a>),
    /// A TypeScript declaration.
    Ts(&'a TsDeclaration<'a>),
}

/// What a variable declaration begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum VariableKind {
    Var,
    Let,
    Const,
    Using,
    AwaitUsing,
}

/// `let a = 1, b;`
#[derive(Clone, Copy, Debug)]
pub struct VariableDeclaration<'a> {
    /// The text, without a semicolon in a `for` head.
    pub span: Span,
    /// The keyword.
    pub kind: VariableKind,
    /// The declarators.
    pub declarators: &'a [Declarator<'a>],
    /// TypeScript `declare`: has no existence at run time.
    pub is_ambient: bool,
}

/// One declarator.
#[derive(Clone, Copy, Debug)]
pub struct Declarator<'a> {
    /// Target and initialiser.
    pub span: Span,
    /// What is declared.
    pub target: Pattern<'a>,
    /// The initialiser.
    pub init: Option<Expr<'a>>,
    /// TypeScript type.
    pub ty: Option<TypeSpan>,
}

/// `if (test) then else otherwise`
#[derive(Clone, Copy, Debug)]
pub struct If<'a> {
    /// The condition.
    pub test: Expr<'a>,
    /// The statement when it holds.
    pub then: Stmt<'a>,
    /// The statement when it does not; may be a long chain.
    pub otherwise: Option<Stmt<'a>>,
}

/// `for (init; test; update) body`
#[derive(Clone, Copy, Debug)]
pub struct For<'a> {
    /// The first part.
    pub init: ForInit<'a>,
    /// The condition.
    pub test: Option<Expr<'a>>,
    /// The last part.
    pub update: Option<Expr<'a>>,
    /// The body.
    pub body: Stmt<'a>,
    /// The scope of a lexical declaration in the head. `let` bindings that are captured are copied for each iteration.
    pub scope: Option<ScopeId>,
}

/// The first part of a `for` head.
#[derive(Clone, Copy, Debug)]
pub enum ForInit<'a> {
    /// Nothing.
    None,
    /// An expression.
    Expr(Expr<'a>),
    /// A declaration.
    Declaration(&'a VariableDeclaration<'a>),
}

/// `for (left in right) body`
#[derive(Clone, Copy, Debug)]
pub struct ForIn<'a> {
    /// What is assigned for each key.
    pub left: ForTarget<'a>,
    /// The object.
    pub right: Expr<'a>,
    /// The body.
    pub body: Stmt<'a>,
    /// The scope of a lexical declaration in the head: one for each iteration, and a dead one around `right`
    /// (its names are there but uninitialised).
    pub scope: Option<ScopeId>,
}

/// `for (left of right) body`
#[derive(Clone, Copy, Debug)]
pub struct ForOf<'a> {
    /// `for await`
    pub is_await: bool,
    /// What is assigned for each value.
    pub left: ForTarget<'a>,
    /// The iterable.
    pub right: Expr<'a>,
    /// The body.
    pub body: Stmt<'a>,
    /// As for [`ForIn::scope`].
    pub scope: Option<ScopeId>,
}

/// What a `for in` or `for of` assigns to.
#[derive(Clone, Copy, Debug)]
pub enum ForTarget<'a> {
    /// One declarator; an initialiser only in sloppy `for (var x = 1 in …)`.
    Declaration(&'a VariableDeclaration<'a>),
    /// An assignment target.
    Pattern(Pattern<'a>),
}

/// `while (test) body` and `do body while (test)`
#[derive(Clone, Copy, Debug)]
pub struct While<'a> {
    /// The condition.
    pub test: Expr<'a>,
    /// The body.
    pub body: Stmt<'a>,
}

/// `try`
#[derive(Clone, Copy, Debug)]
pub struct Try<'a> {
    /// The guarded block.
    pub block: Block<'a>,
    /// `catch`
    pub handler: Option<Catch<'a>>,
    /// `finally`
    pub finalizer: Option<Block<'a>>,
}

/// `catch (param) body`
#[derive(Clone, Copy, Debug)]
pub struct Catch<'a> {
    /// The whole clause.
    pub span: Span,
    /// The parameter.
    pub param: Option<Pattern<'a>>,
    /// TypeScript type.
    pub ty: Option<TypeSpan>,
    /// The body; its scope is the child of `scope`.
    pub body: Block<'a>,
    /// The scope of the parameter.
    pub scope: Option<ScopeId>,
}

/// `switch (discriminant) { cases }`
#[derive(Clone, Copy, Debug)]
pub struct Switch<'a> {
    /// The discriminant; evaluated outside `scope`.
    pub discriminant: Expr<'a>,
    /// The clauses.
    pub cases: &'a [SwitchCase<'a>],
    /// The scope of all clauses.
    pub scope: ScopeId,
}

/// `case test:` or `default:`
#[derive(Clone, Copy, Debug)]
pub struct SwitchCase<'a> {
    /// The whole clause.
    pub span: Span,
    /// `None` for `default`.
    pub test: Option<Expr<'a>>,
    /// The statements.
    pub body: &'a [Stmt<'a>],
}

/// `label: body`
#[derive(Clone, Copy, Debug)]
pub struct Labeled<'a> {
    /// The label.
    pub label: Ident,
    /// The statement.
    pub body: Stmt<'a>,
}

/// `{ … }`
#[derive(Clone, Copy, Debug)]
pub struct Block<'a> {
    /// From brace to brace.
    pub span: Span,
    /// The statements.
    pub body: &'a [Stmt<'a>],
    /// The scope. It may have no bindings.
    pub scope: ScopeId,
}

/// `with (object) body`
#[derive(Clone, Copy, Debug)]
pub struct With<'a> {
    /// The object.
    pub object: Expr<'a>,
    /// The body.
    pub body: Stmt<'a>,
    /// A scope of kind [`crate::scope::ScopeKind::With`]: names that are looked up through it may be found on the object.
    pub scope: ScopeId,
}
