//! String literals and the escape sequences that strings and templates share.
//!
//! Uses: lexer, interner.
//! Never: parser.

use super::{Lexer, T, Token, wtf8};
use crate::diagnostic::DiagnosticKind;

/// Strings that are longer are searched for their ends in another way.
const SHORT: usize = 64;

/// What an escape sequence turned out to be.
pub(super) enum Escape {
    /// A code point.
    CodePoint(u32),
    /// Nothing: a line continuation.
    Nothing,
    /// `\1` and the like, `\8`, `\9`.
    LegacyOctal(u32),
    /// No meaning.
    Invalid(DiagnosticKind),
}

impl Lexer<'_> {
    pub(super) fn string(&mut self, token: &mut Token, quote: u8) -> T {
        let start = self.pos;
        self.pos += 1;
        let body = self.pos;
        loop {
            if self.pos - body == SHORT {
                self.skip_long(quote);
            }
            match self.byte() {
                byte if byte == quote => {
                    token.name = self.intern_span(body, self.pos);
                    self.pos += 1;
                    return T::String;
                }
                b'\\' => return self.escaped_string(token, quote, start),
                b'\n' | b'\r' => return self.fail(DiagnosticKind::UnterminatedString, start),
                0 if self.pos >= self.limit => {
                    return self.fail(DiagnosticKind::UnterminatedString, start);
                }
                _ => self.pos += 1,
            }
        }
    }

    /// Goes to the next byte that may end a string, or end its being plain.
    #[cold]
    fn skip_long(&mut self, quote: u8) {
        let rest = &self.source[self.pos..self.limit];
        let rest = &rest[..memchr::memchr3(quote, b'\\', b'\n', rest).unwrap_or(rest.len())];
        self.pos += memchr::memchr(b'\r', rest).unwrap_or(rest.len());
    }

    fn escaped_string(&mut self, token: &mut Token, quote: u8, start: usize) -> T {
        token.escaped = true;
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        buffer.extend_from_slice(&self.source[start + 1..self.pos]);
        let kind = self.escaped_string_parts(token, quote, start, &mut buffer);
        if kind == T::String {
            token.name = self.interner.intern(&buffer);
        }
        self.buffer = buffer;
        kind
    }

    fn escaped_string_parts(
        &mut self,
        token: &mut Token,
        quote: u8,
        start: usize,
        buffer: &mut Vec<u8>,
    ) -> T {
        loop {
            let run = self.pos;
            while self.pos < self.limit
                && !matches!(self.byte(), b'\\' | b'\n' | b'\r')
                && self.byte() != quote
            {
                self.pos += 1;
            }
            wtf8::push_text(buffer, &self.source[run..self.pos]);
            if self.pos >= self.limit {
                return self.fail(DiagnosticKind::UnterminatedString, start);
            }
            let here = self.pos;
            match self.byte() {
                b'\\' => match self.escape() {
                    Escape::CodePoint(code_point) => wtf8::push(buffer, code_point),
                    Escape::Nothing => {}
                    Escape::LegacyOctal(code_point) => {
                        token.legacy_octal = true;
                        wtf8::push(buffer, code_point);
                    }
                    Escape::Invalid(kind) => return self.fail(kind, here),
                },
                byte if byte == quote => {
                    self.pos += 1;
                    return T::String;
                }
                _ => return self.fail(DiagnosticKind::UnterminatedString, start),
            }
        }
    }

    /// Reads an escape sequence, beginning with its backslash.
    pub(super) fn escape(&mut self) -> Escape {
        self.pos += 1;
        if self.pos >= self.limit {
            return Escape::Invalid(DiagnosticKind::InvalidEscape);
        }
        let byte = self.byte();
        if byte >= 0x80 {
            let (code_point, length) = wtf8::decode(&self.source[self.pos..self.limit]);
            self.pos += length;
            return match code_point {
                0x2028 | 0x2029 => Escape::Nothing,
                _ => Escape::CodePoint(code_point),
            };
        }
        self.pos += 1;
        match byte {
            b'n' => Escape::CodePoint(0x0A),
            b't' => Escape::CodePoint(0x09),
            b'r' => Escape::CodePoint(0x0D),
            b'b' => Escape::CodePoint(0x08),
            b'f' => Escape::CodePoint(0x0C),
            b'v' => Escape::CodePoint(0x0B),
            b'\r' => {
                if self.byte() == b'\n' {
                    self.pos += 1;
                }
                Escape::Nothing
            }
            b'\n' => Escape::Nothing,
            b'x' => match self.hex_digits(2) {
                Some(value) => Escape::CodePoint(value),
                None => Escape::Invalid(DiagnosticKind::InvalidEscape),
            },
            b'u' => match self.unicode_escape() {
                Some(value) => Escape::CodePoint(value),
                None => Escape::Invalid(DiagnosticKind::InvalidUnicodeEscape),
            },
            b'0' if !self.byte().is_ascii_digit() => Escape::CodePoint(0),
            b'0'..=b'7' => self.octal_escape(byte),
            b'8' | b'9' => Escape::LegacyOctal(u32::from(byte)),
            _ => Escape::CodePoint(u32::from(byte)),
        }
    }

    fn octal_escape(&mut self, first: u8) -> Escape {
        let mut value = u32::from(first - b'0');
        let more = if first <= b'3' { 2 } else { 1 };
        for _ in 0..more {
            match self.byte() {
                digit @ b'0'..=b'7' => {
                    value = value * 8 + u32::from(digit - b'0');
                    self.pos += 1;
                }
                _ => break,
            }
        }
        Escape::LegacyOctal(value)
    }
}
