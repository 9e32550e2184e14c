//! Closing scopes: which declaration answers which reference.
//!
//! Uses: scope, interner, ast (spans).
//! Never: parser, lexer.

use super::{
    ASSIGNED, CROSSED, DECLARED, DEFERRED, EVAL, EVAL_SLOPPY, EVAL_THIS, Hoist, Open, Reference,
    ScopeBuilder, is_var_scope,
};
use crate::ast::Span;
use crate::interner::Name;
use crate::scope::{Binding, BindingKind, FunctionKind, ScopeId, ScopeKind, ScopeTree};

impl ScopeBuilder {
    /// Closes the innermost scope.
    pub(crate) fn close(&mut self, end: u32) -> ScopeId {
        let mut open = self.open.pop().expect("every close has its open");
        let id = open.id;
        self.tree.scopes[id.0 as usize].span.end = end;
        self.settle_hoists(&mut open);
        if open.kind == ScopeKind::FunctionBody
            && open.entries.iter().any(|entry| {
                entry.binding.name == Name::ARGUMENTS && entry.binding.kind == BindingKind::Var
            })
        {
            self.reference(Name::ARGUMENTS, end);
        }
        let idle = open.entries.is_empty()
            && !self.eval_seen
            && !matches!(open.kind, ScopeKind::Function | ScopeKind::Class);
        if !idle {
            self.resolve(&mut open);
        }
        let scope = &mut self.tree.scopes[id.0 as usize];
        let first = self.tree.bindings.len();
        let first_hoist = open.first_hoist;
        scope.first_binding = first as u32;
        for entry in open.entries.drain(..).filter(|entry| !entry.passing) {
            if entry.lexical_function && entry.lenient {
                let binding = self.tree.bindings.len();
                self.hoists.push(Hoist {
                    name: entry.binding.name,
                    binding,
                    span: entry.binding.span,
                });
            }
            self.tree.bindings.push(entry.binding);
        }
        scope.binding_count = (self.tree.bindings.len() - first) as u32;
        debug_assert!(first_hoist <= self.hoists.len());
        if open.entries.capacity() > 0 {
            open.index.clear();
            self.spare.push((open.entries, open.index));
        }
        id
    }

    /// Closes the innermost scope, a function whose tree is dropped: of its inner scopes nothing is kept.
    pub(crate) fn close_lazy(&mut self, end: u32) -> ScopeId {
        let first_binding = self.open.last().map_or(0, |open| open.first_binding);
        let id = self.close(end);
        let scope = &mut self.tree.scopes[id.0 as usize];
        scope.first_binding = 0;
        scope.binding_count = 0;
        let facts = scope.facts as usize;
        self.tree.scopes.truncate(id.0 as usize + 1);
        self.tree.bindings.truncate(first_binding);
        self.tree.facts.truncate(facts + 1);
        id
    }

    /// Whether the innermost scope declares the name as a class or function, which a namespace may extend.
    pub(crate) fn declares_entity(&self, name: Name) -> bool {
        self.declared().any(|binding| {
            let is_entity = matches!(binding.kind, BindingKind::Class | BindingKind::Function);
            binding.name == name && is_entity
        })
    }

    /// A binding of a scope that is closed.
    pub(crate) fn finished(&self, scope: ScopeId, name: Name) -> Option<Binding> {
        self.tree.binding(scope, name).copied()
    }

    /// Functions in sloppy blocks become `var`s of their function where no lexical declaration is in the way.
    ///
    /// §B.3.2 Block-Level Function Declarations Web Legacy Compatibility Semantics <https://tc39.es/ecma262/#sec-block-level-function-declarations-web-legacy-compatibility-semantics>
    fn settle_hoists(&mut self, open: &mut Open) {
        if self.hoists.len() == open.first_hoist {
            return;
        }
        let is_var_scope = is_var_scope(open.kind);
        let hoists: Vec<Hoist> = self.hoists.drain(open.first_hoist..).collect();
        for hoist in hoists {
            let found = open
                .entries
                .iter()
                .position(|entry| entry.binding.name == hoist.name && !entry.passing);
            let blocked = found.is_some_and(|index| {
                let entry = &open.entries[index];
                entry.binding.kind.is_lexical()
                    || entry.lexical_function
                    || matches!(entry.binding.kind, BindingKind::Param | BindingKind::Import)
                    || entry.binding.kind == BindingKind::CatchParam && !entry.lenient
            }) || open.kind == ScopeKind::FunctionBody
                && self.outer_param(hoist.name)
                || hoist.name == Name::ARGUMENTS && self.has_own_arguments(open);
            if blocked {
                continue;
            }
            if !is_var_scope {
                self.hoists.push(hoist);
                continue;
            }
            self.tree.bindings[hoist.binding].annex_b_hoisted = true;
            if found.is_none() {
                let mut entry = Self::entry(hoist.name, BindingKind::Var, hoist.span);
                entry.binding.annex_b_hoisted = true;
                entry.binding.assigned = true;
                open.entries.push(entry);
            } else if let Some(index) = found {
                open.entries[index].binding.assigned = true;
            }
        }
    }

