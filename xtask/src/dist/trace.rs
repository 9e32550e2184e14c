//! Which sections programs reach: each bench program runs for a while under a tracer that tells every address it uses.
//!
//! Uses: failure, workspace, dist::section
//! Never: any other task

use super::section::{Output, Section};
use crate::failure::{During, Failure};
use crate::workspace;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// So many accesses of each program are looked at: the start of the program and its first rounds.
const MOST: usize = 9_000_000;

/// After so many, a program has started, and what it reaches is what it goes on reaching.
const STARTED: usize = 5_000_000;

/// Larger constants are mostly read at few places, and stand behind the others.
const LARGE: u64 = 4096;

/// What most programs do at their end, which is not looked at.
const PRINTS: &str = "console.log('text', 12, 0.1);\n";

/// What runs at the start of every program, but not under the tracer, whose processor is older and which hides the kernel's functions:
/// members of the C library.
const HIDDEN: &[&str] = &["dl-object.o", "dl-setup_hash.o", "strstr-avx512.o"];

/// Beginnings of members of the C library that have versions for newer processors, and of the names of their sections.
const CHOSEN: &[&str] = &["mem", "rawmem", "str"];
const BY_PROCESSOR: &str = ".text.evex";

/// The sections that bench programs reach, by their indices. Sets of programs are bits of a word.
struct Uses {
    /// Who reaches it at all.
    reached: Vec<u64>,
    /// Who reaches it after its start.
    lasting: Vec<u64>,
}

/// The keys of the sections that programs go on reaching, then of those that they reach at their start, a line each; first those that
/// the most of them need. What is left of the keys `before` stays behind them: programs reach more later than is looked at.
pub fn keys(program: &Path, sections: &[Section], before: &str) -> Result<String, Failure> {
    let uses = uses(program, sections)?;
    let mut used: Vec<usize> = (0..sections.len())
        .filter(|index| uses.reached[*index] > 0)
        .collect();
    used.sort_by_key(|&index| {
        let section = &sections[index];
        let is_large = section.output == Output::Constants && section.size > LARGE;
        let size = if is_large { section.size } else { 0 };
        let (lasting, reached) = (uses.lasting[index], uses.reached[index]);
        let order = |programs: u64| (Reverse(programs.count_ones()), programs);
        (size, lasting == 0, order(lasting), order(reached))
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

/// Traces a program that prints, and all bench programs.
fn uses(program: &Path, sections: &[Section]) -> Result<Uses, Failure> {
    let programs = workspace::root().join("bench").join("programs");
    let entry = entry_of(program)?;
    let mut uses = Uses {
        reached: vec![0; sections.len()],
        lasting: vec![0; sections.len()],
    };
    let prints = workspace::target().join("prints.js");
    workspace::write(&prints, PRINTS)?;
    let files = workspace::files_below(&programs)?;
    for (number, file) in std::iter::once(&prints).chain(&files).enumerate() {
        println!("tracing {}", file.display());
        // NOTE: beyond 64 programs the last bit stands for several.
        let bit = 1 << number.min(63);
        for (index, is_lasting) in reached((program, entry), file, sections)? {
            uses.reached[index] |= bit;
            if is_lasting {
                uses.lasting[index] |= bit;
            }
        }
    }
    Ok(uses)
}

/// Whether the section with this key is one of the C library that the tracer does not see.
fn is_hidden(key: &str) -> bool {
    let member = key.split_once(':').and_then(|(_, key)| key.split_once(' '));
    member.is_some_and(|(member, name)| {
        let is_chosen = CHOSEN.iter().any(|start| member.starts_with(start));
        (is_chosen && name.starts_with(BY_PROCESSOR)) || HIDDEN.contains(&member)
    })
}

/// The indices of the sections that `program`, which begins at `entry`, reaches at the beginning of the script in `file`, and
/// whether it reaches them after its start.
fn reached(
    (program, entry): (&Path, u64),
    file: &Path,
    sections: &[Section],
) -> Result<HashMap<usize, bool>, Failure> {
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
    let mut places = HashMap::new();
    let mut base = None;
    let mut line = Vec::new();
    for number in 0..MOST {
        line.clear();
        let length = lines.read_until(b'\n', &mut line);
        if length.during("reading a trace")? == 0 {
            break;
        }
        if let Some(address) = address_in(&line) {
            let base = *base.get_or_insert(address.wrapping_sub(entry));
            places.insert(address.wrapping_sub(base), number >= STARTED);
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
    let mut reached = HashMap::new();
    for (place, is_lasting) in places {
        if let Some(index) = section_at(place) {
            *reached.entry(index).or_default() |= is_lasting;
        }
    }
    Ok(reached)
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
