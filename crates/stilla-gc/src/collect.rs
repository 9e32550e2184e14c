//! A collection, from first to last step.
//!
//! Uses: heap, mark, scan, sweep.
//! Never: inspect.

use crate::heap::{Heap, Phase};
use crate::mark::{Embedder, Liveness, Tracer};
use crate::scan::{self, NativeStack};

impl Heap {
    /// Collects: marks from the embedder's roots and the native stack, clears weak references, frees the rest.
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
        if stack.is_some() && !NativeStack::SUPPORTED {
            return;
        }
        assert!(
            self.phase.get() == Phase::Idle,
            "a collection began during another"
        );
        self.retire_spans();
        self.space.borrow_mut().sort();
        self.for_each_block(|block| block.begin_marking());
        self.phase.set(Phase::Marking);

        let mut tracer = Tracer::marking(self);
        if let Some(stack) = stack {
            // SAFETY: the caller vouches for `top`, and the phase was set above.
            unsafe { scan::mark_native_stack(&mut tracer, stack.top) };
        }
        embedder.trace_roots(&mut tracer);
        tracer.drain();
        loop {
            embedder.trace_ephemerons(&mut tracer);
            if !tracer.drain() {
                break;
            }
        }
        drop(tracer);
        embedder.process_weak(&Liveness::new(self));

        self.phase.set(Phase::Sweeping);
        self.sweep();
        self.history
            .collections
            .set(self.history.collections.get() + 1);
        self.history.left_bytes.set(self.bytes());
        self.phase.set(Phase::Idle);
    }
}
