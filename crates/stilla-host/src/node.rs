//! What programs written for Node ask for: `process`, `Buffer`, `util`, `path`, `require`. Opt-in.
//!
//! Uses: core, piece, grants, console's format, fs, data, modules. Never: the system.

use std::sync::Arc;

use stilla_core::host::Stream;
use stilla_core::host_data::Data;
use stilla_core::ops::EntryKind;
use stilla_core::script::CompileOptions;
use stilla_core::{Attributes, Call, Cx, JsResult, NativeFn, Object, PropertyKey, Stop, Value};

use crate::console::format;
use crate::grants::Grants;
use crate::inspect::{Options, inspect_with};
use crate::{modules, piece};

const NATIVES: &[(&str, NativeFn)] = &[
    ("inspect", inspect),
    ("format", format_values),
    ("arguments", arguments),
    ("environment", environment),
    ("exit", exit),
    ("write", write),
    ("memory", memory),
    ("decode", piece::decode),
    ("encode", piece::encode),
    ("resolve", resolve),
    ("load", load),
    ("compile", compile),
    ("module", module),
    ("piece", other),
    ("kind", piece::kind),
    ("builtin", builtin),
];

/// The pieces with their texts.
const PIECES: &[(&str, &str)] = &[
    ("util", include_str!("js/util.js")),
    ("buffer", include_str!("js/buffer.js")),
    ("process", include_str!("js/process.js")),
    ("path", include_str!("js/path.js")),
    ("require", include_str!("js/require.js")),
    ("events", include_str!("js/node/events.js")),
    ("assert", include_str!("js/node/assert.js")),
    ("url", include_str!("js/node/url.js")),
    ("timers", include_str!("js/node/timers.js")),
    ("querystring", include_str!("js/node/querystring.js")),
];

/// Modules that are a part of what another exports.
const PARTS: &[(&str, &str, &str)] = &[
    ("path/posix", "path", "default"),
    ("util/types", "util", "types"),
    ("assert/strict", "assert", "strict"),
    ("timers/promises", "timers", "promises"),
];

/// The globals that can be switched on: the name of the switch, of the piece, of the global.
const GLOBALS: &[(&str, &str, &str)] = &[
    ("process", "process", "process"),
    ("buffer", "buffer", "Buffer"),
    ("require", "require", "require"),
];

/// The switches of this room.
pub const NAMES: &[&str] = &["process", "buffer", "require"];

/// The exports of `stilla:util` and its like.
pub(crate) fn exports(cx: &mut Cx, grants: &Arc<Grants>, name: &str) -> JsResult<Object> {
    // NOTE: whoever asks gets the same, so that a Buffer is one for everybody.
    let made = made(cx)?;
    if let Some(exports) = cx.get(made, name)?.as_object() {
        return Ok(exports);
    }
    let exports = make(cx, grants, name)?;
    cx.create_data_property_or_throw(made, name, exports.into())?;
    Ok(exports)
}

fn make(cx: &mut Cx, grants: &Arc<Grants>, name: &str) -> JsResult<Object> {
    if let Some((_, whole, part)) = PARTS.iter().find(|(known, ..)| *known == name) {
        let whole = exports(cx, grants, whole)?;
        let part = cx.get(whole, *part)?;
        return with_default(cx, part);
    }
    if name == "perf_hooks" {
        let global = cx.global_object();
        let performance = cx.get(global, "performance")?;
        let exports = cx.new_object();
        cx.create_data_property_or_throw(exports, "performance", performance)?;
        return with_default(cx, exports.into());
    }
    let Some((_, text)) = PIECES.iter().find(|(known, _)| *known == name) else {
        return Err(piece::complain(cx, "there is no such module"));
    };
    let data = Data::new(cx, Box::new(Arc::clone(grants)), 64)?;
    piece::run(
        cx,
        &format!("stilla:{name}"),
        text,
        NATIVES,
        data.to_value(),
    )
}

