//! Timers: `setTimeout` and its kin, driven together with promises and futures.
//!
//! A timer that is due runs in a turn of its runtime, never by itself: nothing happens behind the host's back, and
//! every callback is a run under the limits.
//!
//! Uses: tasks, function, state. Never: builder.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use stilla_core::clock::Instant;
use stilla_core::{Cx, Value as MachineValue};

use crate::context::Context;
use crate::convert::Coerced;
use crate::error::Error;
use crate::function::{Function, Opt, Rest};
use crate::runtime::Runtime;
use crate::state::state;
use crate::tasks::inbox;
use crate::value::Value;

/// The most timers of a runtime.
const MOST: usize = 100_000;
/// The longest delay in milliseconds; a longer one is the shortest.
const LONGEST: f64 = 2_147_483_647.0;

/// The timers of an agent, by when they are due.
#[derive(Default)]
pub(crate) struct Timers {
    waiting: BTreeMap<(Instant, u64), Timer>,
    last: u64,
    /// When somebody will wake the runtime.
    alarm: Option<Instant>,
}

struct Timer {
    callback: Function,
    args: Vec<Value>, // NOTE: traced because a host's `Value` is a handle.
    every: Option<Duration>,
}

impl Timers {
    pub(crate) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// When the next timer is due.
    pub(crate) fn next(&self) -> Option<Instant> {
        self.waiting.keys().next().map(|(due, _)| *due)
    }

    fn add(&mut self, delay: Duration, timer: Timer) -> Result<u64, Error> {
        if self.waiting.len() >= MOST {
            return Err(Error::range_error("there are too many timers"));
        }
        self.last += 1;
        self.waiting
            .insert((Instant::now() + delay, self.last), timer);
        Ok(self.last)
    }

    fn remove(&mut self, number: u64) {
        self.waiting.retain(|(_, other), _| *other != number);
    }
}

fn delay(milliseconds: Option<Coerced<f64>>) -> Duration {
    let milliseconds = milliseconds.map_or(0.0, |Coerced(milliseconds)| milliseconds);
    let fits = (1.0..=LONGEST).contains(&milliseconds);
    Duration::from_millis(if fits { milliseconds as u64 } else { 1 })
}

fn add(
    cx: &mut Context<'_>,
    callback: Function,
    args: Vec<Value>, // NOTE: traced because a host's `Value` is a handle.
    delay: Duration,
    repeats: bool,
) -> Result<f64, Error> {
    let timer = Timer {
        callback,
        args,
        every: repeats.then_some(delay),
    };
    // NOTE: a number of timers is a small integer: it counts up from 1.
    state(cx.cx)
        .timers
        .add(delay, timer)
        .map(|number| number as f64)
}

fn clear(cx: &mut Context<'_>, Opt(number): Opt<Coerced<f64>>) {
    if let Some(Coerced(number)) = number {
        state(cx.cx).timers.remove(number as u64);
    }
}

impl Runtime {
    /// Gives scripts `setTimeout`, `setInterval`, `setImmediate`, what clears them, and `queueMicrotask`. Timers run while
    /// the runtime is driven: by [`Runtime::run_until_idle`], [`Runtime::block_on`], [`Runtime::settle`] or
    /// [`Runtime::eval_async`].
    ///
    /// # Errors
    /// The global object may refuse.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// runtime.add_timers()?;
    /// runtime.eval("var order = []; var ticks = 0;
    ///     setTimeout((a, b) => order.push(a + b), 20, 'l', 'ate');
    ///     setTimeout(() => order.push('early'), 1);
    ///     queueMicrotask(() => order.push('first'));
    ///     const beat = setInterval(() => { if (++ticks === 3) clearInterval(beat) }, 2);")?;
    /// runtime.run_until_idle()?;
    /// assert_eq!(runtime.eval_as::<String>("order.join() + ticks")?, "first,early,late3");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn add_timers(&mut self) -> Result<(), Error> {
        self.set_function(
            "setTimeout",
            |cx: &mut Context<'_>,
             callback: Function,
             time: Opt<Coerced<f64>>,
             Rest(args): Rest<Value>| { add(cx, callback, args, delay(time.0), false) },
        )?;
        self.set_function(
            "setInterval",
            |cx: &mut Context<'_>,
             callback: Function,
             time: Opt<Coerced<f64>>,
             Rest(args): Rest<Value>| { add(cx, callback, args, delay(time.0), true) },
        )?;
        self.set_function(
            "setImmediate",
            |cx: &mut Context<'_>, callback: Function, Rest(args): Rest<Value>| {
                add(cx, callback, args, Duration::ZERO, false)
            },
        )?;
        for name in ["clearTimeout", "clearInterval", "clearImmediate"] {
            self.set_function(name, clear)?;
        }
        self.set_function(
            "queueMicrotask",
            |cx: &mut Context<'_>, callback: Function| {
                let callback = callback.to_machine(cx.cx)?;
                cx.cx.enqueue_call(callback.into(), MachineValue::UNDEFINED);
                Ok::<(), Error>(())
            },
        )
    }
}

/// Runs the timers that are due, each followed by its jobs; true if there was one.
pub(crate) fn run_due(cx: &mut Context<'_>) -> Result<bool, Error> {
    let now = Instant::now();
    let mut any = false;
    // NOTE: what a callback adds is due in a later turn, so that a turn ends.
    let last = state(cx.cx).timers.last;
    while let Some(timer) = take_due(cx.cx, now, last) {
        any = true;
        let called = timer.callback.call::<Value>(cx, &timer.args);
        if let Err(error) = called {
            report(cx.cx, error)?;
        }
        let jobs = cx.cx.run_until_idle();
        cx.catch(jobs)?;
    }
    Ok(any)
}

/// The first timer that is due and as old as `last`; one that repeats is queued again.
fn take_due(cx: &mut Cx, now: Instant, last: u64) -> Option<Timer> {
    let timers = &mut state(cx).timers;
    let due = timers.waiting.range(..=(now, u64::MAX));
    let key = due
        .map(|(key, _)| *key)
        .find(|(_, number)| *number <= last)?;
    let timer = timers.waiting.remove(&key)?;
    if let Some(every) = timer.every {
        let again = Timer {
            callback: timer.callback.clone(),
            args: timer.args.clone(),
            every: Some(every),
        };
        timers.waiting.insert((now + every, key.1), again);
    }
    Some(timer)
}

/// An exception that a callback did not catch goes to the host; a stop ends the run.
fn report(cx: &mut Cx, error: Error) -> Result<(), Error> {
    match error {
        Error::Stopped(stop) => Err(Error::Stopped(stop)),
        Error::Exception(exception) => {
            cx.host().report_uncaught(&exception.report());
            Ok(())
        }
        other => {
            cx.host().report_uncaught(&other.to_string());
            Ok(())
        }
    }
}

/// Sees to it that somebody wakes the runtime when its next timer is due.
pub(crate) fn set_alarm(cx: &mut Cx) {
    let inbox = Arc::downgrade(&inbox(cx));
    let timers = &mut state(cx).timers;
    let Some(due) = timers.next() else {
        return;
    };
    let now = Instant::now();
    if timers
        .alarm
        .is_some_and(|alarm| alarm > now && alarm <= due)
    {
        return;
    }
    timers.alarm = Some(due);
    // NOTE: no executor is known here; a thread that sleeps is what every system has.
    std::thread::spawn(move || {
        std::thread::sleep(due.saturating_duration_since(now));
        if let Some(inbox) = inbox.upgrade() {
            inbox.wake();
        }
    });
}
