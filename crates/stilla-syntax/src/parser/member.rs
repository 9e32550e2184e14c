//! Member accesses, calls, `new`, optional chains, `super` and `import` expressions.
//!
//! Uses: ast, diagnostic, interner, lexer.
//! Never: dump.

use super::{NOWHERE, Parser, Read};
use crate::ast::{
    Argument, Call, Expr, ExprKind, Ident, ImportCall, ImportPhase, New, TaggedTemplate, TypeSpan,
};
use crate::diagnostic::DiagnosticKind;
use crate::interner::Name;
use crate::lexer::T;

impl<'a> Parser<'a, '_, '_> {
    pub(super) fn left_hand_side(&mut self) -> Read<Expr<'a>> {
        let start = self.tok.start;
        let head = self.primary()?;
        self.subscripts(start, head)
    }

    /// What may follow an operand: `.x`, `[x]`, `(x)`, `?.x`, templates; in a loop, without limit.
    pub(super) fn subscripts(&mut self, start: u32, head: Expr<'a>) -> Read<Expr<'a>> {
        let mut expr = head;
        let mut in_chain = false;
        loop {
            if self.cover_error != NOWHERE && is_subscript(self.tok.kind) {
                self.check_cover()?;
            }
            expr = match self.tok.kind {
                T::Dot => {
                    self.advance();
                    self.member(start, expr, false)?
                }
                T::LBracket => self.index(start, expr, false)?,
                T::LParen => self.call(start, expr, None, false)?,
                T::TemplateEnd | T::TemplateOpen => {
                    if in_chain {
                        self.report_here(DiagnosticKind::OptionalChainTemplate);
                    }
                    self.tagged_template(start, expr, None)?
                }
                T::QuestionDot => {
                    in_chain = true;
                    self.advance();
                    self.optional(start, expr)?
                }
                T::Not if self.options.typescript && !self.tok.newline_before => {
                    self.ts_non_null(start, expr)
                }
                T::Lt | T::Shl if self.options.typescript => match self.call_type_arguments()? {
                    Some(args) => self.after_type_arguments(start, expr, args, in_chain)?,
                    None => break,
                },
                _ => break,
            };
        }
        if in_chain {
            let chain = self.alloc(expr);
            return Ok(self.expr(start, ExprKind::Chain(chain)));
        }
        Ok(expr)
    }

    fn after_type_arguments(
        &mut self,
        start: u32,
        expr: Expr<'a>,
        args: TypeSpan,
        in_chain: bool,
    ) -> Read<Expr<'a>> {
        match self.tok.kind {
            T::LParen => self.call(start, expr, Some(args), false),
            T::TemplateEnd | T::TemplateOpen if !in_chain => {
                self.tagged_template(start, expr, Some(args))
            }
            _ => Ok(self.ts_instantiation(start, expr, args)),
        }
    }

    /// Behind `?.`.
    fn optional(&mut self, start: u32, expr: Expr<'a>) -> Read<Expr<'a>> {
        match self.tok.kind {
            T::LParen => self.call(start, expr, None, true),
            T::LBracket => self.index(start, expr, true),
            T::TemplateEnd | T::TemplateOpen => {
                self.fail_here(DiagnosticKind::OptionalChainTemplate)
            }
            T::Lt if self.options.typescript => {
                let args = self.call_type_arguments()?;
                self.call(start, expr, args, true)
            }
            _ => self.member(start, expr, true),
        }
    }

    /// Behind `.`.
    fn member(&mut self, start: u32, object: Expr<'a>, optional: bool) -> Read<Expr<'a>> {
        let token = self.tok;
        let property = Ident {
            name: token.name,
            span: token.span(),
        };
        let is_private = match token.kind {
            T::Word => false,
            T::PrivateName => {
                self.scopes.reference(token.name, token.start);
                true
            }
            _ => return Err(self.unexpected_instead_of("a property name")),
        };
        self.advance();
        let object = self.alloc(object);
        let property = self.arena.alloc(property);
        let kind = match is_private {
            true => ExprKind::PrivateDot {
                object,
                property,
                optional,
            },
            false => ExprKind::Dot {
                object,
                property,
                optional,
            },
        };
        Ok(self.expr(start, kind))
    }

    fn index(&mut self, start: u32, object: Expr<'a>, optional: bool) -> Read<Expr<'a>> {
        self.expect(T::LBracket)?;
        let index = self.in_brackets(Self::expression_with_in)?;
        self.expect(T::RBracket)?;
        let kind = ExprKind::Index {
            object: self.alloc(object),
            index: self.alloc(index),
            optional,
        };
        Ok(self.expr(start, kind))
    }

    fn call(
        &mut self,
        start: u32,
        callee: Expr<'a>,
        type_args: Option<TypeSpan>,
        optional: bool,
    ) -> Read<Expr<'a>> {
        if !optional && matches!(callee.without_parens().kind, ExprKind::Ident(Name::EVAL)) {
            let strict = self.context.strict;
            self.scopes.direct_eval(strict);
        }
        let args = self.arguments()?;
        let call = self.arena.alloc(Call {
            callee,
            type_args,
            args,
            optional,
        });
        Ok(self.expr(start, ExprKind::Call(call)))
    }

    /// `(a, ...b)`
    pub(super) fn arguments(&mut self) -> Read<&'a [Argument<'a>]> {
        self.expect(T::LParen)?;
        if self.eat(T::RParen) {
            return Ok(&[]);
        }
        let mut args = Vec::new();
        loop {
            if self.at(T::RParen) {
                break;
            }
            let spread = self.eat(T::Ellipsis);
            let expr = self.in_brackets(Self::assignment_with_in)?;
            args.push(if spread {
                Argument::Spread(expr)
            } else {
                Argument::Expr(expr)
            });
            if !self.eat(T::Comma) {
                break;
            }
        }
        self.expect(T::RParen)?;
        Ok(self.slice(&args))
    }

    fn tagged_template(
        &mut self,
        start: u32,
        tag: Expr<'a>,
        type_args: Option<TypeSpan>,
    ) -> Read<Expr<'a>> {
        let quasi = self.in_brackets(|parser| parser.template(true))?;
        let tagged = self.arena.alloc(TaggedTemplate {
            tag,
            type_args,
            quasi,
        });
        Ok(self.expr(start, ExprKind::TaggedTemplate(tagged)))
    }

    /// `new X(…)`, `new new X()()`, `new.target`
    pub(super) fn new_expression(&mut self) -> Read<Expr<'a>> {
        let start = self.advance().start;
        if self.eat(T::Dot) {
            self.expect_word(Name::TARGET)?;
            let expr = self.expr(start, ExprKind::NewTarget);
            if !self.context.new_target {
                self.report(DiagnosticKind::NewTargetOutside, expr.span);
            }
            self.scopes.reference(Name::NEW_TARGET, start);
            return Ok(expr);
        }
        self.enter()?;
        let callee_start = self.tok.start;
        let token = self.tok;
        let head = match token {
            token if token.is(Name::NEW) => self.new_expression()?,
            token if token.is(Name::IMPORT) && self.peek().kind == T::LParen => {
                return self.fail(DiagnosticKind::NewImport, token.span());
            }
            _ => self.primary()?,
        };
        if let ExprKind::ImportCall(_) = head.kind {
            return self.fail(DiagnosticKind::NewImport, head.span);
        }
        if let ExprKind::SuperCall(_) = head.kind {
            return self.fail(DiagnosticKind::SuperAlone, head.span);
        }
        let (callee, type_args) = self.new_callee(callee_start, head)?;
        let args = if self.at(T::LParen) {
            self.arguments()?
        } else {
            &[]
        };
        let new = self.arena.alloc(New {
            callee,
            type_args,
            args,
        });
        self.leave();
        Ok(self.expr(start, ExprKind::New(new)))
    }

    /// The accesses of a callee of `new`: no calls.
    fn new_callee(&mut self, start: u32, head: Expr<'a>) -> Read<(Expr<'a>, Option<TypeSpan>)> {
        let mut expr = head;
        loop {
            self.check_cover()?;
            expr = match self.tok.kind {
                T::Dot => {
                    self.advance();
                    self.member(start, expr, false)?
                }
                T::LBracket => self.index(start, expr, false)?,
                T::TemplateEnd | T::TemplateOpen => self.tagged_template(start, expr, None)?,
                T::QuestionDot => return self.fail_here(DiagnosticKind::OptionalChainNew),
                T::Not if self.options.typescript && !self.tok.newline_before => {
                    self.ts_non_null(start, expr)
                }
                T::Lt | T::Shl if self.options.typescript => match self.call_type_arguments()? {
                    Some(args) => return Ok((expr, Some(args))),
                    None => return Ok((expr, None)),
                },
                _ => return Ok((expr, None)),
            };
        }
    }

    /// `super.x`, `super[x]`, `super(x)`
    pub(super) fn super_expression(&mut self) -> Read<Expr<'a>> {
        let token = self.advance();
        let start = token.start;
        match self.tok.kind {
            T::LParen => {
                if !self.context.super_call {
                    self.report(DiagnosticKind::SuperCallOutside, token.span());
                }
                for name in [Name::SUPER_CALL, Name::NEW_TARGET] {
                    self.scopes.reference(name, start);
                }
                self.scopes.assignment(Name::THIS, start);
                let args = self.arguments()?;
                Ok(self.expr(start, ExprKind::SuperCall(args)))
            }
            T::Dot | T::LBracket => {
                if !self.context.super_property {
                    self.report(DiagnosticKind::SuperPropertyOutside, token.span());
                }
                self.scopes.reference(Name::SUPER, start);
                self.scopes.reference(Name::THIS, start);
                self.super_property(start)
            }
            _ => self.fail(DiagnosticKind::SuperAlone, token.span()),
        }
    }

    fn super_property(&mut self, start: u32) -> Read<Expr<'a>> {
        if self.eat(T::LBracket) {
            let index = self.expression_with_in()?;
            self.expect(T::RBracket)?;
            let index = self.alloc(index);
            return Ok(self.expr(start, ExprKind::SuperIndex(index)));
        }
        self.expect(T::Dot)?;
        if self.at(T::PrivateName) {
            return self.fail_here(DiagnosticKind::SuperPrivate);
        }
        let property = self.identifier_name()?;
        let property = self.arena.alloc(property);
        Ok(self.expr(start, ExprKind::SuperDot(property)))
    }

    /// `import(x)`, `import.meta`, `import.source(x)`, `import.defer(x)`
    pub(super) fn import_expression(&mut self) -> Read<Expr<'a>> {
        let token = self.advance();
        let start = token.start;
        let mut phase = ImportPhase::Evaluation;
        if self.eat(T::Dot) {
            let word = self.tok;
            if word.is(Name::META) {
                self.advance();
                let expr = self.expr(start, ExprKind::ImportMeta);
                if !self.context.module {
                    self.report(DiagnosticKind::ImportMetaOutside, expr.span);
                }
                return Ok(expr);
            }
            phase = match word.name {
                Name::SOURCE if word.is(Name::SOURCE) => ImportPhase::Source,
                Name::DEFER if word.is(Name::DEFER) => ImportPhase::Defer,
                _ => return Err(self.unexpected_instead_of("'meta', 'source' or 'defer'")),
            };
            self.advance();
        } else if !self.at(T::LParen) {
            return self.fail(DiagnosticKind::ImportOutside, token.span());
        }
        self.expect(T::LParen)?;
        if matches!(self.tok.kind, T::RParen | T::Ellipsis) {
            return self.fail_here(DiagnosticKind::ImportArguments);
        }
        let specifier = self.assignment_with_in()?;
        let mut options = None;
        if self.eat(T::Comma) && !self.at(T::RParen) {
            if self.at(T::Ellipsis) {
                return self.fail_here(DiagnosticKind::ImportArguments);
            }
            options = Some(self.assignment_with_in()?);
            self.eat(T::Comma);
        }
        if !self.at(T::RParen) && !self.at(T::Eof) {
            return self.fail_here(DiagnosticKind::ImportArguments);
        }
        self.expect(T::RParen)?;
        let call = self.arena.alloc(ImportCall {
            phase,
            specifier,
            options,
        });
        Ok(self.expr(start, ExprKind::ImportCall(call)))
    }
}

const fn is_subscript(kind: T) -> bool {
    matches!(
        kind,
        T::Dot | T::LBracket | T::LParen | T::TemplateEnd | T::TemplateOpen | T::QuestionDot
    )
}
