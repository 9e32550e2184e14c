//! White space and comments.
//!
//! Uses: lexer.
//! Never: parser.

use super::{Lexer, wtf8};

impl Lexer<'_> {
    /// Skips white space and comments and tells whether a line end was among them. The error is the start of a comment
    /// without end.
    #[inline]
    pub(super) fn skip_trivia(&mut self) -> Result<bool, usize> {
        // FAST: most tokens follow directly or after one space.
        if self.byte() == b' ' {
            self.pos += 1;
        }
        match self.byte() {
            b'!'..=b',' | b'.' | b'0'..=b';' | b'=' | b'>'..=b'~' if self.pos > 0 => Ok(false),
            _ => self.skip_more_trivia(),
        }
    }

    fn skip_more_trivia(&mut self) -> Result<bool, usize> {
        let mut newline = false;
        if self.pos == 0 && self.source.starts_with(b"#!") {
            self.skip_line();
        }
        while self.pos < self.limit {
            match self.source[self.pos] {
                b' ' => self.skip_spaces(),
                b'\t' | 0x0B | 0x0C => self.pos += 1,
                b'\n' | b'\r' => {
                    newline = true;
                    self.pos += 1;
                }
                b'/' => match self.byte_at(1) {
                    b'/' => self.skip_line(),
                    b'*' => newline |= self.skip_block_comment()?,
                    _ => break,
                },
                b'<' if self.html_comments && self.starts_with(b"<!--") => self.skip_line(),
                b'-' if self.html_comments
                    && (newline || self.first_token_pending)
                    && self.starts_with(b"-->") =>
                {
                    self.skip_line()
                }
                0x80.. => match wtf8::decode(&self.source[self.pos..self.limit]) {
                    (0x2028 | 0x2029, length) => {
                        newline = true;
                        self.pos += length;
                    }
                    (
                        0xA0 | 0xFEFF | 0x1680 | 0x2000..=0x200A | 0x202F | 0x205F | 0x3000,
                        length,
                    ) => self.pos += length,
                    _ => break,
                },
                _ => break,
            }
        }
        Ok(newline)
    }

    fn starts_with(&self, text: &[u8]) -> bool {
        self.source[self.pos..self.limit].starts_with(text)
    }

    /// Skips one space and those behind it.
    #[inline]
    fn skip_spaces(&mut self) {
        self.pos += 1;
        // FAST: indentation is a third of many programs: eight bytes at a time.
        while let Some(eight) = self.source[self.pos..self.limit].first_chunk() {
            let others = u64::from_le_bytes(*eight) ^ u64::from_le_bytes([b' '; 8]);
            self.pos += others.trailing_zeros() as usize / 8;
            if others != 0 {
                return;
            }
        }
    }

    fn skip_line(&mut self) {
        let rest = |lexer: &Self| &lexer.source[lexer.pos..lexer.limit];
        while let Some(at) = memchr::memchr3(b'\n', b'\r', 0xE2, rest(self)) {
            self.pos += at;
            if self.byte() != 0xE2
                || self.byte_at(1) == 0x80 && matches!(self.byte_at(2), 0xA8 | 0xA9)
            {
                return;
            }
            self.pos += 1;
        }
        self.pos = self.limit;
    }

    fn skip_block_comment(&mut self) -> Result<bool, usize> {
        let start = self.pos;
        let text = &self.source[start + 2..self.limit];
        let Some(length) = memchr::memmem::find(text, b"*/") else {
            self.pos = self.limit;
            return Err(start);
        };
        self.pos = start + 2 + length + 2;
        let text = &text[..length];
        Ok(memchr::memchr2(b'\n', b'\r', text).is_some()
            || memchr::memmem::find(text, "\u{2028}".as_bytes()).is_some()
            || memchr::memmem::find(text, "\u{2029}".as_bytes()).is_some())
    }
}
