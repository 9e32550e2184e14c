//! Functions: from the call to the first statement, and what `return` does.
//!
//! The order at entry is that of FunctionDeclarationInstantiation: environments, the arguments
//! object, parameters, variables, functions; then a generator suspends for the first time.
//!
//! One room because it is the state of one function being compiled and the few ways to change it.
//!
//! Uses: function, scope, pattern, expr, stmt, fault. Never: unit's drivers.

use crate::control::Exit;
use crate::fault::{Fault, R};
use crate::function::{Gen, Shape, Surround, ThisMode};
use crate::lazy::{Form, LazyBody};
use crate::pattern::Binding as Mode;
use crate::scope::{Bound, Frame, Layout, Loc, Node, Place, ScopeShape, is_implicit};
use crate::unit::{CompileOptions, Unit};
use rustc_hash::FxHashMap;
use std::rc::Rc;
use std::sync::Arc;
use stilla_bytecode::code::FunctionFacts as FunctionFactsOfCode;
use stilla_bytecode::code::{PointKind, REG_CALLEE, REG_FIRST_ARG, REG_THIS};
use stilla_bytecode::{Code, CodeFlags, Constant, FunctionKind, FunctionRef, Inst, Reg, WtfString};
use stilla_syntax::Name;
use stilla_syntax::ast::{
    Conditional, Expr, ExprKind, Function, FunctionBody, FunctionKind as SyntaxKind, LogicalOp,
    Param, PatternKind, Span, Stmt,
};
use stilla_syntax::scope::{BindingKind, FunctionFacts, ScopeId};

/// Parameters that have registers; further ones are fetched from the arguments.
const REGISTER_PARAMETERS: usize = 200;

/// Whether a constructor's class has instance fields or private methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fields {
    None,
    Some,
}

/// Where the binding of a function expression's own name lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OwnName {
    /// In the scope of the function.
    Inside,
    /// In one around it.
    Outside,
}

impl<'u, 'a> Gen<'u, 'a> {
    /// A closure of `function`, named `name` unless it has a name of its own.
    pub(crate) fn closure(
        &mut self,
        function: &'a Function<'a>,
        name: Name,
        form: Form,
        dst: Option<Reg>,
    ) -> R<Reg> {
        let dst = self.target(dst);
        let name = function.name.map_or(name, |ident| ident.name);
        let text = self.text(name);
        self.closure_with_text(function, text, form, dst)?;
        Ok(dst)
    }

    pub(crate) fn closure_with_text(
        &mut self,
        function: &'a Function<'a>,
        name: WtfString,
        form: Form,
        dst: Reg,
    ) -> R {
        let func = self.inner_function(function, name, form)?;
        let env = self.current_env();
        self.emit(Inst::Closure { dst, func, env });
        Ok(())
    }

    /// Compiles an inner function; its index.
    pub(crate) fn inner_function(
        &mut self,
        function: &'a Function<'a>,
        name: WtfString,
        form: Form,
    ) -> R<u16> {
        self.function(|this| this.function_ref(function, name, Fields::None, function.span, form))
    }

    /// An inner function, compiled now if its tree is there.
    pub(crate) fn function_ref(
        &mut self,
        function: &'a Function<'a>,
        name: WtfString,
        fields: Fields,
        span: Span,
        form: Form,
    ) -> R<FunctionRef> {
        let unit = self.unit;
        let around = self.shape.surround;
        let FunctionBody::Lazy(lazy) = function.body else {
            let outer = self.chain.clone();
            let code = compile(unit, function, name, around, outer, fields, span)?;
            return Ok(FunctionRef::compiled(code));
        };
        let facts = *unit
            .scopes
            .facts(function.scope)
            .ok_or(Fault::Unsupported(span, "this function"))?;
        let kept = FunctionFactsOfCode {
            name: name.clone(),
            length: facts.length.min(0xffff) as u16,
            kind: kind(function.kind),
            flags: CodeFlags(flags(unit, function, &facts)),
        };
        let body = LazyBody {
            source: unit.source.clone(),
            options: CompileOptions {
                watch: None,
                ..unit.options.clone()
            },
            in_module: unit.in_module,
            lazy: *lazy,
            span,
            facts,
            name,
            around,
            outer: self.chain.as_ref().map(|chain| unit.keep(chain)),
            fields,
            form,
        };
        unit.hold(size_of::<FunctionRef>() + size_of::<LazyBody>() + 2 * body.name.len());
        Ok(FunctionRef::lazy(kept, Arc::new(body)))
    }
}

