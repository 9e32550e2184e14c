//! What `vi.mock` and snapshots need of the host: the module map and files.
//!
//! Uses: stilla. Never: the command line.

use stilla::core::error::type_error;
use stilla::core::{Call, Cx, JsResult, Msg, Object, Value};

use crate::native;

/// Frames that are looked at for the file that calls.
const DEEPEST: usize = 60;

/// The object `host` of `api/install.js`.
pub(crate) fn host_object(cx: &mut Cx) -> JsResult<Object> {
    let host = cx.new_object();
    let functions = [
        ("resolve", native(cx, "resolve", resolve)),
        ("replace", native(cx, "replace", replace)),
        ("forget", native(cx, "forget", forget)),
        ("reset", native(cx, "reset", reset)),
        ("readFile", native(cx, "readFile", read_file)),
    ];
    for (name, function) in functions {
        cx.create_data_property_or_throw(host, name, function)?;
    }
    Ok(host)
}

/// Whether modules with this name are part of the API.
fn is_own(identity: &str) -> bool {
    identity.starts_with("stilla:") || identity == "vitest"
}

fn text(cx: &mut Cx, value: Value) -> JsResult<String> {
    let text = cx.to_string(value)?;
    Ok(cx.to_rust_string(text))
}

/// The identity of the module that a specifier names, in the eyes of the file that calls; undefined if there is none.
fn resolve(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let specifier = text(cx, call.arg(0))?;
    let fallback = text(cx, call.arg(1))?;
    let frames = cx.stack_frames(DEEPEST).into_iter();
    let caller = frames
        .map(|frame| frame.source)
        .find(|source| !is_own(source));
    let referrer = caller.unwrap_or(fallback);
    match cx.host().resolve_module(&specifier, &referrer) {
        Ok(identity) => Ok(cx.string(&identity).into()),
        Err(_) => Ok(Value::UNDEFINED),
    }
}

/// A native function: the text of the file that a specifier names, in the eyes of the file that calls; undefined if there
/// is none.
fn read_file(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let identity = resolve(cx, call)?;
    if identity.is_undefined() {
        return Ok(identity);
    }
    let identity = text(cx, identity)?;
    match cx.host().load_module(&identity) {
        Ok(source) => {
            cx.reserve(source.text.len())?;
            Ok(cx.string(&String::from_utf8_lossy(&source.text)).into())
        }
        Err(_) => Ok(Value::UNDEFINED),
    }
}

fn replace(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let identity = text(cx, call.arg(0))?;
    let Some(exports) = call.arg(1).as_object() else {
        let value = call.arg(1);
        return Err(type_error(cx, Msg::NotAnObject { value }));
    };
    cx.replace_module(&identity, exports)?;
    Ok(Value::UNDEFINED)
}

fn forget(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let chosen = text(cx, call.arg(0))?;
    cx.forget_modules(|identity| identity == chosen);
    Ok(Value::UNDEFINED)
}

/// Forgets all modules but those of the API.
fn reset(cx: &mut Cx, _call: &Call<'_>) -> JsResult<Value> {
    cx.forget_modules(|identity| !is_own(identity));
    Ok(Value::UNDEFINED)
}
