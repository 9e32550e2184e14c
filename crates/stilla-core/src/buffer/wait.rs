//! Waiting for a change of shared bytes, and waking who waits.
//!
//! The list of those who wait belongs to the bytes themselves. An agent waits with its thread, or
//! leaves a ticket: then its [`Mailbox`] receives the ticket, and the agent looks into it when it
//! runs jobs.
//!
//! Uses: shared, promise, handles. Never: object, interp.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::SharedBytes;
use crate::clock::Instant;
use crate::error::JsResult;
use crate::value::Value;
use crate::{Cx, Handle};

/// How long a thread sleeps between two looks at the limits of its run.
const NAP: Duration = Duration::from_millis(10);

/// Charged for each nap: enough that the limits are looked at.
const NAP_CHARGE: u32 = 10_000;

/// §25.4.1 WaiterLists of one piece of shared memory <https://tc39.es/ecma262/#sec-waiterlist-records>, in
/// the order in which they are woken.
#[derive(Default)]
pub(super) struct Waiters {
    list: Mutex<List>,
}

#[derive(Default)]
struct List {
    waiting: Vec<Waiter>,
    next_thread: u64,
}

struct Waiter {
    /// The element, by its first byte.
    offset: usize,
    wake: Wake,
}

enum Wake {
    /// The thread with this number is blocked on the condition.
    Thread(u64, Arc<Condvar>),
    /// The agent with this mailbox goes on meanwhile.
    Ticket(u64, Arc<Mailbox>),
}

/// Where the tickets of an agent arrive that others have woken.
#[derive(Default)]
struct Mailbox {
    woken: Mutex<Vec<u64>>,
    arrival: Condvar,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How waiting ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitOutcome {
    /// Somebody woke the agent.
    Ok,
    /// The element had another value.
    NotEqual,
    /// Nobody did in time.
    TimedOut,
}

impl WaitOutcome {
    /// The text that scripts see.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            WaitOutcome::Ok => "ok",
            WaitOutcome::NotEqual => "not-equal",
            WaitOutcome::TimedOut => "timed-out",
        }
    }
}

impl List {
    /// The number under which a thread waits from now on.
    fn enter(&mut self, offset: usize, condition: &Arc<Condvar>) -> u64 {
        let thread = self.next_thread;
        self.next_thread += 1;
        self.waiting.push(Waiter {
            offset,
            wake: Wake::Thread(thread, Arc::clone(condition)),
        });
        thread
    }

    fn find(&self, is_wanted: impl Fn(&Wake) -> bool) -> Option<usize> {
        self.waiting
            .iter()
            .position(|waiter| is_wanted(&waiter.wake))
    }

    fn find_thread(&self, thread: u64) -> Option<usize> {
        self.find(|wake| matches!(wake, Wake::Thread(number, _) if *number == thread))
    }
}

