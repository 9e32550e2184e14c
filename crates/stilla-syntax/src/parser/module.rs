//! `import` and `export` declarations, and the entry lists of a module.
//!
//! Uses: ast, diagnostic, interner, lexer, scope.
//! Never: dump.

use super::pattern::Declare;
use super::state::Position;
use super::{Parser, Read};
use crate::ast::{
    Decorator, ExportAll, ExportDefault, ExportNamed, ExportSpecifier, Ident, Import,
    ImportAttribute, ImportName, ImportPhase, ImportSpecifier, Stmt, StmtKind, TsDeclaration,
};
use crate::diagnostic::DiagnosticKind;
use crate::interner::Name;
use crate::lexer::{T, wtf8};
use crate::scope::BindingKind;

/// A name that may be a string, in an import or export clause.
#[derive(Clone, Copy)]
struct ClauseName {
    ident: Ident,
    is_string: bool,
    token: crate::lexer::Token,
}

impl<'a> Parser<'a, '_, '_> {
    fn check_module_item(&mut self, position: Position) {
        let at_top = self.context.module
            && self.context.top_level
            && position == Position::List
            && self.scopes.depth() == 1;
        // A module that is only declared stands anywhere.
        if !at_top && !self.context.ambient {
            self.report_here(DiagnosticKind::ImportOutside);
        }
    }

