//! Length of functions: about 60 lines is the aim, above 80 is told, above 120 is refused. Files
//! called `table.rs` or `tables.rs` hold lists in the form of code and are left alone.
//!
//! Uses: tidy::source
//! Never: tidy::imports

use super::Finding;
use super::source::Source;

const LONG: usize = 80;
const MOST: usize = 120;

/// Checks one file.
pub fn check(source: &Source, findings: &mut Vec<Finding>) {
    if source.name.ends_with("table.rs") || source.name.ends_with("tables.rs") {
        return;
    }
    for function in functions(source) {
        let text = format!(
            "`{}` has {} lines; about 60 are the aim, {MOST} the most",
            function.name, function.lines
        );
        if function.lines > MOST {
            findings.push(Finding::error(
                source,
                function.at + 1,
                "long-function",
                text,
            ));
        } else if function.lines > LONG {
            findings.push(Finding::warning(
                source,
                function.at + 1,
                "long-function",
                text,
            ));
        }
    }
}

struct Function {
    name: String,
    at: usize,
    lines: usize,
}

/// Every function with a body, found by its keyword and the braces that match.
fn functions(source: &Source) -> Vec<Function> {
    let mut functions = Vec::new();
    for (at, line) in source.lines.iter().enumerate() {
        let Some(column) = keyword(&line.code) else {
            continue;
        };
        let name: String = line.code[column + 3..]
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        if name.is_empty() {
            continue;
        }
        if let Some(end) = body_end(source, at, column) {
            functions.push(Function {
                name,
                at,
                lines: end - at + 1,
            });
        }
    }
    functions
}

fn keyword(code: &str) -> Option<usize> {
    code.match_indices("fn ")
        .map(|(at, _)| at)
        .find(|&at| at == 0 || code[..at].ends_with([' ', '(']))
}

/// The line on which the body closes; nothing if there is no body.
fn body_end(source: &Source, from: usize, column: usize) -> Option<usize> {
    let mut parens = 0i32;
    let mut braces = 0i32;
    for (at, line) in source.lines.iter().enumerate().skip(from) {
        let code = if at == from {
            &line.code[column..]
        } else {
            &line.code
        };
        for byte in code.bytes() {
            match byte {
                b'(' | b'[' => parens += 1,
                b')' | b']' => parens -= 1,
                b';' if braces == 0 && parens <= 0 => return None,
                b'{' => braces += 1,
                b'}' => {
                    braces -= 1;
                    if braces <= 0 {
                        return Some(at);
                    }
                }
                _ => {}
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Source, functions};

    #[test]
    fn bodies_are_measured_and_signatures_are_not() {
        let text = "trait T { fn a(&self); }\npub fn b(x: [u8; 2]) -> u8\n{\n  if x { 1 } else { 2 }\n}\nfn c() {}\n";
        let found: Vec<(String, usize)> = functions(&Source::new("a.rs".to_owned(), text))
            .into_iter()
            .map(|f| (f.name, f.lines))
            .collect();
        assert_eq!(found, [("b".to_owned(), 4), ("c".to_owned(), 1)]);
    }
}
