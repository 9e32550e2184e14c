//! The fields that are asked for, and which of them a format takes up:
//! §11.1.2 CreateDateTimeFormat <https://tc39.es/ecma402/#sec-createdatetimeformat>
//!
//! Uses: options, pattern, skeleton. Never: fields, range.

use stilla_core::{Cx, JsResult, Object};

use super::pattern::{Item, Kind, kind};
use super::skeleton::Wanted;
use crate::options::{choice, number};
use crate::service::Answer;

/// What a format must have, and what it has if nothing is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Date fields.
    Date,
    /// Time fields.
    Time,
    /// Year and month.
    YearMonth,
    /// Month and day.
    MonthDay,
    /// Any of them; all as defaults.
    Any,
}

/// The options of fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Components {
    /// `weekday`
    pub weekday: Option<&'static str>,
    /// `era`
    pub era: Option<&'static str>,
    /// `year`
    pub year: Option<&'static str>,
    /// `month`
    pub month: Option<&'static str>,
    /// `day`
    pub day: Option<&'static str>,
    /// `dayPeriod`
    pub day_period: Option<&'static str>,
    /// `hour`
    pub hour: Option<&'static str>,
    /// `minute`
    pub minute: Option<&'static str>,
    /// `second`
    pub second: Option<&'static str>,
    /// `fractionalSecondDigits`
    pub fraction: Option<u32>,
    /// `timeZoneName`
    pub zone_name: Option<&'static str>,
}

const NAMES: [&str; 3] = ["narrow", "short", "long"];
const NUMBERS: [&str; 2] = ["2-digit", "numeric"];
const MONTHS: [&str; 5] = ["2-digit", "numeric", "narrow", "short", "long"];
const ZONES: [&str; 6] = [
    "short",
    "long",
    "shortOffset",
    "longOffset",
    "shortGeneric",
    "longGeneric",
];

/// Reads the options, in the order of §11.2.3's table.
pub fn read(cx: &mut Cx, options: Option<Object>) -> JsResult<Components> {
    Ok(Components {
        weekday: choice(cx, options, "weekday", &NAMES)?,
        era: choice(cx, options, "era", &NAMES)?,
        year: choice(cx, options, "year", &NUMBERS)?,
        month: choice(cx, options, "month", &MONTHS)?,
        day: choice(cx, options, "day", &NUMBERS)?,
        day_period: choice(cx, options, "dayPeriod", &NAMES)?,
        hour: choice(cx, options, "hour", &NUMBERS)?,
        minute: choice(cx, options, "minute", &NUMBERS)?,
        second: choice(cx, options, "second", &NUMBERS)?,
        fraction: number(cx, options, "fractionalSecondDigits", 1..=3)?,
        zone_name: choice(cx, options, "timeZoneName", &ZONES)?,
    })
}

fn name_width(name: &str) -> usize {
    match name {
        "long" => 4,
        "narrow" => 5,
        _ => 3,
    }
}

fn number_width(name: &str) -> usize {
    if name == "2-digit" { 2 } else { 1 }
}

impl Components {
    /// Whether any field is asked for.
    pub fn is_explicit(&self) -> bool {
        *self != Components::default()
    }

    fn has_date(&self) -> bool {
        self.weekday
            .or(self.year)
            .or(self.month)
            .or(self.day)
            .is_some()
    }

    fn has_time(&self) -> bool {
        self.day_period
            .or(self.hour)
            .or(self.minute)
            .or(self.second)
            .is_some()
            || self.fraction.is_some()
    }

    fn has(&self, group: Group) -> bool {
        match group {
            Group::Date => self.has_date(),
            Group::Time => self.has_time(),
            Group::YearMonth => self.year.or(self.month).is_some(),
            Group::MonthDay => self.month.or(self.day).is_some(),
            Group::Any => self.has_date() || self.has_time(),
        }
    }

    /// Only the fields that a group can have; the era goes with the year.
    pub fn only(&self, group: Group) -> Components {
        let mut result = Components::default();
        if matches!(group, Group::Date | Group::Any) {
            result.weekday = self.weekday;
        }
        if matches!(group, Group::Date | Group::Any | Group::YearMonth) {
            (result.era, result.year) = (self.era, self.year);
        }
        if group != Group::Time {
            result.month = self.month;
        }
        if matches!(group, Group::Date | Group::Any | Group::MonthDay) {
            result.day = self.day;
        }
        if matches!(group, Group::Time | Group::Any) {
            result.day_period = self.day_period;
            (result.hour, result.minute, result.second) = (self.hour, self.minute, self.second);
            result.fraction = self.fraction;
        }
        result
    }

