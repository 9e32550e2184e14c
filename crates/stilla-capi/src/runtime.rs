//! Runtimes as C sees them.
//!
//! A runtime is owned, or lent to a host function for the time of its call. Each is used by one call at a time: who
//! comes meanwhile is refused.
//!
//! Uses: stilla, error, value. Never: function.

use std::cell::UnsafeCell;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use stilla::{
    AsContext, Context, Error, Function, InterruptHandle, Object, Program, Runtime, Value,
};

use crate::error::{StillaError, StillaStatus, report};
use crate::value::{StillaValue, hand_out};
use crate::{guarded, store, text};

/// What a runtime may use; zero is without limit.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct StillaOptions {
    /// Bytes of memory.
    pub memory_limit: usize,
    /// Work of all runs together: about one unit for each call and loop iteration.
    pub fuel: u64,
    /// Milliseconds that each run may take.
    pub timeout_ms: u64,
    /// Bytes of the stack of calls.
    pub stack_size: usize,
    /// A clock that stands still, UTC, and randomness from a fixed seed.
    pub deterministic: bool,
}

/// A runtime as C holds it.
#[derive(Debug)]
pub struct StillaRuntime {
    place: UnsafeCell<Place>,
    in_use: AtomicBool,
}

#[derive(Debug)]
enum Place {
    Owned(Box<Runtime>),
    /// Of the host function that is being called.
    Lent(NonNull<Context<'static>>),
}

/// Ends a run from any thread.
#[derive(Debug)]
pub struct StillaInterrupter(InterruptHandle);

/// Marks a runtime as free again.
struct Use<'r>(&'r AtomicBool);

impl Drop for Use<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

fn begin_use(in_use: &AtomicBool) -> Option<Use<'_>> {
    let was_free = !in_use.swap(true, Ordering::Acquire);
    was_free.then(|| Use(in_use))
}

impl StillaRuntime {
    fn owned(runtime: Runtime) -> StillaRuntime {
        StillaRuntime {
            place: UnsafeCell::new(Place::Owned(Box::new(runtime))),
            in_use: AtomicBool::new(false),
        }
    }

    /// The runtime for the time of a call.
    pub(crate) fn lent(cx: &mut Context<'_>) -> StillaRuntime {
        StillaRuntime {
            place: UnsafeCell::new(Place::Lent(NonNull::from(cx).cast())),
            in_use: AtomicBool::new(false),
        }
    }
}

/// Calls `f` inside of a runtime.
///
/// # Safety
/// `runtime` is null or a runtime of this library that is alive.
pub(crate) unsafe fn inside<R>(
    runtime: *mut StillaRuntime,
    f: impl FnOnce(&mut Context<'_>) -> Result<R, Error>,
) -> Result<R, Error> {
    // SAFETY: as required.
    let Some(runtime) = (unsafe { runtime.as_ref() }) else {
        return Err(Error::conversion("a runtime", "null"));
    };
    let Some(_use) = begin_use(&runtime.in_use) else {
        return Err(Error::conversion("an idle runtime", "one in use"));
    };
    // SAFETY: the flag keeps everybody else out.
    match unsafe { &mut *runtime.place.get() } {
        Place::Owned(runtime) => runtime.scope(f),
        // SAFETY: the context outlives the call that it was lent to, and the callback that holds it is not
        // running but waiting for this.
        Place::Lent(cx) => f(unsafe { cx.as_mut() }),
    }
}

/// A new runtime; `options` may be null.
///
/// # Safety
/// `options` is null or points to options.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_runtime_new(options: *const StillaOptions) -> *mut StillaRuntime {
    guarded(ptr::null_mut(), || {
        // SAFETY: as required.
        let options = unsafe { options.as_ref() }.copied().unwrap_or_default();
        let mut builder = Runtime::builder();
        if options.memory_limit > 0 {
            builder = builder.memory_limit(options.memory_limit);
        }
        if options.fuel > 0 {
            builder = builder.fuel(options.fuel);
        }
        if options.timeout_ms > 0 {
            builder = builder.timeout(Duration::from_millis(options.timeout_ms));
        }
        if options.stack_size > 0 {
            builder = builder.stack_size(options.stack_size);
        }
        if options.deterministic {
            builder = builder.deterministic();
        }
        Box::into_raw(Box::new(StillaRuntime::owned(builder.build())))
    })
}

