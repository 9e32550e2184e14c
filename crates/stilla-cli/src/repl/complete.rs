//! What could follow: globals, properties, keywords, commands. Looks at values without running anything.
//!
//! Uses: stilla's machine, paint. Never: the editor.

use stilla::Runtime;
use stilla::core::{Cx, JsResult, Kind, Object, PropertyKey, Value};

use super::COMMANDS;
use super::paint::{CONSTANTS, KEYWORDS};

/// Prototypes that are looked at, and names that are offered.
const MOST_PROTOTYPES: usize = 100;
const MOST_NAMES: usize = 2_000;

/// Where the word begins that is to be completed, and what it could be.
pub(super) fn complete(runtime: &mut Runtime, line: &str, at: usize) -> (usize, Vec<String>) {
    let before = &line[..at];
    if let Some(command) = before.strip_prefix('.') {
        let names = COMMANDS.iter().map(|(name, _, _)| (*name).to_owned());
        let names: Vec<String> = names
            .filter(|name| name[1..].starts_with(command))
            .collect();
        return (0, names);
    }
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_word(*c))
        .last()
        .map_or(at, |(start, _)| start);
    let prefix = &before[start..];
    let owner = &before[..start];
    let found = match owner.strip_suffix("?.").or_else(|| owner.strip_suffix('.')) {
        Some(owner) if !owner.ends_with('.') => runtime.enter(|cx| match resolve(cx, owner)? {
            Some(object) => names_of(cx, object),
            None => Ok(Vec::new()),
        }),
        Some(_) => Ok(Vec::new()),
        None if prefix.is_empty() => Ok(Vec::new()),
        None => runtime.enter(|cx| {
            let global = cx.global_object();
            let mut names = names_of(cx, global)?;
            names.extend(
                KEYWORDS
                    .iter()
                    .chain(CONSTANTS)
                    .map(|word| (*word).to_owned()),
            );
            Ok(names)
        }),
    };
    let mut names = found.unwrap_or_default();
    names.retain(|name| name.starts_with(prefix));
    names.sort();
    names.dedup();
    names.truncate(MOST_NAMES);
    (start, names)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// The object whose properties stand behind the dot: a chain of names, or a literal's prototype.
fn resolve(cx: &mut Cx, text: &str) -> JsResult<Option<Object>> {
    let global = cx.global_object();
    let literal = match text.chars().next_back() {
        Some('"' | '\'' | '`') => Some("String"),
        Some(']') => Some("Array"),
        Some('/') => Some("RegExp"),
        _ => None,
    };
    if let Some(class) = literal {
        let class = look(cx, global, class)?.and_then(Value::as_object);
        return match class {
            Some(class) => Ok(look(cx, class, "prototype")?.and_then(Value::as_object)),
            None => Ok(None),
        };
    }
    let start = text
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_word(*c) || matches!(c, '.' | '?'))
        .last()
        .map_or(text.len(), |(start, _)| start);
    let mut names = text[start..]
        .split('.')
        .map(|name| name.trim_end_matches('?'));
    let mut value = match names.next() {
        None | Some("") => return Ok(None),
        Some("this" | "globalThis") => global.into(),
        Some(name) => match look(cx, global, name)? {
            Some(value) => value,
            None => return Ok(None),
        },
    };
    for name in names {
        let Some(object) = holder(cx, value)? else {
            return Ok(None);
        };
        match look(cx, object, name)? {
            Some(next) => value = next,
            None => return Ok(None),
        }
    }
    holder(cx, value)
}

/// The object that has the properties of a value.
fn holder(cx: &mut Cx, value: Value) -> JsResult<Option<Object>> {
    if value.is_nullish() {
        return Ok(None);
    }
    cx.to_object(value).map(Some)
}

/// A data property of the object or its prototypes.
fn look(cx: &mut Cx, object: Object, name: &str) -> JsResult<Option<Value>> {
    let key = PropertyKey::from_str(cx, name);
    let mut next = Some(object);
    for _ in 0..MOST_PROTOTYPES {
        let Some(object) = next.filter(|object| !is_opaque(*object)) else {
            break;
        };
        if let Some(own) = cx.get_own_property(object, key)? {
            return Ok(own.value);
        }
        next = object.raw_prototype();
    }
    Ok(None)
}

/// Whether asking the object runs code.
fn is_opaque(object: Object) -> bool {
    matches!(
        object.kind(),
        Kind::Proxy | Kind::ModuleNamespace | Kind::Host
    )
}

/// The names of all properties, inherited ones too, that can stand behind a dot.
fn names_of(cx: &mut Cx, object: Object) -> JsResult<Vec<String>> {
    let mut names = Vec::new();
    let mut next = Some(object);
    for _ in 0..MOST_PROTOTYPES {
        let Some(object) = next.filter(|object| !is_opaque(*object)) else {
            break;
        };
        let keys = cx.own_names(object)?;
        for key in keys.iter().take(MOST_NAMES) {
            let Some(name) = key.as_string() else {
                continue;
            };
            let name = cx.to_rust_string(name);
            let is_name = name.chars().next().is_some_and(|c| !c.is_numeric());
            if is_name && name.chars().all(is_word) {
                names.push(name);
            }
        }
        next = object.raw_prototype();
    }
    Ok(names)
}
