//! Numbers and their text: the conversions of §6.1.6.1, §7.1.4 and §21.1.
//!
//! Everything here is pure but the few methods of [`Cx`] at the end, which make strings. Text comes
//! as a [`StringView`], so that no conversion copies it.
//!
//! Uses: string. Never: object, interp, realm.

mod format;
mod int;
mod parse;
mod radix;

pub use format::{to_exponential, to_fixed, to_precision};
pub use int::{decimal_digits, to_int32, to_uint32};
pub use parse::{
    decimal, is_line_terminator, is_white_space, parse_float, parse_int, string_to_number, trim,
    trim_end, trim_start,
};
pub use radix::to_radix;

use crate::Cx;
use crate::string::JsString;

/// Digits in ASCII; the longest is -1.234567890123456e-300 or so.
pub type NumberBuffer = ryu_js::Buffer;

/// §6.1.6.1.20 Number::toString ( x, 10 ) <https://tc39.es/ecma262/#sec-numeric-types-number-tostring>
pub fn to_text(number: f64, buffer: &mut NumberBuffer) -> &str {
    buffer.format(number)
}

/// §6.1.6.1.3 Number::exponentiate ( base, exponent )
/// <https://tc39.es/ecma262/#sec-numeric-types-number-exponentiate>
#[must_use]
pub fn exponentiate(base: f64, exponent: f64) -> f64 {
    // IEEE 754 gives 1 in these cases, ECMAScript NaN.
    if exponent.is_nan() || (exponent.is_infinite() && base.abs() == 1.0) {
        return f64::NAN;
    }
    base.powf(exponent)
}

impl Cx {
    /// §6.1.6.1.20 Number::toString ( x, 10 ) <https://tc39.es/ecma262/#sec-numeric-types-number-tostring>
    #[must_use]
    pub fn number_to_string(&self, number: f64) -> JsString {
        let int = number as i32;
        // NOTE: -0 is "0", as the comparison says.
        if f64::from(int) == number {
            return self.int_to_string(int);
        }
        self.latin1(to_text(number, &mut NumberBuffer::new()).as_bytes())
    }

    /// The decimal digits of an int32.
    #[inline]
    #[must_use]
    pub fn int_to_string(&self, int: i32) -> JsString {
        if let Ok(small) = u8::try_from(int) {
            return self.atoms.small_int(&self.heap, small);
        }
        let mut text = [0; 11];
        self.latin1(int::signed_digits(int, &mut text))
    }

    /// §6.1.6.1.20 Number::toString ( x, radix ) <https://tc39.es/ecma262/#sec-numeric-types-number-tostring>;
    /// `radix` is from 2 to 36.
    #[must_use]
    pub fn number_to_radix_string(&self, number: f64, radix: u32) -> JsString {
        if radix == 10 {
            return self.number_to_string(number);
        }
        let int = number as i32;
        if f64::from(int) == number {
            return self.latin1(int::signed_digits_in(int, radix, &mut [0; 33]));
        }
        self.latin1(to_radix(number, radix).as_bytes())
    }

    /// §7.1.4.1.1 StringToNumber ( str ) <https://tc39.es/ecma262/#sec-stringtonumber>
    #[must_use]
    pub fn string_to_number(&self, s: JsString) -> f64 {
        match s.as_index() {
            Some(index) => f64::from(index),
            None => {
                self.note_work(4 * s.len());
                string_to_number(self.view(s))
            }
        }
    }
}
