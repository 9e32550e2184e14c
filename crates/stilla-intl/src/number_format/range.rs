//! Ranges of numbers: §16.5.19 PartitionNumberRangePattern
//! <https://tc39.es/ecma402/#sec-partitionnumberrangepattern>
//!
//! What both ends have around their digits is said once, if it is more than one character.
//!
//! Uses: render, decimal. Never: style.

use super::NumberFormat;
use super::render::Rendered;
use crate::decimal::Numeric;
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
        let first = self.render(start, "");
        let last = self.render(end, "");
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
        if same && count > 1 {
            let mut parts: Vec<RangePart> = sourced(first.before, "shared").collect();
            parts.extend(sourced(first.digits, "startRange"));
            parts.extend(sourced(vec![Part::literal(separator)], "shared"));
            parts.extend(sourced(last.digits, "endRange"));
            parts.extend(sourced(first.behind, "shared"));
            return parts;
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
}

/// The separator with a space on both sides.
fn spaced(separator: &str) -> String {
    format!(" {} ", separator.trim())
}
