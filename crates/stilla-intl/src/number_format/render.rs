//! From a number to its parts: sign, pattern, digits, exponent, compact word, currency or unit.
//! §16.5.4 PartitionNumberPattern <https://tc39.es/ecma402/#sec-partitionnumberpattern>
//!
//! What stands before and behind the digits is kept apart from them, so that a range can say it once.
//!
//! Uses: data, decimal, digits, notation, symbols, style. Never: range.

use super::NumberFormat;
use super::notation::{self, Notation};
use super::style::Style;
use super::symbols::Grouping;
use crate::data::{named_part, plural_form};
use crate::decimal::{Decimal, Numeric};
use crate::digits::Rounded;
use crate::service::Part;

/// A number in three pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// What stands before the digits.
    pub before: Vec<Part>,
    /// The digits.
    pub digits: Vec<Part>,
    /// What stands behind them.
    pub behind: Vec<Part>,
}

impl Rendered {
    /// All parts.
    pub fn into_parts(self) -> Vec<Part> {
        let mut parts = self.before;
        parts.extend(self.digits);
        parts.extend(self.behind);
        parts
    }
}

/// The sign that a number shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    None,
    Minus,
    Plus,
}

/// A pattern of the CLDR such as `¤#,##0.00;(¤#,##0.00)`.
struct Pattern<'p> {
    prefix: &'p str,
    suffix: &'p str,
    /// Prefix and suffix of negative numbers, if they have their own.
    negative: Option<(&'p str, &'p str)>,
    sizes: (usize, usize),
}

fn split_affixes(pattern: &str) -> (&str, &str, &str) {
    let is_body = |c: char| matches!(c, '0'..='9' | '#' | ',' | '.' | '@');
    // NOTE: only quoted text could hide such a character, and the CLDR quotes nothing but points.
    let start = pattern.find(['#', '0']).unwrap_or(pattern.len());
    let end = pattern.rfind(['#', '0']).map_or(start, |at| at + 1);
    let body = pattern.get(start..end).unwrap_or_default();
    debug_assert!(body.chars().all(is_body));
    (&pattern[..start], body, &pattern[end..])
}

fn parse_pattern(pattern: &str) -> Pattern<'_> {
    let (positive, negative) = match pattern.split_once(';') {
        Some((positive, negative)) => (positive, Some(negative)),
        None => (pattern, None),
    };
    let (prefix, body, suffix) = split_affixes(positive);
    let whole = body.split('.').next().unwrap_or_default();
    let groups: Vec<&str> = whole.split(',').collect();
    let sizes = match groups.as_slice() {
        [.., _, secondary, primary] => (primary.len(), secondary.len()),
        [_, primary] => (primary.len(), primary.len()),
        _ => (0, 0),
    };
    let negative = negative.map(|negative| {
        let (prefix, _, suffix) = split_affixes(negative);
        (prefix, suffix)
    });
    Pattern {
        prefix,
        suffix,
        negative,
        sizes,
    }
}

impl NumberFormat {
    /// The parts of a number.
    pub fn parts(&self, x: &Numeric) -> Vec<Part> {
        self.render(x, "").into_parts()
    }

    /// The text of a number.
    pub fn text(&self, x: &Numeric) -> String {
        crate::service::joined(&self.parts(x))
    }

    /// The number in its pieces; `about` is a sign that goes before all.
    pub fn render(&self, x: &Numeric, about: &str) -> Rendered {
        self.render_as(x, about, None)
    }

    /// [`NumberFormat::render`] with the words of a given plural category.
    pub fn render_as(&self, x: &Numeric, about: &str, category: Option<&str>) -> Rendered {
        let mut x = x.clone();
        if let (Style::Percent, Numeric::Finite(decimal)) = (&self.style, &x) {
            x = Numeric::Finite(decimal.clone().scaled(2));
        }
        let finite = match &x {
            Numeric::Finite(decimal) => Some(self.shown(decimal)),
            _ => None,
        };
        let is_zero = finite
            .as_ref()
            .is_some_and(|(shown, _)| shown.decimal.is_zero());
        let sign = self.sign(&x, is_zero);
        let (shown, power) = match &finite {
            Some((shown, power)) => (Some(shown), *power),
            None => (None, 0),
        };
        let (pattern_text, compact) = self.pattern(shown, power);
        let pattern = parse_pattern(&pattern_text);
        let mut digits = self.digit_parts(&x, shown, pattern.sizes);
        if matches!(self.notation, Notation::Scientific | Notation::Engineering) && shown.is_some()
        {
            self.push_exponent(&mut digits, power);
        }
        let mut rendered = self.with_affixes(&pattern, sign, about, digits);
        if let Some(compact) = compact {
            wrap(&mut rendered, &compact, "compact");
        }
        self.add_words(&mut rendered, shown, power, category);
        rendered
    }

