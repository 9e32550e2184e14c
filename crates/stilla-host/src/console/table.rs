//! `console.table`: rows and columns in a frame.
//!
//! Uses: core, inspect, console. Never: system.

use stilla_core::host::Stream;
use stilla_core::{Call, Cx, JsResult, Object, Value};

use super::{log, say};
use crate::inspect::{Options, inspect_with, width};

/// The most rows and columns.
const MOST: usize = 1_000;

/// A table of the properties of a value's properties; anything but an object is logged.
pub(super) fn table(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let Some(data) = call.arg(0).as_object() else {
        return log(cx, call);
    };
    let chosen = match call.arg(1).as_object() {
        Some(list) => Some(texts(cx, list)?),
        None => None,
    };
    let mut head = vec!["(index)".to_owned()];
    let mut rows: Vec<Vec<(usize, String)>> = Vec::new();
    let mut has_values = false;
    let keys = names(cx, data)?;
    for key in keys {
        let property = stilla_core::PropertyKey::from_str(cx, &key);
        let value = cx.get(data, property)?;
        let mut row = vec![(0, key)];
        match value.as_object().filter(|object| !object.is_callable()) {
            Some(object) => cells(cx, object, chosen.as_deref(), &mut head, &mut row)?,
            None => {
                has_values = true;
                row.push((usize::MAX, cell(cx, value)?));
            }
        }
        rows.push(row);
    }
    if has_values {
        head.push("Values".to_owned());
    }
    let last = head.len() - 1;
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .map(|row| {
            let mut cells = vec![String::new(); head.len()];
            for (column, text) in row {
                cells[column.min(last)] = text;
            }
            cells
        })
        .collect();
    let text = frame(&head, &rows);
    say(cx, call, Stream::Output, &text)
}

/// The properties of one row; new ones get a column.
fn cells(
    cx: &mut Cx,
    object: Object,
    chosen: Option<&[String]>,
    head: &mut Vec<String>,
    row: &mut Vec<(usize, String)>,
) -> JsResult<()> {
    let names = match chosen {
        Some(names) => names.to_vec(),
        None => names(cx, object)?,
    };
    for name in names {
        let known = head.iter().skip(1).position(|column| *column == name);
        let column = match known {
            Some(column) => column + 1,
            None => {
                head.push(name.clone());
                head.len() - 1
            }
        };
        let key = stilla_core::PropertyKey::from_str(cx, &name);
        if cx.has_own_property(object, key)? {
            let value = cx.get(object, key)?;
            row.push((column, cell(cx, value)?));
        }
    }
    Ok(())
}

fn cell(cx: &mut Cx, value: Value) -> JsResult<String> {
    let options = Options {
        depth: Some(0),
        max_items: 3,
        width: usize::MAX >> 8,
        ..Options::default()
    };
    inspect_with(cx, value, &options)
}

/// The enumerable own string keys.
fn names(cx: &mut Cx, object: Object) -> JsResult<Vec<String>> {
    let keys = cx.own_property_keys(object)?;
    let mut names = Vec::new();
    for key in keys.iter().take(MOST) {
        let property = cx.to_property_key(key)?;
        let own = cx.get_own_property(object, property)?;
        if let Some(name) = key.as_string()
            && own.is_some_and(|own| own.is_enumerable())
        {
            names.push(cx.to_rust_string(name));
        }
    }
    Ok(names)
}

/// The elements of a list as texts.
fn texts(cx: &mut Cx, list: Object) -> JsResult<Vec<String>> {
    let length = cx.length_of_array_like(list)?.min(MOST as u64);
    let mut texts = Vec::new();
    for index in 0..length {
        let key = stilla_core::PropertyKey::from_index(cx, index);
        let value = cx.get(list, key)?;
        let text = cx.to_string(value)?;
        texts.push(cx.to_rust_string(text));
    }
    Ok(texts)
}

fn frame(head: &[String], rows: &[Vec<String>]) -> String {
    let widths: Vec<usize> = (0..head.len())
        .map(|column| {
            let cells = rows.iter().map(|row| width(&row[column]));
            cells.max().unwrap_or(0).max(width(&head[column])) + 2
        })
        .collect();
    let rule = |left: &str, middle: &str, right: &str| {
        let parts: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
        format!("{left}{}{right}", parts.join(middle))
    };
    let line = |cells: &[String]| {
        let parts: Vec<String> = cells
            .iter()
            .zip(&widths)
            .map(|(cell, room)| format!(" {cell}{}", " ".repeat(room - 1 - width(cell))))
            .collect();
        format!("│{}│", parts.join("│"))
    };
    let mut lines = vec![rule("┌", "┬", "┐"), line(head), rule("├", "┼", "┤")];
    lines.extend(rows.iter().map(|row| line(row)));
    lines.push(rule("└", "┴", "┘"));
    lines.join("\n")
}
