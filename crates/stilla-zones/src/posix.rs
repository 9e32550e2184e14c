//! The rule that goes on for ever after a zone's last listed transition, written as POSIX TZ.
//!
//! `CET-1CEST,M3.5.0,M10.5.0/3`: names are skipped, offsets count westwards, a rule names a day of
//! the year and a time of it. RFC 9636 lets times be negative or greater than a day.
//!
//! Uses: nothing. Never: stilla-core, tzif.

/// Seconds of a day.
pub(super) const DAY: i64 = 86_400;

/// The rule of a zone: a standard time, and summer time between two days if there is any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posix {
    standard: i64,
    summer: Option<Summer>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Summer {
    offset: i64,
    start: Rule,
    end: Rule,
}

/// A day of the year, and seconds from its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rule {
    day: Day,
    time: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Day {
    /// From 1; 29 February is never counted.
    Julian(i64),
    /// From 0; 29 February is counted.
    OfYear(i64),
    /// Month, week (5 is the last), day of the week from Sunday.
    Weekday(i64, i64, i64),
}

/// A second at which the offset changes to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// Seconds since 1970.
    pub(super) at: i64,
    /// Seconds east of UTC before it.
    pub(super) before: i64,
    /// Seconds east of UTC from it on.
    pub(super) after: i64,
}

impl Posix {
    /// The rule that a text says; `None` if it says none.
    pub(super) fn parse(text: &[u8]) -> Option<Posix> {
        let mut reader = Reader { rest: text };
        reader.name()?;
        let standard = -reader.time()?;
        if reader.rest.is_empty() {
            return Some(Posix {
                standard,
                summer: None,
            });
        }
        reader.name()?;
        let offset = match reader.rest.first() {
            Some(b',') => standard + 3600,
            _ => -reader.time()?,
        };
        let start = reader.rule()?;
        let end = reader.rule()?;
        let summer = Some(Summer { offset, start, end });
        reader.rest.is_empty().then_some(Posix { standard, summer })
    }

    /// The offset at a time in UTC.
    pub(super) fn offset_at(self, seconds: i64) -> i64 {
        let year = year_of(seconds + self.standard);
        let changes = (year - 1..=year + 1).flat_map(move |year| self.changes_of(year));
        changes
            .filter(|change| change.at <= seconds)
            .max_by_key(|change| change.at)
            .map_or(self.standard, |change| change.after)
    }

    /// The changes of a year, in no order.
    pub(super) fn changes_of(self, year: i64) -> impl Iterator<Item = Change> {
        let standard = self.standard;
        self.summer.into_iter().flat_map(move |summer| {
            [
                Change {
                    at: summer.start.in_year(year) - standard,
                    before: standard,
                    after: summer.offset,
                },
                Change {
                    at: summer.end.in_year(year) - summer.offset,
                    before: summer.offset,
                    after: standard,
                },
            ]
        })
    }
}

impl Rule {
    /// Seconds since 1970 in the time that holds before.
    fn in_year(self, year: i64) -> i64 {
        let first = days_before_year(year);
        let is_leap = days_before_year(year + 1) - first == 366;
        let day = match self.day {
            Day::Julian(day) => day - 1 + i64::from(is_leap && day >= 60),
            Day::OfYear(day) => day,
            Day::Weekday(month, week, weekday) => {
                let start = days_before_month(month, is_leap);
                let length = days_before_month(month + 1, is_leap) - start;
                // 1970 began on a Thursday.
                let first_weekday = (first + start + 4).rem_euclid(7);
                let day = (weekday - first_weekday).rem_euclid(7) + 7 * (week - 1);
                start + if day >= length { day - 7 } else { day }
            }
        };
        (first + day) * DAY + self.time
    }
}

/// Days from 1970 to the first of January of a year.
fn days_before_year(year: i64) -> i64 {
    let past = year - 1;
    365 * (year - 1970) + past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400) - 477
}