/// Frees a runtime; one that is in use stays, and that is misuse.
///
/// # Safety
/// `runtime` is null or came from `stilla_runtime_new` and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_runtime_free(runtime: *mut StillaRuntime) -> StillaStatus {
    guarded(StillaStatus::Misuse, || {
        // SAFETY: as required.
        let Some(shared) = (unsafe { runtime.as_ref() }) else {
            return StillaStatus::Ok;
        };
        if shared.in_use.swap(true, Ordering::Acquire) {
            return StillaStatus::Misuse;
        }
        // SAFETY: nobody uses it; a lent runtime is the library's own.
        unsafe {
            if matches!(&*shared.place.get(), Place::Lent(_)) {
                shared.in_use.store(false, Ordering::Release);
                return StillaStatus::Misuse;
            }
            drop(Box::from_raw(runtime));
        }
        StillaStatus::Ok
    })
}

/// Runs a text as a script.
///
/// # Safety
/// `runtime` is a runtime; `name` and `source` point to as many bytes as is said; `result` and `error` are null or
/// writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_eval(
    runtime: *mut StillaRuntime,
    name: *const u8,
    name_length: usize,
    source: *const u8,
    length: usize,
    result: *mut *mut StillaValue,
    error: *mut *mut StillaError,
) -> StillaStatus {
    guarded(StillaStatus::Misuse, || {
        // SAFETY: as required.
        unsafe {
            let (Some(name), Some(source)) = (text(name, name_length), text(source, length)) else {
                return report(Err::<(), _>(not_text()), error, |()| ());
            };
            let value = inside(runtime, |cx| cx.eval_named(name, source));
            report(value, error, |value| give(value, result))
        }
    })
}

/// Checks that a text is a script, without running it.
///
/// # Safety
/// `name` and `source` point to as many bytes as is said; `error` is null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_check(
    name: *const u8,
    name_length: usize,
    source: *const u8,
    length: usize,
    error: *mut *mut StillaError,
) -> StillaStatus {
    guarded(StillaStatus::Misuse, || {
        // SAFETY: as required.
        unsafe {
            let program = match (text(name, name_length), text(source, length)) {
                (Some(name), Some(source)) => Program::compile(name, source),
                _ => Err(not_text()),
            };
            report(program, error, drop)
        }
    })
}

pub(crate) fn not_text() -> Error {
    Error::conversion("text in UTF-8", "other bytes or null")
}

fn not_value() -> Error {
    Error::conversion("a value", "null")
}

/// # Safety
/// `place` is null or writable.
unsafe fn give(value: Value, place: *mut *mut StillaValue) {
    if !place.is_null() {
        // SAFETY: as required.
        unsafe { store(place, hand_out(value)) };
    }
}

/// Reads a property of an object, or of the global object if `object` is null.
///
/// # Safety
/// `runtime` is a runtime, `object` null or a value; `key` points to `length` bytes; `result` and `error` are null or
/// writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_get(
    runtime: *mut StillaRuntime,
    object: *const StillaValue,
    key: *const u8,
    length: usize,
    result: *mut *mut StillaValue,
    error: *mut *mut StillaError,
) -> StillaStatus {
    guarded(StillaStatus::Misuse, || {
        // SAFETY: as required.
        unsafe {
            let (object, key) = (object.as_ref(), text(key, length));
            let value = inside(runtime, |cx| {
                let object = object_of(cx, object)?;
                object.get::<Value>(cx, key.ok_or_else(not_text)?)
            });
            report(value, error, |value| give(value, result))
        }
    })
}

