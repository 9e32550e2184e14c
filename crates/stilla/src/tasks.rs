//! What reaches a runtime from outside: results in its inbox, and futures of the host.
//!
//! Whoever drives a runtime takes turns: deliver what is in the inbox, poll the futures that were woken,
//! run jobs. No executor is needed, none is in the way: driving is a future itself, or blocks the thread.
//!
//! Uses: core, state, promise, timers. Never: runtime.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context as TaskContext, Poll, Wake, Waker};
use std::time::Duration;

use stilla_core::Cx;

use crate::context::Context;
use crate::error::Error;
use crate::promise::Promise;
use crate::seal::Raw;
use crate::state::state;

/// What is done with a runtime when it is driven next.
pub(crate) type Message = Box<dyn FnOnce(&mut Context<'_>) -> Result<(), Error> + Send>;

/// Where other threads leave messages.
#[derive(Default)]
pub(crate) struct Inbox {
    state: Mutex<InboxState>,
    arrival: Condvar,
    /// Messages that somebody may still send.
    expected: AtomicUsize,
}

#[derive(Default)]
struct InboxState {
    messages: Vec<Message>,
    is_woken: bool,
    waker: Option<Waker>,
}

impl std::fmt::Debug for Inbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inbox").finish_non_exhaustive()
    }
}

impl Inbox {
    fn lock(&self) -> MutexGuard<'_, InboxState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The right to send one message.
    pub(crate) fn delivery(self: &Arc<Inbox>) -> Delivery {
        self.expected.fetch_add(1, Ordering::SeqCst);
        Delivery {
            inbox: Arc::clone(self),
        }
    }

    pub(crate) fn post(&self, message: Message) {
        self.lock().messages.push(message);
        self.wake();
    }

    pub(crate) fn wake(&self) {
        let waker = {
            let mut state = self.lock();
            state.is_woken = true;
            state.waker.take()
        };
        self.arrival.notify_all();
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Blocks the thread until somebody wakes the inbox, at most for `limit`.
    pub(crate) fn wait(&self, limit: Duration) {
        let mut state = self.lock();
        if !state.is_woken && state.messages.is_empty() {
            state = self
                .arrival
                .wait_timeout(state, limit)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        state.is_woken = false;
    }

    /// Asks to be woken; true if something has come already.
    pub(crate) fn register(&self, waker: &Waker) -> bool {
        let mut state = self.lock();
        let came = state.is_woken || !state.messages.is_empty();
        state.is_woken = false;
        state.waker = Some(waker.clone());
        came
    }

    fn is_expecting(&self) -> bool {
        self.expected.load(Ordering::SeqCst) > 0
    }
}

/// The right to send one message to an inbox.
#[derive(Debug)]
pub(crate) struct Delivery {
    inbox: Arc<Inbox>,
}

impl Delivery {
    pub(crate) fn send(self, message: Message) {
        self.inbox.post(message);
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        self.inbox.expected.fetch_sub(1, Ordering::SeqCst);
        self.inbox.wake();
    }
}

/// What a future of the host leaves when it is done.
pub(crate) type Outcome = Box<dyn FnOnce(&mut Context<'_>) -> Result<Raw, Error> + Send>;

/// A future whose result settles a promise.
pub(crate) struct Task {
    future: Pin<Box<dyn Future<Output = Outcome> + Send>>,
    promise: Promise,
    wake: Arc<TaskWake>,
}

struct TaskWake {
    is_ready: AtomicBool,
    inbox: Arc<Inbox>,
}

impl Wake for TaskWake {
    fn wake(self: Arc<Self>) {
        self.is_ready.store(true, Ordering::SeqCst);
        self.inbox.wake();
    }
}

/// The inbox of an agent.
pub(crate) fn inbox(cx: &mut Cx) -> Arc<Inbox> {
    Arc::clone(&state(cx).inbox)
}

/// Begins a future whose result settles the promise that is returned.
pub(crate) fn spawn(
    cx: &mut Context<'_>,
    future: Pin<Box<dyn Future<Output = Outcome> + Send>>,
) -> Promise {
    let promise = cx.cx.new_promise();
    let promise = Promise(crate::object::Object::from_machine(cx.cx, promise));
    let inbox = inbox(cx.cx);
    let wake = Arc::new(TaskWake {
        is_ready: AtomicBool::new(true),
        inbox: Arc::clone(&inbox),
    });
    state(cx.cx).tasks.push(Task {
        future,
        promise: promise.clone(),
        wake,
    });
    inbox.wake();
    promise
}

/// Delivers messages, polls futures that were woken and runs timers that are due; true if there was something.
/// Jobs are the caller's to run.
pub(crate) fn turn(cx: &mut Context<'_>) -> Result<bool, Error> {
    let inbox = inbox(cx.cx);
    let messages = std::mem::take(&mut inbox.lock().messages);
    let mut progress = !messages.is_empty();
    let mut outcome = Ok(());
    // NOTE: a stop ends the turn, but what has nothing to do with it is not lost.
    for message in messages {
        let result = message(cx);
        outcome = outcome.and(result);
    }
    // NOTE: a future that is polled may begin others: the list is taken out meanwhile.
    let tasks = std::mem::take(&mut state(cx.cx).tasks);
    let mut left = Vec::new();
    for mut task in tasks {
        if outcome.is_err() || !task.wake.is_ready.swap(false, Ordering::SeqCst) {
            left.push(task);
            continue;
        }
        progress = true;
        match poll(&mut task) {
            None => left.push(task),
            Some(done) => {
                let result = done.and_then(|done| done(cx));
                outcome = task.promise.settle(cx, result);
            }
        }
    }
    let begun = &mut state(cx.cx).tasks;
    left.append(begun);
    *begun = left;
    outcome?;
    Ok(crate::timers::run_due(cx)? | progress)
}

/// What a future left, if it is done; a panic is an error.
fn poll(task: &mut Task) -> Option<Result<Outcome, Error>> {
    let waker = Waker::from(Arc::clone(&task.wake));
    let mut polling = TaskContext::from_waker(&waker);
    let poll = std::panic::AssertUnwindSafe(|| task.future.as_mut().poll(&mut polling));
    match std::panic::catch_unwind(poll) {
        Ok(Poll::Pending) => None,
        Ok(Poll::Ready(outcome)) => Some(Ok(outcome)),
        Err(panic) => Some(Err(crate::error::panicked(&*panic))),
    }
}

/// Whether something may still come from outside.
pub(crate) fn is_waiting(cx: &mut Cx) -> bool {
    let state = state(cx);
    !state.tasks.is_empty() || !state.timers.is_empty() || state.inbox.is_expecting()
}
