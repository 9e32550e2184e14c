//! Coroutines: frames that leave the stack and come back.
//!
//! A generator, an async function and an async generator each have a coroutine object, which their
//! frame holds in register 2. To suspend copies the frame's registers to a [`SavedFrame`] that the
//! coroutine keeps for its whole life; to resume copies them to the top of the stack, as an entry
//! frame, and goes on at the instruction that suspended. That instruction's operands say where what
//! was sent goes.
//!
//! Uses: frame, call, dispatch, promise. Never: the operations' files.

use std::cell::Cell as Field;

use stilla_bytecode::{CodeFlags, Op};
use stilla_gc::{Gc, Header, Tracer};

use super::dispatch::{Block, Pc, Regs, Status};
use super::frame::{CALLEE, COROUTINE, Link, NEW_TARGET, ReturnKind, set_return_pc};
use super::run_from;
use crate::Cx;
use crate::cell::{Cell, Heap, Kind, Tail, header, note_write};
use crate::error::{JsResult, Msg, Thrown, range_error, type_error};
use crate::object::Object;
use crate::value::Value;

mod async_generator;

/// Internal slots of coroutines: [`Kind::Generator`], [`Kind::AsyncFunction`], [`Kind::AsyncGenerator`].
pub(super) mod slot {
    /// An int32: a [`State`](super::State).
    pub(crate) const STATE: usize = 0;
    /// The saved frame, once there is one.
    pub(crate) const FRAME: usize = 1;
    /// An int32: the word of the instruction that suspended.
    pub(crate) const OFFSET: usize = 2;
    /// Async functions: the promise. Async generators: the queue, a list of three values each.
    pub(crate) const LINK: usize = 3;
    /// Async generators: where in the queue the first request stands.
    pub(crate) const HEAD: usize = 4;
    /// Their number.
    pub(crate) const COUNT: usize = 5;
}

/// [[GeneratorState]], [[AsyncGeneratorState]].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub(super) enum State {
    SuspendedStart,
    SuspendedYield,
    Executing,
    Completed,
    /// Async generators: the body is done, requests are left.
    Draining,
}

/// What a suspended coroutine is given to go on with.
#[derive(Clone, Copy, Debug)]
pub enum Resumption {
    /// A value.
    Next(Value),
    /// An exception to throw where it was suspended.
    Throw(Value),
    /// A value to return with from where it was suspended.
    Return(Value),
}

/// What a generator gives back.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// A value that was yielded.
    Yielded(Value),
    /// A result object that `yield*` passes on as it is.
    Delegated(Value),
    /// The value that the generator returned: it is completed.
    Returned(Value),
}

/// The registers of a suspended frame, from `new.target` on.
///
/// A register that the code will not read again may hold a word that was a cell's address once,
/// hence the conservative tracing.
#[repr(C)]
pub(crate) struct SavedFrame {
    header: Header,
    len: Field<usize>,
}

impl Cell for SavedFrame {
    const KIND: Kind = Kind::SavedFrame;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        for register in self.tail() {
            tracer.mark_word(register.get().bits());
        }
    }
}

impl Tail for SavedFrame {
    #[inline(always)]
    fn tail_len(&self) -> usize {
        self.len.get()
    }
}

impl SavedFrame {
    fn callee(&self) -> Object {
        let callee = self.tail()[CALLEE - NEW_TARGET].get();
        callee
            .as_object()
            .expect("a saved frame holds its callee (I3)")
    }
}

pub(super) fn state(coroutine: Object) -> State {
    match coroutine.internal(slot::STATE).as_int() {
        Some(0) => State::SuspendedStart,
        Some(1) => State::SuspendedYield,
        Some(2) => State::Executing,
        Some(4) => State::Draining,
        _ => State::Completed,
    }
}

pub(super) fn set_state(coroutine: Object, state: State) {
    coroutine.set_internal(slot::STATE, Value::from_int(state as i32));
}

/// Ends a coroutine: its frame is not needed any more.
pub(super) fn finish(coroutine: Object, end: State) {
    set_state(coroutine, end);
    coroutine.set_internal(slot::FRAME, Value::UNDEFINED);
}

