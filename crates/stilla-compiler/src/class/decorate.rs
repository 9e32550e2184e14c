//! Decorators.
//!
//! All decorators and keys of a class are evaluated in source order; then decorators are called:
//! of static methods and accessors, of those of instances, of static fields, of fields, at last of
//! the class. What they give to run later stands in lists, which the initialisers of fields find
//! under hidden names.
//!
//! Uses: function, scope, expr, fault. Never: stmt, unit's drivers.

use super::fields::Step;
use super::{ClassName, ClassState, push_step};
use crate::expr::{Key, MethodForm, WINDOW};
use crate::fault::R;
use crate::function::Gen;
use stilla_bytecode::code::REG_THIS;
use stilla_bytecode::{Inst, Reg};
use stilla_syntax::Name;
use stilla_syntax::ast::{
    Class, ClassElement, ClassElementKind, Decorator, PropertyKey, PropertyKeyKind,
};

/// What is decorated, as the instruction counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ElementKind {
    Method,
    Getter,
    Setter,
    Field,
    Accessor,
    Class,
}

/// Flags of `ApplyDecorators` above the kind.
const STATIC: u16 = 8;
const PRIVATE: u16 = 16;
/// Registers of its window.
const APPLICATION: u16 = 6;

/// What the elements of a decorated class share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decoration {
    metadata: Reg,
    /// Hidden names of the lists that decorators of methods append to: of instances, static.
    extras: Option<[Name; 2]>,
}

/// Hidden names of the lists that the decorators of a field gave.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decorated {
    /// They change its value.
    pub initializers: Name,
    /// They run when it is there.
    pub extras: Name,
}

pub(super) fn has_decorated_elements(class: &Class<'_>) -> bool {
    class
        .elements
        .iter()
        .any(|element| !element.decorators.is_empty())
}

/// When an element is defined in a class with decorators.
fn pass(element: &ClassElement<'_>) -> usize {
    let is_field = matches!(
        element.kind,
        ClassElementKind::Field(_) | ClassElementKind::StaticBlock(_)
    );
    match (is_field, element.is_static) {
        (false, true) => 0,
        (false, false) => 1,
        (true, true) => 2,
        (true, false) => 3,
    }
}