/// The properties of an object as exports, and the object itself as their `default`.
fn with_default(cx: &mut Cx, value: Value) -> JsResult<Object> {
    let object = cx.to_object(value)?;
    let exports = cx.new_object();
    for key in cx
        .enumerable_own_properties(object, EntryKind::Keys)?
        .iter()
    {
        let key = cx.to_property_key(key)?;
        let value = cx.get(object, key)?;
        cx.create_data_property_or_throw(exports, key, value)?;
    }
    cx.create_data_property_or_throw(exports, "default", value)?;
    Ok(exports)
}

/// The exports that were made in this realm, by name: a hidden property of its global object.
fn made(cx: &mut Cx) -> JsResult<Object> {
    let symbol = cx.string("stilla:node");
    let symbol = cx.registered_symbol(symbol);
    let global = cx.global_object();
    let known = cx.get_own_property(global, PropertyKey::from(symbol))?;
    if let Some(made) = known.and_then(|own| own.value).and_then(Value::as_object) {
        return Ok(made);
    }
    let made = cx.new_object();
    cx.set_prototype_of(made, None)?;
    cx.put_own(
        global,
        PropertyKey::from(symbol),
        made.into(),
        Attributes::NONE,
    );
    Ok(made)
}

/// What the script wants done when nothing else is left to be done, if it has `process`: runs the handlers of `exit` and
/// gives the exit code.
///
/// # Errors
/// What a handler throws; a stop.
///
/// # Examples
/// ```
/// use std::sync::Arc;
/// use stilla_host::{grants::Grants, node};
///
/// let mut runtime = stilla::Runtime::new();
/// runtime.enter(|cx| node::install(cx, &Arc::new(Grants::default()), |name| name == "process"))?;
/// runtime.eval("process.on('exit', () => { process.exitCode = 3 })")?;
/// assert_eq!(runtime.enter(|cx| node::end(cx))?, Some(3));
/// # Ok::<(), stilla::Error>(())
/// ```
pub fn end(cx: &mut Cx) -> JsResult<Option<i32>> {
    let made = made(cx)?;
    let Some(process) = cx.get(made, "process")?.as_object() else {
        return Ok(None);
    };
    let end = cx.get(process, "end")?;
    let last = cx.call(end, Value::UNDEFINED, &[])?;
    cx.run_until_idle()?;
    let code = cx.call(last, Value::UNDEFINED, &[])?;
    cx.to_int32(code).map(Some)
}

/// Gives the current realm the globals that `has` says yes to.
///
/// # Errors
/// The memory limit.
///
/// # Examples
/// ```
/// use std::sync::Arc;
/// use stilla_host::{grants::Grants, node};
///
/// let mut runtime = stilla::Runtime::new();
/// runtime.enter(|cx| node::install(cx, &Arc::new(Grants::default()), |name| name == "buffer"))?;
/// let hex: String = runtime.eval_as("Buffer.from('hi').toString('hex')")?;
/// assert_eq!(hex, "6869");
/// # Ok::<(), stilla::Error>(())
/// ```
pub fn install(cx: &mut Cx, grants: &Arc<Grants>, has: impl Fn(&str) -> bool) -> JsResult<()> {
    for (switch, piece, name) in GLOBALS.iter().filter(|(switch, ..)| has(switch)) {
        let _ = switch;
        let made = exports(cx, grants, piece)?;
        let value = cx.get(made, *name)?;
        let global = cx.global_object();
        cx.put_own(global, cx.key(*name), value, Attributes::METHOD);
    }
    Ok(())
}

/// Runs a CommonJS module and gives its exports.
///
/// # Errors
/// What it throws.
pub fn run_common_js(cx: &mut Cx, path: &str) -> JsResult<Value> {
    let made = exports(cx, &Arc::new(Grants::default()), "require")?;
    let path = cx.string(path).into();
    cx.invoke(made.into(), "run", &[path])
}

fn grants(call: &Call<'_>) -> Option<Arc<Grants>> {
    Data::from_value(call.data())?.with(|grants: &Arc<Grants>| Arc::clone(grants))
}

fn inspect(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let options = format::options(cx, call.arg(1), Options::default())?;
    let text = inspect_with(cx, call.arg(0), &options)?;
    piece::string(cx, &text)
}

