//! What is formatted: a time value, or an object of Temporal, each with the pattern that suits it.
//! §11.5.? HandleDateTimeValue <https://tc39.es/ecma402/#sec-handledatetimevalue>
//!
//! Uses: fields, options, pattern, range. Never: skeleton.

use stilla_core::error::{range_error, type_error};
use stilla_core::locale::{TemporalKind, TemporalValue};
use stilla_core::{Cx, JsResult, Msg, Value};

use super::DateTimeFormat;
use super::fields::Moment;
use super::options::{Components, Group};
use super::pattern::Item;
use super::range::RangePart;
use crate::service::Part;

/// The greatest time value.
const MAX_TIME: f64 = 8.64e15;

/// The patterns of a formatter: that of times, and those of the classes of Temporal, which may have none.
#[derive(Clone, Debug, Default)]
pub struct Patterns {
    /// For Dates.
    pub main: Vec<Item>,
    instant: Option<Vec<Item>>,
    date: Option<Vec<Item>>,
    year_month: Option<Vec<Item>>,
    month_day: Option<Vec<Item>>,
    time: Option<Vec<Item>>,
    date_time: Option<Vec<Item>>,
}

/// What can be formatted: §11.5.? ToDateTimeFormattable <https://tc39.es/ecma402/#sec-todatetimeformattable>
enum Subject {
    Time(f64),
    Temporal(TemporalValue),
}

impl DateTimeFormat {
    /// The patterns for the fields of options.
    pub fn make_patterns(
        &self,
        components: Components,
        required: Group,
        defaults: Group,
    ) -> Patterns {
        if self.date_style.or(self.time_style).is_some() {
            return self.style_patterns();
        }
        let of = |group: Group| {
            components
                .relevant(group)
                .map(|found| self.pattern_for(&found))
        };
        Patterns {
            main: self.pattern_for(&components.resolved(required, defaults)),
            instant: Some(self.pattern_for(&components.resolved(Group::Any, Group::Any))),
            date: of(Group::Date),
            year_month: of(Group::YearMonth),
            month_day: of(Group::MonthDay),
            time: of(Group::Time),
            date_time: of(Group::Any),
        }
    }

    fn style_patterns(&self) -> Patterns {
        let main = self.style_pattern();
        let shown = Components::of_pattern(&main);
        let adjusted = |group: Group| {
            let only = shown.only(group);
            if only == shown {
                main.clone()
            } else {
                self.pattern_for(&only)
            }
        };
        let has_date = self.date_style.is_some();
        Patterns {
            instant: Some(main.clone()),
            date: has_date.then(|| adjusted(Group::Date)),
            year_month: has_date.then(|| adjusted(Group::YearMonth)),
            month_day: has_date.then(|| adjusted(Group::MonthDay)),
            time: self.time_style.is_some().then(|| adjusted(Group::Time)),
            date_time: Some(adjusted(Group::Any)),
            main,
        }
    }

    fn pattern_of(&self, kind: TemporalKind) -> Option<&Vec<Item>> {
        match kind {
            TemporalKind::PlainDate => self.patterns.date.as_ref(),
            TemporalKind::PlainYearMonth => self.patterns.year_month.as_ref(),
            TemporalKind::PlainMonthDay => self.patterns.month_day.as_ref(),
            TemporalKind::PlainTime => self.patterns.time.as_ref(),
            TemporalKind::PlainDateTime => self.patterns.date_time.as_ref(),
            TemporalKind::Instant | TemporalKind::ZonedDateTime => self.patterns.instant.as_ref(),
        }
    }

    /// The pattern and the moment of what is formatted.
    fn handle(&self, cx: &mut Cx, subject: &Subject) -> JsResult<(&[Item], Moment)> {
        match subject {
            Subject::Time(time) => {
                if time.is_nan() || time.abs() > MAX_TIME {
                    return Err(range_error(cx, Msg::InvalidDate));
                }
                let time = time.trunc() as i64;
                let local = time + self.zone.offset(time);
                Ok((
                    &self.patterns.main,
                    Moment::new(&self.calendar, time, local),
                ))
            }
            Subject::Temporal(value) => self.handle_temporal(cx, value),
        }
    }

