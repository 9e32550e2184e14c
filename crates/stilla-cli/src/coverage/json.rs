//! The form of Istanbul's tools: places by number, and counts by the same numbers.
//!
//! Uses: the head. Never: the other forms.

use serde_json::{Map, Value as Json, json};
use stilla::core::PointKind;

use super::{FileCoverage, Range};

/// The text of `coverage-final.json`.
pub(super) fn json(files: &[FileCoverage]) -> String {
    let files = files
        .iter()
        .map(|file| (file.path.clone(), file_json(file)));
    let mut text = Json::Object(files.collect()).to_string();
    text.push('\n');
    text
}

fn file_json(file: &FileCoverage) -> Json {
    let statements = file.statements.iter().map(|one| location(one.range));
    let functions = file.functions.iter().map(|one| {
        json!({
            "name": one.name, "decl": location(one.range), "loc": location(one.range),
            "line": one.range.start.0,
        })
    });
    let branches = file.branches.iter().map(|one| {
        let ways: Vec<Json> = one.ways.iter().map(|(range, _)| location(*range)).collect();
        json!({
            "type": kind(one.kind), "loc": location(one.range), "locations": ways,
            "line": one.range.start.0,
        })
    });
    let counts = file.branches.iter().map(|one| {
        let counts: Vec<u64> = one.ways.iter().map(|(_, count)| *count).collect();
        json!(counts)
    });
    json!({
        "path": file.path,
        "statementMap": numbered(statements),
        "fnMap": numbered(functions),
        "branchMap": numbered(branches),
        "s": numbered(file.statements.iter().map(|one| json!(one.count))),
        "f": numbered(file.functions.iter().map(|one| json!(one.count))),
        "b": numbered(counts),
    })
}

fn kind(kind: PointKind) -> &'static str {
    match kind {
        PointKind::If => "if",
        PointKind::Conditional => "cond-expr",
        PointKind::Logical => "binary-expr",
        PointKind::Case => "switch",
        PointKind::Default => "default-arg",
        PointKind::Function | PointKind::Statement => "",
    }
}

fn numbered(items: impl Iterator<Item = Json>) -> Json {
    let numbered = items.enumerate();
    let map: Map<String, Json> = numbered.map(|(i, item)| (i.to_string(), item)).collect();
    Json::Object(map)
}

fn location(range: Range) -> Json {
    json!({
        "start": { "line": range.start.0, "column": range.start.1 },
        "end": { "line": range.end.0, "column": range.end.1 },
    })
}
