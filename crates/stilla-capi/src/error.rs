//! Errors as C sees them.
//!
//! Uses: stilla. Never: runtime.

use std::ptr;

use stilla::Error;

use crate::{guarded, store, text};

/// How a call ended.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StillaStatus {
    /// Well.
    Ok = 0,
    /// The text is no program.
    Compile = 1,
    /// An exception that the script did not catch.
    Exception = 2,
    /// A limit or an interrupt.
    Stopped = 3,
    /// An argument of the wrong type, of another runtime, or null; a runtime that is in use.
    Misuse = 4,
}

/// An error, owned by C.
#[derive(Debug)]
pub struct StillaError {
    pub(crate) error: Error,
    message: String,
    report: String,
}

impl StillaError {
    pub(crate) fn new(error: Error) -> StillaError {
        let report = match &error {
            Error::Exception(exception) => exception.report(),
            other => other.to_string(),
        };
        StillaError {
            message: error.to_string(),
            report,
            error,
        }
    }

    fn status(&self) -> StillaStatus {
        match &self.error {
            Error::Compile(_) => StillaStatus::Compile,
            Error::Stopped(_) => StillaStatus::Stopped,
            Error::WrongRuntime | Error::Conversion { .. } => StillaStatus::Misuse,
            _ => StillaStatus::Exception,
        }
    }
}

/// Hands a result to C: the status, and the error where it is wanted.
///
/// # Safety
/// `place` is null or points to a writable pointer.
pub(crate) unsafe fn report<R>(
    result: Result<R, Error>,
    place: *mut *mut StillaError,
    done: impl FnOnce(R),
) -> StillaStatus {
    match result {
        Ok(value) => {
            // SAFETY: as required.
            unsafe { store(place, ptr::null_mut()) };
            done(value);
            StillaStatus::Ok
        }
        Err(error) => {
            let error = StillaError::new(error);
            let status = error.status();
            if !place.is_null() {
                // SAFETY: as required.
                unsafe { store(place, Box::into_raw(Box::new(error))) };
            }
            status
        }
    }
}

/// An error for a host function to end with: an Error in the script.
///
/// # Safety
/// `message` points to `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_error_new(message: *const u8, length: usize) -> *mut StillaError {
    guarded(ptr::null_mut(), || {
        // SAFETY: as required.
        let message = unsafe { text(message, length) }.unwrap_or("the host failed");
        Box::into_raw(Box::new(StillaError::new(Error::new(message))))
    })
}

/// How the call that gave the error ended.
///
/// # Safety
/// `error` is null or an error of this library.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_error_status(error: *const StillaError) -> StillaStatus {
    // SAFETY: as required.
    unsafe { error.as_ref() }.map_or(StillaStatus::Misuse, StillaError::status)
}

/// The message, not ended by zero; it lives as long as the error.
///
/// # Safety
/// `error` is null or an error of this library; `length` is null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_error_message(
    error: *const StillaError,
    length: *mut usize,
) -> *const u8 {
    // SAFETY: as required.
    unsafe { lend(error.as_ref().map(|error| error.message.as_str()), length) }
}

/// The message with line of source, frames and causes; it lives as long as the error.
///
/// # Safety
/// `error` is null or an error of this library; `length` is null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_error_report(
    error: *const StillaError,
    length: *mut usize,
) -> *const u8 {
    // SAFETY: as required.
    unsafe { lend(error.as_ref().map(|error| error.report.as_str()), length) }
}

/// # Safety
/// `length` is null or writable.
pub(crate) unsafe fn lend(text: Option<&str>, length: *mut usize) -> *const u8 {
    let (start, size) = text.map_or((ptr::null(), 0), |text| (text.as_ptr(), text.len()));
    // SAFETY: as required.
    unsafe { store(length, size) };
    start
}

/// Frees an error.
///
/// # Safety
/// `error` is null or an error of this library that was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_error_free(error: *mut StillaError) {
    if !error.is_null() {
        // SAFETY: as required, it came out of a box.
        guarded((), || drop(unsafe { Box::from_raw(error) }));
    }
}
