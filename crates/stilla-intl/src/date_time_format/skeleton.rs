//! From the fields that are wanted to a pattern of the locale, after UTS 35
//! <https://unicode.org/reports/tr35/tr35-dates.html#Matching_Skeletons>
//!
//! Uses: data, pattern. Never: fields, range.

use super::pattern::{self, Item, Kind, kind};
use crate::calendar;
use crate::data::{DataLocale, SEPARATOR};

/// A wanted field: letter and width.
pub type Wanted = (char, usize);

/// A pattern that was found, and the skeleton it stands under.
struct Found {
    skeleton: Vec<Item>,
    pattern: Vec<Item>,
    missing: Vec<Wanted>,
}

/// The letters and widths of a skeleton.
fn fields(items: &[Item]) -> impl Iterator<Item = Wanted> {
    items.iter().filter_map(|item| match item {
        Item::Field(letter, count) => Some((*letter, *count)),
        Item::Literal(_) => None,
    })
}

/// Whether a field of this letter and width is a number.
pub fn is_numeric(letter: char, width: usize) -> bool {
    match kind(letter) {
        Some(Kind::Month) => width < 3,
        Some(Kind::Era | Kind::Weekday | Kind::DayPeriod | Kind::Zone) => false,
        _ => letter != 'U',
    }
}

fn is_24_hours(letter: char) -> bool {
    matches!(letter, 'H' | 'k')
}

/// How far a skeleton is from what is wanted; none if it has something that isn't.
fn distance(skeleton: &[Item], wanted: &[Wanted]) -> Option<(usize, Vec<Wanted>)> {
    let mut total = 0;
    for (letter, _) in fields(skeleton) {
        wanted
            .iter()
            .find(|(other, _)| kind(*other) == kind(letter))?;
    }
    let mut missing = Vec::new();
    for (letter, width) in wanted {
        let same = fields(skeleton).find(|(other, _)| kind(*other) == kind(*letter));
        let Some((other, count)) = same else {
            // NOTE: of two fields the larger one is missed more.
            total += 0x1000 - kind(*letter).map_or(0, |kind| kind as usize * 0x10);
            missing.push((*letter, *width));
            continue;
        };
        if kind(*letter) == Some(Kind::Hour) && is_24_hours(*letter) != is_24_hours(other) {
            return None;
        }
        if kind(*letter) == Some(Kind::Year) && *letter != other {
            total += 0x10;
        }
        if is_numeric(*letter, *width) != is_numeric(other, count) {
            total += 0x100;
        }
        total += width.abs_diff(count);
    }
    Some((total, missing))
}