    /// A finite number as it is shown, and the exponent taken out.
    pub fn shown(&self, x: &Decimal) -> (Rounded, i32) {
        notation::shown(
            self.data,
            self.symbols.system,
            self.notation,
            &self.digits,
            x,
        )
    }

    fn sign(&self, x: &Numeric, is_zero: bool) -> Sign {
        let signed = if x.is_negative() {
            Sign::Minus
        } else {
            Sign::Plus
        };
        match self.sign_display {
            "never" => Sign::None,
            "always" => signed,
            "exceptZero" if is_zero || *x == Numeric::NaN => Sign::None,
            "exceptZero" => signed,
            "negative" if is_zero => Sign::None,
            _ if signed == Sign::Minus => Sign::Minus,
            _ => Sign::None,
        }
    }

    /// The pattern for the digits, and the words of a compact number around it.
    fn pattern(&self, shown: Option<&Rounded>, power: i32) -> (String, Option<String>) {
        let system = self.symbols.system;
        let get = |kind: &str| {
            self.data
                .get(&format!("n.{system}.{kind}"))
                .unwrap_or("#,##0.###")
        };
        let currency_kind = match &self.style {
            Style::Currency {
                display: "name", ..
            } => None,
            Style::Currency {
                sign: "accounting", ..
            } => Some("acc"),
            Style::Currency { .. } => Some("cur"),
            _ => None,
        };
        let base = match (&self.style, currency_kind) {
            (_, Some(kind)) => get(kind),
            (Style::Percent, _) => get("pct"),
            _ => get("dec"),
        };
        let (Notation::Compact(display), Some(shown)) = (self.notation, shown) else {
            return (base.to_owned(), None);
        };
        if power == 0 {
            return (base.to_owned(), None);
        }
        // The pattern of the magnitude that is shown: a number rounded up may have another one.
        let magnitude = (shown.decimal.magnitude() + power).max(3);
        let found = notation::compact_patterns(self.data, system, display, magnitude);
        let Some((_, forms)) = found else {
            return (base.to_owned(), None);
        };
        // NOTE: the digits that are shown choose the word, not the whole number.
        let category = self.rules.select(shown, 0);
        let is_one = shown.fraction == 0 && shown.decimal.whole_digits(1) == "1";
        let exact = is_one.then(|| named_part(forms, "1")).flatten();
        let form = exact.unwrap_or_else(|| plural_form(forms, category));
        let form = notation::positive(form);
        let zeros = form.find('0').zip(form.rfind('0'));
        let word = match zeros {
            Some((first, last)) => format!("{}{{0}}{}", &form[..first], &form[last + 1..]),
            // NOTE: some say the number by the word alone: "mille".
            None => form.to_owned(),
        };
        (base.to_owned(), Some(word.replace('\'', "")))
    }

    fn digit_parts(
        &self,
        x: &Numeric,
        shown: Option<&Rounded>,
        sizes: (usize, usize),
    ) -> Vec<Part> {
        match (x, shown) {
            (Numeric::NaN, _) => vec![Part::new("nan", self.symbols.nan)],
            (_, Some(shown)) => {
                let is_currency = matches!(self.style, Style::Currency { .. });
                let grouping = match self.notation {
                    Notation::Scientific | Notation::Engineering => Grouping::Never,
                    _ => self.grouping,
                };
                let integer = self.digits.minimum_integer;
                self.symbols
                    .number_parts(shown, integer, grouping, sizes, is_currency)
            }
            _ => vec![Part::new("infinity", self.symbols.infinity)],
        }
    }

