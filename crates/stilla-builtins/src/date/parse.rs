//! Text to time value: the ISO format of the specification, then whatever other engines take.
//!
//! SPEC: the specification leaves the free form open; here it is what V8 makes of a text, because pages
//! rely on it. A reading that started in the ISO format goes on in the free form with the parts that it
//! found: a number followed by a colon is part of the time of day, other numbers are day, month and
//! year, words are names of months and zones. Unknown words may stand before the first number.
//!
//! Uses: stilla-core, date::time, date::local, date::scan. Never: date::set.

use stilla_core::{Cx, JsString};

use super::local::to_utc;
use super::scan::{Scanner, Token, Word};
use super::time;

/// Longer texts are no dates.
const LONGEST: usize = 1 << 12;

/// §21.4.3.2 Date.parse ( string ), without the conversion <https://tc39.es/ecma262/#sec-date.parse>
pub(super) fn parse(cx: &mut Cx, string: JsString) -> f64 {
    if string.len() > LONGEST {
        return f64::NAN;
    }
    let text = cx.to_rust_string(string);
    let mut written = Written::default();
    if written.read(&text).is_none() {
        return f64::NAN;
    }
    let (Some([year, month, date]), Some(clock)) = (written.day.parts(), written.clock.parts())
    else {
        return f64::NAN;
    };
    let [hour, minute, second, millisecond] = clock;
    let time = time::make(&[year, month, date, hour, minute, second, millisecond]);
    time::time_clip(match written.zone.minutes() {
        Some(minutes) => time - minutes * 60_000.0,
        None => to_utc(cx, time),
    })
}

fn is_minute(value: f64) -> bool {
    value <= 59.0
}

/// Up to three numbers of a date, in the order written.
#[derive(Default)]
struct Day {
    numbers: Vec<f64>,
    /// From 0, where it has a name.
    month: Option<f64>,
    is_iso: bool,
}

impl Day {
    fn add(&mut self, number: f64) -> Option<()> {
        (self.numbers.len() < 3).then(|| self.numbers.push(number))
    }

    /// Year, month (from 0) and date. What is missing is 1.
    fn parts(&self) -> Option<[f64; 3]> {
        let first = *self.numbers.first()?;
        let number = |place: usize| self.numbers.get(place).copied().unwrap_or(1.0);
        let is_date = |value: f64| (1.0..=31.0).contains(&value);
        let (year, month, date) = match self.month {
            Some(month) if is_date(first) => (number(1), month, first),
            Some(month) => (first, month, number(1)),
            None if self.is_iso || !is_date(first) => (first, number(1) - 1.0, number(2)),
            None => (number(2), first - 1.0, number(1)),
        };
        let year = match year {
            _ if self.is_iso => year,
            0.0..50.0 => year + 2000.0,
            50.0..100.0 => year + 1900.0,
            _ => year,
        };
        let is_possible = (0.0..=11.0).contains(&month) && is_date(date);
        is_possible.then_some([year, month, date])
    }
}

/// Up to four numbers of a time of day.
#[derive(Default)]
struct Clock {
    numbers: Vec<f64>,
    /// The hours that `am` and `pm` add.
    half: Option<f64>,
}

impl Clock {
    /// Whether `number` can stand behind what is there.
    fn expects(&self, number: f64) -> bool {
        match self.numbers.len() {
            1 | 2 => is_minute(number),
            3 => number <= 999.0,
            _ => false,
        }
    }

    fn add(&mut self, number: f64) -> Option<()> {
        (self.numbers.len() < 4).then(|| self.numbers.push(number))
    }

    /// Adds the last number, if there is room: the time is complete.
    fn end(&mut self, number: f64) {
        self.numbers.push(number);
        self.numbers.resize(4, 0.0);
    }

    fn parts(&self) -> Option<[f64; 4]> {
        let number = |place: usize| self.numbers.get(place).copied().unwrap_or(0.0);
        let (mut hour, rest) = (number(0), [number(1), number(2), number(3)]);
        if let Some(half) = self.half {
            if hour > 12.0 {
                return None;
            }
            hour = hour % 12.0 + half;
        }
        let [minute, second, millisecond] = rest;
        let is_usual =
            hour <= 23.0 && is_minute(minute) && is_minute(second) && millisecond <= 999.0;
        let is_midnight = hour == 24.0 && rest == [0.0; 3];
        (is_usual || is_midnight).then_some([hour, minute, second, millisecond])
    }
}

