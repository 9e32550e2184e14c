//! What locale-sensitive methods do when a crate knows about locales.
//!
//! `toLocaleString` and its kin are built-ins that work without ECMA-402; a crate that implements it
//! gives the agent one table of functions, which take their place, and may keep a cache of formatters.
//!
//! Uses: function, object, value. Never: interp.

use std::any::Any;

use crate::error::JsResult;
use crate::object::Object;
use crate::value::Value;
use crate::{Call, Cx};

/// One such method. The built-in has checked its receiver: the value is the Number, the BigInt, the
/// String or the time value of the Date.
pub type LocaleFn = fn(&mut Cx, Value, &Call<'_>) -> JsResult<Value>;

/// The locale-sensitive methods of ECMA-262, as ECMA-402 defines them.
#[derive(Clone, Copy)]
pub struct LocaleFunctions {
    /// Number.prototype.toLocaleString
    pub number_to_locale_string: LocaleFn,
    /// BigInt.prototype.toLocaleString
    pub bigint_to_locale_string: LocaleFn,
    /// Date.prototype.toLocaleString
    pub date_to_locale_string: LocaleFn,
    /// Date.prototype.toLocaleDateString
    pub date_to_locale_date_string: LocaleFn,
    /// Date.prototype.toLocaleTimeString
    pub date_to_locale_time_string: LocaleFn,
    /// `toLocaleString` of the classes of Temporal; the value is the object.
    pub temporal_to_locale_string: LocaleFn,
    /// Temporal.Duration.prototype.toLocaleString; the value is the object.
    pub duration_to_locale_string: LocaleFn,
    /// String.prototype.localeCompare
    pub locale_compare: LocaleFn,
    /// String.prototype.toLocaleLowerCase
    pub to_locale_lower_case: LocaleFn,
    /// String.prototype.toLocaleUpperCase
    pub to_locale_upper_case: LocaleFn,
}

/// The classes of Temporal whose objects can be formatted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemporalKind {
    /// Temporal.PlainDate
    PlainDate,
    /// Temporal.PlainYearMonth
    PlainYearMonth,
    /// Temporal.PlainMonthDay
    PlainMonthDay,
    /// Temporal.PlainTime
    PlainTime,
    /// Temporal.PlainDateTime
    PlainDateTime,
    /// Temporal.Instant
    Instant,
    /// Temporal.ZonedDateTime
    ZonedDateTime,
}

/// What a formatter needs to know of an object of Temporal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemporalValue {
    /// Its class.
    pub kind: TemporalKind,
    /// The identifier of its calendar; empty if it has none.
    pub calendar: String,
    /// The identifier of its time zone; empty if it has none.
    pub time_zone: String,
    /// Milliseconds since 1970, rounded down: of the ISO date and time without a zone, or of the instant.
    pub milliseconds: i64,
}

/// Reads an object of Temporal; `None` for any other.
pub type TemporalReader = fn(&Cx, Object) -> Option<TemporalValue>;

/// The fields of a Temporal.Duration, years first; `None` for any other object.
pub type DurationReader = fn(&Cx, Object) -> Option<[f64; 10]>;

/// What the agent keeps of it.
#[derive(Default)]
pub(crate) struct LocaleSlot {
    functions: Option<&'static LocaleFunctions>,
    temporal: Option<(TemporalReader, DurationReader)>,
    cache: Option<Box<dyn Any + Send>>,
}

impl Cx {
    /// Puts these functions in the place of the ones that know no locale.
    pub fn set_locale_functions(&mut self, functions: &'static LocaleFunctions) {
        self.locale.functions = Some(functions);
    }

    /// The functions that know locales, if there are any.
    #[inline]
    #[must_use]
    pub fn locale_functions(&self) -> Option<&'static LocaleFunctions> {
        self.locale.functions
    }

    /// Tells how objects of Temporal are read.
    pub fn set_temporal_readers(&mut self, values: TemporalReader, durations: DurationReader) {
        self.locale.temporal = Some((values, durations));
    }

    /// What there is to format in an object of Temporal; `None` for any other.
    #[must_use]
    pub fn temporal_value(&self, object: Object) -> Option<TemporalValue> {
        self.locale
            .temporal
            .and_then(|(read, _)| read(self, object))
    }

    /// The fields of a Temporal.Duration, years first; `None` for any other object.
    #[must_use]
    pub fn temporal_duration(&self, object: Object) -> Option<[f64; 10]> {
        self.locale
            .temporal
            .and_then(|(_, read)| read(self, object))
    }

    /// What those functions keep from call to call. It must hold no values.
    pub fn locale_cache(&mut self) -> &mut Option<Box<dyn Any + Send>> {
        &mut self.locale.cache
    }
}
