//! Comparing BigInts with each other and, exactly, with Numbers.
//!
//! Uses: bigint. Never: object, interp, realm.

use std::cmp::Ordering;

use dashu_int::IBig;

use super::{BigInt, bit_len, convert::exact_integer};

/// §6.1.6.2.12 BigInt::lessThan ( x, y ) <https://tc39.es/ecma262/#sec-numeric-types-bigint-lessThan>,
/// as an order.
#[must_use]
pub fn compare(x: BigInt, y: BigInt) -> Ordering {
    match (x, y) {
        (BigInt::Small(x), BigInt::Small(y)) => x.cmp(&y),
        _ => x.integer().cmp(&y.integer()),
    }
}

/// How long a comparison may take: as that of texts of so many units.
#[must_use]
pub(crate) fn length(x: BigInt) -> usize {
    x.bits() / 16
}

/// §6.1.6.2.13 BigInt::equal ( x, y ) <https://tc39.es/ecma262/#sec-numeric-types-bigint-equal>
#[must_use]
pub fn equals(x: BigInt, y: BigInt) -> bool {
    match (x, y) {
        (BigInt::Small(x), BigInt::Small(y)) => x == y,
        (BigInt::Large(x), BigInt::Large(y)) => x.value == y.value,
        _ => false,
    }
}

/// Whether this is 0n, the one BigInt that is falsy.
#[must_use]
pub fn is_zero(x: BigInt) -> bool {
    matches!(x, BigInt::Small(small) if small.get() == 0)
}

/// The order of the mathematical values, or `None` if `y` is NaN.
#[must_use]
pub fn compare_number(x: BigInt, y: f64) -> Option<Ordering> {
    compare_exactly(&x.integer(), y)
}

/// Whether both have the same mathematical value.
#[must_use]
pub fn equals_number(x: BigInt, y: f64) -> bool {
    compare_number(x, y) == Some(Ordering::Equal)
}

fn compare_exactly(x: &IBig, y: f64) -> Option<Ordering> {
    if y.is_nan() {
        return None;
    }
    // Sizes decide most cases, and all with an infinity.
    if y.is_infinite() || bit_len(x) > 1024 {
        let x_sign = if *x < IBig::ZERO { -1.0 } else { 1.0 };
        return if y.is_infinite() {
            0.0.partial_cmp(&y)
        } else {
            x_sign.partial_cmp(&0.0)
        };
    }
    let floor = y.floor();
    let whole = exact_integer(floor);
    Some(match x.cmp(&whole) {
        Ordering::Equal if floor < y => Ordering::Less,
        order => order,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_exactly() {
        let two_53 = IBig::ONE << 53;
        let cases = [
            (IBig::from(1), 1.5, Ordering::Less),
            (IBig::from(2), 1.5, Ordering::Greater),
            (IBig::from(-1), -1.5, Ordering::Greater),
            (IBig::from(-2), -1.5, Ordering::Less),
            (IBig::ZERO, -0.0, Ordering::Equal),
            (
                &two_53 + IBig::ONE,
                9_007_199_254_740_992.0,
                Ordering::Greater,
            ),
            (two_53, 9_007_199_254_740_992.0, Ordering::Equal),
            (IBig::ONE << 1023, 2f64.powi(1023), Ordering::Equal),
            (IBig::ONE << 2000, f64::MAX, Ordering::Greater),
            (-(IBig::ONE << 2000), f64::MIN, Ordering::Less),
            (IBig::ONE << 2000, f64::INFINITY, Ordering::Less),
            (-(IBig::ONE << 2000), f64::NEG_INFINITY, Ordering::Greater),
            (IBig::ZERO, 5e-324, Ordering::Less),
        ];
        for (x, y, order) in cases {
            assert_eq!(compare_exactly(&x, y), Some(order), "{x} and {y}");
        }
        assert_eq!(compare_exactly(&IBig::ZERO, f64::NAN), None);
    }
}
