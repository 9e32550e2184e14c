//! §22.1 String objects <https://tc39.es/ecma262/#sec-string-objects>
//!
//! A String object is a wrapper around a string value; nearly every method converts its receiver to a
//! string first and never looks at the object again. The methods live in rooms by theme; this file
//! keeps the table whole, with the constructor and what reads a single position.
//!
//! Uses: stilla-core, string::*. Never: regexp::*.

mod compare;
mod convert;
mod html;
pub(crate) mod iterator;
mod leaf;
mod part;
pub(crate) mod replace;
mod search;

use stilla_core::builtin::{Global, PrototypeSlots, alias, method, symbol_method};
use stilla_core::error::range_error;
use stilla_core::{
    Attributes, Call, Cx, Intrinsic, JsResult, JsString, Kind, Msg, Name, StringBuilder, Value,
    WellKnownSymbol,
};

/// The String constructor and %String.prototype%.
pub const STRING: Global = Global::constructor("String", 1, construct)
    .id(Intrinsic::String)
    .prototype_id(Intrinsic::StringPrototype)
    .prototype_is(Kind::StringObject, prototype_slots)
    .statics(&[
        method("fromCharCode", 1, from_char_code).leaf(leaf::from_char_code),
        method("fromCodePoint", 1, from_code_point),
        method("raw", 1, raw),
    ])
    .prototype(&[
        method("at", 1, at),
        method("charAt", 1, char_at).leaf(leaf::char_at),
        method("charCodeAt", 1, char_code_at).leaf(leaf::char_code_at),
        method("codePointAt", 1, code_point_at).leaf(leaf::code_point_at),
        method("concat", 1, concat),
        method("endsWith", 1, search::ends_with),
        method("includes", 1, search::includes),
        method("indexOf", 1, search::index_of).leaf(leaf::index_of),
        method("isWellFormed", 0, compare::is_well_formed),
        method("lastIndexOf", 1, search::last_index_of),
        method("localeCompare", 1, compare::locale_compare),
        method("match", 1, search::match_),
        method("matchAll", 1, search::match_all),
        method("normalize", 0, convert::normalize),
        method("padEnd", 1, part::pad_end),
        method("padStart", 1, part::pad_start),
        method("repeat", 1, part::repeat),
        method("replace", 2, replace::replace),
        method("replaceAll", 2, replace::replace_all),
        method("search", 1, search::search),
        method("slice", 2, part::slice).leaf(leaf::slice),
        method("split", 2, part::split),
        method("startsWith", 1, search::starts_with).leaf(leaf::starts_with),
        method("substring", 2, part::substring).leaf(leaf::substring),
        method("toLocaleLowerCase", 0, convert::to_locale_lower_case),
        method("toLocaleUpperCase", 0, convert::to_locale_upper_case),
        method("toLowerCase", 0, convert::to_lower_case),
        method("toString", 0, to_string),
        method("toUpperCase", 0, convert::to_upper_case),
        method("toWellFormed", 0, convert::to_well_formed),
        method("trim", 0, part::trim),
        method("trimEnd", 0, part::trim_end),
        method("trimStart", 0, part::trim_start),
        method("valueOf", 0, value_of),
        symbol_method(WellKnownSymbol::iterator, 0, iterator::create),
        // §B.2.2
        method("substr", 2, part::substr),
        method("anchor", 1, html::anchor),
        method("big", 0, html::big),
        method("blink", 0, html::blink),
        method("bold", 0, html::bold),
        method("fixed", 0, html::fixed),
        method("fontcolor", 1, html::fontcolor),
        method("fontsize", 1, html::fontsize),
        method("italics", 0, html::italics),
        method("link", 1, html::link),
        method("small", 0, html::small),
        method("strike", 0, html::strike),
        method("sub", 0, html::sub),
        method("sup", 0, html::sup),
        alias("trimLeft", "trimStart"),
        alias("trimRight", "trimEnd"),
    ])
    .finish(|cx, _, prototype| {
        if let Some(prototype) = prototype {
            cx.put_own(
                prototype,
                cx.key(Name::length),
                Value::ZERO,
                Attributes::NONE,
            );
        }
    });

fn prototype_slots(cx: &Cx) -> PrototypeSlots {
    let empty = cx.empty_string().into();
    (
        1,
        [empty, Value::UNDEFINED, Value::UNDEFINED, Value::UNDEFINED],
    )
}

/// ToString of the receiver, which must not be undefined or null.
#[inline]
pub(crate) fn this_string(
    cx: &mut Cx,
    call: &Call<'_>,
    method: &'static str,
) -> JsResult<JsString> {
    match call.this().as_string() {
        Some(string) => {
            cx.flatten(string)?;
            Ok(string)
        }
        None => {
            let value = cx.require_object_coercible(call.this(), method)?;
            cx.to_string(value)
        }
    }
}

/// §22.1.1.1 String ( value ) <https://tc39.es/ecma262/#sec-string-constructor-string-value>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let value = call.arg(0);
    let string = match value.as_symbol() {
        _ if call.is_empty() => cx.empty_string(),
        Some(symbol) if call.new_target().is_none() => {
            return Ok(cx.symbol_descriptive_string(symbol)?.into());
        }
        _ => cx.to_string(value)?,
    };
    let Some(target) = call.new_target() else {
        return Ok(string.into());
    };
    let prototype = cx.get_prototype_from_constructor(target, Intrinsic::StringPrototype)?;
    Ok(cx.string_create(string, prototype).into())
}

