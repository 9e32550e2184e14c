//! `cargo xtask check`: everything that must hold before a change goes in, one command.
//!
//! The cheapest checks come first, so that the commonest mistakes are told soonest.
//!
//! Uses: arguments, failure, process, tidy, workspace
//! Never: bench, test262

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::process::{must_run, on_path};
use crate::{tidy, workspace};
use std::path::Path;
use std::process::Command;

/// Runs the task.
pub fn run(arguments: Arguments) -> Result<(), Failure> {
    arguments.finish()?;
    cargo(&["fmt", "--all", "--check"])?;
    tidy::run(Arguments::new(Vec::new()))?;
    cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ])?;
    dependencies()?;
    tests()?;
    scripts()?;
    println!("check: all is well");
    Ok(())
}

fn cargo(words: &[&str]) -> Result<(), Failure> {
    must_run(
        Command::new(env!("CARGO"))
            .current_dir(workspace::root())
            .args(words),
    )
}

/// Licences and origins of dependencies, and whether all are used: where the tools that know are there.
fn dependencies() -> Result<(), Failure> {
    if on_path("cargo-deny").is_some() {
        cargo(&["deny", "check", "bans", "licenses", "sources"])?;
    }
    if on_path("cargo-shear").is_some() {
        cargo(&["shear"])?;
    }
    Ok(())
}

/// Unit and integration tests in parallel processes where nextest is there, and the doctests.
fn tests() -> Result<(), Failure> {
    if on_path("cargo-nextest").is_none() {
        return cargo(&["test", "--workspace"]);
    }
    cargo(&["nextest", "run", "--workspace", "--no-tests", "pass"])?;
    cargo(&["test", "--workspace", "--doc"])
}

/// The tests that are written in JavaScript: as they are, and with a collection at every safepoint.
fn scripts() -> Result<(), Failure> {
    let folder = workspace::root().join("tests/js");
    if !has_scripts(&folder)? {
        println!("tests/js is empty");
        return Ok(());
    }
    cargo(&["build", "--release", "--package", "stilla-cli"])?;
    let stilla = workspace::target().join("release/stilla");
    for options in [&[][..], &["--gc=stress"]] {
        must_run(
            Command::new(&stilla)
                .current_dir(workspace::root())
                .arg("test")
                .args(options)
                .arg("tests/js"),
        )?;
    }
    Ok(())
}

fn has_scripts(folder: &Path) -> Result<bool, Failure> {
    if !folder.is_dir() {
        return Ok(false);
    }
    Ok(workspace::files_below(folder)?
        .iter()
        .any(|file| file.extension().is_some_and(|extension| extension == "js")))
}
