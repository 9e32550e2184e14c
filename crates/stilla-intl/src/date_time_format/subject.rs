//! What is formatted: a time value, or an object of Temporal, each with the pattern that suits it.
//! §11.5.? HandleDateTimeValue <https://tc39.es/ecma402/#sec-handledatetimevalue>
//!
//! Uses: fields, options, pattern, range. Never: skeleton.

use std::sync::OnceLock;

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
#[derive(Debug, Default)]
pub struct Patterns {
    /// For Dates.
    pub main: Vec<Item>,
    /// The fields that were asked for.
    asked: Components,
    // NOTE: most formatters never see an object of Temporal.
    instant: OnceLock<Option<Vec<Item>>>,
    date: OnceLock<Option<Vec<Item>>>,
    year_month: OnceLock<Option<Vec<Item>>>,
    month_day: OnceLock<Option<Vec<Item>>>,
    time: OnceLock<Option<Vec<Item>>>,
    date_time: OnceLock<Option<Vec<Item>>>,
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
        let main = if self.has_style() {
            self.style_pattern()
        } else {
            self.pattern_for(&components.resolved(required, defaults))
        };
        Patterns {
            main,
            asked: components,
            ..Patterns::default()
        }
    }

    fn has_style(&self) -> bool {
        self.date_style.or(self.time_style).is_some()
    }

    fn pattern_of(&self, kind: TemporalKind) -> Option<&Vec<Item>> {
        let patterns = &self.patterns;
        let (slot, group) = match kind {
            TemporalKind::PlainDate => (&patterns.date, Group::Date),
            TemporalKind::PlainYearMonth => (&patterns.year_month, Group::YearMonth),
            TemporalKind::PlainMonthDay => (&patterns.month_day, Group::MonthDay),
            TemporalKind::PlainTime => (&patterns.time, Group::Time),
            TemporalKind::PlainDateTime => (&patterns.date_time, Group::Any),
            TemporalKind::Instant | TemporalKind::ZonedDateTime => {
                return patterns
                    .instant
                    .get_or_init(|| self.instant_pattern())
                    .as_ref();
            }
        };
        let make = || {
            if self.has_style() {
                return self.adjusted_style(group);
            }
            let found = patterns.asked.relevant(group)?;
            Some(self.pattern_for(&found))
        };
        slot.get_or_init(make).as_ref()
    }

    fn instant_pattern(&self) -> Option<Vec<Item>> {
        if self.has_style() {
            return Some(self.patterns.main.clone());
        }
        let components = self.patterns.asked.resolved(Group::Any, Group::Any);
        Some(self.pattern_for(&components))
    }

    /// §11.5.? AdjustDateTimeStyleFormat: the pattern of a style with only what a class has.
    fn adjusted_style(&self, group: Group) -> Option<Vec<Item>> {
        let style = match group {
            Group::Time => self.time_style,
            Group::Any => self.date_style.or(self.time_style),
            _ => self.date_style,
        };
        style?;
        let shown = Components::of_pattern(&self.patterns.main);
        let only = shown.only(group);
        Some(if only == shown {
            self.patterns.main.clone()
        } else {
            self.pattern_for(&only)
        })
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
