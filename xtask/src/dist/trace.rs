//! Which sections programs reach: each bench program runs for a while under a tracer that tells every address it uses.
//!
//! Uses: failure, workspace, dist::section
//! Never: any other task

use super::section::{Output, Section};
use crate::failure::{During, Failure};
use crate::workspace;
use std::collections::HashSet;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// So many accesses of each program are looked at: the start of the program and its first rounds.
const MOST: usize = 6_000_000;

/// Larger constants are mostly read at few places, and stand behind the others.
const LARGE: u64 = 4096;

/// What runs at the start of every program, but not under the tracer, whose processor is older and which hides the kernel's functions:
/// members of the C library.
const HIDDEN: &[&str] = &["dl-object.o", "dl-setup_hash.o", "strstr-avx512.o"];

/// Beginnings of members of the C library that have versions for newer processors, and of the names of their sections.
const CHOSEN: &[&str] = &["mem", "rawmem", "str"];
const BY_PROCESSOR: &str = ".text.evex";

/// The keys of all sections that an empty script reaches, then of those that the bench programs reach, a line each, first those that
/// the most of them need. What is left of the keys `before` stays behind them: programs reach more later than is looked at.
pub fn keys(program: &Path, sections: &[Section], before: &str) -> Result<String, Failure> {
    let programs = workspace::root().join("bench").join("programs");
    let entry = entry_of(program)?;
    let mut uses = vec![0; sections.len()];
    let files = workspace::files_below(&programs)?;
    for file in &files {
        println!("tracing {}", file.display());
        let weight = match file.ends_with("startup/empty.js") {
            true => files.len(),
            false => 1,
        };
        for index in reached((program, entry), file, sections)? {
            uses[index] += weight;
        }
    }
    let mut used: Vec<usize> = (0..sections.len())
        .filter(|index| uses[*index] > 0)
        .collect();
    used.sort_by_key(|index| {
        let section = &sections[*index];
        let is_large = section.output == Output::Constants && section.size > LARGE;
        let size = if is_large { section.size } else { 0 };
        (size, std::cmp::Reverse(uses[*index]))
    });
    let hidden = sections.iter().filter(|section| is_hidden(&section.key));
    let keys = hidden.chain(used.into_iter().map(|index| &sections[index]));
    let existing: HashSet<&str> = sections
        .iter()
        .map(|section| section.key.as_str())
        .collect();
    let kept = before.lines().filter(|key| existing.contains(key));
    let mut seen = HashSet::new();
    let mut lines = String::new();
    for key in keys.map(|section| section.key.as_str()).chain(kept) {
        if seen.insert(key) {
            lines.push_str(key);
            lines.push('\n');
        }
    }
    Ok(lines)
}

/// Whether the section with this key is one of the C library that the tracer does not see.
fn is_hidden(key: &str) -> bool {
    let member = key.split_once(':').and_then(|(_, key)| key.split_once(' '));
    member.is_some_and(|(member, name)| {
        let is_chosen = CHOSEN.iter().any(|start| member.starts_with(start));
        (is_chosen && name.starts_with(BY_PROCESSOR)) || HIDDEN.contains(&member)
    })
}

/// The indices of the sections that `program`, which begins at `entry`, reaches at the beginning of the script in `file`.
fn reached(
    (program, entry): (&Path, u64),
    file: &Path,
    sections: &[Section],
) -> Result<HashSet<usize>, Failure> {
    let mut tracer = Command::new("valgrind")
        .args(["--tool=lackey", "--trace-mem=yes"])
        .arg(program)
        .arg("run")
        .arg(file)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .during("running `valgrind`")?;
    let mut lines = tracer
        .stderr
        .take()
        .map(|output| BufReader::with_capacity(1 << 20, output))
        .ok_or_else(|| Failure::new("`valgrind` has no output"))?;
    let mut places = HashSet::new();
    let mut base = None;
    let mut line = Vec::new();
    for _ in 0..MOST {
        line.clear();
        let length = lines.read_until(b'\n', &mut line);
        if length.during("reading a trace")? == 0 {
            break;
        }
        if let Some(address) = address_in(&line) {
            let base = *base.get_or_insert(address.wrapping_sub(entry));
            places.insert(address.wrapping_sub(base));
        }
    }
    // NOTE: fails if the program is at its end already, which is as good.
    _ = tracer.kill();
    tracer.wait().during("ending `valgrind`")?;
    let section_at = |place: u64| {
        let index = sections.partition_point(|section| section.start <= place);
        let index = index.checked_sub(1)?;
        let section = &sections[index];
        (place - section.start < section.size).then_some(index)
    };
    Ok(places.into_iter().filter_map(section_at).collect())
}

/// The address of the first instruction, which the header of an ELF file of 64 bits tells.
fn entry_of(program: &Path) -> Result<u64, Failure> {
    let bytes = std::fs::read(program).during(format!("reading {}", program.display()))?;
    let entry = bytes.get(24..32).and_then(|bytes| bytes.try_into().ok());
    entry
        .map(u64::from_le_bytes)
        .ok_or_else(|| Failure::new("the program has no header"))
}

/// The address in a line as `I  04001000,3` or ` L 1ffeff,8`.
fn address_in(line: &[u8]) -> Option<u64> {
    let text = str::from_utf8(line).ok()?;
    let kind = text.get(..3)?;
    let is_access = matches!(kind, "I  " | " L " | " S " | " M ");
    let (address, _) = text.get(3..)?.split_once(',')?;
    u64::from_str_radix(address, 16).ok().filter(|_| is_access)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_c_library_has_sections_that_the_tracer_does_not_see() {
        assert!(is_hidden("libc.a:memmove-evex.o .text.evex512"));
        assert!(is_hidden("libc.a:dl-object.o .text"));
        assert!(!is_hidden("libc.a:malloc.o .text"));
        assert!(!is_hidden(".text.evex"));
    }

    #[test]
    fn a_trace_tells_addresses_of_instructions_and_of_data() {
        assert_eq!(address_in(b"I  00ba1a00,2\n"), Some(0xba_1a00));
        assert_eq!(address_in(b" M 1fff000730,8\n"), Some(0x1f_ff00_0730));
        assert_eq!(address_in(b"==1== Command: a,b\n"), None);
    }
}
