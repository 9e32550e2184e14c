//! §20.5 Error Objects <https://tc39.es/ecma262/#sec-error-objects>
//!
//! Error and its statics, %Error.prototype%, and the six NativeErrors, which differ in their names.
//! What an error remembers of the stack is an internal slot; `stack` is an accessor that reads it.
//!
//! Uses: stilla-core. Never: other built-ins.

mod aggregate;
mod prototype;
mod suppressed;

pub use aggregate::AGGREGATE_ERROR;
pub use suppressed::SUPPRESSED_ERROR;

use stilla_core::builtin::{Global, Row, accessor, method, number, text};
use stilla_core::error::type_error;
use stilla_core::{
    Attributes, Call, Cx, Intrinsic, JsResult, Kind, Msg, Name, Object, PropertyDescriptor, Value,
};

/// %Error% and %Error.prototype%.
pub const ERROR: Global = Global::constructor("Error", 1, |cx, call| {
    construct(cx, call, Intrinsic::ErrorPrototype)
})
.id(Intrinsic::Error)
.prototype_id(Intrinsic::ErrorPrototype)
.prototype(&[
    text("message", ""),
    text("name", "Error"),
    method("toString", 0, prototype::to_string),
    accessor("stack", prototype::get_stack, prototype::set_stack),
])
.statics(&[
    method("captureStackTrace", 2, capture_stack_trace),
    method("isError", 1, is_error),
    number("stackTraceLimit", 10.0).attrs(Attributes::ALL),
]);

/// §20.5.6 NativeError Object Structure <https://tc39.es/ecma262/#sec-nativeerror-object-structure>
const fn native_error(
    name: &'static str,
    construct: stilla_core::NativeFn,
    id: Intrinsic,
    prototype: Intrinsic,
    rows: &'static [Row],
) -> Global {
    Global::constructor(name, 1, construct)
        .id(id)
        .constructor_parent(Intrinsic::Error)
        .prototype_id(prototype)
        .prototype_parent(Intrinsic::ErrorPrototype)
        .prototype(rows)
}

/// %EvalError% and its prototype.
pub const EVAL_ERROR: Global = native_error(
    "EvalError",
    |cx, call| construct(cx, call, Intrinsic::EvalErrorPrototype),
    Intrinsic::EvalError,
    Intrinsic::EvalErrorPrototype,
    &[text("message", ""), text("name", "EvalError")],
);

/// %RangeError% and its prototype.
pub const RANGE_ERROR: Global = native_error(
    "RangeError",
    |cx, call| construct(cx, call, Intrinsic::RangeErrorPrototype),
    Intrinsic::RangeError,
    Intrinsic::RangeErrorPrototype,
    &[text("message", ""), text("name", "RangeError")],
);

/// %ReferenceError% and its prototype.
pub const REFERENCE_ERROR: Global = native_error(
    "ReferenceError",
    |cx, call| construct(cx, call, Intrinsic::ReferenceErrorPrototype),
    Intrinsic::ReferenceError,
    Intrinsic::ReferenceErrorPrototype,
    &[text("message", ""), text("name", "ReferenceError")],
);

/// %SyntaxError% and its prototype.
pub const SYNTAX_ERROR: Global = native_error(
    "SyntaxError",
    |cx, call| construct(cx, call, Intrinsic::SyntaxErrorPrototype),
    Intrinsic::SyntaxError,
    Intrinsic::SyntaxErrorPrototype,
    &[text("message", ""), text("name", "SyntaxError")],
);

/// %TypeError% and its prototype.
pub const TYPE_ERROR: Global = native_error(
    "TypeError",
    |cx, call| construct(cx, call, Intrinsic::TypeErrorPrototype),
    Intrinsic::TypeError,
    Intrinsic::TypeErrorPrototype,
    &[text("message", ""), text("name", "TypeError")],
);

/// %URIError% and its prototype.
pub const URI_ERROR: Global = native_error(
    "URIError",
    |cx, call| construct(cx, call, Intrinsic::UriErrorPrototype),
    Intrinsic::UriError,
    Intrinsic::UriErrorPrototype,
    &[text("message", ""), text("name", "URIError")],
);

/// §20.5.1.1 Error ( message [ , options ] ) <https://tc39.es/ecma262/#sec-error-message>
/// §20.5.6.1.1 NativeError ( message [ , options ] ) <https://tc39.es/ecma262/#sec-nativeerror>
fn construct(cx: &mut Cx, call: &Call<'_>, prototype: Intrinsic) -> JsResult<Value> {
    let error = create(cx, call, prototype, call.arg(0))?;
    install_error_cause(cx, error, call.arg(1))?;
    Ok(error.into())
}

/// The first steps of every error's constructor: the object with its message.
fn create(cx: &mut Cx, call: &Call<'_>, default: Intrinsic, message: Value) -> JsResult<Object> {
    let target = call.new_target().unwrap_or(call.callee());
    let prototype = cx.get_prototype_from_constructor(target, default)?;
    let message = if message.is_undefined() {
        None
    } else {
        Some(cx.to_string(message)?)
    };
    Ok(cx.create_error(prototype, message))
}

/// §20.5.8.1 InstallErrorCause ( obj, options ) <https://tc39.es/ecma262/#sec-installerrorcause>
fn install_error_cause(cx: &mut Cx, error: Object, options: Value) -> JsResult<()> {
    if let Some(options) = options.as_object()
        && cx.has_property(options, Name::cause)?
    {
        let cause = cx.get(options, Name::cause)?;
        cx.create_method_property(error, Name::cause, cause)?;
    }
    Ok(())
}

/// §20.5.2.1 Error.isError ( arg ) <https://tc39.es/ecma262/#sec-error.iserror>
fn is_error(_: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(call
        .arg(0)
        .as_object()
        .is_some_and(|object| object.is(Kind::Error))
        .into())
}

/// Error.captureStackTrace ( error [ , constructor ] ), which every engine has and no standard yet:
/// gives an object the stack of the running code as an own property.
///
/// SPEC: the frames above the second argument are not left out.
fn capture_stack_trace(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let value = call.arg(0);
    let Some(object) = value.as_object() else {
        return Err(type_error(cx, Msg::NotAnObject { value }));
    };
    let stack = cx.stack_text(object, None);
    let descriptor = PropertyDescriptor::data(stack.into(), Attributes::METHOD);
    cx.define_property_or_throw(object, Name::stack, &descriptor)?;
    Ok(Value::UNDEFINED)
}
