//! §20.1.3 Properties of the Object prototype object
//! <https://tc39.es/ecma262/#sec-properties-of-the-object-prototype-object>
//!
//! Uses: stilla-core. Never: other built-ins.

use stilla_core::error::type_error;
use stilla_core::{
    Call, Cx, Intrinsic, JsResult, Kind, Msg, Name, Object, PropertyDescriptor, Value,
    WellKnownSymbol,
};

/// §20.1.3.2 Object.prototype.hasOwnProperty ( propertyKey )
/// <https://tc39.es/ecma262/#sec-object.prototype.hasownproperty>
pub(super) fn has_own_property(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    // 1. The key is converted before the receiver.
    let key = cx.to_property_key(call.arg(0))?;
    let object = cx.to_object(call.this())?;
    Ok(cx.has_own_property(object, key)?.into())
}

/// §20.1.3.3 Object.prototype.isPrototypeOf ( value )
/// <https://tc39.es/ecma262/#sec-object.prototype.isprototypeof>
pub(super) fn is_prototype_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let Some(mut value) = call.arg(0).as_object() else {
        return Ok(Value::FALSE);
    };
    let object = cx.to_object(call.this())?;
    while let Some(prototype) = cx.get_prototype_of(value)? {
        if prototype == object {
            return Ok(Value::TRUE);
        }
        cx.charge(1)?;
        value = prototype;
    }
    Ok(Value::FALSE)
}

/// §20.1.3.4 Object.prototype.propertyIsEnumerable ( propertyKey )
/// <https://tc39.es/ecma262/#sec-object.prototype.propertyisenumerable>
pub(super) fn property_is_enumerable(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let key = cx.to_property_key(call.arg(0))?;
    let object = cx.to_object(call.this())?;
    let own = cx.get_own_property(object, key)?;
    Ok(own.is_some_and(|own| own.is_enumerable()).into())
}

/// §20.1.3.5 Object.prototype.toLocaleString ( ) <https://tc39.es/ecma262/#sec-object.prototype.tolocalestring>
pub(super) fn to_locale_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    cx.invoke(call.this(), Name::toString, &[])
}

/// §20.1.3.6 Object.prototype.toString ( ) <https://tc39.es/ecma262/#sec-object.prototype.tostring>
pub(super) fn to_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let this = call.this();
    if this.is_nullish() {
        let text = if this.is_undefined() {
            "[object Undefined]"
        } else {
            "[object Null]"
        };
        return Ok(cx.intern_str(text).into());
    }
    let object = cx.to_object(this)?;
    let is_array = cx.is_array(object.into())?;
    let tag = cx.get(object, WellKnownSymbol::toStringTag)?;
    let Some(tag) = tag.as_string() else {
        return Ok(cx.intern_str(builtin_tag(object, is_array)).into());
    };
    let opening = cx.intern_str("[object ");
    let opened = cx.concat(opening, tag)?;
    let closing = cx.single_unit(u16::from(b']'));
    Ok(cx.concat(opened, closing)?.into())
}

/// The text that steps 5 to 14 give without a tag of the script's.
fn builtin_tag(object: Object, is_array: bool) -> &'static str {
    if is_array {
        return "[object Array]";
    }
    match object.kind() {
        Kind::Arguments | Kind::MappedArguments => "[object Arguments]",
        _ if object.is_callable() => "[object Function]",
        Kind::Error => "[object Error]",
        Kind::BooleanObject => "[object Boolean]",
        Kind::NumberObject => "[object Number]",
        Kind::StringObject => "[object String]",
        Kind::Date => "[object Date]",
        Kind::RegExp => "[object RegExp]",
        _ => "[object Object]",
    }
}

/// §20.1.3.7 Object.prototype.valueOf ( ) <https://tc39.es/ecma262/#sec-object.prototype.valueof>
pub(super) fn value_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(cx.to_object(call.this())?.into())
}

/// §20.1.3.8.1 get Object.prototype.__proto__ <https://tc39.es/ecma262/#sec-get-object.prototype.__proto__>
pub(super) fn get_proto(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    Ok(cx.get_prototype_of(object)?.into())
}

