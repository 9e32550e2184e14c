//! YAML 1.2 with the core schema, read from the events of a parser: no recursion, and aliases are charged.
//!
//! Uses: the head. Never: the other formats.

use std::collections::{HashMap, HashSet};

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, Tag};

use crate::{DEEPEST, Entry, Fault, MOST_NODES, Node, Placed};

/// What is being read.
enum Open {
    List(usize, usize, Vec<Placed>),
    Map(usize, usize, OpenMap),
}

/// The entries so far, their names, and the name whose value comes next.
#[derive(Default)]
struct OpenMap {
    entries: Vec<Entry>,
    names: HashSet<String>,
    key: Option<(usize, String)>,
}

/// Reads one document, or nothing for an empty text. Several documents are a list.
pub(crate) fn read(text: &str) -> Result<Placed, Fault> {
    let mut builder = Builder {
        text,
        offset: (0, 0),
        open: Vec::new(),
        anchors: HashMap::new(),
        documents: Vec::new(),
        nodes: 0,
    };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| builder.fault_of(&error))?;
        builder.event(event, span)?;
    }
    let Builder { mut documents, .. } = builder;
    match documents.len() {
        0 => Ok(Placed {
            at: 0,
            node: Node::Null,
        }),
        1 => Ok(documents.remove(0)),
        _ => Ok(Placed {
            at: 0,
            node: Node::List(documents),
        }),
    }
}

struct Builder<'t> {
    text: &'t str,
    /// A place that was asked for: characters and bytes before it.
    offset: (usize, usize),
    open: Vec<Open>,
    /// The nodes that aliases may name, with their number of nodes.
    anchors: HashMap<usize, (Placed, usize)>,
    documents: Vec<Placed>,
    nodes: usize,
}

impl Builder<'_> {
    /// The byte of a character of the text. Places are asked for in nearly ascending order.
    fn byte(&mut self, characters: usize) -> usize {
        let (mut from, mut byte) = self.offset;
        if characters < from {
            (from, byte) = (0, 0);
        }
        let rest = self.text[byte..].char_indices().nth(characters - from);
        byte = rest.map_or(self.text.len(), |(at, _)| byte + at);
        self.offset = (characters, byte);
        byte
    }

    fn fault_of(&mut self, error: &ScanError) -> Fault {
        let at = self.byte(error.marker().index());
        Fault::new(at, error.info())
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Fault> {
        let at = self.byte(span.start.index());
        if self.open.len() > DEEPEST {
            return Err(Fault::new(at, "nested too deep"));
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let node = scalar(&text, style, tag.as_deref())
                    .ok_or_else(|| Fault::new(at, format!("'{text}' is not what its tag says")))?;
                self.close(Placed { at, node }, anchor, 1)
            }
            Event::SequenceStart(anchor, _) => {
                self.open.push(Open::List(at, anchor, Vec::new()));
                Ok(())
            }
            Event::MappingStart(anchor, _) => {
                self.open.push(Open::Map(at, anchor, OpenMap::default()));
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let (at, anchor, node) = match self.open.pop() {
                    Some(Open::List(at, anchor, items)) => (at, anchor, Node::List(items)),
                    Some(Open::Map(at, anchor, map)) => (at, anchor, merged(map)),
                    None => return Err(Fault::new(at, "nothing was begun")),
                };
                self.close(Placed { at, node }, anchor, 1)
            }
            Event::Alias(anchor) => {
                let Some((node, size)) = self.anchors.get(&anchor).cloned() else {
                    return Err(Fault::new(at, "an alias inside of what it names"));
                };
                self.close(node, 0, size)
            }
            _ => Ok(()),
        }
    }

    /// Puts a node that is whole where it belongs.
    fn close(&mut self, placed: Placed, anchor: usize, size: usize) -> Result<(), Fault> {
        let at = placed.at;
        self.nodes += size;
        if self.nodes > MOST_NODES + self.text.len() {
            return Err(Fault::new(at, "the aliases stand for too much"));
        }
        if anchor > 0 {
            let (size, depth) = extent(&placed.node);
            if depth + self.open.len() > DEEPEST {
                return Err(Fault::new(at, "nested too deep"));
            }
            self.anchors.insert(anchor, (placed.clone(), size));
        }
        match self.open.last_mut() {
            None => self.documents.push(placed),
            Some(Open::List(_, _, items)) => items.push(placed),
            Some(Open::Map(_, _, map)) => match map.key.take() {
                Some((at, key)) => {
                    if !map.names.insert(key.clone()) && key != "<<" {
                        return Err(Fault::new(at, format!("'{key}' stands twice")));
                    }
                    map.entries.push(Entry {
                        at,
                        key,
                        value: placed,
                    });
                }
                None => map.key = Some((at, key_text(placed)?)),
            },
        }
        Ok(())
    }
}

/// The number of nodes and the depth of a tree.
fn extent(node: &Node) -> (usize, usize) {
    let below = |parts: &mut dyn Iterator<Item = &Node>| {
        parts.map(extent).fold((1, 1), |(size, depth), part| {
            (size + part.0, depth.max(part.1 + 1))
        })
    };
    match node {
        Node::List(items) => below(&mut items.iter().map(|item| &item.node)),
        Node::Map(entries) => below(&mut entries.iter().map(|entry| &entry.value.node)),
        _ => (1, 1),
    }
}

