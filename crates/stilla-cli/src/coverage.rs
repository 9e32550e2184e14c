//! `--coverage`: which lines, branches and functions of the files ran.
//!
//! Counts come from the engine for each text that it compiled; here they are brought together by file, over all
//! runtimes of a run, and written in the forms that were asked for.
//!
//! Uses: stilla's core, failure, search, source, coverage::*. Never: the commands.

mod glob;
mod html;
mod json;
mod lcov;
mod table;
mod unloaded;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use clap::{Args, ValueEnum, ValueHint};
use stilla::Runtime;
use stilla::core::{CoveredSource, Point, PointKind};
use stilla_syntax::LineIndex;

use crate::failure::complain;

/// Folders whose files are somebody else's.
const LEFT_OUT: &str = "node_modules";

/// What to tell about what ran.
#[derive(Args, Clone, Debug)]
pub(crate) struct CoverageOptions {
    /// Tell which lines, branches and functions ran.
    #[arg(long)]
    coverage: bool,
    /// The forms: `text` is a table on standard error, the others are files in the folder.
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        value_name = "FORM",
        default_value = "text,lcov,json,html"
    )]
    coverage_reporter: Vec<Form>,
    /// The folder of the files.
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath, default_value = "coverage")]
    coverage_dir: PathBuf,
    /// Tell also of the files below the current folder that nothing loaded.
    #[arg(long)]
    coverage_all: bool,
    /// Tell only of files that match, also of those that nothing loaded: `src/**/*.{js,ts}`; may be given several times.
    #[arg(long, value_name = "GLOB")]
    coverage_include: Vec<String>,
    /// Leave out files that match; may be given several times.
    #[arg(long, value_name = "GLOB")]
    coverage_exclude: Vec<String>,
    /// Fail if fewer lines than so many percent ran.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    coverage_threshold: Option<u8>,
}

/// A form of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A table for people.
    Text,
    /// `lcov.info`, which many tools read.
    Lcov,
    /// `coverage-final.json`, as Istanbul's tools read it.
    Json,
    /// `index.html`, complete in itself.
    Html,
}

/// The counts of all files, from any thread.
#[derive(Debug, Default)]
pub(crate) struct Collector(Mutex<BTreeMap<String, Counts>>);

/// The counts of one file as they come.
#[derive(Debug, Default)]
struct Counts {
    text: Vec<u8>,
    points: BTreeMap<Point, (String, u64)>,
}

/// What is known of one file.
#[derive(Debug)]
struct FileCoverage {
    /// From the folder of the process, if it is below it.
    path: String,
    text: Vec<u8>,
    functions: Vec<Function>,
    statements: Vec<Statement>,
    branches: Vec<Branch>,
    /// For each line on which a statement begins, how often the most frequent of them ran.
    lines: BTreeMap<u32, u64>,
}

#[derive(Debug)]
struct Function {
    name: String,
    range: Range,
    count: u64,
}

#[derive(Debug)]
struct Statement {
    range: Range,
    count: u64,
}

/// A fork and its ways.
#[derive(Debug)]
struct Branch {
    kind: PointKind,
    range: Range,
    ways: Vec<(Range, u64)>,
}

/// A range of the text: lines from 1, columns from 0 in UTF-16 code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Range {
    start: (u32, u32),
    end: (u32, u32),
}

/// How many of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Share {
    hit: usize,
    all: usize,
}

impl Share {
    fn of(counts: impl Iterator<Item = u64>) -> Share {
        let mut share = Share::default();
        for count in counts {
            share.all += 1;
            share.hit += usize::from(count > 0);
        }
        share
    }

    fn and(self, other: Share) -> Share {
        Share {
            hit: self.hit + other.hit,
            all: self.all + other.all,
        }
    }

    fn percent(self) -> f64 {
        match self.all {
            0 => 100.0,
            all => self.hit as f64 / all as f64 * 100.0,
        }
    }
}

impl FileCoverage {
    fn lines_share(&self) -> Share {
        Share::of(self.lines.values().copied())
    }

    fn branches_share(&self) -> Share {
        let ways = self.branches.iter().flat_map(|branch| &branch.ways);
        Share::of(ways.map(|(_, count)| *count))
    }

    fn functions_share(&self) -> Share {
        Share::of(self.functions.iter().map(|function| function.count))
    }
}

impl CoverageOptions {
    pub(crate) fn is_on(&self) -> bool {
        self.coverage || self.coverage_threshold.is_some()
    }

    /// Makes a runtime count, if that was asked for.
    pub(crate) fn start(&self, runtime: &mut Runtime) {
        if self.is_on() {
            runtime.cx().start_coverage();
        }
    }