/// An offset from UTC.
#[derive(Default)]
struct Zone {
    sign: Option<f64>,
    hours: Option<f64>,
    minutes: Option<f64>,
}

impl Zone {
    fn set(&mut self, hours: f64) {
        self.sign = Some(if hours < 0.0 { -1.0 } else { 1.0 });
        self.hours = Some(hours.abs());
        self.minutes = Some(0.0);
    }

    fn is_utc(&self) -> bool {
        self.hours == Some(0.0) && self.minutes == Some(0.0)
    }

    fn minutes(&self) -> Option<f64> {
        let sign = self.sign?;
        Some(sign * (self.hours.unwrap_or(0.0) * 60.0 + self.minutes.unwrap_or(0.0)))
    }
}

/// The milliseconds that a number behind the point means.
fn milliseconds(value: f64, digits: u32) -> f64 {
    // NOTE: a number keeps nine digits at most.
    let digits = digits.min(9);
    (value * 1000.0 / 10f64.powi(digits as i32)).floor()
}

/// A date and a time as written.
#[derive(Default)]
struct Written {
    day: Day,
    clock: Clock,
    zone: Zone,
}

/// How far the ISO format got.
enum Iso {
    /// To the end.
    Whole,
    /// To this token, which the free form may understand.
    Until(Token),
}

impl Written {
    /// Reads a text; `None` if it is no date.
    fn read(&mut self, text: &str) -> Option<()> {
        let mut scanner = Scanner::new(text);
        let mut token = match self.iso(&mut scanner)? {
            Iso::Whole => return Some(()),
            Iso::Until(token) => token,
        };
        let mut has_number = !self.day.numbers.is_empty();
        while token != Token::End {
            match token {
                Token::Number(number, _) => {
                    has_number = true;
                    self.number(number, &mut scanner)?;
                }
                Token::Word(word) => self.word(word, has_number, &mut scanner)?,
                Token::Symbol(sign @ ('+' | '-'))
                    if self.zone.is_utc() || !self.clock.numbers.is_empty() =>
                {
                    has_number = true;
                    self.offset(sign, &mut scanner)?;
                }
                Token::Symbol('-') if self.is_before_year(&scanner) => {
                    if let Token::Number(year, _) = scanner.take() {
                        self.day.add(-year)?;
                    }
                }
                Token::Symbol('+' | '-' | ')') if has_number => return None,
                _ => {}
            }
            token = scanner.take();
        }
        Some(())
    }

    /// §21.4.1.32 Date Time String Format <https://tc39.es/ecma262/#sec-date-time-string-format>: `None`
    /// for what only looked like it.
    fn iso(&mut self, scanner: &mut Scanner<'_>) -> Option<Iso> {
        if let Token::Symbol(sign @ ('+' | '-')) = scanner.peek() {
            let token = scanner.take();
            let Some(year) = scanner.fixed(6, f64::INFINITY) else {
                return Some(Iso::Until(token));
            };
            scanner.take();
            if sign == '-' && year == 0.0 {
                return Some(Iso::Until(token));
            }
            self.day.add(if sign == '-' { -year } else { year })?;
        } else if let Some(year) = scanner.fixed(4, f64::INFINITY) {
            scanner.take();
            self.day.add(year)?;
        } else {
            return Some(Iso::Until(scanner.take()));
        }
        for most in [12.0, 31.0] {
            if !scanner.skip('-') {
                break;
            }
            match scanner.fixed(2, most).filter(|number| *number >= 1.0) {
                Some(number) => self.day.add(number)?,
                None => return Some(Iso::Until(scanner.take())),
            }
            scanner.take();
        }
        match scanner.peek() {
            Token::Word(Word::Time) => {
                scanner.take();
                self.iso_time(scanner)?;
                self.iso_zone(scanner)?;
                if scanner.peek() != Token::End {
                    return None;
                }
            }
            // A date alone is one in UTC.
            Token::End => self.zone.set(0.0),
            _ => return Some(Iso::Until(scanner.take())),
        }
        self.day.is_iso = true;
        Some(Iso::Whole)
    }

    fn iso_time(&mut self, scanner: &mut Scanner<'_>) -> Option<()> {
        let hour = scanner.fixed(2, 24.0)?;
        let most = if hour == 24.0 { 0.0 } else { 59.0 };
        scanner.take();
        self.clock.add(hour)?;
        if !scanner.skip(':') {
            return None;
        }
        self.clock.add(scanner.fixed(2, most)?)?;
        scanner.take();
        if !scanner.skip(':') {
            return Some(());
        }
        self.clock.add(scanner.fixed(2, most)?)?;
        scanner.take();
        if scanner.skip('.') {
            let Token::Number(value, digits) = scanner.take() else {
                return None;
            };
            if hour == 24.0 && value > 0.0 {
                return None;
            }
            self.clock.add(milliseconds(value, digits))?;
        }
        Some(())
    }

