//! §20.5.7 AggregateError Objects <https://tc39.es/ecma262/#sec-aggregate-error-objects>
//!
//! Uses: stilla-core. Never: other built-ins.

use stilla_core::builtin::{Global, text};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Name, Value};

/// %AggregateError% and its prototype.
pub const AGGREGATE_ERROR: Global = Global::constructor("AggregateError", 2, construct)
    .id(Intrinsic::AggregateError)
    .constructor_parent(Intrinsic::Error)
    .prototype_id(Intrinsic::AggregateErrorPrototype)
    .prototype_parent(Intrinsic::ErrorPrototype)
    .prototype(&[text("message", ""), text("name", "AggregateError")]);

/// §20.5.7.1.1 AggregateError ( errors, message [ , options ] )
/// <https://tc39.es/ecma262/#sec-aggregate-error>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let error = super::create(cx, call, Intrinsic::AggregateErrorPrototype, call.arg(1))?;
    super::install_error_cause(cx, error, call.arg(2))?;
    let errors = cx.iterable_to_list(call.arg(0))?;
    let errors = cx.array_from_list(errors);
    cx.create_method_property(error, Name::errors, errors.into())?;
    Ok(error.into())
}
