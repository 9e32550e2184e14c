//! The calendars that dates can be formatted in, and days in them.
//!
//! Uses: data. Never: the services.

use icu_calendar::types::{RataDie, YearInfo};
use icu_calendar::{AnyCalendar, AnyCalendarKind, Date, Iso};

/// Their identifiers, in order.
pub const NAMES: [&str; 16] = [
    "buddhist",
    "chinese",
    "coptic",
    "dangi",
    "ethioaa",
    "ethiopic",
    "gregory",
    "hebrew",
    "indian",
    "islamic-civil",
    "islamic-tbla",
    "islamic-umalqura",
    "iso8601",
    "japanese",
    "persian",
    "roc",
];

/// The day 1970-01-01, counted from the year 1.
const EPOCH: i64 = 719_163;

/// The eras of Japan by their names in `icu_calendar`, and their numbers in the CLDR.
const JAPAN: [(&str, u16); 5] = [
    ("meiji", 232),
    ("taisho", 233),
    ("showa", 234),
    ("heisei", 235),
    ("reiwa", 236),
];

/// A day in a calendar, with what patterns ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarDate {
    /// The number of the era in the CLDR.
    pub era: u16,
    /// Whether the era is one of the Gregorian calendar.
    pub era_is_gregorian: bool,
    /// The year of the era.
    pub year: i64,
    /// The Gregorian year in which a year without era begins.
    pub related_year: i64,
    /// The place in the cycle of sixty years, from 1.
    pub cyclic_year: Option<u8>,
    /// The number of the month's name in the CLDR, from 1.
    pub month_name: u8,
    /// The number of the month.
    pub month: u8,
    /// Whether it is a leap month that shares its number with the one before.
    pub is_leap_month: bool,
    /// The day of the month.
    pub day: u8,
    /// The day of the week; Sunday is 0.
    pub weekday: u8,
}

/// The calendar of `icu_calendar` for an identifier that isn't Gregorian.
fn kind(calendar: &str) -> Option<AnyCalendarKind> {
    Some(match calendar {
        "buddhist" => AnyCalendarKind::Buddhist,
        "chinese" => AnyCalendarKind::Chinese,
        "coptic" => AnyCalendarKind::Coptic,
        "dangi" => AnyCalendarKind::Dangi,
        "ethioaa" => AnyCalendarKind::EthiopianAmeteAlem,
        "ethiopic" => AnyCalendarKind::Ethiopian,
        "hebrew" => AnyCalendarKind::Hebrew,
        "indian" => AnyCalendarKind::Indian,
        "islamic-civil" => AnyCalendarKind::HijriTabularTypeIIFriday,
        "islamic-tbla" => AnyCalendarKind::HijriTabularTypeIIThursday,
        "islamic-umalqura" => AnyCalendarKind::HijriUmmAlQura,
        "japanese" => AnyCalendarKind::Japanese,
        "persian" => AnyCalendarKind::Persian,
        "roc" => AnyCalendarKind::Roc,
        _ => return None,
    })
}

/// The name under which the data has the months and eras of a calendar.
pub fn data_name(calendar: &str) -> &str {
    match calendar {
        "iso8601" => "gregory",
        "dangi" => "chinese",
        "islamic-civil" | "islamic-tbla" | "islamic-umalqura" => "islamic",
        other => other,
    }
}

/// The name under which the data has the calendar's months.
pub fn month_data_name(calendar: &str) -> &str {
    match data_name(calendar) {
        "buddhist" | "japanese" | "roc" => "gregory",
        "ethioaa" => "ethiopic",
        other => other,
    }
}

/// Year, month and day of the Gregorian calendar, for a count of days since 1970.
pub fn civil(days: i64) -> (i64, u8, u8) {
    // Years begin in March here, so that the leap day is the last of its year.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = (month + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month as u8, day as u8)
}

/// The days since 1970 of a Gregorian date.
pub fn days_from_civil(year: i64, month: u8, day: u8) -> i64 {
    let month = i64::from(month) - 1;
    let year = if month <= 1 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 10) % 12) + 2) / 5;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year - 719_468
        + i64::from(day)
        - 1
}

/// A count of days since 1970 in a calendar.
pub fn convert(calendar: &str, days: i64) -> CalendarDate {
    let weekday = (days + 4).rem_euclid(7) as u8;
    let (year, month, day) = civil(days);
    let gregorian = CalendarDate {
        era: u16::from(year > 0),
        era_is_gregorian: true,
        year: if year > 0 || calendar == "iso8601" {
            year
        } else {
            1 - year
        },
        related_year: year,
        cyclic_year: None,
        month_name: month,
        month,
        is_leap_month: false,
        day,
        weekday,
    };
    let Some(kind) = kind(calendar) else {
        return gregorian;
    };
    let iso = Date::<Iso>::from_rata_die(RataDie::new(days + EPOCH), Iso);
    let date = iso.to_calendar(AnyCalendar::new(kind));
    let info = date.month();
    let number = info.number();
    let is_leap = info.to_input().is_leap();
    let mut result = CalendarDate {
        month: number,
        month_name: number,
        is_leap_month: is_leap,
        day: date.day_of_month().0,
        ..gregorian
    };
    if calendar == "hebrew" {
        result.is_leap_month = false;
        result.month = info.ordinal;
        result.month_name = match (number, is_leap) {
            (5, true) => 6,
            (6, _) if date.is_in_leap_year() => 14,
            (number, _) if number >= 6 => number + 1,
            (number, _) => number,
        };
    }
    match date.year() {
        YearInfo::Cyclic(year) => {
            result.cyclic_year = Some(year.year);
            result.related_year = i64::from(year.related_iso);
            result.year = i64::from(year.related_iso);
            result.era_is_gregorian = false;
        }
        YearInfo::Era(year) => {
            result.year = i64::from(year.year);
            let (era, is_gregorian) = era_number(calendar, year.era.as_str());
            result.era = era;
            result.era_is_gregorian = is_gregorian;
        }
        _ => {}
    }
    result
}

/// The number of an era in the CLDR, and whether it is one of the Gregorian calendar.
fn era_number(calendar: &str, era: &str) -> (u16, bool) {
    match (calendar, era) {
        ("japanese", era) => match JAPAN.iter().find(|(name, _)| *name == era) {
            Some((_, number)) => (*number, false),
            None => (u16::from(era == "ce"), true),
        },
        ("roc", era) => (u16::from(era == "roc"), false),
        ("coptic", _) => (1, false),
        ("ethiopic", era) => (u16::from(era == "am"), false),
        (_, "bh") => (1, false),
        _ => (0, false),
    }
}
