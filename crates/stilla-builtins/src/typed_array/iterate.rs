//! The methods that call a function for each element.
//!
//! The length is read once, before the first call; an element that has gone by its turn reads as
//! undefined.
//!
//! Uses: core, create. Never: sort.

use stilla_core::error::type_error;
use stilla_core::{Call, Cx, JsResult, Msg, Object, Value};

use super::create::species_create;
use super::{Access, validate};

/// The receiver, its length and the function, checked.
fn begin(cx: &mut Cx, call: &Call<'_>, method: &'static str) -> JsResult<(Object, usize)> {
    let (array, view) = validate(cx, call.this(), method, Access::Read)?;
    if !cx.is_callable(call.arg(0)) {
        return Err(type_error(cx, Msg::NotCallable { value: call.arg(0) }));
    }
    Ok((array, view.len()))
}

/// Element `k` as it is now, and what the function says of it.
fn visit(cx: &mut Cx, call: &Call<'_>, array: Object, k: usize) -> JsResult<(Value, Value)> {
    cx.charge(1)?;
    let value = element(cx, array, k);
    let result = cx.call(
        call.arg(0),
        call.arg(1),
        &[value, Value::from(k), array.into()],
    )?;
    Ok((value, result))
}

/// Get ( O, k ): undefined for an element that has gone.
fn element(cx: &mut Cx, array: Object, k: usize) -> Value {
    cx.typed_array_get_element(array, k)
        .unwrap_or(Value::UNDEFINED)
}

/// §23.2.3.8 %TypedArray%.prototype.every ( callback \[ , thisArg \] )
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.every>
pub(super) fn every(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (array, len) = begin(cx, call, "%TypedArray%.prototype.every")?;
    for k in 0..len {
        if !visit(cx, call, array, k)?.1.to_boolean() {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

/// §23.2.3.28 %TypedArray%.prototype.some ( callback \[ , thisArg \] )
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.some>
pub(super) fn some(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (array, len) = begin(cx, call, "%TypedArray%.prototype.some")?;
    for k in 0..len {
        if visit(cx, call, array, k)?.1.to_boolean() {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

/// §23.2.3.15 %TypedArray%.prototype.forEach ( callback \[ , thisArg \] )
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.foreach>
pub(super) fn for_each(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (array, len) = begin(cx, call, "%TypedArray%.prototype.forEach")?;
    for k in 0..len {
        visit(cx, call, array, k)?;
    }
    Ok(Value::UNDEFINED)
}

/// §23.2.3.22 %TypedArray%.prototype.map ( callback \[ , thisArg \] )
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.map>
pub(super) fn map(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    const METHOD: &str = "%TypedArray%.prototype.map";
    let (array, len) = begin(cx, call, METHOD)?;
    let target = species_create(cx, array, len, METHOD)?;
    for k in 0..len {
        let (_, mapped) = visit(cx, call, array, k)?;
        cx.typed_array_set_element(target, k, mapped)?;
    }
    Ok(target.into())
}

/// §23.2.3.10 %TypedArray%.prototype.filter ( callback \[ , thisArg \] )
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.filter>
pub(super) fn filter(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    const METHOD: &str = "%TypedArray%.prototype.filter";
    let (array, len) = begin(cx, call, METHOD)?;
    let kept = stilla_core::GcVec::new(cx);
    for k in 0..len {
        let (value, selected) = visit(cx, call, array, k)?;
        if selected.to_boolean() {
            kept.try_push(cx, value)?;
        }
    }
    let target = species_create(cx, array, kept.len(), METHOD)?;
    for (k, value) in kept.iter().enumerate() {
        cx.typed_array_set_element(target, k, value)?;
    }
    Ok(target.into())
}

/// §23.2.3.11 %TypedArray%.prototype.find ( predicate \[ , thisArg \] )
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.find>
pub(super) fn find(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (array, len) = begin(cx, call, "%TypedArray%.prototype.find")?;
    Ok(find_via(cx, call, array, 0..len)?.map_or(Value::UNDEFINED, |(_, value)| value))
}

/// §23.2.3.12 %TypedArray%.prototype.findIndex ( predicate \[ , thisArg \] )
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.findindex>
pub(super) fn find_index(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (array, len) = begin(cx, call, "%TypedArray%.prototype.findIndex")?;
    Ok(index_or_minus_one(find_via(cx, call, array, 0..len)?))
}

/// §23.2.3.13 %TypedArray%.prototype.findLast ( predicate \[ , thisArg \] )
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.findlast>
pub(super) fn find_last(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (array, len) = begin(cx, call, "%TypedArray%.prototype.findLast")?;
    Ok(find_via(cx, call, array, (0..len).rev())?.map_or(Value::UNDEFINED, |(_, value)| value))
}

/// §23.2.3.14 %TypedArray%.prototype.findLastIndex ( predicate \[ , thisArg \] )
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.findlastindex>
pub(super) fn find_last_index(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (array, len) = begin(cx, call, "%TypedArray%.prototype.findLastIndex")?;
    Ok(index_or_minus_one(find_via(
        cx,
        call,
        array,
        (0..len).rev(),
    )?))
}

/// §23.1.3.12.1 FindViaPredicate ( O, len, direction, predicate, thisArg )
/// <https://tc39.es/ecma262/#sec-findviapredicate>
fn find_via(
    cx: &mut Cx,
    call: &Call<'_>,
    array: Object,
    indices: impl Iterator<Item = usize>,
) -> JsResult<Option<(usize, Value)>> {
    for k in indices {
        let (value, matches) = visit(cx, call, array, k)?;
        if matches.to_boolean() {
            return Ok(Some((k, value)));
        }
    }
    Ok(None)
}

fn index_or_minus_one(found: Option<(usize, Value)>) -> Value {
    found.map_or(Value::from(-1), |(k, _)| Value::from(k))
}

/// §23.2.3.23 %TypedArray%.prototype.reduce ( callback \[ , initialValue \] )
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.reduce>
pub(super) fn reduce(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (array, len) = begin(cx, call, "%TypedArray%.prototype.reduce")?;
    fold(cx, call, array, 0..len)
}

/// §23.2.3.24 %TypedArray%.prototype.reduceRight ( callback \[ , initialValue \] )
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.reduceright>
pub(super) fn reduce_right(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (array, len) = begin(cx, call, "%TypedArray%.prototype.reduceRight")?;
    fold(cx, call, array, (0..len).rev())
}

fn fold(
    cx: &mut Cx,
    call: &Call<'_>,
    array: Object,
    mut indices: impl Iterator<Item = usize>,
) -> JsResult<Value> {
    let mut accumulator = match call.args().get(1) {
        Some(initial) => *initial,
        None => match indices.next() {
            Some(k) => element(cx, array, k),
            None => return Err(type_error(cx, Msg::ReduceOfEmpty)),
        },
    };
    for k in indices {
        cx.charge(1)?;
        let value = element(cx, array, k);
        let arguments = [accumulator, value, Value::from(k), array.into()];
        accumulator = cx.call(call.arg(0), Value::UNDEFINED, &arguments)?;
    }
    Ok(accumulator)
}
