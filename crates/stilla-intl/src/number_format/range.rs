//! Ranges of numbers: §16.5.19 PartitionNumberRangePattern
//! <https://tc39.es/ecma402/#sec-partitionnumberrangepattern>
//!
//! What both ends have around their digits is said once, if it is more than one character.
//!
//! Uses: render, style, decimal, plural. Never: legacy.

use super::NumberFormat;
use super::render::Rendered;
use super::style::Style;
use crate::decimal::Numeric;
use crate::plural;
use crate::service::{Part, joined};

/// A part and where it comes from.
pub struct RangePart {
    /// The part.
    pub part: Part,
    /// `startRange`, `endRange` or `shared`.
    pub source: &'static str,
}

fn sourced(parts: Vec<Part>, source: &'static str) -> impl Iterator<Item = RangePart> {
    parts
        .into_iter()
        .map(move |part| RangePart { part, source })
}

impl NumberFormat {
    /// The parts of a range, neither end of which is NaN.
    pub fn range_parts(&self, start: &Numeric, end: &Numeric) -> Vec<RangePart> {
        let category = self.is_in_words().then(|| {
            let (start, end) = (self.plural(start), self.plural(end));
            plural::select_range(self.data, start, end)
        });
        let first = self.render_as(start, "", category);
        let last = self.render_as(end, "", category);
        if first == last {
            let about = self.render(start, self.symbols.approximately);
            return sourced(about.into_parts(), "shared").collect();
        }
        let pattern = self
            .data
            .get(&format!("n.{}.range", self.symbols.system))
            .unwrap_or("{0}–{1}");
        let separator = pattern.replace("{0}", "").replace("{1}", "");
        let same = first.before == last.before && first.behind == last.behind;
        let affix = joined(&first.before) + &joined(&first.behind);
        let count = affix.chars().count();
        let is_signed = |part: &Part| matches!(part.kind, "minusSign" | "plusSign");
        let keeps_signs = self.is_in_words() && first.before.iter().any(is_signed);
        if same && count > 1 && !keeps_signs {
            let mut parts: Vec<RangePart> = sourced(first.before, "shared").collect();
            parts.extend(sourced(first.digits, "startRange"));
            parts.extend(sourced(vec![Part::literal(separator)], "shared"));
            parts.extend(sourced(last.digits, "endRange"));
            parts.extend(sourced(first.behind, "shared"));
            return parts;
        }
        if self.is_in_words() && first.behind == last.behind {
            return self.with_words_once(first, last, &separator);
        }
        let is_plain =
            |rendered: &Rendered| rendered.before.is_empty() && rendered.behind.is_empty();
        let separator = if is_plain(&first) && is_plain(&last) {
            separator
        } else {
            spaced(&separator)
        };
        let mut parts: Vec<RangePart> = sourced(first.into_parts(), "startRange").collect();
        parts.extend(sourced(vec![Part::literal(separator)], "shared"));
        parts.extend(sourced(last.into_parts(), "endRange"));
        parts
    }

    /// Whether the name of a unit or currency stands behind the number.
    fn is_in_words(&self) -> bool {
        match self.style {
            Style::Unit { .. } => true,
            Style::Currency { display, .. } => display == "name",
            _ => false,
        }
    }

    /// "-3 – 5 litres": each end with its sign, and the words once.
    fn with_words_once(&self, first: Rendered, last: Rendered, separator: &str) -> Vec<RangePart> {
        let is_plain = first.before.is_empty() && last.before.is_empty();
        let separator = if is_plain {
            separator.to_owned()
        } else {
            spaced(separator)
        };
        let mut parts: Vec<RangePart> = sourced(first.before, "startRange").collect();
        parts.extend(sourced(first.digits, "startRange"));
        parts.extend(sourced(vec![Part::literal(separator)], "shared"));
        parts.extend(sourced(last.before, "endRange"));
        parts.extend(sourced(last.digits, "endRange"));
        parts.extend(sourced(last.behind, "shared"));
        parts
    }
}

/// The separator with a space on both sides.
fn spaced(separator: &str) -> String {
    format!(" {} ", separator.trim())
}
