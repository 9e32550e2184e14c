//! Reading options in the order and with the conversions that scripts can observe:
//! §9.2.9 and following <https://tc39.es/ecma402/#sec-coerceoptionstoobject>
//!
//! `None` stands for the empty object that a missing argument becomes: nothing can be observed there.
//!
//! Uses: core. Never: the services.

use stilla_core::error::{range_error, type_error};
use stilla_core::{Cx, JsResult, Msg, Object, Value};

use crate::tag;

/// GetOptionsObject ( options ) <https://tc39.es/ecma262/#sec-getoptionsobject>
pub fn options_object(cx: &mut Cx, options: Value) -> JsResult<Option<Object>> {
    if options.is_undefined() {
        return Ok(None);
    }
    match options.as_object() {
        Some(object) => Ok(Some(object)),
        None => Err(type_error(cx, Msg::NotAnObject { value: options })),
    }
}

/// §9.2.10 CoerceOptionsToObject ( options ) <https://tc39.es/ecma402/#sec-coerceoptionstoobject>
pub fn coerce_options(cx: &mut Cx, options: Value) -> JsResult<Option<Object>> {
    if options.is_undefined() {
        return Ok(None);
    }
    cx.to_object(options).map(Some)
}

/// An option as it is; undefined without options.
pub fn raw(cx: &mut Cx, options: Option<Object>, name: &str) -> JsResult<Value> {
    match options {
        Some(options) => cx.get(options, name),
        None => Ok(Value::UNDEFINED),
    }
}

/// GetOption with type string and any value <https://tc39.es/ecma262/#sec-getoption>
pub fn text(cx: &mut Cx, options: Option<Object>, name: &str) -> JsResult<Option<String>> {
    let value = raw(cx, options, name)?;
    if value.is_undefined() {
        return Ok(None);
    }
    let string = cx.to_string(value)?;
    Ok(Some(cx.to_rust_string(string)))
}

/// GetOption with type string and a list of values.
pub fn choice(
    cx: &mut Cx,
    options: Option<Object>,
    name: &'static str,
    allowed: &[&'static str],
) -> JsResult<Option<&'static str>> {
    let value = raw(cx, options, name)?;
    if value.is_undefined() {
        return Ok(None);
    }
    let string = cx.to_string(value)?;
    let text = cx.to_rust_string(string);
    match allowed.iter().find(|allowed| **allowed == text) {
        Some(found) => Ok(Some(found)),
        None => Err(invalid(cx, name, string.into())),
    }
}

/// [`choice`] with a default.
pub fn choice_or(
    cx: &mut Cx,
    options: Option<Object>,
    name: &'static str,
    allowed: &[&'static str],
    default: &'static str,
) -> JsResult<&'static str> {
    Ok(choice(cx, options, name, allowed)?.unwrap_or(default))
}

/// GetOption with type boolean.
pub fn boolean(cx: &mut Cx, options: Option<Object>, name: &str) -> JsResult<Option<bool>> {
    let value = raw(cx, options, name)?;
    Ok((!value.is_undefined()).then(|| value.to_boolean()))
}

/// §9.2.14 DefaultNumberOption ( value, minimum, maximum, fallback )
/// <https://tc39.es/ecma402/#sec-defaultnumberoption>
pub fn default_number(
    cx: &mut Cx,
    value: Value,
    name: &'static str,
    range: std::ops::RangeInclusive<u32>,
) -> JsResult<Option<u32>> {
    if value.is_undefined() {
        return Ok(None);
    }
    let number = cx.to_number(value)?;
    if number.is_nan() || number < f64::from(*range.start()) || number > f64::from(*range.end()) {
        return Err(range_error(cx, Msg::OutOfRange { name }));
    }
    Ok(Some(number.floor() as u32))
}

/// §9.2.15 GetNumberOption ( options, property, minimum, maximum, fallback )
/// <https://tc39.es/ecma402/#sec-getnumberoption>
pub fn number(
    cx: &mut Cx,
    options: Option<Object>,
    name: &'static str,
    range: std::ops::RangeInclusive<u32>,
) -> JsResult<Option<u32>> {
    let value = raw(cx, options, name)?;
    default_number(cx, value, name, range)
}

/// An option whose value must have the form of a type of the `u` extension.
pub fn unicode_type(
    cx: &mut Cx,
    options: Option<Object>,
    name: &'static str,
) -> JsResult<Option<String>> {
    let Some(text) = text(cx, options, name)? else {
        return Ok(None);
    };
    if !tag::is_type(&text) {
        let value = cx.string(&text).into();
        return Err(invalid(cx, name, value));
    }
    Ok(Some(text))
}

/// The RangeError for a value that an option can't have.
pub fn invalid(cx: &mut Cx, option: &'static str, value: Value) -> stilla_core::Thrown {
    range_error(cx, Msg::InvalidOption { option, value })
}
