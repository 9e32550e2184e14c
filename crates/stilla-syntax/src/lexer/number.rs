//! Numeric literals.
//!
//! Uses: lexer.
//! Never: parser.

use super::{Lexer, T, Token};
use crate::diagnostic::DiagnosticKind;

/// So many digits are an integer that is exact as a double.
const MOST_EXACT_DIGITS: usize = 15;

impl Lexer<'_> {
    pub(super) fn number(&mut self, token: &mut Token) -> T {
        if let Some(number) = self.short_integer() {
            token.number = number;
            return T::Number;
        }
        let start = self.pos;
        let result = match (self.byte(), self.byte_at(1) | 0x20) {
            (b'0', b'x') => self.radix_number(token, 16),
            (b'0', b'o') => self.radix_number(token, 8),
            (b'0', b'b') => self.radix_number(token, 2),
            (b'0', b'0'..=b'9') if self.byte_at(1).is_ascii_digit() => self.legacy_number(token),
            _ => self.decimal_number(token),
        };
        match result {
            Ok(_) if self.byte().is_ascii_digit() || self.at_identifier_start() => {
                self.pos += 1;
                self.fail(DiagnosticKind::IdentifierAfterNumber, start)
            }
            Ok(kind) => kind,
            Err(kind) => self.fail(kind, start),
        }
    }

    /// FAST: most numbers are a few digits and nothing else.
    fn short_integer(&mut self) -> Option<f64> {
        let (mut value, mut length) = (0u64, 0);
        while length < MOST_EXACT_DIGITS && self.byte_at(length).is_ascii_digit() {
            value = value * 10 + u64::from(self.byte_at(length) - b'0');
            length += 1;
        }
        let after = self.byte_at(length);
        let ends = after.is_ascii() && !after.is_ascii_alphanumeric();
        let is_whole = ends && !matches!(after, b'.' | b'_' | b'$' | b'\\');
        if !is_whole || length == 0 || (length > 1 && self.byte() == b'0') {
            return None;
        }
        self.pos += length;
        Some(value as f64)
    }

    fn decimal_number(&mut self, token: &mut Token) -> Result<T, DiagnosticKind> {
        let start = self.pos;
        let mut separators = self.digits(10)?;
        if self.source[start] == b'0' && separators {
            return Err(DiagnosticKind::InvalidSeparator);
        }
        if self.byte() == b'n' && self.source[start] != b'.' {
            return Ok(self.big_int(token, start, self.pos));
        }
        let mut integer = true;
        if self.byte() == b'.' {
            integer = false;
            self.pos += 1;
            if self.byte() == b'_' {
                return Err(DiagnosticKind::InvalidSeparator);
            }
            separators |= self.digits(10)?;
        }
        integer &= !self.exponent(&mut separators)?;
        let text = &self.source[start..self.pos];
        token.number = if integer && text.len() <= MOST_EXACT_DIGITS && !separators {
            text.iter()
                .fold(0u64, |value, &digit| value * 10 + u64::from(digit - b'0')) as f64
        } else {
            decimal_value(text, separators)
        };
        Ok(T::Number)
    }

    fn exponent(&mut self, separators: &mut bool) -> Result<bool, DiagnosticKind> {
        if self.byte() | 0x20 != b'e' {
            return Ok(false);
        }
        self.pos += 1;
        if matches!(self.byte(), b'+' | b'-') {
            self.pos += 1;
        }
        if !self.byte().is_ascii_digit() {
            return Err(DiagnosticKind::InvalidNumber);
        }
        *separators |= self.digits(10)?;
        Ok(true)
    }

    /// `017` and `089`.
    fn legacy_number(&mut self, token: &mut Token) -> Result<T, DiagnosticKind> {
        let start = self.pos;
        token.legacy_octal = true;
        while self.byte().is_ascii_digit() {
            self.pos += 1;
        }
        if self.byte() == b'_' {
            return Err(DiagnosticKind::InvalidSeparator);
        }
        let digits = &self.source[start..self.pos];
        if digits.iter().all(|&digit| digit < b'8') {
            token.number = power_of_two_radix(digits, 3);
            return Ok(T::Number);
        }
        let mut separators = false;
        if self.byte() == b'.' {
            self.pos += 1;
            if self.byte() == b'_' {
                return Err(DiagnosticKind::InvalidSeparator);
            }
            separators = self.digits(10)?;
        }
        self.exponent(&mut separators)?;
        token.number = decimal_value(&self.source[start..self.pos], separators);
        Ok(T::Number)
    }

    fn radix_number(&mut self, token: &mut Token, radix: u32) -> Result<T, DiagnosticKind> {
        let start = self.pos;
        self.pos += 2;
        if !(self.byte() as char).is_digit(radix) {
            return Err(if self.byte() == b'_' {
                DiagnosticKind::InvalidSeparator
            } else {
                DiagnosticKind::InvalidNumber
            });
        }
        self.digits(radix)?;
        if self.byte() == b'n' {
            return Ok(self.big_int(token, start, self.pos));
        }
        token.number = power_of_two_radix(&self.source[start + 2..self.pos], radix.ilog2());
        Ok(T::Number)
    }

    fn big_int(&mut self, token: &mut Token, start: usize, end: usize) -> T {
        let mut text: Vec<u8> = self.source[start..end]
            .iter()
            .filter(|&&byte| byte != b'_')
            .map(u8::to_ascii_lowercase)
            .collect();
        if text.len() > 2 && !text[1].is_ascii_digit() {
            let zeros = text[2..text.len() - 1]
                .iter()
                .take_while(|&&byte| byte == b'0')
                .count();
            text.drain(2..2 + zeros);
        }
        token.name = self.interner.intern(&text);
        self.pos += 1;
        T::BigInt
    }

    /// Skips digits and tells whether separators were among them.
    fn digits(&mut self, radix: u32) -> Result<bool, DiagnosticKind> {
        let mut separators = false;
        loop {
            match self.byte() {
                b'_' => {
                    let before = (self.source[self.pos - 1] as char).is_digit(radix);
                    if !before || !(self.byte_at(1) as char).is_digit(radix) {
                        return Err(DiagnosticKind::InvalidSeparator);
                    }
                    separators = true;
                }
                byte if (byte as char).is_digit(radix) => {}
                _ => return Ok(separators),
            }
            self.pos += 1;
        }
    }
}

