//! The protocol of Fuzzilli, spoken from the other side.
//!
//! Uses: the head. Never: anything else.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::process::{Command, Stdio};

use super::Folder;

/// A driver: two pipes with names, a file with the script, a file with what is reported.
struct Driver {
    commands: File,
    states: File,
    folder: Folder,
}

impl Driver {
    fn run(&mut self, script: &str) -> u32 {
        // The child's place in the file is that of the shell that opened it: each script stands behind the last one.
        let mut scripts = OpenOptions::new()
            .append(true)
            .open(self.folder.0.join("script"))
            .expect("the file is there");
        scripts
            .write_all(script.as_bytes())
            .expect("the file grows");
        self.commands.write_all(b"exec").expect("the child listens");
        self.commands
            .write_all(&(script.len() as u64).to_le_bytes())
            .expect("the child listens");
        let mut state = [0; 4];
        self.states
            .read_exact(&mut state)
            .expect("the child answers");
        u32::from_le_bytes(state)
    }

    fn reported(&self) -> String {
        fs::read_to_string(self.folder.0.join("reports")).expect("the file is there")
    }
}

#[test]
fn a_driver_runs_scripts_one_after_the_other() {
    let folder = Folder::new("reprl", &[("script", ""), ("reports", "")]);
    let path = folder.0.clone();
    let made = Command::new("mkfifo")
        .current_dir(&path)
        .args(["commands", "states"])
        .status();
    let open = "exec \"$0\" reprl 100<commands 101>states 102<script 103>reports";
    let child = Command::new("bash")
        .current_dir(&path)
        .args(["-c", open, env!("CARGO_BIN_EXE_stilla")])
        .stdin(Stdio::null())
        .spawn();
    let (Ok(true), Ok(mut child)) = (made.map(|made| made.success()), child) else {
        // There is no shell that opens such descriptors here.
        return;
    };
    let commands = OpenOptions::new()
        .write(true)
        .open(path.join("commands"))
        .expect("the child opens the other end");
    let states = File::open(path.join("states")).expect("the child opens the other end");
    let mut driver = Driver {
        commands,
        states,
        folder,
    };
    let mut hello = [0; 4];
    driver
        .states
        .read_exact(&mut hello)
        .expect("the child greets");
    assert_eq!(&hello, b"HELO");
    driver
        .commands
        .write_all(b"HELO")
        .expect("the child listens");
    assert_eq!(
        driver.run("var x = 1; fuzzilli('FUZZILLI_PRINT', 'one'); gc();"),
        0
    );
    assert_eq!(driver.run("throw 1"), 1 << 8);
    assert_eq!(driver.run("fuzzilli('FUZZILLI_PRINT', typeof x + 2)"), 0);
    assert_eq!(driver.run("Promise.reject(1)"), 1 << 8);
    assert_eq!(driver.reported(), "one\nundefined2\n");
    drop(driver);
    assert!(child.wait().expect("the child ends").success());
}
