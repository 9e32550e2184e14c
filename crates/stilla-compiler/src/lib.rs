//! Syntax tree to bytecode.
//!
//! [`compile_script`], [`compile_module`], [`compile_eval`] and [`compile_function`] take a text
//! and hand out a [`Code`](stilla_bytecode::Code) or say what is wrong with the text. One pass
//! over the tree emits instructions; registers are handed out like a stack.
//!
//! Uses: stilla-syntax, stilla-regexp, stilla-bytecode.
//! Never: anything of a runtime.
#![forbid(unsafe_code)]

mod body;
mod class;
mod control;
mod error;
mod eval;
mod expr;
mod fault;
mod function;
mod lazy;
mod module;
mod pattern;
mod reference;
mod scope;
mod script;
mod stmt;
mod strict_types;
mod unit;

pub use stilla_syntax::{Forms, JsxNames, LineIndex, Position, Watch};

pub use error::{CompileDiagnostic, CompileError};
pub use unit::{
    CompileOptions, DynamicKind, compile_eval, compile_function, compile_module, compile_script,
};
