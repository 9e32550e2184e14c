//! Durations as scripts give them: §13.5.? ToDurationRecord <https://tc39.es/ecma402/#sec-todurationrecord>
//!
//! Uses: decimal. Never: units.

use stilla_core::error::{range_error, type_error};
use stilla_core::{Cx, JsResult, Msg, Object, Value};

use crate::decimal::Decimal;

/// A duration, years first; all fields that aren't 0 have one sign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Duration {
    /// Years, months, weeks, days, hours, minutes, seconds, milli-, micro- and nanoseconds.
    pub fields: [f64; 10],
}

/// The properties in the order in which they are read, and their places.
const READING: [(&str, usize); 10] = [
    ("days", 3),
    ("hours", 4),
    ("microseconds", 8),
    ("milliseconds", 7),
    ("minutes", 5),
    ("months", 1),
    ("nanoseconds", 9),
    ("seconds", 6),
    ("weeks", 2),
    ("years", 0),
];

/// Nanoseconds of days, hours and so on.
const NANOSECONDS: [i128; 7] = [
    86_400_000_000_000,
    3_600_000_000_000,
    60_000_000_000,
    1_000_000_000,
    1_000_000,
    1_000,
    1,
];

fn invalid(cx: &mut Cx, value: Value) -> stilla_core::Thrown {
    range_error(
        cx,
        Msg::InvalidValue {
            name: "a duration",
            value,
        },
    )
}

impl Duration {
    /// The duration of an object or a text. May run JavaScript.
    pub fn of(cx: &mut Cx, value: Value) -> JsResult<Duration> {
        let duration = match value.as_object() {
            Some(object) => match cx.temporal_duration(object) {
                Some(fields) => Duration { fields },
                None => Duration::of_object(cx, object)?,
            },
            None => {
                let Some(text) = value.as_string() else {
                    return Err(type_error(cx, Msg::NotAnObject { value }));
                };
                let text = cx.to_rust_string(text);
                parse(&text).ok_or_else(|| invalid(cx, value))?
            }
        };
        if duration.is_valid() {
            Ok(duration)
        } else {
            Err(invalid(cx, value))
        }
    }

    fn of_object(cx: &mut Cx, object: Object) -> JsResult<Duration> {
        let mut fields = [0.0; 10];
        let mut any = false;
        for (name, place) in READING {
            let value = cx.get(object, name)?;
            if value.is_undefined() {
                continue;
            }
            any = true;
            let number = cx.to_number(value)?;
            if number.is_nan() || number.fract() != 0.0 || number.is_infinite() {
                return Err(range_error(cx, Msg::InvalidValue { name, value }));
            }
            // NOTE: the sum makes -0 a 0.
            fields[place] = number + 0.0;
        }
        if !any {
            return Err(type_error(
                cx,
                Msg::InvalidValue {
                    name: "a duration",
                    value: object.into(),
                },
            ));
        }
        Ok(Duration { fields })
    }

    /// Whether it is less than nothing.
    pub fn is_negative(&self) -> bool {
        self.fields.iter().any(|field| *field < 0.0)
    }

    /// IsValidDuration
    fn is_valid(&self) -> bool {
        let has = |test: fn(&f64) -> bool| self.fields.iter().any(test);
        if has(|field| !field.is_finite())
            || (has(|field| *field < 0.0) && has(|field| *field > 0.0))
        {
            return false;
        }
        if self.fields[..3]
            .iter()
            .any(|field| field.abs() >= 4_294_967_296.0)
            || self.fields[3..].iter().any(|field| field.abs() > 1e26)
        {
            return false;
        }
        self.nanoseconds(3).abs() < (1_i128 << 53) * 1_000_000_000
    }

    /// The nanoseconds of the fields from `place` on.
    fn nanoseconds(&self, place: usize) -> i128 {
        let terms = self.fields[place..].iter().zip(&NANOSECONDS[place - 3..]);
        terms
            .map(|(field, unit)| (*field as i128).saturating_mul(*unit))
            .sum()
    }

    /// A field as an exact number.
    pub fn decimal(&self, place: usize) -> Decimal {
        let text = (self.fields[place] as i128).to_string();
        Decimal::parse(&text).unwrap_or(Decimal::ZERO)
    }

    /// A field with the smaller ones as its fraction; `place` is one of seconds to microseconds.
    pub fn decimal_with_rest(&self, place: usize) -> Decimal {
        let text = self.nanoseconds(place).to_string();
        let power = 9 - 3 * (place as i32 - 6);
        Decimal::parse(&text)
            .unwrap_or(Decimal::ZERO)
            .scaled(-power)
    }
}

/// A text such as `P1Y2M3DT4H5M6.789S`: ParseTemporalDurationString.
fn parse(text: &str) -> Option<Duration> {
    let (sign, rest) = match text.as_bytes().first()? {
        b'+' => (1.0, &text[1..]),
        b'-' => (-1.0, &text[1..]),
        _ => (1.0, text),
    };
    let rest = rest.strip_prefix(['P', 'p'])?;
    let (date, time) = match rest.find(['T', 't']) {
        Some(at) => (&rest[..at], Some(&rest[at + 1..])),
        None => (rest, None),
    };
    let mut fields = [0.0; 10];
    let dates = parse_fields(date, &[('Y', 0), ('M', 1), ('W', 2), ('D', 3)], &mut fields)?;
    let times = match time {
        Some(time) => {
            parse_fields(time, &[('H', 4), ('M', 5), ('S', 6)], &mut fields).filter(|n| *n > 0)?
        }
        None => 0,
    };
    for field in &mut fields {
        *field = *field * sign + 0.0;
    }
    (dates + times > 0).then_some(Duration { fields })
}

/// Numbers and their letters in order; how many there were.
fn parse_fields(text: &str, letters: &[(char, usize)], fields: &mut [f64; 10]) -> Option<usize> {
    let mut rest = text;
    let mut from = 0;
    let mut count = 0;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let (number, tail) = rest.split_at(end);
        let (fraction, tail) = match tail.strip_prefix(['.', ',']) {
            Some(tail) => {
                let end = tail.find(|c: char| !c.is_ascii_digit())?;
                (Some(&tail[..end]), &tail[end..])
            }
            None => (None, tail),
        };
        let letter = tail.chars().next()?.to_ascii_uppercase();
        let at = letters[from..]
            .iter()
            .position(|(name, _)| *name == letter)?
            + from;
        let place = letters[at].1;
        if number.is_empty() {
            return None;
        }
        fields[place] = number.parse().ok()?;
        rest = &tail[1..];
        from = at + 1;
        count += 1;
        if let Some(fraction) = fraction {
            if !rest.is_empty() || place < 4 || fraction.is_empty() || fraction.len() > 9 {
                return None;
            }
            spread_fraction(fraction, place, fields)?;
        }
    }
    Some(count)
}

/// A fraction of hours, minutes or seconds becomes the smaller units.
fn spread_fraction(fraction: &str, place: usize, fields: &mut [f64; 10]) -> Option<()> {
    let digits: i128 = format!("{fraction:0<9}").parse().ok()?;
    let mut rest = digits * NANOSECONDS[place - 3] / 1_000_000_000;
    for place in place + 1..10 {
        let unit = NANOSECONDS[place - 3];
        fields[place] = (rest / unit) as f64;
        rest %= unit;
    }
    Some(())
}
