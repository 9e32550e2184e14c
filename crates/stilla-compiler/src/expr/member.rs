//! Member accesses and optional chains.
//!
//! Uses: function, reference, fault, expr. Never: stmt.

use crate::fault::R;
use crate::function::Gen;
use crate::reference::Reference;
use smallvec::SmallVec;
use stilla_bytecode::{Inst, Reg};
use stilla_syntax::ast::{Expr, ExprKind};

impl<'a> Gen<'_, 'a> {
    pub(super) fn member(&mut self, e: &Expr<'a>, dst: Option<Reg>) -> R<Reg> {
        let mark = self.mark();
        let reference = self.member_reference(e, &[], false)?;
        let top = self.mark();
        self.release(mark);
        let dst = self.target(dst);
        self.at(match e.kind {
            ExprKind::Dot { property, .. } => property.span.start,
            _ => e.span.start,
        });
        // The parts of the reference are still read: a temporary must lie above them.
        let end = self.mark();
        self.release(top.max(end));
        self.get(&reference, Some(dst));
        self.release(end);
        Ok(dst)
    }

    /// The object of an access; jumps out of the chain if it is optional and there is none.
    pub(super) fn chain_operand(
        &mut self,
        object: &Expr<'a>,
        optional: bool,
        later: &[&Expr<'a>],
    ) -> R<Reg> {
        let src = self.operand(object, later)?;
        self.cut_chain(src, optional);
        Ok(src)
    }

    /// Leaves the optional chain if `src` is undefined or null.
    pub(super) fn cut_chain(&mut self, src: Reg, optional: bool) {
        if optional && let Some(&target) = self.nil_labels.last() {
            self.emit(Inst::JumpIfNullish { src, target });
        }
    }

    pub(super) fn chain_value(&mut self, inner: &Expr<'a>, dst: Option<Reg>) -> R<Reg> {
        let dst = self.target(dst);
        let (nil, done) = (self.label(), self.label());
        self.nil_labels.push(nil);
        self.scratch(|this| this.expr(inner, Some(dst)))?;
        self.nil_labels.pop();
        self.emit(Inst::Jump { target: done });
        self.bind(nil);
        self.emit(Inst::LoadUndefined { dst });
        self.bind(done);
        Ok(dst)
    }

    /// Evaluates the parts of a member access. `later` is evaluated before the reference is used;
    /// with `twice`, a computed key is converted now because the reference is read and written.
    pub(crate) fn member_reference(
        &mut self,
        e: &Expr<'a>,
        later: &[&Expr<'a>],
        twice: bool,
    ) -> R<Reference> {
        match e.kind {
            ExprKind::Dot {
                object,
                property,
                optional,
            } => {
                let obj = self.chain_operand(object, optional, later)?;
                Ok(Reference::Prop(obj, property.name))
            }
            ExprKind::Index {
                object,
                index,
                optional,
            } => {
                let mut after: SmallVec<[&Expr<'a>; 4]> = SmallVec::from_slice(later);
                after.push(index);
                let obj = self.chain_operand(object, optional, &after)?;
                if let ExprKind::String(name) = index.without_parens().kind {
                    return Ok(Reference::Prop(obj, name));
                }
                let key = self.operand(index, later)?;
                let key = if twice {
                    self.convert_key(obj, key, index)
                } else {
                    key
                };
                Ok(Reference::Elem(obj, key))
            }
            ExprKind::PrivateDot {
                object,
                property,
                optional,
            } => {
                let obj = self.chain_operand(object, optional, later)?;
                let name = self.private_name(property.name);
                Ok(Reference::Private(obj, name))
            }
            ExprKind::SuperDot(property) => {
                let this = self.this()?;
                let key = self.alloc();
                self.load_string(key, property.name);
                let base = self.alloc();
                self.emit(Inst::SuperBase { dst: base });
                Ok(Reference::Super { this, key, base })
            }
            ExprKind::SuperIndex(index) => {
                let this = self.this()?;
                let key = self.operand(index, later)?;
                let base = self.alloc();
                self.emit(Inst::SuperBase { dst: base });
                let key = if twice {
                    let converted = self.alloc();
                    self.emit(Inst::ToPropertyKey {
                        dst: converted,
                        src: key,
                    });
                    converted
                } else {
                    key
                };
                Ok(Reference::Super { this, key, base })
            }
            _ => {
                // §13.15.1: in sloppy code a call may stand here; nothing behind it is evaluated.
                self.effect(e)?;
                self.throw_error(1, "Invalid assignment target");
                Ok(Reference::Invalid)
            }
        }
    }

    /// ToPropertyKey of a key that is used twice, behind the check that there is an object.
    fn convert_key(&mut self, obj: Reg, key: Reg, index: &Expr<'a>) -> Reg {
        if let ExprKind::Number(_) | ExprKind::Template(_) | ExprKind::Update { .. } =
            index.without_parens().kind
        {
            return key;
        }
        let dst = self.alloc();
        self.emit(Inst::ToElementKey { dst, obj, key });
        dst
    }
}
