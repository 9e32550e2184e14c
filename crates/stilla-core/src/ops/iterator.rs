//! §7.4 Operations on iterator objects <https://tc39.es/ecma262/#sec-operations-on-iterator-objects>
//!
//! Uses: object, the iterators of arrays and tables, stepping a generator. Never: the interpreter's operations.

use std::ops::ControlFlow;

use crate::array_iterator::ArrayIteration;
use crate::error::{JsResult, Msg, Thrown, type_error};
use crate::object::{Kind, Object, Own};
use crate::realm::Intrinsic;
use crate::string::Name;
use crate::symbol::WellKnownSymbol;
use crate::value::Value;
use crate::{Cx, GcVec, Resumption, Step};

/// §7.4.1 Iterator Records <https://tc39.es/ecma262/#sec-iterator-records>
#[derive(Clone, Copy, Debug)]
pub struct IteratorRecord {
    /// [[Iterator]].
    pub iterator: Object,
    /// [[NextMethod]].
    pub next: Value,
    /// [[Done]].
    pub done: bool,
}

/// Which of the two protocols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IteratorKind {
    /// `Symbol.iterator`.
    Sync,
    /// `Symbol.asyncIterator`, or an adapter of the other.
    Async,
}

/// Internal slots of an Async-from-Sync Iterator: the iterator and its `next`.
pub mod async_from_sync_slot {
    /// The synchronous iterator.
    pub const ITERATOR: usize = 0;
    /// Its `next` method.
    pub const NEXT: usize = 1;
}

impl Cx {
    /// §7.4.2 GetIteratorDirect ( obj ) <https://tc39.es/ecma262/#sec-getiteratordirect>
    ///
    /// # Errors
    /// Reading `next` may throw.
    pub fn get_iterator_direct(&mut self, iterator: Object) -> JsResult<IteratorRecord> {
        let next = self.get(iterator, Name::next)?;
        Ok(IteratorRecord {
            iterator,
            next,
            done: false,
        })
    }

    /// §7.4.3 GetIteratorFromMethod ( obj, method ) <https://tc39.es/ecma262/#sec-getiteratorfrommethod>
    ///
    /// # Errors
    /// The method may throw; TypeError if it returns no object.
    pub fn get_iterator_from_method(
        &mut self,
        value: Value,
        method: Value,
    ) -> JsResult<IteratorRecord> {
        let iterator = self.call(method, value, &[])?;
        match iterator.as_object() {
            Some(iterator) => self.get_iterator_direct(iterator),
            None => Err(type_error(self, Msg::IteratorNotObject { value: iterator })),
        }
    }

    /// §7.4.4 GetIterator ( obj, kind ) <https://tc39.es/ecma262/#sec-getiterator>
    ///
    /// # Errors
    /// TypeError for what is not iterable; its methods may throw.
    pub fn get_iterator(&mut self, value: Value, kind: IteratorKind) -> JsResult<IteratorRecord> {
        if kind == IteratorKind::Async {
            if value.is_nullish() {
                return Err(type_error(self, Msg::NotAsyncIterable { value }));
            }
            if let Some(method) = self.get_method(value, WellKnownSymbol::asyncIterator)? {
                return self.get_iterator_from_method(value, method.into());
            }
            let sync = self.get_iterator(value, IteratorKind::Sync)?;
            return self.create_async_from_sync_iterator(sync);
        }
        if value.is_nullish() {
            return Err(type_error(self, Msg::NotIterable { value }));
        }
        let method = self.get_v(value, WellKnownSymbol::iterator)?;
        if !self.is_callable(method) {
            return Err(type_error(self, Msg::NotIterable { value }));
        }
        self.get_iterator_from_method(value, method)
    }

