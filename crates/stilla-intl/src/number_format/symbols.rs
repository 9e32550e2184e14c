//! The symbols of a numbering system in a locale, its digits, and the grouping of digits.
//!
//! Uses: data, decimal. Never: render, range.

use crate::data::{DataLocale, SEPARATOR};
use crate::digits::Rounded;
use crate::service::Part;

/// The symbols.
#[derive(Clone, Debug)]
pub struct Symbols {
    /// The numbering system that the patterns come from: one that the locale has data for.
    pub system: &'static str,
    digits: Option<Vec<char>>,
    decimal: &'static str,
    group: &'static str,
    /// The percent sign.
    pub percent: &'static str,
    /// The plus sign.
    pub plus: &'static str,
    /// The minus sign.
    pub minus: &'static str,
    /// The sign for "about".
    pub approximately: &'static str,
    /// What stands between a number and its exponent.
    pub exponential: &'static str,
    /// Infinity.
    pub infinity: &'static str,
    /// Not a number.
    pub nan: &'static str,
    /// Between hours, minutes and seconds.
    pub time_separator: &'static str,
    currency_decimal: &'static str,
    currency_group: &'static str,
    minimum_grouping: u32,
}

/// When digits are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// Never.
    Never,
    /// As the locale does.
    Auto,
    /// Always.
    Always,
    /// If there are two digits in the first group.
    Min2,
}

/// The digits of a numbering system, if it is one of digits.
pub fn digits_of(system: &str) -> Option<&'static str> {
    DataLocale::supplemental().get(&format!("s.nu.{system}"))
}

/// A locale that has symbols of its own for digits that others borrow.
fn home_of(system: &str) -> Option<DataLocale> {
    match system {
        "arab" => DataLocale::find("ar"),
        "arabext" => DataLocale::find("fa"),
        _ => None,
    }
}

impl Symbols {
    /// The symbols of `system` in a locale.
    pub fn new(data: DataLocale, system: &str) -> Symbols {
        let known = [data.get("n.default"), data.get("n.native")]
            .into_iter()
            .flatten()
            .find(|known| *known == system && data.get(&format!("n.{known}.sym")).is_some());
        let source = known.unwrap_or("latn");
        // NOTE: patterns are those of the locale; symbols belong to the digits.
        let key = format!("n.{system}.sym");
        let symbols = data.get(&key).or_else(|| home_of(system)?.get(&key));
        let list: Vec<&str> = match symbols.or_else(|| data.get("n.latn.sym")) {
            Some(text) => text.split(SEPARATOR).collect(),
            None => Vec::new(),
        };
        let at = |place: usize| list.get(place).copied().unwrap_or_default();
        let or = |place: usize, other: usize| {
            if at(place).is_empty() {
                at(other)
            } else {
                at(place)
            }
        };
        let minimum = data.get("n.mingrp").and_then(|text| text.parse().ok());
        Symbols {
            system: source,
            digits: (system != "latn")
                .then(|| digits_of(system).map(|text| text.chars().collect()))
                .flatten(),
            decimal: at(0),
            group: at(1),
            percent: at(2),
            plus: at(3),
            minus: at(4),
            approximately: at(5),
            exponential: at(6),
            infinity: at(7),
            nan: at(8),
            time_separator: at(9),
            currency_decimal: or(10, 0),
            currency_group: or(11, 1),
            minimum_grouping: minimum.unwrap_or(1),
        }
    }

    /// What stands before fractions.
    pub fn decimal(&self) -> &'static str {
        self.decimal
    }

    /// Digits in the numbering system.
    pub fn digits(&self, text: &str) -> String {
        let Some(digits) = &self.digits else {
            return text.to_owned();
        };
        let map = |c: char| match c.to_digit(10) {
            Some(digit) => digits.get(digit as usize).copied().unwrap_or(c),
            None => c,
        };
        text.chars().map(map).collect()
    }

    /// The parts of a number without sign: integer, group, decimal, fraction.
    pub fn number_parts(
        &self,
        shown: &Rounded,
        minimum_integer: u32,
        grouping: Grouping,
        sizes: (usize, usize),
        is_currency: bool,
    ) -> Vec<Part> {
        let whole = shown.decimal.whole_digits(minimum_integer);
        let mut parts = Vec::new();
        let group = if is_currency {
            self.currency_group
        } else {
            self.group
        };
        for (place, piece) in self.groups(&whole, grouping, sizes).iter().enumerate() {
            if place > 0 {
                parts.push(Part::new("group", group));
            }
            parts.push(Part::new("integer", self.digits(piece)));
        }
        if shown.fraction > 0 {
            let point = if is_currency {
                self.currency_decimal
            } else {
                self.decimal
            };
            parts.push(Part::new("decimal", point));
            let fraction = shown.decimal.fraction_text(shown.fraction);
            parts.push(Part::new("fraction", self.digits(&fraction)));
        }
        parts
    }

    /// The digits cut into groups; `sizes` are those of the last group and of the others.
    fn groups<'d>(
        &self,
        digits: &'d str,
        grouping: Grouping,
        sizes: (usize, usize),
    ) -> Vec<&'d str> {
        let (primary, secondary) = sizes;
        let least = match grouping {
            Grouping::Never => return vec![digits],
            Grouping::Always => 1,
            Grouping::Auto => self.minimum_grouping,
            Grouping::Min2 => self.minimum_grouping.max(2),
        };
        if primary == 0 || digits.len() < primary + least as usize {
            return vec![digits];
        }
        let (mut rest, last) = digits.split_at(digits.len() - primary);
        let mut pieces = vec![last];
        while rest.len() > secondary && secondary > 0 {
            let (before, piece) = rest.split_at(rest.len() - secondary);
            pieces.push(piece);
            rest = before;
        }
        if !rest.is_empty() {
            pieces.push(rest);
        }
        pieces.reverse();
        pieces
    }
}
