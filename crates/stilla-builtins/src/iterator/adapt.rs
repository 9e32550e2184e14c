//! `map`, `filter`, `take`, `drop`, `flatMap` of %Iterator.prototype%.
//!
//! Uses: core, iterator. Never: other built-ins.

use stilla_core::error::range_error;
use stilla_core::ops::{FlattenStrings, IteratorRecord};
use stilla_core::{Call, Cx, JsResult, Msg, Value};

use super::helper::{Helper, Step};
use super::{close_unopened, open_with_callback, receiver};

fn with_callback(cx: &mut Cx, call: &Call<'_>, step: Step) -> JsResult<Value> {
    let record = open_with_callback(cx, call)?;
    Ok(Helper::create(cx, step, Some(record), call.arg(0), 0.0))
}

/// §27.1.4.8 Iterator.prototype.map ( mapper ) <https://tc39.es/ecma262/#sec-iterator.prototype.map>
pub(super) fn map(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    with_callback(cx, call, Step::Map)
}

/// §27.1.4.4 Iterator.prototype.filter ( predicate ) <https://tc39.es/ecma262/#sec-iterator.prototype.filter>
pub(super) fn filter(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    with_callback(cx, call, Step::Filter)
}

/// §27.1.4.6 Iterator.prototype.flatMap ( mapper ) <https://tc39.es/ecma262/#sec-iterator.prototype.flatmap>
pub(super) fn flat_map(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    with_callback(cx, call, Step::FlatMap)
}

/// §27.1.4.11 Iterator.prototype.take ( limit ) <https://tc39.es/ecma262/#sec-iterator.prototype.take>
pub(super) fn take(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    with_limit(cx, call, Step::Take)
}

/// §27.1.4.2 Iterator.prototype.drop ( limit ) <https://tc39.es/ecma262/#sec-iterator.prototype.drop>
pub(super) fn drop(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    with_limit(cx, call, Step::Drop)
}

fn with_limit(cx: &mut Cx, call: &Call<'_>, step: Step) -> JsResult<Value> {
    let iterator = receiver(cx, call)?;
    let limit = match limit(cx, call.arg(0)) {
        Ok(limit) => limit,
        Err(thrown) => return Err(close_unopened(cx, iterator, thrown)),
    };
    let record = cx.get_iterator_direct(iterator)?;
    Ok(Helper::create(
        cx,
        step,
        Some(record),
        Value::UNDEFINED,
        limit,
    ))
}

fn limit(cx: &mut Cx, value: Value) -> JsResult<f64> {
    let number = cx.to_number(value)?;
    let is_too_large = number > 9_007_199_254_740_991.0 && number.is_finite();
    if number.is_nan() || number.trunc() < 0.0 || is_too_large {
        return Err(range_error(cx, Msg::InvalidCount { value }));
    }
    Ok(number.trunc())
}

/// The next value of the underlying iterator, with it and the number of the value.
fn pull(cx: &mut Cx, helper: Helper) -> JsResult<Option<(IteratorRecord, Value, Value)>> {
    let Some(mut record) = helper.underlying() else {
        return Ok(None);
    };
    let Some(value) = cx.iterator_step_value(&mut record)? else {
        return Ok(None);
    };
    let counter = helper.counter();
    helper.set_counter(counter + 1.0);
    Ok(Some((record, value, Value::from(counter))))
}

/// Calls the callback; closes the iterator if it throws.
fn apply(
    cx: &mut Cx,
    helper: Helper,
    record: &IteratorRecord,
    value: Value,
    counter: Value,
) -> JsResult<Value> {
    match cx.call(helper.function(), Value::UNDEFINED, &[value, counter]) {
        Ok(result) => Ok(result),
        Err(thrown) => Err(cx.close_on_throw(record, thrown)),
    }
}

pub(super) fn step_map(cx: &mut Cx, helper: Helper) -> JsResult<Option<Value>> {
    let Some((record, value, counter)) = pull(cx, helper)? else {
        return Ok(None);
    };
    apply(cx, helper, &record, value, counter).map(Some)
}

pub(super) fn step_filter(cx: &mut Cx, helper: Helper) -> JsResult<Option<Value>> {
    while let Some((record, value, counter)) = pull(cx, helper)? {
        if apply(cx, helper, &record, value, counter)?.to_boolean() {
            return Ok(Some(value));
        }
        cx.charge(1)?;
    }
    Ok(None)
}

pub(super) fn step_take(cx: &mut Cx, helper: Helper) -> JsResult<Option<Value>> {
    let Some(mut record) = helper.underlying() else {
        return Ok(None);
    };
    let remaining = helper.counter();
    if remaining == 0.0 {
        return cx.iterator_close(&record, Ok(None));
    }
    helper.set_counter(remaining - 1.0);
    cx.iterator_step_value(&mut record)
}

pub(super) fn step_drop(cx: &mut Cx, helper: Helper) -> JsResult<Option<Value>> {
    let Some(mut record) = helper.underlying() else {
        return Ok(None);
    };
    while helper.counter() > 0.0 {
        helper.set_counter(helper.counter() - 1.0);
        if cx.iterator_step(&mut record)?.is_none() {
            return Ok(None);
        }
        cx.charge(1)?;
    }
    cx.iterator_step_value(&mut record)
}

pub(super) fn step_flat_map(cx: &mut Cx, helper: Helper) -> JsResult<Option<Value>> {
    loop {
        if let Some(mut inner) = helper.inner() {
            match cx.iterator_step_value(&mut inner) {
                Ok(Some(value)) => return Ok(Some(value)),
                Ok(None) => helper.set_inner(None),
                Err(thrown) => {
                    let Some(outer) = helper.underlying() else {
                        return Err(thrown);
                    };
                    return Err(cx.close_on_throw(&outer, thrown));
                }
            }
        }
        let Some((record, value, counter)) = pull(cx, helper)? else {
            return Ok(None);
        };
        let mapped = apply(cx, helper, &record, value, counter)?;
        match cx.get_iterator_flattenable(mapped, FlattenStrings::Reject) {
            Ok(inner) => helper.set_inner(Some(inner)),
            Err(thrown) => return Err(cx.close_on_throw(&record, thrown)),
        }
        cx.charge(1)?;
    }
}
