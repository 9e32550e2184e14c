//! `docs/profile.md`: in which parts of the engine the programs spend their instructions.
//!
//! The one idea: Cachegrind counts the instructions of each function, without noise, and the names of functions say to which part
//! they belong, by one table. What the kernel does is not counted.
//!
//! Uses: failure, process, workspace, bench::program
//! Never: bench::figures

use super::program::Program;
use crate::failure::{During, Failure};
use crate::{process, workspace};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Under the tracer a program takes thirty times as long.
const LIMIT: Duration = Duration::from_secs(1200);

/// Each part, and what stands in the names of its functions; the first that fits counts.
const PARTS: &[(&str, &[&str])] = &[
    (
        "collection",
        &[
            "stilla_gc::mark",
            "stilla_gc::sweep",
            "stilla_gc::remember",
            "::trace",
            "Cache::sweep",
            "drop_cell",
            "Liveness",
            "cx::collect",
        ],
    ),
    ("regular expressions", &["stilla_regexp", "regexp"]),
    (
        "parsing, compiling",
        &[
            "stilla_syntax",
            "stilla_compiler",
            "stilla_bytecode",
            "code_block",
        ],
    ),
    (
        "calls",
        &[
            "interp::ops::call",
            "interp::call",
            "interp::frame",
            "stilla_core::function",
            "coroutine",
        ],
    ),
    (
        "properties",
        &[
            "ops::property",
            "ops::global",
            "ops::scope",
            "interp::cache",
            "stilla_core::object::",
        ],
    ),
    ("dispatch, handlers", &["stilla_core::interp"]),
    (
        "strings",
        &["stilla_core::string", "stilla_builtins::string", "memchr"],
    ),
    (
        "numbers, conversions",
        &[
            "stilla_core::ops",
            "bigint",
            "dashu",
            "ryu",
            "core::num",
            "stilla_builtins::number",
        ],
    ),
    (
        "built-ins",
        &[
            "stilla_builtins",
            "stilla_core::table",
            "stilla_core::promise",
            "stilla_core::job",
            "_iterator::",
            "stilla_core::error",
            "stilla_intl",
            "stilla_temporal",
            "stilla_zones",
        ],
    ),
    (
        "allocation",
        &[
            "stilla_gc",
            "gcvec",
            "alloc",
            "free",
            "chunk",
            "sbrk",
            "heap",
        ],
    ),
    ("copies", &["memcpy", "memmove", "memset", "memcmp", "bcmp"]),
    (
        "start",
        &[
            "stilla_host",
            "stilla_cli",
            "stilla_core::realm",
            "stilla_core::builtin",
            "clap",
            "dl_",
            "libc_start",
        ],
    ),
    ("other", &[""]),
];

/// Instructions of each part.
type Counts = [u64; PARTS.len()];

/// Profiles each program with `engine`, which must have the names of its functions, and writes the page.
pub fn write(programs: &[Program], engine: Option<&str>, out: &Path) -> Result<(), Failure> {
    let engine = match engine {
        Some(path) => PathBuf::from(path),
        None => build()?,
    };
    let file = out.join("cachegrind.out");
    workspace::write(&file, "")?;
    let mut text = String::from(
        "# Where the time goes\n\nMade by `cargo xtask bench --profile`: of each program's instructions in a hundred, those of each part of the \
         engine, as Cachegrind counts them in a plain release build. The kernel's are not counted. `xtask/src/bench/profile.rs` \
         says which functions are of which part.\n\n| program | millions |",
    );
    for (part, _) in PARTS {
        let _ = write!(text, " {part} |");
    }
    let _ = writeln!(text, "\n|---|{}", "---:|".repeat(PARTS.len() + 1));
    for program in programs {
        eprint!("\r\x1b[K{}", program.name);
        let counts = profile(&engine, program, &file)?;
        let sum: u64 = counts.iter().sum();
        let _ = write!(text, "| {} | {} |", program.name, sum / 1_000_000);
        for count in counts {
            let share = 100.0 * count as f64 / sum.max(1) as f64;
            let _ = match share.round() as u64 {
                0 => write!(text, " |"),
                share => write!(text, " {share} |"),
            };
        }
        text.push('\n');
    }
    eprintln!();
    workspace::write(&workspace::root().join("docs").join("profile.md"), &text)
}

/// The plain release build, whose names tell modules.
fn build() -> Result<PathBuf, Failure> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(workspace::root())
        .args(["build", "--release", "--package", "stilla-cli"]);
    process::must_run(&mut cargo)?;
    Ok(workspace::target().join("release").join("stilla"))
}

fn profile(engine: &Path, program: &Program, file: &Path) -> Result<Counts, Failure> {
    let mut valgrind = Command::new("valgrind");
    valgrind
        .args(["--tool=cachegrind", "--cache-sim=no"])
        .arg(format!("--cachegrind-out-file={}", file.display()))
        .arg(engine)
        .arg("run")
        .arg(&program.file);
    let finished = process::measure(&mut valgrind, LIMIT)?;
    if let Some(trouble) = finished.trouble {
        return Err(Failure::new(format!("{}: {trouble}", program.name)));
    }
    let counts = std::fs::read_to_string(file).during("reading the profile")?;
    Ok(read(&counts))
}

/// Adds up what Cachegrind wrote: under the name of each function its lines, each with a count.
fn read(text: &str) -> Counts {
    let mut counts = Counts::default();
    let mut part = PARTS.len() - 1;
    for line in text.lines() {
        if let Some(function) = line.strip_prefix("fn=") {
            part = part_of(function);
        } else if line.starts_with(|first: char| first.is_ascii_digit()) {
            let count = line
                .split_once(' ')
                .and_then(|(_, count)| count.parse().ok());
            counts[part] += count.unwrap_or(0u64);
        }
    }
    counts
}

fn part_of(function: &str) -> usize {
    let fits = |names: &[&str]| names.iter().any(|name| function.contains(name));
    PARTS
        .iter()
        .position(|(_, names)| fits(names))
        .unwrap_or(PARTS.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_go_to_the_part_whose_name_fits_first() {
        let text = "fl=???\nfn=stilla_core::interp::ops::call::call'2\n0 30\nfn=stilla_gc::mark::Tracer::drain\n0 5\n1 2\n\
                    fn=_int_malloc\n0 4\nfn=strange\n0 1\nsummary: 42\n";
        let counts = read(text);
        let of = |name: &str| {
            let at = PARTS.iter().position(|part| part.0 == name);
            counts[at.expect("there is such a part")]
        };
        assert_eq!(
            [of("calls"), of("collection"), of("allocation"), of("other")],
            [30, 7, 4, 1]
        );
    }
}
