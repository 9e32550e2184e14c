//! The arguments of a call: `arguments` objects, rest parameters, single arguments.
//!
//! Uses: frame, function. Never: the other operations' files.

use stilla_bytecode::Constant;

use crate::Cx;
use crate::interp::dispatch::{Block, Pc, Regs, Status, finish, next, sync};
use crate::interp::frame::{CALLEE, Link};
use crate::value::Value;

/// The arguments that frame `r` was called with; its code keeps them below the frame.
unsafe fn arguments<'r>(r: Regs) -> &'r [Value] {
    // SAFETY: I2: a frame whose code needs its arguments has them right below its header.
    unsafe {
        let argc = Link::of(r).argc();
        std::slice::from_raw_parts(r.0.sub(argc), argc)
    }
}

/// r[a] = the unmapped arguments object
pub(crate) unsafe fn new_arguments(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let object = cx.strict_arguments(arguments(r));
        finish(Ok(object.into()), pc, r, cx, k)
    }
}

/// r[a] = the mapped arguments object
pub(crate) unsafe fn new_mapped_arguments(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let map: &[Option<u16>] = match Cx::raw_constant(&*k.0, pc.c()) {
            Constant::ArgumentMap(map) => map,
            _ => &[],
        };
        let object = cx.sloppy_arguments(arguments(r), r.get(pc.b()), map, r.get(CALLEE));
        finish(Ok(object.into()), pc, r, cx, k)
    }
}

/// r[a] = an array of the arguments from number b on
pub(crate) unsafe fn new_rest(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let rest = arguments(r).get(pc.b()..).unwrap_or(&[]);
        let array = cx.array_from_slice(rest);
        finish(Ok(array.into()), pc, r, cx, k)
    }
}

/// r[a] = argument number b
pub(crate) unsafe fn load_arg(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let value = arguments(r)
            .get(pc.b())
            .copied()
            .unwrap_or(Value::UNDEFINED);
        r.set(pc.a(), value);
        next(pc.skip(1), r, cx, k)
    }
}
