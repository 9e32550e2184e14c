//! §21.3.2.33 Math.sumPrecise: the exact sum, rounded once.
//!
//! The sum is kept as one long fixed-point number that covers every double: limbs of 32 bits, each
//! in a signed 64-bit word so that carries can wait.
//!
//! Uses: stilla-core. Never: other built-ins.

use std::ops::ControlFlow;

use stilla_core::error::{range_error, type_error};
use stilla_core::{Call, Cx, JsResult, Msg, Value};

/// §21.3.2.33 Math.sumPrecise ( items ) <https://tc39.es/ecma262/#sec-math.sumprecise>
pub(super) fn sum_precise(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let items = cx.require_object_coercible(call.arg(0), "Math.sumPrecise")?;
    let mut sum = Sum::new();
    let mut count = 0u64;
    cx.iterate(items, |cx, item| {
        count += 1;
        if count > MAX_ITEMS {
            return Err(range_error(cx, Msg::ArrayTooLong));
        }
        match item.as_number() {
            Some(number) => sum.add(number),
            None => {
                return Err(type_error(
                    cx,
                    Msg::NotNumber {
                        name: "an item",
                        value: item,
                    },
                ));
            }
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(sum.finish().into())
}

/// 2^53 - 1.
const MAX_ITEMS: u64 = (1 << 53) - 1;

/// The weight of the lowest bit is 2^-1074, that of the greatest double's highest 2^1023, and 2^53
/// summands add 53 bits.
const LIMBS: usize = (1074 + 1024 + 64_usize).div_ceil(32);

/// Additions before the carries must be passed on: each adds less than 2^32 to a limb.
const ADDITIONS: u32 = 1 << 30;

/// The sum so far.
struct Sum {
    limbs: [i64; LIMBS],
    additions: u32,
    /// Whether nothing but -0 was added.
    is_minus_zero: bool,
    /// The infinities and NaN that were added, or 0.
    special: f64,
}

impl Sum {
    fn new() -> Sum {
        Sum {
            limbs: [0; LIMBS],
            additions: 0,
            is_minus_zero: true,
            special: 0.0,
        }
    }

    fn add(&mut self, number: f64) {
        if !number.is_finite() {
            self.special += number;
            return;
        }
        if number == 0.0 {
            self.is_minus_zero &= number.is_sign_negative();
            return;
        }
        self.is_minus_zero = false;
        let bits = number.to_bits();
        let fraction = bits & ((1 << 52) - 1);
        let (significand, shift) = match (bits >> 52 & 0x7FF) as usize {
            0 => (fraction, 0),
            exponent => (fraction | 1 << 52, exponent - 1),
        };
        let shifted = u128::from(significand) << (shift % 32);
        for (i, limb) in self.limbs[shift / 32..].iter_mut().take(3).enumerate() {
            let part = i64::from((shifted >> (32 * i)) as u32);
            *limb += if number < 0.0 { -part } else { part };
        }
        self.additions += 1;
        if self.additions == ADDITIONS {
            self.carry();
        }
    }

    /// Brings every limb but the highest to 0..2^32.
    fn carry(&mut self) {
        let mut carry = 0;
        for limb in &mut self.limbs[..LIMBS - 1] {
            let total = *limb + carry;
            *limb = total & 0xFFFF_FFFF;
            carry = total >> 32;
        }
        self.limbs[LIMBS - 1] += carry;
        self.additions = 0;
    }

    /// The nearest double, ties to even.
    fn finish(mut self) -> f64 {
        if self.special != 0.0 {
            return self.special;
        }
        if self.is_minus_zero {
            return -0.0;
        }
        self.carry();
        let is_negative = self.limbs[LIMBS - 1] < 0;
        if is_negative {
            self.limbs.iter_mut().for_each(|limb| *limb = -*limb);
            self.carry();
        }
        let magnitude = self.round();
        if is_negative { -magnitude } else { magnitude }
    }

    fn bit(&self, place: usize) -> u64 {
        (self.limbs[place / 32] >> (place % 32) & 1) as u64
    }

    /// The nearest double of a sum that is not negative and has its carries passed on.
    fn round(&self) -> f64 {
        let Some(top) = self.limbs.iter().rposition(|limb| *limb != 0) else {
            return 0.0;
        };
        let highest = top * 32 + 63 - self.limbs[top].leading_zeros() as usize;
        // A sum of at most 53 bits is exact.
        let lowest = highest.saturating_sub(52);
        let significand = (lowest..=highest)
            .rev()
            .fold(0, |bits, place| bits << 1 | self.bit(place));
        let is_up = lowest > 0 && self.bit(lowest - 1) == 1 && {
            let is_odd = significand & 1 == 1;
            is_odd || (0..lowest - 1).any(|place| self.bit(place) == 1)
        };
        let significand = significand + u64::from(is_up);
        // NOTE: both factors are exact, and so is the product, but for what exceeds the greatest double.
        scaled(significand as f64, lowest)
    }
}

/// `number` * 2^(`place` - 1074), in steps that neither overflow nor vanish on the way.
fn scaled(number: f64, place: usize) -> f64 {
    let least = f64::from_bits(1);
    if place <= 1023 {
        return number * least * power_of_two(place);
    }
    number * least * power_of_two(1023) * power_of_two(place - 1023)
}

/// 2^`exponent`, for an exponent up to 1023; infinity above.
fn power_of_two(exponent: usize) -> f64 {
    if exponent > 1023 {
        f64::INFINITY
    } else {
        f64::from_bits((exponent as u64 + 1023) << 52)
    }
}

#[cfg(test)]
mod tests {
    use super::Sum;

    fn sum(numbers: &[f64]) -> f64 {
        let mut sum = Sum::new();
        numbers.iter().for_each(|number| sum.add(*number));
        sum.finish()
    }

    #[test]
    fn sums_are_rounded_once() {
        assert_eq!(sum(&[1e20, 0.1, -1e20]), 0.1);
        assert_eq!(sum(&[0.1, 0.2, 0.3]), 0.6);
        assert_eq!(
            sum(&[1e308, 1e308, 0.1, 0.1, 1e30, 0.1, -1e30, -1e308, -1e308]),
            0.300_000_000_000_000_04
        );
        assert_eq!(sum(&[f64::MAX, f64::MAX]), f64::INFINITY);
        assert_eq!(sum(&[-f64::MAX, f64::MAX, 5e-324]), 5e-324);
        assert_eq!(sum(&[f64::MAX, 9.979_201_547_673_598e291]), f64::MAX);
        assert_eq!(sum(&[f64::MAX, 9.979_201_547_673_6e291]), f64::INFINITY);
        assert_eq!(sum(&[2f64.powi(53), 1.0]), 2f64.powi(53));
        assert_eq!(sum(&[2f64.powi(53), 1.0, 5e-324]), 2f64.powi(53) + 2.0);
        assert_eq!(sum(&[-1.5, -2.25]), -3.75);
        assert_eq!(sum(&[5e-324, 5e-324, 5e-324]), 1.5e-323);
    }

    #[test]
    fn zeros_and_infinities_have_their_signs() {
        assert!(sum(&[]).is_sign_negative() && sum(&[-0.0]).is_sign_negative());
        assert!(sum(&[-0.0, 0.0]).is_sign_positive() && sum(&[1.0, -1.0]).is_sign_positive());
        assert_eq!(sum(&[f64::INFINITY, -1e308, -1e308]), f64::INFINITY);
        assert!(sum(&[f64::INFINITY, f64::NEG_INFINITY, 1.0]).is_nan());
    }
}
