//! The interpreter: the machine's state, the trampoline, calls from Rust, unwinding.
//!
//! Handlers live in `interp/ops`, one file for each family. They pass control on by themselves (see
//! `dispatch`); what they can't do in a few instructions is done by slow functions that return to
//! the trampoline in [`run`]. Calls from JavaScript to JavaScript push a frame and never recurse in
//! Rust; only [`Cx::call`] from native code begins a nested [`run`].
//!
//! Uses: everything in core. Never: the built-ins' files.

mod cache;
mod call;
mod dispatch;
mod frame;
mod ops;
mod stack_trace;
mod suspend;
mod table;
mod ways;

use std::cell::Cell as Field;
use std::mem::MaybeUninit;

use stilla_gc::{NativeStack, Tracer};

pub(crate) use cache::{Cache, SharedWays};
pub use stack_trace::StackFrame;
pub(crate) use stack_trace::describe as place_of;
pub(crate) use suspend::SavedFrame;
pub use suspend::{Resumption, Step};

use crate::Cx;
use crate::cell::TraceField;
use crate::cx::Interrupt;
use crate::error::{JsResult, Thrown};
use crate::value::Value;
use dispatch::{Block, Pc, Regs, Status, step};

/// The state of the machine.
pub(crate) struct Machine {
    /// The stack of registers: never moved, its pages touched only when used.
    store: Box<[MaybeUninit<u64>]>,
    /// The words of the stack that were written; `limit` is [`RESERVE`] words below their end.
    open: usize,
    limit: *mut Value,
    pc: Pc,
    regs: Regs,
    block: Block,
    /// The end of the registers in use while a slow function or native code runs.
    top: *mut Value,
    result: Value,
    exception: Value,
    /// Native code below this address must not call deeper.
    pub(crate) native_limit: usize,
    native_top: Option<NativeStack>,
    depth: u32,
    /// The one run that is below no native frame holding a cell: see [`Cx::run_alone`].
    alone: bool,
    pub(crate) interrupt: Interrupt,
}

// SAFETY: the pointers point into `store` or to cells, both of which move along with the agent; no
// handler runs while it moves, because every handler borrows it.
unsafe impl Send for Machine {}

// SAFETY: every cell that an agent's pointers and reference counts lead to is in its own heap, which
// moves along; what comes from outside of it (the host, the embedder's data, data of host objects,
// programs, shared memory, handles) is `Send` by its type. Nothing is in a thread's local storage, and
// the bounds of the native stack are set anew by each `enter`, during which the agent is borrowed.
unsafe impl Send for Cx {}

impl Machine {
    /// A machine with a stack of `bytes`.
    pub(crate) fn new(bytes: usize) -> Machine {
        let mut store = Box::new_uninit_slice(bytes.max(1 << 16) / size_of::<u64>());
        let start = store.as_mut_ptr().cast::<Value>();
        let mut machine = Machine {
            limit: start,
            store,
            open: 0,
            pc: Pc(std::ptr::null()),
            regs: Regs(start),
            block: Block(std::ptr::null()),
            top: start,
            result: Value::UNDEFINED,
            exception: Value::UNDEFINED,
            native_limit: 0,
            native_top: None,
            depth: 0,
            alone: false,
            interrupt: Interrupt::default(),
        };
        machine.open_to(STEP);
        machine
    }

    /// Writes the stack as far as `words`, which moves the limit.
    fn open_to(&mut self, words: usize) {
        let words = words.min(self.store.len());
        self.store[self.open..words].fill(MaybeUninit::new(0));
        self.open = words;
        let start = self.store.as_mut_ptr().cast::<Value>();
        self.limit = start.wrapping_add(words - RESERVE);
    }

    /// Whether a frame may end at `end`. The stack is opened in steps, so that a small program pays for a small one.
    #[inline]
    fn has_room(&mut self, end: *mut Value) -> bool {
        end < self.limit || self.open_for(end)
    }

    #[cold]
    fn open_for(&mut self, end: *mut Value) -> bool {
        let needed = (end as usize - self.store.as_ptr() as usize) / size_of::<Value>() + 1;
        if needed + RESERVE > self.store.len() {
            return false;
        }
        self.open_to((needed + RESERVE).max(self.open * 2));
        end < self.limit
    }

    /// Reports the registers in use. A register may hold a stale word, hence the conservative test.
    pub(crate) fn trace(&self, tracer: &mut Tracer<'_>) {
        let start = self.store.as_ptr();
        let used = (self.top as usize - start as usize) / size_of::<u64>();
        for word in &self.store[..used] {
            // SAFETY: what is in use lies below the limit, and that was written when it was opened.
            tracer.mark_word(unsafe { word.assume_init() });
        }
        Field::new(self.result).trace_field(tracer);
        Field::new(self.exception).trace_field(tracer);
    }
}

/// Words kept free at the end of the stack, so that a native call's window always fits.
const RESERVE: usize = 1024;
/// Words of the stack that a new machine opens.
const STEP: usize = 2048;

/// Collects between two instructions, where no native frame but those of [`run`] is above the one that
/// [`Cx::run_alone`] spoke of: for targets whose stack can't be scanned.
#[inline(always)]
pub(crate) fn collect_alone(cx: &mut Cx) {
    if !NativeStack::SUPPORTED && cx.machine.alone && cx.machine.depth == 1 {
        collect_without_stack(cx);
    }
}

#[cold]
fn collect_without_stack(cx: &mut Cx) {
    if cx.heap.wants_collection() || cx.heap.over_limit() {
        let stack = cx.machine.native_top.take();
        collect(cx, false);
        cx.machine.native_top = stack;
    }
}

