//! The agent: one thread of JavaScript with its heap, its strings and symbols, its realms and jobs.
//!
//! Everything flows through [`Cx`]; there is no other state. It may move to another thread while no
//! JavaScript runs.
//!
//! Uses: everything below. Never: the built-ins' files.

use std::cell::{Cell as Field, RefCell};

use stilla_gc::{Gc, Heap as RawHeap, HeapOptions};

use crate::builtin::Global;
use crate::code_block::CodeBlock;
use crate::error::{JsResult, Stop, Thrown};
use crate::host::{Host, Stream};
use crate::interp::{Machine, SharedWays};
use crate::job::Jobs;
use crate::object::{Elements, ShapeRegistry};
use crate::realm::{Intrinsic, Lifetime, RealmCell};
use crate::string::AtomTable;
use crate::symbol::SymbolTable;
use crate::value::Value;
use crate::weak::WeakRegistry;

mod budget;
mod collect;
mod handle;
mod observe;

pub use budget::{Interrupt, Limits};
pub use handle::Handle;
use handle::Handles;
pub(crate) use observe::Ran;
pub use observe::{CoveredPoint, CoveredSource, Profile, ProfileNode, ProfilePlace, ProfileTicker};

/// The agent. See the crate's head for what `&Cx` and `&mut Cx` mean in a signature.
pub struct Cx {
    pub(crate) heap: RawHeap,
    pub(crate) pauses: collect::Pauses,
    pub(crate) machine: Machine,
    pub(crate) atoms: AtomTable,
    pub(crate) symbols: SymbolTable,
    pub(crate) shapes: ShapeRegistry,
    pub(crate) empty_elements: Gc<Elements>,
    current_realm: Field<Gc<RealmCell>>,
    pub(crate) realms: RefCell<Vec<Gc<RealmCell>>>,
    pub(crate) code_blocks: RefCell<Vec<Gc<CodeBlock>>>,
    /// Counts the changes of prototypes that inline caches rely on.
    pub(crate) prototype_epoch: Field<u32>,
    pub(crate) shared_ways: SharedWays,
    /// Counts the changes of buffers that cached views rely on.
    pub(crate) buffer_epoch: Field<usize>,
    pub(crate) waits: crate::buffer::AsyncWaits,
    pub(crate) timers: crate::timer::Timers,
    pub(crate) jobs: Jobs,
    /// The addresses of the arrays that `join` is at work on; its frames keep them alive.
    pub(crate) joining: Vec<usize>,
    pub(crate) weak: WeakRegistry,
    pub(crate) handles: Handles,
    pub(crate) stop: Option<Stop>,
    /// Something did not fit although nothing was garbage that could have made room: the next safepoint ends
    /// the run, whose values are no longer what the script said.
    pub(crate) is_out_of_memory: Field<bool>,
    pub(crate) limits: Limits,
    pub(crate) host: Box<dyn Host>,
    /// Whether the host is told what runs on whose behalf.
    pub(crate) tracks_context: bool,
    pub(crate) builtins: &'static [&'static Global],
    /// For each intrinsic the number of the table that makes it.
    pub(crate) intrinsic_owner: Box<[u16]>,
    pub(crate) modules: crate::module::ModuleMap,
    pub(crate) rejections: crate::promise::Rejections,
    pub(crate) regexp_scratch: RefCell<Option<stilla_regexp::Scratch>>,
    embedder: Option<Box<dyn std::any::Any + Send>>,
    pub(crate) locale: crate::locale::LocaleSlot,
    pub(crate) observation: Option<Box<observe::Observation>>,
}

impl std::fmt::Debug for Cx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cx")
            .field("bytes", &self.heap.bytes())
            .finish_non_exhaustive()
    }
}

