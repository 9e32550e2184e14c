//! The elements of a class: methods, accessors, fields, static blocks.
//!
//! Uses: ast, diagnostic, interner, lexer, scope.
//! Never: dump.

use super::class::ClassBody;
use super::function::FunctionStart;
use super::object::is_key;
use super::{Parser, Read};
use crate::ast::{
    ClassElement, ClassElementKind, Decorator, Field, Function, FunctionBody, FunctionKind,
    PatternKind, PropertyKey, PropertyKeyKind, StaticBlock,
};
use crate::diagnostic::DiagnosticKind;
use crate::interner::Name;
use crate::lexer::T;
use crate::scope::{BindingKind, NewFunction, ScopeId};

/// The words before the key of an element.
#[derive(Clone, Copy, Default)]
pub(super) struct Modifiers {
    pub(super) is_static: bool,
    pub(super) is_async: bool,
    pub(super) is_generator: bool,
    pub(super) is_getter: bool,
    pub(super) is_setter: bool,
    pub(super) is_accessor: bool,
    /// TypeScript: `declare` or `abstract`; nothing at run time.
    pub(super) is_ambient: bool,
}

impl<'a> Parser<'a, '_, '_> {
    pub(super) fn class_element(&mut self, body: &mut ClassBody<'a>) -> Read<()> {
        let decorators = self.decorators()?;
        if !decorators.is_empty() {
            self.scopes.class_is_decorated();
        }
        let element_start = self.tok.start;
        let mut modifiers = Modifiers::default();
        self.element_modifiers(&mut modifiers);
        if self.options.typescript && self.at(T::LBracket) && self.index_signature()? {
            return Ok(());
        }
        if modifiers.is_static && self.at(T::LBrace) {
            if let Some(decorator) = decorators.first() {
                self.report(DiagnosticKind::DecoratorPlacement, decorator.span);
            }
            let kind = self.static_block()?;
            let span = self.span_from(element_start);
            body.elements.push(ClassElement {
                span,
                is_static: true,
                decorators,
                kind,
            });
            return Ok(());
        }
        let start = self.tok.start;
        self.function_modifiers(&mut modifiers);
        let key = self.element_key()?;
        if self.options.typescript && !(self.eat(T::Question) || self.tok.newline_before) {
            self.eat(T::Not);
        }
        let element = match self.at(T::LParen) || self.options.typescript && self.at(T::Lt) {
            true => self.method_element(body, start, modifiers, key, decorators)?,
            false => self.field_element(modifiers, key)?,
        };
        if let Some(kind) = element {
            let span = self.span_from(element_start);
            body.elements.push(ClassElement {
                span,
                is_static: modifiers.is_static,
                decorators,
                kind,
            });
        }
        Ok(())
    }

    /// `static`, and in TypeScript the modifiers around it. A word that a key doesn't follow is the key itself.
    fn element_modifiers(&mut self, modifiers: &mut Modifiers) {
        while self.at(T::Word) && !self.tok.escaped {
            let next = self.peek();
            let begins_element = is_key(next.kind) || next.kind == T::Star;
            let word = self.tok.name;
            if word == Name::STATIC
                && !modifiers.is_static
                && (begins_element || next.kind == T::LBrace)
            {
                modifiers.is_static = true;
            } else if self.options.typescript
                && begins_element
                && !next.newline_before
                && is_type_modifier(word)
            {
                modifiers.is_ambient |= matches!(word, Name::DECLARE | Name::ABSTRACT);
            } else {
                return;
            }
            self.advance();
        }
    }

    /// `async`, `*`, `get`, `set`, `accessor`
    fn function_modifiers(&mut self, modifiers: &mut Modifiers) {
        if self.at(T::Word) && !self.tok.escaped {
            let word = self.tok.name;
            if matches!(word, Name::ASYNC | Name::GET | Name::SET | Name::ACCESSOR) {
                let next = self.peek();
                match word {
                    Name::ASYNC => {
                        modifiers.is_async =
                            !next.newline_before && (is_key(next.kind) || next.kind == T::Star)
                    }
                    Name::GET => modifiers.is_getter = is_key(next.kind),
                    Name::SET => modifiers.is_setter = is_key(next.kind),
                    _ => modifiers.is_accessor = !next.newline_before && is_key(next.kind),
                }
                if modifiers.is_async
                    || modifiers.is_getter
                    || modifiers.is_setter
                    || modifiers.is_accessor
                {
                    self.advance();
                }
            }
        }
        if !(modifiers.is_getter || modifiers.is_setter || modifiers.is_accessor) {
            modifiers.is_generator = self.eat(T::Star);
        }
    }

