//! Plural categories of numbers as they are shown.
//!
//! Uses: data, digits. Never: the services.

use crate::data::{DataLocale, SEPARATOR};
use crate::digits::Rounded;

/// The categories in the specification's order.
const ORDER: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Whether numbers count things or tell places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 1 book, 2 books.
    Cardinal,
    /// 1st, 2nd.
    Ordinal,
}

/// The rules of a language: what is said about each category but "other".
#[derive(Debug, Default)]
pub struct Rules(Vec<(&'static str, Vec<Vec<Relation>>)>);

/// One comparison of the CLDR's language: <https://unicode.org/reports/tr35/tr35-numbers.html#Language_Plural_Rules>
#[derive(Debug)]
struct Relation {
    operand: char,
    modulus: Option<u64>,
    is_equal: bool,
    ranges: Vec<(u64, u64)>,
}

impl Rules {
    /// The rules of a language.
    pub fn new(data: DataLocale, kind: Kind) -> Rules {
        let letter = match kind {
            Kind::Cardinal => 'c',
            Kind::Ordinal => 'o',
        };
        let mut at = Some(data);
        while let Some(locale) = at {
            let key = format!("s.p.{letter}.{}", locale.name());
            if let Some(text) = DataLocale::supplemental().get(&key) {
                return Rules::parse(text);
            }
            at = locale.parent();
        }
        Rules::default()
    }

    fn parse(text: &'static str) -> Rules {
        let rule = |item: &'static str| {
            let (name, condition) = item.split_once('=')?;
            let either = condition.split(" or ");
            let all = |text: &str| text.split(" and ").filter_map(Relation::parse).collect();
            Some((name, either.map(all).collect()))
        };
        Rules(text.split(SEPARATOR).filter_map(rule).collect())
    }

    /// About how many bytes the rules take.
    pub fn bytes(&self) -> usize {
        let relations = self.0.iter().flat_map(|(_, either)| either).flatten();
        let sizes = relations.map(|relation| 256 + relation.ranges.capacity() * 16);
        self.0.len() * 256 + sizes.sum::<usize>()
    }

    /// The names of all categories, in the specification's order.
    pub fn categories(&self) -> Vec<&'static str> {
        let has = |name: &str| name == "other" || self.0.iter().any(|(other, _)| *other == name);
        ORDER.into_iter().filter(|name| has(name)).collect()
    }

    /// The category of a number that is shown with these digits, and with a power of ten in words.
    pub fn select(&self, shown: &Rounded, power: u32) -> &'static str {
        if self.0.is_empty() {
            return "other";
        }
        let operands = operands(shown, power);
        let holds = |either: &[Vec<Relation>]| {
            either
                .iter()
                .any(|all| all.iter().all(|relation| relation.holds(&operands)))
        };
        let found = self.0.iter().find(|(_, either)| holds(either));
        found.map_or("other", |(name, _)| name)
    }
}

impl Relation {
    /// Reads `n % 10 != 1..3,5`.
    fn parse(text: &str) -> Option<Relation> {
        let (left, right) = text.split_once('=')?;
        let is_equal = !left.ends_with('!');
        let left = left.trim_end_matches('!');
        let (operand, modulus) = match left.split_once('%') {
            Some((operand, modulus)) => (operand, modulus.trim().parse().ok()),
            None => (left, None),
        };
        let range = |text: &str| {
            let (first, last) = text.split_once("..").unwrap_or((text, text));
            Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
        };
        Some(Relation {
            operand: operand.trim().chars().next()?,
            modulus,
            is_equal,
            ranges: right.split(',').filter_map(range).collect(),
        })
    }

    fn holds(&self, operands: &Operands) -> bool {
        let value = match self.operand {
            // NOTE: a number with a fraction is no whole number, and so in no range.
            'n' if operands.t != 0 => return !self.is_equal,
            'n' | 'i' => operands.i,
            'v' => operands.v,
            'w' => operands.w,
            'f' => operands.f,
            't' => operands.t,
            _ => operands.c,
        };
        let value = self.modulus.map_or(value, |modulus| value % modulus.max(1));
        let within = |(first, last): &(u64, u64)| (*first..=*last).contains(&value);
        self.ranges.iter().any(within) == self.is_equal
    }
}

/// What rules ask about a number, by the letters of the CLDR.
struct Operands {
    i: u64,
    v: u64,
    w: u64,
    f: u64,
    t: u64,
    c: u64,
}

/// The operands of the CLDR's rules; a power of ten in words belongs to the number.
fn operands(shown: &Rounded, power: u32) -> Operands {
    let decimal = shown.decimal.clone().scaled(power as i32);
    let v = (shown.fraction - power as i32).max(0);
    let w = decimal.fraction_digits().min(v);
    // NOTE: no rule looks further than a million, and none asks for a particular number that large.
    let last_digits = |text: &str| {
        let cut = text.len().saturating_sub(15);
        let number: u64 = text[cut..].parse().unwrap_or(0);
        if cut > 0 {
            number + 1_000_000_000_000_000
        } else {
            number
        }
    };
    Operands {
        i: last_digits(&decimal.whole_digits(1)),
        v: v as u64,
        w: w as u64,
        f: last_digits(&decimal.fraction_text(v)),
        t: last_digits(&decimal.fraction_text(w)),
        c: u64::from(power),
    }
}

/// The category of a range of numbers with these categories.
pub fn select_range(data: DataLocale, start: &str, end: &str) -> &'static str {
    let language = data.name().split('-').next().unwrap_or_default();
    let ranges = DataLocale::supplemental();
    let found = ranges.part(&format!("s.pr.{language}"), &format!("{start} {end}"));
    found
        .or_else(|| ORDER.iter().find(|name| **name == end).copied())
        .unwrap_or("other")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decimal::Decimal;

    fn category(locale: &str, kind: Kind, text: &str) -> &'static str {
        let data = DataLocale::find(locale).expect("the locale has data");
        let decimal = Decimal::parse(text).expect("the test has a number");
        let fraction = text
            .split_once('.')
            .map_or(0, |(_, rest)| rest.len() as i32);
        Rules::new(data, kind).select(&Rounded { decimal, fraction }, 0)
    }

    #[test]
    fn languages_differ() {
        assert_eq!(category("en", Kind::Cardinal, "1"), "one");
        assert_eq!(category("en", Kind::Cardinal, "1.0"), "other");
        assert_eq!(category("en", Kind::Ordinal, "22"), "two");
        assert_eq!(category("pl", Kind::Cardinal, "22"), "few");
        assert_eq!(category("pl", Kind::Cardinal, "12"), "many");
        assert_eq!(category("gv", Kind::Cardinal, "1.5"), "many");
        assert_eq!(category("pt-PT", Kind::Cardinal, "0"), "other");
        assert_eq!(category("pt", Kind::Cardinal, "0"), "one");
    }

    #[test]
    fn every_rule_is_understood() {
        for kind in ["s.p.c.", "s.p.o."] {
            for (language, text) in DataLocale::supplemental().with_prefix(kind) {
                let relations = text.matches(" and ").count() + text.matches(" or ").count();
                let rules = Rules::parse(text);
                let parsed: usize = rules
                    .0
                    .iter()
                    .flat_map(|(_, either)| either)
                    .map(Vec::len)
                    .sum();
                assert_eq!(
                    parsed,
                    relations + rules.0.len() * usize::from(!text.is_empty()),
                    "{language}"
                );
            }
        }
    }
}
