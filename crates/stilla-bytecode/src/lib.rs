//! The op table of the register machine and every view of it.
//!
//! [`for_each_op!`] is the one declaration of the machine's instructions; the [`Op`] enum, the
//! [`Assembler`], the disassembler and the verifier derive from it. [`Code`] is one compiled
//! function: immutable, `Send + Sync`, without a runtime inside.
#![allow(
    rustdoc::broken_intra_doc_links,
    rustdoc::private_intra_doc_links,
    reason = "brackets in an equation are indices"
)]
#![forbid(unsafe_code)]

pub mod code;
pub mod op;

pub mod assembler;
pub mod decode;
pub mod disassemble;
pub mod flow;
pub mod verify;

pub use assembler::{AssembleError, Assembled, Assembler, Inst, Label, Reg};
pub use code::{
    Code, CodeFlags, Constant, FunctionKind, FunctionRef, Handler, JumpTable, Position, WtfString,
};
pub use disassemble::disassemble;
pub use op::{Op, Role};
pub use verify::{VerifyError, verify};
