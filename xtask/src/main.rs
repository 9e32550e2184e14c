//! Development tasks: `cargo xtask --help` lists them.
#![forbid(unsafe_code)]

fn main() {}
