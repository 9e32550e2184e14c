//! §27.2.1.9 HostPromiseRejectionTracker ( promise, operation )
//! <https://tc39.es/ecma262/#sec-host-promise-rejection-tracker>: rejections that nobody handles.
//!
//! Uses: promise. Never: interp.

use std::collections::VecDeque;

use stilla_gc::Tracer;

use crate::Cx;
use crate::object::Object;
use crate::value::Value;

/// The promises that were rejected while they had no handler, and still have none.
#[derive(Default)]
pub(crate) struct Rejections {
    promises: VecDeque<Object>, // NOTE: traced because a collection calls `trace`
}

impl Rejections {
    pub(super) fn add(&mut self, promise: Object) {
        self.promises.push_back(promise);
    }

    pub(super) fn remove(&mut self, promise: Object) {
        // A handler usually follows soon, so that the promise stands near the end.
        if let Some(place) = self.promises.iter().rposition(|known| *known == promise) {
            self.promises.remove(place);
        }
    }

    pub(crate) fn trace(&self, tracer: &mut Tracer<'_>) {
        for promise in &self.promises {
            crate::cell::mark(promise.cell(), tracer);
        }
    }
}

impl Cx {
    /// Takes the oldest rejected promise that nobody handles, with its reason.
    pub fn take_unhandled_rejection(&mut self) -> Option<(Object, Value)> {
        let promise = self.rejections.promises.pop_front()?;
        Some((promise, self.promise_result(promise)))
    }

    /// Tells the host of all rejections that nobody handles: to be called when the queue of jobs is
    /// empty.
    pub fn report_unhandled_rejections(&mut self) {
        while let Some((_, reason)) = self.take_unhandled_rejection() {
            let text = self.describe_exception(reason);
            self.host().report_uncaught(&text);
        }
    }

    /// Forgets all rejections that nobody handles.
    pub fn drop_unhandled_rejections(&mut self) {
        self.rejections.promises.clear();
    }
}
