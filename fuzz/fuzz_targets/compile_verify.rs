//! Drives the target `compile_verify` of `stilla-fuzz`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| stilla_fuzz::run("compile_verify", input));
