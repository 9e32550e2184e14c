//! `--profile-cpu`: where time went, as a table by function and as a flame graph.
//!
//! A thread ticks; the engine looks at its own stack at the next statement, and gives the time since the last look to
//! what it finds. The time of a built-in function counts for the function that called it, or that it called last.
//!
//! Uses: stilla's core, failure, flame. Never: the commands.

mod flame;

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueHint};
use stilla::{CpuNode as ProfileNode, CpuPlace as ProfilePlace, CpuProfile as Profile, Runtime};

use crate::failure::complain;

/// The time between two looks at the stack.
const TICK: Duration = Duration::from_micros(200);
/// Rows of the table.
const MOST_ROWS: usize = 25;

/// Whether to note where time goes.
#[derive(Args, Clone, Debug)]
pub(crate) struct CpuProfileOptions {
    /// Tell where time went: a table by function on standard error, and a flame graph in this file.
    #[arg(
        long,
        value_name = "FILE",
        value_hint = ValueHint::FilePath,
        num_args = 0..=1,
        default_missing_value = "profile.svg",
        require_equals = true
    )]
    profile_cpu: Option<PathBuf>,
}

impl CpuProfileOptions {
    /// Makes a runtime note where time goes, if that was asked for.
    pub(crate) fn start(&self, runtime: &mut Runtime) {
        if self.profile_cpu.is_some()
            && let Err(error) = runtime.start_cpu_profile(TICK)
        {
            complain(&format!("stilla: {error}"));
        }
    }

    /// Writes what was noted.
    ///
    /// # Errors
    /// The file can't be written.
    pub(crate) fn report(&self, runtime: &mut Runtime) -> Result<(), String> {
        let Some(path) = &self.profile_cpu else {
            return Ok(());
        };
        let profile = runtime.take_cpu_profile();
        complain(&table(&profile));
        write(path, &flame::svg(&profile))
    }
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|error| format!("{}: {}", path.display(), error.kind()))
}

/// What a place is called.
fn name(place: &ProfilePlace) -> String {
    match place {
        ProfilePlace::Collection => "(memory is collected)".to_owned(),
        ProfilePlace::Function { name, source, line } => {
            let file = Path::new(source).file_name();
            let file = file.map_or(source.as_str().into(), |file| file.to_string_lossy());
            let name = match name.as_str() {
                "" if *line == 1 => "(top level)",
                "" => "(anonymous)",
                name => name,
            };
            format!("{name} {file}:{line}")
        }
    }
}

/// How long each node took with all that it called.
fn totals(nodes: &[ProfileNode]) -> Vec<Duration> {
    let mut totals: Vec<Duration> = nodes.iter().map(|node| node.time).collect();
    // NOTE: a caller stands before what it calls.
    for (number, node) in nodes.iter().enumerate().rev() {
        if let Some(parent) = node.parent {
            let own = totals[number];
            totals[parent] += own;
        }
    }
    totals
}

/// The functions that took most themselves.
fn table(profile: &Profile) -> String {
    let nodes = &profile.nodes;
    let totals = totals(nodes);
    let mut rows: BTreeMap<&ProfilePlace, (Duration, Duration, u32)> = BTreeMap::new();
    for (number, node) in nodes.iter().enumerate() {
        let row = rows.entry(&node.place).or_default();
        row.0 += node.time;
        row.2 += node.samples;
        if !calls_itself(nodes, number) {
            row.1 += totals[number];
        }
    }
    let all: Duration = nodes.iter().map(|node| node.time).sum();
    let mut rows: Vec<_> = rows.into_iter().collect();
    rows.sort_by_key(|(_, (own, ..))| std::cmp::Reverse(*own));
    let percent = |time: Duration| match all.is_zero() {
        true => 0.0,
        false => time.as_secs_f64() / all.as_secs_f64() * 100.0,
    };
    let mut text = format!(
        "{:>10} {:>6}  {:>10} {:>6}  function",
        "self", "", "total", ""
    );
    for (place, (own, total, _)) in rows.iter().take(MOST_ROWS) {
        let _ = write!(
            text,
            "\n{:>7.1} ms {:>5.1}%  {:>7.1} ms {:>5.1}%  {}",
            own.as_secs_f64() * 1e3,
            percent(*own),
            total.as_secs_f64() * 1e3,
            percent(*total),
            name(place)
        );
    }
    let samples: u32 = nodes.iter().map(|node| node.samples).sum();
    let _ = write!(
        text,
        "\n{:.1} ms in {samples} samples, {} functions",
        all.as_secs_f64() * 1e3,
        rows.len()
    );
    text
}

/// Whether one of the callers of a node is the same function: its total counts there.
fn calls_itself(nodes: &[ProfileNode], number: usize) -> bool {
    let mut seen = HashSet::new();
    let mut next = nodes[number].parent;
    while let Some(caller) = next {
        if nodes[caller].place == nodes[number].place {
            return true;
        }
        if !seen.insert(caller) {
            break;
        }
        next = nodes[caller].parent;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(parent: Option<usize>, function: &str, milliseconds: u64) -> ProfileNode {
        ProfileNode {
            parent,
            place: ProfilePlace::Function {
                name: function.to_owned(),
                source: "dir/a.js".to_owned(),
                line: 2,
            },
            time: Duration::from_millis(milliseconds),
            samples: 1,
        }
    }

    /// TOOLS.md section 1: table by function. A recursive function counts once.
    #[test]
    fn own_and_total_times() {
        let profile = Profile {
            nodes: vec![
                node(None, "main", 10),
                node(Some(0), "twice", 20),
                node(Some(1), "twice", 30),
                node(Some(0), "leaf", 40),
            ],
        };
        let text = table(&profile);
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        assert_eq!(lines[1], "50.0 ms  50.0%     50.0 ms  50.0%  twice a.js:2");
        assert_eq!(lines[2], "40.0 ms  40.0%     40.0 ms  40.0%  leaf a.js:2");
        assert_eq!(lines[3], "10.0 ms  10.0%    100.0 ms 100.0%  main a.js:2");
        assert_eq!(lines[4], "100.0 ms in 4 samples, 3 functions");
    }
}
