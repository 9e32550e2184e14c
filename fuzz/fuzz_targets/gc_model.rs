//! Drives the model of the heap that `stilla-gc`'s own tests have.
#![no_main]
#![allow(dead_code, unused_imports)]

#[path = "../../crates/stilla-gc/tests/heap/model.rs"]
mod model;
#[path = "../../crates/stilla-gc/tests/heap/world.rs"]
mod world;

libfuzzer_sys::fuzz_target!(|input: &[u8]| model::run_bytes(input));
