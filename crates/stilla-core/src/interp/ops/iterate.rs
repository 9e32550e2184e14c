//! Iteration: `for…of`, patterns, `yield*`, `for…in`.
//!
//! A record of an array whose iteration nobody changed has the empty mark where its `next` method would be: it
//! is stepped without a call. Reading `next` once, as the specification does, is what makes that right.
//!
//! Uses: ops::iterator, array_iterator. Never: the other operations' files.

use crate::array_iterator::ArrayIteration;
use crate::error::{JsResult, Msg, type_error};
use crate::interp::dispatch::{
    Block, Pc, Regs, Status, finish, finish_unit, next, resume, sync, throw,
};
use crate::object::{Kind, Object, PropertyKey};
use crate::ops::{IteratorKind, IteratorRecord};
use crate::realm::Intrinsic;
use crate::string::Name;
use crate::value::Value;
use crate::{Cx, GcVec};

/// What stands for `next` of a pristine array iterator: no script has such a value.
const PRISTINE: Value = Value::EMPTY;

/// The done flag of the record at `w`.
const DONE: usize = 2;

/// r[w]… = an iterator record of r[b]
pub(crate) unsafe fn get_iterator(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let (w, source) = (pc.a(), r.get(pc.b()));
        let kind = if pc.c() & 1 == 0 {
            IteratorKind::Sync
        } else {
            IteratorKind::Async
        };
        if kind == IteratorKind::Sync
            && let Some(array) = source.as_object()
            && array.is(Kind::Array)
            && cx.array_iteration_is_pristine(array)
        {
            let iterator = cx.create_array_iterator(array, ArrayIteration::Values);
            r.set(w, iterator.into());
            r.set(w + 1, PRISTINE);
            r.set(w + DONE, Value::FALSE);
            return resume(pc.skip(1), r, cx, k);
        }
        match cx.get_iterator(source, kind) {
            Ok(record) => {
                r.set(w, record.iterator.into());
                r.set(
                    w + 1,
                    if is_pristine(cx, &record) {
                        PRISTINE
                    } else {
                        record.next
                    },
                );
                r.set(w + DONE, Value::FALSE);
                resume(pc.skip(1), r, cx, k)
            }
            Err(thrown) => throw(cx, thrown),
        }
    }
}

/// Whether the record steps an array iterator with the `next` that such iterators begin with.
fn is_pristine(cx: &Cx, record: &IteratorRecord) -> bool {
    record.iterator.is(Kind::ArrayIterator)
        && record.next == Value::from(cx.intrinsic(Intrinsic::ArrayIteratorProtoNext))
}

/// The record at `w`.
unsafe fn record(r: Regs, w: usize) -> IteratorRecord {
    // SAFETY: I1, I2.
    unsafe {
        IteratorRecord {
            iterator: r
                .get(w)
                .as_object()
                .expect("an iterator record holds an object"),
            next: r.get(w + 1),
            done: r.get(w + DONE) == Value::TRUE,
        }
    }
}

/// One step of the record at `w`; keeps its done flag.
unsafe fn step(cx: &mut Cx, r: Regs, w: usize) -> JsResult<Option<Value>> {
    // SAFETY: I1, I2.
    unsafe {
        let mut record = record(r, w);
        let result = if record.next == PRISTINE {
            cx.array_iterator_step(record.iterator)
        } else {
            cx.iterator_step_value(&mut record)
        };
        if !matches!(result, Ok(Some(_))) {
            r.set(w + DONE, Value::TRUE);
        }
        result
    }
}

/// r[a] = the next value of r[w], or -> target
pub(crate) unsafe fn iterator_next(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        if let Some(value) = step_in_place(cx, r, pc.b()) {
            r.set(pc.a(), value);
            return next(pc.skip(2), r, cx, k);
        }
        iterator_next_slow(pc, r, cx, k)
    }
}

/// The next element of the array whose iterator the record at `w` steps, if nothing else need be looked at.
#[inline(always)]
unsafe fn step_in_place(cx: &Cx, r: Regs, w: usize) -> Option<Value> {
    // SAFETY: I1, I2.
    unsafe {
        if r.get(w + 1) != PRISTINE {
            return None;
        }
        cx.dense_iterator_step(r.get(w).as_object()?)
    }
}

#[inline(never)]
unsafe fn iterator_next_slow(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        match step(cx, r, pc.b()) {
            Ok(Some(value)) => {
                r.set(pc.a(), value);
                resume(pc.skip(2), r, cx, k)
            }
            Ok(None) => resume(pc.skip(2 + pc.wide(4) as isize), r, cx, k),
            Err(thrown) => throw(cx, thrown),
        }
    }
}

