//! Numbers in a radix other than ten.
//!
//! The integer part is exact in the digits that a double can tell apart and zero below: what is
//! left to the implementation is done as in other engines. The fraction is the shortest that no
//! neighbouring double is closer to.
//!
//! Uses: number. Never: object, interp, realm.

const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Room for the 1024 binary digits before the point, and for those after it.
const HALF: usize = 1100;

/// §6.1.6.1.20 Number::toString ( x, radix ) <https://tc39.es/ecma262/#sec-numeric-types-number-tostring>;
/// `radix` is from 2 to 36.
#[must_use]
pub fn to_radix(number: f64, radix: u32) -> String {
    if radix == 10 || !number.is_finite() {
        return super::to_text(number, &mut super::NumberBuffer::new()).to_owned();
    }
    let magnitude = number.abs();
    let mut buffer = [0u8; 2 * HALF];
    let (mut integer, end) = write_fraction(magnitude, radix, &mut buffer);
    let mut start = HALF;
    let base = f64::from(radix);
    // The last digit of what is beyond the precision of a double even without it is a zero.
    while integer / base >= 2f64.powi(53) {
        integer /= base;
        start -= 1;
        buffer[start] = b'0';
    }
    loop {
        let digit = integer % base;
        start -= 1;
        buffer[start] = DIGITS[digit as usize];
        integer = (integer - digit) / base;
        if integer < 1.0 {
            break;
        }
    }
    if number < 0.0 {
        start -= 1;
        buffer[start] = b'-';
    }
    buffer[start..end]
        .iter()
        .map(|&byte| char::from(byte))
        .collect()
}

/// Writes the point and the fraction from the middle of `buffer` on; returns the integer part,
/// rounded up if the fraction carried into it, and the end of what was written.
fn write_fraction(magnitude: f64, radix: u32, buffer: &mut [u8; 2 * HALF]) -> (f64, usize) {
    let base = f64::from(radix);
    let mut integer = magnitude.floor();
    let mut fraction = magnitude - integer;
    // Half the distance to the next double: what is below it makes no difference.
    let mut delta = (0.5 * (magnitude.next_up() - magnitude)).max(f64::from_bits(1));
    let mut end = HALF;
    if fraction < delta {
        return (integer, end);
    }
    buffer[end] = b'.';
    end += 1;
    loop {
        fraction *= base;
        delta *= base;
        let digit = fraction as usize;
        buffer[end] = DIGITS[digit];
        end += 1;
        fraction -= digit as f64;
        let is_odd = digit & 1 == 1;
        if (fraction > 0.5 || (fraction == 0.5 && is_odd)) && fraction + delta > 1.0 {
            end = carry(buffer, end, radix, &mut integer);
            return (integer, end);
        }
        if fraction < delta {
            return (integer, end);
        }
    }
}

/// Rounds the fraction that ends before `end` up; returns its new end.
fn carry(buffer: &mut [u8; 2 * HALF], mut end: usize, radix: u32, integer: &mut f64) -> usize {
    loop {
        end -= 1;
        if end == HALF {
            *integer += 1.0;
            return end;
        }
        let digit = char::from(buffer[end])
            .to_digit(36)
            .expect("only digits were written");
        if digit + 1 < radix {
            buffer[end] = DIGITS[digit as usize + 1];
            return end + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::to_radix;

    #[test]
    fn digits_of_other_radices() {
        assert_eq!(to_radix(255.0, 16), "ff");
        assert_eq!(to_radix(-255.0, 2), "-11111111");
        assert_eq!(to_radix(0.5, 2), "0.1");
        assert_eq!(to_radix(0.0, 2), "0");
        assert_eq!(to_radix(-0.0, 2), "0");
        assert_eq!(to_radix(0.1, 3), "0.0022002200220022002200220022002201");
        assert_eq!(to_radix(f64::NAN, 2), "NaN");
        assert_eq!(to_radix(f64::NEG_INFINITY, 36), "-Infinity");
        assert_eq!(to_radix(f64::MAX, 2).len(), 1024);
        assert_eq!(to_radix(f64::from_bits(1), 2).len(), 1076);
    }
}