/// Days of a year before a month from 1 to 13.
fn days_before_month(month: i64, is_leap: bool) -> i64 {
    const DAYS: [i64; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
    let days = usize::try_from(month - 1)
        .ok()
        .and_then(|month| DAYS.get(month));
    days.map_or(0, |days| days + i64::from(is_leap && month > 2))
}

/// The year of a time in seconds.
pub(super) fn year_of(seconds: i64) -> i64 {
    // Years begin in March here, so that the leap day is the last of its year.
    let shifted = seconds.div_euclid(DAY) + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // The 306th day after the first of March is the first of January.
    era * 400 + year_of_era + i64::from(of_year >= 306)
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn take(&mut self, byte: u8) -> bool {
        let found = self.rest.first() == Some(&byte);
        if found {
            self.rest = &self.rest[1..];
        }
        found
    }

    /// Skips a name.
    fn name(&mut self) -> Option<()> {
        let length = if self.take(b'<') {
            self.rest.iter().position(|&byte| byte == b'>')? + 1
        } else {
            let is_letter = |byte: &&u8| byte.is_ascii_alphabetic();
            self.rest.iter().take_while(is_letter).count()
        };
        self.rest = self.rest.get(length..)?;
        (length > 0).then_some(())
    }

    fn number(&mut self) -> Option<i64> {
        let length = self
            .rest
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let (digits, rest) = self.rest.split_at(length);
        self.rest = rest;
        std::str::from_utf8(digits).ok()?.parse().ok()
    }

    /// Hours, with minutes and seconds where they stand, in seconds.
    fn time(&mut self) -> Option<i64> {
        let sign = if self.take(b'-') {
            -1
        } else {
            self.take(b'+');
            1
        };
        let mut seconds = self.number()? * 3600;
        for unit in [60, 1] {
            if !self.take(b':') {
                break;
            }
            seconds += self.number()? * unit;
        }
        Some(sign * seconds)
    }

    fn rule(&mut self) -> Option<Rule> {
        if !self.take(b',') {
            return None;
        }
        let day = if self.take(b'M') {
            let month = self.number().filter(|month| (1..=12).contains(month))?;
            let week = self.take(b'.').then(|| self.number())??;
            let weekday = self.take(b'.').then(|| self.number())??;
            Day::Weekday(month, week.clamp(1, 5), weekday)
        } else if self.take(b'J') {
            Day::Julian(self.number()?)
        } else {
            Day::OfYear(self.number()?)
        };
        let time = if self.take(b'/') {
            self.time()?
        } else {
            2 * 3600
        };
        Some(Rule { day, time })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_days_agree() {
        assert_eq!(days_before_year(1970), 0);
        assert_eq!(days_before_year(2000), 10_957);
        for year in (-271_821..=275_760).step_by(37) {
            let first = days_before_year(year) * DAY;
            assert_eq!(year_of(first), year);
            assert_eq!(year_of(first - 1), year - 1);
        }
    }

    #[test]
    fn summer_begins_on_the_last_sunday_of_march() {
        let berlin = Posix::parse(b"CET-1CEST,M3.5.0,M10.5.0/3").expect("well-formed");
        let start = berlin.changes_of(2024).next().expect("there is a summer");
        assert_eq!(start.at, 1_711_846_800);
        assert_eq!(berlin.offset_at(start.at - 1), 3600);
        assert_eq!(berlin.offset_at(start.at), 7200);
    }

    #[test]
    fn southern_and_negative_summers() {
        let sydney = Posix::parse(b"AEST-10AEDT,M10.1.0,M4.1.0/3").expect("well-formed");
        assert_eq!(sydney.offset_at(1_704_067_200), 39_600);
        assert_eq!(sydney.offset_at(1_719_792_000), 36_000);
        let dublin = Posix::parse(b"IST-1GMT0,M10.5.0,M3.5.0/1").expect("well-formed");
        assert_eq!(dublin.offset_at(1_704_067_200), 0);
        assert_eq!(dublin.offset_at(1_719_792_000), 3600);
    }

    #[test]
    fn what_is_no_rule() {
        for text in ["", "CET", "CET-1CEST", "CET-1CEST,M13.1.0,M1.1.0", "<+01"] {
            assert_eq!(Posix::parse(text.as_bytes()), None, "{text}");
        }
        assert!(Posix::parse(b"<-03>3<-02>,M3.5.0/-2,M10.5.0/-1").is_some());
    }
}
