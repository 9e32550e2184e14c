//! Values as text for people, in the manner of Node's `util.inspect`. Runs no getter and no trap.
//!
//! Uses: core. Never: console, system.

use stilla_core::{Cx, JsResult, Kind, Object, PropertyKey, Unpacked, Value};

/// Nested deeper than this, an object is shown by its kind alone.
const MAX_DEPTH: usize = 2;
/// Elements and properties shown of one object.
const MAX_ITEMS: usize = 100;
/// A list longer than this is broken into lines.
const LINE: usize = 72;

/// The text of a value.
///
/// # Errors
/// Only a stop.
pub fn inspect(cx: &mut Cx, value: Value) -> JsResult<String> {
    let mut parents = Vec::new();
    inspect_nested(cx, value, &mut parents, 0)
}

fn inspect_nested(
    cx: &mut Cx,
    value: Value,
    parents: &mut Vec<Object>, // NOTE: no safepoint because the objects are reachable from the value shown
    depth: usize,
) -> JsResult<String> {
    Ok(match value.unpack() {
        Unpacked::String(string) => quote(&cx.to_rust_string(string)),
        Unpacked::Symbol(symbol) => {
            let text = cx.symbol_descriptive_string(symbol)?;
            cx.to_rust_string(text)
        }
        Unpacked::BigInt(_) => {
            let text = cx.to_string(value)?;
            format!("{}n", cx.to_rust_string(text))
        }
        Unpacked::Double(zero) if zero == 0.0 && zero.is_sign_negative() => "-0".to_owned(),
        Unpacked::Object(object) => return inspect_object(cx, object, parents, depth),
        _ => {
            let text = cx.to_string(value)?;
            cx.to_rust_string(text)
        }
    })
}

