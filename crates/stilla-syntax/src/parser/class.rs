//! Classes and decorators.
//!
//! Uses: ast, diagnostic, interner, lexer, scope.
//! Never: dump.

use super::pattern::Declare;
use super::{Parser, Read};
use crate::ast::{
    Class, ClassElement, Decorator, Expr, ExprKind, Function, Ident, Stmt, StmtKind, TypeSpan,
};
use crate::diagnostic::DiagnosticKind;
use crate::interner::Name;
use crate::lexer::T;
use crate::scope::{BindingKind, ScopeKind};

/// The elements of a class body while they are read.
pub(super) struct ClassBody<'a> {
    pub(super) is_derived: bool,
    pub(super) constructor: Option<&'a Function<'a>>,
    pub(super) elements: Vec<ClassElement<'a>>,
}

struct Heritage<'a> {
    extends: Option<&'a Expr<'a>>,
    super_type_args: Option<TypeSpan>,
    implements: Option<TypeSpan>,
}

impl<'a> Parser<'a, '_, '_> {
    /// `@a @b.c() @(d)`
    pub(super) fn decorators(&mut self) -> Read<&'a [Decorator<'a>]> {
        if !self.at(T::At) {
            return Ok(&[]);
        }
        let mut decorators = Vec::new();
        while self.at(T::At) {
            let start = self.advance().start;
            let expr = self.decorator_expression()?;
            decorators.push(Decorator {
                span: self.span_from(start),
                expr,
            });
        }
        Ok(self.slice(&decorators))
    }

    /// Names joined by dots, perhaps called once, or anything in parentheses.
    fn decorator_expression(&mut self) -> Read<Expr<'a>> {
        let start = self.tok.start;
        if self.at(T::LParen) {
            return self.primary();
        }
        let name = self.identifier()?;
        self.refer(name.name, name.span);
        let mut expr = Expr {
            span: name.span,
            kind: ExprKind::Ident(name.name),
        };
        while self.at(T::Dot) {
            self.advance();
            let token = self.tok;
            let object = self.alloc(expr);
            let property = self.arena.alloc(Ident {
                name: token.name,
                span: token.span(),
            });
            let kind = match token.kind {
                T::Word => ExprKind::Dot {
                    object,
                    property,
                    optional: false,
                },
                T::PrivateName => {
                    self.scopes.reference(token.name, token.start);
                    ExprKind::PrivateDot {
                        object,
                        property,
                        optional: false,
                    }
                }
                _ => return Err(self.unexpected_instead_of("a property name")),
            };
            self.advance();
            expr = self.expr(start, kind);
        }
        let type_args = match self.options.typescript && matches!(self.tok.kind, T::Lt | T::Shl) {
            true => Some(self.type_arguments()?),
            false => None,
        };
        if self.at(T::LParen) {
            let args = self.arguments()?;
            let call = crate::ast::Call {
                callee: expr,
                type_args,
                args,
                optional: false,
            };
            expr = self.expr(start, ExprKind::Call(self.arena.alloc(call)));
        }
        Ok(expr)
    }

    /// Decorators where an expression stands: a class must follow.
    pub(super) fn decorated_class_expression(&mut self) -> Read<Expr<'a>> {
        let start = self.tok.start;
        let decorators = self.decorators()?;
        if !self.at_word(Name::CLASS) {
            return self.fail_here(DiagnosticKind::DecoratorPlacement);
        }
        self.class_expression(start, decorators)
    }

    pub(super) fn class_expression(
        &mut self,
        start: u32,
        decorators: &'a [Decorator<'a>],
    ) -> Read<Expr<'a>> {
        self.expect_word(Name::CLASS)?;
        let strict = std::mem::replace(&mut self.context.strict, true);
        let name = match self.class_name_follows() {
            true => Some(self.binding_identifier()?),
            false => None,
        };
        let class = self.class(start, decorators, name)?;
        self.context.strict = strict;
        Ok(self.expr(start, ExprKind::Class(class)))
    }

    fn class_name_follows(&self) -> bool {
        self.at(T::Word)
            && !self.at_word(Name::EXTENDS)
            && !(self.options.typescript && self.at_word(Name::IMPLEMENTS))
    }

    /// A class declaration; the current token is `class`. Without name only behind `export default`.
    pub(super) fn class_declaration(
        &mut self,
        start: u32,
        decorators: &'a [Decorator<'a>],
        may_be_anonymous: bool,
    ) -> Read<Stmt<'a>> {
        self.expect_word(Name::CLASS)?;
        let strict = std::mem::replace(&mut self.context.strict, true);
        let name = match self.class_name_follows() || !may_be_anonymous {
            true => Some(self.binding_identifier()?),
            false => None,
        };
        let declared = name.unwrap_or(Ident {
            name: Name::STAR_DEFAULT,
            span: self.span_from(start),
        });
        let first = self.scopes.declared_count();
        self.declare_name(declared, Declare::Lexical(BindingKind::Class));
        let class = self.class(start, decorators, name)?;
        let end = self.prev_end;
        self.scopes.initialize_since(first, end);
        self.context.strict = strict;
        Ok(Stmt {
            span: self.span_from(start),
            kind: StmtKind::Class(class),
        })
    }

    fn class(
        &mut self,
        start: u32,
        decorators: &'a [Decorator<'a>],
        name: Option<Ident>,
    ) -> Read<&'a Class<'a>> {
        self.enter()?;
        let scope = self.scopes.open(ScopeKind::Class, start, true);
        if let Some(name) = name {
            // The scope is new: nothing is in the way.
            let _ = self
                .scopes
                .declare_lexical(name.name, BindingKind::Class, name.span);
        }
        if !decorators.is_empty() {
            self.scopes.class_is_decorated();
        }
        let type_params = self.type_parameters()?;
        let heritage = self.heritage()?;
        self.scopes.class_body_begins();
        let is_ambient = std::mem::replace(&mut self.context.ambient, false);
        let mut body = self.class_body(heritage.extends.is_some())?;
        self.parameter_fields(&mut body);
        self.context.ambient = is_ambient;
        let end = self.prev_end;
        if name.is_some() {
            self.scopes.initialize_first(end);
        }
        self.scopes.close(end);
        self.leave();
        Ok(self.arena.alloc(Class {
            span: self.span_from(start),
            decorators,
            name,
            heritage: heritage.extends,
            constructor: body.constructor,
            elements: self.slice(&body.elements),
            scope,
            type_params,
            super_type_args: heritage.super_type_args,
            implements: heritage.implements,
            is_ambient,
        }))
    }

    fn heritage(&mut self) -> Read<Heritage<'a>> {
        let mut heritage = Heritage {
            extends: None,
            super_type_args: None,
            implements: None,
        };
        if self.eat_word(Name::EXTENDS) {
            let expr = self.left_hand_side()?;
            self.check_cover()?;
            let (expr, args) = self.split_instantiation(expr);
            heritage.extends = Some(self.alloc(expr));
            heritage.super_type_args = args;
        }
        if self.options.typescript && self.at_word(Name::IMPLEMENTS) {
            heritage.implements = Some(self.type_list_behind_word()?);
        }
        Ok(heritage)
    }

    fn class_body(&mut self, is_derived: bool) -> Read<ClassBody<'a>> {
        self.expect(T::LBrace)?;
        let mut body = ClassBody {
            is_derived,
            constructor: None,
            elements: Vec::new(),
        };
        while !self.at(T::RBrace) {
            if !self.eat(T::Semicolon) {
                self.class_element(&mut body)?;
            }
        }
        self.advance();
        Ok(body)
    }
}
