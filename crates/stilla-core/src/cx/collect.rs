//! A collection: the roots, and what is done for weak things.
//!
//! Uses: everything that holds values. Never: the built-ins' files.

use std::cell::Cell as Field;
use std::time::Duration;

use stilla_gc::{Embedder, Liveness, Tracer};

use crate::Cx;
use crate::cell::{TraceField, mark};
use crate::cx::Ran;
use crate::realm::Lifetime;
use crate::value::Value;

/// How long collections took.
#[derive(Default)]
pub(crate) struct Pauses {
    pub(crate) all: Duration,
    pub(crate) longest: Duration,
}

impl Pauses {
    pub(crate) fn note(&mut self, pause: Duration) {
        self.all += pause;
        self.longest = self.longest.max(pause);
    }
}

impl Cx {
    /// Collects everything now. A safepoint.
    pub fn collect_garbage(&mut self) {
        self.collect(true);
    }

    /// Collects what is due, and more if that leaves too much. A safepoint.
    pub(crate) fn collect_due(&mut self) {
        if !self.collect(false) && self.heap.over_limit() {
            self.collect(true);
        }
    }

    pub(super) fn collect(&mut self, everything: bool) -> bool {
        if self.observation.is_some() {
            self.sample(Ran::Code);
        }
        let was_everything = crate::interp::collect(self, everything);
        if self.observation.is_some() {
            self.sample(Ran::Collection);
        }
        was_everything
    }
}

fn trace_value(value: Value, tracer: &mut Tracer<'_>) {
    Field::new(value).trace_field(tracer);
}

impl Embedder for Cx {
    fn trace_roots(&mut self, tracer: &mut Tracer<'_>) {
        mark(self.empty_elements, tracer);
        mark(self.realm(), tracer);
        for realm in self.realms.borrow().iter() {
            if realm.lifetime == Lifetime::Agent {
                mark(*realm, tracer);
            }
        }
        self.atoms.trace(tracer);
        self.symbols.trace(tracer);
        self.jobs.trace(tracer);
        self.modules.trace(tracer);
        self.rejections.trace(tracer);
        self.weak.trace(tracer);
        self.handles.take_back();
        for value in self.handles.iter() {
            trace_value(value, tracer);
        }
        self.machine.trace(tracer);
    }

    fn process_weak(&mut self, live: &Liveness<'_>) {
        self.realms
            .borrow_mut()
            .retain(|realm| live.is_live_gc(*realm));
        self.code_blocks.borrow_mut().retain(|block| {
            let lives = live.is_live_gc(*block);
            if lives {
                block.sweep(live);
            }
            lives
        });
        self.shared_ways.sweep(live);
        self.shapes.sweep(live);
        self.weak.sweep(live);
        self.symbols.sweep(live);
        self.atoms.sweep(live);
    }
}
