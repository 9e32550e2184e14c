//! Finding and reading configurations: the nearest folder wins, `extends` names others.
//!
//! Uses: stilla-data. Never: the flags.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use stilla_data::{Entry, Format, Node, Placed, position};

/// The names of configurations, the first one that is there wins.
const NAMES: &[(&str, Format)] = &[
    ("stilla.toml", Format::Toml),
    ("stilla.json5", Format::Json5),
    ("stilla.json", Format::Json),
];

/// One key with its value.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    /// The command that it is for, if not for all.
    pub(crate) section: Option<String>,
    pub(crate) key: String,
    pub(crate) value: Node,
    /// `file:line:column` of the key.
    pub(crate) place: String,
    /// The folder that paths are relative to.
    pub(crate) folder: PathBuf,
}

impl Setting {
    pub(crate) fn is_same(&self, other: &Setting) -> bool {
        self.section == other.section && self.key == other.key
    }
}

/// The configuration in a folder or the nearest one above it.
///
/// # Errors
/// A folder that can't be looked at.
pub(crate) fn find(folder: &Path) -> Result<Option<PathBuf>, String> {
    let Ok(absolute) = folder.canonicalize() else {
        return Ok(None);
    };
    for (up, above) in absolute.ancestors().enumerate() {
        for (name, _) in NAMES {
            let path = above.join(name);
            match std::fs::symlink_metadata(&path) {
                // NOTE: paths are told as the person would write them.
                Ok(_) if up == 0 => return Ok(Some(shown(folder, name))),
                Ok(_) => return Ok(Some(from_here(&path))),
                Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
                    return Err(format!("{}: {}", path.display(), error.kind()));
                }
                Err(_) => {}
            }
        }
    }
    Ok(None)
}

fn shown(folder: &Path, name: &str) -> PathBuf {
    match folder == Path::new(".") {
        true => PathBuf::from(name),
        false => folder.join(name),
    }
}

/// A path below the current folder without what leads to it.
fn from_here(path: &Path) -> PathBuf {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let below = here
        .ok()
        .and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    below.unwrap_or_else(|| path.to_owned())
}

/// The settings of a configuration, and behind them those of what it extends.
///
/// # Errors
/// What is wrong, with its place.
pub(crate) fn load(file: &Path) -> Result<Vec<Setting>, String> {
    let mut settings = Vec::new();
    let mut seen = HashSet::new();
    let mut open = vec![(file.to_owned(), String::new())];
    while let Some((file, asked_by)) = open.pop() {
        let identity = file.canonicalize().unwrap_or_else(|_| file.clone());
        if !seen.insert(identity) {
            return Err(format!(
                "{asked_by}{}: a configuration that extends itself",
                file.display()
            ));
        }
        let mut bases = one(&file, &asked_by, &mut settings)?;
        bases.reverse();
        open.extend(bases);
    }
    Ok(settings)
}

/// Reads one file; gives what it extends.
fn one(
    file: &Path,
    asked_by: &str,
    settings: &mut Vec<Setting>,
) -> Result<Vec<(PathBuf, String)>, String> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file)
        .map_err(|error| format!("{asked_by}{name}: {}", crate::source::plain(&error)))?;
    let ending = file
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    let format = Format::named(ending)
        .filter(|format| matches!(format, Format::Toml | Format::Json5 | Format::Json))
        .ok_or_else(|| format!("{asked_by}{name}: a configuration is TOML, JSON5 or JSON"))?;
    let place = |at: usize| {
        let (line, column) = position(&text, at);
        format!("{name}:{line}:{column}")
    };
    let tree = format
        .read(&text)
        .map_err(|fault| format!("{}: {}", place(fault.at), fault.message))?;
    let Node::Map(entries) = tree.node else {
        return Err(format!(
            "{}: expected a table of settings, got {}",
            place(tree.at),
            tree.node.kind()
        ));
    };
    let folder = file.parent().unwrap_or(Path::new("")).to_owned();
    let mut bases = Vec::new();
    let mut own: Vec<Setting> = Vec::new();
    for Entry { at, key, value } in entries {
        if key == "extends" {
            for (at, base) in texts(value).map_err(|at| {
                format!("{}: 'extends' names a file, or a list of files", place(at))
            })? {
                bases.push((folder.join(base), format!("{}: ", place(at))));
            }
            continue;
        }
        let setting = |section: Option<String>, at: usize, key: String, value: Node| Setting {
            section,
            key,
            value,
            place: place(at),
            folder: folder.clone(),
        };
        match value.node {
            Node::Map(below) if super::flags::is_section(&key) => {
                own.extend(below.into_iter().map(|entry| {
                    setting(Some(key.clone()), entry.at, entry.key, entry.value.node)
                }));
            }
            node => own.push(setting(None, at, key, node)),
        }
    }
    // What is said to one command wins over what is said to all.
    own.sort_by_key(|setting| setting.section.is_none());
    settings.extend(own);
    Ok(bases)
}

/// A text or a list of texts; otherwise the place of what is none.
fn texts(value: Placed) -> Result<Vec<(usize, String)>, usize> {
    match value.node {
        Node::Text(text) => Ok(vec![(value.at, text)]),
        Node::List(items) => items
            .into_iter()
            .map(|item| match item.node {
                Node::Text(text) => Ok((item.at, text)),
                _ => Err(item.at),
            })
            .collect(),
        _ => Err(value.at),
    }
}