/// A skeleton and its pattern.
type Format = (Vec<Item>, &'static str);

/// The formats of a locale for a calendar.
fn available(data: DataLocale, name: &str) -> Vec<Format> {
    let generic = match name {
        "gregory" => "gregory",
        _ => "generic",
    };
    let mut list = data.with_prefix(&format!("d.{generic}.af."));
    // NOTE: where a calendar is in everyday use, it has formats of its own.
    let own = match name {
        "gregory" => Vec::new(),
        name => data.with_prefix(&format!("d.{name}.af.")),
    };
    list.retain(|(skeleton, _)| !own.iter().any(|(other, _)| other == skeleton));
    list.extend(own.iter().copied());
    let parsed = |(skeleton, text): (&'static str, _)| (pattern::parse(skeleton), text);
    let mut formats: Vec<Format> = list.into_iter().map(parsed).collect();
    let styled = if own.is_empty() { generic } else { name };
    for style in ["full", "long", "medium"] {
        formats.extend(format_of_style(data, styled, style));
    }
    formats
}

/// The format of a `dateStyle` serves for its fields too.
fn format_of_style(data: DataLocale, name: &str, style: &str) -> Option<Format> {
    let text = data.get(&format!("d.{name}.df.{style}"))?;
    let wanted = skeleton_of(&pattern::parse(text));
    let field = |(letter, width)| match (letter, width) {
        ('d', _) => Item::Field('d', 1),
        ('E', 1..=3) => Item::Field('E', 1),
        (letter, width) => Item::Field(letter, width),
    };
    Some((wanted.into_iter().map(field).collect(), text))
}

fn best(list: Vec<Format>, wanted: &[Wanted]) -> Option<Found> {
    let mut found: Option<(usize, Found)> = None;
    for (skeleton, text) in list {
        if pattern::has(&skeleton, Kind::Fraction) {
            continue;
        }
        let Some((total, mut missing)) = distance(&skeleton, wanted) else {
            continue;
        };
        if found.as_ref().is_none_or(|(least, _)| total < *least) {
            let items = pattern::parse(text);
            // NOTE: patterns of some calendars have an era that their skeletons don't name.
            missing.retain(|(letter, _)| *letter != 'G' || !pattern::has(&items, Kind::Era));
            found = Some((
                total,
                Found {
                    skeleton,
                    pattern: items,
                    missing,
                },
            ));
        }
    }
    found.map(|(_, found)| found)
}

/// Gives the fields of a pattern the widths that are wanted.
fn adjusted(found: &Found, wanted: &[Wanted]) -> Vec<Item> {
    found
        .pattern
        .iter()
        .map(|item| adjusted_item(item, &found.skeleton, wanted))
        .collect()
}

fn adjusted_item(item: &Item, skeleton: &[Item], wanted: &[Wanted]) -> Item {
    let Item::Field(letter, count) = item else {
        return item.clone();
    };
    let this = kind(*letter);
    let Some((asked, width)) = wanted.iter().find(|(other, _)| kind(*other) == this) else {
        return item.clone();
    };
    if matches!(letter, 'r' | 'U') || this == Some(Kind::DayPeriod) && *letter == 'a' {
        return item.clone();
    }
    let named = fields(skeleton).find(|(other, _)| kind(*other) == this);
    let letter_now = match this {
        Some(Kind::Hour) => match (*asked, *letter) {
            ('K', _) => 'K',
            ('k', _) => 'k',
            (_, letter) => letter,
        },
        Some(Kind::Month | Kind::Weekday | Kind::Year) => *letter,
        _ => *asked,
    };
    let keeps = match this {
        Some(Kind::Minute | Kind::Second) => *width <= *count,
        _ => match named {
            Some((other, named_width)) => {
                named_width == *width
                    && is_numeric(other, named_width) == is_numeric(*asked, *width)
                    || is_numeric(*letter, *count) != is_numeric(*asked, *width)
            }
            None => is_numeric(*letter, *count) != is_numeric(*asked, *width),
        },
    };
    Item::Field(letter_now, if keeps { *count } else { *width })
}

/// Puts a field that no pattern has behind the others.
fn append_missing(
    data: DataLocale,
    name: &str,
    mut items: Vec<Item>,
    missing: &[Wanted],
) -> Vec<Item> {
    let generic = if name == "gregory" {
        "gregory"
    } else {
        "generic"
    };
    let list = data.list(&format!("d.{generic}.ai"));
    for (letter, width) in missing {
        let place = match kind(*letter) {
            Some(Kind::Zone) => 0,
            Some(Kind::Era) => 1,
            _ => 2,
        };
        let template = list.get(place).copied().unwrap_or("{0} {1}");
        let field = [Item::Field(*letter, *width)];
        if items.is_empty() {
            items = field.to_vec();
        } else {
            items = pattern::join(template, &items, &field);
        }
    }
    items
}

/// The pattern for the wanted fields of one half, date or time.
fn half(data: DataLocale, name: &str, wanted: &[Wanted]) -> Vec<Item> {
    if wanted.is_empty() {
        return Vec::new();
    }
    match best(available(data, name), wanted) {
        Some(found) => {
            let items = adjusted(&found, wanted);
            append_missing(data, name, items, &found.missing)
        }
        None => append_missing(data, name, Vec::new(), wanted),
    }
}

/// The pattern for the wanted fields: §11.5.? BasicFormatMatcher and BestFitFormatMatcher
/// <https://tc39.es/ecma402/#sec-basicformatmatcher>
pub fn best_pattern(
    data: DataLocale,
    calendar: &str,
    wanted: &[Wanted],
    decimal: &str,
) -> Vec<Item> {
    let name = calendar::data_name(calendar);
    let is_time = |wanted: &&Wanted| kind(wanted.0).is_some_and(Kind::is_time);
    let fraction = wanted.iter().find(|(letter, _)| *letter == 'S').copied();
    let dates: Vec<Wanted> = wanted.iter().filter(|w| !is_time(w)).copied().collect();
    let times: Vec<Wanted> = wanted
        .iter()
        .filter(|w| is_time(w) && w.0 != 'S')
        .copied()
        .collect();
    if fraction.is_none()
        && let Some(both) = joint(data, name, &dates, &times)
    {
        return without_periods(both, wanted);
    }
    let date = half(data, name, &dates);
    let mut time = without_periods(half(data, name, &times), wanted);
    if let Some((_, digits)) = fraction {
        time = with_fraction(time, digits, decimal);
    }
    match (date.is_empty(), time.is_empty()) {
        (false, false) => pattern::join(date_time_template(data, name, &date), &time, &date),
        (true, _) => time,
        (false, true) => date,
    }
}

/// The pattern that a locale has for a day of the week with a time.
fn joint(data: DataLocale, name: &str, dates: &[Wanted], times: &[Wanted]) -> Option<Vec<Item>> {
    if times.is_empty() || !matches!(dates, [('E', _)]) {
        return None;
    }
    let wanted = [dates, times].concat();
    let found = best(available(data, name), &wanted)?;
    (found.missing.is_empty() && found.skeleton.len() == wanted.len())
        .then(|| adjusted(&found, &wanted))
}

/// Some locales say "in the morning" for AM; here only if that is asked for.
fn without_periods(mut items: Vec<Item>, wanted: &[Wanted]) -> Vec<Item> {
    if !wanted.iter().any(|(letter, _)| *letter == 'B') {
        for item in &mut items {
            if matches!(item, Item::Field('b' | 'B', _)) {
                *item = Item::Field('a', 1);
            }
        }
    }
    items
}

/// What joins date and time, by how long the date is.
fn date_time_template(data: DataLocale, name: &str, date: &[Item]) -> &'static str {
    let month = fields(date).find(|(letter, _)| kind(*letter) == Some(Kind::Month));
    let style = match month.map(|(_, width)| width) {
        Some(4) if pattern::has(date, Kind::Weekday) => "full",
        Some(4) => "long",
        Some(3) => "medium",
        _ => "short",
    };
    let generic = if name == "gregory" {
        "gregory"
    } else {
        "generic"
    };
    data.get(&format!("d.{generic}.dta.{style}"))
        .or_else(|| data.get(&format!("d.{generic}.dtf.{style}")))
        .unwrap_or("{1} {0}")
}

/// The digits of fractions stand behind the seconds, or alone.
fn with_fraction(items: Vec<Item>, digits: usize, decimal: &str) -> Vec<Item> {
    let mut result = Vec::new();
    let mut placed = false;
    for item in items {
        let is_second = matches!(item, Item::Field('s', _));
        result.push(item);
        if is_second {
            result.push(Item::Literal(decimal.to_owned()));
            result.push(Item::Field('S', digits));
            placed = true;
        }
    }
    if !placed {
        if !result.is_empty() {
            result.push(Item::Literal(" ".to_owned()));
        }
        result.push(Item::Field('S', digits));
    }
    result
}

/// The wanted fields that a pattern shows.
pub fn skeleton_of(items: &[Item]) -> Vec<Wanted> {
    let mut wanted: Vec<Wanted> = Vec::new();
    for (letter, width) in fields(items) {
        let letter = match letter {
            'L' => 'M',
            'c' => 'E',
            'a' => continue,
            'r' | 'U' => 'y',
            letter => letter,
        };
        if !wanted.iter().any(|(other, _)| kind(*other) == kind(letter)) {
            wanted.push((letter, width));
        }
    }
    wanted
}

/// The pattern for a range that first differs in `difference`, if the locale has one.
pub fn interval_pattern(
    data: DataLocale,
    calendar: &str,
    wanted: &[Wanted],
    difference: Kind,
) -> Option<Vec<Item>> {
    let generic = match calendar::data_name(calendar) {
        "gregory" => "gregory",
        "chinese" => return None,
        // NOTE: calendars of everyday use need no era.
        "buddhist" if data.get("d.buddhist.df.full").is_some() => "gregory",
        "persian" if data.get("d.persian.df.full").is_some() => "gregory",
        _ => "generic",
    };
    let list = data.with_prefix(&format!("d.{generic}.if."));
    let zoneless: Vec<Wanted> = wanted
        .iter()
        .map(|(letter, width)| {
            (
                if kind(*letter) == Some(Kind::Zone) {
                    'v'
                } else {
                    *letter
                },
                *width,
            )
        })
        .collect();
    let mut candidates: Vec<(usize, Vec<Item>, &'static str)> = Vec::new();
    for (skeleton, text) in list {
        let items = pattern::parse(skeleton);
        if let Some((total, missing)) = distance(&items, &zoneless)
            && missing.iter().all(|(letter, _)| *letter == 'G')
        {
            candidates.push((total, items, text));
        }
    }
    candidates.sort_by_key(|(total, ..)| *total);
    let letters: &[&str] = match difference {
        Kind::Era => &["G"],
        Kind::Year => &["y"],
        Kind::Month => &["M"],
        Kind::Day | Kind::Weekday => &["d"],
        Kind::DayPeriod => &["a", "B"],
        Kind::Hour => &["h", "H"],
        Kind::Minute => &["m"],
        _ => return None,
    };
    for (_, skeleton, text) in candidates {
        for (letter, form) in text
            .split(SEPARATOR)
            .filter_map(|part| part.split_once('='))
        {
            if letters.contains(&letter) {
                let pattern = pattern::parse(form);
                let found = Found {
                    skeleton,
                    pattern,
                    missing: Vec::new(),
                };
                return Some(adjusted(&found, wanted));
            }
        }
    }
    None
}