impl SharedBytes {
    /// §25.4.3.14 DoWait with its thread blocked <https://tc39.es/ecma262/#sec-dowait>: until the element
    /// at byte `offset`, whose raw bits are `expected` now, is notified; `None` waits for ever.
    ///
    /// # Errors
    /// A stop when the run meets a limit meanwhile.
    pub fn wait(
        &self,
        cx: &mut Cx,
        offset: usize,
        size: usize,
        expected: u64,
        timeout: Option<Duration>,
    ) -> JsResult<WaitOutcome> {
        let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        let condition = Arc::new(Condvar::new());
        let mut list = lock(&self.waiters.list);
        if self.load(offset, size, std::sync::atomic::Ordering::SeqCst) != expected {
            return Ok(WaitOutcome::NotEqual);
        }
        let thread = list.enter(offset, &condition);
        loop {
            let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
            let nap = left.map_or(NAP, |left| left.min(NAP));
            list = condition
                .wait_timeout(list, nap)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
            let Some(place) = list.find_thread(thread) else {
                return Ok(WaitOutcome::Ok);
            };
            if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
                list.waiting.remove(place);
                return Ok(WaitOutcome::TimedOut);
            }
            drop(list);
            let charged = cx.charge(NAP_CHARGE);
            list = lock(&self.waiters.list);
            if let Err(stop) = charged {
                if let Some(place) = list.find_thread(thread) {
                    list.waiting.remove(place);
                }
                return Err(stop);
            }
            if list.find_thread(thread).is_none() {
                return Ok(WaitOutcome::Ok);
            }
        }
    }

    /// §25.4.15 Atomics.notify <https://tc39.es/ecma262/#sec-atomics.notify>: wakes up to `count` of those who
    /// wait for the element at byte `offset`, those first who came first, and says how many they were.
    pub fn notify(&self, offset: usize, count: usize) -> usize {
        let mut woken = 0;
        let mut list = lock(&self.waiters.list);
        list.waiting.retain(|waiter| {
            if waiter.offset != offset || woken == count {
                return true;
            }
            woken += 1;
            match &waiter.wake {
                Wake::Thread(_, condition) => condition.notify_all(),
                Wake::Ticket(ticket, mailbox) => {
                    lock(&mailbox.woken).push(*ticket);
                    mailbox.arrival.notify_all();
                }
            }
            false
        });
        woken
    }

    /// Takes a ticket off the list; `false` if it was woken before.
    fn cancel(&self, ticket: u64, mailbox: &Arc<Mailbox>) -> bool {
        let mut list = lock(&self.waiters.list);
        let place = list.find(|wake| {
            matches!(wake, Wake::Ticket(number, to) if *number == ticket && Arc::ptr_eq(to, mailbox))
        });
        place.map(|place| list.waiting.remove(place)).is_some()
    }
}

/// What an agent waits for without being blocked.
#[derive(Default)]
pub struct AsyncWaits {
    mailbox: Arc<Mailbox>,
    pending: Vec<Pending>,
    next_ticket: u64,
}

impl AsyncWaits {
    /// Whether nobody waits.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.pending.is_empty()
    }
}

struct Pending {
    ticket: u64,
    promise: Handle,
    deadline: Option<Instant>,
    shared: Arc<SharedBytes>,
}

impl Pending {
    /// Whether the wait may end while this agent runs nothing.
    fn can_end(&self) -> bool {
        // NOTE: one reference is that of the agent's own buffer, one that of this wait.
        self.deadline.is_some() || Arc::strong_count(&self.shared) > 2
    }
}

impl Drop for AsyncWaits {
    fn drop(&mut self) {
        for wait in &self.pending {
            wait.shared.cancel(wait.ticket, &self.mailbox);
        }
    }
}

/// What Atomics.waitAsync returns.
#[derive(Clone, Copy, Debug)]
pub enum AsyncWait {
    /// The end is known already.
    Now(WaitOutcome),
    /// The promise will be fulfilled with the text of the outcome.
    Later(crate::Object),
}

impl Cx {
    /// §25.4.3.14 DoWait without blocking <https://tc39.es/ecma262/#sec-dowait>; a `timeout` of `None` waits for
    /// ever.
    pub fn wait_async(
        &mut self,
        shared: Arc<SharedBytes>,
        offset: usize,
        size: usize,
        expected: u64,
        timeout: Option<Duration>,
    ) -> AsyncWait {
        let mut list = lock(&shared.waiters.list);
        if shared.load(offset, size, std::sync::atomic::Ordering::SeqCst) != expected {
            return AsyncWait::Now(WaitOutcome::NotEqual);
        }
        if timeout == Some(Duration::ZERO) {
            return AsyncWait::Now(WaitOutcome::TimedOut);
        }
        let ticket = self.waits.next_ticket;
        self.waits.next_ticket += 1;
        let wake = Wake::Ticket(ticket, Arc::clone(&self.waits.mailbox));
        list.waiting.push(Waiter { offset, wake });
        drop(list);
        let promise = self.new_promise();
        let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        let kept = self.keep(promise.into());
        self.waits.pending.push(Pending {
            ticket,
            promise: kept,
            deadline,
            shared,
        });
        AsyncWait::Later(promise)
    }

