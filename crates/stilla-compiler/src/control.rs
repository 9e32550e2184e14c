//! Leaving things early: `break`, `continue`, `return` and exceptions across everything that
//! wants to be told.
//!
//! The control stack lists what surrounds the current instruction. An exit walks it from the
//! inside: iterators are closed, a `finally` block is entered with a note of where to go on.
//! While the walk emits code, the handlers of what was left already must not cover it: each
//! guarded region is a list of ranges, closed and opened again around such code.
//!
//! Uses: function, fault. Never: expr, stmt.

use crate::fault::R;
use crate::function::{Gen, ThisMode};
use smallvec::SmallVec;
use stilla_bytecode::code::REG_THIS;
use stilla_bytecode::{CodeFlags, FunctionKind, Inst, Label, Reg};
use stilla_syntax::Name;

/// A guarded region: the ranges of instructions whose exceptions are caught.
#[derive(Debug)]
pub(crate) struct Guard {
    ranges: Vec<(u32, u32)>,
    open: u32,
}

/// Something that surrounds the current instruction.
#[derive(Debug)]
pub(crate) enum Control {
    /// A statement that `break` or `continue` can name.
    Target {
        labels: SmallVec<[Name; 2]>,
        break_to: Option<Label>,
        continue_to: Option<Label>,
        /// Whether a `break` without label stops here.
        breakable: bool,
    },
    /// The block of a `try` with `catch`.
    Catch(Guard),
    /// An iterator that must be closed.
    Iterator {
        record: Reg,
        is_async: bool,
        guard: Guard,
    },
    /// The block (and `catch`) of a `try` with `finally`.
    Finally {
        kind: Reg,
        value: Reg,
        entry: Label,
        exits: Vec<Exit>,
        guard: Guard,
    },
}

/// Where an early exit goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Out of the function, with the value of this register.
    Return(Reg),
    /// To the `break` label of the target at this height of the stack.
    Break(usize),
    /// To the `continue` label of the target at this height of the stack.
    Continue(usize),
}

/// Values of a `finally`'s kind register; further numbers are exits.
const KIND_NORMAL: i32 = 0;
const KIND_THROW: i16 = 1;
const KIND_FIRST_EXIT: usize = 2;

impl Gen<'_, '_> {
    pub(crate) fn open_guard(&self) -> Guard {
        Guard {
            ranges: Vec::new(),
            open: self.asm.here(),
        }
    }

    fn close(&self, guard: &mut Guard) {
        let here = self.asm.here();
        if guard.open < here {
            guard.ranges.push((guard.open, here));
        }
    }

    /// Ends a guarded region; the handler begins at the next instruction and finds the exception
    /// in `register`. Says whether there is anything to be caught.
    pub(crate) fn begin_handler(&mut self, mut guard: Guard, closed: bool, register: Reg) -> bool {
        if !closed {
            self.close(&mut guard);
        }
        let here = self.asm.here();
        for &(start, end) in &guard.ranges {
            self.asm.handler(start, end, here, register);
        }
        self.reachable = !guard.ranges.is_empty();
        self.reachable
    }

    /// Closes the guard of the innermost control entry, before code that it must not cover.
    pub(crate) fn suspend_guard(&mut self) {
        let here = self.asm.here();
        if let Some(guard) = self.control.last_mut().and_then(Control::guard) {
            if guard.open < here {
                guard.ranges.push((guard.open, here));
            }
            guard.open = u32::MAX;
        }
    }

    /// Leaves early. Code behind is unreachable.
    pub(crate) fn exit(&mut self, exit: Exit) -> R {
        if !self.reachable {
            return Ok(());
        }
        let floor = match exit {
            Exit::Return(_) => 0,
            Exit::Break(height) | Exit::Continue(height) => height + 1,
        };
        let inner: Vec<Control> = self.leave(exit, floor)?;
        let here = self.asm.here();
        for mut control in inner.into_iter().rev() {
            if let Some(guard) = control.guard() {
                guard.open = here;
            }
            self.control.push(control);
        }
        Ok(())
    }

