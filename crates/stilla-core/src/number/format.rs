//! Numbers with a chosen count of digits: toFixed, toExponential, toPrecision.
//!
//! The standard library rounds the exact value of a double to any count of digits, but a tie to the
//! even digit, where ECMAScript takes the larger one. A tie is possible only if the exact expansion
//! has just one digit more, and ends in 5: that is looked at first.
//!
//! Uses: nothing. Never: everything.

/// Significant digits and the decimal exponent of the first: `d.ddd × 10^exponent`.
struct Digits {
    text: String,
    exponent: i32,
}

/// §21.1.3.3 Number.prototype.toFixed ( fractionDigits ), its last steps
/// <https://tc39.es/ecma262/#sec-number.prototype.tofixed>; at most 100 digits.
#[must_use]
pub fn to_fixed(number: f64, fraction_digits: usize) -> String {
    if !number.is_finite() || number.abs() >= 1e21 {
        return super::to_text(number, &mut super::NumberBuffer::new()).to_owned();
    }
    let magnitude = number.abs();
    let mut text = if fraction_bits(magnitude) == fraction_digits as i32 + 1 {
        // A double with n fraction bits has n fraction digits, the last of which is a 5.
        let mut exact = format!("{magnitude:.*}", fraction_digits + 1).into_bytes();
        exact.pop();
        if exact.last() == Some(&b'.') {
            exact.pop();
        }
        increment(&mut exact);
        String::from_utf8_lossy(&exact).into_owned()
    } else {
        format!("{magnitude:.fraction_digits$}")
    };
    if number < 0.0 {
        text.insert(0, '-');
    }
    text
}

/// How many binary digits the fraction of a finite number has.
fn fraction_bits(magnitude: f64) -> i32 {
    if magnitude == 0.0 {
        return 0;
    }
    let bits = magnitude.to_bits();
    let exponent = (bits >> 52) as i32;
    let fraction = bits & ((1 << 52) - 1);
    let (significand, exponent) = if exponent == 0 {
        (fraction, -1074)
    } else {
        (fraction | 1 << 52, exponent - 1075)
    };
    (-(exponent + significand.trailing_zeros() as i32)).max(0)
}

/// Adds one to the last digit of a decimal numeral, which may hold a point.
fn increment(numeral: &mut Vec<u8>) {
    for digit in numeral.iter_mut().rev() {
        match *digit {
            b'.' => {}
            b'9' => *digit = b'0',
            _ => {
                *digit += 1;
                return;
            }
        }
    }
    numeral.insert(0, b'1');
}

/// The `count` most significant digits of a finite positive number, ties rounded up.
fn significant_digits(magnitude: f64, count: usize) -> Digits {
    let exact = exact_digits_if_tie(magnitude, count);
    let rounded = exact.unwrap_or_else(|| split_exponent(&format!("{magnitude:.*e}", count - 1)));
    debug_assert_eq!(rounded.text.len(), count);
    rounded
}

/// The digits rounded up, if the exact value lies in the middle of two numerals of `count` digits.
fn exact_digits_if_tie(magnitude: f64, count: usize) -> Option<Digits> {
    let longer = split_exponent(&format!("{magnitude:.count$e}"));
    if !longer.text.ends_with('5') {
        return None;
    }
    let fraction_digits = count as i32 - longer.exponent;
    // The last digit stands at 10^-fraction_digits. An integer may have digits after it.
    let is_exact = if fraction_digits >= 0 {
        fraction_bits(magnitude) <= fraction_digits
    } else {
        let all = format!("{magnitude:.0}");
        fraction_bits(magnitude) == 0
            && all.starts_with(&longer.text)
            && all.as_bytes()[longer.text.len()..]
                .iter()
                .all(|&digit| digit == b'0')
    };
    if !is_exact {
        return None;
    }
    let mut digits = longer.text.into_bytes();
    digits.pop();
    increment(&mut digits);
    let carried = digits.len() - count;
    digits.truncate(count);
    let text = String::from_utf8_lossy(&digits).into_owned();
    Some(Digits {
        text,
        exponent: longer.exponent + carried as i32,
    })
}

/// Takes `d.ddde-7` apart.
fn split_exponent(text: &str) -> Digits {
    let (digits, exponent) = text.split_once('e').expect("the format has an exponent");
    Digits {
        text: digits.replace('.', ""),
        exponent: exponent
            .parse()
            .expect("the exponent of a double is an integer"),
    }
}

