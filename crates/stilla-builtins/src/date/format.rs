//! Dates as text <https://tc39.es/ecma262/#sec-date.prototype.tostring>
//!
//! Without ECMA-402 the locale's forms are those of the United States.
//!
//! Uses: stilla-core, date::time, date::local. Never: date::parse.

use stilla_core::error::range_error;
use stilla_core::ops::Hint;
use stilla_core::{Call, Cx, JsResult, Msg, Value};

use super::local::local_time;
use super::this_time_value;
use super::time::{self, DATE, HOURS, MILLISECONDS, MINUTES, MONTH, Parts, SECONDS, YEAR};

const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
pub(super) const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const INVALID: &str = "Invalid Date";

/// The name of a time's day of the week.
fn day_name(time: f64) -> &'static str {
    DAYS[time::week_day(time) as usize % 7]
}

fn month_name(parts: &Parts) -> &'static str {
    MONTHS[parts[MONTH] as usize % 12]
}

/// The year with at least four digits.
fn year(parts: &Parts) -> String {
    let sign = if parts[YEAR] < 0.0 { "-" } else { "" };
    format!("{sign}{:04}", parts[YEAR].abs())
}

/// §21.4.4.41.2 DateString ( tv ) <https://tc39.es/ecma262/#sec-datestring>
fn date_text(time: f64) -> String {
    let parts = time::parts(time);
    format!(
        "{} {} {:02} {}",
        day_name(time),
        month_name(&parts),
        parts[DATE],
        year(&parts)
    )
}

/// §21.4.4.41.1 TimeString ( tv ) <https://tc39.es/ecma262/#sec-timestring>
fn time_text(time: f64) -> String {
    let parts = time::parts(time);
    format!(
        "{:02}:{:02}:{:02} GMT",
        parts[HOURS], parts[MINUTES], parts[SECONDS]
    )
}

/// §21.4.4.41.3 TimeZoneString ( tv ) <https://tc39.es/ecma262/#sec-timezoneestring>
fn zone_text(cx: &mut Cx, value: f64) -> String {
    let offset = cx.host().time_zone_offset(value, false);
    let minutes = (offset.abs() / 60_000.0).floor();
    let sign = if offset < 0.0 { "-" } else { "+" };
    let name = match cx.host().time_zone_name() {
        name if name == "UTC" => "Coordinated Universal Time".to_owned(),
        name => name,
    };
    format!(
        "{sign}{:02}{:02} ({name})",
        (minutes / 60.0).floor(),
        minutes % 60.0
    )
}

/// §21.4.4.41.4 ToDateString ( tv ) <https://tc39.es/ecma262/#sec-todatestring>
pub(super) fn date_time_text(cx: &mut Cx, value: f64) -> String {
    if value.is_nan() {
        return INVALID.to_owned();
    }
    let local = local_time(cx, value);
    let zone = zone_text(cx, value);
    format!("{} {}{zone}", date_text(local), time_text(local))
}

/// The receiver's text, made from its time value and that in local time.
fn text(
    cx: &mut Cx,
    call: &Call<'_>,
    make: impl FnOnce(&mut Cx, f64, f64) -> String,
) -> JsResult<Value> {
    let (_, value) = this_time_value(cx, call)?;
    if value.is_nan() {
        return Ok(cx.string(INVALID).into());
    }
    let local = local_time(cx, value);
    let text = make(cx, value, local);
    Ok(cx.string(&text).into())
}

/// §21.4.4.35 Date.prototype.toDateString ( ) <https://tc39.es/ecma262/#sec-date.prototype.todatestring>
pub(super) fn to_date_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    text(cx, call, |_, _, local| date_text(local))
}

