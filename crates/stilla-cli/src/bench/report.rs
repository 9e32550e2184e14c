//! Results for people, for tables and for programs.
//!
//! Uses: statistics, baseline. Never: the runtime.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use super::baseline::{Baseline, Verdict, compare, verdict};
use super::statistics::{Statistics, grouped, time};
use super::{FileOutcome, Outcome};

/// Characters of the column with names.
const NAME: usize = 34;

/// The tables of one file, line by line: a benchmark is told when it is measured, its group's comparison when the
/// group is complete.
pub(super) struct Groups<'a> {
    path: &'a str,
    baseline: Option<&'a Baseline>,
    group: Option<String>,
    members: Vec<(String, bool, Statistics)>,
}

impl<'a> Groups<'a> {
    pub(super) fn new(path: &'a str, baseline: Option<&'a Baseline>) -> Groups<'a> {
        Groups {
            path,
            baseline,
            group: None,
            members: Vec::new(),
        }
    }

    /// The lines for a benchmark, without a line break at their end.
    pub(super) fn next(&mut self, outcome: &Outcome) -> String {
        let mut text = String::new();
        if self.group.is_none() {
            let _ = writeln!(text, "{}", self.path);
        }
        if self.group.as_ref() != Some(&outcome.group) {
            text.push_str(&self.close());
            self.group = Some(outcome.group.clone());
            let title = if outcome.group.is_empty() {
                "benchmark"
            } else {
                &outcome.group
            };
            let _ = writeln!(
                text,
                "\n  {title:NAME$} {:>14} {:>10} {:>7} {:>10} {:>10} {:>10}",
                "ops/s", "mean", "±", "p75", "p99", "p999"
            );
        }
        match &outcome.result {
            Ok(found) => {
                self.line(&mut text, outcome, found);
                let member = (outcome.name.clone(), outcome.is_baseline, found.clone());
                self.members.push(member);
            }
            Err(error) => {
                let _ = write!(text, "  {}\n{}", outcome.name, indented(error));
            }
        }
        text
    }

    fn line(&self, text: &mut String, outcome: &Outcome, found: &Statistics) {
        let _ = write!(
            text,
            "  {:NAME$} {:>14} {:>10} {:>6.1}% {:>10} {:>10} {:>10}",
            outcome.name,
            grouped(found.ops()),
            time(found.mean),
            found.margin * 100.0,
            time(found.p75),
            time(found.p99),
            time(found.p999),
        );
        let verdict = verdict(self.baseline, self.path, outcome, found);
        if let Some(verdict) = verdict {
            let _ = write!(text, "  {}", verdict.text());
        }
        let is_prepared = found.setup.as_micros() + found.teardown.as_micros() > 100;
        if is_prepared {
            let _ = write!(
                text,
                "\n    setup {}, teardown {}",
                time(found.setup.as_nanos() as f64),
                time(found.teardown.as_nanos() as f64)
            );
        }
    }

    /// The comparison within the group that ends.
    fn close(&mut self) -> String {
        let members = std::mem::take(&mut self.members);
        let mut text = String::new();
        let slower = |a: &(String, bool, Statistics), b: &(String, bool, Statistics)| {
            a.2.mean.total_cmp(&b.2.mean)
        };
        let reference = members.iter().find(|member| member.1);
        let fastest = members.iter().min_by(|a, b| slower(a, b));
        let Some(reference) = reference.or(fastest).filter(|_| members.len() > 1) else {
            return text;
        };
        let word = if reference.1 { "baseline" } else { "fastest" };
        let _ = writeln!(text, "    {} is the {word}", reference.0);
        let mut others: Vec<_> = members
            .iter()
            .filter(|member| !std::ptr::eq(*member, reference))
            .collect();
        others.sort_by(|a, b| slower(a, b));
        for other in others {
            let base = &reference.2;
            let verdict = compare(&other.2, base.mean, base.low, base.high);
            let _ = writeln!(text, "      {:26} {}", verdict.text(), other.0);
        }
        text
    }

    /// The lines after the last benchmark.
    pub(super) fn end(&mut self, _outcome: &FileOutcome) -> String {
        self.close()
    }
}

/// The tables of all files.
pub(super) fn console(files: &[FileOutcome], baseline: Option<&Baseline>) -> String {
    let mut text = String::new();
    for file in files {
        let mut groups = Groups::new(&file.path, baseline);
        for outcome in &file.benchmarks {
            let _ = writeln!(text, "{}", groups.next(outcome));
        }
        text.push_str(&groups.end(file));
    }
    text
}

