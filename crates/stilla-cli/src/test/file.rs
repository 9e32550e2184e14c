//! One test file: its runtime, its tests, its snapshots.
//!
//! Uses: shell, language, coverage, source, failure, config, profile, stilla-testing, diff, snapshot. Never: report.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use stilla::{Error, Goal, MemoryUsage, Runtime};
use stilla_host::system::Recording;
use stilla_testing::{Choice, Failure, MODULE, Session, SnapshotMode, Status, TestApi, TestResult};

use super::{hoist, snapshot};
use crate::config::Invocation;
use crate::coverage::{Collector, CoverageOptions};
use crate::diff::difference;
use crate::failure::{Place, describe};
use crate::language::LanguageOptions;
use crate::profile::{ProfileOptions, module_check};
use crate::shell::{HostOptions, Limits};
use crate::source::{SourceFile, identity, plain};

/// What all files of a run have in common.
pub(super) struct Plan {
    pub(super) language: LanguageOptions,
    pub(super) coverage: CoverageOptions,
    /// What ran in the files so far.
    pub(super) collector: Collector,
    pub(super) api: TestApi,
    pub(super) choice: Choice,
    /// What the files of each folder may use.
    pub(super) settings: Box<SettingsOf>,
    pub(super) invocation: Arc<Invocation>,
    /// What the files print is kept.
    pub(super) records: bool,
    pub(super) snapshots: SnapshotMode,
}

/// What one file may use.
pub(super) struct Settings {
    pub(super) limits: Limits,
    pub(super) profile: ProfileOptions,
}

/// What a file may use, or what is wrong with its configuration.
pub(super) type SettingsOf = dyn Fn(&Path) -> Result<Settings, String> + Send + Sync;

/// What came of one file.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) tests: Vec<Test>,
    /// What is wrong with the file as a whole.
    pub(super) errors: Vec<String>,
    pub(super) written: u32,
    pub(super) updated: u32,
    /// The engine itself failed.
    pub(super) is_fault: bool,
    /// The modules that it used.
    pub(super) modules: Vec<PathBuf>,
    pub(super) duration: Duration,
    pub(super) memory: Option<MemoryUsage>,
    /// What it printed, if that is kept.
    pub(super) printed: Option<Recording>,
}

/// What came of one test.
pub(super) struct Test {
    pub(super) name: String,
    pub(super) status: Status,
    pub(super) duration: Duration,
    /// Each failure: the error, the place, what was expected.
    pub(super) failures: Vec<String>,
}

impl Outcome {
    pub(super) fn is_fine(&self) -> bool {
        self.errors.is_empty() && self.tests.iter().all(|test| test.status != Status::Failed)
    }
}

/// Runs the tests of one file.
pub(super) fn run(plan: &Plan, path: &Path) -> Outcome {
    let started = Instant::now();
    let mut outcome = Outcome {
        printed: plan.records.then(Recording::default),
        ..Outcome::default()
    };
    // NOTE: a fault of the engine is one of this file: the others run all the same.
    let ran = catch_unwind(AssertUnwindSafe(|| run_into(plan, path, &mut outcome)));
    match ran {
        Ok(Ok(())) => {}
        Ok(Err(message)) => outcome.errors.push(message),
        Err(_) => {
            outcome.is_fault = true;
            outcome
                .errors
                .push("stilla: a fault of the engine".to_owned());
        }
    }
    outcome.duration = started.elapsed();
    outcome
}

