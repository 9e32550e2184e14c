//! An engine behind a command line: each run is a process.
//!
//! It is slower than an engine in this process and sees less (an exception's phase is not told),
//! but it runs any shell that has `print`, and so it tests the runner itself.
//!
//! Uses: failure, process, workspace, test262::engine
//! Never: test262::pool

use super::engine::{Ending, Engine, Goal, Job, Report};
use crate::failure::Failure;
use crate::process::{self, Finished};
use crate::workspace;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Below the parent's own limit, so that the shell is gone before its worker is.
const LIMIT: Duration = Duration::from_secs(9);

/// How a shell wants its files: words before a prelude, a script and a module.
struct Dialect {
    prelude: &'static [&'static str],
    script: &'static [&'static str],
    module: &'static [&'static str],
}

const QJS: Dialect = Dialect {
    prelude: &["-I"],
    script: &["--script"],
    module: &["--module"],
};
const STILLA: Dialect = Dialect {
    prelude: &["--preload"],
    script: &[],
    module: &["--module"],
};

/// An external engine.
pub struct Shell {
    program: PathBuf,
    words: Vec<String>,
    dialect: Dialect,
    gc_stress: bool,
    scratch: PathBuf,
}

impl Shell {
    /// An engine that runs `command`, whose words are separated by spaces.
    pub fn new(command: &str, gc_stress: bool) -> Result<Self, Failure> {
        let mut words = command.split_whitespace().map(str::to_owned);
        let name = words
            .next()
            .ok_or_else(|| Failure::new("the engine's command is empty"))?;
        let program = if name.contains('/') {
            Some(PathBuf::from(&name))
        } else {
            process::on_path(&name)
        };
        let program = program
            .filter(|file| file.is_file())
            .ok_or_else(|| Failure::new(format!("there is no program `{name}`")))?;
        let dialect = if program.file_name().is_some_and(|file| file == "qjs") {
            QJS
        } else {
            STILLA
        };
        let scratch = workspace::target()
            .join("test262")
            .join(format!("shell-{}", std::process::id()));
        Ok(Self {
            program,
            words: words.collect(),
            dialect,
            gc_stress,
            scratch,
        })
    }

    fn place(&self, name: &str, source: &str) -> Result<PathBuf, Failure> {
        let file = self.scratch.join(name);
        workspace::write(&file, source)?;
        Ok(file)
    }

    fn command(&self, job: &Job<'_>) -> Result<Command, Failure> {
        let mut command = Command::new(&self.program);
        command.args(&self.words);
        if self.gc_stress {
            command.arg("--gc=stress");
        }
        for prelude in job.preludes {
            command
                .args(self.dialect.prelude)
                .arg(self.place(&prelude.name.replace('/', "_"), &prelude.source)?);
        }
        command.args(match job.goal {
            Goal::Script => self.dialect.script,
            Goal::Module => self.dialect.module,
        });
        command.arg(if job.unchanged {
            job.file.to_owned()
        } else {
            self.place("test.js", job.source)?
        });
        Ok(command)
    }
}

impl Engine for Shell {
    fn can_block(&self) -> bool {
        true
    }

    fn run(&mut self, job: &Job<'_>) -> Report {
        let finished = self
            .command(job)
            .and_then(|mut command| process::measure(&mut command, LIMIT));
        match finished {
            Ok(finished) => report(finished),
            Err(failure) => Report {
                ending: Ending::HarnessFailed(failure.to_string()),
                printed: Vec::new(),
            },
        }
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        remove(&self.scratch);
    }
}

fn remove(folder: &Path) {
    // It lies in the target folder: what stays behind is the next `cargo clean`'s.
    let _ = std::fs::remove_dir_all(folder);
}

fn report(finished: Finished) -> Report {
    let printed = finished.output.lines().map(str::to_owned).collect();
    let ending = match finished.trouble {
        None => Ending::Completed,
        Some(how) if how.starts_with("not finished") => Ending::TimedOut,
        Some(how) if how.starts_with("signal") => Ending::Died(how),
        Some(how) => thrown(&finished.errors).unwrap_or(Ending::Thrown {
            phase: None,
            constructor: "unnamed exception".to_owned(),
            message: how,
        }),
    };
    Report { ending, printed }
}

/// The first line of the form `[Uncaught ]Name: message` or `Name`.
fn thrown(errors: &str) -> Option<Ending> {
    errors.lines().find_map(|line| {
        let line = line.trim();
        let line = line.strip_prefix("Uncaught ").unwrap_or(line);
        let (name, message) = line.split_once(':').unwrap_or((line, ""));
        let named = name.ends_with("Error")
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$');
        named.then(|| Ending::Thrown {
            phase: None,
            constructor: name.to_owned(),
            message: message.trim().to_owned(),
        })
    })
}
