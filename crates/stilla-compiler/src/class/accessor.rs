//! Auto-accessors: `accessor key = value`, a private field with a getter and a setter.
//!
//! The field has a hidden private name; getter and setter are two functions of one instruction
//! each, made here without source.
//!
//! Uses: function, class, class/decorate, class/fields, fault. Never: unit's drivers.

use super::decorate::Decorated;
use super::fields::{FieldKey, Step};
use super::{ClassState, push_step};
use crate::expr::{Key, MethodForm};
use crate::fault::R;
use crate::function::{Gen, Shape, Surround};
use stilla_bytecode::code::{REG_FIRST_ARG, REG_THIS};
use stilla_bytecode::{CodeFlags, FunctionKind, FunctionRef, Inst, Reg, WtfString};
use stilla_syntax::Name;
use stilla_syntax::ast::{ClassElement, Field, PropertyKeyKind};

impl<'a> Gen<'_, 'a> {
    /// `accessor key = value`: a private field with a getter and a setter.
    pub(super) fn auto_accessor(
        &mut self,
        field: &'a Field<'a>,
        key: &Key,
        element: &'a ClassElement<'a>,
        decorators: Option<Reg>,
        state: &mut ClassState<'a>,
    ) -> R {
        let is_static = element.is_static;
        let storage = state.take();
        let description = match field.key.kind {
            PropertyKeyKind::Name(name) | PropertyKeyKind::Private(name) => name,
            _ => Name::ACCESSOR,
        };
        let description = self.key(description);
        self.new_private_name(storage, description);
        let obj = state.home(is_static);
        let private = match field.key.kind {
            PropertyKeyKind::Private(name) => Some(name),
            _ => None,
        };
        let pair = self.alloc_many(2);
        for (func, form) in [
            (pair, MethodForm::Getter),
            (pair.plus(1), MethodForm::Setter),
        ] {
            self.accessor_function(form, storage, key, element, func)?;
            self.emit(Inst::SetHome { func, obj });
        }
        let decorated: Option<Decorated> = decorators
            .map(|list| self.decorate_accessor(list, is_static, (&field.key, key), pair, state));
        for (func, form) in [
            (pair, MethodForm::Getter),
            (pair.plus(1), MethodForm::Setter),
        ] {
            if let Some(name) = private {
                let place = state.take();
                self.keep(place, func);
                self.private_method_step(is_static, name, form, place, state);
            } else {
                let key = self.key_register(key);
                self.emit(Inst::InitMethod {
                    obj,
                    key,
                    func,
                    flags: form.init_flags() | 8,
                });
            }
        }
        let step = Step::Field {
            key: FieldKey::Private(storage),
            value: field.value.as_ref(),
            scope: field.scope,
            span: element.span,
            ty: field.ty,
            decorated,
        };
        push_step(state, is_static, step);
        Ok(())
    }

    /// The getter or setter of an auto-accessor.
    fn accessor_function(
        &mut self,
        form: MethodForm,
        storage: Name,
        key: &Key,
        element: &ClassElement<'a>,
        dst: Reg,
    ) -> R {
        let text = match key {
            Key::Name(name) => self.text(*name),
            Key::Index(index) => index.to_string().into_bytes().into(),
            Key::Text(text) => text.clone(),
            Key::Computed(_) => WtfString::default(),
        };
        let computed = matches!(key, Key::Computed(_));
        let parameters = u16::from(form == MethodForm::Setter);
        let shape = Shape {
            kind: FunctionKind::Method,
            flags: CodeFlags::STRICT | CodeFlags::USES_THIS | CodeFlags::ACCESSOR,
            name: if computed { text } else { form.name(&text) },
            length: parameters,
            parameters,
            span: element.span,
            surround: Surround {
                in_function: true,
                in_method: true,
                ..Surround::TOP
            },
        };
        let func = self.function(|this| {
            Gen::build(this.unit, shape, this.chain.clone(), &|this| {
                let obj = Reg(REG_THIS);
                let name = this.private_name(storage);
                if form == MethodForm::Getter {
                    let dst = this.alloc();
                    this.emit(Inst::GetPrivate { dst, obj, name });
                    this.emit(Inst::Return { src: dst });
                } else {
                    let src = Reg(REG_FIRST_ARG);
                    this.emit(Inst::SetPrivate { obj, name, src });
                }
                this.finish_body()
            })
            .map(FunctionRef::compiled)
        })?;
        let env = self.current_env();
        self.emit(Inst::Closure { dst, func, env });
        if let &Key::Computed(key) = key {
            self.emit(Inst::SetFunctionName {
                func: dst,
                key,
                flags: form.name_flags(),
            });
        }
        Ok(())
    }
}
