//! Patterns: reading binding patterns, converting expressions to assignment patterns, declaring names.
//!
//! Uses: ast, diagnostic, interner, lexer, scope.
//! Never: dump.

use super::{Parser, Read};
use crate::ast::{
    ArrayElement, ArrayPattern, AssignOp, Expr, ExprKind, Ident, ObjectMember, ObjectMemberKind,
    ObjectPattern, Pattern, PatternElement, PatternKind, PatternProperty, PropertyKey,
    PropertyKeyKind,
};
use crate::diagnostic::DiagnosticKind;
use crate::interner::Name;
use crate::lexer::T;
use crate::scope::BindingKind;

/// How the names of a pattern are declared.
#[derive(Clone, Copy, Debug)]
pub(super) enum Declare {
    Var,
    Lexical(BindingKind),
    Param,
    CatchParam { simple: bool },
}

impl Pattern<'_> {
    pub(super) fn is_name(&self) -> bool {
        matches!(self.kind, PatternKind::Ident(_))
    }
}

impl<'a> Parser<'a, '_, '_> {
    /// Reads a name or pattern that will be declared.
    pub(super) fn binding_target(&mut self) -> Read<Pattern<'a>> {
        let start = self.tok.start;
        let kind = match self.tok.kind {
            T::LBracket => PatternKind::Array(self.array_binding()?),
            T::LBrace => PatternKind::Object(self.object_binding()?),
            _ => PatternKind::Ident(self.binding_identifier()?.name),
        };
        Ok(Pattern {
            span: self.span_from(start),
            kind,
        })
    }

    fn binding_element(&mut self) -> Read<PatternElement<'a>> {
        let target = self.binding_target()?;
        let default = self.binding_default()?;
        Ok(PatternElement { target, default })
    }

    pub(super) fn binding_default(&mut self) -> Read<Option<&'a Expr<'a>>> {
        if !self.eat(T::Eq) {
            return Ok(None);
        }
        let value = self.assignment_with_in()?;
        Ok(Some(self.alloc(value)))
    }

    fn binding_rest(&mut self, close: T, only_name: bool) -> Read<Pattern<'a>> {
        self.expect(T::Ellipsis)?;
        if only_name && !self.at(T::Word) {
            return self.fail_here(DiagnosticKind::InvalidDestructuringTarget);
        }
        let rest = self.binding_target()?;
        match self.tok.kind {
            T::Eq => self.fail_here(DiagnosticKind::RestInitializer),
            T::Comma => self.fail(DiagnosticKind::RestNotLast, rest.span),
            _ => {
                self.expect(close)?;
                Ok(rest)
            }
        }
    }

    fn array_binding(&mut self) -> Read<&'a ArrayPattern<'a>> {
        self.enter()?;
        self.expect(T::LBracket)?;
        let mut elements = Vec::new();
        let mut rest = None;
        loop {
            match self.tok.kind {
                T::RBracket => {
                    self.advance();
                    break;
                }
                T::Comma => {
                    self.advance();
                    elements.push(None);
                    continue;
                }
                T::Ellipsis => {
                    rest = Some(self.binding_rest(T::RBracket, false)?);
                    break;
                }
                _ => elements.push(Some(self.binding_element()?)),
            }
            if !self.at(T::RBracket) {
                self.expect(T::Comma)?;
            }
        }
        self.leave();
        Ok(self.arena.alloc(ArrayPattern {
            elements: self.slice(&elements),
            rest,
        }))
    }

    fn object_binding(&mut self) -> Read<&'a ObjectPattern<'a>> {
        self.enter()?;
        self.expect(T::LBrace)?;
        let mut properties = Vec::new();
        let mut rest = None;
        loop {
            match self.tok.kind {
                T::RBrace => {
                    self.advance();
                    break;
                }
                T::Ellipsis => {
                    rest = Some(self.binding_rest(T::RBrace, true)?);
                    break;
                }
                _ => properties.push(self.binding_property()?),
            }
            if !self.at(T::RBrace) {
                self.expect(T::Comma)?;
            }
        }
        self.leave();
        Ok(self.arena.alloc(ObjectPattern {
            properties: self.slice(&properties),
            rest,
        }))
    }

    fn binding_property(&mut self) -> Read<PatternProperty<'a>> {
        let token = self.tok;
        let key = self.property_key()?;
        if self.eat(T::Colon) {
            let value = self.binding_element()?;
            return Ok(PatternProperty {
                key,
                value,
                shorthand: false,
            });
        }
        if token.kind != T::Word {
            return Err(self.unexpected_instead_of(T::Colon.text()));
        }
        self.check_identifier(token)?;
        self.check_binding_name(token.name, token.span());
        let target = Pattern {
            span: token.span(),
            kind: PatternKind::Ident(token.name),
        };
        let default = self.binding_default()?;
        Ok(PatternProperty {
            key,
            value: PatternElement { target, default },
            shorthand: true,
        })
    }

    /// Converts the left side of `=`, a loop target, or an arrow function's parameter.
    ///
    /// §13.15.1 Static Semantics: Early Errors <https://tc39.es/ecma262/#sec-assignment-operators-static-semantics-early-errors>
    pub(super) fn assignment_pattern(&mut self, expr: Expr<'a>) -> Read<Pattern<'a>> {
        match expr.kind {
            ExprKind::Array(elements) => {
                let kind = PatternKind::Array(self.array_pattern(elements)?);
                Ok(Pattern {
                    span: expr.span,
                    kind,
                })
            }
            ExprKind::Object(members) => {
                let kind = PatternKind::Object(self.object_pattern(members)?);
                Ok(Pattern {
                    span: expr.span,
                    kind,
                })
            }
            _ => self.simple_target(expr, DiagnosticKind::InvalidAssignmentTarget),
        }
    }

    /// A name or member access.
    ///
    /// §8.6.4 Static Semantics: AssignmentTargetType <https://tc39.es/ecma262/#sec-static-semantics-assignmenttargettype>
    pub(super) fn simple_target(
        &mut self,
        expr: Expr<'a>,
        error: DiagnosticKind,
    ) -> Read<Pattern<'a>> {
        let inner = expr.without_parens();
        let kind = match inner.kind {
            ExprKind::Ident(name) => {
                self.check_binding_name(name, inner.span);
                self.scopes.assignment(name, inner.span.start);
                match expr.kind {
                    ExprKind::Ident(_) => PatternKind::Ident(name),
                    _ => PatternKind::ParenIdent(name),
                }
            }
            ExprKind::Dot { .. }
            | ExprKind::Index { .. }
            | ExprKind::PrivateDot { .. }
            | ExprKind::SuperDot(_)
            | ExprKind::SuperIndex(_) => PatternKind::Expr(self.alloc(*inner)),
            // SPEC: web engines throw a ReferenceError when such an assignment runs; the specification allows it in sloppy code.
            ExprKind::Call(_) if !self.context.strict => PatternKind::Expr(self.alloc(*inner)),
            ExprKind::Chain(_) => {
                return self.fail(DiagnosticKind::OptionalChainAssignment, expr.span);
            }
            _ => return self.fail(error, expr.span),
        };
        Ok(Pattern {
            span: expr.span,
            kind,
        })
    }

    fn array_pattern(&mut self, elements: &'a [ArrayElement<'a>]) -> Read<&'a ArrayPattern<'a>> {
        let mut converted = Vec::with_capacity(elements.len());
        let mut rest = None;
        for (index, element) in elements.iter().enumerate() {
            match element {
                ArrayElement::Hole => converted.push(None),
                ArrayElement::Expr(expr) => converted.push(Some(self.pattern_element(*expr)?)),
                ArrayElement::Spread(expr) => {
                    let is_last = index + 1 == elements.len() && !self.comma_follows(expr.span.end);
                    rest = Some(self.rest_pattern(*expr, is_last)?);
                }
            }
        }
        Ok(self.arena.alloc(ArrayPattern {
            elements: self.slice(&converted),
            rest,
        }))
    }

    fn rest_pattern(&mut self, expr: Expr<'a>, is_last: bool) -> Read<Pattern<'a>> {
        if !is_last {
            return self.fail(DiagnosticKind::RestNotLast, expr.span);
        }
        if let ExprKind::Assign { .. } = expr.kind {
            return self.fail(DiagnosticKind::RestInitializer, expr.span);
        }
        self.destructuring_target(expr)
    }

    /// Whether a comma stands at this place of the source, which was read before.
    fn comma_follows(&mut self, place: u32) -> bool {
        let pos = std::mem::replace(&mut self.lexer.pos, place as usize);
        let token = self.lexer.next();
        self.lexer.pos = pos;
        token.kind == T::Comma
    }

    fn destructuring_target(&mut self, expr: Expr<'a>) -> Read<Pattern<'a>> {
        match expr.kind {
            ExprKind::Array(_) | ExprKind::Object(_) => self.assignment_pattern(expr),
            // A call is a target only where an assignment to it is allowed for old pages' sake.
            _ if is_call(&expr) => self.fail(DiagnosticKind::InvalidDestructuringTarget, expr.span),
            _ => self.simple_target(expr, DiagnosticKind::InvalidDestructuringTarget),
        }
    }

    fn pattern_element(&mut self, expr: Expr<'a>) -> Read<PatternElement<'a>> {
        match expr.kind {
            // The target of an inner assignment was converted when it was read.
            ExprKind::Assign {
                op: AssignOp::Assign,
                target,
                value,
            } if !matches!(
                target.kind,
                PatternKind::Expr(Expr {
                    kind: ExprKind::Call(_),
                    ..
                })
            ) =>
            {
                Ok(PatternElement {
                    target: *target,
                    default: Some(value),
                })
            }
            _ => Ok(PatternElement {
                target: self.destructuring_target(expr)?,
                default: None,
            }),
        }
    }

    fn object_pattern(&mut self, members: &'a [ObjectMember<'a>]) -> Read<&'a ObjectPattern<'a>> {
        let mut properties = Vec::with_capacity(members.len());
        let mut rest = None;
        for (index, member) in members.iter().enumerate() {
            match member.kind {
                ObjectMemberKind::Property(key, value) => {
                    let value = self.pattern_element(*value)?;
                    properties.push(PatternProperty {
                        key: *key,
                        value,
                        shorthand: false,
                    });
                }
                ObjectMemberKind::Shorthand(name) => {
                    properties.push(self.shorthand_property(member, name, None))
                }
                ObjectMemberKind::CoverInitialized(name, default) => {
                    properties.push(self.shorthand_property(member, name, Some(default)));
                }
                ObjectMemberKind::Spread(expr) => {
                    let is_last = index + 1 == members.len() && !self.comma_follows(expr.span.end);
                    if matches!(expr.kind, ExprKind::Array(_) | ExprKind::Object(_)) {
                        return self.fail(DiagnosticKind::InvalidDestructuringTarget, expr.span);
                    }
                    rest = Some(self.rest_pattern(*expr, is_last)?);
                }
                ObjectMemberKind::Method(..)
                | ObjectMemberKind::Getter(..)
                | ObjectMemberKind::Setter(..) => {
                    return self.fail(DiagnosticKind::InvalidDestructuringTarget, member.span);
                }
            }
        }
        Ok(self.arena.alloc(ObjectPattern {
            properties: self.slice(&properties),
            rest,
        }))
    }

    fn shorthand_property(
        &mut self,
        member: &ObjectMember<'a>,
        name: Name,
        default: Option<&'a Expr<'a>>,
    ) -> PatternProperty<'a> {
        let mut span = member.span;
        if default.is_some() {
            // The member spans its default, too; its key is the identifier at its start.
            let token = self.token_at(span.start);
            span.end = token;
        }
        self.check_binding_name(name, span);
        self.scopes.assignment(name, span.start);
        let target = Pattern {
            span,
            kind: PatternKind::Ident(name),
        };
        let key = PropertyKey {
            span,
            kind: PropertyKeyKind::Name(name),
        };
        PatternProperty {
            key,
            value: PatternElement { target, default },
            shorthand: true,
        }
    }

    /// The end of the token that begins at this place, which was read before.
    fn token_at(&mut self, place: u32) -> u32 {
        let pos = std::mem::replace(&mut self.lexer.pos, place as usize);
        let token = self.lexer.next();
        self.lexer.pos = pos;
        token.end
    }

    /// Declares the names of a pattern; leaves that are no names are errors.
    pub(super) fn declare_pattern(&mut self, pattern: &Pattern<'a>, how: Declare) -> Read<()> {
        match pattern.kind {
            PatternKind::Ident(name) => {
                self.declare_name(
                    Ident {
                        name,
                        span: pattern.span,
                    },
                    how,
                );
                Ok(())
            }
            PatternKind::ParenIdent(_) | PatternKind::Expr(_) => {
                let kind = match how {
                    Declare::Param => DiagnosticKind::InvalidArrowParameters,
                    _ => DiagnosticKind::InvalidDestructuringTarget,
                };
                self.fail(kind, pattern.span)
            }
            PatternKind::Array(array) => {
                for element in array.elements.iter().flatten() {
                    self.declare_element(element, how)?;
                }
                array
                    .rest
                    .iter()
                    .try_for_each(|rest| self.declare_pattern(rest, how))
            }
            PatternKind::Object(object) => {
                for property in object.properties {
                    if matches!(property.key.kind, PropertyKeyKind::Computed(_)) {
                        self.note_parameter_expression(how);
                    }
                    self.declare_element(&property.value, how)?;
                }
                object
                    .rest
                    .iter()
                    .try_for_each(|rest| self.declare_pattern(rest, how))
            }
        }
    }

    fn declare_element(&mut self, element: &PatternElement<'a>, how: Declare) -> Read<()> {
        if element.default.is_some() {
            self.note_parameter_expression(how);
        }
        self.declare_pattern(&element.target, how)
    }

    pub(super) fn note_parameter_expression(&mut self, how: Declare) {
        if let Declare::Param = how {
            let core = &mut *self.core;
            core.scopes.facts_mut(core.function).parameter_expressions = true;
        }
    }

    pub(super) fn declare_name(&mut self, ident: Ident, how: Declare) {
        let Ident { name, span } = ident;
        let declared = match how {
            Declare::Var => self.scopes.declare_var(name, span),
            Declare::Lexical(kind) => {
                if name == Name::LET {
                    self.report(DiagnosticKind::LetAsLexicalName, span);
                }
                self.scopes.declare_lexical(name, kind, span)
            }
            Declare::CatchParam { simple } => self.scopes.declare_catch_param(name, span, simple),
            Declare::Param => {
                if self.scopes.declare_param(name, span).is_err() {
                    self.duplicate_parameter(ident);
                }
                return;
            }
        };
        if declared.is_err() {
            self.redeclared(name, span);
        }
    }

    /// Where the names of a pattern stand.
    pub(super) fn collect_places(&self, pattern: &Pattern<'a>, places: &mut Vec<u32>) {
        self.for_each_name(pattern, &mut |ident| places.push(ident.span.start));
    }

    /// Calls `visit` for each name of a pattern.
    pub(super) fn for_each_name(&self, pattern: &Pattern<'a>, visit: &mut dyn FnMut(Ident)) {
        match pattern.kind {
            PatternKind::Ident(name) => visit(Ident {
                name,
                span: pattern.span,
            }),
            PatternKind::ParenIdent(_) | PatternKind::Expr(_) => {}
            PatternKind::Array(array) => {
                for element in array.elements.iter().flatten() {
                    self.for_each_name(&element.target, visit);
                }
                array
                    .rest
                    .iter()
                    .for_each(|rest| self.for_each_name(rest, visit));
            }
            PatternKind::Object(object) => {
                for property in object.properties {
                    self.for_each_name(&property.value.target, visit);
                }
                object
                    .rest
                    .iter()
                    .for_each(|rest| self.for_each_name(rest, visit));
            }
        }
    }
}

fn is_call(expr: &Expr<'_>) -> bool {
    matches!(expr.without_parens().kind, ExprKind::Call(_))
}
