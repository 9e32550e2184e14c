//! What is held weakly: weak tables, the targets of WeakRefs, registrations for finalization.
//!
//! [`WeakRegistry`] lists the cells that a collection must visit after marking. Nothing here runs
//! JavaScript: a registry with dead targets is put on a list, and the host's job takes it from there.
//!
//! Uses: cell, table, value. Never: object, interp.

use std::cell::{Cell as Field, RefCell};

use stilla_gc::{Gc, Header, Liveness, Tracer};

use crate::Cx;
use crate::cell::{Cell, Heap, Kind, TraceField, header};
use crate::table::TableCell;
use crate::value::Value;

/// The target of a WeakRef, not traced.
#[repr(C)]
pub(crate) struct WeakCell {
    header: Header,
    target: Field<Value>,
}

impl Cell for WeakCell {
    const KIND: Kind = Kind::Weak;

    // NOTE: the target is what the collection clears.
    fn trace(&self, _: &mut Tracer<'_>) {}
}

struct Registration {
    target: Value,
    held: Field<Value>,
    token: Value,
}

/// The registrations of a FinalizationRegistry.
#[repr(C)]
pub(crate) struct FinalizersCell {
    header: Header,
    /// The registry's object.
    owner: Field<Value>,
    registrations: RefCell<Vec<Registration>>,
    /// What was held for targets that are dead.
    due: RefCell<Vec<Field<Value>>>, // NOTE: traced because `trace` below visits every value
}

impl Cell for FinalizersCell {
    const KIND: Kind = Kind::Finalizers;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.owner.trace_field(tracer);
        for registration in self.registrations.borrow().iter() {
            registration.held.trace_field(tracer);
        }
        for held in self.due.borrow().iter() {
            held.trace_field(tracer);
        }
    }

    fn external_bytes(&self) -> usize {
        self.registrations.borrow().len() * size_of::<Registration>()
            + self.due.borrow().len() * size_of::<Registration>()
    }
}

/// The weak cells of an agent.
#[derive(Default)]
pub(crate) struct WeakRegistry {
    tables: RefCell<Vec<Gc<TableCell>>>,
    cells: RefCell<Vec<Gc<WeakCell>>>,
    finalizers: RefCell<Vec<Gc<FinalizersCell>>>,
    /// Those with dead targets whose cleanup nobody has asked for yet.
    due: RefCell<Vec<Gc<FinalizersCell>>>,
    /// §9.10 [[KeptAlive]] <https://tc39.es/ecma262/#sec-weakref-processing-model>
    kept: RefCell<Vec<Field<Value>>>, // NOTE: traced because `WeakRegistry::trace` is a root
}

impl WeakRegistry {
    pub(crate) fn add_table(&self, table: Gc<TableCell>) {
        self.tables.borrow_mut().push(table);
    }

    /// Reports what must stay alive until the current job ends, and registries that wait.
    pub(crate) fn trace(&self, tracer: &mut Tracer<'_>) {
        for value in self.kept.borrow().iter() {
            value.trace_field(tracer);
        }
        for cell in self.due.borrow().iter() {
            tracer.mark_gc(*cell);
        }
    }

    /// Forgets what is dead.
    pub(crate) fn sweep(&self, live: &Liveness<'_>) {
        let is_dead = |value: Value| value.cell().is_some_and(|cell| !live.is_live(cell));
        self.tables.borrow_mut().retain(|table| {
            let lives = live.is_live_gc(*table);
            if lives {
                table.sweep(live);
            }
            lives
        });
        self.cells.borrow_mut().retain(|cell| {
            if live.is_live_gc(*cell) && is_dead(cell.target.get()) {
                cell.target.set(Value::UNDEFINED);
            }
            live.is_live_gc(*cell) && !cell.target.get().is_undefined()
        });
        self.finalizers.borrow_mut().retain(|cell| {
            if !live.is_live_gc(*cell) {
                return false;
            }
            let was_due = !cell.due.borrow().is_empty();
            let mut due = cell.due.borrow_mut();
            cell.registrations.borrow_mut().retain_mut(|registration| {
                if is_dead(registration.token) {
                    registration.token = Value::UNDEFINED;
                }
                let dead = is_dead(registration.target);
                if dead {
                    due.push(Field::new(registration.held.get()));
                }
                !dead
            });
            if !was_due && !due.is_empty() {
                self.due.borrow_mut().push(*cell);
            }
            true
        });
    }
}

/// The registrations of a FinalizationRegistry object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Finalizers(Gc<FinalizersCell>);

impl Finalizers {
    /// No registrations; `owner` is the object that will keep them in an internal slot.
    #[must_use]
    pub fn new(cx: &Cx, owner: Value) -> Finalizers {
        let cell = cx.heap.make_dropped(FinalizersCell {
            header: header::<FinalizersCell>(0),
            owner: Field::new(owner),
            registrations: RefCell::default(),
            due: RefCell::default(),
        });
        cx.weak.finalizers.borrow_mut().push(cell);
        Finalizers(cell)
    }

