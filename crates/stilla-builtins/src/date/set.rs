//! The setters of Date <https://tc39.es/ecma262/#sec-properties-of-the-date-prototype-object>
//!
//! Each setter is "these parts, from this one on". The time value is read before the arguments are
//! converted, and all of them are converted even if it is NaN.
//!
//! Uses: stilla-core, date::time, date::local. Never: date::get.

use stilla_core::{Call, Cx, JsResult, Value};

use super::local::{Zone, in_zone, to_utc};
use super::time::{self, DATE, HOURS, MILLISECONDS, MINUTES, MONTH, Parts, SECONDS, YEAR};
use super::{VALUE, this_time_value};

/// Sets the parts from `first` on, as many as there are arguments but no more than `most`.
fn set(cx: &mut Cx, call: &Call<'_>, zone: Zone, first: usize, most: usize) -> JsResult<Value> {
    let (date, value) = this_time_value(cx, call)?;
    let mut given: Parts = [f64::NAN; 7];
    let count = call.len().clamp(1, most);
    for (index, part) in given[..count].iter_mut().enumerate() {
        *part = cx.to_number(call.arg(index))?;
    }
    store(cx, date, value, zone, first, &given[..count])
}

fn store(
    cx: &mut Cx,
    date: stilla_core::Object,
    value: f64,
    zone: Zone,
    first: usize,
    given: &[f64],
) -> JsResult<Value> {
    // NOTE: only the year brings an invalid date back to life.
    if value.is_nan() && first != YEAR {
        return Ok(Value::NAN);
    }
    let shown = if value.is_nan() {
        0.0
    } else {
        in_zone(cx, value, zone)
    };
    let mut parts = time::parts(shown);
    parts[first..first + given.len()].copy_from_slice(given);
    let made = time::make(&parts);
    let utc = match zone {
        Zone::Utc => made,
        Zone::Local => to_utc(cx, made),
    };
    let new = Value::from(time::time_clip(utc));
    date.set_internal(VALUE, new);
    Ok(new)
}

macro_rules! setters {
    ($($function:ident, $name:literal, $zone:ident, $first:ident, $most:literal;)*) => {
        $(
            #[doc = concat!("§21.4.4 Date.prototype.", $name)]
            pub(super) fn $function(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
                set(cx, call, Zone::$zone, $first, $most)
            }
        )*
    };
}

setters! {
    date, "setDate ( date )", Local, DATE, 1;
    full_year, "setFullYear ( year [ , month [ , date ] ] )", Local, YEAR, 3;
    hours, "setHours ( hour [ , min [ , sec [ , ms ] ] ] )", Local, HOURS, 4;
    milliseconds, "setMilliseconds ( ms )", Local, MILLISECONDS, 1;
    minutes, "setMinutes ( min [ , sec [ , ms ] ] )", Local, MINUTES, 3;
    month, "setMonth ( month [ , date ] )", Local, MONTH, 2;
    seconds, "setSeconds ( sec [ , ms ] )", Local, SECONDS, 2;
    utc_date, "setUTCDate ( date )", Utc, DATE, 1;
    utc_full_year, "setUTCFullYear ( year [ , month [ , date ] ] )", Utc, YEAR, 3;
    utc_hours, "setUTCHours ( hour [ , min [ , sec [ , ms ] ] ] )", Utc, HOURS, 4;
    utc_milliseconds, "setUTCMilliseconds ( ms )", Utc, MILLISECONDS, 1;
    utc_minutes, "setUTCMinutes ( min [ , sec [ , ms ] ] )", Utc, MINUTES, 3;
    utc_month, "setUTCMonth ( month [ , date ] )", Utc, MONTH, 2;
    utc_seconds, "setUTCSeconds ( sec [ , ms ] )", Utc, SECONDS, 2;
}

/// §21.4.4.27 Date.prototype.setTime ( time ) <https://tc39.es/ecma262/#sec-date.prototype.settime>
pub(super) fn time(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (date, _) = this_time_value(cx, call)?;
    let value = Value::from(time::time_clip(cx.to_number(call.arg(0))?));
    date.set_internal(VALUE, value);
    Ok(value)
}

/// §B.2.3.2 Date.prototype.setYear ( year ) <https://tc39.es/ecma262/#sec-date.prototype.setyear>
pub(super) fn year(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (date, value) = this_time_value(cx, call)?;
    let year = time::make_full_year(cx.to_number(call.arg(0))?);
    store(cx, date, value, Zone::Local, YEAR, &[year])
}