/// §20.1.3.8.2 set Object.prototype.__proto__ <https://tc39.es/ecma262/#sec-set-object.prototype.__proto__>
pub(super) fn set_proto(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let this = cx.require_object_coercible(call.this(), "set Object.prototype.__proto__")?;
    let prototype = call.arg(0);
    if (prototype.is_object() || prototype == Value::NULL)
        && let Some(object) = this.as_object()
    {
        set_prototype_or_throw(cx, object, prototype.as_object())?;
    }
    Ok(Value::UNDEFINED)
}

/// [[SetPrototypeOf]] whose refusal is a TypeError that says why.
pub(super) fn set_prototype_or_throw(
    cx: &mut Cx,
    object: Object,
    prototype: Option<Object>,
) -> JsResult<()> {
    if cx.set_prototype_of(object, prototype)? {
        return Ok(());
    }
    let value = Value::from(object);
    if object.is(Kind::Proxy) {
        return Err(type_error(cx, Msg::CannotSetPrototype { value }));
    }
    if object == cx.intrinsic(Intrinsic::ObjectPrototype) {
        return Err(type_error(cx, Msg::ImmutablePrototype { value }));
    }
    let is_open = cx.is_extensible(object)?;
    let msg = if is_open {
        Msg::CyclicPrototype
    } else {
        Msg::CannotSetPrototype { value }
    };
    Err(type_error(cx, msg))
}

/// §20.1.3.9.1 Object.prototype.__defineGetter__ ( propertyKey, getter )
/// <https://tc39.es/ecma262/#sec-object.prototype.__defineGetter__>
pub(super) fn define_getter(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    define_accessor(cx, call, Half::Getter)
}

/// §20.1.3.9.2 Object.prototype.__defineSetter__ ( propertyKey, setter )
/// <https://tc39.es/ecma262/#sec-object.prototype.__defineSetter__>
pub(super) fn define_setter(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    define_accessor(cx, call, Half::Setter)
}

/// Which function of an accessor is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Getter,
    Setter,
}

fn define_accessor(cx: &mut Cx, call: &Call<'_>, half: Half) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let value = call.arg(1);
    if !cx.is_callable(value) {
        return Err(match half {
            Half::Getter => type_error(cx, Msg::GetterNotCallable { value }),
            Half::Setter => type_error(cx, Msg::SetterNotCallable { value }),
        });
    }
    let descriptor = PropertyDescriptor {
        get: (half == Half::Getter).then_some(value),
        set: (half == Half::Setter).then_some(value),
        enumerable: Some(true),
        configurable: Some(true),
        ..PropertyDescriptor::default()
    };
    let key = cx.to_property_key(call.arg(0))?;
    cx.define_property_or_throw(object, key, &descriptor)?;
    Ok(Value::UNDEFINED)
}

/// §20.1.3.9.3 Object.prototype.__lookupGetter__ ( propertyKey )
/// <https://tc39.es/ecma262/#sec-object.prototype.__lookupGetter__>
pub(super) fn lookup_getter(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    lookup_accessor(cx, call, Half::Getter)
}

/// §20.1.3.9.4 Object.prototype.__lookupSetter__ ( propertyKey )
/// <https://tc39.es/ecma262/#sec-object.prototype.__lookupSetter__>
pub(super) fn lookup_setter(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    lookup_accessor(cx, call, Half::Setter)
}

fn lookup_accessor(cx: &mut Cx, call: &Call<'_>, half: Half) -> JsResult<Value> {
    let mut object = cx.to_object(call.this())?;
    let key = cx.to_property_key(call.arg(0))?;
    loop {
        if let Some(found) = cx.get_own_property(object, key)? {
            let function = if half == Half::Getter {
                found.get
            } else {
                found.set
            };
            return Ok(function.unwrap_or(Value::UNDEFINED));
        }
        match cx.get_prototype_of(object)? {
            Some(prototype) => object = prototype,
            None => return Ok(Value::UNDEFINED),
        }
        cx.charge(1)?;
    }
}