    /// §7.4.5 GetIteratorFlattenable ( obj, primitiveHandling )
    /// <https://tc39.es/ecma262/#sec-getiteratorflattenable>; `strings` is primitiveHandling.
    ///
    /// # Errors
    /// TypeError for another primitive; its methods may throw.
    pub fn get_iterator_flattenable(
        &mut self,
        value: Value,
        strings: FlattenStrings,
    ) -> JsResult<IteratorRecord> {
        let iterates = value.is_string() && strings == FlattenStrings::Iterate;
        if !value.is_object() && !iterates {
            return Err(type_error(self, Msg::NotAnObject { value }));
        }
        let iterator = match self.get_method(value, WellKnownSymbol::iterator)? {
            None => value,
            Some(method) => self.call(method.into(), value, &[])?,
        };
        match iterator.as_object() {
            Some(iterator) => self.get_iterator_direct(iterator),
            None => Err(type_error(self, Msg::IteratorNotObject { value: iterator })),
        }
    }

    /// §27.1.6.1 CreateAsyncFromSyncIterator ( syncIteratorRecord )
    /// <https://tc39.es/ecma262/#sec-createasyncfromsynciterator>
    ///
    /// # Errors
    /// None in practice: the adapter's `next` is a built-in.
    pub fn create_async_from_sync_iterator(
        &mut self,
        sync: IteratorRecord,
    ) -> JsResult<IteratorRecord> {
        let prototype = self.intrinsic(Intrinsic::AsyncFromSyncIteratorPrototype);
        let internal = [sync.iterator.into(), sync.next];
        let iterator = self.create_object(Kind::AsyncFromSyncIterator, Some(prototype), &internal);
        self.get_iterator_direct(iterator)
    }

    /// §7.4.6 IteratorNext ( iteratorRecord, value ) <https://tc39.es/ecma262/#sec-iteratornext>
    ///
    /// # Errors
    /// The `next` method may throw; TypeError if it returns no object.
    pub fn iterator_next(
        &mut self,
        record: &mut IteratorRecord,
        arguments: &[Value],
    ) -> JsResult<Object> {
        let result = match self.call(record.next, record.iterator.into(), arguments) {
            Ok(result) => result,
            Err(thrown) => {
                record.done = true;
                return Err(thrown);
            }
        };
        match result.as_object() {
            Some(result) => Ok(result),
            None => {
                record.done = true;
                Err(type_error(
                    self,
                    Msg::IteratorResultNotObject { value: result },
                ))
            }
        }
    }

    /// §7.4.7 IteratorComplete ( iteratorResult ) <https://tc39.es/ecma262/#sec-iteratorcomplete>
    ///
    /// # Errors
    /// Reading `done` may throw.
    pub fn iterator_complete(&mut self, result: Object) -> JsResult<bool> {
        Ok(self.get(result, Name::done)?.to_boolean())
    }

    /// §7.4.8 IteratorValue ( iteratorResult ) <https://tc39.es/ecma262/#sec-iteratorvalue>
    ///
    /// # Errors
    /// Reading `value` may throw.
    pub fn iterator_value(&mut self, result: Object) -> JsResult<Value> {
        self.get(result, Name::value)
    }

    /// §7.4.9 IteratorStep ( iteratorRecord ) <https://tc39.es/ecma262/#sec-iteratorstep>: the result
    /// object, or `None` at the end.
    ///
    /// # Errors
    /// The iterator may throw; the record is done then.
    pub fn iterator_step(&mut self, record: &mut IteratorRecord) -> JsResult<Option<Object>> {
        let result = self.iterator_next(record, &[])?;
        match self.iterator_complete(result) {
            Ok(false) => Ok(Some(result)),
            Ok(true) => {
                record.done = true;
                Ok(None)
            }
            Err(thrown) => {
                record.done = true;
                Err(thrown)
            }
        }
    }

    /// §7.4.10 IteratorStepValue ( iteratorRecord ) <https://tc39.es/ecma262/#sec-iteratorstepvalue>:
    /// `None` at the end.
    ///
    /// # Errors
    /// The iterator may throw; the record is done then.
    pub fn iterator_step_value(&mut self, record: &mut IteratorRecord) -> JsResult<Option<Value>> {
        let result = match self.original_next(record) {
            Some(Kind::ArrayIterator) => self.array_iterator_step(record.iterator),
            Some(Kind::StringIterator) => Ok(self.string_iterator_step(record.iterator)),
            Some(Kind::Generator) => self.generator_step_value(record.iterator),
            Some(_) => Ok(self.table_iterator_step(record.iterator)),
            None => self.call_next(record),
        };
        if !matches!(result, Ok(Some(_))) {
            record.done = true;
        }
        result
    }

