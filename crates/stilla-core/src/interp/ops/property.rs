//! Property access: the cached fast paths, and what fills the caches.
//!
//! One room because the caches' fast paths, what fills them and what lies behind them must be read
//! together.
//!
//! Uses: dispatch, cache, object, view, call. Never: the other operations' files.

use super::call::{call_accessor, call_native_accessor};
use super::view;
use crate::Cx;
use crate::error::JsResult;
use crate::interp::cache::{Cache, Found, Way, slot_of};
use crate::interp::dispatch::{
    Block, Pc, Regs, Status, finish, finish_unit, next, resume, sync, throw,
};
use crate::interp::frame::{CALLEE, FIRST_ARG, THIS};
use crate::interp::ways::{find_get, find_set};
use crate::object::{Accessor, FLAG_CACHED_PROTOTYPE, Kind, Object, PropertyKey};
use crate::ops::Failure;
use crate::realm::Intrinsic;
use crate::string::Name;
use crate::value::Value;
use stilla_gc::Gc;

/// The property that the cache's first way knows of `object`, if it lies in the object itself.
#[inline(always)]
fn cached_inline(cache: &Cache, object: Object) -> Option<Value> {
    let way = cache.first();
    if way.word != object.cell().header_word() || way.found != Found::Inline {
        return None;
    }
    let value = object.cell().inline_word(way.slot as usize);
    (!value.is_empty()).then_some(value)
}

/// The property that the cache's first way knows of `object`, if it lies in one of its own slots.
#[inline(always)]
fn cached_own(cache: &Cache, object: Object) -> Option<Value> {
    let way = cache.first();
    if way.word != object.cell().header_word() {
        return None;
    }
    let value = match way.found {
        Found::Inline => object.cell().inline_word(way.slot as usize),
        Found::OutOfLine => object.cell().outer_word(way.slot as usize),
        _ => return None,
    };
    (!value.is_empty()).then_some(value)
}

/// The property that the cache's first way knows of `object`, wherever it lies.
#[inline(always)]
fn cached_get(cx: &Cx, cache: &Cache, object: Object) -> Option<Value> {
    let way = cache.first();
    if way.word != object.cell().header_word() {
        return None;
    }
    let value = read_way(cx, way, object)?;
    (!value.is_empty()).then_some(value)
}

/// The property that the cache's other ways know of `object`, wherever it lies.
#[inline(always)]
fn cached_by_other(cx: &Cx, cache: &Cache, object: Object) -> Option<Value> {
    let way = cache.other(object.cell().header_word())?;
    let value = read_way(cx, way, object)?;
    (!value.is_empty()).then_some(value)
}

#[inline(always)]
pub(super) fn read_way(cx: &Cx, way: &Way, object: Object) -> Option<Value> {
    match way.found {
        Found::Inline => Some(object.cell().inline_word(way.slot as usize)),
        Found::OutOfLine => Some(object.cell().outer_word(way.slot as usize)),
        Found::Holder if way.epoch == cx.prototype_epoch.get() => {
            Some(slot_of(way.object(), way.slot))
        }
        Found::Absent if way.epoch == cx.prototype_epoch.get() => Some(Value::UNDEFINED),
        Found::ViewLength if way.epoch == cx.prototype_epoch.get() => {
            Some(cx.typed_array_length_value(object))
        }
        _ => None,
    }
}

/// r[a] = r[b].key
pub(crate) unsafe fn get_prop(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        if let Some(object) = r.get(pc.b()).as_object()
            && let Some(value) = cached_inline(k.cache(pc.c()), object)
        {
            r.set(pc.a(), value);
            return next(pc.skip(1), r, cx, k);
        }
        get_prop_elsewhere(pc, r, cx, k)
    }
}

/// A property that does not lie in the object itself, or is not cached.
#[inline(never)]
unsafe fn get_prop_elsewhere(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        if let Some(object) = r.get(pc.b()).as_object() {
            let cache = k.cache(pc.c());
            if cache.first().found == Found::Accessor {
                return get_by_accessor(pc, r, cx, k);
            }
            if let Some(value) = cached_get(cx, cache, object) {
                r.set(pc.a(), value);
                return next(pc.skip(1), r, cx, k);
            }
        }
        get_prop_of_other(pc, r, cx, k)
    }
}

