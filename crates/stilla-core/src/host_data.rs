//! Rust data that belongs to an object of the host.
//!
//! The data is dropped with its cell, maybe on another thread than it was made on, hence `Send`. It must
//! hold no values: those go to internal slots.
//!
//! Uses: cell, value. Never: interp.

use std::any::Any;
use std::cell::{Cell as Field, Ref, RefCell, RefMut};

use stilla_gc::{Gc, Header, Tracer};

use crate::Cx;
use crate::cell::{Cell, Heap, Kind, header};
use crate::error::JsResult;
use crate::object::RustBox;
use crate::value::Value;

/// The cell of some Rust data.
#[repr(C)]
pub(crate) struct HostData {
    header: Header,
    data: RefCell<Option<RustBox>>,
    accounted: Field<usize>,
}

impl Cell for HostData {
    const KIND: Kind = Kind::HostData;

    fn trace(&self, _: &mut Tracer<'_>) {}

    fn external_bytes(&self) -> usize {
        self.accounted.get()
    }
}

/// Rust data in the heap.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Data(Gc<HostData>);

impl Data {
    /// Moves data to the heap; `bytes` is about what it takes.
    ///
    /// # Errors
    /// The memory limit.
    pub fn new(cx: &mut Cx, data: Box<dyn Any + Send>, bytes: usize) -> JsResult<Data> {
        cx.reserve_outside(bytes)?;
        Ok(Data(cx.heap.make_dropped(HostData {
            header: header::<HostData>(0),
            data: RefCell::new(Some(RustBox::new(data))),
            accounted: Field::new(bytes),
        })))
    }

    /// Accounts for more bytes that the data takes from now on.
    ///
    /// # Errors
    /// The memory limit.
    pub(crate) fn grow(self, cx: &mut Cx, more: usize) -> JsResult<()> {
        cx.reserve_outside(more)?;
        self.0.accounted.set(self.0.accounted.get() + more);
        Ok(())
    }

    /// The data as a value to keep in an internal slot.
    #[must_use]
    pub fn to_value(self) -> Value {
        Value::from_internal(self.0)
    }

    /// What [`Data::to_value`] made, if `value` is it.
    #[inline]
    #[must_use]
    pub fn from_value(value: Value) -> Option<Data> {
        value.as_internal::<HostData>().map(Data)
    }

    /// Whether the data is there and a `T`.
    #[must_use]
    pub fn is<T: Any>(self) -> bool {
        self.with(|_: &T| ()).is_some()
    }

    /// Whether somebody is at work on the data, reading or changing it.
    #[must_use]
    pub fn is_in_use(self) -> bool {
        self.0.data.try_borrow_mut().is_err()
    }

    /// Calls `read` with the data if it is a `T` that nothing is changing. `read` may run JavaScript: the
    /// borrow on the stack points into the cell and so keeps it; whatever wants to change the data
    /// meanwhile is refused.
    #[inline]
    pub fn with<T: Any, R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        let data = self.0.data.try_borrow().ok()?;
        let data = Ref::filter_map(data, |data| data.as_ref()?.downcast_ref::<T>()).ok()?;
        Some(read(&data))
    }

    /// Calls `change` with the data if it is a `T` that nothing is using. `change` may run JavaScript, to
    /// which the data is closed meanwhile.
    #[inline]
    pub fn with_mut<T: Any, R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let data = self.0.data.try_borrow_mut().ok()?;
        let mut data = RefMut::filter_map(data, |data| data.as_mut()?.downcast_mut::<T>()).ok()?;
        Some(change(&mut data))
    }

    /// Takes the data out if it is a `T`; nothing is there afterwards.
    #[must_use]
    pub fn take<T: Any>(self) -> Option<Box<T>> {
        if !self.is::<T>() {
            return None;
        }
        self.0
            .data
            .try_borrow_mut()
            .ok()?
            .take()?
            .into_inner()
            .downcast::<T>()
            .ok()
    }
}
