//! `stilla test`: runs test files, each in a runtime of its own.
//!
//! Uses: shell, source, failure, stilla-testing. Never: the other commands.

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use stilla::{Error, Goal, Runtime};
use stilla_testing::{Choice, Session, Status, TestApi, TestResult};

use crate::failure::{FINE, Place, SCRIPT_FAILED, UNUSABLE, complain, describe};
use crate::shell::Limits;
use crate::source::SourceFile;

/// The endings of the names of test files.
const EXTENSIONS: &[&str] = &["js", "mjs", "jsx", "ts", "mts", "tsx"];
/// Folders whose files are no tests.
const LEFT_OUT: &[&str] = &["fixtures", "node_modules"];

/// What to test.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    /// Files or folders; without any, the folder `tests`.
    paths: Vec<PathBuf>,
    /// Run only tests whose full name contains this.
    #[arg(short = 't', long = "name", value_name = "NAME", default_value = "")]
    name: String,
    /// Stop after the first failure.
    #[arg(long)]
    bail: bool,
    #[command(flatten)]
    limits: Limits,
}

/// The numbers of the summary.
#[derive(Default)]
struct Tally {
    files: usize,
    failed_files: usize,
    passed: usize,
    failed: usize,
    skipped: usize,
    todo: usize,
}

