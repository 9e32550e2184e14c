//! §27.2.1.1 PromiseCapability Records <https://tc39.es/ecma262/#sec-promisecapability-records>
//!
//! The capability of a promise that the engine made for itself has no functions: settling it
//! directly can't be told from calling functions that nobody else has.
//!
//! Uses: promise, function. Never: interp.

use super::{LOCKED, bits, set_bits};
use crate::Cx;
use crate::cell::Heap;
use crate::error::{JsResult, Msg, type_error};
use crate::function::Call;
use crate::gcvec::Values;
use crate::object::Object;
use crate::realm::Intrinsic;
use crate::value::Value;

/// A promise with what settles it.
#[derive(Clone, Copy, Debug)]
pub struct PromiseCapability {
    /// [[Promise]].
    pub promise: Object,
    /// [[Resolve]]; undefined in the capability of a promise that nobody else can settle.
    resolve: Value,
    /// [[Reject]]; undefined together with `resolve`.
    reject: Value,
}

/// What CreateResolvingFunctions returns.
#[derive(Clone, Copy, Debug)]
pub struct ResolvingFunctions {
    /// [[Resolve]].
    pub resolve: Object,
    /// [[Reject]].
    pub reject: Object,
}

/// Slots of the list that a pair of resolving functions shares.
const PROMISE: usize = 0;
const ALREADY_RESOLVED: usize = 1;

/// Slots of the list that a capability executor fills.
const RESOLVE: usize = 0;
const REJECT: usize = 1;

/// Slots of a capability in the heap.
const SAVED_PROMISE: usize = 2;

fn pair(cx: &Cx, first: Value, second: Value) -> Value {
    let cell = cx.heap.make_with_tail(Values::header_for(2), first);
    cell.set(1, second);
    Value::from_internal(cell)
}

impl PromiseCapability {
    /// The capability of a promise whose resolving functions nobody has.
    #[must_use]
    pub fn direct(promise: Object) -> PromiseCapability {
        PromiseCapability {
            promise,
            resolve: Value::UNDEFINED,
            reject: Value::UNDEFINED,
        }
    }

    /// Resolves the promise.
    ///
    /// # Errors
    /// What a foreign resolving function throws; otherwise only a stop.
    pub fn resolve(&self, cx: &mut Cx, value: Value) -> JsResult<()> {
        if !self.resolve.is_undefined() {
            return cx
                .call(self.resolve, Value::UNDEFINED, &[value])
                .map(|_| ());
        }
        if self.lock() {
            cx.resolve_promise(self.promise, value)
        } else {
            Ok(())
        }
    }

    /// Rejects the promise.
    ///
    /// # Errors
    /// What a foreign resolving function throws; otherwise only a stop.
    pub fn reject(&self, cx: &mut Cx, reason: Value) -> JsResult<()> {
        if !self.reject.is_undefined() {
            return cx
                .call(self.reject, Value::UNDEFINED, &[reason])
                .map(|_| ());
        }
        if self.lock() {
            cx.reject_promise(self.promise, reason);
        }
        Ok(())
    }

    /// Rejects the promise with what was thrown, and returns it: IfAbruptRejectPromise.
    ///
    /// # Errors
    /// A stop; what a foreign resolving function throws.
    pub fn reject_thrown(&self, cx: &mut Cx, thrown: crate::Thrown) -> JsResult<Value> {
        let reason = super::reason(thrown)?;
        self.reject(cx, reason)?;
        Ok(self.promise.into())
    }

    /// Resolves or rejects the promise.
    ///
    /// # Errors
    /// A stop; what a foreign resolving function throws.
    pub fn settle(&self, cx: &mut Cx, result: JsResult<Value>) -> JsResult<()> {
        match result {
            Ok(value) => self.resolve(cx, value),
            Err(thrown) => self.reject_thrown(cx, thrown).map(|_| ()),
        }
    }

    /// Whether this is the first use of the resolving functions that the promise has in theory.
    fn lock(&self) -> bool {
        let before = bits(self.promise);
        set_bits(self.promise, before | LOCKED);
        before & LOCKED == 0
    }

    /// [[Resolve]]. Only a capability that [`Cx::new_promise_capability`] made has it.
    #[must_use]
    pub fn resolve_function(&self) -> Value {
        self.resolve
    }

    /// [[Reject]]. Only a capability that [`Cx::new_promise_capability`] made has it.
    #[must_use]
    pub fn reject_function(&self) -> Value {
        self.reject
    }

    /// The capability as a value to keep in an internal slot.
    #[must_use]
    pub fn to_value(&self, cx: &Cx) -> Value {
        if self.resolve.is_undefined() {
            return self.promise.into();
        }
        let cell = cx
            .heap
            .make_with_tail(Values::header_for(3), self.promise.into());
        cell.set(RESOLVE, self.resolve);
        cell.set(REJECT, self.reject);
        Value::from_internal(cell)
    }

