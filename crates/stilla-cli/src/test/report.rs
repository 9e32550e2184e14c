//! What a test run says, in the form that was asked for.
//!
//! Uses: file, envelope, markup. Never: the runtime.

use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use clap::ValueEnum;
use serde_json::{Value as Json, json};
use stilla::MemoryUsage;
use stilla_host::system::Recording;
use stilla_testing::Status;

use super::file::Outcome;
use crate::envelope::Account;
use crate::markup::escaped;

/// The tests that took longest are named if they took longer than this.
const SLOW: Duration = Duration::from_millis(300);
const MOST_SLOW: usize = 5;

/// The form of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Reporter {
    /// A line for each file, then what failed.
    Default,
    /// A line for each test.
    Verbose,
    /// A sign for each test.
    Dot,
    /// The Test Anything Protocol.
    Tap,
    /// JUnit's XML.
    Junit,
    /// One JSON object.
    Json,
}

/// The numbers of the summary, and what is told at the end.
pub(super) struct Report {
    reporter: Reporter,
    files: usize,
    failed_files: usize,
    passed: usize,
    pub(super) failed: usize,
    skipped: usize,
    todo: usize,
    written: u32,
    updated: u32,
    /// The engine itself failed somewhere.
    pub(super) is_fault: bool,
    slowest: Vec<(Duration, String)>,
    /// What a reporter tells only at the end.
    kept: Vec<String>,
    json: Vec<Json>,
    memory: Vec<MemoryUsage>,
    /// Where everything goes instead of to standard output: the account of the run.
    recording: Option<Recording>,
    first_failure: Option<String>,
}

impl Report {
    pub(super) fn new(reporter: Reporter, recording: Option<Recording>) -> Report {
        Report {
            reporter,
            recording,
            first_failure: None,
            files: 0,
            failed_files: 0,
            passed: 0,
            failed: 0,
            skipped: 0,
            todo: 0,
            written: 0,
            updated: 0,
            is_fault: false,
            slowest: Vec::new(),
            kept: Vec::new(),
            json: Vec::new(),
            memory: Vec::new(),
        }
    }

    pub(super) fn has_failed(&self) -> bool {
        self.failed_files > 0
    }

    pub(super) fn found_nothing(&self) -> bool {
        self.passed + self.failed == 0 && self.failed_files == 0
    }

    /// Tells what came of a file.
    pub(super) fn file(&mut self, path: &Path, outcome: &Outcome) {
        self.count(path, outcome);
        if let Some(recording) = &self.recording {
            for (stream, text) in outcome
                .printed
                .iter()
                .flat_map(|printed| printed.printed().pieces)
            {
                // NOTE: what is too much for the account is left out of it.
                let _ = recording.write(stream, &text);
            }
            self.json.push(json_file(path, outcome));
            return;
        }
        let text = match self.reporter {
            Reporter::Default => default_file(path, outcome),
            Reporter::Verbose => verbose_file(path, outcome),
            Reporter::Dot => {
                if !outcome.is_fine() {
                    self.kept.push(default_file(path, outcome));
                }
                print(&dots(outcome));
                return;
            }
            Reporter::Tap => tap_file(
                path,
                outcome,
                self.passed + self.failed + self.skipped + self.todo,
            ),
            Reporter::Junit => {
                self.kept.push(junit_file(path, outcome));
                return;
            }
            Reporter::Json => {
                self.json.push(json_file(path, outcome));
                return;
            }
        };
        print(&text);
    }

    fn count(&mut self, path: &Path, outcome: &Outcome) {
        self.files += 1;
        self.memory.extend(outcome.memory);
        self.failed_files += usize::from(!outcome.is_fine());
        let failed = outcome
            .tests
            .iter()
            .filter(|test| test.status == Status::Failed);
        let failed = failed.map(|test| format!("{} > {}", path.display(), test.name));
        let broken = outcome
            .errors
            .iter()
            .map(|error| format!("{}: {error}", path.display()));
        let first = failed.chain(broken).next();
        self.first_failure = self.first_failure.take().or(first);
        self.written += outcome.written;
        self.updated += outcome.updated;
        self.is_fault |= outcome.is_fault;
        for test in &outcome.tests {
            *match test.status {
                Status::Passed => &mut self.passed,
                Status::Failed => &mut self.failed,
                Status::Skipped => &mut self.skipped,
                Status::Todo => &mut self.todo,
            } += 1;
            if test.duration >= SLOW {
                let name = format!("{} > {}", path.display(), test.name);
                self.slowest.push((test.duration, name));
            }
        }
    }

