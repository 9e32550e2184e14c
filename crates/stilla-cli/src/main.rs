//! The `stilla` command.
#![forbid(unsafe_code)]

fn main() {}
