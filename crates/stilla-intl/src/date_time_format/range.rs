//! Ranges of dates: §11.5.9 PartitionDateTimeRangePattern
//! <https://tc39.es/ecma402/#sec-partitiondatetimerangepattern>
//!
//! Uses: fields, pattern, skeleton. Never: options.

use super::DateTimeFormat;
use super::fields::Moment;
use super::pattern::{self, Item, Kind, kind};
use super::skeleton;
use crate::calendar;
use crate::service::Part;

/// A part and where it comes from.
pub struct RangePart {
    /// The part.
    pub part: Part,
    /// `startRange`, `endRange` or `shared`.
    pub source: &'static str,
}

fn sourced(parts: Vec<Part>, source: &'static str) -> impl Iterator<Item = RangePart> {
    parts
        .into_iter()
        .map(move |part| RangePart { part, source })
}

/// Where in a pattern of a range a field stands for the second time.
fn split_place(items: &[Item]) -> Option<usize> {
    let mut seen: Vec<Kind> = Vec::new();
    for (place, item) in items.iter().enumerate() {
        if let Item::Field(letter, _) = item
            && let Some(kind) = kind(*letter)
        {
            if seen.contains(&kind) {
                return Some(place);
            }
            seen.push(kind);
        }
    }
    None
}

fn kind_of(item: &Item) -> Option<Kind> {
    match item {
        Item::Field(letter, _) => kind(*letter),
        Item::Literal(_) => None,
    }
}

impl DateTimeFormat {
    /// The parts of a range between two moments in a pattern.
    pub fn range_parts(&self, items: &[Item], first: &Moment, last: &Moment) -> Vec<RangePart> {
        let Some(difference) = self.first_difference(items, first, last) else {
            return sourced(self.moment_parts(items, first), "shared").collect();
        };
        let mut wanted = skeleton::skeleton_of(items);
        let extended = self.extended(&mut wanted, difference);
        let items = extended.as_deref().unwrap_or(items);
        let has_date = wanted
            .iter()
            .any(|(letter, _)| kind(*letter).is_some_and(|kind| !kind.is_time()));
        let has_time = wanted
            .iter()
            .any(|(letter, _)| kind(*letter).is_some_and(Kind::is_time));
        let found = match (has_date, has_time) {
            (true, true) if difference.is_time() => self.time_interval(items, &wanted, difference),
            (true, true) => None,
            _ => self.interval(&wanted, difference),
        };
        match found.and_then(|items| Some((split_place(&items)?, items))) {
            Some((split, items)) => self.interval_parts(&items, split, first, last),
            None => self.fallback_parts(items, first, last),
        }
    }

    /// Where dates differ in a field that isn't shown, it is shown nevertheless, with what it needs.
    fn extended(&self, wanted: &mut Vec<skeleton::Wanted>, difference: Kind) -> Option<Vec<Item>> {
        let shows = |wanted: &[skeleton::Wanted], this: Kind| {
            wanted.iter().any(|(letter, _)| kind(*letter) == Some(this))
        };
        if difference.is_time() || difference == Kind::Era || shows(wanted, difference) {
            return None;
        }
        let fields = [(Kind::Year, 'y'), (Kind::Month, 'M'), (Kind::Day, 'd')];
        let has_date = fields.iter().any(|(kind, _)| shows(wanted, *kind));
        let mut more = Vec::new();
        for (this, letter) in fields {
            let is_due = !has_date || this >= difference;
            let is_larger = wanted.iter().any(|(letter, _)| kind(*letter) > Some(this));
            if is_due && is_larger && !shows(wanted, this) {
                more.push((letter, 1));
            }
        }
        more.append(wanted);
        *wanted = more;
        let decimal = self.symbols.decimal();
        Some(skeleton::best_pattern(
            self.data,
            &self.calendar,
            wanted,
            decimal,
        ))
    }

