//! §21.1 Number Objects <https://tc39.es/ecma262/#sec-number-objects>
//!
//! The digits are made in `stilla_core::number`; here stand the arguments' checks.
//!
//! Uses: stilla-core. Never: other built-ins.

use stilla_core::bigint;
use stilla_core::builtin::{self, Global, intrinsic, method};
use stilla_core::error::{range_error, type_error};
use stilla_core::number::{to_exponential, to_fixed, to_precision};
use stilla_core::ops::Numeric;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Kind, Msg, Value};

/// %Number% and %Number.prototype%, itself a Number object.
pub const NUMBER: Global = Global::constructor("Number", 1, construct)
    .id(Intrinsic::Number)
    .prototype_id(Intrinsic::NumberPrototype)
    .prototype_is(Kind::NumberObject, |_| (1, [Value::ZERO; 4]))
    .prototype(&[
        method("toExponential", 1, exponential),
        method("toFixed", 1, fixed),
        method("toLocaleString", 0, to_locale_string),
        method("toPrecision", 1, precision),
        method("toString", 1, to_string),
        method("valueOf", 0, value_of),
    ])
    .statics(&[
        builtin::number("EPSILON", f64::EPSILON),
        method("isFinite", 1, is_finite),
        method("isInteger", 1, is_integer),
        method("isNaN", 1, is_nan),
        method("isSafeInteger", 1, is_safe_integer),
        builtin::number("MAX_SAFE_INTEGER", MAX_SAFE_INTEGER),
        builtin::number("MAX_VALUE", f64::MAX),
        builtin::number("MIN_SAFE_INTEGER", -MAX_SAFE_INTEGER),
        // NOTE: the least subnormal number, and not `f64::MIN_POSITIVE`.
        builtin::number("MIN_VALUE", 5e-324),
        builtin::number("NaN", f64::NAN),
        builtin::number("NEGATIVE_INFINITY", f64::NEG_INFINITY),
        intrinsic("parseFloat", Intrinsic::ParseFloat),
        intrinsic("parseInt", Intrinsic::ParseInt),
        builtin::number("POSITIVE_INFINITY", f64::INFINITY),
    ]);

/// The internal slot of [[NumberData]].
const DATA: usize = 0;

/// 2^53 - 1.
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// §21.1.1.1 Number ( value ) <https://tc39.es/ecma262/#sec-number-constructor-number-value>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let number = match call.args().first() {
        None => 0.0,
        Some(value) => match cx.to_numeric(*value)? {
            Numeric::Number(number) => number,
            Numeric::BigInt(bigint) => bigint::to_f64(bigint),
        },
    };
    let number = Value::from(number);
    let Some(target) = call.new_target() else {
        return Ok(number);
    };
    let prototype = Intrinsic::NumberPrototype;
    Ok(cx
        .create_from_constructor(target, prototype, Kind::NumberObject, &[number])?
        .into())
}

/// §21.1.2.2 Number.isFinite ( number ) <https://tc39.es/ecma262/#sec-number.isfinite>
fn is_finite(_: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(call.arg(0).as_number().is_some_and(f64::is_finite).into())
}

/// §21.1.2.3 Number.isInteger ( number ) <https://tc39.es/ecma262/#sec-number.isinteger>
fn is_integer(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(cx.is_integral_number(call.arg(0)).into())
}

/// §21.1.2.4 Number.isNaN ( number ) <https://tc39.es/ecma262/#sec-number.isnan>
fn is_nan(_: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(call.arg(0).as_number().is_some_and(f64::is_nan).into())
}

/// §21.1.2.5 Number.isSafeInteger ( number ) <https://tc39.es/ecma262/#sec-number.issafeinteger>
fn is_safe_integer(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let is_small = call
        .arg(0)
        .as_number()
        .is_some_and(|x| x.abs() <= MAX_SAFE_INTEGER);
    Ok((is_small && cx.is_integral_number(call.arg(0))).into())
}

