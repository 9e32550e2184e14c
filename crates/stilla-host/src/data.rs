//! Trees of data as values and back, and what comes of it: `stilla:toml` and its like, imports of data files.
//!
//! Uses: core, stilla-data, piece. Never: the file system.

use stilla_core::error::syntax_error;
use stilla_core::function::{NativeFn, NativeOptions};
use stilla_core::{Call, Cx, GcVec, JsResult, Kind, Msg, Object, PropertyKey, Unpacked, Value};
use stilla_data::{DEEPEST, Entry, Fault, Format, Node, Placed, Shape, read_csv, write_csv};

use crate::piece;

/// Bytes that are read or written for a unit of work.
const BYTES_OF_A_UNIT: u64 = 16;
/// Bytes of a tree for a byte of its text, at most: each element of `[1,1,…`.
const BYTES_OF_TREE: usize = 24;

/// A tree as a value. Trees are nowhere deeper than [`DEEPEST`].
///
/// # Errors
/// The memory limit.
pub fn value_of(cx: &mut Cx, node: &Node) -> JsResult<Value> {
    Ok(match node {
        Node::Null => Value::NULL,
        Node::Bool(value) => (*value).into(),
        Node::Number(number) => Value::from(*number),
        Node::Text(text) => piece::string(cx, text)?,
        Node::List(items) => {
            cx.charge_all(items.len() as u64)?;
            let list = GcVec::new(cx);
            for item in items {
                let value = value_of(cx, &item.node)?;
                list.try_push(cx, value)?;
            }
            cx.array_from_list(list).into()
        }
        Node::Map(entries) => {
            cx.charge_all(entries.len() as u64)?;
            cx.reserve(entries.len() * 32)?;
            let object = cx.new_object();
            for entry in entries {
                let value = value_of(cx, &entry.value.node)?;
                let key = PropertyKey::from_str(cx, &entry.key);
                cx.create_data_property_or_throw(object, key, value)?;
            }
            object.into()
        }
    })
}

/// A value as a tree, as JSON sees it, except that numbers are all kept; `None` for what JSON leaves out.
fn node_of(cx: &mut Cx, value: Value, depth: usize) -> JsResult<Option<Node>> {
    cx.charge(1)?;
    Ok(Some(match value.unpack() {
        Unpacked::Object(object) => return object_node(cx, object, depth),
        Unpacked::String(text) => Node::Text(cx.to_rust_string(text)),
        Unpacked::BigInt(_) => Node::Number(piece::text(cx, value)?.parse().unwrap_or(f64::NAN)),
        Unpacked::Symbol(_) | Unpacked::Undefined => return Ok(None),
        Unpacked::Null => Node::Null,
        _ => match value.as_number() {
            Some(number) => Node::Number(number),
            None => Node::Bool(value.to_boolean()),
        },
    }))
}

fn object_node(cx: &mut Cx, object: Object, depth: usize) -> JsResult<Option<Node>> {
    if depth >= DEEPEST {
        return Err(piece::complain(
            cx,
            "the value contains itself or is nested too deep",
        ));
    }
    if object.is_callable() {
        return Ok(None);
    }
    let to_json = cx.get_method(object.into(), "toJSON")?;
    if let Some(to_json) = to_json {
        let plain = cx.call(to_json.into(), object.into(), &[])?;
        return match plain.as_object() {
            Some(same) if same == object => members(cx, object, depth),
            _ => node_of(cx, plain, depth + 1),
        };
    }
    if matches!(
        object.kind(),
        Kind::NumberObject | Kind::StringObject | Kind::BooleanObject
    ) {
        let plain = cx.to_primitive(object.into(), stilla_core::ops::Hint::Default)?;
        return node_of(cx, plain, depth + 1);
    }
    members(cx, object, depth)
}

fn members(cx: &mut Cx, object: Object, depth: usize) -> JsResult<Option<Node>> {
    let placed = |node| Placed { at: 0, node };
    if cx.is_array(object.into())? {
        let length = cx.length_of_array_like(object)?;
        let mut items = Vec::new();
        for index in 0..length {
            let key = PropertyKey::from_index(cx, index);
            let value = cx.get(object, key)?;
            items.push(placed(node_of(cx, value, depth + 1)?.unwrap_or(Node::Null)));
        }
        return Ok(Some(Node::List(items)));
    }
    let keys = cx.enumerable_own_properties(object, stilla_core::ops::EntryKind::Keys)?;
    let mut entries = Vec::new();
    for key in keys.iter() {
        let name = piece::text(cx, key)?;
        let key = cx.to_property_key(key)?;
        let value = cx.get(object, key)?;
        if let Some(node) = node_of(cx, value, depth + 1)? {
            entries.push(Entry {
                at: 0,
                key: name,
                value: placed(node),
            });
        }
    }
    Ok(Some(Node::Map(entries)))
}

/// A SyntaxError that says where the text is wrong.
fn fault(cx: &mut Cx, name: &str, text: &str, fault: &Fault) -> stilla_core::Thrown {
    let (line, column) = fault.position(text);
    let text = format!("{} ({name}:{line}:{column})", fault.message);
    syntax_error(cx, Msg::Text { text })
}

