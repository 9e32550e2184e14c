//! A borrowed look at the code units of a string, in whichever encoding they are stored.
//!
//! Everything that only reads is written against [`StringView`]; comparison and hashing treat the
//! same content in both encodings as the same.
//!
//! Uses: hash, search, wtf8. Never: repr, cx.

use std::cmp::Ordering;
use std::ops::Range;

/// The most units of one of [`StringView::pieces`]: some hundred microseconds of any work.
pub const PIECE: usize = 1 << 14;

/// The code units of a string.
#[derive(Clone, Copy, Debug)]
pub enum StringView<'c> {
    /// One unit per byte.
    Latin1(&'c [u8]),
    /// Units as they are.
    Utf16(&'c [u16]),
}

/// §11.1.4 CodePointAt ( string, position ) <https://tc39.es/ecma262/#sec-codepointat>: its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodePoint {
    /// The code point, a lone surrogate's own value included.
    pub value: u32,
    /// How many units it takes: 1 or 2.
    pub len: usize,
    /// Whether it is a surrogate without its partner.
    pub is_unpaired: bool,
}

/// Whether no unit is above `0xFF`.
pub(crate) fn fits_latin1(units: &[u16]) -> bool {
    // FAST: blocks without a branch inside become vector code; the first wide unit ends the search.
    units
        .chunks(64)
        .all(|chunk| chunk.iter().fold(0, |all, &unit| all | unit) <= 0xFF)
}

/// The two units of a code point above `0xFFFF`.
pub(crate) fn surrogates(code_point: u32) -> [u16; 2] {
    let offset = code_point.wrapping_sub(0x1_0000);
    [
        0xD800 | (offset >> 10 & 0x3FF) as u16,
        0xDC00 | (offset & 0x3FF) as u16,
    ]
}

/// Whether this is the first half of a surrogate pair.
#[inline(always)]
pub(crate) const fn is_leading(unit: u16) -> bool {
    unit & 0xFC00 == 0xD800
}

/// Whether this is the second half of a surrogate pair.
#[inline(always)]
pub(crate) const fn is_trailing(unit: u16) -> bool {
    unit & 0xFC00 == 0xDC00
}

/// The array index (0 to 2^32 - 2) that `digits` is the canonical spelling of.
pub(crate) fn parse_index(digits: &[u8]) -> Option<u32> {
    match digits {
        [b'0'] => return Some(0),
        [] | [b'0', ..] => return None,
        _ if digits.len() > 10 => return None,
        _ => {}
    }
    let mut index = 0u64;
    for &digit in digits {
        index = index * 10 + u64::from(digit.wrapping_sub(b'0'));
        if !digit.is_ascii_digit() {
            return None;
        }
    }
    u32::try_from(index).ok().filter(|&index| index != u32::MAX)
}

impl<'c> StringView<'c> {
    /// The number of units.
    #[inline(always)]
    #[must_use]
    pub const fn len(self) -> usize {
        match self {
            StringView::Latin1(bytes) => bytes.len(),
            StringView::Utf16(units) => units.len(),
        }
    }

    /// Whether there is no unit.
    #[inline(always)]
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The unit at `index`, which is below the length.
    #[inline(always)]
    #[must_use]
    pub fn char_code_at(self, index: usize) -> u16 {
        match self {
            StringView::Latin1(bytes) => u16::from(bytes[index]),
            StringView::Utf16(units) => units[index],
        }
    }

    /// The unit at `index`, if there is one.
    #[inline(always)]
    #[must_use]
    pub fn get(self, index: usize) -> Option<u16> {
        match self {
            StringView::Latin1(bytes) => bytes.get(index).copied().map(u16::from),
            StringView::Utf16(units) => units.get(index).copied(),
        }
    }

