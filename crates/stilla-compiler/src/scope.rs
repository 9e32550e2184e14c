//! Where names live: the scopes of the function being compiled, and the chain of environments
//! around it.
//!
//! Inside the function, a [`Frame`] holds the places of a scope's bindings: registers, or slots of
//! an environment that is itself in a register. Outside, only environments can be reached: a
//! [`Node`] is exactly one environment cell at run time, so that a depth is a count of nodes.
//!
//! Uses: function, strict_types. Never: expr, stmt.

use crate::function::{Gen, PoolEntry};
use crate::lazy::KeptNode;
use crate::strict_types::Kinds;
use crate::unit::Unit;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::rc::Rc;
use std::sync::Arc;
use stilla_bytecode::{Inst, Reg};
use stilla_syntax::Name;
use stilla_syntax::scope::{Binding, BindingKind, ScopeId};

/// Where a binding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loc {
    Reg(Reg),
    Slot(u16),
}

/// What an assignment does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mutability {
    Mutable,
    /// Throws a TypeError.
    Const,
    /// Throws in strict code only.
    FunctionName,
}

/// A binding with its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bound {
    pub loc: Loc,
    pub mutability: Mutability,
    pub lexical: bool,
    pub needs_tdz: bool,
    pub initialized_at: u32,
    pub import: bool,
    pub assigned: bool,
    /// What may be assigned, if that is checked.
    pub kinds: Kinds,
}

impl Bound {
    /// A binding that is initialised from the start and never assigned by script.
    pub fn hidden(loc: Loc) -> Bound {
        Bound {
            loc,
            mutability: Mutability::Mutable,
            lexical: false,
            needs_tdz: false,
            initialized_at: 0,
            import: false,
            assigned: true,
            kinds: Kinds::ANY,
        }
    }

    pub fn new(unit: &Unit<'_>, binding: &Binding, loc: Loc) -> Bound {
        use BindingKind as K;
        let mutability = match binding.kind {
            K::Const | K::Using | K::AwaitUsing | K::Import => Mutability::Const,
            K::FunctionName => Mutability::FunctionName,
            _ => Mutability::Mutable,
        };
        Bound {
            loc,
            mutability,
            lexical: binding.kind.is_lexical() || binding.kind == K::Import,
            needs_tdz: binding.needs_tdz,
            initialized_at: binding.initialized_at,
            import: binding.kind == K::Import,
            assigned: binding.assigned,
            kinds: unit.kinds_of(binding),
        }
    }
}

pub(crate) type Names = FxHashMap<Name, Bound>;

/// What a scope is at run time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScopeShape {
    /// Bindings with known places.
    Slots { is_var_scope: bool },
    /// A `with` object.
    With,
    /// Names that sloppy evals declare.
    Vars,
    /// The global scope: names are looked up by the machine.
    Global,
}

/// A scope of the function being compiled.
pub(crate) struct Frame {
    pub id: Option<ScopeId>,
    pub shape: ScopeShape,
    /// The environment, if there is one.
    pub env: Option<Reg>,
    /// None where nothing is declared.
    pub names: Option<Rc<Names>>,
    /// Initialisation may be skipped (a `switch`) or lies elsewhere: textual order proves nothing.
    pub always_check: bool,
}

impl Frame {
    /// The binding of a name that is declared here.
    pub fn get(&self, name: Name) -> Option<&Bound> {
        self.names.as_ref()?.get(&name)
    }
}

/// An environment around the function being compiled.
pub(crate) struct Node {
    pub parent: Option<Rc<Node>>,
    pub shape: ScopeShape,
    pub names: NodeNames,
}

/// The bindings of a [`Node`].
pub(crate) enum NodeNames {
    /// Of this text: names are those of its interner.
    Own(Rc<Names>),
    /// Kept from an earlier parse: names are texts.
    Kept(Arc<KeptNode>),
}

impl Node {
    /// The binding of a name of the unit.
    pub fn get(&self, unit: &Unit<'_>, name: Name) -> Option<Bound> {
        match &self.names {
            NodeNames::Own(names) => names.get(&name).copied(),
            NodeNames::Kept(kept) => {
                let text = unit
                    .is_script_name(name)
                    .then(|| unit.interner.text(name))?;
                kept.names.get(text).copied()
            }
        }
    }
}

/// The place of a name, seen from where it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Reg(Reg),
    Slot(Reg, u16),
    Global,
}

/// What a name means.
#[derive(Clone, Debug)]
pub(crate) struct Resolved {
    pub name: Name,
    pub place: Place,
    pub mutability: Mutability,
    pub check: bool,
    pub import: bool,
    pub assigned: bool,
    /// What may be assigned, if that is checked.
    pub kinds: Kinds,
    /// Environments to be asked first, innermost first: `with` objects and eval's variables.
    pub dynamic: SmallVec<[Reg; 2]>,
}