    /// Takes the entries above `floor` off, telling each, and goes where the exit leads.
    fn leave(&mut self, exit: Exit, floor: usize) -> R<Vec<Control>> {
        let mut left = Vec::new();
        while self.control.len() > floor {
            let mut control = self
                .control
                .pop()
                .expect("the stack is higher than its floor");
            let here = self.asm.here();
            if let Some(guard) = control.guard()
                && guard.open < here
            {
                guard.ranges.push((guard.open, here));
            }
            match &mut control {
                Control::Target { .. } | Control::Catch(_) => {}
                Control::Iterator {
                    record, is_async, ..
                } => {
                    let (record, is_async) = (*record, *is_async);
                    self.close_iterator(record, is_async)?;
                }
                Control::Finally {
                    kind,
                    value,
                    entry,
                    exits,
                    ..
                } => {
                    let (kind, value, entry) = (*kind, *value, *entry);
                    let known = match exit {
                        Exit::Return(_) => Exit::Return(value),
                        other => other,
                    };
                    let index = exits
                        .iter()
                        .position(|seen| *seen == known)
                        .unwrap_or_else(|| {
                            exits.push(known);
                            exits.len() - 1
                        });
                    if let Exit::Return(src) = exit {
                        self.move_to(value, src);
                    }
                    let number = (index + KIND_FIRST_EXIT) as i32;
                    self.emit(Inst::LoadInt {
                        dst: kind,
                        value: number,
                    });
                    self.jump(entry);
                    left.push(control);
                    return Ok(left);
                }
            }
            left.push(control);
        }
        match exit {
            Exit::Return(src) => self.emit_return(src),
            Exit::Break(height) | Exit::Continue(height) => {
                let (break_to, continue_to) = match &self.control[height] {
                    Control::Target {
                        break_to,
                        continue_to,
                        ..
                    } => (*break_to, *continue_to),
                    _ => unreachable!("an exit names the height of a target"),
                };
                let label = if matches!(exit, Exit::Break(_)) {
                    break_to
                } else {
                    continue_to
                };
                self.jump(label.expect("the target was found by this label"));
            }
        }
        Ok(left)
    }

    /// Ends the function with the value of `src`, nothing being left to be told.
    fn emit_return(&mut self, src: Reg) {
        if self.shape.has(CodeFlags::GENERATOR) {
            self.emit(Inst::GeneratorReturn { src });
        } else if self.shape.has(CodeFlags::ASYNC) {
            self.emit(Inst::AsyncReturn { src });
        } else if self.shape.kind == FunctionKind::DerivedConstructor {
            let mark = self.mark();
            let this = self.raw_this();
            self.emit(Inst::ReturnDerived { src, this });
            self.release(mark);
        } else {
            self.emit(Inst::Return { src });
        }
    }

    /// `this` without a check whether it is initialised.
    pub(crate) fn raw_this(&mut self) -> Reg {
        match self.shape.surround.this {
            ThisMode::Plain | ThisMode::Late => Reg(REG_THIS),
            ThisMode::Slot => match self.hidden(Name::THIS) {
                Some(crate::scope::Place::Slot(env, slot)) => {
                    let dst = self.alloc();
                    self.emit(Inst::GetEnv { dst, env, slot });
                    dst
                }
                Some(crate::scope::Place::Reg(reg)) => reg,
                _ => Reg(REG_THIS),
            },
        }
    }

    /// Ends the function normally.
    pub(crate) fn finish_body(&mut self) -> R {
        if !self.reachable {
            return Ok(());
        }
        let plain = !self.shape.has(CodeFlags::GENERATOR | CodeFlags::ASYNC)
            && self.shape.kind != FunctionKind::DerivedConstructor;
        if plain && self.control.is_empty() {
            self.emit(Inst::ReturnUndefined {});
            return Ok(());
        }
        let mark = self.mark();
        let src = self.alloc();
        self.emit(Inst::LoadUndefined { dst: src });
        self.exit(Exit::Return(src))?;
        self.release(mark);
        Ok(())
    }

    /// IteratorClose or AsyncIteratorClose with a completion that is not a throw.
    pub(crate) fn close_iterator(&mut self, record: Reg, is_async: bool) -> R {
        if !is_async {
            self.emit(Inst::IteratorClose { w: record });
            return Ok(());
        }
        let mark = self.mark();
        let result = self.alloc();
        let skip = self.label();
        self.emit(Inst::IteratorReturn {
            dst: result,
            w: record,
            arg: record,
            flags: 1,
        });
        self.emit(Inst::JumpIfEmpty {
            src: result,
            target: skip,
        });
        self.emit(Inst::Await {
            dst: result,
            src: result,
        });
        self.emit(Inst::CheckObject {
            src: result,
            what: 1,
        });
        self.bind(skip);
        self.release(mark);
        Ok(())
    }

    /// Closes an iterator because of the exception in `error` and throws that again.
    pub(crate) fn close_and_rethrow(&mut self, record: Reg, is_async: bool, error: Reg) -> R {
        if is_async {
            let mark = self.mark();
            let result = self.alloc();
            let skip = self.label();
            let guard = self.open_guard();
            self.emit(Inst::IteratorReturn {
                dst: result,
                w: record,
                arg: record,
                flags: 1,
            });
            self.emit(Inst::JumpIfEmpty {
                src: result,
                target: skip,
            });
            self.emit(Inst::Await {
                dst: result,
                src: result,
            });
            self.begin_handler(guard, false, result);
            self.bind(skip);
            self.release(mark);
        } else {
            self.emit(Inst::IteratorCloseQuiet { w: record });
        }
        self.emit(Inst::Throw { src: error });
        Ok(())
    }

    /// Emits `body` with the iterator `record` to be closed when it is left early.
    pub(crate) fn with_iterator(
        &mut self,
        record: Reg,
        is_async: bool,
        body: impl FnOnce(&mut Self) -> R,
    ) -> R {
        let error = self.alloc();
        let guard = self.open_guard();
        self.control.push(Control::Iterator {
            record,
            is_async,
            guard,
        });
        body(self)?;
        self.end_iterator(record, is_async, error)
    }

