//! ZonedDateTimes as text.
//!
//! Uses: options, record, zone. Never: its siblings.

use stilla_core::{Call, Cx, JsResult, Value};
use temporal_rs::ZonedDateTime;
use temporal_rs::options::{DisplayCalendar, DisplayOffset, DisplayTimeZone};

use crate::conversion::{OrThrow, text};
use crate::options::{Options, text_rounding};
use crate::record::this;
use crate::zone;

/// Temporal.ZonedDateTime.prototype.toString ( [ options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime.prototype.tostring>
pub(super) fn to_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    let options = Options::new(cx, call.arg(0))?;
    let display_calendar = options.display_calendar(cx)?;
    let digits = options.fractional_second_digits(cx)?;
    let display_offset = options.display_offset(cx)?;
    let rounding_mode = options.rounding_mode(cx)?;
    let smallest_unit = options.unit(cx, "smallestUnit")?;
    let display_time_zone = options.display_time_zone(cx)?;
    let rounding = text_rounding(cx, digits, rounding_mode, smallest_unit)?;
    let shown = zoned
        .to_ixdtf_string_with_provider(
            display_offset,
            display_time_zone,
            display_calendar,
            rounding,
            &zone::rules(),
        )
        .or_throw(cx)?;
    Ok(text(cx, &shown))
}

/// Temporal.ZonedDateTime.prototype.toJSON ( ) <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime.prototype.tojson>
pub(super) fn to_json(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = this::<ZonedDateTime>(cx, call)?;
    let shown = zoned
        .to_ixdtf_string_with_provider(
            DisplayOffset::Auto,
            DisplayTimeZone::Auto,
            DisplayCalendar::Auto,
            Default::default(),
            &zone::rules(),
        )
        .or_throw(cx)?;
    Ok(text(cx, &shown))
}
