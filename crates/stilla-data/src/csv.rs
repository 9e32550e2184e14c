//! Separated values after RFC 4180: fields in quotes may hold separators, line breaks and doubled quotes.
//!
//! Uses: the head. Never: the other formats.

use crate::{Entry, Fault, Node, Placed, number_text};

/// What a row becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A map with the names of the first row.
    Named,
    /// A list; the first row is one as the others.
    Lists,
}

/// Reads rows. All fields are texts.
///
/// # Errors
/// Quotes that do not end, rows that are longer than the names.
///
/// # Examples
/// ```
/// use stilla_data::{Shape, read_csv, write_json};
///
/// let rows = read_csv("a;b\n1;2", ';', Shape::Named)?;
/// assert_eq!(write_json(&rows.node), r#"[{"a":"1","b":"2"}]"#);
/// # Ok::<(), stilla_data::Fault>(())
/// ```
pub fn read_csv(text: &str, separator: char, shape: Shape) -> Result<Placed, Fault> {
    let mut rows = rows(text, separator)?.into_iter();
    let placed = |node| Placed { at: 0, node };
    if shape == Shape::Lists {
        let rows = rows.map(|(at, row)| Placed {
            at,
            node: Node::List(row),
        });
        return Ok(placed(Node::List(rows.collect())));
    }
    let names: Vec<String> = rows
        .next()
        .map(|(_, row)| row.into_iter().map(|field| text_of(field.node)).collect())
        .unwrap_or_default();
    let mut items = Vec::new();
    for (at, row) in rows {
        if row.len() > names.len() {
            let message = format!("{} fields, but {} names", row.len(), names.len());
            return Err(Fault::new(at, message));
        }
        let mut fields = row.into_iter();
        let entries = names.iter().map(|name| {
            let value = fields.next().unwrap_or(Placed {
                at,
                node: Node::Text(String::new()),
            });
            Entry {
                at: value.at,
                key: name.clone(),
                value,
            }
        });
        items.push(Placed {
            at,
            node: Node::Map(entries.collect()),
        });
    }
    Ok(placed(Node::List(items)))
}

fn text_of(node: Node) -> String {
    match node {
        Node::Text(text) => text,
        _ => String::new(),
    }
}

/// The rows with their places; a blank line is none.
fn rows(text: &str, separator: char) -> Result<Vec<(usize, Vec<Placed>)>, Fault> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut row_start = 0;
    let mut at = 0;
    while at < text.len() {
        let (field, end) = field(text, at, separator)?;
        row.push(Placed {
            at,
            node: Node::Text(field),
        });
        let rest = &text[end..];
        at = end;
        if rest.starts_with(separator) {
            at += separator.len_utf8();
            if at == text.len() {
                row.push(Placed {
                    at,
                    node: Node::Text(String::new()),
                });
            } else {
                continue;
            }
        } else if rest.starts_with("\r\n") {
            at += 2;
        } else if !rest.is_empty() {
            at += 1;
        }
        // NOTE: an empty field in quotes is a row.
        let is_blank = end == row_start;
        let whole = std::mem::take(&mut row);
        if !is_blank {
            rows.push((row_start, whole));
        }
        row_start = at;
    }
    Ok(rows)
}

/// The field that begins at `at`, and where it ends.
fn field(text: &str, at: usize, separator: char) -> Result<(String, usize), Fault> {
    let rest = &text[at..];
    let is_end = |c: char| c == separator || c == '\n' || c == '\r';
    let Some(inside) = rest.strip_prefix('"') else {
        let end = rest.find(is_end).unwrap_or(rest.len());
        return Ok((rest[..end].to_owned(), at + end));
    };
    let mut field = String::new();
    let mut from = 0;
    loop {
        let Some(quote) = inside[from..].find('"') else {
            return Err(Fault::new(at, "the quotes do not end"));
        };
        field.push_str(&inside[from..from + quote]);
        from += quote + 1;
        if inside[from..].starts_with('"') {
            field.push('"');
            from += 1;
            continue;
        }
        let end = at + 1 + from;
        return match inside[from..].chars().next() {
            Some(c) if !is_end(c) => Err(Fault::new(end, "text behind the quotes")),
            _ => Ok((field, end)),
        };
    }
}