    fn iso_zone(&mut self, scanner: &mut Scanner<'_>) -> Option<()> {
        match scanner.peek() {
            Token::Word(Word::Zulu) => {
                scanner.take();
                self.zone.set(0.0);
            }
            Token::Symbol(sign @ ('+' | '-')) => {
                scanner.take();
                let (hours, minutes) = if let Some(both) = scanner.fixed(4, f64::INFINITY) {
                    ((both / 100.0).trunc(), both % 100.0)
                } else {
                    let hours = scanner.fixed(2, 23.0)?;
                    scanner.take();
                    if !scanner.skip(':') {
                        return None;
                    }
                    (hours, scanner.fixed(2, 59.0)?)
                };
                scanner.take();
                if hours > 23.0 || !is_minute(minutes) {
                    return None;
                }
                self.zone = Zone {
                    sign: Some(if sign == '-' { -1.0 } else { 1.0 }),
                    hours: Some(hours),
                    minutes: Some(minutes),
                };
            }
            _ => {}
        }
        Some(())
    }

    /// Whether a sign belongs to a year, as `toString` of a Date writes it: what that writes can be read.
    fn is_before_year(&self, scanner: &Scanner<'_>) -> bool {
        let has_date = self.day.month.is_some() && self.day.numbers.len() == 1;
        has_date && matches!(scanner.peek(), Token::Number(_, 4..))
    }

    /// A number in free form.
    fn number(&mut self, number: f64, scanner: &mut Scanner<'_>) -> Option<()> {
        if scanner.skip(':') {
            if scanner.skip(':') {
                // Hours and seconds, without the minutes between.
                if !self.clock.numbers.is_empty() {
                    return None;
                }
                self.clock.add(number)?;
                return self.clock.add(0.0);
            }
            self.clock.add(number)?;
            scanner.skip('.');
            return Some(());
        }
        let has_point = scanner.skip('.');
        if has_point && self.clock.expects(number) {
            self.clock.add(number)?;
            let Token::Number(value, digits) = scanner.take() else {
                return None;
            };
            self.clock.end(milliseconds(value, digits));
            return Some(());
        }
        let zone = &mut self.zone;
        if zone.hours.is_some() && zone.minutes.is_none() && is_minute(number) {
            zone.minutes = Some(number);
            return Some(());
        }
        if self.clock.expects(number) {
            self.clock.end(number);
            let is_apart = matches!(
                scanner.peek(),
                Token::End | Token::Space | Token::Word(Word::Zulu) | Token::Symbol('+' | '-')
            );
            return is_apart.then_some(());
        }
        self.day.add(number)?;
        scanner.skip('-');
        Some(())
    }

    fn word(&mut self, word: Word, has_number: bool, scanner: &mut Scanner<'_>) -> Option<()> {
        match word {
            Word::HalfOfDay(half) if !self.clock.numbers.is_empty() => self.clock.half = Some(half),
            Word::Month(month) => {
                self.day.month = Some(month);
                scanner.skip('-');
            }
            Word::Zulu if has_number => self.zone.set(0.0),
            Word::Zone(hours) if has_number => self.zone.set(hours),
            // Other words stand before the first number, and apart from it.
            _ if has_number || matches!(scanner.peek(), Token::Number(..)) => return None,
            _ => {}
        }
        Some(())
    }

    /// The offset behind a time or behind the name of UTC.
    fn offset(&mut self, sign: char, scanner: &mut Scanner<'_>) -> Option<()> {
        self.zone.sign = Some(if sign == '-' { -1.0 } else { 1.0 });
        let (number, digits) = match scanner.peek() {
            Token::Number(number, digits) => {
                scanner.take();
                (number, digits)
            }
            _ => (0.0, 0),
        };
        (self.zone.hours, self.zone.minutes) = match digits {
            _ if scanner.peek() == Token::Symbol(':') => (Some(number), None),
            1 | 2 => (Some(number), Some(0.0)),
            3 | 4 => (Some((number / 100.0).trunc()), Some(number % 100.0)),
            _ => return None,
        };
        Some(())
    }
}
