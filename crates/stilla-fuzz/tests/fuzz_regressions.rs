//! Every input that the fuzzers kept or found, again.
//!
//! Uses: stilla-fuzz, and the folders `fuzz/corpus` and `fuzz/regressions`.
//! Never: a fuzzer.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::Path;
use stilla_fuzz::{TARGETS, run};

fn replay(folder: &str) {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fuzz")
        .join(folder);
    for (target, _) in TARGETS {
        let Ok(entries) = fs::read_dir(fuzz.join(target)) else {
            continue;
        };
        for entry in entries {
            let file = entry.unwrap().path();
            let input = fs::read(&file).unwrap();
            let replayed = std::panic::catch_unwind(|| run(target, &input));
            assert!(replayed.is_ok(), "{}", file.display());
        }
    }
}

/// One thread with the stack that a program's main thread has.
fn with_stack(f: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(8 << 20).spawn(f);
    thread.unwrap().join().unwrap();
}

#[test]
fn what_the_fuzzers_kept_is_replayed() {
    with_stack(|| replay("corpus"));
}

#[test]
fn what_the_fuzzers_found_stays_mended() {
    with_stack(|| replay("regressions"));
}

#[test]
fn programs_that_are_made_from_choices_compile_and_run_alike() {
    with_stack(|| {
        let mut state = 7_u64;
        for _ in 0..200 {
            let bytes: Vec<u8> = (0..400)
                .map(|_| {
                    state = state
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1);
                    (state >> 56) as u8
                })
                .collect();
            run("program", &bytes);
        }
    });
}
