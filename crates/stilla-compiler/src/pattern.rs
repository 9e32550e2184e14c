//! Destructuring: one way for declarations, parameters and assignments.
//!
//! In an assignment the reference of a target is evaluated before the value is fetched; in a
//! declaration there is nothing to evaluate.
//!
//! Uses: function, reference, control, expr, fault. Never: stmt.

use crate::expr::ComputedKey;
use crate::fault::{Fault, R};
use crate::function::Gen;
use crate::reference::Reference;
use stilla_bytecode::code::PointKind;
use stilla_bytecode::{Inst, Reg};
use stilla_syntax::Name;
use stilla_syntax::ast::{ArrayPattern, Expr, ObjectPattern, Pattern, PatternElement, PatternKind};

/// What happens to the names of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Binding {
    /// They are assigned, as are those of `var`.
    Assign,
    /// They are initialised: `let`, `const`, classes, parameters, `catch`.
    Init,
}

impl<'a> Gen<'_, 'a> {
    /// Binds the value of a register to a pattern.
    pub(crate) fn bind_pattern(&mut self, target: &Pattern<'a>, value: Reg, mode: Binding) -> R {
        let unit = self.unit;
        let _depth = unit.descend()?;
        match target.kind {
            PatternKind::Ident(name) | PatternKind::ParenIdent(name) => {
                self.at(target.span.start);
                match mode {
                    Binding::Init => self.initialize(name, value),
                    Binding::Assign => {
                        let mark = self.mark();
                        let reference = self.name_reference(name, target.span.start);
                        self.set(&reference, value);
                        self.release(mark);
                    }
                }
                Ok(())
            }
            PatternKind::Expr(e) => {
                let mark = self.mark();
                let reference = self.member_reference(e.without_parens(), &[], false)?;
                self.set(&reference, value);
                self.release(mark);
                Ok(())
            }
            PatternKind::Array(pattern) => {
                self.at(target.span.start);
                self.scratch(|this| this.array_pattern(pattern, value, mode))
            }
            PatternKind::Object(pattern) => {
                self.at(target.span.start);
                self.scratch(|this| this.object_pattern(pattern, value, mode))
            }
        }
    }

    /// The reference of an assignment's target; none for patterns and declarations.
    fn target_reference(&mut self, target: &Pattern<'a>, mode: Binding) -> R<Option<Reference>> {
        Ok(match target.kind {
            _ if mode == Binding::Init => None,
            PatternKind::Ident(name) | PatternKind::ParenIdent(name) => {
                Some(self.name_reference(name, target.span.start))
            }
            PatternKind::Expr(e) => Some(self.member_reference(e.without_parens(), &[], false)?),
            PatternKind::Array(_) | PatternKind::Object(_) => None,
        })
    }

    /// One target: evaluates its reference, fetches the value, applies the default, stores.
    fn element(
        &mut self,
        target: &Pattern<'a>,
        default: Option<&Expr<'a>>,
        mode: Binding,
        fetch: impl FnOnce(&mut Self, Reg) -> R,
    ) -> R {
        let mark = self.mark();
        let reference = self.target_reference(target, mode)?;
        let direct = match target.kind {
            PatternKind::Ident(name) if mode == Binding::Init => self.declared_register(name),
            _ => None,
        };
        let value = self.target(direct);
        fetch(self, value)?;
        if let Some(default) = default {
            let over = self.label();
            self.emit(Inst::JumpIfNotUndefined {
                src: value,
                target: over,
            });
            let name = match target.kind {
                PatternKind::Ident(name) => name,
                _ => Name::EMPTY,
            };
            self.count(PointKind::Default, default.span, default.span);
            self.named_expr(default, name, Some(value))?;
            self.bind(over);
        }
        match reference {
            Some(reference) => {
                self.at(target.span.start);
                self.set(&reference, value);
            }
            None => self.bind_pattern(target, value, mode)?,
        }
        self.release(mark);
        Ok(())
    }

    fn array_pattern(&mut self, pattern: &ArrayPattern<'a>, value: Reg, mode: Binding) -> R {
        let w = self.alloc_many(3);
        self.emit(Inst::GetIterator {
            w,
            src: value,
            flags: 0,
        });
        if self.cannot_throw(pattern, mode) {
            self.array_elements(pattern, w, mode)?;
        } else {
            self.with_iterator(w, false, |this| this.array_elements(pattern, w, mode))?;
        }
        self.emit(Inst::IteratorClose { w });
        Ok(())
    }

    /// Whether only the iterator itself can throw, so that it never needs to be closed for it.
    fn cannot_throw(&mut self, pattern: &ArrayPattern<'a>, mode: Binding) -> bool {
        if mode == Binding::Assign {
            return false;
        }
        let targets = pattern.elements.iter().flatten();
        let mut all = targets
            .map(|element| (element.default.is_none(), &element.target))
            .chain(pattern.rest.as_ref().map(|rest| (true, rest)));
        all.all(|(plain, target)| match target.kind {
            PatternKind::Ident(name) => plain && self.declared_register(name).is_some(),
            _ => false,
        })
    }

    fn array_elements(&mut self, pattern: &ArrayPattern<'a>, w: Reg, mode: Binding) -> R {
        for element in pattern.elements {
            match element {
                Some(PatternElement { target, default }) => {
                    self.element(target, *default, mode, |this, dst| {
                        this.emit(Inst::IteratorValue { dst, w });
                        Ok(())
                    })?;
                }
                None => {
                    let dst = self.alloc();
                    self.emit(Inst::IteratorValue { dst, w });
                    self.release(dst.0);
                }
            }
        }
        if let Some(rest) = &pattern.rest {
            self.element(rest, None, mode, |this, dst| {
                this.emit(Inst::IteratorRest { dst, w });
                Ok(())
            })?;
        }
        Ok(())
    }

    fn object_pattern(&mut self, pattern: &ObjectPattern<'a>, value: Reg, mode: Binding) -> R {
        // Reading the first property throws as well, if nothing observable happens before it.
        let checked_by_read = mode == Binding::Init
            && pattern
                .properties
                .first()
                .is_some_and(|first| first.key.computed().is_none());
        if !checked_by_read {
            self.emit(Inst::RequireObject { src: value });
        }
        let count = match pattern.rest {
            Some(_) => u16::try_from(pattern.properties.len())
                .map_err(|_| Fault::TooLarge("properties of a pattern"))?,
            None => 0,
        };
        let keys = self.alloc_many(count);
        for (index, property) in pattern.properties.iter().enumerate() {
            let mark = self.mark();
            let key = self.property_key(&property.key)?;
            if count > 0 {
                self.load_key(keys.plus(index as u16), &key);
            }
            let PatternElement { target, default } = &property.value;
            self.element(target, *default, mode, |this, dst| {
                this.at(property.key.span.start);
                this.get_key(dst, value, &key);
                Ok(())
            })?;
            self.release(mark);
        }
        if let Some(rest) = &pattern.rest {
            self.element(rest, None, mode, |this, dst| {
                this.emit(Inst::CopyRest {
                    dst,
                    src: value,
                    first: keys,
                    count,
                });
                Ok(())
            })?;
        }
        Ok(())
    }
}