/// Compiles one function, whose closures see the environments of `outer`.
pub(crate) fn compile<'a>(
    unit: &Unit<'a>,
    function: &'a Function<'a>,
    name: WtfString,
    around: Surround,
    outer: Option<Rc<Node>>,
    fields: Fields,
    span: Span,
) -> R<Arc<Code>> {
    let facts = *unit
        .scopes
        .facts(function.scope)
        .ok_or(Fault::Unsupported(span, "this function"))?;
    let surround = surround(unit, function, &facts, around);
    let shape = Shape {
        kind: kind(function.kind),
        flags: flags(unit, function, &facts),
        name,
        length: facts.length.min(0xffff) as u16,
        parameters: function.params.items.len().min(REGISTER_PARAMETERS) as u16,
        span,
        surround,
    };
    Gen::build(unit, shape, outer, &|this| {
        this.function_body(function, &facts, fields)
    })
}

fn kind(kind: SyntaxKind) -> FunctionKind {
    match kind {
        SyntaxKind::Normal => FunctionKind::Normal,
        SyntaxKind::Arrow => FunctionKind::Arrow,
        SyntaxKind::Method | SyntaxKind::Getter | SyntaxKind::Setter => FunctionKind::Method,
        SyntaxKind::Constructor => FunctionKind::ClassConstructor,
        SyntaxKind::DerivedConstructor => FunctionKind::DerivedConstructor,
        SyntaxKind::FieldInitializer | SyntaxKind::StaticBlock => FunctionKind::FieldInit,
    }
}

fn flags(unit: &Unit<'_>, function: &Function<'_>, facts: &FunctionFacts) -> u32 {
    let mut flags = 0;
    let mut set = |flag, condition| flags |= if condition { flag } else { 0 };
    set(CodeFlags::STRICT, facts.strict);
    set(CodeFlags::GENERATOR, facts.is_generator);
    set(CodeFlags::ASYNC, facts.is_async);
    let uses_super = facts.uses_super_property || facts.uses_super_call;
    set(
        CodeFlags::USES_THIS,
        facts.uses_this || facts.uses_new_target || uses_super || facts.direct_eval,
    );
    set(
        CodeFlags::ACCESSOR,
        matches!(facts.kind, SyntaxKind::Getter | SyntaxKind::Setter),
    );
    let many = function.params.items.len() > REGISTER_PARAMETERS;
    let has_arguments = arguments_binding(unit, function.scope, facts);
    set(
        CodeFlags::NEEDS_ARGUMENTS,
        many || function.params.rest.is_some() || has_arguments,
    );
    flags
}

/// Whether the function makes an arguments object.
fn arguments_binding(unit: &Unit<'_>, scope: ScopeId, facts: &FunctionFacts) -> bool {
    facts.kind != SyntaxKind::Arrow
        && unit
            .scopes
            .binding(scope, Name::ARGUMENTS)
            .is_some_and(|binding| match binding.kind {
                BindingKind::Arguments => true,
                BindingKind::Var => facts.uses_arguments || facts.direct_eval,
                _ => false,
            })
}

