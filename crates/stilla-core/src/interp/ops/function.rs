//! Closures, classes, `arguments` and rest parameters.
//!
//! Uses: frame, function. Never: the other operations' files.

use stilla_bytecode::FunctionKind;

use crate::Cx;
use crate::error::{JsResult, Msg, type_error};
use crate::function::slot;
use crate::interp::dispatch::{Block, Pc, Regs, Status, finish_unit, next, resume, sync, throw};
use crate::interp::frame::{CALLEE, NEW_TARGET, THIS};
use crate::object::{Attributes, Kind, Object};
use crate::realm::Intrinsic;
use crate::string::Name;
use crate::value::Value;

/// The home object of the frame's callee.
#[inline]
pub(crate) unsafe fn home_of(r: Regs) -> Value {
    // SAFETY: I3: the frame holds its callee, a closure.
    unsafe { r.get(CALLEE) }
        .as_object()
        .map_or(Value::UNDEFINED, |callee| callee.internal(slot::HOME))
}

/// r[a] = a closure
pub(crate) unsafe fn closure(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let block = cx.inner_block(k.cell(), pc.b());
        let function = cx.new_closure(block, r.get(pc.c()));
        if block.facts().kind == FunctionKind::Arrow {
            function.set_internal(slot::THIS, r.get(THIS));
            function.set_internal(slot::NEW_TARGET, r.get(NEW_TARGET));
            function.set_internal(slot::HOME, home_of(r));
        }
        r.set(pc.a(), function.into());
        next(pc.skip(1), r, cx, k)
    }
}

/// Names function r[a] after r[b]
pub(crate) unsafe fn set_function_name(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let result = cx.name_function(r.get(pc.a()), r.get(pc.b()), pc.c());
        finish_unit(result, 1, pc, r, cx, k)
    }
}

impl Cx {
    /// §10.2.9 SetFunctionName ( F, name, prefix ) <https://tc39.es/ecma262/#sec-setfunctionname>
    fn name_function(&mut self, function: Value, key: Value, prefix: usize) -> JsResult<()> {
        let Some(function) = function.as_object().filter(|f| f.is(Kind::Function)) else {
            return Ok(());
        };
        let key = self.to_property_key(key)?;
        let name = self.function_name(key, ["", "get", "set"][prefix.min(2)]);
        let own = self.key(Name::name);
        // NOTE: a class with a static member `name` keeps it.
        let current = self.own(function, own).to_descriptor();
        let is_default = current.is_none_or(|d| {
            d.value
                .and_then(Value::as_string)
                .is_some_and(|name| name.is_empty())
        });
        if is_default {
            self.put_own(function, own, name.into(), Attributes::CONFIGURABLE);
        }
        Ok(())
    }

    /// §15.7.14 steps 5 to 14: the constructor and its prototype object
    /// <https://tc39.es/ecma262/#sec-runtime-semantics-classdefinitionevaluation>
    fn make_class(
        &mut self,
        block: Block,
        index: usize,
        environment: Value,
        heritage: Value,
    ) -> JsResult<(Object, Object)> {
        let (proto_parent, constructor_parent) = self.class_parents(heritage)?;
        // SAFETY: I3: the block is that of the running frame.
        let inner = self.inner_block(unsafe { block.cell() }, index);
        let constructor = self.new_closure(inner, environment);
        if let Some(parent) = constructor_parent {
            self.put_prototype(constructor, Some(parent));
        }
        let prototype = self.ordinary_object_create(proto_parent);
        let key = self.key(Name::prototype);
        self.put_own(constructor, key, prototype.into(), Attributes::NONE);
        constructor.set_internal(slot::HOME, prototype.into());
        let key = self.key(Name::constructor);
        self.put_own(prototype, key, constructor.into(), Attributes::METHOD);
        Ok((constructor, prototype))
    }

    fn class_parents(&mut self, heritage: Value) -> JsResult<(Option<Object>, Option<Object>)> {
        if heritage.is_empty() {
            return Ok((Some(self.intrinsic(Intrinsic::ObjectPrototype)), None));
        }
        if heritage == Value::NULL {
            return Ok((None, None));
        }
        let parent = heritage
            .as_object()
            .filter(|parent| self.has_construct(*parent));
        let Some(parent) = parent else {
            return Err(type_error(
                self,
                Msg::ExtendsNotConstructor { value: heritage },
            ));
        };
        let prototype = self.get(parent, Name::prototype)?;
        if prototype.is_object() || prototype == Value::NULL {
            Ok((prototype.as_object(), Some(parent)))
        } else {
            Err(type_error(
                self,
                Msg::ExtendsBadPrototype { value: prototype },
            ))
        }
    }
}

/// r[a] = the constructor, r[a+1] = its prototype
pub(crate) unsafe fn new_class(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let w = pc.a();
        match cx.make_class(k, pc.b(), r.get(pc.c()), r.get(w + 2)) {
            Ok((constructor, prototype)) => {
                r.set(w, constructor.into());
                r.set(w + 1, prototype.into());
                resume(pc.skip(1), r, cx, k)
            }
            Err(thrown) => throw(cx, thrown),
        }
    }
}

/// Makes r[b] the field initialiser of class r[a]
pub(crate) unsafe fn set_field_init(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let class = r.get(pc.a()).as_object().expect("a class is an object");
        let function = r
            .get(pc.b())
            .as_object()
            .expect("a field initialiser is a function");
        function.set_internal(slot::HOME, class.internal(slot::HOME));
        class.set_internal(slot::THIS, function.into());
        next(pc.skip(1), r, cx, k)
    }
}

/// Makes r[b] the home object of r[a]
pub(crate) unsafe fn set_home(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let function = r.get(pc.a()).as_object().expect("a function is an object");
        function.set_internal(slot::HOME, r.get(pc.b()));
        next(pc.skip(1), r, cx, k)
    }
}

/// Runs the field initialiser of r[a] on r[b]
pub(crate) unsafe fn run_field_init(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let class = r.get(pc.a()).as_object().expect("a class is an object");
        let initialiser = class.internal(slot::THIS);
        if initialiser.is_undefined() {
            return next(pc.skip(1), r, cx, k);
        }
        sync(pc, r, cx, k);
        let result = cx.call(initialiser, r.get(pc.b()), &[]).map(|_| ());
        finish_unit(result, 1, pc, r, cx, k)
    }
}

/// Defines field r[b] = r[c] on r[a]
pub(crate) unsafe fn define_field(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe { super::literal::init_elem(pc, r, cx, k) }
}
