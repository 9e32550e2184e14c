//! The short ways through what programs call most: the receiver is a string and the positions are int32s.
//!
//! Uses: stilla-core. Never: other built-ins.

use stilla_core::{Cx, JsString, Value};

/// The longest text that is searched at once: longer ones are charged for.
const LONGEST_SEARCHED: usize = 1024;

/// The position that an argument says, if it is one that the string has.
#[inline(always)]
fn position(string: JsString, argument: &Value) -> Option<usize> {
    let index = usize::try_from(argument.as_int()?).ok()?;
    (index < string.len()).then_some(index)
}

/// String.fromCharCode of one unit.
pub(super) fn from_char_code(cx: &mut Cx, _: Value, args: &[Value]) -> Option<Value> {
    let [unit] = args else {
        return None;
    };
    Some(cx.single_unit(unit.as_int()? as u16).into())
}

/// A receiver that is a string and ready to be read.
#[inline(always)]
fn ready(this: Value) -> Option<JsString> {
    this.as_string().filter(|string| !Cx::is_long_rope(*string))
}

/// String.prototype.charAt within the string.
pub(super) fn char_at(cx: &mut Cx, this: Value, args: &[Value]) -> Option<Value> {
    let string = ready(this)?;
    let position = position(string, args.first()?)?;
    Some(cx.single_unit(cx.char_code_at(string, position)).into())
}

/// String.prototype.charCodeAt within the string.
pub(super) fn char_code_at(cx: &mut Cx, this: Value, args: &[Value]) -> Option<Value> {
    let string = ready(this)?;
    let position = position(string, args.first()?)?;
    Some(Value::from(i32::from(cx.char_code_at(string, position))))
}

/// String.prototype.codePointAt within the string.
pub(super) fn code_point_at(cx: &mut Cx, this: Value, args: &[Value]) -> Option<Value> {
    let string = ready(this)?;
    let position = position(string, args.first()?)?;
    Some(Value::from(cx.view(string).code_point_at(position).value))
}

/// A position from an end of a string of `length` units, from the back if it is negative.
#[inline(always)]
fn relative(value: Value, length: usize) -> Option<usize> {
    let position = i64::from(value.as_int()?);
    let length = length as i64;
    let position = if position < 0 {
        position + length
    } else {
        position
    };
    Some(position.clamp(0, length) as usize)
}

/// String.prototype.slice.
pub(super) fn slice(cx: &mut Cx, this: Value, args: &[Value]) -> Option<Value> {
    let string = ready(this)?;
    let (start, end) = match args {
        [start] => (relative(*start, string.len())?, string.len()),
        [start, end] => (
            relative(*start, string.len())?,
            relative(*end, string.len())?,
        ),
        _ => return None,
    };
    Some(cx.substring(string, start, end.max(start)).into())
}

/// String.prototype.substring.
pub(super) fn substring(cx: &mut Cx, this: Value, args: &[Value]) -> Option<Value> {
    let string = ready(this)?;
    let within = |value: &Value| Some((value.as_int()?.max(0) as usize).min(string.len()));
    let (start, end) = match args {
        [start] => (within(start)?, string.len()),
        [start, end] => (within(start)?, within(end)?),
        _ => return None,
    };
    Some(cx.substring(string, start.min(end), start.max(end)).into())
}

/// The receiver, what is looked for, and where the search begins.
#[inline(always)]
fn searched(this: Value, args: &[Value]) -> Option<(JsString, JsString, usize)> {
    let string = ready(this)?;
    let (needle, start) = match args {
        [needle] => (needle.as_string()?, 0),
        [needle, start] => (needle.as_string()?, start.as_int()?.max(0) as usize),
        _ => return None,
    };
    let start = start.min(string.len());
    (string.len() - start <= LONGEST_SEARCHED).then_some((string, needle, start))
}

/// String.prototype.indexOf.
pub(super) fn index_of(cx: &mut Cx, this: Value, args: &[Value]) -> Option<Value> {
    let (string, needle, start) = searched(this, args)?;
    let found = cx.index_of(string, needle, start);
    Some(found.map_or(Value::from(-1), Value::from))
}

/// String.prototype.startsWith.
pub(super) fn starts_with(cx: &mut Cx, this: Value, args: &[Value]) -> Option<Value> {
    let (string, needle, start) = searched(this, args)?;
    let view = cx.view(string);
    let rest = view.slice(start..view.len());
    Some(rest.starts_with(cx.view(needle)).into())
}
