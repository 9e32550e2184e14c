//! The command from outside: what it prints, where, and with which exit code.
//!
//! Each test writes its files to a folder of its own and compares whole outputs.
//!
//! Uses: std, rustls for a server. Never: the crates of the workspace.
#![allow(missing_docs, reason = "a test")]

#[path = "cli/bad_input.rs"]
mod bad_input;
#[path = "cli/bench.rs"]
mod bench;
#[path = "cli/config.rs"]
mod config;
#[path = "cli/console.rs"]
mod console;
#[path = "cli/envelope.rs"]
mod envelope;
#[path = "cli/errors.rs"]
mod errors;
#[path = "cli/fetch.rs"]
mod fetch;
#[path = "cli/hosts.rs"]
mod hosts;
#[path = "cli/input.rs"]
mod input;
#[path = "cli/limits.rs"]
mod limits;
#[path = "cli/mocks.rs"]
mod mocks;
#[path = "cli/modules.rs"]
mod modules;
#[path = "cli/observe.rs"]
mod observe;
#[path = "cli/profile.rs"]
mod profile;
#[path = "cli/repl.rs"]
mod repl;
#[cfg(unix)]
#[path = "cli/reprl.rs"]
mod reprl;
#[path = "cli/runner.rs"]
mod runner;
#[path = "cli/sandbox.rs"]
mod sandbox;
#[path = "cli/typescript.rs"]
mod typescript;
#[path = "cli/watching.rs"]
mod watching;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A folder with files, in which the command runs.
struct Folder(PathBuf);

/// What a run left behind.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("the folder for temporary files is writable");
        let folder = Folder(folder);
        for (name, text) in files {
            folder.write(name, text.as_bytes());
        }
        folder
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.join(name);
        let parent = path.parent().expect("a file is in a folder");
        std::fs::create_dir_all(parent).expect("the folder is writable");
        std::fs::write(path, bytes).expect("the folder is writable");
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).expect("the file is there")
    }

    /// The command, with none of the environment variables that it obeys.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stilla"));
        for name in [
            "CI",
            "NO_COLOR",
            "STILLA_HISTORY",
            "TZ",
            "COLUMNS",
            "SSL_CERT_FILE",
        ] {
            command.env_remove(name);
        }
        command
            .current_dir(&self.0)
            .args(arguments)
            .stdin(Stdio::null());
        command
    }

    fn stilla(&self, arguments: &[&str]) -> Ran {
        ran(self
            .command(arguments)
            .output()
            .expect("the command starts"))
    }

    fn stilla_with(&self, arguments: &[&str], input: &str) -> Ran {
        let mut command = self.command(arguments);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the command starts");
        let mut stdin = child.stdin.take().expect("it was piped");
        stdin
            .write_all(input.as_bytes())
            .expect("the command reads its input");
        drop(stdin);
        ran(child.wait_with_output().expect("the command ends"))
    }
}

fn ran(output: std::process::Output) -> Ran {
    Ran {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Runs one script and compares everything.
#[track_caller]
fn check(name: &str, script: &str, arguments: &[&str], expected: (i32, &str, &str)) {
    let folder = Folder::new(name, &[("a.js", script)]);
    let ran = folder.stilla(&[&["run", "a.js"], arguments].concat());
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (Some(expected.0), expected.1, expected.2)
    );
}
