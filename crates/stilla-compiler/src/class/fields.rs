//! Field initialisers and static blocks: the function that gives an object what each instance
//! (or the class itself) owns.
//!
//! Private methods come first, so that initialisers can call them; then fields and blocks in the
//! order of the source.
//!
//! Uses: function, scope, expr, stmt, fault. Never: unit's drivers.

use super::decorate::Decorated;
use crate::expr::Key;
use crate::fault::R;
use crate::function::{Gen, Shape, Surround, ThisMode};
use crate::scope::Place;
use stilla_bytecode::code::REG_THIS;
use stilla_bytecode::{CodeFlags, FunctionKind, FunctionRef, Inst, Reg, WtfString};
use stilla_syntax::Name;
use stilla_syntax::ast::{Class, Expr, Span, StaticBlock, TypeSpan};
use stilla_syntax::scope::ScopeId;

/// The key of a field.
#[derive(Clone, Debug)]
pub(super) enum FieldKey {
    Fixed(Key),
    /// Evaluated with the class and kept under this hidden name.
    Computed(Name),
    Private(Name),
}

/// One thing that the initialiser does.
#[derive(Clone, Debug)]
pub(super) enum Step<'a> {
    PrivateMethod {
        name: Name,
        function: Name,
    },
    PrivateAccessor {
        name: Name,
        get: Option<Name>,
        set: Option<Name>,
    },
    Field {
        key: FieldKey,
        value: Option<&'a Expr<'a>>,
        scope: ScopeId,
        span: Span,
        ty: Option<TypeSpan>,
        decorated: Option<Decorated>,
    },
    /// Runs what decorators of methods gave to `addInitializer`: the list is kept under this name.
    Extras(Name),
    Block(&'a StaticBlock<'a>),
}

impl Step<'_> {
    fn is_method(&self) -> bool {
        matches!(
            self,
            Step::PrivateMethod { .. } | Step::PrivateAccessor { .. }
        )
    }
}

