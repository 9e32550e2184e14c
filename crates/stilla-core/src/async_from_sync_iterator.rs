//! §27.1.6 Async-from-Sync Iterator objects <https://tc39.es/ecma262/#sec-async-from-sync-iterator-objects>
//!
//! Uses: ops::iterator, promise. Never: interp.

use crate::Cx;
use crate::builtin::{Global, method};
use crate::error::{JsResult, Msg, type_error};
use crate::function::Call;
use crate::object::Object;
use crate::ops::{IteratorRecord, async_from_sync_slot as slot};
use crate::promise::PromiseCapability;
use crate::realm::Intrinsic;
use crate::string::Name;
use crate::value::Value;

/// %AsyncFromSyncIteratorPrototype%
pub const ASYNC_FROM_SYNC_ITERATOR: Global = Global::hidden(
    "Async-from-Sync Iterator",
    Intrinsic::AsyncFromSyncIteratorPrototype,
)
.prototype(&[
    method("next", 1, next),
    method("return", 1, return_),
    method("throw", 1, throw),
])
.prototype_parent(Intrinsic::AsyncIteratorPrototype);

/// The synchronous iterator's record. Only the engine calls these methods, always on such objects.
fn sync_record(call: &Call<'_>) -> IteratorRecord {
    let object = call
        .this()
        .as_object()
        .expect("the receiver is an Async-from-Sync Iterator");
    let iterator = object.internal(slot::ITERATOR).as_object();
    IteratorRecord {
        iterator: iterator.expect("an Async-from-Sync Iterator has an iterator"),
        next: object.internal(slot::NEXT),
        done: false,
    }
}

/// §27.1.6.2.1 %AsyncFromSyncIteratorPrototype%.next ( [ value ] )
/// <https://tc39.es/ecma262/#sec-%asyncfromsynciteratorprototype%.next>
fn next(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let mut record = sync_record(call);
    let capability = PromiseCapability::direct(cx.new_promise());
    match cx.iterator_next(&mut record, first(call)) {
        Ok(result) => cx.continue_async_from_sync(result, &capability, &record, Closing::Close),
        Err(thrown) => capability.reject_thrown(cx, thrown),
    }
}

/// §27.1.6.2.2 %AsyncFromSyncIteratorPrototype%.return ( [ value ] )
/// <https://tc39.es/ecma262/#sec-%asyncfromsynciteratorprototype%.return>
fn return_(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let record = sync_record(call);
    let capability = PromiseCapability::direct(cx.new_promise());
    let result = match cx.get_method(record.iterator.into(), Name::return_) {
        Ok(None) => {
            let result = cx.create_iter_result_object(call.arg(0), true);
            capability.resolve(cx, result.into())?;
            return Ok(capability.promise.into());
        }
        Ok(Some(method)) => cx.call(method.into(), record.iterator.into(), first(call)),
        Err(thrown) => Err(thrown),
    };
    cx.continue_with(result, &capability, &record, Closing::Leave)
}

/// §27.1.6.2.3 %AsyncFromSyncIteratorPrototype%.throw ( [ value ] )
/// <https://tc39.es/ecma262/#sec-%asyncfromsynciteratorprototype%.throw>
fn throw(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let record = sync_record(call);
    let capability = PromiseCapability::direct(cx.new_promise());
    let result = match cx.get_method(record.iterator.into(), Name::throw) {
        Ok(None) => match cx.iterator_close(&record, Ok(())) {
            Ok(()) => Err(type_error(cx, Msg::NoThrowMethod)),
            Err(thrown) => Err(thrown),
        },
        Ok(Some(method)) => cx.call(method.into(), record.iterator.into(), first(call)),
        Err(thrown) => Err(thrown),
    };
    cx.continue_with(result, &capability, &record, Closing::Close)
}

/// The argument, if there is one.
fn first<'c>(call: &'c Call<'_>) -> &'c [Value] {
    call.args().get(..1).unwrap_or(&[])
}

/// Whether a rejected value closes the synchronous iterator.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Closing {
    Close,
    Leave,
}

impl Cx {
    fn continue_with(
        &mut self,
        result: JsResult<Value>,
        capability: &PromiseCapability,
        record: &IteratorRecord,
        closing: Closing,
    ) -> JsResult<Value> {
        let result = match result {
            Ok(result) => match result.as_object() {
                Some(result) => Ok(result),
                None => Err(type_error(
                    self,
                    Msg::IteratorResultNotObject { value: result },
                )),
            },
            Err(thrown) => Err(thrown),
        };
        match result {
            Ok(result) => self.continue_async_from_sync(result, capability, record, closing),
            Err(thrown) => capability.reject_thrown(self, thrown),
        }
    }

    /// §27.1.6.4 AsyncFromSyncIteratorContinuation ( result, promiseCapability, syncIteratorRecord, closeOnRejection )
    /// <https://tc39.es/ecma262/#sec-asyncfromsynciteratorcontinuation>
    fn continue_async_from_sync(
        &mut self,
        result: Object,
        capability: &PromiseCapability,
        record: &IteratorRecord,
        closing: Closing,
    ) -> JsResult<Value> {
        let done = match self.iterator_complete(result) {
            Ok(done) => done,
            Err(thrown) => return capability.reject_thrown(self, thrown),
        };
        let value = match self.iterator_value(result) {
            Ok(value) => value,
            Err(thrown) => return capability.reject_thrown(self, thrown),
        };
        let closes = !done && closing == Closing::Close;
        let promise = match self.promise_for(value) {
            Ok(promise) => promise,
            Err(thrown) => {
                let thrown = if closes {
                    self.close_on_throw(record, thrown)
                } else {
                    thrown
                };
                return capability.reject_thrown(self, thrown);
            }
        };
        let on_fulfilled = self.new_native_closure(1, unwrap, done.into());
        let on_rejected = if closes {
            self.new_native_closure(1, close, record.iterator.into())
                .into()
        } else {
            Value::UNDEFINED
        };
        self.perform_promise_then(promise, on_fulfilled.into(), on_rejected, Some(capability));
        Ok(capability.promise.into())
    }
}

fn unwrap(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let done = call.data() == Value::TRUE;
    Ok(cx.create_iter_result_object(call.arg(0), done).into())
}

fn close(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let iterator = call
        .data()
        .as_object()
        .expect("the closure was made for an iterator");
    let record = IteratorRecord {
        iterator,
        next: Value::UNDEFINED,
        done: false,
    };
    Err(cx.close_on_throw(&record, crate::Thrown::new(call.arg(0))))
}
