//! `Promise.all`, `allSettled`, `any`, `race` and the keyed ones.
//!
//! One combination is a list that all its element functions share; an element function adds to it
//! its own list with its index and whether it was called.
//!
//! Uses: core, promise. Never: other built-ins.

use stilla_core::error::{Msg, type_error};
use stilla_core::ops::{IteratorKind, IteratorRecord};
use stilla_core::promise::PromiseCapability;
use stilla_core::{
    Attributes, Call, Cx, GcVec, Intrinsic, JsResult, Name, NativeFn, Object, PropertyKey, Value,
};

/// Which combinator.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    All,
    AllSettled,
    Any,
    Race,
}

/// Places in the list that the element functions share.
mod shared {
    /// How many are still pending, and one more while the iteration lasts.
    pub(super) const REMAINING: usize = 0;
    /// The results, a list.
    pub(super) const VALUES: usize = 1;
    /// The capability of the combination's promise.
    pub(super) const CAPABILITY: usize = 2;
    /// The keys of the results, a list, or undefined.
    pub(super) const KEYS: usize = 3;
    /// Whether a combination is one of `any`.
    pub(super) const IS_ANY: usize = 4;
}

/// Places in the list of an element.
mod own {
    pub(super) const SHARED: usize = 0;
    pub(super) const INDEX: usize = 1;
    pub(super) const IS_CALLED: usize = 2;
}

/// §27.2.4.1 Promise.all ( iterable ) <https://tc39.es/ecma262/#sec-promise.all>
pub(super) fn all(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    combine(cx, call, Mode::All)
}

/// §27.2.4.2 Promise.allSettled ( iterable ) <https://tc39.es/ecma262/#sec-promise.allsettled>
pub(super) fn all_settled(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    combine(cx, call, Mode::AllSettled)
}

/// §27.2.4.3 Promise.any ( iterable ) <https://tc39.es/ecma262/#sec-promise.any>
pub(super) fn any(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    combine(cx, call, Mode::Any)
}

/// §27.2.4.5 Promise.race ( iterable ) <https://tc39.es/ecma262/#sec-promise.race>
pub(super) fn race(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    combine(cx, call, Mode::Race)
}

/// Promise.allKeyed ( promises ) <https://tc39.es/proposal-await-dictionary/#sec-promise.allkeyed>
pub(super) fn all_keyed(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    combine_keyed(cx, call, Mode::All)
}

/// Promise.allSettledKeyed ( promises ) <https://tc39.es/proposal-await-dictionary/#sec-promise.allsettledkeyed>
pub(super) fn all_settled_keyed(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    combine_keyed(cx, call, Mode::AllSettled)
}

/// §27.2.4.1.1 GetPromiseResolve ( promiseConstructor ) <https://tc39.es/ecma262/#sec-getpromiseresolve>
fn promise_resolve(cx: &mut Cx, constructor: Object) -> JsResult<Value> {
    let resolve = cx.get(constructor, Name::resolve)?;
    if !cx.is_callable(resolve) {
        return Err(type_error(cx, Msg::NotCallable { value: resolve }));
    }
    Ok(resolve)
}

/// The steps that the combinators over an iterable share.
fn combine(cx: &mut Cx, call: &Call<'_>, mode: Mode) -> JsResult<Value> {
    let capability = cx.new_promise_capability(call.this())?;
    let constructor = call
        .this()
        .as_object()
        .expect("a capability was made by a constructor");
    let mut record = None;
    let result = promise_resolve(cx, constructor).and_then(|resolve| {
        let record = record.insert(cx.get_iterator(call.arg(0), IteratorKind::Sync)?);
        let combination = Combination {
            mode,
            constructor,
            capability,
            resolve,
        };
        combination.perform(cx, record)
    });
    let Err(thrown) = result else {
        return Ok(capability.promise.into());
    };
    let thrown = match record {
        Some(record) if !record.done => cx.close_on_throw(&record, thrown),
        _ => thrown,
    };
    capability.reject_thrown(cx, thrown)
}