    /// Writes what was collected; `is_left_out` chooses files that are not told. False if too few lines ran.
    ///
    /// # Errors
    /// A file can't be written.
    pub(crate) fn report(
        &self,
        collector: &Collector,
        is_left_out: impl Fn(&Path) -> bool,
    ) -> Result<bool, String> {
        let here = std::env::current_dir().unwrap_or_default();
        let here = here.canonicalize().unwrap_or(here);
        let is_told = |path: &Path| {
            let is_foreign = path.components().any(|part| part.as_os_str() == LEFT_OUT);
            path.is_file() && !is_foreign && !is_left_out(path) && self.includes(path, &here)
        };
        if self.coverage_all || !self.coverage_include.is_empty() {
            unloaded::add(collector, is_told)?;
        }
        let files = collector.files(&here, is_told);
        let writes_files = self
            .coverage_reporter
            .iter()
            .any(|form| *form != Form::Text);
        if writes_files {
            std::fs::create_dir_all(&self.coverage_dir)
                .map_err(|error| self.trouble(&self.coverage_dir, &error))?;
        }
        for form in &self.coverage_reporter {
            let (name, text) = match form {
                Form::Text => {
                    complain(&table::table(&files));
                    continue;
                }
                Form::Lcov => ("lcov.info", lcov::lcov(&files)),
                Form::Json => ("coverage-final.json", json::json(&files)),
                Form::Html => ("index.html", html::page(&files)),
            };
            let path = self.coverage_dir.join(name);
            std::fs::write(&path, text).map_err(|error| self.trouble(&path, &error))?;
        }
        let all = files.iter().map(FileCoverage::lines_share);
        let percent = all.fold(Share::default(), Share::and).percent();
        let Some(least) = self.coverage_threshold else {
            return Ok(true);
        };
        let is_enough = percent >= f64::from(least);
        if !is_enough {
            complain(&format!(
                "stilla: {percent:.1} % of the lines ran, less than {least} %"
            ));
        }
        Ok(is_enough)
    }

    /// Whether the patterns choose a file.
    fn includes(&self, path: &Path, here: &Path) -> bool {
        let path = path.strip_prefix(here).unwrap_or(path).to_string_lossy();
        let path = path.replace(std::path::MAIN_SEPARATOR, "/");
        let is_one_of = |patterns: &[String]| patterns.iter().any(|one| glob::matches(one, &path));
        (self.coverage_include.is_empty() || is_one_of(&self.coverage_include))
            && !is_one_of(&self.coverage_exclude)
    }

    fn trouble(&self, path: &Path, error: &std::io::Error) -> String {
        format!("{}: {}", path.display(), error.kind())
    }
}

impl Collector {
    /// Takes the counts of a runtime.
    pub(crate) fn take(&self, runtime: &mut Runtime) {
        for source in runtime.cx().take_coverage() {
            self.add(&source);
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Counts>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, source: &CoveredSource) {
        let mut files = self.lock();
        let path = std::fs::canonicalize(&*source.source.name).map_or_else(
            |_| source.source.name.to_string(),
            |path| path.display().to_string(),
        );
        let counts = files.entry(path).or_default();
        if counts.text != source.source.program() {
            // NOTE: a file that changed between two runs is told as it is now.
            *counts = Counts {
                text: source.source.program().to_vec(),
                points: BTreeMap::new(),
            };
        }
        for point in &source.points {
            let entry = counts.points.entry(point.point).or_default();
            entry.0.clone_from(&point.function);
            entry.1 += u64::from(point.count);
        }
    }

    /// Whether a file was loaded.
    fn knows(&self, path: &Path) -> bool {
        self.lock().contains_key(path.to_string_lossy().as_ref())
    }

    /// The files in the order of their paths; the next run begins anew.
    fn files(&self, here: &Path, is_told: impl Fn(&Path) -> bool) -> Vec<FileCoverage> {
        let files = std::mem::take(&mut *self.lock());
        files
            .iter()
            .filter(|(path, _)| is_told(Path::new(path)))
            .map(|(path, counts)| {
                let path = Path::new(path);
                let path = path.strip_prefix(here).unwrap_or(path);
                file(path.display().to_string(), counts)
            })
            .collect()
    }
}

fn file(path: String, counts: &Counts) -> FileCoverage {
    let index = LineIndex::new(&counts.text);
    let place = |offset: u32| {
        let place = index.position(&counts.text, offset);
        (place.line, place.column - 1)
    };
    let range = |(start, end): (u32, u32)| Range {
        start: place(start),
        end: place(end),
    };
    let mut file = FileCoverage {
        path,
        text: counts.text.clone(),
        functions: Vec::new(),
        statements: Vec::new(),
        branches: Vec::new(),
        lines: BTreeMap::new(),
    };
    let mut forks: BTreeMap<((u32, u32), PointKind), Branch> = BTreeMap::new();
    for (point, (name, count)) in &counts.points {
        let (range_of, count) = (range(point.span), *count);
        match point.kind {
            PointKind::Function => file.functions.push(Function {
                name: name.clone(),
                range: range_of,
                count,
            }),
            PointKind::Statement => {
                let line = file.lines.entry(range_of.start.0).or_default();
                *line = count.max(*line);
                file.statements.push(Statement {
                    range: range_of,
                    count,
                });
            }
            kind => forks
                .entry((point.of, kind))
                .or_insert_with(|| Branch {
                    kind,
                    range: range(point.of),
                    ways: Vec::new(),
                })
                .ways
                .push((range_of, count)),
        }
    }
    file.branches = forks.into_values().collect();
    file
}