    /// Emits the handler of an iterator out of line; control goes on behind it.
    fn end_iterator(&mut self, record: Reg, is_async: bool, error: Reg) -> R {
        self.suspend_guard();
        let Some(Control::Iterator { guard, .. }) = self.control.pop() else {
            unreachable!("entries are taken off in the order they were put on");
        };
        let over = self.label();
        if !guard.ranges.is_empty() {
            self.emit(Inst::Jump { target: over });
            if self.begin_handler(guard, true, error) {
                self.close_and_rethrow(record, is_async, error)?;
            }
        } else {
            self.emit(Inst::Jump { target: over });
        }
        self.bind(over);
        Ok(())
    }

    /// Emits `body`, then `last` however `body` was left, then what `body` wanted. `last` gets
    /// the registers of kind and value.
    pub(crate) fn with_finally(
        &mut self,
        body: impl FnOnce(&mut Self) -> R,
        last: impl FnOnce(&mut Self, Reg, Reg) -> R,
    ) -> R {
        let kind = self.alloc();
        let value = self.alloc();
        // Only an exception or a return writes it, but the kinds part behind the block.
        self.emit(Inst::LoadUndefined { dst: value });
        let entry = self.label();
        let guard = self.open_guard();
        self.control.push(Control::Finally {
            kind,
            value,
            entry,
            exits: Vec::new(),
            guard,
        });
        body(self)?;
        self.suspend_guard();
        let falls_through = self.reachable;
        self.emit(Inst::LoadInt {
            dst: kind,
            value: KIND_NORMAL,
        });
        self.jump(entry);
        let Some(Control::Finally { exits, guard, .. }) = self.control.pop() else {
            unreachable!("entries are taken off in the order they were put on");
        };
        if self.begin_handler(guard, true, value) {
            self.emit(Inst::LoadInt {
                dst: kind,
                value: i32::from(KIND_THROW),
            });
        }
        self.bind(entry);
        last(self, kind, value)?;
        for (index, exit) in exits.into_iter().enumerate() {
            let next = self.label();
            self.jump_unless_int(kind, (index + KIND_FIRST_EXIT) as i16, next);
            self.exit(exit)?;
            self.bind(next);
        }
        let over = self.label();
        if falls_through {
            self.jump_unless_int(kind, KIND_THROW, over);
        }
        self.emit(Inst::Throw { src: value });
        self.bind(over);
        Ok(())
    }

    /// Jumps forwards unless the register is this int.
    pub(crate) fn jump_unless_int(&mut self, lhs: Reg, imm: i16, target: Label) {
        if !self.wide_jumps {
            self.emit(Inst::JumpIfStrictNeInt { lhs, imm, target });
            return;
        }
        let mark = self.mark();
        let test = self.alloc();
        self.emit(Inst::LoadInt {
            dst: test,
            value: i32::from(imm),
        });
        self.emit(Inst::StrictEq {
            dst: test,
            lhs,
            rhs: test,
        });
        self.emit(Inst::JumpIfFalse { cond: test, target });
        self.release(mark);
    }

    /// The target of `break` or of `break label`.
    pub(crate) fn find_break(&self, label: Option<Name>) -> Option<Exit> {
        let fits = |control: &Control| match control {
            Control::Target {
                labels,
                break_to: Some(_),
                breakable,
                ..
            } => match label {
                None => *breakable,
                Some(label) => labels.contains(&label),
            },
            _ => false,
        };
        self.control.iter().rposition(fits).map(Exit::Break)
    }

    /// The target of `continue` or of `continue label`.
    pub(crate) fn find_continue(&self, label: Option<Name>) -> Option<Exit> {
        let fits = |control: &Control| match control {
            Control::Target {
                labels,
                continue_to: Some(_),
                ..
            } => label.is_none_or(|label| labels.contains(&label)),
            _ => false,
        };
        self.control.iter().rposition(fits).map(Exit::Continue)
    }

    /// Whether a call in a return may take the place of this frame.
    pub(crate) fn may_tail_call(&self) -> bool {
        self.shape.has(CodeFlags::STRICT)
            && !self.shape.has(CodeFlags::GENERATOR | CodeFlags::ASYNC)
            && matches!(
                self.shape.kind,
                FunctionKind::Normal | FunctionKind::Arrow | FunctionKind::Method
            )
            && self.leaves_nothing()
    }

    /// Whether a return here is a single instruction.
    pub(crate) fn leaves_nothing(&self) -> bool {
        !(self.shape.has(CodeFlags::GENERATOR) && self.shape.has(CodeFlags::ASYNC))
            && self
                .control
                .iter()
                .all(|control| matches!(control, Control::Target { .. }))
    }
}

impl Control {
    fn guard(&mut self) -> Option<&mut Guard> {
        match self {
            Control::Target { .. } => None,
            Control::Catch(guard)
            | Control::Iterator { guard, .. }
            | Control::Finally { guard, .. } => Some(guard),
        }
    }
}
