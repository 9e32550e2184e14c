//! §21.4 Date objects <https://tc39.es/ecma262/#sec-date-objects>
//!
//! A Date holds one number, milliseconds since 1970 in UTC or NaN, in its internal slot 0. Everything
//! else is arithmetic (`date::time`) and the host's answer to what local time is (`date::local`).
//!
//! Uses: stilla-core, date::*. Never: string, json.

mod format;
mod get;
mod local;
mod parse;
mod scan;
mod set;
mod time;

use stilla_core::builtin::{Global, alias, method, symbol_method};
use stilla_core::error::type_error;
use stilla_core::object::Object;
use stilla_core::ops::Hint;
use stilla_core::{Attributes, Call, Cx, Intrinsic, JsResult, Kind, Msg, Value, WellKnownSymbol};

/// The Date constructor and %Date.prototype%.
pub const DATE: Global = Global::constructor("Date", 7, construct)
    .id(Intrinsic::Date)
    .prototype_id(Intrinsic::DatePrototype)
    .statics(&[
        method("now", 0, now),
        method("parse", 1, parse_static),
        method("UTC", 7, utc),
    ])
    .prototype(&[
        method("getDate", 0, get::date),
        method("getDay", 0, get::day),
        method("getFullYear", 0, get::full_year),
        method("getHours", 0, get::hours),
        method("getMilliseconds", 0, get::milliseconds),
        method("getMinutes", 0, get::minutes),
        method("getMonth", 0, get::month),
        method("getSeconds", 0, get::seconds),
        method("getTime", 0, get::time),
        method("getTimezoneOffset", 0, get::timezone_offset),
        method("getUTCDate", 0, get::utc_date),
        method("getUTCDay", 0, get::utc_day),
        method("getUTCFullYear", 0, get::utc_full_year),
        method("getUTCHours", 0, get::utc_hours),
        method("getUTCMilliseconds", 0, get::utc_milliseconds),
        method("getUTCMinutes", 0, get::utc_minutes),
        method("getUTCMonth", 0, get::utc_month),
        method("getUTCSeconds", 0, get::utc_seconds),
        method("setDate", 1, set::date),
        method("setFullYear", 3, set::full_year),
        method("setHours", 4, set::hours),
        method("setMilliseconds", 1, set::milliseconds),
        method("setMinutes", 3, set::minutes),
        method("setMonth", 2, set::month),
        method("setSeconds", 2, set::seconds),
        method("setTime", 1, set::time),
        method("setUTCDate", 1, set::utc_date),
        method("setUTCFullYear", 3, set::utc_full_year),
        method("setUTCHours", 4, set::utc_hours),
        method("setUTCMilliseconds", 1, set::utc_milliseconds),
        method("setUTCMinutes", 3, set::utc_minutes),
        method("setUTCMonth", 2, set::utc_month),
        method("setUTCSeconds", 2, set::utc_seconds),
        method("toDateString", 0, format::to_date_string),
        method("toISOString", 0, format::to_iso_string),
        method("toJSON", 1, format::to_json),
        method("toLocaleDateString", 0, format::to_locale_date_string),
        method("toLocaleString", 0, format::to_locale_string),
        method("toLocaleTimeString", 0, format::to_locale_time_string),
        method("toString", 0, format::to_string),
        method("toTimeString", 0, format::to_time_string),
        method("toUTCString", 0, format::to_utc_string),
        method("valueOf", 0, get::time),
        symbol_method(WellKnownSymbol::toPrimitive, 1, to_primitive)
            .attrs(Attributes::CONFIGURABLE),
        // §B.2.3
        method("getYear", 0, get::year),
        method("setYear", 1, set::year),
        alias("toGMTString", "toUTCString"),
    ]);

/// Internal slot: [[DateValue]].
const VALUE: usize = 0;

/// The receiver, which must be a Date, and its time value.
fn this_time_value(cx: &mut Cx, call: &Call<'_>) -> JsResult<(Object, f64)> {
    let date = cx.require_kind(call.this(), Kind::Date, "Date")?;
    Ok((date, time_value(date)))
}

fn time_value(date: Object) -> f64 {
    date.internal(VALUE).as_number().unwrap_or(f64::NAN)
}

/// The clock's time in whole milliseconds.
fn current_time(cx: &mut Cx) -> f64 {
    time::time_clip(cx.host().now().floor())
}

/// §21.4.2.1 Date ( ...values ) <https://tc39.es/ecma262/#sec-date>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let Some(target) = call.new_target() else {
        let now = current_time(cx);
        let text = format::date_time_text(cx, now);
        return Ok(cx.string(&text).into());
    };
    let value = match call.args() {
        [] => current_time(cx),
        [value] => time_of_value(cx, *value)?,
        _ => {
            let local = time_of_parts(cx, call)?;
            time::time_clip(local::to_utc(cx, local))
        }
    };
    let internal = [Value::from(value)];
    Ok(cx
        .create_from_constructor(target, Intrinsic::DatePrototype, Kind::Date, &internal)?
        .into())
}

/// The time value that one argument of the constructor gives.
fn time_of_value(cx: &mut Cx, value: Value) -> JsResult<f64> {
    if let Some(date) = value.as_object().filter(|object| object.is(Kind::Date)) {
        return Ok(time_value(date));
    }
    let primitive = cx.to_primitive(value, Hint::Default)?;
    if let Some(string) = primitive.as_string() {
        return Ok(parse::parse(cx, string));
    }
    Ok(time::time_clip(cx.to_number(primitive)?))
}

/// The time that year, month and so on in the arguments give, in no particular zone.
fn time_of_parts(cx: &mut Cx, call: &Call<'_>) -> JsResult<f64> {
    let mut parts = [f64::NAN, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0];
    for (part, value) in parts.iter_mut().zip(call.args()) {
        *part = cx.to_number(*value)?;
    }
    parts[0] = time::make_full_year(parts[0]);
    Ok(time::make(&parts))
}

/// §21.4.3.1 Date.now ( ) <https://tc39.es/ecma262/#sec-date.now>
fn now(cx: &mut Cx, _: &Call<'_>) -> JsResult<Value> {
    Ok(Value::from(current_time(cx)))
}

/// §21.4.3.2 Date.parse ( string ) <https://tc39.es/ecma262/#sec-date.parse>
fn parse_static(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let string = cx.to_string(call.arg(0))?;
    Ok(Value::from(parse::parse(cx, string)))
}

/// §21.4.3.4 Date.UTC ( year [ , month [ , date [ , hours [ , minutes [ , seconds [ , ms ] ] ] ] ] ] )
/// <https://tc39.es/ecma262/#sec-date.utc>
fn utc(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(Value::from(time::time_clip(time_of_parts(cx, call)?)))
}

/// §21.4.4.45 Date.prototype [ @@toPrimitive ] ( hint ) <https://tc39.es/ecma262/#sec-date.prototype-%symbol.toprimitive%>
fn to_primitive(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let Some(object) = call.this().as_object() else {
        return Err(type_error(cx, Msg::NotAnObject { value: call.this() }));
    };
    let hint = call.arg(0).as_string().map(|hint| cx.to_rust_string(hint));
    let hint = match hint.as_deref() {
        Some("string" | "default") => Hint::String,
        Some("number") => Hint::Number,
        _ => {
            return Err(type_error(
                cx,
                Msg::InvalidValue {
                    name: "hint",
                    value: call.arg(0),
                },
            ));
        }
    };
    cx.ordinary_to_primitive(object, hint)
}
