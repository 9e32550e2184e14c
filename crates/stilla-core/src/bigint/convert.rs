//! BigInts from and to text, Numbers and 64-bit integers.
//!
//! Uses: bigint, number, string. Never: object, interp, realm.

use dashu_int::{IBig, UBig};

use super::{BigInt, Cost, MAX_BITS, charge, from_word, make, too_large};
use crate::Cx;
use crate::error::JsResult;
use crate::number::trim;
use crate::string::{Encoding, JsString, StringView};
use crate::value::Value;

/// A BigInt from a 64-bit integer.
#[must_use]
pub fn from_i64(cx: &mut Cx, int: i64) -> Value {
    from_word(cx, int)
}

/// A BigInt from a 64-bit integer.
#[must_use]
pub fn from_u64(cx: &mut Cx, int: u64) -> Value {
    make_within_limits(cx, IBig::from(int))
}

/// A BigInt from a 128-bit integer.
#[must_use]
pub fn from_i128(cx: &mut Cx, int: i128) -> Value {
    make_within_limits(cx, IBig::from(int))
}

/// The value as a 128-bit integer, if it is one.
#[must_use]
pub fn to_i128(x: BigInt) -> Option<i128> {
    i128::try_from(&*x.integer()).ok()
}

fn make_within_limits(cx: &mut Cx, value: IBig) -> Value {
    use crate::error::Must;
    make(cx, value).must("128 bits stand in the cell and are within all limits")
}

/// §21.2.1.1.1 NumberToBigInt ( number ) <https://tc39.es/ecma262/#sec-numbertobigint>: `None` if the
/// number is not integral.
///
/// # Errors
/// A stop if the memory limit would be exceeded.
pub fn from_f64(cx: &mut Cx, number: f64) -> JsResult<Option<Value>> {
    if !number.is_finite() || number.trunc() != number {
        return Ok(None);
    }
    make(cx, exact_integer(number)).map(Some)
}

/// The value of a finite, integral number.
pub(super) fn exact_integer(number: f64) -> IBig {
    let int = number as i64;
    if int as f64 == number && int != i64::MAX {
        return IBig::from(int);
    }
    let bits = number.to_bits();
    let exponent = (bits >> 52 & 0x7FF) as usize - 1075;
    let magnitude = IBig::from(bits & ((1 << 52) - 1) | 1 << 52) << exponent;
    if number < 0.0 { -magnitude } else { magnitude }
}

/// The nearest Number; ties go to the even significand, and what is too large is infinite.
#[must_use]
pub fn to_f64(x: BigInt) -> f64 {
    match x {
        BigInt::Small(small) => small.get() as f64,
        BigInt::Large(cell) => cell.value.to_f64().value(),
    }
}

/// §7.1.16 ToBigUint64 ( argument ), of a BigInt <https://tc39.es/ecma262/#sec-tobiguint64>
#[must_use]
pub fn to_u64(x: BigInt) -> u64 {
    match x {
        BigInt::Small(small) => small.get().cast_unsigned(),
        BigInt::Large(cell) => &cell.value & u64::MAX,
    }
}

/// §7.1.15 ToBigInt64 ( argument ), of a BigInt <https://tc39.es/ecma262/#sec-tobigint64>
#[must_use]
pub fn to_i64(x: BigInt) -> i64 {
    to_u64(x).cast_signed()
}

/// §6.1.6.2.21 BigInt::toString ( x, radix ) <https://tc39.es/ecma262/#sec-numeric-types-bigint-tostring>;
/// `radix` is from 2 to 36.
///
/// # Errors
/// A RangeError if the text is longer than a string can be, a stop if the budget ends.
pub fn to_text(cx: &mut Cx, x: BigInt, radix: u32) -> JsResult<JsString> {
    if let Ok(int) = i32::try_from(&*x.integer())
        && radix == 10
    {
        return Ok(cx.int_to_string(int));
    }
    // One digit stands for at least `radix.ilog2()` bits.
    let most = x.bits() / radix.ilog2() as usize + 2;
    cx.check_length(most, Encoding::Latin1)?;
    let cost = if radix.is_power_of_two() {
        Cost::Linear
    } else {
        Cost::Digits
    };
    charge(cx, x.bits(), cost)?;
    let radix = u8::try_from(radix).expect("a radix is at most 36");
    Ok(cx.latin1(x.integer().in_radix(radix).to_string().as_bytes()))
}

/// The outcome of reading a numeral.
enum Numeral {
    Value(IBig),
    Invalid,
    TooLarge,
}

/// §7.1.14 StringToBigInt ( str ) <https://tc39.es/ecma262/#sec-stringtobigint>: `None` if the text is
/// not a numeral.
///
/// # Errors
/// A RangeError if the value is too large.
pub fn from_text(cx: &mut Cx, text: JsString) -> JsResult<Option<Value>> {
    charge_numeral(cx, text.len())?;
    let numeral = read_text(cx.view(text));
    match numeral {
        Numeral::Value(value) => make(cx, value).map(Some),
        Numeral::Invalid => Ok(None),
        Numeral::TooLarge => Err(too_large(cx)),
    }
}

