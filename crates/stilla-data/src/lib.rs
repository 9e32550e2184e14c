//! Data formats as trees: JSON, JSON5, JSONL, TOML, YAML, CSV, TSV.
//!
//! Each format has a reader and a writer for the same [`Node`], whose places in the text are kept, so that who
//! looks at the tree can say where something is wrong. Trees are nowhere deeper than [`DEEPEST`].
//!
//! Uses: the parsers of TOML and YAML. Never: anything of the engine.
#![forbid(unsafe_code)]

mod csv;
mod json;
mod toml;
mod write;
mod yaml;

pub use csv::{Shape, read_csv, write_csv};
pub use write::{write_json, write_json5, write_jsonl, write_toml, write_yaml};

/// The deepest nesting of a tree.
pub const DEEPEST: usize = 256;
/// The most nodes of a tree beyond one for each byte of the text: aliases of YAML make large trees of small texts.
pub const MOST_NODES: usize = 1_000_000;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A number; whole numbers beyond 2⁵³ lose digits as in JSON.
    Number(f64),
    /// A text.
    Text(String),
    /// Values in an order.
    List(Vec<Placed>),
    /// Values with names, in the order of the text.
    Map(Vec<Entry>),
}

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The byte of the text at which it begins.
    pub at: usize,
    /// The value.
    pub node: Node,
}

/// A value with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The byte of the text at which the name begins.
    pub at: usize,
    /// The name.
    pub key: String,
    /// The value.
    pub value: Placed,
}

/// Why a text is not of its format, or a tree can't be written in one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The byte of the text.
    pub at: usize,
    /// What is wrong.
    pub message: String,
}

impl Fault {
    fn new(at: usize, message: impl Into<String>) -> Fault {
        Fault {
            at,
            message: message.into(),
        }
    }

    /// Line and column of the fault, both from 1, the column in characters.
    #[must_use]
    pub fn position(&self, text: &str) -> (usize, usize) {
        position(text, self.at)
    }
}

/// Line and column of a byte, both from 1, the column in characters.
///
/// # Examples
/// ```
/// assert_eq!(stilla_data::position("a\nbc", 3), (2, 2));
/// ```
#[must_use]
pub fn position(text: &str, at: usize) -> (usize, usize) {
    let mut end = at.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (
        before.matches('\n').count() + 1,
        before[start..].chars().count() + 1,
    )
}

/// A format of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// JSON.
    Json,
    /// JSON with comments, trailing commas, and what else people write.
    Json5,
    /// A JSON value on each line.
    Jsonl,
    /// TOML 1.1.
    Toml,
    /// YAML 1.2 with its core schema.
    Yaml,
    /// Comma-separated values, the first line is the names.
    Csv,
    /// The same with tabs.
    Tsv,
}

impl Format {
    /// All formats.
    pub const ALL: &'static [Format] = &[
        Format::Json,
        Format::Json5,
        Format::Jsonl,
        Format::Toml,
        Format::Yaml,
        Format::Csv,
        Format::Tsv,
    ];

    /// The name, which is also the ending of file names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Json5 => "json5",
            Format::Jsonl => "jsonl",
            Format::Toml => "toml",
            Format::Yaml => "yaml",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
        }
    }

    /// The format with this name or ending.
    #[must_use]
    pub fn named(name: &str) -> Option<Format> {
        match name {
            "yml" => Some(Format::Yaml),
            "ndjson" => Some(Format::Jsonl),
            "jsonc" => Some(Format::Json5),
            _ => Format::ALL
                .iter()
                .copied()
                .find(|format| format.name() == name),
        }
    }

    /// Reads a text.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    ///
    /// # Examples
    /// ```
    /// use stilla_data::{Format, Node};
    ///
    /// let tree = Format::Toml.read("[a]\nb = 1")?;
    /// assert_eq!(tree.node.get("a").and_then(|a| a.get("b")), Some(&Node::Number(1.0)));
    /// let fault = Format::Json.read("{\n  1}").unwrap_err();
    /// assert_eq!(fault.position("{\n  1}"), (2, 3));
    /// # Ok::<(), stilla_data::Fault>(())
    /// ```
    pub fn read(self, text: &str) -> Result<Placed, Fault> {
        // A byte order mark is no part of the text.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        match self {
            Format::Json => json::read(text, json::Dialect::Json),
            Format::Json5 => json::read(text, json::Dialect::Json5),
            Format::Jsonl => json::read_lines(text),
            Format::Toml => toml::read(text),
            Format::Yaml => yaml::read(text),
            Format::Csv => read_csv(text, ',', Shape::Named),
            Format::Tsv => read_csv(text, '\t', Shape::Named),
        }
    }

    /// Writes a tree.
    ///
    /// # Errors
    /// The format has no way to say it.
    ///
    /// # Examples
    /// ```
    /// use stilla_data::Format;
    ///
    /// let tree = Format::Json.read(r#"{"a": [1, "two"]}"#)?;
    /// assert_eq!(Format::Yaml.write(&tree.node)?, "a:\n  - 1\n  - two\n");
    /// # Ok::<(), stilla_data::Fault>(())
    /// ```
    pub fn write(self, node: &Node) -> Result<String, Fault> {
        let mut text = match self {
            Format::Json => write_json(node),
            Format::Json5 => write_json5(node),
            Format::Jsonl => write_jsonl(node)?,
            Format::Toml => write_toml(node)?,
            Format::Yaml => write_yaml(node),
            Format::Csv => write_csv(node, ',')?,
            Format::Tsv => write_csv(node, '\t')?,
        };
        // The first one is taken for a mark of the byte order when it is read.
        if text.starts_with('\u{feff}') {
            text.insert(0, '\u{feff}');
        }
        Ok(text)
    }
}

impl Node {
    /// The value with this name.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        match self {
            Node::Map(entries) => {
                let entry = entries.iter().rev().find(|entry| entry.key == key)?;
                Some(&entry.value.node)
            }
            _ => None,
        }
    }

    /// What kind of value it is, for a message.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Node::Null => "null",
            Node::Bool(_) => "a boolean",
            Node::Number(_) => "a number",
            Node::Text(_) => "a string",
            Node::List(_) => "a list",
            Node::Map(_) => "a table",
        }
    }
}

/// A number as JavaScript writes it.
fn number_text(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    if number.abs() >= 1e21 || number.abs() < 1e-6 {
        let text = format!("{number:e}");
        return match text.split_once('e') {
            Some((digits, power)) if !power.starts_with('-') => format!("{digits}e+{power}"),
            _ => text,
        };
    }
    number.to_string()
}