fn combine_keyed(cx: &mut Cx, call: &Call<'_>, mode: Mode) -> JsResult<Value> {
    let capability = cx.new_promise_capability(call.this())?;
    let constructor = call
        .this()
        .as_object()
        .expect("a capability was made by a constructor");
    let value = call.arg(0);
    let result = promise_resolve(cx, constructor).and_then(|resolve| match value.as_object() {
        None => Err(type_error(cx, Msg::NotAnObject { value })),
        Some(promises) => Combination {
            mode,
            constructor,
            capability,
            resolve,
        }
        .perform_keyed(cx, promises),
    });
    match result {
        Ok(()) => Ok(capability.promise.into()),
        Err(thrown) => capability.reject_thrown(cx, thrown),
    }
}

/// What the elements of a combination have in common.
#[derive(Clone, Copy)]
struct Combination {
    mode: Mode,
    constructor: Object,
    capability: PromiseCapability,
    /// The constructor's `resolve`.
    resolve: Value,
}

impl Combination {
    fn shared(&self, cx: &Cx, keys: Value) -> GcVec {
        let values = GcVec::new(cx).to_value();
        let capability = self.capability.to_value(cx);
        let is_any = Value::from(self.mode == Mode::Any);
        GcVec::from_slice(cx, &[Value::from(1), values, capability, keys, is_any])
    }

    /// §27.2.4.1.2 PerformPromiseAll ( iteratorRecord, constructor, resultCapability, promiseResolve )
    /// <https://tc39.es/ecma262/#sec-performpromiseall>, and those of the other combinators.
    fn perform(&self, cx: &mut Cx, record: &mut IteratorRecord) -> JsResult<()> {
        let shared = self.shared(cx, Value::UNDEFINED);
        while let Some(next) = cx.iterator_step_value(record)? {
            self.add(cx, shared, next)?;
            cx.charge(1)?;
        }
        if self.mode == Mode::Race {
            Ok(())
        } else {
            settled_one(cx, shared)
        }
    }

    fn perform_keyed(&self, cx: &mut Cx, promises: Object) -> JsResult<()> {
        let keys = GcVec::new(cx);
        let shared = self.shared(cx, keys.to_value());
        for name in cx.own_property_keys(promises)?.iter() {
            let key = cx.to_property_key(name)?;
            let own = cx.get_own_property(promises, key)?;
            if own.is_some_and(|own| own.is_enumerable()) {
                let next = cx.get(promises, key)?;
                keys.try_push(cx, name)?;
                self.add(cx, shared, next)?;
                cx.charge(1)?;
            }
        }
        settled_one(cx, shared)
    }

    /// Adds one element: what is to happen when it is settled.
    fn add(&self, cx: &mut Cx, shared: GcVec, next: Value) -> JsResult<()> {
        let resolve = self.capability.resolve_function();
        let reject = self.capability.reject_function();
        let index = values_of(shared).len();
        if self.mode != Mode::Race {
            values_of(shared).try_push(cx, Value::UNDEFINED)?;
        }
        let promise = cx.call(self.resolve, self.constructor.into(), &[next])?;
        if self.mode == Mode::Race {
            return cx
                .invoke(promise, Name::then, &[resolve, reject])
                .map(|_| ());
        }
        let data = [shared.to_value(), Value::from(index), Value::FALSE];
        let data = GcVec::from_slice(cx, &data).to_value();
        let element = |function: NativeFn| cx.new_native_closure(1, function, data).into();
        let (on_fulfilled, on_rejected) = match self.mode {
            Mode::All => (element(keep), reject),
            Mode::AllSettled => (element(keep_fulfilled), element(keep_rejected)),
            Mode::Any | Mode::Race => (resolve, element(keep)),
        };
        count(shared, 1);
        cx.invoke(promise, Name::then, &[on_fulfilled, on_rejected])?;
        Ok(())
    }
}

fn values_of(shared: GcVec) -> GcVec {
    GcVec::from_value(shared.get(shared::VALUES)).expect("the results are a list")
}

