//! Tokens.
//!
//! Uses: interner.
//! Never: parser.

use crate::ast::Span;
use crate::interner::Name;

/// The kinds of tokens. All identifiers and keywords are [`T::Word`]: the name tells which.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum T {
    #[default]
    Eof,
    Error,
    Word,
    PrivateName,
    Number,
    BigInt,
    String,
    /// A template text that ends with a back quote.
    TemplateEnd,
    /// A template text that ends with `${`.
    TemplateOpen,
    RegExp,
    LParen,
    RParen,
    LBrace,
    RBrace,
    LBracket,
    RBracket,
    Semicolon,
    Comma,
    Colon,
    Tilde,
    At,
    Dot,
    Ellipsis,
    Arrow,
    Question,
    QuestionDot,
    Not,
    PlusPlus,
    MinusMinus,
    // Binary operators.
    QuestionQuestion,
    OrOr,
    AndAnd,
    Or,
    Caret,
    And,
    EqEq,
    NotEq,
    EqEqEq,
    NotEqEq,
    Lt,
    LtEq,
    Gt,
    GtEq,
    Shl,
    Shr,
    Ushr,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    StarStar,
    // Assignment operators.
    Eq,
    PlusEq,
    MinusEq,
    StarEq,
    SlashEq,
    PercentEq,
    StarStarEq,
    ShlEq,
    ShrEq,
    UshrEq,
    AndEq,
    OrEq,
    CaretEq,
    AndAndEq,
    OrOrEq,
    QuestionQuestionEq,
}

impl T {
    /// How the token is called in messages, where its text doesn't say more.
    pub(crate) fn text(self) -> &'static str {
        match self {
            T::LParen => "'('",
            T::RParen => "')'",
            T::LBrace => "'{'",
            T::RBrace => "'}'",
            T::LBracket => "'['",
            T::RBracket => "']'",
            T::Semicolon => "';'",
            T::Comma => "','",
            T::Colon => "':'",
            T::Dot => "'.'",
            T::Arrow => "'=>'",
            T::Eq => "'='",
            T::Lt => "'<'",
            T::Gt => "'>'",
            T::Star => "'*'",
            T::String => "a string",
            T::Word => "an identifier",
            T::TemplateEnd => "the end of the template",
            T::Eof => "end of input",
            _ => "a token",
        }
    }
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) kind: T,
    /// A line end stands between the previous token and this one.
    pub(crate) newline_before: bool,
    /// A word with an escape; a string with an escape or line continuation.
    pub(crate) escaped: bool,
    /// A number with leading zero, or a string with an octal escape.
    pub(crate) legacy_octal: bool,
    /// A template with an escape that has no meaning.
    pub(crate) invalid_escape: bool,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Word, private name, cooked string or template, digits of a BigInt, pattern of a regular expression.
    pub(crate) name: Name,
    /// Raw template, flags of a regular expression.
    pub(crate) raw: Name,
    pub(crate) number: f64,
}

impl Default for Token {
    fn default() -> Self {
        Self {
            kind: T::Eof,
            newline_before: false,
            escaped: false,
            legacy_octal: false,
            invalid_escape: false,
            start: 0,
            end: 0,
            name: Name::EMPTY,
            raw: Name::EMPTY,
            number: 0.0,
        }
    }
}

impl Token {
    pub(crate) fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// Whether this is the given keyword, written without escapes.
    pub(crate) fn is(&self, word: Name) -> bool {
        self.kind == T::Word && self.name == word && !self.escaped
    }
}
