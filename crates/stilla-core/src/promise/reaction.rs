//! §27.2.2 Promise Jobs <https://tc39.es/ecma262/#sec-promise-jobs>
//!
//! Uses: promise, job. Never: the interpreter's operations.

use super::{PromiseCapability, Settled};
use crate::Cx;
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
        let coroutine = target
            .as_object()
            .filter(|object| matches!(object.kind(), Kind::AsyncFunction | Kind::AsyncGenerator));
        if coroutine.is_some() {
            self.enqueue_job(
                go_on,
                [target, argument, settled.to_value(), Value::UNDEFINED],
            );
            return;
        }
        let handler = match settled {
            Settled::Fulfilled => on_fulfilled,
            Settled::Rejected => on_rejected,
        };
        self.enqueue_in_realm_of(handler, |cx| {
            cx.enqueue_job(react, [target, handler, argument, settled.to_value()]);
        });
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
