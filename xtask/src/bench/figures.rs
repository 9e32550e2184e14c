//! What was measured, and the few numbers that follow from it.
//!
//! Columns are engines, the first one being the base that ratios compare with (Stilla, unless it
//! is left out). A cell with trouble takes part in no mean.
//!
//! Uses: process, bench::engine, bench::program
//! Never: text formats

use super::engine::Engine;
use super::program::Program;
use crate::process::Finished;

/// One run of one program on one engine.
pub struct Sample {
    /// CPU seconds.
    pub cpu: f64,
    /// Peak resident bytes.
    pub peak: u64,
    /// The checksum line.
    pub output: String,
    /// Why the run is worth nothing.
    pub trouble: Option<String>,
}

impl Sample {
    /// The sample that a finished process gives.
    pub fn of(run: Finished) -> Self {
        let trouble =
            run.trouble.map(
                |how| match run.errors.lines().find(|line| !line.trim().is_empty()) {
                    Some(line) => format!(
                        "{how}: {}",
                        line.trim().chars().take(120).collect::<String>()
                    ),
                    None => how,
                },
            );
        Self {
            cpu: run.cpu,
            peak: run.peak,
            output: run.output.trim().to_owned(),
            trouble,
        }
    }
}

/// All samples of one program on one engine.
#[derive(Default)]
pub struct Cell {
    times: Vec<f64>,
    peaks: Vec<u64>,
    output: Option<String>,
    trouble: Option<String>,
}

/// Rows of cells.
pub struct Figures {
    /// Engine names; the first is the base of all ratios.
    pub engines: Vec<&'static str>,
    /// Kind and name of each program.
    pub programs: Vec<(String, String)>,
    cells: Vec<Vec<Cell>>,
}

impl Figures {
    /// A table without samples.
    pub fn new(programs: &[Program], engines: &[Engine]) -> Self {
        Self {
            engines: engines.iter().map(|engine| engine.name).collect(),
            programs: programs
                .iter()
                .map(|program| (program.kind.clone(), program.name.clone()))
                .collect(),
            cells: programs
                .iter()
                .map(|_| engines.iter().map(|_| Cell::default()).collect())
                .collect(),
        }
    }

    /// Adds one sample. A program must print the same line in each round.
    pub fn add(&mut self, row: usize, column: usize, sample: Sample) {
        let cell = &mut self.cells[row][column];
        if let Some(trouble) = sample.trouble {
            cell.trouble.get_or_insert(trouble);
            return;
        }
        cell.times.push(sample.cpu);
        cell.peaks.push(sample.peak);
        match &cell.output {
            Some(output) if *output != sample.output => {
                cell.trouble = Some("prints another line at each run".to_owned())
            }
            Some(_) => {}
            None => cell.output = Some(sample.output),
        }
    }

    /// Marks every cell whose checksum is not that of the reference: the first peer that ran.
    pub fn compare_checksums(&mut self) {
        let peers_from = usize::from(self.engines.len() > 1 && self.engines[0] == "stilla");
        for row in &mut self.cells {
            let sound = row
                .iter()
                .skip(peers_from)
                .find(|cell| cell.trouble.is_none());
            let Some(expected) = sound.and_then(|cell| cell.output.clone()) else {
                continue;
            };
            for cell in row.iter_mut().filter(|cell| cell.trouble.is_none()) {
                let got = cell.output.clone().unwrap_or_default();
                if got != expected {
                    cell.trouble = Some(format!(
                        "prints `{}`, expected `{}`",
                        clip(&got),
                        clip(&expected)
                    ));
                }
            }
        }
    }

    /// Least CPU seconds of a cell, if it is sound.
    pub fn time(&self, row: usize, column: usize) -> Option<f64> {
        let cell = &self.cells[row][column];
        let least = cell.times.iter().copied().reduce(f64::min)?;
        cell.trouble.is_none().then_some(least)
    }

