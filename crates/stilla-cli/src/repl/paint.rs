//! Colours of an input while it is typed: keywords, literals, comments.
//!
//! Uses: stilla-syntax's table of words. Never: the session.

use stilla_syntax::keyword::{KeywordClass, WORDS};

/// The words with a meaning: those of the language, and of the others the common ones.
pub(super) fn keywords() -> impl Iterator<Item = &'static str> {
    let words = WORDS.iter().filter(|(word, class)| match class {
        KeywordClass::Reserved => !CONSTANTS.contains(word),
        KeywordClass::StrictReserved => matches!(*word, "let" | "static"),
        KeywordClass::Conditional => true,
        KeywordClass::Contextual => matches!(*word, "async" | "from" | "of" | "using"),
        KeywordClass::WellKnown => false,
    });
    words.map(|(word, _)| *word)
}

/// The words that are values.
pub(super) const CONSTANTS: &[&str] = &["false", "Infinity", "NaN", "null", "true", "undefined"];

const KEYWORD: &str = "\u{1b}[35m";
const NUMBER: &str = "\u{1b}[33m";
const TEXT: &str = "\u{1b}[32m";
const PATTERN: &str = "\u{1b}[31m";
const COMMENT: &str = "\u{1b}[90m";
const END: &str = "\u{1b}[39m";

/// How deep templates may stand in each other.
const DEEPEST: usize = 8;

/// The text with the codes of colours; nothing else changes.
pub(super) fn paint(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    paint_part(text, DEEPEST, &mut out);
    out
}

fn paint_part(text: &str, depth: usize, out: &mut String) {
    let mut rest = text;
    let mut before = Before::Nothing;
    while let Some(first) = rest.chars().next() {
        if first == '`' && depth > 0 {
            rest = paint_template(rest, depth - 1, out);
            before = Before::Value;
            continue;
        }
        let (length, color) = piece(rest, first, before);
        let (piece, after) = rest.split_at(length);
        match color {
            Some(color) => out.extend([color, piece, END]),
            None => out.push_str(piece),
        }
        before = match color {
            _ if first.is_whitespace() || color == Some(COMMENT) => before,
            Some(KEYWORD) if piece != "this" && piece != "super" => Before::Nothing,
            _ if first == '.' => Before::Dot,
            _ if is_word(first) || color.is_some() || matches!(first, ')' | ']' | '}') => {
                Before::Value
            }
            _ => Before::Nothing,
        };
        rest = after;
    }
}

/// Paints a template with what it computes; gives what stands behind it.
fn paint_template<'t>(text: &'t str, depth: usize, out: &mut String) -> &'t str {
    let (whole, after) = text.split_at(string_length(text, '`'));
    let mut rest = whole;
    while let Some(at) = rest.find("${") {
        let (literal, part) = rest.split_at(at + 2);
        let length = part_length(part);
        out.extend([TEXT, literal, END]);
        paint_part(&part[..length], depth, out);
        rest = &part[length..];
    }
    out.extend([TEXT, rest, END]);
    after
}

/// How long the code is that stands before the brace that ends it.
fn part_length(text: &str) -> usize {
    let mut open = 0_usize;
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        match first {
            '"' | '\'' | '`' => {
                at += string_length(&text[at..], first);
                continue;
            }
            '{' => open += 1,
            '}' if open == 0 => return at,
            '}' => open -= 1,
            _ => {}
        }
        at += first.len_utf8();
    }
    text.len()
}

/// What stands before a piece, as far as it tells what the piece is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing that a value could end with: a slash begins a pattern.
    Nothing,
    Dot,
    Value,
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// How long the first piece is, and its colour.
fn piece(rest: &str, first: char, before: Before) -> (usize, Option<&'static str>) {
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
    if first == '/' && before == Before::Nothing {
        return (pattern_length(rest), Some(PATTERN));
    }
    let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    if first.is_ascii_digit() {
        return (length, Some(NUMBER));
    }
    if length == 0 {
        return (first.len_utf8(), None);
    }
    let word = &rest[..length];
    let color = if before == Before::Dot {
        None
    } else if CONSTANTS.contains(&word) {
        Some(NUMBER)
    } else if keywords().any(|keyword| keyword == word) {
        Some(KEYWORD)
    } else {
        None
    };
    (length, color)
}

/// How long the regular expression is that begins here, with its flags.
fn pattern_length(rest: &str) -> usize {
    let (mut is_escaped, mut is_in_class) = (false, false);
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' => return at,
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => is_in_class = true,
            ']' => is_in_class = false,
            '/' if !is_in_class => {
                let flags = rest[at + 1..].find(|c: char| !is_word(c));
                return flags.map_or(rest.len(), |length| at + 1 + length);
            }
            _ => {}
        }
    }
    rest.len()
}

/// How long the string is that begins here; one without end goes to the end of its line, a template on.
fn string_length(rest: &str, mark: char) -> usize {
    // NOTE: a template within a template ends what is painted as one; that is only a matter of colours.
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
        let text = "const a = 'b\\'' + `x${1 + `y${{}}`}`; // é\nfoo.new(12n, null) /* end";
        let painted = paint(text);
        assert!(painted.starts_with("\u{1b}[35mconst\u{1b}[39m a = \u{1b}[32m'b\\''\u{1b}[39m"));
        assert!(painted.contains("foo.new(\u{1b}[33m12n"));
        let mut plain = painted;
        for code in [KEYWORD, NUMBER, TEXT, PATTERN, COMMENT, END] {
            plain = plain.replace(code, "");
        }
        assert_eq!(plain, text);
    }

    #[test]
    fn a_slash_divides_behind_a_value() {
        let pattern = |text: &str| paint(text).contains(PATTERN);
        assert!(!pattern("a / b / c") && !pattern("f(1) / 2 / x") && !pattern("this / 1 / 2"));
        assert!(pattern("x = /[/]/g") && pattern("return /a/") && pattern("/a/.test(b)"));
        assert!(paint("`a${1}`").contains("${\u{1b}[39m\u{1b}[33m1\u{1b}[39m"));
    }
}