    /// The capability that [`PromiseCapability::to_value`] made, if `value` is one.
    #[must_use]
    pub fn from_value(value: Value) -> Option<PromiseCapability> {
        if let Some(promise) = value.as_object() {
            return Some(PromiseCapability::direct(promise));
        }
        let cell = value.as_internal::<Values>()?;
        Some(PromiseCapability {
            promise: cell.get(SAVED_PROMISE).as_object()?,
            resolve: cell.get(RESOLVE),
            reject: cell.get(REJECT),
        })
    }
}

impl Cx {
    /// §27.2.1.3 CreateResolvingFunctions ( promise ) <https://tc39.es/ecma262/#sec-createresolvingfunctions>
    #[must_use]
    pub fn create_resolving_functions(&self, promise: Object) -> ResolvingFunctions {
        let shared = pair(self, promise.into(), Value::FALSE);
        ResolvingFunctions {
            resolve: self.new_native_closure(1, resolve_function, shared),
            reject: self.new_native_closure(1, reject_function, shared),
        }
    }

    /// §27.2.1.5 NewPromiseCapability ( C ) <https://tc39.es/ecma262/#sec-newpromisecapability>, always
    /// with functions.
    ///
    /// # Errors
    /// TypeError if `constructor` is none or does not call its executor rightly; what it throws.
    pub fn new_promise_capability(&mut self, constructor: Value) -> JsResult<PromiseCapability> {
        let object = constructor
            .as_object()
            .filter(|object| self.has_construct(*object));
        let Some(constructor) = object else {
            return Err(type_error(self, Msg::NotConstructor { value: constructor }));
        };
        if constructor == self.intrinsic(Intrinsic::Promise) {
            // FAST: %Promise% does nothing else with an executor of the engine.
            let promise = self.new_promise();
            let ResolvingFunctions { resolve, reject } = self.create_resolving_functions(promise);
            return Ok(PromiseCapability {
                promise,
                resolve: resolve.into(),
                reject: reject.into(),
            });
        }
        let shared = pair(self, Value::UNDEFINED, Value::UNDEFINED);
        let executor = self.new_native_closure(2, capability_executor, shared);
        let promise = self.construct(constructor, &[executor.into()], constructor)?;
        let cell = shared
            .as_internal::<Values>()
            .expect("the executor shares a list");
        let (resolve, reject) = (cell.get(RESOLVE), cell.get(REJECT));
        if !self.is_callable(resolve) || !self.is_callable(reject) {
            return Err(type_error(self, Msg::PromiseCapabilityIncomplete));
        }
        Ok(PromiseCapability {
            promise,
            resolve,
            reject,
        })
    }

    /// NewPromiseCapability where nobody but the engine uses the functions: for %Promise% without them.
    ///
    /// # Errors
    /// As for [`Cx::new_promise_capability`].
    pub fn new_result_capability(&mut self, constructor: Value) -> JsResult<PromiseCapability> {
        if constructor.as_object() == Some(self.intrinsic(Intrinsic::Promise)) {
            return Ok(PromiseCapability::direct(self.new_promise()));
        }
        self.new_promise_capability(constructor)
    }
}

/// The promise of a pair of resolving functions at its first call; `None` at any other.
fn first_use(call: &Call<'_>) -> Option<Object> {
    let shared = call
        .data()
        .as_internal::<Values>()
        .expect("resolving functions share a list");
    if shared.get(ALREADY_RESOLVED) == Value::TRUE {
        return None;
    }
    shared.set(ALREADY_RESOLVED, Value::TRUE);
    shared.get(PROMISE).as_object()
}

/// §27.2.1.3.2 Promise Resolve Functions <https://tc39.es/ecma262/#sec-promise-resolve-functions>
fn resolve_function(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    if let Some(promise) = first_use(call) {
        cx.resolve_promise(promise, call.arg(0))?;
    }
    Ok(Value::UNDEFINED)
}

/// §27.2.1.3.1 Promise Reject Functions <https://tc39.es/ecma262/#sec-promise-reject-functions>
fn reject_function(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    if let Some(promise) = first_use(call) {
        cx.reject_promise(promise, call.arg(0));
    }
    Ok(Value::UNDEFINED)
}

/// §27.2.1.5.1 GetCapabilitiesExecutor Functions <https://tc39.es/ecma262/#sec-getcapabilitiesexecutor-functions>
fn capability_executor(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let shared = call
        .data()
        .as_internal::<Values>()
        .expect("the executor shares a list");
    if !shared.get(RESOLVE).is_undefined() || !shared.get(REJECT).is_undefined() {
        return Err(type_error(cx, Msg::PromiseCapabilityTwice));
    }
    shared.set(RESOLVE, call.arg(0));
    shared.set(REJECT, call.arg(1));
    Ok(Value::UNDEFINED)
}
