//! AsyncDisposableStack objects
//! <https://tc39.es/proposal-explicit-resource-management/#sec-asyncdisposablestack-objects>
//!
//! Uses: core, disposable_stack (the list of resources), native_async. Never: other built-ins.

use stilla_core::builtin::{Global, getter, method, symbol_alias, tag};
use stilla_core::error::type_error;
use stilla_core::promise::PromiseCapability;
use stilla_core::{
    Call, Cx, GcVec, Intrinsic, JsResult, Kind, Msg, Object, Thrown, Value, WellKnownSymbol,
};

use crate::disposable_stack::{
    add_method, adopted, open_resources, pop_resource, resources, take_resources,
};
use crate::native_async::{self, LOCALS, Next, Step};

/// The AsyncDisposableStack constructor and its prototype.
pub const ASYNC_DISPOSABLE_STACK: Global =
    Global::constructor("AsyncDisposableStack", 0, construct)
        .id(Intrinsic::AsyncDisposableStack)
        .prototype_id(Intrinsic::AsyncDisposableStackPrototype)
        .prototype(&[
            method("adopt", 2, adopt),
            method("defer", 1, defer),
            method("disposeAsync", 0, dispose_async),
            getter("disposed", disposed),
            method("move", 0, move_),
            method("use", 1, use_),
            symbol_alias(WellKnownSymbol::asyncDispose, "disposeAsync"),
            tag("AsyncDisposableStack"),
        ]);

/// AsyncDisposableStack ( ) <https://tc39.es/proposal-explicit-resource-management/#sec-asyncdisposablestack>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.require_new(cx)?;
    let list = GcVec::new(cx).to_value();
    let (default, kind) = (
        Intrinsic::AsyncDisposableStackPrototype,
        Kind::AsyncDisposableStack,
    );
    cx.create_from_constructor(new_target, default, kind, &[list])
        .map(Value::from)
}

fn this_stack(cx: &mut Cx, call: &Call<'_>) -> JsResult<Object> {
    cx.require_kind(
        call.this(),
        Kind::AsyncDisposableStack,
        "AsyncDisposableStack",
    )
}

fn this_resources(cx: &mut Cx, call: &Call<'_>) -> JsResult<GcVec> {
    let stack = this_stack(cx, call)?;
    open_resources(cx, stack, "AsyncDisposableStack")
}

/// AsyncDisposableStack.prototype.adopt ( value, onDisposeAsync )
/// <https://tc39.es/proposal-explicit-resource-management/#sec-asyncdisposablestack.prototype.adopt>
fn adopt(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let list = this_resources(cx, call)?;
    let method = adopted(cx, call.arg(0), call.arg(1))?;
    add_method(cx, list, method, true)?;
    Ok(call.arg(0))
}

/// AsyncDisposableStack.prototype.defer ( onDisposeAsync )
/// <https://tc39.es/proposal-explicit-resource-management/#sec-asyncdisposablestack.prototype.defer>
fn defer(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let list = this_resources(cx, call)?;
    let method = call.arg(0);
    if !cx.is_callable(method) {
        return Err(type_error(cx, Msg::NotCallable { value: method }));
    }
    add_method(cx, list, method, true)?;
    Ok(Value::UNDEFINED)
}

/// get AsyncDisposableStack.prototype.disposed
/// <https://tc39.es/proposal-explicit-resource-management/#sec-get-asyncdisposablestack.prototype.disposed>
fn disposed(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let stack = this_stack(cx, call)?;
    Ok(resources(stack).is_none().into())
}

/// AsyncDisposableStack.prototype.move ( )
/// <https://tc39.es/proposal-explicit-resource-management/#sec-asyncdisposablestack.prototype.move>
fn move_(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let list = this_resources(cx, call)?;
    take_resources(this_stack(cx, call)?);
    let prototype = cx.intrinsic(Intrinsic::AsyncDisposableStackPrototype);
    let internal = [list.to_value()];
    Ok(cx
        .create_object(Kind::AsyncDisposableStack, Some(prototype), &internal)
        .into())
}

/// AsyncDisposableStack.prototype.use ( value )
/// <https://tc39.es/proposal-explicit-resource-management/#sec-asyncdisposablestack.prototype.use>
fn use_(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let list = this_resources(cx, call)?;
    cx.add_disposable_resource(list, call.arg(0), true)?;
    Ok(call.arg(0))
}

/// AsyncDisposableStack.prototype.disposeAsync ( )
/// <https://tc39.es/proposal-explicit-resource-management/#sec-asyncdisposablestack.prototype.disposeAsync>
fn dispose_async(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let stack = match this_stack(cx, call) {
        Ok(stack) => stack,
        Err(thrown) => {
            let capability = PromiseCapability::direct(cx.new_promise());
            return capability.reject_thrown(cx, thrown);
        }
    };
    match take_resources(stack) {
        None => cx.promise_of_result(Ok(Value::UNDEFINED)).map(Value::from),
        Some(list) => {
            let locals = [list.to_value(), Value::EMPTY, Value::FALSE, Value::FALSE];
            native_async::start::<Disposal>(cx, &locals)
        }
    }
}

/// Places of the locals: the resources left, the error collected so far or empty, [needsAwait] and
/// [hasAwaited].
const RESOURCES: usize = LOCALS;
const ERROR: usize = LOCALS + 1;
const NEEDS_AWAIT: usize = LOCALS + 2;
const HAS_AWAITED: usize = LOCALS + 3;

/// DisposeResources ( disposeCapability, completion )
/// <https://tc39.es/proposal-explicit-resource-management/#sec-disposeresources>, where all are asynchronous.
struct Disposal;

impl Step for Disposal {
    fn step(cx: &mut Cx, locals: GcVec, outcome: JsResult<Value>) -> JsResult<Next> {
        if let Err(thrown) = outcome {
            collect(cx, locals, thrown)?;
        }
        let list = GcVec::from_value(locals.get(RESOURCES)).expect("the resources are a list");
        while let Some((value, method)) = pop_resource(list) {
            if method.is_undefined() {
                locals.set(NEEDS_AWAIT, Value::TRUE);
                continue;
            }
            match cx.call(method, value, &[]) {
                Ok(result) => {
                    locals.set(HAS_AWAITED, Value::TRUE);
                    return Ok(Next::Await(result));
                }
                Err(thrown) => collect(cx, locals, thrown)?,
            }
        }
        if locals.get(NEEDS_AWAIT) == Value::TRUE && locals.get(HAS_AWAITED) != Value::TRUE {
            locals.set(HAS_AWAITED, Value::TRUE);
            return Ok(Next::Await(Value::UNDEFINED));
        }
        match locals.get(ERROR) {
            error if error.is_empty() => Ok(Next::Return(Value::UNDEFINED)),
            error => Err(Thrown::new(error)),
        }
    }
}

fn collect(cx: &mut Cx, locals: GcVec, thrown: Thrown) -> JsResult<()> {
    let latest = thrown.value().ok_or(thrown)?;
    let error = cx.suppress(latest, locals.get(ERROR));
    locals.set(ERROR, error);
    Ok(())
}
