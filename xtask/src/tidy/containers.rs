//! Values in Rust containers: refused, because the collector does not see them there.
//!
//! The native stack is scanned, cells and traced buffers are traced; a `Vec<Value>` is neither. A place
//! that is right all the same says why on its line or in the comment above: `NOTE: traced because …` or
//! `NOTE: no safepoint because …`.
//!
//! Uses: tidy::source
//! Never: tidy::imports

use super::Finding;
use super::source::Source;

/// Crates in which `Value` is the engine's. The collector itself is exempt.
const CRATES: [&str; 9] = [
    "stilla-core",
    "stilla-builtins",
    "stilla",
    "stilla-host",
    "stilla-testing",
    "stilla-cli",
    "stilla-temporal",
    "stilla-intl",
    "stilla-derive",
];
const CONTAINERS: [&str; 13] = [
    "Vec",
    "VecDeque",
    "Box",
    "Rc",
    "Arc",
    "HashMap",
    "HashSet",
    "BTreeMap",
    "IndexMap",
    "FxHashMap",
    "SmallVec",
    "RefCell",
    "Mutex",
];
const EXCUSES: [&str; 2] = ["NOTE: traced because", "NOTE: no safepoint because"];

/// Checks one file.
pub fn check(source: &Source, findings: &mut Vec<Finding>) {
    if !CRATES.contains(&source.crate_name()) {
        return;
    }
    for (at, line) in source.production() {
        if let Some(container) = container_of_values(&line.code)
            && !is_excused(source, at)
        {
            let text = format!(
                "the collector does not see values in a `{container}`; use a `GcVec`, or say `NOTE: traced because …`"
            );
            findings.push(Finding::error(source, at + 1, "untraced-values", text));
        }
    }
}

/// The comment on the line or in the block of comments and attributes above it.
fn is_excused(source: &Source, at: usize) -> bool {
    let above = source.lines[..at].iter().rev().take_while(|line| {
        let code = line.code.trim();
        code.is_empty() && !line.comment.is_empty() || code.starts_with("#[")
    });
    std::iter::once(&source.lines[at])
        .chain(above)
        .any(|line| EXCUSES.iter().any(|excuse| line.comment.contains(excuse)))
}

fn container_of_values(code: &str) -> Option<&'static str> {
    CONTAINERS.into_iter().find(|container| {
        code.match_indices(container).any(|(at, _)| {
            let before = code[..at].chars().next_back();
            let whole = !before.is_some_and(|c| c.is_alphanumeric() || c == '_');
            let rest = code[at + container.len()..].trim_start_matches("::");
            whole
                && rest
                    .strip_prefix('<')
                    .is_some_and(|rest| holds_value(inside(rest)))
        })
    })
}

/// The text up to the bracket that closes what is open.
fn inside(rest: &str) -> &str {
    let mut depth = 1;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'<' => depth += 1,
            // The arrow of a function's type closes nothing.
            b'>' if at > 0 && rest.as_bytes()[at - 1] == b'-' => {}
            b'>' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &rest[..at];
        }
    }
    rest
}

fn holds_value(inner: &str) -> bool {
    let callable = inner.contains("dyn ") || inner.contains("fn(");
    let foreign = |at: usize| inner[..at].ends_with("::");
    !callable
        && inner.match_indices("Value").any(|(at, _)| {
            let before = inner[..at].chars().next_back();
            let after = inner[at + 5..].chars().next();
            let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
            !word(before) && !word(after) && !foreign(at)
        })
}

#[cfg(test)]
mod tests {
    use super::{Source, check, container_of_values};

    #[test]
    fn values_in_containers_are_found() {
        for code in [
            "Vec<Value>",
            "x: Box<[Value]>",
            "HashMap<u32, Value>",
            "RefCell<Option<Value>>",
            "Vec::<Value>::new()",
            "SmallVec<[Value; 4]>",
            "Vec<(Value, u32)>",
        ] {
            assert!(container_of_values(code).is_some(), "{code}");
        }
        for code in [
            "GcVec<Value>",
            "&[Value]",
            "Vec<ValueKind>",
            "Box<dyn Fn(&[Value]) -> Value>",
            "Vec<serde_json::Value>",
            "Option<Value>",
            "Vec<u8>, Value",
        ] {
            assert!(container_of_values(code).is_none(), "{code}");
        }
    }

    #[test]
    fn a_reason_excuses_and_tests_are_free() {
        let count = |text: &str| {
            let mut findings = Vec::new();
            check(
                &Source::new("crates/stilla-core/src/a.rs".to_owned(), text),
                &mut findings,
            );
            findings.len()
        };
        assert_eq!(count("let a: Vec<Value> = f();"), 1);
        assert_eq!(
            count(
                "// NOTE: no safepoint because nothing here calls out.\nlet a: Vec<Value> = f();"
            ),
            0
        );
        assert_eq!(
            count("let a: Vec<Value> = f(); // NOTE: traced because the cell traces it."),
            0
        );
        assert_eq!(
            count("#[cfg(test)]\nmod tests { fn f(a: Vec<Value>) {} }"),
            0
        );
    }
}
