//! A page with a table and the text of each file. Nothing is loaded from elsewhere.
//!
//! Uses: the head, markup. Never: the other forms.

use std::fmt::Write as _;

use super::{FileCoverage, Share};
use crate::markup::escaped;

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;max-width:80rem;margin:2rem auto;padding:0 1rem;color:#222;\
background:#fff}table.sums{border-collapse:collapse;width:100%}.sums td,.sums th{padding:.3rem .6rem;text-align:right;\
border-bottom:1px solid #ddd}.sums td:first-child,.sums th:first-child{text-align:left}details{margin:1rem 0}summary{\
cursor:pointer;font-weight:600}.source{font:13px/1.45 ui-monospace,monospace;border-collapse:collapse;width:100%}\
.source td{padding:0 .6rem;white-space:pre;vertical-align:top}.source td:nth-child(1),.source td:nth-child(2){text-align:\
right;color:#888;width:1%}.ran td:nth-child(2){background:#d8f5dc;color:#222}.missed td:nth-child(n+2){background:#fbdcdc}\
.half td:nth-child(n+2){background:#fdf3c8}@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}.sums td,\
.sums th{border-color:#444}.ran td:nth-child(2){background:#1d4425;color:#ddd}.missed td:nth-child(n+2){background:#5a2222}\
.half td:nth-child(n+2){background:#554a15}}";

/// The text of `index.html`.
pub(super) fn page(files: &[FileCoverage]) -> String {
    let mut text = format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>Coverage</title><style>{STYLE}</style>\n<h1>Coverage</h1>\n\
         <table class=\"sums\"><tr><th>file<th>lines<th>branches<th>functions</tr>\n"
    );
    for (number, file) in files.iter().enumerate() {
        let _ = writeln!(
            text,
            "<tr><td><a href=\"#f{number}\">{}</a><td>{}<td>{}<td>{}</tr>",
            escaped(&file.path),
            share(file.lines_share()),
            share(file.branches_share()),
            share(file.functions_share())
        );
    }
    text.push_str("</table>\n");
    for (number, file) in files.iter().enumerate() {
        let is_open = if files.len() == 1 { " open" } else { "" };
        let _ = writeln!(
            text,
            "<details id=\"f{number}\"{is_open}><summary>{}</summary>\n<table class=\"source\">",
            escaped(&file.path)
        );
        source(&mut text, file);
        text.push_str("</table></details>\n");
    }
    text.push_str(
        "<script>addEventListener('hashchange',show);show();function show(){const part=\
         location.hash&&document.querySelector(location.hash);if(part)part.open=true}</script>\n</html>\n",
    );
    text
}

fn share(share: Share) -> String {
    format!("{:.1} % ({} of {})", share.percent(), share.hit, share.all)
}

fn source(text: &mut String, file: &FileCoverage) {
    let source = String::from_utf8_lossy(&file.text);
    for (line, number) in source.lines().zip(1..) {
        let count = file.lines.get(&number).copied();
        let missed = missed_on(file, number);
        let class = match (count, missed.is_empty()) {
            (Some(0), _) => "missed",
            (_, false) => "half",
            (Some(_), true) => "ran",
            (None, true) => "",
        };
        let title = match missed.is_empty() {
            true => String::new(),
            false => format!(" title=\"never: {}\"", escaped(&missed.join("; "))),
        };
        let count = count.map(|count| format!("{count}×")).unwrap_or_default();
        let _ = writeln!(
            text,
            "<tr class=\"{class}\"{title}><td>{number}<td>{count}<td>{}</tr>",
            escaped(line)
        );
    }
}

/// What of the line never ran although the line did.
fn missed_on(file: &FileCoverage, line: u32) -> Vec<String> {
    let mut missed = Vec::new();
    for function in &file.functions {
        if function.range.start.0 == line && function.count == 0 {
            missed.push(
                format!("the function {}", function.name)
                    .trim_end()
                    .to_owned(),
            );
        }
    }
    for branch in file
        .branches
        .iter()
        .filter(|branch| branch.range.start.0 == line)
    {
        for (way, (range, count)) in branch.ways.iter().enumerate() {
            if *count == 0 {
                let (line, column) = range.start;
                missed.push(format!(
                    "way {} of a branch (line {line}, column {})",
                    way + 1,
                    column + 1
                ));
            }
        }
    }
    missed
}
