//! §27.2 Promise objects <https://tc39.es/ecma262/#sec-promise-objects>: their state, settling them,
//! reacting to them.
//!
//! A promise keeps its first reaction in its own slots and only further ones in a list, because
//! nearly every promise has exactly one. A reaction's target says what it is for: a coroutine that
//! awaits, a promise that `then` returned, a capability of a foreign constructor, or nothing.
//!
//! Uses: object, function, job, capability. Never: the interpreter's operations.

use crate::Cx;
use crate::GcVec;
use crate::error::ErrorKind;
use crate::error::{JsResult, Msg, Thrown, new_error};
use crate::object::{Kind, Object};
use crate::realm::Intrinsic;
use crate::string::Name;
use crate::value::Value;

mod capability;
mod reaction;
mod rejection;

pub use capability::{PromiseCapability, ResolvingFunctions};
pub(crate) use rejection::Rejections;

/// Internal slots of [`Kind::Promise`].
mod slot {
    /// An int32: the state, and the flags below.
    pub(super) const STATE: usize = 0;
    /// The result of a settled promise; the target of the first reaction of a pending one.
    pub(super) const RESULT: usize = 1;
    /// The first reaction's handler of a fulfilment, or undefined.
    pub(super) const ON_FULFILLED: usize = 2;
    /// The first reaction's handler of a rejection, or undefined.
    pub(super) const ON_REJECTED: usize = 3;
    /// A list of the further reactions, three values each, or undefined.
    pub(super) const MORE: usize = 4;
    /// Their number.
    pub(super) const COUNT: usize = 5;
}

/// The bits of the state that tell pending, fulfilled and rejected apart.
const STATE_MASK: i32 = 3;
/// [[PromiseIsHandled]].
const HANDLED: i32 = 4;
/// The resolving functions that the promise has only in theory were used: see [`PromiseCapability`].
const LOCKED: i32 = 8;
/// The promise is pending and its own slots hold a reaction.
const REACTING: i32 = 16;

/// [[PromiseState]].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromiseState {
    /// Neither fulfilled nor rejected.
    Pending,
    /// It has a value.
    Fulfilled,
    /// It has a reason.
    Rejected,
}

/// What a reaction reacts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Settled {
    Fulfilled,
    Rejected,
}

fn bits(promise: Object) -> i32 {
    debug_assert!(promise.is(Kind::Promise));
    promise
        .internal(slot::STATE)
        .as_int()
        .expect("a promise's state is an int32")
}

fn set_bits(promise: Object, bits: i32) {
    promise.set_internal(slot::STATE, Value::from_int(bits));
}

/// What was thrown, as a reason to reject with; a stop goes on unwinding.
pub(crate) fn reason(thrown: Thrown) -> JsResult<Value> {
    thrown.value().ok_or(thrown)
}

impl Cx {
    /// A new pending promise of %Promise%, without resolving functions.
    #[must_use]
    pub fn new_promise(&self) -> Object {
        let prototype = self.intrinsic(Intrinsic::PromisePrototype);
        self.create_object(Kind::Promise, Some(prototype), &EMPTY_SLOTS)
    }

    /// A new pending promise for `constructor`: what the Promise constructor begins with.
    ///
    /// # Errors
    /// Reading `prototype` of the constructor may throw.
    pub fn new_promise_for(&mut self, constructor: Object) -> JsResult<Object> {
        self.create_from_constructor(
            constructor,
            Intrinsic::PromisePrototype,
            Kind::Promise,
            &EMPTY_SLOTS,
        )
    }

    /// [[PromiseState]].
    #[must_use]
    pub fn promise_state(&self, promise: Object) -> PromiseState {
        match bits(promise) & STATE_MASK {
            0 => PromiseState::Pending,
            1 => PromiseState::Fulfilled,
            _ => PromiseState::Rejected,
        }
    }

    /// [[PromiseResult]]: the value or the reason; undefined while the promise is pending.
    #[must_use]
    pub fn promise_result(&self, promise: Object) -> Value {
        match self.promise_state(promise) {
            PromiseState::Pending => Value::UNDEFINED,
            _ => promise.internal(slot::RESULT),
        }
    }

    /// [[PromiseIsHandled]].
    #[must_use]
    pub fn promise_is_handled(&self, promise: Object) -> bool {
        bits(promise) & HANDLED != 0
    }

