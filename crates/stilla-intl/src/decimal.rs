//! Exact decimal numbers: what ECMA-402 calls a mathematical value, and its rounding.
//!
//! Digits without leading zeros, and the power of ten of the digit after the last; a Number becomes
//! the shortest decimal that reads back as itself, as `toString` shows it.
//!
//! Uses: nothing. Never: everything else of the crate.

use std::cmp::Ordering;

/// How a number between two others is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundingMode {
    /// Toward positive infinity.
    Ceil,
    /// Toward negative infinity.
    Floor,
    /// Away from zero.
    Expand,
    /// Toward zero.
    Trunc,
    /// To the nearer, halves toward positive infinity.
    HalfCeil,
    /// To the nearer, halves toward negative infinity.
    HalfFloor,
    /// To the nearer, halves away from zero.
    HalfExpand,
    /// To the nearer, halves toward zero.
    HalfTrunc,
    /// To the nearer, halves to the even one.
    HalfEven,
}

impl RoundingMode {
    /// The names of the modes.
    pub const NAMES: [&'static str; 9] = [
        "ceil",
        "floor",
        "expand",
        "trunc",
        "halfCeil",
        "halfFloor",
        "halfExpand",
        "halfTrunc",
        "halfEven",
    ];

    /// The mode of a name of the list.
    pub fn from_name(name: &str) -> RoundingMode {
        match name {
            "ceil" => RoundingMode::Ceil,
            "floor" => RoundingMode::Floor,
            "expand" => RoundingMode::Expand,
            "trunc" => RoundingMode::Trunc,
            "halfCeil" => RoundingMode::HalfCeil,
            "halfFloor" => RoundingMode::HalfFloor,
            "halfTrunc" => RoundingMode::HalfTrunc,
            "halfEven" => RoundingMode::HalfEven,
            _ => RoundingMode::HalfExpand,
        }
    }
}

/// A finite decimal number. Zero has no digits; it may be negative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// Whether it has a minus sign.
    pub negative: bool,
    /// The digits, each 0 to 9, the first one not 0.
    digits: Vec<u8>,
    /// The power of ten of the last digit.
    exponent: i32,
}

/// A number of ECMA-402: a decimal, or what is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Numeric {
    /// A finite number, with the sign of zero.
    Finite(Decimal),
    /// An infinity; whether it is the negative one.
    Infinity(bool),
    /// Not a number.
    NaN,
}

impl Numeric {
    /// The value of a Number.
    pub fn from_f64(number: f64) -> Numeric {
        if number.is_nan() {
            return Numeric::NaN;
        }
        if number.is_infinite() {
            return Numeric::Infinity(number < 0.0);
        }
        // NOTE: `{:e}` has the shortest digits that read back as the number.
        Numeric::Finite(Decimal::parse(&format!("{number:e}")).unwrap_or(Decimal::ZERO))
    }

    /// Whether there is a minus sign.
    pub fn is_negative(&self) -> bool {
        match self {
            Numeric::Finite(decimal) => decimal.negative,
            Numeric::Infinity(negative) => *negative,
            Numeric::NaN => false,
        }
    }
}

impl Decimal {
    /// Zero.
    pub const ZERO: Decimal = Decimal {
        negative: false,
        digits: Vec::new(),
        exponent: 0,
    };

    /// Zero with a sign.
    pub fn zero(negative: bool) -> Decimal {
        Decimal {
            negative,
            ..Decimal::ZERO
        }
    }

