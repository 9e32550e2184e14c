//! Environments: the variables that closures capture, `with` objects, variables of sloppy eval.
//!
//! Uses: cell. Never: interp.

use std::cell::Cell as Field;

use stilla_gc::{Gc, Heap as RawHeap};

use crate::cell::{Heap, Tail, cell, header, note_write_of};
use crate::object::Object;
use crate::value::Value;

/// What an environment is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum EnvironmentKind {
    /// Slots that the compiler numbered.
    Slots,
    /// A `with` statement's object in slot 0.
    With,
    /// The variables that sloppy direct evals declare, as properties of the object in slot 0.
    Vars,
}

cell! {
    /// An environment. A slot that is empty is an uninitialised binding.
    pub struct Environment: Environment { parent: Field<Value>, count: Field<u32>, kind: Field<u32> }
    tail |this| this.count.get() as usize
}

impl Environment {
    /// An environment of `count` empty slots inside `parent` (an environment, or undefined).
    #[inline]
    pub(crate) fn new(heap: &RawHeap, parent: Value, count: u32) -> Gc<Environment> {
        heap.make_with_tail(
            Environment {
                header: header::<Environment>(0),
                parent: Field::new(parent),
                count: Field::new(count),
                kind: Field::new(EnvironmentKind::Slots as u32),
            },
            Value::EMPTY,
        )
    }

    /// An environment that looks names up in `object`.
    pub(crate) fn dynamic(
        heap: &RawHeap,
        parent: Value,
        kind: EnvironmentKind,
        object: Object,
    ) -> Gc<Environment> {
        let environment = Environment::new(heap, parent, 1);
        environment.kind.set(kind as u32);
        environment.set(0, object.into());
        environment
    }

    /// A copy for the next iteration of a loop.
    #[inline]
    pub(crate) fn copy(&self, heap: &RawHeap) -> Gc<Environment> {
        let copy = Environment::new(heap, self.parent.get(), self.count.get());
        for (to, from) in copy.tail().iter().zip(self.tail()) {
            to.set(from.get());
        }
        copy
    }

    /// The environment outside, or undefined.
    #[inline(always)]
    pub(crate) fn parent(&self) -> Value {
        self.parent.get()
    }

    /// The value in a slot.
    #[inline(always)]
    pub(crate) fn get(&self, slot: usize) -> Value {
        self.tail()[slot].get()
    }

    /// Replaces the value in a slot.
    #[inline(always)]
    pub(crate) fn set(&self, slot: usize, value: Value) {
        self.tail()[slot].set(value);
        note_write_of(self, value);
    }

    /// The object of a dynamic environment.
    pub(crate) fn object(&self) -> Object {
        self.get(0)
            .as_object()
            .expect("a dynamic environment holds its object")
    }

    /// Whether this is a `with` environment.
    pub(crate) fn is_with(&self) -> bool {
        self.kind.get() == EnvironmentKind::With as u32
    }
}