/// r[a] = the next value of r[w], or undefined
pub(crate) unsafe fn iterator_value(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        if r.get(pc.b() + DONE) != Value::TRUE
            && let Some(value) = step_in_place(cx, r, pc.b())
        {
            r.set(pc.a(), value);
            return next(pc.skip(1), r, cx, k);
        }
        iterator_value_slow(pc, r, cx, k)
    }
}

#[inline(never)]
unsafe fn iterator_value_slow(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        if r.get(pc.b() + DONE) == Value::TRUE {
            r.set(pc.a(), Value::UNDEFINED);
            return next(pc.skip(1), r, cx, k);
        }
        sync(pc, r, cx, k);
        let result = step(cx, r, pc.b()).map(Option::unwrap_or_default);
        finish(result, pc, r, cx, k)
    }
}

/// r[a] = an array of the remaining values of r[w]
pub(crate) unsafe fn iterator_rest(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let list = GcVec::new(cx);
        while r.get(pc.b() + DONE) != Value::TRUE {
            match step(cx, r, pc.b()) {
                Ok(Some(value)) => {
                    if let Err(thrown) = list.try_push(cx, value).and_then(|()| cx.charge(1)) {
                        return throw(cx, thrown);
                    }
                }
                Ok(None) => {}
                Err(thrown) => return throw(cx, thrown),
            }
        }
        let array = cx.array_from_list(list);
        finish(Ok(array.into()), pc, r, cx, k)
    }
}

/// IteratorClose of r[w] with a normal completion
pub(crate) unsafe fn iterator_close(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let w = pc.a();
        if r.get(w + DONE) == Value::TRUE {
            return next(pc.skip(1), r, cx, k);
        }
        sync(pc, r, cx, k);
        r.set(w + DONE, Value::TRUE);
        let result = cx.iterator_close(&record(r, w), Ok(()));
        finish_unit(result, 1, pc, r, cx, k)
    }
}

/// IteratorClose of r[w] with a throw completion
pub(crate) unsafe fn iterator_close_quiet(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let w = pc.a();
        if r.get(w + DONE) == Value::TRUE {
            return next(pc.skip(1), r, cx, k);
        }
        sync(pc, r, cx, k);
        r.set(w + DONE, Value::TRUE);
        let reason = crate::Thrown::new(Value::UNDEFINED);
        let closed = cx.close_on_throw(&record(r, w), reason);
        if closed.is_stop() {
            return throw(cx, closed);
        }
        resume(pc.skip(1), r, cx, k)
    }
}

/// r[a] = r[w+1].call(r[w], r[c])
pub(crate) unsafe fn iterator_call(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let record = record(r, pc.b());
        let result = if record.next == PRISTINE {
            cx.array_iterator_step(record.iterator).map(|step| {
                cx.create_iter_result_object(step.unwrap_or_default(), step.is_none())
                    .into()
            })
        } else {
            let sent = r.get(pc.c());
            // NOTE: a loop sends nothing, which is not the same as undefined.
            let sent: &[Value] = if sent.is_empty() { &[] } else { &[sent] };
            cx.call(record.next, record.iterator.into(), sent)
        };
        finish(result, pc, r, cx, k)
    }
}

/// r[a] = the value of the result object r[b], or -> target when it is done
pub(crate) unsafe fn iterator_result(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        match read_result(cx, r.get(pc.b())) {
            Ok((done, value)) => {
                r.set(pc.a(), value);
                let offset = if done { pc.wide(4) as isize } else { 0 };
                resume(pc.skip(2 + offset), r, cx, k)
            }
            Err(thrown) => throw(cx, thrown),
        }
    }
}

fn read_result(cx: &mut Cx, result: Value) -> JsResult<(bool, Value)> {
    let Some(object) = result.as_object() else {
        return Err(type_error(
            cx,
            Msg::IteratorResultNotObject { value: result },
        ));
    };
    let done = cx.iterator_complete(object)?;
    Ok((done, cx.iterator_value(object)?))
}

/// r[a] = r[w].return(r[c]), or empty
pub(crate) unsafe fn iterator_return(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let argument = r.get(pc.c());
        let args: &[Value] = if pc.d() & 1 == 0 { &[argument] } else { &[] };
        match call_method(cx, r.get(pc.b()), Name::return_, args) {
            Ok(value) => {
                r.set(pc.a(), value);
                resume(pc.skip(2), r, cx, k)
            }
            Err(thrown) => throw(cx, thrown),
        }
    }
}

