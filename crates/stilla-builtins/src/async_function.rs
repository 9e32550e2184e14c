//! §27.7 AsyncFunction objects <https://tc39.es/ecma262/#sec-async-function-objects>
//!
//! Uses: core. Never: other built-ins.

use stilla_core::builtin::{Global, intrinsic, tag};
use stilla_core::script::DynamicFunctionKind;
use stilla_core::{Attributes, Call, Cx, Intrinsic, JsResult, Value};

/// %AsyncFunction% and %AsyncFunction.prototype%.
pub const ASYNC_FUNCTION: Global = Global::constructor("AsyncFunction", 1, construct)
    .unexposed()
    .id(Intrinsic::AsyncFunction)
    .constructor_parent(Intrinsic::Function)
    .prototype_id(Intrinsic::AsyncFunctionPrototype)
    .prototype_parent(Intrinsic::FunctionPrototype)
    .without_constructor_property()
    .prototype(&[
        intrinsic("constructor", Intrinsic::AsyncFunction).attrs(Attributes::CONFIGURABLE),
        tag("AsyncFunction"),
    ]);

/// §27.7.1.1 AsyncFunction ( ...parameterArgs, bodyArg ) <https://tc39.es/ecma262/#sec-async-function-constructor-arguments>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let kind = DynamicFunctionKind::Async;
    Ok(cx
        .create_dynamic_function(call.callee(), call.new_target(), kind, call.args())?
        .into())
}
