//! Values as C sees them: owned handles.
//!
//! Uses: stilla. Never: runtime.

use std::ptr;
use std::sync::OnceLock;

use stilla::Value;

use crate::error::lend;
use crate::{guarded, store, text};

/// A value, owned by C. It may be freed at any time, also after its runtime.
#[derive(Debug)]
pub struct StillaValue {
    pub(crate) value: Value,
    text: OnceLock<String>,
}

/// The type of a value.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StillaKind {
    /// undefined
    Undefined = 0,
    /// null
    Null = 1,
    /// A Boolean.
    Boolean = 2,
    /// A Number.
    Number = 3,
    /// A String.
    String = 4,
    /// A BigInt.
    BigInt = 5,
    /// A Symbol.
    Symbol = 6,
    /// An object, also a function or an array.
    Object = 7,
}

pub(crate) fn hand_out(value: Value) -> *mut StillaValue {
    Box::into_raw(Box::new(StillaValue {
        value,
        text: OnceLock::new(),
    }))
}

/// undefined
#[unsafe(no_mangle)]
pub extern "C" fn stilla_undefined() -> *mut StillaValue {
    guarded(ptr::null_mut(), || hand_out(Value::Undefined))
}

/// null
#[unsafe(no_mangle)]
pub extern "C" fn stilla_null() -> *mut StillaValue {
    guarded(ptr::null_mut(), || hand_out(Value::Null))
}

/// A Boolean.
#[unsafe(no_mangle)]
pub extern "C" fn stilla_boolean(boolean: bool) -> *mut StillaValue {
    guarded(ptr::null_mut(), || hand_out(Value::Boolean(boolean)))
}

/// A Number.
#[unsafe(no_mangle)]
pub extern "C" fn stilla_number(number: f64) -> *mut StillaValue {
    guarded(ptr::null_mut(), || hand_out(Value::Number(number)))
}

/// A String of UTF-8; null if it is not.
///
/// # Safety
/// `start` points to `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_string(start: *const u8, length: usize) -> *mut StillaValue {
    guarded(ptr::null_mut(), || {
        // SAFETY: as required.
        match unsafe { text(start, length) } {
            Some(text) => hand_out(Value::from(text)),
            None => ptr::null_mut(),
        }
    })
}

/// Another handle of the same value.
///
/// # Safety
/// `value` is null or a value of this library.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_value_clone(value: *const StillaValue) -> *mut StillaValue {
    guarded(ptr::null_mut(), || {
        // SAFETY: as required.
        match unsafe { value.as_ref() } {
            Some(value) => hand_out(value.value.clone()),
            None => ptr::null_mut(),
        }
    })
}

/// Frees a value.
///
/// # Safety
/// `value` is null or a value of this library that was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_value_free(value: *mut StillaValue) {
    if !value.is_null() {
        // SAFETY: as required, it came out of a box.
        guarded((), || drop(unsafe { Box::from_raw(value) }));
    }
}

/// The type of a value; undefined for null.
///
/// # Safety
/// `value` is null or a value of this library.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_value_kind(value: *const StillaValue) -> StillaKind {
    // SAFETY: as required.
    match unsafe { value.as_ref() }.map(|value| &value.value) {
        Some(Value::Null) => StillaKind::Null,
        Some(Value::Boolean(_)) => StillaKind::Boolean,
        Some(Value::Number(_)) => StillaKind::Number,
        Some(Value::String(_)) => StillaKind::String,
        Some(Value::BigInt(_)) => StillaKind::BigInt,
        Some(Value::Symbol(_)) => StillaKind::Symbol,
        Some(Value::Object(_)) => StillaKind::Object,
        _ => StillaKind::Undefined,
    }
}

/// Whether the value is a Number, which is stored.
///
/// # Safety
/// `value` is null or a value of this library; `number` is null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_value_number(value: *const StillaValue, number: *mut f64) -> bool {
    // SAFETY: as required.
    let found = unsafe { value.as_ref() }.and_then(|value| value.value.as_f64());
    if let Some(found) = found {
        // SAFETY: as required.
        unsafe { store(number, found) };
    }
    found.is_some()
}

/// Whether the value is a Boolean, which is stored.
///
/// # Safety
/// `value` is null or a value of this library; `boolean` is null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_value_boolean(
    value: *const StillaValue,
    boolean: *mut bool,
) -> bool {
    // SAFETY: as required.
    let found = unsafe { value.as_ref() }.and_then(|value| value.value.as_bool());
    if let Some(found) = found {
        // SAFETY: as required.
        unsafe { store(boolean, found) };
    }
    found.is_some()
}

/// The UTF-8 of a String or the digits of a BigInt, not ended by zero; null for other values. Lone surrogates become
/// U+FFFD. It lives as long as the value.
///
/// # Safety
/// `value` is null or a value of this library; `length` is null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_value_text(
    value: *const StillaValue,
    length: *mut usize,
) -> *const u8 {
    // SAFETY: as required.
    let text = unsafe { value.as_ref() }.and_then(|value| match &value.value {
        Value::String(text) => Some(
            value
                .text
                .get_or_init(|| text.to_str().into_owned())
                .as_str(),
        ),
        Value::BigInt(big) => Some(big.as_str()),
        _ => None,
    });
    // SAFETY: as required.
    unsafe { lend(text, length) }
}
