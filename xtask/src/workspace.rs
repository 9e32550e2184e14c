//! Where things stand: the root of the workspace, its target folder, the files below a folder.
//!
//! Uses: failure
//! Never: any task

use crate::failure::{During, Failure};
use std::fs;
use std::path::{Path, PathBuf};

/// The root of the workspace.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// The folder in which cargo builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// All files below `folder`, sorted by path; hidden folders and `target` are left out.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in
            fs::read_dir(&folder).during(format!("reading the folder {}", folder.display()))?
        {
            let entry = entry.during("reading a folder's entry")?;
            let kind = entry.file_type().during("reading a file's kind")?;
            let name = entry.file_name();
            if kind.is_dir() {
                if !name.to_string_lossy().starts_with('.') && name != "target" {
                    folders.push(entry.path());
                }
            } else {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Reads a text file.
pub fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).during(format!("reading {}", path.display()))
}

/// Writes a text file, making its folder first.
pub fn write(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).during(format!("making the folder {}", folder.display()))?;
    }
    fs::write(path, text).during(format!("writing {}", path.display()))
}
