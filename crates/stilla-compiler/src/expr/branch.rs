//! Conditions: comparisons fused with their jumps.
//!
//! Uses: function, fault, expr. Never: stmt.

use super::binary::small_int;
use crate::fault::R;
use crate::function::Gen;
use crate::scope::Place;
use smallvec::SmallVec;
use stilla_bytecode::code::PointKind;
use stilla_bytecode::{Inst, Label, Reg};
use stilla_syntax::Name;
use stilla_syntax::ast::{BinaryOp, Expr, ExprKind, LogicalOp, UnaryOp};

/// Builds one of the fused jumps from the comparison, the sense and the direction.
macro_rules! fused {
    ($op:expr, $sense:expr, $back:expr, $lt:ident, $le:ident, $gt:ident, $ge:ident,
     $nlt:ident, $nle:ident, $ngt:ident, $nge:ident,
     $blt:ident, $ble:ident, $bgt:ident, $bge:ident, { $($operands:tt)* }) => {
        match ($op, $sense, $back) {
            (BinaryOp::Less, true, false) => Some(Inst::$lt { $($operands)* }),
            (BinaryOp::LessEqual, true, false) => Some(Inst::$le { $($operands)* }),
            (BinaryOp::Greater, true, false) => Some(Inst::$gt { $($operands)* }),
            (BinaryOp::GreaterEqual, true, false) => Some(Inst::$ge { $($operands)* }),
            (BinaryOp::Less, false, false) => Some(Inst::$nlt { $($operands)* }),
            (BinaryOp::LessEqual, false, false) => Some(Inst::$nle { $($operands)* }),
            (BinaryOp::Greater, false, false) => Some(Inst::$ngt { $($operands)* }),
            (BinaryOp::GreaterEqual, false, false) => Some(Inst::$nge { $($operands)* }),
            (BinaryOp::Less, true, true) => Some(Inst::$blt { $($operands)* }),
            (BinaryOp::LessEqual, true, true) => Some(Inst::$ble { $($operands)* }),
            (BinaryOp::Greater, true, true) => Some(Inst::$bgt { $($operands)* }),
            (BinaryOp::GreaterEqual, true, true) => Some(Inst::$bge { $($operands)* }),
            _ => None,
        }
    };
}

