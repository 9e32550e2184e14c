//! Elements of typed arrays by int32 keys: one function for each element type.
//!
//! `GetElem` and `SetElem` come here through a table by the number of the element type; whatever is
//! not a plain access of a cached view goes back to the general way.
//!
//! Uses: dispatch, property, object. Never: the other operations' files.

use super::property::{get_elem_slow, set_elem_slow};
use crate::Cx;
use crate::buffer::ElementType;
use crate::interp::dispatch::{Block, Handler, Pc, Regs, Status, next};
use crate::object::{Clamped, Element, Half, Object};

const TYPES: usize = ElementType::ALL.len();

/// `GetElem` for each element type.
static GET: [Handler; TYPES] = {
    let mut table: [Handler; TYPES] = [get_elem_slow; TYPES];
    table[ElementType::Int8 as usize] = get::<i8>;
    table[ElementType::Uint8 as usize] = get::<u8>;
    table[ElementType::Uint8Clamped as usize] = get::<Clamped>;
    table[ElementType::Int16 as usize] = get::<i16>;
    table[ElementType::Uint16 as usize] = get::<u16>;
    table[ElementType::Int32 as usize] = get::<i32>;
    table[ElementType::Uint32 as usize] = get::<u32>;
    table[ElementType::Float16 as usize] = get::<Half>;
    table[ElementType::Float32 as usize] = get::<f32>;
    table[ElementType::Float64 as usize] = get::<f64>;
    table
};

/// `SetElem` for each element type.
static SET: [Handler; TYPES] = {
    let mut table: [Handler; TYPES] = [set_elem_slow; TYPES];
    table[ElementType::Int8 as usize] = set::<i8>;
    table[ElementType::Uint8 as usize] = set::<u8>;
    table[ElementType::Uint8Clamped as usize] = set::<Clamped>;
    table[ElementType::Int16 as usize] = set::<i16>;
    table[ElementType::Uint16 as usize] = set::<u16>;
    table[ElementType::Int32 as usize] = set::<i32>;
    table[ElementType::Uint32 as usize] = set::<u32>;
    table[ElementType::Float16 as usize] = set::<Half>;
    table[ElementType::Float32 as usize] = set::<f32>;
    table[ElementType::Float64 as usize] = set::<f64>;
    table
};

/// `GetElem` of a typed array.
#[inline(always)]
pub(super) unsafe fn get_elem(array: Object, pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe { GET[array.element_type() as usize](pc, r, cx, k) }
}

/// `SetElem` of a typed array.
#[inline(always)]
pub(super) unsafe fn set_elem(array: Object, pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe { SET[array.element_type() as usize](pc, r, cx, k) }
}

unsafe fn get<E: Element>(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3; E1 and E2 of `object/slots/elements_of_views`.
    unsafe {
        if let (Some(array), Some(index)) = (r.get(pc.b()).as_object(), r.get(pc.c()).as_int()) {
            let index = index as u32 as usize;
            if let Some(start) = cx.cached_elements(array, index) {
                r.set(pc.a(), E::load(start, index));
                return next(pc.skip(1), r, cx, k);
            }
        }
        get_elem_slow(pc, r, cx, k)
    }
}

unsafe fn set<E: Element>(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3; E1 and E2 of `object/slots/elements_of_views`.
    unsafe {
        if let (Some(array), Some(index)) = (r.get(pc.a()).as_object(), r.get(pc.b()).as_int()) {
            let index = index as u32 as usize;
            if let Some(start) = cx.cached_elements(array, index)
                && E::store(start, index, r.get(pc.c()))
            {
                return next(pc.skip(1), r, cx, k);
            }
        }
        set_elem_slow(pc, r, cx, k)
    }
}
