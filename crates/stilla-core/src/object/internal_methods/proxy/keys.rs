//! §10.5.11 The keys of a Proxy, checked against those of its target.
//!
//! Uses: table, ops. Never: interp.

use super::{Trap, broken, broken_object, trap};
use crate::error::{JsResult, Msg, type_error};
use crate::object::{Object, PropertyKey};
use crate::string::Name;
use crate::table::Table;
use crate::value::Value;
use crate::{Cx, GcVec};

const NAME: Name = Name::ownKeys;

/// §10.5.11 [[OwnPropertyKeys]] ( ) <https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-ownpropertykeys>
pub(super) fn own_property_keys(cx: &mut Cx, proxy: Object) -> JsResult<GcVec> {
    let Trap {
        target,
        handler,
        method,
    } = trap(cx, proxy, NAME)?;
    let Some(method) = method else {
        return cx.own_property_keys(target);
    };
    let result = cx.call(method.into(), handler.into(), &[target.into()])?;
    let keys = cx.keys_from_array_like(result)?;
    // The keys of the result that no key of the target has been found equal to.
    let unchecked = Table::new(cx);
    for key in keys.iter() {
        if unchecked.has(cx, key) {
            let key = cx.to_property_key(key)?;
            return Err(type_error(cx, Msg::ProxyDuplicateKey { key }));
        }
        unchecked.set(cx, key, Value::TRUE)?;
    }
    let extensible = cx.is_extensible(target)?;
    let own = cx.own_property_keys(target)?;
    let permanent = GcVec::new(cx);
    let configurable = GcVec::new(cx);
    for value in own.iter() {
        let key = cx.to_property_key(value)?;
        match cx.get_own_property(target, key)? {
            Some(current) if !current.is_configurable() => permanent.try_push(cx, value)?,
            _ => configurable.try_push(cx, value)?,
        }
    }
    if extensible && permanent.is_empty() {
        return Ok(keys);
    }
    take_all(cx, unchecked, permanent, "it is not configurable")?;
    if extensible {
        return Ok(keys);
    }
    take_all(cx, unchecked, configurable, "the target is not extensible")?;
    if !unchecked.is_empty() {
        return Err(broken_object(
            cx,
            NAME,
            "it is not extensible and lacks some of the keys",
        ));
    }
    Ok(keys)
}

fn take_all(cx: &mut Cx, unchecked: Table, keys: GcVec, reason: &'static str) -> JsResult<()> {
    for value in keys.iter() {
        if !unchecked.delete(cx, value) {
            let key: PropertyKey = cx.to_property_key(value)?;
            return Err(broken(cx, NAME, key, reason));
        }
    }
    Ok(())
}
