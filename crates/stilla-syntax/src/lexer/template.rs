//! Template texts.
//!
//! Uses: lexer, interner.
//! Never: parser.

use super::string::Escape;
use super::{Lexer, T, Token, wtf8};
use crate::diagnostic::DiagnosticKind;

impl Lexer<'_> {
    /// Reads a template text, beginning with its back quote or with the `}` behind an expression.
    pub(super) fn template(&mut self, token: &mut Token) -> T {
        let start = self.pos;
        self.pos += 1;
        let body = self.pos;
        let mut simple = true;
        let (end, kind) = loop {
            match self.byte() {
                b'`' => break (self.pos, T::TemplateEnd),
                b'$' if self.byte_at(1) == b'{' => break (self.pos, T::TemplateOpen),
                b'\\' => {
                    simple = false;
                    self.pos += 1;
                    if self.pos < self.limit {
                        self.pos += 1;
                    }
                }
                b'\r' => {
                    simple = false;
                    self.pos += 1;
                }
                0 if self.pos >= self.limit => {
                    return self.fail(DiagnosticKind::UnterminatedTemplate, start);
                }
                _ => self.pos += 1,
            }
        };
        if simple {
            token.name = self.intern_span(body, end);
            token.raw = token.name;
        } else {
            self.cook(token, body, end);
        }
        self.pos = end + if kind == T::TemplateEnd { 1 } else { 2 };
        kind
    }

    /// Continues a template: the current token is the `}` behind an expression.
    pub(crate) fn rescan_template(&mut self, token: &mut Token) {
        self.pos = token.start as usize;
        token.kind = self.template(token);
        token.end = self.pos as u32;
    }

    fn cook(&mut self, token: &mut Token, body: usize, end: usize) {
        let mut raw = Vec::with_capacity(end - body);
        let mut cooked = Vec::with_capacity(end - body);
        self.pos = body;
        while self.pos < end {
            let here = self.pos;
            match self.source[here] {
                b'\r' => {
                    self.pos += if self.byte_at(1) == b'\n' { 2 } else { 1 };
                    raw.push(b'\n');
                    cooked.push(b'\n');
                }
                b'\\' => {
                    match self.escape() {
                        Escape::CodePoint(code_point) => wtf8::push(&mut cooked, code_point),
                        Escape::Nothing => {}
                        Escape::LegacyOctal(_) => self.invalid_template_escape(
                            token,
                            DiagnosticKind::LegacyOctalEscape,
                            here,
                        ),
                        Escape::Invalid(kind) => {
                            self.invalid_template_escape(token, kind, here);
                            // The escape may have been cut short anywhere: what follows is text again.
                            self.pos = here + 2;
                        }
                    }
                    push_raw(&mut raw, &self.source[here..self.pos.min(end)]);
                }
                _ => {
                    let length = memchr::memchr2(b'\\', b'\r', &self.source[here..end])
                        .unwrap_or(end - here);
                    self.pos += length;
                    wtf8::push_text(&mut cooked, &self.source[here..self.pos]);
                    raw.extend_from_slice(&self.source[here..self.pos]);
                }
            }
        }
        token.name = self.interner.intern(&cooked);
        token.raw = self.interner.intern(&raw);
    }

    fn invalid_template_escape(&mut self, token: &mut Token, kind: DiagnosticKind, start: usize) {
        if !token.invalid_escape {
            token.invalid_escape = true;
            let _ = self.fail(kind, start);
        }
    }
}

fn push_raw(raw: &mut Vec<u8>, text: &[u8]) {
    let mut rest = text;
    while let Some(place) = memchr::memchr(b'\r', rest) {
        raw.extend_from_slice(&rest[..place]);
        raw.push(b'\n');
        rest = rest[place + 1..]
            .strip_prefix(b"\n")
            .unwrap_or(&rest[place + 1..]);
    }
    raw.extend_from_slice(rest);
}
