//! Jumps: forwards without a charge, backwards charging the budget.
//!
//! Uses: dispatch, compare. Never: the other operations' files.

use super::compare::{Comparison, StrictEq, compare};
use crate::Cx;
use crate::interp::collect_alone;
use crate::interp::dispatch::{Block, Pc, Regs, Status, next, resume, sync, throw};
use crate::value::Value;
use stilla_bytecode::code::JumpTable;

/// Forwards or backwards: what a taken jump does.
pub(crate) trait Direction {
    /// Goes on at `pc`.
    ///
    /// # Safety
    /// I1, I2, I3.
    unsafe fn go(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status;
}

/// A jump without a charge.
pub(crate) struct Forward;

/// A jump that charges the budget.
pub(crate) struct Backward;

impl Direction for Forward {
    #[inline(always)]
    unsafe fn go(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
        // SAFETY: as required.
        unsafe { next(pc, r, cx, k) }
    }
}

impl Direction for Backward {
    #[inline(always)]
    unsafe fn go(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
        // SAFETY: as required.
        unsafe {
            if cx.heap.poll().charge_one() {
                return poll(pc, r, cx, k);
            }
            next(pc, r, cx, k)
        }
    }
}

/// The budget's slow path, before the instruction at `pc`.
#[cold]
#[inline(never)]
unsafe fn poll(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        collect_alone(cx);
        match cx.charge(1) {
            Ok(()) => resume(pc, r, cx, k),
            Err(thrown) => throw(cx, thrown),
        }
    }
}

/// -> target
pub(crate) unsafe fn jump<D: Direction>(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let target = pc.skip(1 + pc.wide(1) as isize);
        D::go(target, r, cx, k)
    }
}

/// A test of one register that can't throw.
macro_rules! jump_if {
    ($($name:ident |$cx:ident, $value:ident| $test:expr;)*) => {
        $(pub(crate) unsafe fn $name<D: Direction>(pc: Pc, r: Regs, $cx: &mut Cx, k: Block) -> Status {
            // SAFETY: I1, I2, I3.
            unsafe {
                let $value = r.get(pc.a());
                if $test {
                    let target = pc.skip(1 + pc.wide(2) as isize);
                    return D::go(target, r, $cx, k);
                }
                next(pc.skip(1), r, $cx, k)
            }
        })*
    };
}

/// ToBoolean, Booleans first.
#[inline(always)]
fn truth(cx: &Cx, value: Value) -> bool {
    value == Value::TRUE || (value != Value::FALSE && cx.to_boolean(value))
}

jump_if! {
    if_true |cx, value| truth(cx, value);
    if_false |cx, value| !truth(cx, value);
    if_nullish |cx, value| value.is_nullish();
    if_not_nullish |cx, value| !value.is_nullish();
    if_undefined |cx, value| value.is_undefined();
    if_not_undefined |cx, value| !value.is_undefined();
    if_empty |cx, value| value.is_empty();
}

/// r[a] ∘ r[b] is `WANTED` -> target
pub(crate) unsafe fn compare_registers<C: Comparison, D: Direction, const WANTED: bool>(
    pc: Pc,
    r: Regs,
    cx: &mut Cx,
    k: Block,
) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        match compare::<C>(r.get(pc.a()), r.get(pc.b())) {
            Some(truth) if truth == WANTED => {
                let target = pc.skip(1 + isize::from(pc.c_signed()));
                D::go(target, r, cx, k)
            }
            Some(_) => next(pc.skip(1), r, cx, k),
            None => compare_slow::<C, WANTED>(pc, r, cx, k),
        }
    }
}

#[inline(never)]
unsafe fn compare_slow<C: Comparison, const WANTED: bool>(
    pc: Pc,
    r: Regs,
    cx: &mut Cx,
    k: Block,
) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let right = r.get(pc.b());
        decide::<C, WANTED>(right, pc, r, cx, k)
    }
}

/// r[a] ∘ immediate is `WANTED` -> target
pub(crate) unsafe fn compare_int<C: Comparison, D: Direction, const WANTED: bool>(
    pc: Pc,
    r: Regs,
    cx: &mut Cx,
    k: Block,
) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let right = Value::from_int(i32::from(pc.b_signed()));
        match compare::<C>(r.get(pc.a()), right) {
            Some(truth) if truth == WANTED => {
                let target = pc.skip(1 + isize::from(pc.c_signed()));
                D::go(target, r, cx, k)
            }
            Some(_) => next(pc.skip(1), r, cx, k),
            None => compare_int_slow::<C, WANTED>(pc, r, cx, k),
        }
    }
}

#[inline(never)]
unsafe fn compare_int_slow<C: Comparison, const WANTED: bool>(
    pc: Pc,
    r: Regs,
    cx: &mut Cx,
    k: Block,
) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let right = Value::from_int(i32::from(pc.b_signed()));
        decide::<C, WANTED>(right, pc, r, cx, k)
    }
}

/// Compares any two values and jumps; charges as if the jump went backwards.
unsafe fn decide<C: Comparison, const WANTED: bool>(
    right: Value,
    pc: Pc,
    r: Regs,
    cx: &mut Cx,
    k: Block,
) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let left = r.get(pc.a());
        let truth = match (left.as_small_bigint(), right.as_small_bigint()) {
            // FAST: these are exact as doubles.
            (Some(left), Some(right)) => C::doubles(left.get() as f64, right.get() as f64),
            _ => match C::general(cx, left, right) {
                Ok(truth) => truth,
                Err(thrown) => return throw(cx, thrown),
            },
        };
        let offset = if truth == WANTED {
            isize::from(pc.c_signed())
        } else {
            0
        };
        if offset < 0
            && let Err(thrown) = cx.charge(1)
        {
            return throw(cx, thrown);
        }
        resume(pc.skip(1 + offset), r, cx, k)
    }
}

/// Strict equality of registers: bits first, since most operands are no Numbers.
pub(crate) unsafe fn strict_equal<D: Direction, const WANTED: bool>(
    pc: Pc,
    r: Regs,
    cx: &mut Cx,
    k: Block,
) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let (lhs, rhs) = (r.get(pc.a()), r.get(pc.b()));
        let truth = match compare::<StrictEq>(lhs, rhs) {
            Some(truth) => truth,
            None => lhs == rhs || cx.strictly_equal(lhs, rhs),
        };
        if truth == WANTED {
            let target = pc.skip(1 + isize::from(pc.c_signed()));
            return D::go(target, r, cx, k);
        }
        next(pc.skip(1), r, cx, k)
    }
}

/// r[a] is an entry of table b -> its target
pub(crate) unsafe fn switch_int(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let value = r.get(pc.a());
        let number = match value.as_int() {
            Some(int) => int,
            None => match value.as_double() {
                Some(double) if f64::from(double as i32) == double => double as i32,
                _ => return next(pc.skip(1), r, cx, k),
            },
        };
        let table: &JumpTable = &(*k.0).code().jump_tables[pc.b()];
        let index = number.wrapping_sub(table.first) as u32 as usize;
        let offset = table.offsets.get(index).copied().unwrap_or(0);
        next(pc.skip(1 + offset as isize), r, cx, k)
    }
}