    /// Notes files and failures in an account; gives the numbers of tests.
    pub(super) fn note(&mut self, account: &mut Account) -> Json {
        if account.is_for_people() {
            return Json::Null;
        }
        for usage in self.memory.drain(..) {
            account.memory(usage);
        }
        for file in self.json.drain(..) {
            account.file(file);
        }
        if let Some(message) = &self.first_failure {
            account.note_failure("TestFailure", message);
        }
        json!({
            "passed": self.passed, "failed": self.failed, "skipped": self.skipped, "todo": self.todo,
            "files": self.files, "failed_files": self.failed_files,
        })
    }

    /// Tells the rest.
    pub(super) fn end(&mut self, duration: Duration) {
        if self.recording.is_some() {
            return;
        }
        match self.reporter {
            Reporter::Default | Reporter::Verbose | Reporter::Dot => self.end_for_people(duration),
            Reporter::Tap => {
                print(&format!(
                    "1..{}\n",
                    self.passed + self.failed + self.skipped + self.todo
                ));
            }
            Reporter::Junit => print(&format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"{}\" failures=\"{}\" time=\"{:.3}\">\n{}</testsuites>\n",
                self.passed + self.failed + self.skipped + self.todo,
                self.failed,
                duration.as_secs_f64(),
                self.kept.concat()
            )),
            Reporter::Json => {
                let report = json!({
                    "ok": !self.has_failed(),
                    "files": self.json,
                    "passed": self.passed, "failed": self.failed, "skipped": self.skipped, "todo": self.todo,
                    "duration_ms": duration.as_secs_f64() * 1e3,
                });
                print(&format!("{report:#}\n"));
            }
        }
    }

    fn end_for_people(&mut self, duration: Duration) {
        let mut text = String::new();
        if self.reporter == Reporter::Dot {
            text.push('\n');
            text.push_str(&self.kept.concat());
        }
        text.push('\n');
        self.slowest.sort_by(|a, b| b.cmp(a));
        for (duration, name) in self.slowest.iter().take(MOST_SLOW) {
            let _ = writeln!(text, "slow: {:.2} s  {name}", duration.as_secs_f64());
        }
        if self.written + self.updated > 0 {
            let _ = writeln!(
                text,
                "snapshots: {} written, {} updated",
                self.written, self.updated
            );
        }
        let _ = writeln!(
            text,
            "{}  in {:.2} s",
            self.summary(),
            duration.as_secs_f64()
        );
        print(&text);
    }

    fn summary(&self) -> String {
        let mut text = match self.files {
            1 => "1 file".to_owned(),
            files => format!("{files} files"),
        };
        if self.failed_files > 0 {
            let _ = write!(text, ", {} failed", self.failed_files);
        }
        let noun = if self.passed == 1 { "test" } else { "tests" };
        let _ = write!(text, "; {} {noun} passed", self.passed);
        for (number, word) in [
            (self.failed, "failed"),
            (self.skipped, "skipped"),
            (self.todo, "to do"),
        ] {
            if number > 0 {
                let _ = write!(text, ", {number} {word}");
            }
        }
        text
    }
}

/// Writes to standard output; a closed one is nobody's loss.
pub(super) fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes());
    let _ = out.flush();
}

fn head(path: &Path, outcome: &Outcome) -> String {
    let mark = if outcome.is_fine() { "ok  " } else { "FAIL" };
    let ran = outcome.tests.iter();
    let ran = ran
        .filter(|test| matches!(test.status, Status::Passed | Status::Failed))
        .count();
    let word = if ran == 1 { "test" } else { "tests" };
    format!("{mark} {} ({ran} {word})\n", path.display())
}

fn default_file(path: &Path, outcome: &Outcome) -> String {
    let mut text = head(path, outcome);
    for test in outcome
        .tests
        .iter()
        .filter(|test| !test.failures.is_empty())
    {
        text.push_str(&indented(&test.name));
        for failure in &test.failures {
            text.push_str(&indented(failure));
        }
    }
    for error in &outcome.errors {
        text.push_str(&indented(error));
    }
    text
}

