//! Expressions.
//!
//! Uses: ast, interner.
//! Never: parser, lexer.

use super::{Class, Function, Ident, JsxElement, Pattern, Span, TsExpr, TypeSpan};
use crate::interner::Name;

/// An expression and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Expr<'a> {
    /// The text of the expression.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind<'a>,
}

/// The forms of expressions. `optional` marks the `?.` that belongs to the access itself; the chain that it can cut
/// short ends at the enclosing [`ExprKind::Chain`].
#[derive(Clone, Copy, Debug)]
pub enum ExprKind<'a> {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A numeric literal.
    Number(f64),
    /// A BigInt literal: digits without separators and without `n`, a radix prefix kept in lower case.
    BigInt(Name),
    /// A string literal, cooked.
    String(Name),
    /// A regular expression literal.
    RegExp(&'a RegExpLiteral),
    /// A template without tag.
    Template(&'a Template<'a>),
    /// A template with tag.
    TaggedTemplate(&'a TaggedTemplate<'a>),
    /// An identifier reference.
    Ident(Name),
    /// `this`
    This,
    /// `new.target`
    NewTarget,
    /// `import.meta`
    ImportMeta,
    /// `import(…)`, `import.source(…)`, `import.defer(…)`
    ImportCall(&'a ImportCall<'a>),
    /// `[…]`
    Array(&'a [ArrayElement<'a>]),
    /// `{…}`
    Object(&'a [ObjectMember<'a>]),
    /// A function expression or an arrow function, see [`Function::kind`].
    Function(&'a Function<'a>),
    /// A class expression.
    Class(&'a Class<'a>),
    /// `op operand`
    Unary {
        /// The operator.
        op: UnaryOp,
        /// The operand.
        operand: &'a Expr<'a>,
    },
    /// `++x`, `x++`, `--x`, `x--`
    Update {
        /// The operator.
        op: UpdateOp,
        /// Before or behind the target.
        position: UpdatePosition,
        /// An identifier or a member access, perhaps in parentheses; a call where the web needs it (a ReferenceError at run time).
        target: &'a Expr<'a>,
    },
    /// `left op right`; `left` is a left spine.
    Binary {
        /// The operator.
        op: BinaryOp,
        /// The left operand.
        left: &'a Expr<'a>,
        /// The right operand.
        right: &'a Expr<'a>,
    },
    /// `left && right`, `left || right`, `left ?? right`; `left` is a left spine.
    Logical {
        /// The operator.
        op: LogicalOp,
        /// The left operand.
        left: &'a Expr<'a>,
        /// The right operand.
        right: &'a Expr<'a>,
    },
    /// `#name in right`
    PrivateIn {
        /// The private name with its `#`.
        name: Name,
        /// The right operand.
        right: &'a Expr<'a>,
    },
    /// `target op value`. Only `=` has array and object patterns as target.
    Assign {
        /// The operator.
        op: AssignOp,
        /// What is assigned to.
        target: &'a Pattern<'a>,
        /// The assigned value.
        value: &'a Expr<'a>,
    },
    /// `test ? then : otherwise`; `otherwise` may be a long chain.
    Conditional(&'a Conditional<'a>),
    /// `callee(args)`; `callee` is a left spine.
    Call(&'a Call<'a>),
    /// `new callee(args)`
    New(&'a New<'a>),
    /// `super(args)`
    SuperCall(&'a [Argument<'a>]),
    /// `object.name`; `object` is a left spine.
    Dot {
        /// The object.
        object: &'a Expr<'a>,
        /// The property name and where it stands.
        property: &'a Ident,
        /// Written with `?.`.
        optional: bool,
    },
    /// `object[index]`; `object` is a left spine.
    Index {
        /// The object.
        object: &'a Expr<'a>,
        /// The expression in the brackets.
        index: &'a Expr<'a>,
        /// Written with `?.`.
        optional: bool,
    },
    /// `object.#name`; `object` is a left spine. The name includes its `#`.
    PrivateDot {
        /// The object.
        object: &'a Expr<'a>,
        /// The private name with its `#`, and where it stands.
        property: &'a Ident,
        /// Written with `?.`.
        optional: bool,
    },
    /// `super.name`
    SuperDot(&'a Ident),
    /// `super[index]`
    SuperIndex(&'a Expr<'a>),
    /// A whole optional chain: when a `?.` inside finds `undefined` or `null`, this is `undefined`.
    Chain(&'a Expr<'a>),
    /// `a, b, c`: at least two.
    Sequence(&'a [Expr<'a>]),
    /// `yield value`
    Yield(Option<&'a Expr<'a>>),
    /// `yield* value`
    YieldDelegate(&'a Expr<'a>),
    /// `await value`
    Await(&'a Expr<'a>),
    /// `(inner)`. Kept because `delete`, function names and assignment targets look at it.
    Paren(&'a Expr<'a>),
    /// TypeScript: `expr as T`, `expr satisfies T`, `expr!`, `<T>expr`. Evaluates like its inner expression.
    Ts(&'a TsExpr<'a>),
    /// JSX element or fragment.
    Jsx(&'a JsxElement<'a>),
}

