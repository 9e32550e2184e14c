//! %AbstractModuleSource% <https://tc39.es/proposal-source-phase-imports/#sec-module-source-objects>:
//! what source objects of modules inherit from. No global property leads to it.
//!
//! Uses: core. Never: other built-ins.

use stilla_core::builtin::{Global, symbol_getter};
use stilla_core::error::type_error;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Msg, Value, WellKnownSymbol};

/// The abstract constructor and its prototype.
pub const ABSTRACT_MODULE_SOURCE: Global =
    Global::constructor("AbstractModuleSource", 0, construct)
        .unexposed()
        .id(Intrinsic::AbstractModuleSource)
        .prototype_id(Intrinsic::AbstractModuleSourcePrototype)
        .prototype(&[symbol_getter(WellKnownSymbol::toStringTag, to_string_tag)]);

/// %AbstractModuleSource% ( )
fn construct(cx: &mut Cx, _: &Call<'_>) -> JsResult<Value> {
    let name = "AbstractModuleSource";
    Err(type_error(cx, Msg::AbstractConstructor { name }))
}

/// get %AbstractModuleSource%.prototype [ %Symbol.toStringTag% ]
fn to_string_tag(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(cx.module_source_class_name(call.this()))
}
