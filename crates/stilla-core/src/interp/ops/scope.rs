//! Environments and the checks of bindings.
//!
//! Uses: environment. Never: the other operations' files.

use stilla_gc::Gc;

use crate::Cx;
use crate::environment::{Environment, EnvironmentKind};
use crate::error::{JsResult, Msg, reference_error, type_error};
use crate::function::slot;
use crate::interp::dispatch::{Block, Pc, Regs, Status, finish, finish_unit, next, sync, throw};
use crate::interp::frame::CALLEE;
use crate::module::ImportReference;
use crate::object::{Object, PropertyKey};
use crate::ops::Failure;
use crate::symbol::WellKnownSymbol;
use crate::value::Value;

/// The environment in a register.
#[inline(always)]
unsafe fn environment(r: Regs, register: usize) -> Gc<Environment> {
    // SAFETY: I1, I2.
    let value = unsafe { r.get(register) };
    value
        .as_internal::<Environment>()
        .expect("the compiler keeps an environment there")
}

/// r[a] = the callee's environment
pub(crate) unsafe fn load_closure_env(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let callee = r
            .get(CALLEE)
            .as_object()
            .expect("a frame holds its callee (I3)");
        r.set(pc.a(), callee.internal(slot::ENVIRONMENT));
        next(pc.skip(1), r, cx, k)
    }
}

/// r[a] = the environment c steps outside r[b]
pub(crate) unsafe fn load_outer_env(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let mut value = r.get(pc.b());
        for _ in 0..pc.c() {
            let inner = value
                .as_internal::<Environment>()
                .expect("an environment chain is unbroken");
            value = inner.parent();
        }
        r.set(pc.a(), value);
        next(pc.skip(1), r, cx, k)
    }
}

/// r[a] = a new environment
pub(crate) unsafe fn new_env(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let made = Environment::new(&cx.heap, r.get(pc.b()), pc.c() as u32);
        r.set(pc.a(), Value::from_internal(made));
        next(pc.skip(1), r, cx, k)
    }
}

/// r[a] = a copy of r[b]
pub(crate) unsafe fn copy_env(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let copy = environment(r, pc.b()).copy(&cx.heap);
        r.set(pc.a(), Value::from_internal(copy));
        next(pc.skip(1), r, cx, k)
    }
}

/// r[a] = r[b].slot
pub(crate) unsafe fn get_env(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let value = environment(r, pc.b()).get(pc.c());
        r.set(pc.a(), value);
        next(pc.skip(1), r, cx, k)
    }
}

/// r[a].slot = r[c]
pub(crate) unsafe fn set_env(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        environment(r, pc.a()).set(pc.b(), r.get(pc.c()));
        next(pc.skip(1), r, cx, k)
    }
}

/// r[a] = the imported binding
pub(crate) unsafe fn get_import(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let value = environment(r, pc.b()).get(pc.c());
        let value = match value.as_internal::<ImportReference>() {
            Some(reference) => reference.read(),
            None => value,
        };
        r.set(pc.a(), value);
        next(pc.skip(1), r, cx, k)
    }
}

/// Throws if r[a] is empty
pub(crate) unsafe fn throw_if_empty(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        if !r.get(pc.a()).is_empty() {
            return next(pc.skip(1), r, cx, k);
        }
        throw_uninitialised(pc, r, cx, k)
    }
}

#[cold]
#[inline(never)]
unsafe fn throw_uninitialised(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let name = name_of(cx, (*k.0).key(pc.b()));
        let thrown = reference_error(cx, Msg::Uninitialised { name });
        throw(cx, thrown)
    }
}

/// The text of a binding's key.
pub(crate) fn name_of(cx: &Cx, key: PropertyKey) -> crate::JsString {
    key.to_value(cx)
        .as_string()
        .expect("a binding is named by a string")
}

/// Throws: assignment to a constant
pub(crate) unsafe fn throw_const_assign(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let name = name_of(cx, (*k.0).key(pc.a()));
        let thrown = type_error(cx, Msg::AssignToConst { name });
        throw(cx, thrown)
    }
}

/// Throws if `this` in r[a] is empty
pub(crate) unsafe fn check_this(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        if !r.get(pc.a()).is_empty() {
            return next(pc.skip(1), r, cx, k);
        }
        sync(pc, r, cx, k);
        let thrown = reference_error(cx, Msg::ThisUninitialised);
        throw(cx, thrown)
    }
}

/// Coerces `this` of a sloppy function in r[a]
pub(crate) unsafe fn coerce_this(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let this = r.get(pc.a());
        if this.is_object() {
            return next(pc.skip(1), r, cx, k);
        }
        sync(pc, r, cx, k);
        let result = if this.is_nullish() {
            Ok((*k.0).realm().global_this())
        } else {
            cx.to_object(this).map(Value::from)
        };
        finish(result, pc, r, cx, k)
    }
}

