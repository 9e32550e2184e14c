//! `setTimeout` and its relatives, `queueMicrotask`.
//!
//! Uses: core. Never: system.

use std::time::Duration;

use stilla_core::builtin::{Row, define_rows, method};
use stilla_core::error::type_error;
use stilla_core::{Call, Cx, JsResult, Msg, Repeat, Value};

/// The global functions.
const TIMERS: &[Row] = &[
    method("setTimeout", 1, set_timeout),
    method("setInterval", 1, set_interval),
    method("setImmediate", 1, set_immediate),
    method("clearTimeout", 1, clear),
    method("clearInterval", 1, clear),
    method("clearImmediate", 1, clear),
    method("queueMicrotask", 1, queue_microtask),
];

/// The longest delay in milliseconds; a longer one counts as none, as everywhere.
const LONGEST: f64 = 2_147_483_647.0;

/// Gives the current realm timers.
///
/// # Errors
/// The global object may refuse.
///
/// # Examples
/// ```
/// let mut runtime = stilla::Runtime::new();
/// runtime.enter(|cx| stilla_host::timers::install(cx))?;
/// runtime.eval("var rung = false; setTimeout(() => rung = true, 1)")?;
/// runtime.enter(|cx| cx.run_until_idle())?;
/// assert_eq!(runtime.get::<bool>("rung")?, Some(true));
/// # Ok::<(), stilla::Error>(())
/// ```
pub fn install(cx: &mut Cx) -> JsResult<()> {
    let global = cx.global_object();
    define_rows(cx, global, TIMERS);
    Ok(())
}

fn function_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    call.require_arguments(cx, 1)?;
    let value = call.arg(0);
    match value.as_object().is_some_and(|object| object.is_callable()) {
        true => Ok(value),
        false => Err(type_error(cx, Msg::NotCallable { value })),
    }
}

fn set(cx: &mut Cx, call: &Call<'_>, repeat: Repeat) -> JsResult<Value> {
    let function = function_of(cx, call)?;
    let delay = cx.to_number(call.arg(1))?;
    let delay = if (1.0..=LONGEST).contains(&delay) {
        delay
    } else {
        1.0
    };
    let delay = Duration::from_micros((delay * 1000.0) as u64);
    let id = cx.set_timer(delay, repeat, function, call.args_from(2))?;
    Ok(Value::from(f64::from(id)))
}

fn set_timeout(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    set(cx, call, Repeat::Once)
}

fn set_interval(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    set(cx, call, Repeat::Always)
}

fn set_immediate(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let function = function_of(cx, call)?;
    let id = cx.set_timer(Duration::ZERO, Repeat::Once, function, call.args_from(1))?;
    Ok(Value::from(f64::from(id)))
}

fn clear(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    if let Some(id) = call.arg(0).as_number() {
        cx.clear_timer(id as u32);
    }
    Ok(Value::UNDEFINED)
}

fn queue_microtask(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let function = function_of(cx, call)?;
    cx.enqueue_call(function, Value::UNDEFINED);
    Ok(Value::UNDEFINED)
}