fn surround(
    unit: &Unit<'_>,
    function: &Function<'_>,
    facts: &FunctionFacts,
    around: Surround,
) -> Surround {
    if function.kind == SyntaxKind::Arrow {
        return around;
    }
    let in_derived = function.kind == SyntaxKind::DerivedConstructor;
    let shared = facts.direct_eval
        || unit.scopes.bindings(function.scope).iter().any(|binding| {
            binding.captured
                && matches!(
                    binding.kind,
                    BindingKind::This | BindingKind::ActiveFunction
                )
        });
    Surround {
        in_function: true,
        in_method: function.kind != SyntaxKind::Normal,
        in_derived,
        in_field_init: false,
        this: match (in_derived, shared) {
            (false, _) => ThisMode::Plain,
            (true, false) => ThisMode::Late,
            (true, true) => ThisMode::Slot,
        },
    }
}

impl<'a> Gen<'_, 'a> {
    fn function_body(
        &mut self,
        function: &'a Function<'a>,
        facts: &FunctionFacts,
        fields: Fields,
    ) -> R {
        self.at(function.span.start);
        if !matches!(function.body, FunctionBody::Absent) {
            self.count(PointKind::Function, function.span, function.span);
        }
        self.result_type = self.result_type_of(function, facts);
        self.begin(function.kind, facts, fields);
        self.enter_function(function, facts)?;
        self.parameters(function, facts)?;
        self.function_variables(function);
        let statements = match function.body {
            FunctionBody::Block(block) => block.statements,
            FunctionBody::Expr(_) | FunctionBody::Absent => &[],
            FunctionBody::Lazy(_) => {
                return Err(Fault::Unsupported(
                    function.span,
                    "a function without its tree",
                ));
            }
        };
        self.hoist_functions(statements)?;
        if facts.is_generator {
            self.emit(Inst::StartGenerator {});
        }
        if let FunctionBody::Expr(e) = function.body {
            self.count(PointKind::Statement, e.span, e.span);
            self.return_value(Some(e))?;
        } else {
            let scope = function.body_scope.unwrap_or(function.scope);
            self.with_disposal(scope, |this| this.statements(statements))?;
        }
        self.finish_body()
    }

    /// What comes before everything else: the coroutine, `this`, fields.
    fn begin(&mut self, kind: SyntaxKind, facts: &FunctionFacts, fields: Fields) {
        if facts.is_async && !facts.is_generator {
            let dst = self.alloc();
            self.emit(Inst::StartAsync { dst });
        }
        let this = Reg(REG_THIS);
        if kind == SyntaxKind::DerivedConstructor {
            self.emit(Inst::LoadEmpty { dst: this });
        } else if kind == SyntaxKind::Constructor && fields == Fields::Some {
            self.emit(Inst::RunFieldInit {
                class: Reg(REG_CALLEE),
                this,
            });
        }
        let own_this = kind != SyntaxKind::Arrow;
        if own_this && !facts.strict && (facts.uses_this || facts.direct_eval) {
            self.emit(Inst::CoerceThis { this });
        }
    }

    /// A place for the variables that sloppy evals declare.
    pub(crate) fn enter_eval_variables(&mut self, scope: ScopeId) {
        let facts = self.unit.scopes.scope(scope);
        if !facts.contains_sloppy_eval || facts.strict {
            return;
        }
        let parent = self.current_env();
        let dst = self.alloc();
        self.emit(Inst::NewVarEnv { dst, parent });
        self.push_frame(Frame {
            id: None,
            shape: ScopeShape::Vars,
            env: Some(dst),
            names: None,
            always_check: false,
        });
    }

    /// Lays the function's scope out and enters it: arguments object and simple parameters
    /// included.
    fn enter_function(&mut self, function: &Function<'a>, facts: &FunctionFacts) -> R {
        let unit = self.unit;
        let id = function.scope;
        let own_name = self.enter_own_name(id);
        self.enter_eval_variables(id);
        let has_arguments = arguments_binding(unit, id, facts);
        let mapped = has_arguments && !facts.strict && facts.simple_params;
        let registers = parameter_registers(function);
        let everything = unit.scopes.scope(id).contains_direct_eval;
        let mut layout = Layout::default();
        for binding in unit.scopes.bindings(id) {
            let is_own_name = binding.kind == BindingKind::FunctionName;
            let elsewhere = own_name == OwnName::Outside || unit.nameless == Some(id);
            if is_implicit(binding.kind) || is_own_name && elsewhere {
                continue;
            }
            let parameter = registers.get(&binding.name).copied();
            let loc = if everything
                || binding.captured
                || mapped && parameter.is_some()
                || self.registers_are_scarce()
            {
                Loc::Slot(layout.slot())
            } else {
                match (parameter, binding.kind) {
                    (Some(register), _) if !binding.needs_tdz => Loc::Reg(register),
                    (None, BindingKind::FunctionName) => Loc::Reg(Reg(REG_CALLEE)),
                    _ => Loc::Reg(self.alloc()),
                }
            };
            let mut bound = Bound::new(unit, binding, loc);
            // The environment of parameters with expressions lies inside the one that an eval in
            // them declares its variables in: none of those may hide one of these.
            bound.lexical |= function.body_scope.is_some() && !is_own_name;
            layout.names.insert(binding.name, bound);
        }
        if self.shape.surround.this == ThisMode::Slot && facts.kind != SyntaxKind::Arrow {
            for name in [Name::THIS, Name::SUPER_CALL] {
                let slot = layout.slot();
                layout.names.insert(name, Bound::hidden(Loc::Slot(slot)));
            }
        }
        self.enter_laid_out(id, layout);
        self.fill_function_scope(function, facts, &registers)?;
        if has_arguments {
            self.arguments_object(function, mapped);
        }
        Ok(())
    }

    /// Where an eval may declare a variable that hides the function's own name, the name has an
    /// environment of its own, outside that of such variables.
    fn enter_own_name(&mut self, id: ScopeId) -> OwnName {
        let unit = self.unit;
        let scope = unit.scopes.scope(id);
        let own_name = unit
            .scopes
            .bindings(id)
            .iter()
            .find(|binding| binding.kind == BindingKind::FunctionName);
        let hideable = scope.contains_sloppy_eval && !scope.strict && unit.nameless != Some(id);
        let Some(binding) = own_name.filter(|_| hideable) else {
            return OwnName::Inside;
        };
        let mut layout = Layout::default();
        let loc = Loc::Slot(layout.slot());
        layout
            .names
            .insert(binding.name, Bound::new(unit, binding, loc));
        let env = Some(self.new_env(layout.slots));
        self.push_frame(Frame {
            id: None,
            shape: ScopeShape::Slots {
                is_var_scope: false,
            },
            env,
            names: Some(Rc::new(layout.names)),
            always_check: false,
        });
        OwnName::Outside
    }

    /// Enters a variable scope: makes its environment, marks what is not initialised.
    pub(crate) fn enter_laid_out(&mut self, id: ScopeId, layout: Layout) {
        let env = (layout.slots > 0).then(|| self.new_env(layout.slots));
        self.mark_uninitialized(&layout);
        self.push_frame(Frame {
            id: Some(id),
            shape: ScopeShape::Slots { is_var_scope: true },
            env,
            names: Some(Rc::new(layout.names)),
            always_check: false,
        });
    }

    /// Copies what arrives in registers to where its binding lives.
    fn fill_function_scope(
        &mut self,
        function: &Function<'a>,
        facts: &FunctionFacts,
        registers: &FxHashMap<Name, Reg>,
    ) -> R {
        let unit = self.unit;
        for binding in unit.scopes.bindings(function.scope) {
            if binding.kind == BindingKind::FunctionName && unit.nameless != Some(function.scope) {
                let place = self.own_place(binding.name);
                self.store(place, binding.name, Reg(REG_CALLEE));
            }
            if facts.simple_params
                && let Some(&register) = registers.get(&binding.name)
            {
                let place = self.own_place(binding.name);
                self.store(place, binding.name, register);
            }
        }
        if self.shape.surround.this == ThisMode::Slot
            && facts.kind != SyntaxKind::Arrow
            && let Some(place) = self.hidden(Name::SUPER_CALL)
        {
            self.store(place, Name::SUPER_CALL, Reg(REG_CALLEE));
        }
        Ok(())
    }

    fn arguments_object(&mut self, function: &Function<'a>, mapped: bool) {
        let mark = self.mark();
        let place = self.own_place(Name::ARGUMENTS);
        let dst = match place {
            Place::Reg(register) => register,
            _ => self.alloc(),
        };
        if mapped {
            let map = self.argument_map(function);
            let index = self.near_constant(Constant::ArgumentMap(map));
            let env = self.current_env();
            self.emit(Inst::NewMappedArguments { dst, env, index });
        } else {
            self.emit(Inst::NewArguments { dst });
        }
        self.store(place, Name::ARGUMENTS, dst);
        self.release(mark);
    }

    /// The slot of each parameter; none for one that a later parameter of the same name hides.
    fn argument_map(&mut self, function: &Function<'a>) -> Box<[Option<u16>]> {
        let items = function.params.items;
        let mut map = vec![None; items.len()];
        let mut seen = rustc_hash::FxHashSet::default();
        for (index, param) in items.iter().enumerate().rev() {
            if let PatternKind::Ident(name) = param.target.kind
                && seen.insert(name)
                && let Place::Slot(_, slot) = self.own_place(name)
            {
                map[index] = Some(slot);
            }
        }
        map.into()
    }

    fn parameters(&mut self, function: &'a Function<'a>, facts: &FunctionFacts) -> R {
        let params = function.params;
        for (index, param) in params.items.iter().enumerate() {
            if index < REGISTER_PARAMETERS && facts.simple_params {
                continue;
            }
            self.scratch(|this| this.parameter(index, param))?;
        }
        if let Some(rest) = params.rest {
            self.scratch(|this| {
                let dst = this.alloc();
                let start = params.items.len().min(0xffff) as u16;
                this.emit(Inst::NewRest { dst, start });
                this.bind_pattern(&rest.target, dst, Mode::Init)
            })?;
        }
        Ok(())
    }

    fn parameter(&mut self, index: usize, param: &Param<'a>) -> R {
        let value = if index < REGISTER_PARAMETERS {
            Reg(REG_FIRST_ARG + index as u16)
        } else {
            let dst = self.alloc();
            let index = u16::try_from(index).map_err(|_| Fault::TooLarge("parameters"))?;
            self.emit(Inst::LoadArg { dst, index });
            dst
        };
        if let Some(default) = param.default {
            let over = self.label();
            self.emit(Inst::JumpIfNotUndefined {
                src: value,
                target: over,
            });
            let name = match param.target.kind {
                PatternKind::Ident(name) => name,
                _ => Name::EMPTY,
            };
            self.count(PointKind::Default, default.span, default.span);
            self.scratch(|this| this.named_expr(default, name, Some(value)))?;
            self.bind(over);
        }
        if let Some(ty) = param.ty {
            let what = match param.target.kind {
                PatternKind::Ident(name) => {
                    format!("'{}'", String::from_utf8_lossy(&self.text(name)))
                }
                _ => "the parameter".to_owned(),
            };
            self.check_type(value, ty, &what);
        }
        self.bind_pattern(&param.target, value, Mode::Init)
    }

    /// `var`s become undefined, or start with the parameter of the same name.
    fn function_variables(&mut self, function: &Function<'a>) {
        let unit = self.unit;
        let Some(body) = function.body_scope else {
            return self.undefine_variables(function.scope);
        };
        self.enter_eval_variables(body);
        let parameters = self
            .frames
            .iter()
            .rposition(|frame| frame.id == Some(function.scope));
        let layout = self.lay_out(body);
        self.enter_laid_out(body, layout);
        let Some(parameters) = parameters else {
            return;
        };
        for binding in unit.scopes.bindings(body) {
            if binding.kind != BindingKind::Var {
                continue;
            }
            let mark = self.mark();
            let src = self.alloc();
            if self.frames[parameters].get(binding.name).is_some() {
                let outer = self
                    .resolve_from(binding.name, u32::MAX, parameters + 1)
                    .place;
                match outer {
                    Place::Reg(register) => self.move_to(src, register),
                    Place::Slot(env, slot) => self.emit(Inst::GetEnv {
                        dst: src,
                        env,
                        slot,
                    }),
                    Place::Global => {}
                }
            } else {
                self.emit(Inst::LoadUndefined { dst: src });
            }
            let place = self.own_place(binding.name);
            self.store(place, binding.name, src);
            self.release(mark);
        }
    }

    /// Initialises the `var`s of a scope.
    pub(crate) fn undefine_variables(&mut self, scope: ScopeId) {
        let unit = self.unit;
        let mark = self.mark();
        let mut undefined = None;
        let has_arguments = unit
            .scopes
            .facts(scope)
            .is_some_and(|facts| arguments_binding(unit, scope, facts));
        for binding in unit.scopes.bindings(scope) {
            if binding.kind != BindingKind::Var || has_arguments && binding.name == Name::ARGUMENTS
            {
                continue;
            }
            match self.own_place(binding.name) {
                Place::Reg(dst) => self.emit(Inst::LoadUndefined { dst }),
                Place::Slot(env, slot) => {
                    let src = match undefined {
                        Some(src) => src,
                        None => {
                            let dst = self.alloc();
                            self.emit(Inst::LoadUndefined { dst });
                            undefined = Some(dst);
                            dst
                        }
                    };
                    self.emit(Inst::SetEnv { env, slot, src });
                }
                Place::Global => {}
            }
        }
        self.release(mark);
    }

    /// Makes the functions that a list of statements declares; the last of a name counts.
    pub(crate) fn hoist_functions(&mut self, statements: &'a [Stmt<'a>]) -> R {
        for function in declared_functions(statements) {
            let name = function.name.map_or(Name::STAR_DEFAULT, |ident| ident.name);
            let shown = if name == Name::STAR_DEFAULT {
                Name::DEFAULT
            } else {
                name
            };
            let mark = self.mark();
            match self.own_place(name) {
                Place::Reg(dst) => {
                    self.closure(function, shown, Form::Declaration, Some(dst))?;
                }
                place => {
                    let src = self.closure(function, shown, Form::Declaration, None)?;
                    self.store(place, name, src);
                }
            }
            self.release(mark);
        }
        Ok(())
    }

    /// `return e;`
    pub(crate) fn return_value(&mut self, e: Option<&Expr<'a>>) -> R {
        let mark = self.mark();
        match e {
            Some(e) if self.result_type.is_some_and(|ty| ty.is_plain) => {
                let value = self.expr(e, None)?;
                self.check_result(value);
                self.exit(Exit::Return(value))?;
            }
            Some(e) if self.leaves_nothing() && self.result_type.is_none() => {
                self.return_tail(e)?
            }
            Some(e) => {
                let mut src = self.expr(e, None)?;
                if self.shape.has(CodeFlags::GENERATOR) && self.shape.has(CodeFlags::ASYNC) {
                    let dst = self.alloc();
                    self.emit(Inst::Await { dst, src });
                    src = dst;
                }
                self.check_result(src);
                self.exit(Exit::Return(src))?;
            }
            None => {
                let plain = self.shape.kind != FunctionKind::DerivedConstructor
                    && !self.shape.has(CodeFlags::GENERATOR)
                    && !self.shape.has(CodeFlags::ASYNC)
                    && self.control.is_empty();
                if plain {
                    self.emit(Inst::ReturnUndefined {});
                } else {
                    let src = self.alloc();
                    self.emit(Inst::LoadUndefined { dst: src });
                    self.exit(Exit::Return(src))?;
                }
            }
        }
        self.release(mark);
        Ok(())
    }

    /// The value of a return, each branch returning for itself.
    fn return_tail(&mut self, e: &Expr<'a>) -> R {
        let unit = self.unit;
        let _depth = unit.descend()?;
        let tail_calls = self.may_tail_call();
        let mut e = e.without_parens();
        loop {
            match e.kind {
                ExprKind::Conditional(Conditional {
                    test,
                    then,
                    otherwise,
                }) => {
                    let next = self.label();
                    self.branch(test, next, false)?;
                    self.count(PointKind::Conditional, e.span, then.span);
                    self.scratch(|this| this.return_tail(then))?;
                    self.bind(next);
                    self.count(PointKind::Conditional, e.span, otherwise.span);
                    e = otherwise.without_parens();
                }
                ExprKind::Sequence(list) => {
                    let (last, front) = list.split_last().expect("a sequence has two parts");
                    for item in front {
                        self.effect(item)?;
                    }
                    e = last.without_parens();
                }
                ExprKind::Logical { op, left, right } if tail_calls => {
                    let over = self.label();
                    let value = self.alloc();
                    self.count(PointKind::Logical, e.span, left.span);
                    self.expr(left, Some(value))?;
                    self.emit(match op {
                        LogicalOp::And => Inst::JumpIfTrue {
                            cond: value,
                            target: over,
                        },
                        LogicalOp::Or => Inst::JumpIfFalse {
                            cond: value,
                            target: over,
                        },
                        LogicalOp::Coalesce => Inst::JumpIfNullish {
                            src: value,
                            target: over,
                        },
                    });
                    self.exit(Exit::Return(value))?;
                    self.bind(over);
                    self.count(PointKind::Logical, e.span, right.span);
                    e = right.without_parens();
                }
                ExprKind::Call(call) if tail_calls => return self.tail_call(e, call),
                _ => {
                    let src = self.expr(e, None)?;
                    return self.exit(Exit::Return(src));
                }
            }
        }
    }
}