/// Copies frame `r`, suspended at the instruction `pc`, to its coroutine.
///
/// # Safety
/// `r` is the running frame and `pc` an instruction of its block `k`.
pub(super) unsafe fn save(cx: &Cx, coroutine: Object, pc: Pc, r: Regs, k: Block) {
    // SAFETY: I3; and I2: the frame has the registers that are copied.
    let (offset, registers) = unsafe {
        let words = (*k.0).words.get();
        let offset = (pc.0 as usize - words as usize) / size_of::<u64>();
        (
            offset,
            r.slice(NEW_TARGET, (*k.0).registers.get() as usize - NEW_TARGET),
        )
    };
    let frame = saved_frame(coroutine).unwrap_or_else(|| {
        let cell = SavedFrame {
            header: header::<SavedFrame>(0),
            len: Field::new(registers.len()),
        };
        let cell = cx.heap.make_with_tail(cell, Value::UNDEFINED);
        coroutine.set_internal(slot::FRAME, Value::from_internal(cell));
        cell
    });
    for (to, from) in frame.tail().iter().zip(registers) {
        to.set(*from);
    }
    note_write(&*frame);
    coroutine.set_internal(slot::OFFSET, Value::from(offset));
}

fn saved_frame(coroutine: Object) -> Option<Gc<SavedFrame>> {
    coroutine.internal(slot::FRAME).as_internal::<SavedFrame>()
}

/// The coroutine of frame `r`, whose code has one.
///
/// # Safety
/// `r` is the running frame of a generator or async function that has begun.
pub(super) unsafe fn coroutine_of(r: Regs) -> Object {
    // SAFETY: I2.
    unsafe { r.get(COROUTINE) }
        .as_object()
        .expect("a frame that has begun holds its coroutine")
}

/// Gives what was sent to the frame suspended at `pc`: the saved state is where it goes on.
///
/// # Safety
/// The saved state is that of frame `r`, and `pc` the instruction that suspended it.
pub(super) unsafe fn deliver(cx: &mut Cx, resumption: Resumption, pc: Pc, r: Regs) -> Status {
    // SAFETY: I1: the operands are those of the instruction that is matched, and verified.
    unsafe {
        let op = Op::from_number(pc.op());
        match (op, resumption) {
            (Some(Op::YieldDelegate), sent) => {
                let (value, mode) = sent.to_parts();
                r.set(pc.a(), value);
                r.set(pc.c(), mode);
            }
            (_, Resumption::Throw(exception)) => {
                cx.machine.pc = pc;
                cx.machine.exception = exception;
                return Status::Throw;
            }
            (Some(Op::Yield), Resumption::Next(value)) => {
                r.set(pc.a(), value);
                r.set(pc.c(), Value::FALSE);
            }
            (Some(Op::Yield), Resumption::Return(value)) => {
                r.set(pc.a(), value);
                r.set(pc.c(), Value::TRUE);
            }
            (Some(Op::Await), Resumption::Next(value) | Resumption::Return(value)) => {
                r.set(pc.a(), value);
            }
            // What the first call of `next` sends is not seen by the code.
            _ => {}
        }
        cx.machine.pc = pc.skip(1);
        Status::Resume
    }
}

impl Resumption {
    /// The value, and the number that stands for the kind.
    fn to_parts(self) -> (Value, Value) {
        match self {
            Resumption::Next(value) => (value, Value::from_int(0)),
            Resumption::Throw(value) => (value, Value::from_int(1)),
            Resumption::Return(value) => (value, Value::from_int(2)),
        }
    }

    fn from_parts(value: Value, kind: Value) -> Resumption {
        match kind.as_int() {
            Some(1) => Resumption::Throw(value),
            Some(2) => Resumption::Return(value),
            _ => Resumption::Next(value),
        }
    }
}

impl Cx {
    /// Runs a suspended coroutine until it suspends again or ends.
    fn resume_coroutine(&mut self, coroutine: Object, resumption: Resumption) -> JsResult<Value> {
        self.check_native_stack()?;
        self.charge(1)?;
        let frame = saved_frame(coroutine).expect("a suspended coroutine has its frame");
        let cell = frame.callee().code_block();
        let offset = coroutine.internal(slot::OFFSET).as_int().unwrap_or(0);
        let saved = self.save_state();
        let base = self.machine.top;
        if !self
            .machine
            .has_room(base.wrapping_add(2 + cell.registers.get() as usize))
        {
            return Err(range_error(self, Msg::StackOverflow));
        }
        set_state(coroutine, State::Executing);
        // SAFETY: there is room up to the limit; the frame is complete before anything runs: its
        // registers are those that `save` found, and its block is that of its callee (I3).
        let first = unsafe {
            saved.write_link(base);
            let r = Regs(base.add(2));
            for (i, register) in frame.tail().iter().enumerate() {
                r.set(NEW_TARGET + i, register.get());
            }
            r.set(COROUTINE, coroutine.into());
            set_return_pc(r, Pc(std::ptr::null()));
            Link::new(0, 0, 0, ReturnKind::Entry).write(r);
            self.machine.regs = r;
            self.machine.block = Block(cell.as_ptr().cast_const());
            self.machine.top = r.0.add(cell.registers.get() as usize);
            deliver(
                self,
                resumption,
                Pc(cell.words.get().offset(offset as isize)),
                r,
            )
        };
        let result = run_from(self, first);
        self.restore_state(saved);
        result
    }

