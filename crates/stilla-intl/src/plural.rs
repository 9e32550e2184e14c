//! Plural categories of numbers as they are shown.
//!
//! Uses: data, digits. Never: the services.

use icu_locale::Locale;
use icu_plurals::{PluralCategory, PluralOperands, PluralRuleType, PluralRules, RawPluralOperands};

use crate::data::DataLocale;
use crate::digits::Rounded;

/// The categories in the specification's order.
pub const ORDER: [&str; 6] = ["few", "many", "one", "other", "two", "zero"];

/// The rules of a language.
pub fn rules(data: DataLocale, kind: PluralRuleType) -> Option<PluralRules> {
    let locale = Locale::try_from_str(data.name()).ok()?;
    PluralRules::try_new((&locale).into(), kind.into()).ok()
}

/// The name of a category.
pub fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

/// The category of a number that is shown with these digits, and with a power of ten in words.
pub fn select(rules: Option<&PluralRules>, shown: &Rounded, power: u32) -> &'static str {
    let Some(rules) = rules else {
        return "other";
    };
    name(rules.category_for(PluralOperands::from(operands(shown, power))))
}

/// The operands of the CLDR's rules; a power of ten in words belongs to the number.
fn operands(shown: &Rounded, power: u32) -> RawPluralOperands {
    let decimal = shown.decimal.clone().scaled(power as i32);
    let v = (shown.fraction - power as i32).max(0);
    let w = decimal.fraction_digits().min(v);
    // NOTE: no rule looks further than a million, and none asks for a particular number that large.
    let last_digits = |text: &str| {
        let cut = text.len().saturating_sub(15);
        let number: u64 = text[cut..].parse().unwrap_or(0);
        if cut > 0 {
            number + 1_000_000_000_000_000
        } else {
            number
        }
    };
    RawPluralOperands {
        i: last_digits(&decimal.whole_digits(1)),
        v: v as usize,
        w: w as usize,
        f: last_digits(&decimal.fraction_text(v)),
        t: last_digits(&decimal.fraction_text(w)),
        c: power as usize,
    }
}

/// The category of a range of numbers with these categories.
pub fn select_range(data: DataLocale, start: &str, end: &str) -> &'static str {
    let language = data.name().split('-').next().unwrap_or_default();
    let ranges = DataLocale::supplemental();
    let found = ranges.part(&format!("s.pr.{language}"), &format!("{start} {end}"));
    found
        .or_else(|| ORDER.iter().find(|name| **name == end).copied())
        .unwrap_or("other")
}