/// The value of a literal, given without its suffix `n`; separators are skipped.
///
/// # Errors
/// A RangeError if the value is too large.
pub fn from_literal(cx: &mut Cx, literal: &str) -> JsResult<Value> {
    charge_numeral(cx, literal.len())?;
    let digits: Vec<u8> = literal.bytes().filter(|&byte| byte != b'_').collect();
    match read_text(StringView::Latin1(&digits)) {
        Numeral::Value(value) => make(cx, value),
        // The parser lets no such literal through; a damaged program gets a number all the same.
        Numeral::Invalid => make(cx, IBig::ZERO),
        Numeral::TooLarge => Err(too_large(cx)),
    }
}

/// Reading so many characters. What can't be a BigInt is refused before its digits are read.
fn charge_numeral(cx: &mut Cx, length: usize) -> JsResult<()> {
    // A decimal digit stands for less than four bits.
    charge(cx, length, Cost::Linear)?;
    charge(cx, (length * 4).min(MAX_BITS), Cost::Product)
}

fn read_text(view: StringView<'_>) -> Numeral {
    match trim(view) {
        StringView::Latin1(bytes) => read_numeral(bytes),
        StringView::Utf16(units) => {
            let ascii: Option<Vec<u8>> =
                units.iter().map(|&unit| u8::try_from(unit).ok()).collect();
            ascii.map_or(Numeral::Invalid, |bytes| read_numeral(&bytes))
        }
    }
}

fn read_numeral(bytes: &[u8]) -> Numeral {
    match *bytes {
        [] => Numeral::Value(IBig::ZERO),
        [b'0', b'x' | b'X', ref digits @ ..] => read_digits(digits, 16),
        [b'0', b'o' | b'O', ref digits @ ..] => read_digits(digits, 8),
        [b'0', b'b' | b'B', ref digits @ ..] => read_digits(digits, 2),
        [b'-', ref digits @ ..] => match read_digits(digits, 10) {
            Numeral::Value(value) => Numeral::Value(-value),
            other => other,
        },
        [b'+', ref digits @ ..] => read_digits(digits, 10),
        _ => read_digits(bytes, 10),
    }
}

fn read_digits(digits: &[u8], radix: u32) -> Numeral {
    // NOTE: the library takes separators and signs among the digits, the language doesn't.
    let are_digits = digits.iter().all(|&byte| char::from(byte).is_digit(radix));
    if digits.is_empty() || !are_digits {
        return Numeral::Invalid;
    }
    let zeros = digits.iter().take_while(|&&digit| digit == b'0').count();
    let digits = &digits[zeros..];
    if digits.is_empty() {
        return Numeral::Value(IBig::ZERO);
    }
    if (digits.len() - 1) * radix.ilog2() as usize >= MAX_BITS {
        return Numeral::TooLarge;
    }
    let text = str::from_utf8(digits).expect("digits are ASCII");
    let magnitude = UBig::from_str_radix(text, radix).expect("the digits were checked");
    Numeral::Value(IBig::from(magnitude))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        match read_text(StringView::Latin1(text.as_bytes())) {
            Numeral::Value(value) => Some(value.to_string()),
            _ => None,
        }
    }

    #[test]
    fn numerals_of_bigints() {
        for (text, value) in [
            ("", "0"),
            (" 12 ", "12"),
            ("-0", "0"),
            ("-0012", "-12"),
            ("+7", "7"),
            ("0xFFFFFFFFFFFFFFFFFF", "4722366482869645213695"),
            ("0b101", "5"),
            ("0o17", "15"),
        ] {
            assert_eq!(read(text).as_deref(), Some(value), "{text:?}");
        }
        for text in [
            "1n", "1.0", "1e3", "-0x1", "+-1", "0x", "0b2", "1_0", "Infinity", "--1", "-", "+",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    #[test]
    fn integral_numbers_are_exact() {
        assert_eq!(exact_integer(-0.0), IBig::ZERO);
        assert_eq!(
            exact_integer(9.2e18),
            IBig::from(9_200_000_000_000_000_000i64)
        );
        assert_eq!(exact_integer(9_223_372_036_854_775_808.0), IBig::ONE << 63);
        assert_eq!(exact_integer(-(2f64.powi(100))), -(IBig::ONE << 100));
        assert_eq!(
            exact_integer(f64::MAX),
            ((IBig::ONE << 53) - IBig::ONE) << 971
        );
        assert_eq!((IBig::ONE << 2000).to_f64().value(), f64::INFINITY);
        assert_eq!(
            ((IBig::ONE << 53) + IBig::ONE).to_f64().value(),
            9_007_199_254_740_992.0
        );
        assert_eq!(
            ((IBig::ONE << 53) + IBig::from(3)).to_f64().value(),
            9_007_199_254_740_996.0
        );
    }
}
