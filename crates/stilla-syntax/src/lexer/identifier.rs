//! Identifiers, keywords and private names.
//!
//! Uses: lexer, interner.
//! Never: parser.

use super::{Lexer, T, Token, wtf8};
use crate::diagnostic::DiagnosticKind;
use crate::interner::Name;

const fn part_table() -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        table[byte] = c.is_ascii_alphanumeric() || c == b'$' || c == b'_';
        byte += 1;
    }
    table
}

static IS_PART: [bool; 256] = part_table();

impl Lexer<'_> {
    pub(super) fn identifier(&mut self, token: &mut Token) -> T {
        match self.identifier_name(token) {
            Ok(name) => {
                token.name = name;
                T::Word
            }
            Err(kind) => kind,
        }
    }

    pub(super) fn private_name(&mut self, token: &mut Token) -> T {
        let start = self.pos;
        self.pos += 1;
        let next = self.byte();
        if !(next >= 0x80 || next == b'\\' || IS_PART[next as usize] && !next.is_ascii_digit()) {
            return self.fail(
                DiagnosticKind::InvalidCharacter {
                    found: "'#'".to_owned(),
                },
                start,
            );
        }
        match self.identifier_name(token) {
            Ok(_) if !token.escaped => {
                token.name = self.intern_span(start, self.pos);
                T::PrivateName
            }
            Ok(name) => {
                let mut text = vec![b'#'];
                text.extend_from_slice(self.interner.text(name));
                token.name = self.interner.intern(&text);
                T::PrivateName
            }
            Err(kind) => kind,
        }
    }

    fn identifier_name(&mut self, token: &mut Token) -> Result<Name, T> {
        let start = self.pos;
        let text = &self.source[..self.limit];
        let mut pos = start;
        while pos < text.len() && IS_PART[text[pos] as usize] {
            pos += 1;
        }
        self.pos = pos;
        match text.get(pos) {
            Some(b'\\' | 0x80..) => self.slow_identifier(start, token),
            _ => Ok(self.interner.intern(&text[start..pos])),
        }
    }

    /// Identifiers with escapes or characters beyond ASCII.
    fn slow_identifier(&mut self, start: usize, token: &mut Token) -> Result<Name, T> {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        buffer.extend_from_slice(&self.source[start..self.pos]);
        let result = self.slow_identifier_parts(start, token, &mut buffer);
        let result = result.map(|()| self.interner.intern(&buffer));
        self.buffer = buffer;
        result
    }

    fn slow_identifier_parts(
        &mut self,
        start: usize,
        token: &mut Token,
        buffer: &mut Vec<u8>,
    ) -> Result<(), T> {
        while self.pos < self.limit {
            let here = self.pos;
            let (code_point, escaped) = match self.source[here] {
                b'\\' => {
                    token.escaped = true;
                    self.pos += 1;
                    if self.byte() != b'u' {
                        return Err(self.fail(DiagnosticKind::InvalidUnicodeEscape, here));
                    }
                    self.pos += 1;
                    match self.unicode_escape() {
                        Some(code_point) => (code_point, true),
                        None => return Err(self.fail(DiagnosticKind::InvalidUnicodeEscape, here)),
                    }
                }
                byte if IS_PART[byte as usize] => {
                    self.pos += 1;
                    buffer.push(byte);
                    continue;
                }
                0x80.. => {
                    let (code_point, length) = wtf8::decode(&self.source[here..self.limit]);
                    self.pos += length;
                    (code_point, false)
                }
                _ => break,
            };
            let valid = match buffer.is_empty() {
                true => is_identifier_start(code_point),
                false => is_identifier_part(code_point),
            };
            if !valid && escaped {
                return Err(self.fail(DiagnosticKind::InvalidIdentifierEscape, here));
            }
            if !valid {
                self.pos = here;
                if here > start {
                    break;
                }
                return Err(self.invalid_character());
            }
            wtf8::push(buffer, code_point);
        }
        if buffer.is_empty() {
            return Err(self.invalid_character());
        }
        Ok(())
    }

    /// Behind `\u`: four digits, or any number in braces up to 10FFFF.
    pub(super) fn unicode_escape(&mut self) -> Option<u32> {
        if self.byte() != b'{' {
            return self.hex_digits(4);
        }
        self.pos += 1;
        let mut value = 0u32;
        let mut count = 0;
        while let Some(digit) = (self.byte() as char).to_digit(16) {
            value = value.checked_mul(16)?.checked_add(digit)?;
            if value > 0x10_FFFF {
                return None;
            }
            count += 1;
            self.pos += 1;
        }
        if count == 0 || self.byte() != b'}' {
            return None;
        }
        self.pos += 1;
        Some(value)
    }

    /// Exactly `count` hexadecimal digits.
    pub(super) fn hex_digits(&mut self, count: usize) -> Option<u32> {
        let mut value = 0;
        for _ in 0..count {
            value = value * 16 + (self.byte() as char).to_digit(16)?;
            self.pos += 1;
        }
        Some(value)
    }

    /// Whether an identifier starts at the current place.
    pub(super) fn at_identifier_start(&self) -> bool {
        match self.byte() {
            0 => false,
            b'\\' => true,
            byte @ 0..0x80 => IS_PART[byte as usize] && !byte.is_ascii_digit(),
            _ => is_identifier_start(wtf8::decode(&self.source[self.pos..self.limit]).0),
        }
    }

    /// Skips ASCII and other identifier characters, as after a regular expression.
    pub(super) fn skip_identifier_parts(&mut self) {
        while self.pos < self.limit {
            let (code_point, length) = wtf8::decode(&self.source[self.pos..self.limit]);
            if !is_identifier_part(code_point) {
                return;
            }
            self.pos += length;
        }
    }
}

fn is_identifier_start(code_point: u32) -> bool {
    match code_point {
        0..128 => IS_PART[code_point as usize] && !(code_point as u8).is_ascii_digit(),
        _ => char::from_u32(code_point).is_some_and(unicode_id_start::is_id_start),
    }
}

fn is_identifier_part(code_point: u32) -> bool {
    match code_point {
        0..128 => IS_PART[code_point as usize],
        0x200C | 0x200D => true,
        _ => char::from_u32(code_point).is_some_and(unicode_id_start::is_id_continue),
    }
}
