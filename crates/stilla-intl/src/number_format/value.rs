//! Numbers as scripts give them: §16.5.16 <https://tc39.es/ecma402/#sec-tointlmathematicalvalue>
//!
//! Uses: decimal. Never: render, range.

use stilla_core::number::trim;
use stilla_core::ops::Hint;
use stilla_core::{Cx, JsResult, JsString, Value, bigint};

use crate::decimal::{Decimal, Numeric};

/// Beyond this power of ten a text is as good as infinite, or zero.
const GREATEST_MAGNITUDE: i32 = 308;

/// ToIntlMathematicalValue ( value ). May run JavaScript.
pub fn to_numeric(cx: &mut Cx, value: Value) -> JsResult<Numeric> {
    let primitive = cx.to_primitive(value, Hint::Number)?;
    if let Some(bigint) = primitive.as_bigint() {
        let text = bigint::to_text(cx, bigint, 10)?;
        // NOTE: digits, groups and parts together take about this much.
        cx.reserve(text.len().saturating_mul(48))?;
        cx.charge((text.len() / 8) as u32)?;
        return Ok(from_text(&cx.to_rust_string(text)));
    }
    match primitive.as_string() {
        Some(text) => {
            cx.reserve(text.len().saturating_mul(4))?;
            cx.charge((text.len() / 16) as u32)?;
            Ok(from_string(cx, text))
        }
        None => cx.to_number(primitive).map(Numeric::from_f64),
    }
}

/// StringToNumber, but exact.
fn from_string(cx: &Cx, string: JsString) -> Numeric {
    let text = trim(cx.view(string)).to_string_lossy();
    let number = cx.string_to_number(string);
    let is_decimal = text.bytes().any(|byte| byte.is_ascii_digit())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    // NOTE: the sort of literal is judged by the number's own grammar.
    if !is_decimal || number.is_nan() {
        return Numeric::from_f64(number);
    }
    match from_text(&text) {
        Numeric::Finite(decimal) if decimal.magnitude() > GREATEST_MAGNITUDE => {
            Numeric::Infinity(decimal.negative)
        }
        Numeric::Finite(decimal) if decimal.magnitude() < -GREATEST_MAGNITUDE - 15 => {
            Numeric::Finite(Decimal::zero(decimal.negative))
        }
        numeric => numeric,
    }
}

fn from_text(text: &str) -> Numeric {
    Decimal::parse(text).map_or(Numeric::NaN, Numeric::Finite)
}
