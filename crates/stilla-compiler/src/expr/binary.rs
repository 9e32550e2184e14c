//! Binary and logical operators. Left spines are walked with a loop.
//!
//! Uses: function, fault, expr. Never: stmt.

use crate::fault::R;
use crate::function::Gen;
use smallvec::SmallVec;
use stilla_bytecode::code::PointKind;
use stilla_bytecode::{Inst, Reg};
use stilla_syntax::ast::{BinaryOp, Expr, ExprKind, LogicalOp, UnaryOp};

impl<'a> Gen<'_, 'a> {
    pub(super) fn binary(&mut self, e: &Expr<'a>, dst: Option<Reg>) -> R<Reg> {
        let mut spine: SmallVec<[(BinaryOp, &Expr<'a>, u32); 4]> = SmallVec::new();
        let mut leftmost = e;
        while let ExprKind::Binary { op, left, right } = leftmost.kind {
            spine.push((op, right, leftmost.span.start));
            leftmost = left.without_parens();
        }
        let mark = self.mark();
        let mut constant = number_literal(leftmost);
        let mut acc = None;
        let accumulator = self.alloc();
        while let Some((op, right, at)) = spine.pop() {
            if let Some(folded) = constant
                .and_then(|left| number_literal(right).and_then(|right| fold(op, left, right)))
            {
                constant = Some(folded);
                continue;
            }
            let target = if spine.is_empty() {
                dst.unwrap_or(accumulator)
            } else {
                accumulator
            };
            let inner = self.mark();
            match (acc, constant) {
                (Some(lhs), _) => self.apply(op, target, lhs, right, at)?,
                (None, Some(number)) if commuted(op, number).is_some() => {
                    let imm = commuted(op, number).expect("the guard asked for it");
                    let lhs = self.expr(right, None)?;
                    self.at(at);
                    self.emit_immediate(op, target, lhs, imm);
                }
                (None, Some(number)) => {
                    let lhs = self.alloc();
                    self.load_number(lhs, number);
                    self.apply(op, target, lhs, right, at)?;
                }
                (None, None) => {
                    let lhs = self.operand(leftmost, &[right])?;
                    self.apply(op, target, lhs, right, at)?;
                }
            }
            constant = None;
            acc = Some(target);
            self.release(inner);
        }
        self.release(mark);
        let result = dst.unwrap_or_else(|| self.alloc());
        if let Some(number) = constant {
            self.load_number(result, number);
        }
        Ok(result)
    }

    fn apply(&mut self, op: BinaryOp, dst: Reg, lhs: Reg, right: &Expr<'a>, at: u32) -> R {
        if let Some(imm) = small_int(right)
            && has_immediate(op)
        {
            self.at(at);
            self.emit_immediate(op, dst, lhs, imm);
            return Ok(());
        }
        let rhs = self.expr(right, None)?;
        self.at(at);
        self.emit_binary(op, dst, lhs, rhs);
        Ok(())
    }

    /// `dst = lhs op e`, the form of compound assignments.
    pub(super) fn binary_with(&mut self, op: BinaryOp, dst: Reg, lhs: Reg, e: &Expr<'a>) -> R {
        self.apply(op, dst, lhs, e, e.span.start)
    }

    pub(crate) fn emit_binary(&mut self, op: BinaryOp, dst: Reg, lhs: Reg, rhs: Reg) {
        use BinaryOp as B;
        self.emit(match op {
            B::Add => Inst::Add { dst, lhs, rhs },
            B::Sub => Inst::Sub { dst, lhs, rhs },
            B::Mul => Inst::Mul { dst, lhs, rhs },
            B::Div => Inst::Div { dst, lhs, rhs },
            B::Rem => Inst::Rem { dst, lhs, rhs },
            B::Exp => Inst::Exp { dst, lhs, rhs },
            B::ShiftLeft => Inst::Shl { dst, lhs, rhs },
            B::ShiftRight => Inst::Shr { dst, lhs, rhs },
            B::ShiftRightUnsigned => Inst::UShr { dst, lhs, rhs },
            B::BitAnd => Inst::BitAnd { dst, lhs, rhs },
            B::BitOr => Inst::BitOr { dst, lhs, rhs },
            B::BitXor => Inst::BitXor { dst, lhs, rhs },
            B::Equal => Inst::Eq { dst, lhs, rhs },
            B::NotEqual => Inst::Ne { dst, lhs, rhs },
            B::StrictEqual => Inst::StrictEq { dst, lhs, rhs },
            B::StrictNotEqual => Inst::StrictNe { dst, lhs, rhs },
            B::Less => Inst::Lt { dst, lhs, rhs },
            B::LessEqual => Inst::Le { dst, lhs, rhs },
            B::Greater => Inst::Gt { dst, lhs, rhs },
            B::GreaterEqual => Inst::Ge { dst, lhs, rhs },
            B::In => Inst::In { dst, lhs, rhs },
            B::Instanceof => Inst::InstanceOf { dst, lhs, rhs },
        });
    }

    fn emit_immediate(&mut self, op: BinaryOp, dst: Reg, lhs: Reg, imm: i16) {
        use BinaryOp as B;
        self.emit(match op {
            B::Add => Inst::AddInt { dst, lhs, imm },
            B::Sub => Inst::SubInt { dst, lhs, imm },
            B::Mul => Inst::MulInt { dst, lhs, imm },
            B::Div => Inst::DivInt { dst, lhs, imm },
            B::Rem => Inst::RemInt { dst, lhs, imm },
            B::BitAnd => Inst::BitAndInt { dst, lhs, imm },
            B::BitOr => Inst::BitOrInt { dst, lhs, imm },
            B::BitXor => Inst::BitXorInt { dst, lhs, imm },
            B::ShiftLeft => Inst::ShlInt { dst, lhs, imm },
            B::ShiftRight => Inst::ShrInt { dst, lhs, imm },
            B::ShiftRightUnsigned => Inst::UShrInt { dst, lhs, imm },
            _ => unreachable!("has_immediate was asked"),
        });
    }

    pub(super) fn logical(&mut self, e: &Expr<'a>, dst: Option<Reg>) -> R<Reg> {
        let mut spine: SmallVec<[(LogicalOp, &Expr<'a>); 4]> = SmallVec::new();
        let mut leftmost = e;
        while let ExprKind::Logical { op, left, right } = leftmost.kind {
            spine.push((op, right));
            leftmost = left.without_parens();
        }
        let dst = self.target(dst);
        self.count(PointKind::Logical, e.span, leftmost.span);
        self.scratch(|this| this.expr(leftmost, Some(dst)))?;
        // Going outwards, one operator after the other takes the value so far as its left operand.
        while let Some((op, right)) = spine.pop() {
            let over = self.label();
            self.short_circuit(op, dst, over);
            self.count(PointKind::Logical, e.span, right.span);
            self.scratch(|this| this.expr(right, Some(dst)))?;
            self.bind(over);
        }
        Ok(dst)
    }

    /// Jumps when the left operand decides.
    pub(super) fn short_circuit(&mut self, op: LogicalOp, left: Reg, over: stilla_bytecode::Label) {
        self.emit(match op {
            LogicalOp::And => Inst::JumpIfFalse {
                cond: left,
                target: over,
            },
            LogicalOp::Or => Inst::JumpIfTrue {
                cond: left,
                target: over,
            },
            LogicalOp::Coalesce => Inst::JumpIfNotNullish {
                src: left,
                target: over,
            },
        });
    }
}

/// The number that a literal is, a sign included.
pub(crate) fn number_literal(e: &Expr<'_>) -> Option<f64> {
    match e.without_parens().kind {
        ExprKind::Number(number) => Some(number),
        ExprKind::Unary {
            op: UnaryOp::Minus,
            operand,
        } => match operand.without_parens().kind {
            ExprKind::Number(number) => Some(-number),
            _ => None,
        },
        _ => None,
    }
}

/// A literal that fits an immediate.
pub(crate) fn small_int(e: &Expr<'_>) -> Option<i16> {
    as_small_int(number_literal(e)?)
}

fn as_small_int(number: f64) -> Option<i16> {
    let int = number as i16;
    (f64::from(int).to_bits() == number.to_bits()).then_some(int)
}

fn has_immediate(op: BinaryOp) -> bool {
    use BinaryOp as B;
    matches!(
        op,
        B::Add
            | B::Sub
            | B::Mul
            | B::Div
            | B::Rem
            | B::BitAnd
            | B::BitOr
            | B::BitXor
            | B::ShiftLeft
            | B::ShiftRight
            | B::ShiftRightUnsigned
    )
}

/// The immediate for `number op x`, if that is the same as `x op number`.
fn commuted(op: BinaryOp, number: f64) -> Option<i16> {
    use BinaryOp as B;
    if matches!(op, B::Mul | B::BitAnd | B::BitOr | B::BitXor) {
        as_small_int(number)
    } else {
        None
    }
}

/// The value of an operator on two Numbers, where Rust's arithmetic is that of the specification.
fn fold(op: BinaryOp, left: f64, right: f64) -> Option<f64> {
    use BinaryOp as B;
    Some(match op {
        B::Add => left + right,
        B::Sub => left - right,
        B::Mul => left * right,
        B::Div => left / right,
        B::BitAnd => f64::from(to_int32(left)? & to_int32(right)?),
        B::BitOr => f64::from(to_int32(left)? | to_int32(right)?),
        B::BitXor => f64::from(to_int32(left)? ^ to_int32(right)?),
        B::ShiftLeft => f64::from(to_int32(left)?.wrapping_shl(to_int32(right)? as u32)),
        B::ShiftRight => f64::from(to_int32(left)?.wrapping_shr(to_int32(right)? as u32)),
        _ => return None,
    })
}

/// The number as an int32, if it is one.
fn to_int32(number: f64) -> Option<i32> {
    let int = number as i32;
    (f64::from(int) == number).then_some(int)
}
