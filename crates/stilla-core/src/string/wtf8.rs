//! WTF-8, the border's encoding: UTF-8 in which a lone surrogate may be written as three bytes.
//!
//! Uses: view. Never: repr, cx.

use std::borrow::Cow;

use super::view::{CodePoint, StringView};

/// What bytes stand for, in the narrowest encoding.
pub(super) enum Decoded<'a> {
    Latin1(Cow<'a, [u8]>),
    Utf16(Vec<u16>),
}

/// Decodes WTF-8. Ill-formed sequences become U+FFFD, as `String::from_utf8_lossy` does it.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    if bytes.is_ascii() {
        return Decoded::Latin1(Cow::Borrowed(bytes));
    }
    let mut units = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while !rest.is_empty() {
        match std::str::from_utf8(rest) {
            Ok(text) => {
                units.extend(text.encode_utf16());
                break;
            }
            Err(error) => {
                let (valid, bad) = rest.split_at(error.valid_up_to());
                units.extend(String::from_utf8_lossy(valid).encode_utf16());
                if let [0xED, second @ 0xA0..=0xBF, third @ 0x80..=0xBF, ..] = *bad {
                    units.push(0xD000 | u16::from(second & 0x3F) << 6 | u16::from(third & 0x3F));
                    rest = &bad[3..];
                } else {
                    units.push(0xFFFD);
                    rest = &bad[error.error_len().unwrap_or(bad.len())..];
                }
            }
        }
    }
    if super::view::fits_latin1(&units) {
        Decoded::Latin1(units.iter().map(|&unit| unit as u8).collect())
    } else {
        Decoded::Utf16(units)
    }
}

/// The WTF-8 of a string.
pub(crate) fn encode(view: StringView<'_>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(view.len());
    match view {
        StringView::Latin1(latin1) if latin1.is_ascii() => bytes.extend_from_slice(latin1),
        _ => view
            .code_points()
            .for_each(|CodePoint { value, .. }| push(&mut bytes, value)),
    }
    bytes
}

fn push(bytes: &mut Vec<u8>, code_point: u32) {
    match char::from_u32(code_point) {
        Some(char) => bytes.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes()),
        None => {
            let tail = |shift: u32| 0x80 | (code_point >> shift & 0x3F) as u8;
            bytes.extend_from_slice(&[0xE0 | (code_point >> 12) as u8, tail(6), tail(0)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lone_surrogates_come_back() {
        let units = [0x61, 0xD83D, 0xDE00, 0xD83D, 0x62, 0xDE00];
        let bytes = encode(StringView::Utf16(&units));
        assert_eq!(bytes, b"a\xF0\x9F\x98\x80\xED\xA0\xBDb\xED\xB8\x80");
        assert!(matches!(decode(&bytes), Decoded::Utf16(back) if back == units));
    }

    #[test]
    fn latin1_is_recognised_and_bad_bytes_are_replaced() {
        assert!(matches!(decode("caf\u{e9}".as_bytes()), Decoded::Latin1(b) if *b == *b"caf\xE9"));
        assert!(
            matches!(decode(b"a\xFFb\xE2\x82"), Decoded::Utf16(u) if u == [0x61, 0xFFFD, 0x62, 0xFFFD])
        );
    }
}
