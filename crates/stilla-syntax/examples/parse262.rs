//! Runs every test262 file through the parser and compares "is this an early error?" with the frontmatter.
//!
//! `cargo run -p stilla-syntax --example parse262 -- DIR [FILTER]`: DIR is a checkout of test262. Prints false accepts and false
//! rejects, and a summary. Errors inside regular expressions are not the parser's, so negative tests below `regexp` folders are counted apart.
//!
//! Uses: stilla-syntax.
//! Never: anything else.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::path::{Path, PathBuf};
use stilla_syntax::{Interner, ParseOptions, parse};

struct Test {
    negative: bool,
    flags: String,
}

fn frontmatter(text: &str) -> Test {
    let head = text
        .split_once("/*---")
        .and_then(|(_, rest)| rest.split_once("---*/"))
        .map_or("", |(head, _)| head);
    let negative = head.split_once("negative:").is_some_and(|(_, rest)| {
        let block: Vec<_> = rest
            .lines()
            .skip(1)
            .take_while(|line| line.starts_with(' '))
            .collect();
        let has = |text: &str| block.iter().any(|line| line.contains(text));
        has("phase: parse") && has("SyntaxError")
    });
    let flags = head
        .split_once("flags:")
        .map_or(String::new(), |(_, rest)| {
            let mut lines = rest.lines();
            let mut flags = lines.next().unwrap_or("").to_owned();
            for line in lines.take_while(|line| line.trim_start().starts_with('-')) {
                flags.push_str(line);
            }
            flags
        });
    Test { negative, flags }
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return;
    };
    let mut entries: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ext| ext == "js")
            && !path.to_string_lossy().contains("_FIXTURE")
        {
            files.push(path);
        }
    }
}

fn check(source: &[u8], options: &ParseOptions) -> Result<(), String> {
    let arena = bumpalo::Bump::new();
    match parse(source, &arena, Interner::new(), options) {
        Ok(_) => Ok(()),
        Err(rejected) => {
            let first = rejected
                .diagnostics
                .first()
                .map(|d| format!("{} {} at {}", d.code(), d.message(), d.span.start));
            Err(first.unwrap_or_else(|| "no diagnostic".to_owned()))
        }
    }
}

fn main() {
    let mut args = std::env::args().skip(1);
    let root = PathBuf::from(args.next().expect("usage: parse262 DIR [FILTER]"));
    let filter = args.next().unwrap_or_default();
    let lazy = std::env::var_os("LAZY").is_some();
    let mut files = Vec::new();
    collect(&root.join("test"), &mut files);
    let (mut runs, mut accepts, mut rejects, mut regexps) = (0, 0, 0, 0);
    for path in files
        .iter()
        .filter(|path| path.to_string_lossy().contains(&filter))
    {
        let source = std::fs::read(path).unwrap_or_default();
        let text = String::from_utf8_lossy(&source);
        let test = frontmatter(&text);
        let mut modes = Vec::new();
        if test.flags.contains("module") {
            modes.push(("module", ParseOptions::module()));
        } else {
            if !test.flags.contains("onlyStrict") {
                modes.push(("sloppy", ParseOptions::script()));
            }
            if !test.flags.contains("noStrict") && !test.flags.contains("raw") {
                modes.push((
                    "strict",
                    ParseOptions {
                        strict: true,
                        ..ParseOptions::script()
                    },
                ));
            }
        }
        for (mode, options) in modes {
            runs += 1;
            let options = ParseOptions { lazy, ..options };
            let verdict = check(&source, &options);
            let name = path.strip_prefix(&root).unwrap_or(path).display();
            match (test.negative, verdict) {
                (true, Ok(())) if name.to_string().to_lowercase().contains("regexp") => {
                    regexps += 1
                }
                (true, Ok(())) => {
                    accepts += 1;
                    println!("ACCEPT {mode} {name}");
                }
                (false, Err(message)) => {
                    rejects += 1;
                    println!("REJECT {mode} {name}: {message}");
                }
                _ => {}
            }
        }
    }
    println!(
        "{runs} runs, {accepts} false accepts, {rejects} false rejects, {regexps} accepted regular expression errors"
    );
}
