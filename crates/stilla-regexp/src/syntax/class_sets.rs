//! Classes of the `v` flag: nesting, `--`, `&&`, `\q{…}`.
//!
//! Every leaf is folded before the operators work, so set algebra on widened sets gives what the specification
//! gets on folded ones.
//!
//! Uses: syntax, charset.
//! Never: compile, matcher.

use super::class::ClassValue;
use super::parser::Parser;
use crate::charset::CharSet;
use crate::error::PatternError;

/// Classes nest natively, so their depth is bounded.
const MAX_DEPTH: u32 = 100;

/// Punctuators that are reserved when doubled.
const DOUBLE: &str = "&!#$%*+,.:;<=>?@^`~";

/// Operators between operands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    Union,
    Intersection,
    Difference,
}

/// An operand: one character may begin a range.
enum Operand {
    Char(u32),
    Value(ClassValue),
}

impl Parser<'_> {
    /// §22.2.1 ClassContents with `v`, from the bracket on <https://tc39.es/ecma262/#prod-ClassSetExpression>
    pub(super) fn class_sets(&mut self, depth: u32) -> Result<ClassValue, PatternError> {
        let start = self.pos;
        if depth > MAX_DEPTH {
            return Err(self.error("Character class nested too deeply"));
        }
        self.pos += 1;
        let negated = self.eat('^');
        let mut value = ClassValue::default();
        let mut operator = None;
        while !self.eat(']') {
            let here = self.next_operator(start, operator)?;
            let operand = self.operand(start, depth)?;
            let operand = self.range_or_operand(operand, start, here)?;
            self.spend(1 + operand.chars.ranges().len() + value.chars.ranges().len() / 4)?;
            match operator {
                None => value = operand,
                Some(_) => combine(&mut value, operand, here),
            }
            operator = Some(match (operator, self.doubled()) {
                (None, Some(first)) => first,
                (Some(Operator::Union) | None, _) => Operator::Union,
                (Some(same), _) => same,
            });
        }
        if !negated {
            return Ok(value);
        }
        if value.may_contain_strings {
            return Err(self.error_at(start, "Negated character class may contain strings"));
        }
        Ok(ClassValue {
            chars: value.chars.complement(),
            ..ClassValue::default()
        })
    }

    /// The doubled operator that stands here, if any.
    fn doubled(&self) -> Option<Operator> {
        if self.looks_at(0, '&') && self.looks_at(1, '&') {
            Some(Operator::Intersection)
        } else if self.looks_at(0, '-') && self.looks_at(1, '-') {
            Some(Operator::Difference)
        } else {
            None
        }
    }

    /// Takes the operator before an operand; one level knows only one kind.
    fn next_operator(
        &mut self,
        start: usize,
        operator: Option<Operator>,
    ) -> Result<Operator, PatternError> {
        const INVALID: &str = "Invalid set operation in character class";
        let found = self.doubled();
        match (operator, found) {
            (None | Some(Operator::Union), None) => Ok(Operator::Union),
            (Some(expected), Some(found)) if expected == found => {
                self.pos += 2;
                if found == Operator::Intersection && self.looks_at(0, '&') {
                    return Err(self.error_at(start, INVALID));
                }
                Ok(found)
            }
            _ => Err(self.error_at(start, INVALID)),
        }
    }

    /// Makes a range if the operand is a character with `-` behind it.
    fn range_or_operand(
        &mut self,
        operand: Operand,
        start: usize,
        operator: Operator,
    ) -> Result<ClassValue, PatternError> {
        let first = match operand {
            Operand::Value(value) => return Ok(value),
            Operand::Char(c) => c,
        };
        let mut last = first;
        if operator == Operator::Union && self.looks_at(0, '-') && !self.looks_at(1, '-') {
            self.pos += 1;
            match self.operand(start, MAX_DEPTH)? {
                Operand::Char(c) if c >= first => last = c,
                Operand::Char(_) => {
                    return Err(self.error_at(start, "Range out of order in character class"));
                }
                Operand::Value(_) => return Err(self.error_at(start, "Invalid character class")),
            }
            if self.doubled().is_some() {
                return Err(self.error("Invalid set operation in character class"));
            }
        }
        let chars = self.fold_set(CharSet::from_ranges(&[(first, last)]));
        Ok(ClassValue {
            chars,
            ..ClassValue::default()
        })
    }

    /// §22.2.1 ClassSetOperand <https://tc39.es/ecma262/#prod-ClassSetOperand>
    fn operand(&mut self, start: usize, depth: u32) -> Result<Operand, PatternError> {
        let at = self.pos;
        if self.looks_at(0, '[') {
            return self.class_sets(depth + 1).map(Operand::Value);
        }
        let Some(c) = self.next() else {
            return Err(self.error_at(start, "Unterminated character class"));
        };
        let letter = char::from_u32(c).unwrap_or('\u{FFFD}');
        if letter != '\\' {
            if letter.is_ascii() && "()[]{}/-|".contains(letter) {
                return Err(self.error_at(at, "Invalid character in character class"));
            }
            if letter.is_ascii() && DOUBLE.contains(letter) && self.looks_at(0, letter) {
                return Err(self.error_at(at, "Invalid set operation in character class"));
            }
            return Ok(Operand::Char(c));
        }
        if let Some(escape) = self.class_escape(at)? {
            return Ok(Operand::Value(self.class_escape_value(escape)));
        }
        match self.peek().and_then(char::from_u32) {
            Some('q') => self.quoted_strings(at).map(Operand::Value),
            _ => self.set_character_escape(at).map(Operand::Char),
        }
    }

    /// An escaped character of a set, after its backslash.
    fn set_character_escape(&mut self, at: usize) -> Result<u32, PatternError> {
        match self.peek().and_then(char::from_u32) {
            Some('b') => {
                self.pos += 1;
                Ok(8)
            }
            Some(c) if "&-!#%,:;<=>@`~".contains(c) => {
                self.pos += 1;
                Ok(c as u32)
            }
            _ => self.character_escape(at),
        }
    }

    /// §22.2.1 ClassStringDisjunction, at its `q` <https://tc39.es/ecma262/#prod-ClassStringDisjunction>
    fn quoted_strings(&mut self, at: usize) -> Result<ClassValue, PatternError> {
        self.pos += 1;
        if !self.eat('{') {
            return Err(self.error_at(at, "Invalid escape"));
        }
        let mut value = ClassValue::default();
        let mut string = Vec::new();
        loop {
            if self.looks_at(0, '|') || self.looks_at(0, '}') {
                match string[..] {
                    [c] => value.chars.push(c, c),
                    _ => {
                        value.may_contain_strings = true;
                        let folded = self.fold_string(std::mem::take(&mut string));
                        value.strings.insert(folded);
                    }
                }
                string.clear();
                self.pos += 1;
                if self.looks_back('}') {
                    break;
                }
                continue;
            }
            let here = self.pos;
            let c = match self.operand_character(at)? {
                Some(c) => c,
                None => return Err(self.error_at(here, "Invalid character in class string")),
            };
            string.push(c);
        }
        value.chars.normalise();
        value.chars = self.fold_set(value.chars);
        Ok(value)
    }

    /// §22.2.1 ClassSetCharacter <https://tc39.es/ecma262/#prod-ClassSetCharacter>
    fn operand_character(&mut self, at: usize) -> Result<Option<u32>, PatternError> {
        if self.looks_at(0, '[') {
            return Ok(None);
        }
        if self.looks_at(0, '\\') {
            let start = self.pos;
            self.pos += 1;
            return self.set_character_escape(start).map(Some);
        }
        match self.operand(at, MAX_DEPTH)? {
            Operand::Char(c) => Ok(Some(c)),
            Operand::Value(_) => Ok(None),
        }
    }

    fn looks_back(&self, c: char) -> bool {
        self.pos > 0 && u32::from(self.pattern[self.pos - 1]) == c as u32
    }

    /// Folds the characters of a string, so that equal strings are one.
    pub(super) fn fold_string(&self, string: Vec<u32>) -> Vec<u32> {
        match self.folding() {
            Some(folding) => string
                .into_iter()
                .map(|c| folding.canonicalize(c))
                .collect(),
            None => string,
        }
    }
}

fn combine(value: &mut ClassValue, operand: ClassValue, operator: Operator) {
    match operator {
        Operator::Union => {
            value.chars.union(&operand.chars);
            value.strings.extend(operand.strings);
            value.may_contain_strings |= operand.may_contain_strings;
        }
        Operator::Intersection => {
            value.chars = value.chars.intersection(&operand.chars);
            value
                .strings
                .retain(|string| operand.strings.contains(string));
            value.may_contain_strings &= operand.may_contain_strings;
        }
        Operator::Difference => {
            value.chars = value.chars.difference(&operand.chars);
            value
                .strings
                .retain(|string| !operand.strings.contains(string));
        }
    }
}
