//! §20.5.8 SuppressedError Objects <https://tc39.es/ecma262/#sec-suppressederror-objects>
//!
//! Uses: stilla-core. Never: other built-ins.

use stilla_core::builtin::{Global, text};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Name, Value};

/// %SuppressedError% and its prototype.
pub const SUPPRESSED_ERROR: Global = Global::constructor("SuppressedError", 3, construct)
    .id(Intrinsic::SuppressedError)
    .constructor_parent(Intrinsic::Error)
    .prototype_id(Intrinsic::SuppressedErrorPrototype)
    .prototype_parent(Intrinsic::ErrorPrototype)
    .prototype(&[text("message", ""), text("name", "SuppressedError")]);

/// §20.5.8.1.1 SuppressedError ( error, suppressed, message )
/// <https://tc39.es/ecma262/#sec-suppressederror>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let error = super::create(cx, call, Intrinsic::SuppressedErrorPrototype, call.arg(2))?;
    cx.create_method_property(error, Name::error, call.arg(0))?;
    cx.create_method_property(error, Name::suppressed, call.arg(1))?;
    Ok(error.into())
}
