//! `cargo xtask tidy`: the rules of the house that a machine can check.
//!
//! Each rule sees one [`Source`] (a file whose comments and code are told apart) and reports
//! findings as `file:line: rule: text`. Nothing depends on the commit or the clock: the same tree gives
//! the same findings.
//!
//! Uses: arguments, failure, workspace
//! Never: bench, test262, check

mod absences;
mod containers;
mod functions;
mod imports;
mod ledger;
mod rooms;
mod source;
mod tags;

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::workspace;
use source::Source;
use std::fmt;

pub use ledger::bless;

/// One thing that is not as it should be.
#[derive(Debug)]
pub struct Finding {
    file: String,
    line: usize,
    rule: &'static str,
    text: String,
    severity: Severity,
}

/// Whether a finding fails the check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// It does not.
    Warning,
    /// It does.
    Error,
}

impl Finding {
    /// An error at a line (counted from 1).
    pub fn error(
        source: &Source,
        line: usize,
        rule: &'static str,
        text: impl Into<String>,
    ) -> Self {
        Self {
            file: source.name.clone(),
            line,
            rule,
            text: text.into(),
            severity: Severity::Error,
        }
    }

    /// A warning at a line (counted from 1).
    pub fn warning(
        source: &Source,
        line: usize,
        rule: &'static str,
        text: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(source, line, rule, text)
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let warning = if self.severity == Severity::Warning {
            "warning: "
        } else {
            ""
        };
        write!(
            f,
            "{}:{}: {warning}{}: {}",
            self.file, self.line, self.rule, self.text
        )
    }
}

/// Runs the task.
pub fn run(arguments: Arguments) -> Result<(), Failure> {
    arguments.finish()?;
    let sources = sources()?;
    let modules = imports::Modules::of(&sources);
    let mut findings = Vec::new();
    for source in &sources {
        rooms::check(source, &mut findings);
        tags::check(source, &mut findings);
        absences::check(source, &mut findings);
        containers::check(source, &mut findings);
        functions::check(source, &mut findings);
        imports::check(source, &modules, &mut findings);
    }
    ledger::check(&sources, &mut findings)?;
    for finding in &findings {
        println!("{finding}");
    }
    match findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .count()
    {
        0 => {
            println!("tidy: {} files, {} warnings", sources.len(), findings.len());
            Ok(())
        }
        count => Err(Failure::new(format!("{count} untidy places"))),
    }
}

/// Every Rust file of the workspace.
fn sources() -> Result<Vec<Source>, Failure> {
    let root = workspace::root();
    let mut sources = Vec::new();
    for file in workspace::files_below(&root)? {
        if file.extension().is_some_and(|extension| extension == "rs") {
            let name = file
                .strip_prefix(&root)
                .unwrap_or(&file)
                .to_string_lossy()
                .replace('\\', "/");
            sources.push(Source::new(name, &workspace::read(&file)?));
        }
    }
    Ok(sources)
}
