//! The program as it is handed out and measured: one file that needs nothing of the system, with what programs reach side by side.
//!
//! The one idea: most of a small program's memory is pages of code and of constants, and the kernel maps sixteen of them around each
//! one that is touched. Linked statically and with what runs at all in front, the program needs less than half
//! (`docs/decisions/011-order-of-functions.md`). `xtask/order.txt` has the keys of the sections in front; keys of which nothing is
//! left do no harm.
//!
//! Uses: arguments, failure, process, workspace
//! Never: any other task

mod section;
mod trace;

use crate::arguments::Arguments;
use crate::failure::{During, Failure};
use crate::{process, workspace};
use section::{Output, Section};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The platform for which sections are ordered; others get a plain build.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// Builds, and with `--trace` first finds out the order anew.
pub fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let trace = arguments.flag("--trace");
    arguments.finish()?;
    let mut program = build()?;
    if trace {
        let sections = sections_of(&program)?;
        let before = workspace::read(&order_file())?;
        let keys = trace::keys(&program, &sections, &before)?;
        workspace::write(&order_file(), &keys)?;
        program = build()?;
    }
    println!("built {}", program.display());
    Ok(())
}

/// Builds the program and says where it is.
pub fn build() -> Result<PathBuf, Failure> {
    let folder = workspace::target();
    if !cfg!(all(
        target_arch = "x86_64",
        target_os = "linux",
        target_env = "gnu"
    )) {
        process::must_run(&mut cargo("build"))?;
        return Ok(folder.join("dist").join("stilla"));
    }
    let folder = folder.join(PLATFORM).join("dist");
    let program = folder.join("stilla");
    let last = folder.join("order.ld");
    let before = std::fs::read_to_string(&last).unwrap_or_default();
    link(&folder, &before)?;
    // NOTE: names of constants change with each build, so that the script of the last one may be of no use for this one.
    let now = script(&sections_of(&program)?, &workspace::read(&order_file())?);
    if now != before {
        workspace::write(&last, &now)?;
        link(&folder, &now)?;
    }
    Ok(program)
}

fn cargo(verb: &str) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(workspace::root()).args([
        verb,
        "--profile",
        "dist",
        "--package",
        "stilla-cli",
    ]);
    cargo
}

/// Links with the sections in front that the linker's `script` names.
fn link(folder: &Path, script: &str) -> Result<(), Failure> {
    // NOTE: the file's name stands for its text, so that cargo links again when the text is another.
    let mut hasher = DefaultHasher::new();
    script.hash(&mut hasher);
    let file = folder.join(format!("order-{:016x}.ld", hasher.finish()));
    workspace::write(&file, script)?;
    let mut cargo = cargo("rustc");
    cargo
        // NOTE: only symbols of the newer kind tell instances of a generic function apart without a hash of the build.
        .env(
            "RUSTFLAGS",
            "-C target-feature=+crt-static -C symbol-mangling-version=v0",
        )
        .args(["--bin", "stilla", "--target", PLATFORM, "--"])
        .args(["-C", "link-arg=-Wl,-z,pack-relative-relocs"])
        .arg("-C")
        .arg(format!("link-arg=-Wl,-Map={}", map_in(folder).display()))
        .arg("-C")
        .arg(format!("link-arg=-Wl,-T,{}", file.display()));
    process::must_run(&mut cargo)
}

fn order_file() -> PathBuf {
    workspace::root().join("xtask").join("order.txt")
}

/// Where the linker says what it has put where.
fn map_in(folder: &Path) -> PathBuf {
    folder.join("stilla.map")
}

/// The sections of the program that was linked last, by address.
fn sections_of(program: &Path) -> Result<Vec<Section>, Failure> {
    let bytes = std::fs::read(program).during(format!("reading {}", program.display()))?;
    let folder = program.parent().unwrap_or(program);
    Ok(section::all(&workspace::read(&map_in(folder))?, &bytes))
}

/// What makes the linker put the sections whose keys are lines of `order` in front of all others, in this order.
fn script(sections: &[Section], order: &str) -> String {
    let mut by_key: HashMap<&str, Vec<&Section>> = HashMap::new();
    for section in sections {
        by_key.entry(&section.key).or_default().push(section);
    }
    let mut script = String::new();
    for output in [Output::Constants, Output::Code] {
        let name = output.name();
        _ = writeln!(script, "SECTIONS {{ {name}.first : {{");
        let first = order.lines().filter_map(|key| by_key.get(key)).flatten();
        for section in first.filter(|section| section.output == output) {
            _ = writeln!(script, "{}", section.pattern);
        }
        _ = writeln!(script, "}} }} INSERT BEFORE {name};");
    }
    script
}