/// A property whose getter the cache's first way knows, if the receiver is its.
#[inline(never)]
unsafe fn get_by_accessor(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let base = r.get(pc.b());
        let way = k.cache(pc.c()).first();
        if let Some(object) = base.as_object()
            && way.word == object.cell().header_word()
            && let Some(pair) = accessor_of_way(cx, way, object)
            && let Some(getter) = pair.getter().as_object()
        {
            return call_getter(getter, base, pc, r, cx, k);
        }
        get_prop_of_other(pc, r, cx, k)
    }
}

/// A property of another receiver than the last one, or one that is not cached.
#[inline(never)]
unsafe fn get_prop_of_other(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let cache = k.cache(pc.c());
        if cache.is_megamorphic() {
            return get_prop_shared(pc, r, cx, k);
        }
        if let Some(object) = r.get(pc.b()).as_object()
            && let Some(value) = cached_by_other(cx, cache, object)
        {
            r.set(pc.a(), value);
            return next(pc.skip(1), r, cx, k);
        }
        get_prop_slow(pc, r, cx, k)
    }
}

/// A property through the ways that all instructions share.
#[inline(never)]
unsafe fn get_prop_shared(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        if let Some(object) = r.get(pc.b()).as_object()
            && let Some(value) = value_by_shared(cx, object, k.cache(pc.c()).key())
        {
            r.set(pc.a(), value);
            return next(pc.skip(1), r, cx, k);
        }
        get_prop_slow(pc, r, cx, k)
    }
}

/// r[a] = r[b].length
pub(crate) unsafe fn get_length(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let base = r.get(pc.b());
        if let Some(object) = base.as_object() {
            if object.is(Kind::Array) {
                // FAST: `length` is slot 0 of every array, whatever its shape.
                r.set(pc.a(), object.cell().inline_word(0));
                return next(pc.skip(1), r, cx, k);
            }
            if object.is(Kind::TypedArray) {
                return get_length_of_view(pc, r, cx, k);
            }
        } else if let Some(string) = base.as_string() {
            r.set(pc.a(), Value::from(string.len()));
            return next(pc.skip(1), r, cx, k);
        }
        get_prop(pc, r, cx, k)
    }
}

/// `length` of a typed array.
#[inline(never)]
unsafe fn get_length_of_view(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        if let Some(object) = r.get(pc.b()).as_object() {
            let way = k.cache(pc.c()).first();
            if way.found == Found::ViewLength
                && way.word == object.cell().header_word()
                && way.epoch == cx.prototype_epoch.get()
            {
                r.set(pc.a(), cx.typed_array_length_value(object));
                return next(pc.skip(1), r, cx, k);
            }
        }
        get_prop_elsewhere(pc, r, cx, k)
    }
}

#[inline(never)]
unsafe fn get_prop_slow(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let base = r.get(pc.b());
        if let Some(pair) = cached_accessor(cx, k.cache(pc.c()), base)
            && let Some(getter) = pair.getter().as_object()
        {
            return call_getter(getter, base, pc, r, cx, k);
        }
        let result = get_through(cx, k.cache(pc.c()), base);
        finish(result, pc, r, cx, k)
    }
}

/// The pair of an accessor property that the cache knows of `base`.
fn cached_accessor(cx: &Cx, cache: &Cache, base: Value) -> Option<Gc<Accessor>> {
    let object = base.as_object()?;
    let word = object.cell().header_word();
    let first = cache.first();
    let way = if first.word == word {
        first
    } else {
        cache.other(word)?
    };
    accessor_of_way(cx, way, object)
}

/// The pair that a way to an accessor property leads to, if it is one and still good.
#[inline(always)]
fn accessor_of_way(cx: &Cx, way: &Way, object: Object) -> Option<Gc<Accessor>> {
    if way.found != Found::Accessor || way.epoch != cx.prototype_epoch.get() {
        return None;
    }
    let holder = way.holder_of_accessor(object);
    slot_of(holder, way.slot).as_internal::<Accessor>()
}