    /// §11.1.4 CodePointAt ( string, position ) <https://tc39.es/ecma262/#sec-codepointat>
    #[inline]
    #[must_use]
    pub fn code_point_at(self, position: usize) -> CodePoint {
        let first = self.char_code_at(position);
        let single = |is_unpaired| CodePoint {
            value: u32::from(first),
            len: 1,
            is_unpaired,
        };
        if !is_leading(first) {
            return single(is_trailing(first));
        }
        match self.get(position + 1) {
            Some(second) if is_trailing(second) => {
                let value = (u32::from(first & 0x3FF) << 10 | u32::from(second & 0x3FF)) + 0x1_0000;
                CodePoint {
                    value,
                    len: 2,
                    is_unpaired: false,
                }
            }
            _ => single(true),
        }
    }

    /// The units in order.
    #[inline]
    pub fn units(self) -> impl DoubleEndedIterator<Item = u16> + ExactSizeIterator + Clone + 'c {
        (0..self.len()).map(move |i| self.char_code_at(i))
    }

    /// The code points in order.
    pub fn code_points(self) -> impl Iterator<Item = CodePoint> + 'c {
        let mut at = 0;
        std::iter::from_fn(move || {
            (at < self.len()).then(|| {
                let point = self.code_point_at(at);
                at += point.len;
                point
            })
        })
    }

    /// Parts of at most [`PIECE`] units, cut within no pair: work on a long text asks between them whether it may go on.
    pub fn pieces(self) -> impl Iterator<Item = StringView<'c>> {
        let mut rest = self;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let mut end = rest.len().min(PIECE);
            let cuts = |end: usize| {
                rest.get(end).is_some_and(is_trailing) && is_leading(rest.char_code_at(end - 1))
            };
            if cuts(end) {
                end -= 1;
            }
            let piece = rest.slice(0..end);
            rest = rest.slice(end..rest.len());
            Some(piece)
        })
    }

    /// A part of this.
    ///
    /// # Panics
    /// If the range is not within the length.
    #[inline(always)]
    #[must_use]
    pub fn slice(self, range: Range<usize>) -> StringView<'c> {
        match self {
            StringView::Latin1(bytes) => StringView::Latin1(&bytes[range]),
            StringView::Utf16(units) => StringView::Utf16(&units[range]),
        }
    }

    /// Whether every unit is below `0x80`.
    #[must_use]
    pub fn is_ascii(self) -> bool {
        match self {
            StringView::Latin1(bytes) => bytes.is_ascii(),
            StringView::Utf16(units) => units.iter().all(|&unit| unit < 0x80),
        }
    }

    /// The text of a Latin-1 view whose units are all below `0x80`.
    #[inline]
    #[must_use]
    pub fn as_ascii(self) -> Option<&'c str> {
        match self {
            StringView::Latin1(bytes) if bytes.is_ascii() => str::from_utf8(bytes).ok(),
            _ => None,
        }
    }

    /// The bytes of a Latin-1 view.
    #[inline]
    #[must_use]
    pub const fn as_latin1(self) -> Option<&'c [u8]> {
        match self {
            StringView::Latin1(bytes) => Some(bytes),
            StringView::Utf16(_) => None,
        }
    }

    /// The content as UTF-8, with U+FFFD for each lone surrogate.
    #[must_use]
    pub fn to_string_lossy(self) -> String {
        match self {
            StringView::Latin1(bytes) => match self.as_ascii() {
                Some(text) => text.to_owned(),
                None => bytes.iter().map(|&byte| char::from(byte)).collect(),
            },
            StringView::Utf16(units) => String::from_utf16_lossy(units),
        }
    }

    /// The order of `<`: by code units.
    #[must_use]
    pub fn compare(self, other: StringView<'_>) -> Ordering {
        match (self, other) {
            (StringView::Latin1(a), StringView::Latin1(b)) => a.cmp(b),
            (StringView::Utf16(a), StringView::Utf16(b)) => a.cmp(b),
            (StringView::Latin1(a), StringView::Utf16(b)) => compare_mixed(a, b),
            (StringView::Utf16(a), StringView::Latin1(b)) => compare_mixed(b, a).reverse(),
        }
    }

    /// Whether this begins with `prefix`.
    #[must_use]
    pub fn starts_with(self, prefix: StringView<'_>) -> bool {
        prefix.len() <= self.len() && self.slice(0..prefix.len()) == prefix
    }

    /// A hash of the content, the same for both encodings; never 0.
    #[must_use]
    pub fn hash(self, seed: u64) -> u32 {
        super::hash::hash(self, seed)
    }

    /// The least index not below `from` at which `needle` occurs.
    #[must_use]
    pub fn index_of(self, needle: StringView<'_>, from: usize) -> Option<usize> {
        super::search::index_of(self, needle, from)
    }

    /// The greatest index not above `from` at which `needle` occurs.
    #[must_use]
    pub fn last_index_of(self, needle: StringView<'_>, from: usize) -> Option<usize> {
        super::search::last_index_of(self, needle, from)
    }
}

