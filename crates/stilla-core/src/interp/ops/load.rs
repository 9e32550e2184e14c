//! Loads and moves, and single-operand tests that can't throw.
//!
//! Uses: dispatch. Never: the other operations' files.

use std::sync::atomic::Ordering;

use crate::Cx;
use crate::interp::dispatch::{Block, Pc, Regs, Status, next, sync};
use crate::value::Value;

pub(crate) unsafe fn move_(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3, as for every handler.
    unsafe {
        r.set(pc.a(), r.get(pc.b()));
        next(pc.skip(1), r, cx, k)
    }
}

pub(crate) unsafe fn load_int(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        r.set(pc.a(), Value::from_int(pc.wide(2)));
        next(pc.skip(1), r, cx, k)
    }
}

pub(crate) unsafe fn load_const(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        r.set(pc.a(), k.constant(pc.wide(2) as usize));
        next(pc.skip(1), r, cx, k)
    }
}

/// The loads of one fixed value.
macro_rules! load_fixed {
    ($($name:ident $value:ident;)*) => {
        $(pub(crate) unsafe fn $name(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
            // SAFETY: I1, I2, I3.
            unsafe {
                r.set(pc.a(), Value::$value);
                next(pc.skip(1), r, cx, k)
            }
        })*
    };
}

load_fixed! {
    load_undefined UNDEFINED;
    load_null NULL;
    load_true TRUE;
    load_false FALSE;
    load_empty EMPTY;
}

pub(crate) unsafe fn not(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let truth = cx.to_boolean(r.get(pc.b()));
        r.set(pc.a(), Value::from(!truth));
        next(pc.skip(1), r, cx, k)
    }
}

pub(crate) unsafe fn type_of(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let name = cx.type_of(r.get(pc.b()));
        r.set(pc.a(), name.into());
        next(pc.skip(1), r, cx, k)
    }
}

/// counts[place] += 1
pub(crate) unsafe fn count(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let code = (*k.0).code();
        let counts = code.coverage.as_deref();
        if let Some(count) = counts.and_then(|all| all.counts.get(pc.wide(1) as usize)) {
            // NOTE: at the largest number it stays.
            let seen = count.load(Ordering::Relaxed);
            count.store(seen.saturating_add(1), Ordering::Relaxed);
        }
        if cx.is_profiling() {
            sync(pc, r, cx, k);
            cx.note_place(code, r.0.addr());
        }
        next(pc.skip(1), r, cx, k)
    }
}

pub(crate) unsafe fn debugger(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe { next(pc.skip(1), r, cx, k) }
}
