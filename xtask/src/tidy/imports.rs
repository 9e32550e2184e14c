//! `Never:` is true: a file imports nothing from the modules that its head rules out.
//!
//! Paths are made absolute (`crate`, `self` and `super` resolved) and compared with the modules that exist.
//! A word of `Never:` that names a module of the crate or a crate of the workspace is checked; anything
//! else is prose for the reader.
//!
//! Uses: tidy::source
//! Never: tidy::rooms, tidy::tags

use super::Finding;
use super::source::Source;
use std::collections::BTreeSet;

/// Every module of the workspace, as `crate_name::a::b`.
pub struct Modules(BTreeSet<Vec<String>>);

impl Modules {
    /// The modules that the files make.
    pub fn of(sources: &[Source]) -> Self {
        Self(sources.iter().filter_map(module).collect())
    }

    /// The longest prefix of a path that is a module.
    fn deepest<'a>(&self, path: &'a [String]) -> &'a [String] {
        let depth = (1..=path.len())
            .rev()
            .find(|&depth| self.0.contains(&path[..depth]));
        &path[..depth.unwrap_or(path.len().min(1))]
    }
}

/// The module that a file is: `crates/stilla-core/src/value/repr.rs` is `stilla_core::value::repr`.
fn module(source: &Source) -> Option<Vec<String>> {
    let below = source.below_src()?.trim_end_matches(".rs");
    let mut path = vec![source.crate_name().replace('-', "_")];
    if !matches!(below, "lib" | "main") {
        path.extend(below.split('/').map(str::to_owned));
    }
    Some(path)
}

/// Checks one file.
pub fn check(source: &Source, modules: &Modules, findings: &mut Vec<Finding>) {
    let Some(here) = module(source) else { return };
    let ruled_out = never(&source.head);
    if ruled_out.is_empty() {
        return;
    }
    for (line, path) in paths(source, &here) {
        let deepest = modules.deepest(&path);
        for name in &ruled_out {
            if offends(&here, deepest, name) {
                let text = format!(
                    "imports `{}`, which `Never: {}` rules out",
                    path.join("::"),
                    name.join("::")
                );
                findings.push(Finding::error(source, line + 1, "never", text));
            }
        }
    }
}

/// The words of `Never:` that could be modules.
fn never(head: &[String]) -> Vec<Vec<String>> {
    let mut text = String::new();
    let mut inside = false;
    for line in head {
        if let Some((_, rest)) = line.split_once("Never:") {
            inside = true;
            text.push_str(rest);
        } else if line.is_empty() || line.contains("Uses:") {
            inside = false;
        } else if inside {
            text.push(' ');
            text.push_str(line);
        }
    }
    if text.contains("other crate") {
        return vec![vec!["other crates".to_owned()]];
    }
    let items = text
        .split(". ")
        .flat_map(|sentence| sentence.split([',', ';']))
        .map(|item| {
            item.split('(')
                .next()
                .unwrap_or("")
                .trim()
                .trim_end_matches('.')
                .trim_matches('`')
        });
    let names = items.filter(|item| {
        !item.is_empty()
            && item.bytes().all(|byte| {
                byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-:".contains(&byte)
            })
    });
    names
        .map(|item| {
            item.replace('-', "_")
                .split("::")
                .filter(|part| *part != "crate")
                .map(str::to_owned)
                .collect()
        })
        .collect()
}

/// Whether importing from module `from` breaks the rule `name` for the module `here`.
fn offends(here: &[String], from: &[String], name: &[String]) -> bool {
    if name == ["other crates"] {
        return from[0] != here[0] && from[0].starts_with("stilla");
    }
    if from.len() >= name.len() && from.ends_with(name) {
        return true;
    }
    // Below the module ruled out, unless this file lives there itself.
    (1..from.len()).any(|depth| from[..depth].ends_with(name) && !here.starts_with(&from[..depth]))
}

/// All absolute paths of the file's code with their lines (from 0).
fn paths(source: &Source, here: &[String]) -> Vec<(usize, Vec<String>)> {
    let mut paths = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (at, line) in source.production() {
        let code = line.code.trim();
        if let Some((_, text)) = &mut open {
            text.push(' ');
            text.push_str(code);
        } else if let Some(tree) = use_tree(code) {
            open = Some((at, tree.to_owned()));
        } else {
            paths.extend(inline(code).into_iter().map(|path| (at, path)));
        }
        if let Some((from, text)) = open.take_if(|(_, text)| text.contains(';')) {
            let tree = text.split(';').next().unwrap_or("");
            let mut leaves = Vec::new();
            expand(tree, &[], &mut leaves);
            paths.extend(leaves.into_iter().map(|path| (from, path)));
        }
    }
    paths
        .into_iter()
        .filter_map(|(at, path)| Some((at, absolute(path, here)?)))
        .collect()
}

