//! How one handler reaches the next: operands, registers, and the table of handlers.
//!
//! In optimised builds [`next`] is a jump; in step mode it saves the state and returns to the
//! trampoline in `interp.rs`. A handler keeps only scalars; whatever may run JavaScript, allocate
//! much or throw is a slow function of its own, which begins with [`sync`] and ends with [`resume`],
//! [`finish`] or [`throw`].
//!
//! Invariants:
//! - I1: code that runs was verified: every operand is in range for its [`Code`](stilla_bytecode::Code),
//!   every jump lands on an instruction, and the last instruction does not fall through.
//! - I2: `Regs` points to a frame on the machine's stack with room for its block's registers.
//! - I3: `Block` is the code block of the frame's callee; both live while the frame does, because
//!   the frame holds the callee.
//!
//! Uses: value, code_block. Never: the operations' files, except in the table.

use stilla_gc::Gc;

use crate::Cx;
use crate::code_block::CodeBlock;
use crate::error::{JsResult, Thrown};
use crate::interp::cache::Cache;
use crate::value::Value;

use super::table::TABLE;

/// What a handler tells the trampoline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub(crate) enum Status {
    /// Go on at the saved state.
    Resume,
    /// The entry frame has returned; the result is saved.
    Done,
    /// An exception is saved; the saved state is where it was thrown.
    Throw,
}

/// The function of one operation.
///
/// # Safety
/// I1, I2 and I3 hold for the arguments.
pub(crate) type Handler = unsafe fn(Pc, Regs, &mut Cx, Block) -> Status;

/// Where the machine is in the code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub(crate) struct Pc(pub(crate) *const u64);

impl Pc {
    #[inline(always)]
    unsafe fn field(self, index: usize) -> u16 {
        // SAFETY: I1: the instruction has the fields that its handler reads.
        unsafe { *self.0.cast::<u16>().add(index) }
    }

    #[inline(always)]
    pub(crate) unsafe fn op(self) -> u16 {
        // SAFETY: as for `field`.
        unsafe { self.field(0) }
    }

    #[inline(always)]
    pub(crate) unsafe fn a(self) -> usize {
        // SAFETY: as for `field`.
        unsafe { usize::from(self.field(1)) }
    }

    #[inline(always)]
    pub(crate) unsafe fn b(self) -> usize {
        // SAFETY: as for `field`.
        unsafe { usize::from(self.field(2)) }
    }

    #[inline(always)]
    pub(crate) unsafe fn c(self) -> usize {
        // SAFETY: as for `field`.
        unsafe { usize::from(self.field(3)) }
    }

    /// The first field of the second word.
    #[inline(always)]
    pub(crate) unsafe fn d(self) -> usize {
        // SAFETY: as for `field`.
        unsafe { usize::from(self.field(4)) }
    }

    /// The second field of the second word.
    #[inline(always)]
    pub(crate) unsafe fn e(self) -> usize {
        // SAFETY: as for `field`.
        unsafe { usize::from(self.field(5)) }
    }

    /// Field `c` as a signed number.
    #[inline(always)]
    pub(crate) unsafe fn c_signed(self) -> i16 {
        // SAFETY: as for `field`.
        unsafe { self.field(3) as i16 }
    }

    /// Field `b` as a signed number.
    #[inline(always)]
    pub(crate) unsafe fn b_signed(self) -> i16 {
        // SAFETY: as for `field`.
        unsafe { self.field(2) as i16 }
    }

    /// The 32 bits that begin in field `index`.
    #[inline(always)]
    pub(crate) unsafe fn wide(self, index: usize) -> i32 {
        // SAFETY: as for `field`.
        unsafe {
            self.0
                .cast::<u16>()
                .add(index)
                .cast::<i32>()
                .read_unaligned()
        }
    }

    /// The instruction `words` further.
    #[inline(always)]
    pub(crate) unsafe fn skip(self, words: isize) -> Pc {
        // SAFETY: I1: instruction follows instruction, and jumps land on instructions.
        unsafe { Pc(self.0.offset(words)) }
    }
}

/// The registers of a frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub(crate) struct Regs(pub(crate) *mut Value);

impl Regs {
    #[inline(always)]
    pub(crate) unsafe fn get(self, register: usize) -> Value {
        // SAFETY: I1 and I2.
        unsafe { *self.0.add(register) }
    }

    #[inline(always)]
    pub(crate) unsafe fn set(self, register: usize, value: Value) {
        // SAFETY: I1 and I2.
        unsafe { *self.0.add(register) = value }
    }

    /// The frame that begins at `register`.
    #[inline(always)]
    pub(crate) unsafe fn at(self, register: usize) -> Regs {
        // SAFETY: I1 and I2.
        unsafe { Regs(self.0.add(register)) }
    }

