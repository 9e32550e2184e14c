//! What can be made into a ZonedDateTime.
//!
//! Uses: calendar, fields, options, zone. Never: its siblings.

use stilla_core::{Call, Cx, JsResult, Value};
use temporal_rs::ZonedDateTime;
use temporal_rs::fields::ZonedDateTimeFields;
use temporal_rs::options::{Disambiguation, OffsetDisambiguation, Overflow};
use temporal_rs::parsed_intermediates::ParsedZonedDateTime;
use temporal_rs::partial::PartialZonedDateTime;

use crate::calendar;
use crate::conversion::OrThrow;
use crate::fields::{Need, Wanted, prepare};
use crate::options::Options;
use crate::record::{create, record_of};
use crate::zone;

/// Temporal.ZonedDateTime.from ( item [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal.zoneddatetime.from>
pub(super) fn from(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let zoned = to_zoned(cx, call.arg(0), call.arg(1))?;
    create(cx, zoned)
}

/// The options of `from`, in the order in which they are read.
pub(super) fn read_options(
    cx: &mut Cx,
    options: Value,
    fallback: OffsetDisambiguation,
) -> JsResult<(Disambiguation, OffsetDisambiguation, Overflow)> {
    let options = Options::new(cx, options)?;
    let disambiguation = options.disambiguation(cx)?;
    let offset = options.offset(cx, fallback)?;
    let overflow = options.overflow(cx)?;
    Ok((disambiguation, offset, overflow))
}

/// ToTemporalZonedDateTime ( item [ , options ] ) <https://tc39.es/proposal-temporal/#sec-temporal-totemporalzoneddatetime>
pub(super) fn to_zoned(cx: &mut Cx, item: Value, options: Value) -> JsResult<ZonedDateTime> {
    let reject = OffsetDisambiguation::Reject;
    let Some(object) = item.as_object() else {
        let text = calendar::text_with_calendar(cx, item)?;
        let rules = zone::rules();
        let parsed =
            ParsedZonedDateTime::from_utf8_with_provider(text.as_bytes(), &rules).or_throw(cx)?;
        let (disambiguation, offset, _) = read_options(cx, options, reject)?;
        return ZonedDateTime::from_parsed_with_provider(parsed, disambiguation, offset, &rules)
            .or_throw(cx);
    };
    if let Some(zoned) = record_of::<ZonedDateTime>(item) {
        read_options(cx, options, reject)?;
        return Ok(zoned);
    }
    let calendar = calendar::of_item(cx, object)?;
    let wanted = Wanted::DATE_TIME.and(Wanted::OFFSET).and(Wanted::TIME_ZONE);
    let fields = prepare(cx, object, &calendar, wanted, Need::TimeZone)?;
    let (disambiguation, offset, overflow) = read_options(cx, options, reject)?;
    let partial = PartialZonedDateTime {
        fields: ZonedDateTimeFields {
            time: fields.time.regulate(cx, overflow)?,
            calendar_fields: fields.date,
            offset: fields.offset,
        },
        timezone: fields.time_zone,
        calendar,
    };
    ZonedDateTime::from_partial_with_provider(
        partial,
        Some(overflow),
        Some(disambiguation),
        Some(offset),
        &zone::rules(),
    )
    .or_throw(cx)
}
