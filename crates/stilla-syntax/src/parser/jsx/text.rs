//! JSX text: white space between lines goes, entities are decoded.
//!
//! Uses: lexer (WTF-8).
//! Never: parser.

use crate::lexer::wtf8;

const ENTITIES: &[(&str, u32)] = &[
    ("quot", 0x22),
    ("amp", 0x26),
    ("apos", 0x27),
    ("lt", 0x3C),
    ("gt", 0x3E),
    ("nbsp", 0xA0),
    ("iexcl", 0xA1),
    ("cent", 0xA2),
    ("pound", 0xA3),
    ("yen", 0xA5),
    ("sect", 0xA7),
    ("copy", 0xA9),
    ("laquo", 0xAB),
    ("shy", 0xAD),
    ("reg", 0xAE),
    ("deg", 0xB0),
    ("plusmn", 0xB1),
    ("para", 0xB6),
    ("middot", 0xB7),
    ("raquo", 0xBB),
    ("frac12", 0xBD),
    ("iquest", 0xBF),
    ("times", 0xD7),
    ("divide", 0xF7),
    ("ensp", 0x2002),
    ("emsp", 0x2003),
    ("thinsp", 0x2009),
    ("zwnj", 0x200C),
    ("zwj", 0x200D),
    ("ndash", 0x2013),
    ("mdash", 0x2014),
    ("lsquo", 0x2018),
    ("rsquo", 0x2019),
    ("ldquo", 0x201C),
    ("rdquo", 0x201D),
    ("bull", 0x2022),
    ("hellip", 0x2026),
    ("euro", 0x20AC),
    ("trade", 0x2122),
    ("larr", 0x2190),
    ("uarr", 0x2191),
    ("rarr", 0x2192),
    ("darr", 0x2193),
    ("infin", 0x221E),
    ("ne", 0x2260),
    ("le", 0x2264),
    ("ge", 0x2265),
];

/// Lines trimmed and joined by spaces; `None` when nothing is left. White space within one line stays.
pub(super) fn clean(text: &[u8]) -> Option<Vec<u8>> {
    let lines: Vec<&[u8]> = text.split(|&byte| byte == b'\n' || byte == b'\r').collect();
    let last = lines.len() - 1;
    let mut out: Vec<u8> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let mut line = *line;
        if index > 0 {
            line = trim_start(line);
        }
        if index < last {
            line = trim_end(line);
        }
        if line.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(b' ');
        }
        out.extend_from_slice(&decode_entities(line));
    }
    (!out.is_empty()).then_some(out)
}

fn trim_start(mut line: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] = line {
        line = rest;
    }
    line
}

fn trim_end(mut line: &[u8]) -> &[u8] {
    while let [rest @ .., b' ' | b'\t'] = line {
        line = rest;
    }
    line
}

/// `&amp;`, `&#65;`, `&#x41;`; what is no known entity stays.
pub(super) fn decode_entities(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = memchr::memchr(b'&', rest) {
        out.extend_from_slice(&rest[..place]);
        rest = &rest[place..];
        let end = memchr::memchr(b';', &rest[..rest.len().min(12)]);
        match end.and_then(|end| entity(&rest[1..end]).map(|value| (end, value))) {
            Some((end, value)) => {
                wtf8::push(&mut out, value);
                rest = &rest[end + 1..];
            }
            None => {
                out.push(b'&');
                rest = &rest[1..];
            }
        }
    }
    out.extend_from_slice(rest);
    out
}

fn entity(name: &[u8]) -> Option<u32> {
    let name = std::str::from_utf8(name).ok()?;
    let value = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => digits.parse().ok()?,
        },
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1,
    };
    (value <= 0x10_FFFF).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_between_lines() {
        assert_eq!(clean(b"\n   a b \n\n  c\n"), Some(b"a b c".to_vec()));
        assert_eq!(clean(b" a "), Some(b" a ".to_vec()));
        assert_eq!(clean(b"\n  \n"), None);
        assert_eq!(decode_entities(b"&lt;&#65;&#x42;&nope;&"), b"<AB&nope;&");
    }
}