/// Writes a property of an object, or of the global object if `object` is null.
///
/// # Safety
/// `runtime` is a runtime, `object` null or a value, `value` a value; `key` points to `length` bytes; `error` is null
/// or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_set(
    runtime: *mut StillaRuntime,
    object: *const StillaValue,
    key: *const u8,
    length: usize,
    value: *const StillaValue,
    error: *mut *mut StillaError,
) -> StillaStatus {
    guarded(StillaStatus::Misuse, || {
        // SAFETY: as required.
        unsafe {
            let (object, key, value) = (object.as_ref(), text(key, length), value.as_ref());
            let result = inside(runtime, |cx| {
                let object = object_of(cx, object)?;
                let value = value.ok_or_else(not_value)?.value.clone();
                object.set(cx, key.ok_or_else(not_text)?, value)
            });
            report(result, error, |()| ())
        }
    })
}

fn object_of(cx: &mut Context<'_>, object: Option<&StillaValue>) -> Result<Object, Error> {
    match object {
        Some(object) => object.value.get(cx),
        None => cx.global(),
    }
}

/// Calls a function; `this` may be null for undefined.
///
/// # Safety
/// `runtime` is a runtime, `function` a value, `this` null or a value; `args` points to `count` values; `result` and
/// `error` are null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_call(
    runtime: *mut StillaRuntime,
    function: *const StillaValue,
    this: *const StillaValue,
    args: *const *const StillaValue,
    count: usize,
    result: *mut *mut StillaValue,
    error: *mut *mut StillaError,
) -> StillaStatus {
    guarded(StillaStatus::Misuse, || {
        // SAFETY: as required.
        unsafe {
            let (function, this) = (function.as_ref(), this.as_ref());
            let args = values(args, count);
            let value = inside(runtime, |cx| {
                let function: Function = function.ok_or_else(not_value)?.value.get(cx)?;
                let this = this.map_or(Value::Undefined, |this| this.value.clone());
                function.call_with::<Value>(cx, this, &args?)
            });
            report(value, error, |value| give(value, result))
        }
    })
}

/// # Safety
/// `args` points to `count` values or nulls.
unsafe fn values(args: *const *const StillaValue, count: usize) -> Result<Vec<Value>, Error> {
    if count == 0 {
        return Ok(Vec::new());
    }
    if args.is_null() {
        return Err(not_value());
    }
    // SAFETY: as required.
    let args = unsafe { std::slice::from_raw_parts(args, count) };
    args.iter()
        // SAFETY: as required.
        .map(|arg| unsafe { arg.as_ref() }.map(|arg| arg.value.clone()))
        .map(|arg| arg.ok_or_else(not_value))
        .collect()
}

/// What ends runs of the runtime from any thread.
///
/// # Safety
/// `runtime` is null or a runtime that came from `stilla_runtime_new`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_interrupter_new(
    runtime: *mut StillaRuntime,
) -> *mut StillaInterrupter {
    guarded(ptr::null_mut(), || {
        // SAFETY: as required.
        let Some(runtime) = (unsafe { runtime.as_ref() }) else {
            return ptr::null_mut();
        };
        let Some(_use) = begin_use(&runtime.in_use) else {
            return ptr::null_mut();
        };
        // SAFETY: the flag keeps everybody else out.
        match unsafe { &*runtime.place.get() } {
            Place::Owned(runtime) => {
                Box::into_raw(Box::new(StillaInterrupter(runtime.interrupt_handle())))
            }
            Place::Lent(_) => ptr::null_mut(),
        }
    })
}

/// Asks the run to end. May be called on any thread, also after the runtime was freed.
///
/// # Safety
/// `interrupter` is null or an interrupter; `reason` points to `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_interrupt(
    interrupter: *const StillaInterrupter,
    reason: *const u8,
    length: usize,
) {
    guarded((), || {
        // SAFETY: as required.
        unsafe {
            if let Some(interrupter) = interrupter.as_ref() {
                interrupter.0.interrupt(text(reason, length).unwrap_or(""));
            }
        }
    });
}

/// Frees an interrupter.
///
/// # Safety
/// `interrupter` is null or an interrupter that was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stilla_interrupter_free(interrupter: *mut StillaInterrupter) {
    if !interrupter.is_null() {
        // SAFETY: as required, it came out of a box.
        guarded((), || drop(unsafe { Box::from_raw(interrupter) }));
    }
}