    /// Says that a rejection of the promise is nobody's concern.
    pub fn mark_promise_handled(&self, promise: Object) {
        set_bits(promise, bits(promise) | HANDLED);
    }

    /// §27.2.1.4 FulfillPromise ( promise, value ) <https://tc39.es/ecma262/#sec-fulfillpromise>
    pub fn fulfill_promise(&mut self, promise: Object, value: Value) {
        self.settle(promise, Settled::Fulfilled, value);
    }

    /// §27.2.1.7 RejectPromise ( promise, reason ) <https://tc39.es/ecma262/#sec-rejectpromise>
    pub fn reject_promise(&mut self, promise: Object, reason: Value) {
        if bits(promise) & HANDLED == 0 {
            self.rejections.add(promise);
        }
        self.settle(promise, Settled::Rejected, reason);
    }

    /// §27.2.1.8 TriggerPromiseReactions ( reactions, argument )
    /// <https://tc39.es/ecma262/#sec-triggerpromisereactions>, and what comes before it.
    fn settle(&mut self, promise: Object, settled: Settled, result: Value) {
        let before = bits(promise);
        debug_assert_eq!(before & STATE_MASK, 0, "a promise is settled once");
        let first = [slot::RESULT, slot::ON_FULFILLED, slot::ON_REJECTED]
            .map(|index| promise.internal(index));
        let more = GcVec::from_value(promise.internal(slot::MORE));
        let state = if settled == Settled::Fulfilled { 1 } else { 2 };
        set_bits(promise, before & !REACTING | state);
        promise.set_internal(slot::RESULT, result);
        for index in [slot::ON_FULFILLED, slot::ON_REJECTED, slot::MORE] {
            promise.set_internal(index, Value::UNDEFINED);
        }
        if before & REACTING != 0 {
            self.enqueue_reaction(first, settled, result);
        }
        let Some(more) = more else { return };
        for i in (0..more.len()).step_by(3) {
            let reaction = [more.get(i), more.get(i + 1), more.get(i + 2)];
            self.enqueue_reaction(reaction, settled, result);
        }
    }

    /// §27.2.1.3.2 Promise Resolve Functions <https://tc39.es/ecma262/#sec-promise-resolve-functions>,
    /// from where it is known that the promise was not resolved before.
    ///
    /// # Errors
    /// Only a stop.
    pub fn resolve_promise(&mut self, promise: Object, resolution: Value) -> JsResult<()> {
        let Some(thenable) = resolution.as_object() else {
            self.fulfill_promise(promise, resolution);
            return Ok(());
        };
        if thenable == promise {
            let error = new_error(self, ErrorKind::Type, &Msg::PromiseSelfResolution);
            self.reject_promise(promise, error.into());
            return Ok(());
        }
        match self.get(thenable, Name::then) {
            Err(thrown) => {
                let reason = reason(thrown)?;
                self.reject_promise(promise, reason);
            }
            Ok(then) if self.is_callable(then) => self.enqueue_thenable(promise, thenable, then),
            Ok(_) => self.fulfill_promise(promise, resolution),
        }
        Ok(())
    }

    /// §27.2.4.7.1 PromiseResolve ( C, x ) <https://tc39.es/ecma262/#sec-promise-resolve>
    ///
    /// # Errors
    /// Reading `constructor`, and a foreign constructor, may throw.
    pub fn promise_resolve(&mut self, constructor: Object, x: Value) -> JsResult<Object> {
        if let Some(promise) = x.as_object().filter(|object| object.is(Kind::Promise)) {
            let found = self.get(promise, Name::constructor)?;
            if found.as_object() == Some(constructor) {
                return Ok(promise);
            }
        }
        let capability = self.new_result_capability(constructor.into())?;
        capability.resolve(self, x)?;
        Ok(capability.promise)
    }

    /// A promise of %Promise% for `x`: `x` itself if it is one.
    ///
    /// # Errors
    /// Reading `constructor` may throw.
    pub fn promise_for(&mut self, x: Value) -> JsResult<Object> {
        let constructor = self.intrinsic(Intrinsic::Promise);
        self.promise_resolve(constructor, x)
    }

    /// A promise of %Promise% that is rejected with `reason`.
    pub fn rejected_promise(&mut self, reason: Value) -> Object {
        let promise = self.new_promise();
        self.reject_promise(promise, reason);
        promise
    }