    /// The registrations as a value to keep in an internal slot.
    #[must_use]
    pub fn to_value(self) -> Value {
        Value::from_internal(self.0)
    }

    /// What [`Finalizers::to_value`] made, if `value` is it.
    #[must_use]
    pub fn from_value(value: Value) -> Option<Finalizers> {
        value.as_internal::<FinalizersCell>().map(Finalizers)
    }

    /// The object that they belong to.
    #[must_use]
    pub fn owner(self) -> Value {
        self.0.owner.get()
    }

    /// Registers a target; `token` is undefined or what will be given to unregister.
    ///
    /// # Errors
    /// The memory limit.
    pub fn register(
        self,
        cx: &mut Cx,
        target: Value,
        held: Value,
        token: Value,
    ) -> crate::JsResult<()> {
        if cx.heap.reserve_external(size_of::<Registration>()).is_err() {
            return Err(cx.stop_with(crate::Stop::OutOfMemory));
        }
        let registration = Registration {
            target,
            held: Field::new(held),
            token,
        };
        self.0.registrations.borrow_mut().push(registration);
        Ok(())
    }

    /// Removes the registrations with a token; whether there were any.
    pub fn unregister(self, cx: &Cx, token: Value) -> bool {
        let mut registrations = self.0.registrations.borrow_mut();
        let before = registrations.len();
        registrations.retain(|registration| registration.token != token);
        let removed = before - registrations.len();
        cx.heap
            .release_external(removed * size_of::<Registration>());
        removed > 0
    }

    /// What was held for one of the dead targets; `None` when all are taken.
    pub fn take_due(self, cx: &Cx) -> Option<Value> {
        let held = self.0.due.borrow_mut().pop()?;
        cx.heap.release_external(size_of::<Registration>());
        Some(held.get())
    }
}

impl Cx {
    /// A weak reference to an object or symbol, as a value to keep in an internal slot.
    #[must_use]
    pub fn new_weak_reference(&self, target: Value) -> Value {
        let cell = self.heap.make(WeakCell {
            header: header::<WeakCell>(0),
            target: Field::new(target),
        });
        self.weak.cells.borrow_mut().push(cell);
        self.keep_during_job(target);
        Value::from_internal(cell)
    }

    /// §26.1.4.1 WeakRefDeref ( weakRef ) <https://tc39.es/ecma262/#sec-weakrefderef>, of what
    /// [`Cx::new_weak_reference`] made: the target, or undefined.
    #[must_use]
    pub fn deref_weak(&self, reference: Value) -> Value {
        let target = reference
            .as_internal::<WeakCell>()
            .map_or(Value::UNDEFINED, |cell| cell.target.get());
        if !target.is_undefined() {
            self.keep_during_job(target);
        }
        target
    }

    /// Whether the target of what [`Cx::new_weak_reference`] made is alive; does not keep it so.
    #[must_use]
    pub fn is_weak_alive(&self, reference: Value) -> bool {
        reference
            .as_internal::<WeakCell>()
            .is_some_and(|cell| !cell.target.get().is_undefined())
    }

    /// §9.10.3 AddToKeptObjects ( value ) <https://tc39.es/ecma262/#sec-addtokeptobjects>
    fn keep_during_job(&self, value: Value) {
        let mut kept = self.weak.kept.borrow_mut();
        // NOTE: a loop that asks for one target again and again must not fill the memory.
        if !kept.iter().rev().take(16).any(|other| other.get() == value) {
            kept.push(Field::new(value));
        }
    }

    /// §9.10.2 ClearKeptObjects ( ) <https://tc39.es/ecma262/#sec-clear-kept-objects>
    pub fn clear_kept_objects(&self) {
        self.weak.kept.borrow_mut().clear();
    }

    /// Whether no job, wait or cleanup is due and nothing is kept for the run.
    #[inline]
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        self.jobs.is_at_rest()
            && self.waits.is_empty()
            && self.next_timer().is_none()
            && self.weak.kept.borrow().is_empty()
            && self.weak.due.borrow().is_empty()
    }

    /// The next FinalizationRegistry with dead targets: its object is [`Finalizers::owner`].
    #[must_use]
    pub fn take_due_finalizers(&self) -> Option<Finalizers> {
        self.weak.due.borrow_mut().pop().map(Finalizers)
    }

    /// §9.14 CanBeHeldWeakly ( v ) <https://tc39.es/ecma262/#sec-canbeheldweakly>
    #[must_use]
    pub fn can_be_held_weakly(&self, value: Value) -> bool {
        value.is_object()
            || value
                .as_symbol()
                .is_some_and(|symbol| symbol.registry_key().is_none())
    }
}
