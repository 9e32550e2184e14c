//! `--watch`: what changed since the last look.
//!
//! Uses: std only. Never: the other rooms.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The time between two looks.
const PAUSE: Duration = Duration::from_millis(40);
/// The most files that are looked at.
const MOST_FILES: usize = 20_000;

/// The files below the folder of the process, with the time of their last change.
pub(super) struct Watch(HashMap<PathBuf, SystemTime>);

impl Watch {
    pub(super) fn new() -> Watch {
        Watch(look())
    }

    /// Waits until a file changes, appears or goes; gives their paths.
    pub(super) fn wait(&mut self) -> Vec<PathBuf> {
        loop {
            std::thread::sleep(PAUSE);
            let now = look();
            let mut changed: Vec<PathBuf> = now
                .iter()
                .filter(|(path, time)| self.0.get(*path) != Some(*time))
                .map(|(path, _)| path.clone())
                .collect();
            let gone = self.0.keys().filter(|path| !now.contains_key(*path));
            changed.extend(gone.cloned());
            self.0 = now;
            if !changed.is_empty() {
                return changed;
            }
        }
    }
}

fn look() -> HashMap<PathBuf, SystemTime> {
    let mut files = HashMap::new();
    let mut open = vec![PathBuf::from(".")];
    while let Some(folder) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let Ok(data) = entry.metadata() else { continue };
            let is_left_out = name.starts_with('.') || name == "node_modules" || name == "target";
            if data.is_dir() && !is_left_out {
                open.push(entry.path());
            } else if data.is_file() && files.len() < MOST_FILES && !name.ends_with(".snap") {
                let path = entry.path();
                let path = path
                    .strip_prefix(Path::new("."))
                    .map(Path::to_owned)
                    .unwrap_or(path);
                files.insert(path, data.modified().unwrap_or(SystemTime::UNIX_EPOCH));
            }
        }
    }
    files
}
