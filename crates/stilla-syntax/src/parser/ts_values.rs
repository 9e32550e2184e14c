//! TypeScript declarations that exist at run time: enums, namespaces, parameter properties.
//!
//! Each is read into the tree of the JavaScript that it stands for, so that nothing behind the parser knows of it:
//! an enum or a namespace is a call of an arrow function with the object that it fills.
//!
//! One room because enums, namespaces and parameter properties are made of the same few nodes.
//!
//! Uses: ast, diagnostic, interner, lexer, scope.
//! Never: dump.

use super::pattern::Declare;
use super::state::Position;
use super::{Parser, Read};
use crate::ast::{
    Argument, AssignOp, BinaryOp, BlockBody, Call, Conditional, Expr, ExprKind, Function,
    FunctionBody, FunctionKind, Ident, LogicalOp, Param, Params, Pattern, PatternKind, Span, Stmt,
    StmtKind, TsDeclaration, TsEnum, TsNamespace, UnaryOp, VariableKind,
};
use crate::diagnostic::DiagnosticKind;
use crate::interner::Name;
use crate::lexer::T;
use crate::scope::{BindingKind, NewFunction, ScopeId};

/// A function that was opened for the body of an enum or a namespace.
struct Filler {
    scope: ScopeId,
    outer: ScopeId,
    saved: super::function::SavedFunction,
    start: u32,
}

