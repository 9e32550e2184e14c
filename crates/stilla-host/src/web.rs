//! The global objects of the web platform: made when a script first reads them.
//!
//! Each group is a piece of JavaScript on a few native functions. A global is an accessor until it is read or written
//! for the first time, then an ordinary property.
//!
//! Uses: core, piece, web::*, grants. Never: console, timers.

mod encoding;
mod fetch;
mod url;

use std::sync::Arc;
use std::time::Instant;

use stilla_core::function::{NativeFn, NativeOptions};
use stilla_core::host_data::Data;
use stilla_core::{
    Attributes, Call, Cx, GcVec, JsResult, Object, PropertyDescriptor, PropertyKey, Value,
};

use crate::grants::Grants;
use crate::piece;

/// Globals that belong together.
struct Group {
    name: &'static str,
    text: &'static str,
    natives: &'static [(&'static str, NativeFn)],
    globals: &'static [&'static str],
}

const GROUPS: &[Group] = &[
    Group {
        name: "url",
        text: include_str!("js/url.js"),
        natives: url::NATIVES,
        globals: &["URL", "URLSearchParams"],
    },
    Group {
        name: "encoding",
        text: include_str!("js/encoding.js"),
        natives: encoding::NATIVES,
        globals: &["TextEncoder", "TextDecoder", "atob", "btoa"],
    },
    Group {
        name: "events",
        text: include_str!("js/events.js"),
        natives: &[("now", now)],
        globals: &["DOMException", "Event", "CustomEvent", "EventTarget"],
    },
    Group {
        name: "abort",
        text: include_str!("js/abort.js"),
        natives: &[("piece", other_piece)],
        globals: &["AbortController", "AbortSignal"],
    },
    Group {
        name: "structured-clone",
        text: include_str!("js/clone.js"),
        natives: &[("piece", other_piece), ("kind", piece::kind)],
        globals: &["structuredClone"],
    },
    Group {
        name: "performance",
        text: include_str!("js/performance.js"),
        natives: &[("now", now), ("origin", origin), ("piece", other_piece)],
        globals: &["performance"],
    },
    Group {
        name: "fetch",
        text: include_str!("js/fetch.js"),
        natives: fetch::NATIVES,
        globals: &["fetch", "Headers", "Request", "Response"],
    },
];

/// The names of the groups.
pub const NAMES: &[&str] = &[
    "url",
    "encoding",
    "events",
    "abort",
    "structured-clone",
    "performance",
    "fetch",
];

/// What the pieces share with Rust.
struct Shared {
    grants: Arc<Grants>,
    /// When the runtime began, by the monotonic clock; `None` if time is that of the host alone.
    started: Option<Instant>,
    /// The same by the host's clock.
    origin: f64,
    exchanges: fetch::Exchanges,
}

/// The places of the list that all accessors share: that of each group holds its exports once they are made.
const SHARED: usize = GROUPS.len();
const GLOBAL: usize = SHARED + 1;

/// Gives the current realm the groups that `has` says yes to. With `is_deterministic` time is that of the host alone.
///
/// # Errors
/// The global object may refuse; the memory limit.
///
/// # Examples
/// ```
/// use std::sync::Arc;
/// use stilla_host::{grants::Grants, web};
///
/// let mut runtime = stilla::Runtime::new();
/// runtime.enter(|cx| web::install(cx, &Arc::new(Grants::default()), true, |group| group == "url"))?;
/// let host: String = runtime.eval_as("new URL('http://example.com:81/').host")?;
/// assert_eq!(host, "example.com:81");
/// # Ok::<(), stilla::Error>(())
/// ```
pub fn install(
    cx: &mut Cx,
    grants: &Arc<Grants>,
    is_deterministic: bool,
    has: impl Fn(&str) -> bool,
) -> JsResult<()> {
    let shared = Shared {
        grants: Arc::clone(grants),
        started: (!is_deterministic).then(Instant::now),
        origin: cx.host().now(),
        exchanges: fetch::Exchanges::default(),
    };
    let shared = Data::new(cx, Box::new(shared), 128)?;
    let state = GcVec::from_slice(cx, &[Value::UNDEFINED; GROUPS.len()]);
    state.push(cx, shared.to_value());
    let global = cx.global_object();
    state.push(cx, global.into());
    for (number, group) in GROUPS
        .iter()
        .enumerate()
        .filter(|(_, group)| has(group.name))
    {
        for name in group.globals {
            let key = cx.key(*name);
            let accessor = [state.to_value(), Value::from(number), key.to_value(cx)];
            let data = GcVec::from_slice(cx, &accessor).to_value();
            let get = cx.new_native_closure(0, read, data);
            let set = cx.new_native_closure(1, replace, data);
            let descriptor = PropertyDescriptor {
                get: Some(get.into()),
                set: Some(set.into()),
                enumerable: Some(false),
                configurable: Some(true),
                ..PropertyDescriptor::default()
            };
            cx.define_property_or_throw(global, key, &descriptor)?;
        }
    }
    Ok(())
}

