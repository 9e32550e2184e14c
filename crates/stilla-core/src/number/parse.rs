//! Text to numbers: ToNumber of a string, parseFloat, parseInt, and what counts as white space.
//!
//! The grammar is checked here; the value of decimal digits is computed by the standard library,
//! which rounds exactly. Other radices are exact too.
//!
//! Uses: string. Never: object, interp, realm.

use dashu_int::UBig;
use smallvec::SmallVec;

use crate::string::StringView;

/// §12.2 White Space <https://tc39.es/ecma262/#sec-white-space>, line terminators not included.
#[must_use]
pub const fn is_white_space(unit: u16) -> bool {
    matches!(
        unit,
        0x09 | 0x0B | 0x0C | 0x20 | 0xA0 | 0x1680 | 0x2000
            ..=0x200A | 0x202F | 0x205F | 0x3000 | 0xFEFF
    )
}

/// §12.3 Line Terminators <https://tc39.es/ecma262/#sec-line-terminators>
#[must_use]
pub const fn is_line_terminator(unit: u16) -> bool {
    matches!(unit, 0x0A | 0x0D | 0x2028 | 0x2029)
}

const fn is_trimmed(unit: u16) -> bool {
    is_white_space(unit) || is_line_terminator(unit)
}

/// The same for Latin-1.
fn is_trimmed_byte(byte: u8) -> bool {
    (byte == 0x20) | (byte.wrapping_sub(0x09) < 5) | (byte == 0xA0)
}

