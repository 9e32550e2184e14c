//! What the fuzzers run, as plain functions of bytes: `fuzz/` drives them, `tests/fuzz_regressions.rs` replays what was found.
//!
//! The one idea: a target returns or it panics, and a panic is a find. Where an input is a text, its last byte chooses how the text is
//! treated, so that any file of JavaScript is a seed.
//!
//! Uses: every crate that reads what a stranger may have written.
//! Never: stilla-gc, whose model is fuzzed from its own tests.
#![forbid(unsafe_code)]
// A target has nobody to return an error to.
#![allow(clippy::unwrap_used)]

mod convert;
mod data;
mod eval;
mod json;
pub mod program;
mod regexp;
mod text;

/// A target and its name: that of its file in `fuzz/fuzz_targets` and of its folders of inputs.
pub type Target = (&'static str, fn(&[u8]));

/// All targets of this crate.
pub const TARGETS: [Target; 9] = [
    ("parse", text::parse),
    ("compile_verify", text::compile_verify),
    ("bytecode", text::bytecode),
    ("eval", eval::eval),
    ("regexp", regexp::regexp),
    ("json", json::json),
    ("data", data::data),
    ("convert", convert::convert),
    ("program", program::program),
];

/// Runs the target with this name.
///
/// # Panics
/// When there is none, and when the target finds something.
pub fn run(name: &str, input: &[u8]) {
    let (_, target) = TARGETS
        .iter()
        .find(|(known, _)| *known == name)
        .expect("a fuzz target names a target of this crate");
    target(input);
}