/// What an accessor closes over: the shared list, the number of the group, the key.
fn parts(cx: &mut Cx, call: &Call<'_>) -> JsResult<Option<(GcVec, usize, PropertyKey)>> {
    let Some(parts) = GcVec::from_value(call.data()) else {
        return Ok(None);
    };
    let state = GcVec::from_value(parts.get(0));
    let group = parts.get(1).as_int().unwrap_or(0) as usize;
    let key = cx.to_property_key(parts.get(2))?;
    Ok(state.map(|state| (state, group, key)))
}

fn read(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let Some((state, group, key)) = parts(cx, call)? else {
        return Ok(Value::UNDEFINED);
    };
    let exports = made(cx, state, group)?;
    let value = cx.get(exports, key)?;
    if let Some(global) = state.get(GLOBAL).as_object() {
        cx.put_own(global, key, value, Attributes::METHOD);
    }
    Ok(value)
}

fn replace(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    if let Some((state, _, key)) = parts(cx, call)?
        && let Some(global) = state.get(GLOBAL).as_object()
    {
        cx.put_own(global, key, call.arg(0), Attributes::METHOD);
    }
    Ok(Value::UNDEFINED)
}

/// The exports of a group.
fn made(cx: &mut Cx, state: GcVec, number: usize) -> JsResult<Object> {
    if let Some(exports) = state.get(number).as_object() {
        return Ok(exports);
    }
    let group = &GROUPS[number];
    let name = format!("stilla:{}", group.name);
    let exports = piece::run(cx, &name, group.text, group.natives, state.to_value())?;
    state.set(number, exports.into());
    Ok(exports)
}

/// A native function: the exports of another group.
fn other_piece(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let name = piece::text(cx, call.arg(0))?;
    let number = GROUPS.iter().position(|group| group.name == name);
    let state = GcVec::from_value(call.data());
    match (number, state) {
        (Some(number), Some(state)) => made(cx, state, number).map(Value::from),
        _ => Err(piece::complain(cx, "there is no such group")),
    }
}

/// Reads what the pieces share with Rust.
fn with_shared<T>(call: &Call<'_>, read: impl FnOnce(&Shared) -> T) -> Option<T> {
    let state = GcVec::from_value(call.data())?;
    Data::from_value(state.get(SHARED))?.with(read)
}

/// A native function: milliseconds since the runtime began.
fn now(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let host = cx.host().now();
    let passed = with_shared(call, |shared| match shared.started {
        Some(started) => started.elapsed().as_secs_f64() * 1e3,
        None => host - shared.origin,
    });
    Ok(Value::from(passed.unwrap_or(0.0)))
}

/// A native function: when the runtime began.
fn origin(_: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(Value::from(
        with_shared(call, |shared| shared.origin).unwrap_or(0.0),
    ))
}

/// An object with native functions alone, for a piece that hands them out.
fn native(cx: &mut Cx, name: &str, function: NativeFn, data: Value) -> Value {
    let options = NativeOptions {
        data,
        ..NativeOptions::default()
    };
    cx.new_native(name, 1, function, options).into()
}
