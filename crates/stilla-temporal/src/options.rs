//! Options: which are read, in which order, and what they may be.
//!
//! The order of the reads is observable: every caller asks for its options in alphabetical order and
//! only then validates them together.
//!
//! Uses: conversion, temporal_rs. Never: the classes.

use std::str::FromStr;

use stilla_core::error::{range_error, type_error};
use stilla_core::{Cx, JsResult, JsString, Msg, Object, Value};
use temporal_rs::options::{
    DifferenceSettings, Disambiguation, DisplayCalendar, DisplayOffset, DisplayTimeZone,
    OffsetDisambiguation, Overflow, RoundingIncrement, RoundingMode, RoundingOptions,
    ToStringRoundingOptions, Unit,
};
use temporal_rs::parsers::Precision;
use temporal_rs::provider::TransitionDirection;

use crate::conversion::{range, to_integer_with_truncation};

/// Where options come from.
#[derive(Clone, Copy)]
pub(crate) enum Options {
    /// `undefined` was given.
    None,
    /// An object with properties.
    Object(Object),
    /// A string that stands for an object with this one property.
    Shorthand(&'static str, JsString),
}

impl Options {
    /// GetOptionsObject ( options ) <https://tc39.es/ecma402/#sec-getoptionsobject>
    pub(crate) fn new(cx: &mut Cx, value: Value) -> JsResult<Options> {
        if value.is_undefined() {
            return Ok(Options::None);
        }
        match value.as_object() {
            Some(object) => Ok(Options::Object(object)),
            None => Err(type_error(
                cx,
                Msg::NotObjectNamed {
                    name: "options",
                    value,
                },
            )),
        }
    }

    /// Options that must be there and may be a string: the value of the property `shorthand`.
    pub(crate) fn required(
        cx: &mut Cx,
        value: Value,
        shorthand: &'static str,
    ) -> JsResult<Options> {
        if value.is_undefined() {
            return Err(type_error(
                cx,
                Msg::NotObjectNamed {
                    name: "options",
                    value,
                },
            ));
        }
        match value.as_string() {
            Some(string) => Ok(Options::Shorthand(shorthand, string)),
            None => Options::new(cx, value),
        }
    }

    /// The value of a property.
    pub(crate) fn get(self, cx: &mut Cx, name: &'static str) -> JsResult<Value> {
        match self {
            Options::Object(object) => cx.get(object, name),
            Options::Shorthand(key, string) if key == name => Ok(string.into()),
            _ => Ok(Value::UNDEFINED),
        }
    }

    /// GetOption ( options, property, string, values, default ) <https://tc39.es/ecma402/#sec-getoption>,
    /// where the type knows the values.
    fn choice<T: FromStr>(self, cx: &mut Cx, name: &'static str) -> JsResult<Option<T>> {
        let value = self.get(cx, name)?;
        if value.is_undefined() {
            return Ok(None);
        }
        let string = cx.to_string(value)?;
        match cx.to_rust_string(string).parse() {
            Ok(choice) => Ok(Some(choice)),
            Err(_) => Err(range_error(
                cx,
                Msg::InvalidOption {
                    option: name,
                    value: string.into(),
                },
            )),
        }
    }

    /// GetTemporalOverflowOption ( options ) <https://tc39.es/proposal-temporal/#sec-temporal-gettemporaloverflowoption>
    pub(crate) fn overflow(self, cx: &mut Cx) -> JsResult<Overflow> {
        Ok(self.choice(cx, "overflow")?.unwrap_or(Overflow::Constrain))
    }

    /// GetTemporalDisambiguationOption ( options ) <https://tc39.es/proposal-temporal/#sec-temporal-gettemporaldisambiguationoption>
    pub(crate) fn disambiguation(self, cx: &mut Cx) -> JsResult<Disambiguation> {
        let choice = self.choice(cx, "disambiguation")?;
        Ok(choice.unwrap_or(Disambiguation::Compatible))
    }

    /// GetTemporalOffsetOption ( options, fallback ) <https://tc39.es/proposal-temporal/#sec-temporal-gettemporaloffsetoption>
    pub(crate) fn offset(
        self,
        cx: &mut Cx,
        fallback: OffsetDisambiguation,
    ) -> JsResult<OffsetDisambiguation> {
        Ok(self.choice(cx, "offset")?.unwrap_or(fallback))
    }

    /// GetTemporalShowCalendarNameOption ( options ) <https://tc39.es/proposal-temporal/#sec-temporal-gettemporalshowcalendarnameoption>
    pub(crate) fn display_calendar(self, cx: &mut Cx) -> JsResult<DisplayCalendar> {
        let choice = self.choice(cx, "calendarName")?;
        Ok(choice.unwrap_or(DisplayCalendar::Auto))
    }

    /// GetTemporalShowOffsetOption ( options ) <https://tc39.es/proposal-temporal/#sec-temporal-gettemporalshowoffsetoption>
    pub(crate) fn display_offset(self, cx: &mut Cx) -> JsResult<DisplayOffset> {
        Ok(self.choice(cx, "offset")?.unwrap_or(DisplayOffset::Auto))
    }