    /// Median peak bytes of a cell, if it is sound.
    pub fn peak(&self, row: usize, column: usize) -> Option<u64> {
        let cell = &self.cells[row][column];
        let mut peaks = cell.peaks.clone();
        peaks.sort_unstable();
        let median = *peaks.get(peaks.len() / 2)?;
        cell.trouble.is_none().then_some(median)
    }

    /// Time of the peer divided by the base's: above 1 the base is faster.
    pub fn ratio(&self, row: usize, peer: usize) -> Option<f64> {
        Some(self.time(row, peer)? / self.time(row, 0)?.max(1e-6))
    }

    /// Peak memory of the base divided by the peer's: above 1 the base needs more.
    pub fn memory_ratio(&self, row: usize, peer: usize) -> Option<f64> {
        Some(self.peak(row, 0)? as f64 / (self.peak(row, peer)?.max(1)) as f64)
    }

    /// Geometric mean of what `of` gives for the rows of `kind` (or of all kinds).
    pub fn mean(&self, kind: Option<&str>, of: impl Fn(usize) -> Option<f64>) -> Option<f64> {
        let rows = (0..self.programs.len())
            .filter(|&row| kind.is_none_or(|kind| self.programs[row].0 == kind));
        let logs: Vec<f64> = rows.filter_map(of).map(f64::ln).collect();
        (!logs.is_empty()).then(|| (logs.iter().sum::<f64>() / logs.len() as f64).exp())
    }

    /// The kinds, each once, in order.
    pub fn kinds(&self) -> Vec<&str> {
        let mut kinds: Vec<&str> = self
            .programs
            .iter()
            .map(|program| program.0.as_str())
            .collect();
        kinds.dedup();
        kinds
    }

    /// Program, engine and sentence of every cell that is in trouble.
    pub fn errors(&self) -> Vec<(&str, &str, &str)> {
        let mut errors = Vec::new();
        for (row, cells) in self.cells.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                if let Some(trouble) = &cell.trouble {
                    errors.push((
                        self.programs[row].1.as_str(),
                        self.engines[column],
                        trouble.as_str(),
                    ));
                }
            }
        }
        errors
    }
}

fn clip(text: &str) -> String {
    let first = text.lines().next().unwrap_or("");
    first.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::{Figures, Sample};

    fn figures() -> Figures {
        let programs = ["a/x", "a/y", "b/z"].map(|name| (name[..1].to_owned(), name.to_owned()));
        Figures {
            engines: vec!["stilla", "qjs"],
            cells: programs
                .iter()
                .map(|_| vec![Default::default(), Default::default()])
                .collect(),
            programs: programs.to_vec(),
        }
    }

    fn sample(cpu: f64, output: &str) -> Sample {
        Sample {
            cpu,
            peak: 1000,
            output: output.to_owned(),
            trouble: None,
        }
    }

    #[test]
    fn ratios_take_the_least_time_and_means_are_geometric() {
        let mut figures = figures();
        for (row, peer) in [(0, 2.0), (1, 8.0)] {
            figures.add(row, 0, sample(1.0, "same"));
            figures.add(row, 0, sample(5.0, "same"));
            figures.add(row, 1, sample(peer, "same"));
        }
        figures.compare_checksums();
        assert_eq!(figures.ratio(0, 1), Some(2.0));
        assert!(
            figures
                .mean(Some("a"), |row| figures.ratio(row, 1))
                .is_some_and(|mean| (mean - 4.0).abs() < 1e-9)
        );
        assert_eq!(figures.mean(Some("b"), |row| figures.ratio(row, 1)), None);
    }

    #[test]
    fn another_checksum_is_an_error_and_counts_for_nothing() {
        let mut figures = figures();
        figures.add(0, 0, sample(1.0, "wrong"));
        figures.add(0, 1, sample(1.0, "right"));
        figures.compare_checksums();
        assert_eq!(
            figures.errors(),
            [("a/x", "stilla", "prints `wrong`, expected `right`")]
        );
        assert_eq!(figures.ratio(0, 1), None);
    }
}
