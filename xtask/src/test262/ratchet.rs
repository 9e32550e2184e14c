//! Results against expectations: what is worse, what is better, and the file that may only shrink.
//!
//! Uses: arguments, failure, workspace, test262::{expectations, outcome, report, results}
//! Never: test262::pool

use super::expectations::{Entry, Expectations, Scope, file};
use super::outcome::Outcome;
use super::report;
use super::results::{Last, Results};
use crate::failure::Failure;
use crate::workspace;
use std::collections::BTreeMap;

/// From so many failing runs in one folder on, a new excuse counts them instead of naming them.
const NAMED: usize = 20;

/// The comparison in words, and how many runs are worse than expected.
pub struct Comparison {
    /// For the terminal.
    pub text: String,
    /// Zero is success.
    pub unexpected: usize,
}

/// Compares a go with the expectations. A partial go can't tell that a count has become too high.
pub fn compare(results: &Results, expectations: &Expectations) -> Comparison {
    let mut silent = Vec::new();
    let mut strangers = Vec::new();
    let mut excused: BTreeMap<usize, usize> = BTreeMap::new();
    let mut better = Vec::new();
    for row in &results.rows {
        let id = row.run.to_string();
        let excuse = expectations.excuse(&id, &row.run.features);
        match (row.outcome, excuse) {
            (Outcome::Fail, Some(entry)) => *excused.entry(entry).or_default() += 1,
            (Outcome::Fail, None) => strangers.push(format!("{id}: {}", row.message)),
            (Outcome::Pass, Some(entry))
                if matches!(expectations.entries[entry].scope, Scope::Runs(_)) =>
            {
                better.push(format!("{id} passes"))
            }
            (outcome, _) if outcome.is_inexcusable() => {
                silent.push(format!("{id}: {} {}", outcome.name(), row.message))
            }
            _ => {}
        }
    }
    let mut exceeded = Vec::new();
    let mut excess = 0;
    for (at, entry) in expectations.entries.iter().enumerate() {
        let Some(allowed) = entry.failing else {
            continue;
        };
        let got = excused.get(&at).copied().unwrap_or(0);
        if got > allowed {
            excess += got - allowed;
            exceeded.push(format!(
                "{}: {got} runs fail, {allowed} are expected",
                entry.scope.name()
            ));
        } else if got < allowed && results.everything && !matches!(entry.scope, Scope::Runs(_)) {
            better.push(format!(
                "{}: {got} runs fail, {allowed} were expected",
                entry.scope.name()
            ));
        }
    }
    let unexpected = silent.len() + strangers.len() + excess;
    let mut text = String::new();
    report::list(&mut text, "crashed, panicked or hung", &silent);
    report::list(
        &mut text,
        "failing without an entry in the expectations",
        &strangers,
    );
    report::list(&mut text, "more than expected", &exceeded);
    report::list(
        &mut text,
        "better than expected (`cargo xtask bless --test262` takes it over)",
        &better,
    );
    if unexpected == 0 {
        text.push_str("nothing is worse than expected\n");
    }
    Comparison { text, unexpected }
}

/// Shrinks the expectations to what the last whole go needs. With a reason, failing runs that have no
/// entry get one under that reason.
pub fn bless(reason: Option<&str>) -> Result<(), Failure> {
    let result = workspace::target().join("test262/result.json");
    let last = Last::load(&result)?.filter(|last| last.everything);
    let last =
        last.ok_or_else(|| Failure::new("run the whole suite first: `cargo xtask test262`"))?;
    let before = Expectations::load(&file())?;
    let (after, strangers) = shrunk(&before, &last, reason);
    if !strangers.is_empty() {
        return Err(Failure::new(format!(
            "{} failing runs have no entry or exceed their entry's count, for example {}; mend them, or give `--reason TEXT`",
            strangers.len(),
            strangers[0]
        )));
    }
    workspace::write(&file(), &after.text())
}

