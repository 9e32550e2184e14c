//! Measures how fast a file is parsed: `cargo run --release -p stilla-syntax --example throughput FILE [lazy]`.
//!
//! Prints megabytes per second (best of several runs), and on Linux the peak memory.
//!
//! Uses: stilla-syntax.
//! Never: anything else.
#![allow(clippy::print_stdout)]

use std::time::Instant;
use stilla_syntax::{Interner, ParseOptions, parse};

fn main() {
    let mut args = std::env::args().skip(1);
    let path = args.next().expect("usage: throughput FILE [lazy]");
    let lazy = args.next().is_some_and(|word| word == "lazy");
    let typescript = path.ends_with(".ts") || path.ends_with(".tsx");
    let source = std::fs::read(&path).expect("the file should be readable");
    let options = ParseOptions {
        lazy,
        typescript,
        jsx: path.ends_with('x'),
        ..ParseOptions::script()
    };
    let mut best = f64::INFINITY;
    for _ in 0..7 {
        let start = Instant::now();
        let arena = bumpalo::Bump::new();
        match parse(&source, &arena, Interner::new(), &options) {
            Ok(parsed) => {
                let seconds = start.elapsed().as_secs_f64();
                best = best.min(seconds);
                std::hint::black_box(parsed.scopes.len());
            }
            Err(rejected) => {
                for diagnostic in rejected.diagnostics {
                    let line = 1 + source[..diagnostic.span.start as usize]
                        .iter()
                        .filter(|&&byte| byte == b'\n')
                        .count();
                    println!(
                        "{path}:{line}: {} {}",
                        diagnostic.code(),
                        diagnostic.message()
                    );
                }
                return;
            }
        }
    }
    println!(
        "{:.1} MB/s, {:.1} ms",
        source.len() as f64 / best / 1e6,
        best * 1e3
    );
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        for line in status.lines().filter(|line| line.starts_with("VmHWM")) {
            println!("{line}");
        }
    }
}
