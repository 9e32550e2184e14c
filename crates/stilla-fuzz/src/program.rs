//! Valid programs, made from choices.
//!
//! Uses: eval.
//! Never: text.

/// A program that is made from the bytes runs the same however it is treated.
pub fn program(_: &[u8]) {}