fn compare_mixed(narrow: &[u8], wide: &[u16]) -> Ordering {
    narrow
        .iter()
        .map(|&byte| u16::from(byte))
        .cmp(wide.iter().copied())
}

impl PartialEq for StringView<'_> {
    fn eq(&self, other: &StringView<'_>) -> bool {
        match (*self, *other) {
            (StringView::Latin1(a), StringView::Latin1(b)) => a == b,
            (StringView::Utf16(a), StringView::Utf16(b)) => a == b,
            (StringView::Latin1(narrow), StringView::Utf16(wide))
            | (StringView::Utf16(wide), StringView::Latin1(narrow)) => {
                narrow.len() == wide.len()
                    && narrow.iter().zip(wide).all(|(&a, &b)| u16::from(a) == b)
            }
        }
    }
}

impl Eq for StringView<'_> {}

impl PartialEq<str> for StringView<'_> {
    fn eq(&self, other: &str) -> bool {
        match *self {
            StringView::Latin1(bytes) if other.is_ascii() => bytes == other.as_bytes(),
            _ => self.units().eq(other.encode_utf16()),
        }
    }
}

impl PartialEq<&str> for StringView<'_> {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl std::fmt::Display for StringView<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.to_string_lossy())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_equality_and_order() {
        let wide: Vec<u16> = "abc".encode_utf16().collect();
        assert_eq!(StringView::Latin1(b"abc"), StringView::Utf16(&wide));
        assert_ne!(StringView::Latin1(b"abd"), StringView::Utf16(&wide));
        assert_eq!(
            StringView::Latin1(b"ab").compare(StringView::Utf16(&wide)),
            Ordering::Less
        );
        assert_eq!(
            StringView::Utf16(&wide).compare(StringView::Latin1(b"abb")),
            Ordering::Greater
        );
        assert_eq!(
            StringView::Utf16(&wide).compare(StringView::Utf16(&[0xFF5E])),
            Ordering::Less
        );
        assert!(StringView::Utf16(&wide) == *"abc");
    }

    #[test]
    fn pairs_of_surrogates_are_one_code_point() {
        let units = [0x41, 0xD83D, 0xDE00, 0xDE00];
        let values: Vec<u32> = StringView::Utf16(&units)
            .code_points()
            .map(|p| p.value)
            .collect();
        assert_eq!(values, [0x41, 0x1_F600, 0xDE00]);
        assert_eq!(surrogates(0x1_F600), [0xD83D, 0xDE00]);
        assert!(StringView::Utf16(&units).code_point_at(3).is_unpaired);
    }

    #[test]
    fn indices_have_one_spelling() {
        for (text, index) in [
            ("0", Some(0)),
            ("42", Some(42)),
            ("4294967294", Some(4_294_967_294)),
        ] {
            assert_eq!(parse_index(text.as_bytes()), index);
        }
        for text in [
            "",
            "00",
            "01",
            "-1",
            "4294967295",
            "99999999999",
            "1a",
            "1.0",
            " 1",
        ] {
            assert_eq!(parse_index(text.as_bytes()), None, "{text:?}");
        }
    }
}
