//! Classes.
//!
//! Keys and methods are evaluated where the class stands; what belongs to each instance becomes
//! one function, the *field initialiser*, which construction runs. It finds evaluated keys,
//! private names and private methods in the environment of the class, under names that no script
//! can write. Static fields and blocks are a second such function, called once.
//!
//! Uses: function, scope, body, expr, class/fields, fault. Never: unit's drivers.

mod accessor;
mod decorate;
mod fields;

use crate::body::Fields;
use crate::expr::{Key, MethodForm, WINDOW};
use crate::fault::R;
use crate::function::{Gen, Shape, Surround, ThisMode};
use crate::lazy::Form;
use crate::scope::{Bound, Frame, Layout, Loc, Mutability, Place, ScopeShape};
use decorate::{Decoration, has_decorated_elements};
use fields::{FieldKey, Step};
use std::rc::Rc;
use stilla_bytecode::code::{REG_CALLEE, REG_NEW_TARGET, REG_THIS};
use stilla_bytecode::{CodeFlags, FunctionKind, FunctionRef, Inst, Reg, WtfString};
use stilla_syntax::Name;
use stilla_syntax::ast::{
    Class, ClassElement, ClassElementKind, Function, FunctionBody, PropertyKey, PropertyKeyKind,
};
use stilla_syntax::scope::BindingKind;

/// What a class is called.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ClassName {
    /// A name that is known now.
    Given(Name),
    /// A property key in a register.
    Register(Reg),
}

impl ClassName {
    /// The name that the class itself has.
    pub fn own(class: &Class<'_>) -> ClassName {
        ClassName::Given(class.name.map_or(Name::EMPTY, |ident| ident.name))
    }
}

/// A class while it is evaluated.
struct ClassState<'a> {
    /// Constructor; the prototype is next to it.
    w: Reg,
    /// With the places of their elements in the class.
    instance: Vec<(usize, Step<'a>)>,
    fixed: Vec<(usize, Step<'a>)>,
    /// The place of the element at hand; 0 is before all elements.
    order: usize,
    decoration: Option<Decoration>,
    /// Hidden names, in the order in which the elements ask for them.
    hidden: Vec<Name>,
    taken: usize,
    accessors: Vec<(Name, bool, usize)>,
}

impl ClassState<'_> {
    fn constructor(&self) -> Reg {
        self.w
    }

    fn home(&self, is_static: bool) -> Reg {
        if is_static { self.w } else { self.w.plus(1) }
    }

    fn take(&mut self) -> Name {
        let name = self.hidden[self.taken];
        self.taken += 1;
        name
    }
}

