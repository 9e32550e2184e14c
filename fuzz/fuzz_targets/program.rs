//! Drives the target `program` of `stilla-fuzz`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| stilla_fuzz::run("program", input));
