//! Expressions from the comma down to assignment, conditional and `yield`.
//!
//! Uses: ast, diagnostic, interner, lexer.
//! Never: dump.

use super::{NOWHERE, Parser, Read};
use crate::ast::Span;
use crate::ast::{
    AssignOp, BinaryOp, Conditional, Expr, ExprKind, LogicalOp, Pattern, PatternKind,
};
use crate::diagnostic::DiagnosticKind;
use crate::interner::Name;
use crate::lexer::T;

/// What the beginning of an assignment expression turned out to be.
pub(super) enum Head<'a> {
    /// Arrow function or `yield`: nothing of the same expression can follow.
    Whole(Expr<'a>),
    /// Operators may follow.
    Operand(Expr<'a>),
}

impl<'a> Parser<'a, '_, '_> {
    /// `a, b`
    pub(super) fn expression(&mut self) -> Read<Expr<'a>> {
        let start = self.tok.start;
        let first = self.assignment()?;
        if !self.at(T::Comma) {
            return Ok(first);
        }
        let mut list = vec![first];
        while self.eat(T::Comma) {
            list.push(self.assignment()?);
        }
        let list = self.slice(&list);
        Ok(self.expr(start, ExprKind::Sequence(list)))
    }

    /// An expression in which `in` is an operator.
    pub(super) fn expression_with_in(&mut self) -> Read<Expr<'a>> {
        let allow_in = std::mem::replace(&mut self.context.allow_in, true);
        let expr = self.expression()?;
        self.context.allow_in = allow_in;
        Ok(expr)
    }

    /// An assignment expression in which `in` is an operator.
    pub(super) fn assignment_with_in(&mut self) -> Read<Expr<'a>> {
        let allow_in = std::mem::replace(&mut self.context.allow_in, true);
        let expr = self.assignment()?;
        self.context.allow_in = allow_in;
        Ok(expr)
    }

    /// An assignment expression that is a value.
    pub(super) fn assignment(&mut self) -> Read<Expr<'a>> {
        let outer = std::mem::replace(&mut self.cover_error, NOWHERE);
        let expr = self.assignment_or_cover()?;
        self.check_cover()?;
        self.cover_error = outer;
        Ok(expr)
    }

    /// Refuses `{a = 1}` that did not become a pattern.
    pub(super) fn check_cover(&mut self) -> Read<()> {
        if self.cover_error == NOWHERE {
            return Ok(());
        }
        let span = Span::new(self.cover_error, self.cover_error + 1);
        self.cover_error = NOWHERE;
        let kind = match self.cover_is_proto {
            true => DiagnosticKind::DuplicateProto,
            false => DiagnosticKind::ShorthandInitializer,
        };
        self.fail(kind, span)
    }

    pub(super) fn note_cover_error(&mut self, place: u32, is_proto: bool) {
        if self.cover_error == NOWHERE {
            self.cover_error = place;
            self.cover_is_proto = is_proto;
        }
    }

    /// An assignment expression that may still become a pattern: then `cover_error` stands for what is only good there.
    pub(super) fn assignment_or_cover(&mut self) -> Read<Expr<'a>> {
        self.enter()?;
        let start = self.tok.start;
        let outer = std::mem::replace(&mut self.cover_error, NOWHERE);
        let expr = match self.assignment_head()? {
            Head::Whole(expr) => expr,
            Head::Operand(test) if self.at(T::Question) && !self.optional_parameter_follows() => {
                self.conditional(start, test)?
            }
            Head::Operand(left) => self.assignment_rest(start, left)?,
        };
        if self.cover_error != NOWHERE
            && !matches!(expr.kind, ExprKind::Array(_) | ExprKind::Object(_))
        {
            self.check_cover()?;
        }
        if outer != NOWHERE {
            self.cover_error = outer;
        }
        self.leave();
        Ok(expr)
    }

    fn assignment_head(&mut self) -> Read<Head<'a>> {
        match self.tok.kind {
            T::Word => {
                let token = self.tok;
                if token.name == Name::YIELD && self.context.in_generator && !token.escaped {
                    return self.yield_expression().map(Head::Whole);
                }
                if token.is(Name::ASYNC)
                    && let Some(head) = self.async_head()?
                {
                    return Ok(head);
                }
                if self.arrow_follows() {
                    return self.identifier_arrow().map(Head::Whole);
                }
            }
            T::LParen => return self.paren_or_arrow(),
            T::Lt if self.options.typescript => {
                if let Some(arrow) = self.generic_arrow()? {
                    return Ok(Head::Whole(arrow));
                }
            }
            _ => {}
        }
        self.binary(0).map(Head::Operand)
    }

    /// What may follow an operand that was read by itself: accesses, postfix, binary operators.
    pub(super) fn operand_rest(&mut self, start: u32, operand: Expr<'a>) -> Read<Head<'a>> {
        let operand = self.subscripts(start, operand)?;
        let operand = self.postfix_rest(start, operand)?;
        self.binary_rest(start, operand, 0).map(Head::Operand)
    }

    /// `test ? a : b ? c : d`, read in a loop.
    fn conditional(&mut self, start: u32, test: Expr<'a>) -> Read<Expr<'a>> {
        let mut pending = Vec::new();
        let held = self.held_elsewhere;
        let (mut start, mut test) = (start, test);
        let last = loop {
            self.check_cover()?;
            self.expect(T::Question)?;
            let no_arrow_type = std::mem::replace(&mut self.context.no_arrow_type, true);
            let then = self.assignment_with_in()?;
            self.context.no_arrow_type = no_arrow_type;
            self.expect(T::Colon)?;
            pending.push((start, test, then));
            self.hold_list(held, &pending);
            start = self.tok.start;
            match self.assignment_head()? {
                Head::Whole(expr) => break expr,
                Head::Operand(next) if self.at(T::Question) => test = next,
                Head::Operand(left) => break self.assignment_rest(start, left)?,
            }
        };
        self.check_cover()?;
        let mut otherwise = last;
        for (start, test, then) in pending.into_iter().rev() {
            self.step()?;
            let conditional = self.arena.alloc(Conditional {
                test,
                then,
                otherwise,
            });
            otherwise = self.expr(start, ExprKind::Conditional(conditional));
        }
        self.held_elsewhere = held;
        Ok(otherwise)
    }

    /// `left = value` and its relatives, or just `left`.
    fn assignment_rest(&mut self, start: u32, left: Expr<'a>) -> Read<Expr<'a>> {
        let Some(op) = assign_op(self.tok.kind) else {
            return Ok(left);
        };
        let target: Pattern<'a> = if op == AssignOp::Assign {
            if matches!(left.kind, ExprKind::Array(_) | ExprKind::Object(_)) {
                self.cover_error = NOWHERE;
            }
            self.assignment_pattern(left)?
        } else {
            let target = self.simple_target(left, DiagnosticKind::InvalidAssignmentTarget)?;
            if let (
                AssignOp::Logical(_),
                PatternKind::Expr(Expr {
                    kind: ExprKind::Call(_),
                    span,
                }),
            ) = (op, target.kind)
            {
                return self.fail(DiagnosticKind::InvalidAssignmentTarget, *span);
            }
            target
        };
        self.check_cover()?;
        self.advance();
        let value = self.assignment()?;
        let kind = ExprKind::Assign {
            op,
            target: self.arena.alloc(target),
            value: self.alloc(value),
        };
        Ok(self.expr(start, kind))
    }

    /// §15.5 Generator Function Definitions, YieldExpression <https://tc39.es/ecma262/#prod-YieldExpression>
    fn yield_expression(&mut self) -> Read<Expr<'a>> {
        let start = self.tok.start;
        self.advance();
        self.last_yield = start + 1;
        if self.at(T::Star) && !self.tok.newline_before {
            self.advance();
            let value = self.assignment()?;
            self.last_yield = start + 1;
            let value = self.alloc(value);
            return Ok(self.expr(start, ExprKind::YieldDelegate(value)));
        }
        let ends = self.tok.newline_before
            || matches!(
                self.tok.kind,
                T::RParen | T::RBracket | T::RBrace | T::Comma | T::Semicolon | T::Colon | T::Eof
            )
            || self.at_word(Name::IN)
            || self.at_word(Name::OF);
        let value = match ends {
            true => None,
            false => Some(self.assignment()?),
        };
        self.last_yield = start + 1;
        let value = value.map(|value| self.alloc(value));
        Ok(self.expr(start, ExprKind::Yield(value)))
    }
}

