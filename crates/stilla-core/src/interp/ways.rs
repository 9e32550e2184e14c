//! Finding ways: where a property is, and on what that knowledge depends.
//!
//! A way that passes through prototypes marks them, so that changing one starts a new epoch.
//!
//! Uses: cache, object. Never: the operations' files.

use crate::Cx;
use crate::interp::cache::Way;
use crate::object::internal_methods::has_ordinary_lookup;
use crate::object::{FLAG_CACHED_PROTOTYPE, Kind, Object, Own, PropertyKey};
use crate::realm::Intrinsic;
use crate::string::Name;
use crate::value::Value;

/// Where `key` of `object` is, if that can be relied on.
pub(crate) fn find_get(cx: &Cx, object: Object, key: PropertyKey) -> Option<Way> {
    if key.as_index().is_some() {
        return None;
    }
    let word = object.cell().header_word();
    let mut current = object;
    for hop in 1u32.. {
        if !looks_up_in_storage(cx, current, key) || is_too_far(cx, hop) {
            return None;
        }
        let shape = current.shape();
        if let Some(property) = shape.find(key) {
            if property.attributes.is_accessor() {
                if is_length_of_view(cx, object, current, key) {
                    rely_on_prototypes(object, Some(current));
                    let epoch = cx.prototype_epoch.get();
                    return Some(Way::view_length(prepared_word(object), epoch));
                }
                return accessor(cx, object, current, property.slot);
            }
            // NOTE: a dictionary may lose the property only under a new shape, once it is marked.
            shape.mark_cached();
            return if current == object {
                Way::own(word, current.cell().inline_capacity(), property.slot)
            } else {
                rely_on_prototypes(object, Some(current));
                Way::holder(
                    prepared_word(object),
                    current,
                    property.slot,
                    cx.prototype_epoch.get(),
                )
            };
        }
        if shape.is_dictionary() && current == object {
            // NOTE: a property may be added to a dictionary without a new shape.
            return None;
        }
        match current.raw_prototype() {
            Some(prototype) => current = prototype,
            None => break,
        }
    }
    rely_on_prototypes(object, None);
    Some(Way::absent(prepared_word(object), cx.prototype_epoch.get()))
}

/// Whether a chain of prototypes is so long that ways along it are not kept, or takes so long that the run must end.
#[inline(always)]
fn is_too_far(cx: &Cx, hop: u32) -> bool {
    hop.is_multiple_of(256) && (hop > 1 << 16 || cx.charge_in_place(1024))
}

/// The way to an accessor property that lies in `holder`.
fn accessor(cx: &Cx, object: Object, holder: Object, slot: u32) -> Option<Way> {
    holder.shape().mark_cached();
    rely_on_prototypes(object, Some(holder));
    let epoch = cx.prototype_epoch.get();
    let holder = (holder != object).then_some(holder);
    Way::accessor(prepared_word(object), holder, slot, epoch)
}

/// Where the data property `key` lies in `object` itself; for private elements, which are not inherited.
pub(crate) fn find_own(object: Object, key: PropertyKey) -> Option<Way> {
    let shape = object.shape();
    let property = shape.find(key)?;
    if shape.is_dictionary() || !property.attributes.is_plain_writable() {
        return None;
    }
    Way::own(
        object.cell().header_word(),
        object.cell().inline_capacity(),
        property.slot,
    )
}

/// Whether `object` looks `key`, which is no index, up like any other: a String object does so always,
/// a typed array with what spells no Number.
fn looks_up_in_storage(cx: &Cx, object: Object, key: PropertyKey) -> bool {
    has_ordinary_lookup(object.kind())
        || object.is(Kind::StringObject)
        || object.is(Kind::TypedArray)
            && key
                .as_name()
                .is_none_or(|name| cx.canonical_numeric_index_string(name).is_none())
}

/// Whether `key` is `length` of a typed array, and `holder` still has the getter that it began with.
fn is_length_of_view(cx: &Cx, object: Object, holder: Object, key: PropertyKey) -> bool {
    if !object.is(Kind::TypedArray) || key != cx.key(Name::length) {
        return false;
    }
    let getter = Value::from(cx.intrinsic(Intrinsic::TypedArrayProtoLength));
    matches!(cx.own(holder, key), Own::Accessor(pair, _) if pair.getter() == getter)
}

/// The header word as it is now: marking prototypes may have changed it when an object is its own
/// receiver and a prototype of others.
fn prepared_word(object: Object) -> u64 {
    object.cell().header_word()
}

/// Marks the prototypes of `object` up to `last`, so that changes of them start a new epoch.
fn rely_on_prototypes(object: Object, last: Option<Object>) {
    let mut next = object.raw_prototype();
    while let Some(prototype) = next {
        prototype.cell().set_flag(FLAG_CACHED_PROTOTYPE);
        if Some(prototype) == last {
            break;
        }
        next = prototype.raw_prototype();
    }
}

/// How storing `key` on `object` goes, if it is a store to a slot.
pub(crate) fn find_set(cx: &Cx, object: Object, key: PropertyKey) -> Option<Way> {
    let length_of_array = object.is(Kind::Array) && key == cx.key(Name::length);
    if key.as_index().is_some() || length_of_array {
        return None;
    }
    let word = object.cell().header_word();
    if !has_ordinary_lookup(object.kind()) {
        return None;
    }
    let shape = object.shape();
    if let Some(property) = shape.find(key) {
        if property.attributes.is_plain_writable() {
            shape.mark_cached();
            return Way::own(word, object.cell().inline_capacity(), property.slot);
        }
        if property.attributes.is_accessor() {
            return accessor(cx, object, object, property.slot);
        }
        return None;
    }
    if shape.is_dictionary()
        || !shape.is_extensible()
        || object.cell().has_flag(FLAG_CACHED_PROTOTYPE)
    {
        return None;
    }
    let mut next = object.raw_prototype();
    let mut hop = 0;
    while let Some(prototype) = next {
        hop += 1;
        if !has_ordinary_lookup(prototype.kind()) || is_too_far(cx, hop) {
            return None;
        }
        match prototype.shape().find(key) {
            Some(property) if property.attributes.is_accessor() => {
                return accessor(cx, object, prototype, property.slot);
            }
            Some(property) if !property.attributes.is_plain_writable() => return None,
            Some(_) => break,
            None => next = prototype.raw_prototype(),
        }
    }
    let (next_shape, slot) = cx.shape_after_add(object, key)?;
    rely_on_prototypes(object, None);
    Way::add(word, next_shape, slot, cx.prototype_epoch.get())
}
