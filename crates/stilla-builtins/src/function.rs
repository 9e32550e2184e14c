//! §20.2 Function Objects <https://tc39.es/ecma262/#sec-function-objects>
//!
//! Uses: stilla-core. Never: other built-ins.

use stilla_core::builtin::{Global, intrinsic_accessor, method, symbol_method};
use stilla_core::error::type_error;
use stilla_core::script::DynamicFunctionKind;
use stilla_core::{
    Attributes, Call, Cx, GcVec, Intrinsic, JsResult, Msg, Name, Object, PropertyDescriptor, Value,
    WellKnownSymbol,
};

/// %Function% and %Function.prototype%, which the realm makes because it is a function itself.
pub const FUNCTION: Global = Global::constructor("Function", 1, construct)
    .id(Intrinsic::Function)
    .prototype_id(Intrinsic::FunctionPrototype)
    .prototype(&[
        method("apply", 2, apply),
        method("bind", 1, bind),
        method("call", 1, call_function),
        method("toString", 0, to_string),
        symbol_method(WellKnownSymbol::hasInstance, 1, has_instance).attrs(Attributes::NONE),
        intrinsic_accessor("arguments", Intrinsic::ThrowTypeError),
        intrinsic_accessor("caller", Intrinsic::ThrowTypeError),
    ]);

/// %ThrowTypeError%.
pub const THROW_TYPE_ERROR: Global = Global::function("", 0, throw_type_error)
    .id(Intrinsic::ThrowTypeError)
    .unexposed()
    .frozen();

/// §10.2.4.1 %ThrowTypeError% ( ) <https://tc39.es/ecma262/#sec-%throwtypeerror%>
///
/// SPEC: `caller` and `arguments` of a sloppy function are undefined: old code that asks for them
/// gets an answer, though never a function.
fn throw_type_error(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    if call
        .this()
        .as_object()
        .is_some_and(|function| cx.is_sloppy_function(function))
    {
        return Ok(Value::UNDEFINED);
    }
    Err(type_error(cx, Msg::CallerRestricted))
}

/// §20.2.1.1 Function ( ...parameterArgs, bodyArg ) <https://tc39.es/ecma262/#sec-function-p1-p2-pn-body>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let kind = DynamicFunctionKind::Normal;
    Ok(cx
        .create_dynamic_function(call.callee(), call.new_target(), kind, call.args())?
        .into())
}

/// The receiver of a method that takes any function.
fn this_function(cx: &mut Cx, call: &Call<'_>, method: &'static str) -> JsResult<Object> {
    let value = call.this();
    match value.as_object() {
        Some(function) if function.is_callable() => Ok(function),
        _ => Err(type_error(
            cx,
            Msg::IncompatibleMethodReceiver { method, value },
        )),
    }
}

/// §20.2.3.1 Function.prototype.apply ( thisArg, argArray ) <https://tc39.es/ecma262/#sec-function.prototype.apply>
fn apply(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let function = this_function(cx, call, "Function.prototype.apply")?;
    if call.arg(1).is_nullish() {
        return cx.call(function.into(), call.arg(0), &[]);
    }
    cx.call_with_array_like(function.into(), call.arg(0), call.arg(1))
}

/// §20.2.3.2 Function.prototype.bind ( thisArg, ...args ) <https://tc39.es/ecma262/#sec-function.prototype.bind>
fn bind(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = this_function(cx, call, "Function.prototype.bind")?;
    let args = GcVec::from_slice(cx, call.args_from(1));
    let bound = cx.bound_function_create(target, call.arg(0), args)?;
    let length = bound_length(cx, target, args.len())?;
    define_configurable(cx, bound, Name::length, length)?;
    let name = cx.get(target, Name::name)?;
    let name = name.as_string().unwrap_or(cx.name(Name::empty));
    let prefix = cx.intern_str("bound ");
    let name = cx.concat(prefix, name)?;
    define_configurable(cx, bound, Name::name, name.into())?;
    Ok(bound.into())
}

/// Steps 4 to 7 of bind: what remains of the target's `length`.
fn bound_length(cx: &mut Cx, target: Object, bound: usize) -> JsResult<Value> {
    if !cx.has_own_property(target, Name::length)? {
        return Ok(Value::ZERO);
    }
    let length = cx.get(target, Name::length)?;
    if !length.is_number() {
        return Ok(Value::ZERO);
    }
    let length = cx.to_integer_or_infinity(length)?;
    Ok(Value::from((length - bound as f64).max(0.0)))
}

fn define_configurable(cx: &mut Cx, object: Object, name: Name, value: Value) -> JsResult<()> {
    let descriptor = PropertyDescriptor::data(value, Attributes::CONFIGURABLE);
    cx.define_property_or_throw(object, name, &descriptor)
}

/// §20.2.3.3 Function.prototype.call ( thisArg, ...args ) <https://tc39.es/ecma262/#sec-function.prototype.call>
fn call_function(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let function = this_function(cx, call, "Function.prototype.call")?;
    cx.call(function.into(), call.arg(0), call.args_from(1))
}

/// §20.2.3.5 Function.prototype.toString ( ) <https://tc39.es/ecma262/#sec-function.prototype.tostring>
fn to_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let function = this_function(cx, call, "Function.prototype.toString")?;
    Ok(cx.function_source_text(function)?.into())
}

/// §20.2.3.6 Function.prototype [ %Symbol.hasInstance% ] ( V )
/// <https://tc39.es/ecma262/#sec-function.prototype-%symbol.hasinstance%>
fn has_instance(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(cx.ordinary_has_instance(call.this(), call.arg(0))?.into())
}
