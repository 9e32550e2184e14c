//! Scopes and bindings: the side table that the parser fills while it reads.
//!
//! Every scope has an id that stands on its syntax node. Identifier references are not resolved in the tree: a
//! consumer walks from the scope it is in through [`Scope::parent`] and asks [`ScopeTree::binding`] by name. What can't
//! be seen from there (is a binding captured by an inner function? may it be read before it is initialised?) is
//! recorded on the [`Binding`].
//!
//! Uses: ast (spans), interner.
//! Never: parser, lexer.

mod builder;

pub(crate) use builder::{Mark, NewFunction, ScopeBuilder};

use crate::ast::Span;
use crate::interner::Name;
use smallvec::SmallVec;

/// A scope of a [`ScopeTree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ScopeId(pub u32);

/// A binding of a [`ScopeTree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BindingId(pub u32);

/// What opens a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScopeKind {
    /// The top level of a script. Its `var`s and functions are global object properties, its lexical bindings global declarations.
    Script,
    /// The top level of a module.
    Module,
    /// The top level of an eval: its lexical bindings. `Var` and `Function` bindings of a sloppy eval belong to the surrounding variable scope.
    Eval,
    /// The parameters of a function and, unless a [`ScopeKind::FunctionBody`] follows, its body. Has facts.
    Function,
    /// The body of a function whose parameters contain expressions. Variables that share a name with a parameter start with its value.
    FunctionBody,
    /// A block.
    Block,
    /// The head of a `for` with a lexical declaration.
    For,
    /// The parameter of a `catch`.
    Catch,
    /// The clauses of a `switch`.
    Switch,
    /// A class: inner name and private names.
    Class,
    /// The body of a `with`. No bindings.
    With,
}

/// What declares a binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BindingKind {
    /// `var`, and functions in sloppy blocks as seen from the function (annex B).
    Var,
    /// `let`
    Let,
    /// `const`
    Const,
    /// `using`
    Using,
    /// `await using`
    AwaitUsing,
    /// A class declaration, or the inner name of a class (in its [`ScopeKind::Class`] scope, where it is immutable).
    Class,
    /// A function declaration: initialised at the entry of its scope.
    Function,
    /// A parameter.
    Param,
    /// The parameter of a `catch`.
    CatchParam,
    /// An import: immutable, indirect.
    Import,
    /// The own name of a function expression. Assigning to it throws in strict code and does nothing elsewhere.
    FunctionName,
    /// The implicit `arguments` of a function that uses it.
    Arguments,
    /// The implicit `this` of a function that is not an arrow and uses it: name [`Name::THIS`].
    This,
    /// The implicit `new.target`: name [`Name::NEW_TARGET`].
    NewTarget,
    /// The implicit home object behind `super.x`: name [`Name::SUPER`].
    HomeObject,
    /// The implicit active function behind `super()`: name [`Name::SUPER_CALL`].
    ActiveFunction,
    /// `#name`: a field.
    PrivateField,
    /// `#name`: a method.
    PrivateMethod,
    /// `#name`: a getter without setter.
    PrivateGetter,
    /// `#name`: a setter without getter.
    PrivateSetter,
    /// `#name`: getter and setter, or `accessor`.
    PrivateAccessor,
}

impl BindingKind {
    /// Whether the binding starts uninitialised: `let`, `const`, `using`, classes.
    pub const fn is_lexical(self) -> bool {
        matches!(
            self,
            Self::Let | Self::Const | Self::Using | Self::AwaitUsing | Self::Class
        )
    }

    /// Whether this is a private name.
    pub const fn is_private(self) -> bool {
        matches!(
            self,
            Self::PrivateField
                | Self::PrivateMethod
                | Self::PrivateGetter
                | Self::PrivateSetter
                | Self::PrivateAccessor
        )
    }
}

/// One declared name.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// The name.
    pub name: Name,
    /// What declared it.
    pub kind: BindingKind,
    /// Used by an inner function, or visible to a direct eval: it must live in an environment on the heap.
    pub captured: bool,
    /// Assigned to besides its declaration, or visible to a direct eval. Means nothing for [`BindingKind::Var`], which is
    /// `undefined` before its initialiser, and does not know of parameters that change through `arguments`.
    pub assigned: bool,
    /// Some reference may run before the initialisation: only then are checks needed. False for kinds that are initialised at entry.
    pub needs_tdz: bool,
    /// A function in a sloppy block that also writes the `var` of its function when it is evaluated (annex B.3.2); also set on a `var` that only such
    /// functions declare.
    pub annex_b_hoisted: bool,
    /// `static` private methods and accessors.
    pub is_static: bool,
    /// Where the name is declared (first declaration).
    pub span: Span,
    /// The offset in the text behind which the binding is initialised, for references of the same function. (Not in a `switch`, whose clauses may be skipped.)
    pub initialized_at: u32,
}

