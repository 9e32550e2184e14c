//! Points of time and durations: a Date, and milliseconds.
//!
//! Uses: convert. Never: runtime.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use stilla_core::{Intrinsic, Kind};

use super::{FromJs, IntoJs, from_js_by_raw, into_js_by_raw, mismatch};
use crate::context::Context;
use crate::error::Error;
use crate::seal::{Raw, Token};

/// A new Date of milliseconds since 1970.
pub(crate) fn date(cx: &mut Context<'_>, milliseconds: f64) -> Result<Raw, Error> {
    let constructor = cx.cx.intrinsic(Intrinsic::Date);
    let date = cx
        .cx
        .construct(constructor, &[milliseconds.into()], constructor);
    Ok(Raw(cx.catch(date)?.into()))
}

/// The milliseconds since 1970 of a valid Date.
pub(crate) fn milliseconds_of(raw: Raw) -> Option<f64> {
    let date = raw.0.as_object().filter(|object| object.is(Kind::Date))?;
    let milliseconds = date.internal(0).as_number()?;
    milliseconds.is_finite().then_some(milliseconds)
}

impl IntoJs for SystemTime {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        let milliseconds = match self.duration_since(UNIX_EPOCH) {
            Ok(since) => since.as_millis() as f64,
            Err(before) => -(before.duration().as_millis() as f64),
        };
        date(cx, milliseconds)
    }
}

impl FromJs for SystemTime {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        let Some(milliseconds) = milliseconds_of(raw) else {
            return Err(mismatch(cx, "valid Date", raw));
        };
        let distance = Duration::from_millis(milliseconds.abs() as u64);
        let time = if milliseconds < 0.0 {
            UNIX_EPOCH.checked_sub(distance)
        } else {
            UNIX_EPOCH.checked_add(distance)
        };
        time.ok_or_else(|| mismatch(cx, "Date that the system can express", raw))
    }
}

/// As a number of milliseconds.
impl IntoJs for Duration {
    into_js_by_raw!();

    fn into_raw(self, _: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        Ok(Raw((self.as_secs_f64() * 1000.0).into()))
    }
}

/// From a number of milliseconds.
impl FromJs for Duration {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, token: Token) -> Result<Self, Error> {
        let milliseconds = f64::from_raw(raw, cx, token)?;
        Duration::try_from_secs_f64(milliseconds / 1000.0)
            .map_err(|_| mismatch(cx, "a number of milliseconds", raw))
    }
}
