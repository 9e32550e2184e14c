//! §21.4.1 The arithmetic of time values <https://tc39.es/ecma262/#sec-overview-of-date-objects-and-definitions-of-abstract-operations>
//!
//! Pure: a time is a number of milliseconds, a day a number of days, since 1970. Years are reckoned
//! by the Gregorian calendar in both directions.
//!
//! Uses: nothing. Never: stilla-core.

/// Milliseconds of a day.
pub(super) const MS_PER_DAY: f64 = 86_400_000.0;
/// The greatest time value.
const MAX_TIME: f64 = 8.64e15;

/// The places of [`Parts`].
pub(super) const YEAR: usize = 0;
pub(super) const MONTH: usize = 1;
pub(super) const DATE: usize = 2;
pub(super) const HOURS: usize = 3;
pub(super) const MINUTES: usize = 4;
pub(super) const SECONDS: usize = 5;
pub(super) const MILLISECONDS: usize = 6;

/// Year, month (from 0), date, hours, minutes, seconds, milliseconds.
pub(super) type Parts = [f64; 7];

/// §21.4.1.3 Day ( t ) <https://tc39.es/ecma262/#sec-day>
pub(super) fn day(time: f64) -> f64 {
    (time / MS_PER_DAY).floor()
}

/// §21.4.1.13 WeekDay ( t ) <https://tc39.es/ecma262/#sec-weekday>
pub(super) fn week_day(time: f64) -> f64 {
    (day(time) + 4.0).rem_euclid(7.0)
}

/// The parts of a finite time value.
pub(super) fn parts(time: f64) -> Parts {
    let day = day(time);
    let in_day = (time - day * MS_PER_DAY) as u32;
    let (year, month, date) = civil_from_days(day as i64);
    [
        year as f64,
        month as f64,
        date as f64,
        f64::from(in_day / 3_600_000),
        f64::from(in_day / 60_000 % 60),
        f64::from(in_day / 1000 % 60),
        f64::from(in_day % 1000),
    ]
}

/// Year, month (from 0) and date of a day.
fn civil_from_days(day: i64) -> (i64, i64, i64) {
    // Years begin in March here, so that the leap day is the last of its year.
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let month_from_january = (month + 2) % 12;
    let year = year_of_era + era * 400 + i64::from(month_from_january <= 1);
    (year, month_from_january, date)
}

/// The day of the first of a month (from 0).
fn days_from_civil(year: i64, month: i64) -> i64 {
    let year = if month <= 1 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 10) % 12) + 2) / 5;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year - 719_468
}

/// §21.4.1.27 MakeTime ( hour, min, sec, ms ) <https://tc39.es/ecma262/#sec-maketime>
fn make_time(hour: f64, min: f64, sec: f64, ms: f64) -> f64 {
    if ![hour, min, sec, ms].iter().all(|part| part.is_finite()) {
        return f64::NAN;
    }
    ((hour.trunc() * 3_600_000.0 + min.trunc() * 60_000.0) + sec.trunc() * 1000.0) + ms.trunc()
}

/// §21.4.1.28 MakeDay ( year, month, date ) <https://tc39.es/ecma262/#sec-makeday>
fn make_day(year: f64, month: f64, date: f64) -> f64 {
    if ![year, month, date].iter().all(|part| part.is_finite()) {
        return f64::NAN;
    }
    let (year, month, date) = (year.trunc(), month.trunc(), date.trunc());
    let year = year + (month / 12.0).floor();
    // NOTE: no date can bring a year that far out back into range.
    if year.abs() > 1e9 {
        return f64::NAN;
    }
    days_from_civil(year as i64, month.rem_euclid(12.0) as i64) as f64 + date - 1.0
}

/// §21.4.1.29 MakeDate ( day, time ) <https://tc39.es/ecma262/#sec-makedate>
fn make_date(day: f64, time: f64) -> f64 {
    let date = day * MS_PER_DAY + time;
    if date.is_finite() { date } else { f64::NAN }
}

/// The time with these parts, any of which may be out of its range.
pub(super) fn make(parts: &Parts) -> f64 {
    make_date(
        make_day(parts[YEAR], parts[MONTH], parts[DATE]),
        make_time(
            parts[HOURS],
            parts[MINUTES],
            parts[SECONDS],
            parts[MILLISECONDS],
        ),
    )
}

/// §21.4.1.30 MakeFullYear ( year ) <https://tc39.es/ecma262/#sec-makefullyear>
pub(super) fn make_full_year(year: f64) -> f64 {
    let truncated = year.trunc();
    if (0.0..=99.0).contains(&truncated) {
        1900.0 + truncated
    } else {
        truncated
    }
}

/// §21.4.1.31 TimeClip ( time ) <https://tc39.es/ecma262/#sec-timeclip>
pub(super) fn time_clip(time: f64) -> f64 {
    // NOTE: adding 0 makes -0 a 0.
    if time.abs() <= MAX_TIME {
        time.trunc() + 0.0
    } else {
        f64::NAN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_agree() {
        for day in (-100_000_000..=100_000_000).step_by(7919) {
            let (year, month, date) = civil_from_days(day);
            assert_eq!(days_from_civil(year, month) + date - 1, day);
            assert!((0..12).contains(&month) && (1..=31).contains(&date));
        }
        assert_eq!(civil_from_days(0), (1970, 0, 1));
        assert_eq!(civil_from_days(11_016), (2000, 1, 29));
    }

    #[test]
    fn parts_out_of_range_carry() {
        assert_eq!(
            make(&[2000.0, 12.0, 1.0, 0.0, 0.0, 0.0, 0.0]),
            978_307_200_000.0
        );
        assert_eq!(
            make(&[2000.0, -1.0, 32.0, -24.0, 0.0, 0.0, -1.0]),
            946_598_399_999.0
        );
        assert_eq!(parts(-1.0), [1969.0, 11.0, 31.0, 23.0, 59.0, 59.0, 999.0]);
        assert_eq!(week_day(-1.0), 3.0);
        assert!(time_clip(8.64e15 + 1.0).is_nan());
    }
}
