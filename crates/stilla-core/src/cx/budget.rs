//! The one budget counter: fuel, deadline, interrupt, collection.
//!
//! Calls, back-edges and long native loops charge it; its slow path, [`Cx::safepoint`], looks at
//! everything that may end or pause a run.
//!
//! Uses: the heap's poll. Never: interp.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::Cx;
use crate::clock::Instant;
use crate::cx::Ran;
use stilla_bytecode::code::GoesOn;

use crate::error::{JsResult, Msg, Stop, Thrown, range_error};
use crate::string::StringView;

/// Charges between two looks at clock and interrupt.
const QUANTUM: i32 = 10_000;

/// Nanoseconds of native work that are charged as one unit.
const CHARGE_TIME: u64 = 8;

/// What a round of [`Cx::charge_round`] is charged with.
const WORK_OF_ROUND: u32 = 16;

/// Native work of more nanoseconds is compared with the deadline before it begins.
const LONG: u64 = 10_000_000;

/// What a run may use.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of memory, all of them; `usize::MAX` for no limit.
    pub memory: usize,
    /// Charges of the budget: about one for each call, loop iteration and unit of native work.
    pub fuel: Option<u64>,
    /// When a run must end.
    pub deadline: Option<Instant>,
    /// Bytes of the machine's own stack.
    pub stack: usize,
    /// Bytes of native stack that the engine may use below its entry.
    pub native_stack: usize,
    /// Collect at every safepoint, for tests.
    pub gc_stress: bool,
    /// Collect once, when so many units of work have been charged, for tests.
    pub gc_at: Option<u64>,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            memory: usize::MAX,
            fuel: None,
            deadline: None,
            stack: 8 << 20,
            native_stack: 900 << 10,
            gc_stress: false,
            gc_at: None,
        }
    }
}

/// Ends a run from any thread.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    requested: Arc<AtomicBool>,
    reason: Arc<Mutex<String>>,
}

impl Interrupt {
    /// Asks the run to end; the reason travels with the [`Stop`].
    pub fn interrupt(&self, reason: &str) {
        let mut text = self
            .reason
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *text = reason.to_owned();
        self.requested.store(true, Ordering::Release);
    }

    fn is_requested(&self) -> bool {
        self.requested.load(Ordering::Acquire)
    }

    fn take(&self) -> Option<String> {
        if !self.requested.swap(false, Ordering::AcqRel) {
            return None;
        }
        let text = self
            .reason
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        Some(text.clone())
    }
}

impl Cx {
    /// The handle that ends a run of this agent.
    #[must_use]
    pub fn interrupt_handle(&self) -> Interrupt {
        self.machine.interrupt.clone()
    }

    /// Takes a handle that was made before the agent as the one that ends its runs.
    pub fn set_interrupt(&mut self, interrupt: Interrupt) {
        self.machine.interrupt = interrupt;
    }

    /// Sets when the run that begins now must end.
    pub fn set_deadline(&mut self, deadline: Option<Instant>) {
        self.limits.deadline = deadline;
    }

    /// Sets how much work may be done from now on; `None` is without limit.
    pub fn set_fuel(&mut self, fuel: Option<u64>) {
        let _ = self.heap.poll().take_spent();
        self.limits.fuel = fuel;
        self.heap.poll().refill(self.quantum());
    }

    /// How much work is left to be done; `None` is without limit.
    #[must_use]
    pub fn fuel_left(&self) -> Option<u64> {
        let fuel = self.limits.fuel?;
        Some(fuel.saturating_sub(self.heap.poll().spent()))
    }

    /// The bytes that may be used.
    #[must_use]
    pub fn memory_limit(&self) -> usize {
        self.limits.memory
    }

    /// Charges `work` units, and looks at the limits when enough has come together. A safepoint.
    ///
    /// # Errors
    /// A [`Stop`] when a limit is exceeded.
    #[inline(always)]
    pub fn charge(&mut self, work: u32) -> JsResult<()> {
        if self.heap.poll().charge(work.min(1 << 20) as i32) {
            self.safepoint()
        } else {
            Ok(())
        }
    }

    /// Charges work on a long text that nothing can end while it runs: the next look at the limits comes sooner. Free for
    /// short ones.
    #[inline]
    pub fn note_work(&self, units_of_text: usize) {
        self.heap.poll().charge_text(units_of_text);
    }

