//! What must not compile does not, and says why.
//!
//! The texts are those of one version of the compiler; others word them differently, and there nothing is compared. Refusals whose
//! text depends on what else is built are doctests (`compile_fail`).
#![cfg(feature = "derive")]

use std::process::Command;

/// The compiler whose words are in `tests/refused/*.stderr`.
const COMPILER: &str = "rustc 1.95.";

#[test]
#[allow(clippy::print_stdout, reason = "says why it did nothing")]
fn misuse_is_refused_by_the_compiler() {
    let version = Command::new("rustc").arg("--version").output();
    if !version.is_ok_and(|version| version.stdout.starts_with(COMPILER.as_bytes())) {
        return println!("skipped: the texts are those of {COMPILER}x");
    }
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/refused/*.rs");
}
