//! Character classes without set notation, and what every class becomes.
//!
//! Uses: syntax, charset.
//! Never: compile, matcher.

use std::collections::BTreeSet;

use super::NodeId;
use super::atom::ClassEscape;
use super::parser::{Grammar, Parser};
use crate::charset::CharSet;
use crate::error::PatternError;

/// The value of a class: characters and, with `v`, strings of other lengths than one.
#[derive(Debug, Default)]
pub(super) struct ClassValue {
    pub(super) chars: CharSet,
    pub(super) strings: BTreeSet<Vec<u32>>,
    /// §22.2.1.7 MayContainStrings <https://tc39.es/ecma262/#sec-static-semantics-maycontainstrings>
    pub(super) may_contain_strings: bool,
}

/// One end of a range, or a class escape in its place.
enum ClassAtom {
    Char(u32),
    Set(CharSet),
}

impl Parser<'_> {
    /// §22.2.1 CharacterClass <https://tc39.es/ecma262/#prod-CharacterClass>
    pub(super) fn class(&mut self) -> Result<NodeId, PatternError> {
        let value = if self.grammar == Grammar::UnicodeSets {
            self.class_sets(0)?
        } else {
            let chars = self.class_ranges()?;
            ClassValue {
                chars,
                ..ClassValue::default()
            }
        };
        self.class_value_node(value)
    }

    /// The node of a class value whose characters are already folded.
    pub(super) fn class_value_node(&mut self, value: ClassValue) -> Result<NodeId, PatternError> {
        if value.strings.is_empty() {
            self.set_node(value.chars)
        } else {
            self.strings_node(value)
        }
    }

    /// The value of an escape, folded.
    pub(super) fn class_escape_value(&mut self, escape: ClassEscape) -> ClassValue {
        match escape {
            ClassEscape::Chars(set) => ClassValue {
                chars: self.fold_set(set),
                ..ClassValue::default()
            },
            ClassEscape::Strings(found) => ClassValue {
                chars: self.fold_set(found.chars),
                strings: found
                    .strings
                    .into_iter()
                    .map(|string| self.fold_string(string))
                    .collect(),
                may_contain_strings: true,
            },
        }
    }

    /// A class of `u` or annex B.
    fn class_ranges(&mut self) -> Result<CharSet, PatternError> {
        let start = self.pos;
        self.pos += 1;
        let negated = self.eat('^');
        let mut set = CharSet::new();
        loop {
            if self.eat(']') {
                break;
            }
            let from_at = self.pos;
            let from = self.class_atom(start)?;
            if !(self.looks_at(0, '-')
                && !self.looks_at(1, ']')
                && self.pos + 1 < self.pattern.len())
            {
                push_atom(&mut set, &from);
                if let ClassAtom::Set(atom) = &from {
                    self.spend(atom.ranges().len())?;
                }
                continue;
            }
            self.pos += 1;
            let to = self.class_atom(start)?;
            match (&from, &to) {
                (ClassAtom::Char(first), ClassAtom::Char(last)) if first <= last => {
                    set.push(*first, *last)
                }
                (ClassAtom::Char(_), ClassAtom::Char(_)) => {
                    return Err(self.error_at(from_at, "Range out of order in character class"));
                }
                _ if self.is_unicode() => {
                    return Err(self.error_at(from_at, "Invalid character class"));
                }
                _ => {
                    push_atom(&mut set, &from);
                    push_atom(&mut set, &to);
                    set.push(0x2D, 0x2D);
                }
            }
        }
        set.normalise();
        let set = self.fold_set(set);
        Ok(if negated { set.complement() } else { set })
    }

    fn class_atom(&mut self, start: usize) -> Result<ClassAtom, PatternError> {
        let at = self.pos;
        let Some(c) = self.next() else {
            return Err(self.error_at(start, "Unterminated character class"));
        };
        if c != 0x5C {
            return Ok(ClassAtom::Char(c));
        }
        if let Some(ClassEscape::Chars(set)) = self.class_escape(at)? {
            return Ok(ClassAtom::Set(set));
        }
        match self.peek().and_then(char::from_u32) {
            Some('b') => {
                self.pos += 1;
                Ok(ClassAtom::Char(8))
            }
            Some('-') if self.is_unicode() => {
                self.pos += 1;
                Ok(ClassAtom::Char(0x2D))
            }
            // Annex B: a digit or underscore may follow `\c` in a class.
            Some('c') if !self.is_unicode() => {
                let control = self
                    .pattern
                    .get(self.pos + 1)
                    .map_or(0, |&unit| u32::from(unit));
                if char::from_u32(control).is_some_and(|c| c.is_ascii_alphanumeric() || c == '_') {
                    self.pos += 2;
                    return Ok(ClassAtom::Char(control % 32));
                }
                Ok(ClassAtom::Char(0x5C))
            }
            _ => self.character_escape(at).map(ClassAtom::Char),
        }
    }
}

fn push_atom(set: &mut CharSet, atom: &ClassAtom) {
    match atom {
        ClassAtom::Char(c) => set.push(*c, *c),
        ClassAtom::Set(other) => set.push_all(other),
    }
}
