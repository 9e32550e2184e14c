//! Declarations in statement lists: variables, functions, `using`.
//!
//! Uses: ast, diagnostic, form, interner, lexer, scope.
//! Never: dump.

use super::function::FunctionStart;
use super::pattern::Declare;
use super::state::Position;
use super::{Parser, Read};
use crate::ast::{
    Declarator, FunctionBody, FunctionKind, Ident, Stmt, StmtKind, VariableDeclaration,
    VariableKind,
};
use crate::diagnostic::DiagnosticKind;
use crate::form::Form;
use crate::interner::Name;
use crate::lexer::{T, Token};
use crate::scope::{BindingKind, ScopeKind};

/// Where declarators stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum DeclaratorPlace {
    Statement,
    /// The head of a `for`: the initialiser may be missing when `in` or `of` follows.
    ForHead,
}

impl<'a> Parser<'a, '_, '_> {
    /// A declaration that begins with a word that is not reserved: `let`, `using`, `await using`, `async function`, TypeScript's.
    pub(super) fn word_declaration(&mut self, position: Position) -> Read<Option<Stmt<'a>>> {
        let token = self.tok;
        if token.escaped {
            return Ok(None);
        }
        match token.name {
            Name::LET => {
                let next = self.peek();
                if !self.let_declares(next, position) {
                    return Ok(None);
                }
                self.lexical_statement(VariableKind::Let, position)
                    .map(Some)
            }
            Name::USING if self.using_follows() => self
                .using_statement(VariableKind::Using, position)
                .map(Some),
            Name::AWAIT if self.context.in_async && self.await_using_follows() => self
                .using_statement(VariableKind::AwaitUsing, position)
                .map(Some),
            Name::ASYNC => {
                let next = self.peek();
                if !next.is(Name::FUNCTION) || next.newline_before {
                    return Ok(None);
                }
                self.advance();
                if !matches!(position, Position::List | Position::SwitchClause) {
                    let kind = match position {
                        Position::Labelled => DiagnosticKind::AsyncOrGeneratorLabel,
                        _ => DiagnosticKind::FunctionInStatementPosition,
                    };
                    self.report(kind, token.span());
                }
                self.function_declaration(token.start, true, false)
                    .map(Some)
            }
            _ if self.options.typescript => self.ts_statement(position),
            _ => Ok(None),
        }
    }

    /// Whether a word other than a reserved one, or a pattern, makes `let` a declaration.
    fn let_declares(&mut self, next: Token, position: Position) -> bool {
        match next.kind {
            T::LBracket => true,
            T::LBrace => {
                matches!(position, Position::List | Position::SwitchClause) || !next.newline_before
            }
            T::Word => {
                let operator = !next.escaped && matches!(next.name, Name::IN | Name::INSTANCEOF);
                let list = matches!(position, Position::List | Position::SwitchClause);
                !operator && (list || !next.newline_before)
            }
            _ => false,
        }
    }

    /// `using name` on one line.
    pub(super) fn using_follows(&mut self) -> bool {
        let next = self.peek();
        next.kind == T::Word
            && !next.newline_before
            && (next.escaped
                || !matches!(
                    next.name,
                    Name::IN | Name::INSTANCEOF | Name::AS | Name::SATISFIES
                ))
    }

    /// `await using name` on one line.
    pub(super) fn await_using_follows(&mut self) -> bool {
        let next = self.peek();
        if !next.is(Name::USING) || next.newline_before {
            return false;
        }
        let (pos, tok, prev_end) = (self.lexer.pos, self.tok, self.prev_end);
        self.advance();
        let follows = self.using_follows();
        self.lexer.pos = pos;
        self.tok = tok;
        self.prev_end = prev_end;
        follows
    }

    fn lexical_statement(&mut self, kind: VariableKind, position: Position) -> Read<Stmt<'a>> {
        let token = self.tok;
        if !matches!(position, Position::List | Position::SwitchClause) {
            self.report(DiagnosticKind::LexicalInStatementPosition, token.span());
        }
        let kind = self.variable_statement(kind)?;
        Ok(Stmt {
            span: self.span_from(token.start),
            kind,
        })
    }

    pub(super) fn const_statement(&mut self, position: Position) -> Read<Stmt<'a>> {
        if self.options.typescript && self.peek().is(Name::ENUM) {
            let start = self.advance().start;
            return self.enum_declaration(start, None);
        }
        self.lexical_statement(VariableKind::Const, position)
    }

    fn using_statement(&mut self, kind: VariableKind, position: Position) -> Read<Stmt<'a>> {
        let span = self.tok.span();
        let script = self.scopes.innermost_kind();
        let misplaced = position == Position::SwitchClause
            || matches!(script, Some(ScopeKind::Script | ScopeKind::Eval));
        if misplaced && position != Position::Body {
            self.report(DiagnosticKind::UsingPlacement, span);
        }
        self.lexical_statement(kind, position)
    }

    /// Statement form, from the keyword on.
    pub(super) fn variable_statement(&mut self, kind: VariableKind) -> Read<StmtKind<'a>> {
        let declaration = self.variable_declaration(kind, DeclaratorPlace::Statement)?;
        self.semicolon()?;
        Ok(StmtKind::Variable(declaration))
    }

    /// Keyword and declarators.
    pub(super) fn variable_declaration(
        &mut self,
        kind: VariableKind,
        place: DeclaratorPlace,
    ) -> Read<&'a VariableDeclaration<'a>> {
        let start = self.advance().start;
        if kind == VariableKind::AwaitUsing {
            self.advance();
            self.has_top_level_await |= self.context.top_level;
            self.last_await = start + 1;
        }
        let mut declarators = Vec::new();
        loop {
            declarators.push(self.declarator(kind, place)?);
            if !self.eat(T::Comma) {
                break;
            }
        }
        let declarators = self.slice(&declarators);
        let is_ambient = self.context.ambient;
        Ok(self.arena.alloc(VariableDeclaration {
            span: self.span_from(start),
            kind,
            declarators,
            is_ambient,
        }))
    }

    fn declarator(&mut self, kind: VariableKind, place: DeclaratorPlace) -> Read<Declarator<'a>> {
        let start = self.tok.start;
        let is_using = matches!(kind, VariableKind::Using | VariableKind::AwaitUsing);
        if is_using && !self.at(T::Word) {
            return self.fail_here(DiagnosticKind::UsingPattern);
        }
        let target = self.binding_target()?;
        let first = self.scopes.declared_count();
        self.declare_pattern(&target, declare(kind))?;
        let ty = self.declarator_type()?;
        let init = match self.at(T::Eq) {
            true => {
                self.advance();
                Some(match place {
                    DeclaratorPlace::Statement => self.assignment_with_in()?,
                    DeclaratorPlace::ForHead => self.assignment()?,
                })
            }
            false => None,
        };
        let loop_follows =
            place == DeclaratorPlace::ForHead && (self.at_word(Name::IN) || self.at_word(Name::OF));
        if init.is_none() && !loop_follows && !self.context.ambient {
            let pattern = !target.is_name();
            if pattern || is_using || kind == VariableKind::Const {
                let what = match pattern {
                    true => "a destructuring declaration",
                    false if is_using => "a 'using' declaration",
                    false => "a 'const' declaration",
                };
                self.report(
                    DiagnosticKind::MissingInitializer {
                        what: what.to_owned(),
                    },
                    target.span,
                );
            }
        }
        let span = self.span_from(start);
        self.scopes.initialize_lexical_since(first, span.end);
        Ok(Declarator {
            span,
            target,
            init,
            ty,
        })
    }

    /// A function where a statement stands.
    pub(super) fn function_statement(&mut self, start: u32, position: Position) -> Read<Stmt<'a>> {
        let span = self.tok.span();
        let is_generator = self.peek().kind == T::Star;
        match position {
            Position::List | Position::SwitchClause => {}
            Position::Labelled if is_generator => {
                self.report(DiagnosticKind::AsyncOrGeneratorLabel, span)
            }
            Position::Labelled | Position::IfBody if !self.context.strict && !is_generator => {}
            _ => self.report(DiagnosticKind::FunctionInStatementPosition, span),
        }
        self.function_declaration(start, false, false)
    }

    /// A function declaration; the current token is `function`. Without name only behind `export default`.
    pub(super) fn function_declaration(
        &mut self,
        start: u32,
        is_async: bool,
        may_be_anonymous: bool,
    ) -> Read<Stmt<'a>> {
        let keyword = self.expect_word(Name::FUNCTION)?;
        self.note_form(Form::Function, keyword.span());
        let is_generator = self.eat(T::Star);
        let name = match may_be_anonymous && !self.at(T::Word) {
            true => None,
            false => Some(self.binding_identifier()?),
        };
        let declared = name.unwrap_or(Ident {
            name: Name::STAR_DEFAULT,
            span: keyword.span(),
        });
        let strict = self.context.strict;
        let kind = FunctionKind::Normal;
        let plain = !is_async && !is_generator;
        let function = self.function(FunctionStart {
            start,
            name,
            kind,
            is_async,
            is_generator,
            is_declaration: true,
        })?;
        if matches!(function.body, FunctionBody::Absent) {
            return Ok(Stmt {
                span: function.span,
                kind: StmtKind::Ts(self.arena.alloc(crate::ast::TsDeclaration::Erased)),
            });
        }
        let redeclared = self
            .scopes
            .declare_function(declared.name, declared.span, strict, plain)
            .is_err();
        if redeclared {
            self.redeclared(declared.name, declared.span);
        }
        Ok(Stmt {
            span: function.span,
            kind: StmtKind::Function(function),
        })
    }

    /// Decorators before a class declaration, perhaps exported.
    pub(super) fn decorated_declaration(&mut self, position: Position) -> Read<Stmt<'a>> {
        let start = self.tok.start;
        let decorators = self.decorators()?;
        if self.at_word(Name::EXPORT) {
            return self.decorated_export(start, decorators, position);
        }
        self.eat_abstract();
        if !self.at_word(Name::CLASS)
            || !matches!(position, Position::List | Position::SwitchClause)
        {
            return self.fail_here(DiagnosticKind::DecoratorPlacement);
        }
        self.class_declaration(start, decorators, false)
    }
}

pub(super) fn declare(kind: VariableKind) -> Declare {
    match kind {
        VariableKind::Var => Declare::Var,
        VariableKind::Let => Declare::Lexical(BindingKind::Let),
        VariableKind::Const => Declare::Lexical(BindingKind::Const),
        VariableKind::Using => Declare::Lexical(BindingKind::Using),
        VariableKind::AwaitUsing => Declare::Lexical(BindingKind::AwaitUsing),
    }
}
