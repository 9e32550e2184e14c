//! Placeholder.
use crate::*;
use super::dispatch::*;
pub(super) unsafe fn reject_on_throw(_: &mut Cx, _: Regs, _: Block, _: Value) -> bool { false }
pub(super) unsafe fn abandon(_: &mut Cx, _: Regs, _: Block) {}
