//! Assignments of every form.
//!
//! Uses: function, reference, pattern, fault, expr. Never: stmt.

use super::may_assign;
use crate::fault::R;
use crate::function::Gen;
use crate::pattern::Binding;
use crate::reference::Reference;
use crate::scope::{Mutability, Place, Resolved};
use stilla_bytecode::code::PointKind;
use stilla_bytecode::{CodeFlags, Inst, Reg};
use stilla_syntax::Name;
use stilla_syntax::ast::{AssignOp, BinaryOp, Expr, ExprKind, LogicalOp, Pattern, PatternKind};

/// Whether evaluating the expression runs no code of the script.
fn is_inert(e: &Expr<'_>) -> bool {
    matches!(
        e.without_parens().kind,
        ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::BigInt(_)
            | ExprKind::String(_)
            | ExprKind::RegExp(_)
            | ExprKind::Function(_)
            | ExprKind::This
    )
}

impl<'a> Gen<'_, 'a> {
    pub(super) fn assign(
        &mut self,
        op: AssignOp,
        target: &Pattern<'a>,
        value: &Expr<'a>,
        dst: Option<Reg>,
    ) -> R<Reg> {
        match target.kind {
            PatternKind::Ident(name) => self.assign_name(op, target, name, name, value, dst),
            PatternKind::ParenIdent(name) => {
                self.assign_name(op, target, name, Name::EMPTY, value, dst)
            }
            PatternKind::Expr(member) => self.assign_member(op, member, value, dst),
            PatternKind::Array(_) | PatternKind::Object(_) => {
                // The value must not stand in a variable that the pattern assigns.
                let dst = self.target(dst);
                self.expr(value, Some(dst))?;
                self.scratch(|this| this.bind_pattern(target, dst, Binding::Assign))?;
                Ok(dst)
            }
        }
    }

    /// An assignment whose value nobody wants.
    pub(super) fn assign_effect(
        &mut self,
        op: AssignOp,
        target: &Pattern<'a>,
        value: &Expr<'a>,
    ) -> R {
        match target.kind {
            PatternKind::Expr(member) if op == AssignOp::Assign => {
                self.assign_member_statement(member, value)
            }
            _ => self.assign(op, target, value, None).map(|_| ()),
        }
    }

    /// The register of a variable that can be written without further ado.
    fn plain_variable(resolved: &Resolved) -> Option<Reg> {
        match resolved.place {
            Place::Reg(reg)
                if !resolved.check
                    && resolved.mutability == Mutability::Mutable
                    && resolved.kinds.is_any()
                    && resolved.dynamic.is_empty() =>
            {
                Some(reg)
            }
            _ => None,
        }
    }

    fn assign_name(
        &mut self,
        op: AssignOp,
        target: &Pattern<'a>,
        name: Name,
        function_name: Name,
        value: &Expr<'a>,
        dst: Option<Reg>,
    ) -> R<Reg> {
        let at = target.span.start;
        let resolved = self.resolve(name, at);
        if let Some(variable) = Self::plain_variable(&resolved) {
            self.assign_variable(op, name, function_name, variable, value)?;
            return Ok(self.deliver(variable, dst));
        }
        let dst = self.target(dst);
        let mark = self.mark();
        let reference = self.bind_reference(resolved);
        match op {
            AssignOp::Assign => {
                let known = self.known_global(&reference, value);
                let value = self.named_expr(value, function_name, Some(dst))?;
                self.at(at);
                if let Some(known) = known {
                    self.require_global(known, name);
                }
                self.set(&reference, value);
            }
            _ => {
                self.at(at);
                self.modify(op, &reference, function_name, value, dst)?;
            }
        }
        self.release(mark);
        Ok(dst)
    }

    /// In strict code a global that is absent before the value is evaluated can't be assigned
    /// afterwards either: a register that tells, where the value may create it.
    fn known_global(&mut self, reference: &Reference, value: &Expr<'a>) -> Option<Reg> {
        let Reference::Name(resolved, None) = reference else {
            return None;
        };
        let may_create = resolved.place == Place::Global
            && self.shape.has(CodeFlags::STRICT)
            && !is_inert(value)
            && !self.unit.declares_global(resolved.name);
        may_create.then(|| {
            let dst = self.alloc();
            let key = self.key(resolved.name);
            self.emit(Inst::HasGlobal { dst, key });
            dst
        })
    }

    fn require_global(&mut self, known: Reg, name: Name) {
        let there = self.label();
        self.emit(Inst::JumpIfTrue {
            cond: known,
            target: there,
        });
        let message = format!("{} is not defined", self.unit.interner.display(name));
        self.throw_error(1, &message);
        self.bind(there);
    }

    fn assign_variable(
        &mut self,
        op: AssignOp,
        name: Name,
        function_name: Name,
        variable: Reg,
        value: &Expr<'a>,
    ) -> R {
        match op {
            AssignOp::Assign => self.expr_to_variable(value, function_name, variable),
            AssignOp::Binary(op) => self.scratch(|this| {
                let lhs = if may_assign(value, name, &mut 40) {
                    let copy = this.alloc();
                    this.move_to(copy, variable);
                    copy
                } else {
                    variable
                };
                this.binary_with(op, variable, lhs, value)
            }),
            AssignOp::Logical(op) => {
                let over = self.label();
                self.short_circuit(op, variable, over);
                self.count(PointKind::Logical, value.span, value.span);
                self.expr_to_variable(value, function_name, variable)?;
                self.bind(over);
                Ok(())
            }
        }
    }

    /// `reference op= value`, the result in `dst`.
    fn modify(
        &mut self,
        op: AssignOp,
        reference: &Reference,
        function_name: Name,
        value: &Expr<'a>,
        dst: Reg,
    ) -> R {
        let old = self.alloc();
        self.get(reference, Some(old));
        match op {
            AssignOp::Assign => unreachable!("a plain assignment does not read its target"),
            AssignOp::Binary(op) => self.modify_binary(op, reference, old, value, dst),
            AssignOp::Logical(op) => {
                self.modify_logical(op, reference, function_name, old, value)?;
                self.move_to(dst, old);
                Ok(())
            }
        }
    }

    fn modify_binary(
        &mut self,
        op: BinaryOp,
        reference: &Reference,
        old: Reg,
        value: &Expr<'a>,
        dst: Reg,
    ) -> R {
        self.binary_with(op, old, old, value)?;
        self.set(reference, old);
        self.move_to(dst, old);
        Ok(())
    }

    fn modify_logical(
        &mut self,
        op: LogicalOp,
        reference: &Reference,
        function_name: Name,
        old: Reg,
        value: &Expr<'a>,
    ) -> R {
        let over = self.label();
        self.short_circuit(op, old, over);
        self.count(PointKind::Logical, value.span, value.span);
        self.named_expr(value, function_name, Some(old))?;
        self.set(reference, old);
        self.bind(over);
        Ok(())
    }

    fn assign_member(
        &mut self,
        op: AssignOp,
        member: &Expr<'a>,
        value: &Expr<'a>,
        dst: Option<Reg>,
    ) -> R<Reg> {
        let compound = op != AssignOp::Assign;
        if !compound && dst.is_none() {
            // The value may stay where it is: in a variable, for example.
            let result = self.alloc();
            let mark = self.mark();
            let reference = self.member_reference(member.without_parens(), &[value], false)?;
            let src = self.expr(value, None)?;
            self.at(member.span.start);
            self.set(&reference, src);
            self.release(mark);
            if src.0 >= mark {
                self.move_to(result, src);
                return Ok(result);
            }
            return Ok(src);
        }
        let dst = self.target(dst);
        let mark = self.mark();
        let reference = self.member_reference(member.without_parens(), &[value], compound)?;
        if compound {
            self.at(member.span.start);
            self.modify(op, &reference, Name::EMPTY, value, dst)?;
        } else {
            self.expr(value, Some(dst))?;
            self.at(member.span.start);
            self.set(&reference, dst);
        }
        self.release(mark);
        Ok(dst)
    }

    /// `target = value` as a statement: no register for the result.
    fn assign_member_statement(&mut self, member: &Expr<'a>, value: &Expr<'a>) -> R {
        let mark = self.mark();
        let reference = self.member_reference(member.without_parens(), &[value], false)?;
        let src = self.expr(value, None)?;
        self.at(member.span.start);
        self.set(&reference, src);
        self.release(mark);
        Ok(())
    }
}
