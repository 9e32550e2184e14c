//! Arrow functions, and the parentheses that may be their parameters.
//!
//! Uses: ast, diagnostic, interner, lexer, scope.
//! Never: dump.

use super::expr::Head;
use super::function::NO_PARAMS;
use super::{NOWHERE, Parser, Read};
use crate::ast::{
    Argument, AssignOp, Call, Expr, ExprKind, Function, FunctionKind, Param, Params, Pattern, Span,
    TypeSpan,
};
use crate::diagnostic::DiagnosticKind;
use crate::interner::Name;
use crate::lexer::T;
use crate::scope::{Mark, NewFunction};

/// Parameters that were read as expressions.
pub(super) struct CoverParams<'a> {
    pub(super) start: u32,
    pub(super) mark: Mark,
    pub(super) is_async: bool,
    /// Stands in parentheses, as if to be called.
    pub(super) called_at_once: bool,
    pub(super) items: Vec<CoverParam<'a>>,
    pub(super) rest: Option<CoverParam<'a>>,
    pub(super) span: Span,
    pub(super) return_type: Option<TypeSpan>,
}

pub(super) struct CoverParam<'a> {
    pub(super) expr: Expr<'a>,
    pub(super) ty: Option<TypeSpan>,
}

impl<'a> Parser<'a, '_, '_> {
    /// Whether `=>` follows the current word. A newline before it is the caller's error.
    #[inline]
    pub(super) fn arrow_follows(&mut self) -> bool {
        let source = &self.lexer.source[self.lexer.pos..self.lexer.limit];
        match source {
            [b'=', b'>', ..] | [b' ', b'=', b'>', ..] => true,
            [b' ' | b'\t' | b'\n' | b'\r' | b'/', ..] => self.slow_arrow_follows(),
            [byte, ..] if *byte >= 0x80 => self.peek().kind == T::Arrow,
            _ => false,
        }
    }

    fn slow_arrow_follows(&mut self) -> bool {
        let source = &self.lexer.source[self.lexer.pos..self.lexer.limit];
        match source
            .iter()
            .find(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
        {
            Some(b'=' | b'/' | 0x80..) => self.peek().kind == T::Arrow,
            _ => false,
        }
    }

    fn check_arrow_line(&mut self) {
        if self.tok.newline_before {
            self.report_here(DiagnosticKind::NewlineBeforeArrow);
        }
    }

    /// `x => …`
    pub(super) fn identifier_arrow(&mut self) -> Read<Expr<'a>> {
        let mark = self.scopes.mark();
        let start = self.tok.start;
        self.single_parameter_arrow(start, mark, false)
    }

