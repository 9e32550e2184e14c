//! §26.1 WeakRef objects <https://tc39.es/ecma262/#sec-weak-ref-objects>
//!
//! Uses: core. Never: other built-ins.

use stilla_core::builtin::{Global, method, tag};
use stilla_core::error::type_error;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Kind, Msg, Value};

/// The WeakRef constructor and its prototype.
pub const WEAK_REF: Global = Global::constructor("WeakRef", 1, construct)
    .id(Intrinsic::WeakRef)
    .prototype_id(Intrinsic::WeakRefPrototype)
    .prototype(&[method("deref", 0, deref), tag("WeakRef")]);

/// Internal slot of [`Kind::WeakRef`]: [[WeakRefTarget]].
const TARGET: usize = 0;

/// §26.1.1.1 WeakRef ( target ) <https://tc39.es/ecma262/#sec-weak-ref-target>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.require_new(cx)?;
    let target = call.arg(0);
    if !cx.can_be_held_weakly(target) {
        return Err(type_error(cx, Msg::InvalidWeakKey { value: target }));
    }
    let default = Intrinsic::WeakRefPrototype;
    let prototype = cx.get_prototype_from_constructor(new_target, default)?;
    let reference = cx.new_weak_reference(target);
    Ok(cx
        .create_object(Kind::WeakRef, Some(prototype), &[reference])
        .into())
}

/// §26.1.3.2 WeakRef.prototype.deref ( ) <https://tc39.es/ecma262/#sec-weak-ref.prototype.deref>
fn deref(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let reference = cx.require_kind(call.this(), Kind::WeakRef, "WeakRef")?;
    Ok(cx.deref_weak(reference.internal(TARGET)))
}