    fn push_exponent(&self, parts: &mut Vec<Part>, power: i32) {
        parts.push(Part::new("exponentSeparator", self.symbols.exponential));
        if power < 0 {
            parts.push(Part::new("exponentMinusSign", self.symbols.minus));
        }
        let digits = self.symbols.digits(&power.unsigned_abs().to_string());
        parts.push(Part::new("exponentInteger", digits));
    }

    /// Puts sign, percent sign and currency symbol around the digits.
    fn with_affixes(
        &self,
        pattern: &Pattern<'_>,
        sign: Sign,
        about: &str,
        digits: Vec<Part>,
    ) -> Rendered {
        let mut before = Vec::new();
        let mut behind = Vec::new();
        if !about.is_empty() {
            before.push(Part::new("approximatelySign", about));
        }
        let (prefix, suffix) = match (sign, pattern.negative) {
            (Sign::None, _) | (_, None) => (pattern.prefix, pattern.suffix),
            (Sign::Plus, Some((prefix, suffix)))
                if !prefix.contains('-') && !suffix.contains('-') =>
            {
                (pattern.prefix, pattern.suffix)
            }
            (_, Some(negative)) => negative,
        };
        let has_place = pattern
            .negative
            .is_some_and(|negative| (prefix, suffix) == negative);
        if !has_place {
            self.push_sign(&mut before, sign);
        }
        self.push_affix(&mut before, prefix, sign);
        self.push_affix(&mut behind, suffix, sign);
        let is_number = !digits
            .iter()
            .any(|part| matches!(part.kind, "nan" | "infinity"));
        if is_number {
            self.space_currency(&mut before, &mut behind);
        }
        Rendered {
            before,
            digits,
            behind,
        }
    }

    fn push_sign(&self, parts: &mut Vec<Part>, sign: Sign) {
        match sign {
            Sign::None => {}
            Sign::Minus => parts.push(Part::new("minusSign", self.symbols.minus)),
            Sign::Plus => parts.push(Part::new("plusSign", self.symbols.plus)),
        }
    }

    fn push_affix(&self, parts: &mut Vec<Part>, affix: &str, sign: Sign) {
        for c in affix.chars() {
            match c {
                '¤' => parts.push(Part::new("currency", self.currency_text())),
                '%' => parts.push(Part::new("percentSign", self.symbols.percent)),
                '-' => self.push_sign(parts, sign),
                '+' => parts.push(Part::new("plusSign", self.symbols.plus)),
                '\'' => {}
                c => crate::service::push_literal(parts, c.encode_utf8(&mut [0; 4])),
            }
        }
    }

    /// A space between digits and a currency that ends in a letter or a point.
    fn space_currency(&self, before: &mut Vec<Part>, behind: &mut Vec<Part>) {
        const SPACE: &str = "\u{a0}";
        if let Some(last) = before.last()
            && last.kind == "currency"
            && last.text.chars().next_back().is_some_and(needs_space)
        {
            before.push(Part::literal(SPACE));
        }
        if let Some(first) = behind.first()
            && first.kind == "currency"
            && first.text.chars().next().is_some_and(needs_space)
        {
            behind.insert(0, Part::literal(SPACE));
        }
    }

    /// The symbol, narrow symbol or code of the currency.
    fn currency_text(&self) -> String {
        let Style::Currency { code, display, .. } = &self.style else {
            return String::new();
        };
        let list = self.data.list(&format!("cur.{code}"));
        let at = |place: usize| list.get(place).copied().filter(|text| !text.is_empty());
        let text = match *display {
            "code" => None,
            "narrowSymbol" => at(1).or_else(|| at(0)),
            _ => at(0),
        };
        text.unwrap_or(code).to_owned()
    }

