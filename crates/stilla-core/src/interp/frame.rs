//! Frames on the machine's stack: their six header words, pushing, popping, returning.
//!
//! | register | holds |
//! |---|---|
//! | 0 | where the caller goes on; null in an entry frame |
//! | 1 | distance to the caller's frame (24 bits), number of arguments (20), result register (16), kind (4) |
//! | 2 | the coroutine of a generator or async function, once it has one |
//! | 3 | `new.target` |
//! | 4 | the callee |
//! | 5 | `this` |
//!
//! Below an entry frame lie two words: the saved state of whoever called in.
//!
//! Uses: dispatch. Never: the operations' files.

use stilla_bytecode::code::{REG_CALLEE, REG_FIRST_ARG, REG_THIS};

use super::dispatch::{Block, Pc, Regs, Status, next, resume};
use crate::Cx;
use crate::code_block::CodeBlock;
use crate::object::Object;
use crate::value::Value;

pub(super) const CALLEE: usize = REG_CALLEE as usize;
pub(super) const THIS: usize = REG_THIS as usize;
pub(super) const NEW_TARGET: usize = 3;
pub(super) const COROUTINE: usize = 2;
pub(super) const FIRST_ARG: usize = REG_FIRST_ARG as usize;

/// What happens to the value that a frame returns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(super) enum ReturnKind {
    /// It goes to the result register.
    Value = 0,
    /// If it is no object, `this` goes to the result register.
    Construct = 1,
    /// It goes to the Rust caller of [`run`](super::run).
    Entry = 2,
    /// To the Rust caller; if it is no object, `this`.
    EntryConstruct = 3,
}

/// Header word 1.
#[derive(Clone, Copy)]
pub(super) struct Link(u64);

impl Link {
    #[inline(always)]
    pub(super) fn new(distance: usize, argc: usize, dst: usize, kind: ReturnKind) -> Link {
        Link(distance as u64 | (argc as u64) << 24 | (dst as u64) << 44 | (kind as u64) << 60)
    }

    /// The link of frame `r`.
    #[inline(always)]
    pub(super) unsafe fn of(r: Regs) -> Link {
        // SAFETY: I2: every frame has its header.
        Link(unsafe { *r.0.cast::<u64>().add(1) })
    }

    /// Writes the link of frame `r`.
    #[inline(always)]
    pub(super) unsafe fn write(self, r: Regs) {
        // SAFETY: I2: every frame has its header.
        unsafe { *r.0.cast::<u64>().add(1) = self.0 }
    }

    #[inline(always)]
    pub(super) fn distance(self) -> usize {
        (self.0 & 0xFF_FFFF) as usize
    }

    #[inline(always)]
    pub(super) fn argc(self) -> usize {
        (self.0 >> 24 & 0xF_FFFF) as usize
    }

    #[inline(always)]
    pub(super) fn dst(self) -> usize {
        (self.0 >> 44 & 0xFFFF) as usize
    }

    #[inline(always)]
    pub(super) fn kind(self) -> ReturnKind {
        match self.0 >> 60 {
            0 => ReturnKind::Value,
            1 => ReturnKind::Construct,
            2 => ReturnKind::Entry,
            _ => ReturnKind::EntryConstruct,
        }
    }

    /// Whether the value goes straight to the result register.
    #[inline(always)]
    pub(super) fn is_plain(self) -> bool {
        self.0 >> 60 == 0
    }

    /// This link, its frame being `shift` words further up.
    #[inline(always)]
    pub(super) fn moved(self, shift: usize) -> Link {
        Link(self.0 + shift as u64)
    }
}

/// Most arguments that a link can count.
pub(super) const MAX_ARGUMENTS: usize = (1 << 20) - 1;

/// The callee of frame `r`.
#[inline(always)]
pub(super) unsafe fn callee(r: Regs) -> Object {
    // SAFETY: I3: the frame holds its callee.
    unsafe { r.get(CALLEE).as_object().unwrap_unchecked() }
}

/// The code block of frame `r`.
#[inline(always)]
pub(super) unsafe fn block_of(r: Regs) -> Block {
    // SAFETY: I3.
    Block(
        unsafe { callee(r) }
            .code_block_unchecked()
            .as_ptr()
            .cast_const(),
    )
}

