//! `tests/test262/expectations.toml`: every run that is not expected to pass, with the reason.
//!
//! An entry names exact runs, or a folder or a feature with the exact count of its runs that fail;
//! or it says that a folder or feature is skipped. Counts keep the file readable where thousands
//! of runs share one reason. Nothing here excuses a crash, a panic or a hang.
//!
//! The file is TOML of which only `[[expect]]` tables with strings, whole numbers, booleans and
//! lists of strings are used, and so only these are read.
//!
//! Uses: failure, workspace, test262::{outcome, suite}
//! Never: test262::pool

use super::suite::Run;
use crate::failure::Failure;
use crate::workspace;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What an entry speaks about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// These runs (`path mode`).
    Runs(Vec<String>),
    /// All runs below a folder.
    Folder(String),
    /// All runs with a feature.
    Feature(String),
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Why they do not pass.
    pub reason: String,
    /// Which runs.
    pub scope: Scope,
    /// How many of the scope fail; nothing if the scope is skipped.
    pub failing: Option<usize>,
}

/// The whole file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Expectations {
    /// The entries, in the file's order.
    pub entries: Vec<Entry>,
}

/// Where the file stands.
pub fn file() -> PathBuf {
    workspace::root().join("tests/test262/expectations.toml")
}

impl Expectations {
    /// Reads the file; a missing one expects everything to pass.
    pub fn load(file: &Path) -> Result<Self, Failure> {
        if !file.is_file() {
            return Ok(Self::default());
        }
        Self::parse(&workspace::read(file)?)
            .map_err(|trouble| Failure::new(format!("{}:{trouble}", file.display())))
    }

    /// The entry that skips a run, if any.
    pub fn skips(&self, run: &Run) -> Option<&Entry> {
        self.entries.iter().find(|entry| {
            entry.failing.is_none() && entry.scope.holds(&run.to_string(), &run.features)
        })
    }

    /// The entry that excuses a failing run: the one that names it, else the deepest folder, else a feature.
    pub fn excuse(&self, id: &str, features: &[String]) -> Option<usize> {
        let candidates = self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.failing.is_some() && entry.scope.holds(id, features));
        candidates
            .max_by_key(|(at, entry)| (entry.scope.rank(), std::cmp::Reverse(*at)))
            .map(|(at, _)| at)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let mut parser = Parser {
            lines: text.lines().enumerate().peekable(),
            entries: Vec::new(),
        };
        parser.entries()?;
        let entries: Result<Vec<_>, String> =
            parser.entries.into_iter().map(Draft::finish).collect();
        Ok(Self { entries: entries? })
    }

    /// The file's text.
    pub fn text(&self) -> String {
        let mut text = String::from(
            "# Runs of test262 that are not expected to pass, each with the reason. `cargo xtask bless --test262` shrinks this file;\n\
             # it never grows by itself. Crashes, panics and hangs can't be excused here.\n",
        );
        for entry in &self.entries {
            let _ = write!(text, "\n[[expect]]\nreason = {}\n", quoted(&entry.reason));
            match &entry.scope {
                Scope::Folder(folder) => _ = writeln!(text, "folder = {}", quoted(folder)),
                Scope::Feature(feature) => _ = writeln!(text, "feature = {}", quoted(feature)),
                Scope::Runs(runs) => {
                    text.push_str("runs = [\n");
                    for run in runs {
                        let _ = writeln!(text, "  {},", quoted(run));
                    }
                    text.push_str("]\n");
                }
            }
            match (&entry.scope, entry.failing) {
                (Scope::Runs(_), _) => {}
                (_, Some(count)) => _ = writeln!(text, "failing = {count}"),
                (_, None) => text.push_str("skip = true\n"),
            }
        }
        text
    }
}

impl Scope {
    fn holds(&self, id: &str, features: &[String]) -> bool {
        match self {
            Self::Runs(runs) => runs.iter().any(|run| run == id),
            Self::Folder(folder) => id
                .strip_prefix(folder.as_str())
                .is_some_and(|rest| rest.starts_with('/')),
            Self::Feature(feature) => features.contains(feature),
        }
    }