    /// The fields with those of a group where none is asked for.
    fn with_defaults(mut self, group: Group) -> Components {
        let numeric = Some("numeric");
        if matches!(group, Group::Date | Group::Any | Group::YearMonth) {
            self.year = numeric;
        }
        if group != Group::Time {
            self.month = numeric;
        }
        if matches!(group, Group::Date | Group::Any | Group::MonthDay) {
            self.day = numeric;
        }
        if matches!(group, Group::Time | Group::Any) {
            (self.hour, self.minute, self.second) = (numeric, numeric, numeric);
        }
        self
    }

    /// §11.5.? GetDateTimeFormat with everything inherited.
    pub fn resolved(self, required: Group, defaults: Group) -> Components {
        if self.has(required) {
            self
        } else {
            self.with_defaults(defaults)
        }
    }

    /// GetDateTimeFormat with what is relevant inherited: `None` if nothing that is asked for is.
    pub fn relevant(&self, group: Group) -> Option<Components> {
        if self.has(group) {
            return Some(self.only(group));
        }
        if self.has(Group::Any) {
            return None;
        }
        Some(self.only(group).with_defaults(group))
    }

    /// The fields as letters and widths; `hour` is the letter of the hour cycle.
    pub fn wanted(&self, hour: char) -> Vec<Wanted> {
        let mut list = Vec::new();
        if let Some(era) = self.era {
            list.push(('G', name_width(era)));
        }
        if let Some(year) = self.year {
            list.push(('y', number_width(year)));
        }
        if let Some(month) = self.month {
            let width = if NUMBERS.contains(&month) {
                number_width(month)
            } else {
                name_width(month)
            };
            list.push(('M', width));
        }
        if let Some(weekday) = self.weekday {
            let width = name_width(weekday);
            list.push(('E', if width == 3 { 1 } else { width }));
        }
        if let Some(day) = self.day {
            list.push(('d', number_width(day)));
        }
        let is_24_hours = matches!(hour, 'H' | 'k');
        if let Some(period) = self.day_period
            && !(is_24_hours && self.hour.is_some())
        {
            let width = name_width(period);
            list.push(('B', if width == 3 { 1 } else { width }));
        }
        for (letter, value) in [(hour, self.hour), ('m', self.minute), ('s', self.second)] {
            if let Some(value) = value {
                list.push((letter, number_width(value)));
            }
        }
        if let Some(digits) = self.fraction {
            list.push(('S', digits as usize));
        }
        match self.zone_name {
            Some("long") => list.push(('z', 4)),
            Some("shortOffset") => list.push(('O', 1)),
            Some("longOffset") => list.push(('O', 4)),
            Some("shortGeneric") => list.push(('v', 1)),
            Some("longGeneric") => list.push(('v', 4)),
            Some(_) => list.push(('z', 1)),
            None => {}
        }
        list
    }

    /// The fields that a pattern shows.
    pub fn of_pattern(items: &[Item]) -> Components {
        let mut result = Components::default();
        for item in items {
            if let Item::Field(letter, width) = item {
                result.note(*letter, *width);
            }
        }
        result
    }

    fn note(&mut self, letter: char, width: usize) {
        let name = Some(match width {
            4 => "long",
            5 => "narrow",
            _ => "short",
        });
        let number = Some(if width == 2 { "2-digit" } else { "numeric" });
        match kind(letter) {
            Some(Kind::Era) => self.era = name,
            Some(Kind::Year) => self.year = number,
            Some(Kind::Month) => self.month = if width > 2 { name } else { number },
            Some(Kind::Weekday) => self.weekday = name,
            Some(Kind::Day) => self.day = number,
            Some(Kind::DayPeriod) if letter != 'a' => self.day_period = name,
            Some(Kind::Hour) => self.hour = number,
            Some(Kind::Minute) => self.minute = number,
            Some(Kind::Second) => self.second = number,
            Some(Kind::Fraction) => self.fraction = Some(width as u32),
            Some(Kind::Zone) => {
                self.zone_name = Some(match (letter, width) {
                    ('O', 4) => "longOffset",
                    ('O', _) => "shortOffset",
                    ('v', 4) => "longGeneric",
                    ('v', _) => "shortGeneric",
                    (_, 4) => "long",
                    _ => "short",
                });
            }
            _ => {}
        }
    }

    /// The properties of `resolvedOptions`.
    pub fn answer(&self, answer: &mut Answer<'_>) -> JsResult<()> {
        answer.text_if("weekday", self.weekday)?;
        answer.text_if("era", self.era)?;
        answer.text_if("year", self.year)?;
        answer.text_if("month", self.month)?;
        answer.text_if("day", self.day)?;
        answer.text_if("dayPeriod", self.day_period)?;
        answer.text_if("hour", self.hour)?;
        answer.text_if("minute", self.minute)?;
        answer.text_if("second", self.second)?;
        answer.number_if("fractionalSecondDigits", self.fraction)?;
        answer.text_if("timeZoneName", self.zone_name)
    }
}
