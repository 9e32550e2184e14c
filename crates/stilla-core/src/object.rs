//! Objects: the handle, and making them.
//!
//! An [`Object`] is a pointer to a cell. What an object does is decided by its [`Kind`], which
//! selects its [`InternalMethods`]; where its properties are is decided by its [`Shape`].
//! Internal slots of the specification are the first slots of the object; each kind's file in
//! `stilla-builtins` or `core` names the numbers of its own.
//!
//! Uses: slots, shape, elements, property_key. Never: interp.

mod accessor;
mod dense;
mod descriptor;
mod elements;
pub mod internal_methods;
mod layout;
mod peek;
mod property_key;
mod property_table;
mod queue;
mod shape;
mod slots;
mod sparse;
mod storage;

pub use accessor::Accessor;
pub use dense::ArrayFiller;
pub use descriptor::{Attributes, PropertyDescriptor};
pub use elements::Elements;
pub use internal_methods::{InternalMethods, ORDINARY};
pub use layout::Layout;
pub use peek::FunctionForm;
pub use property_key::{PropertyKey, ToKey};
pub use property_table::PropertyTable;
pub use shape::{Integrity, Shape, Transitions};
pub(crate) use slots::FLAG_CACHED_PROTOTYPE;
pub use slots::ObjectCell;
pub(crate) use slots::{ByteBlock, Clamped, Element, Half, RustBox};
pub use sparse::SparseElements;
pub(crate) use storage::{Own, ShapeRegistry};

pub use crate::cell::Kind;

use stilla_gc::Gc;

use crate::Cx;
use crate::error::{JsResult, Msg, type_error};
use crate::realm::Intrinsic;
use crate::value::Value;
use slots::MAX_INLINE;

/// An object.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Object(Gc<ObjectCell>);

impl std::fmt::Debug for Object {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} at {:#x}", self.kind(), self.0.address())
    }
}

impl Object {
    #[inline(always)]
    pub(crate) fn from_cell(cell: Gc<ObjectCell>) -> Object {
        Object(cell)
    }

    #[inline(always)]
    pub(crate) fn cell(self) -> Gc<ObjectCell> {
        self.0
    }

    /// What kind of object this is.
    #[inline(always)]
    #[must_use]
    pub fn kind(self) -> Kind {
        self.0.kind()
    }

    /// Whether this is of kind `kind`.
    #[inline(always)]
    #[must_use]
    pub fn is(self, kind: Kind) -> bool {
        self.0.kind_number() == kind as u8
    }

    #[inline(always)]
    pub(crate) fn shape(self) -> Gc<Shape> {
        self.0.shape()
    }

    /// The internal slot `index`, below the number given when the object was made.
    #[inline(always)]
    #[must_use]
    pub fn internal(self, index: usize) -> Value {
        self.0.inline()[index].get()
    }

    /// Replaces internal slot `index`, below the number given when the object was made.
    #[inline(always)]
    pub fn set_internal(self, index: usize, value: Value) {
        self.0.set_inline_word(index, value);
    }

    /// The prototype, read without running a Proxy's trap.
    #[inline(always)]
    #[must_use]
    pub fn raw_prototype(self) -> Option<Object> {
        self.shape().prototype()
    }

    /// The methods that make the object ordinary or exotic.
    #[inline(always)]
    pub(crate) fn methods(self) -> &'static InternalMethods {
        internal_methods::table(self.kind())
    }

    /// Whether the object has a [[Call]] internal method.
    #[inline]
    #[must_use]
    pub fn is_callable(self) -> bool {
        match self.kind() {
            Kind::Function | Kind::NativeFunction | Kind::BoundFunction | Kind::IsHtmlDda => true,
            Kind::Proxy => internal_methods::proxy_is_callable(self),
            _ => false,
        }
    }
}

impl Cx {
    /// A new ordinary object with %Object.prototype%.
    #[must_use]
    pub fn new_object(&self) -> Object {
        let shape = self.realm().object_shape();
        Object(ObjectCell::new(
            &self.heap,
            Kind::Ordinary,
            shape,
            self.empty_elements,
            Value::UNDEFINED,
        ))
    }

    /// A new ordinary object with room for `properties` in itself.
    pub(crate) fn new_object_sized(&self, properties: usize) -> Object {
        let shape = match properties {
            0..=4 => self.realm().object_shape(),
            n => self.root_shape(self.realm().object_prototype(), 0, n.min(16)),
        };
        Object(ObjectCell::new(
            &self.heap,
            Kind::Ordinary,
            shape,
            self.empty_elements,
            Value::UNDEFINED,
        ))
    }

    /// §10.1.12 OrdinaryObjectCreate ( proto ) <https://tc39.es/ecma262/#sec-ordinaryobjectcreate>
    #[must_use]
    pub fn ordinary_object_create(&self, prototype: Option<Object>) -> Object {
        let shape = self.root_shape(prototype, 0, 4);
        Object(ObjectCell::new(
            &self.heap,
            Kind::Ordinary,
            shape,
            self.empty_elements,
            Value::UNDEFINED,
        ))
    }

