//! Methods that make text: `join`, `toString`, `toLocaleString`.
//!
//! Uses: core, array. Never: other built-ins.

use stilla_core::{Call, Cx, Intrinsic, JsResult, Name, Object, StringBuilder, Value};

use super::element;

/// §23.1.3.18 Array.prototype.join ( separator ) <https://tc39.es/ecma262/#sec-array.prototype.join>
pub(super) fn join(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    let separator = match call.arg(0) {
        value if value.is_undefined() => cx.string(","),
        value => cx.to_string(value)?,
    };
    // SPEC: an array within itself is the empty text, as all engines have it, and no endless recursion.
    if !cx.begin_joining(object) {
        return Ok(cx.empty_string().into());
    }
    let mut text = StringBuilder::new(cx);
    let mut result = Ok(());
    for index in 0..length {
        if index > 0 {
            text.push_string(cx, separator);
        }
        result = append_element(cx, &mut text, object, index);
        if result.is_err() || text.has_overflowed() {
            break;
        }
    }
    cx.end_joining();
    result?;
    text.finish(cx).map(Value::from)
}

fn append_element(
    cx: &mut Cx,
    text: &mut StringBuilder,
    object: Object,
    index: u64,
) -> JsResult<()> {
    let value = element(cx, object, index)?;
    if !value.is_nullish() {
        let part = cx.to_string(value)?;
        text.push_string(cx, part);
    }
    text.check(cx)?;
    cx.charge(1)
}

/// §23.1.3.36 Array.prototype.toString ( ) <https://tc39.es/ecma262/#sec-array.prototype.tostring>
pub(super) fn to_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let join = cx.get(object, Name::join)?;
    if cx.is_callable(join) {
        return cx.call(join, object.into(), &[]);
    }
    // 3. What has no `join` is described as Object.prototype.toString does.
    let describe = cx.intrinsic(Intrinsic::ObjectProtoToString);
    cx.call(describe.into(), object.into(), &[])
}

/// What elements are asked with: locales and options if there is something that understands them.
pub(crate) fn locale_arguments<'a>(cx: &Cx, given: &'a [Value; 2]) -> &'a [Value] {
    match cx.locale_functions() {
        Some(_) => given,
        None => &[],
    }
}

/// §23.1.3.32 Array.prototype.toLocaleString ( ) <https://tc39.es/ecma262/#sec-array.prototype.tolocalestring>
pub(super) fn to_locale_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    // SPEC: as in `join`.
    if !cx.begin_joining(object) {
        return Ok(cx.empty_string().into());
    }
    let mut text = StringBuilder::new(cx);
    let mut result = Ok(());
    for index in 0..length {
        if index > 0 {
            text.push_unit(u16::from(b','));
        }
        result = append_locale_element(cx, &mut text, object, index, call);
        if result.is_err() || text.has_overflowed() {
            break;
        }
    }
    cx.end_joining();
    result?;
    text.finish(cx).map(Value::from)
}

fn append_locale_element(
    cx: &mut Cx,
    text: &mut StringBuilder,
    object: Object,
    index: u64,
    call: &Call<'_>,
) -> JsResult<()> {
    let value = element(cx, object, index)?;
    if !value.is_nullish() {
        let given = [call.arg(0), call.arg(1)];
        let arguments = locale_arguments(cx, &given);
        let part = cx.invoke(value, Name::toLocaleString, arguments)?;
        let part = cx.to_string(part)?;
        text.push_string(cx, part);
    }
    text.check(cx)?;
    cx.charge(1)
}
