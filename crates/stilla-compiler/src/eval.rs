//! Direct eval, from both sides: the description of a scope that a call carries, and the code
//! that is compiled inside such a scope later.
//!
//! Uses: function, scope, body, script, strict_types, fault. Never: module.

use crate::body::declared_functions;
use crate::fault::{Fault, R};
use crate::function::{Gen, Surround, ThisMode};
use crate::lazy::{Form, KeptNode};
use crate::scope::{
    Bound, Frame, Layout, Loc, Mutability, Node, NodeNames, Place, ScopeShape, is_implicit,
};
use crate::script::top_shape;
use crate::strict_types::Kinds;
use crate::unit::Unit;
use rustc_hash::FxHashMap;
use std::rc::Rc;
use std::sync::Arc;
use stilla_bytecode::code::{EvalScope, GlobalDeclarations, StaticBinding, StaticScope};
use stilla_bytecode::{Code, CodeFlags, Constant, FunctionKind, Inst, Reg, WtfString};
use stilla_syntax::Name;
use stilla_syntax::ast::Program;
use stilla_syntax::scope::BindingKind;

impl Gen<'_, '_> {
    /// The constant that describes the scopes around a direct eval: one entry for each
    /// environment, from the current one outwards.
    pub(crate) fn eval_scope(&mut self) -> u16 {
        let mut scope = EvalScope {
            in_function: self.shape.surround.in_function,
            in_method: self.shape.surround.in_method,
            in_derived_constructor: self.shape.surround.in_derived,
            in_field_init: self.shape.surround.in_field_init,
            strict: self.shape.has(CodeFlags::STRICT),
            ..EvalScope::default()
        };
        let mut node = self.chain.clone();
        while let Some(current) = node {
            self.describe(&current, &mut scope);
            node = current.parent.clone();
        }
        self.near_constant(Constant::Scope(Arc::new(scope)))
    }

    /// The bindings of an environment that a text can name.
    fn slots_by_text(&self, node: &Node) -> Vec<(WtfString, Bound)> {
        match &node.names {
            NodeNames::Own(names) => names
                .iter()
                .filter(|(name, _)| self.unit.is_script_name(**name))
                .map(|(&name, &bound)| (self.text(name), bound))
                .collect(),
            NodeNames::Kept(kept) => kept
                .names
                .iter()
                .map(|(text, &bound)| (text.clone(), bound))
                .collect(),
        }
    }

    fn describe(&self, node: &Node, scope: &mut EvalScope) {
        let depth = scope.scopes.len() as u16;
        let is_var_scope = match node.shape {
            ScopeShape::With => return scope.scopes.push(StaticScope::With),
            ScopeShape::Vars => return scope.scopes.push(StaticScope::Vars),
            ScopeShape::Slots { is_var_scope } => is_var_scope,
            ScopeShape::Global => return,
        };
        let mut bindings = Vec::new();
        for (text, bound) in self.slots_by_text(node) {
            let Loc::Slot(slot) = bound.loc else {
                continue;
            };
            if text.first() == Some(&b'#') {
                scope.private_names.push((text, depth, slot));
                continue;
            }
            bindings.push(StaticBinding {
                name: text,
                slot,
                is_const: bound.mutability == Mutability::Const,
                is_function_name: bound.mutability == Mutability::FunctionName,
                is_lexical: bound.lexical,
                needs_check: bound.needs_tdz,
                is_import: bound.import,
            });
        }
        bindings.sort_by_key(|binding| binding.slot);
        scope.private_names.sort();
        scope.scopes.push(StaticScope::Slots {
            bindings: bindings.into(),
            is_var_scope,
        });
    }
}

/// Compiles eval code inside the scope that its call described.
pub(crate) fn compile<'a>(
    unit: &Unit<'a>,
    program: &Program<'a>,
    scope: Option<&EvalScope>,
) -> R<Arc<Code>> {
    let mut shape = top_shape(program, FunctionKind::Eval);
    let outer = scope.and_then(chain);
    if let Some(scope) = scope {
        shape.surround = Surround {
            in_function: scope.in_function,
            in_method: scope.in_method,
            in_derived: scope.in_derived_constructor,
            in_field_init: scope.in_field_init,
            this: if scope.in_derived_constructor {
                ThisMode::Slot
            } else {
                ThisMode::Plain
            },
        };
    }
    Gen::build(unit, shape, outer, &|this| {
        this.enter_eval(program)?;
        this.begin_completion();
        this.with_disposal(program.scope, |this| this.statements(program.body))?;
        this.end_completion()
    })
}

