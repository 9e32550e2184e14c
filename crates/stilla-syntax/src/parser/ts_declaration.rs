//! TypeScript declarations. Types and `declare`d things vanish; enums stay.
//!
//! Uses: ast, diagnostic, interner, lexer, scope.
//! Never: dump.

use super::pattern::Declare;
use super::state::Position;
use super::{Parser, Read};
use crate::ast::{Expr, FunctionKind, Ident, Stmt, StmtKind, TsDeclaration, TsEnum};
use crate::diagnostic::DiagnosticKind;
use crate::interner::Name;
use crate::lexer::T;
use crate::scope::NewFunction;

impl<'a> Parser<'a, '_, '_> {
    fn erased(&self, start: u32) -> Stmt<'a> {
        Stmt {
            span: self.span_from(start),
            kind: StmtKind::Ts(self.arena.alloc(TsDeclaration::Erased)),
        }
    }

    /// A statement that begins with a word that only TypeScript knows.
    pub(super) fn ts_statement(&mut self, position: Position) -> Read<Option<Stmt<'a>>> {
        let token = self.tok;
        let start = token.start;
        let next = self.peek();
        let same_line_word = next.kind == T::Word && !next.newline_before;
        match token.name {
            Name::TYPE if same_line_word => {
                let declares = self.look(|parser| {
                    parser.advance();
                    matches!(parser.peek().kind, T::Eq | T::Lt)
                });
                if !declares {
                    return Ok(None);
                }
                self.type_alias()?;
            }
            Name::INTERFACE if same_line_word => self.interface()?,
            Name::ABSTRACT if next.is(Name::CLASS) && !next.newline_before => {
                self.advance();
                return self.class_declaration(start, &[], false).map(Some);
            }
            Name::DECLARE if same_line_word => self.declare_statement(position)?,
            Name::GLOBAL if next.kind == T::LBrace && self.context.ambient => {
                self.advance();
                self.namespace_body()?;
            }
            Name::NAMESPACE | Name::MODULE
                if !next.newline_before && matches!(next.kind, T::Word | T::String) =>
            {
                self.namespace()?;
            }
            _ => return Ok(None),
        }
        Ok(Some(self.erased(start)))
    }

    fn type_alias(&mut self) -> Read<()> {
        self.advance();
        self.identifier_name()?;
        self.type_parameters()?;
        self.expect(T::Eq)?;
        self.ty()?;
        self.semicolon()
    }

    fn interface(&mut self) -> Read<()> {
        self.advance();
        self.identifier_name()?;
        self.type_parameters()?;
        if self.at_word(Name::EXTENDS) {
            self.type_list_behind_word()?;
        }
        self.object_type()
    }

    /// `export default interface …`
    pub(super) fn ts_default_interface(&mut self) -> Read<bool> {
        if self.at_word(Name::ABSTRACT) && self.peek().is(Name::CLASS) {
            self.advance();
            return Ok(false);
        }
        let next = self.peek();
        if !self.at_word(Name::INTERFACE) || next.kind != T::Word || next.newline_before {
            return Ok(false);
        }
        self.interface()?;
        Ok(true)
    }

    /// `declare …`: read like the declaration, in a scope that is thrown away.
    fn declare_statement(&mut self, position: Position) -> Read<()> {
        let start = self.advance().start;
        self.in_discarded_scope(start, |parser| parser.statement(position).map(|_| ()))
    }

    fn in_discarded_scope(
        &mut self,
        start: u32,
        read: impl FnOnce(&mut Self) -> Read<()>,
    ) -> Read<()> {
        let new = NewFunction {
            kind: FunctionKind::Arrow,
            is_async: false,
            is_generator: false,
            strict: self.context.strict,
            is_declaration: false,
        };
        let scope = self.scopes.open_function(start, new);
        let function = std::mem::replace(&mut self.function, scope);
        let ambient = std::mem::replace(&mut self.context.ambient, true);
        let read = read(self);
        self.context.ambient = ambient;
        self.function = function;
        read?;
        let end = self.prev_end;
        self.scopes.close_lazy(end);
        Ok(())
    }

    /// `namespace A.B { … }`, `module "a" { … }`: only without values.
    fn namespace(&mut self) -> Read<()> {
        let word = self.advance();
        if !self.eat(T::String) {
            self.identifier_name()?;
            while self.eat(T::Dot) {
                self.identifier_name()?;
            }
        }
        if self.context.ambient && !self.at(T::LBrace) {
            return self.semicolon();
        }
        let has_values = self.namespace_body()?;
        if has_values && !self.context.ambient {
            let what = "a namespace with values".to_owned();
            self.report(DiagnosticKind::TypeScriptUnsupported { what }, word.span());
        }
        Ok(())
    }

    /// Reads the statements of a namespace and tells whether any exists at run time.
    fn namespace_body(&mut self) -> Read<bool> {
        let start = self.tok.start;
        let ambient = self.context.ambient;
        let mut has_values = false;
        self.in_discarded_scope(start, |parser| {
            parser.context.ambient = ambient;
            parser.enter()?;
            parser.expect(T::LBrace)?;
            while !parser.at(T::RBrace) {
                if parser.at(T::Eof) {
                    return Err(parser.unexpected());
                }
                if parser.at_word(Name::EXPORT) {
                    parser.advance();
                    if parser.at(T::LBrace) && parser.skip_balanced() {
                        parser.semicolon()?;
                        continue;
                    }
                }
                let statement = parser.statement(Position::List)?;
                has_values |= !matches!(
                    statement.kind,
                    StmtKind::Ts(TsDeclaration::Erased) | StmtKind::Empty
                );
            }
            parser.advance();
            parser.leave();
            Ok(())
        })?;
        Ok(has_values)
    }

    /// `enum E { A, B = 1 }`; the current token is `enum`.
    pub(super) fn enum_declaration(&mut self, start: u32) -> Read<Stmt<'a>> {
        let is_const = self.tok.start != start;
        self.advance();
        let name = self.binding_identifier()?;
        self.declare_name(name, Declare::Var);
        let new = NewFunction {
            kind: FunctionKind::Arrow,
            is_async: false,
            is_generator: false,
            strict: self.context.strict,
            is_declaration: false,
        };
        let scope = self.scopes.open_function(start, new);
        let function = std::mem::replace(&mut self.function, scope);
        let members = self.enum_members()?;
        self.function = function;
        let end = self.prev_end;
        self.scopes.close(end);
        if self.context.ambient {
            return Ok(self.erased(start));
        }
        let members = self.slice(&members);
        let declaration = self.arena.alloc(TsEnum {
            name,
            is_const,
            members,
            scope,
        });
        let kind = StmtKind::Ts(self.arena.alloc(TsDeclaration::Enum(declaration)));
        Ok(Stmt {
            span: self.span_from(start),
            kind,
        })
    }

    fn enum_members(&mut self) -> Read<Vec<(Ident, Option<Expr<'a>>)>> {
        self.expect(T::LBrace)?;
        let mut members = Vec::new();
        while !self.at(T::RBrace) {
            let token = self.tok;
            if !matches!(token.kind, T::Word | T::String) {
                return Err(self.unexpected_instead_of("a member name"));
            }
            self.advance();
            let value = match self.eat(T::Eq) {
                true => Some(self.assignment_with_in()?),
                false => None,
            };
            members.push((
                Ident {
                    name: token.name,
                    span: token.span(),
                },
                value,
            ));
            if !self.at(T::RBrace) {
                self.expect(T::Comma)?;
            }
        }
        self.advance();
        Ok(members)
    }
}
