//! WTF-8: UTF-8 in which lone surrogates may appear.
//!
//! Input that is not even WTF-8 is read as U+FFFD, byte by byte.
//!
//! Uses: nothing.
//! Never: lexer, parser.

/// The first code point (perhaps a surrogate) and its length in bytes. The slice must not be empty.
pub(crate) fn decode(bytes: &[u8]) -> (u32, usize) {
    let continuation = |index: usize| match bytes.get(index) {
        Some(&byte) if byte & 0xC0 == 0x80 => Some(u32::from(byte & 0x3F)),
        _ => None,
    };
    let first = u32::from(bytes[0]);
    let decoded = match first {
        0..0x80 => Some((first, 1)),
        0xC2..0xE0 => continuation(1).map(|b| ((first & 0x1F) << 6 | b, 2)),
        0xE0..0xF0 => match (continuation(1), continuation(2)) {
            (Some(b), Some(c)) => Some(((first & 0x0F) << 12 | b << 6 | c, 3)),
            _ => None,
        },
        0xF0..0xF5 => match (continuation(1), continuation(2), continuation(3)) {
            (Some(b), Some(c), Some(d)) => Some(((first & 0x07) << 18 | b << 12 | c << 6 | d, 4)),
            _ => None,
        },
        _ => None,
    };
    decoded.unwrap_or((0xFFFD, 1))
}

/// Appends a code point; a low surrogate behind a high one becomes one character with it.
pub(crate) fn push(out: &mut Vec<u8>, code_point: u32) {
    if let Some(c) = char::from_u32(code_point) {
        let mut buffer = [0; 4];
        out.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
        return;
    }
    if (0xDC00..0xE000).contains(&code_point)
        && let &[.., 0xED, b, c] = out.as_slice()
        && (0xA0..0xB0).contains(&b)
    {
        let high = 0xD000 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F);
        out.truncate(out.len() - 3);
        push(
            out,
            0x10000 + ((high - 0xD800) << 10) + (code_point - 0xDC00),
        );
        return;
    }
    out.extend_from_slice(&[
        0xE0 | (code_point >> 12) as u8 & 0x0F,
        0x80 | (code_point >> 6) as u8 & 0x3F,
        0x80 | code_point as u8 & 0x3F,
    ]);
}

/// Appends WTF-8 text, joining a pair of surrogates at the seam.
pub(crate) fn push_text(out: &mut Vec<u8>, text: &[u8]) {
    match text {
        [0xED, 0xB0..=0xBF, _, rest @ ..] => {
            push(out, decode(text).0);
            out.extend_from_slice(rest);
        }
        _ => out.extend_from_slice(text),
    }
}

/// Whether the text contains a lone surrogate.
pub(crate) fn has_lone_surrogate(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_err()
}