    /// GetTemporalShowTimeZoneNameOption ( options ) <https://tc39.es/proposal-temporal/#sec-temporal-gettemporalshowtimezonenameoption>
    pub(crate) fn display_time_zone(self, cx: &mut Cx) -> JsResult<DisplayTimeZone> {
        let choice = self.choice(cx, "timeZoneName")?;
        Ok(choice.unwrap_or(DisplayTimeZone::Auto))
    }

    /// GetDirectionOption ( options ) <https://tc39.es/proposal-temporal/#sec-temporal-getdirectionoption>
    pub(crate) fn direction(self, cx: &mut Cx) -> JsResult<TransitionDirection> {
        match self.choice(cx, "direction")? {
            Some(direction) => Ok(direction),
            None => Err(range(cx, "direction must be \"next\" or \"previous\"")),
        }
    }

    /// GetTemporalUnitValuedOption ( options, key, default ) <https://tc39.es/proposal-temporal/#sec-temporal-gettemporalunitvaluedoption>
    pub(crate) fn unit(self, cx: &mut Cx, name: &'static str) -> JsResult<Option<Unit>> {
        self.choice(cx, name)
    }

    /// GetRoundingModeOption ( options, fallback ) <https://tc39.es/proposal-temporal/#sec-temporal-getroundingmodeoption>
    pub(crate) fn rounding_mode(self, cx: &mut Cx) -> JsResult<Option<RoundingMode>> {
        self.choice(cx, "roundingMode")
    }

    /// GetRoundingIncrementOption ( options ) <https://tc39.es/proposal-temporal/#sec-temporal-getroundingincrementoption>
    pub(crate) fn rounding_increment(self, cx: &mut Cx) -> JsResult<Option<RoundingIncrement>> {
        let value = self.get(cx, "roundingIncrement")?;
        if value.is_undefined() {
            return Ok(None);
        }
        let integer = to_integer_with_truncation(cx, value)?;
        if !(1.0..=1e9).contains(&integer) {
            return Err(range_error(
                cx,
                Msg::OutOfRange {
                    name: "roundingIncrement",
                },
            ));
        }
        Ok(RoundingIncrement::try_new(integer as u32).ok())
    }

    /// GetTemporalFractionalSecondDigitsOption ( options ) <https://tc39.es/proposal-temporal/#sec-temporal-gettemporalfractionalseconddigitsoption>
    pub(crate) fn fractional_second_digits(self, cx: &mut Cx) -> JsResult<Precision> {
        let value = self.get(cx, "fractionalSecondDigits")?;
        if value.is_undefined() {
            return Ok(Precision::Auto);
        }
        let is_valid = match value.as_number() {
            Some(digits) if (0.0..10.0).contains(&digits.floor()) => {
                return Ok(Precision::Digit(digits.floor() as u8));
            }
            Some(_) => false,
            None => {
                let string = cx.to_string(value)?;
                cx.to_rust_string(string) == "auto"
            }
        };
        if !is_valid {
            return Err(range_error(
                cx,
                Msg::OutOfRange {
                    name: "fractionalSecondDigits",
                },
            ));
        }
        Ok(Precision::Auto)
    }

    /// The options of `until` and `since`: the reads of GetDifferenceSettings
    /// <https://tc39.es/proposal-temporal/#sec-temporal-getdifferencesettings>
    pub(crate) fn difference(self, cx: &mut Cx) -> JsResult<DifferenceSettings> {
        let mut settings = DifferenceSettings::default();
        settings.largest_unit = self.unit(cx, "largestUnit")?;
        settings.increment = self.rounding_increment(cx)?;
        settings.rounding_mode = self.rounding_mode(cx)?;
        settings.smallest_unit = self.unit(cx, "smallestUnit")?;
        Ok(settings)
    }

    /// The options of every `round` but that of durations.
    pub(crate) fn rounding(self, cx: &mut Cx) -> JsResult<RoundingOptions> {
        let mut rounding = RoundingOptions::default();
        rounding.largest_unit = None;
        rounding.increment = self.rounding_increment(cx)?;
        rounding.rounding_mode = Some(self.rounding_mode(cx)?.unwrap_or(RoundingMode::HalfExpand));
        rounding.smallest_unit = self.unit(cx, "smallestUnit")?;
        // NOTE: `temporal_rs` has a debug assertion that the unit is known.
        if matches!(rounding.smallest_unit, None | Some(Unit::Auto)) {
            return Err(range(cx, "smallestUnit must be a unit"));
        }
        Ok(rounding)
    }
}

/// GetTemporalOverflowOption of what may be an options object.
pub(crate) fn overflow(cx: &mut Cx, options: Value) -> JsResult<Overflow> {
    Options::new(cx, options)?.overflow(cx)
}

/// The precision of a text; `smallestUnit` must be a unit of time smaller than the hour.
pub(crate) fn text_rounding(
    cx: &mut Cx,
    precision: Precision,
    rounding_mode: Option<RoundingMode>,
    smallest_unit: Option<Unit>,
) -> JsResult<ToStringRoundingOptions> {
    match smallest_unit {
        Some(unit) if unit == Unit::Auto || unit >= Unit::Hour => Err(range(
            cx,
            "smallestUnit must be a unit of time smaller than the hour",
        )),
        _ => Ok(ToStringRoundingOptions {
            precision,
            smallest_unit,
            rounding_mode,
        }),
    }
}
