//! What NumberFormat and DateTimeFormat keep from the first edition: a call on an instance fills it.
//!
//! The formatter then hangs on the instance under a symbol that each realm has for itself.
//!
//! Uses: service. Never: the services.

use stilla_core::builtin::{Global, PrototypeSlots};
use stilla_core::{
    Attributes, Call, Cx, Intrinsic, JsResult, Kind, Object, PropertyDescriptor, Symbol, Value,
};

/// Holds %Intl%.[[FallbackSymbol]] of a realm in its internal slot.
pub const FALLBACK: Global = Global::hidden("Intl fallback symbol", Intrinsic::IntlFallback)
    .prototype_is(Kind::Intl, make_symbol);

fn make_symbol(cx: &Cx) -> PrototypeSlots {
    let description = cx.string("IntlLegacyConstructedSymbol");
    let symbol = cx.new_symbol(Some(description));
    let mut slots = [Value::UNDEFINED; 4];
    slots[0] = symbol.into();
    (2, slots)
}

fn fallback_symbol(cx: &Cx) -> Option<Symbol> {
    cx.intrinsic(Intrinsic::IntlFallback)
        .internal(0)
        .as_symbol()
}

/// §16.1.2 ChainNumberFormat and §11.1.1.1 ChainDateTimeFormat ( format, newTarget, this )
/// <https://tc39.es/ecma402/#sec-chainnumberformat>
pub fn chain(
    cx: &mut Cx,
    call: &Call<'_>,
    object: Object,
    constructor: Intrinsic,
) -> JsResult<Value> {
    if call.new_target().is_some() {
        return Ok(object.into());
    }
    let constructor = cx.intrinsic(constructor);
    let Some(this) = call.this().as_object() else {
        return Ok(object.into());
    };
    if !cx.ordinary_has_instance(constructor.into(), this.into())? {
        return Ok(object.into());
    }
    let Some(symbol) = fallback_symbol(cx) else {
        return Ok(object.into());
    };
    let descriptor = PropertyDescriptor::data(object.into(), Attributes::NONE);
    cx.define_property_or_throw(this, symbol, &descriptor)?;
    Ok(this.into())
}

/// §16.5.17 UnwrapNumberFormat and §11.5.13 UnwrapDateTimeFormat <https://tc39.es/ecma402/#sec-unwrapnumberformat>
pub fn unwrap(cx: &mut Cx, value: Value, constructor: Intrinsic) -> JsResult<Value> {
    let Some(object) = value.as_object().filter(|object| !object.is(Kind::Intl)) else {
        return Ok(value);
    };
    let constructor = cx.intrinsic(constructor);
    if !cx.ordinary_has_instance(constructor.into(), value)? {
        return Ok(value);
    }
    match fallback_symbol(cx) {
        Some(symbol) => cx.get(object, symbol),
        None => Ok(value),
    }
}
