//! What Temporal adds to Date.
//!
//! Uses: conversion, record. Never: the other classes.

use stilla_core::builtin::{Global, method};
use stilla_core::error::range_error;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Kind, Msg, Value};
use temporal_rs::Instant;

use crate::conversion::OrThrow;
use crate::record::create;

/// The rows of %Date.prototype%.
pub(crate) const DATE: Global = Global::extension(
    Intrinsic::DatePrototype,
    &[method("toTemporalInstant", 0, to_temporal_instant)],
);

/// Date.prototype.toTemporalInstant ( ) <https://tc39.es/proposal-temporal/#sec-date.prototype.totemporalinstant>
fn to_temporal_instant(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let date = cx.require_kind(call.this(), Kind::Date, "Date")?;
    let time = date.internal(0).as_number().unwrap_or(f64::NAN);
    if time.is_nan() {
        return Err(range_error(cx, Msg::InvalidDate));
    }
    let instant = Instant::from_epoch_milliseconds(time as i64).or_throw(cx)?;
    create(cx, instant)
}