    /// Charges the rounds of a native loop whose rounds take some hundred nanoseconds: every 64th pays for all.
    ///
    /// # Errors
    /// A [`Stop`] when a limit is exceeded.
    #[inline(always)]
    pub fn charge_round(&mut self, round: usize) -> JsResult<()> {
        match round % 64 {
            63 => self.charge(64 * WORK_OF_ROUND),
            _ => Ok(()),
        }
    }

    /// Charges much work at once, before it is begun: nothing can end it while it runs.
    ///
    /// # Errors
    /// A [`Stop`] when a limit is exceeded.
    pub fn charge_all(&mut self, work: u64) -> JsResult<()> {
        let mut left = work;
        while left > 0 {
            let part = left.min(1 << 20);
            self.charge(part as u32)?;
            left -= part;
        }
        Ok(())
    }

    /// Charges work that takes about so many nanoseconds, before it is begun: nothing can end it
    /// while it runs. What would end after the deadline does not begin.
    ///
    /// # Errors
    /// A [`Stop`] when a limit is exceeded, or certainly will be.
    pub fn charge_time(&mut self, nanoseconds: u64) -> JsResult<()> {
        self.charge_all(nanoseconds / CHARGE_TIME)?;
        if nanoseconds > LONG
            && let Some(deadline) = self.limits.deadline
            && deadline.saturating_duration_since(Instant::now())
                < Duration::from_nanos(nanoseconds)
        {
            return Err(self.stop_with(Stop::Deadline));
        }
        Ok(())
    }

    /// Whom native work asks that holds no agent: time, interrupt, and memory beside what is in use now.
    pub(crate) fn goes_on(&self) -> GoesOn {
        let deadline = self.limits.deadline;
        let interrupt = self.machine.interrupt.clone();
        let room = self.heap.limit().saturating_sub(self.heap.bytes());
        Arc::new(move |held| {
            held <= room
                && !interrupt.is_requested()
                && deadline.is_none_or(|deadline| Instant::now() < deadline)
        })
    }

    /// The stop of work that [`Cx::goes_on`] ended.
    pub(crate) fn ended(&mut self) -> Thrown {
        let is_late = |deadline| Instant::now() >= deadline;
        let stop = if self.limits.deadline.is_some_and(is_late) {
            Stop::Deadline
        } else if let Some(reason) = self.machine.interrupt.take() {
            Stop::Interrupted(reason)
        } else {
            Stop::OutOfMemory
        };
        self.stop_with(stop)
    }

    /// Charges `work` units where something borrows the heap: true if the run must end, which
    /// [`Cx::safepoint`] then says. Never collects.
    #[inline]
    #[must_use]
    pub fn charge_in_place(&self, work: u32) -> bool {
        self.heap.poll().charge(work.min(1 << 20) as i32) && self.must_end()
    }