    /// Whether a wait of this agent may end while it runs nothing.
    #[must_use]
    pub fn has_waits(&self) -> bool {
        self.waits.pending.iter().any(Pending::can_end)
    }

    /// Runs jobs until the queue is empty, no timer is set and no wait of this agent can end any more:
    /// none has a timeout, and no other agent has the memory. Blocks the thread meanwhile.
    ///
    /// # Errors
    /// A stop, and what a timer's function throws.
    pub fn run_until_idle(&mut self) -> JsResult<()> {
        while self.turn()? {}
        Ok(())
    }

    /// One round: all jobs, then the function of a timer that is due, or a nap. False if nothing is left
    /// to wait for.
    ///
    /// # Errors
    /// A stop, and what a timer's function throws.
    pub fn turn(&mut self) -> JsResult<bool> {
        self.run_jobs()?;
        if self.fire_timer()? {
            return Ok(true);
        }
        if self.next_timer().is_none() && !self.has_waits() {
            return Ok(false);
        }
        // NOTE: who reads the output sees it while nothing happens; that it can't be written is told at the next write.
        let _ = self.host.flush();
        self.sleep_for_waits();
        self.note_idle();
        self.charge(NAP_CHARGE)?;
        Ok(true)
    }

    /// Blocks the thread until a wait of this agent ends, or for the length of a nap.
    fn sleep_for_waits(&self) {
        let now = Instant::now();
        let deadlines = self.waits.pending.iter().filter_map(|wait| wait.deadline);
        let left = deadlines
            .chain(self.next_timer())
            .map(|deadline| deadline.saturating_duration_since(now))
            .min();
        let woken = lock(&self.waits.mailbox.woken);
        if woken.is_empty() {
            let nap = left.map_or(NAP, |left| left.min(NAP));
            drop(self.waits.mailbox.arrival.wait_timeout(woken, nap));
        }
    }

    /// Fulfils the promises of the waits that have ended: their reactions become jobs.
    pub fn settle_waits(&mut self) {
        if self.waits.pending.is_empty() {
            return;
        }
        let woken = std::mem::take(&mut *lock(&self.waits.mailbox.woken));
        for ticket in woken {
            self.settle_wait(ticket, WaitOutcome::Ok);
        }
        let now = Instant::now();
        let expired: Vec<u64> = self
            .waits
            .pending
            .iter()
            .filter(|wait| wait.deadline.is_some_and(|deadline| deadline <= now))
            .filter(|wait| wait.shared.cancel(wait.ticket, &self.waits.mailbox))
            .map(|wait| wait.ticket)
            .collect();
        for ticket in expired {
            self.settle_wait(ticket, WaitOutcome::TimedOut);
        }
    }

    fn settle_wait(&mut self, ticket: u64, outcome: WaitOutcome) {
        let Some(place) = self
            .waits
            .pending
            .iter()
            .position(|wait| wait.ticket == ticket)
        else {
            return;
        };
        let wait = self.waits.pending.remove(place);
        if let Some(promise) = self.kept(&wait.promise).and_then(Value::as_object) {
            let text = self.intern_str(outcome.text());
            self.fulfill_promise(promise, text.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_as_many_are_woken_as_were_asked_for() {
        let shared = SharedBytes::try_new(8, 8).expect("eight bytes");
        let condition = Arc::new(Condvar::new());
        let (first, second) = {
            let mut list = lock(&shared.waiters.list);
            (list.enter(0, &condition), list.enter(0, &condition))
        };
        assert_eq!((shared.notify(4, 9), shared.notify(0, 1)), (0, 1));
        let list = lock(&shared.waiters.list);
        assert!(list.find_thread(first).is_none() && list.find_thread(second).is_some());
    }
}