/// Calls the getter of an instruction that reads a property of `this` to r[a].
///
/// # Safety
/// I1, I2, I3.
#[inline(always)]
unsafe fn call_getter(
    getter: Object,
    this: Value,
    pc: Pc,
    r: Regs,
    cx: &mut Cx,
    k: Block,
) -> Status {
    // SAFETY: the stack's reserve has room for one window.
    unsafe {
        if getter.is(Kind::NativeFunction) {
            return call_native_accessor(getter, this, &[], pc.a(), pc, r, cx, k);
        }
        let w = (*k.0).registers.get() as usize;
        r.set(w + CALLEE, getter.into());
        r.set(w + THIS, this);
        call_accessor(0, pc.a(), pc, r, cx, k)
    }
}

/// Calls the setter of an instruction that stores r[c] in a property of r[a].
///
/// # Safety
/// I1, I2, I3.
#[inline(always)]
unsafe fn call_setter(setter: Object, pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: the stack's reserve has room for one window.
    unsafe {
        let (w, this) = ((*k.0).registers.get() as usize, r.get(pc.a()));
        if setter.is(Kind::NativeFunction) {
            return call_native_accessor(setter, this, r.slice(pc.c(), 1), w, pc, r, cx, k);
        }
        r.set(w + CALLEE, setter.into());
        r.set(w + THIS, this);
        r.set(w + FIRST_ARG, r.get(pc.c()));
        call_accessor(1, w, pc, r, cx, k)
    }
}

/// r[w+4] = r[w+5].key
pub(crate) unsafe fn get_method(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let w = pc.a();
        if let Some(object) = r.get(w + 5).as_object()
            && let Some(value) = cached_get(cx, k.cache(pc.b()), object)
        {
            r.set(w + 4, value);
            return next(pc.skip(1), r, cx, k);
        }
        get_method_elsewhere(pc, r, cx, k)
    }
}

/// A method of another receiver than the last one, of a string, or one that is not cached.
#[inline(never)]
unsafe fn get_method_elsewhere(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let w = pc.a();
        if let Some(object) = r.get(w + 5).as_object() {
            let cache = k.cache(pc.b());
            if cache.is_megamorphic() {
                return get_method_shared(pc, r, cx, k);
            }
            if let Some(value) = cached_by_other(cx, cache, object) {
                r.set(w + 4, value);
                return next(pc.skip(1), r, cx, k);
            }
        }
        // NOTE: the running realm is the code's; the agent's may still be that of the last native function.
        if r.get(w + 5).is_string()
            && let Some(prototype) = (*k.0).realm().made_intrinsic(Intrinsic::StringPrototype)
            && let Some(value) = cached_own(k.cache(pc.b()), prototype)
        {
            r.set(w + 4, value);
            return next(pc.skip(1), r, cx, k);
        }
        get_method_slow(pc, r, cx, k)
    }
}

/// A method through the ways that all instructions share.
#[inline(never)]
unsafe fn get_method_shared(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let w = pc.a();
        if let Some(object) = r.get(w + 5).as_object()
            && let Some(value) = value_by_shared(cx, object, k.cache(pc.b()).key())
        {
            r.set(w + 4, value);
            return next(pc.skip(1), r, cx, k);
        }
        get_method_slow(pc, r, cx, k)
    }
}

#[inline(never)]
unsafe fn get_method_slow(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        match get_through(cx, k.cache(pc.b()), r.get(pc.a() + 5)) {
            Ok(value) => {
                r.set(pc.a() + 4, value);
                resume(pc.skip(1), r, cx, k)
            }
            Err(thrown) => throw(cx, thrown),
        }
    }
}

/// Looks a property up that none of its cache's ways leads to, and fills the cache.
fn get_through(cx: &mut Cx, cache: &Cache, base: Value) -> JsResult<Value> {
    let key = cache.key();
    let Some(object) = base.as_object() else {
        return get_of_primitive(cx, cache, base);
    };
    if cache.is_megamorphic() {
        return get_shared(cx, object, key);
    }
    if let Some(way) = find_get(cx, object, key) {
        cache.store(way);
    }
    cx.get(object, key)
}

