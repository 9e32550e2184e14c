//! The engines that can be measured and how each runs one file.
//!
//! Uses: dist, failure, process, workspace, bench::program
//! Never: bench's tables and plots

use super::program::Goal;
use crate::failure::{During, Failure};
use crate::{dist, process, workspace};
use std::path::{Path, PathBuf};
use std::process::Command;

/// One engine with its command line.
pub struct Engine {
    /// The name in tables.
    pub name: &'static str,
    program: PathBuf,
    words: &'static [&'static str],
    /// What runs a file as a script, where the program alone would take it for a module.
    script: Option<PathBuf>,
}

/// For Node.js: runs its argument as a script of the realm, with the `print` of shells.
const NODE_SCRIPT: &str = "\
globalThis.print = console.log;
const filename = process.argv[2];
require('vm').runInThisContext(require('fs').readFileSync(filename, 'utf8'), { filename });
";

/// Name, command on the path, words before the file.
const PEERS: [(&str, &str, &[&str]); 6] = [
    ("qjs", "qjs", &[]),
    ("node-jitless", "node", &["--jitless"]),
    ("node", "node", &[]),
    ("hermes", "hermes", &["-w"]),
    ("boa", "boa", &[]),
    ("goja", "goja", &[]),
];

impl Engine {
    /// What it says of its version.
    pub fn version(&self) -> String {
        // NOTE: qjs tells its version among its help.
        ["--version", "--help"]
            .into_iter()
            .find_map(|flag| {
                let output = Command::new(&self.program).arg(flag).output().ok()?;
                let text = String::from_utf8_lossy(&output.stdout).into_owned();
                let line = text.lines().next()?.trim().to_owned();
                line.contains(|c: char| c.is_ascii_digit()).then_some(line)
            })
            .unwrap_or_else(|| "unknown".to_owned())
    }

    /// The command that runs `file`.
    pub fn command(&self, file: &Path, goal: Goal) -> Command {
        let mut command = Command::new(&self.program);
        command.args(self.words);
        if goal == Goal::Script {
            command.args(&self.script);
        }
        command.arg(file);
        command
    }
}

/// Stilla first (unless it is `none`), then the peers that are there; what they need besides is written to `out`.
pub fn all(stilla: Option<&str>, wanted: Option<&str>, out: &Path) -> Result<Vec<Engine>, Failure> {
    let script = std::path::absolute(out.join("script.cjs")).during("naming a script")?;
    workspace::write(&script, NODE_SCRIPT)?;
    let mut engines = Vec::new();
    match stilla {
        Some("none") => {}
        Some(path) => engines.push(ours(
            std::path::absolute(path).during(format!("finding {path}"))?,
        )),
        None => engines.push(ours(dist::build()?)),
    }
    if let Some(program) = engines
        .iter()
        .map(|engine| &engine.program)
        .find(|program| !program.is_file())
    {
        return Err(Failure::new(format!(
            "there is no program at {}",
            program.display()
        )));
    }
    let wanted: Option<Vec<&str>> = wanted.map(|list| list.split(',').map(str::trim).collect());
    if let Some(name) = wanted
        .iter()
        .flatten()
        .find(|name| PEERS.iter().all(|peer| peer.0 != **name))
    {
        return Err(Failure::new(format!("there is no peer `{name}`")));
    }
    for (name, command, words) in PEERS {
        let asked = wanted.as_ref().map(|list| list.contains(&name));
        match (asked, process::on_path(command)) {
            (Some(false), _) | (None, None) => {}
            (Some(true), None) => {
                return Err(Failure::new(format!("`{command}` is not on the path")));
            }
            (_, Some(program)) => engines.push(Engine {
                name,
                program,
                words,
                script: (command == "node").then(|| script.clone()),
            }),
        }
    }
    if engines.is_empty() {
        return Err(Failure::new("there is no engine to measure"));
    }
    Ok(engines)
}

fn ours(program: PathBuf) -> Engine {
    Engine {
        name: "stilla",
        program,
        words: &["run"],
        script: None,
    }
}
