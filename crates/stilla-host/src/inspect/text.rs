//! Strings and names as they are shown: quoted, escaped, measured.
//!
//! Uses: core. Never: the other rooms of inspect.

use stilla_core::string::StringView;

/// A string in quotes: those that need no escape, single ones first.
pub(super) fn quote(view: StringView<'_>) -> String {
    let has = |mark: char| view.units().any(|unit| u32::from(unit) == u32::from(mark));
    let mark = if !has('\'') {
        '\''
    } else if !has('"') {
        '"'
    } else if !has('`') && !view.to_string_lossy().contains("${") {
        '`'
    } else {
        '\''
    };
    let mut out = String::with_capacity(view.len() + 2);
    out.push(mark);
    for point in view.code_points() {
        match char::from_u32(point.value) {
            Some(c) => escape_into(&mut out, c, mark),
            None => out.push_str(&format!("\\u{:04X}", point.value)),
        }
    }
    out.push(mark);
    out
}

fn escape_into(out: &mut String, c: char, mark: char) {
    match c {
        '\u{8}' => out.push_str("\\b"),
        '\t' => out.push_str("\\t"),
        '\n' => out.push_str("\\n"),
        '\u{c}' => out.push_str("\\f"),
        '\r' => out.push_str("\\r"),
        '\\' => out.push_str("\\\\"),
        c if c == mark => {
            out.push('\\');
            out.push(c);
        }
        c if c.is_control() => out.push_str(&format!("\\x{:02X}", u32::from(c))),
        c => out.push(c),
    }
}

/// Whether a key is shown without quotes.
pub(super) fn is_plain_key(text: &str) -> bool {
    let mut chars = text.chars();
    chars
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// UTF-16 units of a text, without the codes of colours.
pub(super) fn units(text: &str) -> usize {
    visible(text).map(char::len_utf16).sum()
}

/// Columns that a text takes on a terminal, without the codes of colours.
pub(super) fn columns(text: &str) -> usize {
    visible(text).map(columns_of).sum()
}

/// The characters of a text but those of escape sequences.
fn visible(text: &str) -> impl Iterator<Item = char> {
    let mut is_code = false;
    text.chars().filter(move |c| {
        let was_code = is_code;
        match c {
            '\u{1b}' => is_code = true,
            'm' if is_code => is_code = false,
            _ => {}
        }
        !was_code && !is_code
    })
}

/// Wide characters of East Asia and emoji take two columns, combining marks none.
fn columns_of(c: char) -> usize {
    match u32::from(c) {
        0x300..=0x36f | 0x200b..=0x200f | 0xfe00..=0xfe0f | 0x20d0..=0x20ff => 0,
        0x1100..=0x115f
        | 0x2e80..=0x303e
        | 0x3041..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1f64f
        | 0x1f900..=0x1f9ff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

/// A time value as `toISOString` writes it; `None` if it is no time.
pub(super) fn iso_date(time: f64) -> Option<String> {
    if !time.is_finite() {
        return None;
    }
    let milliseconds = time as i64;
    let (days, rest) = (
        milliseconds.div_euclid(86_400_000),
        milliseconds.rem_euclid(86_400_000),
    );
    // Days are counted from the first of March of the year 0, so that a leap day ends its year.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 {
        march_month + 3
    } else {
        march_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let year = match year {
        0..=9999 => format!("{year:04}"),
        _ => format!(
            "{}{:06}",
            if year < 0 { '-' } else { '+' },
            year.unsigned_abs()
        ),
    };
    let (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60);
    let (second, millisecond) = (rest / 1000 % 60, rest % 1000);
    Some(format!(
        "{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millisecond:03}Z"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_before_and_after_the_epoch() {
        assert_eq!(iso_date(0.0).as_deref(), Some("1970-01-01T00:00:00.000Z"));
        assert_eq!(
            iso_date(951_782_400_123.0).as_deref(),
            Some("2000-02-29T00:00:00.123Z")
        );
        assert_eq!(
            iso_date(-62_198_755_200_000.0).as_deref(),
            Some("-000001-01-01T00:00:00.000Z")
        );
        assert_eq!(
            iso_date(8.64e15).as_deref(),
            Some("+275760-09-13T00:00:00.000Z")
        );
        assert_eq!(iso_date(f64::NAN), None);
    }

    #[test]
    fn colours_have_no_width() {
        assert_eq!(units("\u{1b}[33m12\u{1b}[39m"), 2);
        assert_eq!(columns("日本"), 4);
    }
}
