//! The pair of functions behind an accessor property.
//!
//! Uses: cell. Never: shape, interp.

use std::cell::Cell as Field;

use stilla_gc::{Gc, Heap as RawHeap};

use crate::cell::{Heap, cell, header};
use crate::value::Value;

cell! {
    /// The getter and setter of an accessor property; undefined where absent.
    pub struct Accessor: Accessor { get: Field<Value>, set: Field<Value> }
}

impl Accessor {
    pub(crate) fn new(heap: &RawHeap, get: Value, set: Value) -> Gc<Accessor> {
        heap.make(Accessor {
            header: header::<Accessor>(0),
            get: Field::new(get),
            set: Field::new(set),
        })
    }

    /// The getter, or undefined.
    #[inline(always)]
    pub(crate) fn getter(&self) -> Value {
        self.get.get()
    }

    /// The setter, or undefined.
    #[inline(always)]
    pub(crate) fn setter(&self) -> Value {
        self.set.get()
    }
}
