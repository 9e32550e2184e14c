//! §27.2.2 Promise Jobs <https://tc39.es/ecma262/#sec-promise-jobs>
//!
//! Uses: promise, job. Never: the interpreter's operations.

use super::{PromiseCapability, Settled};
use crate::Cx;
use crate::GcVec;
use crate::error::JsResult;
use crate::interp::Resumption;
use crate::object::{Kind, Object};
use crate::value::Value;

impl Settled {
    fn to_value(self) -> Value {
        Value::from(self == Settled::Rejected)
    }
}

impl Cx {
    /// §27.2.2.1 NewPromiseReactionJob ( reaction, argument ) <https://tc39.es/ecma262/#sec-newpromisereactionjob>;
    /// a reaction is its target and its two handlers.
    pub(super) fn enqueue_reaction(
        &mut self,
        [target, on_fulfilled, on_rejected]: [Value; 3],
        settled: Settled,
        argument: Value,
    ) {
        let (target, context) = self.context_of(target);
        let coroutine = target
            .as_object()
            .filter(|object| matches!(object.kind(), Kind::AsyncFunction | Kind::AsyncGenerator));
        if coroutine.is_some() {
            let arguments = [target, argument, settled.to_value(), Value::UNDEFINED];
            self.enqueue_in_context(go_on, arguments, context);
            return;
        }
        let handler = match settled {
            Settled::Fulfilled => on_fulfilled,
            Settled::Rejected => on_rejected,
        };
        self.enqueue_in_realm_of(handler, |cx| {
            let arguments = [target, handler, argument, settled.to_value()];
            cx.enqueue_in_context(react, arguments, context);
        });
    }

    /// A reaction's target with the context that the host has now: a list of the context's halves and the
    /// target, which only hosts that track contexts ever see made.
    pub(super) fn with_context(&mut self, target: Value) -> Value {
        let context = self.host.grab_context();
        let halves = [context as i32, (context >> 32) as i32].map(Value::from_int);
        GcVec::from_slice(self, &[halves[0], halves[1], target]).to_value()
    }

    /// What [`Cx::with_context`] made, or the target with the context of now.
    fn context_of(&mut self, target: Value) -> (Value, u64) {
        if !self.tracks_context {
            return (target, 0);
        }
        let Some(list) = GcVec::from_value(target) else {
            return (target, self.host.grab_context());
        };
        let half = |index| u64::from(list.get(index).as_int().unwrap_or(0) as u32);
        (list.get(2), half(0) | half(1) << 32)
    }

    /// §27.2.2.2 NewPromiseResolveThenableJob ( promiseToResolve, thenable, then )
    /// <https://tc39.es/ecma262/#sec-newpromiseresolvethenablejob>
    pub(super) fn enqueue_thenable(&mut self, promise: Object, thenable: Object, then: Value) {
        self.enqueue_in_realm_of(then, |cx| {
            let arguments = [promise.into(), thenable.into(), then, Value::UNDEFINED];
            cx.enqueue_job(resolve_thenable, arguments);
        });
    }

    /// Enqueues a job in the realm of the function that it will call, if that has one.
    fn enqueue_in_realm_of(&mut self, function: Value, enqueue: impl FnOnce(&mut Cx)) {
        let before = self.realm();
        if let Some(function) = function.as_object()
            && let Ok(realm) = self.get_function_realm(function)
        {
            self.set_realm(realm);
        }
        enqueue(self);
        self.set_realm(before);
    }
}

/// Lets a coroutine go on behind its `await`.
fn go_on(cx: &mut Cx, [coroutine, argument, rejected, _]: [Value; 4]) -> JsResult<()> {
    let coroutine = coroutine.as_object().expect("a coroutine is an object");
    let resumption = if rejected == Value::TRUE {
        Resumption::Throw(argument)
    } else {
        Resumption::Next(argument)
    };
    cx.resume_await(coroutine, resumption)
}

fn react(cx: &mut Cx, [target, handler, argument, rejected]: [Value; 4]) -> JsResult<()> {
    let outcome = if !handler.is_undefined() {
        match cx.call(handler, Value::UNDEFINED, &[argument]) {
            Ok(value) => Ok(value),
            Err(thrown) => Err(super::reason(thrown)?),
        }
    } else if rejected == Value::TRUE {
        Err(argument)
    } else {
        Ok(argument)
    };
    let Some(capability) = PromiseCapability::from_value(target) else {
        return Ok(());
    };
    match outcome {
        Ok(value) => capability.resolve(cx, value),
        Err(reason) => capability.reject(cx, reason),
    }
}

fn resolve_thenable(cx: &mut Cx, [promise, thenable, then, _]: [Value; 4]) -> JsResult<()> {
    let promise = promise.as_object().expect("the job's promise is an object");
    let functions = cx.create_resolving_functions(promise);
    let arguments = [functions.resolve.into(), functions.reject.into()];
    if let Err(thrown) = cx.call(then, thenable, &arguments) {
        let reason = super::reason(thrown)?;
        cx.call(functions.reject.into(), Value::UNDEFINED, &[reason])?;
    }
    Ok(())
}
