//! `--strict-types`: annotations with primitive types are checked while the program runs.
//!
//! Checked are parameters, variables where they are declared with a value and wherever they are assigned, the initial
//! values of fields, and what functions return: of async functions what their promise is fulfilled with, of generators
//! also what they yield. A type that has a part which is no primitive one is not checked at all.
//!
//! Uses: function, scope, unit. Never: expr, stmt.

use crate::function::Gen;
use crate::scope::Resolved;
use crate::unit::Unit;
use stilla_bytecode::{Constant, Inst, Reg};
use stilla_syntax::Name;
use stilla_syntax::ast::{BinaryOp, Function, Span, TypeSpan};
use stilla_syntax::scope::{Binding, FunctionFacts, ScopeId};

/// The kind of a TypeError in a `ThrowError`.
const TYPE_ERROR: u16 = 0;

/// What `typeof` says of the values of a type, and `null`.
const NAMES: [&str; 9] = [
    "number",
    "string",
    "boolean",
    "bigint",
    "symbol",
    "undefined",
    "null",
    "object",
    "function",
];
const UNDEFINED: u16 = 1 << 5;
/// What may be a promise of a value.
const THENABLE: u16 = 1 << 7 | 1 << 8;

/// The kinds of values that a place may have: a bit for each of [`NAMES`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kinds(u16);

impl Kinds {
    /// Nothing is checked.
    pub const ANY: Kinds = Kinds(0);

    pub fn is_any(self) -> bool {
        self == Kinds::ANY
    }

    /// The kinds of a type; `None` if it is not made of primitive types.
    fn of(text: &str) -> Option<Kinds> {
        let mut bits = 0;
        for part in text.trim().trim_start_matches('|').split('|') {
            bits |= kind_of(part.trim())?;
        }
        Some(Kinds(bits))
    }

    fn names(self) -> impl Iterator<Item = &'static str> {
        let names = NAMES.iter().enumerate();
        names.filter_map(move |(bit, name)| (self.0 & 1 << bit != 0).then_some(*name))
    }
}

fn kind_of(part: &str) -> Option<u16> {
    let is_quoted = |quote: char| {
        part.len() >= 2
            && part.starts_with(quote)
            && part.ends_with(quote)
            && !part[1..part.len() - 1].contains(quote)
    };
    let name = match part {
        "true" | "false" => "boolean",
        "void" => "undefined",
        "object" | "function" => return None,
        _ if is_quoted('"') || is_quoted('\'') => "string",
        _ if part.parse::<f64>().is_ok() => "number",
        name => name,
    };
    let bit = NAMES.iter().position(|known| *known == name)?;
    Some(1 << bit)
}

/// What is checked of the results of a function.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ResultType {
    result: Option<TypeSpan>,
    yielded: Option<TypeSpan>,
    /// What is returned may be a promise of the result.
    may_be_promise: bool,
    /// The function is no coroutine.
    pub is_plain: bool,
}

impl Unit<'_> {
    fn type_text(&self, ty: TypeSpan) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(ty.0.slice(&self.source.text))
    }

    /// What may be assigned to a variable: its annotation stands behind its name.
    pub(crate) fn kinds_of(&self, binding: &Binding) -> Kinds {
        if !self.options.strict_types || !self.options.typescript {
            return Kinds::ANY;
        }
        let text = self.source.text.get(binding.span.end as usize..);
        let kinds = text.and_then(annotation).and_then(|(text, is_optional)| {
            let kinds = Kinds::of(&String::from_utf8_lossy(text))?;
            Some(Kinds(kinds.0 | if is_optional { UNDEFINED } else { 0 }))
        });
        kinds.unwrap_or(Kinds::ANY)
    }

    /// The same for a variable at the top of a script.
    pub(crate) fn kinds_of_global(&self, name: Name) -> Kinds {
        if !self.options.strict_types || !self.declares_global(name) {
            return Kinds::ANY;
        }
        let bindings = self.scopes.bindings(ScopeId(0));
        let binding = bindings.iter().find(|binding| binding.name == name);
        binding.map_or(Kinds::ANY, |binding| self.kinds_of(binding))
    }
}

/// The type that an annotation names, if a text begins with one, and whether a `?` makes it optional. Only as far as
/// primitive types need it.
fn annotation(text: &[u8]) -> Option<(&[u8], bool)> {
    let text = text.trim_ascii_start();
    let is_optional = text.starts_with(b"?");
    let text = text
        .strip_prefix(b"?")
        .or_else(|| text.strip_prefix(b"!"))
        .unwrap_or(text);
    let text = text.trim_ascii_start().strip_prefix(b":")?;
    let end = text
        .iter()
        .position(|byte| matches!(byte, b'=' | b',' | b')' | b';' | b'}' | b'\n'));
    Some((&text[..end.unwrap_or(text.len())], is_optional))
}