/// §21.4.4.36 Date.prototype.toISOString ( ) <https://tc39.es/ecma262/#sec-date.prototype.toisostring>
pub(super) fn to_iso_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (_, value) = this_time_value(cx, call)?;
    if value.is_nan() {
        return Err(range_error(cx, Msg::InvalidDate));
    }
    let parts = time::parts(value);
    let year = match parts[YEAR] {
        year if (0.0..=9999.0).contains(&year) => format!("{year:04}"),
        year => format!("{}{:06}", if year < 0.0 { "-" } else { "+" }, year.abs()),
    };
    let text = format!(
        "{year}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
        parts[MONTH] + 1.0,
        parts[DATE],
        parts[HOURS],
        parts[MINUTES],
        parts[SECONDS],
        parts[MILLISECONDS],
    );
    Ok(cx.string(&text).into())
}

/// §21.4.4.37 Date.prototype.toJSON ( key ) <https://tc39.es/ecma262/#sec-date.prototype.tojson>
pub(super) fn to_json(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let value = cx.to_primitive(object.into(), Hint::Number)?;
    if value.as_number().is_some_and(|number| !number.is_finite()) {
        return Ok(Value::NULL);
    }
    cx.invoke(object.into(), "toISOString", &[])
}

fn locale_date(local: f64) -> String {
    let parts = time::parts(local);
    format!("{}/{}/{}", parts[MONTH] + 1.0, parts[DATE], parts[YEAR])
}

fn locale_time(local: f64) -> String {
    let parts = time::parts(local);
    let half = if parts[HOURS] < 12.0 { "AM" } else { "PM" };
    let hours = match parts[HOURS] % 12.0 {
        0.0 => 12.0,
        hours => hours,
    };
    format!("{hours}:{:02}:{:02} {half}", parts[MINUTES], parts[SECONDS])
}

/// §21.4.4.38 Date.prototype.toLocaleDateString ( [ reserved1 [ , reserved2 ] ] )
/// <https://tc39.es/ecma262/#sec-date.prototype.tolocaledatestring>
pub(super) fn to_locale_date_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    if let Some(functions) = cx.locale_functions() {
        let (_, time) = this_time_value(cx, call)?;
        return (functions.date_to_locale_date_string)(cx, time.into(), call);
    }
    text(cx, call, |_, _, local| locale_date(local))
}

/// §21.4.4.39 Date.prototype.toLocaleString ( [ reserved1 [ , reserved2 ] ] )
/// <https://tc39.es/ecma262/#sec-date.prototype.tolocalestring>
pub(super) fn to_locale_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    if let Some(functions) = cx.locale_functions() {
        let (_, time) = this_time_value(cx, call)?;
        return (functions.date_to_locale_string)(cx, time.into(), call);
    }
    text(cx, call, |_, _, local| {
        format!("{}, {}", locale_date(local), locale_time(local))
    })
}

/// §21.4.4.40 Date.prototype.toLocaleTimeString ( [ reserved1 [ , reserved2 ] ] )
/// <https://tc39.es/ecma262/#sec-date.prototype.tolocaletimestring>
pub(super) fn to_locale_time_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    if let Some(functions) = cx.locale_functions() {
        let (_, time) = this_time_value(cx, call)?;
        return (functions.date_to_locale_time_string)(cx, time.into(), call);
    }
    text(cx, call, |_, _, local| locale_time(local))
}

/// §21.4.4.41 Date.prototype.toString ( ) <https://tc39.es/ecma262/#sec-date.prototype.tostring>
pub(super) fn to_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    text(cx, call, |cx, value, _| date_time_text(cx, value))
}

/// §21.4.4.42 Date.prototype.toTimeString ( ) <https://tc39.es/ecma262/#sec-date.prototype.totimestring>
pub(super) fn to_time_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    text(cx, call, |cx, value, local| {
        time_text(local) + &zone_text(cx, value)
    })
}

/// §21.4.4.43 Date.prototype.toUTCString ( ) <https://tc39.es/ecma262/#sec-date.prototype.toutcstring>
pub(super) fn to_utc_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    text(cx, call, |_, value, _| {
        let parts = time::parts(value);
        let day = day_name(value);
        let month = month_name(&parts);
        format!(
            "{day}, {:02} {month} {} {}",
            parts[DATE],
            year(&parts),
            time_text(value)
        )
    })
}