    /// A promise of %Promise% that is resolved with the value or rejected with the exception.
    ///
    /// # Errors
    /// Only a stop.
    pub fn promise_of_result(&mut self, result: JsResult<Value>) -> JsResult<Object> {
        match result {
            Ok(value) => {
                let promise = self.new_promise();
                self.resolve_promise(promise, value)?;
                Ok(promise)
            }
            Err(thrown) => {
                let reason = reason(thrown)?;
                Ok(self.rejected_promise(reason))
            }
        }
    }

    /// §27.2.5.4.1 PerformPromiseThen ( promise, onFulfilled, onRejected, resultCapability )
    /// <https://tc39.es/ecma262/#sec-performpromisethen>
    ///
    /// What can't be called stands for the absent handler.
    pub fn perform_promise_then(
        &mut self,
        promise: Object,
        on_fulfilled: Value,
        on_rejected: Value,
        capability: Option<&PromiseCapability>,
    ) {
        let handler = |value| {
            if self.is_callable(value) {
                value
            } else {
                Value::UNDEFINED
            }
        };
        let (on_fulfilled, on_rejected) = (handler(on_fulfilled), handler(on_rejected));
        let target = capability.map_or(Value::UNDEFINED, |capability| capability.to_value(self));
        self.react(promise, [target, on_fulfilled, on_rejected]);
    }

    /// §27.2.5.4 Promise.prototype.then, from where the receiver is known to be a promise
    /// <https://tc39.es/ecma262/#sec-promise.prototype.then>
    ///
    /// # Errors
    /// Reading `constructor` and its species may throw, and a foreign constructor.
    pub fn promise_then(
        &mut self,
        promise: Object,
        on_fulfilled: Value,
        on_rejected: Value,
    ) -> JsResult<Object> {
        let default = self.intrinsic(Intrinsic::Promise);
        let constructor = self.species_constructor(promise, default)?;
        let capability = self.new_result_capability(constructor.into())?;
        self.perform_promise_then(promise, on_fulfilled, on_rejected, Some(&capability));
        Ok(capability.promise)
    }

    /// Adds a reaction to a pending promise; enqueues its job for a settled one.
    fn react(&mut self, promise: Object, mut reaction: [Value; 3]) {
        let before = bits(promise);
        if self.tracks_context {
            reaction[0] = self.with_context(reaction[0]);
        }
        match self.promise_state(promise) {
            PromiseState::Pending if before & REACTING == 0 => {
                for (offset, value) in reaction.into_iter().enumerate() {
                    promise.set_internal(slot::RESULT + offset, value);
                }
                set_bits(promise, before | REACTING);
            }
            PromiseState::Pending => {
                let more = GcVec::from_value(promise.internal(slot::MORE)).unwrap_or_else(|| {
                    let list = GcVec::new(self);
                    promise.set_internal(slot::MORE, list.to_value());
                    list
                });
                for value in reaction {
                    more.push(self, value);
                }
            }
            PromiseState::Fulfilled => {
                self.enqueue_reaction(reaction, Settled::Fulfilled, promise.internal(slot::RESULT));
            }
            PromiseState::Rejected => {
                if before & HANDLED == 0 {
                    self.rejections.remove(promise);
                }
                self.enqueue_reaction(reaction, Settled::Rejected, promise.internal(slot::RESULT));
            }
        }
        self.mark_promise_handled(promise);
    }

    /// Lets a coroutine go on when the promise is settled.
    pub(crate) fn await_promise(&mut self, coroutine: Object, promise: Object) {
        self.react(
            promise,
            [coroutine.into(), Value::UNDEFINED, Value::UNDEFINED],
        );
    }

    /// §27.7.5.3 Await ( value ) <https://tc39.es/ecma262/#await>, without the suspension.
    ///
    /// # Errors
    /// Reading `constructor` of a promise may throw.
    pub(crate) fn await_value(&mut self, coroutine: Object, value: Value) -> JsResult<()> {
        if value.is_object() {
            let promise = self.promise_for(value)?;
            self.await_promise(coroutine, promise);
        } else {
            // FAST: nobody can see the promise that would be fulfilled at once.
            let reaction = [coroutine.into(), Value::UNDEFINED, Value::UNDEFINED];
            self.enqueue_reaction(reaction, Settled::Fulfilled, value);
        }
        Ok(())
    }
}

const EMPTY_SLOTS: [Value; slot::COUNT] = [
    Value::ZERO,
    Value::UNDEFINED,
    Value::UNDEFINED,
    Value::UNDEFINED,
    Value::UNDEFINED,
];
