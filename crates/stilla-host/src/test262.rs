//! `$262`: what test262 asks of a host.
//!
//! Uses: core. Never: console.

mod agent;

use stilla_core::builtin::{Row, define_rows, method};
use stilla_core::script::CompileOptions;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Kind, Msg, Object, Value};

/// The functions of `$262`.
const HOST: &[Row] = &[
    method("createRealm", 0, create_realm),
    method("detachArrayBuffer", 1, detach_array_buffer),
    method("evalScript", 1, eval_script),
    method("gc", 0, collect),
];

/// What the suite calls a module that has a source object. It is in the module map of every realm with
/// `$262`.
const MODULE_SOURCE: &str = "<module source>";

fn add_module_source(cx: &mut Cx) -> JsResult<()> {
    let parent = cx.intrinsic(Intrinsic::AbstractModuleSourcePrototype);
    let prototype = cx.create_object(Kind::Ordinary, Some(parent), &[]);
    let class_name = cx.string("Test262ModuleSource");
    let source = cx.module_source_create(class_name, prototype);
    let module = cx.add_synthetic_module(MODULE_SOURCE, &[])?;
    cx.set_module_source(module, source);
    Ok(())
}

/// Gives the current realm `$262`.
///
/// # Errors
/// The global object may refuse.
///
/// # Examples
/// ```
/// let mut runtime = stilla::Runtime::new();
/// runtime.enter(|cx| stilla_host::test262::install(cx).map(|_| ()))?;
/// assert_eq!(runtime.eval_as::<i32>("$262.evalScript('1 + 1')")?, 2);
/// # Ok::<(), stilla::Error>(())
/// ```
pub fn install(cx: &mut Cx) -> JsResult<Object> {
    let host = cx.new_object();
    define_rows(cx, host, HOST);
    let global = cx.global_object();
    cx.create_data_property_or_throw(host, "global", global.into())?;
    let agent = agent::make(cx)?;
    cx.create_data_property_or_throw(host, "agent", agent.into())?;
    let module_source = cx.intrinsic(Intrinsic::AbstractModuleSource);
    cx.create_data_property_or_throw(host, "AbstractModuleSource", module_source.into())?;
    add_module_source(cx)?;
    let dda = cx.create_object(Kind::IsHtmlDda, None, &[]);
    let prototype = cx.intrinsic(Intrinsic::ObjectPrototype);
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
