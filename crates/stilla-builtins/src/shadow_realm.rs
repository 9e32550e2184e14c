//! ShadowRealm objects <https://tc39.es/proposal-shadowrealm/>: the class; what crosses the boundary,
//! and how, stands in `stilla_core`.
//!
//! The global object of the new realm has the objects of ECMAScript and nothing of the host.
//!
//! Uses: core. Never: other built-ins.

use stilla_core::builtin::{Global, method, tag};
use stilla_core::error::type_error;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Kind, Msg, Value};

/// The ShadowRealm constructor and its prototype.
pub const SHADOW_REALM: Global = Global::constructor("ShadowRealm", 0, construct)
    .id(Intrinsic::ShadowRealm)
    .prototype_id(Intrinsic::ShadowRealmPrototype)
    .prototype(&[
        method("evaluate", 1, evaluate),
        method("importValue", 2, import_value),
        tag("ShadowRealm"),
    ]);

/// Internal slot of [`Kind::ShadowRealm`]: [[ShadowRealm]].
const REALM: usize = 0;

/// ShadowRealm ( ) <https://tc39.es/proposal-shadowrealm/#sec-shadowrealm>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.require_new(cx)?;
    let default = Intrinsic::ShadowRealmPrototype;
    let prototype = cx.get_prototype_from_constructor(new_target, default)?;
    let realm = cx.new_shadow_realm()?;
    let object = cx.create_object(Kind::ShadowRealm, Some(prototype), &[realm]);
    Ok(object.into())
}

/// ValidateShadowRealmObject ( O ) <https://tc39.es/proposal-shadowrealm/#sec-validateshadowrealmobject>
fn validate(cx: &mut Cx, this: Value) -> JsResult<Value> {
    let object = cx.require_kind(this, Kind::ShadowRealm, "ShadowRealm")?;
    Ok(object.internal(REALM))
}

/// ShadowRealm.prototype.evaluate ( sourceText ) <https://tc39.es/proposal-shadowrealm/#sec-shadowrealm.prototype.evaluate>
fn evaluate(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let realm = validate(cx, call.this())?;
    let value = call.arg(0);
    let Some(source) = value.as_string() else {
        let name = "The source text of a ShadowRealm";
        return Err(type_error(cx, Msg::NotString { name, value }));
    };
    cx.shadow_realm_eval(realm, source)
}

/// ShadowRealm.prototype.importValue ( specifier, exportName ) <https://tc39.es/proposal-shadowrealm/#sec-shadowrealm.prototype.importvalue>
fn import_value(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let realm = validate(cx, call.this())?;
    let specifier = cx.to_string(call.arg(0))?;
    let value = call.arg(1);
    let Some(export) = value.as_string() else {
        let name = "The name of an export";
        return Err(type_error(cx, Msg::NotString { name, value }));
    };
    cx.shadow_realm_import_value(realm, specifier, export)
}
