//! A collection, from first to last step.
//!
//! Uses: heap, mark, remember, scan, sweep.
//! Never: inspect.

use crate::heap::{Heap, Phase};
use crate::mark::{Embedder, Liveness, Tracer};
use crate::scan::{self, NativeStack};

/// Which cells may die in a collection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Scope {
    /// All that nothing refers to.
    Everything,
    /// Those that were made since the last collection: the old ones are passed over.
    Young,
}

/// Under stress one collection of so many is full.
const FULL_UNDER_STRESS: u64 = 4;

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
        unsafe { self.collect_cells(embedder, stack, Scope::Everything) }
    }

    /// Collects what is due: the young cells, or everything. `true` if it was everything.
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
        let scope = self.due();
        // SAFETY: passed on.
        unsafe { self.collect_cells(embedder, stack, scope) };
        scope == Scope::Everything
    }

    fn due(&self) -> Scope {
        let account = self.account();
        let is_young = if self.stress {
            account.remembered.is_complete()
                && !self
                    .history
                    .collections
                    .get()
                    .is_multiple_of(FULL_UNDER_STRESS)
        } else {
            account.prefers_young() && self.history.left_bytes.get() <= account.full_at.get()
        };
        if is_young {
            Scope::Young
        } else {
            Scope::Everything
        }
    }

    unsafe fn collect_cells(
        &self,
        embedder: &mut dyn Embedder,
        stack: Option<NativeStack>,
        scope: Scope,
    ) {
        if stack.is_some() && !NativeStack::SUPPORTED {
            return;
        }
        assert!(
            self.phase.get() == Phase::Idle,
            "a collection began during another"
        );
        self.retire_spans();
        self.space.borrow_mut().sort();
        self.for_each_block(|block| block.begin_marking(scope));
        self.phase.set(Phase::Marking);

        let mut tracer = Tracer::marking(self);
        if let Some(stack) = stack {
            // SAFETY: the caller vouches for `top`, and the phase was set above.
            unsafe { scan::mark_native_stack(&mut tracer, stack.top) };
        }
        embedder.trace_roots(&mut tracer);
        match scope {
            Scope::Everything => self.account().remembered.forget_all(),
            Scope::Young => tracer.trace_remembered(),
        }
        tracer.drain();
        loop {
            embedder.trace_ephemerons(&mut tracer);
            if !tracer.drain() {
                break;
            }
        }
        drop(tracer);
        if cfg!(debug_assertions) && self.poison && scope == Scope::Young {
            self.check_generations();
        }
        embedder.process_weak(&Liveness::new(self));

        self.phase.set(Phase::Sweeping);
        self.sweep(scope);
        self.history
            .collections
            .set(self.history.collections.get() + 1);
        self.history.left_bytes.set(self.bytes());
        self.phase.set(Phase::Idle);
    }
}