impl<'a> Gen<'_, 'a> {
    /// §15.7.14 ClassDefinitionEvaluation
    /// <https://tc39.es/ecma262/#sec-runtime-semantics-classdefinitionevaluation>
    pub(crate) fn class(&mut self, class: &'a Class<'a>, name: ClassName, dst: Reg) -> R {
        let unit = self.unit;
        let _depth = unit.descend()?;
        let mark = self.mark();
        let decorators = self.decorator_list(class.decorators)?;
        let hidden = self.enter_class(class);
        let w = self.alloc_many(3);
        match class.heritage {
            Some(heritage) => {
                self.expr(heritage, Some(w.plus(2)))?;
            }
            None => self.emit(Inst::LoadEmpty { dst: w.plus(2) }),
        }
        let has_fields = class
            .elements
            .iter()
            .any(|element| needs_instance_step(element));
        let func = self.constructor(class, name, has_fields)?;
        let env = self.current_env();
        self.at(class.span.start);
        self.emit(Inst::NewClass { w, func, env });
        if let ClassName::Register(key) = name {
            self.emit(Inst::SetFunctionName {
                func: w,
                key,
                flags: 0,
            });
        }
        let mut state = ClassState {
            w,
            instance: Vec::new(),
            fixed: Vec::new(),
            order: 0,
            decoration: None,
            hidden,
            taken: 0,
            accessors: Vec::new(),
        };
        if decorators.is_some() || has_decorated_elements(class) {
            self.begin_decoration(class, &mut state);
        }
        self.class_elements(class, &mut state)?;
        self.finish_class(class, name, decorators, state)?;
        self.pop_frame();
        self.move_to(dst, w);
        self.release(mark);
        Ok(())
    }

    /// Evaluates keys and defines methods. Where there are decorators, they and all keys come first.
    fn class_elements(&mut self, class: &'a Class<'a>, state: &mut ClassState<'a>) -> R {
        if has_decorated_elements(class) {
            return self.decorated_elements(class, state);
        }
        for (index, element) in class.elements.iter().enumerate() {
            let inner = self.mark();
            self.at(element.span.start);
            state.order = index + 1;
            let key = self.element_key(element)?;
            self.class_element(element, &key, None, state)?;
            self.release(inner);
        }
        Ok(())
    }

    /// Evaluates the key of an element; that of a static block is never looked at.
    fn element_key(&mut self, element: &'a ClassElement<'a>) -> R<Key> {
        match element.kind {
            ClassElementKind::Method(key, _)
            | ClassElementKind::Getter(key, _)
            | ClassElementKind::Setter(key, _) => self.property_key(key),
            ClassElementKind::Field(field) | ClassElementKind::Accessor(field) => {
                self.property_key(&field.key)
            }
            ClassElementKind::StaticBlock(_) => Ok(Key::Name(Name::EMPTY)),
        }
    }

    /// Enters the scope of the class and makes its private names.
    fn enter_class(&mut self, class: &Class<'a>) -> Vec<Name> {
        let unit = self.unit;
        let mut layout = Layout::default();
        let everything = unit.scopes.scope(class.scope).contains_direct_eval;
        for binding in unit.scopes.bindings(class.scope) {
            let in_slot = everything || binding.captured || binding.kind.is_private();
            let loc = if in_slot {
                Loc::Slot(layout.slot())
            } else {
                Loc::Reg(self.alloc())
            };
            let mut bound = Bound::new(unit, binding, loc);
            if binding.kind == BindingKind::Class {
                bound.mutability = Mutability::Const;
            }
            layout.names.insert(binding.name, bound);
        }
        let count: usize = class.elements.iter().map(hidden_names).sum();
        let count = count + if has_decorated_elements(class) { 2 } else { 0 };
        let hidden: Vec<Name> = (0..count).map(|_| unit.fresh_name()).collect();
        for &name in &hidden {
            let slot = layout.slot();
            layout.names.insert(name, Bound::hidden(Loc::Slot(slot)));
        }
        let env = (layout.slots > 0).then(|| self.new_env(layout.slots));
        self.mark_uninitialized(&layout);
        self.push_frame(Frame {
            id: Some(class.scope),
            shape: ScopeShape::Slots {
                is_var_scope: false,
            },
            env,
            names: Some(Rc::new(layout.names)),
            always_check: false,
        });
        for binding in unit.scopes.bindings(class.scope) {
            if binding.kind.is_private() {
                let text = self.key(binding.name);
                self.new_private_name(binding.name, text);
            }
        }
        hidden
    }

    fn new_private_name(&mut self, name: Name, description: u16) {
        let mark = self.mark();
        let dst = self.alloc();
        self.emit(Inst::NewPrivateName {
            dst,
            key: description,
        });
        self.keep(name, dst);
        self.release(mark);
    }

    /// Stores a value under a hidden name.
    fn keep(&mut self, name: Name, src: Reg) {
        if let Some(place) = self.hidden(name) {
            self.store(place, name, src);
        }
    }

    fn constructor(&mut self, class: &'a Class<'a>, name: ClassName, has_fields: bool) -> R<u16> {
        let text = match name {
            ClassName::Given(name) => self.text(name),
            ClassName::Register(_) => WtfString::default(),
        };
        self.function(|this| {
            if let Some(function) = class.constructor
                && !matches!(function.body, FunctionBody::Absent)
            {
                let fields = if has_fields {
                    Fields::Some
                } else {
                    Fields::None
                };
                return this.function_ref(function, text, fields, class.span, Form::Expression);
            }
            let derived = class.heritage.is_some();
            let implicit = CodeFlags::DEFAULT_DERIVED | CodeFlags::NEEDS_ARGUMENTS;
            let shape = Shape {
                kind: if derived {
                    FunctionKind::DerivedConstructor
                } else {
                    FunctionKind::ClassConstructor
                },
                flags: CodeFlags::STRICT | if derived { implicit } else { 0 },
                name: text,
                length: 0,
                parameters: 0,
                span: class.span,
                surround: Surround {
                    in_function: true,
                    in_method: true,
                    in_derived: derived,
                    in_field_init: false,
                    this: if derived {
                        ThisMode::Late
                    } else {
                        ThisMode::Plain
                    },
                },
            };
            Gen::build(this.unit, shape, this.chain.clone(), &|this| {
                this.at(class.span.start);
                if derived {
                    this.default_derived();
                } else if has_fields {
                    let this_reg = Reg(REG_THIS);
                    this.emit(Inst::RunFieldInit {
                        class: Reg(REG_CALLEE),
                        this: this_reg,
                    });
                }
                this.finish_body()
            })
            .map(FunctionRef::compiled)
        })
    }

    /// The body `super(...args)` that is not written.
    fn default_derived(&mut self) {
        let this = Reg(REG_THIS);
        let active = Reg(REG_CALLEE);
        self.emit(Inst::LoadEmpty { dst: this });
        let value = self.alloc();
        let w = self.alloc_many(WINDOW);
        let array = self.alloc();
        self.emit(Inst::NewRest {
            dst: array,
            start: 0,
        });
        self.emit(Inst::Move {
            dst: w.plus(3),
            src: Reg(REG_NEW_TARGET),
        });
        self.emit(Inst::SuperConstructor {
            dst: w.plus(4),
            active,
        });
        self.emit(Inst::SuperCallSpread {
            dst: value,
            w,
            array,
        });
        self.super_returned(value, active);
    }

    /// Defines an element whose key and decorators were evaluated.
    fn class_element(
        &mut self,
        element: &'a ClassElement<'a>,
        key: &Key,
        decorators: Option<Reg>,
        state: &mut ClassState<'a>,
    ) -> R {
        let is_static = element.is_static;
        let form = match element.kind {
            ClassElementKind::Method(..) => MethodForm::Method,
            ClassElementKind::Getter(..) => MethodForm::Getter,
            _ => MethodForm::Setter,
        };
        match element.kind {
            ClassElementKind::Method(source, function)
            | ClassElementKind::Getter(source, function)
            | ClassElementKind::Setter(source, function) => {
                self.class_method(element, (source, key), function, form, decorators, state)
            }
            ClassElementKind::Field(field) => {
                let decorated = decorators
                    .map(|list| self.decorate_field(list, is_static, (&field.key, key), state));
                let step = Step::Field {
                    key: self.field_key(&field.key, key, state),
                    value: field.value.as_ref(),
                    scope: field.scope,
                    span: element.span,
                    ty: field.ty,
                    decorated,
                };
                push_step(state, is_static, step);
                Ok(())
            }
            ClassElementKind::Accessor(field) => {
                self.auto_accessor(field, key, element, decorators, state)
            }
            ClassElementKind::StaticBlock(block) => {
                push_step(state, true, Step::Block(block));
                Ok(())
            }
        }
    }

    fn class_method(
        &mut self,
        element: &ClassElement<'a>,
        (source, key): (&'a PropertyKey<'a>, &Key),
        function: &'a Function<'a>,
        form: MethodForm,
        decorators: Option<Reg>,
        state: &mut ClassState<'a>,
    ) -> R {
        if matches!(function.body, FunctionBody::Absent) {
            return Ok(());
        }
        let is_static = element.is_static;
        let obj = state.home(is_static);
        let private = match source.kind {
            PropertyKeyKind::Private(name) => Some(name),
            _ => None,
        };
        let mut func = self.method_closure(function, key, form, private)?;
        if private.is_some() || decorators.is_some() {
            self.emit(Inst::SetHome { func, obj });
        }
        if let Some(list) = decorators {
            func = self.decorate_method(list, form, is_static, (source, key), func, state);
        }
        if let Some(name) = private {
            let place = state.take();
            self.keep(place, func);
            self.private_method_step(is_static, name, form, place, state);
            return Ok(());
        }
        let keeps_home = if decorators.is_some() { 8 } else { 0 };
        let key = self.key_register(key);
        self.emit(Inst::InitMethod {
            obj,
            key,
            func,
            flags: form.init_flags() | keeps_home,
        });
        Ok(())
    }

    /// Notes a private method; the two halves of an accessor become one step.
    fn private_method_step(
        &mut self,
        is_static: bool,
        name: Name,
        form: MethodForm,
        place: Name,
        state: &mut ClassState<'a>,
    ) {
        if form == MethodForm::Method {
            let step = Step::PrivateMethod {
                name,
                function: place,
            };
            push_step(state, is_static, step);
            return;
        }
        let (get, set) = match form {
            MethodForm::Getter => (Some(place), None),
            _ => (None, Some(place)),
        };
        let known = state
            .accessors
            .iter()
            .find(|seen| seen.0 == name && seen.1 == is_static);
        if let Some(&(_, _, index)) = known {
            if let Some((_, Step::PrivateAccessor { get: g, set: s, .. })) =
                steps(state, is_static).get_mut(index)
            {
                *g = g.or(get);
                *s = s.or(set);
            }
            return;
        }
        let index = steps(state, is_static).len();
        state.accessors.push((name, is_static, index));
        push_step(state, is_static, Step::PrivateAccessor { name, get, set });
    }

    fn field_key(
        &mut self,
        source: &'a PropertyKey<'a>,
        key: &Key,
        state: &mut ClassState<'a>,
    ) -> FieldKey {
        if let PropertyKeyKind::Private(name) = source.kind {
            return FieldKey::Private(name);
        }
        match *key {
            Key::Computed(register) => {
                let name = state.take();
                self.keep(name, register);
                FieldKey::Computed(name)
            }
            ref key => FieldKey::Fixed(key.clone()),
        }
    }

    /// Field initialisers, decorators of the class, the inner name, then what is static.
    fn finish_class(
        &mut self,
        class: &'a Class<'a>,
        name: ClassName,
        decorators: Option<Reg>,
        mut state: ClassState<'a>,
    ) -> R {
        let mark = self.mark();
        let constructor = state.constructor();
        if !state.instance.is_empty() {
            let func = self.field_function(class, in_order(&mut state.instance))?;
            self.emit(Inst::SetFieldInit {
                class: constructor,
                func,
            });
        }
        let value = self.alloc();
        self.move_to(value, constructor);
        let extras = self.decorate_class(decorators, name, value, &state);
        if let Some(name) = class.name
            && self.unit.scopes.binding(class.scope, name.name).is_some()
        {
            let place = self.own_place(name.name);
            if place != Place::Global {
                self.store(place, name.name, value);
            }
        }
        if !state.fixed.is_empty() {
            let inner = self.mark();
            let w = self.alloc_many(WINDOW);
            let func = self.field_function(class, in_order(&mut state.fixed))?;
            self.emit(Inst::SetHome {
                func,
                obj: constructor,
            });
            self.emit(Inst::Move {
                dst: w.plus(4),
                src: func,
            });
            self.emit(Inst::Move {
                dst: w.plus(5),
                src: value,
            });
            self.release(w.0 + WINDOW);
            let dst = self.alloc();
            self.emit(Inst::CallThis { dst, w, argc: 0 });
            self.release(inner);
        }
        if let Some(list) = extras {
            self.emit(Inst::RunInitializers { list, this: value });
        }
        self.move_to(constructor, value);
        self.release(mark);
        Ok(())
    }
}

