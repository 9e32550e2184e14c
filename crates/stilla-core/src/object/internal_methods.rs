//! The essential internal methods, as tables.
//!
//! An exotic object is written as "ordinary, except …": `InternalMethods { get, ..ORDINARY }`. The
//! functions on [`Cx`] with the methods' names dispatch through the table of the object's kind.
//!
//! Uses: storage. Never: interp.

mod arguments;
mod array;
mod exotic;
mod host;
mod integer_indexed;
mod namespace;
mod ordinary;
mod proxy;

pub use host::Exotic;
pub(crate) use host::host_is_array;
pub(crate) use namespace::{ExportBinding, NamespaceKind};
pub use ordinary::validate_and_apply;
pub use proxy::{PROXY_HANDLER, PROXY_TARGET};
pub(crate) use proxy::{
    call as proxy_call, construct as proxy_construct, is_callable as proxy_is_callable,
    is_constructor as proxy_is_constructor,
};

use super::{Kind, Object, PropertyDescriptor, PropertyKey, ToKey};
use crate::error::JsResult;
use crate::value::Value;
use crate::{Cx, GcVec};

/// §6.1.7.2 <https://tc39.es/ecma262/#sec-object-internal-methods-and-internal-slots>, without
/// [[Call]] and [[Construct]].
pub struct InternalMethods {
    /// [[GetPrototypeOf]].
    pub get_prototype_of: fn(&mut Cx, Object) -> JsResult<Option<Object>>,
    /// [[SetPrototypeOf]].
    pub set_prototype_of: fn(&mut Cx, Object, Option<Object>) -> JsResult<bool>,
    /// [[IsExtensible]].
    pub is_extensible: fn(&mut Cx, Object) -> JsResult<bool>,
    /// [[PreventExtensions]].
    pub prevent_extensions: fn(&mut Cx, Object) -> JsResult<bool>,
    /// [[GetOwnProperty]].
    pub get_own_property: fn(&mut Cx, Object, PropertyKey) -> JsResult<Option<PropertyDescriptor>>,
    /// [[DefineOwnProperty]].
    pub define_own_property:
        fn(&mut Cx, Object, PropertyKey, &PropertyDescriptor) -> JsResult<bool>,
    /// [[HasProperty]].
    pub has_property: fn(&mut Cx, Object, PropertyKey) -> JsResult<bool>,
    /// [[Get]] with a receiver.
    pub get: fn(&mut Cx, Object, PropertyKey, Value) -> JsResult<Value>,
    /// [[Set]] with a value and a receiver.
    pub set: fn(&mut Cx, Object, PropertyKey, Value, Value) -> JsResult<bool>,
    /// [[Delete]].
    pub delete: fn(&mut Cx, Object, PropertyKey) -> JsResult<bool>,
    /// [[OwnPropertyKeys]]: a list of String and Symbol values.
    pub own_property_keys: fn(&mut Cx, Object) -> JsResult<GcVec>,
}

/// The methods of an ordinary object.
pub const ORDINARY: InternalMethods = InternalMethods {
    get_prototype_of: ordinary::get_prototype_of,
    set_prototype_of: ordinary::set_prototype_of,
    is_extensible: ordinary::is_extensible,
    prevent_extensions: ordinary::prevent_extensions,
    get_own_property: ordinary::get_own_property,
    define_own_property: ordinary::define_own_property,
    has_property: ordinary::has_property,
    get: ordinary::get,
    set: ordinary::set,
    delete: ordinary::delete,
    own_property_keys: ordinary::own_property_keys,
};

static ORDINARY_TABLE: InternalMethods = ORDINARY;

/// The table of a kind.
#[inline]
pub(crate) fn table(kind: Kind) -> &'static InternalMethods {
    match kind {
        Kind::Array => &array::ARRAY,
        Kind::StringObject => &exotic::STRING,
        Kind::MappedArguments => &arguments::MAPPED,
        Kind::TypedArray => &integer_indexed::TYPED_ARRAY,
        Kind::ModuleNamespace => &namespace::NAMESPACE,
        Kind::Proxy => &proxy::PROXY,
        Kind::HostExotic => &host::HOST,
        _ => &ORDINARY_TABLE,
    }
}

