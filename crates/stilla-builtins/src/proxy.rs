//! §28.2 Proxy Objects <https://tc39.es/ecma262/#sec-proxy-objects>: the constructor; the internal
//! methods stand in `stilla_core::object`.
//!
//! Uses: stilla-core. Never: other built-ins.

use stilla_core::builtin::{Global, method};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Name, Value};

/// %Proxy%, which has no prototype object.
pub const PROXY: Global = Global::constructor("Proxy", 2, construct)
    .id(Intrinsic::Proxy)
    .statics(&[method("revocable", 2, revocable)]);

/// §28.2.1.1 Proxy ( target, handler ) <https://tc39.es/ecma262/#sec-proxy-target-handler>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    call.require_new(cx)?;
    Ok(cx.proxy_create(call.arg(0), call.arg(1))?.into())
}

/// §28.2.2.1 Proxy.revocable ( target, handler ) <https://tc39.es/ecma262/#sec-proxy.revocable>
fn revocable(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let proxy = Value::from(cx.proxy_create(call.arg(0), call.arg(1))?);
    let revoker = cx.new_native_closure(0, revoke, proxy);
    let result = cx.new_object();
    cx.create_data_property_or_throw(result, Name::proxy, proxy)?;
    cx.create_data_property_or_throw(result, Name::revoke, revoker.into())?;
    Ok(result.into())
}

/// The function that Proxy.revocable gives; it lets go of the proxy when it has revoked it.
fn revoke(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    if let Some(proxy) = call.data().as_object() {
        call.set_data(Value::NULL);
        cx.proxy_revoke(proxy);
    }
    Ok(Value::UNDEFINED)
}
