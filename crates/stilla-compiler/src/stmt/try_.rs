//! `try`.
//!
//! Uses: function, control, scope, pattern, stmt, fault. Never: unit's drivers.

use crate::control::Control;
use crate::fault::R;
use crate::function::Gen;
use crate::pattern::Binding as Mode;
use stilla_bytecode::Inst;
use stilla_syntax::ast::{Catch, Try};

impl<'a> Gen<'_, 'a> {
    pub(super) fn try_statement(&mut self, statement: &'a Try<'a>) -> R {
        self.empty_completion();
        let Some(finalizer) = &statement.finalizer else {
            return self.try_catch(statement);
        };
        self.with_finally(
            |this| this.try_catch(statement),
            |this, _, _| {
                // The value of the block counts, unless the finalizer is left early itself.
                let saved = this.completion.map(|completion| (completion, this.alloc()));
                if let Some((completion, saved)) = saved {
                    this.emit(Inst::Move {
                        dst: saved,
                        src: completion,
                    });
                    this.emit(Inst::LoadUndefined { dst: completion });
                }
                this.block(finalizer)?;
                if let Some((completion, saved)) = saved {
                    this.emit(Inst::Move {
                        dst: completion,
                        src: saved,
                    });
                }
                Ok(())
            },
        )
    }

    fn try_catch(&mut self, statement: &'a Try<'a>) -> R {
        let Some(handler) = &statement.handler else {
            return self.block(&statement.block);
        };
        let mark = self.mark();
        let error = self.alloc();
        let guard = self.open_guard();
        self.control.push(Control::Catch(guard));
        self.block(&statement.block)?;
        self.suspend_guard();
        let Some(Control::Catch(guard)) = self.control.pop() else {
            unreachable!("entries are taken off in the order they were put on");
        };
        let over = self.label();
        self.jump(over);
        if self.begin_handler(guard, true, error) {
            self.catch(handler, error)?;
        }
        self.bind(over);
        self.release(mark);
        Ok(())
    }

    fn catch(&mut self, handler: &'a Catch<'a>, error: stilla_bytecode::Reg) -> R {
        self.empty_completion();
        let mark = self.mark();
        if let Some(scope) = handler.scope {
            self.enter_scope(scope, false);
        }
        if let Some(param) = &handler.param {
            self.bind_pattern(param, error, Mode::Init)?;
        }
        self.block(&handler.body)?;
        if handler.scope.is_some() {
            self.pop_frame();
        }
        self.release(mark);
        Ok(())
    }
}
