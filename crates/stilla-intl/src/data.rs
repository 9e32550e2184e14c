//! The locale data: a table of texts for each locale, made from the CLDR by `data/generate.mjs`.
//!
//! A locale has only the entries in which it differs from its parent; [`DataLocale::get`] goes up to
//! the root. Keys are short paths (`d.gregory.df.full`), lists within a text are separated by U+001F.
//!
//! The file, all numbers little-endian: counts of keys, locales and entries and the pool's size (u32
//! each); for each key its text (u24, a place in the pool); for each locale its name (u24), its parent
//! (u16), its first entry (u24) and the number of its entries (u16); the entries: key (u16), text (u24);
//! the pool: texts behind their length (u8, or 255 and u16).
//!
//! Uses: nothing. Never: everything else of the crate.

use std::cmp::Ordering;

static CLDR: &[u8] = include_bytes!("../data/cldr.bin");

const HEADER: usize = 16;
const KEY: usize = 3;
const LOCALE: usize = 10;
const ENTRY: usize = 5;
const NO_PARENT: u16 = u16::MAX;

/// Separates the parts of a text.
pub const SEPARATOR: char = '\u{1f}';

fn number<const N: usize>(at: usize) -> usize {
    let mut value = 0;
    for place in (0..N).rev() {
        value = value << 8 | CLDR.get(at + place).copied().map_or(0, usize::from);
    }
    value
}

fn keys() -> usize {
    number::<4>(0)
}

fn locales() -> usize {
    number::<4>(4)
}

fn entries_at() -> usize {
    HEADER + keys() * KEY + locales() * LOCALE
}

fn text(place: usize) -> &'static str {
    let at = entries_at() + number::<4>(8) * ENTRY + place;
    let (len, start) = match number::<1>(at) {
        255 => (number::<2>(at + 1), at + 3),
        len => (len, at + 1),
    };
    let bytes = CLDR.get(start..start + len).unwrap_or_default();
    std::str::from_utf8(bytes).unwrap_or_default()
}

fn key(id: usize) -> &'static str {
    text(number::<3>(HEADER + id * KEY))
}

/// The least index below `count` for which `order` is not less.
fn partition(count: usize, order: impl Fn(usize) -> Ordering) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low.midpoint(high);
        match order(middle) {
            Ordering::Less => low = middle + 1,
            _ => high = middle,
        }
    }
    low
}

/// A locale that has data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataLocale(u16);

impl DataLocale {
    /// The locale of exactly this name.
    pub fn find(name: &str) -> Option<DataLocale> {
        let place = partition(locales(), |id| DataLocale(id as u16).name().cmp(name));
        let found = DataLocale(place as u16);
        (place < locales() && found.name() == name).then_some(found)
    }

    /// What holds for all locales, under keys that begin with `s.`.
    pub fn supplemental() -> DataLocale {
        DataLocale::find("supplemental").unwrap_or(DataLocale(0))
    }

    /// The root, which every locale falls back to.
    pub fn root() -> DataLocale {
        DataLocale::find("und").unwrap_or(DataLocale(0))
    }

    fn row(self) -> usize {
        HEADER + keys() * KEY + usize::from(self.0) * LOCALE
    }

    /// The name.
    pub fn name(self) -> &'static str {
        text(number::<3>(self.row()))
    }

    /// What the locale differs from.
    pub fn parent(self) -> Option<DataLocale> {
        match number::<2>(self.row() + 3) as u16 {
            NO_PARENT => None,
            parent => Some(DataLocale(parent)),
        }
    }

    /// The entries of the locale itself: first and count.
    fn own(self) -> (usize, usize) {
        (number::<3>(self.row() + 5), number::<2>(self.row() + 8))
    }

    fn own_text(self, id: usize) -> Option<&'static str> {
        let (first, count) = self.own();
        let at = |place: usize| entries_at() + (first + place) * ENTRY;
        let place = partition(count, |place| number::<2>(at(place)).cmp(&id));
        (place < count && number::<2>(at(place)) == id).then(|| text(number::<3>(at(place) + 2)))
    }

    fn by_id(self, id: usize) -> Option<&'static str> {
        let mut at = Some(self);
        while let Some(locale) = at {
            if let Some(text) = locale.own_text(id) {
                // NOTE: an empty text stops the search.
                return Some(text).filter(|text| !text.is_empty());
            }
            at = locale.parent();
        }
        None
    }

    /// The text of a key, here or in a parent.
    pub fn get(self, name: &str) -> Option<&'static str> {
        let id = partition(keys(), |id| key(id).cmp(name));
        if id >= keys() || key(id) != name {
            return None;
        }
        self.by_id(id)
    }

    /// The parts of the text of a key; none if there is no text.
    pub fn list(self, name: &str) -> Vec<&'static str> {
        self.get(name)
            .map_or_else(Vec::new, |text| text.split(SEPARATOR).collect())
    }

    /// The value of `part` in a text of `name=value` parts.
    pub fn part(self, name: &str, part: &str) -> Option<&'static str> {
        named_part(self.get(name)?, part)
    }

    /// All keys that begin with `prefix`, without it, and their texts.
    pub fn with_prefix(self, prefix: &str) -> Vec<(&'static str, &'static str)> {
        let first = partition(keys(), |id| key(id).cmp(prefix));
        (first..keys())
            .map_while(|id| Some((key(id).strip_prefix(prefix)?, id)))
            .filter_map(|(rest, id)| Some((rest, self.by_id(id)?)))
            .collect()
    }
}

/// The value of `part` in a text of `name=value` parts.
pub fn named_part(text: &'static str, part: &str) -> Option<&'static str> {
    text.split(SEPARATOR)
        .filter_map(|item| item.split_once('='))
        .find(|(name, _)| *name == part)
        .map(|(_, value)| value)
}

/// The form of a text of `plural=form` parts for a plural category.
pub fn plural_form(text: &'static str, category: &str) -> &'static str {
    named_part(text, category)
        .or_else(|| named_part(text, "other"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_inherit() {
        let austrian = DataLocale::find("de-AT").expect("there is Austrian German");
        assert_eq!(austrian.parent().map(DataLocale::name), Some("de"));
        assert_eq!(
            austrian.list("d.gregory.m.f.w").first().copied(),
            Some("Jänner")
        );
        assert_eq!(
            austrian.list("d.gregory.m.f.w").last().copied(),
            Some("Dezember")
        );
        assert!(DataLocale::find("zh-TW").is_some() && DataLocale::find("de-de").is_none());
    }
}
