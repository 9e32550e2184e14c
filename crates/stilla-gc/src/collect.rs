//! A collection, from first to last step, and which one is due.
//!
//! Uses: account, cycle, heap, mark, remember, scan, sweep.
//! Never: inspect.

use crate::cycle::{STEP, SWEPT_BY_STEP, State};
use crate::heap::{Heap, Phase};
use crate::mark::{Embedder, Liveness, Mode, Tracer};
use crate::scan::{self, NativeStack};

/// Which cells may die in a collection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Scope {
    /// All that nothing refers to.
    Everything,
    /// Those that were made since the last collection: the old ones are passed over.
    Young,
}

/// What a heap does when something is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Work {
    /// A full collection at once.
    Everything,
    /// A collection of the young.
    Young,
    /// Makes young cells old without looking at them.
    Promote,
    /// Begins a full collection in steps.
    Begin,
    /// Traces some cells.
    Trace,
    /// Ends the marking.
    End,
    /// Sweeps some blocks.
    Sweep,
}

/// Under stress one collection of so many is full.
const FULL_UNDER_STRESS: u64 = 4;

/// Under stress the last full collection of those in so many goes in steps.
const IN_STEPS_UNDER_STRESS: u64 = 12;

/// Steps that trace a heap under stress.
const STEPS_UNDER_STRESS: usize = 16;

/// Blocks that a step sweeps under stress.
const SWEPT_UNDER_STRESS: usize = 8;

impl Heap {
    /// Collects in full: marks from the embedder's roots and the native stack, clears weak references, frees the rest.
    ///
    /// With `stack` on a target whose stack can't be scanned it does nothing.
    ///
    /// # Panics
    /// If called during a collection.
    ///
    /// # Safety
    /// The heap is at a safepoint: invariants H4 and H5 hold. `stack` is `None` only if no native frame holds a cell that
    /// will be used again; its `top` is an address in a frame of this thread above this call.
    pub unsafe fn collect(&self, embedder: &mut dyn Embedder, stack: Option<NativeStack>) {
        // SAFETY: passed on.
        unsafe { self.work(Work::Everything, embedder, stack) }
    }

    /// Does what is due: collects the young cells or everything, or goes on with a full collection in steps. `true` if it collected
    /// everything.
    ///
    /// # Panics
    /// If called during a collection.
    ///
    /// # Safety
    /// As for [`Heap::collect`].
    pub unsafe fn collect_due(
        &self,
        embedder: &mut dyn Embedder,
        stack: Option<NativeStack>,
    ) -> bool {
        let work = self.due();
        // SAFETY: passed on.
        unsafe { self.work(work, embedder, stack) };
        work == Work::Everything
    }

    fn due(&self) -> Work {
        let account = self.account();
        if !account.allows_young() {
            return Work::Everything;
        }
        if self.stress {
            return self.due_under_stress();
        }
        let is_young_due = account.upper() >= account.young_at.get();
        let young = match account.young_die.get() {
            true => Work::Young,
            false => Work::Promote,
        };
        match self.cycle.state() {
            State::Resting if account.is_large() && self.is_full_due() => Work::Begin,
            State::Resting if account.is_large() => young,
            State::Resting if self.is_full_due() || young == Work::Promote => Work::Everything,
            State::Resting => Work::Young,
            State::Marking if account.upper() > self.cycle.bound.get() => Work::End,
            State::Marking if self.cycle.is_drained.get() && account.young() <= 8 * STEP => {
                Work::End
            }
            State::Marking if is_young_due || self.cycle.is_drained.get() => young,
            State::Marking => Work::Trace,
            State::Clearing if is_young_due => young,
            State::Clearing => Work::Sweep,
        }
    }

    /// Whether the heap has grown so much that a full collection should begin.
    fn is_full_due(&self) -> bool {
        self.history.left_bytes.get() > self.account().full_at.get()
    }

    fn due_under_stress(&self) -> Work {
        let turn = self.history.collections.get();
        let step = self.history.steps.get();
        match self.cycle.state() {
            State::Resting if turn % IN_STEPS_UNDER_STRESS == 2 * FULL_UNDER_STRESS => Work::Begin,
            State::Resting if turn.is_multiple_of(FULL_UNDER_STRESS) => Work::Everything,
            State::Resting => Work::Young,
            State::Marking if self.cycle.is_drained.get() => Work::End,
            State::Marking if step.is_multiple_of(3) => Work::Young,
            State::Marking if step.is_multiple_of(7) => Work::Promote,
            State::Marking => Work::Trace,
            State::Clearing if step.is_multiple_of(2) => Work::Young,
            State::Clearing => Work::Sweep,
        }
    }

