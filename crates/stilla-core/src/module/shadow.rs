//! ShadowRealmImportValue: a module is evaluated in the other realm, one of its exports crosses over.
//!
//! Uses: module, shadow_realm, promise. Never: interp.

use super::dynamic::ImportPhaseNumber;
use super::load::AttributeType;
use crate::error::{JsResult, Msg, type_error};
use crate::function::Call;
use crate::promise::PromiseCapability;
use crate::value::Value;
use crate::{Cx, JsString};

impl Cx {
    /// ShadowRealmImportValue ( specifierString, exportNameString, callerRealm, evalRealm, evalContext )
    /// <https://tc39.es/proposal-shadowrealm/#sec-shadowrealmimportvalue>; the caller's realm is the
    /// current one, `realm` is what [`Cx::new_shadow_realm`] gave.
    ///
    /// # Errors
    /// Only a stop: anything else rejects the promise.
    pub fn shadow_realm_import_value(
        &mut self,
        realm: Value,
        specifier: JsString,
        export: JsString,
    ) -> JsResult<Value> {
        let inner = PromiseCapability::direct(self.new_promise());
        if let Err(thrown) = self.start_shadow_import(realm, specifier, &inner) {
            inner.reject_thrown(self, thrown)?;
        }
        let result = PromiseCapability::direct(self.new_promise());
        let on_fulfilled = self.new_native_closure(1, export_getter, export.into());
        let on_rejected = self.new_native_closure(1, import_failed, Value::UNDEFINED);
        self.perform_promise_then(
            inner.promise,
            on_fulfilled.into(),
            on_rejected.into(),
            Some(&result),
        );
        Ok(result.promise.into())
    }

    fn start_shadow_import(
        &mut self,
        realm: Value,
        specifier: JsString,
        inner: &PromiseCapability,
    ) -> JsResult<()> {
        let referrer = self.active_block().map(|block| self.referrer(block));
        let specifier = self.to_wtf8(specifier);
        self.within_shadow_realm(realm, |cx| {
            let referrer = referrer.unwrap_or_default();
            let module = cx.load_imported(&specifier, &referrer, AttributeType::Script)?;
            cx.load_requested(module)?;
            cx.continue_import(module, ImportPhaseNumber::EVALUATION, inner);
            Ok(())
        })
    }
}

/// ExportGetter functions <https://tc39.es/proposal-shadowrealm/#sec-shadowrealmimportvalue>
fn export_getter(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let exports = call
        .arg(0)
        .as_object()
        .expect("an import is fulfilled with a namespace");
    let name = call.data().as_string().expect("the closure has a name");
    let key = crate::PropertyKey::from_string(cx, name);
    if !cx.has_own_property(exports, key)? {
        return Err(type_error(cx, Msg::ShadowRealmExportMissing { name }));
    }
    let value = cx.get(exports, key)?;
    cx.get_wrapped_value(value)
}

fn import_failed(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let value = call.arg(0);
    Err(type_error(cx, Msg::ShadowRealmThrew { value }))
}
