//! Text to time value: the ISO format of the specification, then whatever other engines take.
//!
//! The free form is read word by word: names of months, numbers joined by colons (a time of day),
//! other numbers (day, month, year), zones and offsets; names of days and text in parentheses are
//! skipped.
//!
//! Uses: stilla-core, date::time, date::local. Never: date::set.

use stilla_core::{Cx, JsString};

use super::format::MONTHS;
use super::local::to_utc;
use super::time::{self, Parts};

/// A time as written: its parts, and its offset from UTC in minutes if it tells one.
struct Written {
    parts: Parts,
    offset: Option<f64>,
}

/// §21.4.3.2 Date.parse ( string ), without the conversion <https://tc39.es/ecma262/#sec-date.parse>
pub(super) fn parse(cx: &mut Cx, string: JsString) -> f64 {
    // NOTE: no date is that long; what is beyond is not looked at.
    if string.len() > 200 {
        return f64::NAN;
    }
    let text = cx.to_rust_string(string);
    let Some(written) = iso(&text).or_else(|| Free::parse(&text)) else {
        return f64::NAN;
    };
    let time = time::make(&written.parts);
    time::time_clip(match written.offset {
        Some(minutes) => time - minutes * 60_000.0,
        None => to_utc(cx, time),
    })
}

/// Bytes and how far they are read.
struct Reader<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_here = self.peek() == Some(byte);
        self.at += usize::from(is_here);
        is_here
    }

    /// The value of exactly `count` digits.
    fn digits(&mut self, count: usize) -> Option<f64> {
        let digits = self.bytes.get(self.at..self.at + count)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        self.at += count;
        Some(
            digits
                .iter()
                .fold(0.0, |value, digit| value * 10.0 + f64::from(digit - b'0')),
        )
    }

    /// The value of as many digits as stand here, and how many.
    fn number(&mut self) -> (f64, usize) {
        let start = self.at;
        let mut value = 0.0;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            value = value * 10.0 + f64::from(digit - b'0');
            self.at += 1;
        }
        (value, self.at - start)
    }

    /// Milliseconds from the digits of a fraction of a second.
    fn fraction(&mut self) -> Option<f64> {
        let start = self.at;
        let (_, count) = self.number();
        let digits = &self.bytes[start..start + count.min(3)];
        let value = digits
            .iter()
            .fold(0.0, |value, digit| value * 10.0 + f64::from(digit - b'0'));
        (count > 0).then(|| value * [100.0, 10.0, 1.0][count.min(3) - 1])
    }
}

/// §21.4.1.32 Date Time String Format <https://tc39.es/ecma262/#sec-date-time-string-format>
fn iso(text: &str) -> Option<Written> {
    let mut reader = Reader {
        bytes: text.as_bytes(),
        at: 0,
    };
    let mut parts = [0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0];
    parts[time::YEAR] = iso_year(&mut reader)?;
    if reader.take(b'-') {
        parts[time::MONTH] = reader
            .digits(2)
            .filter(|month| (1.0..=12.0).contains(month))?
            - 1.0;
        if reader.take(b'-') {
            parts[time::DATE] = reader.digits(2)?;
            let first = [
                parts[time::YEAR],
                parts[time::MONTH],
                parts[time::DATE],
                0.0,
                0.0,
                0.0,
                0.0,
            ];
            // NOTE: a date that its month does not have comes out as another.
            if time::parts(time::make(&first))[time::DATE] != parts[time::DATE] {
                return None;
            }
        }
    }
    let mut offset = Some(0.0);
    if reader.take(b'T') || reader.take(b't') {
        iso_time(&mut reader, &mut parts)?;
        offset = iso_offset(&mut reader)?;
    }
    (reader.at == reader.bytes.len()).then_some(Written { parts, offset })
}

fn iso_year(reader: &mut Reader<'_>) -> Option<f64> {
    if reader.take(b'+') {
        return reader.digits(6);
    }
    if reader.take(b'-') {
        // NOTE: the year 0 has no minus.
        return reader
            .digits(6)
            .filter(|year| *year != 0.0)
            .map(|year| -year);
    }
    reader.digits(4)
}

