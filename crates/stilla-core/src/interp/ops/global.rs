//! Global bindings: lexical ones first, then properties of the global object.
//!
//! Uses: cache, realm. Never: the other operations' files.

use stilla_bytecode::Constant;
use stilla_bytecode::code::GlobalDeclarations;

use super::scope::name_of;
use crate::Cx;
use crate::environment::Environment;
use crate::error::{JsResult, Msg, reference_error, syntax_error, type_error};
use crate::interp::cache::{Cache, Found, Way};
use crate::interp::dispatch::{
    Block, Pc, Regs, Status, finish, finish_unit, next, resume, sync, throw,
};
use crate::object::{Attributes, Object, PropertyDescriptor, PropertyKey};
use crate::ops::Failure;
use crate::realm::GlobalBinding;
use crate::value::Value;

/// The value that the cache knows, if it is a hit.
#[inline(always)]
unsafe fn cached_global(cache: &Cache, k: Block) -> Option<Value> {
    if let Some(binding) = cache.binding() {
        let value = binding.get(0);
        return (!value.is_empty()).then_some(value);
    }
    let way = cache.first();
    // SAFETY: I3.
    let global = unsafe { (*k.0).realm() }.global();
    if way.word != global.cell().header_word() {
        return None;
    }
    let value = match way.found {
        Found::Inline => global.cell().inline_word(way.slot as usize),
        Found::OutOfLine => global.cell().outer_word(way.slot as usize),
        _ => return None,
    };
    (!value.is_empty()).then_some(value)
}

/// r[a] = global key
pub(crate) unsafe fn get_global(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        if let Some(value) = cached_global(k.cache(pc.b()), k) {
            r.set(pc.a(), value);
            return next(pc.skip(1), r, cx, k);
        }
        get_global_slow(pc, r, cx, k)
    }
}

#[inline(never)]
unsafe fn get_global_slow(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let cache = k.cache(pc.b());
        let result = match cx.find_global(cache) {
            Ok(Some(value)) => Ok(value),
            Ok(None) => {
                let name = name_of(cx, cache.key());
                Err(reference_error(cx, Msg::NotDefined { name }))
            }
            Err(thrown) => Err(thrown),
        };
        finish(result, pc, r, cx, k)
    }
}

/// r[a] = global key or undefined
pub(crate) unsafe fn get_global_or_undefined(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let result = cx
            .find_global(k.cache(pc.b()))
            .map(Option::unwrap_or_default);
        finish(result, pc, r, cx, k)
    }
}

impl Cx {
    /// The value of the global binding of a cache's key, if there is one; fills the cache.
    fn find_global(&mut self, cache: &Cache) -> JsResult<Option<Value>> {
        let key = cache.key();
        if let Some(binding) = self.realm().lexical(key) {
            let value = binding.cell.get(0);
            if value.is_empty() {
                let name = name_of(self, key);
                return Err(reference_error(self, Msg::Uninitialised { name }));
            }
            cache.set_binding(binding.cell);
            return Ok(Some(value));
        }
        let global = self.realm().global();
        self.cache_global(cache, global);
        if !self.has_property(global, key)? {
            return Ok(None);
        }
        self.get(global, key).map(Some)
    }

    fn cache_global(&self, cache: &Cache, global: Object) {
        let shape = global.shape();
        if let Some(property) = shape.find(cache.key())
            && property.attributes.is_plain()
        {
            shape.mark_cached();
            let word = global.cell().header_word();
            if let Some(way) = Way::own(word, global.cell().inline_capacity(), property.slot) {
                cache.store(way);
            }
        }
    }

