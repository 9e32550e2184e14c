//! Object, array, template and regular expression literals.
//!
//! Uses: dispatch, object. Never: the other operations' files.

use stilla_bytecode::Constant;

use crate::error::JsResult;
use crate::interp::cache::Found;
use crate::interp::dispatch::{
    Block, Pc, Regs, Status, finish, finish_unit, next, resume, sync, throw,
};
use crate::object::{Attributes, Kind, Object, ObjectCell, PropertyDescriptor, PropertyKey};
use crate::value::Value;
use crate::{Cx, GcVec};

/// r[a] = a new object
pub(crate) unsafe fn new_object(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        cx.set_realm((*k.0).realm());
        let object = cx.new_object_sized(pc.b());
        r.set(pc.a(), object.into());
        next(pc.skip(1), r, cx, k)
    }
}

/// r[a] = a new object with the keys of the c caches from d on and the values r[b]…
pub(crate) unsafe fn new_object_of(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let way = k.cache(pc.d()).first();
        if way.found != Found::Add {
            return new_object_of_slow(pc, r, cx, k);
        }
        let (first, count) = (pc.b(), pc.c());
        let object = ObjectCell::new_with(
            &cx.heap,
            Kind::Ordinary,
            way.shape(),
            cx.empty_elements,
            |index| match index < count {
                true => r.get(first + index),
                false => Value::UNDEFINED,
            },
        );
        r.set(pc.a(), Object::from_cell(object).into());
        next(pc.skip(2), r, cx, k)
    }
}

#[inline(never)]
unsafe fn new_object_of_slow(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let (first, count, cache) = (pc.b(), pc.c(), pc.d());
        let object = cx.new_object_sized(count);
        for index in 0..count {
            let key = k.cache(cache + index).key();
            let value = r.get(first + index);
            if let Err(thrown) = cx.create_data_property_or_throw(object, key, value) {
                return throw(cx, thrown);
            }
        }
        r.set(pc.a(), object.into());
        k.cache(cache).store_form(object, count);
        resume(pc.skip(2), r, cx, k)
    }
}

/// r[a] = a new array
pub(crate) unsafe fn new_array(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        cx.set_realm((*k.0).realm());
        let array = cx.new_array_with_capacity(pc.b());
        r.set(pc.a(), array.into());
        next(pc.skip(1), r, cx, k)
    }
}

/// The array that a literal is building.
unsafe fn literal(r: Regs, register: usize) -> Object {
    // SAFETY: I1, I2.
    unsafe { r.get(register) }
        .as_object()
        .expect("a literal's array is an object")
}

/// Appends r[b] to r[a]
pub(crate) unsafe fn array_push(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let array = literal(r, pc.a());
        cx.literal_push(array, r.get(pc.b()));
        next(pc.skip(1), r, cx, k)
    }
}

/// Appends a hole to r[a]
pub(crate) unsafe fn array_hole(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let array = literal(r, pc.a());
        cx.put_array_length(array, cx.array_length(array) + 1);
        next(pc.skip(1), r, cx, k)
    }
}

/// Appends the values of r[b] to r[a]
pub(crate) unsafe fn array_spread(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let array = literal(r, pc.a());
        let result = cx.append_iterable(array, r.get(pc.b()));
        finish_unit(result, 1, pc, r, cx, k)
    }
}

impl Cx {
    /// Appends to the array of a literal, which no script has seen.
    #[inline]
    fn literal_push(&self, array: Object, value: Value) {
        let length = self.array_length(array);
        if self.make_dense_room(array, length) {
            array.cell().elements().set(length as usize, value);
        } else {
            self.put_own(
                array,
                PropertyKey::from_array_index(length),
                value,
                Attributes::ALL,
            );
        }
        self.put_array_length(array, length + 1);
    }

    fn append_iterable(&mut self, array: Object, iterable: Value) -> JsResult<()> {
        if let Some(source) = iterable.as_object()
            && source.is(Kind::Array)
            && self.array_iteration_is_pristine(source)
        {
            let count = self.array_length(source) as usize;
            self.reserve(count * size_of::<Value>())?;
            for i in 0..count {
                self.charge(1)?;
                let value = match self.dense_element(source, i) {
                    Some(value) => value,
                    None => self.get(source, i)?,
                };
                self.literal_push(array, value);
            }
            return Ok(());
        }
        let list = self.iterable_to_list(iterable)?;
        for value in list.iter() {
            self.charge(1)?;
            self.literal_push(array, value);
        }
        Ok(())
    }

    /// Defines a method, getter or setter of an object literal or a class.
    pub(crate) fn define_method(
        &mut self,
        object: Object,
        key: Value,
        function: Value,
        flags: usize,
    ) -> JsResult<()> {
        let key = self.to_property_key(key)?;
        // NOTE: what a decorator put in a method's place may be any function.
        if let Some(function) = function.as_object().filter(|_| flags & 8 == 0) {
            function.set_internal(crate::function::slot::HOME, object.into());
        }
        let base =
            Attributes::when(flags & 1 != 0, Attributes::ENUMERABLE).with(Attributes::CONFIGURABLE);
        let descriptor = match flags & 6 {
            0 => PropertyDescriptor::data(function, base.with(Attributes::WRITABLE)),
            accessor => PropertyDescriptor {
                get: (accessor == 2).then_some(function),
                set: (accessor == 4).then_some(function),
                enumerable: Some(base.is_enumerable()),
                configurable: Some(true),
                ..PropertyDescriptor::default()
            },
        };
        self.define_property_or_throw(object, key, &descriptor)
    }
}

