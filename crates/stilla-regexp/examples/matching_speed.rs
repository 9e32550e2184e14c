//! Times typical patterns over generated texts.
//!
//! `matching_speed write FOLDER` writes texts and patterns for `data/throughput.js`, which times them in another
//! engine; `matching_speed [PART]` prints milliseconds, matches and pattern for each (those that contain PART).
//!
//! Uses: stilla-regexp.
//! Never: any other crate of the engine.
#![allow(clippy::print_stdout, missing_docs)]

use std::time::Instant;

use stilla_regexp::{Flags, Input, Limits, Scratch, Unlimited, compile};

/// Corpus, flags and pattern.
const PATTERNS: &[(&str, &str, &str)] = &[
    ("dna", "i", "agggtaaa|tttaccct"),
    ("dna", "i", "[cgt]gggtaaa|tttaccc[acg]"),
    ("dna", "", "agg[act]taaa|ttta[agt]cct"),
    ("dna", "", "tHa[Nt]|gg[ac]t+"),
    ("log", "", "[\\w.+-]+@[\\w-]+\\.[\\w.-]+"),
    ("log", "", "(\\d{1,3}\\.){3}\\d{1,3}"),
    (
        "log",
        "",
        "(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})",
    ),
    (
        "log",
        "",
        "\"(GET|POST|PUT) ([^ \"]+) HTTP/1\\.[01]\" (\\d{3})",
    ),
    (
        "log",
        "m",
        "^(\\S+) - - \\[([^\\]]+)\\] \"([^\"]*)\" (\\d+) (\\d+)$",
    ),
    ("log", "", "\\b[a-z]+ing\\b"),
    ("log", "i", "error|warning|fatal"),
    ("log", "", "timeout"),
    ("log", "", "(?<year>\\d{4})-(?<month>\\d{2})-(?<day>\\d{2})"),
    ("log", "", "https?://[^\\s/$.?#].[^\\s]*"),
    ("log", "", "\\s+$"),
    ("log", "", ".*timeout.*"),
    ("log", "", "(a|b|c|d|e)+f"),
    ("log", "", "\"[^\"\\\\]*(?:\\\\.[^\"\\\\]*)*\""),
    ("log", "", "[^,\\s]+,"),
    ("log", "", "(\\w+)\\s+\\1"),
    ("log", "", "(?<=user=)\\w+"),
    ("log", "", "\\w+(?=:)"),
    ("log", "u", "\\p{Lu}\\p{Ll}+"),
    (
        "log",
        "",
        "if|else|while|for|return|function|var|let|const|class|timeout",
    ),
    ("wide", "", "[а-я]+"),
    ("wide", "i", "привет"),
    ("wide", "u", "\\p{L}+"),
    ("wide", "", "\\w+@\\w+"),
    ("wide", "", "timeout"),
    ("wide", "", "\\d+"),
];

fn corpus(name: &str) -> String {
    let mut state = 42u32;
    let mut random = move |n: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % n
    };
    let mut text = String::new();
    let words = [
        "the",
        "running",
        "string",
        "user=anna",
        "timeout",
        "Error",
        "value:",
        "a",
        "of",
        "processing",
        "mail@example.org",
        "https://example.com/a/b?c=d",
        "2026-02-03",
        "\"quoted \\\" text\"",
        "config,",
        "Warning",
        "the the",
        "bbeef",
        "x",
    ];
    let wide = [
        "привет",
        "мир",
        "Привет",
        "слово",
        "word",
        "user@host",
        "12345",
        "日本語",
        "😀",
        "timeout",
        "и",
        "на",
    ];
    while text.len() < 1_000_000 {
        match name {
            "dna" => {
                text.extend((0..60).map(|_| ['a', 'c', 'g', 't'][random(4)]));
                text.push('\n');
            }
            "log" => {
                let ip = [random(256), random(256), random(256), random(256)]
                    .map(|n| n.to_string())
                    .join(".");
                let verb = ["GET", "POST", "PUT", "HEAD"][random(4)];
                text.push_str(&format!(
                    "{ip} - - [10/Oct/2026:13:55:{:02}] \"{verb} /index/{} HTTP/1.1\" {} {}\n",
                    random(60),
                    random(999),
                    200 + random(300),
                    random(9999)
                ));
                for _ in 0..6 + random(8) {
                    text.push_str(words[random(words.len())]);
                    text.push(' ');
                }
                text.push('\n');
            }
            _ => {
                text.push_str(wide[random(wide.len())]);
                text.push(if random(12) == 0 { '\n' } else { ' ' });
            }
        }
    }
    text
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [command, folder] = &args[..]
        && command == "write"
    {
        for name in ["dna", "log", "wide"] {
            std::fs::write(format!("{folder}/{name}"), corpus(name))
                .expect("the folder can be written");
        }
        let lines: Vec<String> = PATTERNS
            .iter()
            .map(|(corpus, flags, pattern)| format!("{corpus}\t{flags}\t{pattern}\n"))
            .collect();
        std::fs::write(format!("{folder}/patterns"), lines.concat())
            .expect("the folder can be written");
        return;
    }
    for &(name, flags, pattern) in PATTERNS {
        if args
            .first()
            .is_some_and(|part| !pattern.contains(part.as_str()))
        {
            continue;
        }
        let text = corpus(name);
        let units: Vec<u16> = text.encode_utf16().collect();
        let input = if text.is_ascii() {
            Input::Latin1(text.as_bytes())
        } else {
            Input::Utf16(&units)
        };
        let len = if text.is_ascii() {
            text.len()
        } else {
            units.len()
        };
        let source: Vec<u16> = pattern.encode_utf16().collect();
        let flags_set = Flags::parse(flags.chars()).expect("the flags are valid");
        let program =
            compile(&source, flags_set, &Limits::default()).expect("the pattern is valid");
        let mut scratch = Scratch::default();
        let (mut best, mut count) = (f64::INFINITY, 0);
        for _ in 0..3 {
            let start = Instant::now();
            let mut at = 0;
            count = 0;
            while at <= len
                && program.exec(input, at, false, &mut scratch, &mut Unlimited) == Ok(true)
            {
                let found = scratch.group(0).expect("a match has a range");
                count += 1;
                at = found.end + usize::from(found.is_empty());
            }
            best = best.min(start.elapsed().as_secs_f64() * 1000.0);
        }
        println!("{best:.2}\t{count}\t{name}\t/{pattern}/{flags}");
    }
}
