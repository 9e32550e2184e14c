//! Published TypeScript parses: the files below the folders that `STILLA_TYPESCRIPT` names, with `:` between them.
//!
//! Without the variable nothing is tried. The compiler's own `lib/lib.*.d.ts` and a few packages that ship their
//! sources make a good trial: `npm install --ignore-scripts typescript zod rxjs effect hono @types/node`.
//!
//! Uses: stilla-syntax. Never: the network.
#![allow(missing_docs, clippy::print_stderr, reason = "a test")]

use std::path::{Path, PathBuf};

use stilla_syntax::{Interner, LineIndex, ParseOptions};

/// The failures that are shown.
const MOST: usize = 60;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            files(&path, found);
        } else if [".ts", ".mts", ".cts", ".tsx"]
            .iter()
            .any(|ending| name.ends_with(ending))
        {
            found.push(path);
        }
    }
}

/// Why the file does not parse, as a module or as a script.
fn failure(path: &Path) -> Option<String> {
    let text = std::fs::read(path).expect("the file can be read");
    let name = path.to_string_lossy();
    let try_as = |goal: ParseOptions| {
        let options = ParseOptions {
            typescript: true,
            jsx: name.ends_with(".tsx"),
            declarations: stilla_syntax::is_declaration_file(&name),
            ..goal
        };
        let arena = bumpalo::Bump::new();
        match stilla_syntax::parse(&text, &arena, Interner::new(), &options) {
            Ok(_) => None,
            Err(rejected) => rejected.diagnostics.first().map(|diagnostic| {
                let lines = LineIndex::new(&text);
                let place = lines.position(&text, diagnostic.span.start);
                let line = String::from_utf8_lossy(lines.line(&text, place.line)).into_owned();
                let line: String = line.trim_end().chars().take(160).collect();
                format!(
                    "{name}:{}:{}: {}\n    {line}",
                    place.line,
                    place.column,
                    diagnostic.message()
                )
            }),
        }
    };
    let as_module = try_as(ParseOptions::module())?;
    try_as(ParseOptions::script()).map(|_| as_module)
}

/// Issue 5: the whole erasable syntax of TypeScript 5.9 parses in published files.
#[test]
fn published_files_parse() {
    let Some(folders) = std::env::var_os("STILLA_TYPESCRIPT") else {
        return;
    };
    let mut found = Vec::new();
    for folder in std::env::split_paths(&folders) {
        files(&folder, &mut found);
    }
    let failures: Vec<String> = found.iter().filter_map(|path| failure(path)).collect();
    eprintln!("{} files, {} do not parse", found.len(), failures.len());
    let shown: Vec<&str> = failures.iter().take(MOST).map(String::as_str).collect();
    assert!(failures.is_empty(), "\n{}", shown.join("\n"));
}
