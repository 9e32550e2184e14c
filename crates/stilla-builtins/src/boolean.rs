//! §20.3 Boolean Objects <https://tc39.es/ecma262/#sec-boolean-objects>
//!
//! Uses: stilla-core. Never: other built-ins.

use stilla_core::builtin::{Global, method};
use stilla_core::error::type_error;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Kind, Msg, Name, Value};

/// %Boolean% and %Boolean.prototype%, itself a Boolean object.
pub const BOOLEAN: Global = Global::constructor("Boolean", 1, construct)
    .id(Intrinsic::Boolean)
    .prototype_id(Intrinsic::BooleanPrototype)
    .prototype_is(Kind::BooleanObject, |_| (1, [Value::FALSE; 4]))
    .prototype(&[
        method("toString", 0, to_string),
        method("valueOf", 0, value_of),
    ]);

/// The internal slot of [[BooleanData]].
const DATA: usize = 0;

/// §20.3.1.1 Boolean ( value ) <https://tc39.es/ecma262/#sec-boolean-constructor-boolean-value>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let boolean = Value::from(call.arg(0).to_boolean());
    let Some(target) = call.new_target() else {
        return Ok(boolean);
    };
    let prototype = Intrinsic::BooleanPrototype;
    Ok(cx
        .create_from_constructor(target, prototype, Kind::BooleanObject, &[boolean])?
        .into())
}

/// §20.3.3.2 Boolean.prototype.toString ( ) <https://tc39.es/ecma262/#sec-boolean.prototype.tostring>
fn to_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let boolean = this_boolean_value(cx, call.this(), "Boolean.prototype.toString")?;
    Ok(cx
        .name(if boolean { Name::true_ } else { Name::false_ })
        .into())
}

/// §20.3.3.3 Boolean.prototype.valueOf ( ) <https://tc39.es/ecma262/#sec-boolean.prototype.valueof>
fn value_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(this_boolean_value(cx, call.this(), "Boolean.prototype.valueOf")?.into())
}

/// §20.3.3.3.1 ThisBooleanValue ( value ) <https://tc39.es/ecma262/#sec-thisbooleanvalue>
fn this_boolean_value(cx: &mut Cx, value: Value, method: &'static str) -> JsResult<bool> {
    let data = match value.as_object() {
        Some(object) if object.is(Kind::BooleanObject) => object.internal(DATA),
        _ => value,
    };
    match data.as_boolean() {
        Some(boolean) => Ok(boolean),
        None => Err(type_error(
            cx,
            Msg::IncompatibleMethodReceiver { method, value },
        )),
    }
}