    /// The number of a text of digits with an optional sign, point and exponent.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (negative, text) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (mantissa, exponent) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], parse_exponent(&text[at + 1..])?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let mut digits = Vec::with_capacity(whole.len() + fraction.len());
        for byte in whole.bytes().chain(fraction.bytes()) {
            if !byte.is_ascii_digit() {
                return None;
            }
            digits.push(byte - b'0');
        }
        let exponent = exponent.saturating_sub(i32::try_from(fraction.len()).ok()?);
        Some(
            Decimal {
                negative,
                digits,
                exponent,
            }
            .normalised(),
        )
    }

    fn normalised(mut self) -> Decimal {
        let zeros = self.digits.iter().take_while(|digit| **digit == 0).count();
        self.digits.drain(..zeros);
        while self.digits.last() == Some(&0) {
            self.digits.pop();
            self.exponent = self.exponent.saturating_add(1);
        }
        if self.digits.is_empty() {
            self.exponent = 0;
        }
        self
    }

    /// Whether it is 0 or -0.
    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The power of ten of the first digit; 0 for zero.
    pub fn magnitude(&self) -> i32 {
        match self.digits.len() {
            0 => 0,
            len => self.exponent.saturating_add(len as i32 - 1),
        }
    }

    /// The number times a power of ten.
    #[must_use]
    pub fn scaled(mut self, power: i32) -> Decimal {
        if !self.is_zero() {
            self.exponent = self.exponent.saturating_add(power);
        }
        self
    }

    /// The digit at a power of ten.
    pub fn digit(&self, power: i32) -> u8 {
        let place = i64::from(self.magnitude()) - i64::from(power);
        match usize::try_from(place) {
            Ok(place) => self.digits.get(place).copied().unwrap_or(0),
            Err(_) => 0,
        }
    }

    /// How many digits after the point are needed to show it.
    pub fn fraction_digits(&self) -> i32 {
        (-i64::from(self.exponent)).clamp(0, i64::from(i32::MAX)) as i32
    }

    /// The number rounded to a multiple of `increment` times ten to the power of `power`.
    #[must_use]
    pub fn rounded(&self, power: i32, increment: u32, mode: RoundingMode) -> Decimal {
        if self.is_zero() || (increment == 1 && self.exponent >= power) {
            return self.clone();
        }
        // The digits above the power, as one number of digits; the increment is at most 5000.
        let kept = (i64::from(self.magnitude()) - i64::from(power) + 1)
            .clamp(0, i64::from(i32::MAX)) as usize;
        let mut quotient: Vec<u8> = (0..kept)
            .map(|place| self.digits.get(place).copied().unwrap_or(0))
            .collect();
        // NOTE: if the number is far below the power, its digits begin further right.
        let below = self
            .digits
            .get(kept.min(self.digits.len())..)
            .unwrap_or_default();
        let gap = i64::from(power) - 1 - i64::from(self.magnitude());
        let rest_is_zero = below.iter().all(|digit| *digit == 0);
        let half = match (gap > 0, below.first()) {
            (true, _) | (_, None) => Ordering::Less,
            (false, Some(first)) => {
                first
                    .cmp(&5)
                    .then_with(|| match below[1..].iter().all(|digit| *digit == 0) {
                        true => Ordering::Equal,
                        false => Ordering::Greater,
                    })
            }
        };
        let remainder = divide(&mut quotient, increment);
        // Where the whole rest stands between the two multiples.
        let (is_exact, half) = match increment {
            1 => (rest_is_zero, half),
            _ => {
                let exact = remainder == 0 && rest_is_zero;
                let position = match (remainder * 2).cmp(&increment) {
                    Ordering::Equal if !rest_is_zero => Ordering::Greater,
                    // NOTE: an odd increment has its half within a digit.
                    Ordering::Less if remainder * 2 + 1 == increment => half,
                    order => order,
                };
                (exact, position)
            }
        };
        let is_odd = quotient.last().is_some_and(|digit| digit % 2 == 1);
        if !is_exact && rounds_up(mode, self.negative, half, is_odd) {
            add_one(&mut quotient);
        }
        multiply(&mut quotient, increment);
        Decimal {
            negative: self.negative,
            digits: quotient,
            exponent: power,
        }
        .normalised()
    }

    /// The digits before the point, at least `minimum`.
    pub fn whole_digits(&self, minimum: u32) -> String {
        let top = self.magnitude().max(minimum.max(1) as i32 - 1).max(0);
        (0..=top)
            .rev()
            .map(|power| char::from(b'0' + self.digit(power)))
            .collect()
    }

    /// `count` digits after the point.
    pub fn fraction_text(&self, count: i32) -> String {
        (1..=count.min(1 << 20))
            .map(|place| char::from(b'0' + self.digit(-place)))
            .collect()
    }
}

