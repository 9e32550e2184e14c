//! §27.1.5 The %AsyncIteratorPrototype% object <https://tc39.es/ecma262/#sec-%asynciteratorprototype%-object>
//!
//! Uses: core. Never: other built-ins.

use stilla_core::builtin::{Global, symbol_method};
use stilla_core::promise::PromiseCapability;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Name, Value, WellKnownSymbol};

/// %AsyncIteratorPrototype%.
pub const ASYNC_ITERATOR: Global =
    Global::hidden("AsyncIterator", Intrinsic::AsyncIteratorPrototype).prototype(&[
        symbol_method(WellKnownSymbol::asyncIterator, 0, this_value),
        symbol_method(WellKnownSymbol::asyncDispose, 0, dispose),
    ]);

/// §27.1.5.1 %AsyncIteratorPrototype% [ %Symbol.asyncIterator% ] ( )
/// <https://tc39.es/ecma262/#sec-%asynciteratorprototype%-%symbol.asynciterator%>
fn this_value(_: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(call.this())
}

/// %AsyncIteratorPrototype% [ %Symbol.asyncDispose% ] ( )
/// <https://tc39.es/proposal-explicit-resource-management/#sec-%asynciteratorprototype%-@@asyncdispose>
fn dispose(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let capability = PromiseCapability::direct(cx.new_promise());
    if let Err(thrown) = wait_for_return(cx, call.this(), &capability) {
        return capability.reject_thrown(cx, thrown);
    }
    Ok(capability.promise.into())
}

fn wait_for_return(cx: &mut Cx, this: Value, capability: &PromiseCapability) -> JsResult<()> {
    let Some(method) = cx.get_method(this, Name::return_)? else {
        return capability.resolve(cx, Value::UNDEFINED);
    };
    let result = cx.call(method.into(), this, &[])?;
    let promise = cx.promise_for(result)?;
    let forget = cx.new_native_closure(1, |_, _| Ok(Value::UNDEFINED), Value::UNDEFINED);
    cx.perform_promise_then(promise, forget.into(), Value::UNDEFINED, Some(capability));
    Ok(())
}
