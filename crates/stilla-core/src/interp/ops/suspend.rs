//! Generators and async functions: beginning, suspending, ending.
//!
//! A frame that suspends for the first time belongs to whoever called the function, and returns the
//! generator or the promise to it; later it is an entry frame of its own, whose result only
//! [`Cx::step_generator`](crate::Cx::step_generator) looks at. Returning is the same for both.
//!
//! Uses: suspend, frame, dispatch. Never: the other operations' files.

use stilla_bytecode::CodeFlags;

use crate::cell::Kind;
use crate::interp::dispatch::{Block, Pc, Regs, Status, resume, sync, throw};
use crate::interp::frame::{COROUTINE, callee, return_saved};
use crate::interp::suspend::{
    State, coroutine_of, deliver, finish, promise_of, save, set_state, slot,
};
use crate::object::Object;
use crate::realm::Intrinsic;
use crate::value::Value;
use crate::{Cx, GcVec};

fn new_coroutine(cx: &Cx, kind: Kind, prototype: Option<Object>, link: Value) -> Object {
    let mut slots = [Value::UNDEFINED; slot::COUNT];
    slots[slot::STATE] = Value::from_int(State::SuspendedStart as i32);
    slots[slot::OFFSET] = Value::ZERO;
    slots[slot::LINK] = link;
    slots[slot::HEAD] = Value::ZERO;
    cx.create_object(kind, prototype, &slots)
}

/// Makes this frame a generator and returns it to the caller.
#[inline(never)]
pub(crate) unsafe fn start_generator(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let is_async = CodeFlags((*k.0).flags.get()).has(CodeFlags::ASYNC);
        let (kind, default) = if is_async {
            (Kind::AsyncGenerator, Intrinsic::AsyncGeneratorPrototype)
        } else {
            (Kind::Generator, Intrinsic::GeneratorPrototype)
        };
        let prototype = match cx.get_prototype_from_constructor(callee(r), default) {
            Ok(prototype) => prototype,
            Err(thrown) => return throw(cx, thrown),
        };
        let link = if is_async {
            GcVec::new(cx).to_value()
        } else {
            Value::UNDEFINED
        };
        let coroutine = new_coroutine(cx, kind, Some(prototype), link);
        save(cx, coroutine, pc, r, k);
        return_saved(coroutine.into(), r, cx)
    }
}

/// r[a] = the coroutine of this async function
#[inline(never)]
pub(crate) unsafe fn start_async(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let promise = cx.new_promise();
        let coroutine = new_coroutine(cx, Kind::AsyncFunction, None, promise.into());
        set_state(coroutine, State::Executing);
        r.set(COROUTINE, coroutine.into());
        r.set(pc.a(), coroutine.into());
        resume(pc.skip(1), r, cx, k)
    }
}

/// Suspends with r[b]
#[inline(never)]
pub(crate) unsafe fn yield_(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let coroutine = coroutine_of(r);
        let mut value = r.get(pc.b());
        if coroutine.is(Kind::AsyncGenerator) {
            match cx.async_generator_yield(coroutine, value) {
                Ok(Some(resumption)) => {
                    sync(pc, r, cx, k);
                    return deliver(cx, resumption, pc, r);
                }
                Ok(None) => value = Value::UNDEFINED,
                Err(thrown) => {
                    sync(pc, r, cx, k);
                    return throw(cx, thrown);
                }
            }
        }
        save(cx, coroutine, pc, r, k);
        set_state(coroutine, State::SuspendedYield);
        return_saved(value, r, cx)
    }
}

/// Suspends with the iterator result r[b], or in an async generator with its value
pub(crate) unsafe fn yield_delegate(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: as required. The operations differ in what is made of what comes back.
    unsafe { yield_(pc, r, cx, k) }
}

/// Suspends until the promise of r[b] is settled
#[inline(never)]
pub(crate) unsafe fn await_(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let coroutine = coroutine_of(r);
        if let Err(thrown) = cx.await_value(coroutine, r.get(pc.b())) {
            return throw(cx, thrown);
        }
        save(cx, coroutine, pc, r, k);
        let value = coroutine.internal(slot::LINK);
        let is_function = coroutine.is(Kind::AsyncFunction);
        return_saved(if is_function { value } else { Value::UNDEFINED }, r, cx)
    }
}

/// Resolves the promise of this async function with r[a] and ends it
#[inline(never)]
pub(crate) unsafe fn async_return(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let coroutine = coroutine_of(r);
        let promise = promise_of(coroutine);
        let result = cx.resolve_promise(promise, r.get(pc.a()));
        finish(coroutine, State::Completed);
        match result {
            Ok(()) => return_saved(promise.into(), r, cx),
            Err(stop) => throw(cx, stop),
        }
    }
}

/// Ends this generator with r[a]
#[inline(never)]
pub(crate) unsafe fn generator_return(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let coroutine = coroutine_of(r);
        let value = r.get(pc.a());
        if coroutine.is(Kind::AsyncGenerator) {
            return match cx.finish_async_generator(coroutine, Ok(value)) {
                Ok(()) => return_saved(Value::UNDEFINED, r, cx),
                Err(stop) => throw(cx, stop),
            };
        }
        finish(coroutine, State::Completed);
        return_saved(value, r, cx)
    }
}