/// The digits of ToString.
fn shortest_digits(magnitude: f64) -> Digits {
    let mut buffer = super::NumberBuffer::new();
    let text = super::to_text(magnitude, &mut buffer);
    let (numeral, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let exponent: i32 = exponent
        .parse()
        .expect("the exponent of a double is an integer");
    let whole = numeral.find('.').unwrap_or(numeral.len()) as i32;
    let digits = numeral.replace('.', "");
    let significant = digits.trim_start_matches('0');
    let zeros = (digits.len() - significant.len()) as i32;
    if significant.is_empty() {
        return Digits {
            text: "0".to_owned(),
            exponent: 0,
        };
    }
    Digits {
        text: significant.trim_end_matches('0').to_owned(),
        exponent: exponent + whole - 1 - zeros,
    }
}

fn push_exponential(out: &mut String, digits: &str, exponent: i32) {
    let (first, rest) = digits.split_at(1);
    out.push_str(first);
    if !rest.is_empty() {
        out.push('.');
        out.push_str(rest);
    }
    out.push_str(if exponent < 0 { "e-" } else { "e+" });
    out.push_str(&exponent.unsigned_abs().to_string());
}

/// §21.1.3.2 Number.prototype.toExponential ( fractionDigits ), its last steps
/// <https://tc39.es/ecma262/#sec-number.prototype.toexponential>; without a count as many digits as
/// the number needs. The number is finite.
#[must_use]
pub fn to_exponential(number: f64, fraction_digits: Option<usize>) -> String {
    let magnitude = number.abs();
    let digits = match fraction_digits {
        None => shortest_digits(magnitude),
        Some(count) if magnitude == 0.0 => Digits {
            text: "0".repeat(count + 1),
            exponent: 0,
        },
        Some(count) => significant_digits(magnitude, count + 1),
    };
    let mut out = String::with_capacity(digits.text.len() + 8);
    if number < 0.0 {
        out.push('-');
    }
    push_exponential(&mut out, &digits.text, digits.exponent);
    out
}

/// §21.1.3.5 Number.prototype.toPrecision ( precision ), its last steps
/// <https://tc39.es/ecma262/#sec-number.prototype.toprecision>. The number is finite; `precision` is
/// from 1 to 100.
#[must_use]
pub fn to_precision(number: f64, precision: usize) -> String {
    let magnitude = number.abs();
    let mut out = String::with_capacity(precision + 8);
    if number < 0.0 {
        out.push('-');
    }
    let digits = if magnitude == 0.0 {
        Digits {
            text: "0".repeat(precision),
            exponent: 0,
        }
    } else {
        significant_digits(magnitude, precision)
    };
    let exponent = digits.exponent;
    if exponent < -6 || exponent >= precision as i32 {
        push_exponential(&mut out, &digits.text, exponent);
    } else if exponent < 0 {
        out.push_str("0.");
        out.push_str(&"0".repeat(exponent.unsigned_abs() as usize - 1));
        out.push_str(&digits.text);
    } else {
        let (whole, fraction) = digits.text.split_at(exponent as usize + 1);
        out.push_str(whole);
        if !fraction.is_empty() {
            out.push('.');
            out.push_str(fraction);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_takes_the_larger_of_a_tie() {
        let cases = [
            (0.5, 0, "1"),
            (2.5, 0, "3"),
            (-2.5, 0, "-3"),
            (1.45, 1, "1.4"),
            (8.345, 2, "8.35"),
            (0.000_001, 7, "0.0000010"),
            (123.456, 0, "123"),
            (1.005, 2, "1.00"),
            (9.5, 0, "10"),
            (99.875, 2, "99.88"),
            (0.0, 2, "0.00"),
            (-0.0, 2, "0.00"),
            (-0.000_000_1, 2, "-0.00"),
            (1e21, 2, "1e+21"),
            (123e18, 1, "123000000000000000000.0"),
            (5e-324, 3, "0.000"),
            (0.1, 20, "0.10000000000000000555"),
        ];
        for (number, digits, text) in cases {
            assert_eq!(to_fixed(number, digits), text, "{number} to {digits}");
        }
    }

    #[test]
    fn exponential_and_precision_do_too() {
        assert_eq!(to_exponential(25.0, Some(0)), "3e+1");
        assert_eq!(to_exponential(12345.0, Some(3)), "1.235e+4");
        assert_eq!(to_exponential(12_345_000.0, Some(3)), "1.235e+7");
        assert_eq!(to_exponential(0.000_95, Some(0)), "9e-4");
        assert_eq!(to_exponential(0.0, Some(2)), "0.00e+0");
        assert_eq!(to_exponential(-1.5e300, None), "-1.5e+300");
        assert_eq!(to_exponential(1200.0, None), "1.2e+3");
        assert_eq!(to_exponential(0.000_012, None), "1.2e-5");
        assert_eq!(to_exponential(0.0, None), "0e+0");
        assert_eq!(
            to_exponential(18.531_082_153_320_312, None),
            "1.8531082153320312e+1"
        );
        assert_eq!(to_exponential(95.0, Some(0)), "1e+2");
        assert_eq!(to_precision(123.456, 4), "123.5");
        assert_eq!(to_precision(0.000_001, 2), "0.0000010");
        assert_eq!(to_precision(1e-7, 2), "1.0e-7");
        assert_eq!(to_precision(1e21, 3), "1.00e+21");
        assert_eq!(to_precision(1250.0, 2), "1.3e+3");
        assert_eq!(to_precision(35.0, 1), "4e+1");
        assert_eq!(to_precision(0.0, 3), "0.00");
        assert_eq!(to_precision(-99.99, 3), "-100");
    }
}