/// The new expectations, and the failing runs that they do not excuse.
fn shrunk(before: &Expectations, last: &Last, reason: Option<&str>) -> (Expectations, Vec<String>) {
    let mut kept: Vec<Vec<&String>> = vec![Vec::new(); before.entries.len()];
    let mut strangers = Vec::new();
    for (id, _) in last
        .outcomes
        .iter()
        .filter(|(_, outcome)| **outcome == Outcome::Fail)
    {
        let features = last.features.get(id).map_or(&[][..], Vec::as_slice);
        match before.excuse(id, features) {
            Some(entry) => kept[entry].push(id),
            None => strangers.push(id.clone()),
        }
    }
    let mut entries = Vec::new();
    for (entry, runs) in before.entries.iter().zip(kept) {
        let Some(allowed) = entry.failing else {
            entries.push(entry.clone());
            continue;
        };
        if runs.len() > allowed && reason.is_none() {
            strangers.extend(runs.iter().skip(allowed).map(|run| (*run).clone()));
        }
        if !runs.is_empty() {
            let scope = match &entry.scope {
                Scope::Runs(_) => Scope::Runs(runs.iter().map(|run| (*run).clone()).collect()),
                other => other.clone(),
            };
            entries.push(Entry {
                reason: entry.reason.clone(),
                scope,
                failing: Some(runs.len()),
            });
        }
    }
    if let Some(reason) = reason {
        entries.extend(excuses(&std::mem::take(&mut strangers), reason));
    }
    (Expectations { entries }, strangers)
}

/// Entries for runs that have none: the folder with a count where many fail, else their names.
fn excuses(strangers: &[String], reason: &str) -> Vec<Entry> {
    let mut folders: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for id in strangers {
        folders
            .entry(third_folder(id))
            .or_default()
            .push(id.clone());
    }
    let mut named = Vec::new();
    let mut entries = Vec::new();
    for (folder, runs) in folders {
        if runs.len() > NAMED {
            entries.push(Entry {
                reason: reason.to_owned(),
                scope: Scope::Folder(folder.to_owned()),
                failing: Some(runs.len()),
            });
        } else {
            named.extend(runs);
        }
    }
    if !named.is_empty() {
        entries.push(Entry {
            reason: reason.to_owned(),
            failing: Some(named.len()),
            scope: Scope::Runs(named),
        });
    }
    entries
}

fn third_folder(id: &str) -> &str {
    let mut slashes = id.match_indices('/').map(|(at, _)| at);
    let end = slashes.nth(2).or_else(|| id.rfind('/')).unwrap_or(id.len());
    &id[..end]
}

impl Scope {
    fn name(&self) -> String {
        match self {
            Self::Runs(runs) => format!("{} named runs", runs.len()),
            Self::Folder(folder) => folder.clone(),
            Self::Feature(feature) => format!("feature {feature}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Expectations, Last, Outcome, Scope, shrunk};
    use crate::test262::expectations::Entry;

    fn last(runs: &[(&str, Outcome)]) -> Last {
        Last {
            everything: true,
            outcomes: runs
                .iter()
                .map(|(id, outcome)| ((*id).to_owned(), *outcome))
                .collect(),
            ..Last::default()
        }
    }

    fn folder(failing: usize) -> Expectations {
        Expectations {
            entries: vec![Entry {
                reason: "r".to_owned(),
                scope: Scope::Folder("a".to_owned()),
                failing: Some(failing),
            }],
        }
    }

    #[test]
    fn a_count_shrinks_but_never_grows_without_a_reason() {
        let go = last(&[
            ("a/x.js strict", Outcome::Fail),
            ("a/y.js strict", Outcome::Pass),
        ]);
        let (after, strangers) = shrunk(&folder(5), &go, None);
        assert_eq!((after.entries[0].failing, strangers.len()), (Some(1), 0));
        let (_, strangers) = shrunk(&folder(0), &go, None);
        assert_eq!(strangers, ["a/x.js strict"]);
    }

    #[test]
    fn a_reason_makes_an_entry_for_a_stranger() {
        let go = last(&[("b/x.js strict", Outcome::Fail)]);
        let (after, strangers) = shrunk(&folder(1), &go, Some("not built yet"));
        assert!(strangers.is_empty());
        assert_eq!(after.entries.len(), 1);
        assert_eq!(
            after.entries[0].scope,
            Scope::Runs(vec!["b/x.js strict".to_owned()])
        );
    }
}