/// r[a] = r[w].throw(r[c]), or empty
pub(crate) unsafe fn iterator_throw(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let argument = r.get(pc.c());
        let result = call_method(cx, r.get(pc.b()), Name::throw, &[argument]);
        finish(result, pc, r, cx, k)
    }
}

fn call_method(cx: &mut Cx, iterator: Value, name: Name, args: &[Value]) -> JsResult<Value> {
    match cx.get_method(iterator, name)? {
        Some(method) => cx.call(method.into(), iterator, args),
        None => Ok(Value::EMPTY),
    }
}

/// Internal slots of a `for…in` enumerator.
mod enumerator {
    /// The object whose keys come next, or null at the end.
    pub(super) const OBJECT: usize = 0;
    /// The list of its keys.
    pub(super) const KEYS: usize = 1;
    /// The number of keys visited.
    pub(super) const POSITION: usize = 2;
    /// An object whose properties are the keys visited or shadowed; undefined before the first prototype.
    pub(super) const VISITED: usize = 3;
}

/// r[a] = an enumerator of r[b]
pub(crate) unsafe fn for_in_start(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let result = start_enumeration(cx, r.get(pc.b()));
        finish(result, pc, r, cx, k)
    }
}

fn start_enumeration(cx: &mut Cx, source: Value) -> JsResult<Value> {
    let (object, keys) = if source.is_nullish() {
        (Value::NULL, GcVec::new(cx))
    } else {
        let object = cx.to_object(source)?;
        (object.into(), cx.own_property_keys(object)?)
    };
    let internal = [object, keys.to_value(), Value::ZERO, Value::UNDEFINED];
    Ok(cx
        .create_object(Kind::ForInIterator, None, &internal)
        .into())
}

/// r[a] = the next key of r[b], or -> target
pub(crate) unsafe fn for_in_next(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let enumerator = r
            .get(pc.b())
            .as_object()
            .expect("an enumerator is an object");
        match next_key(cx, enumerator) {
            Ok(Some(key)) => {
                r.set(pc.a(), key);
                resume(pc.skip(2), r, cx, k)
            }
            Ok(None) => resume(pc.skip(2 + pc.wide(4) as isize), r, cx, k),
            Err(thrown) => throw(cx, thrown),
        }
    }
}

/// §14.7.5.10.2.1 %ForInIteratorPrototype%.next <https://tc39.es/ecma262/#sec-%foriniteratorprototype%.next>
fn next_key(cx: &mut Cx, state: Object) -> JsResult<Option<Value>> {
    loop {
        let Some(object) = state.internal(enumerator::OBJECT).as_object() else {
            return Ok(None);
        };
        let keys = GcVec::from_value(state.internal(enumerator::KEYS)).expect("it holds a list");
        let mut position = state.internal(enumerator::POSITION).as_int().unwrap_or(0) as usize;
        while position < keys.len() {
            let key = keys.get(position);
            position += 1;
            state.set_internal(enumerator::POSITION, Value::from(position));
            if key.is_symbol() {
                continue;
            }
            let property = cx.to_property_key(key)?;
            if was_visited(cx, state, property) {
                continue;
            }
            // NOTE: a key deleted meanwhile is skipped; one that is not enumerable shadows.
            if cx
                .get_own_property(object, property)?
                .is_some_and(|own| own.is_enumerable())
            {
                return Ok(Some(key));
            }
        }
        remember_visited(cx, state, keys);
        cx.charge(1)?;
        let parent = cx.get_prototype_of(object)?;
        state.set_internal(enumerator::OBJECT, parent.into());
        state.set_internal(enumerator::POSITION, Value::ZERO);
        if let Some(parent) = parent {
            let keys = cx.own_property_keys(parent)?;
            state.set_internal(enumerator::KEYS, keys.to_value());
        }
    }
}

fn was_visited(cx: &Cx, state: Object, key: PropertyKey) -> bool {
    match state.internal(enumerator::VISITED).as_object() {
        Some(visited) => !matches!(cx.own(visited, key), crate::object::Own::Absent),
        None => false,
    }
}

fn remember_visited(cx: &Cx, state: Object, keys: GcVec) {
    let visited = match state.internal(enumerator::VISITED).as_object() {
        Some(visited) => visited,
        None => {
            let visited = cx.ordinary_object_create(None);
            state.set_internal(enumerator::VISITED, visited.into());
            visited
        }
    };
    for key in keys.iter().filter_map(Value::as_string) {
        let key = PropertyKey::from_string(cx, key);
        cx.put_own(visited, key, Value::TRUE, crate::object::Attributes::ALL);
    }
}
