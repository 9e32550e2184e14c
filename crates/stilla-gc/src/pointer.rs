//! `Gc<T>`: a plain, copyable pointer to a cell.
//!
//! It roots nothing by itself: it stays valid because cells don't move and because collections find it, in a traced field or
//! on the native stack.
//!
//! Uses: header.
//! Never: heap, block, space.

use crate::header::Header;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::ptr::NonNull;

/// Pointer to a cell that begins with a [`Header`]. Equality and hash are those of the address.
#[repr(transparent)]
pub struct Gc<T>(NonNull<T>);

impl<T> Gc<T> {
    /// Wraps a cell's address.
    ///
    /// # Safety
    /// `p` points to an initialised cell of type `T` that begins with a `Header`, and every use of the result (and of
    /// its copies) happens while the cell is reached in the sense of invariant H5.
    #[inline(always)]
    pub const unsafe fn from_ptr(p: NonNull<T>) -> Self {
        Gc(p)
    }

    /// The cell as a raw pointer.
    #[inline(always)]
    pub const fn as_ptr(self) -> *mut T {
        self.0.as_ptr()
    }

    /// The cell as a non-null pointer.
    #[inline(always)]
    pub const fn as_non_null(self) -> NonNull<T> {
        self.0
    }

    /// The cell's header, as the collector takes it.
    #[inline(always)]
    pub const fn header(self) -> NonNull<Header> {
        self.0.cast()
    }

    /// The address as an integer; its low 4 bits are 0.
    #[inline(always)]
    pub fn address(self) -> usize {
        self.0.as_ptr().expose_provenance()
    }

    /// Views the cell as another type.
    ///
    /// # Safety
    /// The cell is a valid `U`.
    #[inline(always)]
    pub const unsafe fn cast<U>(self) -> Gc<U> {
        Gc(self.0.cast())
    }
}

impl<T> Clone for Gc<T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Gc<T> {}

impl<T> PartialEq for Gc<T> {
    #[inline(always)]
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for Gc<T> {}

impl<T> Hash for Gc<T> {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<T> fmt::Debug for Gc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gc({:p})", self.0)
    }
}

impl<T> Deref for Gc<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: `from_ptr` demands that the cell is a valid `T` and alive at every use.
        unsafe { self.0.as_ref() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_optional_pointer_is_one_word() {
        assert_eq!(size_of::<Option<Gc<u64>>>(), size_of::<usize>());
    }
}