/// What kind of function a function scope belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FunctionKind {
    /// A function declaration or expression.
    Normal,
    /// An arrow function: `this`, `arguments`, `super`, `new.target` come from outside.
    Arrow,
    /// A method.
    Method,
    /// `get`
    Getter,
    /// `set`
    Setter,
    /// The constructor of a class without `extends`.
    Constructor,
    /// The constructor of a class with `extends`.
    DerivedConstructor,
    /// The initialiser of a class field: runs as a method of the instance (or class).
    FieldInitializer,
    /// `static { … }`: runs as a method of the class.
    StaticBlock,
}

/// What is known about a function. The `uses_*` facts of an arrow function are about itself and are also counted for
/// the functions around it, up to the first that is not an arrow.
#[derive(Clone, Copy, Debug)]
pub struct FunctionFacts {
    /// The kind.
    pub kind: FunctionKind,
    /// A declaration: the name is bound outside only.
    pub is_declaration: bool,
    /// `async`
    pub is_async: bool,
    /// `function*`
    pub is_generator: bool,
    /// Strict code.
    pub strict: bool,
    /// Only names as parameters: no patterns, defaults, rest.
    pub simple_params: bool,
    /// Some default or computed key in the parameters.
    pub parameter_expressions: bool,
    /// Some parameter name occurs twice (sloppy functions only).
    pub duplicate_params: bool,
    /// The `length`: parameters before the first default or rest.
    pub length: u32,
    /// `this`, also by an inner arrow function.
    pub uses_this: bool,
    /// The implicit `arguments`, also by an inner arrow function.
    pub uses_arguments: bool,
    /// `new.target`, also by an inner arrow function.
    pub uses_new_target: bool,
    /// `super.x`, also by an inner arrow function.
    pub uses_super_property: bool,
    /// `super()`, also by an inner arrow function.
    pub uses_super_call: bool,
    /// A direct eval in the function itself or in an arrow function inside: any of the above may be used.
    pub direct_eval: bool,
}

/// One scope.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    /// What opens it.
    pub kind: ScopeKind,
    /// The scope around it; `None` for the outermost of the text.
    pub parent: Option<ScopeId>,
    /// The text that it covers.
    pub span: Span,
    /// Strict code.
    pub strict: bool,
    /// A direct eval stands in this scope or in one inside it (also in inner functions): all bindings are captured.
    pub contains_direct_eval: bool,
    /// A direct eval in sloppy code stands in this scope or inside it, but not in an inner function: it may add `var`s to the variable scope.
    pub contains_sloppy_eval: bool,
    /// A `with` stands around this scope in the same text.
    pub inside_with: bool,
    first_binding: u32,
    binding_count: u32,
    facts: u32,
}

const NO_FACTS: u32 = u32::MAX;

/// All scopes of one parsed text.
#[derive(Clone, Debug, Default)]
pub struct ScopeTree {
    scopes: SmallVec<[Scope; 1]>,
    bindings: Vec<Binding>,
    facts: Vec<FunctionFacts>,
}

impl ScopeTree {
    /// About what the tree takes, in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.scopes.len() * size_of::<Scope>()
            + self.bindings.len() * size_of::<Binding>()
            + self.facts.len() * size_of::<FunctionFacts>()
    }

    /// The scope with this id.
    ///
    /// # Panics
    /// When the id belongs to another tree.
    pub fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    /// How many scopes there are; ids are smaller.
    pub fn len(&self) -> usize {
        self.scopes.len()
    }

    /// Whether there are no scopes.
    pub fn is_empty(&self) -> bool {
        self.scopes.is_empty()
    }

    /// The bindings of a scope, parameters first and in order of their first declaration.
    pub fn bindings(&self, id: ScopeId) -> &[Binding] {
        let scope = self.scope(id);
        let first = scope.first_binding as usize;
        &self.bindings[first..first + scope.binding_count as usize]
    }

    /// The binding of `name` in this scope itself. O(n) in the number of bindings of the scope.
    pub fn binding(&self, id: ScopeId, name: Name) -> Option<&Binding> {
        self.bindings(id)
            .iter()
            .find(|binding| binding.name == name)
    }

    /// The facts of a [`ScopeKind::Function`] scope.
    pub fn facts(&self, id: ScopeId) -> Option<&FunctionFacts> {
        self.facts.get(self.scope(id).facts as usize)
    }
}