/// What came of one file.
struct Outcome {
    results: Vec<TestResult>,
    /// What is wrong with the file as a whole, or with each test that failed.
    failures: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(options: &Options) -> ExitCode {
    let started = Instant::now();
    let files = match test_files(&options.paths) {
        Ok(files) => files,
        Err(message) => {
            complain(&format!("stilla test: {message}"));
            return ExitCode::from(UNUSABLE);
        }
    };
    let api = TestApi::compile();
    let choice = Choice {
        name: options.name.clone(),
        bail: options.bail,
    };
    let mut tally = Tally::default();
    for path in &files {
        let outcome = run_file(&api, path, options, &choice);
        tally.add(&outcome);
        say(&file_line(path, &outcome));
        for failure in &outcome.failures {
            say(failure);
        }
        if options.bail && tally.failed_files > 0 {
            break;
        }
    }
    say(&format!(
        "\n{}  in {:.2} s",
        tally.summary(),
        started.elapsed().as_secs_f64()
    ));
    if tally.passed + tally.failed == 0 && tally.failed_files == 0 {
        complain("stilla test: no test was found");
        return ExitCode::from(SCRIPT_FAILED);
    }
    ExitCode::from(if tally.failed_files > 0 {
        SCRIPT_FAILED
    } else {
        FINE
    })
}

fn say(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

impl Tally {
    fn add(&mut self, outcome: &Outcome) {
        self.files += 1;
        self.failed_files += usize::from(!outcome.failures.is_empty());
        for result in &outcome.results {
            *match result.status {
                Status::Passed => &mut self.passed,
                Status::Failed => &mut self.failed,
                Status::Skipped => &mut self.skipped,
                Status::Todo => &mut self.todo,
            } += 1;
        }
    }

    fn summary(&self) -> String {
        let mut text = format!("{} files", self.files);
        if self.failed_files > 0 {
            let _ = write!(text, ", {} failed", self.failed_files);
        }
        let _ = write!(text, "; {} tests passed", self.passed);
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

fn file_line(path: &Path, outcome: &Outcome) -> String {
    let mark = if outcome.failures.is_empty() {
        "ok  "
    } else {
        "FAIL"
    };
    let ran = outcome.results.iter();
    let ran = ran
        .filter(|result| matches!(result.status, Status::Passed | Status::Failed))
        .count();
    format!(
        "{mark} {} ({ran} {})",
        path.display(),
        if ran == 1 { "test" } else { "tests" }
    )
}

/// Runs the tests of one file.
fn run_file(api: &TestApi, path: &Path, options: &Options, choice: &Choice) -> Outcome {
    let broken = |message: String| Outcome {
        results: Vec::new(),
        failures: vec![message],
    };
    let mut source = match SourceFile::read(path, Goal::Script) {
        Ok(source) => source,
        Err(message) => return broken(message),
    };
    let installed = options.limits.runtime().and_then(|mut runtime| {
        let session = api.install(&mut runtime)?;
        Ok((runtime, session))
    });
    let (mut runtime, session) = match installed {
        Ok(installed) => installed,
        Err(error) => return broken(format!("the test API does not start: {error}")),
    };
    let loaded = source
        .compile(path, &mut runtime)
        .and_then(|program| runtime.run(&program));
    let ran = loaded.and_then(|_| session.run(&mut runtime, choice));
    let results = session.results(&mut runtime).unwrap_or_default();
    let mut failures = failed_tests(&results, &source);
    if let Err(error) = ran {
        failures.push(file_failure(&error, &mut runtime, &session, &source));
    }
    for error in runtime.take_unhandled_rejections() {
        let text = describe(&error, &mut runtime, &source.name, &source.text);
        failures.push(indent(&format!("unhandled rejection\n{text}")));
    }
    let _ = runtime.flush();
    if failures.is_empty() && results.is_empty() && choice.name.is_empty() {
        failures.push(indent("the file declares no test"));
    }
    Outcome { results, failures }
}

fn file_failure(
    error: &Error,
    runtime: &mut Runtime,
    session: &Session,
    source: &SourceFile,
) -> String {
    let text = describe(error, runtime, &source.name, &source.text);
    match session.current(runtime) {
        Some(test) => indent(&format!("{test}\n{text}")),
        None => indent(&text),
    }
}

/// For each failed test its name, the error, the place, and what was expected.
fn failed_tests(results: &[TestResult], source: &SourceFile) -> Vec<String> {
    let mut failures = Vec::new();
    for result in results {
        let Some(failure) = &result.failure else {
            continue;
        };
        let mut text = format!("{}\n{}", result.name, failure.headline);
        if let Some(place) = Place::within(&failure.stack, &source.name) {
            text.push_str(&place.frame(&source.name, &source.text, 1));
        }
        if let Some((expected, received)) = &failure.comparison {
            if expected.contains('\n') || received.contains('\n') {
                let _ = write!(
                    text,
                    "\n- expected\n+ received\n{}",
                    difference(expected, received)
                );
            } else {
                let _ = write!(text, "\n  expected: {expected}\n  received: {received}");
            }
        }
        failures.push(indent(&text));
    }
    failures
}

fn indent(text: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .map(|line| format!("  {line}").trim_end().to_owned())
        .collect();
    lines.join("\n")
}

/// Lines with `-`, `+` or a blank before them: what leads from `before` to `after`. Common lines at
/// both ends are found; what lies between them is shown whole.
fn difference(before: &str, after: &str) -> String {
    let (mut old, mut new): (Vec<&str>, Vec<&str>) =
        (before.lines().collect(), after.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old[head..].iter().rev().zip(new[head..].iter().rev());
    let tail = rest.take_while(|(a, b)| a == b).count();
    let end = old.split_off(old.len() - tail);
    new.truncate(new.len() - tail);
    let marked = |mark: &'static str, lines: &[&str]| -> Vec<String> {
        lines.iter().map(|line| format!("{mark} {line}")).collect()
    };
    [
        marked(" ", &old[..head]),
        marked("-", &old[head..]),
        marked("+", &new[head..]),
        marked(" ", &end),
    ]
    .concat()
    .join("\n")
}

/// The test files that paths name: folders are searched, files are taken as they are.
fn test_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let standard = [PathBuf::from("tests")];
    let paths = if paths.is_empty() {
        &standard[..]
    } else {
        paths
    };
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            search(path, &mut files)?;
        } else if path.exists() {
            files.push(path.clone());
        } else {
            return Err(format!("{}: no such file or folder", path.display()));
        }
    }
    Ok(files)
}

/// Adds the test files below a folder, in the order of their names.
fn search(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if path.is_dir() {
            if path != folder
                && (LEFT_OUT.contains(&name) || name.starts_with('.') || path.is_symlink())
            {
                continue;
            }
            let entries =
                std::fs::read_dir(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
            inside.sort_by(|a, b| b.cmp(a));
            open.extend(inside);
        } else if path
            .extension()
            .is_some_and(|ending| EXTENSIONS.iter().any(|known| ending == *known))
        {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_keeps_what_is_common() {
        assert_eq!(
            difference("{\n a\n b\n}", "{\n a\n c\n}"),
            "  {\n   a\n-  b\n+  c\n  }"
        );
    }
}
