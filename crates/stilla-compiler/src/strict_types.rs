//! `--strict-types`: annotations with primitive types are checked while the program runs.
//!
//! Checked are parameters, variables where they are declared with a value, and what functions return. A type that has
//! a part which is no primitive one is not checked at all.
//!
//! Uses: function, fault. Never: expr, stmt.

use crate::fault::R;
use crate::function::Gen;
use stilla_bytecode::{Constant, Inst, Reg};
use stilla_syntax::ast::{BinaryOp, TypeSpan};

/// The kind of a TypeError in a `ThrowError`.
const TYPE_ERROR: u16 = 0;

impl Gen<'_, '_> {
    /// Throws a TypeError if the value is not of the type. `what` is what the message calls it.
    pub(crate) fn check_type(&mut self, value: Reg, ty: TypeSpan, what: &str) -> R {
        let unit = self.unit;
        let text = String::from_utf8_lossy(ty.0.slice(&unit.source.text));
        let Some(mut kinds) = primitive_kinds(&text) else {
            return Ok(());
        };
        if is_optional(&unit.source.text, ty) {
            kinds.push("undefined");
        }
        let over = self.label();
        let mark = self.mark();
        let (kind, other) = (self.alloc(), self.alloc());
        self.emit(Inst::TypeOf {
            dst: kind,
            src: value,
        });
        for name in &kinds {
            let left = if *name == "null" {
                self.emit(Inst::LoadNull { dst: other });
                value
            } else {
                let index = self.constant(Constant::String(name.as_bytes().into()));
                self.emit(Inst::LoadConst { dst: other, index });
                kind
            };
            self.compare(BinaryOp::StrictEqual, left, other, over, true);
        }
        let type_text: Vec<&str> = text.split_whitespace().collect();
        let message = format!("{what} must be of type {}", type_text.join(" "));
        self.throw_error(TYPE_ERROR, &message);
        self.bind(over);
        self.release(mark);
        Ok(())
    }
}

/// What `typeof` says of the values of a type (and `null`); `None` if it is not made of primitive types.
fn primitive_kinds(text: &str) -> Option<Vec<&'static str>> {
    let parts = text.trim().trim_start_matches('|').split('|');
    let kinds = parts.map(|part| {
        let part = part.trim();
        let is_quoted = |quote: char| {
            part.len() >= 2
                && part.starts_with(quote)
                && part.ends_with(quote)
                && !part[1..part.len() - 1].contains(quote)
        };
        Some(match part {
            "number" => "number",
            "string" => "string",
            "boolean" | "true" | "false" => "boolean",
            "bigint" => "bigint",
            "symbol" => "symbol",
            "undefined" | "void" => "undefined",
            "null" => "null",
            _ if is_quoted('"') || is_quoted('\'') => "string",
            _ if part.parse::<f64>().is_ok() => "number",
            _ => return None,
        })
    });
    kinds.collect()
}

/// Whether a `?` stands before the colon of the annotation.
fn is_optional(source: &[u8], ty: TypeSpan) -> bool {
    let before = source.get(..ty.0.start as usize).unwrap_or_default();
    let mut before = before.trim_ascii_end();
    before = before.strip_suffix(b":").unwrap_or(before).trim_ascii_end();
    before.ends_with(b"?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_primitive_types_are_checked() {
        assert_eq!(primitive_kinds("number"), Some(vec!["number"]));
        let kinds = primitive_kinds(" | 'a' | \"b\" | 1 | null ");
        assert_eq!(kinds, Some(vec!["string", "string", "number", "null"]));
        assert_eq!(primitive_kinds("number | Date"), None);
        assert_eq!(primitive_kinds("x is string"), None);
        assert_eq!(primitive_kinds("'a|b'"), None);
    }
}