/// The environments around the eval, as the compiler knows them. Names are kept as texts, because
/// the text of an eval or of a function within may have names that this text has not.
fn chain(scope: &EvalScope) -> Option<Rc<Node>> {
    let mut chain: Option<Rc<Node>> = None;
    let mut parent: Option<Arc<KeptNode>> = None;
    for (depth, entry) in scope.scopes.iter().enumerate().rev() {
        let mut names = FxHashMap::default();
        let shape = match entry {
            StaticScope::With => ScopeShape::With,
            StaticScope::Vars => ScopeShape::Vars,
            StaticScope::Slots {
                bindings,
                is_var_scope,
            } => {
                for binding in bindings {
                    names.insert(binding.name.clone(), outer_binding(binding));
                }
                ScopeShape::Slots {
                    is_var_scope: *is_var_scope,
                }
            }
        };
        for (text, at, slot) in &scope.private_names {
            if usize::from(*at) == depth {
                names.insert(text.clone(), Bound::hidden(Loc::Slot(*slot)));
            }
        }
        let kept = KeptNode::new(parent, shape, names);
        parent = Some(kept.clone());
        chain = Some(Rc::new(Node {
            parent: chain,
            shape,
            names: NodeNames::Kept(kept),
        }));
    }
    chain
}

fn outer_binding(binding: &StaticBinding) -> Bound {
    Bound {
        loc: Loc::Slot(binding.slot),
        mutability: match (binding.is_const, binding.is_function_name) {
            (true, _) => Mutability::Const,
            (_, true) => Mutability::FunctionName,
            _ => Mutability::Mutable,
        },
        lexical: binding.is_lexical,
        needs_tdz: binding.needs_check,
        initialized_at: 0,
        import: binding.is_import,
        assigned: true,
        kinds: Kinds::ANY,
    }
}

/// Where a `var` of a sloppy eval goes.
enum VarTarget {
    /// There is a variable of that name already.
    Existing(u16, u16),
    /// The variable environment so many steps outside.
    Vars(u16),
    Global,
}