/// One line for each benchmark.
pub(super) fn text(files: &[FileOutcome], baseline: Option<&Baseline>) -> String {
    let mut text = String::new();
    for file in files {
        for outcome in &file.benchmarks {
            let _ = write!(text, "{} > {}: ", file.path, outcome.full_name());
            match &outcome.result {
                Ok(found) => {
                    let _ = write!(
                        text,
                        "{} ops/s, {} ±{:.1}% ({} to {}), p99 {}",
                        grouped(found.ops()),
                        time(found.mean),
                        found.margin * 100.0,
                        time(found.low),
                        time(found.high),
                        time(found.p99)
                    );
                    if let Some(verdict) = verdict(baseline, &file.path, outcome, found) {
                        let _ = write!(text, ", {}", verdict.text());
                    }
                }
                Err(error) => text.push_str(error.lines().next().unwrap_or_default()),
            }
            text.push('\n');
        }
    }
    text
}

/// The numbers of a benchmark under the names that CSV and JSON give them.
fn numbers(found: &Statistics) -> [(&'static str, f64); 15] {
    [
        ("ops_per_second", found.ops()),
        ("mean_ns", found.mean),
        ("low_ns", found.low),
        ("high_ns", found.high),
        ("margin_percent", found.margin * 100.0),
        ("min_ns", found.min),
        ("max_ns", found.max),
        ("p50_ns", found.p50),
        ("p75_ns", found.p75),
        ("p99_ns", found.p99),
        ("p999_ns", found.p999),
        ("outliers", found.outliers as f64),
        ("samples", found.samples as f64),
        ("calls_per_sample", found.calls as f64),
        ("setup_ns", found.setup.as_nanos() as f64),
    ]
}

/// Comma-separated values.
pub(super) fn csv(files: &[FileOutcome], baseline: Option<&Baseline>) -> String {
    let names = numbers(&Statistics::default()).map(|(name, _)| name);
    let mut text = format!("file,group,name,{},verdict,error\n", names.join(","));
    for file in files {
        for outcome in &file.benchmarks {
            let mut fields = vec![
                quoted(&file.path),
                quoted(&outcome.group),
                quoted(&outcome.name),
            ];
            match &outcome.result {
                Ok(found) => {
                    fields.extend(numbers(found).map(|(_, number)| format!("{number}")));
                    let verdict = verdict(baseline, &file.path, outcome, found);
                    fields.push(quoted(&verdict.map(Verdict::text).unwrap_or_default()));
                    fields.push(String::new());
                }
                Err(error) => {
                    fields.extend(names.iter().map(|_| String::new()));
                    fields.push(String::new());
                    fields.push(quoted(error));
                }
            }
            let _ = writeln!(text, "{}", fields.join(","));
        }
    }
    text
}

fn quoted(text: &str) -> String {
    match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

/// One JSON object: what `--baseline` reads.
pub(super) fn json(files: &[FileOutcome], baseline: Option<&Baseline>) -> String {
    let has_failed = |file: &FileOutcome| {
        file.error.is_some() || file.benchmarks.iter().any(|one| one.result.is_err())
    };
    let report = json!({
        "ok": !files.iter().any(has_failed),
        "files": files.iter().map(|file| file_json(file, baseline)).collect::<Vec<Json>>(),
    });
    format!("{report:#}\n")
}

fn file_json(file: &FileOutcome, baseline: Option<&Baseline>) -> Json {
    let benchmarks = file.benchmarks.iter().map(|outcome| {
        let mut object = json!({ "group": outcome.group, "name": outcome.name });
        match &outcome.result {
            Ok(found) => {
                for (name, number) in numbers(found) {
                    object[name] = json!(number);
                }
                object["teardown_ns"] = json!(found.teardown.as_nanos() as f64);
                object["round_means_ns"] = json!(found.rounds);
                object["error"] = Json::Null;
                if let Some(verdict) = verdict(baseline, &file.path, outcome, found) {
                    object["verdict"] = json!(verdict.text());
                }
            }
            Err(error) => object["error"] = json!(error),
        }
        object
    });
    json!({
        "path": file.path,
        "error": file.error,
        "benchmarks": benchmarks.collect::<Vec<Json>>(),
    })
}

fn indented(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("    {line}")).collect();
    lines.join("\n")
}