/// Where the caller of frame `r` goes on.
#[inline(always)]
pub(super) unsafe fn return_pc(r: Regs) -> Pc {
    // SAFETY: I2.
    Pc(unsafe { *r.0.cast::<*const u64>() })
}

#[inline(always)]
pub(super) unsafe fn set_return_pc(r: Regs, pc: Pc) {
    // SAFETY: I2.
    unsafe { *r.0.cast::<*const u64>() = pc.0 }
}

/// Returns `value` from frame `r`.
///
/// # Safety
/// `r` is the running frame.
#[inline(always)]
pub(super) unsafe fn return_value(value: Value, r: Regs, cx: &mut Cx) -> Status {
    // SAFETY: `r` is a frame; its caller is one unless the link says that it is an entry frame.
    unsafe {
        let link = Link::of(r);
        if !link.is_plain() {
            return return_special(value, r, cx);
        }
        let pc = return_pc(r);
        let caller = Regs(r.0.sub(link.distance()));
        caller.set(link.dst(), value);
        next(pc, caller, cx, block_of(caller))
    }
}

/// Returns from a construction or to Rust.
///
/// # Safety
/// As for [`return_value`].
#[inline(never)]
unsafe fn return_special(value: Value, r: Regs, cx: &mut Cx) -> Status {
    // SAFETY: as for `return_value`.
    unsafe {
        let link = Link::of(r);
        let kind = link.kind();
        let constructs = matches!(kind, ReturnKind::Construct | ReturnKind::EntryConstruct);
        let value = if constructs && !value.is_object() {
            r.get(THIS)
        } else {
            value
        };
        if matches!(kind, ReturnKind::Entry | ReturnKind::EntryConstruct) {
            cx.machine.result = value;
            return Status::Done;
        }
        let pc = return_pc(r);
        let caller = Regs(r.0.sub(link.distance()));
        caller.set(link.dst(), value);
        next(pc, caller, cx, block_of(caller))
    }
}

/// Returns `value` from frame `r`, which is no constructor's, by way of the trampoline.
///
/// # Safety
/// As for [`return_value`].
pub(super) unsafe fn return_saved(value: Value, r: Regs, cx: &mut Cx) -> Status {
    // SAFETY: as for `return_value`.
    unsafe {
        let link = Link::of(r);
        if !link.is_plain() {
            cx.machine.result = value;
            return Status::Done;
        }
        // NOTE: the result register may be the frame's first word.
        let pc = return_pc(r);
        let caller = Regs(r.0.sub(link.distance()));
        caller.set(link.dst(), value);
        resume(pc, caller, cx, block_of(caller))
    }
}

/// Pops the saved frame while unwinding; whether it was the entry frame.
///
/// # Safety
/// The saved state is that of a running frame.
pub(super) unsafe fn pop(cx: &mut Cx) -> bool {
    // SAFETY: the frame has its header, and its caller is a frame unless it is an entry frame.
    unsafe {
        let r = cx.machine.regs;
        let link = Link::of(r);
        if matches!(link.kind(), ReturnKind::Entry | ReturnKind::EntryConstruct) {
            return true;
        }
        let caller = Regs(r.0.sub(link.distance()));
        // NOTE: one word back lies within the call instruction, whose handlers are looked for.
        cx.machine.pc = return_pc(r).skip(-1);
        cx.machine.regs = caller;
        cx.machine.block = block_of(caller);
        false
    }
}

/// The handler for an exception at `pc`: where it begins and its register.
///
/// # Safety
/// I1 and I3.
pub(super) unsafe fn find_handler(block: Block, pc: Pc) -> Option<(Pc, usize)> {
    // SAFETY: I3.
    let cell: &CodeBlock = unsafe { &*block.0 };
    let words = cell.words.get();
    let word = (pc.0 as usize - words as usize) / size_of::<u64>();
    let handler = cell
        .code()
        .handlers
        .iter()
        .find(|handler| (handler.start as usize..handler.end as usize).contains(&word))?;
    // SAFETY: I1: handlers were verified.
    Some((
        Pc(unsafe { words.add(handler.target as usize) }),
        usize::from(handler.register),
    ))
}