impl<'a> Gen<'_, 'a> {
    /// Goes to `target` if the truth of `e` is `sense`, otherwise on.
    pub(crate) fn branch(&mut self, e: &Expr<'a>, target: Label, sense: bool) -> R {
        let unit = self.unit;
        let _depth = unit.descend()?;
        let e = e.without_parens();
        match e.kind {
            ExprKind::Bool(value) => {
                if value == sense {
                    self.jump(target);
                }
                Ok(())
            }
            ExprKind::Unary {
                op: UnaryOp::Not,
                operand,
            } => self.branch(operand, target, !sense),
            ExprKind::Logical {
                op: LogicalOp::And | LogicalOp::Or,
                ..
            } => self.branch_logical(e, target, sense),
            ExprKind::Binary { op, left, right } if is_comparison(op) => {
                self.scratch(|this| this.branch_compare(e, op, left, right, target, sense))
            }
            _ => {
                let mark = self.mark();
                let cond = self.expr(e, None)?;
                self.release(mark);
                self.jump_if(cond, target, sense);
                Ok(())
            }
        }
    }

    /// Goes to `target` if the truth of the register is `sense`.
    pub(crate) fn jump_if(&mut self, cond: Reg, target: Label, sense: bool) {
        self.emit(match (sense, self.asm.is_bound(target)) {
            (true, false) => Inst::JumpIfTrue { cond, target },
            (false, false) => Inst::JumpIfFalse { cond, target },
            (true, true) => Inst::LoopIfTrue { cond, target },
            (false, true) => Inst::LoopIfFalse { cond, target },
        });
    }

    fn branch_logical(&mut self, e: &Expr<'a>, target: Label, sense: bool) -> R {
        // The spine as operands with the operator that follows each.
        let mut spine: SmallVec<[(LogicalOp, &Expr<'a>); 4]> = SmallVec::new();
        let mut leftmost = e;
        let outer = match e.kind {
            ExprKind::Logical { op, .. } => op,
            _ => LogicalOp::And,
        };
        while let ExprKind::Logical { op, left, right } = leftmost.kind
            && op == outer
        {
            spine.push((op, right));
            leftmost = left.without_parens();
        }
        let over = self.label();
        // `a && b` is false as soon as `a` is; `a || b` is true as soon as `a` is.
        let decided = outer == LogicalOp::Or;
        let (early, early_sense) = if decided == sense {
            (target, sense)
        } else {
            (over, !sense)
        };
        self.count(PointKind::Logical, e.span, leftmost.span);
        self.branch(leftmost, early, early_sense)?;
        while let Some((_, right)) = spine.pop() {
            self.count(PointKind::Logical, e.span, right.span);
            if spine.is_empty() {
                self.branch(right, target, sense)?;
            } else {
                self.branch(right, early, early_sense)?;
            }
        }
        self.bind(over);
        Ok(())
    }

    fn branch_compare(
        &mut self,
        e: &Expr<'a>,
        op: BinaryOp,
        left: &Expr<'a>,
        right: &Expr<'a>,
        target: Label,
        sense: bool,
    ) -> R {
        if self.branch_nullish(op, left, right, target, sense)? {
            return Ok(());
        }
        let (op, left, right) = match (small_int(left), mirrored(op)) {
            (Some(_), Some(mirrored)) => (mirrored, right, left),
            _ => (op, left, right),
        };
        if !self.wide_jumps
            && !matches!(op, BinaryOp::Equal | BinaryOp::NotEqual)
            && let Some(imm) = small_int(right)
        {
            let lhs = self.expr(left, None)?;
            self.at(e.span.start);
            self.compare_int(op, lhs, imm, target, sense);
            return Ok(());
        }
        let lhs = self.operand(left, &[right])?;
        let rhs = self.expr(right, None)?;
        self.at(e.span.start);
        self.compare(op, lhs, rhs, target, sense);
        Ok(())
    }

    /// `x == null`, `x === undefined` and the like.
    fn branch_nullish(
        &mut self,
        op: BinaryOp,
        left: &Expr<'a>,
        right: &Expr<'a>,
        target: Label,
        sense: bool,
    ) -> R<bool> {
        let equal = match op {
            BinaryOp::Equal | BinaryOp::StrictEqual => sense,
            BinaryOp::NotEqual | BinaryOp::StrictNotEqual => !sense,
            _ => return Ok(false),
        };
        let strict = matches!(op, BinaryOp::StrictEqual | BinaryOp::StrictNotEqual);
        let is_null = matches!(right.without_parens().kind, ExprKind::Null);
        let is_undefined = self.is_undefined(right);
        if self.asm.is_bound(target) || !(is_undefined || is_null && !strict) {
            return Ok(false);
        }
        let src = self.expr(left, None)?;
        self.emit(match (strict, equal) {
            (false, true) => Inst::JumpIfNullish { src, target },
            (false, false) => Inst::JumpIfNotNullish { src, target },
            (true, true) => Inst::JumpIfUndefined { src, target },
            (true, false) => Inst::JumpIfNotUndefined { src, target },
        });
        Ok(true)
    }

    /// Whether `e` is the global `undefined` or `void` of a number.
    fn is_undefined(&mut self, e: &Expr<'a>) -> bool {
        match e.without_parens().kind {
            ExprKind::Ident(Name::UNDEFINED) => {
                let resolved = self.resolve(Name::UNDEFINED, e.span.start);
                resolved.place == Place::Global && resolved.dynamic.is_empty()
            }
            ExprKind::Unary {
                op: UnaryOp::Void,
                operand,
            } => {
                matches!(operand.kind, ExprKind::Number(_))
            }
            _ => false,
        }
    }

    fn compare_int(&mut self, op: BinaryOp, lhs: Reg, imm: i16, target: Label, sense: bool) {
        let back = self.asm.is_bound(target);
        let fused = match (op, sense) {
            (BinaryOp::StrictEqual, true) | (BinaryOp::StrictNotEqual, false) if !back => {
                Some(Inst::JumpIfStrictEqInt { lhs, imm, target })
            }
            (BinaryOp::StrictEqual, false) | (BinaryOp::StrictNotEqual, true) if !back => {
                Some(Inst::JumpIfStrictNeInt { lhs, imm, target })
            }
            _ => fused!(op, sense, back,
                JumpIfLtInt, JumpIfLeInt, JumpIfGtInt, JumpIfGeInt,
                JumpIfNotLtInt, JumpIfNotLeInt, JumpIfNotGtInt, JumpIfNotGeInt,
                LoopIfLtInt, LoopIfLeInt, LoopIfGtInt, LoopIfGeInt, { lhs, imm, target }),
        };
        match fused {
            Some(inst) => self.emit(inst),
            None => {
                // Backwards on what has no fused form: forwards around an unconditional jump.
                let skip = self.label();
                self.compare_int(op, lhs, imm, skip, !sense);
                self.jump(target);
                self.bind(skip);
            }
        }
    }

    /// Goes to `target` if the truth of `lhs op rhs` is `sense`.
    pub(crate) fn compare(&mut self, op: BinaryOp, lhs: Reg, rhs: Reg, target: Label, sense: bool) {
        if self.wide_jumps {
            let cond = self.alloc();
            self.emit_binary(op, cond, lhs, rhs);
            self.jump_if(cond, target, sense);
            return;
        }
        use BinaryOp as B;
        let back = self.asm.is_bound(target);
        let fused = match (op, sense, back) {
            (B::Equal, true, false) | (B::NotEqual, false, false) => {
                Some(Inst::JumpIfEq { lhs, rhs, target })
            }
            (B::Equal, false, false) | (B::NotEqual, true, false) => {
                Some(Inst::JumpIfNe { lhs, rhs, target })
            }
            (B::StrictEqual, true, false) | (B::StrictNotEqual, false, false) => {
                Some(Inst::JumpIfStrictEq { lhs, rhs, target })
            }
            (B::StrictEqual, false, false) | (B::StrictNotEqual, true, false) => {
                Some(Inst::JumpIfStrictNe { lhs, rhs, target })
            }
            (B::StrictEqual, true, true) | (B::StrictNotEqual, false, true) => {
                Some(Inst::LoopIfStrictEq { lhs, rhs, target })
            }
            (B::StrictEqual, false, true) | (B::StrictNotEqual, true, true) => {
                Some(Inst::LoopIfStrictNe { lhs, rhs, target })
            }
            _ => fused!(op, sense, back,
                JumpIfLt, JumpIfLe, JumpIfGt, JumpIfGe,
                JumpIfNotLt, JumpIfNotLe, JumpIfNotGt, JumpIfNotGe,
                LoopIfLt, LoopIfLe, LoopIfGt, LoopIfGe, { lhs, rhs, target }),
        };
        match fused {
            Some(inst) => self.emit(inst),
            None => {
                let skip = self.label();
                self.compare(op, lhs, rhs, skip, !sense);
                self.jump(target);
                self.bind(skip);
            }
        }
    }
}

fn is_comparison(op: BinaryOp) -> bool {
    use BinaryOp as B;
    matches!(
        op,
        B::Equal
            | B::NotEqual
            | B::StrictEqual
            | B::StrictNotEqual
            | B::Less
            | B::LessEqual
            | B::Greater
            | B::GreaterEqual
    )
}

/// The operator for exchanged operands.
fn mirrored(op: BinaryOp) -> Option<BinaryOp> {
    use BinaryOp as B;
    Some(match op {
        B::StrictEqual => B::StrictEqual,
        B::StrictNotEqual => B::StrictNotEqual,
        B::Less => B::Greater,
        B::LessEqual => B::GreaterEqual,
        B::Greater => B::Less,
        B::GreaterEqual => B::LessEqual,
        _ => return None,
    })
}
