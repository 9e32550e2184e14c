//! Templates.
//!
//! Uses: ast, diagnostic, lexer.
//! Never: dump.

use super::{Parser, Read};
use crate::ast::{Span, Template, TemplateElement};
use crate::diagnostic::{Diagnostic, DiagnosticKind};
use crate::lexer::T;

impl<'a> Parser<'a, '_, '_> {
    /// Reads a template; the current token is its first text.
    pub(super) fn template(&mut self, tagged: bool) -> Read<Template<'a>> {
        self.enter()?;
        let start = self.tok.start;
        let mut quasis = Vec::new();
        let mut exprs = Vec::new();
        loop {
            let last = self.at(T::TemplateEnd);
            quasis.push(self.template_element(tagged, last));
            self.advance();
            if last {
                break;
            }
            exprs.push(self.expression_with_in()?);
            if !self.at(T::RBrace) {
                return Err(self.unexpected_instead_of(T::RBrace.text()));
            }
            let core = &mut *self.core;
            core.lexer.rescan_template(&mut core.tok);
            if self.at(T::Error) {
                return Err(self.unexpected());
            }
        }
        self.leave();
        Ok(Template {
            span: self.span_from(start),
            quasis: self.slice(&quasis),
            exprs: self.slice(&exprs),
        })
    }

    fn template_element(&mut self, tagged: bool, last: bool) -> TemplateElement {
        let token = self.tok;
        if token.invalid_escape && !tagged {
            let error = self.lexer.error.take();
            let Diagnostic { kind, span } = error.unwrap_or(Diagnostic {
                kind: DiagnosticKind::InvalidEscape,
                span: token.span(),
            });
            self.report(kind, span);
        }
        TemplateElement {
            span: Span::new(token.start + 1, token.end - if last { 1 } else { 2 }),
            cooked: (!token.invalid_escape).then_some(token.name),
            raw: token.raw,
        }
    }
}
