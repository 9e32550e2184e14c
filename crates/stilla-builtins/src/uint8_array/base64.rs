//! Bytes as base64.
//!
//! Uses: string views. Never: core's objects.

use stilla_core::StringView;

use super::{Decoded, PIECE};

/// Which characters stand for 62 and 63.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Alphabet {
    /// `+` and `/`.
    Standard,
    /// `-` and `_`.
    Url,
}

/// What is made of the end of a text where it is no whole chunk of four characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum LastChunk {
    /// Padding may be missing.
    Loose,
    /// Padding must stand, and unused bits must be 0.
    Strict,
    /// It is left unread.
    StopBeforePartial,
}

/// Whether the end is filled up with `=`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Padding {
    Written,
    Omitted,
}

/// The text of some bytes.
pub(super) fn encode(bytes: &[u8], alphabet: Alphabet, padding: Padding) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = chunk
            .iter()
            .fold(0u32, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - chunk.len()));
        for place in 0..4 {
            if place <= chunk.len() {
                text.push(character((bits >> (18 - 6 * place) & 63) as u8, alphabet));
            } else if padding == Padding::Written {
                text.push(b'=');
            }
        }
    }
    text
}

fn character(value: u8, alphabet: Alphabet) -> u8 {
    match (value, alphabet) {
        (0..=25, _) => b'A' + value,
        (26..=51, _) => b'a' + (value - 26),
        (52..=61, _) => b'0' + (value - 52),
        (62, Alphabet::Standard) => b'+',
        (62, Alphabet::Url) => b'-',
        (_, Alphabet::Standard) => b'/',
        (_, Alphabet::Url) => b'_',
    }
}

fn value_of(unit: u16, alphabet: Alphabet) -> Option<u8> {
    let byte = u8::try_from(unit).ok()?;
    Some(match (byte, alphabet) {
        (b'A'..=b'Z', _) => byte - b'A',
        (b'a'..=b'z', _) => byte - b'a' + 26,
        (b'0'..=b'9', _) => byte - b'0' + 52,
        (b'+', Alphabet::Standard) | (b'-', Alphabet::Url) => 62,
        (b'/', Alphabet::Standard) | (b'_', Alphabet::Url) => 63,
        _ => return None,
    })
}

/// §23.3.3.3 SkipAsciiWhitespace ( string, index ) <https://tc39.es/ecma262/#sec-skipasciiwhitespace>
fn skip_white_space(text: StringView<'_>, mut index: usize) -> usize {
    while matches!(text.get(index), Some(0x09 | 0x0A | 0x0C | 0x0D | 0x20)) {
        index += 1;
    }
    index
}

/// Up to four characters that wait for their byte.
#[derive(Clone, Copy, Default)]
struct Chunk {
    bits: u32,
    len: usize,
}

impl Chunk {
    fn push(&mut self, value: u8) {
        self.bits = self.bits << 6 | u32::from(value);
        self.len += 1;
    }

    /// The bytes of a whole chunk.
    fn whole(self) -> [u8; 3] {
        [
            (self.bits >> 16) as u8,
            (self.bits >> 8) as u8,
            self.bits as u8,
        ]
    }

    /// §23.3.3.4 DecodeFinalBase64Chunk ( chunk, throwOnExtraBits )
    /// <https://tc39.es/ecma262/#sec-decodefinalbase64chunk>: of two or three characters.
    fn decode_final(self, last_chunk: LastChunk, bytes: &mut Vec<u8>) -> Result<(), &'static str> {
        let unused = if self.len == 2 { 4 } else { 2 };
        if last_chunk == LastChunk::Strict && self.bits & ((1 << unused) - 1) != 0 {
            return Err("The last chunk of a base64 text has bits that belong to no byte");
        }
        let bits = self.bits >> unused;
        match self.len {
            2 => bytes.push(bits as u8),
            _ => bytes.extend([(bits >> 8) as u8, bits as u8]),
        }
        Ok(())
    }
}

/// §23.3.3.5 FromBase64 ( string, alphabet, lastChunkHandling \[ , maxLength \] )
/// <https://tc39.es/ecma262/#sec-frombase64>
pub(super) fn decode(
    text: StringView<'_>,
    alphabet: Alphabet,
    last_chunk: LastChunk,
    max_len: usize,
    goes_on: &dyn Fn() -> bool,
) -> Decoded {
    let mut decoded = Decoded {
        read: 0,
        bytes: Vec::new(),
        error: None,
    };
    if max_len > 0 {
        decoded.error = decode_to(&mut decoded, text, alphabet, last_chunk, max_len, goes_on).err();
    }
    decoded
}