fn decimal_value(text: &[u8], separators: bool) -> f64 {
    let clean: Vec<u8>;
    let text = match separators {
        true => {
            clean = text.iter().copied().filter(|&byte| byte != b'_').collect();
            &clean
        }
        false => text,
    };
    std::str::from_utf8(text)
        .ok()
        .and_then(|text| text.parse().ok())
        .expect("the lexer passed only digits, point and exponent")
}

/// The digits' value, rounded once.
fn power_of_two_radix(digits: &[u8], bits: u32) -> f64 {
    let mut mantissa = 0u64;
    let mut exponent = 0i32;
    for digit in digits
        .iter()
        .filter_map(|&byte| (byte as char).to_digit(16))
    {
        if mantissa >> (64 - bits) == 0 {
            mantissa = mantissa << bits | u64::from(digit);
        } else {
            // The lost digits only matter for a tie: one sticky bit tells of them.
            mantissa |= u64::from(digit != 0);
            exponent = exponent.saturating_add(bits as i32);
        }
    }
    if exponent > 1024 {
        f64::INFINITY
    } else {
        mantissa as f64 * 2f64.powi(exponent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radix_numbers_round_once() {
        assert_eq!(
            power_of_two_radix(b"20000000000001", 4),
            9007199254740993f64
        );
        assert_eq!(
            power_of_two_radix(b"fffffffffffffbff", 4),
            18446744073709549568f64
        );
        assert_eq!(
            power_of_two_radix(b"10000000000000810000", 4),
            0x1000_0000_0000_0081u64 as f64 * 65536.0
        );
        assert_eq!(power_of_two_radix(&[b'f'; 300], 4), f64::INFINITY);
    }
}