impl<'a> Parser<'a, '_, '_> {
    /// `enum E { A, B = 1 }`; the current token is `enum`. `home` is the namespace that exports it.
    pub(super) fn enum_declaration(&mut self, start: u32, home: Option<Name>) -> Read<Stmt<'a>> {
        let is_const = self.tok.start != start;
        self.advance();
        let name = self.binding_identifier()?;
        let filler = self.open_filler(start, name);
        let mut body = Vec::new();
        let members = self.enum_members(name, &mut body);
        let function = self.close_filler(filler, name, &body);
        let members = members?;
        if self.context.ambient {
            return Ok(self.erased(start));
        }
        let lowered = self.filled(name, home, function);
        let members = self.slice(&members);
        let declaration = self.arena.alloc(TsEnum {
            name,
            is_const,
            members,
            lowered,
        });
        let kind = StmtKind::Ts(self.arena.alloc(TsDeclaration::Enum(declaration)));
        Ok(Stmt {
            span: self.span_from(start),
            kind,
        })
    }

    fn enum_members(
        &mut self,
        object: Ident,
        body: &mut Vec<Stmt<'a>>,
    ) -> Read<Vec<(Ident, Option<Expr<'a>>)>> {
        self.expect(T::LBrace)?;
        let mut members: Vec<(Ident, Option<Expr<'a>>)> = Vec::new();
        while !self.at(T::RBrace) {
            let token = self.tok;
            if !matches!(token.kind, T::Word | T::String) {
                return Err(self.unexpected_instead_of("a member name"));
            }
            self.advance();
            let ident = Ident {
                name: token.name,
                span: token.span(),
            };
            let value = match self.eat(T::Eq) {
                true => Some(self.assignment_with_in()?),
                false => None,
            };
            let before = members.last().map(|(ident, _)| ident.name);
            let is_variable =
                token.kind == T::Word && token.name > Name::YIELD && token.name != object.name;
            self.enum_member(object.name, before, ident, value, is_variable, body);
            members.push((ident, value));
            if !self.at(T::RBrace) {
                self.expect(T::Comma)?;
            }
        }
        self.advance();
        Ok(members)
    }

    /// `E[E.A = value] = "A"`, without the outer assignment when the value is a string; and a variable, by which the
    /// initialisers that follow call the member.
    fn enum_member(
        &mut self,
        object: Name,
        before: Option<Name>,
        ident: Ident,
        value: Option<Expr<'a>>,
        is_variable: bool,
        body: &mut Vec<Stmt<'a>>,
    ) {
        let span = ident.span;
        let text = Expr {
            span,
            kind: ExprKind::String(ident.name),
        };
        let is_text = value.is_some_and(|value| {
            matches!(
                value.without_parens().kind,
                ExprKind::String(_) | ExprKind::Template(_)
            )
        });
        let is_number =
            value.is_none_or(|value| matches!(value.without_parens().kind, ExprKind::Number(_)));
        let value = value.unwrap_or_else(|| self.next_of(object, before, span));
        let member = self.element(object, text);
        let define = self.assign(member, value);
        let statement = if is_text {
            define
        } else {
            let back = if is_number {
                define
            } else {
                self.element(object, text)
            };
            let reverse = self.element(object, back);
            let reverse = self.assign(reverse, text);
            if is_number {
                reverse
            } else {
                self.unless_string(define, reverse)
            }
        };
        body.push(Stmt {
            span,
            kind: StmtKind::Expr(self.alloc(statement)),
        });
        if is_variable {
            self.declare_name(ident, Declare::Var);
            let member = self.element(object, text);
            self.scopes.assignment(ident.name, span.start);
            let target = Expr {
                span,
                kind: ExprKind::Ident(ident.name),
            };
            let assignment = self.assign(target, member);
            let kind = StmtKind::Expr(self.alloc(assignment));
            body.push(Stmt { span, kind });
        }
    }

    /// The value of a member without initialiser: one more than the member before.
    fn next_of(&mut self, object: Name, before: Option<Name>, span: Span) -> Expr<'a> {
        let number = |number| Expr {
            span,
            kind: ExprKind::Number(number),
        };
        let Some(before) = before else {
            return number(0.0);
        };
        let key = Expr {
            span,
            kind: ExprKind::String(before),
        };
        let left = self.element(object, key);
        let kind = ExprKind::Binary {
            op: BinaryOp::Add,
            left: self.alloc(left),
            right: self.alloc(number(1.0)),
        };
        Expr { span, kind }
    }

    /// `typeof define === "string" ? undefined : reverse`
    fn unless_string(&mut self, define: Expr<'a>, reverse: Expr<'a>) -> Expr<'a> {
        let span = define.span;
        let of = |kind| Expr { span, kind };
        let word = self.lexer.interner.intern(b"string");
        let operand = self.alloc(define);
        let left = self.alloc(of(ExprKind::Unary {
            op: UnaryOp::Typeof,
            operand,
        }));
        let right = self.alloc(of(ExprKind::String(word)));
        let test = of(ExprKind::Binary {
            op: BinaryOp::StrictEqual,
            left,
            right,
        });
        of(ExprKind::Conditional(self.arena.alloc(Conditional {
            test,
            then: of(ExprKind::Null),
            otherwise: reverse,
        })))
    }

    /// `namespace A.B { … }`, `module "a" { … }`; the current token is the word. Gives the statement, or `None` when
    /// nothing of it exists at run time.
    pub(super) fn namespace(&mut self, start: u32, home: Option<Name>) -> Read<Option<Stmt<'a>>> {
        self.advance();
        if self.at(T::String) || self.at_word(Name::GLOBAL) || self.context.ambient {
            self.ambient_module()?;
            return Ok(None);
        }
        self.namespace_from_name(start, home)
    }

    fn namespace_from_name(&mut self, start: u32, home: Option<Name>) -> Read<Option<Stmt<'a>>> {
        self.enter()?;
        let name = self.binding_identifier()?;
        let filler = self.open_filler(start, name);
        self.context.return_ok = false;
        self.namespace_path.push(name.name);
        let mut body = Vec::new();
        let mut exported = Vec::new();
        let read = if self.eat(T::Dot) {
            let inner_start = self.tok.start;
            self.namespace_from_name(inner_start, Some(name.name))
                .map(|inner| body.extend(inner))
        } else {
            self.namespace_statements(name, &mut body, &mut exported)
        };
        self.merge_namespace(name, &mut body, &exported);
        self.namespace_path.pop();
        let scope = filler.scope;
        let function = self.close_filler(filler, name, &body);
        read?;
        self.leave();
        let is_erased = |statement: &Stmt<'_>| {
            matches!(
                statement.kind,
                StmtKind::Ts(TsDeclaration::Erased) | StmtKind::Empty
            )
        };
        if self.context.ambient || body.iter().all(is_erased) {
            return Ok(None);
        }
        self.check_exported_variables(scope, &exported);
        let lowered = self.filled(name, home, function);
        let body = self.slice(&body);
        let declaration = self.arena.alloc(TsNamespace {
            name,
            body,
            lowered,
        });
        let kind = StmtKind::Ts(self.arena.alloc(TsDeclaration::Namespace(declaration)));
        Ok(Some(Stmt {
            span: self.span_from(start),
            kind,
        }))
    }

    /// What earlier blocks of the namespace export is visible in this one: a variable for each such name that it does
    /// not declare itself.
    fn merge_namespace(&mut self, namespace: Ident, body: &mut Vec<Stmt<'a>>, exported: &[Ident]) {
        let path = self.namespace_path.clone();
        let before = self
            .namespace_exports
            .get(&path)
            .cloned()
            .unwrap_or_default();
        let mut variables = Vec::new();
        for name in &before {
            if self.scopes.is_declared_here(*name) || *name == namespace.name {
                continue;
            }
            let span = Span::new(namespace.span.end, namespace.span.end);
            self.declare_name(Ident { name: *name, span }, Declare::Var);
            self.scopes.assignment(*name, span.start);
            let text = Expr {
                span,
                kind: ExprKind::String(*name),
            };
            let member = self.element(namespace.name, text);
            let target = Expr {
                span,
                kind: ExprKind::Ident(*name),
            };
            let assignment = self.assign(target, member);
            let kind = StmtKind::Expr(self.alloc(assignment));
            variables.push(Stmt { span, kind });
        }
        body.splice(0..0, variables);
        let known = self.namespace_exports.entry(path).or_default();
        known.extend(exported.iter().map(|ident| ident.name));
    }

    fn namespace_statements(
        &mut self,
        namespace: Ident,
        body: &mut Vec<Stmt<'a>>,
        exported: &mut Vec<Ident>,
    ) -> Read<()> {
        self.expect(T::LBrace)?;
        while !self.at(T::RBrace) {
            if self.at(T::Eof) {
                return Err(self.unexpected());
            }
            if !self.at_word(Name::EXPORT) {
                let statement = self.statement(Position::List)?;
                body.push(statement);
                continue;
            }
            self.advance();
            if self.at(T::LBrace) && self.skip_balanced() {
                self.semicolon()?;
                continue;
            }
            self.namespace_export(namespace, body, exported)?;
        }
        self.advance();
        Ok(())
    }

    /// Behind `export` in a namespace: the declaration, then `N.x = x` for each of its names.
    fn namespace_export(
        &mut self,
        namespace: Ident,
        body: &mut Vec<Stmt<'a>>,
        exported: &mut Vec<Ident>,
    ) -> Read<()> {
        let start = self.tok.start;
        let next = self.peek();
        let home = Some(namespace.name);
        let statement = match self.tok.name {
            Name::ENUM if self.at(T::Word) => self.enum_declaration(start, home)?,
            Name::CONST if self.at(T::Word) && next.is(Name::ENUM) => {
                self.advance();
                self.enum_declaration(start, home)?
            }
            Name::NAMESPACE | Name::MODULE if self.at(T::Word) && next.kind == T::Word => {
                let name = Ident {
                    name: next.name,
                    span: next.span(),
                };
                let inner = self.namespace(start, home)?;
                exported.extend(inner.is_some().then_some(name));
                body.extend(inner);
                return Ok(());
            }
            Name::IMPORT if self.at(T::Word) => self.import_alias(start)?,
            Name::VAR if self.at(T::Word) => {
                let kind = self.variable_statement(VariableKind::Let)?;
                Stmt {
                    span: self.span_from(start),
                    kind,
                }
            }
            _ => self.statement(Position::List)?,
        };
        let mut names = Vec::new();
        match statement.kind {
            StmtKind::Variable(declaration) if !declaration.is_ambient => {
                for declarator in declaration.declarators {
                    self.for_each_name(&declarator.target, &mut |ident| names.push(ident));
                }
            }
            StmtKind::Function(function) => names.extend(function.name),
            StmtKind::Class(class) if !class.is_ambient => names.extend(class.name),
            StmtKind::Ts(TsDeclaration::Enum(declaration)) => exported.push(declaration.name),
            _ => {}
        }
        body.push(statement);
        let span = self.span_from(start);
        for ident in names {
            let place = Span::new(span.end.max(ident.span.end), span.end.max(ident.span.end));
            let value = self.variable(ident.name, place);
            let text = Expr {
                span: place,
                kind: ExprKind::String(ident.name),
            };
            let member = self.element(namespace.name, text);
            let assignment = self.assign(member, value);
            let kind = StmtKind::Expr(self.alloc(assignment));
            body.push(Stmt { span: place, kind });
            exported.push(ident);
        }
        Ok(())
    }

    /// The object of a namespace gets the value of a variable once: one that changes later would be told wrong.
    fn check_exported_variables(&mut self, scope: ScopeId, exported: &[Ident]) {
        for ident in exported {
            let binding = self.scopes.finished(scope, ident.name);
            if binding.is_some_and(|binding| binding.assigned && binding.kind == BindingKind::Let) {
                let what = "a variable that a namespace exports and assigns to".to_owned();
                self.report(DiagnosticKind::TypeScriptUnsupported { what }, ident.span);
            }
        }
    }

    /// The statements of a constructor with `this.x = x` for each parameter property: at its beginning, or behind
    /// the call of `super`.
    pub(super) fn with_parameter_properties(
        &mut self,
        params: &'a Params<'a>,
        statements: &'a [Stmt<'a>],
        body_start: u32,
    ) -> &'a [Stmt<'a>] {
        let core = &mut *self.core;
        let kind = core.scopes.facts_mut(core.function).kind;
        let is_super = |statement: &Stmt<'_>| matches!(statement.kind, StmtKind::Expr(expr) if matches!(expr.kind, ExprKind::SuperCall(_)));
        let at = match kind {
            FunctionKind::DerivedConstructor => {
                statements.iter().position(is_super).map_or(0, |at| at + 1)
            }
            _ => 0,
        };
        let place = match at.checked_sub(1) {
            Some(before) => statements[before].span.end,
            None => body_start,
        };
        let mut list = statements[..at].to_vec();
        for param in params.items.iter().filter(|param| param.is_property) {
            let PatternKind::Ident(name) = param.target.kind else {
                continue;
            };
            let span = Span::new(place, place);
            self.scopes.reference(Name::THIS, place);
            let object = self.alloc(Expr {
                span,
                kind: ExprKind::This,
            });
            let property = self.arena.alloc(Ident { name, span });
            let member = Expr {
                span,
                kind: ExprKind::Dot {
                    object,
                    property,
                    optional: false,
                },
            };
            let value = self.variable(name, span);
            let assignment = self.assign(member, value);
            let kind = StmtKind::Expr(self.alloc(assignment));
            list.push(Stmt { span, kind });
        }
        list.extend_from_slice(&statements[at..]);
        self.slice(&list)
    }

    fn open_filler(&mut self, start: u32, name: Ident) -> Filler {
        let new = NewFunction {
            kind: FunctionKind::Arrow,
            is_async: false,
            is_generator: false,
            strict: self.context.strict,
            is_declaration: false,
        };
        let scope = self.scopes.open_function(start, new);
        let outer = std::mem::replace(&mut self.function, scope);
        let saved = self.enter_function(new);
        self.declare_name(name, Declare::Param);
        let body = self.tok.start;
        self.scopes.body_begins(body);
        Filler {
            scope,
            outer,
            saved,
            start,
        }
    }

    fn close_filler(&mut self, filler: Filler, name: Ident, body: &[Stmt<'a>]) -> Expr<'a> {
        self.leave_function(filler.saved);
        self.function = filler.outer;
        let core = &mut *self.core;
        core.scopes.facts_mut(filler.scope).length = 1;
        let end = self.prev_end;
        self.scopes.close(end);
        let span = self.span_from(filler.start);
        let target = Pattern {
            span: name.span,
            kind: PatternKind::Ident(name.name),
        };
        let param = Param {
            span: name.span,
            target,
            default: None,
            ty: None,
            is_property: false,
            decorators: &[],
        };
        let params = self.arena.alloc(Params {
            span: name.span,
            items: self.slice(&[param]),
            rest: None,
        });
        let body = self.arena.alloc(BlockBody {
            span,
            directives: &[],
            statements: self.slice(body),
        });
        let function = self.arena.alloc(Function {
            span,
            name: None,
            kind: FunctionKind::Arrow,
            is_async: false,
            is_generator: false,
            params,
            body: FunctionBody::Block(body),
            scope: filler.scope,
            body_scope: None,
            type_params: None,
            return_type: None,
        });
        Expr {
            span,
            kind: ExprKind::Function(function),
        }
    }

    /// Declares the name and gives `function(N ||= {})`; in a namespace that exports it
    /// `function(N = home.N ||= {})`. A class, function or enum of this name is filled further.
    fn filled(&mut self, name: Ident, home: Option<Name>, function: Expr<'a>) -> Expr<'a> {
        let span = name.span;
        let is_lexical = self.scopes.declares_entity(name.name);
        let argument = if is_lexical {
            self.variable(name.name, span)
        } else {
            self.declare_name(name, Declare::Var);
            let empty = Expr {
                span,
                kind: ExprKind::Object(&[]),
            };
            let object = match home {
                Some(home) => {
                    let key = Expr {
                        span,
                        kind: ExprKind::String(name.name),
                    };
                    let member = self.element(home, key);
                    self.assign_with(AssignOp::Logical(LogicalOp::Or), member, empty)
                }
                None => empty,
            };
            self.scopes.assignment(name.name, span.start);
            let target = Expr {
                span,
                kind: ExprKind::Ident(name.name),
            };
            let op = match home {
                Some(_) => AssignOp::Assign,
                None => AssignOp::Logical(LogicalOp::Or),
            };
            self.assign_with(op, target, object)
        };
        let call = self.arena.alloc(Call {
            callee: function,
            type_args: None,
            args: self.slice(&[Argument::Expr(argument)]),
            optional: false,
        });
        Expr {
            span: function.span,
            kind: ExprKind::Call(call),
        }
    }

    pub(super) fn variable(&mut self, name: Name, span: Span) -> Expr<'a> {
        self.scopes.reference(name, span.start);
        Expr {
            span,
            kind: ExprKind::Ident(name),
        }
    }

    /// `object[key]`
    fn element(&mut self, object: Name, key: Expr<'a>) -> Expr<'a> {
        let span = key.span;
        let object = self.variable(object, span);
        let kind = ExprKind::Index {
            object: self.alloc(object),
            index: self.alloc(key),
            optional: false,
        };
        Expr { span, kind }
    }

    fn assign(&mut self, target: Expr<'a>, value: Expr<'a>) -> Expr<'a> {
        self.assign_with(AssignOp::Assign, target, value)
    }

    fn assign_with(&mut self, op: AssignOp, target: Expr<'a>, value: Expr<'a>) -> Expr<'a> {
        let kind = match target.kind {
            ExprKind::Ident(name) => PatternKind::Ident(name),
            _ => PatternKind::Expr(self.alloc(target)),
        };
        let target = Pattern {
            span: target.span,
            kind,
        };
        let kind = ExprKind::Assign {
            op,
            target: self.arena.alloc(target),
            value: self.alloc(value),
        };
        Expr {
            span: target.span,
            kind,
        }
    }
}
