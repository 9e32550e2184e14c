//! Times single calls: short inputs, where the cost of beginning counts, and patterns that backtrack hard.
//!
//! Uses: stilla-regexp.
//! Never: any other crate of the engine.
#![allow(clippy::print_stdout, missing_docs)]

use std::time::Instant;

use stilla_regexp::{Flags, Input, Limits, Scratch, Unlimited, compile};

fn main() {
    let (xs, many, some) = ("x".repeat(22), "a".repeat(20), "a".repeat(18));
    let cases: [(&str, &str, &str, u32); 9] = [
        ("short", "\\d+", "abc123", 300_000),
        (
            "date",
            "^(\\d{4})-(\\d{2})-(\\d{2})$",
            "2026-02-03",
            300_000,
        ),
        ("trim", "^\\s+|\\s+$", "hello world", 300_000),
        (
            "email",
            "^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,}$",
            "john.doe@mail.example.org",
            300_000,
        ),
        ("ident", "^[A-Za-z_$][\\w$]*$", "someIdentifier42", 300_000),
        ("catas", "(x+x+)+y", &xs, 1),
        ("catas2", "(a|a)*b", &many, 1),
        ("catas3", "(?:a?){18}a{18}", &some, 1),
        (
            "nested",
            "^(?:(?:[a-z]+\\.)+[a-z]+,?)+$",
            "www.example.com,foo.bar.baz,a.b.c,d.e.f!",
            3,
        ),
    ];
    for (name, pattern, text, count) in cases {
        let source: Vec<u16> = pattern.encode_utf16().collect();
        let start = Instant::now();
        for _ in 0..1000 {
            let program = compile(&source, Flags::NONE, &Limits::default());
            assert!(program.is_ok());
        }
        let compiled = start.elapsed().as_nanos() / 1000;
        let program =
            compile(&source, Flags::NONE, &Limits::default()).expect("the pattern is valid");
        let mut scratch = Scratch::default();
        let start = Instant::now();
        let mut found = 0;
        for _ in 0..count {
            let input = Input::Latin1(text.as_bytes());
            found +=
                u32::from(program.exec(input, 0, false, &mut scratch, &mut Unlimited) == Ok(true));
        }
        let each = start.elapsed().as_nanos() / u128::from(count);
        println!(
            "{name}\t{each} ns\t{found}\tcompiled in {compiled} ns to {} bytes",
            program.size()
        );
    }
}