fn run_into(plan: &Plan, path: &Path, outcome: &mut Outcome) -> Result<(), String> {
    let Settings { limits, profile } = (plan.settings)(path)?;
    let mut source = SourceFile::read(path, profile.goal(Goal::Script))?;
    profile.check(&mut source)?;
    let modules = ["stilla:test", "vitest"].map(|name| (name.to_owned(), MODULE.to_owned()));
    let host = HostOptions {
        modules: modules.into(),
        check: module_check(&plan.invocation),
        refuses_code_from_strings: profile.refused().has(stilla_syntax::Form::Eval),
        recording: outcome.printed.clone(),
        mains: identity(path).into_iter().collect(),
        ..HostOptions::default()
    };
    let installed = limits.runtime_with(host).and_then(|mut runtime| {
        let session = plan.api.install(&mut runtime)?;
        if !limits.world.has("test") {
            session.remove_globals(&mut runtime)?;
        }
        Ok((runtime, session))
    });
    let (mut runtime, session) =
        installed.map_err(|error| format!("the test API does not start: {error}"))?;
    plan.language.start(&mut runtime);
    plan.coverage.start(&mut runtime);
    let kept = snapshot::file_of(path);
    let ran = load(plan, &kept, &session, &mut runtime)
        .and_then(|()| run_hoisted(&source, path, &session, &mut runtime))
        .and_then(|()| source.compile(path, &mut runtime))
        .and_then(|program| runtime.run(&program))
        .and_then(|_| session.run(&mut runtime, &plan.choice));
    if plan.coverage.is_on() {
        plan.collector.take(&mut runtime);
    }
    outcome.modules = runtime
        .cx()
        .module_identities()
        .map(PathBuf::from)
        .collect();
    let results = session.results(&mut runtime).unwrap_or_default();
    outcome.tests = results
        .into_iter()
        .map(|result| test(result, &source))
        .collect();
    if let Err(error) = &ran {
        outcome
            .errors
            .push(broken(error, &mut runtime, &session, &source));
    }
    for error in runtime.take_unhandled_rejections() {
        let text = describe(&error, &mut runtime, &source.name, &source.text);
        outcome.errors.push(format!("unhandled rejection\n{text}"));
    }
    if ran.is_ok() {
        save(plan, path, &kept, &session, &mut runtime, &source, outcome)?;
    }
    let _ = runtime.flush();
    outcome.memory = Some(runtime.memory_usage());
    if outcome.errors.is_empty() && outcome.tests.is_empty() && plan.choice.name.is_empty() {
        return Err("the file declares no test".to_owned());
    }
    Ok(())
}

/// Runs what the file says before its imports.
fn run_hoisted(
    source: &SourceFile,
    path: &Path,
    session: &Session,
    runtime: &mut Runtime,
) -> Result<(), Error> {
    let Some(text) = hoist::hoisted(source) else {
        return Ok(());
    };
    session.begin_mocks(runtime, &source.name)?;
    let mut source = source.clone();
    source.text = text;
    source.options.goal = Goal::Module;
    let program = source.compile(path, runtime)?;
    runtime.run(&program).map(|_| ())
}

/// Gives the tests the snapshots of the file, if there are any.
fn load(plan: &Plan, kept: &Path, session: &Session, runtime: &mut Runtime) -> Result<(), Error> {
    match std::fs::read_to_string(kept) {
        Ok(text) => session.load_snapshots(runtime, &text, plan.snapshots),
        Err(_) if plan.snapshots == SnapshotMode::New => Ok(()),
        Err(_) => session.load_snapshots(runtime, "", plan.snapshots),
    }
}

fn save(
    plan: &Plan,
    path: &Path,
    kept: &Path,
    session: &Session,
    runtime: &mut Runtime,
    source: &SourceFile,
    outcome: &mut Outcome,
) -> Result<(), String> {
    let is_whole = plan.choice.name.is_empty()
        && outcome
            .tests
            .iter()
            .all(|test| test.status == Status::Passed);
    let saved = session
        .snapshots(runtime, is_whole)
        .map_err(|error| error.to_string())?;
    (outcome.written, outcome.updated) = (saved.written, saved.updated);
    if let Some(text) = &saved.file {
        snapshot::write(kept, text)?;
    }
    if let Some(text) = snapshot::with_inline(source, &saved.inline) {
        std::fs::write(path, text)
            .map_err(|error| format!("the inline snapshots can't be written: {}", plain(&error)))?;
    }
    for (file, text) in &saved.files {
        snapshot::write_beside(path, file, text)?;
    }
    Ok(())
}

fn broken(error: &Error, runtime: &mut Runtime, session: &Session, source: &SourceFile) -> String {
    let text = describe(error, runtime, &source.name, &source.text);
    match session.current(runtime) {
        Some(test) => format!("{test}\n{text}"),
        None => text,
    }
}

fn test(result: TestResult, source: &SourceFile) -> Test {
    let failures = result.failures.iter();
    let failures = failures
        .map(|failure| failure_text(failure, source))
        .collect();
    Test {
        name: result.name,
        status: result.status,
        duration: result.duration,
        failures,
    }
}

/// The error, the place, and what was expected.
fn failure_text(failure: &Failure, source: &SourceFile) -> String {
    let mut text = failure.headline.clone();
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
    text
}
