//! `console` and `print`: lines of text that go to the host of the agent.
//!
//! What a console remembers (the indentation of groups, counters, timers) is an object that its functions
//! share, so that nothing of it outlives the realm.
//!
//! Uses: core, inspect, console::*. Never: system.

pub(crate) mod format;
mod table;

use stilla_core::builtin::{Row, define_rows, method};
use stilla_core::function::NativeFn;
use stilla_core::host::Stream;
use stilla_core::{Call, Cx, GcVec, JsResult, Object, PropertyKey, Value};

use crate::inspect::{Options, inspect_with};
use format::line;

/// The functions of `console`: name, function.
const CONSOLE: &[(&str, NativeFn)] = &[
    ("log", log),
    ("info", log),
    ("debug", log),
    ("dirxml", log),
    ("warn", warn),
    ("error", warn),
    ("trace", trace),
    ("dir", dir),
    ("assert", assert),
    ("table", table::table),
    ("group", group),
    ("groupCollapsed", group),
    ("groupEnd", group_end),
    ("count", count),
    ("countReset", count_reset),
    ("time", time),
    ("timeLog", time_log),
    ("timeEnd", time_end),
];

/// The functions of a plain shell.
const SHELL: &[Row] = &[method("print", 0, print)];

/// The places of the shared list: the indentation, the counters, the timers.
const INDENTATION: usize = 0;
const COUNTERS: usize = 1;
const TIMERS: usize = 2;

/// Gives the current realm `console` and `print`.
///
/// # Errors
/// The global object may refuse.
///
/// # Examples
/// ```
/// use stilla::Runtime;
/// use stilla_host::system::SystemHost;
///
/// let mut runtime = Runtime::builder().host(SystemHost::default()).build();
/// runtime.enter(|cx| stilla_host::console::install(cx))?;
/// runtime.eval("console.log('seen %d times', 3)")?;
/// # Ok::<(), stilla::Error>(())
/// ```
pub fn install(cx: &mut Cx) -> JsResult<()> {
    let console = cx.new_object();
    let counters = cx.ordinary_object_create(None);
    let timers = cx.ordinary_object_create(None);
    let state = GcVec::from_slice(cx, &[Value::ZERO, counters.into(), timers.into()]);
    for (name, function) in CONSOLE {
        let key = cx.key(*name);
        let function = cx.new_native_closure(0, *function, state.to_value());
        let text = cx.string(name);
        let attributes = stilla_core::Attributes::CONFIGURABLE;
        let own_name = cx.key("name");
        cx.put_own(function, own_name, text.into(), attributes);
        cx.create_data_property_or_throw(console, key, function.into())?;
    }
    let global = cx.global_object();
    define_rows(cx, global, SHELL);
    cx.create_data_property_or_throw(global, "console", console.into())
}

/// What the functions of this console share.
fn state(call: &Call<'_>) -> Option<GcVec> {
    GcVec::from_value(call.data())
}

fn state_object(call: &Call<'_>, place: usize) -> Option<Object> {
    state(call)?.get(place).as_object()
}

/// Prints a text, each of its lines indented as the open groups are.
fn say(cx: &mut Cx, call: &Call<'_>, stream: Stream, text: &str) -> JsResult<Value> {
    let depth = state(call).and_then(|state| state.get(INDENTATION).as_int());
    match depth {
        Some(depth) if depth > 0 => {
            let indent = " ".repeat(depth as usize);
            let lines: Vec<String> = text
                .split('\n')
                .map(|line| format!("{indent}{line}"))
                .collect();
            cx.print_line(stream, &lines.join("\n"))?;
        }
        _ => cx.print_line(stream, text)?,
    }
    Ok(Value::UNDEFINED)
}

fn log(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let line = line(cx, call.args())?;
    say(cx, call, Stream::Output, &line)
}

fn warn(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let line = line(cx, call.args())?;
    say(cx, call, Stream::Error, &line)
}