fn iso_time(reader: &mut Reader<'_>, parts: &mut Parts) -> Option<()> {
    let up_to = |limit: f64| move |value: &f64| *value <= limit;
    parts[time::HOURS] = reader.digits(2).filter(up_to(24.0))?;
    if !reader.take(b':') {
        return None;
    }
    parts[time::MINUTES] = reader.digits(2).filter(up_to(59.0))?;
    if reader.take(b':') {
        parts[time::SECONDS] = reader.digits(2).filter(up_to(59.0))?;
        if reader.take(b'.') || reader.take(b',') {
            parts[time::MILLISECONDS] = reader.fraction()?;
        }
    }
    let is_midnight = parts[time::MINUTES..].iter().all(|part| *part == 0.0);
    (parts[time::HOURS] < 24.0 || is_midnight).then_some(())
}

/// The offset in minutes; `Some(None)` for local time.
fn iso_offset(reader: &mut Reader<'_>) -> Option<Option<f64>> {
    if reader.take(b'Z') || reader.take(b'z') {
        return Some(Some(0.0));
    }
    let sign = match reader.peek() {
        Some(b'+') => 1.0,
        Some(b'-') => -1.0,
        None => return Some(None),
        Some(_) => return None,
    };
    reader.at += 1;
    let hours = reader.digits(2).filter(|hours| *hours <= 23.0)?;
    if !reader.take(b':') {
        return None;
    }
    let minutes = reader.digits(2).filter(|minutes| *minutes <= 59.0)?;
    Some(Some(sign * (hours * 60.0 + minutes)))
}

/// What was found of a date in free form.
#[derive(Default)]
struct Free {
    /// Numbers that belong to the date, in the order written.
    numbers: Vec<f64>,
    /// The last of them is a year with a sign.
    year: Option<f64>,
    month: Option<f64>,
    clock: Vec<f64>,
    milliseconds: f64,
    is_pm: Option<bool>,
    offset: Option<f64>,
    /// The next number is part of the time of day.
    in_clock: bool,
}

impl Free {
    fn parse(text: &str) -> Option<Written> {
        let mut reader = Reader {
            bytes: text.as_bytes(),
            at: 0,
        };
        let mut free = Free::default();
        while let Some(byte) = reader.peek() {
            match byte {
                b'(' => skip_comment(&mut reader),
                b'0'..=b'9' => free.number(&mut reader)?,
                b'+' | b'-' => free.sign(&mut reader)?,
                b'a'..=b'z' | b'A'..=b'Z' => free.word(&mut reader)?,
                b':' | b')' => return None,
                _ if byte.is_ascii()
                    || reader.bytes[reader.at..].starts_with("\u{202F}".as_bytes()) =>
                {
                    reader.at += if byte.is_ascii() {
                        1
                    } else {
                        '\u{202F}'.len_utf8()
                    };
                }
                _ => return None,
            }
        }
        free.finish()
    }

    fn number(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        let (value, _) = reader.number();
        let joins = reader.peek() == Some(b':')
            && reader
                .bytes
                .get(reader.at + 1)
                .is_some_and(u8::is_ascii_digit);
        if self.in_clock || joins {
            if !self.in_clock && !self.clock.is_empty() {
                return None;
            }
            self.clock.push(value);
            self.in_clock = joins;
            if joins {
                reader.at += 1;
            } else if reader.peek() == Some(b'.')
                && self.clock.len() == 3
                && reader
                    .bytes
                    .get(reader.at + 1)
                    .is_some_and(u8::is_ascii_digit)
            {
                reader.at += 1;
                self.milliseconds = reader.fraction()?;
            }
            return (self.clock.len() <= 3).then_some(());
        }
        self.numbers.push(value);
        // NOTE: what joins the parts of a date is no sign.
        if matches!(reader.peek(), Some(b'/' | b'-' | b'.')) && self.numbers.len() < 3 {
            reader.at += 1;
        }
        (self.numbers.len() <= 3).then_some(())
    }