    /// A new object of any kind whose internal slots are `internal`.
    #[must_use]
    pub fn create_object(
        &self,
        kind: Kind,
        prototype: Option<Object>,
        internal: &[Value],
    ) -> Object {
        let shape = self.root_shape(
            prototype,
            internal.len(),
            (internal.len() + 2).min(MAX_INLINE),
        );
        self.create_with_shape(kind, shape, internal)
    }

    pub(crate) fn create_with_shape(
        &self,
        kind: Kind,
        shape: Gc<Shape>,
        internal: &[Value],
    ) -> Object {
        let object = Object(ObjectCell::new(
            &self.heap,
            kind,
            shape,
            self.empty_elements,
            Value::UNDEFINED,
        ));
        for (i, value) in internal.iter().enumerate() {
            object.set_internal(i, *value);
        }
        object
    }

    /// §10.1.13 OrdinaryCreateFromConstructor ( constructor, intrinsicDefaultProto, slots )
    /// <https://tc39.es/ecma262/#sec-ordinarycreatefromconstructor>
    ///
    /// # Errors
    /// Reading `prototype` of the constructor may run JavaScript.
    pub fn create_from_constructor(
        &mut self,
        constructor: Object,
        default: Intrinsic,
        kind: Kind,
        internal: &[Value],
    ) -> JsResult<Object> {
        let prototype = self.get_prototype_from_constructor(constructor, default)?;
        Ok(self.create_object(kind, Some(prototype), internal))
    }

    /// §10.4.2.2 ArrayCreate ( length ) <https://tc39.es/ecma262/#sec-arraycreate>, with %Array.prototype%.
    /// Room for up to 65,536 elements is made at once.
    ///
    /// # Errors
    /// RangeError above 2^32-1; the memory limit.
    pub fn new_array(&mut self, length: u64) -> JsResult<Object> {
        let prototype = self.intrinsic(Intrinsic::ArrayPrototype);
        self.array_create(length, prototype)
    }

    /// §10.4.2.2 ArrayCreate ( length, proto ) <https://tc39.es/ecma262/#sec-arraycreate>
    ///
    /// # Errors
    /// RangeError above 2^32-1; the memory limit.
    pub fn array_create(&mut self, length: u64, prototype: Object) -> JsResult<Object> {
        let Ok(length) = u32::try_from(length) else {
            return Err(crate::error::range_error(self, Msg::InvalidArrayLength));
        };
        let shape = self.array_shape(prototype);
        let array = self.create_with_shape(Kind::Array, shape, &[Value::from(length)]);
        if length > 0 && length <= 1 << 16 {
            if length > 1024 {
                self.reserve(length as usize * size_of::<Value>())?;
            }
            array
                .0
                .set_elements(Elements::new(&self.heap, length as usize));
        }
        Ok(array)
    }

    /// An array literal's array: empty, with room.
    pub(crate) fn new_array_with_capacity(&self, capacity: usize) -> Object {
        let shape = self.realm().array_shape();
        let array = self.create_with_shape(Kind::Array, shape, &[Value::ZERO]);
        if capacity > 0 {
            array.0.set_elements(Elements::new(&self.heap, capacity));
        }
        array
    }

    /// §7.3.18 CreateArrayFromList ( elements ) <https://tc39.es/ecma262/#sec-createarrayfromlist>
    #[must_use]
    pub fn array_from_slice(&self, values: &[Value]) -> Object {
        let array = self.new_array_with_capacity(values.len());
        let elements = array.0.elements();
        for (i, value) in values.iter().enumerate() {
            elements.set(i, *value);
        }
        array.set_internal(0, Value::from(values.len()));
        array
    }

    /// §7.3.18 CreateArrayFromList ( elements ) <https://tc39.es/ecma262/#sec-createarrayfromlist>
    #[must_use]
    pub fn array_from_list(&self, values: crate::GcVec) -> Object {
        let array = self.new_array_with_capacity(values.len());
        let elements = array.0.elements();
        for (i, value) in values.iter().enumerate() {
            elements.set(i, value);
        }
        array.set_internal(0, Value::from(values.len()));
        array
    }

    /// The internal slot `index` of `value` if it is an object of kind `kind`.
    ///
    /// # Errors
    /// TypeError otherwise: RequireInternalSlot.
    pub fn require_kind(
        &mut self,
        value: Value,
        kind: Kind,
        name: &'static str,
    ) -> JsResult<Object> {
        match value.as_object() {
            Some(object) if object.is(kind) => Ok(object),
            _ => Err(type_error(
                self,
                Msg::IncompatibleReceiver {
                    expected: name,
                    value,
                },
            )),
        }
    }
}
