//! Rooms: names, heads and sizes of files.
//!
//! Uses: tidy::source
//! Never: tidy::imports

use super::Finding;
use super::source::Source;

const NAMES: [&str; 9] = [
    "mod", "util", "utils", "helper", "helpers", "common", "misc", "types", "manager",
];
const LARGE: usize = 600;
const MOST: usize = 1000;

/// Checks one file.
pub fn check(source: &Source, findings: &mut Vec<Finding>) {
    let stem = source
        .name
        .rsplit('/')
        .next()
        .unwrap_or("")
        .trim_end_matches(".rs");
    if NAMES.contains(&stem) {
        findings.push(Finding::error(
            source,
            1,
            "room-name",
            format!("`{stem}` names nothing; call the room after what it holds"),
        ));
    }
    let head = source.head.join("\n");
    if head.trim().is_empty() {
        findings.push(Finding::error(
            source,
            1,
            "room-head",
            "a file opens with `//!`: what this room is for",
        ));
    } else if !source.is_root() && !source.is_test() {
        for word in ["Uses:", "Never:"] {
            if !head.contains(word) {
                findings.push(Finding::error(
                    source,
                    1,
                    "room-head",
                    format!("the head has no `{word}`"),
                ));
            }
        }
    }
    size(source, &head, findings);
}

fn size(source: &Source, head: &str, findings: &mut Vec<Finding>) {
    if source.name.ends_with("tables.rs") || source.name.contains("/data/") {
        return;
    }
    // The scanner sees one empty line after the last line end.
    let count = source.lines.len().saturating_sub(1);
    if count > MOST {
        findings.push(Finding::error(
            source,
            MOST,
            "room-size",
            format!("{count} lines; {MOST} are the most"),
        ));
    } else if count > LARGE
        && !head
            .replace('\n', " ")
            .to_lowercase()
            .contains("one room because")
    {
        findings.push(Finding::error(
            source,
            LARGE,
            "room-size",
            format!("{count} lines; above {LARGE} the head says `One room because …`"),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::{Source, check};

    fn rules(name: &str, text: &str) -> Vec<&'static str> {
        let mut findings = Vec::new();
        check(&Source::new(name.to_owned(), text), &mut findings);
        findings.into_iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn heads_names_and_sizes() {
        assert!(rules("crates/a/src/b.rs", "//! B.\n//! Uses: c. Never: d.\n").is_empty());
        assert!(rules("crates/a/src/lib.rs", "//! A.\n").is_empty());
        assert_eq!(
            rules("crates/a/src/utils.rs", "fn f() {}\n"),
            ["room-name", "room-head"]
        );
        assert_eq!(
            rules("crates/a/src/b.rs", "//! B.\n"),
            ["room-head", "room-head"]
        );
        let long = |head: &str, lines: usize| {
            format!(
                "//! B. {head}\n//! Uses: c. Never: d.\n{}",
                "\n".repeat(lines)
            )
        };
        assert_eq!(rules("crates/a/src/b.rs", &long("", 650)), ["room-size"]);
        assert!(
            rules(
                "crates/a/src/b.rs",
                &long("One room because it is one list.", 650)
            )
            .is_empty()
        );
        assert_eq!(
            rules(
                "crates/a/src/b.rs",
                &long("One room because it is one list.", 1000)
            ),
            ["room-size"]
        );
        assert!(rules("crates/a/src/b_tables.rs", &long("", 5000)).is_empty());
    }
}