fn parse_exponent(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value = digits
        .parse::<i32>()
        .unwrap_or(i32::MAX / 4)
        .min(i32::MAX / 4);
    Some(if text.starts_with('-') { -value } else { value })
}

/// Divides a number of digits in place; the remainder.
fn divide(digits: &mut [u8], by: u32) -> u32 {
    let mut remainder = 0;
    for digit in digits.iter_mut() {
        remainder = remainder * 10 + u32::from(*digit);
        *digit = (remainder / by) as u8;
        remainder %= by;
    }
    remainder
}

fn multiply(digits: &mut Vec<u8>, by: u32) {
    if by == 1 {
        return;
    }
    let mut carry = 0;
    for digit in digits.iter_mut().rev() {
        carry += u32::from(*digit) * by;
        *digit = (carry % 10) as u8;
        carry /= 10;
    }
    while carry > 0 {
        digits.insert(0, (carry % 10) as u8);
        carry /= 10;
    }
}

fn add_one(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < 9 {
            *digit += 1;
            return;
        }
        *digit = 0;
    }
    digits.insert(0, 1);
}

/// Whether a number that lies between two multiples goes to the one further from zero.
fn rounds_up(mode: RoundingMode, negative: bool, half: Ordering, is_odd: bool) -> bool {
    use RoundingMode as Mode;
    let on_half = match mode {
        Mode::Ceil => return !negative,
        Mode::Floor => return negative,
        Mode::Expand => return true,
        Mode::Trunc => return false,
        Mode::HalfCeil => !negative,
        Mode::HalfFloor => negative,
        Mode::HalfExpand => true,
        Mode::HalfTrunc => false,
        Mode::HalfEven => is_odd,
    };
    match half {
        Ordering::Less => false,
        Ordering::Equal => on_half,
        Ordering::Greater => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounded(text: &str, power: i32, increment: u32, mode: RoundingMode) -> String {
        let decimal = Decimal::parse(text)
            .expect("a number")
            .rounded(power, increment, mode);
        let sign = if decimal.negative { "-" } else { "" };
        let fraction = decimal.fraction_text((-power).max(0));
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{}{point}{fraction}", decimal.whole_digits(1))
    }

    #[test]
    fn rounding_goes_where_the_mode_says() {
        use RoundingMode as Mode;
        assert_eq!(rounded("1.15", -1, 1, Mode::HalfExpand), "1.2");
        assert_eq!(rounded("1.15", -1, 1, Mode::HalfEven), "1.2");
        assert_eq!(rounded("1.25", -1, 1, Mode::HalfEven), "1.2");
        assert_eq!(rounded("-1.11", -1, 1, Mode::Ceil), "-1.1");
        assert_eq!(rounded("0.004", -2, 1, Mode::HalfExpand), "0.00");
        assert_eq!(rounded("0.0004", -2, 1, Mode::Expand), "0.01");
        assert_eq!(rounded("999.96", -1, 1, Mode::HalfExpand), "1000.0");
        assert_eq!(rounded("1.125", -2, 25, Mode::HalfExpand), "1.25");
        assert_eq!(rounded("1.12", -2, 25, Mode::HalfExpand), "1.00");
        assert_eq!(rounded("12345", 3, 1, Mode::Trunc), "12000");
        assert_eq!(rounded("0.00000000000001", 0, 5, Mode::HalfExpand), "0");
    }
}