    /// `count` registers from `first` on, as they are now.
    #[inline(always)]
    pub(crate) unsafe fn slice<'r>(self, first: usize, count: usize) -> &'r [Value] {
        // SAFETY: I1 and I2; the frame outlives the handler that asks.
        unsafe { std::slice::from_raw_parts(self.0.add(first), count) }
    }
}

/// The code block of the running frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub(crate) struct Block(pub(crate) *const CodeBlock);

impl Block {
    #[inline(always)]
    pub(crate) unsafe fn cache<'k>(self, index: usize) -> &'k Cache {
        // SAFETY: I1 and I3: the block has as many caches as its code has cache keys.
        unsafe { &*(*self.0).caches.get().add(index) }
    }

    /// The constant `index` as a value.
    #[inline(always)]
    pub(crate) unsafe fn constant(self, index: usize) -> Value {
        // SAFETY: I3.
        let constants = unsafe { (*self.0).constants.get() };
        constants
            .expect("a block that runs has its constants")
            .get(index)
    }

    /// The cell.
    #[inline(always)]
    pub(crate) unsafe fn cell(self) -> Gc<CodeBlock> {
        let place = std::ptr::NonNull::new(self.0.cast_mut()).expect("a frame has a block (I3)");
        // SAFETY: I3.
        unsafe { Gc::from_ptr(place) }
    }

    /// Whether the code is strict.
    #[inline(always)]
    pub(crate) unsafe fn is_strict(self) -> bool {
        // SAFETY: I3.
        unsafe { (*self.0).flags.get() & stilla_bytecode::CodeFlags::STRICT != 0 }
    }
}

/// Goes on with the instruction at `pc`.
///
/// # Safety
/// I1, I2, I3.
#[cfg(stilla_tail_calls)]
#[inline(always)]
pub(crate) unsafe fn next(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1: the op is one of the table's.
    unsafe { (TABLE.get_unchecked(usize::from(pc.op())))(pc, r, cx, k) }
}

/// Goes on with the instruction at `pc`.
///
/// # Safety
/// I1, I2, I3.
#[cfg(not(stilla_tail_calls))]
#[inline(always)]
pub(crate) unsafe fn next(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: as required.
    unsafe { resume(pc, r, cx, k) }
}

/// Calls the handler of the instruction at `pc`: what the trampoline does.
///
/// # Safety
/// I1, I2, I3.
#[inline(always)]
pub(super) unsafe fn step(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1: the op is one of the table's.
    unsafe { (TABLE.get_unchecked(usize::from(pc.op())))(pc, r, cx, k) }
}

/// Saves the state before anything that may run JavaScript, collect or throw.
///
/// # Safety
/// I2, I3.
#[inline(always)]
pub(crate) unsafe fn sync(pc: Pc, r: Regs, cx: &mut Cx, k: Block) {
    let machine = &mut cx.machine;
    machine.pc = pc;
    machine.regs = r;
    machine.block = k;
    // SAFETY: I2: the frame has that many registers; I3.
    unsafe {
        machine.top = r.0.add((*k.0).registers.get() as usize);
        cx.set_realm((*k.0).realm());
    }
}

/// Saves where to go on and returns to the trampoline.
///
/// # Safety
/// I1, I2, I3.
#[inline(always)]
pub(crate) unsafe fn resume(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    cx.machine.pc = pc;
    cx.machine.regs = r;
    cx.machine.block = k;
    Status::Resume
}

/// Saves an exception; the state was saved by [`sync`].
#[inline(always)]
pub(crate) fn throw(cx: &mut Cx, thrown: Thrown) -> Status {
    cx.machine.exception = thrown.0;
    Status::Throw
}

/// Ends a slow function of a one-word instruction: its result goes to register `a`.
///
/// # Safety
/// I1, I2, I3.
#[inline(always)]
pub(crate) unsafe fn finish(
    result: JsResult<Value>,
    pc: Pc,
    r: Regs,
    cx: &mut Cx,
    k: Block,
) -> Status {
    match result {
        Ok(value) => {
            // SAFETY: I1, I2, I3.
            unsafe {
                r.set(pc.a(), value);
                resume(pc.skip(1), r, cx, k)
            }
        }
        Err(thrown) => throw(cx, thrown),
    }
}

/// Ends a slow function of an instruction of `words` words that has no result.
///
/// # Safety
/// I1, I2, I3.
#[inline(always)]
pub(crate) unsafe fn finish_unit(
    result: JsResult<()>,
    words: isize,
    pc: Pc,
    r: Regs,
    cx: &mut Cx,
    k: Block,
) -> Status {
    match result {
        // SAFETY: I1, I2, I3.
        Ok(()) => unsafe { resume(pc.skip(words), r, cx, k) },
        Err(thrown) => throw(cx, thrown),
    }
}