/// Without the white space at the beginning.
#[must_use]
pub fn trim_start(view: StringView<'_>) -> StringView<'_> {
    let start = match view {
        StringView::Latin1(bytes) => run_of(bytes, is_trimmed_byte),
        StringView::Utf16(units) => run_of(units, is_trimmed),
    };
    view.slice(start..view.len())
}

/// Without the white space at the end.
#[must_use]
pub fn trim_end(view: StringView<'_>) -> StringView<'_> {
    let end = match view {
        // FAST: as in `run_of`.
        StringView::Latin1(bytes) if bytes.len() > 64 => {
            let blocks = bytes.as_rchunks::<32>().1.iter().rev();
            let is_run = |block: &&[u8; 32]| {
                let all = |all, &byte| all & is_trimmed_byte(byte);
                block.iter().fold(true, all)
            };
            bytes.len() - 32 * blocks.take_while(is_run).count()
        }
        _ => view.len(),
    };
    let last = view
        .slice(0..end)
        .units()
        .rposition(|unit| !is_trimmed(unit));
    view.slice(0..last.map_or(0, |last| last + 1))
}

/// §22.1.3.32.1 TrimString ( string, where ), at both ends <https://tc39.es/ecma262/#sec-trimstring>
#[must_use]
pub fn trim(view: StringView<'_>) -> StringView<'_> {
    trim_end(trim_start(view))
}

/// Passes the text as bytes to `read`. Units above `0xFF`, which no numeral contains, end it.
fn with_bytes<T>(view: StringView<'_>, read: impl FnOnce(&[u8]) -> T) -> T {
    match view {
        StringView::Latin1(bytes) => read(bytes),
        StringView::Utf16(units) => {
            let units = &units[..run_of(units, |unit| unit <= 0xFF)];
            let bytes = units.iter().map(|&unit| unit as u8);
            match units.len() > 64 {
                true => read(&bytes.collect::<Vec<u8>>()),
                false => read(&bytes.collect::<SmallVec<[u8; 64]>>()),
            }
        }
    }
}

/// How many items at the beginning satisfy `test`.
fn run_of<T: Copy>(items: &[T], test: impl Fn(T) -> bool) -> usize {
    // FAST: most runs are short; in longer ones, blocks without a branch inside become vector code.
    let ahead = items.len().min(8);
    if let Some(short) = items[..ahead].iter().position(|item| !test(*item)) {
        return short;
    }
    let (blocks, _) = items.as_chunks::<32>();
    let is_in_run = |block: &&[T; 32]| block.iter().fold(true, |all, &item| all & test(item));
    let whole = blocks.iter().take_while(is_in_run).count() * 32;
    let rest = items[whole..].iter();
    whole + rest.take_while(|item| test(**item)).count()
}

/// §7.1.4.1.1 StringToNumber ( str ) <https://tc39.es/ecma262/#sec-stringtonumber>
#[must_use]
pub fn string_to_number(view: StringView<'_>) -> f64 {
    let view = trim(view);
    with_bytes(view, |bytes| {
        if bytes.len() != view.len() {
            return f64::NAN;
        }
        match *bytes {
            [] => 0.0,
            [b'0', b'x' | b'X', ref digits @ ..] => all_digits(digits, 16),
            [b'0', b'o' | b'O', ref digits @ ..] => all_digits(digits, 8),
            [b'0', b'b' | b'B', ref digits @ ..] => all_digits(digits, 2),
            _ => match decimal_prefix(bytes) {
                Some((number, len)) if len == bytes.len() => number,
                _ => f64::NAN,
            },
        }
    })
}

fn all_digits(digits: &[u8], radix: u32) -> f64 {
    if digits.is_empty() || digit_count(digits, radix) < digits.len() {
        return f64::NAN;
    }
    digits_to_number(digits, radix)
}

/// §19.2.4 parseFloat ( string ) <https://tc39.es/ecma262/#sec-parsefloat-string>
#[must_use]
pub fn parse_float(view: StringView<'_>) -> f64 {
    with_bytes(trim_start(view), |bytes| {
        decimal_prefix(bytes).map_or(f64::NAN, |(number, _)| number)
    })
}

fn digit_run(bytes: &[u8]) -> usize {
    run_of(bytes, |byte| byte.is_ascii_digit())
}

/// The longest prefix that is a StrDecimalLiteral: its value and its length.
fn decimal_prefix(bytes: &[u8]) -> Option<(f64, usize)> {
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let is_negative = bytes.first() == Some(&b'-');
    let signed = |magnitude: f64| if is_negative { -magnitude } else { magnitude };
    if bytes[sign..].starts_with(b"Infinity") {
        return Some((signed(f64::INFINITY), sign + 8));
    }
    let whole = digit_run(&bytes[sign..]);
    let mut end = sign + whole;
    if end == bytes.len() && (1..=15).contains(&whole) {
        // FAST: up to 15 digits are an integer that a double holds.
        let int = bytes[sign..]
            .iter()
            .fold(0u64, |int, &digit| int * 10 + u64::from(digit - b'0'));
        return Some((signed(int as f64), end));
    }
    let mut fraction = 0;
    if bytes.get(end) == Some(&b'.') {
        fraction = digit_run(&bytes[end + 1..]);
        if whole + fraction == 0 {
            return None;
        }
        end += 1 + fraction;
    }
    if whole + fraction == 0 {
        return None;
    }
    end += exponent_len(&bytes[end..]);
    Some((signed(magnitude(&bytes[sign..end])?), end))
}

/// The value of a numeral of digits, a fraction and an exponent, where that is what it is.
#[must_use]
pub fn decimal(view: StringView<'_>) -> Option<f64> {
    with_bytes(view, |bytes| {
        let (number, len) = decimal_prefix(bytes)?;
        (len == view.len()).then_some(number)
    })
}

/// The value of a numeral without a sign.
fn magnitude(numeral: &[u8]) -> Option<f64> {
    /// No more digits than these can decide how a number is rounded, but for whether one of the others is not 0.
    const DECISIVE: usize = 800;
    let text = str::from_utf8(numeral.get(..DECISIVE).unwrap_or(numeral)).ok()?;
    if numeral.len() <= DECISIVE {
        return text.parse().ok();
    }
    let whole_len = digit_run(numeral);
    let (whole, rest) = numeral.split_at(whole_len);
    let fraction_len = rest.first().map_or(0, |&unit| match unit {
        b'.' => 1 + digit_run(&rest[1..]),
        _ => 0,
    });
    let (fraction, exponent) = rest.split_at(fraction_len);
    let fraction = fraction.get(1..).unwrap_or_default();
    let zeros_of = |digits: &[u8]| run_of(digits, |digit| digit == b'0');
    let (whole, zeros) = match &whole[zeros_of(whole)..] {
        [] => (&[][..], zeros_of(fraction)),
        whole => (whole, 0),
    };
    let fraction = &fraction[zeros..];
    let digits: Vec<u8> = whole
        .iter()
        .chain(fraction)
        .copied()
        .take(DECISIVE)
        .collect();
    let (whole_left, fraction_left) = match whole.len().checked_sub(digits.len()) {
        Some(left) => (left, fraction.len()),
        None => (0, whole.len() + fraction.len() - digits.len()),
    };
    let beyond = [
        &whole[whole.len() - whole_left..],
        &fraction[fraction.len() - fraction_left..],
    ];
    let is_more = beyond.iter().any(|digits| zeros_of(digits) < digits.len());
    let power = whole.len() as i64 - zeros as i64 + exponent_value(exponent);
    let digits = str::from_utf8(&digits).ok()?;
    let sticky = u8::from(is_more);
    // Beyond these powers, everything is 0 or infinite.
    format!("0.{digits}{sticky}e{}", power.clamp(-1000, 1000))
        .parse()
        .ok()
}

/// The value of an exponent part, or of none; one that is beyond all numbers for those that are.
fn exponent_value(part: &[u8]) -> i64 {
    let sign = usize::from(matches!(part.get(1), Some(b'+' | b'-')));
    let digits = part.get(1 + sign..).unwrap_or_default();
    let digits = &digits[run_of(digits, |digit| digit == b'0')..];
    let value = match digits.len() {
        0..=15 => digits
            .iter()
            .fold(0, |value, digit| value * 10 + i64::from(digit - b'0')),
        _ => 1 << 50,
    };
    match part.get(1) {
        Some(b'-') => -value,
        _ => value,
    }
}

/// The length of an exponent part, or 0 if there is none that is complete.
fn exponent_len(bytes: &[u8]) -> usize {
    if !matches!(bytes.first(), Some(b'e' | b'E')) {
        return 0;
    }
    let sign = usize::from(matches!(bytes.get(1), Some(b'+' | b'-')));
    match digit_run(&bytes[1 + sign..]) {
        0 => 0,
        digits => 1 + sign + digits,
    }
}

/// §19.2.5 parseInt ( string, radix ), from step 2 on <https://tc39.es/ecma262/#sec-parseint-string-radix>;
/// `radix` is the result of ToInt32.
#[must_use]
pub fn parse_int(view: StringView<'_>, radix: i32) -> f64 {
    with_bytes(trim_start(view), |bytes| {
        let is_negative = bytes.first() == Some(&b'-');
        let mut bytes = &bytes[usize::from(matches!(bytes.first(), Some(b'+' | b'-')))..];
        let radix = match radix {
            0 | 16 if matches!(bytes, [b'0', b'x' | b'X', ..]) => {
                bytes = &bytes[2..];
                16
            }
            0 => 10,
            2..=36 => radix.unsigned_abs(),
            _ => return f64::NAN,
        };
        let count = digit_count(bytes, radix);
        if count == 0 {
            return f64::NAN;
        }
        let number = digits_to_number(&bytes[..count], radix);
        if is_negative { -number } else { number }
    })
}

fn digit_count(bytes: &[u8], radix: u32) -> usize {
    let (decimals, letters) = (radix.min(10) as u8, radix.saturating_sub(10) as u8);
    run_of(bytes, |byte| {
        (byte.wrapping_sub(b'0') < decimals) | ((byte | 0x20).wrapping_sub(b'a') < letters)
    })
}

/// The value of a numeral that consists of digits of `radix`, rounded to the nearest double.
fn digits_to_number(digits: &[u8], radix: u32) -> f64 {
    let zeros = run_of(digits, |digit| digit == b'0');
    let digits = &digits[zeros..];
    // No radix has a digit worth less than a bit: the numeral is beyond the greatest double.
    if digits.len() > 1100 {
        return f64::INFINITY;
    }
    if digits.len() <= 10 {
        let values = digits
            .iter()
            .filter_map(|&byte| char::from(byte).to_digit(radix));
        return values.fold(0u64, |int, digit| int * u64::from(radix) + u64::from(digit)) as f64;
    }
    let text = str::from_utf8(digits).expect("digits are ASCII");
    if radix == 10 {
        return text.parse().expect("decimal digits are a numeral");
    }
    UBig::from_str_radix(text, radix)
        .expect("the digits were checked")
        .to_f64()
        .value()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> f64 {
        let units: Vec<u16> = text.encode_utf16().collect();
        let wide = string_to_number(StringView::Utf16(&units));
        if text.is_ascii() {
            let narrow = string_to_number(StringView::Latin1(text.as_bytes()));
            assert_eq!(narrow.to_bits(), wide.to_bits(), "{text:?}");
        }
        wide
    }

    #[test]
    fn numerals_have_their_value() {
        let cases = [
            ("", 0.0),
            ("  \n\u{FEFF}\u{2029}", 0.0),
            (" 42 ", 42.0),
            ("-0", -0.0),
            ("+5", 5.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("1e3", 1000.0),
            ("1.5E-3", 0.0015),
            ("-Infinity", f64::NEG_INFINITY),
            ("0xFf", 255.0),
            ("0b101", 5.0),
            ("0O17", 15.0),
            ("00012", 12.0),
            ("9007199254740993", 9_007_199_254_740_992.0),
            ("0x20000000000001", 9_007_199_254_740_992.0),
            ("0x20000000000003", 9_007_199_254_740_996.0),
            ("1e400", f64::INFINITY),
            ("5e-324", 5e-324),
            ("123456789012345678", 123_456_789_012_345_680.0),
        ];
        for (text, value) in cases {
            assert_eq!(number(text).to_bits(), value.to_bits(), "{text:?}");
        }
    }

    /// The standard library reads all digits; so long a numeral as `number` shortens must have the same value.
    #[test]
    fn long_numerals_have_their_value() {
        let mut cases = vec![
            "0".repeat(2000) + "7",
            "7".to_owned() + &"0".repeat(2000),
            "9".repeat(2000) + "e-1990",
            format!("0.{}1e2001", "0".repeat(2000)),
            format!("{}.{}e-999", "1".repeat(1000), "2".repeat(1000)),
            format!(".{}", "3".repeat(2000)),
            format!("{}.", "0".repeat(2000)),
            format!("1e{}5", "0".repeat(2000)),
            format!("1e-{}", "9".repeat(2000)),
            format!("1e{}", "9".repeat(2000)),
            format!("10000000000000001e-{}3", "0".repeat(900)),
        ];
        // Halves between two doubles, and what is a little more.
        for tail in ["", "1", "000001"] {
            cases.push(format!("9007199254740993.{}{tail}", "0".repeat(1500)));
            cases.push(format!(
                "9007199254740993{}{tail}e-{}",
                "0".repeat(1500),
                1500 + tail.len()
            ));
        }
        for text in cases {
            let expected: f64 = text.parse().expect("it is a numeral");
            assert_eq!(number(&text).to_bits(), expected.to_bits(), "{text}");
        }
    }

    #[test]
    fn white_space_is_trimmed_at_both_ends() {
        for unit in 0..=0xFF {
            assert_eq!(is_trimmed(unit), is_trimmed_byte(unit as u8), "{unit:#x}");
        }
        for (before, behind) in [(0, 0), (1, 0), (0, 1), (31, 33), (64, 64), (100, 95)] {
            let text = format!("{}x \ty{}", "\t".repeat(before), "\u{A0}".repeat(behind));
            let units: Vec<u16> = text.encode_utf16().collect();
            let bytes: Vec<u8> = units.iter().map(|&unit| unit as u8).collect();
            for view in [StringView::Latin1(&bytes), StringView::Utf16(&units)] {
                assert!(trim(view) == *"x \ty", "{text:?}");
                assert_eq!(trim_start(view).len(), 4 + behind);
                assert_eq!(trim_end(view).len(), 4 + before);
            }
            let all = vec![b' '; before + behind];
            assert!(trim(StringView::Latin1(&all)).is_empty());
        }
    }

    #[test]
    fn other_text_is_not_a_number() {
        for text in [
            "a",
            "1a",
            ".",
            "-",
            "+-1",
            "e5",
            "1e",
            "1e+",
            "0x",
            "-0x1",
            "0b2",
            "1_0",
            "infinity",
            "inf",
            "nan",
            "Infinityx",
            "1 2",
            "1n",
            "\u{180E}1",
            "1\u{1}",
            "１",
        ] {
            assert!(number(text).is_nan(), "{text:?}");
        }
    }

    #[test]
    fn prefixes_are_enough_for_parse_float_and_parse_int() {
        let float = |text: &str| parse_float(StringView::Latin1(text.as_bytes()));
        assert_eq!(float(" 3.25abc"), 3.25);
        assert_eq!(float("1e+x"), 1.0);
        assert_eq!(float("-.5.5"), -0.5);
        assert_eq!(float("0x10"), 0.0);
        assert!(float("-.e1").is_nan() && float("").is_nan());
        assert_eq!(float("-Infinity!"), f64::NEG_INFINITY);
        let int = |text: &str, radix| parse_int(StringView::Latin1(text.as_bytes()), radix);
        assert_eq!(int(" -0x1fg", 0), -31.0);
        assert_eq!(int("0x1f", 10), 0.0);
        assert_eq!(int("0x1f", 16), 31.0);
        assert_eq!(int("12.9", 0), 12.0);
        assert_eq!(int("zz", 36), 1295.0);
        assert_eq!(int("-0", 0).to_bits(), (-0.0f64).to_bits());
        assert_eq!(
            int("100000000000000000000000000000000000000000000000000001", 2),
            9_007_199_254_740_992.0
        );
        assert_eq!(int(&"9".repeat(400), 10), f64::INFINITY);
        assert!(
            int("9", 8).is_nan()
                && int("1", 1).is_nan()
                && int("1", 37).is_nan()
                && int("0x", 16).is_nan()
        );
    }
}