/// Defines r[a][r[b]] = r[c]
pub(crate) unsafe fn init_elem(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let object = literal(r, pc.a());
        let result = cx
            .to_property_key(r.get(pc.b()))
            .and_then(|key| cx.create_data_property_or_throw(object, key, r.get(pc.c())));
        finish_unit(result, 1, pc, r, cx, k)
    }
}

/// Defines method r[c] under r[b] on r[a]
pub(crate) unsafe fn init_method(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let object = literal(r, pc.a());
        let result = cx.define_method(object, r.get(pc.b()), r.get(pc.c()), pc.d());
        finish_unit(result, 2, pc, r, cx, k)
    }
}

/// `__proto__: r[b]` of r[a]
pub(crate) unsafe fn init_proto(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let value = r.get(pc.b());
        if value.is_object() || value == Value::NULL {
            let object = literal(r, pc.a());
            cx.put_prototype(object, value.as_object());
        }
        next(pc.skip(1), r, cx, k)
    }
}

/// Copies the properties of r[b] to r[a]
pub(crate) unsafe fn copy_props(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let object = literal(r, pc.a());
        let result = cx.copy_data_properties(object, r.get(pc.b()), &[]);
        finish_unit(result, 1, pc, r, cx, k)
    }
}

/// r[a] = a copy of r[b] without the keys r[c]…
pub(crate) unsafe fn copy_rest(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let mut excluded = Vec::new();
        for key in r.slice(pc.c(), pc.d()) {
            match cx.to_property_key(*key) {
                Ok(key) => excluded.push(key),
                Err(thrown) => return throw(cx, thrown),
            }
        }
        let object = cx.new_object();
        match cx.copy_data_properties(object, r.get(pc.b()), &excluded) {
            Ok(()) => {
                r.set(pc.a(), object.into());
                resume(pc.skip(2), r, cx, k)
            }
            Err(thrown) => throw(cx, thrown),
        }
    }
}

/// r[a] = a RegExp
pub(crate) unsafe fn new_regexp(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let result = cx.regexp_literal(k, pc.wide(2) as usize);
        finish(result, pc, r, cx, k)
    }
}

impl Cx {
    /// §13.2.7.3 RegularExpressionLiteral <https://tc39.es/ecma262/#sec-regular-expression-literals-runtime-semantics-evaluation>:
    /// the built-in constructor makes the first object, of which a copy is kept to make the others from.
    fn regexp_literal(&mut self, block: Block, index: usize) -> JsResult<Value> {
        // SAFETY: I3: the block is that of the running frame.
        let cell = unsafe { block.cell() };
        let constants = cell
            .constants
            .get()
            .expect("a block that runs has its constants");
        if let Some(first) = constants.get(index).as_object() {
            return Ok(self.regexp_copy(first).into());
        }
        let Constant::RegExp { pattern, flags } = Cx::raw_constant(&cell, index) else {
            return Ok(Value::UNDEFINED);
        };
        let (pattern, flags) = (self.wtf8(pattern), self.string(flags));
        let constructor = self.intrinsic(crate::realm::Intrinsic::RegExp);
        let regexp = self.construct(constructor, &[pattern.into(), flags.into()], constructor)?;
        constants.set(index, self.regexp_copy(regexp).into());
        Ok(regexp.into())
    }

    /// §13.2.8.4 GetTemplateObject ( templateLiteral ) <https://tc39.es/ecma262/#sec-gettemplateobject>
    fn template_object(&mut self, block: Block, index: usize) -> JsResult<Value> {
        // SAFETY: I3: the block is that of the running frame.
        let cell = unsafe { block.cell() };
        let constants = cell
            .constants
            .get()
            .expect("a block that runs has its constants");
        if constants.get(index).is_object() {
            return Ok(constants.get(index));
        }
        let Constant::Template { cooked, raw } = Cx::raw_constant(&cell, index) else {
            return Ok(Value::UNDEFINED);
        };
        let strings = GcVec::new(self);
        for string in cooked {
            let value = string
                .as_ref()
                .map_or(Value::UNDEFINED, |text| self.intern_wtf8(text).into());
            strings.push(self, value);
        }
        let raws = GcVec::new(self);
        for string in raw {
            let value = self.intern_wtf8(string);
            raws.push(self, value.into());
        }
        let raw_array = self.array_from_list(raws);
        self.put_integrity(raw_array, crate::object::Integrity::Frozen);
        let template = self.array_from_list(strings);
        let key = self.key("raw");
        self.put_own(template, key, raw_array.into(), Attributes::NONE);
        self.put_integrity(template, crate::object::Integrity::Frozen);
        constants.set(index, template.into());
        Ok(template.into())
    }
}

/// r[a] = the template object
pub(crate) unsafe fn template_object(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let result = cx.template_object(k, pc.wide(2) as usize);
        finish(result, pc, r, cx, k)
    }
}
