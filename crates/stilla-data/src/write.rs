//! Writers: JSON, JSON5, JSONL, TOML, YAML.
//!
//! Uses: the head, yaml. Never: json, csv.

use std::fmt::Write as _;

use crate::{Entry, Fault, Node, Placed, number_text, yaml};

/// JSON on one line; what JSON has no numbers for is `null`.
#[must_use]
pub fn write_json(node: &Node) -> String {
    let mut text = String::new();
    json(node, &mut text);
    text
}

fn json(node: &Node, text: &mut String) {
    match node {
        Node::Null => text.push_str("null"),
        Node::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Node::Number(number) if !number.is_finite() => text.push_str("null"),
        Node::Number(number) => text.push_str(&number_text(*number)),
        Node::Text(value) => quote(value, text),
        Node::List(items) => {
            text.push('[');
            for (number, item) in items.iter().enumerate() {
                if number > 0 {
                    text.push(',');
                }
                json(&item.node, text);
            }
            text.push(']');
        }
        Node::Map(entries) => {
            text.push('{');
            for (number, entry) in entries.iter().enumerate() {
                if number > 0 {
                    text.push(',');
                }
                quote(&entry.key, text);
                text.push(':');
                json(&entry.value.node, text);
            }
            text.push('}');
        }
    }
}

/// A text in double quotes, as JSON, TOML and YAML read it.
fn quote(value: &str, text: &mut String) {
    text.push('"');
    for c in value.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c if c < ' ' || c == '\u{7f}' => {
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text.push('"');
}

/// A JSON value on each line.
///
/// # Errors
/// What is no list.
pub fn write_jsonl(node: &Node) -> Result<String, Fault> {
    let Node::List(items) = node else {
        return Err(Fault::new(
            0,
            format!("expected a list of lines, got {}", node.kind()),
        ));
    };
    let mut text = String::new();
    for item in items {
        json(&item.node, &mut text);
        text.push('\n');
    }
    Ok(text)
}

/// JSON5 for people: names without quotes where that is possible, two blanks for each level.
#[must_use]
pub fn write_json5(node: &Node) -> String {
    let mut text = String::new();
    json5(node, 0, &mut text);
    text
}

fn json5(node: &Node, level: usize, text: &mut String) {
    let indent = |text: &mut String, level: usize| {
        text.push('\n');
        text.push_str(&"  ".repeat(level));
    };
    match node {
        Node::Number(number) if number.is_nan() => text.push_str("NaN"),
        Node::Number(number) if number.is_infinite() => {
            text.push_str(if *number < 0.0 {
                "-Infinity"
            } else {
                "Infinity"
            });
        }
        Node::List(items) if !items.is_empty() => {
            text.push('[');
            for item in items {
                indent(text, level + 1);
                json5(&item.node, level + 1, text);
                text.push(',');
            }
            indent(text, level);
            text.push(']');
        }
        Node::Map(entries) if !entries.is_empty() => {
            text.push('{');
            for entry in entries {
                indent(text, level + 1);
                if is_name(&entry.key) {
                    text.push_str(&entry.key);
                } else {
                    quote(&entry.key, text);
                }
                text.push_str(": ");
                json5(&entry.value.node, level + 1, text);
                text.push(',');
            }
            indent(text, level);
            text.push('}');
        }
        _ => json(node, text),
    }
}

fn is_name(key: &str) -> bool {
    let is_first = |c: char| c.is_ascii_alphabetic() || c == '_' || c == '$';
    key.starts_with(is_first) && key.chars().all(|c| is_first(c) || c.is_ascii_digit())
}

/// A document of TOML: first what is no table, then the tables.
///
/// # Errors
/// What is no map; null, which TOML does not have.
pub fn write_toml(node: &Node) -> Result<String, Fault> {
    let Node::Map(entries) = node else {
        return Err(Fault::new(
            0,
            format!("expected a table, got {}", node.kind()),
        ));
    };
    let mut text = String::new();
    toml_table(entries, &mut Vec::new(), &mut text)?;
    Ok(text)
}

/// Whether a value stands under a header of its own.
fn is_table(node: &Node) -> bool {
    match node {
        Node::Map(_) => true,
        Node::List(items) => is_tables(items),
        _ => false,
    }
}

fn is_tables(items: &[Placed]) -> bool {
    !items.is_empty() && items.iter().all(|item| matches!(item.node, Node::Map(_)))
}

fn toml_table<'n>(
    entries: &'n [Entry],
    path: &mut Vec<&'n str>,
    text: &mut String,
) -> Result<(), Fault> {
    for entry in entries.iter().filter(|entry| !is_table(&entry.value.node)) {
        text.push_str(&toml_key(&entry.key));
        text.push_str(" = ");
        toml_value(&entry.value.node, text)
            .map_err(|fault| Fault::new(0, format!("{}: {}", entry.key, fault.message)))?;
        text.push('\n');
    }
    for entry in entries {
        path.push(&entry.key);
        match &entry.value.node {
            Node::Map(below) => {
                let needs_header =
                    below.is_empty() || below.iter().any(|entry| !is_table(&entry.value.node));
                if needs_header {
                    toml_header("[", path, "]", text);
                }
                toml_table(below, path, text)?;
            }
            Node::List(items) if is_tables(items) => {
                for item in items {
                    toml_header("[[", path, "]]", text);
                    if let Node::Map(below) = &item.node {
                        toml_table(below, path, text)?;
                    }
                }
            }
            _ => {}
        }
        path.pop();
    }
    Ok(())
}