/// Whether the kind keeps all its properties in storage, so that lookups need no method call.
#[inline(always)]
pub(crate) fn has_ordinary_lookup(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::StringObject
            | Kind::MappedArguments
            | Kind::TypedArray
            | Kind::ModuleNamespace
            | Kind::Proxy
            | Kind::HostExotic
    )
}

impl Cx {
    /// [[GetPrototypeOf]] of any object.
    ///
    /// # Errors
    /// A Proxy's trap may throw.
    pub fn get_prototype_of(&mut self, object: Object) -> JsResult<Option<Object>> {
        (object.methods().get_prototype_of)(self, object)
    }

    /// [[SetPrototypeOf]] of any object.
    ///
    /// # Errors
    /// A Proxy's trap may throw.
    pub fn set_prototype_of(
        &mut self,
        object: Object,
        prototype: Option<Object>,
    ) -> JsResult<bool> {
        (object.methods().set_prototype_of)(self, object, prototype)
    }

    /// [[IsExtensible]] of any object.
    ///
    /// # Errors
    /// A Proxy's trap may throw.
    pub fn is_extensible(&mut self, object: Object) -> JsResult<bool> {
        (object.methods().is_extensible)(self, object)
    }

    /// [[PreventExtensions]] of any object.
    ///
    /// # Errors
    /// A Proxy's trap may throw.
    pub fn prevent_extensions(&mut self, object: Object) -> JsResult<bool> {
        (object.methods().prevent_extensions)(self, object)
    }

    /// [[GetOwnProperty]] of any object.
    ///
    /// # Errors
    /// A Proxy's trap may throw.
    pub fn get_own_property(
        &mut self,
        object: Object,
        key: impl ToKey,
    ) -> JsResult<Option<PropertyDescriptor>> {
        let key = key.to_key(self);
        (object.methods().get_own_property)(self, object, key)
    }

    /// [[DefineOwnProperty]] of any object.
    ///
    /// # Errors
    /// A Proxy's trap may throw, and so may the length of an array.
    pub fn define_own_property(
        &mut self,
        object: Object,
        key: impl ToKey,
        descriptor: &PropertyDescriptor,
    ) -> JsResult<bool> {
        let key = key.to_key(self);
        (object.methods().define_own_property)(self, object, key, descriptor)
    }

    /// [[HasProperty]] of any object.
    ///
    /// # Errors
    /// A Proxy's trap may throw.
    pub fn has_property(&mut self, object: Object, key: impl ToKey) -> JsResult<bool> {
        let key = key.to_key(self);
        (object.methods().has_property)(self, object, key)
    }

    /// §7.3.2 Get ( O, P ) <https://tc39.es/ecma262/#sec-get-o-p>
    ///
    /// # Errors
    /// A getter or a Proxy's trap may throw.
    #[inline]
    pub fn get(&mut self, object: Object, key: impl ToKey) -> JsResult<Value> {
        let key = key.to_key(self);
        (object.methods().get)(self, object, key, object.into())
    }

    /// [[Get]] with a receiver.
    ///
    /// # Errors
    /// A getter or a Proxy's trap may throw.
    #[inline]
    pub fn get_with_receiver(
        &mut self,
        object: Object,
        key: impl ToKey,
        receiver: Value,
    ) -> JsResult<Value> {
        let key = key.to_key(self);
        (object.methods().get)(self, object, key, receiver)
    }

    /// [[Set]] with a receiver: false where the property refuses.
    ///
    /// # Errors
    /// A setter or a Proxy's trap may throw.
    #[inline]
    pub fn set_with_receiver(
        &mut self,
        object: Object,
        key: impl ToKey,
        value: Value,
        receiver: Value,
    ) -> JsResult<bool> {
        let key = key.to_key(self);
        (object.methods().set)(self, object, key, value, receiver)
    }

    /// [[Delete]] of any object: false where the property refuses.
    ///
    /// # Errors
    /// A Proxy's trap may throw.
    pub fn delete(&mut self, object: Object, key: impl ToKey) -> JsResult<bool> {
        let key = key.to_key(self);
        (object.methods().delete)(self, object, key)
    }

    /// [[OwnPropertyKeys]] of any object: String and Symbol values.
    ///
    /// # Errors
    /// A Proxy's trap may throw; the memory limit.
    pub fn own_property_keys(&mut self, object: Object) -> JsResult<GcVec> {
        (object.methods().own_property_keys)(self, object)
    }
}