impl Cx {
    /// A new agent with one realm, whose built-ins are those of `builtins`.
    #[must_use]
    pub fn new(
        builtins: &'static [&'static Global],
        mut host: Box<dyn Host>,
        limits: Limits,
    ) -> Cx {
        let heap = RawHeap::new(
            crate::cell::KINDS,
            HeapOptions {
                limit: limits.memory,
                stress: limits.gc_stress,
                poison: limits.gc_stress || limits.gc_at.is_some(),
                ..HeapOptions::default()
            },
        );
        let atoms = AtomTable::new(&heap, host.random());
        let symbols = SymbolTable::new(&heap, &atoms);
        let empty_elements = Elements::new(&heap, 0);
        let realm = crate::realm::make_realm(&heap, Lifetime::Agent);
        let mut owner = vec![u16::MAX; Intrinsic::COUNT];
        for (number, global) in builtins.iter().enumerate() {
            for id in global.ids() {
                owner[id as usize] = number as u16;
            }
        }
        let cx = Cx {
            pauses: collect::Pauses::default(),
            machine: Machine::new(limits.stack),
            atoms,
            symbols,
            shapes: ShapeRegistry::default(),
            empty_elements,
            current_realm: Field::new(realm),
            realms: RefCell::new(vec![realm]),
            code_blocks: RefCell::new(Vec::new()),
            prototype_epoch: Field::new(0),
            shared_ways: SharedWays::default(),
            buffer_epoch: Field::new(1),
            waits: crate::buffer::AsyncWaits::default(),
            timers: crate::timer::Timers::default(),
            jobs: Jobs::default(),
            joining: Vec::new(),
            weak: WeakRegistry::default(),
            handles: Handles::default(),
            stop: None,
            is_out_of_memory: Field::new(false),
            limits,
            tracks_context: host.tracks_context(),
            host,
            builtins,
            intrinsic_owner: owner.into(),
            modules: crate::module::ModuleMap::default(),
            rejections: crate::promise::Rejections::default(),
            regexp_scratch: RefCell::new(None),
            embedder: None,
            locale: crate::locale::LocaleSlot::default(),
            observation: None,
            heap,
        };
        cx.initialise_realm();
        cx
    }

    /// The current realm.
    #[inline(always)]
    pub(crate) fn realm(&self) -> Gc<RealmCell> {
        self.current_realm.get()
    }

    #[inline(always)]
    pub(crate) fn set_realm(&self, realm: Gc<RealmCell>) {
        self.current_realm.set(realm);
    }

    /// Makes a further realm and returns its global object.
    #[must_use]
    pub fn new_realm(&self) -> crate::Object {
        self.add_realm(Lifetime::Agent).global()
    }

    /// A further realm that the collector takes when nothing refers to it.
    pub(crate) fn make_shadow_realm(&self) -> Gc<RealmCell> {
        self.add_realm(Lifetime::References)
    }

    fn add_realm(&self, lifetime: Lifetime) -> Gc<RealmCell> {
        let realm = crate::realm::make_realm(&self.heap, lifetime);
        self.realms.borrow_mut().push(realm);
        self.in_realm(realm, || self.initialise_realm());
        realm
    }

    /// The tables that the agent was made with, for making another like it.
    #[must_use]
    pub fn builtins(&self) -> &'static [&'static Global] {
        self.builtins
    }

    /// Bytes in use: cells and what they own.
    #[must_use]
    pub fn memory_usage(&self) -> usize {
        self.heap.bytes()
    }

    /// The most bytes that were in use at once.
    #[must_use]
    pub fn memory_peak(&self) -> usize {
        self.heap.peak()
    }

    /// The host.
    pub fn host(&mut self) -> &mut dyn Host {
        &mut *self.host
    }

    /// What the embedding layer keeps beside the agent: Rust data, without values.
    pub fn embedder(&mut self) -> &mut Option<Box<dyn std::any::Any + Send>> {
        &mut self.embedder
    }

    /// What [`Cx::embedder`] keeps, to be looked at.
    #[must_use]
    pub fn embedder_data(&self) -> Option<&(dyn std::any::Any + Send)> {
        self.embedder.as_deref()
    }

    /// Prints a line.
    ///
    /// # Errors
    /// [`Stop::Output`] if the host's stream takes no more.
    pub fn print_line(&mut self, stream: Stream, line: &str) -> JsResult<()> {
        let result = self
            .host
            .write(stream, line)
            .and_then(|()| self.host.write(stream, "\n"));
        result.map_err(|kind| self.stop_with(Stop::Output(kind)))
    }

    /// Ends the run with `stop`: what this returns unwinds to the host.
    #[cold]
    pub fn stop_with(&mut self, stop: Stop) -> Thrown {
        self.stop.get_or_insert(stop);
        Thrown(Value::STOP)
    }

    /// The reason of a stop that has unwound to the host; clears it.
    pub fn take_stop(&mut self) -> Option<Stop> {
        self.stop.take()
    }

    /// Makes sure that `bytes` more fit under the memory limit. A safepoint: it may collect.
    ///
    /// # Errors
    /// [`Stop::OutOfMemory`] if they don't fit.
    pub fn reserve(&mut self, bytes: usize) -> JsResult<()> {
        if !self.heap.would_exceed(bytes) {
            return Ok(());
        }
        self.collect_garbage();
        if self.heap.would_exceed(bytes) {
            return Err(self.stop_with(Stop::OutOfMemory));
        }
        Ok(())
    }
}
