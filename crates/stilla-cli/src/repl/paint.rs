//! Colours of an input while it is typed: keywords, literals, comments.
//!
//! Uses: nothing. Never: the session.

/// The words with a meaning.
pub(super) const KEYWORDS: &[&str] = &[
    "async",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "export",
    "extends",
    "finally",
    "for",
    "from",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "let",
    "new",
    "of",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "try",
    "typeof",
    "using",
    "var",
    "void",
    "while",
    "with",
    "yield",
];
/// The words that are values.
pub(super) const CONSTANTS: &[&str] = &["false", "Infinity", "NaN", "null", "true", "undefined"];

const KEYWORD: &str = "\u{1b}[35m";
const NUMBER: &str = "\u{1b}[33m";
const TEXT: &str = "\u{1b}[32m";
const COMMENT: &str = "\u{1b}[90m";
const END: &str = "\u{1b}[39m";

/// The text with the codes of colours; nothing else changes.
pub(super) fn paint(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    let mut is_behind_dot = false;
    while let Some(first) = rest.chars().next() {
        let (length, color) = piece(rest, first, is_behind_dot);
        let (piece, after) = rest.split_at(length);
        match color {
            Some(color) => out.extend([color, piece, END]),
            None => out.push_str(piece),
        }
        is_behind_dot = first == '.';
        rest = after;
    }
    out
}

/// How long the first piece is, and its colour.
fn piece(rest: &str, first: char, is_behind_dot: bool) -> (usize, Option<&'static str>) {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    if rest.starts_with("//") {
        return (rest.find('\n').unwrap_or(rest.len()), Some(COMMENT));
    }
    if rest.starts_with("/*") {
        let end = rest.find("*/").map_or(rest.len(), |end| end + 2);
        return (end, Some(COMMENT));
    }
    if matches!(first, '"' | '\'' | '`') {
        return (string_length(rest, first), Some(TEXT));
    }
    let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    if first.is_ascii_digit() {
        return (length, Some(NUMBER));
    }
    if length == 0 {
        return (first.len_utf8(), None);
    }
    let word = &rest[..length];
    let color = if is_behind_dot {
        None
    } else if KEYWORDS.contains(&word) {
        Some(KEYWORD)
    } else if CONSTANTS.contains(&word) {
        Some(NUMBER)
    } else {
        None
    };
    (length, color)
}

/// How long the string is that begins here; one without end goes to the end of its line, a template on.
fn string_length(rest: &str, mark: char) -> usize {
    let mut is_escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '\n' if mark != '`' => return at,
            c if c == mark => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_colours_are_added() {
        let text = "const a = 'b\\'' + `x${1}`; // é\nfoo.new(12n, null) /* end";
        let painted = paint(text);
        assert!(painted.starts_with("\u{1b}[35mconst\u{1b}[39m a = \u{1b}[32m'b\\''\u{1b}[39m"));
        assert!(painted.contains("foo.new(\u{1b}[33m12n"));
        let mut plain = painted;
        for code in [KEYWORD, NUMBER, TEXT, COMMENT, END] {
            plain = plain.replace(code, "");
        }
        assert_eq!(plain, text);
    }
}