    /// Whether the scope belongs to a function whose `arguments` are those of its own call.
    fn has_own_arguments(&self, open: &Open) -> bool {
        let function = match open.kind {
            ScopeKind::FunctionBody => self.open.last().map(|function| function.id),
            _ => Some(open.id),
        };
        function
            .and_then(|id| self.tree.facts(id))
            .is_some_and(|facts| facts.kind != FunctionKind::Arrow)
    }

    fn outer_param(&self, name: Name) -> bool {
        let top = self.open.len() - 1;
        self.find(top, name)
            .is_some_and(|index| self.open[top].entries[index].binding.kind == BindingKind::Param)
    }

    /// Answers the references that the scope declares; the others stay for the scope around it.
    fn resolve(&mut self, open: &mut Open) {
        self.closings += 1;
        let closing = self.closings;
        for (index, entry) in open
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| !entry.passing)
        {
            self.see(entry.binding.name, closing, index as u32 | DECLARED);
        }
        let facts = self.tree.scopes[open.id.0 as usize].facts as usize;
        let function = self.tree.facts.get(facts).map(|facts| facts.kind);
        let outer_pos = self.open.last().map_or(0, |outer| outer.hoist_pos);
        let mut evals = 0;
        let mut kept = open.first_reference;
        for index in open.first_reference..self.references.len() {
            let mut reference = self.references[index];
            evals |= reference.flags & (EVAL | EVAL_SLOPPY | EVAL_THIS);
            let seen = self
                .seen
                .get(reference.name.0 as usize)
                .copied()
                .unwrap_or_default();
            let in_heritage = index < open.first_in_body;
            if seen.0 == closing
                && seen.1 & DECLARED != 0
                && !(in_heritage && open.declares_private(seen.1))
            {
                let entry = &mut open.entries[(seen.1 & !DECLARED) as usize];
                if entry.binding.name == Name::ARGUMENTS
                    && entry.binding.kind == BindingKind::Var
                    && open.kind == ScopeKind::Function
                {
                    self.tree.facts[facts].uses_arguments = true;
                }
                bind(open.kind, open.decorated, &mut entry.binding, reference);
                continue;
            }
            if let Some(kind) = function {
                if self.implicit(open, facts, kind, reference) {
                    continue;
                }
                reference = leave_function(reference, kind, open.is_declaration, outer_pos);
                if seen.0 == closing {
                    let earlier = &mut self.references[seen.1 as usize];
                    earlier.pos = earlier.pos.min(reference.pos);
                    let either = CROSSED | ASSIGNED | EVAL | EVAL_SLOPPY | EVAL_THIS;
                    earlier.flags = (earlier.flags | reference.flags) & either
                        | earlier.flags & reference.flags & DEFERRED;
                    continue;
                }
                self.see(reference.name, closing, kept as u32);
            } else if open.kind == ScopeKind::Class {
                reference.flags &= !DEFERRED;
            }
            self.references[kept] = reference;
            kept += 1;
        }
        self.references.truncate(kept);
        if evals != 0 {
            self.expose(open, evals, facts, function);
        }
    }

    fn see(&mut self, name: Name, closing: u32, place: u32) {
        let index = name.0 as usize;
        if index >= self.seen.len() {
            self.seen.resize((index + 1).next_power_of_two(), (0, 0));
        }
        self.seen[index] = (closing, place);
    }

    /// `this` and its companions: notes the use, and answers it unless the function is an arrow.
    fn implicit(
        &mut self,
        open: &mut Open,
        facts: usize,
        function: FunctionKind,
        reference: Reference,
    ) -> bool {
        let facts = &mut self.tree.facts[facts];
        let kind = match reference.name {
            Name::THIS => {
                facts.uses_this = true;
                BindingKind::This
            }
            Name::ARGUMENTS => {
                facts.uses_arguments = true;
                BindingKind::Arguments
            }
            Name::NEW_TARGET => {
                facts.uses_new_target = true;
                BindingKind::NewTarget
            }
            Name::SUPER => {
                facts.uses_super_property = true;
                BindingKind::HomeObject
            }
            Name::SUPER_CALL => {
                facts.uses_super_call = true;
                BindingKind::ActiveFunction
            }
            _ => return false,
        };
        let outer = matches!(
            function,
            FunctionKind::FieldInitializer | FunctionKind::StaticBlock
        ) && kind == BindingKind::Arguments;
        if function == FunctionKind::Arrow || outer {
            return false;
        }
        let mut entry = Self::entry(
            reference.name,
            kind,
            Span::new(reference.pos, reference.pos),
        );
        entry.binding.captured = reference.flags & CROSSED != 0;
        entry.binding.assigned = reference.flags & ASSIGNED != 0;
        let closing = self.closings;
        self.see(
            reference.name,
            closing,
            open.entries.len() as u32 | DECLARED,
        );
        open.entries.push(entry);
        true
    }

    /// A direct eval can see everything.
    fn expose(&mut self, open: &mut Open, evals: u8, facts: usize, function: Option<FunctionKind>) {
        let scope = &mut self.tree.scopes[open.id.0 as usize];
        scope.contains_direct_eval = true;
        scope.contains_sloppy_eval = evals & EVAL_SLOPPY != 0;
        if let Some(kind) = function
            && evals & EVAL_THIS != 0
        {
            self.tree.facts[facts].direct_eval = true;
            if kind != FunctionKind::Arrow {
                for name in implicit_names(kind) {
                    if !open.entries.iter().any(|entry| entry.binding.name == *name) {
                        let reference = Reference {
                            name: *name,
                            pos: 0,
                            flags: CROSSED,
                        };
                        self.implicit(open, facts, kind, reference);
                    }
                }
            }
        }
        for entry in &mut open.entries {
            entry.binding.captured = true;
            entry.binding.assigned = true;
            entry.binding.needs_tdz |= entry.binding.kind.is_lexical();
        }
    }

    /// The names that nothing in the text declares: globals of a script, names of the function around an eval.
    /// Private names among them are errors.
    pub(crate) fn unresolved(&self) -> impl Iterator<Item = (Name, u32)> {
        self.references
            .iter()
            .filter(|reference| reference.flags & EVAL == 0)
            .map(|reference| (reference.name, reference.pos))
    }

    /// All scopes are closed: the finished table.
    pub(crate) fn finish(&mut self) -> ScopeTree {
        std::mem::take(&mut self.tree)
    }

    /// Closes what an error left open, down to `depth` scopes.
    pub(crate) fn close_down_to(&mut self, depth: usize, end: u32) {
        while self.open.len() > depth {
            self.close(end);
        }
    }

    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The kind of the innermost scope.
    pub(crate) fn innermost_kind(&self) -> Option<ScopeKind> {
        self.open.last().map(|open| open.kind)
    }
}

