//! Loops.
//!
//! Uses: ast, diagnostic, form, interner, lexer, scope.
//! Never: dump.

use super::declaration::DeclaratorPlace;
use super::state::Position;
use super::{NOWHERE, Parser, Read};
use crate::ast::{
    Expr, ExprKind, For, ForIn, ForInit, ForOf, ForTarget, PatternKind, Stmt, StmtKind,
    VariableDeclaration, VariableKind, While,
};
use crate::diagnostic::DiagnosticKind;
use crate::form::Form;
use crate::interner::Name;
use crate::lexer::{T, Token};
use crate::scope::{ScopeId, ScopeKind};

impl<'a> Parser<'a, '_, '_> {
    fn loop_body(&mut self) -> Read<Stmt<'a>> {
        let context = self.context;
        self.context.in_breakable = true;
        self.context.in_loop = true;
        let body = self.statement(Position::Body)?;
        self.check_labelled_function(&body);
        self.context.in_breakable = context.in_breakable;
        self.context.in_loop = context.in_loop;
        Ok(body)
    }

    pub(super) fn while_statement(&mut self) -> Read<StmtKind<'a>> {
        self.advance();
        self.expect(T::LParen)?;
        let test = self.expression_with_in()?;
        self.expect(T::RParen)?;
        let body = self.loop_body()?;
        Ok(StmtKind::While(self.arena.alloc(While { test, body })))
    }

    pub(super) fn do_statement(&mut self) -> Read<StmtKind<'a>> {
        self.advance();
        let body = self.loop_body()?;
        self.expect_word(Name::WHILE)?;
        self.expect(T::LParen)?;
        let test = self.expression_with_in()?;
        self.expect(T::RParen)?;
        // A semicolon is always inserted here.
        self.eat(T::Semicolon);
        Ok(StmtKind::DoWhile(self.arena.alloc(While { test, body })))
    }

    /// §14.7.4 The for Statement, §14.7.5 The for-in, for-of, and for-await-of Statements <https://tc39.es/ecma262/#sec-for-in-and-for-of-statements>
    pub(super) fn for_statement(&mut self) -> Read<StmtKind<'a>> {
        let start = self.advance().start;
        let await_token = self.tok;
        let is_await = await_token.is(Name::AWAIT);
        if is_await {
            if !self.context.in_async {
                self.report(DiagnosticKind::AwaitOutside, await_token.span());
            }
            self.has_top_level_await |= self.context.top_level;
            self.last_await = await_token.start + 1;
            self.advance();
        }
        self.expect(T::LParen)?;
        let kind = self.for_declaration_kind(is_await)?;
        let strict = self.context.strict;
        let scope = match kind {
            Some(VariableKind::Var) => {
                let span = self.tok.span();
                self.note_form(Form::Var, span);
                None
            }
            None => None,
            Some(_) => Some(self.scopes.open(ScopeKind::For, start, strict)),
        };
        let statement = match kind {
            Some(kind) => self.for_declaration(kind, is_await, scope)?,
            None => self.for_expression(is_await)?,
        };
        if scope.is_some() {
            let end = self.prev_end;
            self.scopes.close(end);
        }
        Ok(statement)
    }

    /// What the head of a `for` declares, if anything.
    fn for_declaration_kind(&mut self, is_await: bool) -> Read<Option<VariableKind>> {
        let token = self.tok;
        if token.kind != T::Word || token.escaped {
            return Ok(None);
        }
        Ok(match token.name {
            Name::VAR => Some(VariableKind::Var),
            Name::CONST => Some(VariableKind::Const),
            Name::LET => {
                let next = self.peek();
                match next.kind {
                    T::LBracket | T::LBrace => Some(VariableKind::Let),
                    T::Word
                        if next.escaped
                            || !matches!(next.name, Name::IN | Name::INSTANCEOF | Name::OF) =>
                    {
                        Some(VariableKind::Let)
                    }
                    T::Word if next.name == Name::OF => self.let_of_declares()?,
                    _ => None,
                }
            }
            Name::USING => {
                let next = self.peek();
                match next.is(Name::OF) {
                    // `for (using of …)` loops over a variable named `using`, unless an initialiser follows.
                    true if is_await => None,
                    true => self.using_of_declares().then_some(VariableKind::Using),
                    false => self.using_follows().then_some(VariableKind::Using),
                }
            }
            Name::AWAIT if self.context.in_async && self.await_using_follows() => {
                Some(VariableKind::AwaitUsing)
            }
            _ => None,
        })
    }

    /// `for (let of …`: a declaration of `of`, since a loop over `let` is forbidden.
    fn let_of_declares(&mut self) -> Read<Option<VariableKind>> {
        match self.kind_behind_next() {
            T::Eq | T::Semicolon | T::Comma | T::Word => Ok(Some(VariableKind::Let)),
            _ => Ok(None),
        }
    }

    fn using_of_declares(&mut self) -> bool {
        matches!(self.kind_behind_next(), T::Eq | T::Semicolon | T::Comma)
    }

    fn kind_behind_next(&mut self) -> T {
        let (pos, tok, prev_end) = (self.lexer.pos, self.tok, self.prev_end);
        self.advance();
        let mut kind = self.peek().kind;
        if kind == T::Eq && tok.is(Name::LET) || kind == T::Word {
            kind = if self.peek().is(Name::OF) || kind == T::Eq {
                kind
            } else {
                T::Number
            };
        }
        self.lexer.pos = pos;
        self.tok = tok;
        self.prev_end = prev_end;
        kind
    }

    fn for_declaration(
        &mut self,
        kind: VariableKind,
        is_await: bool,
        scope: Option<ScopeId>,
    ) -> Read<StmtKind<'a>> {
        let allow_in = std::mem::replace(&mut self.context.allow_in, false);
        let declaration = self.variable_declaration(kind, DeclaratorPlace::ForHead)?;
        self.context.allow_in = allow_in;
        let is_in = self.at_word(Name::IN) && !is_await;
        if is_in || self.at_word(Name::OF) {
            self.check_loop_declaration(declaration, is_in);
            let left = ForTarget::Declaration(declaration);
            return self.for_each(left, is_in, is_await, scope);
        }
        if is_await {
            return Err(self.unexpected_instead_of("'of'"));
        }
        self.for_rest(ForInit::Declaration(declaration), scope)
    }

    fn check_loop_declaration(&mut self, declaration: &'a VariableDeclaration<'a>, is_in: bool) {
        if declaration.declarators.len() != 1 {
            self.report(DiagnosticKind::ForSeveralDeclarators, declaration.span);
        }
        if is_in
            && matches!(
                declaration.kind,
                VariableKind::Using | VariableKind::AwaitUsing
            )
        {
            self.report(DiagnosticKind::UsingPlacement, declaration.span);
        }
        if let [declarator, ..] = declaration.declarators
            && declarator.init.is_some()
        {
            let legacy = is_in
                && declaration.kind == VariableKind::Var
                && !self.context.strict
                && matches!(declarator.target.kind, PatternKind::Ident(_));
            if !legacy {
                self.report(DiagnosticKind::ForInitializer, declarator.span);
            }
        }
    }

    fn for_expression(&mut self, is_await: bool) -> Read<StmtKind<'a>> {
        if self.at(T::Semicolon) && !is_await {
            return self.for_rest(ForInit::None, None);
        }
        let token = self.tok;
        let start = token.start;
        let allow_in = std::mem::replace(&mut self.context.allow_in, false);
        self.cover_error = NOWHERE;
        let first = self.assignment_or_cover()?;
        let is_in = self.at_word(Name::IN) && !is_await;
        if is_in || self.at_word(Name::OF) {
            self.context.allow_in = allow_in;
            return self.for_each_expression(first, token, is_in, is_await);
        }
        if is_await {
            return Err(self.unexpected_instead_of("'of'"));
        }
        self.check_cover()?;
        let mut list = vec![first];
        while self.eat(T::Comma) {
            list.push(self.assignment()?);
        }
        self.context.allow_in = allow_in;
        let init = match list.len() {
            1 => first,
            _ => self.expr(start, ExprKind::Sequence(self.slice(&list))),
        };
        self.for_rest(ForInit::Expr(init), None)
    }

    fn for_each_expression(
        &mut self,
        first: Expr<'a>,
        token: Token,
        is_in: bool,
        is_await: bool,
    ) -> Read<StmtKind<'a>> {
        if !is_in {
            if token.is(Name::LET) {
                self.report(DiagnosticKind::ForOfLet, token.span());
            }
            if token.is(Name::ASYNC) && !is_await && first.span == token.span() {
                self.report(DiagnosticKind::ForOfAsync, token.span());
            }
        }
        let pattern = match first.kind {
            ExprKind::Array(_) | ExprKind::Object(_) => {
                self.cover_error = NOWHERE;
                self.assignment_pattern(first)?
            }
            _ => {
                self.check_cover()?;
                self.simple_target(first, DiagnosticKind::InvalidForTarget)?
            }
        };
        self.for_each(ForTarget::Pattern(pattern), is_in, is_await, None)
    }

    /// Behind the target of `for in` or `for of`.
    fn for_each(
        &mut self,
        left: ForTarget<'a>,
        is_in: bool,
        is_await: bool,
        scope: Option<ScopeId>,
    ) -> Read<StmtKind<'a>> {
        let word = self.advance();
        if is_in {
            self.note_form(Form::ForIn, word.span());
        }
        let right = match is_in {
            true => self.expression_with_in()?,
            false => self.assignment_with_in()?,
        };
        let close = self.expect(T::RParen)?;
        if scope.is_some() {
            self.scopes.initialize_since(0, close.end);
            self.scopes.body_begins(close.end);
        }
        let body = self.loop_body()?;
        Ok(match is_in {
            true => StmtKind::ForIn(self.arena.alloc(ForIn {
                left,
                right,
                body,
                scope,
            })),
            false => StmtKind::ForOf(self.arena.alloc(ForOf {
                is_await,
                left,
                right,
                body,
                scope,
            })),
        })
    }

    /// Behind the first part of `for (;;)`.
    fn for_rest(&mut self, init: ForInit<'a>, scope: Option<ScopeId>) -> Read<StmtKind<'a>> {
        let semicolon = self.expect(T::Semicolon)?;
        self.note_form(Form::For, semicolon.span());
        if scope.is_some() {
            self.scopes.body_begins(semicolon.end);
        }
        let test = match self.at(T::Semicolon) {
            true => None,
            false => Some(self.expression_with_in()?),
        };
        self.expect(T::Semicolon)?;
        let update = match self.at(T::RParen) {
            true => None,
            false => Some(self.expression_with_in()?),
        };
        self.expect(T::RParen)?;
        let body = self.loop_body()?;
        Ok(StmtKind::For(self.arena.alloc(For {
            init,
            test,
            update,
            body,
            scope,
        })))
    }
}
