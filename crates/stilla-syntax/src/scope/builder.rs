//! Building the scope table while the parser reads.
//!
//! Open scopes form a stack, and so do the references that are not resolved yet: each scope owns those from its first
//! one on. Closing a scope resolves what it declares and leaves the rest to the scope around it. Parameters of an arrow
//! function are read before anyone knows that they are parameters: its scope then opens *behind* them, by claiming the
//! references since a [`Mark`].
//!
//! `this`, `arguments`, `new.target`, `super` and direct evals are references, too; a function that is not an arrow
//! answers them with implicit bindings.
//!
//! One room because it is one structure, the open scopes, and the few ways to change it.
//!
//! Uses: scope, interner, ast (spans).
//! Never: parser, lexer.

mod resolve;

use super::{
    Binding, BindingKind, FunctionFacts, FunctionKind, NO_FACTS, Scope, ScopeId, ScopeKind,
    ScopeTree,
};
use crate::ast::Span;
use crate::interner::Name;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// From an inner function.
const CROSSED: u8 = 1;
/// An assignment.
const ASSIGNED: u8 = 2;
/// From a method or initialiser of the class being closed: runs after the class is there.
const DEFERRED: u8 = 4;
/// Stands for a direct eval; the name is [`Name::STAR`].
const EVAL: u8 = 8;
/// The eval is sloppy and in the same function.
const EVAL_SLOPPY: u8 = 16;
/// The eval sees the `this` of the function being closed.
const EVAL_THIS: u8 = 32;

#[derive(Clone, Copy, Debug)]
struct Reference {
    name: Name,
    /// The offset of the reference, or the earliest offset at which the function around it can run.
    pos: u32,
    flags: u8,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    binding: Binding,
    /// A `var` that is declared further out: it only forbids lexical declarations of its name here.
    passing: bool,
    /// A function that counts as lexical declaration: in blocks and modules.
    lexical_function: bool,
    /// A plain function in a sloppy block, or a catch parameter without pattern.
    lenient: bool,
}

#[derive(Debug)]
struct Open {
    id: ScopeId,
    kind: ScopeKind,
    first_reference: usize,
    first_hoist: usize,
    first_binding: usize,
    /// Where function declarations of this scope can run from.
    hoist_pos: u32,
    is_declaration: bool,
    /// In a class: references before this one stand in the heritage, where its private names are not known.
    first_in_body: usize,
    /// In a class: decorators may call methods before the class is there.
    decorated: bool,
    entries: Vec<Entry>,
    index: FxHashMap<Name, u32>,
}

impl Open {
    fn declares_private(&self, place: u32) -> bool {
        self.entries[(place & !DECLARED) as usize]
            .binding
            .kind
            .is_private()
    }
}

/// A function in a sloppy block on its way out to its function.
#[derive(Clone, Copy, Debug)]
struct Hoist {
    name: Name,
    binding: usize,
    span: Span,
}

/// A place in the text: what was read since may move into an arrow function's scope.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    references: usize,
    scopes: usize,
}

/// What to open a function scope with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewFunction {
    pub(crate) kind: FunctionKind,
    pub(crate) is_async: bool,
    pub(crate) is_generator: bool,
    pub(crate) strict: bool,
    pub(crate) is_declaration: bool,
}

/// Whether a name could be declared.
pub(crate) type Declared = Result<(), Redeclaration>;

/// The name is taken.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Redeclaration;

/// The table under construction.
#[derive(Debug, Default)]
pub(crate) struct ScopeBuilder {
    tree: ScopeTree,
    open: SmallVec<[Open; 2]>,
    references: Vec<Reference>,
    hoists: Vec<Hoist>,
    /// For each name: the closing that last saw it, and where.
    seen: Vec<(u32, u32)>,
    closings: u32,
    eval_seen: bool,
    spare: Vec<(Vec<Entry>, FxHashMap<Name, u32>)>,
}

const DECLARED: u32 = 1 << 31;
const SMALL: usize = 8;

impl ScopeBuilder {
    /// Bytes of the scopes so far, about.
    pub(crate) fn bytes(&self) -> usize {
        self.tree.bytes() + self.references.len() * size_of::<Reference>()
    }

    pub(crate) fn mark(&self) -> Mark {
        Mark {
            references: self.references.len(),
            scopes: self.tree.scopes.len(),
        }
    }

    pub(crate) fn open(&mut self, kind: ScopeKind, start: u32, strict: bool) -> ScopeId {
        let first_reference = self.references.len();
        self.open_at(kind, start, strict, first_reference)
    }

    pub(crate) fn open_function(&mut self, start: u32, new: NewFunction) -> ScopeId {
        let mark = self.mark();
        self.open_function_at(start, new, mark)
    }

