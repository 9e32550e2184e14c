//! A table for people.
//!
//! Uses: the head. Never: the other forms.

use std::fmt::Write as _;

use super::{FileCoverage, Share};

/// Lists of lines are cut to so many characters.
const WIDEST: usize = 40;

/// The table, without a line break at its end.
pub(super) fn table(files: &[FileCoverage]) -> String {
    let names = files.iter().map(|file| file.path.chars().count());
    let width = names.max().unwrap_or(0).max("all files".len());
    let mut text = format!(
        "{:width$} | {:>7} | {:>8} | {:>9} | lines that never ran",
        "file", "lines", "branches", "functions"
    );
    let mut all = [Share::default(); 3];
    for file in files {
        let shares = [
            file.lines_share(),
            file.branches_share(),
            file.functions_share(),
        ];
        row(&mut text, &file.path, width, shares);
        let _ = write!(text, " | {}", missed(file));
        for (sum, share) in all.iter_mut().zip(shares) {
            *sum = sum.and(share);
        }
    }
    row(&mut text, "all files", width, all);
    text
}

fn row(text: &mut String, name: &str, width: usize, shares: [Share; 3]) {
    let [lines, branches, functions] = shares.map(|share| format!("{:.1} %", share.percent()));
    let _ = write!(
        text,
        "\n{name:width$} | {lines:>7} | {branches:>8} | {functions:>9}"
    );
}

/// The lines that never ran; neighbours as ranges.
fn missed(file: &FileCoverage) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    let mut is_open = false;
    for (line, count) in &file.lines {
        match ranges.last_mut().filter(|_| is_open) {
            Some(range) if *count == 0 => range.1 = *line,
            _ if *count == 0 => ranges.push((*line, *line)),
            _ => {}
        }
        is_open = *count == 0;
    }
    let parts = ranges.iter().map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first}-{last}"),
    });
    let text = parts.collect::<Vec<_>>().join(", ");
    match text.char_indices().nth(WIDEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
