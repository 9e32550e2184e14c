//! `cargo xtask fuzz`: every fuzz target in turn, with what it found and what it took.
//!
//! Uses: arguments, failure, process, workspace; stilla-fuzz
//! Never: any other task

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::process::measure;
use crate::workspace;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// The target that is not one of `stilla-fuzz`.
const OF_THE_HEAP: &str = "gc_model";

/// Runs the targets whose name is one of the words, or all.
pub fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let seconds = arguments.number("--seconds")?.unwrap_or(300);
    let words = arguments.plain();
    arguments.finish()?;
    let targets = stilla_fuzz::TARGETS.iter().map(|(name, _)| *name);
    let mut found = 0;
    for target in targets.chain([OF_THE_HEAP]) {
        if words.is_empty() || words.iter().any(|word| word == target) {
            found += u64::from(!fuzz(target, seconds)?);
        }
    }
    match found {
        0 => Ok(()),
        _ => Err(Failure::new(format!("{found} targets found something"))),
    }
}

/// One target; whether it found nothing.
fn fuzz(target: &str, seconds: u64) -> Result<bool, Failure> {
    let fuzz = workspace::root().join("fuzz");
    let grown = workspace::target().join("fuzz-corpus").join(target);
    fs::create_dir_all(&grown)
        .map_err(|error| Failure::new(format!("making a folder: {error}")))?;
    let mut command = Command::new("cargo");
    command.current_dir(workspace::root());
    command
        .args(["+nightly", "fuzz", "run", target])
        .arg(&grown);
    for seeds in [fuzz.join("corpus").join(target), seeds_of(target)] {
        if seeds.is_dir() {
            command.arg(seeds);
        }
    }
    let dictionary = fuzz.join("dictionaries").join(dictionary_of(target));
    command.args([
        "--",
        "-timeout=25",
        "-rss_limit_mb=3000",
        "-print_final_stats=1",
    ]);
    command.arg(format!("-max_total_time={seconds}"));
    if dictionary.is_file() {
        command.arg(format!("-dict={}", dictionary.display()));
    }
    // The collector looks at the real stack, so that locals must be on it.
    command.env(
        "ASAN_OPTIONS",
        "detect_stack_use_after_return=0:detect_leaks=0",
    );
    let finished = measure(&mut command, Duration::from_secs(seconds + 3600))?;
    let runs = finished
        .errors
        .lines()
        .find_map(|line| line.split_once("number_of_executed_units:"));
    let runs = runs.map_or("?", |(_, count)| count.trim());
    println!(
        "{target}: {runs} inputs, {:.0} s of processor time, {}",
        finished.cpu,
        finished.trouble.as_deref().unwrap_or("nothing found")
    );
    if finished.trouble.is_some() {
        println!("{}", finished.errors);
    }
    Ok(finished.trouble.is_none())
}

/// Texts of the repository that a target begins with.
fn seeds_of(target: &str) -> std::path::PathBuf {
    let folder = match target {
        "parse" | "compile_verify" | "bytecode" | "eval" => "tests/js",
        _ => "none",
    };
    workspace::root().join(folder)
}

fn dictionary_of(target: &str) -> &'static Path {
    Path::new(match target {
        "parse" | "compile_verify" | "bytecode" | "eval" => "javascript.dict",
        "regexp" => "regexp.dict",
        "json" | "data" => "data.dict",
        _ => "none",
    })
}