/// Changes the number of those that are pending; returns it.
fn count(shared: GcVec, change: i32) -> i32 {
    let remaining = shared.get(shared::REMAINING).as_int().unwrap_or(0) + change;
    shared.set(shared::REMAINING, Value::from(remaining));
    remaining
}

/// The shared list and the index of an element function at its first call.
fn first_call(call: &Call<'_>) -> Option<(GcVec, usize)> {
    let data = GcVec::from_value(call.data()).expect("an element function has a list");
    if data.get(own::IS_CALLED) == Value::TRUE {
        return None;
    }
    data.set(own::IS_CALLED, Value::TRUE);
    let shared = GcVec::from_value(data.get(own::SHARED)).expect("the elements share a list");
    Some((shared, data.get(own::INDEX).as_int().unwrap_or(0) as usize))
}

/// §27.2.4.1.3 Promise.all Resolve Element Functions
/// <https://tc39.es/ecma262/#sec-promise.all-resolve-element-functions>, and the reject element functions of `any`.
fn keep(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    if let Some((shared, index)) = first_call(call) {
        values_of(shared).set(index, call.arg(0));
        settled_one(cx, shared)?;
    }
    Ok(Value::UNDEFINED)
}

/// §27.2.4.2.2 Promise.allSettled Resolve Element Functions
/// <https://tc39.es/ecma262/#sec-promise.allsettled-resolve-element-functions>
fn keep_fulfilled(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    keep_outcome(cx, call, Name::fulfilled, Name::value)
}

/// §27.2.4.2.3 Promise.allSettled Reject Element Functions
/// <https://tc39.es/ecma262/#sec-promise.allsettled-reject-element-functions>
fn keep_rejected(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    keep_outcome(cx, call, Name::rejected, Name::reason)
}

fn keep_outcome(cx: &mut Cx, call: &Call<'_>, status: Name, key: Name) -> JsResult<Value> {
    if let Some((shared, index)) = first_call(call) {
        let outcome = cx.new_object();
        cx.create_data_property_or_throw(outcome, Name::status, cx.name(status).into())?;
        cx.create_data_property_or_throw(outcome, key, call.arg(0))?;
        values_of(shared).set(index, outcome.into());
        settled_one(cx, shared)?;
    }
    Ok(Value::UNDEFINED)
}

/// One less is pending; the last one settles the combination's promise.
fn settled_one(cx: &mut Cx, shared: GcVec) -> JsResult<()> {
    if count(shared, -1) > 0 {
        return Ok(());
    }
    let capability = PromiseCapability::from_value(shared.get(shared::CAPABILITY))
        .expect("the capability of a combination is kept");
    let values = values_of(shared);
    if let Some(keys) = GcVec::from_value(shared.get(shared::KEYS)) {
        let result = keyed_result(cx, keys, values)?;
        return capability.resolve(cx, result.into());
    }
    let list = cx.array_from_list_part(values, 0, values.len())?;
    if shared.get(shared::IS_ANY) != Value::TRUE {
        return capability.resolve(cx, list.into());
    }
    let error = aggregate_error(cx, list);
    capability.reject(cx, error.into())
}

fn keyed_result(cx: &mut Cx, keys: GcVec, values: GcVec) -> JsResult<Object> {
    let result = cx.ordinary_object_create(None);
    for (name, value) in keys.iter().zip(values.iter()) {
        let key: PropertyKey = cx.to_property_key(name)?;
        cx.create_data_property_or_throw(result, key, value)?;
    }
    Ok(result)
}

/// The AggregateError of `any`, whose `errors` are in `list`.
fn aggregate_error(cx: &mut Cx, list: Object) -> Object {
    let prototype = cx.intrinsic(Intrinsic::AggregateErrorPrototype);
    let message = Msg::AllPromisesRejected.render(cx);
    let message = cx.string(&message);
    let error = cx.create_error(prototype, Some(message));
    cx.put_own(error, cx.key(Name::errors), list.into(), Attributes::METHOD);
    error
}
