//! `docs/conformance.md`: what the last whole run says, for readers who don't run the suite.
//!
//! Everything on the page is derived: the tables from the results, the deviations from the
//! expectations file, so that it can't promise more than was measured.
//!
//! Uses: test262::{editions, expectations, outcome, report, results}
//! Never: test262::pool

use super::editions::Edition;
use super::expectations::{Entry, Expectations, Scope};
use super::outcome::Outcome;
use super::report::folder;
use super::results::{Results, Row};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The revision of the suite, and its date.
pub struct Revision {
    /// The hash of the commit.
    pub commit: String,
    /// Year, month and day.
    pub date: String,
}

#[derive(Clone, Copy, Default)]
struct Tally {
    runs: usize,
    passed: usize,
}

impl Tally {
    fn add(&mut self, row: &Row) {
        self.runs += 1;
        self.passed += usize::from(row.outcome == Outcome::Pass);
    }

    fn cells(self) -> String {
        let share = 100.0 * self.passed as f64 / self.runs.max(1) as f64;
        // NOTE: rounded down, so that only a whole pass is shown as 100.
        let share = (share * 100.0).floor() / 100.0;
        format!("{} | {} | {share:.2}", self.runs, self.passed)
    }
}

const HEAD: &str = "\
# Conformance

The results of [test262](https://github.com/tc39/test262), the conformance suite of ECMAScript. This page is written by
`cargo xtask test262 --report`; nothing on it is written by hand.

A test runs once in sloppy and once in strict mode unless it asks for one of them; each is a run. A run passes if its
outcome is exactly the expected one. Runs that are skipped are told below and are not in the figures.

";

const OTHERS: &str = "\
## Other engines

What projects say of themselves. Each counts in its own way (files or runs, with or without ECMA-402 and proposals, at another
revision of the suite), so the figures stand beside each other and no closer.

| engine | figure | of | date | source |
|---|---:|---|---|---|
| Boa 0.22 | 95.60 % | the suite | 2026-08-28 | [release notes](https://github.com/boa-dev/boa/releases/tag/v0.22) |
| QuickJS, the interpreter in quickjs-jit 0.12.2 | 78.7 % | 80,371 of 102,117 runs; 21,746 skipped, none failed | 2026-08-31 | [report](https://docs.rs/crate/quickjs-jit/0.12.2/source/docs/test262-conformance.md) |
| XS | 99.8 % | `language` and `built-ins`, each; proposals, `annexB` and `intl402` skipped | 2019-07-03 | [report](https://github.com/Moddable-OpenSource/moddable/blob/public/documentation/xs/XS%20Conformance.md) |

V8, SpiderMonkey, JavaScriptCore and LibJS publish no figure that was found; [test262.fyi](https://test262.fyi) runs the suite daily
on them and others.
";

/// The page.
pub fn page(results: &Results, expectations: &Expectations, revision: &Revision) -> String {
    let ran: Vec<&Row> = results
        .rows
        .iter()
        .filter(|row| row.outcome != Outcome::Skip)
        .collect();
    let mut text = String::from(HEAD);
    let mut all = Tally::default();
    ran.iter().for_each(|row| all.add(row));
    let skipped = results.rows.len() - ran.len();
    let _ = writeln!(
        text,
        "Suite: `{}` of {}. {} of {} runs pass; {skipped} are skipped; none may crash, panic or hang.\n",
        revision.commit, revision.date, all.passed, all.runs
    );
    by_edition(&mut text, &ran);
    by_folder(&mut text, &ran);
    by_feature(&mut text, &ran);
    deviations(&mut text, results, expectations);
    text.push_str(OTHERS);
    text
}

fn by_edition(text: &mut String, ran: &[&Row]) {
    let mut tallies: BTreeMap<Edition, Tally> = BTreeMap::new();
    for row in ran {
        let edition = Edition::of(&row.run.features);
        tallies.entry(edition).or_default().add(row);
    }
    text.push_str(
        "## By edition\n\nA test belongs to the latest edition that one of its features came with.\n\n\
         | edition | runs | pass | % |\n|---|---:|---:|---:|\n",
    );
    for (edition, tally) in tallies {
        let _ = writeln!(text, "| {} | {} |", edition.name(), tally.cells());
    }
}

fn by_folder(text: &mut String, ran: &[&Row]) {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for row in ran {
        for depth in [1, 2] {
            let name = folder(row, depth);
            if depth == 1 || name.contains('/') {
                tallies.entry(name).or_default().add(row);
            }
        }
    }
    text.push_str("\n## By folder\n\n| folder | runs | pass | % |\n|---|---:|---:|---:|\n");
    for (name, tally) in tallies {
        let name = if name.contains('/') {
            name.to_owned()
        } else {
            format!("**{name}**")
        };
        let _ = writeln!(text, "| {name} | {} |", tally.cells());
    }
}

fn by_feature(text: &mut String, ran: &[&Row]) {
    let mut tallies: BTreeMap<(Edition, &str), Tally> = BTreeMap::new();
    for row in ran {
        for feature in &row.run.features {
            let key = (Edition::of_feature(feature), feature.as_str());
            tallies.entry(key).or_default().add(row);
        }
    }
    text.push_str(
        "\n## By feature\n\nThe names are those of the suite.\n\n\
         | feature | since | runs | pass | % |\n|---|---|---:|---:|---:|\n",
    );
    for ((edition, feature), tally) in tallies {
        let _ = writeln!(
            text,
            "| {feature} | {} | {} |",
            edition.name(),
            tally.cells()
        );
    }
}

fn deviations(text: &mut String, results: &Results, expectations: &Expectations) {
    text.push_str(
        "\n## Deviations\n\nEvery run that does not pass or is skipped, with the reason.\n",
    );
    let failed: Vec<&Row> = results
        .rows
        .iter()
        .filter(|row| !matches!(row.outcome, Outcome::Pass | Outcome::Skip))
        .collect();
    for (at, entry) in expectations.entries.iter().enumerate() {
        let excused = failed
            .iter()
            .filter(|row| expectations.excuse(&row.run.to_string(), &row.run.features) == Some(at));
        let _ = write!(text, "\n{}", told(entry, excused.copied()));
    }
    other_skips(text, results, expectations);
    let unexplained = failed.iter().filter(|row| {
        expectations
            .excuse(&row.run.to_string(), &row.run.features)
            .is_none()
    });
    let mut is_first = true;
    for row in unexplained {
        if is_first {
            text.push_str("\n### Not explained yet\n\n");
            is_first = false;
        }
        let _ = writeln!(text, "- `{}`", row.run);
    }
    text.push('\n');
}

/// What was skipped for another reason than an entry's: the runner's own.
fn other_skips(text: &mut String, results: &Results, expectations: &Expectations) {
    let mut reasons: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in &results.rows {
        let is_own = row.outcome == Outcome::Skip && expectations.skips(&row.run).is_none();
        if is_own {
            reasons.entry(&row.message).or_default().push(row);
        }
    }
    for (reason, rows) in reasons {
        let _ = writeln!(text, "\n### Skipped: {reason}\n");
        for row in rows {
            let _ = writeln!(text, "- `{}`", row.run);
        }
    }
}

/// One reason with what it is about.
fn told<'a>(entry: &Entry, excused: impl Iterator<Item = &'a Row>) -> String {
    let mut text = format!("### {}\n\n", entry.reason);
    let scope = match &entry.scope {
        Scope::Runs(_) => None,
        Scope::Folder(name) => Some(format!("the folder `{name}`")),
        Scope::Feature(name) => Some(format!("the feature `{name}`")),
    };
    match (scope, entry.failing) {
        (Some(scope), None) => _ = writeln!(text, "Skipped: {scope}."),
        (Some(scope), Some(_)) => _ = writeln!(text, "{} runs in {scope}.", excused.count()),
        (None, _) => {
            for row in excused {
                let _ = writeln!(text, "- `{}`", row.run);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::suite::{Mode, Run};
    use super::{Expectations, Outcome, Results, Revision, page};

    fn results(outcomes: &[(&str, Outcome)]) -> Results {
        let (runs, verdicts) = outcomes
            .iter()
            .map(|(test, outcome)| {
                let run = Run {
                    test: (*test).to_owned(),
                    mode: Mode::Strict,
                    features: vec!["class".to_owned()],
                };
                (run, Some((*outcome, String::new())))
            })
            .unzip();
        Results::new(runs, verdicts, true)
    }

    #[test]
    fn the_page_counts_what_ran_and_names_what_failed() {
        let results = results(&[
            ("language/a/b.js", Outcome::Pass),
            ("language/a/c.js", Outcome::Fail),
            ("intl402/d.js", Outcome::Skip),
        ]);
        let revision = Revision {
            commit: "abc".to_owned(),
            date: "2020-01-01".to_owned(),
        };
        let text = page(&results, &Expectations::default(), &revision);
        assert!(text.contains("1 of 2 runs pass; 1 are skipped"), "{text}");
        assert!(text.contains("| **language** | 2 | 1 | 50.00 |"), "{text}");
        assert!(
            text.contains("| class | ES2015 | 2 | 1 | 50.00 |"),
            "{text}"
        );
        assert!(text.contains("- `language/a/c.js strict`"), "{text}");
    }
}
