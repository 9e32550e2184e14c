//! The results as tables: totals for the terminal, folders and features for the page.
//!
//! Uses: test262::{outcome, results}
//! Never: test262::pool

use super::outcome::Outcome;
use super::results::{Last, Results, Row};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Rows of the changes that are shown by name before they are only counted.
const SHOWN: usize = 40;

#[derive(Clone, Copy, Default)]
struct Tally {
    pass: usize,
    fail: usize,
    skip: usize,
    crash: usize,
    panic: usize,
    hang: usize,
}

impl Tally {
    fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Pass => self.pass += 1,
            Outcome::Fail => self.fail += 1,
            Outcome::Skip => self.skip += 1,
            Outcome::Crash => self.crash += 1,
            Outcome::Panic => self.panic += 1,
            Outcome::Hang => self.hang += 1,
        }
    }

    fn ran(self) -> usize {
        self.pass + self.fail + self.crash + self.panic + self.hang
    }

    fn line(self, text: &mut String, name: &str) {
        let share = if self.ran() == 0 {
            100.0
        } else {
            100.0 * self.pass as f64 / self.ran() as f64
        };
        let _ = writeln!(
            text,
            "| {name:<44} | {:>6} | {:>6} | {share:>6.2} | {:>6} | {:>5} | {:>5} | {:>5} | {:>6} |",
            self.ran(),
            self.pass,
            self.fail,
            self.crash,
            self.panic,
            self.hang,
            self.skip
        );
    }
}

const HEAD: &str = "\
|                                              |   runs |   pass |      % |   fail | crash | panic |  hang |   skip |
|----------------------------------------------|-------:|-------:|-------:|-------:|------:|------:|------:|-------:|
";

/// The short table: top folders, what the project promises, everything.
pub fn totals(results: &Results) -> String {
    let mut text = String::from(HEAD);
    table(&mut text, results, |row, add| add(folder(row, 1)));
    let mut rest = Tally::default();
    let mut all = Tally::default();
    for row in &results.rows {
        if row.run.test.starts_with("built-ins/")
            && !row.run.features.iter().any(|feature| feature == "Temporal")
        {
            rest.add(row.outcome);
        }
        all.add(row.outcome);
    }
    rest.line(&mut text, "built-ins without Temporal");
    all.line(&mut text, "all");
    text
}

/// The page: totals, folders two levels deep, features that do not all pass.
pub fn page(results: &Results, engine: &str) -> String {
    let mut text = format!(
        "# test262 on {engine}\n\n{}\n## By folder\n\n{HEAD}",
        totals(results)
    );
    table(&mut text, results, |row, add| add(folder(row, 2)));
    let _ = write!(text, "\n## By feature\n\n{HEAD}");
    table(&mut text, results, |row, add| {
        for feature in &row.run.features {
            add(feature);
        }
    });
    text
}

fn table<'a>(
    text: &mut String,
    results: &'a Results,
    mut groups: impl FnMut(&'a Row, &mut dyn FnMut(&'a str)),
) {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for row in &results.rows {
        groups(row, &mut |name| {
            tallies.entry(name).or_default().add(row.outcome)
        });
    }
    for (name, tally) in tallies {
        tally.line(text, name);
    }
}

/// The folder of a row's test, at most `depth` levels deep.
pub fn folder(row: &Row, depth: usize) -> &str {
    let path = &row.run.test;
    let mut slashes = path.match_indices('/').map(|(at, _)| at);
    let end = slashes
        .nth(depth - 1)
        .or_else(|| path.rfind('/'))
        .unwrap_or(path.len());
    &path[..end]
}

/// What changed since the last go, for the runs that were in both.
pub fn changes(results: &Results, last: &Last) -> String {
    let mut better = Vec::new();
    let mut worse = Vec::new();
    let mut other = Vec::new();
    for row in &results.rows {
        let id = row.run.to_string();
        let Some(&before) = last.outcomes.get(&id) else {
            continue;
        };
        let line = format!(
            "{id}: {} -> {} {}",
            before.name(),
            row.outcome.name(),
            row.message
        );
        match (before, row.outcome) {
            (before, now) if before == now => {}
            (_, Outcome::Pass) => better.push(line),
            (Outcome::Pass, _) => worse.push(line),
            _ => other.push(line),
        }
    }
    let mut text = format!(
        "since the last go: {} better, {} worse, {} otherwise changed\n",
        better.len(),
        worse.len(),
        other.len()
    );
    list(&mut text, "worse", &worse);
    list(&mut text, "changed", &other);
    list(&mut text, "better", &better);
    text
}

/// A heading and at most [`SHOWN`] lines.
pub fn list(text: &mut String, heading: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(text, "{heading}:");
    for line in lines.iter().take(SHOWN) {
        let _ = writeln!(text, "  {}", line.chars().take(200).collect::<String>());
    }
    if lines.len() > SHOWN {
        let _ = writeln!(text, "  and {} more", lines.len() - SHOWN);
    }
}
