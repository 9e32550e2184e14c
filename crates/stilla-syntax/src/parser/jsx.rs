//! JSX.
//!
//! Inside an element the parser drives the lexer by offsets: texts, names with hyphens and attribute strings are no tokens of
//! the language.
//!
//! Uses: ast, diagnostic, interner, lexer.
//! Never: dump.

mod factory;
mod text;

pub(super) use factory::Pragmas;

use super::{Parser, Read};
use crate::ast::{Expr, ExprKind, Ident, JsxAttribute, JsxChild, JsxElement, JsxName, Span};
use crate::diagnostic::DiagnosticKind;
use crate::interner::Name;
use crate::lexer::T;

impl<'a> Parser<'a, '_, '_> {
    /// An element or fragment where an expression stands; the current token is `<`.
    pub(super) fn jsx_expression(&mut self) -> Read<Expr<'a>> {
        let start = self.tok.start;
        let element = self.jsx_element()?;
        self.go_on_behind_gt();
        if self.at(T::Lt) && self.tok.newline_before {
            return self.fail_here(DiagnosticKind::JsxAdjacent);
        }
        Ok(self.expr(start, ExprKind::Jsx(element)))
    }

    /// The current token begins with the `>` of a tag: goes on with the token behind it.
    fn go_on_behind_gt(&mut self) {
        let end = self.tok.start + 1;
        self.go_on_at(end);
    }

    fn go_on_at(&mut self, place: u32) {
        self.prev_end = place;
        self.lexer.pos = place as usize;
        self.tok = self.lexer.next();
    }

    fn at_gt(&self) -> bool {
        matches!(
            self.tok.kind,
            T::Gt | T::GtEq | T::Shr | T::ShrEq | T::Ushr | T::UshrEq
        )
    }

    /// Reads an element up to the `>` of its last tag, which stays the current token.
    fn jsx_element(&mut self) -> Read<&'a JsxElement<'a>> {
        self.enter()?;
        let start = self.expect(T::Lt)?.start;
        let mut element = JsxElement {
            span: Span::new(start, start),
            name: None,
            type_args: None,
            attributes: &[],
            children: &[],
            call: Expr {
                span: Span::new(start, start),
                kind: ExprKind::Null,
            },
        };
        let factory = self.jsx_factory(Span::new(start, start + 1));
        let mut kind = element.call;
        let mut name_span = Span::new(self.tok.start, self.tok.start);
        let mut is_closed = false;
        if !self.at_gt() {
            let (name, span) = self.jsx_name()?;
            name_span = span;
            element.name = Some(name);
            kind = self.jsx_type(name);
            if self.options.typescript && self.at(T::Lt) {
                element.type_args = Some(self.type_arguments()?);
            }
            element.attributes = self.jsx_attributes()?;
            is_closed = self.eat(T::Slash);
            if !self.at_gt() {
                return Err(self.unexpected_instead_of(T::Gt.text()));
            }
        }
        if element.name.is_none() {
            kind = self.jsx_fragment(Span::new(start, start + 1));
        }
        if !is_closed {
            element.children = self.jsx_children()?;
            self.jsx_closing_tag(name_span)?;
        }
        element.span.end = self.tok.start + 1;
        element.call = self.jsx_call(factory, kind, &element);
        self.leave();
        Ok(self.arena.alloc(element))
    }

    /// Behind `</`: the name of the opening tag must follow.
    fn jsx_closing_tag(&mut self, name: Span) -> Read<()> {
        let mut closing = Span::new(self.tok.start, self.tok.start);
        while self.at(T::Word) {
            let part = self.jsx_word()?;
            closing.end = part.span.end;
            if matches!(self.tok.kind, T::Dot | T::Colon) {
                self.advance();
            }
        }
        let expected = name.slice(self.lexer.source);
        if closing.slice(self.lexer.source) != expected {
            let expected = String::from_utf8_lossy(expected).into_owned();
            return self.fail(DiagnosticKind::JsxClosingTag { expected }, closing);
        }
        match self.at_gt() {
            true => Ok(()),
            false => Err(self.unexpected_instead_of(T::Gt.text())),
        }
    }

    /// A word that may contain hyphens.
    fn jsx_word(&mut self) -> Read<Ident> {
        if !self.at(T::Word) {
            return Err(self.unexpected_instead_of("a name"));
        }
        let token = self.tok;
        let source = &self.lexer.source[..self.lexer.limit];
        let mut end = token.end as usize;
        while end < source.len()
            && (source[end] == b'-'
                || source[end].is_ascii_alphanumeric()
                || source[end] == b'_'
                || source[end] == b'$')
        {
            end += 1;
        }
        let name = match end == token.end as usize {
            true => token.name,
            false => self.lexer.intern_span(token.start as usize, end),
        };
        self.go_on_at(end as u32);
        Ok(Ident {
            name,
            span: Span::new(token.start, end as u32),
        })
    }

    fn jsx_name(&mut self) -> Read<(JsxName<'a>, Span)> {
        let first = self.jsx_word()?;
        let text = self.lexer.interner.text(first.name);
        let is_intrinsic = text.contains(&b'-') || text.first().is_some_and(u8::is_ascii_lowercase);
        if self.eat(T::Colon) {
            let last = self.jsx_word()?;
            let span = first.span.to(last.span);
            let name = self
                .lexer
                .intern_span(span.start as usize, span.end as usize);
            return Ok((JsxName::Intrinsic(Ident { name, span }), span));
        }
        if is_intrinsic && !self.at(T::Dot) && first.name != Name::THIS {
            return Ok((JsxName::Intrinsic(first), first.span));
        }
        self.refer(first.name, first.span);
        let kind = match first.name {
            Name::THIS => ExprKind::This,
            name => ExprKind::Ident(name),
        };
        let mut expr = Expr {
            span: first.span,
            kind,
        };
        while self.eat(T::Dot) {
            let property = self.jsx_word()?;
            let object = self.alloc(expr);
            let property = self.arena.alloc(property);
            expr = self.expr(
                first.span.start,
                ExprKind::Dot {
                    object,
                    property,
                    optional: false,
                },
            );
        }
        Ok((JsxName::Expr(self.alloc(expr)), expr.span))
    }

    fn jsx_attributes(&mut self) -> Read<&'a [JsxAttribute<'a>]> {
        let mut attributes = Vec::new();
        loop {
            match self.tok.kind {
                T::LBrace => {
                    self.advance();
                    self.expect(T::Ellipsis)?;
                    let expr = self.assignment_with_in()?;
                    self.expect(T::RBrace)?;
                    attributes.push(JsxAttribute::Spread(expr));
                }
                T::Word => {
                    let mut name = self.jsx_word()?;
                    if self.eat(T::Colon) {
                        let last = self.jsx_word()?;
                        name.span = name.span.to(last.span);
                        name.name = self
                            .lexer
                            .intern_span(name.span.start as usize, name.span.end as usize);
                    }
                    let value = match self.at(T::Eq) {
                        true => Some(self.jsx_attribute_value()?),
                        false => None,
                    };
                    attributes.push(JsxAttribute::Named(name, value));
                }
                _ => return Ok(self.slice(&attributes)),
            }
        }
    }

    /// The current token is `=`.
    fn jsx_attribute_value(&mut self) -> Read<Expr<'a>> {
        let source = &self.lexer.source[..self.lexer.limit];
        let behind = &source[self.lexer.pos..];
        let start = self.lexer.pos
            + behind
                .iter()
                .take_while(|byte| byte.is_ascii_whitespace())
                .count();
        if let Some(&quote @ (b'"' | b'\'')) = source.get(start) {
            let Some(length) = memchr::memchr(quote, &source[start + 1..]) else {
                return self.fail_here(DiagnosticKind::UnterminatedString);
            };
            let end = start + 1 + length;
            let value = text::decode_entities(&source[start + 1..end]);
            let name = self.lexer.interner.intern(&value);
            self.go_on_at(end as u32 + 1);
            return Ok(Expr {
                span: Span::new(start as u32, end as u32 + 1),
                kind: ExprKind::String(name),
            });
        }
        self.advance();
        if self.eat(T::LBrace) {
            let expr = self.expression_with_in()?;
            self.expect(T::RBrace)?;
            return Ok(expr);
        }
        if self.at(T::Lt) {
            let start = self.tok.start;
            let element = self.jsx_element()?;
            self.go_on_behind_gt();
            return Ok(self.expr(start, ExprKind::Jsx(element)));
        }
        Err(self.unexpected())
    }

    /// Children up to `</`; the current token is the `>` of the opening tag, and then the one behind `</`.
    fn jsx_children(&mut self) -> Read<&'a [JsxChild<'a>]> {
        let mut children = Vec::new();
        let mut place = self.tok.start as usize + 1;
        loop {
            let source = &self.lexer.source[..self.lexer.limit];
            let length = memchr::memchr2(b'{', b'<', &source[place..]);
            let end = place + length.unwrap_or(source.len() - place);
            if let Some(value) = text::clean(&source[place..end]) {
                let name = self.lexer.interner.intern(&value);
                children.push(JsxChild::Text(name, Span::new(place as u32, end as u32)));
            }
            self.go_on_at(end as u32);
            match self.tok.kind {
                T::LBrace => {
                    self.advance();
                    if !self.at(T::RBrace) {
                        let spread = self.eat(T::Ellipsis);
                        let expr = self.expression_with_in()?;
                        children.push(if spread {
                            JsxChild::Spread(expr)
                        } else {
                            JsxChild::Expr(expr)
                        });
                    }
                    if !self.at(T::RBrace) {
                        return Err(self.unexpected_instead_of(T::RBrace.text()));
                    }
                    place = self.tok.start as usize + 1;
                }
                T::Lt if self.lexer.source[..self.lexer.limit].get(end + 1) == Some(&b'/') => {
                    self.go_on_at(end as u32 + 2);
                    return Ok(self.slice(&children));
                }
                T::Lt => {
                    let element = self.jsx_element()?;
                    children.push(JsxChild::Expr(Expr {
                        span: element.span,
                        kind: ExprKind::Jsx(element),
                    }));
                    place = self.tok.start as usize + 1;
                }
                _ => return Err(self.unexpected()),
            }
        }
    }
}