    fn interval(&self, wanted: &[skeleton::Wanted], difference: Kind) -> Option<Vec<Item>> {
        let find = |kind| skeleton::interval_pattern(self.data, &self.calendar, wanted, kind);
        // NOTE: a pattern for hours serves where morning and afternoon have none of their own.
        let found = find(difference).or_else(|| match difference {
            Kind::DayPeriod => find(Kind::Hour),
            _ => None,
        });
        found.filter(|items| pattern::has(items, difference) || difference == Kind::DayPeriod)
    }

    /// The date once, and a range of times.
    fn time_interval(
        &self,
        items: &[Item],
        wanted: &[skeleton::Wanted],
        difference: Kind,
    ) -> Option<Vec<Item>> {
        let times: Vec<skeleton::Wanted> = wanted
            .iter()
            .filter(|(letter, _)| kind(*letter).is_some_and(Kind::is_time))
            .copied()
            .collect();
        let is_date = |item: &Item| kind_of(item).is_some_and(|kind| !kind.is_time());
        let is_time = |item: &Item| kind_of(item).is_some_and(Kind::is_time);
        let first_date = items.iter().position(is_date)?;
        let last_date = items.iter().rposition(is_date)?;
        let first_time = items.iter().position(is_time)?;
        let last_time = items.iter().rposition(is_time)?;
        // NOTE: without a pattern of its own, the time stands twice behind the one date.
        let time = self.interval(&times, difference).unwrap_or_else(|| {
            let once = &items[first_time..=last_time];
            [once, &[Item::Literal(self.range_separator())], once].concat()
        });
        if last_date > first_time && last_time > first_date {
            return None;
        }
        let mut result = items[..first_time].to_vec();
        result.extend(time);
        result.extend_from_slice(&items[last_time + 1..]);
        Some(result)
    }

    /// The parts of a pattern of its own: fields that stand once are shared.
    fn interval_parts(
        &self,
        items: &[Item],
        split: usize,
        first: &Moment,
        last: &Moment,
    ) -> Vec<RangePart> {
        let (before, behind) = items.split_at(split);
        let is_repeated = |item: &Item, other: &[Item]| {
            kind_of(item).is_some_and(|kind| other.iter().any(|item| kind_of(item) == Some(kind)))
        };
        let from = before
            .iter()
            .position(|item| is_repeated(item, behind))
            .unwrap_or(0);
        let to = before
            .iter()
            .rposition(|item| is_repeated(item, behind))
            .map_or(0, |at| at + 1);
        let end = behind
            .iter()
            .rposition(|item| is_repeated(item, before))
            .map_or(0, |at| at + 1);
        let mut parts = Vec::new();
        let mut push = |pieces: &[Item], moment: &Moment, source: &'static str| {
            // The whole pattern decides what day periods and zones depend on.
            for piece in pieces {
                parts.extend(sourced(
                    self.moment_parts(std::slice::from_ref(piece), moment),
                    source,
                ));
            }
        };
        push(&before[..from], first, "shared");
        push(&before[from..to], first, "startRange");
        push(&before[to..], first, "shared");
        push(&behind[..end], last, "endRange");
        push(&behind[end..], last, "shared");
        parts
    }

    /// Both ends in full.
    fn fallback_parts(&self, items: &[Item], first: &Moment, last: &Moment) -> Vec<RangePart> {
        let separator = self.range_separator();
        let mut parts: Vec<RangePart> =
            sourced(self.moment_parts(items, first), "startRange").collect();
        parts.extend(sourced(vec![Part::literal(separator)], "shared"));
        parts.extend(sourced(self.moment_parts(items, last), "endRange"));
        parts
    }

    /// What stands between two dates that are both shown in full.
    fn range_separator(&self) -> String {
        let generic = match calendar::data_name(&self.calendar) {
            "gregory" => "gregory",
            _ => "generic",
        };
        let template = self.data.get(&format!("d.{generic}.if."));
        let template = template.unwrap_or("{0} – {1}");
        template.replace("{0}", "").replace("{1}", "")
    }
}
