//! Comments: four tags and no others, and no code that was commented out.
//!
//! Uses: tidy::source
//! Never: tidy::imports

use super::Finding;
use super::source::Source;

/// `SAFETY` is no tag of ours but Rust's own.
const KNOWN: [&str; 5] = ["NOTE", "FAST", "SPEC", "FIXME", "SAFETY"];
/// Words that are a tag wherever they stand.
const FOREIGN: [&str; 6] = ["TODO", "XXX", "HACK", "TBD", "WIP", "BUG"];

/// Checks one file.
pub fn check(source: &Source, findings: &mut Vec<Finding>) {
    for (at, line) in source.lines.iter().enumerate() {
        let comment = line.comment.trim();
        if comment.is_empty() {
            continue;
        }
        if let Some(tag) = foreign(comment) {
            findings.push(Finding::error(
                source,
                at + 1,
                "comment-tag",
                format!("`{tag}` is none of NOTE, FAST, SPEC, FIXME"),
            ));
        }
        if line.code.trim().is_empty() && !line.doc && looks_like_code(comment) {
            findings.push(Finding::error(
                source,
                at + 1,
                "comment-code",
                "code that was commented out belongs to the history",
            ));
        }
    }
}

fn foreign(comment: &str) -> Option<&str> {
    let word = comment
        .split(|c: char| !c.is_ascii_alphanumeric())
        .find(|word| FOREIGN.contains(word));
    let first = comment.split_once(':').map(|(first, _)| first);
    let tag = first.filter(|tag| {
        tag.len() >= 3 && tag.bytes().all(|byte| byte.is_ascii_uppercase()) && !KNOWN.contains(tag)
    });
    // A word in backticks is spoken of, not used.
    word.filter(|word| !comment.contains(&format!("`{word}`")))
        .or(tag)
}

fn looks_like_code(comment: &str) -> bool {
    let starts = [
        "let ", "if ", "for ", "while ", "return ", "use ", "pub ", "fn ", "self.",
    ];
    let ends = [";", "{", "}"];
    starts.iter().any(|start| comment.starts_with(start))
        && ends.iter().any(|end| comment.ends_with(end))
        && !comment.contains('`')
}

#[cfg(test)]
mod tests {
    use super::{foreign, looks_like_code};

    #[test]
    fn only_our_tags() {
        assert_eq!(foreign("NOTE: a trap"), None);
        assert_eq!(foreign("todo lists are words"), None);
        assert_eq!(foreign("TODO finish"), Some("TODO"));
        assert_eq!(foreign("PERF: fast"), Some("PERF"));
        assert_eq!(foreign("`TODO` is refused"), None);
    }

    #[test]
    fn sentences_are_no_code() {
        assert!(looks_like_code("let x = 1;"));
        assert!(!looks_like_code("for each element, twice;  see below."));
        assert!(!looks_like_code("If it fails, return."));
    }
}
