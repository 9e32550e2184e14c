//! All verdicts of one go, and the file that keeps them for the next.
//!
//! Uses: failure, workspace, test262::{outcome, suite}
//! Never: test262::pool

use super::outcome::{Outcome, Verdict};
use super::suite::Run;
use crate::failure::{During, Failure};
use crate::workspace;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// One run with its verdict.
#[derive(Debug)]
pub struct Row {
    /// Which run.
    pub run: Run,
    /// What became of it.
    pub outcome: Outcome,
    /// Why.
    pub message: String,
}

/// All rows, in the order of their paths.
#[derive(Debug)]
pub struct Results {
    /// The rows.
    pub rows: Vec<Row>,
    /// Whether the whole suite ran.
    pub everything: bool,
}

impl Results {
    /// Puts verdicts beside their runs.
    pub fn new(runs: Vec<Run>, verdicts: Vec<Option<Verdict>>, everything: bool) -> Self {
        let rows = runs.into_iter().zip(verdicts).filter_map(|(run, verdict)| {
            let (outcome, message) = verdict?;
            Some(Row {
                run,
                outcome,
                message,
            })
        });
        Self {
            rows: rows.collect(),
            everything,
        }
    }

    /// How many rows have the outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.rows
            .iter()
            .filter(|row| row.outcome == outcome)
            .count()
    }

    /// Writes the file.
    pub fn save(&self, file: &Path, engine: &str) -> Result<(), Failure> {
        let mut troubled = Map::new();
        let mut passed = Vec::new();
        for row in &self.rows {
            if row.outcome == Outcome::Pass {
                passed.push(Value::String(row.run.to_string()));
            } else {
                let told = json!({ "outcome": row.outcome.name(), "message": row.message, "features": row.run.features });
                troubled.insert(row.run.to_string(), told);
            }
        }
        let counts: Map<String, Value> = Outcome::ALL
            .into_iter()
            .map(|outcome| (outcome.name().to_owned(), self.count(outcome).into()))
            .collect();
        let page = json!({ "engine": engine, "everything": self.everything, "counts": counts, "not_passed": troubled, "passed": passed });
        workspace::write(file, &format!("{page:#}\n"))
    }
}

/// What the file tells about the last go.
#[derive(Debug, Default)]
pub struct Last {
    /// Whether the whole suite ran.
    pub everything: bool,
    /// Every run that was in it.
    pub outcomes: BTreeMap<String, Outcome>,
    /// The features of those that did not pass.
    pub features: BTreeMap<String, Vec<String>>,
}

impl Last {
    /// Reads the file; nothing if there is none.
    pub fn load(file: &Path) -> Result<Option<Self>, Failure> {
        if !file.is_file() {
            return Ok(None);
        }
        let page: Value = serde_json::from_str(&workspace::read(file)?)
            .during(format!("reading {}", file.display()))?;
        let mut last = Self {
            everything: page["everything"] == true,
            ..Self::default()
        };
        for run in page["passed"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            last.outcomes.insert(run.to_owned(), Outcome::Pass);
        }
        for (run, told) in page["not_passed"].as_object().into_iter().flatten() {
            if let Some(outcome) = told["outcome"].as_str().and_then(Outcome::named) {
                last.outcomes.insert(run.clone(), outcome);
                let features = told["features"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .map(str::to_owned);
                last.features.insert(run.clone(), features.collect());
            }
        }
        Ok(Some(last))
    }
}