/// Writes a list of maps with a row of names first, or a list of lists.
///
/// # Errors
/// The tree is not of that form.
pub fn write_csv(node: &Node, separator: char) -> Result<String, Fault> {
    let Node::List(rows) = node else {
        return Err(Fault::new(
            0,
            format!("expected a list of rows, got {}", node.kind()),
        ));
    };
    let mut names: Vec<&str> = Vec::new();
    for row in rows {
        if let Node::Map(entries) = &row.node {
            for entry in entries {
                if !names.contains(&entry.key.as_str()) {
                    names.push(&entry.key);
                }
            }
        }
    }
    let mut text = String::new();
    if !names.is_empty() {
        let names: Vec<String> = names.iter().map(|name| quoted(name, separator)).collect();
        push_row(&mut text, &names, separator);
    }
    for row in rows {
        let fields: Result<Vec<String>, Fault> = match &row.node {
            Node::List(items) => items
                .iter()
                .map(|item| plain(Some(&item.node), separator))
                .collect(),
            Node::Map(_) => names
                .iter()
                .map(|name| plain(row.node.get(name), separator))
                .collect(),
            other => Err(Fault::new(
                0,
                format!("expected a row, got {}", other.kind()),
            )),
        };
        push_row(&mut text, &fields?, separator);
    }
    Ok(text)
}

fn push_row(text: &mut String, fields: &[String], separator: char) {
    // NOTE: a blank line is no row, so that a row with one empty field needs its quotes.
    match fields {
        [only] if only.is_empty() => text.push_str("\"\""),
        _ => text.push_str(&fields.join(&separator.to_string())),
    }
    text.push('\n');
}

fn plain(node: Option<&Node>, separator: char) -> Result<String, Fault> {
    Ok(match node {
        None | Some(Node::Null) => String::new(),
        Some(Node::Bool(value)) => value.to_string(),
        Some(Node::Number(number)) => number_text(*number),
        Some(Node::Text(text)) => quoted(text, separator),
        Some(other) => {
            return Err(Fault::new(
                0,
                format!("{} is no field of a row", other.kind()),
            ));
        }
    })
}

fn quoted(text: &str, separator: char) -> String {
    let needs = text.contains([separator, '"', '\n', '\r']);
    match needs {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, write_json};

    #[test]
    fn quotes_hold_anything() {
        let text = "name,note\r\nada,\"a \"\"b\"\", c\nd\"\r\n\r\nbob\n";
        let tree = Format::Csv.read(text).expect("it is CSV").node;
        assert_eq!(
            write_json(&tree),
            "[{\"name\":\"ada\",\"note\":\"a \\\"b\\\", c\\nd\"},{\"name\":\"bob\",\"note\":\"\"}]"
        );
        let again = write_csv(&tree, ',').expect("it is rows");
        assert_eq!(
            Format::Csv.read(&again).map(|tree| write_json(&tree.node)),
            Ok(write_json(&tree))
        );
    }

    #[test]
    fn a_first_name_may_begin_with_a_byte_order_mark() {
        let tree = Format::Csv.read("\n\u{feff}a\n1").expect("it is CSV").node;
        let again = Format::Csv.write(&tree).expect("it is rows");
        let again = Format::Csv.read(&again).expect("it is CSV").node;
        assert_eq!(write_json(&again), write_json(&tree));
    }

    #[test]
    fn an_empty_field_in_quotes_is_a_row() {
        let tree = read_csv("a\n\"\"\n\n1\n", ',', Shape::Named).expect("rows");
        assert_eq!(write_json(&tree.node), r#"[{"a":""},{"a":"1"}]"#);
        let again = Format::Csv.write(&tree.node).expect("it is rows");
        assert_eq!(again, "a\n\"\"\n1\n");
    }

    #[test]
    fn rows_may_be_lists() {
        let tree = read_csv("a\tb\n1\t", '\t', Shape::Lists).expect("rows");
        assert_eq!(write_json(&tree.node), r#"[["a","b"],["1",""]]"#);
    }

    #[test]
    fn faults_have_places() {
        let fault = Format::Csv.read("a\n1,2").expect_err("too many fields");
        assert_eq!(
            (fault.at, fault.message.as_str()),
            (2, "2 fields, but 1 names")
        );
        assert!(Format::Csv.read("a\n\"x").is_err() && Format::Csv.read("a\n\"x\"y").is_err());
    }
}