    /// Opens the scope of an arrow function around all that was read since the mark.
    pub(crate) fn open_function_at(&mut self, start: u32, new: NewFunction, mark: Mark) -> ScopeId {
        let parent = self.open.last().map(|open| open.id);
        let id = self.open_at(ScopeKind::Function, start, new.strict, mark.references);
        for scope in &mut self.tree.scopes[mark.scopes..id.0 as usize] {
            if scope.parent == parent {
                scope.parent = Some(id);
            }
        }
        self.tree.scopes[id.0 as usize].facts = self.tree.facts.len() as u32;
        self.tree.facts.push(FunctionFacts {
            kind: new.kind,
            is_declaration: new.is_declaration,
            is_async: new.is_async,
            is_generator: new.is_generator,
            strict: new.strict,
            simple_params: true,
            parameter_expressions: false,
            duplicate_params: false,
            length: 0,
            uses_this: false,
            uses_arguments: false,
            uses_new_target: false,
            uses_super_property: false,
            uses_super_call: false,
            direct_eval: false,
        });
        self.top().is_declaration = new.is_declaration;
        id
    }

    fn open_at(
        &mut self,
        kind: ScopeKind,
        start: u32,
        strict: bool,
        first_reference: usize,
    ) -> ScopeId {
        let id = ScopeId(self.tree.scopes.len() as u32);
        let parent = self.open.last().map(|open| open.id);
        let inside_with = parent.is_some_and(|parent| {
            let parent = self.tree.scope(parent);
            parent.inside_with || parent.kind == ScopeKind::With
        });
        self.tree.scopes.push(Scope {
            kind,
            parent,
            span: Span::new(start, start),
            strict,
            contains_direct_eval: false,
            contains_sloppy_eval: false,
            inside_with,
            first_binding: 0,
            binding_count: 0,
            facts: NO_FACTS,
        });
        let (entries, index) = self.spare.pop().unwrap_or_default();
        self.open.push(Open {
            id,
            kind,
            first_reference,
            first_hoist: self.hoists.len(),
            first_binding: self.tree.bindings.len(),
            hoist_pos: start,
            is_declaration: false,
            first_in_body: 0,
            decorated: false,
            entries,
            index,
        });
        id
    }

    fn top(&mut self) -> &mut Open {
        self.open
            .last_mut()
            .expect("the outermost scope stays open while anything is parsed")
    }

    /// The facts of the innermost open function scope with this id.
    pub(crate) fn facts_mut(&mut self, id: ScopeId) -> &mut FunctionFacts {
        let facts = self.tree.scopes[id.0 as usize].facts as usize;
        &mut self.tree.facts[facts]
    }

    pub(crate) fn set_strict(&mut self, id: ScopeId) {
        self.tree.scopes[id.0 as usize].strict = true;
        if let Some(facts) = self
            .tree
            .facts
            .get_mut(self.tree.scopes[id.0 as usize].facts as usize)
        {
            facts.strict = true;
        }
    }

    /// The body of the innermost scope begins: its function declarations can run from here on.
    pub(crate) fn body_begins(&mut self, pos: u32) {
        self.top().hoist_pos = pos;
    }

    /// The heritage of the innermost scope, a class, was read.
    pub(crate) fn class_body_begins(&mut self) {
        self.top().first_in_body = self.references.len();
    }

    /// The innermost scope, a class, has decorators.
    pub(crate) fn class_is_decorated(&mut self) {
        self.top().decorated = true;
    }

    pub(crate) fn reference(&mut self, name: Name, pos: u32) {
        self.references.push(Reference {
            name,
            pos,
            flags: 0,
        });
    }

    pub(crate) fn assignment(&mut self, name: Name, pos: u32) {
        self.references.push(Reference {
            name,
            pos,
            flags: ASSIGNED,
        });
    }

    /// A use from outside that may come at any time: an export.
    pub(crate) fn exported(&mut self, name: Name) {
        self.references.push(Reference {
            name,
            pos: 0,
            flags: CROSSED,
        });
    }

    /// The names that the open scopes and closed ones inside them refer to, as far as no closed one declares them.
    pub(crate) fn open_references(&self) -> impl Iterator<Item = Name> {
        self.references.iter().map(|reference| reference.name)
    }

    /// Whether a direct eval may refer to any name.
    pub(crate) fn has_open_eval(&self) -> bool {
        self.references
            .iter()
            .any(|reference| reference.flags & EVAL != 0)
    }

    pub(crate) fn direct_eval(&mut self, strict: bool) {
        self.eval_seen = true;
        let sloppy = if strict { 0 } else { EVAL_SLOPPY };
        self.references.push(Reference {
            name: Name::STAR,
            pos: 0,
            flags: EVAL | EVAL_THIS | sloppy,
        });
    }

