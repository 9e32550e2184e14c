//! Every regular-expression literal of test262's regexp folders is accepted or refused as its test says.
//!
//! The literals are found by a small scanner for JavaScript, which is good enough for these files; files that
//! build their patterns at run time are the business of the engine's own test262 run.
//!
//! Uses: stilla-regexp.
//! Never: any other crate of the engine.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use stilla_regexp::{Flags, Limits, validate};

fn checkout() -> Option<PathBuf> {
    let named = std::env::var_os("TEST262_DIR").map(PathBuf::from);
    let usual =
        || std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache/stilla/test262"));
    named.or_else(usual).filter(|path| path.is_dir())
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, into);
        } else if path.extension().is_some_and(|ext| ext == "js") {
            into.push(path);
        }
    }
}

/// The literals of a source text as (pattern, flags), and whether all of them are literals to the language.
fn literals(source: &str) -> (Vec<(String, String)>, bool) {
    let chars: Vec<char> = source.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    let mut before = '\n';
    while at < chars.len() {
        let c = chars[at];
        let next = chars.get(at + 1).copied().unwrap_or('\n');
        if c == '/' && next == '/' {
            at += chars[at..]
                .iter()
                .position(|&c| c == '\n')
                .unwrap_or(chars.len() - at);
        } else if c == '/' && next == '*' {
            let end = chars[at + 2..]
                .windows(2)
                .position(|pair| pair == ['*', '/']);
            at = end.map_or(chars.len(), |end| at + end + 4);
        } else if c == '"' || c == '\'' || c == '`' {
            at += 1;
            while at < chars.len() && chars[at] != c {
                at += if chars[at] == '\\' { 2 } else { 1 };
            }
            at += 1;
            before = c;
        } else if c == '/' && !(before.is_alphanumeric() || ")]}\"'_$".contains(before)) {
            let Some((literal, end)) = literal(&chars, at + 1) else {
                return (found, false);
            };
            found.push(literal);
            at = end;
            before = ')';
        } else {
            if !c.is_whitespace() {
                before = c;
            }
            at += 1;
        }
    }
    (found, true)
}

fn literal(chars: &[char], start: usize) -> Option<((String, String), usize)> {
    let mut at = start;
    let mut in_class = false;
    while *chars.get(at)? != '/' || in_class {
        match chars[at] {
            '\\' if !is_line_end(*chars.get(at + 1)?) => at += 1,
            '\\' => return None,
            '[' => in_class = true,
            ']' => in_class = false,
            c if is_line_end(c) => return None,
            _ => {}
        }
        at += 1;
    }
    let flags: String = chars[at + 1..]
        .iter()
        .take_while(|c| c.is_alphanumeric())
        .collect();
    let end = at + 1 + flags.len();
    if chars.get(end) == Some(&'\\') {
        return None;
    }
    Some(((chars[start..at].iter().collect(), flags), end))
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

fn accepted(pattern: &str, flags: &str) -> bool {
    let Some(flags) = Flags::parse(flags.chars()) else {
        return false;
    };
    let pattern: Vec<u16> = pattern.encode_utf16().collect();
    validate(&pattern, flags, &Limits::default()).is_ok()
}

#[test]
fn literals_are_accepted_or_refused_as_test262_says() {
    let Some(root) = checkout() else { return };
    let mut paths = Vec::new();
    for folder in [
        "test/built-ins/RegExp",
        "test/language/literals/regexp",
        "test/annexB/language/literals/regexp",
    ] {
        files(&root.join(folder), &mut paths);
    }
    let (mut positive, mut negative, mut wrong) = (0, 0, Vec::new());
    for path in &paths {
        let source = std::fs::read_to_string(path).unwrap();
        let (found, whole) = literals(&source);
        if source.contains("phase: parse") {
            negative += 1;
            // A file without a literal is refused by the language, not by its pattern; so is the one named here,
            // for a backslash outside of its literal.
            let by_language = !whole || found.is_empty() || path.ends_with("S7.8.5_A2.2_T2.js");
            if !by_language
                && found
                    .iter()
                    .all(|(pattern, flags)| accepted(pattern, flags))
            {
                wrong.push(format!("accepted: {} {found:?}", path.display()));
            }
            continue;
        }
        for (pattern, flags) in &found {
            positive += 1;
            if !accepted(pattern, flags) {
                wrong.push(format!("refused: {} /{pattern}/{flags}", path.display()));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{positive} literals, {negative} negative files:\n{}",
        wrong.join("\n")
    );
    assert!(positive > 1000 && negative > 100, "{positive} {negative}");
}
