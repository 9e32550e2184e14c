//! Where snapshots are kept: a file beside the tests, or the tests themselves.
//!
//! Uses: failure, source. Never: the other rooms.

use std::path::{Component, Path, PathBuf};

use crate::failure::Place;
use crate::source::{SourceFile, plain};

/// The file with the snapshots of a test file.
pub(super) fn file_of(test: &Path) -> PathBuf {
    let name = test.file_name().unwrap_or_default().to_string_lossy();
    let folder = test.parent().unwrap_or(Path::new(""));
    folder.join("__snapshots__").join(format!("{name}.snap"))
}

/// Writes the file, or removes one of which nothing is left.
pub(super) fn write(path: &Path, text: &str) -> Result<(), String> {
    let result = if text.is_empty() {
        std::fs::remove_file(path)
    } else {
        let folder = path.parent().unwrap_or(Path::new(""));
        std::fs::create_dir_all(folder).and_then(|()| std::fs::write(path, text))
    };
    result.map_err(|error| {
        format!(
            "{}: the snapshots can't be written: {}",
            path.display(),
            plain(&error)
        )
    })
}

/// Writes a file that a test names, seen from its folder. Nothing outside of the current folder is written.
pub(super) fn write_beside(test: &Path, name: &str, text: &str) -> Result<(), String> {
    let target = test.parent().unwrap_or(Path::new("")).join(name);
    let trouble = |why: String| format!("{name}: the snapshot can't be written: {why}");
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let climbs = |part: &Component<'_>| matches!(part, Component::ParentDir | Component::CurDir);
    let mut names = Path::new(name).components().skip_while(climbs);
    let existing = folder.ancestors().find(|folder| folder.exists());
    let existing = existing.unwrap_or(Path::new(".")).canonicalize();
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let is_inside = matches!((existing, here), (Ok(folder), Ok(here)) if folder.starts_with(&here))
        && !names.any(|part| part == Component::ParentDir);
    if !is_inside || target.is_symlink() {
        return Err(trouble("it is not below the current folder".to_owned()));
    }
    std::fs::create_dir_all(folder).map_err(|error| trouble(plain(&error)))?;
    std::fs::write(&target, text).map_err(|error| trouble(plain(&error)))
}

/// The text of a test file with its inline snapshots: for each the stack of its place, and what it is.
pub(super) fn with_inline(source: &SourceFile, inline: &[(String, String)]) -> Option<String> {
    let mut edits: Vec<(usize, usize, String)> = inline
        .iter()
        .filter_map(|(stack, text)| edit(source, stack, text))
        .collect();
    edits.sort();
    edits.dedup_by_key(|edit| edit.0);
    let mut changed = source.text.clone();
    for (from, to, text) in edits.iter().rev() {
        changed.replace_range(*from..*to, text);
    }
    (changed != source.text).then_some(changed)
}

/// Which bytes of the text become which literal.
fn edit(source: &SourceFile, stack: &str, text: &str) -> Option<(usize, usize, String)> {
    let place = Place::within(stack, &source.name)?;
    let start: usize = source
        .text
        .split_inclusive('\n')
        .take(place.line - 1)
        .map(str::len)
        .sum();
    let line = source.text[start..].lines().next()?;
    let mut units = 0;
    let column = line.char_indices().find(|(_, c)| {
        let is_there = units + 1 >= place.column;
        units += c.len_utf16();
        is_there
    });
    let at = start + column.map_or(0, |(at, _)| at);
    let open = at + source.text[at..].find('(')? + 1;
    let rest = &source.text[open..];
    let close = end_of_argument(rest)?;
    let indent: String = line.chars().take_while(|c| c.is_whitespace()).collect();
    let escaped = text
        .replace('\\', "\\\\")
        .replace('`', "\\`")
        .replace("${", "\\${");
    let literal = if escaped.contains('\n') {
        let lines: Vec<String> = escaped
            .lines()
            .map(|line| match line {
                "" => String::new(),
                line => format!("{indent}  {line}"),
            })
            .collect();
        format!("`\n{}\n{indent}`", lines.join("\n"))
    } else {
        format!("`{escaped}`")
    };
    Some((open, open + close, literal))
}

/// The end of the argument list, which holds nothing or one literal.
fn end_of_argument(rest: &str) -> Option<usize> {
    let first = rest.trim_start().chars().next()?;
    if first == ')' {
        return rest.find(')');
    }
    if !matches!(first, '`' | '"' | '\'') {
        return None;
    }
    let mut is_escaped = false;
    let begin = rest.find(first)? + 1;
    for (at, c) in rest[begin..].char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            c if c == first => return Some(begin + at + rest[begin + at..].find(')')?),
            _ => {}
        }
    }
    None
}