impl<'a> Expr<'a> {
    /// The expression without the parentheses around it. TypeScript's type assertions are looked through, too.
    pub fn without_parens(&self) -> &Expr<'a> {
        let mut expr = self;
        loop {
            match expr.kind {
                ExprKind::Paren(inner) => expr = inner,
                ExprKind::Ts(ts) => expr = &ts.expr,
                _ => return expr,
            }
        }
    }

    /// Whether this is a function or class without a name of its own, which takes the name of what it is assigned to.
    ///
    /// §8.4.3 IsAnonymousFunctionDefinition ( expr ) <https://tc39.es/ecma262/#sec-isanonymousfunctiondefinition>
    pub fn is_anonymous_function_definition(&self) -> bool {
        match self.without_parens().kind {
            ExprKind::Function(function) => function.name.is_none(),
            ExprKind::Class(class) => class.name.is_none(),
            _ => false,
        }
    }
}

/// A regular expression literal. The pattern is not validated by the parser.
#[derive(Clone, Copy, Debug)]
pub struct RegExpLiteral {
    /// The raw text between the slashes.
    pub pattern: Name,
    /// The raw flags.
    pub flags: Name,
}

/// `` `a${b}c` ``: one quasi more than expressions.
#[derive(Clone, Copy, Debug)]
pub struct Template<'a> {
    /// From back quote to back quote.
    pub span: Span,
    /// The texts.
    pub quasis: &'a [TemplateElement],
    /// The expressions between the texts.
    pub exprs: &'a [Expr<'a>],
}

/// One text of a template.
#[derive(Clone, Copy, Debug)]
pub struct TemplateElement {
    /// The text without its delimiters.
    pub span: Span,
    /// The cooked value; `None` only in a tagged template with an escape that has no meaning.
    pub cooked: Option<Name>,
    /// The raw value, line ends normalised.
    pub raw: Name,
}

/// `` tag`…` ``; `tag` is a left spine.
#[derive(Clone, Copy, Debug)]
pub struct TaggedTemplate<'a> {
    /// The function that is called.
    pub tag: Expr<'a>,
    /// TypeScript type arguments.
    pub type_args: Option<TypeSpan>,
    /// The template.
    pub quasi: Template<'a>,
}

/// Which phase of a module an import asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ImportPhase {
    /// `import`
    #[default]
    Evaluation,
    /// `import defer`
    Defer,
    /// `import source`
    Source,
}

/// `import(specifier, options)`
#[derive(Clone, Copy, Debug)]
pub struct ImportCall<'a> {
    /// The phase.
    pub phase: ImportPhase,
    /// The specifier.
    pub specifier: Expr<'a>,
    /// The second argument.
    pub options: Option<Expr<'a>>,
}

