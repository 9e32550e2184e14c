//! Substring search.
//!
//! Latin-1 goes to memchr's vector code. For wide text the first unit is looked for and what
//! follows is compared; when comparing has cost more than a few passes over the text, the rest is
//! searched by Knuth, Morris and Pratt, so that no input takes more than linear time.
//!
//! Uses: view. Never: repr, cx.

use memchr::memmem;
use smallvec::SmallVec;

use super::view::{StringView, fits_latin1};

/// The least index not below `from` at which `needle` occurs in `haystack`.
pub(super) fn index_of(
    haystack: StringView<'_>,
    needle: StringView<'_>,
    from: usize,
) -> Option<usize> {
    if from > haystack.len() || needle.len() > haystack.len() - from {
        return None;
    }
    if needle.is_empty() {
        return Some(from);
    }
    let found = match (haystack.slice(from..haystack.len()), needle) {
        (StringView::Latin1(text), StringView::Latin1(&[byte])) => memchr::memchr(byte, text),
        (StringView::Latin1(text), StringView::Latin1(needle)) => memmem::find(text, needle),
        (StringView::Latin1(text), StringView::Utf16(needle)) => {
            memmem::find(text, &narrow(needle)?)
        }
        (StringView::Utf16(text), needle) => find(text, &widen(needle)),
    };
    found.map(|at| from + at)
}

/// The greatest index not above `from` at which `needle` occurs in `haystack`.
pub(super) fn last_index_of(
    haystack: StringView<'_>,
    needle: StringView<'_>,
    from: usize,
) -> Option<usize> {
    let last = haystack.len().checked_sub(needle.len())?.min(from);
    if needle.is_empty() {
        return Some(last);
    }
    match (haystack.slice(0..last + needle.len()), needle) {
        (StringView::Latin1(text), StringView::Latin1(needle)) => memmem::rfind(text, needle),
        (StringView::Latin1(text), StringView::Utf16(needle)) => {
            memmem::rfind(text, &narrow(needle)?)
        }
        (StringView::Utf16(text), needle) => rfind(text, &widen(needle)),
    }
}

/// The needle as bytes, unless it has a unit that no Latin-1 text contains.
fn narrow(units: &[u16]) -> Option<SmallVec<[u8; 64]>> {
    fits_latin1(units).then(|| units.iter().map(|&unit| unit as u8).collect())
}

fn widen(view: StringView<'_>) -> SmallVec<[u16; 32]> {
    match view {
        StringView::Latin1(bytes) => bytes.iter().map(|&byte| u16::from(byte)).collect(),
        StringView::Utf16(units) => SmallVec::from_slice(units),
    }
}

/// How many units may be compared in vain per unit of text before the method changes.
const PATIENCE: usize = 4;

fn position(text: &[u16], unit: u16) -> Option<usize> {
    // FAST: blocks without a branch inside become vector code.
    let (chunks, rest) = text.as_chunks::<32>();
    for (i, chunk) in chunks.iter().enumerate() {
        if chunk.iter().fold(false, |any, &it| any | (it == unit)) {
            return chunk
                .iter()
                .position(|&it| it == unit)
                .map(|at| i * 32 + at);
        }
    }
    rest.iter()
        .position(|&it| it == unit)
        .map(|at| chunks.len() * 32 + at)
}

fn find(text: &[u16], needle: &[u16]) -> Option<usize> {
    let (&first, tail) = needle.split_first()?;
    let mut credit = text.len().saturating_mul(PATIENCE);
    let mut at = 0;
    let last = text.len().checked_sub(needle.len())?;
    while at <= last {
        at += position(&text[at..=last], first)?;
        let matched = tail
            .iter()
            .zip(&text[at + 1..])
            .take_while(|(a, b)| a == b)
            .count();
        if matched == tail.len() {
            return Some(at);
        }
        at += 1;
        // A test of the first unit costs too, when it is found at every turn.
        match credit.checked_sub(matched + 8) {
            Some(rest) => credit = rest,
            None => {
                let (text, needle) = (StringView::Utf16(&text[at..]), StringView::Utf16(needle));
                return long_index_of(text, needle, &|_| true)?.map(|i| at + i);
            }
        }
    }
    None
}

fn rfind(text: &[u16], needle: &[u16]) -> Option<usize> {
    let (&first, tail) = needle.split_first()?;
    let mut credit = text.len().saturating_mul(PATIENCE);
    let mut end = text.len().checked_sub(tail.len())?;
    while let Some(at) = text[..end].iter().rposition(|&unit| unit == first) {
        let matched = tail
            .iter()
            .zip(&text[at + 1..])
            .take_while(|(a, b)| a == b)
            .count();
        if matched == tail.len() {
            return Some(at);
        }
        end = at;
        match credit.checked_sub(matched) {
            Some(rest) => credit = rest,
            None => {
                return long_last_index_of(
                    StringView::Utf16(&text[..end + tail.len()]),
                    StringView::Utf16(needle),
                    &|_| true,
                )?;
            }
        }
    }
    None
}

