//! The tree as text: one node a line, children indented.
//!
//! Derived from the nodes' `Debug` output, so it can't lag behind them; spans are left out and names are spelled.
//!
//! Uses: ast, interner.
//! Never: lexer, parser.

use crate::ast::Program;
use crate::interner::Interner;

/// The tree of a program. For people: the format is that of `Debug`, with names for their numbers and without spans.
///
/// Recurses as deep as the tree; meant for small programs.
pub fn dump_program(program: &Program<'_>, interner: &Interner) -> String {
    let debug = format!("{:#?}", program.body);
    let mut out = String::with_capacity(debug.len() / 2);
    let mut lines = debug.lines();
    while let Some(line) = lines.next() {
        let text = line.trim();
        if text.starts_with("span: Span {") {
            for skipped in lines.by_ref() {
                if skipped.trim() == "}," {
                    break;
                }
            }
            continue;
        }
        if text.ends_with("Name(") {
            let indent = line;
            let number = lines
                .next()
                .map_or("", |number| number.trim().trim_end_matches(','));
            let close = lines.next().unwrap_or("").trim();
            let name = number.parse().map(crate::interner::Name);
            let shown = name.map_or_else(
                |_| number.to_owned(),
                |name| format!("{:?}", interner.display(name)),
            );
            out.push_str(&indent[..indent.len() - "Name(".len()]);
            out.push_str(&shown);
            out.push_str(close.trim_start_matches(')'));
            out.push('\n');
            continue;
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}
