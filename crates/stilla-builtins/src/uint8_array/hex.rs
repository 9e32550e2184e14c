//! Bytes as hexadecimal digits.
//!
//! Uses: string views. Never: core's objects.

use stilla_core::StringView;

use super::{Decoded, PIECE};

/// Two digits for each byte.
pub(super) fn encode(bytes: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| DIGITS[usize::from(value & 15)];
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(*byte)])
        .collect()
}

fn value_of(unit: u16) -> Option<u8> {
    let digit = char::from_u32(u32::from(unit))?.to_digit(16)?;
    Some(digit as u8)
}

/// §23.3.3.7 FromHex ( string \[ , maxLength \] ) <https://tc39.es/ecma262/#sec-fromhex>
pub(super) fn decode(text: StringView<'_>, max_len: usize, goes_on: &dyn Fn() -> bool) -> Decoded {
    let mut decoded = Decoded {
        read: 0,
        bytes: Vec::new(),
        error: None,
    };
    if !text.len().is_multiple_of(2) {
        decoded.error = Some("A hexadecimal text must have an even number of digits");
        return decoded;
    }
    while decoded.read < text.len() && decoded.bytes.len() < max_len {
        let pair = (
            value_of(text.char_code_at(decoded.read)),
            value_of(text.char_code_at(decoded.read + 1)),
        );
        let (Some(high), Some(low)) = pair else {
            decoded.error = Some("A hexadecimal text may hold only the digits 0 to 9 and a to f");
            return decoded;
        };
        decoded.bytes.push(high << 4 | low);
        decoded.read += 2;
        if decoded.bytes.len().is_multiple_of(PIECE) && !goes_on() {
            break;
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_survive_the_way_there_and_back() {
        let bytes: Vec<u8> = (0..=255).collect();
        let text = encode(&bytes);
        assert_eq!(
            decode(StringView::Latin1(&text), usize::MAX, &|| true).bytes,
            bytes
        );
        assert_eq!(decode(StringView::Latin1(b"AbcD"), 1, &|| true).read, 2);
        assert!(
            decode(StringView::Latin1(b"0g"), 9, &|| true)
                .error
                .is_some()
        );
        assert!(
            decode(StringView::Latin1(b"000"), 9, &|| true)
                .error
                .is_some()
        );
    }
}