/// §21.1.3.2 Number.prototype.toExponential ( fractionDigits )
/// <https://tc39.es/ecma262/#sec-number.prototype.toexponential>
fn exponential(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let x = this_number_value(cx, call.this(), "Number.prototype.toExponential")?;
    let digits = cx.to_integer_or_infinity(call.arg(0))?;
    if !x.is_finite() {
        return Ok(cx.number_to_string(x).into());
    }
    if !(0.0..=100.0).contains(&digits) {
        return Err(range_error(
            cx,
            Msg::InvalidDigits {
                method: "toExponential()",
            },
        ));
    }
    let digits = (!call.arg(0).is_undefined()).then_some(digits as usize);
    Ok(cx.latin1(to_exponential(x, digits).as_bytes()).into())
}

/// §21.1.3.3 Number.prototype.toFixed ( fractionDigits ) <https://tc39.es/ecma262/#sec-number.prototype.tofixed>
fn fixed(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let x = this_number_value(cx, call.this(), "Number.prototype.toFixed")?;
    let digits = cx.to_integer_or_infinity(call.arg(0))?;
    if !(0.0..=100.0).contains(&digits) {
        return Err(range_error(
            cx,
            Msg::InvalidDigits {
                method: "toFixed() digits",
            },
        ));
    }
    if !x.is_finite() {
        return Ok(cx.number_to_string(x).into());
    }
    Ok(cx.latin1(to_fixed(x, digits as usize).as_bytes()).into())
}

/// §21.1.3.4 Number.prototype.toLocaleString ( ) <https://tc39.es/ecma262/#sec-number.prototype.tolocalestring>,
/// without ECMA-402.
fn to_locale_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let x = this_number_value(cx, call.this(), "Number.prototype.toLocaleString")?;
    if let Some(functions) = cx.locale_functions() {
        return (functions.number_to_locale_string)(cx, x.into(), call);
    }
    Ok(cx.number_to_string(x).into())
}

/// §21.1.3.5 Number.prototype.toPrecision ( precision ) <https://tc39.es/ecma262/#sec-number.prototype.toprecision>
fn precision(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let x = this_number_value(cx, call.this(), "Number.prototype.toPrecision")?;
    if call.arg(0).is_undefined() {
        return Ok(cx.number_to_string(x).into());
    }
    let precision = cx.to_integer_or_infinity(call.arg(0))?;
    if !x.is_finite() {
        return Ok(cx.number_to_string(x).into());
    }
    if !(1.0..=100.0).contains(&precision) {
        return Err(range_error(
            cx,
            Msg::InvalidDigits {
                method: "toPrecision()",
            },
        ));
    }
    Ok(cx
        .latin1(to_precision(x, precision as usize).as_bytes())
        .into())
}

/// §21.1.3.6 Number.prototype.toString ( [ radix ] ) <https://tc39.es/ecma262/#sec-number.prototype.tostring>
fn to_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let x = this_number_value(cx, call.this(), "Number.prototype.toString")?;
    let radix = to_radix_argument(cx, call.arg(0))?;
    Ok(cx.number_to_radix_string(x, radix).into())
}

/// The radix that a `toString` was given: 10 if none was.
pub(crate) fn to_radix_argument(cx: &mut Cx, value: Value) -> JsResult<u32> {
    if value.is_undefined() {
        return Ok(10);
    }
    let radix = cx.to_integer_or_infinity(value)?;
    if !(2.0..=36.0).contains(&radix) {
        return Err(range_error(cx, Msg::InvalidRadix));
    }
    Ok(radix as u32)
}

/// §21.1.3.7 Number.prototype.valueOf ( ) <https://tc39.es/ecma262/#sec-number.prototype.valueof>
fn value_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(this_number_value(cx, call.this(), "Number.prototype.valueOf")?.into())
}

/// §21.1.3.7.1 ThisNumberValue ( value ) <https://tc39.es/ecma262/#sec-thisnumbervalue>
fn this_number_value(cx: &mut Cx, value: Value, method: &'static str) -> JsResult<f64> {
    let data = match value.as_object() {
        Some(object) if object.is(Kind::NumberObject) => object.internal(DATA),
        _ => value,
    };
    match data.as_number() {
        Some(number) => Ok(number),
        None => Err(type_error(
            cx,
            Msg::IncompatibleMethodReceiver { method, value },
        )),
    }
}
