//! Data formats: any text is read or refused, and what was read can be written and read again.
//!
//! Uses: stilla-data.
//! Never: stilla.

use stilla_data::{Entry, Format, Node, Placed};

/// The first byte chooses the format.
pub fn data(input: &[u8]) {
    let Some((choice, text)) = input.split_first() else {
        return;
    };
    let Ok(text) = std::str::from_utf8(text) else {
        return;
    };
    let names = ["json", "json5", "jsonl", "toml", "yaml", "csv", "tsv"];
    let name = names[usize::from(*choice) % names.len()];
    let format = Format::named(name).expect("a format has its name");
    let tree = match format.read(text) {
        Ok(tree) => tree,
        Err(fault) => {
            let (line, column) = fault.position(text);
            assert!(line > 0 && column > 0);
            return;
        }
    };
    // Not every tree has a text in every format, but what is written says the same.
    let Ok(written) = format.write(&tree.node) else {
        return;
    };
    let again = format.read(&written);
    let again =
        again.unwrap_or_else(|fault| panic!("{name} refuses what it wrote: {fault:?}\n{written}"));
    assert!(
        same(&tree, &again),
        "{name} wrote something else:\n{written}\n{tree:?}\n{again:?}"
    );
}

fn same(one: &Placed, other: &Placed) -> bool {
    let mut pending = vec![(&one.node, &other.node)];
    while let Some(pair) = pending.pop() {
        let equal = match pair {
            // JSON has no text for it.
            (Node::Number(a), Node::Null) => !a.is_finite(),
            (Node::Number(a), Node::Number(b)) => a == b || a.is_nan() && b.is_nan(),
            (Node::List(a), Node::List(b)) => {
                pending.extend(a.iter().zip(b).map(|(a, b)| (&a.node, &b.node)));
                a.len() == b.len()
            }
            // Of a name that stands there twice, one value is written.
            (Node::Map(a), _) if has_a_name_twice(a) => true,
            (Node::Map(a), Node::Map(b)) => {
                pending.extend(a.iter().zip(b).map(|(a, b)| (&a.value.node, &b.value.node)));
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.key == b.key)
            }
            (a, b) => a == b,
        };
        if !equal {
            return false;
        }
    }
    true
}

fn has_a_name_twice(entries: &[Entry]) -> bool {
    let mut names: Vec<&str> = entries.iter().map(|entry| &*entry.key).collect();
    names.sort_unstable();
    names.windows(2).any(|pair| pair[0] == pair[1])
}