    fn store_global(&mut self, cache: &Cache, value: Value, strict: bool) -> JsResult<()> {
        let key = cache.key();
        if let Some(binding) = self.realm().lexical(key) {
            let name = name_of(self, key);
            if binding.cell.get(0).is_empty() {
                return Err(reference_error(self, Msg::Uninitialised { name }));
            }
            if binding.is_const {
                return Err(type_error(self, Msg::AssignToConst { name }));
            }
            binding.cell.set(0, value);
            cache.set_binding(binding.cell);
            return Ok(());
        }
        let global = self.realm().global();
        if let Some(property) = global.shape().find(key)
            && property.attributes.is_plain_writable()
        {
            self.cache_global(cache, global);
        }
        if strict && !self.has_property(global, key)? {
            let name = name_of(self, key);
            return Err(reference_error(self, Msg::NotDefined { name }));
        }
        let failure = if strict {
            Failure::Throw
        } else {
            Failure::Ignore
        };
        self.set(global, key, value, failure)
    }

    /// §16.1.7 GlobalDeclarationInstantiation ( script, env )
    /// <https://tc39.es/ecma262/#sec-globaldeclarationinstantiation>
    fn declare_globals(&mut self, block: Block, declarations: &GlobalDeclarations) -> JsResult<()> {
        let key = |cx: &Cx, name: &[u8]| PropertyKey::from_string(cx, cx.intern_wtf8(name));
        let lexical = declarations.lets.iter().chain(&declarations.consts);
        for name in lexical {
            let key = key(self, name);
            self.check_lexical(key)?;
        }
        for (name, _) in &declarations.functions {
            let key = key(self, name);
            self.check_no_lexical(key)?;
            if !self.can_declare_global_function(key)? {
                let name = name_of(self, key);
                return Err(type_error(self, Msg::CannotDeclareGlobal { name }));
            }
        }
        for name in &declarations.vars {
            let key = key(self, name);
            self.check_no_lexical(key)?;
            if !self.can_declare_global_var(key)? {
                let name = name_of(self, key);
                return Err(type_error(self, Msg::CannotDeclareGlobal { name }));
            }
        }
        for (names, is_const) in [(&declarations.lets, false), (&declarations.consts, true)] {
            for name in names {
                let cell = Environment::new(&self.heap, Value::UNDEFINED, 1);
                self.realm()
                    .add_lexical(key(self, name), GlobalBinding { cell, is_const });
            }
        }
        for (name, function) in &declarations.functions {
            // SAFETY: I3: the block is that of the running frame.
            let inner = self.inner_block(unsafe { block.cell() }, usize::from(*function));
            let closure = self.new_closure(inner, Value::UNDEFINED);
            let key = key(self, name);
            self.create_global_function(key, closure.into(), Configurable::No)?;
        }
        for name in &declarations.annex_b {
            let key = key(self, name);
            if self.realm().lexical(key).is_none() && self.can_declare_global_function(key)? {
                self.create_global_var(key, Configurable::No)?;
            }
        }
        for name in &declarations.vars {
            let key = key(self, name);
            self.create_global_var(key, Configurable::No)?;
        }
        Ok(())
    }

    fn already_declared(&mut self, key: PropertyKey) -> crate::Thrown {
        let name = name_of(self, key);
        syntax_error(self, Msg::AlreadyDeclared { name })
    }

    fn check_no_lexical(&mut self, key: PropertyKey) -> JsResult<()> {
        if self.realm().lexical(key).is_some() {
            return Err(self.already_declared(key));
        }
        Ok(())
    }

    fn check_lexical(&mut self, key: PropertyKey) -> JsResult<()> {
        self.check_no_lexical(key)?;
        let global = self.realm().global();
        // NOTE: a `var` and a restricted property are both not configurable.
        if self
            .get_own_property(global, key)?
            .is_some_and(|own| !own.is_configurable())
        {
            return Err(self.already_declared(key));
        }
        Ok(())
    }

    /// §9.1.1.4.15 CanDeclareGlobalVar ( N ) <https://tc39.es/ecma262/#sec-candeclareglobalvar>
    fn can_declare_global_var(&mut self, key: PropertyKey) -> JsResult<bool> {
        let global = self.realm().global();
        if self.has_own_property(global, key)? {
            return Ok(true);
        }
        self.is_extensible(global)
    }

