//! The page of all abilities is true: each row has a chapter, and tests or examples that name it.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// All sources below a folder as one text.
fn sources(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text.push_str(&sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
    text
}

/// Whether an item of this name has documentation with an example.
fn has_example(sources: &str, item: &str) -> bool {
    let name = item.rsplit("::").next().unwrap();
    let kinds = ["fn", "struct", "enum", "trait", "async fn"];
    let lines: Vec<&str> = sources.lines().collect();
    let is_item = |line: &str| {
        let line = line.trim_start();
        kinds.iter().any(|kind| {
            line.strip_prefix("pub ")
                .and_then(|rest| rest.strip_prefix(kind))
                .and_then(|rest| rest.trim_start().strip_prefix(name))
                .is_some_and(|rest| rest.starts_with(['<', '(', ' ', ';', ':']))
        }) || line == name
    };
    lines.iter().enumerate().any(|(at, line)| {
        is_item(line)
            && lines[..at]
                .iter()
                .rev()
                .take_while(|line| {
                    let line = line.trim_start();
                    line.starts_with("///") || line.starts_with("#[")
                })
                .any(|line| line.contains("```"))
    })
}

#[test]
fn every_ability_is_told_and_proved() {
    let book = root().join("../../docs/book/src");
    let page = fs::read_to_string(book.join("abilities.md")).unwrap();
    let sources = sources(&root().join("src"));
    let mut rows = 0;
    for line in page.lines().filter(|line| line.starts_with("| ")).skip(1) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, row, _, chapter, proofs, _] = cells[..] else {
            panic!("{line}")
        };
        rows += 1;
        let file = chapter.rsplit_once('(').unwrap().1.trim_end_matches(')');
        assert!(book.join(file).is_file(), "row {row}: {file}");
        let (mut named, mut shown) = (0, 0);
        for proof in proofs.split(", ").map(|proof| proof.trim_matches('`')) {
            if proof.ends_with(".rs") {
                let test = fs::read_to_string(root().join("tests").join(proof)).unwrap();
                let names = |line: &str| {
                    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_digit());
                    let mut parts = line.split(row).skip(1);
                    line.to_lowercase().starts_with("/// row ") && parts.any(ends)
                };
                assert!(
                    test.lines().any(names),
                    "row {row}: no test of {proof} names it"
                );
                named += 1;
            } else {
                assert!(
                    has_example(&sources, proof),
                    "row {row}: {proof} has no example"
                );
                shown += 1;
            }
        }
        assert!(named + shown > 0, "row {row} is proved by nothing");
    }
    assert!(rows > 50, "{rows} rows");
}

/// Public by the letter, but no path leads there: they stand in signatures that nobody else can use.
const UNREACHABLE: [&str; 6] = [
    "Native",
    "WithContext",
    "Reader",
    "RawArgs",
    "Receiver",
    "RawKey",
];

/// The public items of a file (`keyed.rs` makes its documentation by a macro, the other two are hidden) whose documentation has no example.
fn without_example(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(rest) = line.trim_start().strip_prefix("pub ") else {
            continue;
        };
        let words: Vec<&str> = rest
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .skip_while(|word| matches!(*word, "async" | "const"))
            .collect();
        let [kind, name, ..] = words[..] else {
            continue;
        };
        if !["fn", "struct", "enum", "trait", "type"].contains(&kind)
            || line.contains('$')
            || UNREACHABLE.contains(&name)
        {
            continue;
        }
        let above: Vec<&str> = lines[..at]
            .iter()
            .rev()
            .map(|line| line.trim_start())
            .take_while(|line| line.starts_with("//") || line.starts_with("#[") || *line == ")]")
            .collect();
        let is_hidden = above
            .iter()
            .any(|line| line.contains("doc(hidden)") || line.contains("feature = \"machine\""));
        if !is_hidden && !above.iter().any(|line| line.contains("```")) {
            found.push(name.to_owned());
        }
    }
    found
}

#[test]
fn every_public_item_has_an_example() {
    let mut open = vec![root().join("src")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(
                fs::read_dir(&path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        } else if !["seal.rs", "fields.rs", "keyed.rs"]
            .iter()
            .any(|name| path.ends_with(name))
        {
            let missing = without_example(&fs::read_to_string(&path).unwrap());
            assert!(missing.is_empty(), "{}: {missing:?}", path.display());
        }
    }
}
