//! ECMA-402: the Intl object and what it makes of `toLocaleString` and its kin.
//!
//! One file for each constructor; [`ALL`] is the contents page. The texts of locales come from the CLDR
//! (`data`), plural rules, collation, segmentation and calendars from ICU4X.
//!
//! Uses: stilla-core. Never: stilla-builtins, the interpreter.
#![forbid(unsafe_code)]

use stilla_core::builtin::Global;

mod calendar;
mod collation_names;
mod collator;
mod data;
mod date_time_format;
mod decimal;
mod digits;
mod display_names;
mod duration_format;
mod intl;
mod legacy;
mod list_format;
mod locale;
mod negotiate;
mod number_format;
mod options;
mod plural;
mod plural_rules;
mod relative_time_format;
mod segmenter;
mod service;
mod tag;
mod to_locale;
mod zone;

pub use to_locale::FUNCTIONS;

/// Every built-in of ECMA-402, in the specification's order.
pub const ALL: &[&Global] = &[
    &intl::INTL,
    &legacy::FALLBACK,
    &collator::COLLATOR,
    &date_time_format::DATE_TIME_FORMAT,
    &display_names::DISPLAY_NAMES,
    &duration_format::DURATION_FORMAT,
    &list_format::LIST_FORMAT,
    &locale::LOCALE,
    &number_format::NUMBER_FORMAT,
    &plural_rules::PLURAL_RULES,
    &relative_time_format::RELATIVE_TIME_FORMAT,
    &segmenter::SEGMENTER,
    &segmenter::SEGMENTS,
    &segmenter::SEGMENT_ITERATOR,
];
