//! Which files are tests or benchmarks.
//!
//! Uses: std only. Never: the other rooms.

use std::path::{Path, PathBuf};

/// The endings of the names of such files.
const EXTENSIONS: &[&str] = &["js", "mjs", "jsx", "ts", "mts", "tsx"];
/// Folders whose files are neither.
const LEFT_OUT: &[&str] = &["fixtures", "node_modules", "target", "__snapshots__"];

/// How files of one kind are known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FileKind {
    /// The folder whose files are all of this kind.
    folder: &'static str,
    /// Where there is no such folder: a part of their names.
    marks: &'static [&'static str],
}

/// Files with tests.
pub(crate) const TESTS: FileKind = FileKind {
    folder: "tests",
    marks: &[".test.", ".spec."],
};

/// Files with benchmarks.
pub(crate) const BENCHMARKS: FileKind = FileKind {
    folder: "benchmarks",
    marks: &[".bench."],
};

/// The files that paths name: folders are searched, files are taken as they are; what is neither chooses among all
/// files of the kind by a part of their path.
pub(crate) fn files_of(kind: FileKind, paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    if paths.is_empty() {
        return all_files(kind);
    }
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            search(path, &mut files, |_| true)?;
        } else if path.exists() {
            files.push(path.clone());
        } else {
            let part = path.to_string_lossy().into_owned();
            let chosen = all_files(kind).unwrap_or_default().into_iter();
            let chosen = chosen.filter(|file| file.to_string_lossy().contains(&part));
            let before = files.len();
            files.extend(chosen);
            if files.len() == before {
                return Err(format!("{part}: no such file or folder"));
            }
        }
    }
    Ok(files)
}

/// The programs below the current folder that are neither tests nor benchmarks, nor declarations.
pub(crate) fn sources() -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    let kinds = [TESTS, BENCHMARKS];
    let marks = || kinds.iter().flat_map(|kind| kind.marks).chain(&[".d."]);
    search(Path::new("."), &mut files, |name| {
        !marks().any(|mark| name.contains(*mark))
    })?;
    files.retain(|file| {
        let mut names = file.components().map(|part| part.as_os_str());
        !names.any(|name| kinds.iter().any(|kind| name == kind.folder) || name == "coverage")
    });
    shorten(&mut files);
    Ok(files)
}

/// The folder of the kind, or all files that call themselves so.
fn all_files(kind: FileKind) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    let folder = Path::new(kind.folder);
    if folder.is_dir() {
        search(folder, &mut files, |_| true)?;
    } else {
        search(Path::new("."), &mut files, |name| {
            kind.marks.iter().any(|mark| name.contains(mark))
        })?;
        shorten(&mut files);
    }
    Ok(files)
}

/// Paths below the current folder without what leads to it.
fn shorten(files: &mut [PathBuf]) {
    for file in files {
        if let Ok(plain) = file.strip_prefix(".") {
            *file = plain.to_owned();
        }
    }
}

/// Adds the files below a folder, in the order of their names.
fn search(
    folder: &Path,
    files: &mut Vec<PathBuf>,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<(), String> {
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if path.is_dir() {
            let is_left_out =
                LEFT_OUT.contains(&name) || name.starts_with('.') || path.is_symlink();
            if path != folder && is_left_out {
                continue;
            }
            let entries = match std::fs::read_dir(&path) {
                Ok(entries) => entries,
                // Whoever reads it as a file tells why that is not possible, and the others go on.
                Err(_) if path != folder => {
                    files.push(path);
                    continue;
                }
                Err(error) => return Err(format!("{}: {}", path.display(), error.kind())),
            };
            let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
            inside.sort_by(|a, b| b.cmp(a));
            open.extend(inside);
        } else if is_wanted(name)
            && path
                .extension()
                .is_some_and(|ending| EXTENSIONS.iter().any(|known| ending == *known))
        {
            files.push(path);
        }
    }
    Ok(())
}