fn quote(text: &str) -> String {
    let mark = match (text.contains('\''), text.contains('"')) {
        (true, false) => '"',
        (true, true) if !text.contains('`') => '`',
        _ => '\'',
    };
    let mut out = String::from(mark);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            c if c == mark => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push_str(&format!("\\x{:02X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push(mark);
    out
}

/// An own data property, read without running anything.
fn plain(cx: &mut Cx, object: Object, key: &str) -> Option<Value> {
    if object.is(Kind::Proxy) {
        return None;
    }
    cx.get_own_property(object, key).ok()??.value
}

/// The name of the constructor that the prototype names, if it can be read without running anything.
fn class_name(cx: &mut Cx, object: Object) -> Option<String> {
    let mut next = if object.is(Kind::Proxy) {
        None
    } else {
        object.raw_prototype()
    };
    while let Some(prototype) = next {
        if let Some(constructor) = plain(cx, prototype, "constructor").and_then(Value::as_object) {
            let name = plain(cx, constructor, "name").and_then(Value::as_string)?;
            return Some(cx.to_rust_string(name));
        }
        next = if prototype.is(Kind::Proxy) {
            None
        } else {
            prototype.raw_prototype()
        };
    }
    None
}

fn inspect_object(
    cx: &mut Cx,
    object: Object,
    parents: &mut Vec<Object>, // NOTE: no safepoint because the objects are reachable from the value shown
    depth: usize,
) -> JsResult<String> {
    if parents.contains(&object) {
        return Ok("[Circular *1]".to_owned());
    }
    let class = class_name(cx, object);
    if object.is(Kind::Error)
        && let Some(stack) = cx.shown_stack(object)
    {
        return Ok(cx.to_rust_string(stack));
    }
    if object.is_callable() {
        let name = plain(cx, object, "name").and_then(Value::as_string);
        let name = name
            .map(|name| cx.to_rust_string(name))
            .filter(|name| !name.is_empty());
        let class = class.unwrap_or_else(|| "Function".to_owned());
        return Ok(match name {
            Some(name) => format!("[{class}: {name}]"),
            None => format!("[{class} (anonymous)]"),
        });
    }
    if depth > MAX_DEPTH {
        let class = class.unwrap_or_else(|| "Object: null prototype".to_owned());
        return Ok(if object.is(Kind::Array) {
            "[Array]".to_owned()
        } else {
            format!("[{class}]")
        });
    }
    parents.push(object);
    let result = inspect_members(cx, object, class, parents, depth);
    parents.pop();
    result
}

fn inspect_members(
    cx: &mut Cx,
    object: Object,
    class: Option<String>,
    parents: &mut Vec<Object>, // NOTE: no safepoint because the objects are reachable from the value shown
    depth: usize,
) -> JsResult<String> {
    let is_list = matches!(object.kind(), Kind::Array | Kind::TypedArray);
    let mut items = Vec::new();
    if object.is(Kind::Proxy) {
        return Ok("[Proxy]".to_owned());
    }
    let keys = cx.own_property_keys(object)?;
    let total = keys.len();
    for key in keys.iter().take(MAX_ITEMS) {
        let property = cx.to_property_key(key)?;
        let Some(own) = cx.get_own_property(object, property)? else {
            continue;
        };
        if !own.is_enumerable() {
            continue;
        }
        let shown = match own.value {
            Some(value) => inspect_nested(cx, value, parents, depth + 1)?,
            None if own.getter().is_some() && own.setter().is_some() => {
                "[Getter/Setter]".to_owned()
            }
            None if own.getter().is_some() => "[Getter]".to_owned(),
            None => "[Setter]".to_owned(),
        };
        if is_list && property.as_index().is_some() {
            items.push(shown);
        } else {
            items.push(format!("{}: {shown}", key_text(cx, property)?));
        }
    }
    if total > MAX_ITEMS {
        items.push(format!("... {} more items", total - MAX_ITEMS));
    }
    let prefix = prefix_of(cx, object, class, is_list);
    Ok(layout(&prefix, &items, is_list, depth))
}

fn key_text(cx: &mut Cx, key: PropertyKey) -> JsResult<String> {
    if let Some(symbol) = key.as_symbol() {
        let text = cx.symbol_descriptive_string(symbol)?;
        return Ok(format!("[{}]", cx.to_rust_string(text)));
    }
    let text = key
        .to_value(cx)
        .as_string()
        .map(|text| cx.to_rust_string(text))
        .unwrap_or_default();
    let mut chars = text.chars();
    let plain = chars
        .next()
        .is_some_and(|c| c.is_alphabetic() || c == '_' || c == '$')
        && chars.all(|c| c.is_alphanumeric() || c == '_' || c == '$');
    Ok(if plain || key.as_index().is_some() {
        text
    } else {
        quote(&text)
    })
}

fn prefix_of(cx: &mut Cx, object: Object, class: Option<String>, is_list: bool) -> String {
    match (class, is_list) {
        (None, _) => "[Object: null prototype] ".to_owned(),
        (Some(class), true) if class == "Array" => String::new(),
        (Some(class), true) => {
            let length = cx.length_of_array_like(object).unwrap_or(0);
            format!("{class}({length}) ")
        }
        (Some(class), false) if class == "Object" => String::new(),
        (Some(class), false) => format!("{class} "),
    }
}

fn layout(prefix: &str, items: &[String], is_list: bool, depth: usize) -> String {
    let (open, close) = if is_list { ('[', ']') } else { ('{', '}') };
    if items.is_empty() {
        return format!("{prefix}{open}{close}");
    }
    let length: usize = items.iter().map(|item| item.len() + 2).sum();
    let broken = length > LINE || items.iter().any(|item| item.contains('\n'));
    if !broken {
        return format!("{prefix}{open} {} {close}", items.join(", "));
    }
    let indent = "  ".repeat(depth + 1);
    let separator = format!(",\n{indent}");
    let outer = "  ".repeat(depth);
    format!(
        "{prefix}{open}\n{indent}{}\n{outer}{close}",
        items.join(&separator)
    )
}
