//! Functions: parameters, bodies, and what the body changes about the parameters.
//!
//! Uses: ast, diagnostic, form, interner, lexer, scope.
//! Never: dump.

use super::pattern::Declare;
use super::state::{Context, Label};
use super::{NOWHERE, Parser, Read};
use crate::ast::{
    BlockBody, Directive, Expr, ExprKind, Function, FunctionBody, FunctionKind, Ident,
    LazyFunction, Param, Params, Span, Stmt, TypeSpan,
};
use crate::diagnostic::DiagnosticKind;
use crate::form::Form;
use crate::interner::Name;
use crate::lexer::T;
use crate::scope::{BindingKind, NewFunction, ScopeId, ScopeKind};
use bumpalo::Bump;

/// What was read of a function before its parameters.
#[derive(Clone, Copy)]
pub(super) struct FunctionStart {
    pub(super) start: u32,
    pub(super) name: Option<Ident>,
    pub(super) kind: FunctionKind,
    pub(super) is_async: bool,
    pub(super) is_generator: bool,
    pub(super) is_declaration: bool,
}

/// What a function hides from its body and restores behind it.
pub(super) struct SavedFunction {
    context: Context,
    labels: Vec<Label>,
    cover_error: u32,
    last_yield: u32,
    last_await: u32,
    last_await_identifier: u32,
}

struct Parts<'a> {
    params: &'a Params<'a>,
    body: FunctionBody<'a>,
    body_scope: Option<ScopeId>,
    type_params: Option<TypeSpan>,
    return_type: Option<TypeSpan>,
    length: u32,
}

pub(super) const NO_PARAMS: &Params<'static> = &Params {
    span: Span::new(0, 0),
    items: &[],
    rest: None,
};

