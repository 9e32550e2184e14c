//! `Array.fromAsync`.
//!
//! The algorithm of the specification is an async closure; here it is a state machine whose states are
//! the places where that awaits.
//!
//! Uses: core, array, native_async. Never: other built-ins.

use stilla_core::error::type_error;
use stilla_core::{Call, Cx, GcVec, JsResult, Msg, Name, Object, Thrown, Value};

use super::create::{async_iterator_of, create_for};
use super::{MAX_LENGTH, callback, define, element, set_length};
use crate::native_async::{self, LOCALS, Next, Step};

/// Places of the locals.
mod local {
    use super::LOCALS;
    /// An int32 of [`State`](super::State).
    pub(super) const STATE: usize = LOCALS;
    pub(super) const ITEMS: usize = LOCALS + 1;
    pub(super) const MAPPER: usize = LOCALS + 2;
    pub(super) const MAPPER_THIS: usize = LOCALS + 3;
    pub(super) const CONSTRUCTOR: usize = LOCALS + 4;
    pub(super) const TARGET: usize = LOCALS + 5;
    pub(super) const INDEX: usize = LOCALS + 6;
    /// The iterator, or the array-like object.
    pub(super) const SOURCE: usize = LOCALS + 7;
    /// The iterator's `next`, or the length of the array-like object.
    pub(super) const NEXT: usize = LOCALS + 8;
    /// The exception that closing the iterator must not hide.
    pub(super) const PENDING: usize = LOCALS + 9;
}

/// What was awaited last.
#[derive(Clone, Copy)]
#[repr(i32)]
enum State {
    Start,
    /// The result object of the iterator.
    Result,
    /// What the mapper returned for a value of the iterator.
    Mapped,
    /// What the iterator's `return` method returned.
    Closed,
    /// An element of the array-like object.
    Element,
    /// What the mapper returned for such an element.
    MappedElement,
}

/// §23.1.2.1 Array.fromAsync ( items [ , mapper [ , thisArg ] ] ) <https://tc39.es/ecma262/#sec-array.fromasync>
pub(super) fn from_async(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let undefined = Value::UNDEFINED;
    let locals = [
        Value::from(State::Start as i32),
        call.arg(0),
        call.arg(1),
        call.arg(2),
        call.this(),
        undefined,
        Value::ZERO,
        undefined,
        undefined,
        undefined,
    ];
    native_async::start::<FromAsync>(cx, &locals)
}

struct FromAsync;

impl Step for FromAsync {
    fn step(cx: &mut Cx, list: GcVec, outcome: JsResult<Value>) -> JsResult<Next> {
        let run = Run { list };
        match list.get(local::STATE).as_int().unwrap_or(0) {
            0 => run.start(cx),
            1 => run.got_result(cx, outcome?),
            2 => match outcome {
                Ok(value) => run.add(cx, value),
                Err(thrown) => run.close(cx, thrown),
            },
            3 => Err(Thrown::new(list.get(local::PENDING))),
            4 => run.got_element(cx, outcome?),
            _ => run.add_element(cx, outcome?),
        }
    }
}

#[derive(Clone, Copy)]
struct Run {
    list: GcVec,
}

impl Run {
    fn wait(self, state: State, value: Value) -> JsResult<Next> {
        self.list.set(local::STATE, Value::from(state as i32));
        Ok(Next::Await(value))
    }

    fn index(self) -> u64 {
        self.list
            .get(local::INDEX)
            .as_number()
            .map_or(0, |index| index as u64)
    }

    fn target(self) -> Object {
        self.list
            .get(local::TARGET)
            .as_object()
            .expect("the target is made at the beginning")
    }

    fn source(self) -> Object {
        self.list
            .get(local::SOURCE)
            .as_object()
            .expect("the source is known at the beginning")
    }

    fn mapper(self) -> Option<Value> {
        Some(self.list.get(local::MAPPER)).filter(|mapper| !mapper.is_undefined())
    }

    fn map(self, cx: &mut Cx, mapper: Value, value: Value) -> JsResult<Value> {
        let arguments = [value, self.list.get(local::INDEX)];
        cx.call(mapper, self.list.get(local::MAPPER_THIS), &arguments)
    }