    /// What long copies of values ask between their pieces, with the values copied.
    pub(crate) fn values_go_on(&self) -> impl Fn(usize) -> bool + '_ {
        |values| !self.charge_in_place((values / 16) as u32)
    }

    /// Charges work of `nanoseconds` for each unit of a piece of a long text, after it was done and where something borrows the
    /// heap: true if the run must end, which [`Cx::safepoint`] then says. Free for short texts.
    #[inline]
    #[must_use]
    pub fn must_end_after(&self, piece: StringView<'_>, nanoseconds: u32) -> bool {
        let work = (piece.len() as u32).saturating_mul(nanoseconds) / CHARGE_TIME as u32;
        piece.len() > 256 && self.charge_in_place(work)
    }

    #[cold]
    fn must_end(&self) -> bool {
        let spent = self.heap.poll().spent();
        self.limits.fuel.is_some_and(|fuel| fuel < spent)
            || self
                .limits
                .deadline
                .is_some_and(|deadline| Instant::now() >= deadline)
            || self.machine.interrupt.is_requested()
    }

    /// Whether what a script wanted to store is lost, because there is no memory for it or no time: the next safepoint
    /// ends the run.
    #[inline]
    #[must_use]
    pub fn is_out_of_memory(&self) -> bool {
        self.is_out_of_memory.get()
    }

    /// Whether `bytes` more would exceed the memory limit; a collection may change that.
    #[must_use]
    pub fn would_exceed_memory_limit(&self, bytes: usize) -> bool {
        self.heap.would_exceed(bytes)
    }

    /// Accounts for memory outside of the heap that is about to be taken, and collects if it takes that to find room.
    ///
    /// # Errors
    /// The memory limit, and nothing is accounted.
    pub(crate) fn reserve_outside(&mut self, bytes: usize) -> JsResult<()> {
        if self.heap.reserve_external(bytes).is_err() {
            self.reserve(bytes)?;
            if self.heap.reserve_external(bytes).is_err() {
                return Err(self.stop_with(Stop::OutOfMemory));
            }
        }
        Ok(())
    }

    /// Bytes that may be allocated yet; without a limit, any number.
    #[must_use]
    pub fn memory_left(&self) -> usize {
        match self.limits.memory {
            usize::MAX => usize::MAX,
            _ => self.heap.limit().saturating_sub(self.heap.bytes()),
        }
    }

    /// Charges until the next look: not more than the fuel that is left, so that it ends to the unit.
    fn quantum(&self) -> i32 {
        let left = self.limits.fuel.and_then(|fuel| i32::try_from(fuel).ok());
        let most = match self.is_profiling() {
            true => QUANTUM / 8,
            false => QUANTUM,
        };
        let most = self
            .limits
            .gc_at
            .map_or(most, |at| most.min(i32::try_from(at).unwrap_or(most)));
        left.map_or(most, |left| left.min(most))
    }

    /// Counts down to the collection that a test wants at one place, and collects there.
    #[cold]
    fn approach_collection(&mut self, at: u64, spent: u64) {
        self.limits.gc_at = at.checked_sub(spent);
        if self.limits.gc_at.is_none() {
            self.collect(true);
        }
    }

    /// Looks at every limit now and collects if that is due.
    ///
    /// # Errors
    /// A [`Stop`] when a limit is exceeded.
    #[cold]
    #[inline(never)]
    pub fn safepoint(&mut self) -> JsResult<()> {
        if self.observation.is_some() {
            self.sample(Ran::Code);
        }
        let is_lost = self.is_out_of_memory.take();
        if is_lost && !self.must_end() {
            return Err(self.stop_with(Stop::OutOfMemory));
        }
        let collects = self.heap.wants_collection() || self.heap.over_limit();
        if collects {
            self.collect_due();
            if self.heap.over_limit() {
                return Err(self.stop_with(Stop::OutOfMemory));
            }
        }
        let poll = self.heap.poll();
        poll.resume();
        if !poll.is_due() && !self.limits.gc_stress && !is_lost {
            // NOTE: near the memory limit each step may collect, and so many steps would outlive the deadline.
            return match collects {
                true => self.look_outside(),
                false => Ok(()),
            };
        }
        let spent = poll.take_spent();
        if let Some(at) = self.limits.gc_at {
            self.approach_collection(at, spent);
        }
        if let Some(fuel) = &mut self.limits.fuel {
            let enough = *fuel >= spent;
            *fuel = fuel.saturating_sub(spent);
            if !enough {
                self.heap.poll().refill(0);
                return Err(self.stop_with(Stop::OutOfFuel));
            }
        }
        self.heap.poll().refill(self.quantum());
        self.look_outside()
    }

    /// Looks at the clock and for an interrupt, and lets the host look.
    fn look_outside(&mut self) -> JsResult<()> {
        self.host.safepoint();
        if self
            .limits
            .deadline
            .is_some_and(|deadline| Instant::now() >= deadline)
        {
            return Err(self.stop_with(Stop::Deadline));
        }
        if let Some(reason) = self.machine.interrupt.take() {
            return Err(self.stop_with(Stop::Interrupted(reason)));
        }
        Ok(())
    }

    /// Throws a RangeError when the native stack runs short: for native code that calls itself.
    ///
    /// # Errors
    /// RangeError.
    #[inline]
    pub fn check_native_stack(&mut self) -> JsResult<()> {
        let here = 0u8;
        if (std::ptr::from_ref(&here) as usize) < self.machine.native_limit {
            return Err(range_error(self, Msg::StackOverflow));
        }
        Ok(())
    }
}