    fn handle_temporal(&self, cx: &mut Cx, value: &TemporalValue) -> JsResult<(&[Item], Moment)> {
        let text = |text: &str| Msg::Text {
            text: text.to_owned(),
        };
        if value.kind == TemporalKind::ZonedDateTime {
            let reason = "a Temporal.ZonedDateTime has its own toLocaleString";
            return Err(type_error(cx, text(reason)));
        }
        let is_partial = matches!(
            value.kind,
            TemporalKind::PlainYearMonth | TemporalKind::PlainMonthDay
        );
        let fits = value.calendar.is_empty()
            || value.calendar == self.calendar
            || (value.calendar == "iso8601" && !is_partial);
        if !fits {
            return Err(range_error(
                cx,
                text("the calendars of the object and of the formatter differ"),
            ));
        }
        let Some(items) = self.pattern_of(value.kind) else {
            return Err(type_error(
                cx,
                text("the object has none of the fields of the formatter"),
            ));
        };
        let local = match value.kind {
            TemporalKind::Instant => value.milliseconds + self.zone.offset(value.milliseconds),
            _ => value.milliseconds,
        };
        Ok((
            items,
            Moment::new(&self.calendar, value.milliseconds, local),
        ))
    }

    /// The parts of an argument; undefined is now. May run JavaScript.
    pub fn parts_of_value(&self, cx: &mut Cx, value: Value) -> JsResult<Vec<Part>> {
        let subject = if value.is_undefined() {
            Subject::Time(cx.host().now().floor())
        } else {
            subject_of(cx, value)?
        };
        let (items, moment) = self.handle(cx, &subject)?;
        Ok(self.moment_parts(items, &moment))
    }

    /// The parts of a range between two arguments. May run JavaScript.
    pub fn range_of_values(
        &self,
        cx: &mut Cx,
        start: Value,
        end: Value,
    ) -> JsResult<Vec<RangePart>> {
        let start = subject_of(cx, start)?;
        let end = subject_of(cx, end)?;
        let differ = match (&start, &end) {
            (Subject::Time(_), Subject::Time(_)) => false,
            (Subject::Temporal(start), Subject::Temporal(end)) => start.kind != end.kind,
            _ => true,
        };
        if differ {
            let text = "the ends of a range must be of one class".to_owned();
            return Err(type_error(cx, Msg::Text { text }));
        }
        if let (Subject::Temporal(start), Subject::Temporal(end)) = (&start, &end)
            && start.calendar != end.calendar
        {
            let text = "the ends of a range must have one calendar".to_owned();
            return Err(range_error(cx, Msg::Text { text }));
        }
        let (items, first) = self.handle(cx, &start)?;
        let (_, last) = self.handle(cx, &end)?;
        Ok(self.range_parts(items, &first, &last))
    }

    /// The text of an object of Temporal that has a zone of its own, which is the formatter's.
    pub fn zoned_text(&self, cx: &mut Cx, value: &TemporalValue) -> JsResult<String> {
        let instant = TemporalValue {
            kind: TemporalKind::Instant,
            ..value.clone()
        };
        let (items, moment) = self.handle_temporal(cx, &instant)?;
        Ok(crate::service::joined(&self.moment_parts(items, &moment)))
    }
}

fn subject_of(cx: &mut Cx, value: Value) -> JsResult<Subject> {
    if let Some(temporal) = value
        .as_object()
        .and_then(|object| cx.temporal_value(object))
    {
        return Ok(Subject::Temporal(temporal));
    }
    let number = cx.to_number(value)?;
    Ok(Subject::Time(number))
}
