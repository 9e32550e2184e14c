//! The getters of Date <https://tc39.es/ecma262/#sec-properties-of-the-date-prototype-object>
//!
//! Uses: stilla-core, date::time, date::local. Never: date::set.

use stilla_core::{Call, Cx, JsResult, Value};

use super::local::{Zone, in_zone, local_time};
use super::this_time_value;
use super::time::{self, DATE, HOURS, MILLISECONDS, MINUTES, MONTH, SECONDS, YEAR};

fn part(cx: &mut Cx, call: &Call<'_>, zone: Zone, part: usize) -> JsResult<Value> {
    let (_, value) = this_time_value(cx, call)?;
    if value.is_nan() {
        return Ok(Value::NAN);
    }
    let shown = in_zone(cx, value, zone);
    Ok(Value::from(time::parts(shown)[part]))
}

fn week_day(cx: &mut Cx, call: &Call<'_>, zone: Zone) -> JsResult<Value> {
    let (_, value) = this_time_value(cx, call)?;
    if value.is_nan() {
        return Ok(Value::NAN);
    }
    let shown = in_zone(cx, value, zone);
    Ok(Value::from(time::week_day(shown)))
}

macro_rules! getters {
    ($($function:ident, $name:literal, $zone:ident, $part:ident;)*) => {
        $(
            #[doc = concat!("§21.4.4 Date.prototype.", $name, " ( )")]
            pub(super) fn $function(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
                part(cx, call, Zone::$zone, $part)
            }
        )*
    };
}

getters! {
    date, "getDate", Local, DATE;
    full_year, "getFullYear", Local, YEAR;
    hours, "getHours", Local, HOURS;
    milliseconds, "getMilliseconds", Local, MILLISECONDS;
    minutes, "getMinutes", Local, MINUTES;
    month, "getMonth", Local, MONTH;
    seconds, "getSeconds", Local, SECONDS;
    utc_date, "getUTCDate", Utc, DATE;
    utc_full_year, "getUTCFullYear", Utc, YEAR;
    utc_hours, "getUTCHours", Utc, HOURS;
    utc_milliseconds, "getUTCMilliseconds", Utc, MILLISECONDS;
    utc_minutes, "getUTCMinutes", Utc, MINUTES;
    utc_month, "getUTCMonth", Utc, MONTH;
    utc_seconds, "getUTCSeconds", Utc, SECONDS;
}

/// §21.4.4.3 Date.prototype.getDay ( ) <https://tc39.es/ecma262/#sec-date.prototype.getday>
pub(super) fn day(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    week_day(cx, call, Zone::Local)
}

/// §21.4.4.13 Date.prototype.getUTCDay ( ) <https://tc39.es/ecma262/#sec-date.prototype.getutcday>
pub(super) fn utc_day(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    week_day(cx, call, Zone::Utc)
}

/// §21.4.4.10 Date.prototype.getTime ( ) <https://tc39.es/ecma262/#sec-date.prototype.gettime>
pub(super) fn time(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (_, value) = this_time_value(cx, call)?;
    Ok(Value::from(value))
}

/// §21.4.4.11 Date.prototype.getTimezoneOffset ( ) <https://tc39.es/ecma262/#sec-date.prototype.gettimezoneoffset>
pub(super) fn timezone_offset(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (_, value) = this_time_value(cx, call)?;
    let local = local_time(cx, value);
    Ok(Value::from((value - local) / 60_000.0))
}

/// §B.2.3.1 Date.prototype.getYear ( ) <https://tc39.es/ecma262/#sec-date.prototype.getyear>
pub(super) fn year(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let year = full_year(cx, call)?;
    Ok(Value::from(year.as_number().unwrap_or(f64::NAN) - 1900.0))
}