fn push_step<'a>(state: &mut ClassState<'a>, is_static: bool, step: Step<'a>) {
    let order = state.order;
    steps(state, is_static).push((order, step));
}

/// The steps in the order of their elements, whatever the order in which they were defined.
fn in_order<'a>(steps: &mut Vec<(usize, Step<'a>)>) -> Vec<Step<'a>> {
    let mut steps = std::mem::take(steps);
    steps.sort_by_key(|(order, _)| *order);
    steps.into_iter().map(|(_, step)| step).collect()
}

fn steps<'s, 'a>(state: &'s mut ClassState<'a>, is_static: bool) -> &'s mut Vec<(usize, Step<'a>)> {
    if is_static {
        &mut state.fixed
    } else {
        &mut state.instance
    }
}

/// Whether construction has something to do for the element.
fn needs_instance_step(element: &ClassElement<'_>) -> bool {
    !element.is_static
        && match element.kind {
            ClassElementKind::Method(key, _)
            | ClassElementKind::Getter(key, _)
            | ClassElementKind::Setter(key, _) => {
                !element.decorators.is_empty() || matches!(key.kind, PropertyKeyKind::Private(_))
            }
            ClassElementKind::Field(_) | ClassElementKind::Accessor(_) => true,
            ClassElementKind::StaticBlock(_) => false,
        }
}

/// How many hidden names an element takes.
fn hidden_names(element: &ClassElement<'_>) -> usize {
    let is_private = |key: &PropertyKey<'_>| matches!(key.kind, PropertyKeyKind::Private(_));
    let decorated = if element.decorators.is_empty() { 0 } else { 2 };
    match element.kind {
        ClassElementKind::Method(key, _)
        | ClassElementKind::Getter(key, _)
        | ClassElementKind::Setter(key, _) => usize::from(is_private(key)),
        ClassElementKind::Field(field) => {
            decorated + usize::from(matches!(field.key.kind, PropertyKeyKind::Computed(_)))
        }
        ClassElementKind::Accessor(field) => {
            decorated + 1 + 2 * usize::from(is_private(&field.key))
        }
        ClassElementKind::StaticBlock(_) => 0,
    }
}