    /// §9.1.1.4.16 CanDeclareGlobalFunction ( N ) <https://tc39.es/ecma262/#sec-candeclareglobalfunction>
    fn can_declare_global_function(&mut self, key: PropertyKey) -> JsResult<bool> {
        let global = self.realm().global();
        match self.get_own_property(global, key)? {
            None => self.is_extensible(global),
            Some(own) => Ok(own.is_configurable()
                || (own.is_data() && own.is_writable() && own.is_enumerable())),
        }
    }

    /// §9.1.1.4.17 CreateGlobalVarBinding ( N, D ) <https://tc39.es/ecma262/#sec-createglobalvarbinding>
    fn create_global_var(&mut self, key: PropertyKey, configurable: Configurable) -> JsResult<()> {
        let global = self.realm().global();
        if !self.has_own_property(global, key)? && self.is_extensible(global)? {
            let attributes = configurable.attributes();
            let descriptor = PropertyDescriptor::data(Value::UNDEFINED, attributes);
            self.define_property_or_throw(global, key, &descriptor)?;
        }
        Ok(())
    }

    /// §9.1.1.4.18 CreateGlobalFunctionBinding ( N, V, D )
    /// <https://tc39.es/ecma262/#sec-createglobalfunctionbinding>
    fn create_global_function(
        &mut self,
        key: PropertyKey,
        function: Value,
        configurable: Configurable,
    ) -> JsResult<()> {
        let global = self.realm().global();
        let descriptor = match self.get_own_property(global, key)? {
            Some(own) if !own.is_configurable() => PropertyDescriptor {
                value: Some(function),
                ..PropertyDescriptor::default()
            },
            _ => PropertyDescriptor::data(function, configurable.attributes()),
        };
        self.define_property_or_throw(global, key, &descriptor)?;
        self.set(global, key, function, Failure::Throw)
    }

    /// §19.2.1.3 EvalDeclarationInstantiation for sloppy code
    /// <https://tc39.es/ecma262/#sec-evaldeclarationinstantiation>
    fn declare_eval(
        &mut self,
        block: Block,
        scope: Value,
        declarations: &GlobalDeclarations,
        closure_scope: Value,
    ) -> JsResult<()> {
        let key = |cx: &Cx, name: &[u8]| PropertyKey::from_string(cx, cx.intern_wtf8(name));
        let target = scope
            .as_internal::<Environment>()
            .map(|scope| scope.object());
        if target.is_none() {
            for (name, _) in &declarations.functions {
                let key = key(self, name);
                self.check_no_lexical(key)?;
                if !self.can_declare_global_function(key)? {
                    let name = name_of(self, key);
                    return Err(type_error(self, Msg::CannotDeclareGlobal { name }));
                }
            }
            for name in &declarations.vars {
                let key = key(self, name);
                self.check_no_lexical(key)?;
                if !self.can_declare_global_var(key)? {
                    let name = name_of(self, key);
                    return Err(type_error(self, Msg::CannotDeclareGlobal { name }));
                }
            }
        }
        for name in &declarations.annex_b {
            let key = key(self, name);
            match target {
                Some(target) => self.declare_eval_var(target, key)?,
                None if self.realm().lexical(key).is_none()
                    && self.can_declare_global_function(key)? =>
                {
                    self.create_global_var(key, Configurable::Yes)?;
                }
                None => {}
            }
        }
        for (name, function) in &declarations.functions {
            // SAFETY: I3: the block is that of the running frame.
            let inner = self.inner_block(unsafe { block.cell() }, usize::from(*function));
            let closure = Value::from(self.new_closure(inner, closure_scope));
            let key = key(self, name);
            match target {
                Some(target) => self.set(target, key, closure, Failure::Ignore)?,
                None => self.create_global_function(key, closure, Configurable::Yes)?,
            }
        }
        for name in &declarations.vars {
            let key = key(self, name);
            match target {
                Some(target) => self.declare_eval_var(target, key)?,
                None => self.create_global_var(key, Configurable::Yes)?,
            }
        }
        Ok(())
    }

