//! `--watch`: what changed since the last look.
//!
//! Uses: std only. Never: the other rooms.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// The shortest time between two looks; it is longer where a look takes long, so that waiting costs little.
const PAUSE: Duration = Duration::from_millis(15);
const PAUSE_IN_LOOKS: u32 = 4;
/// The most files that are looked at.
const MOST_FILES: usize = 20_000;

/// The files below the folder of the process, with the time of their last change and their length.
pub(crate) struct Watch {
    files: HashMap<PathBuf, (SystemTime, u64)>,
    pause: Duration,
}

impl Watch {
    pub(crate) fn new() -> Watch {
        let begin = Instant::now();
        let files = look();
        Watch {
            files,
            pause: PAUSE.max(begin.elapsed() * PAUSE_IN_LOOKS),
        }
    }

    /// Waits until a file changes, appears or goes, and nothing more changes; gives the paths.
    pub(crate) fn wait(&mut self) -> Vec<PathBuf> {
        let mut changed = HashSet::new();
        loop {
            std::thread::sleep(self.pause);
            let now = look();
            let before = changed.len();
            let news = now
                .iter()
                .filter(|(path, state)| self.files.get(*path) != Some(*state));
            let gone = self.files.keys().filter(|path| !now.contains_key(*path));
            let news: Vec<PathBuf> = news.map(|(path, _)| path).chain(gone).cloned().collect();
            let is_still = news.is_empty();
            changed.extend(news);
            self.files = now;
            // NOTE: whoever writes a file empties it first.
            if is_still && before > 0 {
                return changed.into_iter().collect();
            }
        }
    }
}

fn look() -> HashMap<PathBuf, (SystemTime, u64)> {
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
                let time = data.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                files.insert(path, (time, data.len()));
            }
        }
    }
    files
}
