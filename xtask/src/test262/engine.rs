//! What the runner asks of an engine.
//!
//! The engine sees ready texts (harness scripts and the test, already behind `"use strict";` where
//! that is due), runs them in a realm of its own, and tells how it ended and what was printed.
//! It never judges: that is [`super::outcome`]'s work.
//!
//! Uses: failure, test262::frontmatter, test262::inside, test262::shell
//! Never: test262::outcome, test262::pool

use super::frontmatter::Phase;
use super::inside::Inside;
use super::shell::Shell;
use crate::failure::Failure;
use std::path::Path;
use std::rc::Rc;

/// The goal symbol of the test's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A script.
    Script,
    /// A module; its specifiers are relative to the test's folder.
    Module,
}

/// One harness file, evaluated as a script of its own before the test.
#[derive(Debug)]
pub struct Prelude {
    /// Its name below `harness/`.
    pub name: String,
    /// Its text.
    pub source: String,
}

/// One run.
pub struct Job<'a> {
    /// The test's file: for messages, and the base of relative specifiers.
    pub file: &'a Path,
    /// Script or module.
    pub goal: Goal,
    /// The harness files, in order.
    pub preludes: &'a [Rc<Prelude>],
    /// The text to run.
    pub source: &'a str,
    /// Whether the text is that of the file, unchanged.
    pub unchanged: bool,
}

/// How a run ended.
#[derive(Debug)]
pub enum Ending {
    /// Without an uncaught exception; all jobs have run.
    Completed,
    /// With an uncaught exception.
    Thrown {
        /// When it came; nothing if the engine can't tell.
        phase: Option<Phase>,
        /// The name of its constructor.
        constructor: String,
        /// What it says.
        message: String,
    },
    /// A harness file could not be evaluated.
    HarnessFailed(String),
    /// A limit ended it (memory, fuel, stack).
    Stopped(String),
    /// It took too long.
    TimedOut,
    /// The engine died; only an engine outside this process can tell.
    Died(String),
}

/// What a run gave.
#[derive(Debug)]
pub struct Report {
    /// How it ended.
    pub ending: Ending,
    /// What `print` received, one string a call.
    pub printed: Vec<String>,
}

/// An engine under test.
pub trait Engine {
    /// The `[[CanBlock]]` of its agents.
    fn can_block(&self) -> bool;

    /// Runs one job in a fresh realm.
    fn run(&mut self, job: &Job<'_>) -> Report;
}

/// Which engine to make; travels from the parent to its workers as words.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// The words of an external shell's command; none means the engine in this process.
    pub command: Option<String>,
    /// Collect at every safepoint.
    pub gc_stress: bool,
}

impl Choice {
    /// The engine's name in results.
    pub fn name(&self) -> String {
        let stress = if self.gc_stress { " --gc=stress" } else { "" };
        format!("{}{stress}", self.command.as_deref().unwrap_or("stilla"))
    }

    /// Makes the engine.
    pub fn make(&self) -> Result<Box<dyn Engine>, Failure> {
        match &self.command {
            Some(command) => Ok(Box::new(Shell::new(command, self.gc_stress)?)),
            None => Ok(Box::new(Inside::new(self.gc_stress))),
        }
    }
}
