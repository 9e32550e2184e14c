//! Escapes outside and inside of classes.
//!
//! Uses: syntax, charset, unicode.
//! Never: compile, matcher.

use super::parser::{Grammar, Parser};
use super::{Node, NodeId, Polarity};
use crate::casefold::Folding;
use crate::charset::CharSet;
use crate::error::PatternError;
use crate::unicode::{self, StringSet};

/// What a class escape such as `\d` or `\p{…}` stands for.
pub(super) enum ClassEscape {
    /// A set of characters.
    Chars(CharSet),
    /// A property of strings.
    Strings(StringSet),
}

impl Parser<'_> {
    /// Takes an escape outside of a class; assertions are pushed and yield nothing.
    pub(super) fn atom_escape(&mut self) -> Result<Option<NodeId>, PatternError> {
        let start = self.pos;
        self.pos += 1;
        let Some(c) = self.peek() else {
            return Err(self.error_at(start, "\\ at end of pattern"));
        };
        match char::from_u32(c).unwrap_or('\u{FFFD}') {
            'b' => self.word_boundary(Polarity::Positive),
            'B' => self.word_boundary(Polarity::Negative),
            '1'..='9' => self.decimal_escape(start),
            'k' if self.has_names => self.named_reference(start),
            _ => {
                if let Some(escape) = self.class_escape(start)? {
                    let value = self.class_escape_value(escape);
                    return self.class_value_node(value).map(Some);
                }
                let c = self.character_escape(start)?;
                self.char_node(c).map(Some)
            }
        }
    }

    fn word_boundary(&mut self, polarity: Polarity) -> Result<Option<NodeId>, PatternError> {
        self.pos += 1;
        let word = self.word_characters();
        let word = self.intern_set(word);
        self.push_assertion(Node::WordBoundary { polarity, word })?;
        Ok(None)
    }

    /// §22.2.2.9.3 WordCharacters ( rer ) <https://tc39.es/ecma262/#sec-wordcharacters>
    pub(super) fn word_characters(&self) -> CharSet {
        let word = CharSet::from_ranges(&unicode::WORD);
        match self.folding() {
            Some(Folding::Simple) => Folding::Simple.close(&word),
            _ => word,
        }
    }

    /// A back reference, or in annex B an octal escape or a plain digit.
    fn decimal_escape(&mut self, start: usize) -> Result<Option<NodeId>, PatternError> {
        let digits = self.pos;
        let group = self.decimal().unwrap_or(0);
        if self.is_unicode() {
            if group > self.highest_reference.0 {
                self.highest_reference = (group, start);
            }
        } else if group >= self.total_groups {
            self.pos = digits;
            let c = self.character_escape(start)?;
            return self.char_node(c).map(Some);
        }
        let folding = self.folding();
        self.add(Node::BackRef { group, folding }).map(Some)
    }

    fn named_reference(&mut self, start: usize) -> Result<Option<NodeId>, PatternError> {
        self.pos += 1;
        if !self.eat('<') {
            return Err(self.error_at(start, "Invalid named reference"));
        }
        let name = self.group_name()?;
        let folding = self.folding();
        let next = self.referred.len() as u32;
        let index = *self.referred_index.entry(name.clone()).or_insert(next);
        if index == next {
            self.referred.push((name, start));
        }
        self.add(Node::NamedRef {
            name: index,
            folding,
        })
        .map(Some)
    }

    /// §22.2.1 CharacterClassEscape <https://tc39.es/ecma262/#prod-CharacterClassEscape>
    pub(super) fn class_escape(
        &mut self,
        start: usize,
    ) -> Result<Option<ClassEscape>, PatternError> {
        let letter = self.peek().and_then(char::from_u32);
        let set = match letter {
            Some('d' | 'D') => CharSet::from_ranges(&unicode::DIGITS),
            Some('s' | 'S') => CharSet::from_ranges(&unicode::SPACE),
            Some('w' | 'W') => self.word_characters(),
            Some(letter @ ('p' | 'P')) if self.is_unicode() => {
                self.pos += 1;
                return self.property_escape(start, letter == 'P').map(Some);
            }
            _ => return Ok(None),
        };
        self.pos += 1;
        let negated = letter.is_some_and(|c| c.is_ascii_uppercase());
        Ok(Some(ClassEscape::Chars(if negated {
            set.complement()
        } else {
            set
        })))
    }

    /// `\p{…}`, after the letter.
    fn property_escape(
        &mut self,
        start: usize,
        negated: bool,
    ) -> Result<ClassEscape, PatternError> {
        const INVALID: &str = "Invalid property name";
        if !self.eat('{') {
            return Err(self.error_at(start, INVALID));
        }
        let mut text = String::new();
        loop {
            match self.next().and_then(char::from_u32) {
                Some('}') => break,
                Some(c) if c.is_ascii_alphanumeric() || c == '_' || c == '=' => text.push(c),
                _ => return Err(self.error_at(start, INVALID)),
            }
        }
        let set = match text.split_once('=') {
            Some((name, value)) => unicode::property_with_value(name, value),
            None => unicode::property(&text),
        };
        let Some(set) = set else {
            if self.grammar == Grammar::UnicodeSets
                && !negated
                && let Some(strings) = unicode::property_of_strings(&text)
            {
                return Ok(ClassEscape::Strings(strings));
            }
            return Err(self.error_at(start, INVALID));
        };
        // With `v`, folding comes before the complement; with `u` the complement is what gets folded.
        let set = if self.grammar == Grammar::UnicodeSets {
            self.fold_set(set)
        } else {
            set
        };
        Ok(ClassEscape::Chars(if negated {
            set.complement()
        } else {
            set
        }))
    }

    /// Widens a set to what is the same under the flags in force.
    pub(super) fn fold_set(&self, set: CharSet) -> CharSet {
        match self.folding() {
            Some(folding) => {
                let closed = folding.close(&set);
                let span = |set: &CharSet| match set.ranges() {
                    [(first, _), .., (_, last)] | [(first, last)] => (last - first) as usize,
                    [] => 0,
                };
                // A wide set meets all runs of the tables.
                let met = span(&set).min(4096);
                self.note_work(set.ranges().len() + closed.ranges().len() + met);
                closed
            }
            None => {
                self.note_work(set.ranges().len());
                set
            }
        }
    }

    /// §22.2.1 CharacterEscape, after the backslash <https://tc39.es/ecma262/#prod-CharacterEscape>
    pub(super) fn character_escape(&mut self, start: usize) -> Result<u32, PatternError> {
        let Some(c) = self.next() else {
            return Err(self.error_at(start, "\\ at end of pattern"));
        };
        let letter = char::from_u32(c).unwrap_or('\u{FFFD}');
        Ok(match letter {
            'f' => 0x0C,
            'n' => 0x0A,
            'r' => 0x0D,
            't' => 0x09,
            'v' => 0x0B,
            'c' => return self.control_escape(start),
            '0' if !self
                .peek()
                .and_then(char::from_u32)
                .is_some_and(|c| c.is_ascii_digit()) =>
            {
                0
            }
            '0'..='7' if !self.is_unicode() => self.legacy_octal(c - 0x30),
            'x' => match self.hex_digits(2) {
                Some(value) => value,
                None if self.is_unicode() => return Err(self.error_at(start, "Invalid escape")),
                None => c,
            },
            'u' => match self.unicode_escape() {
                Some(value) => value,
                None if self.is_unicode() => {
                    return Err(self.error_at(start, "Invalid Unicode escape"));
                }
                None => c,
            },
            'k' if self.has_names && !self.is_unicode() => {
                return Err(self.error_at(start, "Invalid named reference"));
            }
            _ if self.is_unicode()
                && !(letter.is_ascii() && "^$\\.*+?()[]{}|/".contains(letter)) =>
            {
                return Err(self.error_at(start, "Invalid escape"));
            }
            _ => c,
        })
    }

    /// `\c`, after the letter; annex B takes the backslash alone when no letter follows.
    fn control_escape(&mut self, start: usize) -> Result<u32, PatternError> {
        match self.peek().and_then(char::from_u32) {
            Some(letter) if letter.is_ascii_alphabetic() => {
                self.pos += 1;
                Ok(letter as u32 % 32)
            }
            _ if self.is_unicode() => Err(self.error_at(start, "Invalid unicode escape")),
            _ => {
                self.pos = start + 1;
                Ok(0x5C)
            }
        }
    }

    /// Annex B LegacyOctalEscapeSequence, after its first digit.
    fn legacy_octal(&mut self, first: u32) -> u32 {
        let mut value = first;
        for _ in 0..2 {
            match self
                .peek()
                .and_then(char::from_u32)
                .and_then(|c| c.to_digit(8))
            {
                Some(digit) if value * 8 + digit <= 0o377 => {
                    value = value * 8 + digit;
                    self.pos += 1;
                }
                _ => break,
            }
        }
        value
    }

    /// Takes `count` hexadecimal digits or nothing.
    fn hex_digits(&mut self, count: usize) -> Option<u32> {
        let mut value = 0;
        for at in 0..count {
            let unit = u32::from(*self.pattern.get(self.pos + at)?);
            value = value * 16 + char::from_u32(unit)?.to_digit(16)?;
        }
        self.pos += count;
        Some(value)
    }

    /// `\u`, after the letter; surrogate pairs and braces only in the strict grammars.
    fn unicode_escape(&mut self) -> Option<u32> {
        if self.is_unicode() {
            self.unicode_escape_anywhere()
        } else {
            self.hex_digits(4)
        }
    }

    /// `\u` as group names allow it in every grammar.
    pub(super) fn unicode_escape_anywhere(&mut self) -> Option<u32> {
        let start = self.pos;
        if self.eat('{') {
            let mut value: Option<u32> = None;
            while let Some(digit) = self
                .peek()
                .and_then(char::from_u32)
                .and_then(|c| c.to_digit(16))
            {
                let grown = value.unwrap_or(0) * 16 + digit;
                if grown > crate::charset::MAX {
                    return None;
                }
                value = Some(grown);
                self.pos += 1;
            }
            if value.is_some() && self.eat('}') {
                return value;
            }
            self.pos = start;
            return None;
        }
        let lead = self.hex_digits(4)?;
        if (0xD800..0xDC00).contains(&lead) && self.looks_at(0, '\\') && self.looks_at(1, 'u') {
            let after = self.pos;
            self.pos += 2;
            match self.hex_digits(4) {
                Some(trail) if (0xDC00..0xE000).contains(&trail) => {
                    return Some(0x10000 + ((lead - 0xD800) << 10) + (trail - 0xDC00));
                }
                _ => self.pos = after,
            }
        }
        Some(lead)
    }
}
