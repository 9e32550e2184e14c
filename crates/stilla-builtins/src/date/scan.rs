//! The text of a date as tokens.
//!
//! Words stand for what they begin with: three letters tell the names of months apart.
//!
//! Uses: nothing. Never: stilla-core.

use super::format::MONTHS;

/// A piece of the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token {
    /// Digits: their value and their number.
    Number(f64, u32),
    Word(Word),
    /// One of `:` `.` `+` `-` `)`.
    Symbol(char),
    Space,
    /// Anything else: other signs, and text in parentheses.
    Other,
    End,
}

/// What a word means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Word {
    /// From 0.
    Month(f64),
    /// The hours to add.
    HalfOfDay(f64),
    /// `Z`.
    Zulu,
    /// Hours from UTC.
    Zone(f64),
    /// `T`.
    Time,
    Unknown,
}

/// Digits that count: what comes behind changes no date that there is.
const SIGNIFICANT: u32 = 9;

/// The words that are not names of months.
const WORDS: &[(&str, Word)] = &[
    ("am", Word::HalfOfDay(0.0)),
    ("pm", Word::HalfOfDay(12.0)),
    ("z", Word::Zulu),
    ("t", Word::Time),
    ("ut", Word::Zone(0.0)),
    ("utc", Word::Zone(0.0)),
    ("gmt", Word::Zone(0.0)),
    ("cdt", Word::Zone(-5.0)),
    ("cst", Word::Zone(-6.0)),
    ("edt", Word::Zone(-4.0)),
    ("est", Word::Zone(-5.0)),
    ("mdt", Word::Zone(-6.0)),
    ("mst", Word::Zone(-7.0)),
    ("pdt", Word::Zone(-7.0)),
    ("pst", Word::Zone(-8.0)),
];

/// A text and how far it is read.
pub(super) struct Scanner<'t> {
    rest: &'t str,
    next: Token,
}

impl Scanner<'_> {
    pub(super) fn new(text: &str) -> Scanner<'_> {
        let mut scanner = Scanner {
            rest: text,
            next: Token::End,
        };
        scanner.next = scanner.scan();
        scanner
    }

    /// The next token, not taken.
    pub(super) fn peek(&self) -> Token {
        self.next
    }

    /// Takes the next token.
    pub(super) fn take(&mut self) -> Token {
        let next = self.scan();
        std::mem::replace(&mut self.next, next)
    }

    /// Takes the next token if it is this symbol.
    pub(super) fn skip(&mut self, symbol: char) -> bool {
        let is_here = self.next == Token::Symbol(symbol);
        if is_here {
            self.take();
        }
        is_here
    }

    /// The value of the next token if it is a number of `digits` digits that is at most `most`.
    pub(super) fn fixed(&self, digits: u32, most: f64) -> Option<f64> {
        match self.next {
            Token::Number(value, length) if length == digits && value <= most => Some(value),
            _ => None,
        }
    }

    fn scan(&mut self) -> Token {
        let mut chars = self.rest.chars();
        let Some(first) = chars.next() else {
            return Token::End;
        };
        let behind = chars.as_str();
        match first {
            '0'..='9' => self.number(),
            ':' | '.' | '+' | '-' | ')' => {
                self.rest = behind;
                Token::Symbol(first)
            }
            '(' => {
                self.skip_parentheses();
                Token::Other
            }
            _ if is_in_word(first) => self.word(),
            _ if is_space(first) => {
                self.rest = self.rest.trim_start_matches(is_space);
                Token::Space
            }
            _ => {
                self.rest = behind;
                Token::Other
            }
        }
    }

    fn number(&mut self) -> Token {
        let is_digit = |c: char| c.is_ascii_digit();
        let end = self.rest.find(|c| !is_digit(c)).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        let significant = digits.trim_start_matches('0').bytes();
        let value = significant
            .take(SIGNIFICANT as usize)
            .fold(0.0, |value, digit| value * 10.0 + f64::from(digit - b'0'));
        Token::Number(value, u32::try_from(digits.len()).unwrap_or(u32::MAX))
    }

    fn word(&mut self) -> Token {
        let end = self
            .rest
            .find(|c| !is_in_word(c))
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        let is = |name: &str| word.eq_ignore_ascii_case(name);
        let month = MONTHS.iter().position(|month| {
            let start = word.get(..month.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(month))
        });
        let meaning = match month {
            Some(month) => Word::Month(month as f64),
            None => WORDS
                .iter()
                .find(|(name, _)| is(name))
                .map_or(Word::Unknown, |(_, word)| *word),
        };
        Token::Word(meaning)
    }

    /// Skips text in parentheses, which nest and may stay open.
    fn skip_parentheses(&mut self) {
        let mut depth = 0usize;
        let end = self.rest.char_indices().find(|(_, c)| {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let end = end.map_or(self.rest.len(), |(at, c)| at + c.len_utf8());
        self.rest = &self.rest[end..];
    }
}

fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\u{85}' || c == '\u{FEFF}'
}

/// Letters, and everything behind them in the order of code points.
fn is_in_word(c: char) -> bool {
    c >= 'A' && !is_space(c)
}