/// The index of the first occurrence, in linear time whatever the content. `goes_on` is asked between pieces, with the units looked at
/// since; `None` if it says no.
pub(super) fn long_index_of(
    text: StringView<'_>,
    needle: StringView<'_>,
    goes_on: &dyn Fn(usize) -> bool,
) -> Option<Option<usize>> {
    let parts = Units { needle, goes_on };
    parts.find(text.units(), |view, i| view.char_code_at(i))
}

/// The index of the last occurrence, as [`long_index_of`].
pub(super) fn long_last_index_of(
    text: StringView<'_>,
    needle: StringView<'_>,
    goes_on: &dyn Fn(usize) -> bool,
) -> Option<Option<usize>> {
    let parts = Units { needle, goes_on };
    let found = parts.find(text.units().rev(), |view, i| {
        view.char_code_at(view.len() - 1 - i)
    })?;
    Some(found.map(|at| text.len() - at - needle.len()))
}

/// Bytes that a long search takes for each unit of the needle.
pub(super) const BYTES_FOR_EACH: usize = size_of::<u32>();

/// Units that are looked at between two questions whether to go on.
const PIECE: usize = 1 << 16;

/// What is looked for by Knuth, Morris and Pratt.
struct Units<'a> {
    needle: StringView<'a>,
    goes_on: &'a dyn Fn(usize) -> bool,
}

impl Units<'_> {
    /// `unit` gives the units of the needle in the order in which those of the text come.
    fn find(
        &self,
        text: impl ExactSizeIterator<Item = u16>,
        unit: impl Fn(StringView<'_>, usize) -> u16,
    ) -> Option<Option<usize>> {
        let needle = |i| unit(self.needle, i);
        let len = self.needle.len();
        if len > text.len() {
            return Some(None);
        }
        let ends = |i: usize| i % PIECE == PIECE - 1 && !(self.goes_on)(PIECE);
        // The length of the longest border of each prefix of the needle.
        let mut borders = vec![0u32; len];
        let mut border = 0;
        for i in 1..len {
            while border > 0 && needle(i) != needle(border) {
                border = borders[border - 1] as usize;
            }
            border += usize::from(needle(i) == needle(border));
            borders[i] = border as u32;
            if ends(i) {
                return None;
            }
        }
        let mut matched = 0;
        for (i, unit) in text.enumerate() {
            while matched > 0 && unit != needle(matched) {
                matched = borders[matched - 1] as usize;
            }
            matched += usize::from(unit == needle(matched));
            if matched == len {
                return Some(Some(i + 1 - matched));
            }
            if ends(i) {
                return None;
            }
        }
        Some(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All pairs of short texts over two letters, against the standard library's search.
    #[test]
    fn finds_what_the_standard_library_finds() {
        let word = |bits: u32, len: usize| -> String {
            (0..len)
                .map(|i| if bits >> i & 1 == 0 { 'a' } else { 'é' })
                .collect()
        };
        for text in (0..1 << 9).map(|bits| word(bits, 9)) {
            for needle in (0..=4).flat_map(|len| (0..1u32 << len).map(move |bits| (bits, len))) {
                let needle = word(needle.0, needle.1);
                let units = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
                let (wide, wide_needle) = (units(&text), units(&needle));
                let narrow: Vec<u8> = wide.iter().map(|&unit| unit as u8).collect();
                let chars = |at: usize| text[..at].chars().count();
                let (first, last) = (
                    text.find(&needle).map(chars),
                    text.rfind(&needle).map(chars),
                );
                for view in [StringView::Latin1(&narrow), StringView::Utf16(&wide)] {
                    let needle = StringView::Utf16(&wide_needle);
                    assert_eq!(view.index_of(needle, 0), first);
                    assert_eq!(view.last_index_of(needle, usize::MAX), last);
                }
                if !needle.is_empty() {
                    let (wide, needle) =
                        (StringView::Utf16(&wide), StringView::Utf16(&wide_needle));
                    assert_eq!(long_index_of(wide, needle, &|_| true), Some(first));
                    assert_eq!(long_last_index_of(wide, needle, &|_| true), Some(last));
                }
            }
        }
    }

    #[test]
    fn start_positions_count() {
        let text = StringView::Latin1(b"canal");
        let a = StringView::Latin1(b"a");
        assert_eq!(text.index_of(a, 2), Some(3));
        assert_eq!(text.index_of(a, 5), None);
        assert_eq!(text.last_index_of(a, 2), Some(1));
        assert_eq!(text.last_index_of(a, 0), None);
        assert_eq!(text.index_of(StringView::Latin1(b""), 5), Some(5));
        assert_eq!(text.index_of(StringView::Utf16(&[0x100]), 0), None);
    }

    #[test]
    fn repetitive_text_takes_linear_time() {
        let mut text = vec![0x416u16; 400_000];
        let mut needle = vec![0x416u16; 100_000];
        needle.push(0x417);
        assert_eq!(find(&text, &needle), None);
        assert_eq!(rfind(&text, &needle), None);
        text.push(0x417);
        assert_eq!(find(&text, &needle), Some(300_000));
        needle.rotate_right(1);
        text.rotate_right(1);
        assert_eq!(rfind(&text, &needle), Some(0));
    }
}
