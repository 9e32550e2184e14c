//! What an element stands for: a call of the factory with type, properties and children.
//!
//! The factory is `React.createElement`, the type of a fragment `React.Fragment`, unless a comment before the first
//! token names others: `@jsx h`, `@jsxFrag Fragment` (or `@jsxFactory h`, `@jsxFragment Fragment`), or the options do.
//!
//! Uses: ast, interner.
//! Never: dump.

use crate::ast::{
    Argument, Call, Expr, ExprKind, Ident, JsxAttribute, JsxChild, JsxElement, JsxName,
    ObjectMember, ObjectMemberKind, PropertyKey, PropertyKeyKind, Span,
};
use crate::interner::Name;
use crate::parser::Parser;

/// The dotted names of what elements call, as texts.
#[derive(Clone, Debug)]
pub(in crate::parser) struct Pragmas {
    factory: Vec<Name>,
    fragment: Vec<Name>,
}

impl<'a> Parser<'a, '_, '_> {
    /// The expression of the factory; its first name is noted as a use at `span`.
    pub(super) fn jsx_factory(&mut self, span: Span) -> Expr<'a> {
        let names = self.jsx_pragmas().factory;
        self.dotted(&names, span)
    }

    /// The expression of the type of a fragment.
    pub(super) fn jsx_fragment(&mut self, span: Span) -> Expr<'a> {
        let names = self.jsx_pragmas().fragment;
        self.dotted(&names, span)
    }

    /// The call that an element is.
    pub(super) fn jsx_call(
        &mut self,
        factory: Expr<'a>,
        kind: Expr<'a>,
        element: &JsxElement<'a>,
    ) -> Expr<'a> {
        let properties = self.jsx_properties(element);
        let mut args = vec![Argument::Expr(kind), Argument::Expr(properties)];
        for child in element.children {
            args.push(match *child {
                JsxChild::Text(name, span) => Argument::Expr(Expr {
                    span,
                    kind: ExprKind::String(name),
                }),
                JsxChild::Expr(expr) => Argument::Expr(expr),
                JsxChild::Spread(expr) => Argument::Spread(expr),
            });
        }
        let call = self.arena.alloc(Call {
            callee: factory,
            args: self.slice(&args),
            type_args: None,
            optional: false,
        });
        Expr {
            span: element.span,
            kind: ExprKind::Call(call),
        }
    }

    /// The type of an element with a name.
    pub(super) fn jsx_type(&self, name: JsxName<'a>) -> Expr<'a> {
        match name {
            JsxName::Intrinsic(ident) => Expr {
                span: ident.span,
                kind: ExprKind::String(ident.name),
            },
            JsxName::Expr(expr) => *expr,
        }
    }

    /// The object of the attributes, or null.
    fn jsx_properties(&mut self, element: &JsxElement<'a>) -> Expr<'a> {
        let span = element.span;
        if element.attributes.is_empty() {
            let kind = ExprKind::Null;
            return Expr { span, kind };
        }
        let mut members = Vec::new();
        for attribute in element.attributes {
            members.push(match *attribute {
                JsxAttribute::Named(name, value) => {
                    let value = value.unwrap_or(Expr {
                        span: name.span,
                        kind: ExprKind::Bool(true),
                    });
                    let key = self.arena.alloc(PropertyKey {
                        span: name.span,
                        kind: PropertyKeyKind::Name(name.name),
                    });
                    ObjectMember {
                        span: name.span.to(value.span),
                        kind: ObjectMemberKind::Property(key, self.alloc(value)),
                    }
                }
                JsxAttribute::Spread(expr) => ObjectMember {
                    span: expr.span,
                    kind: ObjectMemberKind::Spread(self.alloc(expr)),
                },
            });
        }
        Expr {
            span,
            kind: ExprKind::Object(self.slice(&members)),
        }
    }

    /// `a.b.c`, all of it at `span`.
    fn dotted(&mut self, names: &[Name], span: Span) -> Expr<'a> {
        let [first, rest @ ..] = names else {
            let kind = ExprKind::Null;
            return Expr { span, kind };
        };
        self.refer(*first, span);
        let mut expr = Expr {
            span,
            kind: ExprKind::Ident(*first),
        };
        for name in rest {
            let object = self.alloc(expr);
            let property = self.arena.alloc(Ident { name: *name, span });
            expr.kind = ExprKind::Dot {
                object,
                property,
                optional: false,
            };
        }
        expr
    }

    fn jsx_pragmas(&mut self) -> Pragmas {
        if let Some(pragmas) = &self.jsx_pragmas {
            return pragmas.clone();
        }
        let head = leading_comments(self.lexer.source);
        let options = self.options.jsx_names.as_ref();
        let mut names = |words: [&[u8]; 2], standard: &[u8]| -> Vec<Name> {
            let text = words.iter().find_map(|word| pragma(head, word));
            let text = text.unwrap_or(standard);
            text.split(|byte| *byte == b'.')
                .map(|part| self.lexer.interner.intern(part))
                .collect()
        };
        let factory = options.map_or("React.createElement", |names| &*names.factory);
        let fragment = options.map_or("React.Fragment", |names| &*names.fragment);
        let pragmas = Pragmas {
            factory: names([b"@jsx", b"@jsxFactory"], factory.as_bytes()),
            fragment: names([b"@jsxFrag", b"@jsxFragment"], fragment.as_bytes()),
        };
        self.jsx_pragmas = Some(pragmas.clone());
        pragmas
    }
}

/// The text up to the first token: comments and white space.
fn leading_comments(source: &[u8]) -> &[u8] {
    let mut at = 0;
    loop {
        let rest = &source[at..];
        at += rest
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        let rest = &source[at..];
        let length = if rest.starts_with(b"/*") {
            memchr::memmem::find(rest, b"*/").map(|end| end + 2)
        } else if rest.starts_with(b"//") || (at == 0 && rest.starts_with(b"#!")) {
            Some(memchr::memchr(b'\n', rest).unwrap_or(rest.len()))
        } else {
            None
        };
        match length {
            Some(length) => at += length,
            None => return &source[..at],
        }
    }
}

/// The dotted name behind the last `word` that stands for itself.
fn pragma<'s>(text: &'s [u8], word: &[u8]) -> Option<&'s [u8]> {
    let mut found = None;
    for at in memchr::memmem::find_iter(text, word) {
        let rest = &text[at + word.len()..];
        let blank = rest.iter().take_while(|b| **b == b' ' || **b == b'\t');
        let blank = blank.count();
        let rest = &rest[blank..];
        let is_part =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.');
        let length = rest.iter().take_while(|byte| is_part(byte)).count();
        let name = &rest[..length];
        let is_name = name
            .split(|byte| *byte == b'.')
            .all(|part| part.first().is_some_and(|first| !first.is_ascii_digit()));
        if blank > 0 && is_name {
            found = Some(name);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pragmas_stand_in_leading_comments() {
        let text = b"#!/x\n// @jsx no\n/** @jsx a.b\n * @jsxFrag F */ let @jsx = 1";
        let head = leading_comments(text);
        assert!(head.ends_with(b"*/ "));
        assert_eq!(pragma(head, b"@jsx"), Some(&b"a.b"[..]));
        assert_eq!(pragma(head, b"@jsxFrag"), Some(&b"F"[..]));
        assert_eq!(pragma(b"@jsx 1a @jsx", b"@jsx"), None);
    }
}
