//! What the parser knows about the code around the current token.
//!
//! Uses: ast (names), interner.
//! Never: lexer.

use crate::ast::Ident;
use crate::interner::Name;

/// What the surrounding code allows. Copied at each function and restored behind it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    pub(super) strict: bool,
    /// The text is a module, or its function.
    pub(super) module: bool,
    /// `return` is allowed.
    pub(super) return_ok: bool,
    /// `await` expressions are allowed.
    pub(super) in_async: bool,
    /// `yield` expressions are allowed.
    pub(super) in_generator: bool,
    /// `in` is an operator (not in the head of a `for`).
    pub(super) allow_in: bool,
    pub(super) super_property: bool,
    pub(super) super_call: bool,
    pub(super) new_target: bool,
    /// Class field initialiser or static block.
    pub(super) no_arguments: bool,
    /// Static block: `await` is no identifier.
    pub(super) static_block: bool,
    /// Outside every function.
    pub(super) top_level: bool,
    /// `break` has a target without label.
    pub(super) in_breakable: bool,
    /// `continue` has a target without label.
    pub(super) in_loop: bool,
    /// A parameter name that occurs twice, unless that is an error already.
    pub(super) duplicate_parameter: Option<Ident>,
    /// TypeScript `declare`: bodies may be missing.
    pub(super) ambient: bool,
    /// TypeScript: in a type where `extends` belongs to an outer conditional type.
    pub(super) no_conditional_type: bool,
    /// TypeScript: `:` belongs to a conditional expression, not to an arrow function's return type.
    pub(super) no_arrow_type: bool,
}

/// A label that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub(super) name: Name,
    pub(super) is_loop: bool,
    /// Where the statement begins that it stands before.
    pub(super) body: u32,
}

/// Where a statement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// In a list of statements: declarations are allowed.
    List,
    /// In a switch clause: declarations are allowed, `using` is not.
    SwitchClause,
    /// The body of `if` or `else`: a sloppy function is allowed.
    IfBody,
    /// The body of a loop or `with`.
    Body,
    /// Behind a label that is in a list.
    Labelled,
}
