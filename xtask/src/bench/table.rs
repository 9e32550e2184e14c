//! The figures as a Markdown page and as JSON.
//!
//! Uses: bench::figures
//! Never: measuring

use super::figures::Figures;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The page: programs, kinds, means, errors.
pub fn markdown(figures: &Figures) -> String {
    let mut text = String::from("# Benchmark\n\n");
    let base = figures.engines[0];
    let _ = writeln!(
        text,
        "CPU time (user and system, the least of all rounds) in milliseconds; in brackets the peer's time divided by {base}'s: \
         above 1 {base} is faster. MB is peak resident memory; in brackets {base}'s divided by the peer's: below 1 {base} needs less.\n"
    );
    heading(&mut text, figures, "program");
    for (row, program) in figures.programs.iter().enumerate() {
        let _ = write!(text, "| {} |", program.1);
        for column in 0..figures.engines.len() {
            let time = figures.time(row, column).map(|seconds| seconds * 1000.0);
            cell(
                &mut text,
                time,
                (column > 0).then(|| figures.ratio(row, column)).flatten(),
            );
        }
        for column in 0..figures.engines.len() {
            let peak = figures.peak(row, column).map(|bytes| bytes as f64 / 1e6);
            cell(
                &mut text,
                peak,
                (column > 0)
                    .then(|| figures.memory_ratio(row, column))
                    .flatten(),
            );
        }
        text.push('\n');
    }
    means(&mut text, figures);
    let errors = figures.errors();
    if !errors.is_empty() {
        text.push_str("\n## Errors\n\n");
        for (program, engine, trouble) in errors {
            let _ = writeln!(text, "- {program} on {engine}: {trouble}");
        }
    }
    text
}

fn heading(text: &mut String, figures: &Figures, first: &str) {
    let _ = write!(text, "| {first} |");
    for engine in &figures.engines {
        let _ = write!(text, " {engine} ms |");
    }
    for engine in &figures.engines {
        let _ = write!(text, " {engine} MB |");
    }
    text.push_str("\n|---|");
    text.push_str(&"---:|".repeat(figures.engines.len() * 2));
    text.push('\n');
}

fn cell(text: &mut String, value: Option<f64>, ratio: Option<f64>) {
    let _ = match (value, ratio) {
        (None, _) => write!(text, " error |"),
        (Some(value), None) => write!(text, " {value:.1} |"),
        (Some(value), Some(ratio)) => write!(text, " {value:.1} ({ratio:.2}) |"),
    };
}

fn means(text: &mut String, figures: &Figures) {
    if figures.engines.len() < 2 {
        return;
    }
    text.push_str("\n## Ratios by kind (geometric mean)\n\n| kind |");
    for engine in &figures.engines[1..] {
        let _ = write!(text, " {engine} time | {engine} memory |");
    }
    text.push_str("\n|---|");
    text.push_str(&"---:|---:|".repeat(figures.engines.len() - 1));
    text.push('\n');
    let kinds = figures.kinds().into_iter().map(Some).chain([None]);
    for kind in kinds {
        let _ = write!(text, "| {} |", kind.unwrap_or("**all**"));
        for peer in 1..figures.engines.len() {
            ratio(text, figures.mean(kind, |row| figures.ratio(row, peer)));
            ratio(
                text,
                figures.mean(kind, |row| figures.memory_ratio(row, peer)),
            );
        }
        text.push('\n');
    }
}

fn ratio(text: &mut String, mean: Option<f64>) {
    let _ = match mean {
        Some(mean) => write!(text, " {mean:.2} |"),
        None => write!(text, " - |"),
    };
}

/// The same for programs that read.
pub fn json(figures: &Figures) -> String {
    let rows: Vec<Value> = (0..figures.programs.len())
        .map(|row| {
            let engines = figures.engines.iter().enumerate().map(|(column, engine)| {
                let measured = json!({ "seconds": figures.time(row, column), "peak_bytes": figures.peak(row, column) });
                ((*engine).to_owned(), measured)
            });
            json!({ "kind": figures.programs[row].0, "name": figures.programs[row].1, "engines": engines.collect::<serde_json::Map<_, _>>() })
        })
        .collect();
    let means = (1..figures.engines.len()).map(|peer| {
        let mean = json!({
            "time": figures.mean(None, |row| figures.ratio(row, peer)),
            "memory": figures.mean(None, |row| figures.memory_ratio(row, peer)),
        });
        (figures.engines[peer].to_owned(), mean)
    });
    let errors: Vec<Value> = figures.errors().iter().map(|(program, engine, trouble)| json!({ "program": program, "engine": engine, "trouble": trouble })).collect();
    let page = json!({ "base": figures.engines[0], "programs": rows, "ratios": means.collect::<serde_json::Map<_, _>>(), "errors": errors });
    format!("{page:#}\n")
}
