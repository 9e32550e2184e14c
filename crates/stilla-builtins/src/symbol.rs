//! §20.4 Symbol Objects <https://tc39.es/ecma262/#sec-symbol-objects>
//!
//! Uses: stilla-core. Never: other built-ins.

use stilla_core::builtin::{Global, getter, method, symbol, symbol_method, tag};
use stilla_core::error::type_error;
use stilla_core::{
    Attributes, Call, Cx, Intrinsic, JsResult, Kind, Msg, Symbol, Value, WellKnownSymbol,
};

/// %Symbol% and %Symbol.prototype%.
pub const SYMBOL: Global = Global::constructor("Symbol", 0, construct)
    .id(Intrinsic::Symbol)
    .prototype_id(Intrinsic::SymbolPrototype)
    .prototype(&[
        method("toString", 0, to_string),
        method("valueOf", 0, value_of),
        getter("description", description),
        tag("Symbol"),
        symbol_method(WellKnownSymbol::toPrimitive, 1, to_primitive)
            .attrs(Attributes::CONFIGURABLE),
    ])
    .statics(&[
        method("for", 1, for_key),
        method("keyFor", 1, key_for),
        symbol("asyncDispose", WellKnownSymbol::asyncDispose),
        symbol("asyncIterator", WellKnownSymbol::asyncIterator),
        symbol("dispose", WellKnownSymbol::dispose),
        symbol("hasInstance", WellKnownSymbol::hasInstance),
        symbol("isConcatSpreadable", WellKnownSymbol::isConcatSpreadable),
        symbol("iterator", WellKnownSymbol::iterator),
        symbol("match", WellKnownSymbol::match_),
        symbol("matchAll", WellKnownSymbol::matchAll),
        symbol("metadata", WellKnownSymbol::metadata),
        symbol("replace", WellKnownSymbol::replace),
        symbol("search", WellKnownSymbol::search),
        symbol("species", WellKnownSymbol::species),
        symbol("split", WellKnownSymbol::split),
        symbol("toPrimitive", WellKnownSymbol::toPrimitive),
        symbol("toStringTag", WellKnownSymbol::toStringTag),
        symbol("unscopables", WellKnownSymbol::unscopables),
    ]);

/// The internal slot of [[SymbolData]].
const DATA: usize = 0;

/// §20.4.1.1 Symbol ( [ description ] ) <https://tc39.es/ecma262/#sec-symbol-description>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    if call.new_target().is_some() {
        return Err(type_error(cx, Msg::IllegalConstructor { name: "Symbol" }));
    }
    let description = match call.arg(0) {
        value if value.is_undefined() => None,
        value => Some(cx.to_string(value)?),
    };
    Ok(cx.new_symbol(description).into())
}

/// §20.4.2.2 Symbol.for ( key ) <https://tc39.es/ecma262/#sec-symbol.for>
fn for_key(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let key = cx.to_string(call.arg(0))?;
    Ok(cx.registered_symbol(key).into())
}

/// §20.4.2.6 Symbol.keyFor ( sym ) <https://tc39.es/ecma262/#sec-symbol.keyfor>
fn key_for(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let value = call.arg(0);
    match value.as_symbol() {
        Some(symbol) => Ok(symbol.registry_key().map_or(Value::UNDEFINED, Value::from)),
        None => Err(type_error(cx, Msg::NotSymbol { value })),
    }
}

/// §20.4.3.2 get Symbol.prototype.description <https://tc39.es/ecma262/#sec-symbol.prototype.description>
fn description(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(this_symbol_value(cx, call.this(), "get Symbol.prototype.description")?.description())
}

/// §20.4.3.3 Symbol.prototype.toString ( ) <https://tc39.es/ecma262/#sec-symbol.prototype.tostring>
fn to_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let symbol = this_symbol_value(cx, call.this(), "Symbol.prototype.toString")?;
    Ok(cx.symbol_descriptive_string(symbol)?.into())
}

/// §20.4.3.4 Symbol.prototype.valueOf ( ) <https://tc39.es/ecma262/#sec-symbol.prototype.valueof>
fn value_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(this_symbol_value(cx, call.this(), "Symbol.prototype.valueOf")?.into())
}

/// §20.4.3.5 Symbol.prototype [ %Symbol.toPrimitive% ] ( hint )
/// <https://tc39.es/ecma262/#sec-symbol.prototype-%symbol.toprimitive%>
fn to_primitive(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(this_symbol_value(cx, call.this(), "Symbol.prototype [ Symbol.toPrimitive ]")?.into())
}

/// §20.4.3.4.1 ThisSymbolValue ( value ) <https://tc39.es/ecma262/#sec-thissymbolvalue>
fn this_symbol_value(cx: &mut Cx, value: Value, method: &'static str) -> JsResult<Symbol> {
    let data = match value.as_object() {
        Some(object) if object.is(Kind::SymbolObject) => object.internal(DATA),
        _ => value,
    };
    match data.as_symbol() {
        Some(symbol) => Ok(symbol),
        None => Err(type_error(
            cx,
            Msg::IncompatibleMethodReceiver { method, value },
        )),
    }
}
