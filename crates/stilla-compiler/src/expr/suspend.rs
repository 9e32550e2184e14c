//! `yield`, `yield*`, `await`.
//!
//! Uses: function, control, fault, expr. Never: stmt.

use crate::control::Exit;
use crate::fault::R;
use crate::function::Gen;
use stilla_bytecode::{CodeFlags, Inst, Label, Reg};
use stilla_syntax::Name;
use stilla_syntax::ast::Expr;

/// Values of the mode register of `yield*`.
const NEXT: i32 = 0;
const THROW: i32 = 1;
const RETURN: i32 = 2;

impl<'a> Gen<'_, 'a> {
    pub(super) fn await_expr(&mut self, e: &Expr<'a>, dst: Option<Reg>) -> R<Reg> {
        let mark = self.mark();
        let src = self.expr(e, None)?;
        self.release(mark);
        let dst = self.target(dst);
        self.at(e.span.start);
        self.emit(Inst::Await { dst, src });
        Ok(dst)
    }

    pub(super) fn yield_expr(&mut self, e: Option<&Expr<'a>>, dst: Option<Reg>) -> R<Reg> {
        let dst = self.target(dst);
        let mark = self.mark();
        let is_async = self.shape.has(CodeFlags::ASYNC);
        let value = self.alloc();
        let src = match e {
            Some(e) => self.expr(e, None)?,
            None => {
                self.emit(Inst::LoadUndefined { dst: value });
                value
            }
        };
        let src = if is_async {
            self.emit(Inst::Await { dst: value, src });
            value
        } else {
            src
        };
        self.check_yielded(src);
        let mode = self.alloc();
        self.emit(Inst::Yield {
            dst: value,
            src,
            mode,
        });
        let sent = self.label();
        self.emit(Inst::JumpIfFalse {
            cond: mode,
            target: sent,
        });
        if is_async {
            self.emit(Inst::Await {
                dst: value,
                src: value,
            });
        }
        self.exit(Exit::Return(value))?;
        self.bind(sent);
        self.move_to(dst, value);
        self.release(mark);
        Ok(dst)
    }

    /// §15.5.5 Evaluation of `yield*`
    /// <https://tc39.es/ecma262/#sec-generator-function-definitions-runtime-semantics-evaluation>
    pub(super) fn yield_delegate(&mut self, e: &Expr<'a>, dst: Option<Reg>) -> R<Reg> {
        let dst = self.target(dst);
        let mark = self.mark();
        let is_async = self.shape.has(CodeFlags::ASYNC);
        let w = self.alloc_many(3);
        let source = self.expr(e, None)?;
        self.emit(Inst::GetIterator {
            w,
            src: source,
            flags: u16::from(is_async),
        });
        let (received, mode, result) = (self.alloc(), self.alloc(), self.alloc());
        self.emit(Inst::LoadUndefined { dst: received });
        self.emit(Inst::LoadInt {
            dst: mode,
            value: NEXT,
        });
        let (top, got, done) = (self.label(), self.label(), self.label());
        self.bind(top);
        let (not_next, not_throw) = (self.label(), self.label());
        self.jump_unless_int(mode, NEXT as i16, not_next);
        self.emit(Inst::IteratorCall {
            dst: result,
            w,
            arg: received,
        });
        self.emit(Inst::Jump { target: got });
        self.bind(not_next);
        self.jump_unless_int(mode, THROW as i16, not_throw);
        self.delegate_throw(w, received, result, got, is_async)?;
        self.bind(not_throw);
        self.delegate_return(w, received, result, is_async)?;
        self.bind(got);
        if is_async {
            self.emit(Inst::Await {
                dst: result,
                src: result,
            });
            self.delegate_value_async(received, result, mode, done)?;
        } else {
            self.emit(Inst::CheckObject {
                src: result,
                what: 0,
            });
            let finished = self.alloc();
            self.get_property(finished, result, Name::DONE);
            self.emit(Inst::JumpIfTrue {
                cond: finished,
                target: done,
            });
            self.emit(Inst::YieldDelegate {
                dst: received,
                src: result,
                mode,
            });
        }
        self.emit(Inst::Loop { target: top });
        self.bind(done);
        if !is_async {
            self.get_property(received, result, Name::VALUE);
        }
        let normal = self.label();
        self.jump_unless_int(mode, RETURN as i16, normal);
        self.exit(Exit::Return(received))?;
        self.bind(normal);
        self.move_to(dst, received);
        self.release(mark);
        Ok(dst)
    }

    /// The value of an async iterator's result goes out; a `return` that comes back is awaited.
    fn delegate_value_async(&mut self, received: Reg, result: Reg, mode: Reg, done: Label) -> R {
        self.emit(Inst::IteratorResult {
            dst: received,
            result,
            pad: 0,
            target: done,
        });
        self.emit(Inst::YieldDelegate {
            dst: received,
            src: received,
            mode,
        });
        let (awaited, settled) = (self.label(), self.label());
        self.jump_unless_int(mode, RETURN as i16, awaited);
        let guard = self.open_guard();
        self.emit(Inst::Await {
            dst: received,
            src: received,
        });
        // Behind the await, lest the guard cover the jump's own target.
        self.emit(Inst::Jump { target: settled });
        if self.begin_handler(guard, false, received) {
            self.emit(Inst::LoadInt {
                dst: mode,
                value: THROW,
            });
        }
        self.bind(awaited);
        self.bind(settled);
        Ok(())
    }

    fn delegate_throw(
        &mut self,
        w: Reg,
        received: Reg,
        result: Reg,
        got: Label,
        is_async: bool,
    ) -> R {
        let absent = self.label();
        self.emit(Inst::IteratorThrow {
            dst: result,
            w,
            arg: received,
        });
        self.emit(Inst::JumpIfEmpty {
            src: result,
            target: absent,
        });
        self.emit(Inst::Jump { target: got });
        self.bind(absent);
        self.close_iterator(w, is_async)?;
        self.throw_error(0, "The iterator does not provide a 'throw' method");
        Ok(())
    }

    fn delegate_return(&mut self, w: Reg, received: Reg, result: Reg, is_async: bool) -> R {
        let present = self.label();
        let absent = self.label();
        self.emit(Inst::IteratorReturn {
            dst: result,
            w,
            arg: received,
            flags: 0,
        });
        self.emit(Inst::JumpIfEmpty {
            src: result,
            target: absent,
        });
        self.emit(Inst::Jump { target: present });
        self.bind(absent);
        if is_async {
            self.emit(Inst::Await {
                dst: received,
                src: received,
            });
        }
        self.exit(Exit::Return(received))?;
        self.bind(present);
        Ok(())
    }
}
