//! Regular expression literals: where they end. What they mean is another crate's business.
//!
//! Uses: lexer.
//! Never: parser.

use super::{Lexer, T, Token};
use crate::diagnostic::DiagnosticKind;

impl Lexer<'_> {
    /// Reads the current token, a `/` or `/=`, as the beginning of a regular expression.
    pub(crate) fn rescan_regexp(&mut self, token: &mut Token) {
        let start = token.start as usize;
        self.pos = start + 1;
        token.kind = self.regexp(token, start);
        token.end = self.pos as u32;
    }

    fn regexp(&mut self, token: &mut Token, start: usize) -> T {
        let mut in_class = false;
        loop {
            if self.pos >= self.limit || self.at_line_end() {
                return self.fail(DiagnosticKind::UnterminatedRegExp, start);
            }
            match self.byte() {
                b'/' if !in_class => break,
                b'[' => in_class = true,
                b']' => in_class = false,
                b'\\' => {
                    self.pos += 1;
                    continue_escape(self);
                    continue;
                }
                _ => {}
            }
            self.pos += 1;
        }
        token.name = self.intern_span(start + 1, self.pos);
        self.pos += 1;
        let flags = self.pos;
        self.skip_identifier_parts();
        token.raw = self.intern_span(flags, self.pos);
        let text = &self.source[flags..self.pos];
        let valid = text
            .iter()
            .enumerate()
            .all(|(index, flag)| b"dgimsuvy".contains(flag) && !text[..index].contains(flag));
        if !valid || text.contains(&b'u') && text.contains(&b'v') || self.byte() == b'\\' {
            let flags = String::from_utf8_lossy(text).into_owned();
            return self.fail(DiagnosticKind::InvalidRegExpFlags { flags }, start);
        }
        T::RegExp
    }

    fn at_line_end(&self) -> bool {
        match self.byte() {
            b'\n' | b'\r' => true,
            0xE2 => self.byte_at(1) == 0x80 && matches!(self.byte_at(2), 0xA8 | 0xA9),
            _ => false,
        }
    }
}

/// Skips the byte behind a backslash, unless it ends the line (the loop finds that).
fn continue_escape(lexer: &mut Lexer<'_>) {
    if lexer.pos < lexer.limit && !lexer.at_line_end() {
        lexer.pos += 1;
    }
}
