//! `docs/performance.md`: how it was measured, where, against whom, the tables and plots, and what was tried.
//!
//! Uses: failure, workspace, bench::engine, bench::figures, bench::plot, bench::scale, bench::table
//! Never: measuring

use super::engine::Engine;
use super::figures::Figures;
use super::scale::Growth;
use super::{plot, table};
use crate::failure::{During, Failure};
use crate::workspace;
use std::fmt::Write as _;
use std::fs;

/// Writes the page and its pictures.
pub fn write(
    engines: &[Engine],
    figures: &Figures,
    growths: &[Growth],
    rounds: usize,
) -> Result<(), Failure> {
    let docs = workspace::root().join("docs");
    let mut text = String::from(
        "# Performance\n\nMade by `cargo xtask bench --report`; every figure was measured in that one run.\n\n## Method\n\n",
    );
    let _ = writeln!(
        text,
        "Each program of `bench/programs` runs as a process of its own on each engine, in {rounds} interleaved rounds; the least CPU time \
         (user and system) of all rounds counts, since everything above it is the machine's noise. All engines print a checksum, and a \
         program on which two of them differ counts for nothing. Stilla is the program that `cargo xtask dist` builds.\n\n## Machine and engines\n"
    );
    for line in machine() {
        let _ = writeln!(text, "- {line}");
    }
    for engine in engines {
        let _ = writeln!(text, "- {}: {}", engine.name, engine.version());
    }
    text.push_str("\n[Where the time goes](profile.md) tells it by part of the engine.\n");
    text.push_str("\n![Ratios by program](performance.svg)\n\n");
    text.push_str(
        &table::markdown(figures)
            .replace("# Benchmark", "## Programs")
            .replace("\n## R", "\n### R"),
    );
    growth(&mut text, growths);
    tried(&mut text)?;
    workspace::write(&docs.join("performance.md"), &text)?;
    workspace::write(&docs.join("performance.svg"), &plot::svg(figures))?;
    workspace::write(&docs.join("performance-scale.svg"), &plot::growth(growths))
}

/// Processor, processors, memory and system.
fn machine() -> Vec<String> {
    let read = |file: &str| fs::read_to_string(file).unwrap_or_default();
    let processors = read("/proc/cpuinfo");
    let field = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let count = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let memory = field(&read("/proc/meminfo"), "MemTotal")
        .and_then(|text| text.split(' ').next()?.parse::<f64>().ok())
        .map_or_else(String::new, |kilobytes| {
            format!(", {:.0} GB of memory", kilobytes / 1e6)
        });
    vec![
        format!(
            "{count} processors ({}){memory}",
            field(&processors, "model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned())
        ),
        format!(
            "{} {}",
            std::env::consts::OS,
            read("/proc/sys/kernel/osrelease").trim()
        ),
    ]
}

fn growth(text: &mut String, growths: &[Growth]) {
    text.push_str(
        "\n## Cost against size\n\nEach program of `bench/scale` at growing sizes, Stilla alone. The power says how time grows between the two greatest \
         sizes: 1 is linear.\n\n![Time against size](performance-scale.svg)\n\n| operation | sizes | seconds | MB | power |\n|---|---|---|---|---:|\n",
    );
    for growth in growths {
        let list = |of: &dyn Fn(&super::scale::Point) -> String| {
            let all: Vec<String> = growth.points.iter().map(of).collect();
            all.join(", ")
        };
        let mark = if growth.is_too_fast() { " (!)" } else { "" };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {:.2}{mark} |",
            growth.operation.title,
            list(&|point| point.size.to_string()),
            list(&|point| format!("{:.3}", point.cpu)),
            list(&|point| format!("{:.0}", point.peak as f64 / 1e6)),
            growth.power().unwrap_or(f64::NAN),
        );
    }
}

/// The decisions, each with its title: most are about speed, and say what was refused.
fn tried(text: &mut String) -> Result<(), Failure> {
    text.push_str("\n## What was tried\n\nKept and refused, with figures:\n\n");
    let folder = workspace::root().join("docs").join("decisions");
    let mut files = workspace::files_below(&folder)?;
    files.sort();
    for file in files {
        let page = fs::read_to_string(&file).during(format!("reading {}", file.display()))?;
        let title = page.lines().next().unwrap_or_default();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let _ = writeln!(
            text,
            "- [{}](decisions/{name})",
            title.trim_start_matches("# ")
        );
    }
    Ok(())
}