impl Gen<'_, '_> {
    /// Looks a name up from the innermost scope; `at` is where the reference stands in the text.
    pub(crate) fn resolve(&mut self, name: Name, at: u32) -> Resolved {
        self.resolve_from(name, at, self.frames.len())
    }

    /// Looks a name up that is declared in the scope of variables around here: the objects of `with`
    /// statements in between don't count, not even those around an eval.
    pub(crate) fn resolve_variable(&mut self, name: Name) -> Resolved {
        let top = self.var_frame();
        let mut inner = 0;
        let mut node = if top == 0 { self.outer.clone() } else { None };
        while let Some(current) = node {
            if !matches!(
                current.shape,
                ScopeShape::With
                    | ScopeShape::Slots {
                        is_var_scope: false
                    }
            ) {
                break;
            }
            inner += 1;
            node = current.parent.clone();
        }
        self.resolve_beyond(name, u32::MAX, top, inner)
    }

    /// Looks a name up from the scope at the position `top` of the stack outwards.
    pub(crate) fn resolve_from(&mut self, name: Name, at: u32, top: usize) -> Resolved {
        self.resolve_beyond(name, at, top, 0)
    }

    /// As [`Gen::resolve_from`], without the objects of `with` in the innermost `inner` scopes around the unit.
    fn resolve_beyond(&mut self, name: Name, at: u32, top: usize, inner: u16) -> Resolved {
        let mut dynamic = SmallVec::new();
        for index in (0..top).rev() {
            let frame = &self.frames[index];
            match frame.shape {
                ScopeShape::With | ScopeShape::Vars => dynamic.extend(frame.env),
                ScopeShape::Global => return self.global(name, dynamic),
                ScopeShape::Slots { .. } => {
                    if let Some(&bound) = frame.get(name) {
                        let proven = !frame.always_check && at >= bound.initialized_at;
                        let env = frame.env;
                        return found(name, bound, !proven, env, dynamic);
                    }
                }
            }
        }
        let mut node = self.outer.clone();
        let mut depth = 0;
        while let Some(current) = node {
            match current.shape {
                ScopeShape::Global => break,
                ScopeShape::With if depth < inner => {}
                ScopeShape::With | ScopeShape::Vars => dynamic.push(self.outer_env(depth)),
                ScopeShape::Slots { .. } => {
                    if let Some(bound) = current.get(self.unit, name) {
                        let env = self.outer_env(depth);
                        return found(name, bound, true, Some(env), dynamic);
                    }
                }
            }
            depth += 1;
            node = current.parent.clone();
        }
        self.global(name, dynamic)
    }

    fn global(&self, name: Name, dynamic: SmallVec<[Reg; 2]>) -> Resolved {
        Resolved {
            kinds: self.unit.kinds_of_global(name),
            ..global(name, dynamic)
        }
    }

    /// Looks a private name or a hidden binding up: dynamic scopes don't count.
    pub(crate) fn hidden(&mut self, name: Name) -> Option<Place> {
        for frame in self.frames.iter().rev() {
            if let Some(bound) = frame.get(name) {
                return Some(match (bound.loc, frame.env) {
                    (Loc::Slot(slot), Some(env)) => Place::Slot(env, slot),
                    (Loc::Reg(reg), _) => Place::Reg(reg),
                    (Loc::Slot(_), None) => return None,
                });
            }
        }
        let mut node = self.outer.clone();
        let mut depth = 0;
        while let Some(current) = node {
            if let Some(Bound {
                loc: Loc::Slot(slot),
                ..
            }) = current.get(self.unit, name)
            {
                // FAST: a hidden binding is written before any function inside can run, so that
                // its value can be fetched once, at entry. `this` of a derived constructor is not.
                if name != Name::THIS
                    && let Some(reg) = self.pool(PoolEntry::Slot(depth, slot))
                {
                    return Some(Place::Reg(reg));
                }
                return Some(Place::Slot(self.outer_env(depth), slot));
            }
            depth += 1;
            node = current.parent.clone();
        }
        None
    }

    /// The register of the environment that new scopes and closures are made inside.
    pub(crate) fn current_env(&mut self) -> Reg {
        match self.frames.iter().rev().find_map(|frame| frame.env) {
            Some(env) => env,
            None => self.outer_env(0),
        }
    }

    /// The register of the environment `depth` steps outside the closure's own.
    pub(crate) fn outer_env(&mut self, depth: u16) -> Reg {
        match self.pool(PoolEntry::Env(depth)) {
            Some(reg) => reg,
            None => {
                let dst = self.alloc();
                self.emit(Inst::LoadClosureEnv { dst });
                if depth > 0 {
                    self.emit(Inst::LoadOuterEnv {
                        dst,
                        env: dst,
                        depth,
                    });
                }
                dst
            }
        }
    }

