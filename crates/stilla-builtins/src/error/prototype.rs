//! §20.5.3 Properties of the Error prototype object
//! <https://tc39.es/ecma262/#sec-properties-of-the-error-prototype-object>
//!
//! Uses: stilla-core. Never: other built-ins.

use stilla_core::error::type_error;
use stilla_core::ops::Failure;
use stilla_core::{Call, Cx, Intrinsic, JsResult, JsString, Msg, Name, Object, Value};

fn this_object(cx: &mut Cx, call: &Call<'_>, method: &'static str) -> JsResult<Object> {
    let value = call.this();
    match value.as_object() {
        Some(object) => Ok(object),
        None => Err(type_error(
            cx,
            Msg::IncompatibleMethodReceiver { method, value },
        )),
    }
}

/// §20.5.3.4 Error.prototype.toString ( ) <https://tc39.es/ecma262/#sec-error.prototype.tostring>
pub(super) fn to_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let error = this_object(cx, call, "Error.prototype.toString")?;
    let name = text_of(cx, error, Name::name, Name::Error)?;
    let message = text_of(cx, error, Name::message, Name::empty)?;
    if name.is_empty() {
        return Ok(message.into());
    }
    if message.is_empty() {
        return Ok(name.into());
    }
    let colon = cx.intern_str(": ");
    let head = cx.concat(name, colon)?;
    Ok(cx.concat(head, message)?.into())
}

/// A property as a String, `default` where it is undefined.
fn text_of(cx: &mut Cx, error: Object, key: Name, default: Name) -> JsResult<JsString> {
    let value = cx.get(error, key)?;
    if value.is_undefined() {
        Ok(cx.name(default))
    } else {
        cx.to_string(value)
    }
}

/// get Error.prototype.stack <https://tc39.es/proposal-error-stack-accessor/#sec-get-error.prototype.stack>
pub(super) fn get_stack(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let error = this_object(cx, call, "get Error.prototype.stack")?;
    Ok(cx.error_stack(error).map_or(Value::UNDEFINED, Value::from))
}

/// set Error.prototype.stack <https://tc39.es/proposal-error-stack-accessor/#sec-set-error.prototype.stack>
pub(super) fn set_stack(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = this_object(cx, call, "set Error.prototype.stack")?;
    let value = call.arg(0);
    if !value.is_string() {
        return Err(type_error(
            cx,
            Msg::NotString {
                name: "stack",
                value,
            },
        ));
    }
    // 4. SetterThatIgnoresPrototypeProperties: the home object refuses, as if read-only.
    let key = cx.key(Name::stack);
    if object == cx.intrinsic(Intrinsic::ErrorPrototype) {
        return Err(type_error(
            cx,
            Msg::ReadOnly {
                key,
                object: object.into(),
            },
        ));
    }
    if cx.get_own_property(object, key)?.is_none() {
        cx.create_data_property_or_throw(object, key, value)?;
    } else {
        cx.set(object, key, value, Failure::Throw)?;
    }
    Ok(Value::UNDEFINED)
}
