//! Syntax tree to bytecode.
#![forbid(unsafe_code)]