    fn element_key(&mut self) -> Read<PropertyKey<'a>> {
        if !self.at(T::PrivateName) {
            return self.property_key();
        }
        let token = self.advance();
        if token.name == Name::PRIVATE_CONSTRUCTOR {
            self.report(DiagnosticKind::PrivateConstructor, token.span());
        }
        Ok(PropertyKey {
            span: token.span(),
            kind: PropertyKeyKind::Private(token.name),
        })
    }

    fn declare_private_key(&mut self, key: &PropertyKey<'a>, kind: BindingKind, is_static: bool) {
        if let PropertyKeyKind::Private(name) = key.kind
            && self
                .scopes
                .declare_private(name, kind, is_static, key.span)
                .is_err()
        {
            self.redeclared(name, key.span);
        }
    }

    /// §15.7.1 Static Semantics: Early Errors <https://tc39.es/ecma262/#sec-class-definitions-static-semantics-early-errors>
    fn method_element(
        &mut self,
        body: &mut ClassBody<'a>,
        start: u32,
        modifiers: Modifiers,
        key: PropertyKey<'a>,
        decorators: &'a [Decorator<'a>],
    ) -> Read<Option<ClassElementKind<'a>>> {
        let named = |name: Name| matches!(key.kind, PropertyKeyKind::Name(key) if key == name);
        let is_constructor = !modifiers.is_static && named(Name::CONSTRUCTOR);
        if modifiers.is_static && named(Name::PROTOTYPE) {
            self.report(DiagnosticKind::StaticPrototype, key.span);
        }
        let Modifiers {
            is_async,
            is_generator,
            is_getter,
            is_setter,
            is_accessor,
            ..
        } = modifiers;
        if is_accessor {
            return Err(self.unexpected());
        }
        if is_constructor && (is_async || is_generator || is_getter || is_setter) {
            self.report(DiagnosticKind::ConstructorKind, key.span);
        }
        let (kind, private) = match () {
            () if is_getter => (FunctionKind::Getter, BindingKind::PrivateGetter),
            () if is_setter => (FunctionKind::Setter, BindingKind::PrivateSetter),
            () if is_constructor && body.is_derived => {
                (FunctionKind::DerivedConstructor, BindingKind::PrivateMethod)
            }
            () if is_constructor => (FunctionKind::Constructor, BindingKind::PrivateMethod),
            () => (FunctionKind::Method, BindingKind::PrivateMethod),
        };
        let function = self.function(FunctionStart {
            start,
            name: None,
            kind,
            is_async,
            is_generator,
            is_declaration: false,
        })?;
        if matches!(function.body, FunctionBody::Absent) {
            return Ok(None);
        }
        self.declare_private_key(&key, private, modifiers.is_static);
        if is_constructor {
            self.add_constructor(body, function, key, decorators);
            return Ok(None);
        }
        let key = &*self.arena.alloc(key);
        Ok(Some(match kind {
            FunctionKind::Getter => ClassElementKind::Getter(key, function),
            FunctionKind::Setter => ClassElementKind::Setter(key, function),
            _ => ClassElementKind::Method(key, function),
        }))
    }

    fn add_constructor(
        &mut self,
        body: &mut ClassBody<'a>,
        function: &'a Function<'a>,
        key: PropertyKey<'a>,
        decorators: &'a [Decorator<'a>],
    ) {
        if let Some(decorator) = decorators.first() {
            self.report(DiagnosticKind::DecoratorPlacement, decorator.span);
        }
        if body.constructor.is_some() {
            self.report(DiagnosticKind::DuplicateConstructor, key.span);
        }
        body.constructor = Some(function);
    }

    fn field_element(
        &mut self,
        modifiers: Modifiers,
        key: PropertyKey<'a>,
    ) -> Read<Option<ClassElementKind<'a>>> {
        if modifiers.is_async
            || modifiers.is_generator
            || modifiers.is_getter
            || modifiers.is_setter
        {
            return Err(self.unexpected_instead_of(T::LParen.text()));
        }
        if let PropertyKeyKind::Name(name) = key.kind {
            if name == Name::CONSTRUCTOR {
                self.report(DiagnosticKind::FieldConstructor, key.span);
            }
            if name == Name::PROTOTYPE && modifiers.is_static {
                self.report(DiagnosticKind::StaticPrototype, key.span);
            }
        }
        let private = if modifiers.is_accessor {
            BindingKind::PrivateAccessor
        } else {
            BindingKind::PrivateField
        };
        self.declare_private_key(&key, private, modifiers.is_static);
        let ty = self.parameter_type()?;
        let start = self.tok.start;
        let scope = self.open_initializer(start, FunctionKind::FieldInitializer);
        let value = match self.eat(T::Eq) {
            true => {
                let new = initializer(FunctionKind::FieldInitializer);
                let function = std::mem::replace(&mut self.function, scope);
                let saved = self.enter_function(new);
                let value = self.assignment()?;
                self.leave_function(saved);
                self.function = function;
                Some(value)
            }
            false => None,
        };
        let end = self.prev_end.max(start);
        self.scopes.close(end);
        self.semicolon()?;
        if modifiers.is_ambient {
            return Ok(None);
        }
        let field = self.arena.alloc(Field {
            key,
            value,
            scope,
            ty,
        });
        Ok(Some(match modifiers.is_accessor {
            true => ClassElementKind::Accessor(field),
            false => ClassElementKind::Field(field),
        }))
    }

    /// TypeScript: a parameter property is a field without initialiser, too, in front of the others. That can be
    /// observed only where there are others, or setters of a superclass.
    pub(super) fn parameter_fields(&mut self, body: &mut ClassBody<'a>) {
        let has_fields = body.elements.iter().any(|element| {
            let is_field = matches!(
                element.kind,
                ClassElementKind::Field(_) | ClassElementKind::Accessor(_)
            );
            is_field && !element.is_static
        });
        let Some(constructor) = body.constructor.filter(|_| has_fields || body.is_derived) else {
            return;
        };
        let properties = constructor.params.items.iter();
        let mut fields = Vec::new();
        for param in properties.filter(|param| param.is_property) {
            let PatternKind::Ident(name) = param.target.kind else {
                continue;
            };
            let span = param.target.span;
            let end = self.prev_end;
            let scope = self.open_initializer(end, FunctionKind::FieldInitializer);
            self.scopes.close(end);
            let field = self.arena.alloc(Field {
                key: PropertyKey {
                    span,
                    kind: PropertyKeyKind::Name(name),
                },
                value: None,
                scope,
                ty: None,
            });
            fields.push(ClassElement {
                span,
                is_static: false,
                decorators: &[],
                kind: ClassElementKind::Field(field),
            });
        }
        body.elements.splice(0..0, fields);
    }

    fn open_initializer(&mut self, start: u32, kind: FunctionKind) -> ScopeId {
        self.scopes.open_function(start, initializer(kind))
    }

    /// §15.7.1 Static Semantics: Early Errors, ClassStaticBlockBody <https://tc39.es/ecma262/#sec-class-definitions-static-semantics-early-errors>
    fn static_block(&mut self) -> Read<ClassElementKind<'a>> {
        self.enter()?;
        let start = self.expect(T::LBrace)?.start;
        let scope = self.open_initializer(start, FunctionKind::StaticBlock);
        let function = std::mem::replace(&mut self.function, scope);
        let saved = self.enter_function(initializer(FunctionKind::StaticBlock));
        let mut statements = super::Statements::new();
        self.statements(T::RBrace, &mut statements)?;
        self.leave_function(saved);
        self.function = function;
        self.expect(T::RBrace)?;
        let end = self.prev_end;
        self.scopes.close(end);
        self.leave();
        let block = StaticBlock {
            body: self.slice(&statements),
            scope,
        };
        Ok(ClassElementKind::StaticBlock(self.arena.alloc(block)))
    }
}

const fn initializer(kind: FunctionKind) -> NewFunction {
    NewFunction {
        kind,
        is_async: false,
        is_generator: false,
        strict: true,
        is_declaration: false,
    }
}

const fn is_type_modifier(word: Name) -> bool {
    matches!(
        word,
        Name::PRIVATE
            | Name::PUBLIC
            | Name::PROTECTED
            | Name::READONLY
            | Name::ABSTRACT
            | Name::DECLARE
            | Name::OVERRIDE
    )
}
