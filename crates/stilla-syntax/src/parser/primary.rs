//! Primary expressions: literals, identifiers, arrays, parentheses.
//!
//! Uses: ast, diagnostic, interner, lexer.
//! Never: dump.

use super::program::RegExpUse;
use super::{NOWHERE, Parser, Read};
use crate::ast::{ArrayElement, Expr, ExprKind, RegExpLiteral};
use crate::diagnostic::DiagnosticKind;
use crate::interner::Name;
use crate::lexer::T;

impl<'a> Parser<'a, '_, '_> {
    pub(super) fn primary(&mut self) -> Read<Expr<'a>> {
        let token = self.tok;
        let kind = match token.kind {
            T::Word => return self.word(),
            T::Number => {
                if token.legacy_octal && self.context.strict {
                    self.report(DiagnosticKind::LegacyOctalLiteral, token.span());
                }
                ExprKind::Number(token.number)
            }
            T::String => {
                self.check_string(token);
                ExprKind::String(token.name)
            }
            T::BigInt => ExprKind::BigInt(token.name),
            T::LParen => return self.paren(),
            T::LBracket => return self.in_brackets(Self::array),
            T::LBrace => return self.in_brackets(Self::object),
            T::TemplateEnd | T::TemplateOpen => {
                let template = self.in_brackets(|parser| parser.template(false))?;
                return Ok(self.expr(token.start, ExprKind::Template(self.arena.alloc(template))));
            }
            T::Slash | T::SlashEq => return self.regexp(),
            T::At => return self.decorated_class_expression(),
            T::Lt if self.options.jsx => return self.jsx_expression(),
            T::PrivateName => return self.fail(DiagnosticKind::PrivateOutside, token.span()),
            _ => return Err(self.unexpected()),
        };
        self.advance();
        Ok(Expr {
            span: token.span(),
            kind,
        })
    }

    pub(super) fn check_string(&mut self, token: crate::lexer::Token) {
        if token.legacy_octal && self.context.strict {
            self.report(DiagnosticKind::LegacyOctalEscape, token.span());
        }
    }

    fn word(&mut self) -> Read<Expr<'a>> {
        let token = self.tok;
        if token.name < Name::IMPLEMENTS && !token.escaped {
            return self.keyword();
        }
        if token.is(Name::ASYNC) {
            let next = self.peek();
            if next.is(Name::FUNCTION) && !next.newline_before {
                self.advance();
                return self.function_expression(token.start, true);
            }
        }
        if token.is(Name::AWAIT) && !self.await_is_reserved() && self.await_operand_follows() {
            return self.fail(DiagnosticKind::AwaitOutside, token.span());
        }
        self.check_identifier(token)?;
        self.advance();
        self.refer(token.name, token.span());
        Ok(Expr {
            span: token.span(),
            kind: ExprKind::Ident(token.name),
        })
    }

    /// `await x` in a place where `await` is an identifier: the message should say what is wrong.
    fn await_operand_follows(&mut self) -> bool {
        let next = self.peek();
        !next.newline_before
            && match next.kind {
                T::Word => !matches!(
                    next.name,
                    Name::IN | Name::INSTANCEOF | Name::OF | Name::AS | Name::SATISFIES
                ),
                T::String | T::Number => true,
                _ => false,
            }
    }

    fn keyword(&mut self) -> Read<Expr<'a>> {
        let token = self.tok;
        let kind = match token.name {
            Name::THIS => {
                self.scopes.reference(Name::THIS, token.start);
                ExprKind::This
            }
            Name::NULL => ExprKind::Null,
            Name::TRUE => ExprKind::Bool(true),
            Name::FALSE => ExprKind::Bool(false),
            Name::FUNCTION => return self.function_expression(token.start, false),
            Name::CLASS => return self.class_expression(token.start, &[]),
            Name::NEW => return self.new_expression(),
            Name::SUPER => return self.super_expression(),
            Name::IMPORT => return self.import_expression(),
            _ => return Err(self.unexpected()),
        };
        self.advance();
        Ok(Expr {
            span: token.span(),
            kind,
        })
    }

    fn regexp(&mut self) -> Read<Expr<'a>> {
        let core = &mut *self.core;
        core.lexer.rescan_regexp(&mut core.tok);
        if self.at(T::Error) {
            return Err(self.unexpected());
        }
        let token = self.advance();
        self.regexps.push(RegExpUse {
            pattern: token.name,
            flags: token.raw,
            span: token.span(),
        });
        let literal = self.arena.alloc(RegExpLiteral {
            pattern: token.name,
            flags: token.raw,
        });
        Ok(Expr {
            span: token.span(),
            kind: ExprKind::RegExp(literal),
        })
    }

    /// Parentheses where no arrow function can stand.
    fn paren(&mut self) -> Read<Expr<'a>> {
        let start = self.advance().start;
        self.called_at_once = self.tok.start;
        self.enter()?;
        let outer = std::mem::replace(&mut self.cover_error, NOWHERE);
        let inner = self.in_brackets(Self::expression_with_in)?;
        self.cover_error = outer;
        self.expect(T::RParen)?;
        self.leave();
        let inner = self.alloc(inner);
        Ok(self.expr(start, ExprKind::Paren(inner)))
    }

    fn array(&mut self) -> Read<Expr<'a>> {
        self.enter()?;
        let start = self.advance().start;
        let allow_in = std::mem::replace(&mut self.context.allow_in, true);
        let mut elements = Vec::new();
        loop {
            match self.tok.kind {
                T::RBracket => break,
                T::Comma => {
                    self.advance();
                    elements.push(ArrayElement::Hole);
                    continue;
                }
                T::Ellipsis => {
                    self.advance();
                    let expr = self.assignment_or_cover()?;
                    elements.push(ArrayElement::Spread(expr));
                }
                _ => elements.push(ArrayElement::Expr(self.assignment_or_cover()?)),
            }
            if !self.at(T::RBracket) {
                self.expect(T::Comma)?;
            }
        }
        self.advance();
        self.context.allow_in = allow_in;
        self.leave();
        let elements = self.slice(&elements);
        Ok(self.expr(start, ExprKind::Array(elements)))
    }
}
