//! TypeScript declarations that vanish: types and `declare`d things; and import aliases.
//!
//! Uses: ast, diagnostic, interner, lexer, scope.
//! Never: dump.

use super::pattern::Declare;
use super::state::Position;
use super::{Parser, Read};
use crate::ast::{
    FunctionKind, Pattern, PatternKind, Span, Stmt, StmtKind, TsDeclaration, VariableKind,
};
use crate::diagnostic::DiagnosticKind;
use crate::interner::Name;
use crate::lexer::T;
use crate::scope::{BindingKind, NewFunction};

impl<'a> Parser<'a, '_, '_> {
    pub(super) fn erased(&self, start: u32) -> Stmt<'a> {
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
            Name::ABSTRACT if self.eat_abstract() => {
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
                let statement = self.namespace(start, None)?;
                return Ok(Some(statement.unwrap_or_else(|| self.erased(start))));
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

    /// The word `abstract` of a class.
    pub(super) fn eat_abstract(&mut self) -> bool {
        let is_there = self.options.typescript && self.at_word(Name::ABSTRACT) && {
            let next = self.peek();
            next.is(Name::CLASS) && !next.newline_before
        };
        if is_there {
            self.advance();
        }
        is_there
    }

    /// `export default interface …`
    pub(super) fn ts_default_interface(&mut self) -> Read<bool> {
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

    /// What stands behind `namespace` or `module` where nothing of it exists at run time.
    pub(super) fn ambient_module(&mut self) -> Read<()> {
        if !self.eat(T::String) {
            self.identifier_name()?;
            while self.eat(T::Dot) {
                self.identifier_name()?;
            }
        }
        if self.context.ambient && !self.at(T::LBrace) {
            return self.semicolon();
        }
        self.namespace_body()
    }

    /// Reads the statements of a namespace that are thrown away.
    fn namespace_body(&mut self) -> Read<()> {
        let start = self.tok.start;
        let ambient = self.context.ambient;
        self.in_discarded_scope(start, |parser| {
            parser.context.ambient = ambient;
            parser.enter()?;
            parser.expect(T::LBrace)?;
            while !parser.at(T::RBrace) {
                if parser.at(T::Eof) {
                    return Err(parser.unexpected());
                }
                if parser.at_word(Name::EXPORT) && !ambient {
                    parser.advance();
                    if parser.at(T::LBrace) && parser.skip_balanced() {
                        parser.semicolon()?;
                        continue;
                    }
                }
                parser.statement(Position::List)?;
            }
            parser.advance();
            parser.leave();
            Ok(())
        })
    }

    /// `import A = B.c;`: the current token is `import`. A constant.
    pub(super) fn import_alias(&mut self, start: u32) -> Read<Stmt<'a>> {
        self.advance();
        let is_type = self.at_word(Name::TYPE) && self.peek().kind == T::Word;
        if is_type {
            self.advance();
        }
        let name = self.binding_identifier()?;
        self.expect(T::Eq)?;
        let first = self.scopes.declared_count();
        self.declare_name(name, Declare::Lexical(BindingKind::Const));
        let value_start = self.tok.start;
        let next = self.peek();
        if next.kind == T::LParen && (is_type || self.context.ambient) {
            self.assignment_with_in()?;
            self.semicolon()?;
            return Ok(self.erased(start));
        }
        if next.kind == T::LParen {
            let what = "'import … = require(…)'".to_owned();
            let span = self.tok.span();
            return self.fail(DiagnosticKind::TypeScriptUnsupported { what }, span);
        }
        let value = self.assignment_with_in()?;
        self.scopes.initialize_since(first, value.span.end);
        self.semicolon()?;
        if is_type || self.context.ambient {
            return Ok(self.erased(start));
        }
        let target = Pattern {
            span: name.span,
            kind: PatternKind::Ident(name.name),
        };
        let declarator = crate::ast::Declarator {
            span: name.span.to(Span::new(value_start, value.span.end)),
            target,
            init: Some(value),
            ty: None,
        };
        let declaration = self.arena.alloc(crate::ast::VariableDeclaration {
            span: self.span_from(start),
            kind: VariableKind::Const,
            declarators: self.slice(&[declarator]),
            is_ambient: false,
        });
        Ok(Stmt {
            span: self.span_from(start),
            kind: StmtKind::Variable(declaration),
        })
    }

    /// Whether the current `import` begins an alias: `import A =`, `import type A =`.
    pub(super) fn at_import_alias(&mut self) -> bool {
        self.look(|parser| {
            parser.advance();
            if parser.at_word(Name::TYPE) && parser.peek().kind == T::Word {
                parser.advance();
            }
            parser.at(T::Word) && parser.peek().kind == T::Eq
        })
    }
}
