//! TypeScript types: read, checked for structure, and kept as spans.
//!
//! Types declare and refer to nothing, so they can be read on trial and taken back ([`Parser::try_read`]).
//!
//! Uses: ast, diagnostic, interner, lexer.
//! Never: dump.

use super::{Parser, Read};
use crate::ast::{Span, TypeSpan};
use crate::interner::Name;
use crate::lexer::T;

/// How deep trials may nest.
const MAX_TRIALS: u32 = 6;

/// How many tokens a look ahead may skip.
pub(super) const LOOK_AHEAD: usize = 2_000;

impl<'a> Parser<'a, '_, '_> {
    /// Reads something; where that fails, nothing was read and nothing is reported.
    pub(super) fn try_read<R>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Read<Option<R>>,
    ) -> Option<R> {
        // Trials within trials could double the work at each level.
        if self.trials >= MAX_TRIALS {
            return None;
        }
        self.trials += 1;
        let found = self.trial(read);
        self.trials -= 1;
        found
    }

    fn trial<R>(&mut self, read: impl FnOnce(&mut Self) -> Read<Option<R>>) -> Option<R> {
        let (pos, tok, prev_end) = (self.lexer.pos, self.tok, self.prev_end);
        let (depth, reported, incomplete) = (self.depth, self.diagnostics.len(), self.incomplete);
        let found = read(self).unwrap_or(None);
        if found.is_some() && self.diagnostics.len() == reported {
            return found;
        }
        self.diagnostics.truncate(reported);
        self.aborted = false;
        self.incomplete = incomplete;
        self.depth = depth;
        self.lexer.pos = pos;
        self.tok = tok;
        self.prev_end = prev_end;
        None
    }

    /// Looks ahead and comes back.
    pub(super) fn look<R>(&mut self, look: impl FnOnce(&mut Self) -> R) -> R {
        let (pos, tok, prev_end) = (self.lexer.pos, self.tok, self.prev_end);
        let found = look(self);
        self.lexer.pos = pos;
        self.tok = tok;
        self.prev_end = prev_end;
        found
    }

    /// A `>`, perhaps the first character of a longer operator.
    pub(super) fn expect_gt(&mut self) -> Read<()> {
        if !matches!(
            self.tok.kind,
            T::Gt | T::GtEq | T::Shr | T::ShrEq | T::Ushr | T::UshrEq
        ) {
            return Err(self.unexpected_instead_of(T::Gt.text()));
        }
        let end = self.tok.start + 1;
        self.prev_end = end;
        self.lexer.pos = end as usize;
        self.tok = self.lexer.next();
        Ok(())
    }

    /// A `<`, perhaps the first character of `<<`.
    fn expect_lt(&mut self) -> Read<()> {
        if self.at(T::Shl) {
            let end = self.tok.start + 1;
            self.prev_end = end;
            self.lexer.pos = end as usize;
            self.tok = self.lexer.next();
            return Ok(());
        }
        self.expect(T::Lt).map(|_| ())
    }

    /// `<T extends U = V, …>`
    pub(super) fn type_parameters(&mut self) -> Read<Option<TypeSpan>> {
        if !self.options.typescript || !self.at(T::Lt) {
            return Ok(None);
        }
        self.enter()?;
        let start = self.advance().start;
        while !self.at(T::Gt) {
            while (self.at_word(Name::CONST) || self.at_word(Name::IN) || self.at_word(Name::OUT))
                && self.peek().kind == T::Word
            {
                self.advance();
            }
            self.identifier_name()?;
            if self.eat_word(Name::EXTENDS) {
                self.ty()?;
            }
            if self.eat(T::Eq) {
                self.ty()?;
            }
            if !self.eat(T::Comma) {
                break;
            }
        }
        self.expect_gt()?;
        self.leave();
        Ok(Some(TypeSpan(self.span_from(start))))
    }

    /// `<T, U>`
    pub(super) fn type_arguments(&mut self) -> Read<TypeSpan> {
        self.enter()?;
        let start = self.tok.start;
        self.expect_lt()?;
        loop {
            self.ty()?;
            if !self.eat(T::Comma) {
                break;
            }
        }
        self.expect_gt()?;
        self.leave();
        Ok(TypeSpan(self.span_from(start)))
    }

    /// A type.
    pub(super) fn ty(&mut self) -> Read<TypeSpan> {
        self.enter()?;
        let start = self.tok.start;
        if self.function_type_follows() {
            self.function_type()?;
        } else {
            self.union_type()?;
            if self.at_word(Name::EXTENDS)
                && !self.tok.newline_before
                && !self.context.no_conditional_type
            {
                self.advance();
                self.without_conditional(|parser| parser.ty())?;
                self.expect(T::Question)?;
                self.with_conditional(|parser| parser.ty())?;
                self.expect(T::Colon)?;
                self.with_conditional(|parser| parser.ty())?;
            }
        }
        self.leave();
        Ok(TypeSpan(self.span_from(start)))
    }

    fn without_conditional<R>(&mut self, read: impl FnOnce(&mut Self) -> Read<R>) -> Read<R> {
        let outer = std::mem::replace(&mut self.context.no_conditional_type, true);
        let result = read(self);
        self.context.no_conditional_type = outer;
        result
    }

    fn with_conditional<R>(&mut self, read: impl FnOnce(&mut Self) -> Read<R>) -> Read<R> {
        let outer = std::mem::replace(&mut self.context.no_conditional_type, false);
        let result = read(self);
        self.context.no_conditional_type = outer;
        result
    }

    fn function_type_follows(&mut self) -> bool {
        match self.tok.kind {
            T::Lt => true,
            T::Word if self.at_word(Name::NEW) => true,
            T::Word if self.at_word(Name::ABSTRACT) => self.peek().is(Name::NEW),
            T::LParen => self.look(|parser| {
                parser.advance();
                let first = parser.tok.kind;
                match first {
                    T::RParen | T::Ellipsis => return true,
                    T::Word => {
                        parser.advance();
                    }
                    T::LBrace | T::LBracket if parser.skip_balanced() => {}
                    _ => return false,
                }
                match parser.tok.kind {
                    T::Colon | T::Comma | T::Question | T::Eq => true,
                    T::RParen => parser.peek().kind == T::Arrow,
                    _ => false,
                }
            }),
            _ => false,
        }
    }

    /// Skips from an opening bracket behind its closing one, by tokens.
    pub(super) fn skip_balanced(&mut self) -> bool {
        // For each open bracket whether it is the `${` of a template.
        let mut open: Vec<bool> = Vec::new();
        for _ in 0..LOOK_AHEAD {
            match self.tok.kind {
                T::LParen | T::LBrace | T::LBracket => open.push(false),
                T::TemplateOpen => open.push(true),
                T::RBrace if open.last() == Some(&true) => {
                    let core = &mut *self.core;
                    core.lexer.rescan_template(&mut core.tok);
                    if self.at(T::TemplateEnd) {
                        open.pop();
                    }
                }
                T::RParen | T::RBrace | T::RBracket if open.pop().is_none() => return false,
                T::Eof | T::Error => return false,
                _ => {}
            }
            self.advance();
            if open.is_empty() {
                return true;
            }
        }
        false
    }

    /// `<T>(a: U) => V`, `new (a: U) => V`
    fn function_type(&mut self) -> Read<()> {
        self.eat_word(Name::ABSTRACT);
        self.eat_word(Name::NEW);
        self.with_conditional(|parser| {
            parser.type_parameters()?;
            parser.signature_params()
        })?;
        self.expect(T::Arrow)?;
        if self.context.no_conditional_type {
            // `A extends () => B extends C ? D : E ? F : G`: what the function gives may be a condition, if
            // the one around still has its own `?` behind it.
            let whole = self.try_read(|parser| {
                parser.with_conditional(Self::predicate_or_type)?;
                Ok(parser.at(T::Question).then_some(()))
            });
            if whole.is_some() {
                return Ok(());
            }
        }
        self.predicate_or_type()
    }

    /// What stands behind `:` of a function: a type, `x is T`, `asserts x`, `asserts x is T`.
    pub(super) fn predicate_or_type(&mut self) -> Read<()> {
        if self.at_word(Name::ASSERTS) {
            let next = self.peek();
            if next.kind == T::Word
                && !next.newline_before
                && !next.is(Name::EXTENDS)
                && !next.is(Name::IS)
            {
                self.advance();
                self.advance();
                if self.eat_word(Name::IS) {
                    self.ty()?;
                }
                return Ok(());
            }
        }
        if self.at(T::Word) {
            let next = self.peek();
            if next.is(Name::IS) && !next.newline_before {
                self.advance();
                self.advance();
            }
        }
        self.ty().map(|_| ())
    }

    /// The parameters of a signature: nothing is declared.
    pub(super) fn signature_params(&mut self) -> Read<()> {
        self.expect(T::LParen)?;
        while !self.at(T::RParen) {
            self.eat(T::Ellipsis);
            match self.tok.kind {
                T::LBrace | T::LBracket => {
                    if !self.skip_balanced() {
                        return Err(self.unexpected());
                    }
                }
                _ => {
                    self.identifier_name()?;
                }
            }
            self.eat(T::Question);
            if self.eat(T::Colon) {
                self.ty()?;
            }
            if !self.eat(T::Comma) {
                break;
            }
        }
        self.expect(T::RParen).map(|_| ())
    }

    fn union_type(&mut self) -> Read<()> {
        if !self.eat(T::Or) {
            self.eat(T::And);
        }
        loop {
            match self.function_type_follows() {
                true => self.function_type()?,
                false => self.type_operator()?,
            }
            if !matches!(self.tok.kind, T::Or | T::And) {
                return Ok(());
            }
            self.advance();
            self.eat(T::Or);
        }
    }

    fn type_operator(&mut self) -> Read<()> {
        while self.at(T::Word)
            && matches!(
                self.tok.name,
                Name::KEYOF | Name::UNIQUE | Name::READONLY | Name::INFER
            )
        {
            let next = self.peek();
            let is_operand = matches!(
                next.kind,
                T::Word
                    | T::LParen
                    | T::LBracket
                    | T::LBrace
                    | T::String
                    | T::Number
                    | T::TemplateEnd
                    | T::TemplateOpen
            ) && !(next.kind == T::Word
                && matches!(next.name, Name::EXTENDS | Name::IS));
            if !is_operand || next.newline_before && next.kind != T::Word {
                break;
            }
            let is_infer = self.at_word(Name::INFER);
            self.advance();
            if is_infer {
                self.identifier_name()?;
                // `infer U extends V` is a constraint only when no conditional type follows.
                self.try_read(|parser| {
                    parser.expect_word(Name::EXTENDS)?;
                    parser.without_conditional(|parser| parser.ty())?;
                    Ok(
                        (parser.context.no_conditional_type || !parser.at(T::Question))
                            .then_some(()),
                    )
                });
                return Ok(());
            }
        }
        self.postfix_type()
    }

    fn postfix_type(&mut self) -> Read<()> {
        self.primary_type()?;
        while self.at(T::LBracket) && !self.tok.newline_before {
            self.advance();
            if !self.at(T::RBracket) {
                self.with_conditional(|parser| parser.ty())?;
            }
            self.expect(T::RBracket)?;
        }
        Ok(())
    }

    fn primary_type(&mut self) -> Read<()> {
        match self.tok.kind {
            T::Word => self.named_type(),
            T::String | T::Number | T::BigInt => {
                self.advance();
                Ok(())
            }
            T::Minus => {
                self.advance();
                match self.tok.kind {
                    T::Number | T::BigInt => {
                        self.advance();
                        Ok(())
                    }
                    _ => Err(self.unexpected()),
                }
            }
            T::LParen => {
                self.advance();
                self.with_conditional(|parser| parser.ty())?;
                self.expect(T::RParen).map(|_| ())
            }
            T::LBracket => self.with_conditional(|parser| parser.tuple_type()),
            T::LBrace => self.with_conditional(|parser| parser.object_type()),
            T::TemplateEnd | T::TemplateOpen => {
                self.with_conditional(|parser| parser.template_type())
            }
            _ => Err(self.unexpected_instead_of("a type")),
        }
    }

    fn named_type(&mut self) -> Read<()> {
        let token = self.advance();
        if token.is(Name::IMPORT) || token.is(Name::TYPEOF) && self.eat_word(Name::IMPORT) {
            self.expect(T::LParen)?;
            self.ty()?;
            if self.eat(T::Comma) && !self.at(T::RParen) && !self.skip_balanced() {
                return Err(self.unexpected());
            }
            self.expect(T::RParen)?;
        } else if token.is(Name::TYPEOF) {
            self.identifier_name()?;
        }
        while self.at(T::Dot) {
            self.advance();
            match self.at(T::PrivateName) {
                true => {
                    self.advance();
                }
                false => {
                    self.identifier_name()?;
                }
            }
        }
        if matches!(self.tok.kind, T::Lt | T::Shl) && !self.tok.newline_before {
            self.with_conditional(|parser| parser.type_arguments())?;
        }
        Ok(())
    }

    fn tuple_type(&mut self) -> Read<()> {
        self.expect(T::LBracket)?;
        while !self.at(T::RBracket) {
            self.eat(T::Ellipsis);
            if self.at(T::Word) {
                let labelled = self.look(|parser| {
                    parser.advance();
                    parser.eat(T::Question);
                    parser.at(T::Colon)
                });
                if labelled {
                    self.advance();
                    self.eat(T::Question);
                    self.advance();
                }
            }
            self.ty()?;
            self.eat(T::Question);
            if !self.eat(T::Comma) {
                break;
            }
        }
        self.expect(T::RBracket).map(|_| ())
    }

    fn template_type(&mut self) -> Read<()> {
        loop {
            let last = self.at(T::TemplateEnd);
            self.advance();
            if last {
                return Ok(());
            }
            self.ty()?;
            if !self.at(T::RBrace) {
                return Err(self.unexpected_instead_of(T::RBrace.text()));
            }
            let core = &mut *self.core;
            core.lexer.rescan_template(&mut core.tok);
        }
    }

    /// `{ a: T; b?(): U; [k: string]: V; readonly [K in T]?: W }`
    pub(super) fn object_type(&mut self) -> Read<()> {
        self.expect(T::LBrace)?;
        while !self.at(T::RBrace) {
            self.type_member()?;
            if !self.eat(T::Comma)
                && !self.eat(T::Semicolon)
                && !self.at(T::RBrace)
                && !self.tok.newline_before
            {
                return Err(self.unexpected_instead_of(T::Semicolon.text()));
            }
        }
        self.advance();
        Ok(())
    }

    fn type_member(&mut self) -> Read<()> {
        if matches!(self.tok.kind, T::Plus | T::Minus) {
            self.advance();
        }
        while self.at(T::Word)
            && matches!(
                self.tok.name,
                Name::READONLY | Name::GET | Name::SET | Name::NEW
            )
        {
            let next = self.peek();
            let is_modifier = matches!(
                next.kind,
                T::Word | T::String | T::Number | T::LBracket | T::PrivateName
            ) || self.at_word(Name::NEW)
                && matches!(next.kind, T::LParen | T::Lt);
            if !is_modifier {
                break;
            }
            self.advance();
        }
        match self.tok.kind {
            T::LBracket => {
                self.advance();
                self.bracketed_member()?;
            }
            T::LParen | T::Lt => {}
            T::Word | T::String | T::Number | T::PrivateName | T::BigInt => {
                self.advance();
            }
            _ => return Err(self.unexpected()),
        }
        if matches!(self.tok.kind, T::Plus | T::Minus) {
            self.advance();
        }
        self.eat(T::Question);
        if matches!(self.tok.kind, T::LParen | T::Lt) {
            self.type_parameters()?;
            self.signature_params()?;
        }
        if self.eat(T::Colon) {
            self.predicate_or_type()?;
        }
        Ok(())
    }

    /// Behind `[` of a member: `k: T]`, `K in T as U]`, or a name.
    fn bracketed_member(&mut self) -> Read<()> {
        let next = self.peek();
        if self.at(T::Word) && (next.kind == T::Colon || next.is(Name::IN)) {
            self.advance();
            self.advance();
            self.ty()?;
            if self.eat_word(Name::AS) {
                self.ty()?;
            }
        } else if self.at(T::Word) {
            self.identifier_name()?;
            while self.eat(T::Dot) {
                self.identifier_name()?;
            }
        } else {
            self.primary_type()?;
        }
        self.expect(T::RBracket).map(|_| ())
    }

    /// `implements A, B<C>`; the current token is the word.
    pub(super) fn type_list_behind_word(&mut self) -> Read<TypeSpan> {
        self.advance();
        let start = self.tok.start;
        loop {
            self.ty()?;
            if !self.eat(T::Comma) {
                break;
            }
        }
        Ok(TypeSpan(self.span_from(start)))
    }

    /// `: T`
    pub(super) fn colon_type(&mut self) -> Read<Option<TypeSpan>> {
        if !self.options.typescript || !self.eat(T::Colon) {
            return Ok(None);
        }
        let start = self.tok.start;
        self.with_conditional(|parser| parser.predicate_or_type())?;
        Ok(Some(TypeSpan(Span::new(start, self.prev_end))))
    }
}