fn assign_op(kind: T) -> Option<AssignOp> {
    Some(match kind {
        T::Eq => AssignOp::Assign,
        T::PlusEq => AssignOp::Binary(BinaryOp::Add),
        T::MinusEq => AssignOp::Binary(BinaryOp::Sub),
        T::StarEq => AssignOp::Binary(BinaryOp::Mul),
        T::SlashEq => AssignOp::Binary(BinaryOp::Div),
        T::PercentEq => AssignOp::Binary(BinaryOp::Rem),
        T::StarStarEq => AssignOp::Binary(BinaryOp::Exp),
        T::ShlEq => AssignOp::Binary(BinaryOp::ShiftLeft),
        T::ShrEq => AssignOp::Binary(BinaryOp::ShiftRight),
        T::UshrEq => AssignOp::Binary(BinaryOp::ShiftRightUnsigned),
        T::AndEq => AssignOp::Binary(BinaryOp::BitAnd),
        T::OrEq => AssignOp::Binary(BinaryOp::BitOr),
        T::CaretEq => AssignOp::Binary(BinaryOp::BitXor),
        T::AndAndEq => AssignOp::Logical(LogicalOp::And),
        T::OrOrEq => AssignOp::Logical(LogicalOp::Or),
        T::QuestionQuestionEq => AssignOp::Logical(LogicalOp::Coalesce),
        _ => return None,
    })
}
