//! Loops, tested at the bottom.
//!
//! Uses: function, control, scope, pattern, expr, stmt, fault. Never: unit's drivers.

use crate::control::Control;
use crate::fault::R;
use crate::function::Gen;
use crate::pattern::Binding as Mode;
use crate::scope::{Mutability, Place};
use smallvec::SmallVec;
use stilla_bytecode::{Inst, Label, Reg};
use stilla_syntax::Name;
use stilla_syntax::ast::{
    Expr, ExprKind, For, ForIn, ForInit, ForOf, ForTarget, PatternKind, Stmt, VariableKind, While,
};
use stilla_syntax::scope::{BindingKind, ScopeId};

impl<'a> Gen<'_, 'a> {
    fn push_target(
        &mut self,
        labels: SmallVec<[Name; 2]>,
        break_to: Option<Label>,
        continue_to: Option<Label>,
    ) {
        let breakable = break_to.is_some();
        self.control.push(Control::Target {
            labels,
            break_to,
            continue_to,
            breakable,
        });
    }

    /// The test of a loop: goes to `top` while it holds.
    fn repeat(&mut self, test: Option<&Expr<'a>>, top: Label) -> R {
        match test {
            Some(test) if !matches!(test.kind, ExprKind::Bool(true)) => {
                self.at(test.span.start);
                self.scratch(|this| this.branch(test, top, true))
            }
            _ => {
                self.jump(top);
                Ok(())
            }
        }
    }

    pub(super) fn while_statement(&mut self, statement: &'a While<'a>) -> R {
        let labels = std::mem::take(&mut self.pending_labels);
        self.empty_completion();
        let (top, test, over) = (self.label(), self.label(), self.label());
        let entered = self.reachable;
        if !matches!(statement.test.kind, ExprKind::Bool(true)) {
            self.jump(test);
        }
        // The test at the bottom comes back here.
        self.bind(top);
        self.reachable = entered;
        self.push_target(labels, Some(over), Some(test));
        self.statement(&statement.body)?;
        self.control.pop();
        self.bind(test);
        self.repeat(Some(&statement.test), top)?;
        self.bind(over);
        Ok(())
    }

    pub(super) fn do_while(&mut self, statement: &'a While<'a>) -> R {
        let labels = std::mem::take(&mut self.pending_labels);
        self.empty_completion();
        let (top, test, over) = (self.label(), self.label(), self.label());
        self.bind(top);
        self.push_target(labels, Some(over), Some(test));
        self.statement(&statement.body)?;
        self.control.pop();
        self.bind(test);
        self.repeat(Some(&statement.test), top)?;
        self.bind(over);
        Ok(())
    }

    pub(super) fn for_statement(&mut self, statement: &'a For<'a>) -> R {
        let labels = std::mem::take(&mut self.pending_labels);
        let Some(scope) = statement.scope else {
            return self.for_loop(statement, labels, None);
        };
        let mark = self.mark();
        self.enter_scope(scope, false);
        let is_let = matches!(statement.init, ForInit::Declaration(declaration)
            if declaration.kind == VariableKind::Let);
        let env = if is_let {
            self.frames.last().and_then(|frame| frame.env)
        } else {
            None
        };
        self.with_disposal(scope, |this| this.for_loop(statement, labels, env))?;
        self.pop_frame();
        self.release(mark);
        Ok(())
    }

    /// `copied` is the environment of which each iteration has its own.
    fn for_loop(
        &mut self,
        statement: &'a For<'a>,
        labels: SmallVec<[Name; 2]>,
        copied: Option<Reg>,
    ) -> R {
        match &statement.init {
            ForInit::None => {}
            ForInit::Expr(e) => self.effect(e)?,
            ForInit::Declaration(declaration) => self.variables(declaration)?,
        }
        self.empty_completion();
        if let Some(env) = copied {
            self.emit(Inst::CopyEnv { dst: env, src: env });
        }
        let (top, next, test, over) = (self.label(), self.label(), self.label(), self.label());
        let endless = statement
            .test
            .as_ref()
            .is_none_or(|test| matches!(test.kind, ExprKind::Bool(true)));
        let entered = self.reachable;
        if !endless {
            self.jump(test);
        }
        // The test at the bottom comes back here.
        self.bind(top);
        self.reachable = entered;
        self.push_target(labels, Some(over), Some(next));
        self.statement(&statement.body)?;
        self.control.pop();
        self.bind(next);
        if let Some(env) = copied {
            self.emit(Inst::CopyEnv { dst: env, src: env });
        }
        if let Some(update) = &statement.update {
            self.at(update.span.start);
            self.effect(update)?;
        }
        self.bind(test);
        self.repeat(statement.test.as_ref(), top)?;
        self.bind(over);
        Ok(())
    }

    /// Evaluates what a `for in` or `for of` runs over: the names of its head are there, dead.
    fn subject(&mut self, e: &Expr<'a>, scope: Option<ScopeId>) -> R<Reg> {
        let dst = self.alloc();
        let unit = self.unit;
        let dead = scope.filter(|&scope| {
            unit.scopes
                .bindings(scope)
                .iter()
                .any(|binding| binding.needs_tdz)
                || unit.scopes.scope(scope).contains_direct_eval
        });
        let mark = self.mark();
        if let Some(scope) = dead {
            self.enter_scope(scope, true);
        }
        self.expr(e, Some(dst))?;
        if dead.is_some() {
            self.pop_frame();
        }
        self.release(mark);
        Ok(dst)
    }

    /// The variable of a loop's head, if the next value can be put there directly.
    fn loop_variable(&mut self, target: &ForTarget<'a>) -> Option<Reg> {
        let (name, at, kind) = match target {
            ForTarget::Declaration(declaration) => {
                let first = declaration.declarators.first()?;
                match first.target.kind {
                    PatternKind::Ident(name) => (name, first.target.span.start, declaration.kind),
                    _ => return None,
                }
            }
            ForTarget::Pattern(pattern) => match pattern.kind {
                PatternKind::Ident(name) => (name, pattern.span.start, VariableKind::Var),
                _ => return None,
            },
        };
        match kind {
            VariableKind::Let | VariableKind::Const => self.declared_register(name),
            VariableKind::Var => {
                let resolved = self.resolve(name, at);
                match resolved.place {
                    Place::Reg(reg)
                        if resolved.dynamic.is_empty()
                            && !resolved.check
                            && resolved.kinds.is_any()
                            && resolved.mutability == Mutability::Mutable =>
                    {
                        Some(reg)
                    }
                    _ => None,
                }
            }
            VariableKind::Using | VariableKind::AwaitUsing => None,
        }
    }

    /// Binds the next value to the head's target.
    fn bind_loop_target(&mut self, target: &ForTarget<'a>, value: Reg) -> R {
        match target {
            ForTarget::Pattern(pattern) => self.bind_pattern(pattern, value, Mode::Assign),
            ForTarget::Declaration(declaration) => {
                let Some(declarator) = declaration.declarators.first() else {
                    return Ok(());
                };
                self.add_disposable(declaration.kind, value);
                let mode = match declaration.kind {
                    VariableKind::Var => Mode::Assign,
                    _ => Mode::Init,
                };
                self.bind_pattern(&declarator.target, value, mode)
            }
        }
    }

    /// One iteration behind the fetching of its value.
    fn iteration(
        &mut self,
        scope: Option<ScopeId>,
        target: &ForTarget<'a>,
        value: Option<Reg>,
        body: &'a Stmt<'a>,
    ) -> R {
        let run = |this: &mut Self| {
            if let Some(value) = value {
                let mark = this.mark();
                this.bind_loop_target(target, value)?;
                this.release(mark);
            }
            this.statement(body)
        };
        match scope {
            Some(scope) => self.with_disposal(scope, run),
            None => run(self),
        }
    }

    pub(super) fn for_in(&mut self, statement: &'a ForIn<'a>) -> R {
        let labels = std::mem::take(&mut self.pending_labels);
        if let ForTarget::Declaration(declaration) = &statement.left
            && declaration.kind == VariableKind::Var
        {
            self.variables(declaration)?;
        }
        self.empty_completion();
        let enumerator = self.alloc();
        let src = self.subject(&statement.right, statement.scope)?;
        self.emit(Inst::ForInStart {
            dst: enumerator,
            src,
        });
        let (top, over) = (self.label(), self.label());
        self.bind(top);
        self.push_target(labels, Some(over), Some(top));
        let mark = self.mark();
        if let Some(scope) = statement.scope {
            self.enter_scope(scope, false);
        }
        let direct = self.loop_variable(&statement.left);
        let dst = self.target(direct);
        self.emit(Inst::ForInNext {
            dst,
            enumerator,
            pad: 0,
            target: over,
        });
        let value = if direct.is_some() { None } else { Some(dst) };
        self.iteration(statement.scope, &statement.left, value, &statement.body)?;
        if statement.scope.is_some() {
            self.pop_frame();
        }
        self.release(mark);
        self.control.pop();
        self.jump(top);
        self.bind(over);
        Ok(())
    }

    pub(super) fn for_of(&mut self, statement: &'a ForOf<'a>) -> R {
        let labels = std::mem::take(&mut self.pending_labels);
        let is_async = statement.is_await;
        self.empty_completion();
        let w = self.alloc_many(3);
        let mark = self.mark();
        let src = self.subject(&statement.right, statement.scope)?;
        self.at(statement.right.span.start);
        self.emit(Inst::GetIterator {
            w,
            src,
            flags: u16::from(is_async),
        });
        self.release(mark);
        let (top, next, over) = (self.label(), self.label(), self.label());
        self.bind(top);
        if let Some(scope) = statement.scope {
            self.enter_scope(scope, false);
        }
        let direct = self.loop_variable(&statement.left);
        let dst = self.target(direct);
        if is_async {
            self.scratch(|this| {
                let (result, arg) = (this.alloc(), this.alloc());
                this.emit(Inst::LoadEmpty { dst: arg });
                this.emit(Inst::IteratorCall {
                    dst: result,
                    w,
                    arg,
                });
                this.emit(Inst::Await {
                    dst: result,
                    src: result,
                });
                // NOTE: the value of a finished result must not reach the variable.
                this.emit(Inst::IteratorResult {
                    dst: arg,
                    result,
                    pad: 0,
                    target: over,
                });
                this.move_to(dst, arg);
                Ok(())
            })?;
        } else {
            self.emit(Inst::IteratorNext {
                dst,
                w,
                pad: 0,
                target: over,
            });
        }
        let value = if direct.is_some() { None } else { Some(dst) };
        self.push_target(labels.clone(), Some(over), None);
        self.with_iterator(w, is_async, |this| {
            this.push_target(labels, None, Some(next));
            this.iteration(statement.scope, &statement.left, value, &statement.body)?;
            this.control.pop();
            Ok(())
        })?;
        self.control.pop();
        if statement.scope.is_some() {
            self.pop_frame();
        }
        self.bind(next);
        self.jump(top);
        self.bind(over);
        Ok(())
    }
}

/// Whether a scope declares resources.
pub(super) fn has_resources(kinds: impl Iterator<Item = BindingKind>) -> bool {
    let mut kinds = kinds;
    kinds.any(|kind| matches!(kind, BindingKind::Using | BindingKind::AwaitUsing))
}