    /// Forgets the references since the mark that stand at one of these offsets: they turned out to be declarations.
    pub(crate) fn forget_references(&mut self, mark: Mark, places: &[u32]) {
        let mut kept = mark.references;
        for index in mark.references..self.references.len() {
            let reference = self.references[index];
            if reference.flags & (CROSSED | EVAL) != 0
                || places.binary_search(&reference.pos).is_err()
            {
                self.references[kept] = reference;
                kept += 1;
            }
        }
        self.references.truncate(kept);
    }

    fn find(&self, open: usize, name: Name) -> Option<usize> {
        let open = &self.open[open];
        if open.entries.len() <= SMALL {
            return open
                .entries
                .iter()
                .position(|entry| entry.binding.name == name);
        }
        open.index.get(&name).map(|&index| index as usize)
    }

    fn add(&mut self, open: usize, entry: Entry) {
        let open = &mut self.open[open];
        let index = open.entries.len();
        open.entries.push(entry);
        if index == SMALL {
            for (index, entry) in open.entries.iter().enumerate() {
                open.index.entry(entry.binding.name).or_insert(index as u32);
            }
        } else if index > SMALL {
            open.index.entry(entry.binding.name).or_insert(index as u32);
        }
    }

    fn entry(name: Name, kind: BindingKind, span: Span) -> Entry {
        Entry {
            binding: Binding {
                name,
                kind,
                captured: false,
                assigned: false,
                needs_tdz: false,
                annex_b_hoisted: false,
                is_static: false,
                span,
                initialized_at: span.end,
            },
            passing: false,
            lexical_function: false,
            lenient: false,
        }
    }

    /// How many names the innermost scope declares so far.
    pub(crate) fn declared_count(&self) -> usize {
        self.open.last().map_or(0, |open| open.entries.len())
    }

    /// The names that the innermost scope declared since `first` are initialised at `pos`.
    pub(crate) fn initialize_since(&mut self, first: usize, pos: u32) {
        for entry in &mut self.top().entries[first..] {
            entry.binding.initialized_at = pos;
        }
    }

    /// As [`Self::initialize_since`]; parameters and functions keep what they have, since a `var` may have found them.
    pub(crate) fn initialize_lexical_since(&mut self, first: usize, pos: u32) {
        for entry in self.top().entries[first..]
            .iter_mut()
            .filter(|entry| entry.binding.kind.is_lexical())
        {
            entry.binding.initialized_at = pos;
        }
    }

    /// The first name of the innermost scope, that of its class, is initialised at `pos`.
    pub(crate) fn initialize_first(&mut self, pos: u32) {
        if let Some(entry) = self.top().entries.first_mut() {
            entry.binding.initialized_at = pos;
        }
    }

    /// The last reference was no reference but a label.
    pub(crate) fn forget_last_reference(&mut self, name: Name, pos: u32) {
        if self
            .references
            .last()
            .is_some_and(|last| last.name == name && last.pos == pos)
        {
            self.references.pop();
        }
    }

    /// Names and places that the innermost scope declares so far, with kind.
    pub(crate) fn declared(&self) -> impl Iterator<Item = &Binding> {
        self.open
            .last()
            .into_iter()
            .flat_map(|open| &open.entries)
            .filter(|entry| !entry.passing)
            .map(|entry| &entry.binding)
    }

    /// Whether the innermost scope declares the name.
    pub(crate) fn is_declared_here(&self, name: Name) -> bool {
        let top = self.open.len() - 1;
        self.find(top, name)
            .is_some_and(|index| !self.open[top].entries[index].passing)
    }

    /// Declares `let`, `const`, `using`, a class or an import in the innermost scope.
    pub(crate) fn declare_lexical(
        &mut self,
        name: Name,
        kind: BindingKind,
        span: Span,
    ) -> Declared {
        let top = self.open.len() - 1;
        let taken = self.find(top, name).is_some() || self.conflicts_with_head(top, name);
        self.add(top, Self::entry(name, kind, span));
        if taken { Err(Redeclaration) } else { Ok(()) }
    }

    /// The names of parameters and of a catch parameter are taken in the body, too.
    fn conflicts_with_head(&self, top: usize, name: Name) -> bool {
        let Some(outer) = top.checked_sub(1) else {
            return false;
        };
        let head = match (self.open[top].kind, self.open[outer].kind) {
            (ScopeKind::FunctionBody, _) => BindingKind::Param,
            (ScopeKind::Block, ScopeKind::Catch) => BindingKind::CatchParam,
            _ => return false,
        };
        self.find(outer, name)
            .is_some_and(|index| self.open[outer].entries[index].binding.kind == head)
    }