/// What stands behind `use`.
fn use_tree(code: &str) -> Option<&str> {
    let at = code.find("use ")?;
    let before = code[..at].trim();
    (before.is_empty() || before == "pub" || before.starts_with("pub(") && before.ends_with(')'))
        .then(|| &code[at + 4..])
}

/// `a::{b, c::d}` becomes `a::b` and `a::c::d`.
fn expand(tree: &str, prefix: &[String], leaves: &mut Vec<Vec<String>>) {
    let tree = tree.trim();
    let path = tree
        .split('{')
        .next()
        .unwrap_or("")
        .split(" as ")
        .next()
        .unwrap_or("");
    let mut whole = prefix.to_vec();
    whole.extend(
        path.split("::")
            .map(str::trim)
            .filter(|part| !part.is_empty() && *part != "*")
            .map(str::to_owned),
    );
    let Some((from, to)) = tree.find('{').zip(tree.rfind('}')) else {
        leaves.push(whole);
        return;
    };
    let inner = tree.get(from + 1..to).unwrap_or("");
    let mut depth = 0;
    let mut start = 0;
    for (at, byte) in inner.bytes().chain([b',']).enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b',' if depth == 0 => {
                let item = inner.get(start..at).unwrap_or("").trim();
                if !item.is_empty() {
                    expand(item, &whole, leaves);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// Paths in other code that begin with `crate`, `super` or a crate of the workspace.
fn inline(code: &str) -> Vec<Vec<String>> {
    let words = code.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
    let paths = words.map(|word| {
        word.split("::")
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    });
    paths
        .filter(|path| {
            path.len() > 1
                && (path[0] == "crate" || path[0] == "super" || path[0].starts_with("stilla_"))
        })
        .collect()
}

fn absolute(path: Vec<String>, here: &[String]) -> Option<Vec<String>> {
    let mut base = here.to_vec();
    let mut rest = path.as_slice();
    match rest.first()?.as_str() {
        "crate" => {
            base.truncate(1);
            rest = &rest[1..];
        }
        "self" => rest = &rest[1..],
        "super" => {
            while rest.first().is_some_and(|part| part == "super") {
                base.pop();
                rest = &rest[1..];
            }
        }
        _ => return Some(path),
    }
    base.extend(rest.iter().filter(|part| *part != "self").cloned());
    Some(base)
}

#[cfg(test)]
mod tests {
    use super::{Modules, Source, check};

    /// Findings in `crates/c/src/heap/mark.rs` beside the modules heap, heap::scan and world.
    fn count(never: &str, code: &str) -> usize {
        let file = |name: &str, text: &str| Source::new(format!("crates/c/src/{name}.rs"), text);
        let sources = [
            file("lib", ""),
            file("heap", ""),
            file("heap/scan", ""),
            file("world", ""),
            file(
                "heap/mark",
                &format!("//! M.\n//! Uses: x. Never: {never}.\n\n{code}\n"),
            ),
        ];
        let mut findings = Vec::new();
        check(&sources[4], &Modules::of(&sources), &mut findings);
        findings.len()
    }

    #[test]
    fn imports_are_resolved_before_they_are_compared() {
        assert_eq!(count("scan", "use super::scan::Scan;"), 1);
        assert_eq!(
            count("scan", "use crate::heap::{Heap, scan::{self, Scan}};"),
            2
        );
        assert_eq!(count("scan", "fn f() { crate::heap::scan::run() }"), 1);
        assert_eq!(
            count("scan", "use crate::world::scan;"),
            0,
            "a function is no module"
        );
        assert_eq!(
            count("world, scan. It is a leaf", "use super::scan::Scan;"),
            1
        );
        assert_eq!(count("heap", "use super::Heap;"), 1);
        assert_eq!(
            count("heap", "use super::scan::Scan;"),
            0,
            "a sibling is not the parent"
        );
        assert_eq!(
            count("the world at large", "use crate::world::World;"),
            0,
            "prose is prose"
        );
        assert_eq!(
            count(
                "any other crate of the workspace",
                "use stilla_core::Cx;\nuse std::fmt;"
            ),
            1
        );
        assert_eq!(
            count("scan", "#[cfg(test)]\nmod tests { use super::scan; }"),
            0
        );
    }
}
