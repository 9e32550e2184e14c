//! `cargo xtask differential`: programs that are made from choices, in this engine and in others as processes.
//!
//! The one idea: engines that agree with each other and not with this one are right. Where they differ among themselves nothing is
//! said, because some results are theirs to choose.
//!
//! Uses: arguments, failure, process, workspace; stilla, stilla-fuzz
//! Never: any other task

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::process::{measure, on_path};
use crate::workspace;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;
use stilla::{Program, Runtime};
use stilla_fuzz::program::{Forms, generate, output};

/// The others, and how a line is printed there after all jobs have run.
const PEERS: [(&str, &str); 2] = [("node", "console.log"), ("qjs", "print")];
/// What one program may take there.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes that a program is made from.
const CHOICES: usize = 600;

/// Runs so many programs, of seeds one after the other.
pub fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let programs = arguments.number("--programs")?.unwrap_or(200);
    let first = arguments.number("--seed")?.unwrap_or(1);
    let shows = arguments.flag("--show");
    arguments.finish()?;
    let peers = PEERS
        .iter()
        .filter_map(|(name, print)| Some((on_path(name)?, *print)));
    let peers: Vec<(PathBuf, &str)> = peers.collect();
    if peers.len() < 2 {
        println!("differential: node and qjs are not both on the path");
        return Ok(());
    }
    let (mut compared, mut different) = (0, 0);
    for seed in first..first + programs {
        let source = generate(&choices(seed), Forms::Portable);
        if shows {
            println!("{source}");
        }
        let Some(ours) = ours(&source) else { continue };
        let mut theirs = Vec::new();
        for (peer, print) in &peers {
            theirs.extend(elsewhere(peer, print, &source)?);
        }
        let [one, other] = &theirs[..] else { continue };
        if one != other {
            continue;
        }
        compared += 1;
        if *one != ours {
            different += 1;
            println!(
                "--seed {seed} --programs 1: {}",
                first_difference(&ours, one)
            );
        }
    }
    println!(
        "differential: {programs} programs, the others agree on {compared}, {different} are different here"
    );
    match different {
        0 => Ok(()),
        _ => Err(Failure::new(format!(
            "{different} programs do something else here"
        ))),
    }
}

/// The same bytes for each seed (xorshift64*).
fn choices(seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let byte = |_| {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        (state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 56) as u8
    };
    (0..CHOICES).map(byte).collect()
}

/// The program in a function, because a file is a script to one engine and a module to another.
fn within(source: &str, last: &str) -> String {
    format!("(function () {{ {source}{last}\nreturn out; }})();\n")
}

fn ours(source: &str) -> Option<String> {
    let mut runtime = Runtime::builder()
        .deterministic()
        .fuel(50_000_000)
        .memory_limit(256 << 20)
        .stack_size(8 << 20)
        .build();
    let program =
        Program::compile("made.js", &format!("const out = {}", within(source, ""))).ok()?;
    output(&mut runtime, &program)
}

/// What another engine writes, or nothing if it does not know a form of the program or ends otherwise.
fn elsewhere(peer: &PathBuf, print: &str, source: &str) -> Result<Option<String>, Failure> {
    let file = workspace::target().join("differential/made.js");
    // Jobs run first: as many turns as a program can have.
    let last = format!(
        "(async () => {{ for (let i = 0; i < 3000; i++) await 0; {print}(out.join(\"\\n\")); }})();\n"
    );
    workspace::write(&file, &within(source, &last))?;
    let finished = measure(Command::new(peer).arg(&file).env("TZ", "UTC"), PATIENCE)?;
    Ok(match finished.trouble {
        None => Some(finished.output.trim_end_matches('\n').to_owned()),
        Some(_) => None,
    })
}

fn first_difference(ours: &str, theirs: &str) -> String {
    let mut lines = ours.lines().zip(theirs.lines()).enumerate();
    match lines.find(|(_, (ours, theirs))| ours != theirs) {
        Some((line, (ours, theirs))) => {
            format!("line {}:\n  here  {ours}\n  there {theirs}", line + 1)
        }
        None => format!(
            "{} lines here, {} there",
            ours.lines().count(),
            theirs.lines().count()
        ),
    }
}