const fn implicit_names(kind: FunctionKind) -> &'static [Name] {
    match kind {
        FunctionKind::Normal => &[Name::THIS, Name::ARGUMENTS, Name::NEW_TARGET],
        FunctionKind::DerivedConstructor => &[
            Name::THIS,
            Name::ARGUMENTS,
            Name::NEW_TARGET,
            Name::SUPER,
            Name::SUPER_CALL,
        ],
        FunctionKind::FieldInitializer | FunctionKind::StaticBlock => {
            &[Name::THIS, Name::NEW_TARGET, Name::SUPER]
        }
        _ => &[Name::THIS, Name::ARGUMENTS, Name::NEW_TARGET, Name::SUPER],
    }
}

fn bind(scope: ScopeKind, decorated: bool, binding: &mut Binding, reference: Reference) {
    binding.captured |= reference.flags & CROSSED != 0;
    binding.assigned |= reference.flags & ASSIGNED != 0;
    let late = binding.kind.is_lexical()
        || matches!(binding.kind, BindingKind::Param | BindingKind::CatchParam);
    if late {
        let after_class =
            scope == ScopeKind::Class && !decorated && reference.flags & DEFERRED != 0;
        let early = reference.pos < binding.initialized_at && !after_class;
        binding.needs_tdz |= early || scope == ScopeKind::Switch;
    }
}

fn leave_function(
    reference: Reference,
    kind: FunctionKind,
    is_declaration: bool,
    outer_pos: u32,
) -> Reference {
    let mut flags = (reference.flags | CROSSED) & !(DEFERRED | EVAL_SLOPPY);
    if kind != FunctionKind::Arrow {
        flags &= !EVAL_THIS;
    }
    if !matches!(kind, FunctionKind::Arrow | FunctionKind::Normal) {
        flags |= DEFERRED;
    }
    let pos = if is_declaration {
        reference.pos.min(outer_pos)
    } else {
        reference.pos
    };
    Reference {
        flags,
        pos,
        ..reference
    }
}
