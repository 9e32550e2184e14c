//! Jobs: the queue of promise reactions and other work to do when no JavaScript runs.
//!
//! Uses: gcvec, function. Never: interp.

use std::cell::Cell as Field;
use std::collections::VecDeque;

use stilla_gc::Tracer;

use crate::Cx;
use crate::cell::TraceField;
use crate::error::JsResult;
use crate::value::Value;

/// How many values a job carries.
const ARGUMENTS: usize = 4;

/// An empty queue of more bytes than this is given back.
const MUCH: usize = 64 << 10;

/// A native function to call with values, in a realm.
#[derive(Clone, Copy)]
struct Job {
    run: JobFn,
    arguments: [Value; ARGUMENTS],
    realm: stilla_gc::Gc<crate::realm::RealmCell>,
    /// What the host grabbed, if it tracks contexts.
    context: u64,
}

/// What a job does.
pub type JobFn = fn(&mut Cx, [Value; ARGUMENTS]) -> JsResult<()>;

/// The queue.
#[derive(Default)]
pub(crate) struct Jobs {
    queue: VecDeque<Job>, // NOTE: traced because a collection calls `trace`
    /// The bytes of the queue that the heap's account knows of.
    accounted: usize,
}

impl Jobs {
    /// Whether nothing is queued, and there is no large queue to be given back.
    #[inline]
    pub(crate) fn is_at_rest(&self) -> bool {
        self.queue.is_empty() && self.accounted <= MUCH
    }

    pub(crate) fn trace(&self, tracer: &mut Tracer<'_>) {
        for job in &self.queue {
            for value in job.arguments {
                Field::new(value).trace_field(tracer);
            }
            crate::cell::mark(job.realm, tracer);
        }
    }
}

impl Cx {
    /// §9.5.5 HostEnqueuePromiseJob ( job, realm ) <https://tc39.es/ecma262/#sec-hostenqueuepromisejob>
    pub fn enqueue_job(&mut self, run: JobFn, arguments: [Value; ARGUMENTS]) {
        let context = if self.tracks_context {
            self.host.grab_context()
        } else {
            0
        };
        self.enqueue_in_context(run, arguments, context);
    }

    /// [`Cx::enqueue_job`] with a context that was grabbed before.
    pub(crate) fn enqueue_in_context(
        &mut self,
        run: JobFn,
        arguments: [Value; ARGUMENTS],
        context: u64,
    ) {
        let realm = self.realm();
        self.jobs.queue.push_back(Job {
            run,
            arguments,
            realm,
            context,
        });
        self.account_jobs();
    }

    /// Brings the account up to the memory of the queue.
    fn account_jobs(&mut self) {
        let held = self.jobs.queue.capacity() * size_of::<Job>();
        if held > self.jobs.accounted {
            self.heap.add_external(held - self.jobs.accounted);
        } else {
            self.heap.release_external(self.jobs.accounted - held);
        }
        self.jobs.accounted = held;
    }

    fn clear_jobs(&mut self) {
        self.jobs.queue = VecDeque::new();
        self.account_jobs();
    }

    /// Runs jobs until the queue is empty, under the limits of one run. An exception that a job throws
    /// goes to the host.
    ///
    /// # Errors
    /// Only a stop; the jobs that were left are dropped then.
    pub fn run_jobs(&mut self) -> JsResult<()> {
        self.enter(Cx::drain_jobs)
    }

    fn drain_jobs(&mut self) -> JsResult<()> {
        loop {
            // NOTE: before every job, because jobs that queue each other may never let the queue end.
            self.settle_waits();
            let Some(job) = self.jobs.queue.pop_front() else {
                if self.jobs.accounted > MUCH {
                    self.clear_jobs();
                }
                return Ok(());
            };
            // A job may consist of native work alone.
            if let Err(thrown) = self.charge(1) {
                self.clear_jobs();
                return Err(thrown);
            }
            let before = self.realm();
            self.set_realm(job.realm);
            if self.tracks_context {
                self.host.resume_context(job.context);
            }
            let result = (job.run)(self, job.arguments);
            if self.tracks_context {
                self.host.exit_context();
            }
            self.set_realm(before);
            if let Err(thrown) = result {
                match thrown.value() {
                    None => {
                        self.clear_jobs();
                        return Err(thrown);
                    }
                    Some(value) => self.report_uncaught(value),
                }
            }
            self.clear_kept_objects();
        }
    }

    /// Whether a job waits.
    #[must_use]
    pub fn has_jobs(&self) -> bool {
        !self.jobs.queue.is_empty()
    }

    /// Drops all jobs that wait.
    pub fn drop_jobs(&mut self) {
        self.clear_jobs();
    }

    fn report_uncaught(&mut self, value: Value) {
        let text = self.describe_exception(value);
        self.host.report_uncaught(&text);
    }

    /// The text of an uncaught exception: its `stack` if it is an error, otherwise the value.
    pub fn describe_exception(&mut self, value: Value) -> String {
        if let Some(stack) = value
            .as_object()
            .and_then(|object| self.shown_stack(object))
        {
            return self.to_rust_string(stack);
        }
        match self.to_string(value) {
            Ok(text) => self.to_rust_string(text),
            Err(_) => "an exception that has no text".to_owned(),
        }
    }

    /// A job that calls `function` with `argument` and ignores the result.
    pub fn enqueue_call(&mut self, function: Value, argument: Value) {
        fn run(cx: &mut Cx, [function, argument, ..]: [Value; ARGUMENTS]) -> JsResult<()> {
            cx.call(function, Value::UNDEFINED, &[argument]).map(|_| ())
        }
        self.enqueue_job(
            run,
            [function, argument, Value::UNDEFINED, Value::UNDEFINED],
        );
    }
}
