//! Numbers as 32-bit integers, and the digits of integers.
//!
//! Uses: nothing. Never: everything.

/// §7.1.6 ToInt32 ( argument ), of a Number <https://tc39.es/ecma262/#sec-toint32>
#[inline]
#[must_use]
pub fn to_int32(number: f64) -> i32 {
    let int = number as i32;
    if f64::from(int) == number {
        int
    } else {
        to_int32_slow(number)
    }
}

/// §7.1.7 ToUint32 ( argument ), of a Number <https://tc39.es/ecma262/#sec-touint32>
#[inline]
#[must_use]
pub fn to_uint32(number: f64) -> u32 {
    to_int32(number) as u32
}

#[inline(never)]
fn to_int32_slow(number: f64) -> i32 {
    // FAST: the conversion to i64 truncates exactly below 2^63, and the low half is the modulus.
    if number.abs() < 9.2e18 {
        return number as i64 as i32;
    }
    let bits = number.to_bits();
    let exponent = (bits >> 52 & 0x7FF) as i32 - 1075;
    // The significand's lowest bit stands at 2^exponent: above 2^31 nothing remains, as for the
    // infinities and NaN.
    if !(0..=31).contains(&exponent) {
        return 0;
    }
    let significand = bits & ((1 << 52) - 1) | 1 << 52;
    let low = (significand << exponent) as i32;
    if number < 0.0 {
        low.wrapping_neg()
    } else {
        low
    }
}

/// The decimal digits of `int`, written at the end of `buffer`.
pub fn decimal_digits(mut int: u32, buffer: &mut [u8; 10]) -> &[u8] {
    let mut at = buffer.len();
    loop {
        at -= 1;
        buffer[at] = b'0' + (int % 10) as u8;
        int /= 10;
        if int == 0 {
            return &buffer[at..];
        }
    }
}

/// The decimal digits of `int` with its sign, written in `buffer`.
pub(super) fn signed_digits(int: i32, buffer: &mut [u8; 11]) -> &[u8] {
    let mut scratch = [0; 10];
    let digits = decimal_digits(int.unsigned_abs(), &mut scratch);
    let start = 11 - digits.len();
    buffer[start..].copy_from_slice(digits);
    if int >= 0 {
        return &buffer[start..];
    }
    buffer[start - 1] = b'-';
    &buffer[start - 1..]
}

/// The digits of `int` in `radix`, which is from 2 to 36, with its sign, written in `buffer`.
pub(super) fn signed_digits_in(int: i32, radix: u32, buffer: &mut [u8; 33]) -> &[u8] {
    let mut rest = int.unsigned_abs();
    let mut at = buffer.len();
    loop {
        at -= 1;
        buffer[at] = b"0123456789abcdefghijklmnopqrstuvwxyz"[(rest % radix) as usize];
        rest /= radix;
        if rest == 0 {
            break;
        }
    }
    if int < 0 {
        at -= 1;
        buffer[at] = b'-';
    }
    &buffer[at..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_in_a_radix() {
        assert_eq!(signed_digits_in(-255, 16, &mut [0; 33]), b"-ff");
        assert_eq!(signed_digits_in(0, 2, &mut [0; 33]), b"0");
        assert_eq!(signed_digits_in(i32::MIN, 2, &mut [0; 33]).len(), 33);
        assert_eq!(signed_digits_in(i32::MAX, 36, &mut [0; 33]), b"zik0zj");
    }

    #[test]
    fn int32_is_modular() {
        let two = |power: i32| 2f64.powi(power);
        let cases = [
            (0.0, 0),
            (-0.5, 0),
            (-1.9, -1),
            (two(31), i32::MIN),
            (two(32) + 5.0, 5),
            (-two(32) - 5.5, -5),
            (two(53) + 2.0, 2),
            (two(63), 0),
            (two(63) + two(31) + two(40), i32::MIN),
            (-two(66) - two(20), -1_048_576),
            (-(two(64) + two(12)), -4096),
            (two(83) + two(31), i32::MIN),
            (two(84), 0),
            (1e21, -559_939_584),
            (f64::NAN, 0),
            (f64::INFINITY, 0),
            (f64::MIN_POSITIVE, 0),
        ];
        for (number, int) in cases {
            assert_eq!(to_int32(number), int, "{number}");
        }
        assert_eq!(to_uint32(-1.0), u32::MAX);
    }

    #[test]
    fn digits_have_their_sign() {
        for int in [0, 7, -7, 10, -10, i32::MAX, i32::MIN] {
            assert_eq!(signed_digits(int, &mut [0; 11]), int.to_string().as_bytes());
        }
    }
}