/// The property that the ways which all instructions share know of `object`.
#[inline(always)]
fn value_by_shared(cx: &Cx, object: Object, key: PropertyKey) -> Option<Value> {
    let way = cx.shared_ways.get(key, object.cell().header_word())?;
    let value = read_way(cx, &way, object)?;
    (!value.is_empty()).then_some(value)
}

/// A property through the ways that all instructions share, which learn it.
pub(super) fn get_shared(cx: &mut Cx, object: Object, key: PropertyKey) -> JsResult<Value> {
    if let Some(way) = shared_way(cx, object, key)
        && let Some(value) = read_way(cx, &way, object)
        && !value.is_empty()
    {
        return Ok(value);
    }
    cx.get(object, key)
}

/// The way to `key` of `object` that all instructions share, if it has one; it is current.
pub(super) fn shared_way(cx: &Cx, object: Object, key: PropertyKey) -> Option<Way> {
    let known = cx.shared_ways.get(key, object.cell().header_word());
    match known.filter(|way| way.is_current(cx.prototype_epoch.get())) {
        Some(way) => Some(way),
        // NOTE: a dictionary is a hash table by itself, and a cached one is dearer to change.
        None if object.shape().is_dictionary() => None,
        None => find_get(cx, object, key).inspect(|way| cx.shared_ways.store_get(key, *way)),
    }
}

/// Whether `object` has a property `key`, if the ways that all instructions share know it.
#[inline(always)]
pub(super) fn known_shared(cx: &Cx, object: Object, key: PropertyKey) -> Option<bool> {
    let way = cx.shared_ways.get(key, object.cell().header_word())?;
    match way.is_current(cx.prototype_epoch.get()) {
        true => leads_to_property(&way),
        false => None,
    }
}

/// Whether there is a property at the end of `way`, if that is all that it takes to know.
fn leads_to_property(way: &Way) -> Option<bool> {
    match way.found {
        Found::Inline | Found::OutOfLine | Found::Holder | Found::Accessor => Some(true),
        Found::Absent => Some(false),
        _ => None,
    }
}

/// Whether `object` has a property `key`, through the ways that all instructions share.
pub(super) fn has_shared(cx: &mut Cx, object: Object, key: PropertyKey) -> JsResult<bool> {
    match shared_way(cx, object, key).and_then(|way| leads_to_property(&way)) {
        Some(has) => Ok(has),
        None => cx.has_property(object, key),
    }
}

/// A property of a primitive: those of strings and numbers are cached through their prototype.
fn get_of_primitive(cx: &mut Cx, cache: &Cache, base: Value) -> JsResult<Value> {
    let key = cache.key();
    if let Some(string) = base.as_string()
        && key == cx.key(Name::length)
    {
        return Ok(Value::from(string.len()));
    }
    if base.is_nullish() || key.as_index().is_some() {
        return cx.get_v(base, key);
    }
    // FAST: nothing but its length and units lies in a primitive; only plain values are cached, so that
    // the receiver does not matter.
    let prototype = cx.prototype_of_primitive(base);
    let known = cached_get(cx, cache, prototype).or_else(|| cached_by_other(cx, cache, prototype));
    if let Some(value) = known {
        return Ok(value);
    }
    if !cache.is_megamorphic()
        && let Some(way) = find_get(cx, prototype, key)
    {
        cache.store(way);
    }
    cx.get_with_receiver(prototype, key, base)
}

/// r[a].key = r[c]
pub(crate) unsafe fn set_prop(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        if let Some(object) = r.get(pc.a()).as_object() {
            let way = k.cache(pc.b()).first();
            if way.word == object.cell().header_word() {
                if write_way(cx, way, object, r.get(pc.c())) {
                    return next(pc.skip(1), r, cx, k);
                }
                return set_by_accessor(pc, r, cx, k);
            }
            return set_prop_of_other(pc, r, cx, k);
        }
        set_prop_slow(pc, r, cx, k)
    }
}

