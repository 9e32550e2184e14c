//! Rust data of any type behind one pointer, found again by comparing two words.
//!
//! Invariant:
//! - R1: `id` is the type of what `data` points to, from its making on.
//!
//! Uses: nothing. Never: everything.

use std::any::{Any, TypeId};

/// Some Rust data and its type.
///
/// FAST: `Any` asks a function of its table for the type, which costs more than the rest of a call of a getter.
pub(crate) struct RustBox {
    id: TypeId,
    data: Box<dyn Any + Send>,
}

impl RustBox {
    pub(crate) fn new(data: Box<dyn Any + Send>) -> RustBox {
        RustBox {
            id: (*data).type_id(),
            data,
        }
    }

    /// The data, if it is a `T`.
    #[inline(always)]
    pub(crate) fn downcast_ref<T: Any>(&self) -> Option<&T> {
        if self.id != TypeId::of::<T>() {
            return None;
        }
        // SAFETY: R1.
        Some(unsafe { &*std::ptr::from_ref(&*self.data).cast::<T>() })
    }

    /// The data, if it is a `T`.
    #[inline(always)]
    pub(crate) fn downcast_mut<T: Any>(&mut self) -> Option<&mut T> {
        if self.id != TypeId::of::<T>() {
            return None;
        }
        // SAFETY: R1.
        Some(unsafe { &mut *std::ptr::from_mut(&mut *self.data).cast::<T>() })
    }

    /// The data as it came.
    pub(crate) fn into_inner(self) -> Box<dyn Any + Send> {
        self.data
    }
}
