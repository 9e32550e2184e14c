//! The op table of the register machine and every view of it.
//!
//! [`for_each_op!`] is the one declaration of the machine's instructions; the [`Op`] enum, the
//! [`Assembler`], the disassembler and the verifier derive from it. [`Code`] is one compiled
//! function: immutable, `Send + Sync`, without a runtime inside.
#![forbid(unsafe_code)]

pub mod code;
pub mod op;

pub use code::{
    Code, CodeFlags, Constant, FunctionKind, FunctionRef, Handler, JumpTable, Position, WtfString,
};
pub use op::{Op, Role};
