//! Results of an earlier run, to compare with.
//!
//! Uses: report's JSON. Never: the runtime.

use std::collections::HashMap;
use std::path::Path;

use serde_json::Value as Json;

use super::Outcome;
use super::statistics::{Statistics, significant};

/// For file, group and name the mean, the fastest and the slowest round.
#[derive(Debug)]
pub(super) struct Baseline(HashMap<[String; 3], [f64; 3]>);

/// What a comparison says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Verdict {
    /// So many times as fast as before: the slowest round is faster than the fastest was.
    Faster(f64),
    /// So many times slower.
    Slower(f64),
    /// The ranges overlap: nothing can be said.
    Same,
}

impl Verdict {
    pub(super) fn text(self) -> String {
        match self {
            Verdict::Faster(times) => format!("{}× faster", significant(times)),
            Verdict::Slower(times) => format!("{}× slower", significant(times)),
            Verdict::Same => "no difference shown".to_owned(),
        }
    }
}

impl Baseline {
    /// Reads what `--save` or `--format=json` wrote.
    pub(super) fn read(path: &Path) -> Result<Baseline, String> {
        let name = path.display();
        let text =
            std::fs::read_to_string(path).map_err(|error| format!("{name}: {}", error.kind()))?;
        let json: Json = serde_json::from_str(&text)
            .map_err(|error| format!("{name}: no saved results: {error}"))?;
        let files = json["files"]
            .as_array()
            .ok_or_else(|| format!("{name}: no saved results: 'files' is missing"))?;
        let mut found = HashMap::new();
        for file in files {
            for benchmark in file["benchmarks"].as_array().into_iter().flatten() {
                let text = |key: &str| benchmark[key].as_str().unwrap_or_default().to_owned();
                let number = |key: &str| benchmark[key].as_f64();
                let path = file["path"].as_str().unwrap_or_default().to_owned();
                if let (Some(mean), Some(low), Some(high)) =
                    (number("mean_ns"), number("low_ns"), number("high_ns"))
                {
                    found.insert([path, text("group"), text("name")], [mean, low, high]);
                }
            }
        }
        Ok(Baseline(found))
    }
}

/// How a benchmark compares with itself before; `None` if it was not there.
pub(super) fn verdict(
    baseline: Option<&Baseline>,
    path: &str,
    outcome: &Outcome,
    now: &Statistics,
) -> Option<Verdict> {
    let key = [path, &outcome.group, &outcome.name].map(str::to_owned);
    let [mean, low, high] = *baseline?.0.get(&key)?;
    Some(compare(now, mean, low, high))
}

/// Compares with a mean and its range.
pub(super) fn compare(now: &Statistics, mean: f64, low: f64, high: f64) -> Verdict {
    if now.high < low {
        Verdict::Faster(mean / now.mean)
    } else if now.low > high {
        Verdict::Slower(now.mean / mean)
    } else {
        Verdict::Same
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// TOOLS.md section 5: a verdict only where the ranges do not overlap.
    #[test]
    fn overlapping_ranges_give_no_verdict() {
        let now = Statistics {
            mean: 10.0,
            low: 9.0,
            high: 12.0,
            ..Statistics::default()
        };
        assert_eq!(compare(&now, 20.0, 13.0, 22.0), Verdict::Faster(2.0));
        assert_eq!(compare(&now, 20.0, 12.0, 22.0), Verdict::Same);
        assert_eq!(compare(&now, 8.0, 7.0, 8.5), Verdict::Slower(1.25));
    }
}
