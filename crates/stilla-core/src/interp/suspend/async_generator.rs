//! §27.6.3 AsyncGenerator abstract operations
//! <https://tc39.es/ecma262/#sec-asyncgenerator-abstract-operations>: the queue of requests.
//!
//! A request is three values of the queue: what was sent, its kind, and the capability of the
//! promise that the caller got.
//!
//! Uses: suspend, promise. Never: dispatch, frame.

use super::{Resumption, State, finish, set_state, slot, state};
use crate::error::JsResult;
use crate::object::{Kind, Object};
use crate::promise::PromiseCapability;
use crate::value::Value;
use crate::{Cx, GcVec};

/// Values of the queue for one request.
const REQUEST: usize = 3;

fn queue(generator: Object) -> (GcVec, usize) {
    let list =
        GcVec::from_value(generator.internal(slot::LINK)).expect("an async generator has a queue");
    let head = generator.internal(slot::HEAD).as_int().unwrap_or(0) as usize;
    (list, head)
}

/// The first request, left in the queue.
fn first_request(generator: Object) -> Option<(Resumption, PromiseCapability)> {
    let (list, head) = queue(generator);
    if head >= list.len() {
        return None;
    }
    let resumption = Resumption::from_parts(list.get(head), list.get(head + 1));
    Some((
        resumption,
        PromiseCapability::from_value(list.get(head + 2))?,
    ))
}

fn remove_first_request(generator: Object) {
    let (list, head) = queue(generator);
    for i in head..head + REQUEST {
        list.set(i, Value::UNDEFINED);
    }
    let mut next = head + REQUEST;
    if next == list.len() {
        list.truncate(0);
        next = 0;
    } else if next >= 64 * REQUEST && next * 2 >= list.len() {
        let left = list.len() - next;
        for i in 0..left {
            list.set(i, list.get(next + i));
        }
        list.truncate(left);
        next = 0;
    }
    generator.set_internal(slot::HEAD, Value::from(next));
}

impl Cx {
    /// What `next`, `return` and `throw` of %AsyncGeneratorPrototype% do: a promise of a result object.
    ///
    /// # Errors
    /// Only a stop and the memory limit.
    pub fn resume_async_generator(
        &mut self,
        this: Value,
        resumption: Resumption,
    ) -> JsResult<Value> {
        let capability = PromiseCapability::direct(self.new_promise());
        let generator = match self.require_kind(this, Kind::AsyncGenerator, "async generator") {
            Ok(generator) => generator,
            Err(thrown) => return capability.reject_thrown(self, thrown),
        };
        let before = state(generator);
        let has_ended = matches!(before, State::SuspendedStart | State::Completed);
        match resumption {
            Resumption::Next(_) if before == State::Completed => {
                let result = self.create_iter_result_object(Value::UNDEFINED, true);
                capability.resolve(self, result.into())?;
                return Ok(capability.promise.into());
            }
            Resumption::Throw(exception) if has_ended => {
                finish(generator, State::Completed);
                capability.reject(self, exception)?;
                return Ok(capability.promise.into());
            }
            _ => {}
        }
        self.enqueue_request(generator, resumption, &capability)?;
        match resumption {
            Resumption::Return(_) if has_ended => {
                finish(generator, State::Draining);
                self.drain_requests(generator)?;
            }
            _ if matches!(before, State::SuspendedStart | State::SuspendedYield) => {
                self.resume_coroutine(generator, resumption)?;
            }
            // It is running: the request waits for its turn.
            _ => {}
        }
        Ok(capability.promise.into())
    }

    /// §27.6.3.4 AsyncGeneratorEnqueue ( generator, completion, promiseCapability )
    /// <https://tc39.es/ecma262/#sec-asyncgeneratorenqueue>
    fn enqueue_request(
        &mut self,
        generator: Object,
        resumption: Resumption,
        capability: &PromiseCapability,
    ) -> JsResult<()> {
        let (list, _) = queue(generator);
        let (value, kind) = resumption.to_parts();
        let capability = capability.to_value(self);
        list.try_push_all(self, [value, kind, capability])
    }

    /// §27.6.3.5 AsyncGeneratorCompleteStep ( generator, completion, done [ , realm ] )
    /// <https://tc39.es/ecma262/#sec-asyncgeneratorcompletestep>
    fn complete_step(
        &mut self,
        generator: Object,
        completion: Result<Value, Value>,
        done: bool,
    ) -> JsResult<()> {
        let (_, capability) = first_request(generator).expect("a step answers a request");
        remove_first_request(generator);
        match completion {
            Ok(value) => {
                let result = self.create_iter_result_object(value, done);
                capability.resolve(self, result.into())
            }
            Err(exception) => capability.reject(self, exception),
        }
    }

    /// §27.6.3.8 AsyncGeneratorYield ( value ), from where the value was awaited
    /// <https://tc39.es/ecma262/#sec-asyncgeneratoryield>: what the generator goes on with at once, or
    /// `None` if it is to be suspended.
    pub(in crate::interp) fn async_generator_yield(
        &mut self,
        generator: Object,
        value: Value,
    ) -> JsResult<Option<Resumption>> {
        self.complete_step(generator, Ok(value), false)?;
        Ok(first_request(generator).map(|(resumption, _)| resumption))
    }

    /// §27.6.3.2 AsyncGeneratorStart ( generator, generatorBody ), from where the body has ended
    /// <https://tc39.es/ecma262/#sec-asyncgeneratorstart>
    pub(in crate::interp) fn finish_async_generator(
        &mut self,
        generator: Object,
        completion: Result<Value, Value>,
    ) -> JsResult<()> {
        finish(generator, State::Draining);
        self.complete_step(generator, completion, true)?;
        self.drain_requests(generator)
    }

    /// §27.6.3.10 AsyncGeneratorDrainQueue ( generator ) <https://tc39.es/ecma262/#sec-asyncgeneratordrainqueue>,
    /// with §27.6.3.9 AsyncGeneratorAwaitReturn <https://tc39.es/ecma262/#sec-asyncgeneratorawaitreturn>
    fn drain_requests(&mut self, generator: Object) -> JsResult<()> {
        while let Some((resumption, _)) = first_request(generator) {
            let completion = match resumption {
                Resumption::Next(_) => Ok(Value::UNDEFINED),
                Resumption::Throw(exception) => Err(exception),
                Resumption::Return(value) => match self.promise_for(value) {
                    Ok(promise) => {
                        self.await_promise(generator, promise);
                        return Ok(());
                    }
                    Err(thrown) => Err(crate::promise::reason(thrown)?),
                },
            };
            self.complete_step(generator, completion, true)?;
        }
        set_state(generator, State::Completed);
        Ok(())
    }

    /// The value of a `return` request was awaited.
    pub(super) fn finish_awaiting_return(
        &mut self,
        generator: Object,
        settled: Resumption,
    ) -> JsResult<()> {
        let completion = match settled {
            Resumption::Throw(reason) => Err(reason),
            Resumption::Next(value) | Resumption::Return(value) => Ok(value),
        };
        self.complete_step(generator, completion, true)?;
        self.drain_requests(generator)
    }
}