    /// §16.2.2 Imports <https://tc39.es/ecma262/#sec-imports>
    pub(super) fn import_statement(&mut self, position: Position) -> Read<Stmt<'a>> {
        self.check_module_item(position);
        let start = self.advance().start;
        let mut specifiers = Vec::new();
        let mut phase = ImportPhase::Evaluation;
        let mut type_only = false;
        if !self.at(T::String) {
            if self.options.typescript && self.import_type_follows() {
                self.advance();
                type_only = true;
            }
            phase = self.import_phase();
            self.import_clause(phase, &mut specifiers)?;
            self.expect_word(Name::FROM)?;
        }
        let source = self.module_specifier()?;
        let attributes = self.import_attributes()?;
        self.semicolon()?;
        for specifier in specifiers
            .iter()
            .filter(|specifier| !type_only && !specifier.type_only)
        {
            self.check_binding_name(specifier.local.name, specifier.local.span);
            self.declare_name(specifier.local, Declare::Lexical(BindingKind::Import));
        }
        let specifiers = self.slice(&specifiers);
        let import = self.arena.alloc(Import {
            phase,
            specifiers,
            source,
            attributes,
            type_only,
        });
        Ok(Stmt {
            span: self.span_from(start),
            kind: StmtKind::Import(import),
        })
    }

    /// `import type x`, `import type { x }`, `import type * as x`; not `import type from`.
    fn import_type_follows(&mut self) -> bool {
        if !self.at_word(Name::TYPE) {
            return false;
        }
        let next = self.peek();
        match next.kind {
            T::LBrace | T::Star => true,
            T::Word => !next.is(Name::FROM),
            _ => false,
        }
    }

    fn import_phase(&mut self) -> ImportPhase {
        let token = self.tok;
        if !(token.is(Name::DEFER) || token.is(Name::SOURCE)) {
            return ImportPhase::Evaluation;
        }
        let next = self.peek();
        let is_phase = match token.name {
            Name::DEFER => next.kind == T::Star,
            // `import source from "x"` imports a default; `import source from from "x"` a source named `from`.
            _ => next.kind == T::Word && (!next.is(Name::FROM) || self.source_named_from_follows()),
        };
        match (is_phase, token.name) {
            (false, _) => ImportPhase::Evaluation,
            (true, Name::DEFER) => {
                self.advance();
                ImportPhase::Defer
            }
            (true, _) => {
                self.advance();
                ImportPhase::Source
            }
        }
    }

    fn source_named_from_follows(&mut self) -> bool {
        let (pos, tok, prev_end) = (self.lexer.pos, self.tok, self.prev_end);
        self.advance();
        let twice = self.peek().is(Name::FROM);
        self.lexer.pos = pos;
        self.tok = tok;
        self.prev_end = prev_end;
        twice
    }

    fn import_clause(
        &mut self,
        phase: ImportPhase,
        specifiers: &mut Vec<ImportSpecifier>,
    ) -> Read<()> {
        let mut add = |imported, local| {
            specifiers.push(ImportSpecifier {
                imported,
                local,
                type_only: false,
            })
        };
        if phase == ImportPhase::Source {
            let local = self.binding_identifier()?;
            add(ImportName::Source, local);
            return Ok(());
        }
        if phase == ImportPhase::Evaluation && self.at(T::Word) {
            let local = self.binding_identifier()?;
            add(ImportName::Name(Name::DEFAULT), local);
            if !self.eat(T::Comma) {
                return Ok(());
            }
        }
        if self.eat(T::Star) {
            self.expect_word(Name::AS)?;
            let local = self.binding_identifier()?;
            add(ImportName::Namespace, local);
            return Ok(());
        }
        self.expect(T::LBrace)?;
        while !self.at(T::RBrace) {
            let specifier = self.import_specifier()?;
            specifiers.push(specifier);
            if !self.at(T::RBrace) {
                self.expect(T::Comma)?;
            }
        }
        self.advance();
        Ok(())
    }

    fn import_specifier(&mut self) -> Read<ImportSpecifier> {
        let type_only = self.inline_type();
        let imported = self.clause_name()?;
        let local = match self.eat_word(Name::AS) {
            true => self.binding_identifier()?,
            false if imported.is_string => {
                return self.fail(DiagnosticKind::StringLocalExport, imported.ident.span);
            }
            false => {
                self.check_identifier(imported.token)?;
                imported.ident
            }
        };
        Ok(ImportSpecifier {
            imported: ImportName::Name(imported.ident.name),
            local,
            type_only,
        })
    }

    /// TypeScript: `type` before a name in a clause, as in `{ type a, type as as b, type }`.
    fn inline_type(&mut self) -> bool {
        if !self.options.typescript || !self.at_word(Name::TYPE) {
            return false;
        }
        let next = self.peek();
        let is_modifier = matches!(next.kind, T::Word | T::String) && !next.is(Name::AS);
        if is_modifier {
            self.advance();
        }
        is_modifier
    }

    fn clause_name(&mut self) -> Read<ClauseName> {
        let token = self.tok;
        let ident = Ident {
            name: token.name,
            span: token.span(),
        };
        let is_string = token.kind == T::String;
        if is_string {
            if wtf8::has_lone_surrogate(self.lexer.interner.text(token.name)) {
                self.report(DiagnosticKind::IllFormedExportName, token.span());
            }
        } else if token.kind != T::Word {
            return Err(self.unexpected_instead_of("a name"));
        }
        self.advance();
        Ok(ClauseName {
            ident,
            is_string,
            token,
        })
    }

    fn module_specifier(&mut self) -> Read<Ident> {
        let token = self.expect(T::String)?;
        self.check_string(token);
        Ok(Ident {
            name: token.name,
            span: token.span(),
        })
    }

    /// `with { key: "value" }`
    fn import_attributes(&mut self) -> Read<&'a [ImportAttribute]> {
        if !self.at_word(Name::WITH) {
            return Ok(&[]);
        }
        self.advance();
        self.expect(T::LBrace)?;
        let mut attributes: Vec<ImportAttribute> = Vec::new();
        while !self.at(T::RBrace) {
            let token = self.tok;
            if !matches!(token.kind, T::Word | T::String) {
                return Err(self.unexpected_instead_of("an attribute name"));
            }
            self.advance();
            let key = Ident {
                name: token.name,
                span: token.span(),
            };
            self.expect(T::Colon)?;
            let value = self.module_specifier()?;
            if attributes.iter().any(|other| other.key.name == key.name) {
                let name = self.text(key.name);
                self.report(DiagnosticKind::DuplicateAttribute { name }, key.span);
            }
            attributes.push(ImportAttribute { key, value });
            if !self.at(T::RBrace) {
                self.expect(T::Comma)?;
            }
        }
        self.advance();
        Ok(self.slice(&attributes))
    }

    /// §16.2.3 Exports <https://tc39.es/ecma262/#sec-exports>
    pub(super) fn export_statement(&mut self, position: Position) -> Read<Stmt<'a>> {
        self.check_module_item(position);
        let start = self.advance().start;
        let token = self.tok;
        let kind = match token.kind {
            T::Star => self.export_all(false)?,
            T::LBrace => self.export_clause(false)?,
            T::Word if self.at_word(Name::DEFAULT) => self.export_default(start, &[])?,
            T::Word
                if self.options.typescript
                    && self.at_word(Name::TYPE)
                    && matches!(self.peek().kind, T::LBrace | T::Star) =>
            {
                self.advance();
                match self.at(T::Star) {
                    true => self.export_all(true)?,
                    false => self.export_clause(true)?,
                }
            }
            T::Word if self.options.typescript && self.at_global_name() => {
                self.advance();
                self.advance();
                self.identifier_name()?;
                self.semicolon()?;
                StmtKind::Ts(self.arena.alloc(TsDeclaration::Erased))
            }
            T::Eq if self.options.typescript => {
                self.advance();
                let value = self.expression_with_in()?;
                self.semicolon()?;
                StmtKind::Ts(
                    self.arena
                        .alloc(TsDeclaration::ExportAssign(self.alloc(value))),
                )
            }
            _ => self.export_declaration()?,
        };
        Ok(Stmt {
            span: self.span_from(start),
            kind,
        })
    }

    /// `export as namespace N`
    fn at_global_name(&mut self) -> bool {
        self.at_word(Name::AS) && self.peek().is(Name::NAMESPACE)
    }

    fn export_declaration(&mut self) -> Read<StmtKind<'a>> {
        let token = self.tok;
        let keyword = token.kind == T::Word && !token.escaped;
        let declares = keyword
            && match token.name {
                Name::VAR | Name::CONST | Name::FUNCTION | Name::CLASS => true,
                Name::LET => matches!(self.peek().kind, T::Word | T::LBracket | T::LBrace),
                Name::ASYNC => self.peek().is(Name::FUNCTION),
                _ => self.options.typescript,
            };
        if !declares && token.kind != T::At {
            return Err(self.unexpected());
        }
        let declaration = self.statement(Position::List)?;
        if matches!(declaration.kind, StmtKind::Expr(_)) {
            return self.fail(
                DiagnosticKind::Unexpected {
                    found: "expression".to_owned(),
                },
                declaration.span,
            );
        }
        Ok(StmtKind::ExportDeclaration(self.arena.alloc(declaration)))
    }

    pub(super) fn decorated_export(
        &mut self,
        start: u32,
        decorators: &'a [Decorator<'a>],
        position: Position,
    ) -> Read<Stmt<'a>> {
        self.check_module_item(position);
        self.advance();
        self.eat_abstract();
        let kind = match self.at_word(Name::DEFAULT) {
            true => self.export_default(start, decorators)?,
            false if self.at_word(Name::CLASS) => {
                let class = self.class_declaration(start, decorators, false)?;
                StmtKind::ExportDeclaration(self.arena.alloc(class))
            }
            false => return self.fail_here(DiagnosticKind::DecoratorPlacement),
        };
        Ok(Stmt {
            span: self.span_from(start),
            kind,
        })
    }

    fn export_default(
        &mut self,
        start: u32,
        decorators: &'a [Decorator<'a>],
    ) -> Read<StmtKind<'a>> {
        self.advance();
        let token = self.tok;
        let (decorators, class_start) = match decorators {
            [] if self.at(T::At) => (self.decorators()?, token.start),
            [] => (decorators, token.start),
            _ => (decorators, start),
        };
        self.eat_abstract();
        let is_async = self.at_word(Name::ASYNC) && {
            let next = self.peek();
            next.is(Name::FUNCTION) && !next.newline_before
        };
        if is_async {
            self.advance();
        }
        if self.at_word(Name::FUNCTION) {
            let declaration = self.function_declaration(token.start, is_async, true)?;
            return Ok(match declaration.kind {
                StmtKind::Function(function) => {
                    self.default_statement(ExportDefault::Function(function))
                }
                other => other,
            });
        }
        if self.at_word(Name::CLASS) {
            let declaration = self.class_declaration(class_start, decorators, true)?;
            return Ok(match declaration.kind {
                StmtKind::Class(class) => self.default_statement(ExportDefault::Class(class)),
                other => other,
            });
        }
        if !decorators.is_empty() {
            return self.fail_here(DiagnosticKind::DecoratorPlacement);
        }
        if self.options.typescript && self.ts_default_interface()? {
            return Ok(StmtKind::Ts(self.arena.alloc(TsDeclaration::Erased)));
        }
        let value = self.assignment_with_in()?;
        let first = self.scopes.declared_count();
        let ident = Ident {
            name: Name::STAR_DEFAULT,
            span: value.span,
        };
        self.declare_name(ident, Declare::Lexical(BindingKind::Const));
        self.scopes.initialize_since(first, value.span.end);
        self.semicolon()?;
        let value = self.alloc(value);
        Ok(self.default_statement(ExportDefault::Expr(value)))
    }

    fn default_statement(&self, default: ExportDefault<'a>) -> StmtKind<'a> {
        StmtKind::ExportDefault(self.arena.alloc(default))
    }

    fn export_all(&mut self, type_only: bool) -> Read<StmtKind<'a>> {
        self.advance();
        let exported = match self.eat_word(Name::AS) {
            true => Some(self.clause_name()?.ident),
            false => None,
        };
        self.expect_word(Name::FROM)?;
        let source = self.module_specifier()?;
        let attributes = self.import_attributes()?;
        self.semicolon()?;
        Ok(StmtKind::ExportAll(self.arena.alloc(ExportAll {
            exported,
            source,
            attributes,
            type_only,
        })))
    }

    fn export_clause(&mut self, type_only: bool) -> Read<StmtKind<'a>> {
        self.advance();
        let mut specifiers = Vec::new();
        let mut locals = Vec::new();
        while !self.at(T::RBrace) {
            let inline_type = self.inline_type();
            let local = self.clause_name()?;
            let exported = match self.eat_word(Name::AS) {
                true => self.clause_name()?.ident,
                false => local.ident,
            };
            locals.push(local);
            specifiers.push(ExportSpecifier {
                local: local.ident,
                exported,
                type_only: inline_type,
            });
            if !self.at(T::RBrace) {
                self.expect(T::Comma)?;
            }
        }
        self.advance();
        let mut source = None;
        let mut attributes: &'a [ImportAttribute] = &[];
        if self.eat_word(Name::FROM) {
            source = Some(self.module_specifier()?);
            attributes = self.import_attributes()?;
        } else {
            for local in locals {
                if local.is_string {
                    self.report(DiagnosticKind::StringLocalExport, local.ident.span);
                } else {
                    self.check_identifier(local.token)?;
                }
            }
        }
        self.semicolon()?;
        let specifiers = self.slice(&specifiers);
        Ok(StmtKind::ExportNamed(self.arena.alloc(ExportNamed {
            specifiers,
            source,
            attributes,
            type_only,
        })))
    }
}