    /// Declares a parameter; an error means that the name is there twice.
    pub(crate) fn declare_param(&mut self, name: Name, span: Span) -> Declared {
        let top = self.open.len() - 1;
        if self.find(top, name).is_some() {
            return Err(Redeclaration);
        }
        self.add(top, Self::entry(name, BindingKind::Param, span));
        Ok(())
    }

    pub(crate) fn declare_catch_param(&mut self, name: Name, span: Span, simple: bool) -> Declared {
        let top = self.open.len() - 1;
        let taken = self.find(top, name).is_some();
        self.add(
            top,
            Entry {
                lenient: simple,
                ..Self::entry(name, BindingKind::CatchParam, span)
            },
        );
        if taken { Err(Redeclaration) } else { Ok(()) }
    }

    /// Declares a `var`.
    pub(crate) fn declare_var(&mut self, name: Name, span: Span) -> Declared {
        let mut result = Ok(());
        for open in (0..self.open.len()).rev() {
            let found = self
                .find(open, name)
                .map(|index| self.open[open].entries[index]);
            let is_var_scope = is_var_scope(self.open[open].kind);
            if let Some(entry) = found {
                let lexical = entry.binding.kind.is_lexical()
                    || entry.lexical_function
                    || entry.binding.kind == BindingKind::Import
                    || entry.binding.kind == BindingKind::CatchParam && !entry.lenient;
                if lexical && !entry.passing {
                    result = Err(Redeclaration);
                }
                if let Some(index) = self.find(open, name) {
                    // Its initialiser, if any, writes what is there already.
                    self.open[open].entries[index].binding.assigned = true;
                }
            } else {
                self.add(
                    open,
                    Entry {
                        passing: !is_var_scope,
                        ..Self::entry(name, BindingKind::Var, span)
                    },
                );
            }
            if is_var_scope {
                break;
            }
        }
        result
    }

    /// Declares a function in the innermost scope. `plain`: neither async nor generator.
    pub(crate) fn declare_function(
        &mut self,
        name: Name,
        span: Span,
        strict: bool,
        plain: bool,
    ) -> Declared {
        let top = self.open.len() - 1;
        let kind = self.open[top].kind;
        let lexical = !is_var_scope(kind) || kind == ScopeKind::Module;
        let lenient = lexical && !strict && plain && kind != ScopeKind::Module;
        if lexical && self.conflicts_with_head(top, name) {
            return Err(Redeclaration);
        }
        let Some(index) = self.find(top, name) else {
            let entry = Self::entry(name, BindingKind::Function, span);
            self.add(
                top,
                Entry {
                    lexical_function: lexical,
                    lenient,
                    ..entry
                },
            );
            return Ok(());
        };
        let entry = &mut self.open[top].entries[index];
        let fine = match entry.binding.kind {
            _ if entry.passing => false,
            BindingKind::Function if lexical => lenient && entry.lenient,
            BindingKind::Function => true,
            BindingKind::Param => {
                entry.binding.assigned = true;
                true
            }
            BindingKind::Var if !lexical => {
                entry.binding.kind = BindingKind::Function;
                true
            }
            _ => false,
        };
        if fine { Ok(()) } else { Err(Redeclaration) }
    }

    /// Declares a private name; getter and setter complete each other if both are static or both are not.
    pub(crate) fn declare_private(
        &mut self,
        name: Name,
        kind: BindingKind,
        is_static: bool,
        span: Span,
    ) -> Declared {
        let top = self.open.len() - 1;
        let Some(index) = self.find(top, name) else {
            let mut entry = Self::entry(name, kind, span);
            entry.binding.is_static = is_static;
            self.add(top, entry);
            return Ok(());
        };
        let binding = &mut self.open[top].entries[index].binding;
        let pair = matches!(
            (binding.kind, kind),
            (BindingKind::PrivateGetter, BindingKind::PrivateSetter)
                | (BindingKind::PrivateSetter, BindingKind::PrivateGetter)
        );
        if !pair || binding.is_static != is_static {
            return Err(Redeclaration);
        }
        binding.kind = BindingKind::PrivateAccessor;
        Ok(())
    }

    /// Gives a function expression its own name, unless a parameter or variable hides it.
    pub(crate) fn declare_own_name(&mut self, name: Name, span: Span) {
        let top = self.open.len() - 1;
        if self.find(top, name).is_none() {
            self.add(top, Self::entry(name, BindingKind::FunctionName, span));
        }
    }
}

const fn is_var_scope(kind: ScopeKind) -> bool {
    matches!(
        kind,
        ScopeKind::Script
            | ScopeKind::Module
            | ScopeKind::Eval
            | ScopeKind::Function
            | ScopeKind::FunctionBody
    )
}
