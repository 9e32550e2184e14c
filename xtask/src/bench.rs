//! `cargo xtask bench`: Stilla beside every other engine on the path, in interleaved rounds.
//!
//! A program counts with its least CPU time over all rounds: the work is the same each time, so
//! everything above the least is the machine's noise. Ratios are peer divided by Stilla: 2.0 means
//! that Stilla needs half of the peer's time. A program on which two engines print different
//! checksums counts for nothing and makes the task fail.
//!
//! Uses: arguments, failure, process, workspace
//! Never: tidy, check, test262

mod engine;
mod figures;
mod jetstream;
mod load;
mod octane;
mod plot;
mod profile;
mod program;
mod report;
mod scale;
mod table;

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::process;
use crate::workspace;
use engine::Engine;
use figures::{Figures, Sample};
use program::Program;
use scale::Growth;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// No program needs a tenth of this on any engine that is worth comparing.
const LIMIT: Duration = Duration::from_secs(120);

/// Below this time a single run is mostly noise, so each round repeats it.
const SHORT: f64 = 0.03;
const REPEATS: usize = 10;

/// Runs the task.
pub fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let rounds = arguments.number("--rounds")?.unwrap_or(3).max(1) as usize;
    let only = arguments.values("--only")?;
    let peers = arguments.value("--peers")?;
    let stilla = arguments.value("--stilla")?;
    let octane = arguments.value("--octane")?;
    let jetstream = arguments.value("--jetstream")?;
    let wants_report = arguments.flag("--report");
    let wants_profile = arguments.flag("--profile");
    let wants_scale = arguments.flag("--scale") || wants_report;
    let out = arguments
        .value("--out")?
        .map_or_else(|| workspace::target().join("bench"), PathBuf::from);
    arguments.finish()?;

    let mut programs = program::all(&out)?;
    if let Some(checkout) = octane {
        programs.extend(octane::all(Path::new(&checkout), &out.join("octane"))?);
    }
    let engines = engine::all(stilla.as_deref(), peers.as_deref(), &out)?;
    if let Some(checkout) = jetstream {
        let out = out.join("jetstream");
        programs.extend(jetstream::all(Path::new(&checkout), &out, &engines[0])?);
    }
    programs
        .retain(|program| only.is_empty() || only.iter().any(|text| program.name.contains(text)));
    if programs.is_empty() {
        return Err(Failure::new("no program has such a name"));
    }
    if wants_profile {
        return profile::write(&programs, stilla.as_deref(), &out);
    }
    let names: Vec<&str> = engines.iter().map(|engine| engine.name).collect();
    println!(
        "{} programs, {rounds} rounds, engines: {}",
        programs.len(),
        names.join(", ")
    );

    let mut figures = Figures::new(&programs, &engines);
    for round in 1..=rounds {
        for (row, program) in programs.iter().enumerate() {
            for (column, engine) in engines.iter().enumerate() {
                for sample in samples(engine, program)? {
                    figures.add(row, column, sample);
                }
            }
            progress(round, rounds, row + 1, programs.len(), program);
        }
    }
    eprintln!();
    figures.compare_checksums();

    let text = table::markdown(&figures);
    workspace::write(&out.join("bench.md"), &text)?;
    workspace::write(&out.join("bench.svg"), &plot::svg(&figures))?;
    workspace::write(&out.join("bench.json"), &table::json(&figures))?;
    println!("{text}");
    println!("written to {}", out.display());
    let growths = if wants_scale {
        growths(&engines[0], rounds, &out)?
    } else {
        Vec::new()
    };
    if wants_report {
        report::write(&engines, &figures, &growths, rounds)?;
    }
    if growths.iter().any(Growth::is_too_fast) {
        return Err(Failure::new("an operation grows faster than it must"));
    }
    match figures.errors().len() {
        0 => Ok(()),
        count => Err(Failure::new(format!(
            "{count} measurements are errors; the table names them"
        ))),
    }
}

fn growths(engine: &Engine, rounds: usize, out: &Path) -> Result<Vec<Growth>, Failure> {
    let mut growths = Vec::new();
    for operation in scale::operations()? {
        let growth = scale::measure(engine, operation, rounds, &out.join("scale"))?;
        let times: Vec<String> = growth
            .points
            .iter()
            .map(|point| format!("{}: {:.3} s", point.size, point.cpu))
            .collect();
        println!(
            "{}: {}; power {:.2}",
            growth.operation.title,
            times.join(", "),
            growth.power().unwrap_or(f64::NAN)
        );
        growths.push(growth);
    }
    Ok(growths)
}

fn samples(engine: &Engine, program: &Program) -> Result<Vec<Sample>, Failure> {
    let once = || -> Result<Sample, Failure> {
        Ok(Sample::of(process::measure(
            &mut engine.command(&program.file, program.goal),
            LIMIT,
        )?))
    };
    let first = once()?;
    let repeats = if first.cpu < SHORT && first.trouble.is_none() {
        REPEATS
    } else {
        1
    };
    let mut all = vec![first];
    while all.len() < repeats {
        all.push(once()?);
    }
    Ok(all)
}

fn progress(round: usize, rounds: usize, done: usize, count: usize, program: &Program) {
    eprint!(
        "\r\x1b[Kround {round}/{rounds}, {done}/{count} {}",
        program.name
    );
}