    unsafe fn work(&self, work: Work, embedder: &mut dyn Embedder, stack: Option<NativeStack>) {
        if stack.is_some() && !NativeStack::SUPPORTED {
            return;
        }
        assert!(
            self.phase.get() == Phase::Idle,
            "a collection began during another"
        );
        self.history.steps.set(self.history.steps.get() + 1);
        // SAFETY: passed on.
        unsafe {
            match work {
                Work::Everything => self.collect_cells(embedder, stack, Mode::Anew),
                Work::Young => self.collect_cells(embedder, stack, Mode::Young),
                Work::End => self.collect_cells(embedder, stack, Mode::Last),
                Work::Promote => self.promote_young(),
                Work::Begin => self.begin(embedder),
                Work::Trace => self.trace_some(),
                Work::Sweep => self.sweep_some(),
            }
        }
        let is_cycle_due = self.account().is_large() && self.is_full_due();
        let goes_on = is_cycle_due || self.cycle.state() != State::Resting;
        self.account().set_trigger(goes_on.then_some(STEP));
    }

    unsafe fn collect_cells(
        &self,
        embedder: &mut dyn Embedder,
        stack: Option<NativeStack>,
        mode: Mode,
    ) {
        let scope = match mode {
            Mode::Young => Scope::Young,
            _ => Scope::Everything,
        };
        if mode == Mode::Anew {
            self.give_up_cycle();
        }
        self.retire_spans();
        let young = self.account().young();
        self.space.borrow_mut().sort();
        self.phase.set(Phase::Marking);
        // SAFETY: passed on, and the phase was set above.
        unsafe { self.mark_cells(embedder, stack, mode) };
        if cfg!(debug_assertions) && self.poison {
            self.check_generations(scope);
        }
        let live = Liveness::new(self, scope);
        embedder.process_weak(&live);
        self.account()
            .remembered
            .settle((mode == Mode::Last).then_some(|cell| live.is_live(cell)));

        self.phase.set(Phase::Sweeping);
        let survived = match scope {
            Scope::Young => self.sweep_young(),
            Scope::Everything => self.sweep_unreached_young(mode == Mode::Anew),
        };
        if mode == Mode::Anew {
            self.finish_sweeping();
        }
        if mode != Mode::Last {
            self.account().note_survivors(scope, young, survived);
        }
        self.account().plan_young();
        self.release_chunks();
        self.history
            .collections
            .set(self.history.collections.get() + 1);
        self.history.left_bytes.set(self.bytes());
        self.phase.set(Phase::Idle);
    }

    unsafe fn mark_cells(
        &self,
        embedder: &mut dyn Embedder,
        stack: Option<NativeStack>,
        mode: Mode,
    ) {
        if mode == Mode::Young {
            self.active
                .borrow()
                .iter()
                .for_each(|block| block.begin_young());
        }
        let mut tracer = Tracer::marking(self, mode);
        if let Some(stack) = stack {
            // SAFETY: the caller vouches for `top` and for the phase.
            unsafe { scan::mark_native_stack(&mut tracer, stack.top) };
        }
        embedder.trace_roots(&mut tracer);
        match mode {
            Mode::Anew => self.account().remembered.forget_all(),
            _ => tracer.trace_remembered(),
        }
        tracer.drain();
        loop {
            embedder.trace_ephemerons(&mut tracer);
            if !tracer.drain() {
                break;
            }
        }
    }

    /// Begins a full collection in steps, with what the embedder keeps alive. The native stack is left to the last of them.
    fn begin(&self, embedder: &mut dyn Embedder) {
        let account = self.account();
        if !account.young_die.get() || self.stress {
            self.promote_young();
        }
        let cells = self.history.live_cells.get();
        self.cycle
            .begin_marking(cells, account.old.get(), account.upper());
        self.in_step(|tracer| {
            embedder.trace_roots(tracer);
        });
    }

    fn trace_some(&self) {
        let most = match self.stress {
            true => self.history.live_cells.get() / STEPS_UNDER_STRESS + 1,
            false => self.cycle.pace(self.account().upper()),
        };
        let is_drained = self.in_step(|tracer| tracer.drain_some(most));
        self.cycle.is_drained.set(is_drained);
    }

    fn in_step<R>(&self, f: impl FnOnce(&mut Tracer<'_>) -> R) -> R {
        self.space.borrow_mut().sort();
        self.phase.set(Phase::Step);
        let result = f(&mut Tracer::marking(self, Mode::Step));
        self.phase.set(Phase::Idle);
        result
    }

    fn sweep_some(&self) {
        let most = match self.stress {
            true => SWEPT_UNDER_STRESS,
            false => SWEPT_BY_STEP,
        };
        if self.sweep_blocks(most) {
            self.end_sweeping();
        }
    }

    /// Leaves a full collection in steps, so that another can begin.
    fn give_up_cycle(&self) {
        if self.cycle.is_marking() {
            self.for_each_block(|block| block.forget_reached());
            self.cycle.forget_marking();
            self.cycle.rest();
        }
        self.finish_sweeping();
    }
}
