//! Which files are tests.
//!
//! Uses: std only. Never: the other rooms.

use std::path::{Path, PathBuf};

/// The endings of the names of test files.
const EXTENSIONS: &[&str] = &["js", "mjs", "jsx", "ts", "mts", "tsx"];
/// Folders whose files are no tests.
const LEFT_OUT: &[&str] = &["fixtures", "node_modules", "target", "__snapshots__"];

/// The test files that paths name: folders are searched, files are taken as they are; what is neither
/// chooses among all files by a part of their path.
pub(super) fn test_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    if paths.is_empty() {
        return all_files();
    }
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            search(path, &mut files, |_| true)?;
        } else if path.exists() {
            files.push(path.clone());
        } else {
            let part = path.to_string_lossy().into_owned();
            let chosen = all_files().unwrap_or_default().into_iter();
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

/// The folder `tests`, or all files that call themselves tests.
fn all_files() -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    let tests = Path::new("tests");
    if tests.is_dir() {
        search(tests, &mut files, |_| true)?;
    } else {
        search(Path::new("."), &mut files, |name| {
            name.contains(".test.") || name.contains(".spec.")
        })?;
        for file in &mut files {
            if let Ok(plain) = file.strip_prefix(".") {
                *file = plain.to_owned();
            }
        }
    }
    Ok(files)
}

/// Adds the test files below a folder, in the order of their names.
fn search(
    folder: &Path,
    files: &mut Vec<PathBuf>,
    is_test: impl Fn(&str) -> bool,
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
            let entries = std::fs::read_dir(&path)
                .map_err(|error| format!("{}: {}", path.display(), error.kind()))?;
            let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
            inside.sort_by(|a, b| b.cmp(a));
            open.extend(inside);
        } else if is_test(name)
            && path
                .extension()
                .is_some_and(|ending| EXTENSIONS.iter().any(|known| ending == *known))
        {
            files.push(path);
        }
    }
    Ok(())
}
