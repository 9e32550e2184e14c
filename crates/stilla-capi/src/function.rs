//! Functions of C that scripts call.
//!
//! Uses: stilla, runtime, error, value. Never: nothing.

use std::ffi::c_void;
use std::ptr;

use stilla::{Error, Function, Object, Value};

use crate::error::{StillaError, StillaStatus, report};
use crate::runtime::{StillaRuntime, inside, not_text};
use crate::value::{StillaValue, hand_out, stilla_value_free};
use crate::{guarded, text};

/// A function of C. The runtime is lent for the time of the call, and so are the arguments. It returns a value that it
/// owns, or null, and hands over an error if it failed.
pub type StillaFunction = unsafe extern "C" fn(
    runtime: *mut StillaRuntime,
    data: *mut c_void,
    args: *const *const StillaValue,
    count: usize,
    error: *mut *mut StillaError,
) -> *mut StillaValue;

/// A function with its data, which is dropped when no script can call it any more.
struct Callback {
    function: StillaFunction,
    data: *mut c_void,
    drop: Option<unsafe extern "C" fn(*mut c_void)>,
}

// SAFETY: the header asks for data that may be used on whatever thread the runtime is on, one at a time.
unsafe impl Send for Callback {}

impl Drop for Callback {
    fn drop(&mut self) {
        if let Some(drop) = self.drop {
            // SAFETY: the header asks for a function that fits the data; it is called once.
            unsafe { drop(self.data) }
        }
    }
}

/// Arguments as C sees them, freed at the end of the call.
struct Lent(Vec<*const StillaValue>);

impl Drop for Lent {
    fn drop(&mut self) {
        for arg in &self.0 {
            // SAFETY: each was handed out for this call, and the callee does not free it.
            unsafe { stilla_value_free(arg.cast_mut()) };
        }
    }
}

impl Callback {
    fn call(&self, args: &Lent, mut runtime: StillaRuntime) -> Result<Value, Error> {
        let mut error = ptr::null_mut();
        let (start, count) = (args.0.as_ptr(), args.0.len());
        // SAFETY: the header asks for a function that keeps to its signature.
        let value =
            unsafe { (self.function)(&raw mut runtime, self.data, start, count, &raw mut error) };
        // SAFETY: what it returns is its own, and is handed over.
        let value = (!value.is_null()).then(|| unsafe { Box::from_raw(value) }.value);
        if !error.is_null() {
            // SAFETY: likewise.
            return Err(unsafe { Box::from_raw(error) }.error);
        }
        Ok(value.unwrap_or_default())
    }
}

/// Makes a function of C a property of an object, or of the global object if `object` is null. `drop`, if it is not
/// null, is called with `data` once, when no script can call the function any more.
///
/// # Safety
/// `runtime` is a runtime; `object` null or a value; `name` points to `length` bytes; the function, `data` and `drop`
/// fit each other; `error` is null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_set_function(
    runtime: *mut StillaRuntime,
    object: *const StillaValue,
    name: *const u8,
    length: usize,
    function: Option<StillaFunction>,
    data: *mut c_void,
    drop: Option<unsafe extern "C" fn(*mut c_void)>,
    error: *mut *mut StillaError,
) -> StillaStatus {
    guarded(StillaStatus::Misuse, || {
        // SAFETY: as required.
        unsafe {
            let (object, name) = (object.as_ref(), text(name, length));
            let Some(function) = function else {
                let missing = Error::conversion("a function", "null");
                return report(Err::<(), _>(missing), error, |()| ());
            };
            let callback = Callback {
                function,
                data,
                drop,
            };
            let result = inside(runtime, |cx| {
                let name = name.ok_or_else(not_text)?;
                let target: Object = match object {
                    Some(object) => object.value.get(cx)?,
                    None => cx.global()?,
                };
                let function = Function::raw(cx, name, 0, move |args, cx| {
                    let mut lent = Lent(Vec::with_capacity(args.len()));
                    for index in 0..args.len() {
                        lent.0.push(hand_out(args.get(cx, index)?).cast_const());
                    }
                    callback.call(&lent, StillaRuntime::lent(cx))
                })?;
                target.set(cx, name, function)
            });
            report(result, error, |()| ())
        }
    })
}
