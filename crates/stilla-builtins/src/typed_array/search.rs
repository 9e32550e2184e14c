//! The methods that look for an element, or make text of all.
//!
//! Uses: core. Never: create.

use stilla_core::buffer::ViewRecord;
use stilla_core::{Call, Cx, JsResult, JsString, Object, StringBuilder, Value};

use super::{Access, charge_round, validate, view_of};

/// §23.2.3.1 %TypedArray%.prototype.at ( index ) <https://tc39.es/ecma262/#sec-%typedarray%.prototype.at>
pub(super) fn at(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (array, view) = validate(cx, call.this(), "%TypedArray%.prototype.at", Access::Read)?;
    let len = view.len() as f64;
    let relative = cx.to_integer_or_infinity(call.arg(0))?;
    // 4. A negative index counts from the end.
    let index = if relative >= 0.0 {
        relative
    } else {
        len + relative
    };
    if index < 0.0 || index >= len {
        return Ok(Value::UNDEFINED);
    }
    Ok(cx
        .typed_array_get_element(array, index as usize)
        .unwrap_or(Value::UNDEFINED))
}

/// How two elements are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Equality {
    /// IsStrictlyEqual: NaN equals nothing.
    Strict,
    /// SameValueZero: NaN equals itself.
    SameValueZero,
}

/// The first of `indices` whose element equals `wanted`; all are below the length of the view.
fn position(
    cx: &mut Cx,
    view: &ViewRecord,
    wanted: Value,
    equality: Equality,
    indices: impl Iterator<Item = usize>,
) -> JsResult<Option<usize>> {
    if view.element.is_bigint() {
        let Some(bigint) = wanted.as_bigint() else {
            return Ok(None);
        };
        // FAST: equal BigInts of 64 bits have equal bits, if the one wanted has no more of them.
        let bits = stilla_core::bigint::to_u64(bigint);
        let same = cx.numeric_from_raw(view.element, bits);
        if !cx.strictly_equal(same, wanted) {
            return Ok(None);
        }
        return position_of(cx, indices, |k| view.read_raw(k) == bits);
    }
    let Some(number) = wanted.as_number() else {
        return Ok(None);
    };
    let element = |k| {
        view.element
            .number_from_raw(view.read_raw(k))
            .as_number()
            .unwrap_or(0.0)
    };
    if number.is_nan() {
        return match equality {
            Equality::Strict => Ok(None),
            Equality::SameValueZero => position_of(cx, indices, |k| element(k).is_nan()),
        };
    }
    position_of(cx, indices, |k| element(k) == number)
}

fn position_of(
    cx: &mut Cx,
    indices: impl Iterator<Item = usize>,
    matches: impl Fn(usize) -> bool,
) -> JsResult<Option<usize>> {
    for (round, k) in indices.enumerate() {
        charge_round(cx, round)?;
        if matches(k) {
            return Ok(Some(k));
        }
    }
    Ok(None)
}

/// §23.2.3.16 %TypedArray%.prototype.includes ( searchElement \[ , fromIndex \] )
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.includes>
pub(super) fn includes(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (array, view) = validate(
        cx,
        call.this(),
        "%TypedArray%.prototype.includes",
        Access::Read,
    )?;
    let len = view.len();
    if len == 0 {
        return Ok(Value::FALSE);
    }
    let from = cx.relative_index(call.arg(1), len as u64, 0)? as usize;
    let now = view_of(array);
    // 10. Elements that have gone meanwhile read as undefined.
    if call.arg(0).is_undefined() {
        return Ok(Value::from(from.max(now.len()) < len));
    }
    let end = len.min(now.len());
    let found = position(cx, &now, call.arg(0), Equality::SameValueZero, from..end)?;
    Ok(Value::from(found.is_some()))
}

/// §23.2.3.17 %TypedArray%.prototype.indexOf ( searchElement \[ , fromIndex \] )
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.indexof>
pub(super) fn index_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (array, view) = validate(
        cx,
        call.this(),
        "%TypedArray%.prototype.indexOf",
        Access::Read,
    )?;
    let len = view.len();
    if len == 0 {
        return Ok(Value::from(-1));
    }
    let from = cx.relative_index(call.arg(1), len as u64, 0)? as usize;
    let now = view_of(array);
    let end = len.min(now.len());
    let found = position(cx, &now, call.arg(0), Equality::Strict, from..end)?;
    Ok(found.map_or(Value::from(-1), Value::from))
}

/// §23.2.3.20 %TypedArray%.prototype.lastIndexOf ( searchElement \[ , fromIndex \] )
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.lastindexof>
pub(super) fn last_index_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (array, view) = validate(
        cx,
        call.this(),
        "%TypedArray%.prototype.lastIndexOf",
        Access::Read,
    )?;
    let len = view.len();
    if len == 0 {
        return Ok(Value::from(-1));
    }
    // 5. An absent fromIndex is the last index, one that is undefined is 0.
    let from = match call.args().get(1) {
        Some(from) => cx.to_integer_or_infinity(*from)?,
        None => len as f64 - 1.0,
    };
    let last = if from >= 0.0 {
        from.min(len as f64 - 1.0)
    } else {
        len as f64 + from
    };
    if last < 0.0 {
        return Ok(Value::from(-1));
    }
    let now = view_of(array);
    let end = (last as usize + 1).min(now.len());
    let found = position(cx, &now, call.arg(0), Equality::Strict, (0..end).rev())?;
    Ok(found.map_or(Value::from(-1), Value::from))
}

/// §23.2.3.18 %TypedArray%.prototype.join ( separator ) <https://tc39.es/ecma262/#sec-%typedarray%.prototype.join>
pub(super) fn join(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (array, view) = validate(cx, call.this(), "%TypedArray%.prototype.join", Access::Read)?;
    let separator = match call.arg(0) {
        Value::UNDEFINED => cx.string(","),
        separator => cx.to_string(separator)?,
    };
    join_with(cx, array, view.len(), separator, |cx, element| {
        cx.to_string(element)
    })
}

/// §23.2.3.31 %TypedArray%.prototype.toLocaleString ( \[ reserved1 \[ , reserved2 \] \] )
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.tolocalestring>
pub(super) fn to_locale_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (array, view) = validate(
        cx,
        call.this(),
        "%TypedArray%.prototype.toLocaleString",
        Access::Read,
    )?;
    let separator = cx.string(",");
    let given = [call.arg(0), call.arg(1)];
    let arguments = crate::array::locale_arguments(cx, &given);
    join_with(cx, array, view.len(), separator, |cx, element| {
        let text = cx.invoke(element, stilla_core::Name::toLocaleString, arguments)?;
        cx.to_string(text)
    })
}

fn join_with(
    cx: &mut Cx,
    array: Object,
    len: usize,
    separator: JsString,
    text_of: impl Fn(&mut Cx, Value) -> JsResult<JsString>,
) -> JsResult<Value> {
    let mut builder = StringBuilder::new(cx);
    for k in 0..len {
        cx.charge(1)?;
        if k > 0 {
            builder.push_string(cx, separator);
        }
        if let Some(element) = cx.typed_array_get_element(array, k) {
            let text = text_of(cx, element)?;
            builder.push_string(cx, text);
        }
        if builder.has_overflowed() {
            break;
        }
    }
    Ok(builder.finish(cx)?.into())
}
