//! Stilla for C: what `include/stilla.h` declares.
//!
//! Rules of the border: a null or unsuitable argument is `STILLA_MISUSE` and not undefined behaviour; a panic stops
//! here; a runtime that is in use, on this thread or another one, refuses to be used. What C has to keep to stands in the
//! header: pointers come from this library and are freed once.
//!
//! Uses: stilla. Never: stilla-core.

mod error;
mod function;
mod runtime;
mod value;

pub use error::{StillaError, StillaStatus};
pub use function::StillaFunction;
pub use runtime::{StillaInterrupter, StillaOptions, StillaRuntime};
pub use value::StillaValue;

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What `f` gives; `otherwise` if it panics.
pub(crate) fn guarded<R>(otherwise: R, f: impl FnOnce() -> R) -> R {
    catch_unwind(AssertUnwindSafe(f)).unwrap_or(otherwise)
}

/// The text that C gave.
///
/// # Safety
/// `start` is null or points to `length` bytes, which stay as they are for `'t`.
pub(crate) unsafe fn text<'t>(start: *const u8, length: usize) -> Option<&'t str> {
    if start.is_null() {
        return (length == 0).then_some("");
    }
    // SAFETY: as required.
    let bytes = unsafe { std::slice::from_raw_parts(start, length) };
    std::str::from_utf8(bytes).ok()
}

/// Stores what a function gives where C wants it.
///
/// # Safety
/// `place` is null or points to writable memory for a `T`.
pub(crate) unsafe fn store<T>(place: *mut T, value: T) {
    // SAFETY: as required.
    if let Some(place) = unsafe { place.as_mut() } {
        *place = value;
    }
}