fn key_text(key: Placed) -> Result<String, Fault> {
    match key.node {
        Node::Text(text) => Ok(text),
        Node::Null => Ok("null".to_owned()),
        Node::Bool(value) => Ok(value.to_string()),
        Node::Number(number) => Ok(crate::number_text(number)),
        Node::List(_) | Node::Map(_) => Err(Fault::new(key.at, "a key that is no scalar")),
    }
}

/// The entries of `<<` stand behind the others, which win.
fn merged(map: OpenMap) -> Node {
    let (entries, mut names) = (map.entries, map.names);
    if !names.contains("<<") {
        return Node::Map(entries);
    }
    let mut own = Vec::new();
    let mut foreign = Vec::new();
    for entry in entries {
        match (entry.key.as_str(), entry.value.node) {
            ("<<", Node::Map(entries)) => foreign.extend(entries),
            ("<<", Node::List(items)) => {
                foreign.extend(items.into_iter().flat_map(|item| match item.node {
                    Node::Map(entries) => entries,
                    _ => Vec::new(),
                }));
            }
            (_, node) => own.push(Entry {
                value: Placed {
                    at: entry.value.at,
                    node,
                },
                ..entry
            }),
        }
    }
    for entry in foreign {
        if names.insert(entry.key.clone()) {
            own.push(entry);
        }
    }
    Node::Map(own)
}

/// A scalar by the core schema; `None` if it is not what its tag says.
fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Option<Node> {
    let suffix = tag
        .filter(|tag| tag.is_yaml_core_schema())
        .map(|tag| tag.suffix.as_str());
    match suffix {
        Some("str") => return Some(Node::Text(text.to_owned())),
        Some("null") => return Some(Node::Null),
        Some("bool") => return boolean(text).map(Node::Bool),
        Some("int" | "float") => return number(text).map(Node::Number),
        _ => {}
    }
    if style != ScalarStyle::Plain || tag.is_some() {
        return Some(Node::Text(text.to_owned()));
    }
    Some(plain(text))
}

/// What a text without quotes means.
pub(crate) fn plain(text: &str) -> Node {
    if matches!(text, "" | "~" | "null" | "Null" | "NULL") {
        return Node::Null;
    }
    let value = boolean(text).map(Node::Bool);
    value
        .or_else(|| number(text).map(Node::Number))
        .unwrap_or_else(|| Node::Text(text.to_owned()))
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

fn number(text: &str) -> Option<f64> {
    for (prefix, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            let digits = digits
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric())
                .then_some(digits)?;
            return u64::from_str_radix(digits, radix)
                .ok()
                .map(|value| value as f64);
        }
    }
    let body = text.strip_prefix(['+', '-']).unwrap_or(text);
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    match body {
        ".inf" | ".Inf" | ".INF" => return Some(sign * f64::INFINITY),
        ".nan" | ".NaN" | ".NAN" if body == text => return Some(f64::NAN),
        _ => {}
    }
    let begins = body.starts_with(|c: char| c.is_ascii_digit())
        || body
            .strip_prefix('.')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let is_number = begins
        && body
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'));
    is_number
        .then(|| body.parse::<f64>().ok())
        .flatten()
        .map(|value| sign * value)
}

#[cfg(test)]
mod tests {
    use crate::{Format, Node};

    fn json(text: &str) -> String {
        crate::write_json(&Format::Yaml.read(text).expect("it is YAML").node)
    }

    #[test]
    fn the_core_schema_decides_types() {
        let text = "a: 1\nb: true\nc: ~\nd: 'x: y'\ne: [0x10, .5, yes]\nf:\n  - g: h\n";
        assert_eq!(
            json(text),
            r#"{"a":1,"b":true,"c":null,"d":"x: y","e":[16,0.5,"yes"],"f":[{"g":"h"}]}"#
        );
    }

    #[test]
    fn anchors_and_merges() {
        let text = "base: &b {x: 1, y: 2}\nown:\n  <<: *b\n  y: 3\n";
        assert_eq!(json(text), r#"{"base":{"x":1,"y":2},"own":{"y":3,"x":1}}"#);
    }

    #[test]
    fn aliases_do_not_explode() {
        let mut text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
        for n in 1..12 {
            let list = format!("*a{}", n - 1);
            text.push_str(&format!(
                "a{n}: &a{n} [{}]\n",
                [list.as_str(); 10].join(",")
            ));
        }
        let fault = Format::Yaml.read(&text).expect_err("it is too large");
        assert_eq!(fault.message, "the aliases stand for too much");
    }

    #[test]
    fn depth_is_bounded() {
        assert!(Format::Yaml.read(&"[".repeat(50_000)).is_err());
        assert!(Format::Yaml.read(&"- ".repeat(5_000)).is_err());
    }

    #[test]
    fn a_fault_has_a_place() {
        let text = "a: 1\nb: [1, 2\nc: 3\n";
        let fault = Format::Yaml.read(text).expect_err("the list does not end");
        assert!(fault.position(text).0 >= 2, "{fault:?}");
        let twice = Format::Yaml.read("a: 1\na: 2").expect_err("a stands twice");
        assert_eq!(twice.position("a: 1\na: 2"), (2, 1));
    }

    #[test]
    fn documents_are_a_list() {
        assert_eq!(json("---\n1\n---\n2\n"), "[1,2]");
        assert_eq!(Format::Yaml.read("").map(|tree| tree.node), Ok(Node::Null));
    }
}
