//! Realms of functions, and the prototypes that constructors give.
//!
//! Uses: object, realm, function. Never: interp.

use stilla_gc::Gc;

use crate::Cx;
use crate::error::{JsResult, Msg, type_error};
use crate::object::internal_methods::{PROXY_HANDLER, PROXY_TARGET};
use crate::object::{Kind, Object};
use crate::realm::{Intrinsic, RealmCell};
use crate::string::Name;

impl Cx {
    /// §7.3.27 GetFunctionRealm ( obj ) <https://tc39.es/ecma262/#sec-getfunctionrealm>
    ///
    /// # Errors
    /// TypeError for a revoked Proxy.
    pub(crate) fn get_function_realm(&mut self, function: Object) -> JsResult<Gc<RealmCell>> {
        let mut function = function;
        loop {
            let next = match function.kind() {
                Kind::BoundFunction => function.internal(crate::function::slot::TARGET),
                Kind::Proxy => {
                    if !function.internal(PROXY_HANDLER).is_object() {
                        return Err(type_error(self, Msg::ProxyRevoked { trap: "construct" }));
                    }
                    function.internal(PROXY_TARGET)
                }
                _ => return Ok(self.realm_of(function)),
            };
            match next.as_object() {
                Some(next) => function = next,
                None => return Ok(self.realm()),
            }
            self.charge(1)?;
        }
    }

    /// An intrinsic of any realm.
    pub(crate) fn intrinsic_of(&mut self, realm: Gc<RealmCell>, id: Intrinsic) -> Object {
        let current = self.realm();
        self.set_realm(realm);
        let object = self.intrinsic(id);
        self.set_realm(current);
        object
    }

    /// §10.1.14 GetPrototypeFromConstructor ( constructor, intrinsicDefaultProto )
    /// <https://tc39.es/ecma262/#sec-getprototypefromconstructor>
    ///
    /// # Errors
    /// Reading `prototype` may throw.
    pub fn get_prototype_from_constructor(
        &mut self,
        constructor: Object,
        default: Intrinsic,
    ) -> JsResult<Object> {
        match self.get(constructor, Name::prototype)?.as_object() {
            Some(prototype) => Ok(prototype),
            None => {
                let realm = self.get_function_realm(constructor)?;
                Ok(self.intrinsic_of(realm, default))
            }
        }
    }

    /// Whether `constructor` is the intrinsic `id` of another realm than the current one.
    ///
    /// # Errors
    /// TypeError for a revoked Proxy.
    pub fn is_intrinsic_of_other_realm(
        &mut self,
        constructor: Object,
        id: Intrinsic,
    ) -> JsResult<bool> {
        let realm = self.get_function_realm(constructor)?;
        Ok(realm != self.realm() && self.intrinsic_of(realm, id) == constructor)
    }
}