impl<'a> Gen<'_, 'a> {
    /// What is checked of what a function returns and yields.
    pub(crate) fn result_type_of(
        &self,
        function: &Function<'a>,
        facts: &FunctionFacts,
    ) -> Option<ResultType> {
        let ty = function.return_type?;
        if !self.unit.options.strict_types {
            return None;
        }
        let is_plain = !facts.is_async && !facts.is_generator;
        let (first, second) = match is_plain {
            true => (Some(ty), None),
            false => self.arguments_of(ty, facts.is_generator),
        };
        Some(ResultType {
            result: if facts.is_generator { second } else { first },
            yielded: first.filter(|_| facts.is_generator),
            may_be_promise: facts.is_async && !facts.is_generator,
            is_plain,
        })
    }

    /// The first two arguments of `Promise<…>`, or of the type of a generator.
    fn arguments_of(
        &self,
        ty: TypeSpan,
        is_generator: bool,
    ) -> (Option<TypeSpan>, Option<TypeSpan>) {
        let unit = self.unit;
        let text = ty.0.slice(&unit.source.text);
        let open = text.iter().position(|byte| *byte == b'<');
        let Some((open, inner)) = open.zip(text.trim_ascii_end().strip_suffix(b">")) else {
            return (None, None);
        };
        let name = text[..open].trim_ascii();
        let is_known = match is_generator {
            true => [
                &b"Generator"[..],
                b"Iterator",
                b"Iterable",
                b"IterableIterator",
                b"IteratorObject",
            ]
            .contains(&name.strip_prefix(b"Async").unwrap_or(name)),
            false => name == b"Promise" || name == b"PromiseLike",
        };
        if !is_known {
            return (None, None);
        }
        // NOTE: an argument with a comma of its own is no primitive type in either half.
        let mut start = open + 1;
        let mut parts = inner[start..].split(|byte| *byte == b',').map(|part| {
            let from = ty.0.start + start as u32;
            start += part.len() + 1;
            TypeSpan(Span::new(from, from + part.len() as u32))
        });
        (parts.next(), parts.next())
    }

    /// Throws a TypeError if the value is not what the function promises to return.
    pub(crate) fn check_result(&mut self, value: Reg) {
        let Some(ty) = self.result_type else { return };
        let also = if ty.may_be_promise { THENABLE } else { 0 };
        if let Some(ty) = ty.result {
            self.check_type_or(value, ty, also, "the result");
        }
    }

    /// The same of what a generator yields.
    pub(crate) fn check_yielded(&mut self, value: Reg) {
        if let Some(ty) = self.result_type.and_then(|ty| ty.yielded) {
            self.check_type(value, ty, "what is yielded");
        }
    }

    /// The same of what is assigned to a variable.
    pub(crate) fn check_assigned(&mut self, resolved: &Resolved, value: Reg) {
        if resolved.kinds.is_any() {
            return;
        }
        let name = self.unit.interner.display(resolved.name).into_owned();
        let names: Vec<&str> = resolved.kinds.names().collect();
        let message = format!("'{name}' must be of type {}", names.join(" | "));
        self.check_kinds(value, resolved.kinds, &message);
    }

    /// Throws a TypeError if the value is not of the type, where that is checked. `what` is what the message calls it.
    pub(crate) fn check_type(&mut self, value: Reg, ty: TypeSpan, what: &str) {
        self.check_type_or(value, ty, 0, what);
    }

    fn check_type_or(&mut self, value: Reg, ty: TypeSpan, also: u16, what: &str) {
        let unit = self.unit;
        if !unit.options.strict_types {
            return;
        }
        let text = unit.type_text(ty);
        let Some(kinds) = Kinds::of(&text) else {
            return;
        };
        let optional = if is_optional(&unit.source.text, ty) {
            UNDEFINED
        } else {
            0
        };
        let text: Vec<&str> = text.split_whitespace().collect();
        let message = format!("{what} must be of type {}", text.join(" "));
        self.check_kinds(value, Kinds(kinds.0 | also | optional), &message);
    }

    fn check_kinds(&mut self, value: Reg, kinds: Kinds, message: &str) {
        let over = self.label();
        let mark = self.mark();
        let (kind, other) = (self.alloc(), self.alloc());
        self.emit(Inst::TypeOf {
            dst: kind,
            src: value,
        });
        for name in kinds.names() {
            let left = if name == "null" {
                self.emit(Inst::LoadNull { dst: other });
                value
            } else {
                let index = self.constant(Constant::String(name.as_bytes().into()));
                self.emit(Inst::LoadConst { dst: other, index });
                kind
            };
            self.compare(BinaryOp::StrictEqual, left, other, over, true);
        }
        self.throw_error(TYPE_ERROR, message);
        self.bind(over);
        self.release(mark);
    }
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
        let names = |text: &str| Kinds::of(text).map(|kinds| kinds.names().collect::<Vec<_>>());
        assert_eq!(names("number"), Some(vec!["number"]));
        assert_eq!(
            names(" | 'a' | \"b\" | 1 | null "),
            Some(vec!["number", "string", "null"])
        );
        for text in [
            "number | Date",
            "x is string",
            "'a|b'",
            "object",
            "number[]",
            "",
        ] {
            assert_eq!(names(text), None, "{text}");
        }
    }

    #[test]
    fn the_annotation_stands_behind_the_name() {
        let type_of = |text: &str| {
            let (ty, is_optional) = annotation(text.as_bytes())?;
            Some((String::from_utf8_lossy(ty).trim().to_owned(), is_optional))
        };
        let number = |is_optional| Some(("number".to_owned(), is_optional));
        assert_eq!(type_of(": number = 1"), number(false));
        assert_eq!(type_of("?: number, b"), number(true));
        assert_eq!(type_of("!: number;"), number(false));
        for text in [" = 1", ", b: number", "()", "=> 1"] {
            assert_eq!(type_of(text), None, "{text}");
        }
    }
}
