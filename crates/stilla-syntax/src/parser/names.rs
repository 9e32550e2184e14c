//! Identifiers: what may be a name where.
//!
//! Uses: ast, diagnostic, interner, lexer.
//! Never: dump.

use super::{Core, Read};
use crate::ast::{Ident, Span};
use crate::diagnostic::DiagnosticKind;
use crate::interner::Name;
use crate::lexer::{T, Token};

impl Core<'_> {
    /// Reads the name of a binding or label and checks that it is no reserved word.
    pub(super) fn identifier(&mut self) -> Read<Ident> {
        if !self.at(T::Word) {
            return Err(self.unexpected_instead_of("an identifier"));
        }
        let token = self.tok;
        self.check_identifier(token)?;
        self.advance();
        Ok(Ident {
            name: token.name,
            span: token.span(),
        })
    }

    /// Reads a name that is declared.
    pub(super) fn binding_identifier(&mut self) -> Read<Ident> {
        let ident = self.identifier()?;
        self.check_binding_name(ident.name, ident.span);
        Ok(ident)
    }

    /// Reads any word, reserved or not.
    pub(super) fn identifier_name(&mut self) -> Read<Ident> {
        if !self.at(T::Word) {
            return Err(self.unexpected_instead_of("a name"));
        }
        let token = self.advance();
        Ok(Ident {
            name: token.name,
            span: token.span(),
        })
    }

    /// `eval` and `arguments` can't be declared or assigned in strict code.
    pub(super) fn check_binding_name(&mut self, name: Name, span: Span) {
        if self.context.strict && matches!(name, Name::EVAL | Name::ARGUMENTS) {
            let name = self.text(name);
            self.report(DiagnosticKind::StrictBindingName { name }, span);
        }
    }

    /// §13.1.1 Static Semantics: Early Errors <https://tc39.es/ecma262/#sec-identifiers-static-semantics-early-errors>
    #[inline]
    pub(super) fn check_identifier(&mut self, token: Token) -> Read<()> {
        if token.name > Name::YIELD {
            return Ok(());
        }
        self.check_word(token)
    }

    fn check_word(&mut self, token: Token) -> Read<()> {
        let word = self.text(token.name);
        let span = token.span();
        if token.name < Name::IMPLEMENTS {
            if token.escaped {
                return self.fail(DiagnosticKind::EscapedKeyword { word }, span);
            }
            return self.fail(DiagnosticKind::ReservedWord { word }, span);
        }
        match token.name {
            Name::AWAIT => {
                if self.await_is_reserved() {
                    return self.fail(DiagnosticKind::AwaitIdentifier, span);
                }
                self.last_await_identifier = span.start + 1;
            }
            Name::YIELD if self.context.in_generator || self.context.strict => {
                return self.fail(DiagnosticKind::YieldIdentifier, span);
            }
            Name::YIELD => {}
            _ if self.context.strict => {
                return self.fail(DiagnosticKind::StrictReservedWord { word }, span);
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn await_is_reserved(&self) -> bool {
        self.context.module || self.context.in_async || self.context.static_block
    }

    /// Notes a use of a name.
    #[inline]
    pub(super) fn refer(&mut self, name: Name, span: Span) {
        if name == Name::ARGUMENTS && self.context.no_arguments {
            self.report(DiagnosticKind::ArgumentsInInitializer, span);
        }
        if !self.options.refused.is_empty() {
            self.note_name(name, span);
        }
        self.scopes.reference(name, span.start);
    }

    pub(super) fn redeclared(&mut self, name: Name, span: Span) {
        let name = self.text(name);
        self.report(DiagnosticKind::Redeclared { name }, span);
    }
}