    /// §27.5.3.3 GeneratorResume and §27.5.3.4 GeneratorResumeAbrupt, of a generator
    /// <https://tc39.es/ecma262/#sec-generatorresume>: without a result object.
    ///
    /// # Errors
    /// What the generator throws; TypeError if it is running.
    pub fn step_generator(&mut self, generator: Object, resumption: Resumption) -> JsResult<Step> {
        match (state(generator), resumption) {
            (State::Executing, _) => return Err(type_error(self, Msg::GeneratorRunning)),
            (State::Completed, Resumption::Next(_)) => return Ok(Step::Returned(Value::UNDEFINED)),
            (State::SuspendedStart | State::Completed, Resumption::Return(value)) => {
                finish(generator, State::Completed);
                return Ok(Step::Returned(value));
            }
            (State::SuspendedStart | State::Completed, Resumption::Throw(exception)) => {
                finish(generator, State::Completed);
                return Err(Thrown::new(exception));
            }
            _ => {}
        }
        let value = self.resume_coroutine(generator, resumption)?;
        if state(generator) != State::SuspendedYield {
            return Ok(Step::Returned(value));
        }
        Ok(if suspended_op(generator) == Some(Op::YieldDelegate) {
            Step::Delegated(value)
        } else {
            Step::Yielded(value)
        })
    }

    /// What `next`, `return` and `throw` of %GeneratorPrototype% do: a result object.
    ///
    /// # Errors
    /// TypeError if `this` is no generator or is running; what the generator throws.
    pub fn resume_generator(&mut self, this: Value, resumption: Resumption) -> JsResult<Value> {
        let generator = self.require_kind(this, Kind::Generator, "generator")?;
        Ok(match self.step_generator(generator, resumption)? {
            Step::Yielded(value) => self.create_iter_result_object(value, false).into(),
            Step::Delegated(result) => result,
            Step::Returned(value) => self.create_iter_result_object(value, true).into(),
        })
    }

    /// Goes on behind an `await`.
    ///
    /// # Errors
    /// Only a stop.
    pub(crate) fn resume_await(
        &mut self,
        coroutine: Object,
        resumption: Resumption,
    ) -> JsResult<()> {
        if state(coroutine) == State::Draining {
            return self.finish_awaiting_return(coroutine, resumption);
        }
        if saved_frame(coroutine).is_none() {
            return Ok(());
        }
        self.resume_coroutine(coroutine, resumption).map(|_| ())
    }
}

/// The operation at which a coroutine is suspended.
fn suspended_op(coroutine: Object) -> Option<Op> {
    let block = saved_frame(coroutine)?.callee().code_block();
    let offset = coroutine.internal(slot::OFFSET).as_int()? as usize;
    block
        .code()
        .words
        .get(offset)
        .and_then(|word| Op::from_number(*word as u16))
}

/// What becomes of an exception that no handler of frame `r` takes: a value that the frame returns
/// instead, or `None`, and then the exception goes on to the caller.
///
/// # Safety
/// `r` is the running frame of block `k`, and the state was saved.
pub(super) unsafe fn settle_throw(cx: &mut Cx, r: Regs, k: Block) -> Option<Value> {
    // SAFETY: I3.
    let flags = CodeFlags(unsafe { (*k.0).flags.get() });
    if flags.0 & (CodeFlags::GENERATOR | CodeFlags::ASYNC) == 0 {
        return None;
    }
    // SAFETY: I2; the register is undefined until there is a coroutine.
    let coroutine = unsafe { r.get(COROUTINE) }.as_object()?;
    let exception = cx.machine.exception;
    match coroutine.kind() {
        _ if exception == Value::STOP => {
            finish(coroutine, State::Completed);
            None
        }
        Kind::AsyncFunction => {
            finish(coroutine, State::Completed);
            let promise = promise_of(coroutine);
            cx.reject_promise(promise, exception);
            Some(promise.into())
        }
        Kind::AsyncGenerator => match cx.finish_async_generator(coroutine, Err(exception)) {
            Ok(()) => Some(Value::UNDEFINED),
            Err(stop) => {
                cx.machine.exception = stop.0;
                None
            }
        },
        _ => {
            finish(coroutine, State::Completed);
            None
        }
    }
}

/// The promise of an async function's coroutine.
pub(super) fn promise_of(coroutine: Object) -> Object {
    coroutine
        .internal(slot::LINK)
        .as_object()
        .expect("an async function has a promise")
}