    fn single_parameter_arrow(&mut self, start: u32, mark: Mark, is_async: bool) -> Read<Expr<'a>> {
        let in_async = self.context.in_async;
        self.context.in_async |= is_async;
        let ident = self.identifier();
        self.context.in_async = in_async;
        let ident = ident?;
        let expr = Expr {
            span: ident.span,
            kind: ExprKind::Ident(ident.name),
        };
        self.check_arrow_line();
        self.arrow_function(CoverParams {
            start,
            mark,
            is_async,
            called_at_once: self.called_at_once == start,
            items: vec![CoverParam { expr, ty: None }],
            rest: None,
            span: ident.span,
            return_type: None,
        })
    }

    /// What begins with `async` and is no function expression: an async arrow function, a call of `async`, or `None`.
    pub(super) fn async_head(&mut self) -> Read<Option<Head<'a>>> {
        let next = self.peek();
        if next.newline_before {
            return Ok(None);
        }
        let start = self.tok.start;
        let mark = self.scopes.mark();
        match next.kind {
            T::Word if next.name != Name::FUNCTION || next.escaped => {
                let (pos, tok, prev_end) = (self.lexer.pos, self.tok, self.prev_end);
                self.advance();
                if self.arrow_follows() {
                    return self
                        .single_parameter_arrow(start, mark, true)
                        .map(|arrow| Some(Head::Whole(arrow)));
                }
                self.lexer.pos = pos;
                self.tok = tok;
                self.prev_end = prev_end;
                Ok(None)
            }
            T::LParen => {
                let token = self.advance();
                self.async_call_or_arrow(start, token.span(), mark)
                    .map(Some)
            }
            T::Lt if self.options.typescript => self.async_generic_arrow(start, mark),
            _ => Ok(None),
        }
    }

    pub(super) fn async_call_or_arrow(
        &mut self,
        start: u32,
        async_span: Span,
        mark: Mark,
    ) -> Read<Head<'a>> {
        self.enter()?;
        let called_at_once = self.called_at_once == start;
        let outer = std::mem::replace(&mut self.cover_error, NOWHERE);
        let (mut items, mut spreads) = (Vec::new(), Vec::new());
        let open = self.expect(T::LParen)?.start;
        let allow_in = std::mem::replace(&mut self.context.allow_in, true);
        let mut comma_behind_rest = false;
        while !self.at(T::RParen) {
            comma_behind_rest = spreads.last() == Some(&true);
            let is_rest = self.eat(T::Ellipsis);
            spreads.push(is_rest);
            items.push(match is_rest {
                true => CoverParam {
                    expr: self.assignment_or_cover()?,
                    ty: self.cover_param_type()?,
                },
                false => self.cover_item()?,
            });
            if !self.eat(T::Comma) {
                break;
            }
            comma_behind_rest |= spreads.last() == Some(&true);
        }
        self.context.allow_in = allow_in;
        self.expect(T::RParen)?;
        self.leave();
        let span = self.span_from(open);
        let typed = items.iter().any(|item| item.ty.is_some());
        let return_type = self.arrow_return_type(typed)?;
        if self.at(T::Arrow) && (!self.tok.newline_before || return_type.is_some()) {
            self.cover_error = outer;
            let rest = match spreads.last() {
                Some(true) => items.pop(),
                _ => None,
            };
            if comma_behind_rest || spreads.iter().rev().skip(1).any(|&spread| spread) {
                return self.fail(DiagnosticKind::RestNotLast, span);
            }
            let cover = CoverParams {
                start,
                mark,
                is_async: true,
                called_at_once,
                items,
                rest,
                span,
                return_type,
            };
            return self.arrow_function(cover).map(Head::Whole);
        }
        self.check_cover()?;
        self.cover_error = outer;
        self.scopes.reference(Name::ASYNC, start);
        let args: Vec<_> = items
            .iter()
            .zip(spreads)
            .map(|(item, spread)| {
                if spread {
                    Argument::Spread(item.expr)
                } else {
                    Argument::Expr(item.expr)
                }
            })
            .collect();
        let callee = Expr {
            span: async_span,
            kind: ExprKind::Ident(Name::ASYNC),
        };
        let call = self.arena.alloc(Call {
            callee,
            type_args: None,
            args: self.slice(&args),
            optional: false,
        });
        let call = self.expr(start, ExprKind::Call(call));
        self.operand_rest(start, call)
    }

    /// `(…)` or `(…) => …`
    pub(super) fn paren_or_arrow(&mut self) -> Read<Head<'a>> {
        self.enter()?;
        let start = self.tok.start;
        let mark = self.scopes.mark();
        let called_at_once = self.called_at_once == start;
        let outer = std::mem::replace(&mut self.cover_error, NOWHERE);
        let context = self.context;
        self.context.allow_in = true;
        self.context.no_arrow_type = false;
        self.advance();
        self.called_at_once = self.tok.start;
        let mut items: Vec<CoverParam<'a>> = Vec::new();
        let mut first = None;
        let mut rest = None;
        let mut rest_span = None;
        let mut comma = None;
        while !self.at(T::RParen) {
            if let Some(span) = rest_span {
                return self.fail(DiagnosticKind::RestNotLast, span);
            }
            comma = None;
            if self.at(T::Ellipsis) {
                rest_span = Some(self.advance().span());
                rest = Some(self.cover_rest()?);
            } else {
                let item = self.cover_item()?;
                match first {
                    None => first = Some(item),
                    Some(_) => items.push(item),
                }
            }
            if !self.at(T::Comma) {
                break;
            }
            comma = Some(self.advance().span());
        }
        if let (Some(_), Some(span)) = (rest_span, comma) {
            return self.fail(DiagnosticKind::RestNotLast, span);
        }
        self.expect(T::RParen)?;
        self.context = context;
        self.leave();
        let typed = first.iter().chain(&items).any(|item| item.ty.is_some());
        let must_be_arrow = typed || first.is_none() || rest.is_some();
        let return_type = self.arrow_return_type(must_be_arrow)?;
        if self.at(T::Arrow) {
            self.check_arrow_line();
            self.cover_error = outer;
            items.splice(0..0, first);
            let span = Span::new(start, self.prev_end);
            let cover = CoverParams {
                start,
                mark,
                is_async: false,
                called_at_once,
                items,
                rest,
                span,
                return_type,
            };
            return self.arrow_function(cover).map(Head::Whole);
        }
        let Some(first) = first.filter(|_| !typed && rest.is_none()) else {
            return Err(self.unexpected_instead_of(T::Arrow.text()));
        };
        if let Some(span) = comma {
            return self.fail(
                DiagnosticKind::Unexpected {
                    found: "','".to_owned(),
                },
                span,
            );
        }
        self.check_cover()?;
        self.cover_error = outer;
        let paren = self.parenthesized(start, first.expr, &items);
        self.operand_rest(start, paren)
    }

    fn parenthesized(&mut self, start: u32, first: Expr<'a>, more: &[CoverParam<'a>]) -> Expr<'a> {
        let inner = match more {
            [] => first,
            [.., last] => {
                let list: Vec<_> = std::iter::once(first)
                    .chain(more.iter().map(|item| item.expr))
                    .collect();
                Expr {
                    span: first.span.to(last.expr.span),
                    kind: ExprKind::Sequence(self.slice(&list)),
                }
            }
        };
        let inner = self.alloc(inner);
        self.expr(start, ExprKind::Paren(inner))
    }

    fn cover_item(&mut self) -> Read<CoverParam<'a>> {
        let expr = self.assignment_or_cover()?;
        let ty = self.cover_param_type()?;
        match ty {
            Some(_) if self.at(T::Eq) => {
                let target = self.assignment_pattern(expr)?;
                self.advance();
                let value = self.assignment()?;
                let kind = ExprKind::Assign {
                    op: AssignOp::Assign,
                    target: self.arena.alloc(target),
                    value: self.alloc(value),
                };
                Ok(CoverParam {
                    expr: self.expr(expr.span.start, kind),
                    ty,
                })
            }
            _ => Ok(CoverParam { expr, ty }),
        }
    }

    /// Behind `...` in parentheses: a name or pattern.
    fn cover_rest(&mut self) -> Read<CoverParam<'a>> {
        let expr = match self.tok.kind {
            T::Word | T::LBracket | T::LBrace => self.primary()?,
            _ => return Err(self.unexpected()),
        };
        let ty = self.cover_param_type()?;
        if self.at(T::Eq) {
            return self.fail_here(DiagnosticKind::RestInitializer);
        }
        Ok(CoverParam { expr, ty })
    }

    /// Behind the parameters: the current token is `=>`.
    pub(super) fn arrow_function(&mut self, cover: CoverParams<'a>) -> Read<Expr<'a>> {
        let start = cover.start;
        let type_params = self.arrow_type_params.take();
        if self.last_yield > start {
            {
                let place = self.last_yield;
                self.report(
                    DiagnosticKind::YieldInParameters,
                    Span::new(place - 1, place),
                )
            };
        }
        let bad_await =
            self.last_await > start || cover.is_async && self.last_await_identifier > start;
        if bad_await {
            let place = self.last_await.max(self.last_await_identifier);
            self.report(
                DiagnosticKind::AwaitInParameters,
                Span::new(place - 1, place),
            );
        }
        let new = NewFunction {
            kind: FunctionKind::Arrow,
            is_async: cover.is_async,
            is_generator: false,
            strict: self.context.strict,
            is_declaration: false,
        };
        let scope = self.scopes.open_function_at(start, new, cover.mark);
        let outer_function = std::mem::replace(&mut self.function, scope);
        let params = self.cover_params(&cover)?;
        self.expect(T::Arrow)?;
        let saved = self.enter_function(new);
        let (body, body_scope) = self.arrow_body(start, cover.called_at_once, params)?;
        self.leave_function(saved);
        self.function = outer_function;
        let is_lazy = matches!(body, crate::ast::FunctionBody::Lazy(_));
        let end = self.prev_end;
        if is_lazy {
            self.scopes.close_lazy(end)
        } else {
            self.scopes.close(end)
        };
        let function = self.arena.alloc(Function {
            span: self.span_from(start),
            name: None,
            kind: FunctionKind::Arrow,
            is_async: cover.is_async,
            is_generator: false,
            params: if is_lazy { NO_PARAMS } else { params },
            body,
            scope,
            body_scope,
            type_params,
            return_type: cover.return_type,
        });
        Ok(self.expr(start, ExprKind::Function(function)))
    }

    /// Turns what was read as expressions into declared parameters.
    fn cover_params(&mut self, cover: &CoverParams<'a>) -> Read<&'a Params<'a>> {
        let mut places = Vec::new();
        let mut items = Vec::with_capacity(cover.items.len());
        for item in &cover.items {
            let (target, default) = match item.expr.kind {
                ExprKind::Assign {
                    op: AssignOp::Assign,
                    target,
                    value,
                } => (*target, Some(value)),
                _ => (self.assignment_pattern(item.expr)?, None),
            };
            items.push(self.cover_param(item, target, default, &mut places)?);
        }
        let rest = match &cover.rest {
            Some(item) => {
                let target = self.assignment_pattern(item.expr)?;
                let param = self.cover_param(item, target, None, &mut places)?;
                Some(&*self.arena.alloc(param))
            }
            None => None,
        };
        places.sort_unstable();
        self.scopes.forget_references(cover.mark, &places);
        let length = items
            .iter()
            .take_while(|param| param.default.is_none())
            .count() as u32;
        let simple = rest.is_none()
            && items
                .iter()
                .all(|param| param.default.is_none() && param.target.is_name());
        let facts = self.core.scopes.facts_mut(self.core.function);
        facts.simple_params = simple;
        facts.length = length;
        Ok(self.arena.alloc(Params {
            span: cover.span,
            items: self.slice(&items),
            rest,
        }))
    }

    fn cover_param(
        &mut self,
        item: &CoverParam<'a>,
        target: Pattern<'a>,
        default: Option<&'a Expr<'a>>,
        places: &mut Vec<u32>,
    ) -> Read<Param<'a>> {
        self.collect_places(&target, places);
        let param = Param {
            span: item.expr.span,
            target,
            default,
            ty: item.ty,
            is_property: false,
            decorators: &[],
        };
        self.declare_parameter(&param)?;
        Ok(param)
    }
}
