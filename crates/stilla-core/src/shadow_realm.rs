//! ShadowRealms <https://tc39.es/proposal-shadowrealm/>: evaluating in another realm of the agent.
//!
//! Only primitives and functions cross the boundary, functions as wrapped ones: native functions of
//! the realm that they are seen in, which close over their target. An exception that would cross
//! becomes a fresh TypeError; a stop crosses as it is.
//!
//! Uses: realm, function, script. Never: interp.

use stilla_gc::Gc;

use crate::error::{JsResult, Msg, Thrown, type_error};
use crate::function::Call;
use crate::object::{Attributes, Object};
use crate::realm::RealmCell;
use crate::string::Name;
use crate::value::Value;
use crate::{Cx, GcVec, JsString};

/// About what a realm's first objects take, in bytes: reserved before they are made.
const REALM_BYTES: usize = 64 << 10;

fn realm_of(realm: Value) -> Gc<RealmCell> {
    realm
        .as_internal::<RealmCell>()
        .expect("the value stands for a realm")
}

impl Cx {
    /// A further realm that lives as long as something refers to it: an internal value that stands
    /// for it.
    ///
    /// # Errors
    /// The memory limit.
    pub fn new_shadow_realm(&mut self) -> JsResult<Value> {
        self.reserve(REALM_BYTES)?;
        Ok(Value::from_internal(self.make_shadow_realm()))
    }

    /// Runs `f` with the realm that `realm` stands for as the current one.
    pub(crate) fn within_shadow_realm<T>(
        &mut self,
        realm: Value,
        f: impl FnOnce(&mut Cx) -> T,
    ) -> T {
        let before = self.realm();
        self.set_realm(realm_of(realm));
        let result = f(self);
        self.set_realm(before);
        result
    }

    /// PerformShadowRealmEval ( sourceText, callerRealm, evalRealm )
    /// <https://tc39.es/proposal-shadowrealm/#sec-performshadowrealmeval>; the caller's realm is the
    /// current one, `realm` is what [`Cx::new_shadow_realm`] gave.
    ///
    /// # Errors
    /// SyntaxError; TypeError for what the code throws and for an object that it gives.
    pub fn shadow_realm_eval(&mut self, realm: Value, source: JsString) -> JsResult<Value> {
        let code = self.compile_eval_text(source, None)?;
        let result = self.within_shadow_realm(realm, |cx| cx.run_indirect_eval(&code));
        self.across(result)
    }

    /// What a call into another realm gave, for the current one.
    fn across(&mut self, result: JsResult<Value>) -> JsResult<Value> {
        match result {
            Ok(value) => self.get_wrapped_value(value),
            Err(thrown) => Err(self.fresh_error(thrown)),
        }
    }

    /// The exception of the current realm for one that another realm threw.
    fn fresh_error(&mut self, thrown: Thrown) -> Thrown {
        match thrown.value() {
            Some(value) => type_error(self, Msg::ShadowRealmThrew { value }),
            None => thrown,
        }
    }

    /// GetWrappedValue ( callerRealm, value ) <https://tc39.es/proposal-shadowrealm/#sec-getwrappedvalue>,
    /// the caller's realm being the current one.
    ///
    /// # Errors
    /// TypeError for an object that can't be called; what reading `name` and `length` throws becomes one.
    pub(crate) fn get_wrapped_value(&mut self, value: Value) -> JsResult<Value> {
        let Some(target) = value.as_object() else {
            return Ok(value);
        };
        if !target.is_callable() {
            return Err(type_error(self, Msg::ShadowRealmValue { value }));
        }
        Ok(self.wrapped_function_create(target)?.into())
    }

    /// WrappedFunctionCreate ( callerRealm, Target ) <https://tc39.es/proposal-shadowrealm/#sec-wrappedfunctioncreate>
    fn wrapped_function_create(&mut self, target: Object) -> JsResult<Object> {
        let wrapped = self.new_native_closure(0, call_wrapped, target.into());
        match self.copy_name_and_length(wrapped, target) {
            Ok(()) => Ok(wrapped),
            Err(thrown) => Err(self.fresh_error(thrown)),
        }
    }

    /// CopyNameAndLength ( F, Target [ , prefix [ , argCount ] ] )
    /// <https://tc39.es/proposal-shadowrealm/#sec-copynameandlength>
    fn copy_name_and_length(&mut self, wrapped: Object, target: Object) -> JsResult<()> {
        let mut length = 0.0;
        if self.has_own_property(target, Name::length)?
            && let Some(number) = self.get(target, Name::length)?.as_number()
        {
            // A length that is not finite stays so, but for the negative one.
            length = if number.is_nan() {
                0.0
            } else {
                number.trunc().max(0.0)
            };
        }
        let name = self.get(target, Name::name)?;
        let name = name.as_string().unwrap_or_else(|| self.empty_string());
        let attributes = Attributes::CONFIGURABLE;
        for (key, value) in [
            (Name::length, Value::from(length + 0.0)),
            (Name::name, name.into()),
        ] {
            self.put_own(wrapped, self.key(key), value, attributes);
        }
        Ok(())
    }
}

/// OrdinaryWrappedFunctionCall ( F, thisArgument, argumentsList )
/// <https://tc39.es/proposal-shadowrealm/#sec-ordinary-wrapped-function-call>
fn call_wrapped(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = call
        .data()
        .as_object()
        .expect("a wrapped function has a target");
    let realm = cx.get_function_realm(target)?;
    let list = GcVec::new(cx);
    for argument in call.args() {
        let argument = to_target(cx, realm, *argument)?;
        list.try_push(cx, argument)?;
    }
    let this = to_target(cx, realm, call.this())?;
    let result = cx.call_list(target.into(), this, list);
    cx.across(result)
}

/// GetWrappedValue for the realm of the target; an error of it is one of the current realm.
fn to_target(cx: &mut Cx, realm: Gc<RealmCell>, value: Value) -> JsResult<Value> {
    if !value.is_object() {
        return Ok(value);
    }
    let realm = Value::from_internal(realm);
    let wrapped = cx.within_shadow_realm(realm, |cx| cx.get_wrapped_value(value));
    wrapped.map_err(|thrown| cx.fresh_error(thrown))
}