    fn declare_eval_var(&mut self, target: Object, key: PropertyKey) -> JsResult<()> {
        if self.has_own_property(target, key)? {
            return Ok(());
        }
        self.create_data_property_or_throw(target, key, Value::UNDEFINED)
    }
}

/// Whether a global binding can be deleted: those of eval code can.
#[derive(Clone, Copy)]
enum Configurable {
    Yes,
    No,
}

impl Configurable {
    fn attributes(self) -> Attributes {
        let base = Attributes::WRITABLE.with(Attributes::ENUMERABLE);
        match self {
            Configurable::Yes => base.with(Attributes::CONFIGURABLE),
            Configurable::No => base,
        }
    }
}

/// r[a] = whether there is a global b
pub(crate) unsafe fn has_global(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let key = (*k.0).key(pc.b());
        let result = if cx.realm().lexical(key).is_some() {
            Ok(Value::TRUE)
        } else {
            let global = cx.realm().global();
            cx.has_property(global, key).map(Value::from)
        };
        finish(result, pc, r, cx, k)
    }
}

/// global key = r[b]
pub(crate) unsafe fn set_global(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let cache = k.cache(pc.a());
        let value = r.get(pc.b());
        if let Some(binding) = cache.binding() {
            // NOTE: only a store to an initialised binding that is no constant fills this cache.
            binding.set(0, value);
            return next(pc.skip(1), r, cx, k);
        }
        let global = (*k.0).realm().global();
        let way = cache.first();
        if way.word == global.cell().header_word() {
            match way.found {
                Found::Inline => global.cell().set_inline_word(way.slot as usize, value),
                Found::OutOfLine => global.cell().set_outer_word(way.slot as usize, value),
                _ => return set_global_slow(pc, r, cx, k),
            }
            return next(pc.skip(1), r, cx, k);
        }
        set_global_slow(pc, r, cx, k)
    }
}

#[inline(never)]
unsafe fn set_global_slow(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let result = cx.store_global(k.cache(pc.a()), r.get(pc.b()), k.is_strict());
        finish_unit(result, 1, pc, r, cx, k)
    }
}

/// Initialises lexical binding a = r[b]
pub(crate) unsafe fn init_global(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let key = (*k.0).key(pc.a());
        let binding = (*k.0)
            .realm()
            .lexical(key)
            .expect("the script declared the binding");
        binding.cell.set(0, r.get(pc.b()));
        next(pc.skip(1), r, cx, k)
    }
}

/// GlobalDeclarationInstantiation
pub(crate) unsafe fn declare_globals(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let Constant::Globals(declarations) = Cx::raw_constant(&*k.0, pc.a()) else {
            return next(pc.skip(1), r, cx, k);
        };
        let result = cx.declare_globals(k, declarations);
        finish_unit(result, 1, pc, r, cx, k)
    }
}

/// EvalDeclarationInstantiation
pub(crate) unsafe fn declare_eval(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let Constant::Globals(declarations) = Cx::raw_constant(&*k.0, pc.b()) else {
            return next(pc.skip(1), r, cx, k);
        };
        let callee = crate::interp::frame::callee(r);
        let closure_scope = callee.internal(crate::function::slot::ENVIRONMENT);
        let result = cx.declare_eval(k, r.get(pc.a()), declarations, closure_scope);
        finish_unit(result, 1, pc, r, cx, k)
    }
}

/// r[a] = delete global b
pub(crate) unsafe fn delete_global(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let key = (*k.0).key(pc.b());
        if cx.realm().lexical(key).is_some() {
            r.set(pc.a(), Value::FALSE);
            return resume(pc.skip(1), r, cx, k);
        }
        let global = cx.realm().global();
        match cx.delete(global, key) {
            Ok(deleted) => {
                r.set(pc.a(), Value::from(deleted));
                resume(pc.skip(1), r, cx, k)
            }
            Err(thrown) => throw(cx, thrown),
        }
    }
}