fn toml_header(open: &str, path: &[&str], close: &str, text: &mut String) {
    if !text.is_empty() {
        text.push('\n');
    }
    let path: Vec<String> = path.iter().map(|key| toml_key(key)).collect();
    let _ = writeln!(text, "{open}{}{close}", path.join("."));
}

fn toml_key(key: &str) -> String {
    let is_bare = !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if is_bare {
        return key.to_owned();
    }
    let mut text = String::new();
    quote(key, &mut text);
    text
}

fn toml_value(node: &Node, text: &mut String) -> Result<(), Fault> {
    match node {
        Node::Null => return Err(Fault::new(0, "TOML has no null")),
        Node::Number(number) if number.is_nan() => text.push_str("nan"),
        Node::Number(number) if number.is_infinite() => {
            text.push_str(if *number < 0.0 { "-inf" } else { "inf" });
        }
        Node::Number(number) if number.fract() == 0.0 && number.abs() >= 9.2e18 => {
            let _ = write!(text, "{number:e}");
        }
        Node::Number(number) => text.push_str(&number_text(*number)),
        Node::List(items) => {
            text.push('[');
            for (number, item) in items.iter().enumerate() {
                if number > 0 {
                    text.push_str(", ");
                }
                toml_value(&item.node, text)?;
            }
            text.push(']');
        }
        Node::Map(entries) => {
            text.push('{');
            for (number, entry) in entries.iter().enumerate() {
                text.push_str(if number > 0 { ", " } else { " " });
                let _ = write!(text, "{} = ", toml_key(&entry.key));
                toml_value(&entry.value.node, text)?;
            }
            text.push_str(if entries.is_empty() { "}" } else { " }" });
        }
        _ => json(node, text),
    }
    Ok(())
}

/// A document of YAML in its block style.
#[must_use]
pub fn write_yaml(node: &Node) -> String {
    let mut text = String::new();
    yaml_value(node, 0, &mut text);
    text.trim_start_matches([' ', '\n']).to_owned()
}

/// Writes what stands behind a key or a dash, with the line break at its end.
fn yaml_value(node: &Node, level: usize, text: &mut String) {
    match node {
        Node::List(items) if !items.is_empty() => {
            text.push('\n');
            for item in items {
                text.push_str(&"  ".repeat(level));
                text.push('-');
                yaml_below(&item.node, level + 1, text);
            }
        }
        Node::Map(entries) if !entries.is_empty() => {
            text.push('\n');
            for entry in entries {
                text.push_str(&"  ".repeat(level));
                yaml_entry(entry, level, text);
            }
        }
        _ => {
            text.push(' ');
            yaml_scalar(node, text);
            text.push('\n');
        }
    }
}