/// Collects everything, or what is due; `true` if it was everything. The caller is at a safepoint: slow functions and native
/// code saved the state.
pub(crate) fn collect(cx: &mut Cx, everything: bool) -> bool {
    let heap: *const stilla_gc::Heap = &raw const cx.heap;
    let stack = cx
        .machine
        .native_top
        .as_ref()
        .map(|stack| NativeStack { top: stack.top });
    let started = crate::clock::Instant::now();
    // SAFETY: the heap is a field that `cx`'s tracing functions read only through shared references,
    // and everything alive is in the roots, or on the native stack below `native_top`, or nowhere.
    let was_everything = unsafe {
        if everything {
            (*heap).collect(cx, stack);
            true
        } else {
            (*heap).collect_due(cx, stack)
        }
    };
    cx.pauses.note(started.elapsed());
    was_everything
}

impl Cx {
    /// Enters the engine from the host: everything that may run JavaScript happens inside.
    ///
    /// # Errors
    /// What `f` returns.
    pub fn enter<R>(&mut self, f: impl FnOnce(&mut Cx) -> R) -> R {
        if self.machine.native_top.is_some() {
            return f(self);
        }
        if !NativeStack::SUPPORTED {
            collect_without_stack(self);
        }
        NativeStack::enter(|stack| {
            let here = stack.top as usize;
            self.machine.native_limit = here.saturating_sub(self.limits.native_stack);
            self.machine.native_top = Some(stack);
            let entered = Entered {
                saved: self.save_state(),
                depth: self.machine.depth,
                cx: self,
            };
            f(&mut *entered.cx)
        })
    }

    /// Runs `f`, which runs one script: no native frame holds a cell that it will use afterwards.
    ///
    /// Where the native stack can't be scanned, this is what allows collections while the script runs.
    pub fn run_alone<R>(&mut self, f: impl FnOnce(&mut Cx) -> R) -> R {
        let before = self.machine.alone;
        self.machine.alone = self.machine.depth == 0;
        let result = f(self);
        self.machine.alone = before;
        result
    }

    /// Runs `f`; a panic leaves the machine as it was before, and comes out as an error.
    ///
    /// # Errors
    /// What `f` panicked with.
    pub fn guard<R>(&mut self, f: impl FnOnce(&mut Cx) -> R) -> std::thread::Result<R> {
        let saved = self.save_state();
        let depth = self.machine.depth;
        let run = std::panic::AssertUnwindSafe(|| f(self));
        let result = std::panic::catch_unwind(run);
        if result.is_err() {
            self.machine.depth = depth;
            self.restore_state(saved);
        }
        result
    }

    /// Whether JavaScript is running.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.machine.depth > 0
    }
}

/// The host is inside of the engine. However it leaves, by a panic too, the bounds of its stack are forgotten.
struct Entered<'c> {
    cx: &'c mut Cx,
    saved: call::SavedState,
    depth: u32,
}

impl Drop for Entered<'_> {
    #[inline]
    fn drop(&mut self) {
        let machine = &mut self.cx.machine;
        machine.native_top = None;
        // A panic may have left frames behind.
        machine.depth = self.depth;
        self.cx.restore_state(self.saved);
    }
}

/// Runs from the saved state until the entry frame that was just pushed returns.
pub(crate) fn run(cx: &mut Cx) -> JsResult<Value> {
    run_from(cx, Status::Resume)
}

/// [`run`], after `status`: an exception may be waiting for a handler of the entry frame.
fn run_from(cx: &mut Cx, first: Status) -> JsResult<Value> {
    cx.machine.depth += 1;
    let mut status = first;
    let result = loop {
        match status {
            Status::Resume => {}
            Status::Done => break Ok(cx.machine.result),
            Status::Throw => {
                // SAFETY: a handler saved the state where it threw.
                if let Err(thrown) = unsafe { unwind(cx) } {
                    break Err(thrown);
                }
                if cx.machine.pc.0.is_null() {
                    break Ok(cx.machine.result);
                }
            }
        }
        let machine = &cx.machine;
        let (pc, regs, block) = (machine.pc, machine.regs, machine.block);
        // SAFETY: whoever saved the state was a handler or `push_frame`, which keep I1, I2, I3.
        status = unsafe { step(pc, regs, cx, block) };
    };
    cx.machine.depth -= 1;
    result
}

/// Finds the handler of the saved exception and saves the state where it begins. Frames without one
/// are popped; an async function's frame rejects its promise and returns it instead, which ends the
/// run with a null `pc` if it is the entry frame.
///
/// # Safety
/// The saved state is that of a running frame above the entry frame of this [`run`], or it itself.
unsafe fn unwind(cx: &mut Cx) -> Result<(), Thrown> {
    loop {
        let exception = cx.machine.exception;
        let (pc, regs) = (cx.machine.pc, cx.machine.regs);
        let block = cx.machine.block;
        if exception != Value::STOP {
            // SAFETY: I3.
            let found = unsafe { frame::find_handler(block, pc) };
            if let Some((target, register)) = found {
                // SAFETY: I1: handlers were verified.
                unsafe { regs.set(register, exception) };
                cx.machine.pc = target;
                return Ok(());
            }
        }
        // SAFETY: the frame is the running one.
        if let Some(value) = unsafe { suspend::settle_throw(cx, regs, block) } {
            // SAFETY: the frame is the running one.
            if unsafe { frame::return_saved(value, regs, cx) } == Status::Done {
                cx.machine.pc = Pc(std::ptr::null());
            }
            return Ok(());
        }
        // SAFETY: the frame is the running one.
        if unsafe { frame::pop(cx) } {
            return Err(Thrown(cx.machine.exception));
        }
    }
}
