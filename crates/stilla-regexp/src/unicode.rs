//! Unicode properties by name, and the classes behind `\d`, `\s` and `\w`.
//!
//! The data stands compressed in `data/unicode.bin`; a set is unpacked when a pattern names it and never cached.
//!
//! Uses: charset.
//! Never: parser, matcher.

mod tables;

use crate::charset::CharSet;
use tables::{BINARY, DATA, GENERAL_CATEGORY, OFFSETS, SCRIPT, SCRIPT_EXTENSIONS, STRINGS};

/// `\d`.
pub(crate) const DIGITS: [(u32, u32); 1] = [(0x30, 0x39)];

/// `\w` without the additions of `iu`.
pub(crate) const WORD: [(u32, u32); 4] = [(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)];

/// `\s`: WhiteSpace and LineTerminator.
pub(crate) const SPACE: [(u32, u32); 10] = [
    (0x09, 0x0D),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
];

/// LineTerminator.
pub(crate) const LINE_ENDS: [(u32, u32); 3] = [(0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)];

/// What a property of strings contains.
#[derive(Debug, Default)]
pub(crate) struct StringSet {
    /// Members of one code point.
    pub(crate) chars: CharSet,
    /// Members of more, longest first within each source.
    pub(crate) strings: Vec<Vec<u32>>,
}

/// The set of `\p{name=value}`, if the specification knows both.
pub(crate) fn property_with_value(name: &str, value: &str) -> Option<CharSet> {
    let table: &[(&str, u16)] = match name {
        "General_Category" | "gc" => &GENERAL_CATEGORY,
        "Script" | "sc" => &SCRIPT,
        "Script_Extensions" | "scx" => &SCRIPT_EXTENSIONS,
        _ => return None,
    };
    lookup(table, value)
}

/// The set of `\p{name}`: a binary property or a general category.
pub(crate) fn property(name: &str) -> Option<CharSet> {
    lookup(&BINARY, name).or_else(|| lookup(&GENERAL_CATEGORY, name))
}

/// The members of a property of strings.
pub(crate) fn property_of_strings(name: &str) -> Option<StringSet> {
    let mut found = StringSet::default();
    let mut known = false;
    for &(row, set, offset) in &STRINGS {
        // RGI_Emoji is the union of the other six.
        if row == name || name == "RGI_Emoji" {
            known = true;
            found.chars.union(&unpack(set));
            unpack_strings(offset, &mut found.strings);
        }
    }
    known.then_some(found)
}

/// ID_Start as group names use it, `$` and `_` included.
pub(crate) fn is_name_start(c: u32) -> bool {
    match char::from_u32(c) {
        Some(ascii) if ascii.is_ascii() => {
            ascii.is_ascii_alphabetic() || ascii == '$' || ascii == '_'
        }
        _ => property("ID_Start").is_some_and(|set| set.contains(c)),
    }
}

/// ID_Continue as group names use it, `$`, ZWNJ and ZWJ included.
pub(crate) fn is_name_part(c: u32) -> bool {
    match char::from_u32(c) {
        Some(ascii) if ascii.is_ascii() => {
            ascii.is_ascii_alphanumeric() || ascii == '$' || ascii == '_'
        }
        _ => {
            c == 0x200C || c == 0x200D || property("ID_Continue").is_some_and(|set| set.contains(c))
        }
    }
}

fn lookup(table: &[(&str, u16)], name: &str) -> Option<CharSet> {
    let row = table.binary_search_by(|row| row.0.cmp(name)).ok()?;
    Some(unpack(table[row].1))
}

fn unpack(index: u16) -> CharSet {
    let mut at = OFFSETS[index as usize] as usize;
    let count = number(&mut at);
    let mut ranges = Vec::with_capacity(count as usize);
    let mut next = 0;
    for _ in 0..count {
        let first = next + number(&mut at);
        next = first + number(&mut at);
        ranges.push((first, next - 1));
    }
    CharSet::from_sorted(ranges)
}

fn unpack_strings(offset: u32, into: &mut Vec<Vec<u32>>) {
    let mut at = offset as usize;
    for _ in 0..number(&mut at) {
        let len = number(&mut at);
        into.push((0..len).map(|_| number(&mut at)).collect());
    }
}

/// Reads one LEB128 number of the data file.
fn number(at: &mut usize) -> u32 {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = DATA[*at];
        *at += 1;
        value |= u32::from(byte & 127) << shift;
        if byte < 128 {
            return value;
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_found_by_every_name() {
        assert_eq!(
            property("ASCII").map(|s| s.ranges().to_vec()),
            Some(vec![(0, 127)])
        );
        assert_eq!(
            property("Lu"),
            property_with_value("gc", "Uppercase_Letter")
        );
        assert!(property_with_value("sc", "Grek").is_some_and(|s| s.contains(0x3B1)));
        assert!(property_with_value("scx", "Grek").is_some_and(|s| s.contains(0x342)));
        assert!(property("Latin").is_none() && property("lu").is_none());
        assert_eq!(property("Any"), Some(CharSet::all()));
    }

    #[test]
    fn strings_have_their_members() {
        let keycaps = property_of_strings("Emoji_Keycap_Sequence").map(|s| s.strings.len());
        assert_eq!(keycaps, Some(12));
        let all = property_of_strings("RGI_Emoji").map(|s| s.strings.len());
        assert!(all > Some(2000));
    }
}