/// §22.1.2.1 String.fromCharCode ( ...codeUnits ) <https://tc39.es/ecma262/#sec-string.fromcharcode>
fn from_char_code(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    if let [unit] = call.args() {
        let unit = cx.to_uint16(*unit)?;
        return Ok(cx.single_unit(unit).into());
    }
    cx.charge(call.args().len() as u32)?;
    let mut builder = StringBuilder::new(cx);
    for unit in call.args() {
        builder.push_unit(cx.to_uint16(*unit)?);
    }
    Ok(builder.finish(cx)?.into())
}

/// §22.1.2.2 String.fromCodePoint ( ...codePoints ) <https://tc39.es/ecma262/#sec-string.fromcodepoint>
fn from_code_point(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    cx.charge(call.args().len() as u32)?;
    let mut builder = StringBuilder::new(cx);
    for value in call.args() {
        let point = cx.to_number(*value)?;
        if !(0.0..=1_114_111.0).contains(&point) || point.trunc() != point {
            return Err(range_error(
                cx,
                Msg::InvalidCodePoint {
                    value: Value::from(point),
                },
            ));
        }
        builder.push_code_point(point as u32);
    }
    Ok(builder.finish(cx)?.into())
}

/// §22.1.2.4 String.raw ( template, ...substitutions ) <https://tc39.es/ecma262/#sec-string.raw>
fn raw(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let cooked = cx.to_object(call.arg(0))?;
    let literals = cx.get(cooked, Name::raw)?;
    let literals = cx.to_object(literals)?;
    let length = cx.length_of_array_like(literals)?;
    let mut builder = StringBuilder::new(cx);
    for index in 0..length {
        let literal = cx.get(literals, index)?;
        let literal = cx.to_string(literal)?;
        builder.push_string(cx, literal);
        if index + 1 < length && (index as usize) + 1 < call.len() {
            let substitution = cx.to_string(call.arg(index as usize + 1))?;
            builder.push_string(cx, substitution);
        }
        if builder.has_overflowed() {
            break;
        }
        cx.charge(1)?;
    }
    Ok(builder.finish(cx)?.into())
}

/// §22.1.3.1 String.prototype.at ( index ) <https://tc39.es/ecma262/#sec-string.prototype.at>
fn at(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let string = this_string(cx, call, "String.prototype.at")?;
    let length = string.len() as f64;
    let relative = cx.to_integer_or_infinity(call.arg(0))?;
    let index = if relative >= 0.0 {
        relative
    } else {
        length + relative
    };
    if index < 0.0 || index >= length {
        return Ok(Value::UNDEFINED);
    }
    Ok(unit_at(cx, string, index))
}

fn unit_at(cx: &Cx, string: JsString, index: f64) -> Value {
    cx.single_unit(cx.char_code_at(string, index as usize))
        .into()
}

/// The receiver as a string, and the position that argument 0 says, if the string has it.
fn position(
    cx: &mut Cx,
    call: &Call<'_>,
    method: &'static str,
) -> JsResult<(JsString, Option<usize>)> {
    let string = this_string(cx, call, method)?;
    let position = cx.to_integer_or_infinity(call.arg(0))?;
    let is_within = position >= 0.0 && position < string.len() as f64;
    Ok((string, is_within.then_some(position as usize)))
}

/// §22.1.3.2 String.prototype.charAt ( pos ) <https://tc39.es/ecma262/#sec-string.prototype.charat>
fn char_at(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (string, position) = position(cx, call, "String.prototype.charAt")?;
    Ok(match position {
        Some(position) => cx.single_unit(cx.char_code_at(string, position)).into(),
        None => cx.empty_string().into(),
    })
}

/// §22.1.3.3 String.prototype.charCodeAt ( pos ) <https://tc39.es/ecma262/#sec-string.prototype.charcodeat>
fn char_code_at(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (string, position) = position(cx, call, "String.prototype.charCodeAt")?;
    Ok(match position {
        Some(position) => Value::from(i32::from(cx.char_code_at(string, position))),
        None => Value::NAN,
    })
}

/// §22.1.3.4 String.prototype.codePointAt ( pos ) <https://tc39.es/ecma262/#sec-string.prototype.codepointat>
fn code_point_at(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (string, position) = position(cx, call, "String.prototype.codePointAt")?;
    Ok(match position {
        Some(position) => Value::from(cx.view(string).code_point_at(position).value),
        None => Value::UNDEFINED,
    })
}

/// §22.1.3.5 String.prototype.concat ( ...args ) <https://tc39.es/ecma262/#sec-string.prototype.concat>
fn concat(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let mut string = this_string(cx, call, "String.prototype.concat")?;
    for value in call.args() {
        let next = cx.to_string(*value)?;
        string = cx.concat(string, next)?;
    }
    Ok(string.into())
}

/// §22.1.3.29 String.prototype.toString ( ) <https://tc39.es/ecma262/#sec-string.prototype.tostring>
fn to_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    this_string_value(cx, call.this())
}

/// §22.1.3.36 String.prototype.valueOf ( ) <https://tc39.es/ecma262/#sec-string.prototype.valueof>
fn value_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    this_string_value(cx, call.this())
}

/// §22.1.3.35.1 ThisStringValue ( value ) <https://tc39.es/ecma262/#sec-thisstringvalue>
fn this_string_value(cx: &mut Cx, value: Value) -> JsResult<Value> {
    if value.is_string() {
        return Ok(value);
    }
    Ok(cx
        .require_kind(value, Kind::StringObject, "String")?
        .internal(0))
}
