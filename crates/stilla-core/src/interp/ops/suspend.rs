//! Placeholder.
use crate::*;
use crate::interp::dispatch::*;
macro_rules! m { ($($n:ident)*) => { $(pub(crate) unsafe fn $n(_: Pc, _: Regs, _: &mut Cx, _: Block) -> Status { panic!() })* } }
m!(start_generator start_async yield_ yield_delegate await_ async_return generator_return);
