//! Unary operators, `++` and `--`.
//!
//! Uses: function, reference, fault, expr. Never: stmt.

use super::binary::number_literal;
use crate::fault::R;
use crate::function::Gen;
use crate::reference::Reference;
use crate::scope::{Mutability, Place};
use stilla_bytecode::{Inst, Reg};
use stilla_syntax::ast::{Expr, ExprKind, UnaryOp, UpdateOp, UpdatePosition};

impl<'a> Gen<'_, 'a> {
    pub(super) fn unary(
        &mut self,
        e: &Expr<'a>,
        op: UnaryOp,
        operand: &Expr<'a>,
        dst: Option<Reg>,
    ) -> R<Reg> {
        if let Some(number) = number_literal(e) {
            let dst = self.target(dst);
            self.load_number(dst, number);
            return Ok(dst);
        }
        match op {
            UnaryOp::Delete => return self.delete(operand, dst),
            UnaryOp::Void => {
                self.effect(operand)?;
                let dst = self.target(dst);
                self.emit(Inst::LoadUndefined { dst });
                return Ok(dst);
            }
            _ => {}
        }
        let mark = self.mark();
        let src = match operand.without_parens().kind {
            ExprKind::Ident(name) if op == UnaryOp::Typeof => {
                self.get_name_or_undefined(name, operand.span.start)
            }
            _ => self.expr(operand, None)?,
        };
        self.release(mark);
        let dst = self.target(dst);
        self.at(e.span.start);
        self.emit(match op {
            UnaryOp::Minus => Inst::Neg { dst, src },
            UnaryOp::Plus => Inst::ToNumber { dst, src },
            UnaryOp::Not => Inst::Not { dst, src },
            UnaryOp::BitNot => Inst::BitNot { dst, src },
            UnaryOp::Typeof => Inst::TypeOf { dst, src },
            UnaryOp::Void | UnaryOp::Delete => unreachable!("handled above"),
        });
        Ok(dst)
    }

    /// The operand of `++` or `--` as a reference.
    fn update_target(&mut self, target: &Expr<'a>) -> R<Reference> {
        let inner = target.without_parens();
        self.at(target.span.start);
        match inner.kind {
            ExprKind::Ident(name) => Ok(self.name_reference(name, inner.span.start)),
            _ => self.member_reference(inner, &[], true),
        }
    }

    /// `++x` where nobody wants the value.
    pub(super) fn update_effect(&mut self, op: UpdateOp, target: &Expr<'a>) -> R {
        let mark = self.mark();
        self.update(op, UpdatePosition::Prefix, target, None)?;
        self.release(mark);
        Ok(())
    }

    pub(super) fn update(
        &mut self,
        op: UpdateOp,
        position: UpdatePosition,
        target: &Expr<'a>,
        dst: Option<Reg>,
    ) -> R<Reg> {
        let step = |dst: Reg, src: Reg| match op {
            UpdateOp::Increment => Inst::Inc { dst, src },
            UpdateOp::Decrement => Inst::Dec { dst, src },
        };
        let result = match (position, dst) {
            (UpdatePosition::Postfix, None) => Some(self.alloc()),
            _ => dst,
        };
        let mark = self.mark();
        let reference = self.update_target(target)?;
        let variable = match &reference {
            Reference::Name(resolved, None)
                if !resolved.check
                    && resolved.kinds.is_any()
                    && resolved.mutability == Mutability::Mutable =>
            {
                match resolved.place {
                    Place::Reg(reg) => Some(reg),
                    _ => None,
                }
            }
            _ => None,
        };
        if let Some(variable) = variable {
            // NOTE: `x = x++` names the variable as its own destination: the old value wins.
            let result = match position {
                UpdatePosition::Prefix => {
                    self.emit(step(variable, variable));
                    variable
                }
                UpdatePosition::Postfix => {
                    let result = result.expect("a postfix update has a result register");
                    if result == variable {
                        self.emit(Inst::ToNumeric {
                            dst: variable,
                            src: variable,
                        });
                    } else {
                        self.emit(Inst::ToNumeric {
                            dst: result,
                            src: variable,
                        });
                        self.emit(step(variable, result));
                    }
                    result
                }
            };
            self.release(mark);
            return Ok(match (position, dst) {
                (UpdatePosition::Prefix, Some(dst)) => {
                    self.move_to(dst, result);
                    dst
                }
                _ => result,
            });
        }
        let old = self.alloc();
        self.get(&reference, Some(old));
        let new = match position {
            UpdatePosition::Prefix => {
                self.emit(step(old, old));
                old
            }
            UpdatePosition::Postfix => {
                let new = self.alloc();
                self.emit(Inst::ToNumeric { dst: old, src: old });
                self.emit(step(new, old));
                new
            }
        };
        self.set(&reference, new);
        self.release(mark);
        let result = match result {
            Some(result) => result,
            None => self.alloc(),
        };
        // The temporaries above the mark are free, but nothing has been written to them since.
        self.move_to(result, old);
        Ok(result)
    }

    fn delete(&mut self, operand: &Expr<'a>, dst: Option<Reg>) -> R<Reg> {
        let inner = operand.without_parens();
        if let ExprKind::Chain(chain) = inner.kind {
            let dst = self.target(dst);
            let (nil, done) = (self.label(), self.label());
            let mark = self.mark();
            self.nil_labels.push(nil);
            self.delete_member(chain.without_parens(), dst)?;
            self.nil_labels.pop();
            self.release(mark);
            self.emit(Inst::Jump { target: done });
            self.bind(nil);
            self.emit(Inst::LoadTrue { dst });
            self.bind(done);
            return Ok(dst);
        }
        let dst = self.target(dst);
        let mark = self.mark();
        match inner.kind {
            ExprKind::Ident(name) => self.delete_name(name, inner.span.start, dst),
            ExprKind::Dot { .. }
            | ExprKind::Index { .. }
            | ExprKind::SuperDot(_)
            | ExprKind::SuperIndex(_) => self.delete_member(inner, dst)?,
            _ => {
                self.effect(inner)?;
                self.emit(Inst::LoadTrue { dst });
            }
        }
        self.release(mark);
        Ok(dst)
    }

    fn delete_name(&mut self, name: stilla_syntax::Name, at: u32, dst: Reg) {
        let resolved = self.resolve(name, at);
        let key = self.key(name);
        let Reference::Name(resolved, env) = self.bind_reference(resolved) else {
            unreachable!("a name makes a name reference");
        };
        let (fixed, done) = (self.label(), self.label());
        if let Some(env) = env {
            self.emit(Inst::JumpIfEmpty {
                src: env,
                target: fixed,
            });
            self.emit(Inst::DynamicDelete { dst, env, key });
            self.emit(Inst::Jump { target: done });
        }
        self.bind(fixed);
        match resolved.place {
            Place::Global => self.emit(Inst::DeleteGlobal { dst, key }),
            _ => self.emit(Inst::LoadFalse { dst }),
        }
        self.bind(done);
    }

    fn delete_member(&mut self, e: &Expr<'a>, dst: Reg) -> R {
        self.at(e.span.start);
        match e.kind {
            ExprKind::SuperDot(_) => {
                self.this()?;
                self.throw_error(1, "Unsupported reference to 'super'");
            }
            ExprKind::SuperIndex(index) => {
                self.this()?;
                self.effect(index)?;
                self.throw_error(1, "Unsupported reference to 'super'");
            }
            ExprKind::Dot {
                object,
                property,
                optional,
            } => {
                let obj = self.chain_operand(object, optional, &[])?;
                if let Some(index) = self.array_index(property.name) {
                    let key = self.alloc();
                    self.load_number(key, f64::from(index));
                    self.emit(Inst::DeleteElem { dst, obj, key });
                } else {
                    let key = self.key(property.name);
                    self.emit(Inst::DeleteProp { dst, obj, key });
                }
            }
            ExprKind::Index {
                object,
                index,
                optional,
            } => {
                let obj = self.chain_operand(object, optional, &[index])?;
                let key = self.expr(index, None)?;
                self.emit(Inst::DeleteElem { dst, obj, key });
            }
            _ => {
                self.expr(e, Some(dst))?;
                self.emit(Inst::LoadTrue { dst });
            }
        }
        Ok(())
    }
}