impl<'a> Gen<'_, 'a> {
    /// Evaluates decorators to an array of their receivers and functions.
    pub(super) fn decorator_list(&mut self, decorators: &'a [Decorator<'a>]) -> R<Option<Reg>> {
        if decorators.is_empty() {
            return Ok(None);
        }
        let array = self.alloc();
        self.emit(Inst::NewArray {
            dst: array,
            count: (2 * decorators.len()).min(0xffff) as u16,
        });
        for decorator in decorators {
            let mark = self.mark();
            let w = self.alloc_many(WINDOW);
            self.at(decorator.expr.span.start);
            let has_receiver = self.tag(&decorator.expr, w)?;
            let (function, receiver) = (w.plus(4), w.plus(5));
            if !has_receiver {
                self.emit(Inst::LoadUndefined { dst: receiver });
            }
            for src in [receiver, function] {
                self.emit(Inst::ArrayPush { array, src });
            }
            self.release(mark);
        }
        Ok(Some(array))
    }

    /// Makes what the decorators of a class share; the heritage is in the window still.
    pub(super) fn begin_decoration(&mut self, class: &Class<'a>, state: &mut ClassState<'a>) {
        let metadata = self.alloc();
        self.emit(Inst::NewMetadata {
            dst: metadata,
            parent: state.w.plus(2),
        });
        let extras = has_decorated_elements(class).then(|| {
            [false, true].map(|is_static| {
                let name = state.take();
                self.keep_new_list(name);
                let runs = class.elements.iter().any(|element| {
                    let is_method = !matches!(
                        element.kind,
                        ClassElementKind::Field(_)
                            | ClassElementKind::Accessor(_)
                            | ClassElementKind::StaticBlock(_)
                    );
                    is_method && element.is_static == is_static && !element.decorators.is_empty()
                });
                if runs {
                    push_step(state, is_static, Step::Extras(name));
                }
                name
            })
        });
        state.decoration = Some(Decoration { metadata, extras });
    }

    /// Evaluates decorators and keys of all elements, then defines the elements.
    pub(super) fn decorated_elements(
        &mut self,
        class: &'a Class<'a>,
        state: &mut ClassState<'a>,
    ) -> R {
        let mut prepared = Vec::with_capacity(class.elements.len());
        for element in class.elements {
            self.at(element.span.start);
            let decorators = self.decorator_list(element.decorators)?;
            prepared.push((decorators, self.element_key(element)?));
        }
        for now in 0..4 {
            for (index, element) in class.elements.iter().enumerate() {
                if pass(element) != now {
                    continue;
                }
                let inner = self.mark();
                self.at(element.span.start);
                state.order = index + 1;
                let (decorators, key) = &prepared[index];
                self.class_element(element, key, *decorators, state)?;
                self.release(inner);
            }
        }
        Ok(())
    }

    /// Fills the window of `ApplyDecorators` but for the values and the list at w+4.
    fn application(
        &mut self,
        list: Reg,
        (source, key): (&PropertyKey<'a>, &Key),
        state: &ClassState<'a>,
    ) -> Reg {
        let w = self.alloc_many(APPLICATION);
        self.move_to(w, list);
        self.emit(Inst::LoadUndefined { dst: w.plus(1) });
        self.emit(Inst::LoadUndefined { dst: w.plus(2) });
        match source.kind {
            PropertyKeyKind::Private(name) => {
                let src = self.private_name(name);
                self.move_to(w.plus(3), src);
            }
            _ => self.load_key(w.plus(3), key),
        }
        self.load_metadata(w, state);
        w
    }

    fn load_metadata(&mut self, w: Reg, state: &ClassState<'a>) {
        match state.decoration {
            Some(decoration) => self.move_to(w.plus(5), decoration.metadata),
            None => self.emit(Inst::LoadUndefined { dst: w.plus(5) }),
        }
    }

    /// What the decorators make of a method or of half of an accessor.
    pub(super) fn decorate_method(
        &mut self,
        list: Reg,
        form: MethodForm,
        is_static: bool,
        key: (&PropertyKey<'a>, &Key),
        func: Reg,
        state: &ClassState<'a>,
    ) -> Reg {
        let kind = match form {
            MethodForm::Method => ElementKind::Method,
            MethodForm::Getter => ElementKind::Getter,
            MethodForm::Setter => ElementKind::Setter,
        };
        let dst = self.alloc();
        let mark = self.mark();
        let w = self.application(list, key, state);
        self.move_to(w.plus(1), func);
        if let Some(Decoration {
            extras: Some(extras),
            ..
        }) = state.decoration
        {
            self.kept(extras[usize::from(is_static)], w.plus(4));
        }
        let flags = element_flags(kind, is_static, key.0);
        self.emit(Inst::ApplyDecorators { dst, w, flags });
        self.release(mark);
        dst
    }

    /// Calls the decorators of a field.
    pub(super) fn decorate_field(
        &mut self,
        list: Reg,
        is_static: bool,
        key: (&PropertyKey<'a>, &Key),
        state: &mut ClassState<'a>,
    ) -> Decorated {
        let mark = self.mark();
        let w = self.application(list, key, state);
        let decorated = self.decorate_with_lists(
            w,
            element_flags(ElementKind::Field, is_static, key.0),
            state,
        );
        self.release(mark);
        decorated
    }

    /// Calls the decorators of an accessor, whose functions are in `pair` and stay there.
    pub(super) fn decorate_accessor(
        &mut self,
        list: Reg,
        is_static: bool,
        key: (&PropertyKey<'a>, &Key),
        pair: Reg,
        state: &mut ClassState<'a>,
    ) -> Decorated {
        let mark = self.mark();
        let w = self.application(list, key, state);
        self.move_to(w.plus(1), pair);
        self.move_to(w.plus(2), pair.plus(1));
        let flags = element_flags(ElementKind::Accessor, is_static, key.0);
        let decorated = self.decorate_with_lists(w, flags, state);
        self.move_to(pair, w.plus(1));
        self.move_to(pair.plus(1), w.plus(2));
        self.release(mark);
        decorated
    }

    fn decorate_with_lists(&mut self, w: Reg, flags: u16, state: &mut ClassState<'a>) -> Decorated {
        let decorated = Decorated {
            initializers: state.take(),
            extras: state.take(),
        };
        self.emit(Inst::NewDisposeList { dst: w.plus(4) });
        self.keep(decorated.extras, w.plus(4));
        let dst = self.alloc();
        self.emit(Inst::ApplyDecorators { dst, w, flags });
        self.keep(decorated.initializers, dst);
        decorated
    }

    /// Calls the decorators of the class in `value`, which they may replace; the list of what runs
    /// when the class is complete.
    pub(super) fn decorate_class(
        &mut self,
        decorators: Option<Reg>,
        name: ClassName,
        value: Reg,
        state: &ClassState<'a>,
    ) -> Option<Reg> {
        let metadata = state.decoration?.metadata;
        let extras = decorators.map(|list| {
            let extras = self.alloc();
            self.emit(Inst::NewDisposeList { dst: extras });
            let mark = self.mark();
            let w = self.alloc_many(APPLICATION);
            self.move_to(w, list);
            self.move_to(w.plus(1), value);
            self.emit(Inst::LoadUndefined { dst: w.plus(2) });
            match name {
                ClassName::Given(Name::EMPTY) => self.emit(Inst::LoadUndefined { dst: w.plus(3) }),
                ClassName::Given(name) => self.load_string(w.plus(3), name),
                ClassName::Register(key) => self.move_to(w.plus(3), key),
            }
            self.move_to(w.plus(4), extras);
            self.load_metadata(w, state);
            let flags = ElementKind::Class as u16;
            self.emit(Inst::ApplyDecorators {
                dst: value,
                w,
                flags,
            });
            self.release(mark);
            extras
        });
        self.emit(Inst::SetMetadata {
            class: value,
            src: metadata,
        });
        extras
    }

    fn keep_new_list(&mut self, name: Name) {
        let mark = self.mark();
        let dst = self.alloc();
        self.emit(Inst::NewDisposeList { dst });
        self.keep(name, dst);
        self.release(mark);
    }

    /// Runs the functions of a list that is kept under a hidden name, in a field initialiser.
    pub(super) fn run_kept_initializers(&mut self, name: Name) {
        let list = self.alloc();
        self.kept(name, list);
        let this = Reg(REG_THIS);
        self.emit(Inst::RunInitializers { list, this });
    }

    /// Passes the value of a field through the initialisers that its decorators gave.
    pub(super) fn apply_kept_initializers(&mut self, value: Reg, name: Name) {
        let list = self.alloc();
        self.kept(name, list);
        let this = Reg(REG_THIS);
        self.emit(Inst::ApplyInitializers { value, list, this });
    }
}

fn element_flags(kind: ElementKind, is_static: bool, key: &PropertyKey<'_>) -> u16 {
    let is_private = matches!(key.kind, PropertyKeyKind::Private(_));
    kind as u16 | if is_static { STATIC } else { 0 } | if is_private { PRIVATE } else { 0 }
}