/// A property of another receiver than the last one, or one that is not cached.
#[inline(never)]
unsafe fn set_prop_of_other(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let cache = k.cache(pc.b());
        if cache.is_megamorphic() {
            return set_prop_shared(pc, r, cx, k);
        }
        if let Some(object) = r.get(pc.a()).as_object()
            && let Some(way) = cache.other(object.cell().header_word())
            && write_slot(way, object, r.get(pc.c()))
        {
            return next(pc.skip(1), r, cx, k);
        }
        set_prop_slow(pc, r, cx, k)
    }
}

/// A property through the ways that all instructions share.
#[inline(never)]
unsafe fn set_prop_shared(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        if let Some(object) = r.get(pc.a()).as_object() {
            let key = k.cache(pc.b()).key();
            let way = cx.shared_ways.set(key, object.cell().header_word());
            if let Some(way) = way
                && write_slot(&way, object, r.get(pc.c()))
            {
                return next(pc.skip(1), r, cx, k);
            }
        }
        set_prop_slow(pc, r, cx, k)
    }
}

/// A property whose setter the cache's first way may know; the receiver is its.
#[inline(never)]
unsafe fn set_by_accessor(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        if let Some(object) = r.get(pc.a()).as_object()
            && let Some(pair) = accessor_of_way(cx, k.cache(pc.b()).first(), object)
            && let Some(setter) = pair.setter().as_object()
        {
            return call_setter(setter, pc, r, cx, k);
        }
        set_prop_slow(pc, r, cx, k)
    }
}

/// Stores through a way to a slot that the object has.
#[inline(always)]
fn write_slot(way: &Way, object: Object, value: Value) -> bool {
    match way.found {
        Found::Inline => object.cell().set_inline_word(way.slot as usize, value),
        Found::OutOfLine => object.cell().set_outer_word(way.slot as usize, value),
        _ => return false,
    }
    true
}

/// Stores through a way, if it is still good.
#[inline(always)]
pub(super) fn write_way(cx: &Cx, way: &Way, object: Object, value: Value) -> bool {
    match way.found {
        Found::Add if way.epoch == cx.prototype_epoch.get() => add_way(cx, way, object, value),
        _ => write_slot(way, object, value),
    }
}

#[inline]
fn add_way(cx: &Cx, way: &Way, object: Object, value: Value) -> bool {
    let slot = way.slot as usize;
    object.cell().reserve_slot(&cx.heap, slot);
    object.cell().add_slot(way.shape(), slot, value);
    true
}

#[inline(never)]
unsafe fn set_prop_slow(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let base = r.get(pc.a());
        if let Some(pair) = cached_accessor(cx, k.cache(pc.b()), base)
            && let Some(setter) = pair.setter().as_object()
        {
            return call_setter(setter, pc, r, cx, k);
        }
        let result = set_through(cx, k.cache(pc.b()), base, r.get(pc.c()), k.is_strict());
        finish_unit(result, 1, pc, r, cx, k)
    }
}

fn set_through(
    cx: &mut Cx,
    cache: &Cache,
    base: Value,
    value: Value,
    strict: bool,
) -> JsResult<()> {
    let key = cache.key();
    let Some(object) = base.as_object() else {
        return set_value(cx, base, key, value, strict);
    };
    let word = object.cell().header_word();
    if let Some(way) = cache.other(word)
        && write_way(cx, way, object, value)
    {
        return Ok(());
    }
    if cache.is_megamorphic() {
        if let Some(way) = cx.shared_ways.set(key, word)
            && write_way(cx, &way, object, value)
        {
            return Ok(());
        }
        if !object.shape().is_dictionary()
            && let Some(way) = find_set(cx, object, key)
        {
            cx.shared_ways.store_set(key, way);
        }
    } else if let Some(way) = find_set(cx, object, key) {
        cache.store(way);
        if write_way(cx, &way, object, value) {
            return Ok(());
        }
    }
    set_value(cx, base, key, value, strict)
}

/// §7.3.4 Set with the failure that strictness asks for <https://tc39.es/ecma262/#sec-set-o-p-v-throw>
pub(super) fn set_value(
    cx: &mut Cx,
    base: Value,
    key: PropertyKey,
    value: Value,
    strict: bool,
) -> JsResult<()> {
    let failure = if strict {
        Failure::Throw
    } else {
        Failure::Ignore
    };
    cx.put_value(base, key, value, failure)
}