    fn rank(&self) -> usize {
        match self {
            Self::Runs(_) => usize::MAX,
            Self::Folder(folder) => folder.len(),
            Self::Feature(_) => 0,
        }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[derive(Default)]
struct Draft {
    line: usize,
    reason: Option<String>,
    scope: Option<Scope>,
    failing: Option<usize>,
    skip: bool,
}

impl Draft {
    fn finish(self) -> Result<Entry, String> {
        let wrong = |what: &str| format!("{}: {what}", self.line + 1);
        let reason = self
            .reason
            .filter(|reason| !reason.trim().is_empty())
            .ok_or_else(|| wrong("an entry needs a reason"))?;
        let scope = self
            .scope
            .ok_or_else(|| wrong("an entry needs `runs`, `folder` or `feature`"))?;
        let failing = match (&scope, self.failing, self.skip) {
            (Scope::Runs(runs), None, false) => Some(runs.len()),
            (Scope::Runs(_), _, _) => {
                return Err(wrong("`runs` stands without `failing` and `skip`"));
            }
            (_, Some(count), false) => Some(count),
            (_, None, true) => None,
            _ => {
                return Err(wrong(
                    "a folder or feature needs either `failing = N` or `skip = true`",
                ));
            }
        };
        Ok(Entry {
            reason,
            scope,
            failing,
        })
    }
}

struct Parser<'a, I: Iterator<Item = (usize, &'a str)>> {
    lines: std::iter::Peekable<I>,
    entries: Vec<Draft>,
}

impl<'a, I: Iterator<Item = (usize, &'a str)>> Parser<'a, I> {
    fn entries(&mut self) -> Result<(), String> {
        while let Some((at, line)) = self.lines.next() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if line == "[[expect]]" {
                self.entries.push(Draft {
                    line: at,
                    ..Draft::default()
                });
                continue;
            }
            let wrong = || format!("{}: not understood: {line}", at + 1);
            let (key, value) = line.split_once('=').ok_or_else(wrong)?;
            let value = value.trim();
            let list = if value.starts_with('[') {
                Some(self.list(value)?)
            } else {
                None
            };
            let draft = self.entries.last_mut().ok_or_else(wrong)?;
            match (key.trim(), list) {
                ("runs", Some(runs)) => draft.scope = Some(Scope::Runs(runs)),
                ("reason", None) => draft.reason = Some(string(value).ok_or_else(wrong)?),
                ("folder", None) => {
                    draft.scope = Some(Scope::Folder(string(value).ok_or_else(wrong)?))
                }
                ("feature", None) => {
                    draft.scope = Some(Scope::Feature(string(value).ok_or_else(wrong)?))
                }
                ("failing", None) => draft.failing = Some(value.parse().map_err(|_| wrong())?),
                ("skip", None) => draft.skip = value == "true",
                _ => return Err(wrong()),
            }
        }
        Ok(())
    }

    fn list(&mut self, first: &str) -> Result<Vec<String>, String> {
        let mut items = Vec::new();
        let mut text = first[1..].to_owned();
        loop {
            let open = text.trim().trim_end_matches(']');
            items.extend(open.split(',').filter_map(string));
            if text.trim().ends_with(']') {
                return Ok(items);
            }
            let (_, line) = self.lines.next().ok_or("a list has no end")?;
            text = line.to_owned();
        }
    }
}

fn string(text: &str) -> Option<String> {
    let inner = text.trim().strip_prefix('"')?.strip_suffix('"')?;
    Some(inner.replace("\\\"", "\"").replace("\\\\", "\\"))
}

#[cfg(test)]
mod tests {
    use super::{Entry, Expectations, Scope};

    fn entry(scope: Scope, failing: Option<usize>) -> Entry {
        Entry {
            reason: "a \"good\" reason".to_owned(),
            scope,
            failing,
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let page = Expectations {
            entries: vec![
                entry(Scope::Folder("intl402".to_owned()), None),
                entry(Scope::Feature("Temporal".to_owned()), Some(12)),
                entry(
                    Scope::Runs(vec!["a/b.js strict".to_owned(), "a/c.js sloppy".to_owned()]),
                    Some(2),
                ),
            ],
        };
        assert_eq!(Expectations::parse(&page.text()), Ok(page));
    }

    #[test]
    fn the_most_exact_entry_excuses() {
        let page = Expectations {
            entries: vec![
                entry(Scope::Feature("x".to_owned()), Some(1)),
                entry(Scope::Folder("a".to_owned()), Some(1)),
                entry(Scope::Folder("a/b".to_owned()), Some(1)),
                entry(Scope::Runs(vec!["a/b/c.js strict".to_owned()]), Some(1)),
            ],
        };
        let features = ["x".to_owned()];
        assert_eq!(page.excuse("a/b/c.js strict", &features), Some(3));
        assert_eq!(page.excuse("a/b/c.js sloppy", &features), Some(2));
        assert_eq!(page.excuse("a/d.js sloppy", &features), Some(1));
        assert_eq!(page.excuse("ab/d.js sloppy", &features), Some(0));
        assert_eq!(page.excuse("ab/d.js sloppy", &[]), None);
    }

    #[test]
    fn an_entry_without_a_reason_is_refused() {
        assert!(Expectations::parse("[[expect]]\nfolder = \"a\"\nskip = true\n").is_err());
    }
}
