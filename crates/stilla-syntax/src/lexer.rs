//! Source bytes to tokens.
//!
//! The parser asks for one token at a time and says when a `/` begins a regular expression, when a `}` continues a
//! template and when text is JSX. Going back is cheap: a token and an offset are the whole state.
//! A lexical error is a token of kind [`T::Error`]; what is wrong is in [`Lexer::error`].
//!
//! Uses: ast (spans), diagnostic, interner.
//! Never: parser, scope.

mod identifier;
mod number;
mod regexp;
mod string;
mod template;
mod token;
mod trivia;
pub(crate) mod wtf8;

pub(crate) use token::{T, Token};

use crate::ast::Span;
use crate::diagnostic::{Diagnostic, DiagnosticKind};
use crate::interner::{Interner, Name};

/// The state of reading one text.
pub(crate) struct Lexer<'s> {
    pub(crate) source: &'s [u8],
    pub(crate) pos: usize,
    /// Where to stop; the end of the source unless a part of it is parsed again.
    pub(crate) limit: usize,
    pub(crate) interner: Interner,
    /// HTML-like comments are comments: scripts only.
    pub(crate) html_comments: bool,
    pub(crate) error: Option<Diagnostic>,
    /// No token was read yet, so this is the beginning of a line.
    pub(crate) first_token_pending: bool,
    buffer: Vec<u8>,
}

impl<'s> Lexer<'s> {
    pub(crate) fn new(source: &'s [u8], interner: Interner) -> Self {
        Self {
            source,
            pos: 0,
            limit: source.len(),
            interner,
            html_comments: true,
            error: None,
            first_token_pending: true,
            buffer: Vec::new(),
        }
    }

    /// The byte at the current place; 0 at the end, which no token contains.
    #[inline]
    fn byte(&self) -> u8 {
        self.byte_at(0)
    }

    #[inline]
    fn byte_at(&self, ahead: usize) -> u8 {
        let place = self.pos + ahead;
        if place < self.limit {
            self.source[place]
        } else {
            0
        }
    }

    fn fail(&mut self, kind: DiagnosticKind, start: usize) -> T {
        let end = self.pos.max(start).min(self.limit);
        self.error = Some(Diagnostic {
            kind,
            span: Span::new(start as u32, end as u32),
        });
        T::Error
    }

    /// Reads the next token. `/` is always an operator here.
    pub(crate) fn next(&mut self) -> Token {
        let mut token = Token::default();
        match self.skip_trivia() {
            Ok(newline) => token.newline_before = newline,
            Err(start) => {
                token.start = start as u32;
                token.kind = self.fail(DiagnosticKind::UnterminatedComment, start);
                token.end = self.pos as u32;
                return token;
            }
        }
        self.first_token_pending = false;
        token.start = self.pos as u32;
        token.kind = if self.pos >= self.limit {
            T::Eof
        } else {
            self.scan(&mut token)
        };
        token.end = self.pos as u32;
        token
    }

