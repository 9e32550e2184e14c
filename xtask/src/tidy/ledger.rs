//! The ledger of `unsafe`: how often the word stands in each file.
//!
//! `xtask/unsafe.txt` has one line a file: the count, the path, and behind `#` the reason of its last growth.
//! A count that falls is taken over by `cargo xtask bless`; a count that rises needs a reason there.
//!
//! Uses: failure, workspace, tidy::source
//! Never: tidy::imports

use super::Finding;
use super::source::{Source, words};
use crate::failure::Failure;
use crate::workspace;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Entry {
    count: usize,
    reason: String,
}

type Ledger = BTreeMap<String, Entry>;

fn file() -> PathBuf {
    workspace::root().join("xtask/unsafe.txt")
}

/// Checks that no file has more `unsafe` than the ledger says.
pub fn check(sources: &[Source], findings: &mut Vec<Finding>) -> Result<(), Failure> {
    let ledger = load()?;
    for source in sources {
        let count = count(source);
        let allowed = ledger.get(&source.name).map_or(0, |entry| entry.count);
        if count > allowed {
            let text = format!(
                "`unsafe` stands here {count} times, the ledger has {allowed}: argue it with `cargo xtask bless --reason TEXT`"
            );
            findings.push(Finding::error(source, 1, "unsafe-ledger", text));
        } else if count < allowed {
            let text = format!(
                "`unsafe` stands here {count} times, the ledger has {allowed}: `cargo xtask bless` takes it over"
            );
            findings.push(Finding::warning(source, 1, "unsafe-ledger", text));
        }
    }
    Ok(())
}

/// Writes the ledger anew. Growth needs a reason.
pub fn bless(reason: Option<&str>) -> Result<(), Failure> {
    let counts: Vec<(String, usize)> = super::sources()?
        .iter()
        .map(|source| (source.name.clone(), count(source)))
        .collect();
    let ledger = blessed(&load()?, &counts, reason)?;
    let mut text = String::from(
        "# How often `unsafe` stands in each file. `cargo xtask bless` shrinks it; growth needs `--reason TEXT`.\n",
    );
    for (name, entry) in &ledger {
        let _ = match entry.reason.as_str() {
            "" => writeln!(text, "{} {name}", entry.count),
            reason => writeln!(text, "{} {name} # {reason}", entry.count),
        };
    }
    workspace::write(&file(), &text)
}

fn blessed(
    ledger: &Ledger,
    counts: &[(String, usize)],
    reason: Option<&str>,
) -> Result<Ledger, Failure> {
    let mut after = Ledger::new();
    for (name, count) in counts.iter().filter(|(_, count)| *count > 0) {
        let before = ledger.get(name).cloned().unwrap_or_default();
        let reason = match (*count > before.count, reason) {
            (false, _) => before.reason,
            (true, Some(reason)) => reason.to_owned(),
            (true, None) => {
                return Err(Failure::new(format!(
                    "{name} has {count} `unsafe` instead of {}; give `--reason TEXT`",
                    before.count
                )));
            }
        };
        after.insert(
            name.clone(),
            Entry {
                count: *count,
                reason,
            },
        );
    }
    Ok(after)
}

fn count(source: &Source) -> usize {
    source
        .lines
        .iter()
        .map(|line| words(&line.code).filter(|word| *word == "unsafe").count())
        .sum()
}

fn load() -> Result<Ledger, Failure> {
    let file = file();
    if !file.is_file() {
        return Ok(Ledger::new());
    }
    let text = workspace::read(&file)?;
    let mut ledger = Ledger::new();
    for (at, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
    {
        let (entry, reason) = line.split_once(" # ").unwrap_or((line, ""));
        let parsed = entry
            .split_once(' ')
            .and_then(|(count, name)| Some((count.parse().ok()?, name.trim())));
        let (count, name) = parsed.ok_or_else(|| {
            Failure::new(format!(
                "{}:{}: expected `count path`",
                file.display(),
                at + 1
            ))
        })?;
        ledger.insert(
            name.to_owned(),
            Entry {
                count,
                reason: reason.to_owned(),
            },
        );
    }
    Ok(ledger)
}

#[cfg(test)]
mod tests {
    use super::{Entry, Ledger, blessed};

    #[test]
    fn shrinking_is_free_and_growing_costs_a_reason() {
        let ledger = Ledger::from([(
            "a.rs".to_owned(),
            Entry {
                count: 3,
                reason: "old".to_owned(),
            },
        )]);
        let fewer = blessed(&ledger, &[("a.rs".to_owned(), 2)], None).expect("it shrinks");
        assert_eq!(
            fewer["a.rs"],
            Entry {
                count: 2,
                reason: "old".to_owned()
            }
        );
        assert!(blessed(&ledger, &[("a.rs".to_owned(), 4)], None).is_err());
        let more =
            blessed(&ledger, &[("a.rs".to_owned(), 4)], Some("new")).expect("it has a reason");
        assert_eq!(
            more["a.rs"],
            Entry {
                count: 4,
                reason: "new".to_owned()
            }
        );
        assert!(
            blessed(&ledger, &[("a.rs".to_owned(), 0)], None)
                .expect("it shrinks")
                .is_empty()
        );
    }
}