    /// A sign begins an offset from UTC behind a time of day or a zone, and a year before them.
    fn sign(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        let sign = if reader.peek() == Some(b'-') {
            -1.0
        } else {
            1.0
        };
        reader.at += 1;
        if !reader.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            return Some(());
        }
        let (value, count) = reader.number();
        if self.clock.is_empty() && self.offset.is_none() {
            let is_year = count >= 4 && !self.is_joint(reader, count);
            if !is_year {
                // A joint in a date, such as 1-Jan-2000.
                self.numbers.push(value);
                return (self.numbers.len() <= 3).then_some(());
            }
            // NOTE: the year 0 has no minus.
            if count > 6 || self.year.is_some() || (sign < 0.0 && value == 0.0) {
                return None;
            }
            self.year = Some(sign * value);
            return Some(());
        }
        let (hours, minutes) = match count {
            1 | 2 if reader.take(b':') => (value, reader.digits(2)?),
            1 | 2 => (value, 0.0),
            3 | 4 => ((value / 100.0).floor(), value % 100.0),
            _ => return None,
        };
        self.offset = Some(sign * (hours * 60.0 + minutes));
        Some(())
    }

    /// Whether something of the date stands directly before the sign of a number just read.
    fn is_joint(&self, reader: &Reader<'_>, count: usize) -> bool {
        let sign = reader.at - count - 1;
        sign > 0 && reader.bytes[sign - 1].is_ascii_alphanumeric()
    }

    fn word(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        let start = reader.at;
        while reader.peek().is_some_and(|byte| byte.is_ascii_alphabetic()) {
            reader.at += 1;
        }
        let word = String::from_utf8_lossy(&reader.bytes[start..reader.at]).to_ascii_lowercase();
        let hours_west = match word.as_str() {
            "am" | "pm" if !self.clock.is_empty() || !self.numbers.is_empty() => {
                self.is_pm = Some(word == "pm");
                return Some(());
            }
            "z" | "gmt" | "utc" | "ut" => 0.0,
            "edt" => 4.0,
            "est" | "cdt" => 5.0,
            "cst" | "mdt" => 6.0,
            "mst" | "pdt" => 7.0,
            "pst" => 8.0,
            "t" if !self.numbers.is_empty() && self.clock.is_empty() => return Some(()),
            _ => return self.name(&word),
        };
        self.offset = Some(-60.0 * hours_west);
        Some(())
    }

    fn name(&mut self, word: &str) -> Option<()> {
        let prefix = word.get(..3).unwrap_or("");
        let month = MONTHS
            .iter()
            .position(|month| month.eq_ignore_ascii_case(prefix));
        if let Some(month) = month {
            self.month = Some(month as f64);
            return Some(());
        }
        const DAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
        // NOTE: any word may stand before the first number, a day of the week anywhere.
        (DAYS.contains(&prefix) || (self.numbers.is_empty() && self.clock.is_empty())).then_some(())
    }

    fn finish(self) -> Option<Written> {
        let (year, month, date) = self.date()?;
        if !(0.0..=11.0).contains(&month) || !(1.0..=31.0).contains(&date) {
            return None;
        }
        if self.in_clock {
            return None;
        }
        let clock = |place: usize| self.clock.get(place).copied().unwrap_or(0.0);
        let hours = match self.is_pm {
            None => clock(0),
            Some(_) if !(1.0..=12.0).contains(&clock(0)) => return None,
            Some(is_pm) => clock(0) % 12.0 + if is_pm { 12.0 } else { 0.0 },
        };
        if hours > 24.0 || clock(1) > 59.0 || clock(2) > 59.0 {
            return None;
        }
        let parts = [
            year,
            month,
            date,
            hours,
            clock(1),
            clock(2),
            self.milliseconds,
        ];
        Some(Written {
            parts,
            offset: self.offset,
        })
    }

    /// Year, month (from 0) and date. What is missing is 1, as other engines have it.
    fn date(&self) -> Option<(f64, f64, f64)> {
        if self.numbers.is_empty() && self.year.is_none() {
            return None;
        }
        let number = |place: usize| self.numbers.get(place).copied().unwrap_or(1.0);
        let is_date = |value: f64| (1.0..=31.0).contains(&value);
        if let Some(year) = self.year {
            return Some(match self.month {
                Some(month) => (year, month, number(0)),
                None => (year, number(0) - 1.0, number(1)),
            });
        }
        let (year, month, date) = match self.month {
            Some(month) if is_date(number(0)) => (number(1), month, number(0)),
            Some(month) => (number(0), month, number(1)),
            None if is_date(number(0)) => (number(2), number(0) - 1.0, number(1)),
            None => (number(0), number(1) - 1.0, number(2)),
        };
        let year = match year {
            0.0..50.0 => year + 2000.0,
            50.0..100.0 => year + 1900.0,
            _ => year,
        };
        Some((year, month, date))
    }
}

/// Skips text in parentheses, which nest.
fn skip_comment(reader: &mut Reader<'_>) {
    let mut depth = 0usize;
    while let Some(byte) = reader.peek() {
        reader.at += 1;
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return;
        }
    }
}
