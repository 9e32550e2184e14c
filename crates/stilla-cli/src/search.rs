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
    /// Folders of this name have only files of this kind.
    folder: &'static str,
    /// Elsewhere: a part of their names.
    marks: &'static [&'static str],
}

impl FileKind {
    fn has(self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        self.marks.iter().any(|mark| name.contains(mark))
            || path
                .components()
                .any(|part| part.as_os_str() == self.folder)
    }
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

/// The files that paths name: folders are searched for the kind (one that has none of it is taken whole), files are taken
/// as they are; what is neither chooses among all files of the kind by a part of their path.
pub(crate) fn files_of(kind: FileKind, paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    if paths.is_empty() {
        return all_files(kind);
    }
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = files.len();
            search(path, &mut files, |file| kind.has(file))?;
            if files.len() == before {
                search(path, &mut files, |_| true)?;
            }
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
    search(Path::new("."), &mut files, |file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        !(TESTS.has(file) || BENCHMARKS.has(file) || name.contains(".d."))
    })?;
    files.retain(|file| !file.components().any(|part| part.as_os_str() == "coverage"));
    shorten(&mut files);
    Ok(files)
}

/// All files of the kind below the current folder.
fn all_files(kind: FileKind) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    search(Path::new("."), &mut files, |file| kind.has(file))?;
    shorten(&mut files);
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
    is_wanted: impl Fn(&Path) -> bool,
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
        } else if is_wanted(&path)
            && path
                .extension()
                .is_some_and(|ending| EXTENSIONS.iter().any(|known| ending == *known))
        {
            files.push(path);
        }
    }
    Ok(())
}
