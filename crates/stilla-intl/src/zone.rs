//! Time zones: identifiers, offsets, names.
//!
//! Uses: data, calendar. Never: the services.

use stilla_zones::Rules as Database;
use timezone_provider::provider::{TimeZoneId, TimeZoneProvider};

use crate::calendar;
use crate::data::{DataLocale, SEPARATOR};

const MS_PER_DAY: i64 = 86_400_000;

/// A time zone.
pub struct Zone {
    /// The identifier, in the case that the database has.
    pub id: String,
    rules: Rules,
}

/// What tells the offset.
enum Rules {
    /// Always the same, in minutes.
    Offset(i64),
    /// A zone of the database.
    Named(TimeZoneId),
}

/// An offset such as `+05:30`, `-08` or `+0100`, in minutes.
pub fn parse_offset(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let sign = match bytes.first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let rest = &text[1..];
    let (hours, minutes) = match rest.len() {
        2 => (rest, "00"),
        4 => rest.split_at(2),
        5 if rest.as_bytes()[2] == b':' => (&rest[..2], &rest[3..]),
        _ => return None,
    };
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(hours) || !is_digits(minutes) {
        return None;
    }
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

fn offset_text(minutes: i64) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

impl Zone {
    /// The zone of an identifier, if there is one.
    pub fn new(id: &str) -> Option<Zone> {
        if let Some(minutes) = parse_offset(id) {
            return Some(Zone {
                id: offset_text(minutes),
                rules: Rules::Offset(minutes),
            });
        }
        if id.eq_ignore_ascii_case("UTC") {
            return Some(Zone {
                id: "UTC".to_owned(),
                rules: Rules::Offset(0),
            });
        }
        if !id.is_ascii() {
            return None;
        }
        let zone = Database.get(id.as_bytes()).ok()?;
        let id = Database.identifier(zone).ok()?.into_owned();
        Some(Zone {
            id,
            rules: Rules::Named(zone),
        })
    }

    /// Milliseconds to add to a time in UTC, in milliseconds since 1970.
    pub fn offset(&self, time: i64) -> i64 {
        match &self.rules {
            Rules::Offset(minutes) => minutes * 60_000,
            Rules::Named(zone) => {
                let nanoseconds = i128::from(time) * 1_000_000;
                Database
                    .transition_nanoseconds_for_utc_epoch_nanoseconds(*zone, nanoseconds)
                    .map_or(0, |offset| offset.0 * 1000)
            }
        }
    }

    /// Whether clocks are ahead of what they show in another part of the same year.
    fn is_daylight(&self, time: i64) -> bool {
        if matches!(self.rules, Rules::Offset(_)) {
            return false;
        }
        let (year, _, _) = calendar::civil(time.div_euclid(MS_PER_DAY));
        let now = self.offset(time);
        [1, 4, 7, 10].iter().any(|month| {
            let other = calendar::days_from_civil(year, *month, 1) * MS_PER_DAY;
            self.offset(other) < now
        })
    }

    /// The name at a time, by the value of the option `timeZoneName`.
    pub fn name(
        &self,
        data: DataLocale,
        option: &str,
        time: i64,
        digits: impl Fn(&str) -> String,
    ) -> String {
        let is_long = option.starts_with("long");
        if !option.ends_with("Offset") && !self.id.starts_with(['+', '-']) {
            let is_generic = option.ends_with("Generic");
            if let Some(name) = self.named(data, is_long, is_generic, time) {
                return name;
            }
        }
        self.localized_offset(data, is_long, time, digits)
    }

    /// The name of the zone or of the group of zones that it belongs to.
    fn named(
        &self,
        data: DataLocale,
        is_long: bool,
        is_generic: bool,
        time: i64,
    ) -> Option<String> {
        let width = if is_long { 'l' } else { 's' };
        let facts = DataLocale::supplemental().get(&format!("s.mz.{}", self.id));
        let mut parts = facts.unwrap_or_default().split(SEPARATOR);
        let canonical = parts
            .next()
            .filter(|name| !name.is_empty())
            .unwrap_or(&self.id);
        let canonical = if matches!(canonical, "Etc/GMT" | "GMT") {
            "Etc/GMT"
        } else {
            canonical
        };
        let group = parts.find(|part| is_in_force(part, time)).map(group_name);
        let place = match (is_generic, self.is_daylight(time)) {
            (true, _) => 0,
            (false, false) => 1,
            (false, true) => 2,
        };
        let canonical = if canonical == "UTC" {
            "Etc/UTC"
        } else {
            canonical
        };
        for key in [Some(canonical), group].into_iter().flatten() {
            let list = data.list(&format!("z.{width}.{key}"));
            // NOTE: a zone without summer time has only the standard name; UTC is no place.
            let places: &[usize] = match place {
                0 if key != "Etc/UTC" => &[0, 1],
                _ => &[place],
            };
            let name = places
                .iter()
                .find_map(|place| list.get(*place).filter(|name| !name.is_empty()));
            if let Some(name) = name {
                return Some((*name).to_owned());
            }
        }
        None
    }

    /// "GMT+5:30", in the forms of the locale.
    fn localized_offset(
        &self,
        data: DataLocale,
        is_long: bool,
        time: i64,
        digits: impl Fn(&str) -> String,
    ) -> String {
        let list = data.list("z.gmt");
        let at = |place: usize, default: &'static str| list.get(place).copied().unwrap_or(default);
        let offset = self.offset(time) / 1000;
        if offset == 0 && !is_long {
            return at(2, "GMT").to_owned();
        }
        let forms = at(0, "+HH:mm;-HH:mm");
        let (positive, negative) = forms.split_once(';').unwrap_or((forms, forms));
        let form = if offset < 0 { negative } else { positive };
        let (hours, minutes, seconds) = (
            offset.abs() / 3600,
            offset.abs() / 60 % 60,
            offset.abs() % 60,
        );
        let hour_text = if is_long {
            format!("{hours:02}")
        } else {
            hours.to_string()
        };
        let start = form.find('H').unwrap_or(0);
        let prefix = &form[..start];
        let separator: String = form[start..]
            .chars()
            .skip_while(|c| *c == 'H')
            .take_while(|c| *c != 'm')
            .collect();
        let mut text = format!("{prefix}{}", digits(&hour_text));
        if is_long || minutes != 0 || seconds != 0 {
            text += &separator;
            text += &digits(&format!("{minutes:02}"));
        }
        if seconds != 0 {
            text += &separator;
            text += &digits(&format!("{seconds:02}"));
        }
        at(1, "GMT{0}").replace("{0}", &text)
    }
}

fn group_name(part: &str) -> &str {
    let end = part.find(['@', '<']).unwrap_or(part.len());
    &part[..end]
}

/// Whether a zone belongs to a group at a time: `Name@1970-01-01 00:00<1980-01-01 00:00`.
fn is_in_force(part: &str, time: i64) -> bool {
    let parse = |text: &str| {
        let mut numbers = text
            .split(['-', ' ', ':'])
            .filter_map(|number| number.parse::<i64>().ok());
        let (year, month, day) = (numbers.next()?, numbers.next()?, numbers.next()?);
        let (hour, minute) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
        let days = calendar::days_from_civil(year, month as u8, day as u8);
        Some(days * MS_PER_DAY + (hour * 60 + minute) * 60_000)
    };
    let rest = &part[group_name(part).len()..];
    let (from, to) = rest.split_once('<').unwrap_or((rest, ""));
    let from = from.strip_prefix('@').and_then(parse);
    from.is_none_or(|from| time >= from) && parse(to).is_none_or(|to| time < to)
}
