//! Private elements: `#name` of an object.
//!
//! Private names are few and met everywhere, so fields go through the ways that all instructions
//! share; an instruction has no cache of its own. Nothing private is inherited.
//!
//! Uses: dispatch, cache, property, object. Never: the other operations' files.

use super::property::{read_way, write_way};
use crate::Cx;
use crate::interp::dispatch::{Block, Pc, Regs, Status, finish, finish_unit, next, sync};
use crate::interp::ways::find_own;
use crate::object::PropertyKey;
use crate::value::Value;

/// r[a] = r[c] has the private name r[b]
pub(crate) unsafe fn has_private(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let result = cx
            .has_private(r.get(pc.b()), r.get(pc.c()))
            .map(Value::from);
        finish(result, pc, r, cx, k)
    }
}

/// r[a] = private r[c] of r[b]
pub(crate) unsafe fn get_private(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let (base, name) = (r.get(pc.b()), r.get(pc.c()));
        if let (Some(object), Some(symbol)) = (base.as_object(), name.as_symbol()) {
            let key = PropertyKey::from_symbol(symbol);
            let way = cx.shared_ways.get(key, object.cell().header_word());
            if let Some(value) = way.and_then(|way| read_way(cx, &way, object))
                && !value.is_empty()
            {
                r.set(pc.a(), value);
                return next(pc.skip(1), r, cx, k);
            }
        }
        get_private_slow(pc, r, cx, k)
    }
}

#[inline(never)]
unsafe fn get_private_slow(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let (base, name) = (r.get(pc.b()), r.get(pc.c()));
        if let (Some(object), Some(symbol)) = (base.as_object(), name.as_symbol()) {
            let key = PropertyKey::from_symbol(symbol);
            if let Some(way) = find_own(object, key) {
                cx.shared_ways.store_get(key, way);
            }
        }
        let result = cx.private_get(base, name);
        finish(result, pc, r, cx, k)
    }
}

/// private r[b] of r[a] = r[c]
pub(crate) unsafe fn set_private(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let (base, name) = (r.get(pc.a()), r.get(pc.b()));
        if let (Some(object), Some(symbol)) = (base.as_object(), name.as_symbol()) {
            let key = PropertyKey::from_symbol(symbol);
            // NOTE: only writable fields are ever stored under a private name.
            let way = cx.shared_ways.get(key, object.cell().header_word());
            if way.is_some_and(|way| write_way(cx, &way, object, r.get(pc.c()))) {
                return next(pc.skip(1), r, cx, k);
            }
        }
        set_private_slow(pc, r, cx, k)
    }
}

#[inline(never)]
unsafe fn set_private_slow(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let (base, name) = (r.get(pc.a()), r.get(pc.b()));
        if let (Some(object), Some(symbol)) = (base.as_object(), name.as_symbol()) {
            let key = PropertyKey::from_symbol(symbol);
            if let Some(way) = find_own(object, key) {
                cx.shared_ways.store_get(key, way);
            }
        }
        let result = cx.private_set(base, name, r.get(pc.c()));
        finish_unit(result, 1, pc, r, cx, k)
    }
}

/// Adds private field r[b] = r[c] to r[a]
pub(crate) unsafe fn define_private(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let result = cx.private_field_add(r.get(pc.a()), r.get(pc.b()), r.get(pc.c()));
        finish_unit(result, 1, pc, r, cx, k)
    }
}

/// Adds private method r[b] = r[c] to r[a]
pub(crate) unsafe fn define_private_method(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let result = cx.private_method_add(r.get(pc.a()), r.get(pc.b()), r.get(pc.c()));
        finish_unit(result, 1, pc, r, cx, k)
    }
}

/// Adds private accessor r[b] with getter r[c] and setter r[c+1] to r[a]
pub(crate) unsafe fn define_private_accessor(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let (get, set) = (r.get(pc.c()), r.get(pc.c() + 1));
        let result = cx.private_accessor_add(r.get(pc.a()), r.get(pc.b()), get, set);
        finish_unit(result, 1, pc, r, cx, k)
    }
}

/// r[a] = a new private name
pub(crate) unsafe fn new_private_name(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let description = super::scope::name_of(cx, (*k.0).key(pc.b()));
        let name = cx.new_private_name(description);
        r.set(pc.a(), name.into());
        next(pc.skip(1), r, cx, k)
    }
}
