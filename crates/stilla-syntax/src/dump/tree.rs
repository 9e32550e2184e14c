//! The tree as text: one node a line, children indented.
//!
//! Derived from the nodes' `Debug` output, so it can't lag behind them; spans are left out and names are spelled.
//!
//! Uses: ast, interner.
//! Never: lexer, parser.

use crate::ast::{Program, Span};
use crate::interner::Interner;
use std::fmt::{self, Write};

/// How many levels of `Debug` output are shown.
const MAX_LEVELS: usize = 400;

/// Text that refuses lines that are indented too far: that stops the recursion of `Debug` on long chains.
#[derive(Default)]
struct Bounded {
    text: String,
    indent: usize,
    at_start: bool,
}

impl Write for Bounded {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            match c {
                '\n' => (self.indent, self.at_start) = (0, true),
                ' ' if self.at_start => self.indent += 1,
                _ => self.at_start = false,
            }
            if self.indent > 4 * MAX_LEVELS {
                return Err(fmt::Error);
            }
        }
        self.text.push_str(text);
        Ok(())
    }
}

/// The tree of a program. For people: the format is that of `Debug`, with names for their numbers and without spans.
///
/// Ends with `…` where the program nests too deeply to be read anyway.
pub fn dump_program(program: &Program<'_>, interner: &Interner, source: &[u8]) -> String {
    let mut debug = Bounded::default();
    let whole = write!(debug, "{:#?}", program.body);
    let debug = debug.text;
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
        if text.ends_with("TypeSpan(") {
            // `TypeSpan(Span { start, end, })`: the text of the type.
            lines.next();
            let mut number = || {
                let line = lines.next().unwrap_or("").trim().trim_end_matches(',');
                let (_, number) = line.split_once(' ').unwrap_or(("", ""));
                number.parse().unwrap_or(0)
            };
            let span = Span::new(number(), number());
            lines.next();
            let close = lines.next().unwrap_or("").trim();
            let shown = String::from_utf8_lossy(span.slice(source));
            out.push_str(&line[..line.len() - "TypeSpan(".len()]);
            let _ = write!(out, "type {shown:?}");
            out.push_str(close.trim_start_matches(')'));
            out.push('\n');
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
    if whole.is_err() {
        out.push_str("…\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dump(source: &str) -> String {
        let arena = bumpalo::Bump::new();
        let parsed = crate::parse(
            source.as_bytes(),
            &arena,
            Interner::new(),
            &crate::ParseOptions {
                typescript: true,
                ..crate::ParseOptions::script()
            },
        );
        let parsed = parsed.expect("the source is well-formed");
        dump_program(&parsed.root, &parsed.interner, source.as_bytes())
    }

    #[test]
    fn names_are_spelled_and_chains_are_cut() {
        let text = dump("alpha.beta");
        assert!(
            text.contains("\"alpha\"") && text.contains("\"beta\""),
            "{text}"
        );
        assert!(!text.contains("Span"), "{text}");
        let text = dump("let x: Map<string, 'a'>");
        assert!(
            text.contains("ty: Some(\n") && text.contains("type \"Map<string, 'a'>\",\n"),
            "{text}"
        );
        assert!(dump(&format!("a{}", "+a".repeat(20_000))).ends_with("…\n"));
    }
}
