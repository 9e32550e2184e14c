//! TOML, read by the crate of that name. Dates and times are texts, as they stand.
//!
//! Uses: the head. Never: the other formats.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::{Entry, Fault, Node, Placed};

/// Reads a document. The parser refuses depth beyond 80.
pub(crate) fn read(text: &str) -> Result<Placed, Fault> {
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        Fault::new(at, error.message().replace('\n', ", "))
    })?;
    Ok(Placed {
        at: 0,
        node: map(table.into_inner())?,
    })
}

fn map(table: DeTable<'_>) -> Result<Node, Fault> {
    let mut entries = Vec::new();
    for (key, value) in table {
        entries.push(Entry {
            at: key.span().start,
            key: key.into_inner().into_owned(),
            value: placed(value)?,
        });
    }
    entries.sort_by_key(|entry| entry.at);
    Ok(Node::Map(entries))
}

fn placed(value: Spanned<DeValue<'_>>) -> Result<Placed, Fault> {
    let span: Range<usize> = value.span();
    let at = span.start;
    let node = match value.into_inner() {
        DeValue::String(text) => Node::Text(text.into_owned()),
        DeValue::Integer(number) => {
            let digits = number.as_str();
            let value = i64::from_str_radix(digits, number.radix())
                .map_err(|_| Fault::new(at, "the number is too large"))?;
            Node::Number(value as f64)
        }
        DeValue::Float(number) => {
            let value: f64 = number
                .as_str()
                .parse()
                .map_err(|_| Fault::new(at, "not a number"))?;
            Node::Number(value)
        }
        DeValue::Boolean(value) => Node::Bool(value),
        DeValue::Datetime(time) => Node::Text(time.to_string()),
        DeValue::Array(items) => {
            let items: Result<Vec<Placed>, Fault> = items.into_iter().map(placed).collect();
            Node::List(items?)
        }
        DeValue::Table(table) => map(table)?,
    };
    Ok(Placed { at, node })
}

#[cfg(test)]
mod tests {
    use crate::{Format, Node};

    #[test]
    fn a_document_keeps_its_order() {
        let text =
            "z = 1\na = 0x1f\nt = 2024-01-02T03:04:05Z\n[[list]]\nn = 1.5\n[[list]]\nn = -inf";
        let tree = Format::Toml.read(text).expect("it is TOML").node;
        let Node::Map(entries) = &tree else {
            panic!("a table")
        };
        let keys: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(keys, ["z", "a", "t", "list"]);
        assert_eq!(tree.get("a"), Some(&Node::Number(31.0)));
        assert_eq!(
            tree.get("t"),
            Some(&Node::Text("2024-01-02T03:04:05Z".to_owned()))
        );
    }

    #[test]
    fn a_fault_has_a_place() {
        let text = "a = 1\nb = \n";
        let fault = Format::Toml.read(text).expect_err("b has no value");
        assert_eq!(fault.position(text).0, 2, "{fault:?}");
    }

    #[test]
    fn depth_is_bounded() {
        for text in [
            format!("a = {}", "[".repeat(100_000)),
            format!("{}a = 1", "a.".repeat(100_000)),
            format!("[{}a]", "a.".repeat(100_000)),
        ] {
            assert!(Format::Toml.read(&text).is_err());
        }
    }
}
