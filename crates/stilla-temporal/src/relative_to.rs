//! The option `relativeTo`: the date that a duration is measured from.
//!
//! Uses: calendar, fields, options, zone. Never: the classes.

use stilla_core::{Cx, JsResult, Object};
use temporal_rs::fields::ZonedDateTimeFields;
use temporal_rs::options::{Disambiguation, OffsetDisambiguation, Overflow, RelativeTo};
use temporal_rs::partial::{PartialDate, PartialZonedDateTime};
use temporal_rs::{Calendar, PlainDate, PlainDateTime, ZonedDateTime};

use crate::calendar;
use crate::conversion::OrThrow;
use crate::fields::{Need, Wanted, prepare};
use crate::options::Options;
use crate::record::record_of;
use crate::zone;

/// GetTemporalRelativeToOption ( options ) <https://tc39.es/proposal-temporal/#sec-temporal-gettemporalrelativetooption>
pub(crate) fn relative_to(cx: &mut Cx, options: Options) -> JsResult<Option<RelativeTo>> {
    let value = options.get(cx, "relativeTo")?;
    if value.is_undefined() {
        return Ok(None);
    }
    if let Some(object) = value.as_object() {
        let relative = if let Some(zoned) = record_of::<ZonedDateTime>(value) {
            zoned.into()
        } else if let Some(date) = record_of::<PlainDate>(value) {
            date.into()
        } else if let Some(date_time) = record_of::<PlainDateTime>(value) {
            date_time.to_plain_date().into()
        } else {
            from_fields(cx, object)?
        };
        return Ok(Some(relative));
    }
    let text = calendar::text_with_calendar(cx, value)?;
    RelativeTo::try_from_str_with_provider(&text, &zone::rules())
        .or_throw(cx)
        .map(Some)
}

/// The calendar of the date.
pub(crate) fn calendar_of(relative_to: &RelativeTo) -> &Calendar {
    match relative_to {
        RelativeTo::PlainDate(date) => date.calendar(),
        RelativeTo::ZonedDateTime(zoned) => zoned.calendar(),
    }
}

/// A property bag is a date, or a date with a time zone if it names one.
fn from_fields(cx: &mut Cx, object: Object) -> JsResult<RelativeTo> {
    let calendar = calendar::of_item(cx, object)?;
    let wanted = Wanted::DATE_TIME.and(Wanted::OFFSET).and(Wanted::TIME_ZONE);
    let fields = prepare(cx, object, &calendar, wanted, Need::Nothing)?;
    let time = fields.time.regulate(cx, Overflow::Constrain)?;
    let Some(time_zone) = fields.time_zone else {
        let partial = PartialDate {
            calendar_fields: fields.date,
            calendar,
        };
        return PlainDate::from_partial(partial, Some(Overflow::Constrain))
            .or_throw(cx)
            .map(RelativeTo::from);
    };
    let partial = PartialZonedDateTime {
        fields: ZonedDateTimeFields {
            calendar_fields: fields.date,
            time,
            offset: fields.offset,
        },
        timezone: Some(time_zone),
        calendar,
    };
    ZonedDateTime::from_partial_with_provider(
        partial,
        Some(Overflow::Constrain),
        Some(Disambiguation::Compatible),
        Some(OffsetDisambiguation::Reject),
        &zone::rules(),
    )
    .or_throw(cx)
    .map(RelativeTo::from)
}