    /// The name of a currency or the unit.
    fn add_words(
        &self,
        rendered: &mut Rendered,
        shown: Option<&Rounded>,
        power: i32,
        category: Option<&str>,
    ) {
        let power = if self.notation.is_compact() {
            power.max(0) as u32
        } else {
            0
        };
        let category = || match (category, shown) {
            (Some(category), _) => category,
            (None, Some(shown)) => self.rules.select(shown, power),
            (None, None) => "other",
        };
        match &self.style {
            Style::Currency {
                code,
                display: "name",
                ..
            } => {
                let category = category();
                let name = self.currency_name(code, category);
                let system = self.symbols.system;
                let forms = self
                    .data
                    .get(&format!("n.{system}.curname"))
                    .unwrap_or("other={0} {1}");
                let pattern = plural_form(forms, category);
                wrap(rendered, &pattern.replace("{1}", &name), "currency");
            }
            Style::Unit { unit, display } => {
                let pattern = self.unit_pattern(unit, display, category());
                wrap(rendered, &pattern, "unit");
            }
            _ => {}
        }
    }

    fn currency_name(&self, code: &str, category: &str) -> String {
        let Some(text) = self.data.get(&format!("cur.{code}")) else {
            return code.to_owned();
        };
        match plural_form(text, category) {
            "" => {
                let name = text.split('\u{1f}').nth(2).unwrap_or_default();
                if name.is_empty() {
                    code.to_owned()
                } else {
                    name.to_owned()
                }
            }
            name => name.to_owned(),
        }
    }

    /// The pattern of a unit, which has the number at `{0}`.
    fn unit_pattern(&self, unit: &str, display: &str, category: &str) -> String {
        let width = &display[..1];
        let forms = |unit: &str| self.data.get(&format!("u.{width}.{unit}"));
        if let Some(forms) = forms(unit) {
            return plural_form(forms, category).to_owned();
        }
        let (of, per) = unit.split_once("-per-").unwrap_or((unit, ""));
        let numerator = forms(of).map_or("{0}", |forms| plural_form(forms, category));
        let Some(denominator) = forms(per) else {
            return numerator.to_owned();
        };
        if let Some(pattern) = named_part(denominator, "per") {
            return pattern.replace("{0}", numerator);
        }
        let pattern = self
            .data
            .get(&format!("u.{width}.per"))
            .unwrap_or("{0}/{1}");
        let name = plural_form(denominator, "one").replace("{0}", "");
        pattern
            .replace("{1}", name.trim())
            .replace("{0}", numerator)
    }
}

/// Puts a pattern's text before and behind; spaces next to the number are literals of their own.
fn wrap(rendered: &mut Rendered, pattern: &str, kind: &'static str) {
    let (before, behind) = match pattern.split_once("{0}") {
        Some(around) => around,
        None => {
            // NOTE: the dual of some languages says the number by itself.
            rendered.digits.clear();
            ("", pattern)
        }
    };
    let word = before.trim_end();
    if !before.is_empty() {
        let mut parts = Vec::new();
        if !word.is_empty() {
            parts.push(Part::new(kind, word));
        }
        crate::service::push_literal(&mut parts, &before[word.len()..]);
        parts.append(&mut rendered.before);
        rendered.before = parts;
    }
    let word = behind.trim_start();
    let space = &behind[..behind.len() - word.len()];
    // NOTE: a compact word stands between the digits and a currency.
    let mut parts = Vec::new();
    crate::service::push_literal(&mut parts, space);
    if !word.is_empty() {
        parts.push(Part::new(kind, word));
    }
    if kind == "compact" {
        parts.append(&mut rendered.behind);
        rendered.behind = parts;
    } else {
        rendered.behind.append(&mut parts);
    }
}

/// Whether a character of a currency is set apart from digits: what is no symbol and no space.
fn needs_space(c: char) -> bool {
    let is_symbol = matches!(c,
        '$' | '+' | '<'..='>' | '^' | '`' | '|' | '~' | '¢'..='©' | '¬' | '®'..='±' | '´' | '¸' | '×' | '÷'
        | '\u{58f}' | '\u{60b}' | '\u{9f2}' | '\u{9f3}' | '\u{af1}' | '\u{bf9}' | '\u{e3f}' | '\u{17db}'
        | '\u{20a0}'..='\u{20cf}' | '\u{fdfc}' | '\u{ff04}' | '\u{ffe0}'..='\u{ffe6}');
    !is_symbol && !c.is_whitespace() && !matches!(c, '\u{200e}' | '\u{200f}')
}
