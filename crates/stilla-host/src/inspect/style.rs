//! The colours of values.
//!
//! Uses: nothing. Never: core.

/// What a piece of text is.
///
/// # Examples
/// ```
/// use stilla_host::inspect::Style;
///
/// assert_ne!(Style::Number.codes(), Style::Text.codes());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// A Number or BigInt, or a Boolean.
    Number,
    /// A String.
    Text,
    /// A Symbol.
    Symbol,
    /// `undefined`
    Undefined,
    /// `null`
    Null,
    /// A function, an accessor, a cycle, what is not shown.
    Special,
    /// A date.
    Date,
    /// A regular expression.
    RegExp,
}

impl Style {
    /// The codes that begin and end the style on a terminal.
    ///
    /// # Examples
    /// ```
    /// let (begin, end) = stilla_host::inspect::Style::Number.codes();
    /// assert!(begin.starts_with("\u{1b}[") && end.starts_with("\u{1b}["));
    /// ```
    #[must_use]
    pub fn codes(self) -> (&'static str, &'static str) {
        match self {
            Style::Number => ("\u{1b}[33m", "\u{1b}[39m"),
            Style::Text | Style::Symbol => ("\u{1b}[32m", "\u{1b}[39m"),
            Style::Undefined => ("\u{1b}[90m", "\u{1b}[39m"),
            Style::Null => ("\u{1b}[1m", "\u{1b}[22m"),
            Style::Special => ("\u{1b}[36m", "\u{1b}[39m"),
            Style::Date => ("\u{1b}[35m", "\u{1b}[39m"),
            Style::RegExp => ("\u{1b}[31m", "\u{1b}[39m"),
        }
    }
}