    // FAST: an iterator of the engine's own with its original `next` is stepped without a call, and
    // without a result object, which nobody could see. Its kind, if it is one.
    #[inline]
    fn original_next(&self, record: &IteratorRecord) -> Option<Kind> {
        let kind = record.iterator.kind();
        let id = match kind {
            Kind::ArrayIterator => Intrinsic::ArrayIteratorProtoNext,
            Kind::MapIterator => Intrinsic::MapIteratorProtoNext,
            Kind::SetIterator => Intrinsic::SetIteratorProtoNext,
            Kind::StringIterator => Intrinsic::StringIteratorProtoNext,
            Kind::Generator => Intrinsic::GeneratorProtoNext,
            _ => return None,
        };
        (record.next == self.intrinsic(id).into()).then_some(kind)
    }

    fn generator_step_value(&mut self, generator: Object) -> JsResult<Option<Value>> {
        match self.step_generator(generator, Resumption::Next(Value::UNDEFINED))? {
            Step::Yielded(value) => Ok(Some(value)),
            Step::Returned(_) => Ok(None),
            Step::Delegated(result) => match result.as_object() {
                Some(result) => self.unpack_result(result),
                None => Err(type_error(
                    self,
                    Msg::IteratorResultNotObject { value: result },
                )),
            },
        }
    }

    fn call_next(&mut self, record: &mut IteratorRecord) -> JsResult<Option<Value>> {
        let result = self.iterator_next(record, &[])?;
        self.unpack_result(result)
    }

    /// The value of a result object, or `None` if it says done.
    #[inline]
    fn unpack_result(&mut self, result: Object) -> JsResult<Option<Value>> {
        // FAST: the shape says that both are plain properties of its own.
        if result.shape() == self.realm().iterator_result_shape() {
            let (value, done) = (result.cell().slot(0), result.cell().slot(1));
            return Ok((!done.to_boolean()).then_some(value));
        }
        if self.iterator_complete(result)? {
            return Ok(None);
        }
        self.iterator_value(result).map(Some)
    }

    /// §7.4.11 IteratorClose ( iteratorRecord, completion ) <https://tc39.es/ecma262/#sec-iteratorclose>:
    /// gives `completion` back unless closing fails after a success.
    ///
    /// # Errors
    /// That of `completion`, or of closing.
    pub fn iterator_close<T>(
        &mut self,
        record: &IteratorRecord,
        completion: JsResult<T>,
    ) -> JsResult<T> {
        // NOTE: no script runs any more while a stop unwinds.
        if let Err(thrown) = &completion
            && thrown.is_stop()
        {
            return completion;
        }
        let inner = self.call_return(record.iterator);
        // 5. What was thrown before outweighs what closing throws, but no stop.
        let inner = match (completion, inner) {
            (Err(_), Err(stop)) if stop.is_stop() => return Err(stop),
            (Err(thrown), _) => return Err(thrown),
            (Ok(value), inner) => (value, inner?),
        };
        match inner {
            (value, None) => Ok(value),
            (value, Some(result)) if result.is_object() => Ok(value),
            (_, Some(result)) => Err(type_error(
                self,
                Msg::IteratorResultNotObject { value: result },
            )),
        }
    }

    /// The result of the `return` method, if there is one.
    fn call_return(&mut self, iterator: Object) -> JsResult<Option<Value>> {
        match self.get_method(iterator.into(), Name::return_)? {
            None => Ok(None),
            Some(method) => self.call(method.into(), iterator.into(), &[]).map(Some),
        }
    }

    /// Closes the iterator because of an exception: `return Err(cx.close_on_throw(&record, thrown))`.
    pub fn close_on_throw(&mut self, record: &IteratorRecord, thrown: Thrown) -> Thrown {
        match self.iterator_close::<()>(record, Err(thrown)) {
            Ok(()) => thrown,
            Err(thrown) => thrown,
        }
    }