/// Reads a data file for an import: `default` is all of it, and each name at its top an export of its own.
///
/// # Errors
/// SyntaxError with the place of what is wrong; the memory limit.
pub fn module(cx: &mut Cx, name: &str, format: Format, text: &str) -> JsResult<Object> {
    cx.charge_all(text.len() as u64 / BYTES_OF_A_UNIT)?;
    cx.reserve(text.len().saturating_mul(BYTES_OF_TREE))?;
    let tree = format
        .read(text)
        .map_err(|error| fault(cx, name, text, &error))?;
    let value = value_of(cx, &tree.node)?;
    let exports = cx.new_object();
    if let Node::Map(entries) = &tree.node {
        let whole = cx.to_object(value)?;
        for entry in entries.iter().filter(|entry| entry.key != "default") {
            let key = PropertyKey::from_str(cx, &entry.key);
            let value = cx.get(whole, key)?;
            cx.create_data_property_or_throw(exports, key, value)?;
        }
    }
    cx.create_data_property_or_throw(exports, "default", value)?;
    Ok(exports)
}

/// The exports of the module of a format: `parse` and `stringify`.
pub(crate) fn exports(cx: &mut Cx, format: Format) -> JsResult<Object> {
    let (parse, stringify): (NativeFn, NativeFn) = match format {
        Format::Json => (parse_json, stringify_json),
        Format::Json5 => (parse_json5, stringify_json5),
        Format::Jsonl => (parse_jsonl, stringify_jsonl),
        Format::Toml => (parse_toml, stringify_toml),
        Format::Yaml => (parse_yaml, stringify_yaml),
        Format::Csv => (parse_csv, stringify_csv),
        Format::Tsv => (parse_tsv, stringify_tsv),
    };
    let (whole, exports) = (cx.new_object(), cx.new_object());
    for (name, function) in [("parse", parse), ("stringify", stringify)] {
        let function = cx.new_native(name, 1, function, NativeOptions::default());
        cx.create_data_property_or_throw(whole, name, function.into())?;
        cx.create_data_property_or_throw(exports, name, function.into())?;
    }
    cx.create_data_property_or_throw(exports, "default", whole.into())?;
    Ok(exports)
}

macro_rules! functions {
    ($($parse:ident $stringify:ident $format:ident;)*) => {
        $(
            fn $parse(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
                parse(cx, call, Format::$format)
            }
            fn $stringify(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
                stringify(cx, call, Format::$format)
            }
        )*
    };
}

functions! {
    parse_json stringify_json Json;
    parse_json5 stringify_json5 Json5;
    parse_jsonl stringify_jsonl Jsonl;
    parse_toml stringify_toml Toml;
    parse_yaml stringify_yaml Yaml;
    parse_csv stringify_csv Csv;
    parse_tsv stringify_tsv Tsv;
}

/// What the second argument says of separated values: separator and shape.
fn csv_options(cx: &mut Cx, options: Value, format: Format) -> JsResult<(char, Shape)> {
    let mut separator = if format == Format::Tsv { '\t' } else { ',' };
    let mut shape = Shape::Named;
    if let Some(options) = options.as_object() {
        let given = cx.get(options, "separator")?;
        if !given.is_undefined() {
            let text = piece::text(cx, given)?;
            let mut letters = text.chars();
            separator = match (letters.next(), letters.next()) {
                (Some(only), None) if !matches!(only, '"' | '\n' | '\r') => only,
                _ => {
                    return Err(piece::complain(
                        cx,
                        "'separator' must be one character, no quote or line break",
                    ));
                }
            };
        }
        let headers = cx.get(options, "headers")?;
        if !headers.is_undefined() && !headers.to_boolean() {
            shape = Shape::Lists;
        }
    }
    Ok((separator, shape))
}

fn parse(cx: &mut Cx, call: &Call<'_>, format: Format) -> JsResult<Value> {
    call.require_arguments(cx, 1)?;
    let text = piece::text(cx, call.arg(0))?;
    cx.charge_all(text.len() as u64 / BYTES_OF_A_UNIT)?;
    cx.reserve(text.len().saturating_mul(BYTES_OF_TREE))?;
    let tree = match format {
        Format::Csv | Format::Tsv => {
            let (separator, shape) = csv_options(cx, call.arg(1), format)?;
            read_csv(&text, separator, shape)
        }
        _ => format.read(&text),
    };
    let tree = tree.map_err(|error| fault(cx, &format.name().to_uppercase(), &text, &error))?;
    value_of(cx, &tree.node)
}

fn stringify(cx: &mut Cx, call: &Call<'_>, format: Format) -> JsResult<Value> {
    call.require_arguments(cx, 1)?;
    let Some(node) = node_of(cx, call.arg(0), 0)? else {
        return Ok(Value::UNDEFINED);
    };
    let text = match format {
        Format::Csv | Format::Tsv => {
            let (separator, _) = csv_options(cx, call.arg(1), format)?;
            write_csv(&node, separator)
        }
        _ => format.write(&node),
    };
    match text {
        Ok(text) => {
            cx.charge_all(text.len() as u64 / BYTES_OF_A_UNIT)?;
            piece::string(cx, &text)
        }
        Err(fault) => Err(piece::complain(cx, &fault.message)),
    }
}
