//! From JavaScript's values to numbers and texts, and from errors of `temporal_rs` to exceptions.
//!
//! Uses: stilla-core, temporal_rs. Never: the classes.

use std::cmp::Ordering;

use stilla_core::error::{ErrorKind, range_error, throw_error, type_error};
use stilla_core::ops::Hint;
use stilla_core::{Call, Cx, JsResult, Msg, Value, bigint};
use temporal_rs::error::ErrorKind as TemporalErrorKind;
use temporal_rs::{TemporalError, TemporalResult};

/// The way from a result of `temporal_rs` to one of JavaScript.
pub(crate) trait OrThrow<T> {
    /// The value, or the exception that stands for the error.
    fn or_throw(self, cx: &mut Cx) -> JsResult<T>;
}

impl<T> OrThrow<T> for TemporalResult<T> {
    fn or_throw(self, cx: &mut Cx) -> JsResult<T> {
        self.map_err(|error| throw(cx, error))
    }
}

fn throw(cx: &mut Cx, error: TemporalError) -> stilla_core::Thrown {
    let kind = match error.kind() {
        TemporalErrorKind::Type => ErrorKind::Type,
        _ => ErrorKind::Range,
    };
    let text = match error.into_message().trim_end_matches('.') {
        "" => "Invalid or unrepresentable value".to_owned(),
        text => text.to_owned(),
    };
    throw_error(cx, kind, Msg::Text { text })
}

/// A RangeError with a text.
pub(crate) fn range(cx: &mut Cx, text: &str) -> stilla_core::Thrown {
    range_error(
        cx,
        Msg::Text {
            text: text.to_owned(),
        },
    )
}

/// A TypeError with a text.
pub(crate) fn mistyped(cx: &mut Cx, text: &str) -> stilla_core::Thrown {
    type_error(
        cx,
        Msg::Text {
            text: text.to_owned(),
        },
    )
}

/// ToIntegerWithTruncation ( argument ) <https://tc39.es/proposal-temporal/#sec-tointegerwithtruncation>
pub(crate) fn to_integer_with_truncation(cx: &mut Cx, value: Value) -> JsResult<f64> {
    let number = cx.to_number(value)?;
    if !number.is_finite() {
        return Err(range(cx, "a finite number is expected"));
    }
    Ok(number.trunc() + 0.0)
}

/// ToPositiveIntegerWithTruncation ( argument ) <https://tc39.es/proposal-temporal/#sec-topositiveintegerwithtruncation>
pub(crate) fn to_positive_integer_with_truncation(cx: &mut Cx, value: Value) -> JsResult<f64> {
    let integer = to_integer_with_truncation(cx, value)?;
    if integer <= 0.0 {
        return Err(range(cx, "a positive number is expected"));
    }
    Ok(integer)
}

/// ToIntegerIfIntegral ( argument ) <https://tc39.es/proposal-temporal/#sec-tointegerifintegral>
pub(crate) fn to_integer_if_integral(cx: &mut Cx, value: Value) -> JsResult<f64> {
    let number = cx.to_number(value)?;
    if !number.is_finite() || number.trunc() != number {
        return Err(range(cx, "an integral number is expected"));
    }
    Ok(number + 0.0)
}

/// The integer of an argument, or a default where it is undefined.
pub(crate) fn integer_or(cx: &mut Cx, value: Value, default: f64) -> JsResult<f64> {
    if value.is_undefined() {
        return Ok(default);
    }
    to_integer_with_truncation(cx, value)
}

/// An integer as a year. What no calendar reaches stays out of reach and keeps its place in the
/// cycle of leap years, which is all that a month and day take from a year.
pub(crate) fn year(integer: f64) -> i32 {
    const FAR: f64 = 2e9;
    if integer.abs() < FAR {
        integer as i32
    } else {
        (FAR.copysign(integer) + integer % 400.0) as i32
    }
}

/// An integer as a month or day; 0, which is none, if it is out of range.
pub(crate) fn month_or_day(integer: f64) -> u8 {
    if (0.0..256.0).contains(&integer) {
        integer as u8
    } else {
        0
    }
}

/// The longest text that is read.
///
/// SPEC: there is no limit, but only annotations that nobody knows can be so many, and nothing could end the work on them.
const LONGEST: usize = 1 << 20;

/// The text of `value`, which must be a string.
pub(crate) fn require_text(cx: &mut Cx, value: Value) -> JsResult<String> {
    match value.as_string() {
        Some(string) if string.len() > LONGEST => Err(range(cx, "the text is too long")),
        Some(string) => {
            cx.charge((string.len() / 2) as u32)?;
            Ok(cx.to_rust_string(string))
        }
        None => Err(type_error(
            cx,
            Msg::NotString {
                name: "argument",
                value,
            },
        )),
    }
}

/// ToPrimitiveAndRequireString ( value ) <https://tc39.es/proposal-temporal/#sec-temporal-toprimitiveandrequirestring>
pub(crate) fn to_primitive_text(cx: &mut Cx, value: Value) -> JsResult<String> {
    let primitive = cx.to_primitive(value, Hint::String)?;
    require_text(cx, primitive)
}

/// The nanoseconds of a BigInt argument; out of every range if it has more than 128 bits.
pub(crate) fn to_nanoseconds(cx: &mut Cx, value: Value) -> JsResult<i128> {
    let big = cx.to_bigint(value)?;
    Ok(big
        .as_bigint()
        .and_then(bigint::to_i128)
        .unwrap_or(i128::MAX))
}

/// A text as the result of a function.
pub(crate) fn text(cx: &Cx, text: &str) -> Value {
    cx.string(text).into()
}

/// -1, 0 or 1, as `compare` returns it.
pub(crate) fn sign(ordering: Ordering) -> Value {
    Value::from(ordering as i32)
}

/// Every class's `valueOf`: comparing by operators is refused.
pub(crate) fn value_of(cx: &mut Cx, _: &Call<'_>) -> JsResult<Value> {
    Err(mistyped(
        cx,
        "Temporal objects have no primitive value: use compare or equals instead of operators",
    ))
}
