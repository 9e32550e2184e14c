//! Built-in objects that nobody can change.
//!
//! Uses: core. Never: runtime.

use std::collections::HashSet;

use stilla_core::object::Integrity;
use stilla_core::{Cx, GcVec, Intrinsic, JsResult, Value};

/// Freezes all intrinsics and what they lead to, but the global object.
pub(crate) fn freeze_intrinsics(cx: &mut Cx) {
    // NOTE: it can fail only under limits that are too small for the built-ins, which the first run will tell.
    let _ = cx.enter(freeze);
}

fn freeze(cx: &mut Cx) -> JsResult<()> {
    let open = GcVec::new(cx);
    for id in Intrinsic::ALL {
        if cx.has_intrinsic(*id) {
            let intrinsic = cx.intrinsic(*id);
            open.try_push(cx, intrinsic.into())?;
        }
    }
    let global = cx.global_object();
    push_parts(cx, open, global)?;
    let mut seen = HashSet::from([Value::from(global)]); // NOTE: traced because all are reached from the global object
    while let Some(value) = open.pop() {
        let Some(object) = value.as_object() else {
            continue;
        };
        if !seen.insert(value) {
            continue;
        }
        cx.set_integrity_level(object, Integrity::Frozen)?;
        push_parts(cx, open, object)?;
        if let Some(prototype) = cx.get_prototype_of(object)? {
            open.try_push(cx, prototype.into())?;
        }
    }
    Ok(())
}

/// Pushes what the own properties of an object hold; runs no getter.
fn push_parts(cx: &mut Cx, open: GcVec, object: stilla_core::Object) -> JsResult<()> {
    for key in cx.own_property_keys(object)?.iter() {
        let key = cx.to_property_key(key)?;
        let Some(found) = cx.get_own_property(object, key)? else {
            continue;
        };
        let parts = [found.value, found.get, found.set];
        for part in parts.into_iter().flatten().filter(|part| part.is_object()) {
            open.try_push(cx, part)?;
        }
    }
    Ok(())
}
