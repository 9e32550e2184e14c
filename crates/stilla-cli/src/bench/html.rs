//! The report as a page: tables, the ranges of each group, the distribution of each benchmark. Nothing is loaded from
//! elsewhere.
//!
//! Uses: statistics, baseline, markup. Never: the runtime.

use std::fmt::Write as _;

use super::baseline::{Baseline, Verdict, verdict};
use super::statistics::{Statistics, grouped, time};
use super::{FileOutcome, Outcome};
use crate::markup::escaped;

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;\
color:#222;background:#fff}table{border-collapse:collapse;width:100%}th,td{padding:.3rem .6rem;text-align:right;\
border-bottom:1px solid #ddd}th:first-child,td:first-child{text-align:left}h2{margin-top:2.5rem}svg{display:block;\
margin:1rem 0;max-width:100%}.error{color:#b00;white-space:pre-wrap;font-family:monospace}svg text{font:12px system-ui,\
sans-serif;fill:currentColor}.plots{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0}figcaption{font-size:12px}\
@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}th,td{border-color:#444}}";

/// Width of the plot of a group; its names take the first part.
const WIDTH: f64 = 960.0;
const LABELS: f64 = 260.0;
const ROW: f64 = 26.0;

/// The whole page.
pub(super) fn page(files: &[FileOutcome], baseline: Option<&Baseline>) -> String {
    let mut text = format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>Benchmarks</title><style>{STYLE}</style>\n<h1>Benchmarks</h1>\n"
    );
    for file in files {
        let _ = writeln!(text, "<h2>{}</h2>", escaped(&file.path));
        if let Some(error) = &file.error {
            let _ = writeln!(text, "<p class=\"error\">{}</p>", escaped(error));
        }
        for members in file.benchmarks.chunk_by(|a, b| a.group == b.group) {
            group(&mut text, file, members, baseline);
        }
    }
    text.push_str("</html>\n");
    text
}

fn group(text: &mut String, file: &FileOutcome, members: &[Outcome], baseline: Option<&Baseline>) {
    if let Some(first) = members.first().filter(|first| !first.group.is_empty()) {
        let _ = writeln!(text, "<h3>{}</h3>", escaped(&first.group));
    }
    text.push_str(
        "<table><tr><th>benchmark<th>ops/s<th>mean<th>±<th>p75<th>p99<th>p999<th>outliers<th>before</tr>\n",
    );
    for outcome in members {
        let name = escaped(&outcome.name);
        match &outcome.result {
            Ok(found) => {
                let verdict = verdict(baseline, &file.path, outcome, found);
                let _ = writeln!(
                    text,
                    "<tr><td>{name}<td>{}<td>{}<td>{:.1} %<td>{}<td>{}<td>{}<td>{} of {}<td>{}</tr>",
                    grouped(found.ops()),
                    time(found.mean),
                    found.margin * 100.0,
                    time(found.p75),
                    time(found.p99),
                    time(found.p999),
                    found.outliers,
                    found.samples,
                    verdict.map(Verdict::text).unwrap_or_default()
                );
            }
            Err(error) => {
                let error = escaped(error);
                let _ = writeln!(
                    text,
                    "<tr><td>{name}<td colspan=8 class=\"error\">{error}</tr>"
                );
            }
        }
    }
    text.push_str("</table>\n");
    let found: Vec<(&str, &Statistics)> = members
        .iter()
        .filter_map(|outcome| Some((outcome.name.as_str(), outcome.result.as_ref().ok()?)))
        .collect();
    ranges(text, &found);
    text.push_str("<div class=\"plots\">");
    for (name, found) in &found {
        distribution(text, name, found);
    }
    text.push_str("</div>\n");
}

/// A bar for each mean, with the range of its rounds across it.
fn ranges(text: &mut String, members: &[(&str, &Statistics)]) {
    let longest = members
        .iter()
        .map(|(_, found)| found.high)
        .fold(0.0, f64::max);
    if longest <= 0.0 {
        return;
    }
    let height = ROW * members.len() as f64;
    let _ = write!(
        text,
        "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"mean times\">"
    );
    let room = WIDTH - LABELS - 90.0;
    for (row, (name, found)) in members.iter().enumerate() {
        let y = row as f64 * ROW;
        let x = |time: f64| LABELS + time / longest * room;
        let middle = y + ROW / 2.0;
        let _ = write!(
            text,
            "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"end\">{}</text>\
             <rect x=\"{LABELS}\" y=\"{:.0}\" width=\"{:.1}\" height=\"{:.0}\" fill=\"#4a90d9\"/>\
             <path d=\"M{:.1} {middle}H{:.1}M{:.1} {:.0}v8M{:.1} {:.0}v8\" stroke=\"#d9534a\" stroke-width=\"2\"/>\
             <text x=\"{:.1}\" y=\"{:.0}\">{}</text>",
            LABELS - 8.0,
            middle + 4.0,
            escaped(name),
            y + 4.0,
            (x(found.mean) - LABELS).max(1.0),
            ROW - 8.0,
            x(found.low),
            x(found.high),
            x(found.low),
            middle - 4.0,
            x(found.high),
            middle - 4.0,
            x(found.high) + 8.0,
            middle + 4.0,
            time(found.mean),
        );
    }
    text.push_str("</svg>\n");
}

/// How often which time was measured.
fn distribution(text: &mut String, name: &str, found: &Statistics) {
    let most = found.distribution.iter().copied().max().unwrap_or(0).max(1) as f64;
    let _ = write!(
        text,
        "<figure><figcaption>{}</figcaption><svg width=\"300\" height=\"110\" role=\"img\" aria-label=\"distribution\">",
        escaped(name)
    );
    let width = 300.0 / found.distribution.len().max(1) as f64;
    for (bar, count) in found.distribution.iter().enumerate() {
        let height = *count as f64 / most * 90.0;
        let _ = write!(
            text,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{height:.1}\" fill=\"#4a90d9\"/>",
            bar as f64 * width,
            90.0 - height,
            width - 0.5
        );
    }
    let _ = write!(
        text,
        "<text x=\"0\" y=\"106\">{}</text><text x=\"300\" y=\"106\" text-anchor=\"end\">{}</text></svg></figure>",
        time(found.min),
        time(found.plot_end)
    );
}
