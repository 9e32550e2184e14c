//! Binary and unary operators.
//!
//! Left-associative chains are read in a loop and have no limit.
//!
//! Uses: ast, diagnostic, form, interner, lexer.
//! Never: dump.

use super::{Parser, Read};
use crate::ast::{BinaryOp, Expr, ExprKind, LogicalOp, UnaryOp, UpdateOp, UpdatePosition};
use crate::diagnostic::DiagnosticKind;
use crate::form::Form;
use crate::interner::Name;
use crate::lexer::T;

#[derive(Clone, Copy)]
enum Operator {
    Binary(BinaryOp),
    Logical(LogicalOp),
    TypeScript,
}

const RELATIONAL: u8 = 8;
const EXPONENT: u8 = 12;

impl<'a> Parser<'a, '_, '_> {
    /// Operands joined by operators that bind at least as strongly as `min`.
    pub(super) fn binary(&mut self, min: u8) -> Read<Expr<'a>> {
        let start = self.tok.start;
        let left = match self.tok.kind {
            T::PrivateName => self.private_in(min)?,
            _ => self.unary()?,
        };
        self.binary_rest(start, left, min)
    }

    pub(super) fn binary_rest(&mut self, start: u32, left: Expr<'a>, min: u8) -> Read<Expr<'a>> {
        let mut left = left;
        loop {
            let Some((precedence, operator)) = self.operator() else {
                return Ok(left);
            };
            if precedence < min {
                return Ok(left);
            }
            left = match operator {
                Operator::TypeScript => self.ts_as(start, left)?,
                _ => self.apply(start, left, precedence, operator)?,
            };
        }
    }

    fn apply(
        &mut self,
        start: u32,
        left: Expr<'a>,
        precedence: u8,
        operator: Operator,
    ) -> Read<Expr<'a>> {
        self.check_cover()?;
        self.step()?;
        let token = self.advance();
        if matches!(token.kind, T::EqEq | T::NotEq) {
            self.note_form(Form::Equality, token.span());
        }
        let right = match operator {
            Operator::Binary(BinaryOp::Exp) => {
                if matches!(left.kind, ExprKind::Unary { .. } | ExprKind::Await(_)) {
                    self.report(
                        DiagnosticKind::UnaryBeforeExponent,
                        left.span.to(token.span()),
                    );
                }
                self.enter()?;
                let right = self.binary(EXPONENT)?;
                self.leave();
                right
            }
            _ => self.binary(precedence + 1)?,
        };
        let (left, right) = (self.alloc(left), self.alloc(right));
        let kind = match operator {
            Operator::Logical(op) => {
                if mixes(op, left) || mixes(op, right) {
                    self.report(DiagnosticKind::MixedCoalesce, token.span());
                }
                ExprKind::Logical { op, left, right }
            }
            Operator::Binary(op) => ExprKind::Binary { op, left, right },
            Operator::TypeScript => return Ok(*left),
        };
        Ok(self.expr(start, kind))
    }

    /// `#name in object`
    fn private_in(&mut self, min: u8) -> Read<Expr<'a>> {
        let token = self.advance();
        if min > RELATIONAL || !self.at_word(Name::IN) || !self.context.allow_in {
            return self.fail(DiagnosticKind::PrivateOutside, token.span());
        }
        self.scopes.reference(token.name, token.start);
        self.advance();
        let right = self.binary(RELATIONAL + 1)?;
        let right = self.alloc(right);
        Ok(self.expr(
            token.start,
            ExprKind::PrivateIn {
                name: token.name,
                right,
            },
        ))
    }

    #[inline]
    fn operator(&self) -> Option<(u8, Operator)> {
        use BinaryOp as B;
        let (precedence, op) = match self.tok.kind {
            T::QuestionQuestion => return Some((1, Operator::Logical(LogicalOp::Coalesce))),
            T::OrOr => return Some((2, Operator::Logical(LogicalOp::Or))),
            T::AndAnd => return Some((3, Operator::Logical(LogicalOp::And))),
            T::Or => (4, B::BitOr),
            T::Caret => (5, B::BitXor),
            T::And => (6, B::BitAnd),
            T::EqEq => (7, B::Equal),
            T::NotEq => (7, B::NotEqual),
            T::EqEqEq => (7, B::StrictEqual),
            T::NotEqEq => (7, B::StrictNotEqual),
            T::Lt => (RELATIONAL, B::Less),
            T::LtEq => (RELATIONAL, B::LessEqual),
            T::Gt => (RELATIONAL, B::Greater),
            T::GtEq => (RELATIONAL, B::GreaterEqual),
            T::Shl => (9, B::ShiftLeft),
            T::Shr => (9, B::ShiftRight),
            T::Ushr => (9, B::ShiftRightUnsigned),
            T::Plus => (10, B::Add),
            T::Minus => (10, B::Sub),
            T::Star => (11, B::Mul),
            T::Slash => (11, B::Div),
            T::Percent => (11, B::Rem),
            T::StarStar => (EXPONENT, B::Exp),
            T::Word if !self.tok.escaped => match self.tok.name {
                Name::IN if self.context.allow_in => (RELATIONAL, B::In),
                Name::INSTANCEOF => (RELATIONAL, B::Instanceof),
                Name::AS | Name::SATISFIES
                    if self.options.typescript && !self.tok.newline_before =>
                {
                    return Some((RELATIONAL, Operator::TypeScript));
                }
                _ => return None,
            },
            _ => return None,
        };
        Some((precedence, Operator::Binary(op)))
    }

    pub(super) fn unary(&mut self) -> Read<Expr<'a>> {
        let op = match self.tok.kind {
            T::Not => UnaryOp::Not,
            T::Tilde => UnaryOp::BitNot,
            T::Plus => UnaryOp::Plus,
            T::Minus => UnaryOp::Minus,
            T::PlusPlus | T::MinusMinus => return self.prefix_update(),
            T::Word if !self.tok.escaped => match self.tok.name {
                Name::TYPEOF => UnaryOp::Typeof,
                Name::VOID => UnaryOp::Void,
                Name::DELETE => UnaryOp::Delete,
                Name::AWAIT if self.context.in_async => return self.await_expression(),
                _ => return self.postfix(),
            },
            T::Lt if self.options.typescript && !self.options.jsx => return self.ts_assertion(),
            _ => return self.postfix(),
        };
        self.enter()?;
        let start = self.advance().start;
        self.called_at_once = self.tok.start;
        let operand = self.unary()?;
        self.check_cover()?;
        if op == UnaryOp::Delete {
            self.check_delete(&operand);
        }
        let operand = self.alloc(operand);
        self.leave();
        Ok(self.expr(start, ExprKind::Unary { op, operand }))
    }

    /// §13.5.1.1 Static Semantics: Early Errors <https://tc39.es/ecma262/#sec-delete-operator-static-semantics-early-errors>
    fn check_delete(&mut self, operand: &Expr<'a>) {
        let mut inner = operand.without_parens();
        if let ExprKind::Chain(chain) = inner.kind {
            inner = chain;
        }
        match inner.kind {
            ExprKind::Ident(_) if self.context.strict => {
                self.report(DiagnosticKind::DeleteIdentifier, operand.span)
            }
            ExprKind::PrivateDot { .. } => self.report(DiagnosticKind::DeletePrivate, operand.span),
            _ => {}
        }
    }

    fn await_expression(&mut self) -> Read<Expr<'a>> {
        self.enter()?;
        let start = self.advance().start;
        self.has_top_level_await |= self.context.top_level;
        let operand = self.unary()?;
        self.check_cover()?;
        self.last_await = start + 1;
        let operand = self.alloc(operand);
        self.leave();
        Ok(self.expr(start, ExprKind::Await(operand)))
    }

    fn prefix_update(&mut self) -> Read<Expr<'a>> {
        self.enter()?;
        let token = self.advance();
        let target = self.unary()?;
        let expr = self.update(token.kind, token.start, target, UpdatePosition::Prefix);
        self.leave();
        expr
    }

    fn postfix(&mut self) -> Read<Expr<'a>> {
        let start = self.tok.start;
        let operand = self.left_hand_side()?;
        self.postfix_rest(start, operand)
    }

    pub(super) fn postfix_rest(&mut self, start: u32, operand: Expr<'a>) -> Read<Expr<'a>> {
        if !matches!(self.tok.kind, T::PlusPlus | T::MinusMinus) || self.tok.newline_before {
            return Ok(operand);
        }
        let kind = self.advance().kind;
        self.update(kind, start, operand, UpdatePosition::Postfix)
    }

    fn update(
        &mut self,
        token: T,
        start: u32,
        target: Expr<'a>,
        position: UpdatePosition,
    ) -> Read<Expr<'a>> {
        self.simple_target(target, DiagnosticKind::InvalidUpdateTarget)?;
        let op = if token == T::PlusPlus {
            UpdateOp::Increment
        } else {
            UpdateOp::Decrement
        };
        let target = self.alloc(target);
        Ok(self.expr(
            start,
            ExprKind::Update {
                op,
                position,
                target,
            },
        ))
    }
}

/// Whether `??` meets `&&` or `||` without parentheses between them.
fn mixes(op: LogicalOp, operand: &Expr<'_>) -> bool {
    match operand.kind {
        ExprKind::Logical { op: inner, .. } => {
            (op == LogicalOp::Coalesce) != (inner == LogicalOp::Coalesce)
        }
        _ => false,
    }
}
