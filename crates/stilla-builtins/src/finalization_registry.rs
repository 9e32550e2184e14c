//! §26.2 FinalizationRegistry objects <https://tc39.es/ecma262/#sec-finalization-registry-objects>
//!
//! Nothing runs by itself: the embedder calls [`queue_finalizers`] between jobs.
//!
//! Uses: core. Never: other built-ins.

use stilla_core::builtin::{Global, method, tag};
use stilla_core::error::type_error;
use stilla_core::weak::Finalizers;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Kind, Msg, Object, Value};

/// The FinalizationRegistry constructor and its prototype.
pub const FINALIZATION_REGISTRY: Global = Global::constructor("FinalizationRegistry", 1, construct)
    .id(Intrinsic::FinalizationRegistry)
    .prototype_id(Intrinsic::FinalizationRegistryPrototype)
    .prototype(&[
        method("register", 2, register),
        method("unregister", 1, unregister),
        tag("FinalizationRegistry"),
    ]);

/// Internal slots of [`Kind::FinalizationRegistry`]: [[Cells]] and [[CleanupCallback]].
const CELLS: usize = 0;
const CLEANUP: usize = 1;

/// §26.2.1.1 FinalizationRegistry ( cleanupCallback ) <https://tc39.es/ecma262/#sec-finalization-registry-cleanup-callback>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.require_new(cx)?;
    let cleanup = call.arg(0);
    if !cx.is_callable(cleanup) {
        return Err(type_error(cx, Msg::InvalidCleanup { value: cleanup }));
    }
    let registry = cx.create_from_constructor(
        new_target,
        Intrinsic::FinalizationRegistryPrototype,
        Kind::FinalizationRegistry,
        &[Value::UNDEFINED, cleanup],
    )?;
    registry.set_internal(CELLS, Finalizers::new(cx, registry.into()).to_value());
    Ok(registry.into())
}

fn cells(registry: Object) -> Finalizers {
    Finalizers::from_value(registry.internal(CELLS)).expect("a registry has its cells")
}

/// §26.2.3.2 FinalizationRegistry.prototype.register ( target, heldValue [ , unregisterToken ] )
/// <https://tc39.es/ecma262/#sec-finalization-registry.prototype.register>
fn register(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let kind = Kind::FinalizationRegistry;
    let registry = cx.require_kind(call.this(), kind, "FinalizationRegistry")?;
    let (target, held, token) = (call.arg(0), call.arg(1), call.arg(2));
    if !cx.can_be_held_weakly(target) {
        return Err(type_error(cx, Msg::InvalidWeakKey { value: target }));
    }
    if cx.same_value(target, held) {
        return Err(type_error(cx, Msg::WeakTargetHeld));
    }
    if !token.is_undefined() && !cx.can_be_held_weakly(token) {
        return Err(type_error(cx, Msg::InvalidWeakKey { value: token }));
    }
    cells(registry).register(cx, target, held, token)?;
    Ok(Value::UNDEFINED)
}

/// §26.2.3.3 FinalizationRegistry.prototype.unregister ( unregisterToken )
/// <https://tc39.es/ecma262/#sec-finalization-registry.prototype.unregister>
fn unregister(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let kind = Kind::FinalizationRegistry;
    let registry = cx.require_kind(call.this(), kind, "FinalizationRegistry")?;
    let token = call.arg(0);
    if !cx.can_be_held_weakly(token) {
        return Err(type_error(cx, Msg::InvalidWeakKey { value: token }));
    }
    Ok(cells(registry).unregister(cx, token).into())
}

/// §9.12 CleanupFinalizationRegistry ( finalizationRegistry )
/// <https://tc39.es/ecma262/#sec-cleanup-finalization-registry>, for every registry with dead targets:
/// queues a job for each call of a cleanup callback. Whether there was one.
pub fn queue_finalizers(cx: &mut Cx) -> bool {
    let mut any = false;
    while let Some(finalizers) = cx.take_due_finalizers() {
        let Some(registry) = finalizers.owner().as_object() else {
            continue;
        };
        let cleanup = registry.internal(CLEANUP);
        while let Some(held) = finalizers.take_due(cx) {
            cx.enqueue_call(cleanup, held);
            any = true;
        }
    }
    any
}
