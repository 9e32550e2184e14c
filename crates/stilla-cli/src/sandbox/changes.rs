//! What a program did to its files, for people and for programs.
//!
//! Uses: diff. Never: the runtime.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};
use stilla_host::files::Change;

use crate::diff::marked;

/// Common lines around a difference.
const AROUND: usize = 3;

/// The changes as `diff -u` writes them.
pub(super) fn unified(changes: &[Change]) -> String {
    let mut text = String::new();
    for change in changes {
        let name = |bytes: &Option<Vec<u8>>, side: &str| match bytes {
            Some(_) => format!("{side}{}", change.path),
            None => "/dev/null".to_owned(),
        };
        let _ = writeln!(text, "--- {}", name(&change.before, "a"));
        let _ = writeln!(text, "+++ {}", name(&change.after, "b"));
        match (content(&change.before), content(&change.after)) {
            (Some(before), Some(after)) => hunks(&before, &after, &mut text),
            _ => text.push_str("binary files differ\n"),
        }
    }
    text
}

/// The text of a file, nothing for one that is not there; `None` if it is no text.
fn content(bytes: &Option<Vec<u8>>) -> Option<String> {
    String::from_utf8(bytes.clone().unwrap_or_default()).ok()
}

fn hunks(before: &str, after: &str, text: &mut String) {
    let lines = marked(before, after);
    let is_change = |at: &usize| lines[*at].0 != ' ';
    let mut changed = (0..lines.len()).filter(is_change).peekable();
    while let Some(first) = changed.next() {
        let mut last = first;
        while let Some(next) = changed.next_if(|next| *next <= last + 2 * AROUND + 1) {
            last = next;
        }
        let (from, to) = (
            first.saturating_sub(AROUND),
            (last + AROUND + 1).min(lines.len()),
        );
        let count = |range: &[(char, &str)], left_out: char| {
            range.iter().filter(|(mark, _)| *mark != left_out).count()
        };
        let place = |left_out: char| {
            let (before, inside) = (
                count(&lines[..from], left_out),
                count(&lines[from..to], left_out),
            );
            let start = if inside == 0 { before } else { before + 1 };
            match inside {
                1 => start.to_string(),
                _ => format!("{start},{inside}"),
            }
        };
        let _ = writeln!(text, "@@ -{} +{} @@", place('+'), place('-'));
        for (mark, line) in &lines[from..to] {
            let _ = writeln!(text, "{mark}{line}");
        }
    }
}

fn text(bytes: &Option<Vec<u8>>) -> Option<&str> {
    std::str::from_utf8(bytes.as_deref()?).ok()
}

/// The changes as a list; bytes that are no text are left out and told.
pub(super) fn json(changes: &[Change]) -> Json {
    let listed = changes.iter().map(|change| {
        let status = match (&change.before, &change.after) {
            (None, _) => "added",
            (_, None) => "removed",
            _ => "modified",
        };
        let is_binary = [&change.before, &change.after]
            .into_iter()
            .any(|bytes| bytes.is_some() && text(bytes).is_none());
        json!({
            "path": change.path, "status": status, "binary": is_binary,
            "before": text(&change.before), "after": text(&change.after),
        })
    });
    listed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Row "`--diff` (unified, JSON) shows what the script changed".
    #[test]
    fn changes_look_like_those_of_diff() {
        let before: String = (1..=12).map(|number| format!("{number}\n")).collect();
        let after = before.replace("2\n3", "2\nnew\n3").replace("11\n", "");
        let change = |path: &str, before: Option<&str>, after: Option<&str>| Change {
            path: path.to_owned(),
            before: before.map(|text| text.as_bytes().to_vec()),
            after: after.map(|text| text.as_bytes().to_vec()),
        };
        let changes = [
            change("/a", Some(&before), Some(&after)),
            change("/b", None, Some("x\n")),
        ];
        assert_eq!(
            unified(&changes),
            "--- a/a\n+++ b/a\n@@ -1,5 +1,6 @@\n 1\n 2\n+new\n 3\n 4\n 5\n@@ -8,5 +9,4 @@\n 8\n 9\n 10\n-11\n 12\n\
             --- /dev/null\n+++ b/b\n@@ -0,0 +1 @@\n+x\n"
        );
        assert_eq!(json(&changes)[1]["status"], "added");
    }
}