/// r[a].key = r[c], defining: object literals and class fields with a fixed name
pub(crate) unsafe fn init_prop(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        if let Some(object) = r.get(pc.a()).as_object() {
            let way = k.cache(pc.b()).first();
            if way.word == object.cell().header_word() && write_way(cx, way, object, r.get(pc.c()))
            {
                return next(pc.skip(1), r, cx, k);
            }
        }
        init_prop_slow(pc, r, cx, k)
    }
}

#[inline(never)]
unsafe fn init_prop_slow(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let cache = k.cache(pc.b());
        let object = r
            .get(pc.a())
            .as_object()
            .expect("a literal's target is an object");
        let result = init_through(cx, cache, object, r.get(pc.c()));
        finish_unit(result, 1, pc, r, cx, k)
    }
}

fn init_through(cx: &mut Cx, cache: &Cache, object: Object, value: Value) -> JsResult<()> {
    let key = cache.key();
    let shape = object.shape();
    let plain = crate::object::internal_methods::has_ordinary_lookup(object.kind())
        && key.as_index().is_none()
        && !object.is(Kind::Array)
        && !shape.is_dictionary()
        && shape.is_extensible()
        && !object.cell().has_flag(FLAG_CACHED_PROTOTYPE)
        && shape.find(key).is_none();
    if plain && let Some((next_shape, slot)) = cx.shape_after_add(object, key) {
        // NOTE: defining ignores prototypes; the epoch is only a part of the way's form.
        let word = object.cell().header_word();
        if let Some(way) = Way::add(word, next_shape, slot, cx.prototype_epoch.get()) {
            cache.store(way);
        }
    }
    cx.create_data_property_or_throw(object, key, value)
}

/// The element of dense elements, a typed array or a string, if that is what is asked for.
#[inline(always)]
fn fast_element(cx: &Cx, base: Value, key: Value) -> Option<Value> {
    let index = key.as_int()?;
    if let Some(object) = base.as_object() {
        let value = object.cell().elements().get(index as u32 as usize);
        if !value.is_empty() {
            return Some(value);
        }
        if object.is(Kind::TypedArray) {
            return cx.typed_array_get(object, index as u32 as usize);
        }
        return None;
    }
    let string = base.as_string()?;
    let index = index as u32 as usize;
    (index < string.len()).then(|| cx.single_unit(cx.char_code_at(string, index)).into())
}

/// r[a] = r[b][r[c]]
pub(crate) unsafe fn get_elem(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let (base, key) = (r.get(pc.b()), r.get(pc.c()));
        if let (Some(object), Some(index)) = (base.as_object(), key.as_int()) {
            let value = object.cell().elements().get(index as u32 as usize);
            if !value.is_empty() {
                r.set(pc.a(), value);
                return next(pc.skip(1), r, cx, k);
            }
            if object.is(Kind::TypedArray) {
                return view::get_elem(object, pc, r, cx, k);
            }
        }
        get_elem_slow(pc, r, cx, k)
    }
}

#[inline(never)]
pub(super) unsafe fn get_elem_slow(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let result = get_element(cx, r.get(pc.b()), r.get(pc.c()));
        finish(result, pc, r, cx, k)
    }
}

fn get_element(cx: &mut Cx, base: Value, key: Value) -> JsResult<Value> {
    if let Some(value) = fast_element(cx, base, key) {
        return Ok(value);
    }
    if base.is_nullish() {
        return Err(cx.cannot_read(base, key));
    }
    let key = cx.to_property_key(key)?;
    match base.as_object() {
        Some(object) => get_shared(cx, object, key),
        None => cx.get_v(base, key),
    }
}

/// r[w+4] = r[w+5][r[b]]
pub(crate) unsafe fn get_method_elem(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        match get_element(cx, r.get(pc.a() + 5), r.get(pc.b())) {
            Ok(value) => {
                r.set(pc.a() + 4, value);
                resume(pc.skip(1), r, cx, k)
            }
            Err(thrown) => throw(cx, thrown),
        }
    }
}

