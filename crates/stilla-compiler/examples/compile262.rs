//! Compiles every test262 file below a directory and verifies the code: `compile262 DIR`; with
//! `--lazy` behind it, also compares with the code of functions that are compiled later.
//!
//! A file that should not parse must be refused, any other must compile.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::collections::BTreeMap;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use stilla_bytecode::Code;
use stilla_bytecode::disassemble::disassemble_one;
use stilla_bytecode::flow::{UnwrittenRead, unwritten_read};
use stilla_compiler::{CompileError, CompileOptions, compile_module, compile_script};

fn collect(directory: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(directory) else {
        files.push(directory.to_path_buf());
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            collect(&path, files);
        } else if name.ends_with(".js") && !name.contains("_FIXTURE") {
            files.push(path);
        }
    }
}

/// The first read of an unwritten register in the code or a function inside it.
fn unwritten(code: &Code) -> Option<(String, UnwrittenRead)> {
    let mut pending = vec![code];
    while let Some(code) = pending.pop() {
        if let Some(read) = unwritten_read(code) {
            return Some((String::from_utf8_lossy(&code.facts.name).into_owned(), read));
        }
        pending.extend(
            code.functions
                .iter()
                .filter_map(|f| f.code(None).ok().map(|c| &**c)),
        );
    }
    None
}

/// Panics unless code that was compiled lazily is what it would have been.
fn same(eager: &Code, lazy: &Code) {
    let mut pending = vec![(eager, lazy)];
    while let Some((eager, lazy)) = pending.pop() {
        let (a, b) = (disassemble_one(eager), disassemble_one(lazy));
        if a != b {
            let different = a.lines().zip(b.lines()).find(|(a, b)| a != b);
            panic!("lazy code differs: {different:?}");
        }
        for (a, b) in eager.functions.iter().zip(&lazy.functions) {
            match (a.code(None), b.code(None)) {
                (Ok(a), Ok(b)) => pending.push((a, b)),
                (_, Err(error)) => panic!("lazy function: {error}"),
                (Err(error), _) => panic!("eager function: {error}"),
            }
        }
    }
}

fn main() {
    let lazy = std::env::args().any(|argument| argument == "--lazy");
    let directory = std::env::args().nth(1).unwrap_or_else(|| ".".into());
    let mut files = Vec::new();
    collect(Path::new(&directory), &mut files);
    files.sort();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut messages: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let mut words = 0usize;
    std::panic::set_hook(Box::new(|_| {}));
    for path in &files {
        let Ok(source) = std::fs::read(path) else {
            continue;
        };
        let text = String::from_utf8_lossy(&source);
        let head = text.split("---*/").next().unwrap_or("");
        let module = head.contains("flags:") && head.contains("module");
        let negative = head.contains("phase: parse");
        let strict = head.contains("onlyStrict");
        let mut source = source.clone();
        if strict && !module {
            source.splice(0..0, b"\"use strict\";\n".iter().copied());
        }
        let shown = path.display().to_string();
        let result = catch_unwind(|| {
            let compile = |lazy_from| {
                let options = CompileOptions {
                    completion: true,
                    lazy_from,
                    ..CompileOptions::default()
                };
                if module {
                    compile_module(&shown, &source, &options)
                } else {
                    compile_script(&shown, &source, &options)
                }
            };
            let code = compile(usize::MAX)?;
            if lazy {
                let later = compile(0)?;
                same(&code, &later);
            }
            Ok::<_, CompileError>(code)
        });
        let verdict = match result {
            Err(panic) => {
                let message = panic
                    .downcast_ref::<String>()
                    .cloned()
                    .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_string()))
                    .unwrap_or_default();
                let message = message.lines().next().unwrap_or("").to_string();
                let entry = messages.entry(format!("PANIC {message}")).or_default();
                entry.0 += 1;
                entry.1 = shown;
                "panic"
            }
            Ok(Ok(code)) => {
                words += code.words.len();
                match stilla_bytecode::verify(&code) {
                    Err(error) => {
                        let entry = messages
                            .entry(format!("INVALID {}", error.message))
                            .or_default();
                        entry.0 += 1;
                        entry.1 = shown;
                        "invalid"
                    }
                    Ok(()) if let Some((name, read)) = unwritten(&code) => {
                        let message = format!("UNWRITTEN in {}", {
                            let p = path
                                .parent()
                                .map(|p| p.display().to_string())
                                .unwrap_or_default();
                            p.split("/test/").nth(1).unwrap_or("").to_string()
                        });
                        let entry = messages.entry(message).or_default();
                        entry.0 += 1;
                        entry.1 = format!("{shown}: {name:?} {read:?}");
                        "reads what was not written"
                    }
                    Ok(()) if negative => "accepted though negative",
                    Ok(()) => "compiled",
                }
            }
            Ok(Err(_)) if negative => "refused as it should be",
            Ok(Err(error)) => {
                let entry = messages.entry(format!("ERROR {error}")).or_default();
                entry.0 += 1;
                entry.1 = shown;
                "refused"
            }
        };
        *counts.entry(verdict).or_default() += 1;
    }
    for (message, (count, example)) in &messages {
        println!("{count:6} {message}\n       {example}");
    }
    println!("{} files, {words} words of top-level code", files.len());
    for (verdict, count) in counts {
        println!("{count:6} {verdict}");
    }
}