/// r[a] = a `with` environment
pub(crate) unsafe fn new_with_env(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let result = cx.to_object(r.get(pc.c())).map(|object| {
            let kind = EnvironmentKind::With;
            Value::from_internal(Environment::dynamic(&cx.heap, r.get(pc.b()), kind, object))
        });
        finish(result, pc, r, cx, k)
    }
}

/// r[a] = an environment for variables of sloppy evals
pub(crate) unsafe fn new_var_env(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let object = cx.ordinary_object_create(None);
        let kind = EnvironmentKind::Vars;
        let made = Environment::dynamic(&cx.heap, r.get(pc.b()), kind, object);
        r.set(pc.a(), Value::from_internal(made));
        next(pc.skip(1), r, cx, k)
    }
}

impl Cx {
    /// §9.1.1.2.1 HasBinding ( N ) <https://tc39.es/ecma262/#sec-object-environment-records-hasbinding-n>
    fn dynamic_has(&mut self, scope: Gc<Environment>, key: PropertyKey) -> JsResult<bool> {
        let object = scope.object();
        if !self.has_property(object, key)? {
            return Ok(false);
        }
        if !scope.is_with() {
            return Ok(true);
        }
        let unscopables = self.get(object, WellKnownSymbol::unscopables)?;
        match unscopables.as_object() {
            Some(unscopables) => Ok(!self.get(unscopables, key)?.to_boolean()),
            None => Ok(true),
        }
    }

    fn dynamic_get(&mut self, object: Object, key: PropertyKey, strict: bool) -> JsResult<Value> {
        if !self.has_property(object, key)? {
            if strict {
                let name = name_of(self, key);
                return Err(reference_error(self, Msg::NotDefined { name }));
            }
            return Ok(Value::UNDEFINED);
        }
        self.get(object, key)
    }

    fn dynamic_set(
        &mut self,
        object: Object,
        key: PropertyKey,
        value: Value,
        strict: bool,
    ) -> JsResult<()> {
        let exists = self.has_property(object, key)?;
        if !exists && strict {
            let name = name_of(self, key);
            return Err(reference_error(self, Msg::NotDefined { name }));
        }
        let failure = if strict {
            Failure::Throw
        } else {
            Failure::Ignore
        };
        self.set(object, key, value, failure)
    }
}

/// r[a] = whether r[b] binds key c
pub(crate) unsafe fn dynamic_has(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let key = (*k.0).key(pc.c());
        let result = cx.dynamic_has(environment(r, pc.b()), key).map(Value::from);
        finish(result, pc, r, cx, k)
    }
}

/// r[a] = binding c of r[b]
pub(crate) unsafe fn dynamic_get(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let key = (*k.0).key(pc.c());
        let result = cx.dynamic_get(environment(r, pc.b()).object(), key, k.is_strict());
        finish(result, pc, r, cx, k)
    }
}

/// binding b of r[a] = r[c]
pub(crate) unsafe fn dynamic_set(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let key = (*k.0).key(pc.b());
        let object = environment(r, pc.a()).object();
        let result = cx.dynamic_set(object, key, r.get(pc.c()), k.is_strict());
        finish_unit(result, 1, pc, r, cx, k)
    }
}

/// r[a] = delete binding c of r[b]
pub(crate) unsafe fn dynamic_delete(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let key = (*k.0).key(pc.c());
        let result = cx
            .delete(environment(r, pc.b()).object(), key)
            .map(Value::from);
        finish(result, pc, r, cx, k)
    }
}

/// r[a] = the receiver of a call of a name found in r[b]
pub(crate) unsafe fn dynamic_this(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let scope = environment(r, pc.b());
        let this = if scope.is_with() {
            scope.object().into()
        } else {
            Value::UNDEFINED
        };
        r.set(pc.a(), this);
        next(pc.skip(1), r, cx, k)
    }
}

/// Throws a new error with a message of the code
pub(crate) unsafe fn throw_error(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let text = match k.constant(pc.b()).as_string() {
            Some(text) => cx.to_rust_string(text),
            None => String::new(),
        };
        let message = Msg::Text { text };
        let thrown = match pc.a() {
            0 => type_error(cx, message),
            1 => reference_error(cx, message),
            2 => crate::error::syntax_error(cx, message),
            _ => crate::error::range_error(cx, message),
        };
        throw(cx, thrown)
    }
}

/// Throws if r[a] is undefined or null
pub(crate) unsafe fn require_object(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let value = r.get(pc.a());
        if !value.is_nullish() {
            return next(pc.skip(1), r, cx, k);
        }
        sync(pc, r, cx, k);
        let thrown = type_error(cx, Msg::DestructureNullish { value });
        throw(cx, thrown)
    }
}

/// Throws if r[a] is no object
pub(crate) unsafe fn check_object(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let value = r.get(pc.a());
        if value.is_object() {
            return next(pc.skip(1), r, cx, k);
        }
        sync(pc, r, cx, k);
        let thrown = match pc.b() {
            2 => type_error(cx, Msg::ExtendsBadPrototype { value }),
            _ => type_error(cx, Msg::IteratorResultNotObject { value }),
        };
        throw(cx, thrown)
    }
}
