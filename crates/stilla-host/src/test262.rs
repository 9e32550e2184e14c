//! `$262`: what test262 asks of a host.
//!
//! Uses: core. Never: console.

mod agent;

use stilla_core::builtin::{Row, define_rows, method};
use stilla_core::script::CompileOptions;
use stilla_core::{Call, Cx, JsResult, Kind, Msg, Object, Value};

/// The functions of `$262`.
const HOST: &[Row] = &[
    method("createRealm", 0, create_realm),
    method("detachArrayBuffer", 1, detach_array_buffer),
    method("evalScript", 1, eval_script),
    method("gc", 0, collect),
];

/// Gives the current realm `$262`.
///
/// # Errors
/// The global object may refuse.
pub fn install(cx: &mut Cx) -> JsResult<Object> {
    let host = cx.new_object();
    define_rows(cx, host, HOST);
    let global = cx.global_object();
    cx.create_data_property_or_throw(host, "global", global.into())?;
    let agent = agent::make(cx)?;
    cx.create_data_property_or_throw(host, "agent", agent.into())?;
    let dda = cx.create_object(Kind::IsHtmlDda, None, &[]);
    let prototype = cx.intrinsic(stilla_core::Intrinsic::ObjectPrototype);
    cx.set_prototype_of(dda, Some(prototype))?;
    cx.create_data_property_or_throw(host, "IsHTMLDDA", dda.into())?;
    cx.create_data_property_or_throw(global, "$262", host.into())?;
    Ok(host)
}

fn create_realm(cx: &mut Cx, _: &Call<'_>) -> JsResult<Value> {
    let global = cx.new_realm();
    let host = cx.with_realm_of(global, install)?;
    Ok(host.into())
}

fn detach_array_buffer(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    match call
        .arg(0)
        .as_object()
        .and_then(stilla_core::buffer::Buffer::of)
    {
        Some(buffer) => {
            cx.detach_buffer(buffer);
            Ok(Value::NULL)
        }
        None => Err(stilla_core::error::type_error(
            cx,
            Msg::IncompatibleReceiver {
                expected: "ArrayBuffer",
                value: call.arg(0),
            },
        )),
    }
}

fn eval_script(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let text = cx.to_string(call.arg(0))?;
    let source = cx.to_wtf8(text);
    let options = CompileOptions {
        completion: true,
        ..CompileOptions::default()
    };
    cx.eval_script("<evalScript>", &source, &options)
}

fn collect(cx: &mut Cx, _: &Call<'_>) -> JsResult<Value> {
    cx.collect_garbage();
    Ok(Value::UNDEFINED)
}
