//! §20.1 Object Objects <https://tc39.es/ecma262/#sec-object-objects>
//!
//! The rows of the constructor and of %Object.prototype%; the functions stand in four rooms by theme.
//!
//! Uses: stilla-core. Never: other built-ins.

mod define;
mod inspect;
mod integrity;
mod prototype;

use stilla_core::builtin::{Global, accessor, method};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Value};

/// %Object% and %Object.prototype%.
pub const OBJECT: Global = Global::constructor("Object", 1, construct)
    .id(Intrinsic::Object)
    .prototype_id(Intrinsic::ObjectPrototype)
    .method_ids(&[(Intrinsic::ObjectProtoToString, "toString")])
    .prototype_is_root()
    .prototype(&[
        method("__defineGetter__", 2, prototype::define_getter),
        method("__defineSetter__", 2, prototype::define_setter),
        method("hasOwnProperty", 1, prototype::has_own_property),
        method("__lookupGetter__", 1, prototype::lookup_getter),
        method("__lookupSetter__", 1, prototype::lookup_setter),
        method("isPrototypeOf", 1, prototype::is_prototype_of),
        method("propertyIsEnumerable", 1, prototype::property_is_enumerable),
        method("toString", 0, prototype::to_string),
        method("valueOf", 0, prototype::value_of),
        accessor("__proto__", prototype::get_proto, prototype::set_proto),
        method("toLocaleString", 0, prototype::to_locale_string),
    ])
    .statics(&[
        method("assign", 2, define::assign),
        method("create", 2, define::create),
        method("defineProperties", 2, define::define_properties),
        method("defineProperty", 3, define::define_property),
        method("entries", 1, inspect::entries),
        method("freeze", 1, integrity::freeze),
        method("fromEntries", 1, define::from_entries),
        method(
            "getOwnPropertyDescriptor",
            2,
            inspect::get_own_property_descriptor,
        ),
        method(
            "getOwnPropertyDescriptors",
            1,
            inspect::get_own_property_descriptors,
        ),
        method("getOwnPropertyNames", 1, inspect::get_own_property_names),
        method(
            "getOwnPropertySymbols",
            1,
            inspect::get_own_property_symbols,
        ),
        method("getPrototypeOf", 1, inspect::get_prototype_of),
        method("groupBy", 2, define::group_by),
        method("hasOwn", 2, inspect::has_own),
        method("is", 2, inspect::is),
        method("isExtensible", 1, integrity::is_extensible),
        method("isFrozen", 1, integrity::is_frozen),
        method("isSealed", 1, integrity::is_sealed),
        method("keys", 1, inspect::keys),
        method("preventExtensions", 1, integrity::prevent_extensions),
        method("seal", 1, integrity::seal),
        method("setPrototypeOf", 2, define::set_prototype_of),
        method("values", 1, inspect::values),
    ]);

/// §20.1.1.1 Object ( [ value ] ) <https://tc39.es/ecma262/#sec-object-value>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    // 1. A subclass gets an object with its own prototype.
    if let Some(target) = call.new_target()
        && target != call.callee()
    {
        let prototype = cx.get_prototype_from_constructor(target, Intrinsic::ObjectPrototype)?;
        return Ok(cx.ordinary_object_create(Some(prototype)).into());
    }
    if call.arg(0).is_nullish() {
        return Ok(cx.new_object().into());
    }
    Ok(cx.to_object(call.arg(0))?.into())
}
