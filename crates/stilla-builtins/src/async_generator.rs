//! §27.4 AsyncGeneratorFunction objects and §27.6 AsyncGenerator objects
//! <https://tc39.es/ecma262/#sec-asyncgeneratorfunction-objects>
//!
//! Uses: core. Never: other built-ins.

use stilla_core::builtin::{Global, intrinsic, method, tag};

use stilla_core::script::DynamicFunctionKind;
use stilla_core::{Attributes, Call, Cx, Intrinsic, JsResult, Resumption, Value};

/// %AsyncGeneratorFunction% and %AsyncGeneratorFunction.prototype%.
pub const ASYNC_GENERATOR_FUNCTION: Global =
    Global::constructor("AsyncGeneratorFunction", 1, construct)
        .unexposed()
        .id(Intrinsic::AsyncGeneratorFunction)
        .constructor_parent(Intrinsic::Function)
        .prototype_id(Intrinsic::AsyncGeneratorFunctionPrototype)
        .prototype_parent(Intrinsic::FunctionPrototype)
        .without_constructor_property()
        .prototype(&[
            intrinsic("constructor", Intrinsic::AsyncGeneratorFunction)
                .attrs(Attributes::CONFIGURABLE),
            intrinsic("prototype", Intrinsic::AsyncGeneratorPrototype)
                .attrs(Attributes::CONFIGURABLE),
            tag("AsyncGeneratorFunction"),
        ]);

/// %AsyncGeneratorPrototype%.
pub const ASYNC_GENERATOR: Global =
    Global::hidden("AsyncGenerator", Intrinsic::AsyncGeneratorPrototype)
        .prototype_parent(Intrinsic::AsyncIteratorPrototype)
        .prototype(&[
            intrinsic("constructor", Intrinsic::AsyncGeneratorFunctionPrototype)
                .attrs(Attributes::CONFIGURABLE),
            method("next", 1, next),
            method("return", 1, return_),
            method("throw", 1, throw),
            tag("AsyncGenerator"),
        ]);

/// §27.4.1.1 AsyncGeneratorFunction ( ...parameterArgs, bodyArg ) <https://tc39.es/ecma262/#sec-asyncgeneratorfunction>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let kind = DynamicFunctionKind::AsyncGenerator;
    Ok(cx
        .create_dynamic_function(call.callee(), call.new_target(), kind, call.args())?
        .into())
}

/// §27.6.1.2 %AsyncGeneratorPrototype%.next ( value ) <https://tc39.es/ecma262/#sec-asyncgenerator-prototype-next>
fn next(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    cx.resume_async_generator(call.this(), Resumption::Next(call.arg(0)))
}

/// §27.6.1.3 %AsyncGeneratorPrototype%.return ( value ) <https://tc39.es/ecma262/#sec-asyncgenerator-prototype-return>
fn return_(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    cx.resume_async_generator(call.this(), Resumption::Return(call.arg(0)))
}

/// §27.6.1.4 %AsyncGeneratorPrototype%.throw ( exception ) <https://tc39.es/ecma262/#sec-asyncgenerator-prototype-throw>
fn throw(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    cx.resume_async_generator(call.this(), Resumption::Throw(call.arg(0)))
}
