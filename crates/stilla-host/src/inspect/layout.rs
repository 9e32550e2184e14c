//! How the parts of an object become lines.
//!
//! What fits goes on one line, if it has at most three levels; long lists of short things are set in columns.
//!
//! Uses: text. Never: core.

use super::text::{columns, units};

/// A list with more parts than this may be set in columns.
const COLUMNS_FROM: usize = 6;
/// The most columns.
const MOST_COLUMNS: usize = 15;
/// How much higher than wide a character is.
const CHARACTER_HEIGHT: f64 = 2.5;

/// The parts of an object, and where it stands.
pub(super) struct Parts {
    /// What stands before the brace: the text of a function or an error.
    pub(super) base: String,
    /// The opening brace with what belongs before it.
    pub(super) open: String,
    pub(super) close: &'static str,
    pub(super) items: Vec<String>,
    /// A list: its parts may be set in columns.
    pub(super) list: Option<List>,
    pub(super) indentation: usize,
    /// How many levels of objects there are inside.
    pub(super) levels: usize,
}

/// What is known of a list.
pub(super) struct List {
    /// All its parts are numbers, which are set to the right.
    pub(super) is_numeric: bool,
    /// Its last part says how many others are not shown.
    pub(super) is_cut: bool,
}

/// Where lines break.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) width: usize,
    /// The most levels on one line; 0 to put every part on a line of its own.
    pub(super) compact: usize,
}

impl Parts {
    pub(super) fn join(mut self, rule: Rule) -> String {
        let count = self.items.len();
        if rule.compact > 0
            && let Some(list) = &self.list
            && count > COLUMNS_FROM
        {
            self.items = in_columns(std::mem::take(&mut self.items), list, &self, rule);
        }
        let head = if self.base.is_empty() {
            self.open.clone()
        } else {
            format!("{} {}", self.base, self.open)
        };
        let is_shallow = self.levels < rule.compact && count == self.items.len();
        if is_shallow && self.fits(rule) {
            return format!("{head} {} {}", self.items.join(", "), self.close);
        }
        let indent = " ".repeat(self.indentation);
        let separator = format!(",\n{indent}  ");
        format!(
            "{head}\n{indent}  {}\n{indent}{}",
            self.items.join(&separator),
            self.close
        )
    }

    fn fits(&self, rule: Rule) -> bool {
        let count = self.items.len();
        let start = count + self.indentation + units(&self.open) + units(&self.base) + 10;
        let length: usize = self.items.iter().map(|item| units(item)).sum();
        length + count + start <= rule.width
            && !self.base.contains('\n')
            && !self.items.iter().any(|item| item.contains('\n'))
    }
}

/// Sets short parts in columns, if there are enough of them.
fn in_columns(items: Vec<String>, list: &List, parts: &Parts, rule: Rule) -> Vec<String> {
    let count = items.len() - usize::from(list.is_cut);
    let widths: Vec<usize> = items[..count].iter().map(|item| columns(item)).collect();
    let widest = widths.iter().max().copied().unwrap_or(0);
    let total: usize = widths.iter().map(|width| width + 2).sum();
    let cell = widest + 2;
    let is_worth_it = cell * 3 + parts.indentation < rule.width
        && (total as f64 / cell as f64 > 5.0 || widest <= 6);
    if !is_worth_it {
        return items;
    }
    let bias = (cell as f64 - total as f64 / items.len() as f64).sqrt();
    let biased = (cell as f64 - 3.0 - bias).max(1.0);
    let square = (CHARACTER_HEIGHT * biased * count as f64).sqrt() / biased;
    let across = (square.round() as usize)
        .min((rule.width - parts.indentation) / cell)
        .min(rule.compact * 4)
        .min(MOST_COLUMNS);
    if across <= 1 {
        return items;
    }
    let column_widths: Vec<usize> = (0..across)
        .map(|column| {
            let column = widths.iter().skip(column).step_by(across);
            column.max().copied().unwrap_or(0) + 2
        })
        .collect();
    let mut lines = Vec::new();
    for (row, cells) in items[..count].chunks(across).enumerate() {
        let mut line = String::new();
        for (column, item) in cells.iter().enumerate() {
            let is_last = column + 1 == cells.len();
            let room = column_widths[column] - widths[row * across + column] - 2;
            let blank = " ".repeat(room);
            let separator = if is_last { "" } else { ", " };
            match (list.is_numeric, is_last) {
                (true, _) => line.extend([blank.as_str(), item, separator]),
                (false, false) => line.extend([item, separator, blank.as_str()]),
                (false, true) => line.push_str(item),
            }
        }
        lines.push(line);
    }
    lines.extend(items.into_iter().skip(count));
    lines
}
