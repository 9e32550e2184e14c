//! Function objects: closures over bytecode, native functions, bound functions.
//!
//! Uses: object, code_block, environment. Never: interp.

use stilla_bytecode::{CodeFlags, FunctionKind};
use stilla_gc::Gc;

use crate::code_block::CodeBlock;
use crate::error::JsResult;
use crate::object::{Attributes, Kind, Object, Own, PropertyKey, Shape};
use crate::realm::{Intrinsic, RealmCell};
use crate::string::{Name, StringView};
use crate::value::Value;
use crate::{Cx, GcVec, JsString};

mod arguments;
mod call;

pub(crate) use arguments::ArgumentsShapes;
pub use call::Call;

/// A function written in Rust.
pub type NativeFn = fn(&mut Cx, &Call<'_>) -> JsResult<Value>;

/// The short way through a native function, for a receiver and arguments that nothing has to be done for: its result, or
/// `None` where the function itself must be called.
///
/// It runs no script, throws nothing, has no safepoint, and has changed nothing when it gives `None`. No state is saved and
/// no realm set for it.
pub type LeafFn = fn(&mut Cx, Value, &[Value]) -> Option<Value>;

/// Internal slots of [`Kind::Function`].
pub(crate) mod slot {
    /// The code block.
    pub(crate) const CODE: usize = 0;
    /// The environment closed over, or undefined.
    pub(crate) const ENVIRONMENT: usize = 1;
    /// The home object of a method, or undefined.
    pub(crate) const HOME: usize = 2;
    /// `this` of an arrow function; the field initialiser of a class constructor.
    pub(crate) const THIS: usize = 3;
    /// `new.target` of an arrow function; the class constructor of a field initialiser.
    pub(crate) const NEW_TARGET: usize = 4;
    /// Their number.
    pub(crate) const COUNT: usize = 5;

    /// Native functions: the Rust function.
    pub(crate) const NATIVE: usize = 0;
    /// Native functions: an int32 of [`super::NativeFlags`].
    pub(crate) const FLAGS: usize = 1;
    /// Native functions: the realm.
    pub(crate) const REALM: usize = 2;
    /// Native functions: what the function closes over.
    pub(crate) const DATA: usize = 3;
    /// Native functions: the [`super::LeafFn`], or undefined.
    pub(crate) const LEAF: usize = 4;
    /// Their number.
    pub(crate) const NATIVE_COUNT: usize = 5;

    /// Bound functions: the target.
    pub(crate) const TARGET: usize = 0;
    /// Bound functions: the receiver.
    pub(crate) const BOUND_THIS: usize = 1;
    /// Bound functions: a list of the arguments.
    pub(crate) const BOUND_ARGUMENTS: usize = 2;
    /// Bound functions: whether the target has [[Construct]], so that chains need no walk.
    pub(crate) const BOUND_CONSTRUCTOR: usize = 3;
}

/// Least and most inline slots of an object that `new` makes for a closure.
const MIN_CONSTRUCTED_SLOTS: usize = 3;
const MAX_CONSTRUCTED_SLOTS: usize = 20;

/// Bits in slot [`slot::FLAGS`].
pub(crate) const NATIVE_CONSTRUCTOR: i32 = 1;

/// The shapes that closures start with, one for each set of own properties.
#[derive(Clone, Copy)]
pub(crate) struct FunctionShapes {
    /// `length`, `name`.
    pub(crate) plain: Gc<Shape>,
    /// `length`, `name`, `prototype` (writable).
    pub(crate) constructor: Gc<Shape>,
    /// `length`, `name`, `prototype` (not writable): classes.
    pub(crate) class: Gc<Shape>,
    /// As `constructor`, for sloppy functions that had `arguments` and `caller`: not needed, kept equal.
    pub(crate) native: Gc<Shape>,
}

/// How a native function is made.
pub struct NativeOptions {
    /// The prototype; `None` is %Function.prototype%.
    pub prototype: Option<Object>,
    /// Whether it has [[Construct]].
    pub is_constructor: bool,
    /// What it closes over: [`Call::data`] gives it back.
    pub data: Value,
    /// Its short way.
    pub leaf: Option<LeafFn>,
}

impl Default for NativeOptions {
    fn default() -> Self {
        NativeOptions {
            prototype: None,
            is_constructor: false,
            data: Value::UNDEFINED,
            leaf: None,
        }
    }
}

impl Object {
    /// The short way of an object that was just seen to be a native function.
    #[inline(always)]
    pub(crate) fn leaf(self) -> Option<LeafFn> {
        debug_assert!(self.is(Kind::NativeFunction));
        self.cell().inline_word(slot::LEAF).as_leaf()
    }

    /// The code block of an object that was just seen to be a closure.
    #[inline(always)]
    pub(crate) fn code_block_unchecked(self) -> Gc<CodeBlock> {
        debug_assert!(self.is(Kind::Function));
        self.cell().internal_code()
    }

    /// The code block of a closure.
    #[inline(always)]
    pub(crate) fn code_block(self) -> Gc<CodeBlock> {
        self.internal(slot::CODE)
            .as_internal::<CodeBlock>()
            .expect("a closure has a code block")
    }
}

impl Cx {
    /// A closure of `code` over `environment`, with the own properties of its kind.
    pub(crate) fn new_closure(&self, code: Gc<CodeBlock>, environment: Value) -> Object {
        let facts = code.facts();
        let flags = facts.flags;
        let realm = self.realm();
        let shapes = realm.function_shapes();
        let is_generator = flags.has(CodeFlags::GENERATOR);
        let shape = match (flags.has(CodeFlags::ASYNC), is_generator) {
            (false, false) => match facts.kind {
                FunctionKind::Normal => shapes.constructor,
                FunctionKind::ClassConstructor | FunctionKind::DerivedConstructor => shapes.class,
                _ => shapes.plain,
            },
            (false, true) => self.function_shape(Intrinsic::GeneratorFunctionPrototype, true),
            (true, false) => self.function_shape(Intrinsic::AsyncFunctionPrototype, false),
            (true, true) => self.function_shape(Intrinsic::AsyncGeneratorFunctionPrototype, true),
        };
        let function = self.create_with_shape(Kind::Function, shape, &[]);
        let cell = function.cell();
        let inline = cell.inline();
        inline[slot::CODE].set(Value::from_internal(code));
        inline[slot::ENVIRONMENT].set(environment);
        inline[slot::COUNT].set(Value::from_int(i32::from(facts.length)));
        inline[slot::COUNT + 1].set(code.name());
        if inline.len() > slot::COUNT + 2 {
            inline[slot::COUNT + 2].set(Value::EMPTY);
        }
        function
    }

    /// The shape of a generator or async function whose prototype is `prototype`.
    fn function_shape(&self, prototype: Intrinsic, has_prototype: bool) -> Gc<Shape> {
        let prototype = self.intrinsic(prototype);
        let attributes = has_prototype.then_some(Attributes::WRITABLE);
        self.make_function_shape(prototype, slot::COUNT, attributes)
    }

    /// The shape with `length`, `name` and, if its attributes are given, `prototype`.
    pub(crate) fn make_function_shape(
        &self,
        prototype: Object,
        internal: usize,
        prototype_attributes: Option<Attributes>,
    ) -> Gc<Shape> {
        let root = self.root_shape(Some(prototype), internal, internal + 3);
        let shape = self.shape_with(root, Name::length, Attributes::CONFIGURABLE);
        let shape = self.shape_with(shape, Name::name, Attributes::CONFIGURABLE);
        match prototype_attributes {
            Some(attributes) => self.shape_with(shape, Name::prototype, attributes),
            None => shape,
        }
    }

    /// A new native function with `length` and `name`.
    pub fn new_native(
        &self,
        name: impl crate::object::ToKey,
        length: u32,
        function: NativeFn,
        options: NativeOptions,
    ) -> Object {
        let key = name.to_key(self);
        let name = self.function_name(key, "");
        self.new_native_named(name, length, function, options)
    }

    /// A new native function whose `name` property is the string `name`.
    pub fn new_native_named(
        &self,
        name: JsString,
        length: u32,
        function: NativeFn,
        options: NativeOptions,
    ) -> Object {
        let shape = match options.prototype {
            None => self.realm().function_shapes().native,
            Some(prototype) => self.make_function_shape(prototype, slot::NATIVE_COUNT, None),
        };
        let slots = self.native_slots(function, &options);
        let function = self.create_with_shape(Kind::NativeFunction, shape, &slots);
        function.set_internal(slot::NATIVE_COUNT, Value::from(length));
        function.set_internal(slot::NATIVE_COUNT + 1, name.into());
        function
    }

    /// A native function without a name, as the specification's abstract closures are: promise
    /// resolvers and the like. `data` is what it closes over.
    pub fn new_native_closure(&self, length: u32, function: NativeFn, data: Value) -> Object {
        let options = NativeOptions {
            data,
            ..NativeOptions::default()
        };
        self.new_native_named(self.name(Name::empty), length, function, options)
    }

    /// The text of the `name` property for `key`: a symbol's description in brackets.
    #[must_use]
    pub fn function_name(&self, key: PropertyKey, prefix: &str) -> JsString {
        let text = match key.as_symbol() {
            None => key
                .to_value(self)
                .as_string()
                .expect("a key is a symbol or a string"),
            Some(symbol) => match symbol.description().as_string() {
                None => self.name(Name::empty),
                Some(description) if symbol.is_private() => description,
                Some(description) => {
                    self.intern_wtf8(&[b"[", self.to_wtf8(description).as_slice(), b"]"].concat())
                }
            },
        };
        if prefix.is_empty() {
            text
        } else {
            let bytes = [prefix.as_bytes(), b" ", self.to_wtf8(text).as_slice()].concat();
            self.wtf8(&bytes)
        }
    }

    /// §10.4.1.3 BoundFunctionCreate ( targetFunction, boundThis, boundArgs )
    /// <https://tc39.es/ecma262/#sec-boundfunctioncreate>
    ///
    /// # Errors
    /// A Proxy's trap may throw.
    pub fn bound_function_create(
        &mut self,
        target: Object,
        this: Value,
        arguments: GcVec,
    ) -> JsResult<Object> {
        let prototype = self.get_prototype_of(target)?;
        let is_constructor = self.has_construct(target);
        let internal = [
            target.into(),
            this,
            arguments.to_value(),
            is_constructor.into(),
        ];
        Ok(self.create_object(Kind::BoundFunction, prototype, &internal))
    }

    /// `this` for `new` where the target's `prototype` is a plain own property: nothing is run.
    #[inline]
    pub(crate) fn construct_fast(&self, new_target: Object) -> Option<Object> {
        if !new_target.is(Kind::Function) {
            return None;
        }
        let code = new_target.code_block_unchecked();
        let prototype = if code.construct_word.get() == new_target.cell().header_word() {
            new_target
                .cell()
                .slot(code.construct_slot.get() as usize)
                .as_object()
        } else {
            self.find_prototype_slot(code, new_target)
        }?;
        let shape = match code.construct_shape.get().as_internal::<Shape>() {
            Some(shape) if shape.prototype() == Some(prototype) => shape,
            _ => {
                let slots = code
                    .this_stores()
                    .clamp(MIN_CONSTRUCTED_SLOTS, MAX_CONSTRUCTED_SLOTS);
                let shape = self.root_shape(Some(prototype), 0, slots);
                code.set_construct_shape(shape);
                shape
            }
        };
        Some(self.create_with_shape(Kind::Ordinary, shape, &[]))
    }

    /// Finds the plain `prototype` of a closure and remembers its slot in the code block.
    fn find_prototype_slot(&self, code: Gc<CodeBlock>, function: Object) -> Option<Object> {
        let key = self.key(Name::prototype);
        let property = function.shape().find(key)?;
        let Own::Data(prototype, _) = self.own_at(function, key, property) else {
            return None;
        };
        function.shape().mark_cached();
        code.construct_word.set(function.cell().header_word());
        code.construct_slot.set(property.slot);
        prototype.as_object()
    }

    /// %Function.prototype%, which accepts any arguments and returns undefined.
    pub(crate) fn make_function_prototype_intrinsic(&self, object_prototype: Object) -> Object {
        fn accept(_: &mut Cx, _: &Call<'_>) -> JsResult<Value> {
            Ok(Value::UNDEFINED)
        }
        let slots = self.native_slots(accept, &NativeOptions::default());
        self.create_object(Kind::NativeFunction, Some(object_prototype), &slots)
    }

    /// The internal slots of a native function of the current realm.
    fn native_slots(
        &self,
        function: NativeFn,
        options: &NativeOptions,
    ) -> [Value; slot::NATIVE_COUNT] {
        let flags = if options.is_constructor {
            NATIVE_CONSTRUCTOR
        } else {
            0
        };
        [
            Value::from_native(function),
            Value::from_int(flags),
            Value::from_internal(self.realm()),
            options.data,
            options.leaf.map_or(Value::UNDEFINED, Value::from_leaf),
        ]
    }

    /// Whether this is a closure that `function` made in sloppy code: the only kind that the older
    /// editions gave `caller` and `arguments`.
    #[must_use]
    pub fn is_sloppy_function(&self, function: Object) -> bool {
        let special = CodeFlags::STRICT | CodeFlags::GENERATOR | CodeFlags::ASYNC;
        function.is(Kind::Function) && {
            let facts = function.code_block();
            let facts = facts.facts();
            facts.kind == FunctionKind::Normal && facts.flags.0 & special == 0
        }
    }

    /// The text that Function.prototype.toString gives <https://tc39.es/ecma262/#sec-function.prototype.tostring>:
    /// the source of a closure, a native function's head without a body for anything else.
    ///
    /// # Errors
    /// The memory limit.
    pub fn function_source_text(&mut self, function: Object) -> JsResult<JsString> {
        if function.is(Kind::Function) {
            let (source, (start, end)) = Cx::source_of_block(function.code_block());
            let text = source
                .text
                .get(start as usize..end as usize)
                .unwrap_or_default();
            self.reserve(text.len())?;
            self.note_work(text.len());
            return match text.is_ascii() {
                true => self.long_string(StringView::Latin1(text)),
                false => Ok(self.wtf8(text)),
            };
        }
        let name = if function.is(Kind::NativeFunction) {
            function.internal(slot::NATIVE_COUNT + 1).as_string()
        } else {
            None
        };
        let name = name.map_or_else(String::new, |name| self.to_rust_string(name));
        // NOTE: the grammar wants a property name here, which a host's function need not have.
        let is_name = name
            .chars()
            .all(|c| c.is_alphanumeric() || "_$[]. ".contains(c));
        let name = if is_name { name.as_str() } else { "" };
        Ok(self.string(&format!("function {name}() {{ [native code] }}")))
    }

    /// Gives %Function.prototype% its `length` and `name`.
    pub(crate) fn finish_function_prototype(&self, prototype: Object) {
        let name = self.name(Name::empty);
        self.put_own(
            prototype,
            self.key(Name::length),
            Value::ZERO,
            Attributes::CONFIGURABLE,
        );
        self.put_own(
            prototype,
            self.key(Name::name),
            name.into(),
            Attributes::CONFIGURABLE,
        );
    }

    /// The `prototype` of a closure, made when it is first asked for.
    pub(crate) fn make_function_prototype(&self, function: Object) -> Value {
        let flags = function.code_block().facts().flags;
        if flags.has(CodeFlags::GENERATOR) {
            let parent = if flags.has(CodeFlags::ASYNC) {
                Intrinsic::AsyncGeneratorPrototype
            } else {
                Intrinsic::GeneratorPrototype
            };
            let realm = function.code_block().realm();
            let parent = self.in_realm(realm, || self.intrinsic(parent));
            return self.ordinary_object_create(Some(parent)).into();
        }
        let realm = function.code_block().realm();
        let prototype = self.ordinary_object_create(Some(realm.object_prototype_object()));
        let key = self.key(Name::constructor);
        self.put_own(prototype, key, function.into(), Attributes::METHOD);
        prototype.into()
    }

    /// Whether `function` has a [[Construct]] internal method.
    #[must_use]
    pub fn has_construct(&self, function: Object) -> bool {
        match function.kind() {
            Kind::Function => {
                let block = function.code_block();
                let facts = block.facts();
                let plain = CodeFlags::GENERATOR | CodeFlags::ASYNC;
                facts.flags.0 & plain == 0
                    && matches!(
                        facts.kind,
                        FunctionKind::Normal
                            | FunctionKind::ClassConstructor
                            | FunctionKind::DerivedConstructor
                    )
            }
            Kind::NativeFunction => {
                function.internal(slot::FLAGS).as_int() == Some(NATIVE_CONSTRUCTOR)
            }
            Kind::BoundFunction => function.internal(slot::BOUND_CONSTRUCTOR).to_boolean(),
            Kind::Proxy => crate::object::internal_methods::proxy_is_constructor(function),
            _ => false,
        }
    }

    /// The realm of a closure or native function; the current one for anything else.
    pub(crate) fn realm_of(&self, function: Object) -> Gc<RealmCell> {
        match function.kind() {
            Kind::Function => function.code_block().realm(),
            Kind::NativeFunction => function
                .internal(slot::REALM)
                .as_internal::<RealmCell>()
                .expect("a native function has a realm"),
            _ => self.realm(),
        }
    }
}