/// One place in an array literal.
#[derive(Clone, Copy, Debug)]
pub enum ArrayElement<'a> {
    /// Nothing between two commas.
    Hole,
    /// A value.
    Expr(Expr<'a>),
    /// `...expr`
    Spread(Expr<'a>),
}

/// One argument of a call.
#[derive(Clone, Copy, Debug)]
pub enum Argument<'a> {
    /// A value.
    Expr(Expr<'a>),
    /// `...expr`
    Spread(Expr<'a>),
}

/// One member of an object literal.
#[derive(Clone, Copy, Debug)]
pub struct ObjectMember<'a> {
    /// The whole member.
    pub span: Span,
    /// What it is.
    pub kind: ObjectMemberKind<'a>,
}

/// The forms of object members.
#[derive(Clone, Copy, Debug)]
pub enum ObjectMemberKind<'a> {
    /// `key: value`. A `__proto__` key that is not computed sets the prototype.
    Property(&'a PropertyKey<'a>, &'a Expr<'a>),
    /// `name`
    Shorthand(Name),
    /// `key() {}` and its async and generator forms.
    Method(&'a PropertyKey<'a>, &'a Function<'a>),
    /// `get key() {}`
    Getter(&'a PropertyKey<'a>, &'a Function<'a>),
    /// `set key(v) {}`
    Setter(&'a PropertyKey<'a>, &'a Function<'a>),
    /// `...expr`
    Spread(&'a Expr<'a>),
    /// `name = value`: only while parsing, before the literal turned out to be a pattern. Never in a finished tree.
    CoverInitialized(Name, &'a Expr<'a>),
}

/// The key of a property in an object literal, pattern or class.
#[derive(Clone, Copy, Debug)]
pub struct PropertyKey<'a> {
    /// The key with its brackets or quotes.
    pub span: Span,
    /// What it is.
    pub kind: PropertyKeyKind<'a>,
}

/// The forms of property keys.
#[derive(Clone, Copy, Debug)]
pub enum PropertyKeyKind<'a> {
    /// An identifier name or a string. May spell an array index.
    Name(Name),
    /// A number: its property key is its ToString.
    Number(f64),
    /// A BigInt, digits as in [`ExprKind::BigInt`].
    BigInt(Name),
    /// `[expr]`
    Computed(Expr<'a>),
    /// `#name`, with its `#`; only in classes.
    Private(Name),
}

/// `test ? then : otherwise`
#[derive(Clone, Copy, Debug)]
pub struct Conditional<'a> {
    /// The condition.
    pub test: Expr<'a>,
    /// The value when it holds.
    pub then: Expr<'a>,
    /// The value when it does not; may be a long chain.
    pub otherwise: Expr<'a>,
}

/// `callee(args)`. A direct `eval` is a call whose callee is the identifier `eval` and that is not optional or
/// tagged; parentheses around the callee do not matter for it.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// The called expression: a left spine.
    pub callee: Expr<'a>,
    /// TypeScript type arguments.
    pub type_args: Option<TypeSpan>,
    /// The arguments.
    pub args: &'a [Argument<'a>],
    /// Written with `?.`.
    pub optional: bool,
}

/// `new callee(args)`
#[derive(Clone, Copy, Debug)]
pub struct New<'a> {
    /// The constructor.
    pub callee: Expr<'a>,
    /// TypeScript type arguments.
    pub type_args: Option<TypeSpan>,
    /// The arguments; empty without parentheses, too.
    pub args: &'a [Argument<'a>],
}

/// Unary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum UnaryOp {
    Minus,
    Plus,
    Not,
    BitNot,
    Typeof,
    Void,
    Delete,
}

/// `++` or `--`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum UpdateOp {
    Increment,
    Decrement,
}

/// Whether an update operator stands before or behind its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum UpdatePosition {
    Prefix,
    Postfix,
}

/// Binary operators that evaluate both operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    Exp,
    ShiftLeft,
    ShiftRight,
    ShiftRightUnsigned,
    BitAnd,
    BitOr,
    BitXor,
    Equal,
    NotEqual,
    StrictEqual,
    StrictNotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,
    Instanceof,
}

/// Binary operators that may skip the right operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum LogicalOp {
    And,
    Or,
    Coalesce,
}

/// Assignment operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AssignOp {
    /// `=`
    Assign,
    /// `+=` and the like
    Binary(BinaryOp),
    /// `&&=`, `||=`, `??=`
    Logical(LogicalOp),
}
