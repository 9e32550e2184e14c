//! §27.3 GeneratorFunction objects and §27.5 Generator objects
//! <https://tc39.es/ecma262/#sec-generatorfunction-objects>
//!
//! Uses: core. Never: other built-ins.

use stilla_core::builtin::{Global, intrinsic, method, tag};

use stilla_core::script::DynamicFunctionKind;
use stilla_core::{Attributes, Call, Cx, Intrinsic, JsResult, Resumption, Value};

/// %GeneratorFunction% and %GeneratorFunction.prototype%.
pub const GENERATOR_FUNCTION: Global = Global::constructor("GeneratorFunction", 1, construct)
    .unexposed()
    .id(Intrinsic::GeneratorFunction)
    .constructor_parent(Intrinsic::Function)
    .prototype_id(Intrinsic::GeneratorFunctionPrototype)
    .prototype_parent(Intrinsic::FunctionPrototype)
    .without_constructor_property()
    .prototype(&[
        intrinsic("constructor", Intrinsic::GeneratorFunction).attrs(Attributes::CONFIGURABLE),
        intrinsic("prototype", Intrinsic::GeneratorPrototype).attrs(Attributes::CONFIGURABLE),
        tag("GeneratorFunction"),
    ]);

/// %GeneratorPrototype%.
pub const GENERATOR: Global = Global::hidden("Generator", Intrinsic::GeneratorPrototype)
    .prototype_parent(Intrinsic::IteratorPrototype)
    .method_ids(&[(Intrinsic::GeneratorProtoNext, "next")])
    .prototype(&[
        intrinsic("constructor", Intrinsic::GeneratorFunctionPrototype)
            .attrs(Attributes::CONFIGURABLE),
        method("next", 1, next),
        method("return", 1, return_),
        method("throw", 1, throw),
        tag("Generator"),
    ]);

/// §27.3.1.1 GeneratorFunction ( ...parameterArgs, bodyArg ) <https://tc39.es/ecma262/#sec-generatorfunction>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let kind = DynamicFunctionKind::Generator;
    Ok(cx
        .create_dynamic_function(call.callee(), call.new_target(), kind, call.args())?
        .into())
}

/// §27.5.1.2 %GeneratorPrototype%.next ( value ) <https://tc39.es/ecma262/#sec-generator.prototype.next>
fn next(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    cx.resume_generator(call.this(), Resumption::Next(call.arg(0)))
}

/// §27.5.1.3 %GeneratorPrototype%.return ( value ) <https://tc39.es/ecma262/#sec-generator.prototype.return>
fn return_(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    cx.resume_generator(call.this(), Resumption::Return(call.arg(0)))
}

/// §27.5.1.4 %GeneratorPrototype%.throw ( exception ) <https://tc39.es/ecma262/#sec-generator.prototype.throw>
fn throw(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    cx.resume_generator(call.this(), Resumption::Throw(call.arg(0)))
}