fn decode_to(
    decoded: &mut Decoded,
    text: StringView<'_>,
    alphabet: Alphabet,
    last_chunk: LastChunk,
    max_len: usize,
    goes_on: &dyn Fn() -> bool,
) -> Result<(), &'static str> {
    let mut chunk = Chunk::default();
    let mut index = 0;
    loop {
        index = skip_white_space(text, index);
        let Some(unit) = text.get(index) else {
            return end_of_text(decoded, text.len(), chunk, last_chunk);
        };
        index += 1;
        if unit == u16::from(b'=') {
            return end_at_padding(decoded, text, index, chunk, last_chunk);
        }
        let value = value_of(unit, alphabet)
            .ok_or("A base64 text has a character that is not of its alphabet")?;
        // 10. A chunk whose bytes would not all fit is left unread.
        let room = max_len - decoded.bytes.len();
        if (room == 1 && chunk.len == 2) || (room == 2 && chunk.len == 3) {
            return Ok(());
        }
        chunk.push(value);
        if chunk.len == 4 {
            decoded.bytes.extend(chunk.whole());
            chunk = Chunk::default();
            decoded.read = index;
            // NOTE: who ends the work does not look at what was decoded.
            let is_late = decoded.bytes.len().is_multiple_of(PIECE) && !goes_on();
            if decoded.bytes.len() == max_len || is_late {
                return Ok(());
            }
        }
    }
}

/// The end of a text without padding.
fn end_of_text(
    decoded: &mut Decoded,
    len: usize,
    chunk: Chunk,
    last_chunk: LastChunk,
) -> Result<(), &'static str> {
    match (chunk.len, last_chunk) {
        (0, _) => {}
        (_, LastChunk::StopBeforePartial) => return Ok(()),
        (1, _) | (_, LastChunk::Strict) => {
            return Err("The last chunk of a base64 text is incomplete");
        }
        (_, LastChunk::Loose) => chunk.decode_final(last_chunk, &mut decoded.bytes)?,
    }
    decoded.read = len;
    Ok(())
}

/// The end of a text whose first `=` stands before `index`.
fn end_at_padding(
    decoded: &mut Decoded,
    text: StringView<'_>,
    index: usize,
    chunk: Chunk,
    last_chunk: LastChunk,
) -> Result<(), &'static str> {
    if chunk.len < 2 {
        return Err("The padding of a base64 text stands where none is due");
    }
    let mut index = skip_white_space(text, index);
    if chunk.len == 2 {
        match text.get(index) {
            None if last_chunk == LastChunk::StopBeforePartial => return Ok(()),
            None => return Err("The padding of a base64 text is incomplete"),
            Some(unit) if unit == u16::from(b'=') => index = skip_white_space(text, index + 1),
            Some(_) => {}
        }
    }
    if index < text.len() {
        return Err("A base64 text goes on behind its padding");
    }
    chunk.decode_final(last_chunk, &mut decoded.bytes)?;
    decoded.read = text.len();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &str, last_chunk: LastChunk) -> (usize, Vec<u8>, bool) {
        let view = StringView::Latin1(text.as_bytes());
        let decoded = decode(view, Alphabet::Standard, last_chunk, usize::MAX, &|| true);
        (decoded.read, decoded.bytes, decoded.error.is_some())
    }

    #[test]
    fn bytes_survive_the_way_there_and_back() {
        for len in 0..8u8 {
            let bytes: Vec<u8> = (0..len).map(|k| 250 + k % 5).collect();
            for padding in [Padding::Written, Padding::Omitted] {
                let text = encode(&bytes, Alphabet::Url, padding);
                let view = StringView::Latin1(&text);
                assert_eq!(
                    decode(view, Alphabet::Url, LastChunk::Loose, usize::MAX, &|| true).bytes,
                    bytes
                );
            }
        }
    }

    #[test]
    fn the_last_chunk() {
        assert_eq!(
            decoded("ZXhh ZQ==", LastChunk::Strict),
            (9, b"exae".to_vec(), false)
        );
        assert_eq!(
            decoded("ZXhhZQ", LastChunk::Loose),
            (6, b"exae".to_vec(), false)
        );
        assert_eq!(
            decoded("ZXhhZQ", LastChunk::Strict),
            (4, b"exa".to_vec(), true)
        );
        assert_eq!(
            decoded("ZXhhZQ=", LastChunk::StopBeforePartial),
            (4, b"exa".to_vec(), false)
        );
        assert_eq!(
            decoded("ZXhhZR==", LastChunk::Strict),
            (4, b"exa".to_vec(), true)
        );
        assert_eq!(decoded("Z===", LastChunk::Loose), (0, Vec::new(), true));
    }
}
