//! The worker: reads one run a line, answers one verdict a line, until its input ends.
//!
//! The protocol is `mode path` to the worker and `outcome<TAB>message` back, in the same order. The
//! parent sends several lines ahead, so a worker never waits for work; if the worker dies, the first
//! line without an answer names the culprit.
//!
//! Uses: failure, test262::{engine, frontmatter, outcome, suite}
//! Never: test262::pool

use super::engine::{Choice, Engine, Goal, Job, Prelude};
use super::frontmatter::Frontmatter;
use super::outcome::{self, Outcome, Verdict};
use super::suite::{self, Mode};
use crate::failure::{During, Failure};
use std::collections::HashMap;
use std::io::{BufRead as _, Write as _};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex};

/// The preludes of every test that is not raw.
const ALWAYS: [&str; 2] = ["assert.js", "sta.js"];
/// The prelude of every asynchronous test.
const DONE: &str = "doneprintHandle.js";

/// Serves until standard input ends.
pub fn serve(suite: &Path, choice: &Choice) -> Result<(), Failure> {
    let mut bench = Bench::new(suite, choice)?;
    let mut answers = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line.during("reading the next run")?;
        let (mode, test) = line
            .split_once(' ')
            .ok_or_else(|| Failure::new(format!("a run is `mode path`, got `{line}`")))?;
        let mode =
            Mode::named(mode).ok_or_else(|| Failure::new(format!("there is no mode `{mode}`")))?;
        let (outcome, message) = bench.run(test, mode)?;
        let message = message.replace(['\n', '\r', '\t'], " ");
        writeln!(answers, "{}\t{message}", outcome.name())
            .and_then(|()| answers.flush())
            .during("answering")?;
    }
    Ok(())
}

/// An engine with the harness files it has used so far.
struct Bench {
    suite: PathBuf,
    choice: Choice,
    engine: Box<dyn Engine>,
    harness: HashMap<String, Rc<Prelude>>,
    panicked: Arc<Mutex<String>>,
}

impl Bench {
    fn new(suite: &Path, choice: &Choice) -> Result<Self, Failure> {
        let panicked = Arc::new(Mutex::new(String::new()));
        let told = Arc::clone(&panicked);
        panic::set_hook(Box::new(move |info| {
            if let Ok(mut told) = told.lock() {
                *told = info.to_string();
            }
        }));
        Ok(Self {
            suite: suite.to_owned(),
            choice: choice.clone(),
            engine: choice.make()?,
            harness: HashMap::new(),
            panicked,
        })
    }

    fn run(&mut self, test: &str, mode: Mode) -> Result<Verdict, Failure> {
        let file = self.suite.join("test").join(test);
        let text = suite::text(&file)?;
        let page =
            Frontmatter::of(&text).map_err(|trouble| Failure::new(format!("{test}: {trouble}")))?;
        if page.flag("CanBlockIsFalse") && self.engine.can_block()
            || page.flag("CanBlockIsTrue") && !self.engine.can_block()
        {
            return Ok((
                Outcome::Skip,
                "for agents with the other [[CanBlock]]".to_owned(),
            ));
        }
        let preludes = self.preludes(&page)?;
        let strict = (mode == Mode::Strict).then(|| format!("\"use strict\";\n{text}"));
        let job = Job {
            file: &file,
            goal: if mode == Mode::Module {
                Goal::Module
            } else {
                Goal::Script
            },
            preludes: &preludes,
            source: strict.as_deref().unwrap_or(&text),
            unchanged: strict.is_none(),
        };
        match panic::catch_unwind(AssertUnwindSafe(|| self.engine.run(&job))) {
            Ok(report) => Ok(outcome::judge(&page, &report)),
            Err(_) => {
                // An engine that panicked may be in any state: the next test gets another one.
                self.engine = self.choice.make()?;
                let told = self
                    .panicked
                    .lock()
                    .map(|told| told.clone())
                    .unwrap_or_default();
                Ok((Outcome::Panic, told))
            }
        }
    }

    fn preludes(&mut self, page: &Frontmatter) -> Result<Vec<Rc<Prelude>>, Failure> {
        if page.flag("raw") {
            return Ok(Vec::new());
        }
        let done = page.flag("async").then_some(DONE);
        let names = ALWAYS
            .into_iter()
            .chain(done)
            .chain(page.includes.iter().map(String::as_str));
        names.map(|name| self.prelude(name)).collect()
    }

    fn prelude(&mut self, name: &str) -> Result<Rc<Prelude>, Failure> {
        if let Some(prelude) = self.harness.get(name) {
            return Ok(Rc::clone(prelude));
        }
        let source = suite::text(&self.suite.join("harness").join(name))?;
        let prelude = Rc::new(Prelude {
            name: name.to_owned(),
            source,
        });
        self.harness.insert(name.to_owned(), Rc::clone(&prelude));
        Ok(prelude)
    }
}
