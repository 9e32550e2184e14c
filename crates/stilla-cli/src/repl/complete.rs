//! What could follow: globals, properties, keywords, commands. Looks at values without running anything.
//!
//! Uses: stilla's machine, paint. Never: the editor.

use stilla::Runtime;
use stilla::core::{Cx, JsResult, Object, PropertyKey, Value};

use stilla_host::inspect::is_opaque;

use super::COMMANDS;
use super::paint::{CONSTANTS, keywords};

/// Prototypes that are looked at, and names that are offered.
const MOST_PROTOTYPES: usize = 100;
const MOST_NAMES: usize = 2_000;

/// Where the word begins that is to be completed, and what it could be: what is nearest first.
pub(super) fn complete(runtime: &mut Runtime, line: &str, at: usize) -> (usize, Vec<String>) {
    let before = &line[..at];
    if let Some(command) = before.strip_prefix('.') {
        let names = COMMANDS.iter().map(|(name, _, _)| (*name).to_owned());
        let names: Vec<String> = names
            .filter(|name| name[1..].starts_with(command))
            .collect();
        return (0, names);
    }
    let word = before.char_indices().rev().take_while(|(_, c)| is_word(*c));
    let start = word.last().map_or(at, |(start, _)| start);
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
            let words = keywords().chain(CONSTANTS.iter().copied());
            names.extend(words.map(|word| (0, word.to_owned())));
            Ok(names)
        }),
    };
    let mut names = found.unwrap_or_default();
    names.retain(|(_, name)| name.starts_with(prefix));
    names.sort();
    names.truncate(MOST_NAMES);
    let mut seen = std::collections::HashSet::new();
    let names = names.into_iter().map(|(_, name)| name);
    (
        start,
        names.filter(|name| seen.insert(name.clone())).collect(),
    )
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// What is written between an object and the part of it that is meant.
enum Step {
    Name(String),
    /// A literal of this class.
    Literal(&'static str),
    /// `new` of a class, or what a call of one of its constructors gives.
    New(String),
}

/// The object whose properties stand behind the dot: a chain of names and indexes, or a literal's prototype.
fn resolve(cx: &mut Cx, text: &str) -> JsResult<Option<Object>> {
    let global = cx.global_object();
    let Some(steps) = steps(text) else {
        return Ok(None);
    };
    let mut value: Option<Value> = None;
    for step in steps {
        let class = match &step {
            Step::Name(name) if value.is_none() && matches!(&**name, "this" | "globalThis") => {
                value = Some(global.into());
                continue;
            }
            Step::Name(name) => {
                let holder = match value {
                    None => Some(global),
                    Some(value) => holder(cx, value)?,
                };
                value = match holder {
                    Some(holder) => look(cx, holder, name)?,
                    None => None,
                };
                if value.is_none() {
                    return Ok(None);
                }
                continue;
            }
            Step::Literal(class) => *class,
            Step::New(class) => class.as_str(),
        };
        let class = look(cx, global, class)?.and_then(Value::as_object);
        value = match class {
            Some(class) => look(cx, class, "prototype")?,
            None => return Ok(None),
        };
    }
    match value {
        Some(value) => holder(cx, value),
        None => Ok(None),
    }
}

/// The chain that ends a text; `None` if looking does not tell what it is.
fn steps(text: &str) -> Option<Vec<Step>> {
    let mut rest = text;
    let mut steps = Vec::new();
    loop {
        let (step, before) = match rest.chars().next_back()? {
            ']' => match index(rest) {
                Some(found) => found,
                None => (Step::Literal("Array"), ""),
            },
            '"' | '\'' | '`' => (Step::Literal("String"), ""),
            '/' => (Step::Literal("RegExp"), ""),
            ')' => (construction(rest)?, ""),
            c if is_word(c) => {
                let start = rest.char_indices().rev().take_while(|(_, c)| is_word(*c));
                let start = start.last().map_or(0, |(start, _)| start);
                let name = rest[start..].to_owned();
                (Step::Name(name), &rest[..start])
            }
            _ => return None,
        };
        let is_begun = matches!(step, Step::Name(_));
        steps.push(step);
        rest = match before
            .strip_suffix("?.")
            .or_else(|| before.strip_suffix('.'))
        {
            _ if !is_begun => break,
            Some(before) => before,
            // An index stands directly behind what it belongs to.
            None if rest.ends_with(']') => before,
            None => break,
        };
    }
    steps.reverse();
    Some(steps)
}

/// `[3]` or `["name"]` at the end of a text, and what stands before it.
fn index(text: &str) -> Option<(Step, &str)> {
    let inner = text.strip_suffix(']')?;
    let at = inner.rfind('[')?;
    let (before, inner) = (&text[..at], &inner[at + 1..]);
    let is_owned = before.ends_with(|c| is_word(c) || c == ']');
    let quoted = ['"', '\''].into_iter().find_map(|mark| {
        let name = inner.strip_prefix(mark)?.strip_suffix(mark)?;
        (!name.contains(['\\', mark])).then_some(name)
    });
    let is_number = !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit());
    let name = quoted.or(is_number.then_some(inner)).filter(|_| is_owned)?;
    Some((Step::Name(name.to_owned()), before))
}

/// `new Map(…)` at the end of a text; a number in parentheses.
fn construction(text: &str) -> Option<Step> {
    let at = text.rfind('(')?;
    let inner = text[at + 1..].trim_end_matches(')');
    let before = text[..at].trim_end();
    if before.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Step::Literal("Number"));
    }
    let start = before.char_indices().rev().take_while(|(_, c)| is_word(*c));
    let start = start.last()?.0;
    let is_new = before[..start].trim_end().ends_with("new");
    is_new.then(|| Step::New(before[start..].to_owned()))
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

/// The names of all properties, inherited ones too, that can stand behind a dot, with how far away they are.
fn names_of(cx: &mut Cx, object: Object) -> JsResult<Vec<(usize, String)>> {
    let mut names = Vec::new();
    let mut next = Some(object);
    for distance in 0..MOST_PROTOTYPES {
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
                names.push((distance, name));
            }
        }
        next = object.raw_prototype();
    }
    Ok(names)
}