    /// §7.4.16 CreateIteratorResultObject ( value, done ) <https://tc39.es/ecma262/#sec-createiterresultobject>
    #[inline]
    #[must_use]
    pub fn create_iter_result_object(&self, value: Value, done: bool) -> Object {
        let shape = self.realm().iterator_result_shape();
        let result = self.create_with_shape(Kind::Ordinary, shape, &[]);
        result.cell().set_slot(0, value);
        result.cell().set_slot(1, done.into());
        result
    }

    /// §7.4.19 IteratorToList ( iteratorRecord ) <https://tc39.es/ecma262/#sec-iteratortolist>
    ///
    /// # Errors
    /// The iterator may throw; the memory limit.
    pub fn iterator_to_list(&mut self, record: &mut IteratorRecord) -> JsResult<GcVec> {
        let list = GcVec::new(self);
        while let Some(value) = self.iterator_step_value(record)? {
            list.try_push(self, value)?;
        }
        Ok(list)
    }

    /// All values of an iterable.
    ///
    /// # Errors
    /// TypeError for what is not iterable; the iterator may throw; the memory limit.
    pub fn iterable_to_list(&mut self, value: Value) -> JsResult<GcVec> {
        let list = GcVec::new(self);
        self.iterate(value, |cx, item| {
            list.try_push(cx, item)?;
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(list)
    }

    /// Calls `visit` with each value of an iterable, and closes the iterator when `visit` breaks off
    /// or throws. An array whose iteration nobody has changed is read directly.
    ///
    /// # Errors
    /// TypeError for what is not iterable; the iterator and `visit` may throw.
    pub fn iterate(
        &mut self,
        value: Value,
        mut visit: impl FnMut(&mut Cx, Value) -> JsResult<ControlFlow<()>>,
    ) -> JsResult<()> {
        if let Some(array) = value.as_object()
            && self.array_iteration_is_pristine(array)
        {
            return self.iterate_array(array, &mut visit);
        }
        let mut record = self.get_iterator(value, IteratorKind::Sync)?;
        while let Some(item) = self.iterator_step_value(&mut record)? {
            match visit(self, item) {
                Ok(ControlFlow::Continue(())) => self.charge(1)?,
                Ok(ControlFlow::Break(())) => return self.iterator_close(&record, Ok(())),
                Err(thrown) => return Err(self.close_on_throw(&record, thrown)),
            }
        }
        Ok(())
    }

    // FAST: an array iterator has no `return` method unless a prototype got one, and its `next` was
    // found to be the original; it is read once, when the iteration begins.
    fn iterate_array(
        &mut self,
        array: Object,
        visit: &mut dyn FnMut(&mut Cx, Value) -> JsResult<ControlFlow<()>>,
    ) -> JsResult<()> {
        let mut index = 0u32;
        while f64::from(index) < array.internal(0).as_number().unwrap_or(0.0) {
            let item = match self.own_element(array, index) {
                Own::Data(value, _) => value,
                Own::Absent | Own::Accessor(..) => self.get(array, index)?,
            };
            let flow = visit(self, item);
            if !matches!(flow, Ok(ControlFlow::Continue(()))) {
                return self.close_array_iteration(array, flow);
            }
            self.charge(1)?;
            index += 1;
        }
        Ok(())
    }

    /// Closes an iteration that had no iterator object: one is made if a `return` method could see it.
    #[cold]
    fn close_array_iteration(
        &mut self,
        array: Object,
        flow: JsResult<ControlFlow<()>>,
    ) -> JsResult<()> {
        let completion = flow.map(|_| ());
        if let Err(thrown) = completion
            && thrown.is_stop()
        {
            return completion;
        }
        let prototype = self.intrinsic(Intrinsic::ArrayIteratorPrototype);
        let key = self.key(Name::return_);
        if !self.has_property(prototype, key)? {
            return completion;
        }
        let iterator = self.create_array_iterator(array, ArrayIteration::Values);
        let record = IteratorRecord {
            iterator,
            next: Value::UNDEFINED,
            done: false,
        };
        self.iterator_close(&record, completion)
    }
}

/// What GetIteratorFlattenable does with a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlattenStrings {
    /// It iterates the string's code points.
    Iterate,
    /// It refuses, as for any other primitive.
    Reject,
}