fn verbose_file(path: &Path, outcome: &Outcome) -> String {
    let mut text = head(path, outcome);
    for test in &outcome.tests {
        let mark = match test.status {
            Status::Passed => "✓",
            Status::Failed => "✗",
            Status::Skipped => "↓",
            Status::Todo => "…",
        };
        let _ = write!(text, "  {mark} {}", test.name);
        if test.duration >= SLOW {
            let _ = write!(text, " ({:.2} s)", test.duration.as_secs_f64());
        }
        text.push('\n');
        for failure in &test.failures {
            text.push_str(&indented(&indented(failure)));
        }
    }
    for error in &outcome.errors {
        text.push_str(&indented(error));
    }
    text
}

fn dots(outcome: &Outcome) -> String {
    let mut text: String = outcome
        .tests
        .iter()
        .map(|test| match test.status {
            Status::Passed => '·',
            Status::Failed => 'x',
            Status::Skipped | Status::Todo => '-',
        })
        .collect();
    text.extend(outcome.errors.iter().map(|_| 'X'));
    text
}

fn tap_file(path: &Path, outcome: &Outcome, last: usize) -> String {
    let mut text = String::new();
    let mut number = last - outcome.tests.len();
    for test in &outcome.tests {
        number += 1;
        let result = if test.status == Status::Failed {
            "not ok"
        } else {
            "ok"
        };
        let note = match test.status {
            Status::Skipped => " # SKIP",
            Status::Todo => " # TODO",
            _ => "",
        };
        let name = test.name.replace('#', "\\#");
        let _ = writeln!(
            text,
            "{result} {number} - {} > {name}{note}",
            path.display()
        );
        for failure in &test.failures {
            let _ = writeln!(text, "  ---\n  message: |");
            for line in failure.lines() {
                let _ = writeln!(text, "    {line}");
            }
            let _ = writeln!(text, "  ...");
        }
    }
    for error in &outcome.errors {
        for line in error.lines() {
            let _ = writeln!(text, "# {}: {line}", path.display());
        }
    }
    if !outcome.errors.is_empty() {
        let _ = writeln!(text, "Bail out! {} is broken", path.display());
    }
    text
}

fn junit_file(path: &Path, outcome: &Outcome) -> String {
    let name = escaped(&path.display().to_string());
    let count = |status| {
        outcome
            .tests
            .iter()
            .filter(|test| test.status == status)
            .count()
    };
    let mut text = format!(
        "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{:.3}\">\n",
        outcome.tests.len(),
        count(Status::Failed),
        outcome.errors.len(),
        count(Status::Skipped) + count(Status::Todo),
        outcome.duration.as_secs_f64()
    );
    for test in &outcome.tests {
        let _ = write!(
            text,
            "    <testcase classname=\"{name}\" name=\"{}\" time=\"{:.3}\"",
            escaped(&test.name),
            test.duration.as_secs_f64()
        );
        match test.status {
            Status::Passed => text.push_str("/>\n"),
            Status::Skipped | Status::Todo => text.push_str("><skipped/></testcase>\n"),
            Status::Failed => {
                text.push_str(">\n");
                for failure in &test.failures {
                    let message = failure.lines().next().unwrap_or_default();
                    let _ = writeln!(
                        text,
                        "      <failure message=\"{}\">{}</failure>",
                        escaped(message),
                        escaped(failure)
                    );
                }
                text.push_str("    </testcase>\n");
            }
        }
    }
    for error in &outcome.errors {
        let _ = writeln!(
            text,
            "    <testcase classname=\"{name}\" name=\"{name}\"><error>{}</error></testcase>",
            escaped(error)
        );
    }
    text.push_str("  </testsuite>\n");
    text
}

fn json_file(path: &Path, outcome: &Outcome) -> Json {
    let tests: Vec<Json> = outcome
        .tests
        .iter()
        .map(|test| {
            let status = match test.status {
                Status::Passed => "passed",
                Status::Failed => "failed",
                Status::Skipped => "skipped",
                Status::Todo => "todo",
            };
            json!({
                "name": test.name, "status": status,
                "duration_ms": test.duration.as_secs_f64() * 1e3,
                "failures": test.failures,
            })
        })
        .collect();
    json!({
        "path": path.display().to_string(), "ok": outcome.is_fine(),
        "duration_ms": outcome.duration.as_secs_f64() * 1e3,
        "tests": tests, "errors": outcome.errors,
    })
}

fn indented(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        out.push_str(format!("  {line}").trim_end());
        out.push('\n');
    }
    out
}
