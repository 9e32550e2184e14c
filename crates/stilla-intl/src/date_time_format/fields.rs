//! From a point in time and a pattern to parts: §11.5.5 FormatDateTimePattern
//! <https://tc39.es/ecma402/#sec-formatdatetimepattern>
//!
//! Uses: data, calendar, pattern, service. Never: skeleton, range.

use super::DateTimeFormat;
use super::pattern::{self, Item, Kind, kind};
use crate::calendar::{self, CalendarDate};
use crate::service::{Part, push_literal};

/// A point in time as the clocks and the calendar of a formatter show it.
#[derive(Clone, Debug)]
pub struct Moment {
    /// Milliseconds since 1970, UTC.
    pub time: i64,
    /// The date.
    pub date: CalendarDate,
    /// The hour, 0 to 23.
    pub hour: u32,
    /// The minute.
    pub minute: u32,
    /// The second.
    pub second: u32,
    /// The millisecond.
    pub millisecond: u32,
}

const MS_PER_DAY: i64 = 86_400_000;

impl Moment {
    /// The moment that local clocks show at `local`, milliseconds since 1970.
    pub fn new(calendar: &str, time: i64, local: i64) -> Moment {
        let in_day = local.rem_euclid(MS_PER_DAY);
        Moment {
            time,
            date: calendar::convert(calendar, local.div_euclid(MS_PER_DAY)),
            hour: (in_day / 3_600_000) as u32,
            minute: (in_day / 60_000 % 60) as u32,
            second: (in_day / 1000 % 60) as u32,
            millisecond: (in_day % 1000) as u32,
        }
    }

    /// The value of a field, for finding the first in which two moments differ.
    pub fn value(&self, wanted: Kind, fraction: usize) -> i64 {
        match wanted {
            Kind::Era => i64::from(self.date.era),
            Kind::Year => self.date.year,
            Kind::Month => i64::from(self.date.month) * 2 + i64::from(self.date.is_leap_month),
            Kind::Day | Kind::Weekday => i64::from(self.date.day),
            Kind::DayPeriod => i64::from(self.hour >= 12),
            Kind::Hour => i64::from(self.hour),
            Kind::Minute => i64::from(self.minute),
            Kind::Second => i64::from(self.second),
            Kind::Fraction => i64::from(self.millisecond / 10_u32.pow(3 - fraction.min(3) as u32)),
            Kind::Zone => 0,
        }
    }
}

/// The letter of a width of names.
fn width_letter(width: usize) -> char {
    match width {
        4 => 'w',
        5 => 'n',
        _ => 'a',
    }
}

impl DateTimeFormat {
    /// The parts of a moment.
    pub fn moment_parts(&self, items: &[Item], moment: &Moment) -> Vec<Part> {
        let mut parts = Vec::new();
        for item in items {
            match item {
                Item::Literal(text) => push_literal(&mut parts, text),
                Item::Field(letter, width) => {
                    let (kind, text) = self.field(items, *letter, *width, moment);
                    // NOTE: an empty part would be one that nobody sees.
                    if !text.is_empty() {
                        parts.push(Part::new(kind, text));
                    }
                }
            }
        }
        parts
    }

    fn number(&self, number: i64, width: usize) -> String {
        let sign = if number < 0 { "-" } else { "" };
        let digits = format!("{:0width$}", number.unsigned_abs());
        sign.to_owned() + &self.symbols.digits(&digits)
    }

    /// The type and the text of a field.
    fn field(
        &self,
        items: &[Item],
        letter: char,
        width: usize,
        moment: &Moment,
    ) -> (&'static str, String) {
        let date = &moment.date;
        match letter {
            'G' => ("era", self.era(width, date)),
            'r' => ("relatedYear", self.number(date.related_year, width)),
            'U' => ("yearName", self.cyclic_year(date)),
            'y' | 'Y' | 'u' => {
                let kind = if date.cyclic_year.is_some() {
                    "relatedYear"
                } else {
                    "year"
                };
                let text = match width {
                    2 => self.number(date.year.rem_euclid(100), 2),
                    width => self.number(date.year, width),
                };
                (kind, text)
            }
            'M' | 'L' => ("month", self.month(letter, width, date)),
            'd' => ("day", self.number(i64::from(date.day), width)),
            'E' | 'c' | 'e' => ("weekday", self.weekday(letter, width, date)),
            'a' => ("dayPeriod", self.half_day(moment.hour)),
            'b' | 'B' => ("dayPeriod", self.day_period(items, width, moment)),
            'h' | 'H' | 'K' | 'k' => {
                let hour = match letter {
                    'h' => (moment.hour + 11) % 12 + 1,
                    'K' => moment.hour % 12,
                    'k' => (moment.hour + 23) % 24 + 1,
                    _ => moment.hour,
                };
                ("hour", self.number(i64::from(hour), width))
            }
            'm' => ("minute", self.number(i64::from(moment.minute), width)),
            's' => ("second", self.number(i64::from(moment.second), width)),
            'S' => {
                let scale = 10_u32.pow(3 - width.min(3) as u32);
                (
                    "fractionalSecond",
                    self.number(i64::from(moment.millisecond / scale), width),
                )
            }
            _ => ("timeZoneName", self.zone_name(letter, width, moment)),
        }
    }

