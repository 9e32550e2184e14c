//! Loads and moves, and single-operand tests that can't throw.
//!
//! Uses: dispatch. Never: the other operations' files.

use crate::Cx;
use crate::interp::dispatch::{Block, Pc, Regs, Status, next};
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

pub(crate) unsafe fn debugger(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe { next(pc.skip(1), r, cx, k) }
}
