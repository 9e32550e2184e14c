//! The hash of a string's content: seeded, and the same for both encodings of the same content.
//!
//! Eight bytes at a time are folded by a multiplication to 128 bits. The seed keeps a script from
//! preparing names that collide.
//!
//! Uses: view. Never: repr, cx.

use super::view::{StringView, fits_latin1};

const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
const SPREAD: u64 = 0xD6E8_FEB8_6659_FD93;

/// Units that are looked at between two questions whether to go on.
const PIECE: usize = 1 << 16;

#[inline(always)]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

#[inline(always)]
fn word(bytes: &[u8], at: usize) -> u64 {
    let chunk: [u8; 8] = bytes[at..at + 8]
        .try_into()
        .expect("a slice of 8 bytes is an array of 8");
    u64::from_le_bytes(chunk)
}

fn hash_bytes(bytes: &[u8], seed: u64, goes_on: impl Fn(usize) -> bool) -> Option<u64> {
    let len = bytes.len();
    let mut state = fold(seed ^ MIX, len as u64 ^ SPREAD);
    if len >= 8 {
        let mut at = 0;
        while at + 8 < len {
            let end = len.min(at + PIECE);
            while at + 8 < end {
                state = fold(state ^ word(bytes, at), MIX);
                at += 8;
            }
            if end < len {
                state = fold(state ^ word(bytes, at), MIX);
                at += 8;
                if !goes_on(PIECE) {
                    return None;
                }
            }
        }
        // The last word overlaps the one before: no loop over single bytes.
        return Some(fold(state ^ word(bytes, len - 8), SPREAD));
    }
    let last = bytes
        .iter()
        .fold(0, |word, &byte| word << 8 | u64::from(byte));
    Some(fold(state ^ last, SPREAD))
}

/// The words of four units each stand for the bytes that a wide string has and a narrow one lacks.
fn hash_units(units: &[u16], seed: u64, goes_on: impl Fn(usize) -> bool) -> Option<u64> {
    let mut state = fold(seed ^ SPREAD, units.len() as u64 ^ MIX);
    let (chunks, rest) = units.as_chunks::<4>();
    for piece in chunks.chunks(PIECE / 4) {
        for &[a, b, c, d] in piece {
            let word = u64::from(a) | u64::from(b) << 16 | u64::from(c) << 32 | u64::from(d) << 48;
            state = fold(state ^ word, MIX);
        }
        if piece.len() == PIECE / 4 && !goes_on(PIECE) {
            return None;
        }
    }
    let last = rest
        .iter()
        .fold(0, |word, &unit| word << 16 | u64::from(unit));
    Some(fold(state ^ last, SPREAD))
}

fn hash_narrowed(units: &[u16], seed: u64, goes_on: impl Fn(usize) -> bool) -> Option<u64> {
    let mut short = [0; 64];
    if let Some(bytes) = short.get_mut(..units.len()) {
        narrow(units, bytes);
        return hash_bytes(bytes, seed, goes_on);
    }
    let mut bytes = vec![0; units.len()];
    narrow(units, &mut bytes);
    hash_bytes(&bytes, seed, goes_on)
}

fn narrow(units: &[u16], bytes: &mut [u8]) {
    for (byte, &unit) in bytes.iter_mut().zip(units) {
        *byte = unit as u8;
    }
}

/// The hash of `view`; never 0, which stands for "not known".
pub(super) fn hash(view: StringView<'_>, seed: u64) -> u32 {
    hash_while(view, seed, |_| true).expect("nobody ended it")
}

/// The same, as long as `goes_on` agrees, which is told how many units were looked at since.
pub(super) fn hash_while(
    view: StringView<'_>,
    seed: u64,
    goes_on: impl Fn(usize) -> bool,
) -> Option<u32> {
    let hash = match view {
        StringView::Latin1(bytes) => hash_bytes(bytes, seed, goes_on),
        StringView::Utf16(units) if fits_latin1(units) => hash_narrowed(units, seed, goes_on),
        StringView::Utf16(units) => hash_units(units, seed, goes_on),
    }?;
    let short = (hash >> 32) as u32 ^ hash as u32;
    Some(if short == 0 { 1 } else { short })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_encodings_of_a_content_hash_alike() {
        for text in [
            "",
            "a",
            "length",
            "constructor",
            "é and ÿ, longer than eight",
            &"long ".repeat(40),
            &"longer".repeat(40_000),
        ] {
            let units: Vec<u16> = text.encode_utf16().collect();
            let bytes: Vec<u8> = units.iter().map(|&unit| unit as u8).collect();
            let (wide, narrow) = (StringView::Utf16(&units), StringView::Latin1(&bytes));
            assert_eq!(hash(wide, 7), hash(narrow, 7), "{text}");
            assert!(text.is_empty() || hash(narrow, 7) != hash(narrow, 8));
        }
    }

    #[test]
    fn pieces_are_asked_for() {
        let bytes = vec![b'a'; PIECE * 3];
        let asked = std::cell::Cell::new(0);
        let ask = |_| {
            asked.set(asked.get() + 1);
            asked.get() < 2
        };
        assert_eq!(hash_while(StringView::Latin1(&bytes), 1, ask), None);
        assert_eq!(asked.get(), 2);
        assert_eq!(
            hash_while(StringView::Utf16(&vec![0x416; PIECE * 3]), 1, |_| false),
            None
        );
    }

    #[test]
    fn short_names_spread() {
        let mut seen = std::collections::HashSet::new();
        for i in 0..100_000u32 {
            seen.insert(hash(StringView::Latin1(format!("x{i}").as_bytes()), 1));
        }
        assert!(seen.len() > 99_990, "{} of 100000 differ", seen.len());
    }
}