/// The registers in which named parameters arrive; the last of a name counts.
fn parameter_registers(function: &Function<'_>) -> FxHashMap<Name, Reg> {
    let mut registers = FxHashMap::default();
    for (index, param) in function
        .params
        .items
        .iter()
        .enumerate()
        .take(REGISTER_PARAMETERS)
    {
        if let PatternKind::Ident(name) = param.target.kind {
            registers.insert(name, Reg(REG_FIRST_ARG + index as u16));
        }
    }
    registers
}

/// The functions that a list of statements declares at its top, the last of each name.
pub(crate) fn declared_functions<'a>(statements: &'a [Stmt<'a>]) -> Vec<&'a Function<'a>> {
    let mut functions: Vec<&'a Function<'a>> = Vec::new();
    let mut index_of: FxHashMap<Name, usize> = FxHashMap::default();
    for function in statements.iter().filter_map(declared_function) {
        if matches!(function.body, FunctionBody::Absent) {
            continue;
        }
        let name = function.name.map_or(Name::STAR_DEFAULT, |ident| ident.name);
        match index_of.get(&name) {
            Some(&index) => functions[index] = function,
            None => {
                index_of.insert(name, functions.len());
                functions.push(function);
            }
        }
    }
    functions
}

/// The function that a statement declares, through labels and exports.
fn declared_function<'a>(statement: &'a Stmt<'a>) -> Option<&'a Function<'a>> {
    use stilla_syntax::ast::{ExportDefault, StmtKind};
    let mut statement = statement;
    loop {
        match statement.kind {
            StmtKind::Function(function) => return Some(function),
            StmtKind::Labeled(labeled) => statement = &labeled.body,
            StmtKind::ExportDeclaration(inner) => statement = inner,
            StmtKind::ExportDefault(ExportDefault::Function(function)) => return Some(function),
            _ => return None,
        }
    }
}