fn format_values(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let text = format::line(cx, call.args())?;
    piece::string(cx, &text)
}

fn arguments(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let list = stilla_core::GcVec::new(cx);
    for argument in grants(call)
        .map(|grants| grants.arguments.clone())
        .unwrap_or_default()
    {
        let text = piece::string(cx, &argument)?;
        list.try_push(cx, text)?;
    }
    Ok(cx.array_from_list(list).into())
}

fn environment(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.new_object();
    let Some(grants) = grants(call) else {
        return Ok(object.into());
    };
    for (name, value) in &grants.environment {
        let value = piece::string(cx, value)?;
        let key = PropertyKey::from_str(cx, name);
        cx.create_data_property_or_throw(object, key, value)?;
    }
    let names: Vec<&str> = grants.environment.keys().map(String::as_str).collect();
    grants.record("env", &names.join(","), "ok");
    Ok(object.into())
}

fn exit(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let code = cx.to_int32(call.arg(0))?;
    Err(cx.stop_with(Stop::Exit(code)))
}

fn write(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let stream = match call.arg(0).to_boolean() {
        true => Stream::Error,
        false => Stream::Output,
    };
    let text = piece::text(cx, call.arg(1))?;
    match cx.host().write(stream, &text) {
        Ok(()) => Ok(Value::UNDEFINED),
        Err(kind) => Err(cx.stop_with(Stop::Output(kind))),
    }
}

fn memory(cx: &mut Cx, _: &Call<'_>) -> JsResult<Value> {
    Ok(Value::from(cx.memory_usage() as f64))
}

/// The identity of the module that a specifier names for a file.
fn resolve(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let specifier = piece::text(cx, call.arg(0))?;
    let referrer = piece::text(cx, call.arg(1))?;
    match cx.host().resolve_module(&specifier, &referrer) {
        Ok(identity) => piece::string(cx, &identity),
        Err(text) => {
            let code = cx.string("MODULE_NOT_FOUND").into();
            Err(piece::error_with(cx, &text, &[("code", code)])?)
        }
    }
}

fn load(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let identity = piece::text(cx, call.arg(0))?;
    match cx.host().load_module(&identity) {
        Ok(source) => {
            let text = String::from_utf8_lossy(&source.text).into_owned();
            piece::string(cx, &text)
        }
        Err(text) => Err(piece::complain(cx, &text)),
    }
}

/// The function whose body is a CommonJS module.
fn compile(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let name = piece::text(cx, call.arg(0))?;
    let text = piece::text(cx, call.arg(1))?;
    // A first line for the system's shell is none of the language.
    let comment = if text.starts_with("#!") { "//" } else { "" };
    let begin = format!("(function (exports, require, module, __filename, __dirname) {{{comment}");
    let end = "\n})";
    let whole = format!("{begin}{text}{end}");
    let options = CompileOptions {
        completion: true,
        wrapper: (begin.len() as u32, end.len() as u32),
        ..CompileOptions::default()
    };
    cx.eval_script(&name, whole.as_bytes(), &options)
}

/// The exports of a module that the host makes, or nothing: of data files and of the host itself.
fn module(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let identity = piece::text(cx, call.arg(0))?;
    let is_made = identity.starts_with("stilla:")
        || std::path::Path::new(&identity)
            .extension()
            .and_then(|ending| ending.to_str())
            .and_then(stilla_data::Format::named)
            .is_some();
    if !is_made {
        return Ok(Value::UNDEFINED);
    }
    let module = cx.load_module(&identity)?;
    let namespace = cx.module_namespace(module)?;
    cx.get(namespace, "default")
}

/// The identity of the module of the host that a name of Node's means; undefined if there is none.
fn builtin(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let name = piece::text(cx, call.arg(0))?;
    match modules::named(&format!("node:{name}")) {
        Some(identity) => piece::string(cx, identity),
        None => Ok(Value::UNDEFINED),
    }
}

/// The exports of another piece.
fn other(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let name = piece::text(cx, call.arg(0))?;
    match grants(call) {
        Some(grants) => exports(cx, &grants, &name).map(Value::from),
        None => Ok(Value::UNDEFINED),
    }
}
