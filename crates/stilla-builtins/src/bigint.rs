//! §21.2 BigInt Objects <https://tc39.es/ecma262/#sec-bigint-objects>
//!
//! Uses: stilla-core. Never: other built-ins.

use stilla_core::bigint::{self, BigInt};
use stilla_core::builtin::{Global, method, tag};
use stilla_core::error::{range_error, type_error};
use stilla_core::ops::Hint;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Kind, Msg, Value};

/// %BigInt% and %BigInt.prototype%.
pub const BIGINT: Global = Global::constructor("BigInt", 1, construct)
    .id(Intrinsic::BigInt)
    .prototype_id(Intrinsic::BigIntPrototype)
    .prototype(&[
        method("toLocaleString", 0, to_locale_string),
        method("toString", 0, to_string),
        method("valueOf", 0, value_of),
        tag("BigInt"),
    ])
    .statics(&[
        method("asIntN", 2, as_int_n),
        method("asUintN", 2, as_uint_n),
    ]);

/// The internal slot of [[BigIntData]].
const DATA: usize = 0;

/// §21.2.1.1 BigInt ( value ) <https://tc39.es/ecma262/#sec-bigint-constructor-number-value>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    if call.new_target().is_some() {
        return Err(type_error(cx, Msg::IllegalConstructor { name: "BigInt" }));
    }
    let primitive = cx.to_primitive(call.arg(0), Hint::Number)?;
    let Some(number) = primitive.as_number() else {
        return cx.to_bigint(primitive);
    };
    match bigint::from_f64(cx, number)? {
        Some(bigint) => Ok(bigint),
        None => Err(range_error(cx, Msg::NumberToBigInt { value: primitive })),
    }
}

/// §21.2.2.1 BigInt.asIntN ( bits, bigint ) <https://tc39.es/ecma262/#sec-bigint.asintn>
fn as_int_n(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (bits, x) = bits_and_bigint(cx, call)?;
    bigint::as_int_n(cx, bits, x)
}

/// §21.2.2.2 BigInt.asUintN ( bits, bigint ) <https://tc39.es/ecma262/#sec-bigint.asuintn>
fn as_uint_n(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (bits, x) = bits_and_bigint(cx, call)?;
    bigint::as_uint_n(cx, bits, x)
}

fn bits_and_bigint(cx: &mut Cx, call: &Call<'_>) -> JsResult<(u64, BigInt)> {
    let bits = cx.to_index(call.arg(0))?;
    let value = cx.to_bigint(call.arg(1))?;
    Ok((bits, value.as_bigint().expect("ToBigInt gives a BigInt")))
}

/// §21.2.3.2 BigInt.prototype.toLocaleString ( ) <https://tc39.es/ecma262/#sec-bigint.prototype.tolocalestring>,
/// without ECMA-402.
fn to_locale_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let x = this_bigint_value(cx, call.this(), "BigInt.prototype.toLocaleString")?;
    if let Some(functions) = cx.locale_functions() {
        return (functions.bigint_to_locale_string)(cx, Value::from_bigint(x), call);
    }
    Ok(bigint::to_text(cx, x, 10)?.into())
}

/// §21.2.3.3 BigInt.prototype.toString ( [ radix ] ) <https://tc39.es/ecma262/#sec-bigint.prototype.tostring>
fn to_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let x = this_bigint_value(cx, call.this(), "BigInt.prototype.toString")?;
    let radix = crate::number::to_radix_argument(cx, call.arg(0))?;
    Ok(bigint::to_text(cx, x, radix)?.into())
}

/// §21.2.3.4 BigInt.prototype.valueOf ( ) <https://tc39.es/ecma262/#sec-bigint.prototype.valueof>
fn value_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(Value::from_bigint(this_bigint_value(
        cx,
        call.this(),
        "BigInt.prototype.valueOf",
    )?))
}

/// §21.2.3.4.1 ThisBigIntValue ( value ) <https://tc39.es/ecma262/#sec-thisbigintvalue>
fn this_bigint_value(cx: &mut Cx, value: Value, method: &'static str) -> JsResult<BigInt> {
    let data = match value.as_object() {
        Some(object) if object.is(Kind::BigIntObject) => object.internal(DATA),
        _ => value,
    };
    match data.as_bigint() {
        Some(bigint) => Ok(bigint),
        None => Err(type_error(
            cx,
            Msg::IncompatibleMethodReceiver { method, value },
        )),
    }
}
