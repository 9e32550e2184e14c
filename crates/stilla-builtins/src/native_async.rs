//! Async functions written in Rust: what `Array.fromAsync` and `disposeAsync` are made of.
//!
//! Such a function is a [`Step`] over a list of values, its locals. It is called to begin and again with
//! the outcome of everything it awaits.
//!
//! Uses: core. Never: other built-ins.

use stilla_core::promise::PromiseCapability;
use stilla_core::{Call, Cx, GcVec, JsResult, Thrown, Value};

/// How a step ends.
pub(crate) enum Next {
    /// It goes on when this is settled.
    Await(Value),
    /// The function returns.
    Return(Value),
}

/// The body of an async function.
pub(crate) trait Step {
    /// Goes on with the outcome of what was awaited, or with undefined at the beginning. Places from
    /// [`LOCALS`] on are its own.
    ///
    /// # Errors
    /// What the function throws.
    fn step(cx: &mut Cx, locals: GcVec, outcome: JsResult<Value>) -> JsResult<Next>;
}

/// Places in the list: the promise and the two functions that go on.
const PROMISE: usize = 0;
const ON_FULFILLED: usize = 1;
const ON_REJECTED: usize = 2;
/// The first place that belongs to the step.
pub(crate) const LOCALS: usize = 3;

/// Begins an async function with its locals; returns its promise.
///
/// # Errors
/// Only a stop.
pub(crate) fn start<S: Step>(cx: &mut Cx, locals: &[Value]) -> JsResult<Value> {
    let promise = cx.new_promise();
    let list = GcVec::from_slice(cx, &[promise.into(), Value::UNDEFINED, Value::UNDEFINED]);
    for local in locals {
        list.push(cx, *local);
    }
    drive::<S>(cx, list, Ok(Value::UNDEFINED))?;
    Ok(promise.into())
}

fn drive<S: Step>(cx: &mut Cx, list: GcVec, outcome: JsResult<Value>) -> JsResult<()> {
    let mut outcome = outcome;
    let promise = list
        .get(PROMISE)
        .as_object()
        .expect("an async function has its promise");
    let capability = PromiseCapability::direct(promise);
    loop {
        let awaited = match S::step(cx, list, outcome) {
            Ok(Next::Await(awaited)) => awaited,
            Ok(Next::Return(value)) => return capability.resolve(cx, value),
            Err(thrown) => return capability.reject_thrown(cx, thrown).map(|_| ()),
        };
        match cx.promise_for(awaited) {
            Ok(awaited) => {
                if list.get(ON_FULFILLED).is_undefined() {
                    let data = list.to_value();
                    list.set(
                        ON_FULFILLED,
                        cx.new_native_closure(1, fulfilled::<S>, data).into(),
                    );
                    list.set(
                        ON_REJECTED,
                        cx.new_native_closure(1, rejected::<S>, data).into(),
                    );
                }
                let (fulfilled, rejected) = (list.get(ON_FULFILLED), list.get(ON_REJECTED));
                cx.perform_promise_then(awaited, fulfilled, rejected, None);
                return Ok(());
            }
            Err(thrown) if thrown.is_stop() => return Err(thrown),
            Err(thrown) => outcome = Err(thrown),
        }
    }
}

fn list_of(call: &Call<'_>) -> GcVec {
    GcVec::from_value(call.data()).expect("an async function has its list")
}

fn fulfilled<S: Step>(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    drive::<S>(cx, list_of(call), Ok(call.arg(0)))?;
    Ok(Value::UNDEFINED)
}

fn rejected<S: Step>(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    drive::<S>(cx, list_of(call), Err(Thrown::new(call.arg(0))))?;
    Ok(Value::UNDEFINED)
}
