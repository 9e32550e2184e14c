//! What must not compile does not, and says why.
#![cfg(feature = "derive")]

#[test]
fn misuse_is_refused_by_the_compiler() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/refused/*.rs");
}
