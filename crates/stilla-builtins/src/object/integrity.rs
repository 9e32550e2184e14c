//! Closing objects to changes: freeze, seal, preventExtensions, and their tests.
//!
//! A primitive is already closed: it is returned, or passes the test.
//!
//! Uses: stilla-core. Never: other built-ins.

use stilla_core::error::type_error;
use stilla_core::object::Integrity;
use stilla_core::{Call, Cx, JsResult, Msg, Value};

/// §20.1.2.6 Object.freeze ( obj ) <https://tc39.es/ecma262/#sec-object.freeze>
pub(super) fn freeze(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let value = call.arg(0);
    let Some(object) = value.as_object() else {
        return Ok(value);
    };
    if cx.set_integrity_level(object, Integrity::Frozen)? {
        return Ok(value);
    }
    Err(type_error(cx, Msg::CannotFreeze { value }))
}

/// §20.1.2.22 Object.seal ( obj ) <https://tc39.es/ecma262/#sec-object.seal>
pub(super) fn seal(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let value = call.arg(0);
    let Some(object) = value.as_object() else {
        return Ok(value);
    };
    if cx.set_integrity_level(object, Integrity::Sealed)? {
        return Ok(value);
    }
    Err(type_error(cx, Msg::CannotSeal { value }))
}

/// §20.1.2.20 Object.preventExtensions ( obj ) <https://tc39.es/ecma262/#sec-object.preventextensions>
pub(super) fn prevent_extensions(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let value = call.arg(0);
    let Some(object) = value.as_object() else {
        return Ok(value);
    };
    if cx.prevent_extensions(object)? {
        return Ok(value);
    }
    Err(type_error(cx, Msg::CannotPreventExtensions { value }))
}

/// §20.1.2.16 Object.isExtensible ( obj ) <https://tc39.es/ecma262/#sec-object.isextensible>
pub(super) fn is_extensible(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    match call.arg(0).as_object() {
        None => Ok(Value::FALSE),
        Some(object) => Ok(cx.is_extensible(object)?.into()),
    }
}

/// §20.1.2.17 Object.isFrozen ( obj ) <https://tc39.es/ecma262/#sec-object.isfrozen>
pub(super) fn is_frozen(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    match call.arg(0).as_object() {
        None => Ok(Value::TRUE),
        Some(object) => Ok(cx.test_integrity_level(object, Integrity::Frozen)?.into()),
    }
}

/// §20.1.2.18 Object.isSealed ( obj ) <https://tc39.es/ecma262/#sec-object.issealed>
pub(super) fn is_sealed(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    match call.arg(0).as_object() {
        None => Ok(Value::TRUE),
        Some(object) => Ok(cx.test_integrity_level(object, Integrity::Sealed)?.into()),
    }
}