    fn scan(&mut self, token: &mut Token) -> T {
        let byte = self.source[self.pos];
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'$' | b'_' | b'\\' | 0x80.. => self.identifier(token),
            b'0'..=b'9' => self.number(token),
            b'"' | b'\'' => self.string(token, byte),
            b'`' => self.template(token),
            b'#' => self.private_name(token),
            b'.' => {
                if self.byte_at(1).is_ascii_digit() {
                    self.number(token)
                } else if self.byte_at(1) == b'.' && self.byte_at(2) == b'.' {
                    self.take(3, T::Ellipsis)
                } else {
                    self.take(1, T::Dot)
                }
            }
            b'(' => self.take(1, T::LParen),
            b')' => self.take(1, T::RParen),
            b'{' => self.take(1, T::LBrace),
            b'}' => self.take(1, T::RBrace),
            b'[' => self.take(1, T::LBracket),
            b']' => self.take(1, T::RBracket),
            b';' => self.take(1, T::Semicolon),
            b',' => self.take(1, T::Comma),
            b':' => self.take(1, T::Colon),
            b'~' => self.take(1, T::Tilde),
            b'@' => self.take(1, T::At),
            _ => self.operator(byte),
        }
    }

    #[inline]
    fn take(&mut self, count: usize, kind: T) -> T {
        self.pos += count;
        kind
    }

    fn operator(&mut self, byte: u8) -> T {
        let (b1, b2, b3) = (self.byte_at(1), self.byte_at(2), self.byte_at(3));
        let (count, kind) = match (byte, b1) {
            (b'=', b'=') if b2 == b'=' => (3, T::EqEqEq),
            (b'=', b'=') => (2, T::EqEq),
            (b'=', b'>') => (2, T::Arrow),
            (b'=', _) => (1, T::Eq),
            (b'!', b'=') if b2 == b'=' => (3, T::NotEqEq),
            (b'!', b'=') => (2, T::NotEq),
            (b'!', _) => (1, T::Not),
            (b'+', b'+') => (2, T::PlusPlus),
            (b'+', b'=') => (2, T::PlusEq),
            (b'+', _) => (1, T::Plus),
            (b'-', b'-') => (2, T::MinusMinus),
            (b'-', b'=') => (2, T::MinusEq),
            (b'-', _) => (1, T::Minus),
            (b'*', b'*') if b2 == b'=' => (3, T::StarStarEq),
            (b'*', b'*') => (2, T::StarStar),
            (b'*', b'=') => (2, T::StarEq),
            (b'*', _) => (1, T::Star),
            (b'/', b'=') => (2, T::SlashEq),
            (b'/', _) => (1, T::Slash),
            (b'%', b'=') => (2, T::PercentEq),
            (b'%', _) => (1, T::Percent),
            (b'<', b'<') if b2 == b'=' => (3, T::ShlEq),
            (b'<', b'<') => (2, T::Shl),
            (b'<', b'=') => (2, T::LtEq),
            (b'<', _) => (1, T::Lt),
            (b'>', b'>') if b2 == b'>' && b3 == b'=' => (4, T::UshrEq),
            (b'>', b'>') if b2 == b'>' => (3, T::Ushr),
            (b'>', b'>') if b2 == b'=' => (3, T::ShrEq),
            (b'>', b'>') => (2, T::Shr),
            (b'>', b'=') => (2, T::GtEq),
            (b'>', _) => (1, T::Gt),
            (b'&', b'&') if b2 == b'=' => (3, T::AndAndEq),
            (b'&', b'&') => (2, T::AndAnd),
            (b'&', b'=') => (2, T::AndEq),
            (b'&', _) => (1, T::And),
            (b'|', b'|') if b2 == b'=' => (3, T::OrOrEq),
            (b'|', b'|') => (2, T::OrOr),
            (b'|', b'=') => (2, T::OrEq),
            (b'|', _) => (1, T::Or),
            (b'^', b'=') => (2, T::CaretEq),
            (b'^', _) => (1, T::Caret),
            (b'?', b'?') if b2 == b'=' => (3, T::QuestionQuestionEq),
            (b'?', b'?') => (2, T::QuestionQuestion),
            (b'?', b'.') if !b2.is_ascii_digit() => (2, T::QuestionDot),
            (b'?', _) => (1, T::Question),
            _ => return self.invalid_character(),
        };
        self.take(count, kind)
    }

    fn invalid_character(&mut self) -> T {
        let start = self.pos;
        let (code_point, length) = wtf8::decode(&self.source[self.pos..self.limit]);
        self.pos += length;
        let found = match char::from_u32(code_point) {
            Some(c) if !c.is_control() => format!("'{c}'"),
            _ => format!("U+{code_point:04X}"),
        };
        self.fail(DiagnosticKind::InvalidCharacter { found }, start)
    }

    /// The name of a part of the source.
    pub(crate) fn intern_span(&mut self, start: usize, end: usize) -> Name {
        self.interner.intern(&self.source[start..end])
    }
}