    /// Enters a scope that has been laid out.
    pub(crate) fn push_frame(&mut self, frame: Frame) {
        if frame.env.is_some() {
            self.chain = Some(Rc::new(Node {
                parent: self.chain.take(),
                shape: frame.shape,
                names: NodeNames::Own(frame.names.clone().unwrap_or_default()),
            }));
        }
        self.frames.push(frame);
    }

    /// Leaves the innermost scope.
    pub(crate) fn pop_frame(&mut self) {
        let frame = self
            .frames
            .pop()
            .expect("a scope is left once for each time it is entered");
        if frame.env.is_some() {
            let parent = self.chain.as_ref().and_then(|node| node.parent.clone());
            self.chain = parent;
        }
    }

    /// Gives each binding a place: a register, or a slot if something outside the frame needs it.
    pub(crate) fn lay_out(&mut self, id: ScopeId) -> Layout {
        let tree = self.unit.scopes;
        let everything = tree.scope(id).contains_direct_eval;
        let mut layout = Layout::default();
        for binding in tree.bindings(id) {
            if is_implicit(binding.kind) {
                continue;
            }
            let loc = if everything || binding.captured || self.registers_are_scarce() {
                Loc::Slot(layout.slot())
            } else {
                Loc::Reg(self.alloc())
            };
            layout
                .names
                .insert(binding.name, Bound::new(self.unit, binding, loc));
        }
        layout
    }

    /// Enters the scope of a block, loop head, `switch` or `catch`.
    pub(crate) fn enter_scope(&mut self, id: ScopeId, always_check: bool) {
        let layout = self.lay_out(id);
        let env = (layout.slots > 0).then(|| self.new_env(layout.slots));
        self.mark_uninitialized(&layout);
        self.push_frame(Frame {
            id: Some(id),
            shape: ScopeShape::Slots {
                is_var_scope: false,
            },
            env,
            names: Some(Rc::new(layout.names)),
            always_check,
        });
    }

    /// Marks the registers of bindings that may be read before they are initialised.
    pub(crate) fn mark_uninitialized(&mut self, layout: &Layout) {
        let mut registers: SmallVec<[Reg; 8]> = SmallVec::new();
        for bound in layout.names.values() {
            if let Loc::Reg(register) = bound.loc
                && bound.needs_tdz
            {
                registers.push(register);
            }
        }
        // The table has no order, but the code of a text is always the same.
        registers.sort_unstable();
        for dst in registers {
            self.emit(Inst::LoadEmpty { dst });
        }
    }

    /// Makes an environment inside the current one.
    pub(crate) fn new_env(&mut self, count: u16) -> Reg {
        let parent = self.current_env();
        let dst = self.alloc();
        // NOTE: slots beyond the last share its number until here.
        if count == u16::MAX {
            self.overflow = Some("captured variables");
        }
        self.emit(Inst::NewEnv { dst, parent, count });
        dst
    }

    /// Position in the stack of the innermost variable scope.
    pub(crate) fn var_frame(&self) -> usize {
        let is_var = |frame: &Frame| {
            matches!(
                frame.shape,
                ScopeShape::Slots { is_var_scope: true } | ScopeShape::Global
            )
        };
        self.frames
            .iter()
            .rposition(is_var)
            .map_or(0, |index| index + 1)
    }
}

/// Places while a scope is laid out.
#[derive(Default)]
pub(crate) struct Layout {
    pub names: Names,
    pub slots: u16,
}

impl Layout {
    pub fn slot(&mut self) -> u16 {
        let slot = self.slots;
        self.slots = slot.saturating_add(1);
        slot
    }
}

/// Bindings that the machine keeps elsewhere.
pub(crate) fn is_implicit(kind: BindingKind) -> bool {
    use BindingKind as K;
    matches!(
        kind,
        K::This | K::NewTarget | K::HomeObject | K::ActiveFunction
    )
}

fn global(name: Name, dynamic: SmallVec<[Reg; 2]>) -> Resolved {
    Resolved {
        name,
        place: Place::Global,
        mutability: Mutability::Mutable,
        check: false,
        import: false,
        assigned: true,
        kinds: Kinds::ANY,
        dynamic,
    }
}

fn found(
    name: Name,
    bound: Bound,
    unproven: bool,
    env: Option<Reg>,
    dynamic: SmallVec<[Reg; 2]>,
) -> Resolved {
    let place = match bound.loc {
        Loc::Reg(reg) => Place::Reg(reg),
        Loc::Slot(slot) => Place::Slot(env.expect("a scope with slots has an environment"), slot),
    };
    Resolved {
        name,
        place,
        mutability: bound.mutability,
        check: bound.import || bound.needs_tdz && unproven,
        import: bound.import,
        assigned: bound.assigned,
        kinds: bound.kinds,
        dynamic,
    }
}