fn trace(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let text = line(cx, call.args())?;
    let error = cx.intrinsic(stilla_core::Intrinsic::ErrorPrototype);
    let stack = cx.stack_text(error, None);
    let stack = cx.to_rust_string(stack);
    let frames = stack.split_once('\n').map_or("", |(_, frames)| frames);
    let text = match text.as_str() {
        "" => format!("Trace\n{frames}"),
        text => format!("Trace: {text}\n{frames}"),
    };
    say(cx, call, Stream::Error, text.trim_end())
}

fn dir(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let options = format::options(cx, call.arg(1), Options::default())?;
    let text = inspect_with(cx, call.arg(0), &options)?;
    say(cx, call, Stream::Output, &text)
}

fn assert(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    if call.arg(0).to_boolean() {
        return Ok(Value::UNDEFINED);
    }
    let text = line(cx, call.args_from(1))?;
    let text = match text.as_str() {
        "" => "Assertion failed".to_owned(),
        text => format!("Assertion failed: {text}"),
    };
    say(cx, call, Stream::Error, &text)
}

fn group(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    if !call.args().is_empty() {
        log(cx, call)?;
    }
    indent(call, 2);
    Ok(Value::UNDEFINED)
}

fn group_end(_cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    indent(call, -2);
    Ok(Value::UNDEFINED)
}

fn indent(call: &Call<'_>, by: i32) {
    if let Some(state) = state(call) {
        let depth = state.get(INDENTATION).as_int().unwrap_or(0);
        state.set(INDENTATION, Value::from((depth + by).clamp(0, 1000)));
    }
}

/// The label of a counter or timer.
fn label(cx: &mut Cx, call: &Call<'_>) -> JsResult<String> {
    if call.arg(0).is_undefined() {
        return Ok("default".to_owned());
    }
    let label = cx.to_string(call.arg(0))?;
    Ok(cx.to_rust_string(label))
}

fn count(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let label = label(cx, call)?;
    let Some(counters) = state_object(call, COUNTERS) else {
        return Ok(Value::UNDEFINED);
    };
    let key = PropertyKey::from_str(cx, &label);
    let number = cx.get(counters, key)?.as_number().unwrap_or(0.0) + 1.0;
    cx.create_data_property_or_throw(counters, key, number.into())?;
    say(cx, call, Stream::Output, &format!("{label}: {number}"))
}

fn count_reset(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let label = label(cx, call)?;
    if let Some(counters) = state_object(call, COUNTERS) {
        let key = PropertyKey::from_str(cx, &label);
        cx.delete(counters, key)?;
    }
    Ok(Value::UNDEFINED)
}

/// Milliseconds of the host's clock.
fn now(cx: &mut Cx) -> f64 {
    cx.host().now()
}

fn time(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let label = label(cx, call)?;
    if let Some(timers) = state_object(call, TIMERS) {
        let key = PropertyKey::from_str(cx, &label);
        let start = now(cx);
        cx.create_data_property_or_throw(timers, key, start.into())?;
    }
    Ok(Value::UNDEFINED)
}

fn time_log(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let label = label(cx, call)?;
    let Some(timers) = state_object(call, TIMERS) else {
        return Ok(Value::UNDEFINED);
    };
    let key = PropertyKey::from_str(cx, &label);
    let Some(start) = cx.get(timers, key)?.as_number() else {
        let text = format!("Warning: no timer '{label}' runs");
        return say(cx, call, Stream::Error, &text);
    };
    let mut text = format!("{label}: {:.3}ms", now(cx) - start);
    if call.args().len() > 1 {
        text.push(' ');
        text.push_str(&line(cx, call.args_from(1))?);
    }
    say(cx, call, Stream::Output, &text)
}

fn time_end(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    time_log(cx, call)?;
    let label = label(cx, call)?;
    if let Some(timers) = state_object(call, TIMERS) {
        let key = PropertyKey::from_str(cx, &label);
        cx.delete(timers, key)?;
    }
    Ok(Value::UNDEFINED)
}

fn print(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let mut line = String::new();
    for (i, value) in call.args().iter().enumerate() {
        if i > 0 {
            line.push(' ');
        }
        let text = cx.to_string(*value)?;
        line.push_str(&cx.to_rust_string(text));
    }
    cx.print_line(Stream::Output, &line)?;
    Ok(Value::UNDEFINED)
}