impl<'a> Gen<'_, 'a> {
    /// The closure that runs the steps.
    pub(super) fn field_function(&mut self, class: &'a Class<'a>, steps: Vec<Step<'a>>) -> R<Reg> {
        let surround = Surround {
            in_function: true,
            in_method: true,
            in_derived: false,
            in_field_init: true,
            this: ThisMode::Plain,
        };
        let shape = Shape {
            kind: FunctionKind::FieldInit,
            flags: CodeFlags::STRICT | CodeFlags::USES_THIS,
            name: WtfString::default(),
            length: 0,
            parameters: 0,
            span: class.span,
            surround,
        };
        let func = self.function(|this| {
            Gen::build(this.unit, shape, this.chain.clone(), &|this| {
                for step in steps.iter().filter(|step| step.is_method()) {
                    this.scratch(|this| this.method_step(step))?;
                }
                for step in steps.iter().filter(|step| !step.is_method()) {
                    this.scratch(|this| this.field_step(step))?;
                }
                this.finish_body()
            })
            .map(FunctionRef::compiled)
        })?;
        let dst = self.alloc();
        let env = self.current_env();
        self.emit(Inst::Closure { dst, func, env });
        Ok(dst)
    }

    pub(super) fn kept(&mut self, name: Name, dst: Reg) {
        match self.hidden(name) {
            Some(Place::Reg(src)) => self.move_to(dst, src),
            Some(Place::Slot(env, slot)) => self.emit(Inst::GetEnv { dst, env, slot }),
            Some(Place::Global) | None => self.emit(Inst::LoadUndefined { dst }),
        }
    }

    fn method_step(&mut self, step: &Step<'a>) -> R {
        let obj = Reg(REG_THIS);
        match step {
            Step::PrivateMethod { name, function } => {
                let src = self.alloc();
                self.kept(*function, src);
                let name = self.private_name(*name);
                self.emit(Inst::DefinePrivateMethod { obj, name, src });
            }
            Step::PrivateAccessor { name, get, set } => {
                let pair = self.alloc_many(2);
                for (dst, half) in [(pair, get), (pair.plus(1), set)] {
                    match half {
                        Some(function) => self.kept(*function, dst),
                        None => self.emit(Inst::LoadUndefined { dst }),
                    }
                }
                let name = self.private_name(*name);
                self.emit(Inst::DefinePrivateAccessor {
                    obj,
                    name,
                    get: pair,
                });
            }
            Step::Field { .. } | Step::Extras(_) | Step::Block(_) => {}
        }
        Ok(())
    }

    fn field_step(&mut self, step: &Step<'a>) -> R {
        match step {
            Step::Field {
                key,
                value,
                scope,
                span,
                ty,
                decorated,
            } => {
                self.at(span.start);
                let layout = self.lay_out(*scope);
                self.enter_laid_out(*scope, layout);
                self.field(key, *value, *ty, *decorated)?;
                self.pop_frame();
            }
            Step::Extras(list) => self.run_kept_initializers(*list),
            Step::Block(block) => {
                let layout = self.lay_out(block.scope);
                self.enter_laid_out(block.scope, layout);
                self.undefine_variables(block.scope);
                self.hoist_functions(block.body)?;
                self.with_disposal(block.scope, |this| this.statements(block.body))?;
                self.pop_frame();
            }
            Step::PrivateMethod { .. } | Step::PrivateAccessor { .. } => {}
        }
        Ok(())
    }

    fn field(
        &mut self,
        key: &FieldKey,
        value: Option<&Expr<'a>>,
        ty: Option<TypeSpan>,
        decorated: Option<Decorated>,
    ) -> R {
        let src = self.alloc();
        let register = self.field_value(key, value, src)?;
        if let (Some(ty), Some(_)) = (ty, value) {
            self.check_type(src, ty, "the field");
        }
        if let Some(decorated) = decorated {
            self.apply_kept_initializers(src, decorated.initializers);
        }
        self.define_field(Reg(REG_THIS), key, src, register);
        if let Some(decorated) = decorated {
            self.run_kept_initializers(decorated.extras);
        }
        Ok(())
    }

    /// Evaluates the initialiser; the register of the key if the name of a function asked for it.
    fn field_value(
        &mut self,
        key: &FieldKey,
        value: Option<&Expr<'a>>,
        src: Reg,
    ) -> R<Option<Reg>> {
        let Some(value) = value else {
            self.emit(Inst::LoadUndefined { dst: src });
            return Ok(None);
        };
        match key {
            FieldKey::Private(name) if self.unit.is_script_name(*name) => {
                self.named_expr(value, *name, Some(src))?;
            }
            FieldKey::Private(_) => {
                self.expr(value, Some(src))?;
            }
            FieldKey::Fixed(Key::Name(name)) => {
                self.named_expr(value, *name, Some(src))?;
            }
            FieldKey::Fixed(_) | FieldKey::Computed(_) => {
                let register = self.field_key_register(key);
                self.named_by_register(value, register, src)?;
                return Ok(Some(register));
            }
        }
        Ok(None)
    }

    fn field_key_register(&mut self, key: &FieldKey) -> Reg {
        match key {
            FieldKey::Fixed(key) => self.key_register(key),
            FieldKey::Computed(name) => {
                let dst = self.alloc();
                self.kept(*name, dst);
                dst
            }
            FieldKey::Private(name) => self.private_name(*name),
        }
    }

    fn define_field(&mut self, obj: Reg, key: &FieldKey, src: Reg, known: Option<Reg>) {
        let register = match known {
            Some(register) => register,
            None => self.field_key_register(key),
        };
        if let FieldKey::Private(_) = key {
            self.emit(Inst::DefinePrivate {
                obj,
                name: register,
                src,
            });
        } else {
            self.emit(Inst::DefineField {
                obj,
                key: register,
                src,
            });
        }
    }
}