impl<'a> Parser<'a, '_, '_> {
    /// `function` …; the current token is `function`.
    pub(super) fn function_expression(&mut self, start: u32, is_async: bool) -> Read<Expr<'a>> {
        let keyword = self.expect_word(Name::FUNCTION)?;
        self.note_form(Form::Function, keyword.span());
        let is_generator = self.eat(T::Star);
        let name = match self.tok.kind {
            T::Word => {
                // The name stands inside the function: `yield` and `await` mean there what they mean in its body.
                let context = self.context;
                self.context.in_async = is_async;
                self.context.in_generator = is_generator;
                self.context.static_block = false;
                let name = self.binding_identifier();
                self.context = context;
                Some(name?)
            }
            _ => None,
        };
        let kind = FunctionKind::Normal;
        let function = self.function(FunctionStart {
            start,
            name,
            kind,
            is_async,
            is_generator,
            is_declaration: false,
        })?;
        Ok(self.expr(start, ExprKind::Function(function)))
    }

    /// A function from its parameters (or type parameters) on.
    pub(super) fn function(&mut self, start: FunctionStart) -> Read<&'a Function<'a>> {
        self.enter()?;
        let new = NewFunction {
            kind: start.kind,
            is_async: start.is_async,
            is_generator: start.is_generator,
            strict: self.context.strict,
            is_declaration: start.is_declaration,
        };
        let scope = self.scopes.open_function(start.start, new);
        let outer_function = std::mem::replace(&mut self.function, scope);
        let saved = self.enter_function(new);
        let lazy = self.may_drop(start.start, self.called_at_once == start.start);
        let parts = match lazy {
            true => self.lazy_parts(start)?,
            false => self.parts(start)?,
        };
        self.leave_function(saved);
        self.function = outer_function;
        if let (Some(name), false) = (start.name, start.is_declaration) {
            self.scopes.declare_own_name(name.name, name.span);
        }
        let end = self.prev_end;
        if lazy {
            self.scopes.close_lazy(end)
        } else {
            self.scopes.close(end)
        };
        self.leave();
        Ok(self.arena.alloc(Function {
            span: self.span_from(start.start),
            name: start.name,
            kind: start.kind,
            is_async: start.is_async,
            is_generator: start.is_generator,
            params: parts.params,
            body: parts.body,
            scope,
            body_scope: parts.body_scope,
            type_params: parts.type_params,
            return_type: parts.return_type,
        }))
    }

    /// Whether the tree of the function that begins here is dropped.
    pub(super) fn may_drop(&self, start: u32, called_at_once: bool) -> bool {
        self.options.lazy && !called_at_once && self.kept_function != start
    }

    /// An arena for a tree that will be dropped, and what the others hold meanwhile. Also functions inside of a function
    /// whose tree is dropped have one of their own: a file that is one function would need room for all of it.
    fn begin_scratch(&mut self) -> (Bump, usize) {
        let held = self.arena.allocated_bytes();
        self.held_elsewhere += held;
        (self.scratch.pop().unwrap_or_default(), held)
    }

    /// Drops what was read into the arena of [`Parser::begin_scratch`].
    fn end_scratch(&mut self, (mut scratch, held): (Bump, usize)) {
        scratch.reset();
        self.scratch.push(scratch);
        self.held_elsewhere -= held;
    }

    /// Checks a function and drops its tree.
    fn lazy_parts(&mut self, start: FunctionStart) -> Read<Parts<'a>> {
        let params_start = self.tok.start;
        let scratch = self.begin_scratch();
        let read = Parser {
            core: &mut *self.core,
            arena: &scratch.0,
        }
        .parts(start)
        .map(|parts| {
            let absent = matches!(parts.body, FunctionBody::Absent);
            (parts.length, parts.type_params, parts.return_type, absent)
        });
        self.end_scratch(scratch);
        let (length, type_params, return_type, absent) = read?;
        let lazy = LazyFunction {
            span: self.span_from(start.start),
            params_start,
            length,
        };
        let body = match absent {
            true => FunctionBody::Absent,
            false => FunctionBody::Lazy(self.arena.alloc(lazy)),
        };
        Ok(Parts {
            params: NO_PARAMS,
            body,
            body_scope: None,
            type_params,
            return_type,
            length,
        })
    }

    fn parts(&mut self, start: FunctionStart) -> Read<Parts<'a>> {
        let type_params = self.type_parameters()?;
        let params = self.params(start)?;
        let length = self.set_param_facts(params);
        let return_type = self.return_type()?;
        if self.options.typescript && !self.at(T::LBrace) {
            self.semicolon()?;
            let body = FunctionBody::Absent;
            return Ok(Parts {
                params,
                body,
                body_scope: None,
                type_params,
                return_type,
                length,
            });
        }
        let (body, body_scope) = self.block_body(start.name, params)?;
        Ok(Parts {
            params,
            body,
            body_scope,
            type_params,
            return_type,
            length,
        })
    }

    fn set_param_facts(&mut self, params: &'a Params<'a>) -> u32 {
        let length = params
            .items
            .iter()
            .take_while(|param| param.default.is_none())
            .count() as u32;
        let simple = params.rest.is_none()
            && params
                .items
                .iter()
                .all(|param| param.default.is_none() && param.target.is_name());
        let core = &mut *self.core;
        let facts = core.scopes.facts_mut(core.function);
        facts.simple_params = simple;
        facts.length = length;
        length
    }

    /// Changes what is allowed as a function of this kind does.
    pub(super) fn enter_function(&mut self, new: NewFunction) -> SavedFunction {
        let saved = SavedFunction {
            context: self.context,
            labels: std::mem::take(&mut self.labels),
            cover_error: std::mem::replace(&mut self.cover_error, NOWHERE),
            last_yield: self.last_yield,
            last_await: self.last_await,
            last_await_identifier: self.last_await_identifier,
        };
        let outer = self.context;
        let is_method = !matches!(new.kind, FunctionKind::Normal | FunctionKind::Arrow);
        let is_arrow = new.kind == FunctionKind::Arrow;
        let initializer = matches!(
            new.kind,
            FunctionKind::FieldInitializer | FunctionKind::StaticBlock
        );
        self.context = Context {
            strict: outer.strict,
            module: outer.module,
            return_ok: !initializer,
            in_async: new.is_async,
            in_generator: new.is_generator,
            allow_in: if is_arrow { outer.allow_in } else { true },
            super_property: is_method || is_arrow && outer.super_property,
            super_call: new.kind == FunctionKind::DerivedConstructor
                || is_arrow && outer.super_call,
            new_target: !is_arrow || outer.new_target,
            no_arguments: initializer || is_arrow && outer.no_arguments,
            static_block: new.kind == FunctionKind::StaticBlock,
            top_level: false,
            in_breakable: false,
            in_loop: false,
            duplicate_parameter: None,
            ambient: outer.ambient,
            no_conditional_type: false,
            no_arrow_type: is_arrow && outer.no_arrow_type,
        };
        saved
    }

    pub(super) fn leave_function(&mut self, saved: SavedFunction) {
        self.context = saved.context;
        self.labels = saved.labels;
        self.cover_error = saved.cover_error;
        self.last_yield = saved.last_yield;
        self.last_await = saved.last_await;
        self.last_await_identifier = saved.last_await_identifier;
    }

    fn params(&mut self, function: FunctionStart) -> Read<&'a Params<'a>> {
        let start = self.expect(T::LParen)?.start;
        let mut items = Vec::new();
        let mut rest = None;
        while !self.at(T::RParen) {
            let param = self.param(rest.is_some(), &mut rest)?;
            items.extend(param);
            if rest.is_some() && self.at(T::Comma) {
                return self.fail_here(DiagnosticKind::RestNotLast);
            }
            if !self.at(T::RParen) {
                self.expect(T::Comma)?;
            }
        }
        self.advance();
        let span = self.span_from(start);
        match function.kind {
            FunctionKind::Getter if !items.is_empty() || rest.is_some() => {
                self.report(DiagnosticKind::GetterParameters, span)
            }
            FunctionKind::Setter if items.len() != 1 || rest.is_some() => {
                self.report(DiagnosticKind::SetterParameters, span)
            }
            _ => {}
        }
        if self.last_yield > start {
            {
                let place = self.last_yield;
                self.report(
                    DiagnosticKind::YieldInParameters,
                    Span::new(place - 1, place),
                )
            };
        }
        if self.last_await > start {
            {
                let place = self.last_await;
                self.report(
                    DiagnosticKind::AwaitInParameters,
                    Span::new(place - 1, place),
                )
            };
        }
        Ok(self.arena.alloc(Params {
            span,
            items: self.slice(&items),
            rest,
        }))
    }

    /// Reads one parameter; the rest parameter goes to `rest`.
    fn param(
        &mut self,
        has_rest: bool,
        rest: &mut Option<&'a Param<'a>>,
    ) -> Read<Option<Param<'a>>> {
        if has_rest {
            return Err(self.unexpected());
        }
        let decorators = if self.options.typescript {
            self.decorators()?
        } else {
            &[]
        };
        let start = self.tok.start;
        let is_property = self.parameter_modifiers();
        let is_rest = self.eat(T::Ellipsis);
        if self.options.typescript && self.at_word(Name::THIS) {
            self.this_parameter()?;
            return Ok(None);
        }
        let target = self.binding_target()?;
        let ty = self.parameter_type()?;
        let default = self.binding_default()?;
        if is_rest && default.is_some() {
            let span = self.span_from(start);
            return self.fail(DiagnosticKind::RestInitializer, span);
        }
        let param = Param {
            span: self.span_from(start),
            target,
            default,
            ty,
            is_property,
            decorators,
        };
        self.declare_parameter(&param)?;
        if is_rest {
            *rest = Some(self.arena.alloc(param));
            return Ok(None);
        }
        Ok(Some(param))
    }

    pub(super) fn declare_parameter(&mut self, param: &Param<'a>) -> Read<()> {
        let first = self.scopes.declared_count();
        if param.default.is_some() {
            self.note_parameter_expression(Declare::Param);
        }
        self.declare_pattern(&param.target, Declare::Param)?;
        self.scopes.initialize_since(first, param.span.end);
        Ok(())
    }

    /// A second parameter of the same name: remembered, since only the body may make it an error.
    pub(super) fn duplicate_parameter(&mut self, ident: Ident) {
        let core = &mut *self.core;
        let facts = core.scopes.facts_mut(core.function);
        facts.duplicate_params = true;
        let (kind, strict) = (facts.kind, core.context.strict);
        if kind != FunctionKind::Normal || strict {
            self.report_duplicate_parameter(ident);
        } else {
            self.context.duplicate_parameter = Some(ident);
        }
    }

    fn report_duplicate_parameter(&mut self, ident: Ident) {
        let name = self.text(ident.name);
        self.report(DiagnosticKind::DuplicateParameter { name }, ident.span);
    }

    /// The body of an arrow function, behind `=>`.
    pub(super) fn arrow_body(
        &mut self,
        start: u32,
        called_at_once: bool,
        params: &'a Params<'a>,
    ) -> Read<(FunctionBody<'a>, Option<ScopeId>)> {
        if self.at(T::LBrace) {
            return match self.may_drop(start, called_at_once) {
                true => self.lazy_arrow_body(start, params).map(|body| (body, None)),
                false => self.block_body(None, params),
            };
        }
        let body_scope = self.open_body_scope();
        let expr = self.assignment()?;
        if body_scope.is_some() {
            let end = self.prev_end;
            self.scopes.close(end);
        }
        Ok((FunctionBody::Expr(self.alloc(expr)), body_scope))
    }

    fn lazy_arrow_body(&mut self, start: u32, params: &'a Params<'a>) -> Read<FunctionBody<'a>> {
        let scratch = self.begin_scratch();
        let read = Parser {
            core: &mut *self.core,
            arena: &scratch.0,
        }
        .block_body(None, params)
        .map(|_| ());
        self.end_scratch(scratch);
        read?;
        let core = &mut *self.core;
        let length = core.scopes.facts_mut(core.function).length;
        let lazy = LazyFunction {
            span: self.span_from(start),
            params_start: start,
            length,
        };
        Ok(FunctionBody::Lazy(self.arena.alloc(lazy)))
    }

    /// Parameters with expressions have a scope of their own.
    fn open_body_scope(&mut self) -> Option<ScopeId> {
        let start = self.tok.start;
        self.scopes.body_begins(start);
        let core = &mut *self.core;
        if !core.scopes.facts_mut(core.function).parameter_expressions {
            return None;
        }
        Some(
            core.scopes
                .open(ScopeKind::FunctionBody, start, core.context.strict),
        )
    }

    /// `{ … }`
    fn block_body(
        &mut self,
        name: Option<Ident>,
        params: &'a Params<'a>,
    ) -> Read<(FunctionBody<'a>, Option<ScopeId>)> {
        let body_scope = self.open_body_scope();
        let start = self.expect(T::LBrace)?.start;
        self.context.allow_in = true;
        self.context.no_arrow_type = false;
        let duplicate = self.context.duplicate_parameter.take();
        let was_strict = self.context.strict;
        let (directives, mut statements) =
            self.body_statements(T::RBrace, Some(params), body_scope)?;
        self.expect(T::RBrace)?;
        if params.items.iter().any(|param| param.is_property) {
            statements = self.with_parameter_properties(params, statements, start);
        }
        let core = &mut *self.core;
        let (function, strict) = (core.function, core.context.strict);
        let simple = core.scopes.facts_mut(function).simple_params;
        if let Some(ident) = duplicate.filter(|_| strict || !simple) {
            self.report_duplicate_parameter(ident);
        }
        if strict && !was_strict {
            self.check_strict_name(name);
        }
        let span = self.span_from(start);
        if body_scope.is_some() {
            self.scopes.close(span.end);
        }
        let body = self.arena.alloc(BlockBody {
            span,
            directives,
            statements,
        });
        Ok((FunctionBody::Block(body), body_scope))
    }

    fn check_strict_name(&mut self, name: Option<Ident>) {
        if let Some(ident) = name {
            self.check_strict_ident(ident.name, ident.span);
        }
    }

    /// A name that was read before the code turned out to be strict.
    fn check_strict_ident(&mut self, name: Name, span: Span) {
        self.check_binding_name(name, span);
        if (Name::IMPLEMENTS..=Name::STATIC).contains(&name) || name == Name::YIELD {
            let word = self.text(name);
            self.report(DiagnosticKind::StrictReservedWord { word }, span);
        }
    }

    /// Directives and statements up to `end`, which is not consumed.
    pub(super) fn body_statements(
        &mut self,
        end: T,
        params: Option<&'a Params<'a>>,
        body_scope: Option<ScopeId>,
    ) -> Read<(&'a [Directive], &'a [Stmt<'a>])> {
        let mut directives = Vec::new();
        let mut statements = super::Statements::new();
        let mut legacy_octal = None;
        while self.at(T::String) {
            let token = self.tok;
            let statement = self.statement_or_recover(&mut statements)?;
            let Some(Stmt {
                kind:
                    crate::ast::StmtKind::Expr(Expr {
                        kind: ExprKind::String(value),
                        span,
                    }),
                ..
            }) = statement
            else {
                break;
            };
            directives.push(Directive {
                value: *value,
                span: *span,
            });
            if token.legacy_octal {
                legacy_octal = Some(token.span());
            }
            let is_use_strict =
                *value == Name::USE_STRICT && span.end - span.start == 12 && !token.escaped;
            if is_use_strict {
                self.use_strict(*span, params, body_scope);
            }
            if let (Some(span), true) = (legacy_octal, self.context.strict) {
                self.report(DiagnosticKind::LegacyOctalEscape, span);
                legacy_octal = None;
            }
        }
        self.statements(end, &mut statements)?;
        Ok((self.slice(&directives), self.slice(&statements)))
    }

    fn use_strict(
        &mut self,
        span: Span,
        params: Option<&'a Params<'a>>,
        body_scope: Option<ScopeId>,
    ) {
        if self.context.strict && params.is_none() {
            return;
        }
        let core = &mut *self.core;
        let function = core.function;
        if params.is_some() && !core.scopes.facts_mut(function).simple_params {
            self.report(DiagnosticKind::UseStrictNonSimple, span);
        }
        if self.context.strict {
            return;
        }
        self.context.strict = true;
        self.scopes.set_strict(function);
        if let Some(body) = body_scope {
            self.scopes.set_strict(body);
        }
        let names: Vec<_> = self
            .scopes
            .declared()
            .filter(|binding| binding.kind == BindingKind::Param)
            .map(|binding| (binding.name, binding.span))
            .collect();
        for (name, span) in names {
            self.check_strict_ident(name, span);
        }
    }
}
