//! The program as it is handed out and measured: one file that needs nothing of the system, its functions in the order in which
//! programs reach them.
//!
//! The one idea: most of a small program's memory is pages of code, and the kernel maps sixteen of them around each one that is
//! touched. Linked statically and with what runs at all side by side, the program needs less than half
//! (`docs/decisions/011-order-of-functions.md`). `xtask/text-order.txt` has the order; names in it that are gone do no harm.
//!
//! Uses: arguments, failure, process, workspace
//! Never: any other task

use crate::arguments::Arguments;
use crate::failure::{During, Failure};
use crate::{process, workspace};
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The platform for which functions are ordered; others get a plain build.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// What the C library chooses by the processor: the one that runs under the tracer is older than most.
const BY_PROCESSOR: &[&str] = &[
    "__memmove_avx512_unaligned_erms",
    "__memmove_evex_unaligned_erms",
    "__memset_avx512_unaligned_erms",
    "__memset_evex_unaligned_erms",
    "__memcmp_evex_movbe",
    "__memchr_evex",
    "__strrchr_evex",
    "__strlen_evex",
    "__strchr_evex",
    "__strncmp_evex",
    "__strcmp_evex",
];

/// Builds, and with `--trace` first finds out the order anew.
pub fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let trace = arguments.flag("--trace");
    arguments.finish()?;
    let mut program = build()?;
    if trace {
        workspace::write(&order_file(), &traced(&program)?)?;
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
    let last = folder.join("text-order.txt");
    let before = std::fs::read_to_string(&last).unwrap_or_default();
    link(&folder, &before)?;
    let now = ordered_symbols(&program)?;
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

/// Links with functions in the order of the symbols in `order`.
fn link(folder: &Path, order: &str) -> Result<(), Failure> {
    // NOTE: the file's name stands for its text, so that cargo links again when the text is another.
    let mut hasher = DefaultHasher::new();
    order.hash(&mut hasher);
    let file = folder.join(format!("text-order-{:016x}.txt", hasher.finish()));
    workspace::write(&file, order)?;
    let mut cargo = cargo("rustc");
    cargo
        // NOTE: only symbols of the newer kind tell instances of a generic function apart without a hash of the build.
        .env(
            "RUSTFLAGS",
            "-C target-feature=+crt-static -C symbol-mangling-version=v0",
        )
        .args(["--bin", "stilla", "--target", PLATFORM, "--"])
        .args(["-C", "link-arg=-Wl,-z,pack-relative-relocs"])
        .args(["-C", "link-arg=-Wl,--no-warn-symbol-ordering"])
        .arg("-C")
        .arg(format!(
            "link-arg=-Wl,--symbol-ordering-file={}",
            file.display()
        ));
    process::must_run(&mut cargo)
}

fn order_file() -> PathBuf {
    workspace::root().join("xtask").join("text-order.txt")
}

/// The symbols of `program` whose names are in the order file, in its order, a line each.
fn ordered_symbols(program: &Path) -> Result<String, Failure> {
    let listing = output_of(Command::new("nm").arg("--defined-only").arg(program))?;
    let mut by_name: HashMap<String, Vec<&str>> = HashMap::new();
    for symbol in listing.lines().filter_map(|line| line.split(' ').nth(2)) {
        by_name.entry(lasting(symbol)).or_default().push(symbol);
    }
    let order = workspace::read(&order_file())?;
    let mut lines = String::new();
    for symbol in order.lines().filter_map(|name| by_name.get(name)).flatten() {
        lines.push_str(symbol);
        lines.push('\n');
    }
    Ok(lines)
}

/// A symbol without what changes from build to build: the hashes of crates (`Cs…_`), the places in the symbol to which it
/// refers back (`B…_`), which move with them, and the number of a module behind `.llvm.`.
fn lasting(symbol: &str) -> String {
    let mut rest = symbol.split(".llvm.").next().unwrap_or(symbol);
    let mut name = String::with_capacity(rest.len());
    while let Some(first) = rest.chars().next() {
        let changing = match rest.strip_prefix("Cs") {
            Some(hash) => base_62(hash).filter(|length| *length <= 13),
            None => rest
                .strip_prefix('B')
                .and_then(base_62)
                .filter(|length| *length <= 3),
        };
        name.push(first);
        rest = match changing {
            Some(length) => &rest[if first == 'C' { 2 } else { 1 } + length..],
            None => &rest[first.len_utf8()..],
        };
    }
    name
}

/// The length of a number to the base 62 with its `_`, if `text` begins with one.
fn base_62(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric())?;
    text[end..].starts_with('_').then_some(end + 1)
}

/// Names of all functions that an empty script reaches, then those that the bench programs reach, a line each, first those
/// that the most of them need.
fn traced(program: &Path) -> Result<String, Failure> {
    let programs = workspace::root().join("bench").join("programs");
    let mut files = workspace::files_below(&programs)?;
    files.sort_by_key(|file| !file.ends_with("startup/empty.js"));
    let trace = workspace::target().join("text-trace.out");
    let mut names: Vec<String> = Vec::new();
    let mut uses: HashMap<String, usize> = HashMap::new();
    for (turn, file) in files.iter().enumerate() {
        println!("tracing {}", file.display());
        output_of(
            Command::new("valgrind")
                .args(["--tool=callgrind", "--demangle=no"])
                .arg(format!("--callgrind-out-file={}", trace.display()))
                .arg(program)
                .arg("run")
                .arg(file),
        )?;
        let text = workspace::read(&trace)?;
        let reached: HashSet<String> = text.lines().filter_map(called).map(lasting).collect();
        for name in text.lines().filter_map(called).map(lasting) {
            if !uses.contains_key(&name) {
                uses.insert(name.clone(), 0);
                names.push(name);
            }
        }
        for name in reached {
            // NOTE: what the empty script needs stays in front.
            *uses.entry(name).or_default() += if turn == 0 { files.len() } else { 1 };
        }
    }
    let most = files.len();
    names.sort_by_key(|name| std::cmp::Reverse(uses[name].min(most)));
    let chosen = BY_PROCESSOR.iter().map(|name| (*name).to_owned());
    // NOTE: what has no symbol is told by its address.
    let named = names.into_iter().filter(|name| !name.starts_with("0x"));
    let lines: Vec<String> = chosen.chain(named).collect();
    Ok(lines.join("\n") + "\n")
}

/// The function that a line of a trace names the first time: `fn=(12) name` or `cfn=(12) name`, perhaps with a depth behind it.
fn called(line: &str) -> Option<&str> {
    let rest = line
        .strip_prefix('c')
        .unwrap_or(line)
        .strip_prefix("fn=(")?;
    let name = rest.split_once(") ")?.1;
    Some(name.split_once('\'').map_or(name, |(name, _)| name))
}

fn output_of(command: &mut Command) -> Result<String, Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().during(format!("running `{name}`"))?;
    if !output.status.success() {
        return Err(Failure::new(format!(
            "`{name}` failed ({}): {}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        )));
    }
    String::from_utf8(output.stdout).during(format!("reading what `{name}` printed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_last_from_build_to_build() {
        let name = lasting(
            "_RNvMNtCs5McLI0ZZkwn_11stilla_core6gcvecNtB2_5GcVec4push.llvm.13202955075888074642",
        );
        assert_eq!(name, "_RNvMNtC11stilla_core6gcvecNtB5GcVec4push");
        assert_eq!(lasting("main"), "main");
        assert_eq!(lasting("_RNvC4main3Box"), "_RNvC4main3Box");
    }
}