impl<'a> Gen<'_, 'a> {
    /// Enters the scope of eval code and declares its variables.
    ///
    /// §19.2.1.3 EvalDeclarationInstantiation ( body, varEnv, lexEnv, privateEnv, strict )
    /// <https://tc39.es/ecma262/#sec-evaldeclarationinstantiation>
    fn enter_eval(&mut self, program: &Program<'a>) -> R {
        let unit = self.unit;
        if program.strict {
            let layout = self.lay_out(program.scope);
            self.enter_laid_out(program.scope, layout);
            self.undefine_variables(program.scope);
            return self.hoist_functions(program.body);
        }
        let mut layout = Layout::default();
        let everything = unit.scopes.scope(program.scope).contains_direct_eval;
        for binding in unit.scopes.bindings(program.scope) {
            if is_implicit(binding.kind) || !binding.kind.is_lexical() {
                continue;
            }
            let in_slot = everything || binding.captured;
            let loc = if in_slot {
                Loc::Slot(layout.slot())
            } else {
                Loc::Reg(self.alloc())
            };
            layout
                .names
                .insert(binding.name, Bound::new(unit, binding, loc));
        }
        self.declare_eval(program, layout)
    }

    fn declare_eval(&mut self, program: &Program<'a>, layout: Layout) -> R {
        let unit = self.unit;
        let mut globals = GlobalDeclarations::default();
        let mut target_env = None;
        for binding in unit.scopes.bindings(program.scope) {
            if binding.kind != BindingKind::Var {
                continue;
            }
            let declared_by_function = binding.annex_b_hoisted;
            match self.var_target(binding.name, declared_by_function)? {
                Some(VarTarget::Existing(..)) | None => continue,
                Some(VarTarget::Vars(depth)) => target_env = Some(depth),
                Some(VarTarget::Global) => {}
            }
            let name = self.text(binding.name);
            if declared_by_function {
                globals.annex_b.push(name);
            } else {
                globals.vars.push(name);
            }
        }
        let mut existing = Vec::new();
        let mut declared = Vec::new();
        for function in declared_functions(program.body) {
            let name = function.name.map_or(Name::EMPTY, |ident| ident.name);
            match self.var_target(name, false)? {
                Some(VarTarget::Existing(depth, slot)) => existing.push((function, depth, slot)),
                Some(VarTarget::Vars(depth)) => {
                    target_env = Some(depth);
                    declared.push(function);
                }
                Some(VarTarget::Global) | None => declared.push(function),
            }
        }
        // The functions see the lexical declarations of the eval: its scope comes first.
        self.enter_eval_scope(program, layout);
        if target_env.is_none() {
            let mut entries = Vec::new();
            for function in declared {
                let entry = self.declared_entry(function)?;
                let name = function.name.map_or(Name::EMPTY, |ident| ident.name);
                entries.push((name, entry.1));
                globals.functions.push(entry);
            }
            self.emit_declare_eval(globals, None);
            // The machine knows no scope of the eval: where there is one, the closures are made here.
            if self.frames.last().is_some_and(|frame| frame.env.is_some()) {
                for (name, func) in entries {
                    let mark = self.mark();
                    let dst = self.alloc();
                    let env = self.current_env();
                    self.emit(Inst::Closure { dst, func, env });
                    self.store(Place::Global, name, dst);
                    self.release(mark);
                }
            }
        } else {
            for function in &declared {
                let name = function.name.map_or(Name::EMPTY, |ident| ident.name);
                globals.vars.push(self.text(name));
            }
            self.emit_declare_eval(globals, target_env);
            for function in declared {
                self.declare_function(function, target_env)?;
            }
        }
        for (function, depth, slot) in existing {
            let mark = self.mark();
            let src = self.closure(function, Name::EMPTY, Form::Declaration, None)?;
            let env = self.outer_env(depth);
            self.store(Place::Slot(env, slot), Name::EMPTY, src);
            self.release(mark);
        }
        Ok(())
    }

    /// A function of a sloppy eval becomes a variable of the environment for such variables.
    fn declare_function(
        &mut self,
        function: &'a stilla_syntax::ast::Function<'a>,
        depth: Option<u16>,
    ) -> R {
        let mark = self.mark();
        let name = function.name.map_or(Name::EMPTY, |ident| ident.name);
        let src = self.closure(function, name, Form::Declaration, None)?;
        let env = self.outer_env(depth.unwrap_or(0));
        let key = self.key(name);
        self.emit(Inst::DynamicSet { env, key, src });
        self.release(mark);
        Ok(())
    }

    fn emit_declare_eval(&mut self, globals: GlobalDeclarations, depth: Option<u16>) {
        if globals == GlobalDeclarations::default() {
            return;
        }
        let index = self.near_constant(Constant::Globals(Box::new(globals)));
        let mark = self.mark();
        let env: Reg = match depth {
            Some(depth) => self.outer_env(depth),
            None => {
                let dst = self.alloc();
                self.emit(Inst::LoadUndefined { dst });
                dst
            }
        };
        self.emit(Inst::DeclareEval { env, index });
        self.release(mark);
    }

    fn enter_eval_scope(&mut self, program: &Program<'a>, layout: Layout) {
        let env = (layout.slots > 0).then(|| self.new_env(layout.slots));
        self.mark_uninitialized(&layout);
        self.push_frame(Frame {
            id: Some(program.scope),
            shape: ScopeShape::Slots {
                is_var_scope: false,
            },
            env,
            names: Some(Rc::new(layout.names)),
            always_check: false,
        });
    }

    /// Finds the variable scope for a `var` of this eval; `None` if it must not be declared.
    fn var_target(&mut self, name: Name, may_be_dropped: bool) -> R<Option<VarTarget>> {
        let mut node = self.outer.clone();
        let mut depth = 0;
        while let Some(current) = node {
            let found = current.get(self.unit, name);
            if let Some(bound) = found
                && bound.lexical
            {
                if may_be_dropped {
                    return Ok(None);
                }
                let name = self.unit.interner.display(name).into_owned();
                return Err(Fault::Redeclared(name));
            }
            match (current.shape, found) {
                (ScopeShape::Slots { is_var_scope: true }, Some(bound))
                    if bound.mutability != Mutability::FunctionName =>
                {
                    if let Loc::Slot(slot) = bound.loc {
                        return Ok(Some(VarTarget::Existing(depth, slot)));
                    }
                }
                (ScopeShape::Vars, _) => return Ok(Some(VarTarget::Vars(depth))),
                _ => {}
            }
            depth += 1;
            node = current.parent.clone();
        }
        Ok(Some(VarTarget::Global))
    }
}