    fn zone_name(&self, letter: char, width: usize, moment: &Moment) -> String {
        let option = match (letter, width) {
            ('v', 4) => "longGeneric",
            ('v', _) => "shortGeneric",
            ('O', 4) => "longOffset",
            ('O', _) => "shortOffset",
            (_, 4) => "long",
            _ => "short",
        };
        self.zone.name(self.data, option, moment.time, |text| {
            self.symbols.digits(text)
        })
    }

    fn era(&self, width: usize, date: &CalendarDate) -> String {
        let name = match date.era_is_gregorian {
            true => "gregory",
            false => calendar::data_name(&self.calendar),
        };
        let key = format!("d.{name}.e.{}", width_letter(width));
        self.data
            .part(&key, &date.era.to_string())
            .unwrap_or_default()
            .to_owned()
    }

    fn cyclic_year(&self, date: &CalendarDate) -> String {
        let names = self.data.list("d.chinese.y");
        let place = date.cyclic_year.unwrap_or(1).saturating_sub(1);
        match names.get(usize::from(place)) {
            Some(name) => (*name).to_owned(),
            None => self.number(i64::from(place) + 1, 1),
        }
    }

    fn month(&self, letter: char, width: usize, date: &CalendarDate) -> String {
        let text = if width < 3 {
            self.number(i64::from(date.month), width)
        } else {
            let context = if letter == 'L' { 's' } else { 'f' };
            let name = calendar::month_data_name(&self.calendar);
            let names = self
                .data
                .list(&format!("d.{name}.m.{context}.{}", width_letter(width)));
            let at = |number: u8| {
                names
                    .get(usize::from(number).wrapping_sub(1))
                    .filter(|name| !name.is_empty())
            };
            // NOTE: only the wide names tell the second Adar from the first.
            let own =
                at(date.month_name).or_else(|| if date.month_name == 14 { at(7) } else { None });
            own.map_or_else(
                || self.number(i64::from(date.month), 1),
                |name| (*name).to_owned(),
            )
        };
        if !date.is_leap_month {
            return text;
        }
        let leap = self.data.list("d.chinese.leap");
        let pattern = leap
            .get(usize::from(width < 3))
            .copied()
            .unwrap_or("{0}bis");
        pattern.replace("{0}", &text)
    }

    fn weekday(&self, letter: char, width: usize, date: &CalendarDate) -> String {
        let context = if letter == 'c' { 's' } else { 'f' };
        let names = self
            .data
            .list(&format!("d.d.{context}.{}", width_letter(width)));
        names
            .get(usize::from(date.weekday))
            .copied()
            .unwrap_or_default()
            .to_owned()
    }

    fn half_day(&self, hour: u32) -> String {
        let name = if hour < 12 { "am" } else { "pm" };
        let text = self.data.part("d.p.f.a", name).unwrap_or_default();
        // SPEC: a plain space, as in patterns.
        text.replace('\u{202f}', " ")
    }

    /// "in the morning": by the rules of the language.
    fn day_period(&self, items: &[Item], width: usize, moment: &Moment) -> String {
        let language = self.data.name().split('-').next().unwrap_or_default();
        let rules = crate::data::DataLocale::supplemental().list(&format!("s.dp.{language}"));
        let shows_minutes = pattern::has(items, Kind::Minute);
        let mut period = if moment.hour < 12 { "am" } else { "pm" };
        for (name, hours) in rules.iter().filter_map(|rule| rule.split_once('=')) {
            let is_now = match hours.split_once('-') {
                Some((from, before)) => {
                    let (from, before) = (from.parse().unwrap_or(0), before.parse().unwrap_or(0));
                    match from < before {
                        true => (from..before).contains(&moment.hour),
                        false => moment.hour >= from || moment.hour < before,
                    }
                }
                // NOTE: nobody calls the hour after midnight midnight.
                None => {
                    name == "noon" && moment.hour == 12 && (!shows_minutes || moment.minute == 0)
                }
            };
            if is_now {
                period = name;
                if name == "noon" {
                    break;
                }
            }
        }
        let name = self
            .data
            .part(&format!("d.p.f.{}", width_letter(width)), period);
        name.map_or_else(|| self.half_day(moment.hour), str::to_owned)
    }

    /// The first kind of field in which two moments differ, of those that a pattern shows.
    pub fn first_difference(&self, items: &[Item], first: &Moment, last: &Moment) -> Option<Kind> {
        let fraction = items.iter().find_map(|item| match item {
            Item::Field('S', width) => Some(*width),
            _ => None,
        });
        let mut kinds: Vec<Kind> = items
            .iter()
            .filter_map(|item| match item {
                Item::Field(letter, _) => kind(*letter),
                Item::Literal(_) => None,
            })
            .collect();
        kinds.sort_unstable();
        // NOTE: a larger field that isn't shown also makes the smaller ones differ.
        let all = [
            Kind::Era,
            Kind::Year,
            Kind::Month,
            Kind::Day,
            Kind::DayPeriod,
            Kind::Hour,
            Kind::Minute,
            Kind::Second,
            Kind::Fraction,
        ];
        let smallest = *kinds.iter().filter(|kind| **kind != Kind::Zone).max()?;
        let smallest = if smallest == Kind::Weekday {
            Kind::Day
        } else {
            smallest
        };
        let shown = all.into_iter().filter(|kind| *kind <= smallest);
        let mut shown = shown.filter(|kind| *kind != Kind::Fraction || fraction.is_some());
        shown.find(|kind| {
            let width = fraction.unwrap_or(0);
            first.value(*kind, width) != last.value(*kind, width)
        })
    }
}
