//! Object literals and property keys.
//!
//! Uses: ast, diagnostic, interner, lexer.
//! Never: dump.

use super::function::FunctionStart;
use super::{Parser, Read};
use crate::ast::{
    Expr, ExprKind, FunctionKind, ObjectMember, ObjectMemberKind, PropertyKey, PropertyKeyKind,
};
use crate::diagnostic::DiagnosticKind;
use crate::interner::Name;
use crate::lexer::{T, Token};

impl<'a> Parser<'a, '_, '_> {
    pub(super) fn object(&mut self) -> Read<Expr<'a>> {
        self.enter()?;
        let start = self.advance().start;
        let allow_in = std::mem::replace(&mut self.context.allow_in, true);
        let mut members = Vec::new();
        let mut has_proto = false;
        while !self.at(T::RBrace) {
            let token = self.tok;
            let member = self.object_member()?;
            if let ObjectMemberKind::Property(key, _) = member.kind
                && matches!(key.kind, PropertyKeyKind::Name(Name::PROTO))
            {
                if has_proto {
                    self.note_cover_error(token.start, true);
                }
                has_proto = true;
            }
            members.push(member);
            if !self.at(T::RBrace) {
                self.expect(T::Comma)?;
            }
        }
        self.advance();
        self.context.allow_in = allow_in;
        self.leave();
        let members = self.slice(&members);
        Ok(self.expr(start, ExprKind::Object(members)))
    }

    fn object_member(&mut self) -> Read<ObjectMember<'a>> {
        let token = self.tok;
        let start = token.start;
        let kind = match token.kind {
            T::Ellipsis => {
                self.advance();
                let expr = self.assignment_or_cover()?;
                ObjectMemberKind::Spread(self.alloc(expr))
            }
            T::Star => self.object_method(start, FunctionKind::Method)?,
            T::Word
                if !token.escaped && matches!(token.name, Name::GET | Name::SET | Name::ASYNC) =>
            {
                let next = self.peek();
                match token.name {
                    Name::ASYNC
                        if !next.newline_before && (is_key(next.kind) || next.kind == T::Star) =>
                    {
                        self.object_method(start, FunctionKind::Method)?
                    }
                    Name::GET if is_key(next.kind) => {
                        self.object_method(start, FunctionKind::Getter)?
                    }
                    Name::SET if is_key(next.kind) => {
                        self.object_method(start, FunctionKind::Setter)?
                    }
                    _ => self.object_property(token)?,
                }
            }
            _ => self.object_property(token)?,
        };
        Ok(ObjectMember {
            span: self.span_from(start),
            kind,
        })
    }

    /// A method with something before its key: `async`, `*`, `get`, `set`.
    fn object_method(&mut self, start: u32, kind: FunctionKind) -> Read<ObjectMemberKind<'a>> {
        let is_async = kind == FunctionKind::Method && self.at(T::Word);
        if self.at(T::Word) {
            self.advance();
        }
        let is_generator = kind == FunctionKind::Method && self.eat(T::Star);
        let key = self.property_key()?;
        let key = &*self.arena.alloc(key);
        let function = self.function(FunctionStart {
            start,
            name: None,
            kind,
            is_async,
            is_generator,
            is_declaration: false,
        })?;
        Ok(match kind {
            FunctionKind::Getter => ObjectMemberKind::Getter(key, function),
            FunctionKind::Setter => ObjectMemberKind::Setter(key, function),
            _ => ObjectMemberKind::Method(key, function),
        })
    }

    fn object_property(&mut self, token: Token) -> Read<ObjectMemberKind<'a>> {
        let key = self.property_key()?;
        match self.tok.kind {
            T::Colon => {
                self.advance();
                let value = self.assignment_or_cover()?;
                Ok(ObjectMemberKind::Property(
                    self.arena.alloc(key),
                    self.alloc(value),
                ))
            }
            T::LParen | T::Lt => {
                let kind = FunctionKind::Method;
                let start = token.start;
                let start = FunctionStart {
                    start,
                    name: None,
                    kind,
                    is_async: false,
                    is_generator: false,
                    is_declaration: false,
                };
                let function = self.function(start)?;
                Ok(ObjectMemberKind::Method(self.arena.alloc(key), function))
            }
            _ if token.kind != T::Word => Err(self.unexpected_instead_of(T::Colon.text())),
            _ => self.shorthand(token),
        }
    }

    fn shorthand(&mut self, token: Token) -> Read<ObjectMemberKind<'a>> {
        self.check_identifier(token)?;
        self.refer(token.name, token.span());
        if !self.at(T::Eq) {
            return Ok(ObjectMemberKind::Shorthand(token.name));
        }
        let place = self.advance().start;
        let outer = self.cover_error;
        let default = self.assignment_with_in()?;
        self.cover_error = outer;
        self.note_cover_error(place, false);
        Ok(ObjectMemberKind::CoverInitialized(
            token.name,
            self.alloc(default),
        ))
    }

    /// Reads the key of a property; private names are for classes only.
    pub(super) fn property_key(&mut self) -> Read<PropertyKey<'a>> {
        let token = self.tok;
        let kind = match token.kind {
            T::Word => PropertyKeyKind::Name(token.name),
            T::String => {
                self.check_string(token);
                PropertyKeyKind::Name(token.name)
            }
            T::Number => {
                if token.legacy_octal && self.context.strict {
                    self.report(DiagnosticKind::LegacyOctalLiteral, token.span());
                }
                PropertyKeyKind::Number(token.number)
            }
            T::BigInt => PropertyKeyKind::BigInt(token.name),
            T::LBracket => {
                self.enter()?;
                self.advance();
                let expr = self.assignment_with_in()?;
                self.expect(T::RBracket)?;
                self.leave();
                return Ok(PropertyKey {
                    span: self.span_from(token.start),
                    kind: PropertyKeyKind::Computed(expr),
                });
            }
            T::PrivateName => return self.fail(DiagnosticKind::PrivateOutside, token.span()),
            _ => return Err(self.unexpected_instead_of("a property name")),
        };
        self.advance();
        Ok(PropertyKey {
            span: token.span(),
            kind,
        })
    }
}

/// Whether a property key begins with this token.
pub(super) const fn is_key(kind: T) -> bool {
    matches!(
        kind,
        T::Word | T::String | T::Number | T::BigInt | T::LBracket | T::PrivateName
    )
}