/// r[a][r[b]] = r[c]
pub(crate) unsafe fn set_elem(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        if let (Some(object), Some(index)) = (r.get(pc.a()).as_object(), r.get(pc.b()).as_int()) {
            let elements = object.cell().elements();
            let index = index as u32 as usize;
            if !elements.get(index).is_empty() {
                elements.set(index, r.get(pc.c()));
                return next(pc.skip(1), r, cx, k);
            }
            if object.is(Kind::TypedArray) {
                return view::set_elem(object, pc, r, cx, k);
            }
        }
        set_elem_slow(pc, r, cx, k)
    }
}

#[inline(never)]
pub(super) unsafe fn set_elem_slow(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let (base, key, value) = (r.get(pc.a()), r.get(pc.b()), r.get(pc.c()));
        let result = set_element(cx, base, key, value, k.is_strict());
        finish_unit(result, 1, pc, r, cx, k)
    }
}

fn set_element(cx: &mut Cx, base: Value, key: Value, value: Value, strict: bool) -> JsResult<()> {
    if let (Some(object), Some(index)) = (base.as_object(), key.as_int()) {
        if object.is(Kind::TypedArray)
            && index >= 0
            && cx.typed_array_set(object, index as usize, value)
        {
            return Ok(());
        }
        // FAST: filling an array in order; nothing on the prototypes can see it.
        if object.is(Kind::Array)
            && index >= 0
            && index as u32 == cx.array_length(object)
            && cx.append_fast(object, value)
        {
            return Ok(());
        }
    }
    if base.is_nullish() {
        return Err(cx.cannot_set(base, key));
    }
    let key = cx.to_property_key(key)?;
    set_value(cx, base, key, value, strict)
}

/// r[a] = delete r[b].key
pub(crate) unsafe fn delete_prop(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let key = (*k.0).key(pc.c());
        let result = cx
            .delete_value(r.get(pc.b()), key, k.is_strict())
            .map(Value::from);
        finish(result, pc, r, cx, k)
    }
}

/// r[a] = delete r[b][r[c]]
pub(crate) unsafe fn delete_elem(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let (base, key) = (r.get(pc.b()), r.get(pc.c()));
        let result = delete_element(cx, base, key, k.is_strict()).map(Value::from);
        finish(result, pc, r, cx, k)
    }
}

fn delete_element(cx: &mut Cx, base: Value, key: Value, strict: bool) -> JsResult<bool> {
    if base.is_nullish() {
        return Err(cx.cannot_read(base, key));
    }
    let key = cx.to_property_key(key)?;
    cx.delete_value(base, key, strict)
}

/// r[a] = ToPropertyKey(r[c]), the key of r[b]
pub(crate) unsafe fn to_element_key(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let (base, key) = (r.get(pc.b()), r.get(pc.c()));
        if base.is_object() && (key.is_int() || key.is_string() || key.is_symbol()) {
            r.set(pc.a(), key);
            return next(pc.skip(1), r, cx, k);
        }
        to_element_key_slow(pc, r, cx, k)
    }
}

#[inline(never)]
unsafe fn to_element_key_slow(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let (base, key) = (r.get(pc.b()), r.get(pc.c()));
        let result = if base.is_nullish() {
            Err(cx.cannot_read(base, key))
        } else {
            cx.to_property_key(key).map(|key| key.to_value(cx))
        };
        finish(result, pc, r, cx, k)
    }
}

/// r[a] = the base of `super`
pub(crate) unsafe fn super_base(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let result = cx.super_base(super::function::home_of(r));
        finish(result, pc, r, cx, k)
    }
}

/// r[a] = super[r[c]]
pub(crate) unsafe fn get_super(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        match cx.get_super(r.get(pc.d()), r.get(pc.c()), r.get(pc.b())) {
            Ok(value) => {
                r.set(pc.a(), value);
                resume(pc.skip(2), r, cx, k)
            }
            Err(thrown) => throw(cx, thrown),
        }
    }
}

/// super[r[b]] = r[c]
pub(crate) unsafe fn set_super(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let (this, key, value) = (r.get(pc.a()), r.get(pc.b()), r.get(pc.c()));
        let result = cx.set_super(r.get(pc.d()), key, value, this, k.is_strict());
        finish_unit(result, 2, pc, r, cx, k)
    }
}
