//! §27.2 Promise objects <https://tc39.es/ecma262/#sec-promise-objects>: the constructor and its prototype.
//!
//! What promises are and how reactions run is core's; here is only what scripts call.
//!
//! Uses: core. Never: other built-ins.

use stilla_core::builtin::{Global, method, symbol_getter, tag};
use stilla_core::error::type_error;
use stilla_core::promise::ResolvingFunctions;
use stilla_core::{
    Call, Cx, GcVec, Intrinsic, JsResult, Kind, Msg, Name, Object, Thrown, Value, WellKnownSymbol,
};

mod combine;

/// The Promise constructor and its prototype.
pub const PROMISE: Global = Global::constructor("Promise", 1, construct)
    .id(Intrinsic::Promise)
    .prototype_id(Intrinsic::PromisePrototype)
    .statics(&[
        method("all", 1, combine::all),
        method("allKeyed", 1, combine::all_keyed),
        method("allSettled", 1, combine::all_settled),
        method("allSettledKeyed", 1, combine::all_settled_keyed),
        method("any", 1, combine::any),
        method("race", 1, combine::race),
        method("reject", 1, reject),
        method("resolve", 1, resolve),
        method("try", 1, try_),
        method("withResolvers", 0, with_resolvers),
        symbol_getter(WellKnownSymbol::species, species),
    ])
    .prototype(&[
        method("catch", 1, catch),
        method("finally", 1, finally),
        method("then", 2, then),
        tag("Promise"),
    ]);

/// §27.2.3.1 Promise ( executor ) <https://tc39.es/ecma262/#sec-promise-executor>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.require_new(cx)?;
    let executor = call.arg(0);
    if !cx.is_callable(executor) {
        return Err(type_error(
            cx,
            Msg::PromiseResolverNotCallable { value: executor },
        ));
    }
    let promise = cx.new_promise_for(new_target)?;
    let ResolvingFunctions { resolve, reject } = cx.create_resolving_functions(promise);
    let arguments = [resolve.into(), reject.into()];
    if let Err(thrown) = cx.call(executor, Value::UNDEFINED, &arguments) {
        let reason = thrown.value().ok_or(thrown)?;
        cx.call(reject.into(), Value::UNDEFINED, &[reason])?;
    }
    Ok(promise.into())
}

/// §27.2.4.6 Promise.reject ( r ) <https://tc39.es/ecma262/#sec-promise.reject>
fn reject(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let capability = cx.new_result_capability(call.this())?;
    capability.reject(cx, call.arg(0))?;
    Ok(capability.promise.into())
}

/// §27.2.4.7 Promise.resolve ( x ) <https://tc39.es/ecma262/#sec-promise.resolve>
fn resolve(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let constructor = this_object(cx, call)?;
    cx.promise_resolve(constructor, call.arg(0))
        .map(Value::from)
}

fn this_object(cx: &mut Cx, call: &Call<'_>) -> JsResult<Object> {
    let value = call.this();
    value
        .as_object()
        .ok_or_else(|| type_error(cx, Msg::NotAnObject { value }))
}

/// §27.2.4.8 Promise.try ( callback, ...args ) <https://tc39.es/ecma262/#sec-promise.try>
fn try_(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let constructor = this_object(cx, call)?;
    let capability = cx.new_result_capability(constructor.into())?;
    let result = cx.call(call.arg(0), Value::UNDEFINED, call.args_from(1));
    capability.settle(cx, result)?;
    Ok(capability.promise.into())
}

/// §27.2.4.9 Promise.withResolvers ( ) <https://tc39.es/ecma262/#sec-promise.withResolvers>
fn with_resolvers(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let capability = cx.new_promise_capability(call.this())?;
    let object = cx.new_object();
    cx.create_data_property_or_throw(object, Name::promise, capability.promise.into())?;
    cx.create_data_property_or_throw(object, Name::resolve, capability.resolve_function())?;
    cx.create_data_property_or_throw(object, Name::reject, capability.reject_function())?;
    Ok(object.into())
}

/// §27.2.4.10 get Promise [ %Symbol.species% ] <https://tc39.es/ecma262/#sec-get-promise-%symbol.species%>
fn species(_: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(call.this())
}

/// §27.2.5.1 Promise.prototype.catch ( onRejected ) <https://tc39.es/ecma262/#sec-promise.prototype.catch>
fn catch(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    cx.invoke(call.this(), Name::then, &[Value::UNDEFINED, call.arg(0)])
}

/// §27.2.5.4 Promise.prototype.then ( onFulfilled, onRejected ) <https://tc39.es/ecma262/#sec-promise.prototype.then>
fn then(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let promise = cx.require_kind(call.this(), Kind::Promise, "Promise")?;
    cx.promise_then(promise, call.arg(0), call.arg(1))
        .map(Value::from)
}

/// Places in the list that both functions of `finally` close over.
const ON_FINALLY: usize = 0;
const CONSTRUCTOR: usize = 1;

/// §27.2.5.3 Promise.prototype.finally ( onFinally ) <https://tc39.es/ecma262/#sec-promise.prototype.finally>
fn finally(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let promise = this_object(cx, call)?;
    let default = cx.intrinsic(Intrinsic::Promise);
    let constructor = cx.species_constructor(promise, default)?;
    let on_finally = call.arg(0);
    if !cx.is_callable(on_finally) {
        return cx.invoke(promise.into(), Name::then, &[on_finally, on_finally]);
    }
    let data = GcVec::from_slice(cx, &[on_finally, constructor.into()]).to_value();
    let then_finally = cx.new_native_closure(1, then_finally, data).into();
    let catch_finally = cx.new_native_closure(1, catch_finally, data).into();
    cx.invoke(promise.into(), Name::then, &[then_finally, catch_finally])
}

/// Calls the handler of `finally` and waits for what it returns before `afterwards`, a function that
/// closes over `data`.
fn run_finally(cx: &mut Cx, call: &Call<'_>, afterwards: stilla_core::NativeFn) -> JsResult<Value> {
    let data = GcVec::from_value(call.data()).expect("the functions of finally share a list");
    let result = cx.call(data.get(ON_FINALLY), Value::UNDEFINED, &[])?;
    let constructor = data
        .get(CONSTRUCTOR)
        .as_object()
        .expect("a constructor is an object");
    let promise = cx.promise_resolve(constructor, result)?;
    let afterwards = cx.new_native_closure(0, afterwards, call.arg(0));
    cx.invoke(promise.into(), Name::then, &[afterwards.into()])
}

fn then_finally(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    run_finally(cx, call, |_, call| Ok(call.data()))
}

fn catch_finally(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    run_finally(cx, call, |_, call| Err(Thrown::new(call.data())))
}
