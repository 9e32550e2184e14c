//! Statements, and going on after an error.
//!
//! Uses: ast, diagnostic, form, interner, lexer, scope.
//! Never: dump.

use super::pattern::Declare;
use super::state::{Label, Position};
use super::{NOWHERE, Parser, Read, Statements};
use crate::ast::{
    Block, Catch, ExprKind, If, Labeled, Span, Stmt, StmtKind, Switch, SwitchCase, Try, With,
};
use crate::diagnostic::DiagnosticKind;
use crate::form::Form;
use crate::interner::Name;
use crate::lexer::T;
use crate::scope::ScopeKind;

impl<'a> Parser<'a, '_, '_> {
    /// Reads statements up to `end`, which is not consumed.
    pub(super) fn statements(&mut self, end: T, list: &mut Statements<'a>) -> Read<()> {
        while !self.at(end) {
            if self.at(T::Eof) {
                return Err(self.unexpected_instead_of(end.text()));
            }
            self.statement_or_recover(list)?;
        }
        Ok(())
    }

    /// Reads one statement of a list into it. After an error it skips to where the next one may begin.
    pub(super) fn statement_or_recover(
        &mut self,
        list: &mut Statements<'a>,
    ) -> Read<Option<Stmt<'a>>> {
        let (depth, open, labels, context) = (
            self.depth,
            self.scopes.depth(),
            self.labels.len(),
            self.context,
        );
        let (start, function) = (self.tok.start, self.function);
        match self.statement(Position::List) {
            Ok(statement) => {
                if !self.options.refused.is_empty() {
                    self.statement_spans.push(statement.span);
                }
                list.push(statement);
                Ok(Some(statement))
            }
            Err(fail) => {
                if self.aborted || self.at(T::Eof) {
                    return Err(fail);
                }
                self.depth = depth;
                self.context = context;
                self.function = function;
                self.labels.truncate(labels);
                self.cover_error = NOWHERE;
                let end = self.prev_end;
                self.scopes.close_down_to(open, end);
                self.skip_statement(start);
                Ok(None)
            }
        }
    }

    /// Skips tokens up to a semicolon, a closing brace, or a keyword at the beginning of a line.
    fn skip_statement(&mut self, start: u32) {
        let mut braces = 0u32;
        if self.tok.start == start {
            self.advance();
        }
        loop {
            match self.tok.kind {
                T::Eof => return,
                T::LBrace => braces += 1,
                T::RBrace if braces == 0 => return,
                T::RBrace => braces -= 1,
                T::Semicolon if braces == 0 => {
                    self.advance();
                    return;
                }
                T::Word
                    if braces == 0
                        && self.tok.newline_before
                        && begins_statement(self.tok.name) =>
                {
                    return;
                }
                _ => {}
            }
            self.advance();
        }
    }

    pub(super) fn statement(&mut self, position: Position) -> Read<Stmt<'a>> {
        self.enter()?;
        let start = self.tok.start;
        let kind = match self.tok.kind {
            T::Word if self.tok.name < Name::IMPLEMENTS && !self.tok.escaped => {
                let statement = self.keyword_statement(position)?;
                self.leave();
                return Ok(statement);
            }
            T::Word => {
                if let Some(declaration) = self.word_declaration(position)? {
                    self.leave();
                    return Ok(declaration);
                }
                self.expression_or_label(position)?
            }
            T::LBrace => StmtKind::Block(self.block(ScopeKind::Block)?),
            T::Semicolon => {
                self.advance();
                StmtKind::Empty
            }
            T::At => {
                let declaration = self.decorated_declaration(position)?;
                self.leave();
                return Ok(declaration);
            }
            _ => self.expression_statement()?,
        };
        self.leave();
        Ok(Stmt {
            span: self.span_from(start),
            kind,
        })
    }

    pub(super) fn expression_statement(&mut self) -> Read<StmtKind<'a>> {
        self.context.allow_in = true;
        let expr = self.expression()?;
        self.semicolon()?;
        Ok(StmtKind::Expr(self.alloc(expr)))
    }

    fn keyword_statement(&mut self, position: Position) -> Read<Stmt<'a>> {
        let token = self.tok;
        let start = token.start;
        if !self.options.refused.is_empty() {
            match token.name {
                Name::VAR => self.note_form(Form::Var, token.span()),
                Name::WITH => self.note_form(Form::With, token.span()),
                Name::WHILE | Name::DO => self.note_form(Form::While, token.span()),
                _ => {}
            }
        }
        let kind = match token.name {
            Name::VAR => self.variable_statement(crate::ast::VariableKind::Var)?,
            Name::CONST => return self.const_statement(position),
            Name::IF => self.if_statement()?,
            Name::RETURN => self.return_statement()?,
            Name::FUNCTION => return self.function_statement(start, position),
            Name::FOR => self.for_statement()?,
            Name::WHILE => self.while_statement()?,
            Name::DO => self.do_statement()?,
            Name::BREAK => self.break_statement()?,
            Name::CONTINUE => self.continue_statement()?,
            Name::THROW => self.throw_statement()?,
            Name::TRY => self.try_statement()?,
            Name::SWITCH => self.switch_statement()?,
            Name::CLASS => {
                if !matches!(position, Position::List | Position::SwitchClause) {
                    self.report(DiagnosticKind::ClassInStatementPosition, token.span());
                }
                return self.class_declaration(start, &[], false);
            }
            Name::WITH => self.with_statement()?,
            Name::DEBUGGER => {
                self.advance();
                self.semicolon()?;
                StmtKind::Debugger
            }
            Name::IMPORT if self.options.typescript && self.at_import_alias() => {
                return self.import_alias(start);
            }
            Name::IMPORT if !matches!(self.peek().kind, T::LParen | T::Dot) => {
                return self.import_statement(position);
            }
            Name::EXPORT => return self.export_statement(position),
            Name::ENUM if self.options.typescript => return self.enum_declaration(start, None),
            _ => self.expression_statement()?,
        };
        Ok(Stmt {
            span: self.span_from(start),
            kind,
        })
    }

    pub(super) fn block(&mut self, kind: ScopeKind) -> Read<&'a Block<'a>> {
        let block = self.block_value(kind)?;
        Ok(self.arena.alloc(block))
    }

    fn block_value(&mut self, kind: ScopeKind) -> Read<Block<'a>> {
        let start = self.tok.start;
        if !self.at(T::LBrace) {
            return Err(self.unexpected_instead_of(T::LBrace.text()));
        }
        let strict = self.context.strict;
        let scope = self.scopes.open(kind, start, strict);
        self.advance();
        let mut statements = Statements::new();
        self.statements(T::RBrace, &mut statements)?;
        self.expect(T::RBrace)?;
        let end = self.prev_end;
        self.scopes.close(end);
        Ok(Block {
            span: self.span_from(start),
            body: self.slice(&statements),
            scope,
        })
    }

    /// An expression statement, or `label: body`.
    fn expression_or_label(&mut self, position: Position) -> Read<StmtKind<'a>> {
        let token = self.tok;
        let start = token.start;
        self.context.allow_in = true;
        let expr = self.expression()?;
        if let (ExprKind::Ident(name), T::Colon) = (expr.kind, self.tok.kind)
            && expr.span == token.span()
        {
            self.advance();
            // The label was noted as a reference.
            self.scopes.forget_last_reference(name, start);
            return self.labelled(
                crate::ast::Ident {
                    name,
                    span: expr.span,
                },
                position,
            );
        }
        self.semicolon()?;
        Ok(StmtKind::Expr(self.alloc(expr)))
    }

    fn labelled(&mut self, label: crate::ast::Ident, position: Position) -> Read<StmtKind<'a>> {
        self.note_form(Form::Labels, label.span);
        if self.labels.iter().any(|open| open.name == label.name) {
            let name = self.text(label.name);
            self.report(DiagnosticKind::DuplicateLabel { name }, label.span);
        }
        // A label right behind another one stands before the same statement.
        let outer = self.labels.last().copied();
        let is_loop = match outer.filter(|outer| outer.body == label.span.start) {
            Some(outer) => outer.is_loop,
            None => self.loop_follows(),
        };
        let body = self.tok.start;
        self.labels.push(Label {
            name: label.name,
            is_loop,
            body,
        });
        let position = match position {
            Position::List | Position::SwitchClause | Position::Labelled => Position::Labelled,
            _ => Position::Body,
        };
        let body = self.statement(position)?;
        self.labels.pop();
        Ok(StmtKind::Labeled(self.arena.alloc(Labeled { label, body })))
    }

    /// Whether the statement behind a label is a loop, perhaps behind further labels.
    fn loop_follows(&mut self) -> bool {
        let (pos, tok, prev_end) = (self.lexer.pos, self.tok, self.prev_end);
        while self.at(T::Word) && self.tok.name > Name::WITH && self.peek().kind == T::Colon {
            self.advance();
            self.advance();
        }
        let found = self.at_word(Name::FOR) || self.at_word(Name::WHILE) || self.at_word(Name::DO);
        self.lexer.pos = pos;
        self.tok = tok;
        self.prev_end = prev_end;
        found
    }

    fn condition(&mut self) -> Read<crate::ast::Expr<'a>> {
        self.expect(T::LParen)?;
        let test = self.expression_with_in()?;
        self.expect(T::RParen)?;
        Ok(test)
    }

    /// `if`, with its `else if` chain in a loop.
    fn if_statement(&mut self) -> Read<StmtKind<'a>> {
        let mut clauses = Vec::new();
        let held = self.held_elsewhere;
        let mut last = None;
        loop {
            let start = self.tok.start;
            self.expect_word(Name::IF)?;
            let test = self.condition()?;
            let then = self.if_body()?;
            clauses.push((start, test, then));
            self.hold_list(held, &clauses);
            if !self.eat_word(Name::ELSE) {
                break;
            }
            if !self.at_word(Name::IF) {
                last = Some(self.if_body()?);
                break;
            }
        }
        let mut otherwise = last;
        let mut chain = None;
        for (start, test, then) in clauses.into_iter().rev() {
            self.step()?;
            let clause = self.arena.alloc(If {
                test,
                then,
                otherwise,
            });
            let kind = StmtKind::If(clause);
            otherwise = Some(Stmt {
                span: self.span_from(start),
                kind,
            });
            chain = Some(kind);
        }
        self.held_elsewhere = held;
        Ok(chain.expect("the loop reads at least one clause"))
    }

    /// The body of `if` or `else`. A sloppy function here stands as if in a block.
    fn if_body(&mut self) -> Read<Stmt<'a>> {
        if !self.at_word(Name::FUNCTION) || self.context.strict {
            let body = self.statement(Position::Body)?;
            self.check_labelled_function(&body);
            return Ok(body);
        }
        let start = self.tok.start;
        let scope = self.scopes.open(ScopeKind::Block, start, false);
        let function = self.statement(Position::IfBody)?;
        let end = self.prev_end;
        self.scopes.close(end);
        let block = Block {
            span: function.span,
            body: self.slice(&[function]),
            scope,
        };
        Ok(Stmt {
            span: function.span,
            kind: StmtKind::Block(self.arena.alloc(block)),
        })
    }

    fn return_statement(&mut self) -> Read<StmtKind<'a>> {
        let token = self.advance();
        if !self.context.return_ok {
            self.report(DiagnosticKind::ReturnOutside, token.span());
        }
        let value = match self.statement_ends() {
            true => None,
            false => {
                let value = self.expression_with_in()?;
                Some(self.alloc(value))
            }
        };
        self.semicolon()?;
        Ok(StmtKind::Return(value))
    }

    fn statement_ends(&self) -> bool {
        self.tok.newline_before || matches!(self.tok.kind, T::Semicolon | T::RBrace | T::Eof)
    }

    fn jump_label(&mut self) -> Read<Option<crate::ast::Ident>> {
        match self.at(T::Word) && !self.tok.newline_before {
            true => self.identifier().map(Some),
            false => Ok(None),
        }
    }

    fn break_statement(&mut self) -> Read<StmtKind<'a>> {
        let token = self.advance();
        let label = self.jump_label()?;
        match label {
            None if !self.context.in_breakable => {
                self.report(DiagnosticKind::BreakOutside, token.span())
            }
            Some(label) if !self.labels.iter().any(|open| open.name == label.name) => {
                let name = self.text(label.name);
                self.report(DiagnosticKind::UndefinedLabel { name }, label.span);
            }
            _ => {}
        }
        self.semicolon()?;
        Ok(StmtKind::Break(label))
    }

    fn continue_statement(&mut self) -> Read<StmtKind<'a>> {
        let token = self.advance();
        let label = self.jump_label()?;
        if !self.context.in_loop {
            self.report(DiagnosticKind::ContinueOutside, token.span());
        } else if let Some(label) = label {
            match self
                .labels
                .iter()
                .find(|open| open.name == label.name)
                .map(|open| open.is_loop)
            {
                Some(true) => {}
                Some(false) => {
                    let name = self.text(label.name);
                    self.report(DiagnosticKind::ContinueLabel { name }, label.span);
                }
                None => {
                    let name = self.text(label.name);
                    self.report(DiagnosticKind::UndefinedLabel { name }, label.span);
                }
            }
        }
        self.semicolon()?;
        Ok(StmtKind::Continue(label))
    }

    fn throw_statement(&mut self) -> Read<StmtKind<'a>> {
        self.advance();
        if self.tok.newline_before {
            return self.fail_here(DiagnosticKind::NewlineAfterThrow);
        }
        let value = self.expression_with_in()?;
        self.semicolon()?;
        Ok(StmtKind::Throw(self.alloc(value)))
    }

    fn try_statement(&mut self) -> Read<StmtKind<'a>> {
        self.advance();
        let block = self.block_value(ScopeKind::Block)?;
        let handler = match self.at_word(Name::CATCH) {
            true => Some(self.catch()?),
            false => None,
        };
        let finalizer = match self.eat_word(Name::FINALLY) {
            true => Some(self.block_value(ScopeKind::Block)?),
            false => None,
        };
        if handler.is_none() && finalizer.is_none() {
            if self.at(T::Eof) {
                return Err(self.unexpected());
            }
            return self.fail_here(DiagnosticKind::CatchOrFinally);
        }
        Ok(StmtKind::Try(self.arena.alloc(Try {
            block,
            handler,
            finalizer,
        })))
    }

    fn catch(&mut self) -> Read<Catch<'a>> {
        let start = self.advance().start;
        if !self.eat(T::LParen) {
            let body = self.block_value(ScopeKind::Block)?;
            return Ok(Catch {
                span: self.span_from(start),
                param: None,
                ty: None,
                body,
                scope: None,
            });
        }
        let strict = self.context.strict;
        let scope = self.scopes.open(ScopeKind::Catch, start, strict);
        let param = self.binding_target()?;
        let simple = param.is_name();
        let first = self.scopes.declared_count();
        self.declare_pattern(&param, Declare::CatchParam { simple })?;
        self.scopes.initialize_since(first, param.span.end);
        let ty = self.parameter_type()?;
        self.expect(T::RParen)?;
        let body_start = self.tok.start;
        self.scopes.body_begins(body_start);
        let body = self.block_value(ScopeKind::Block)?;
        let end = self.prev_end;
        self.scopes.close(end);
        Ok(Catch {
            span: self.span_from(start),
            param: Some(param),
            ty,
            body,
            scope: Some(scope),
        })
    }

    fn switch_statement(&mut self) -> Read<StmtKind<'a>> {
        self.advance();
        let discriminant = self.condition()?;
        let start = self.expect(T::LBrace)?.start;
        let strict = self.context.strict;
        let scope = self.scopes.open(ScopeKind::Switch, start, strict);
        let in_breakable = std::mem::replace(&mut self.context.in_breakable, true);
        let mut cases: Vec<SwitchCase<'a>> = Vec::new();
        while !self.at(T::RBrace) {
            let case = self.switch_case()?;
            if case.test.is_none() && cases.iter().any(|case| case.test.is_none()) {
                self.report(DiagnosticKind::DuplicateDefault, case.span);
            }
            cases.push(case);
        }
        self.advance();
        self.context.in_breakable = in_breakable;
        let end = self.prev_end;
        self.scopes.close(end);
        let cases = self.slice(&cases);
        Ok(StmtKind::Switch(self.arena.alloc(Switch {
            discriminant,
            cases,
            scope,
        })))
    }

    fn switch_case(&mut self) -> Read<SwitchCase<'a>> {
        let start = self.tok.start;
        let test = match self.eat_word(Name::CASE) {
            true => Some(self.expression_with_in()?),
            false => {
                if !self.at_word(Name::DEFAULT) {
                    return Err(self.unexpected_instead_of("'case' or 'default'"));
                }
                self.advance();
                None
            }
        };
        self.expect(T::Colon)?;
        let mut body = Vec::new();
        while !(self.at(T::RBrace) || self.at_word(Name::CASE) || self.at_word(Name::DEFAULT)) {
            if self.at(T::Eof) {
                return Err(self.unexpected());
            }
            body.push(self.statement(Position::SwitchClause)?);
        }
        Ok(SwitchCase {
            span: self.span_from(start),
            test,
            body: self.slice(&body),
        })
    }

    fn with_statement(&mut self) -> Read<StmtKind<'a>> {
        let token = self.advance();
        if self.context.strict {
            self.report(DiagnosticKind::WithInStrict, token.span());
        }
        let object = self.condition()?;
        let start = self.tok.start;
        let strict = self.context.strict;
        let scope = self.scopes.open(ScopeKind::With, start, strict);
        let body = self.statement(Position::Body)?;
        self.check_labelled_function(&body);
        let end = self.prev_end;
        self.scopes.close(end);
        Ok(StmtKind::With(self.arena.alloc(With {
            object,
            body,
            scope,
        })))
    }

    /// Refuses `label: function` as the body of a loop, `if` or `with`.
    pub(super) fn check_labelled_function(&mut self, body: &Stmt<'a>) {
        let mut inner = body;
        while let StmtKind::Labeled(labelled) = inner.kind {
            inner = &labelled.body;
        }
        if let (StmtKind::Function(_), StmtKind::Labeled(_)) = (inner.kind, body.kind) {
            let span: Span = inner.span;
            self.report(DiagnosticKind::LabelledFunctionBody, span);
        }
    }
}

fn begins_statement(word: Name) -> bool {
    matches!(
        word,
        Name::VAR
            | Name::LET
            | Name::CONST
            | Name::IF
            | Name::FOR
            | Name::WHILE
            | Name::DO
            | Name::RETURN
            | Name::FUNCTION
            | Name::CLASS
            | Name::TRY
            | Name::THROW
            | Name::SWITCH
            | Name::BREAK
            | Name::CONTINUE
            | Name::IMPORT
            | Name::EXPORT
    )
}
