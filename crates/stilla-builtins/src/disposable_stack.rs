//! DisposableStack objects <https://tc39.es/proposal-explicit-resource-management/#sec-disposablestack-objects>
//!
//! The resources are a list of triples, as those of a `using` declaration: value, method, whether the
//! method is asynchronous. A stack without a list is disposed.
//!
//! Uses: core. Never: other built-ins.

use stilla_core::builtin::{Global, getter, method, symbol_alias, tag};
use stilla_core::error::{reference_error, type_error};
use stilla_core::{
    Call, Cx, GcVec, Intrinsic, JsResult, Kind, Msg, Object, Thrown, Value, WellKnownSymbol,
};

/// The DisposableStack constructor and its prototype.
pub const DISPOSABLE_STACK: Global = Global::constructor("DisposableStack", 0, construct)
    .id(Intrinsic::DisposableStack)
    .prototype_id(Intrinsic::DisposableStackPrototype)
    .prototype(&[
        method("adopt", 2, adopt),
        method("defer", 1, defer),
        method("dispose", 0, dispose),
        getter("disposed", disposed),
        method("move", 0, move_),
        method("use", 1, use_),
        symbol_alias(WellKnownSymbol::dispose, "dispose"),
        tag("DisposableStack"),
    ]);

/// Internal slot of both kinds of stacks: the list, or undefined.
const RESOURCES: usize = 0;

/// DisposableStack ( ) <https://tc39.es/proposal-explicit-resource-management/#sec-disposablestack>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.require_new(cx)?;
    let list = GcVec::new(cx).to_value();
    let (default, kind) = (Intrinsic::DisposableStackPrototype, Kind::DisposableStack);
    cx.create_from_constructor(new_target, default, kind, &[list])
        .map(Value::from)
}

/// The resources of a stack; `None` if it is disposed.
pub(crate) fn resources(stack: Object) -> Option<GcVec> {
    GcVec::from_value(stack.internal(RESOURCES))
}

/// Takes the resources out of a stack, which is disposed then.
pub(crate) fn take_resources(stack: Object) -> Option<GcVec> {
    let list = resources(stack);
    stack.set_internal(RESOURCES, Value::UNDEFINED);
    list
}

/// The resources of a stack that must not be disposed.
pub(crate) fn open_resources(cx: &mut Cx, stack: Object, name: &'static str) -> JsResult<GcVec> {
    resources(stack).ok_or_else(|| reference_error(cx, Msg::ResourceDisposed { name }))
}

fn this_stack(cx: &mut Cx, call: &Call<'_>) -> JsResult<Object> {
    cx.require_kind(call.this(), Kind::DisposableStack, "DisposableStack")
}

fn this_resources(cx: &mut Cx, call: &Call<'_>) -> JsResult<GcVec> {
    let stack = this_stack(cx, call)?;
    open_resources(cx, stack, "DisposableStack")
}

/// Adds a method without a value.
pub(crate) fn add_method(cx: &mut Cx, list: GcVec, method: Value, is_async: bool) -> JsResult<()> {
    list.try_push_all(cx, [Value::UNDEFINED, method, Value::from(is_async)])
}

/// The function that `adopt` adds: it calls the callback with the value.
pub(crate) fn adopted(cx: &mut Cx, value: Value, callback: Value) -> JsResult<Value> {
    if !cx.is_callable(callback) {
        return Err(type_error(cx, Msg::NotCallable { value: callback }));
    }
    let data = GcVec::from_slice(cx, &[callback, value]).to_value();
    Ok(cx.new_native_closure(0, call_adopted, data).into())
}

fn call_adopted(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let data = GcVec::from_value(call.data()).expect("an adopted resource has its callback");
    cx.call(data.get(0), Value::UNDEFINED, &[data.get(1)])
}

/// DisposableStack.prototype.adopt ( value, onDispose )
/// <https://tc39.es/proposal-explicit-resource-management/#sec-disposablestack.prototype.adopt>
fn adopt(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let list = this_resources(cx, call)?;
    let method = adopted(cx, call.arg(0), call.arg(1))?;
    add_method(cx, list, method, false)?;
    Ok(call.arg(0))
}

/// DisposableStack.prototype.defer ( onDispose )
/// <https://tc39.es/proposal-explicit-resource-management/#sec-disposablestack.prototype.defer>
fn defer(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let list = this_resources(cx, call)?;
    let method = call.arg(0);
    if !cx.is_callable(method) {
        return Err(type_error(cx, Msg::NotCallable { value: method }));
    }
    add_method(cx, list, method, false)?;
    Ok(Value::UNDEFINED)
}

/// DisposableStack.prototype.dispose ( )
/// <https://tc39.es/proposal-explicit-resource-management/#sec-disposablestack.prototype.dispose>
fn dispose(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let stack = this_stack(cx, call)?;
    let Some(list) = take_resources(stack) else {
        return Ok(Value::UNDEFINED);
    };
    let mut error = Value::EMPTY;
    while let Some((value, method)) = pop_resource(list) {
        if let Err(thrown) = cx.call(method, value, &[]) {
            let latest = thrown.value().ok_or(thrown)?;
            error = cx.suppress(latest, error);
        }
        cx.charge(1)?;
    }
    if error.is_empty() {
        Ok(Value::UNDEFINED)
    } else {
        Err(Thrown::new(error))
    }
}

/// The value and the method of the last resource, taken off.
pub(crate) fn pop_resource(list: GcVec) -> Option<(Value, Value)> {
    let _is_async = list.pop()?;
    let method = list.pop()?;
    let value = list.pop()?;
    Some((value, method))
}

/// get DisposableStack.prototype.disposed
/// <https://tc39.es/proposal-explicit-resource-management/#sec-get-disposablestack.prototype.disposed>
fn disposed(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let stack = this_stack(cx, call)?;
    Ok(resources(stack).is_none().into())
}

/// DisposableStack.prototype.move ( )
/// <https://tc39.es/proposal-explicit-resource-management/#sec-disposablestack.prototype.move>
fn move_(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let list = this_resources(cx, call)?;
    take_resources(this_stack(cx, call)?);
    let prototype = cx.intrinsic(Intrinsic::DisposableStackPrototype);
    Ok(cx
        .create_object(Kind::DisposableStack, Some(prototype), &[list.to_value()])
        .into())
}

/// DisposableStack.prototype.use ( value )
/// <https://tc39.es/proposal-explicit-resource-management/#sec-disposablestack.prototype.use>
fn use_(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let list = this_resources(cx, call)?;
    cx.add_disposable_resource(list, call.arg(0), false)?;
    Ok(call.arg(0))
}