fn yaml_entry(entry: &Entry, level: usize, text: &mut String) {
    yaml_text(&entry.key, text);
    text.push(':');
    yaml_value(&entry.value.node, level + 1, text);
}

/// What stands behind a dash: the first entry of a map stands on its line.
fn yaml_below(node: &Node, level: usize, text: &mut String) {
    match node {
        Node::Map(entries) if !entries.is_empty() => {
            for (number, entry) in entries.iter().enumerate() {
                match number {
                    0 => text.push(' '),
                    _ => text.push_str(&"  ".repeat(level)),
                }
                yaml_entry(entry, level, text);
            }
        }
        _ => yaml_value(node, level, text),
    }
}

fn yaml_scalar(node: &Node, text: &mut String) {
    match node {
        Node::Number(number) if number.is_nan() => text.push_str(".nan"),
        Node::Number(number) if number.is_infinite() => {
            text.push_str(if *number < 0.0 { "-.inf" } else { ".inf" });
        }
        Node::Text(value) => yaml_text(value, text),
        _ => json(node, text),
    }
}

/// A text, in quotes where it would mean something else without them.
fn yaml_text(value: &str, text: &mut String) {
    let is_plain = yaml::plain(value) == Node::Text(value.to_owned())
        && value.trim() == value
        && !value.starts_with(|c: char| "-?:,[]{}#&*!|>'\"%@`<=.".contains(c))
        && !value.contains(": ")
        && !value.contains(" #")
        && !value.ends_with(':')
        && value.chars().all(|c| {
            !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{feff}')
        })
        && !matches!(
            value.to_ascii_lowercase().as_str(),
            "y" | "n" | "yes" | "no" | "on" | "off"
        );
    match is_plain {
        true => text.push_str(value),
        false => quote(value, text),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Format, Node, write_json};

    const SAMPLE: &str = r#"{"s":"a: \"b\"\n","n":[1,-0.5,1e+21],"empty":{"l":[],"m":{}},"rows":[{"a":1,"b":[{"c":"true"}]},{"a":2}],"x y":{"z":{"q":" "}},"t":[[1],[2,["3"]]]}"#;

    #[test]
    fn every_tree_comes_back() {
        let tree = Format::Json.read(SAMPLE).expect("it is JSON").node;
        for format in [Format::Json, Format::Json5, Format::Yaml, Format::Toml] {
            let text = format.write(&tree).expect("it can be written");
            let again = format
                .read(&text)
                .unwrap_or_else(|fault| panic!("{format:?} {fault:?}\n{text}"));
            let mut sorted = [sort(&write_json(&again.node)), sort(&write_json(&tree))];
            sorted.sort();
            assert_eq!(sorted[0], sorted[1], "{format:?}\n{text}");
        }
    }

    /// The letters of a text: the order of the entries is not that of TOML.
    fn sort(text: &str) -> Vec<char> {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    }

    #[test]
    fn yaml_has_byte_order_marks_only_in_quotes() {
        for text in ["\u{feff}", "a\u{feff}b", "\u{feff}: 1"] {
            let text = format!("[{text:?}]").replace("\\u{feff}", "\u{feff}");
            let tree = Format::Json.read(&text).expect("it is JSON").node;
            let Node::List(items) = &tree else {
                unreachable!("it is a list")
            };
            for tree in [&tree, &items[0].node] {
                let written = Format::Yaml.write(tree).expect("it can be written");
                let again = Format::Yaml.read(&written).expect("it is YAML").node;
                assert_eq!(write_json(&again), write_json(tree));
            }
        }
    }

    #[test]
    fn toml_has_no_null() {
        let tree = Format::Json.read("{\"a\":null}").expect("JSON").node;
        let fault = Format::Toml.write(&tree).expect_err("null");
        assert_eq!(fault.message, "a: TOML has no null");
    }
}