    fn start(self, cx: &mut Cx) -> JsResult<Next> {
        let list = self.list;
        if let Some(mapper) = self.mapper() {
            callback(cx, mapper)?;
        }
        let items = list.get(local::ITEMS);
        let constructor = list.get(local::CONSTRUCTOR);
        if let Some(record) = async_iterator_of(cx, items)? {
            let target = create_for(cx, constructor, None)?;
            list.set(local::TARGET, target.into());
            list.set(local::SOURCE, record.iterator.into());
            list.set(local::NEXT, record.next);
            return self.ask(cx);
        }
        let source = cx.to_object(items)?;
        let length = cx.length_of_array_like(source)?;
        let target = create_for(cx, constructor, Some(length))?;
        list.set(local::TARGET, target.into());
        list.set(local::SOURCE, source.into());
        list.set(local::NEXT, Value::from(length));
        self.next_element(cx)
    }

    /// Asks the iterator for its next result.
    fn ask(self, cx: &mut Cx) -> JsResult<Next> {
        if self.index() >= MAX_LENGTH {
            let thrown = type_error(cx, Msg::ArrayTooLong);
            return self.close(cx, thrown);
        }
        let result = cx.call(self.list.get(local::NEXT), self.source().into(), &[])?;
        self.wait(State::Result, result)
    }

    fn got_result(self, cx: &mut Cx, value: Value) -> JsResult<Next> {
        let Some(result) = value.as_object() else {
            return Err(type_error(cx, Msg::IteratorResultNotObject { value }));
        };
        if cx.iterator_complete(result)? {
            set_length(cx, self.target(), self.index())?;
            return Ok(Next::Return(self.target().into()));
        }
        let value = cx.iterator_value(result)?;
        let Some(mapper) = self.mapper() else {
            return self.add(cx, value);
        };
        match self.map(cx, mapper, value) {
            Ok(mapped) => self.wait(State::Mapped, mapped),
            Err(thrown) => self.close(cx, thrown),
        }
    }

    fn add(self, cx: &mut Cx, value: Value) -> JsResult<Next> {
        if let Err(thrown) = define(cx, self.target(), self.index(), value) {
            return self.close(cx, thrown);
        }
        self.list.set(local::INDEX, Value::from(self.index() + 1));
        self.ask(cx)
    }

    /// §7.4.13 AsyncIteratorClose ( iteratorRecord, completion ) <https://tc39.es/ecma262/#sec-asynciteratorclose>,
    /// of an exception.
    fn close(self, cx: &mut Cx, thrown: Thrown) -> JsResult<Next> {
        let Some(pending) = thrown.value() else {
            return Err(thrown);
        };
        self.list.set(local::PENDING, pending);
        let iterator: Value = self.source().into();
        let closed = match cx.get_method(iterator, Name::return_) {
            Ok(None) => return Err(thrown),
            Ok(Some(method)) => cx.call(method.into(), iterator, &[]),
            Err(other) => Err(other),
        };
        match closed {
            Ok(result) => self.wait(State::Closed, result),
            Err(stop) if stop.is_stop() => Err(stop),
            Err(_) => Err(thrown),
        }
    }

    fn next_element(self, cx: &mut Cx) -> JsResult<Next> {
        let length = self.list.get(local::NEXT).as_number().unwrap_or(0.0) as u64;
        if self.index() >= length {
            set_length(cx, self.target(), length)?;
            return Ok(Next::Return(self.target().into()));
        }
        let value = element(cx, self.source(), self.index())?;
        self.wait(State::Element, value)
    }

    fn got_element(self, cx: &mut Cx, value: Value) -> JsResult<Next> {
        match self.mapper() {
            None => self.add_element(cx, value),
            Some(mapper) => {
                let mapped = self.map(cx, mapper, value)?;
                self.wait(State::MappedElement, mapped)
            }
        }
    }

    fn add_element(self, cx: &mut Cx, value: Value) -> JsResult<Next> {
        define(cx, self.target(), self.index(), value)?;
        self.list.set(local::INDEX, Value::from(self.index() + 1));
        self.next_element(cx)
    }
}
