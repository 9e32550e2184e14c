//! The getters that several classes share: parts of dates, and parts of times.
//!
//! Uses: conversion, record. Never: the classes.

use stilla_core::{Call, Cx, JsResult, Value};
use temporal_rs::{
    Calendar, MonthCode, PlainDate, PlainDateTime, PlainMonthDay, PlainTime, PlainYearMonth,
    TinyAsciiStr, ZonedDateTime,
};

use crate::conversion::text;
use crate::record::{Record, this};

/// What has a calendar.
pub(crate) trait Calendared: Record {
    fn calendar(&self) -> &Calendar;
    fn month_code(&self) -> MonthCode;
}

/// What has a year.
pub(crate) trait Yearly: Calendared {
    fn era(&self) -> Option<TinyAsciiStr<16>>;
    fn era_year(&self) -> Option<i32>;
    fn year(&self) -> i32;
    fn month(&self) -> u8;
    fn days_in_month(&self) -> u16;
    fn days_in_year(&self) -> u16;
    fn months_in_year(&self) -> u16;
    fn in_leap_year(&self) -> bool;
}

/// What is a date.
pub(crate) trait Dated: Yearly {
    fn day_of_week(&self) -> u16;
    fn day_of_year(&self) -> u16;
    fn week_of_year(&self) -> Option<u8>;
    fn year_of_week(&self) -> Option<i32>;
    fn days_in_week(&self) -> u16;
}

/// What has a day.
pub(crate) trait Daily: Calendared {
    fn day(&self) -> u8;
}

/// What has a time of day.
pub(crate) trait Timed: Record {
    fn hour(&self) -> u8;
    fn minute(&self) -> u8;
    fn second(&self) -> u8;
    fn millisecond(&self) -> u16;
    fn microsecond(&self) -> u16;
    fn nanosecond(&self) -> u16;
}

/// Implements a trait by methods of the same names.
macro_rules! forward {
    ($trait:ident for $($type:ident),*; $($method:ident -> $result:ty;)*) => {
        forward!(@each [$($type),*] $trait $($method -> $result;)*);
    };
    (@each [] $($rest:tt)*) => {};
    (@each [$type:ident $(, $more:ident)*] $trait:ident $($method:ident -> $result:ty;)*) => {
        impl $trait for $type {
            $(fn $method(&self) -> $result { $type::$method(self) })*
        }
        forward!(@each [$($more),*] $trait $($method -> $result;)*);
    };
}

forward! { Calendared for PlainDate, PlainDateTime, ZonedDateTime, PlainYearMonth, PlainMonthDay;
    calendar -> &Calendar;
    month_code -> MonthCode;
}
forward! { Daily for PlainDate, PlainDateTime, ZonedDateTime, PlainMonthDay;
    day -> u8;
}
forward! { Yearly for PlainDate, PlainDateTime, ZonedDateTime, PlainYearMonth;
    era -> Option<TinyAsciiStr<16>>;
    era_year -> Option<i32>;
    year -> i32;
    month -> u8;
    days_in_month -> u16;
    days_in_year -> u16;
    months_in_year -> u16;
    in_leap_year -> bool;
}
forward! { Dated for PlainDate, PlainDateTime, ZonedDateTime;
    day_of_week -> u16;
    day_of_year -> u16;
    week_of_year -> Option<u8>;
    year_of_week -> Option<i32>;
    days_in_week -> u16;
}
forward! { Timed for PlainTime, PlainDateTime, ZonedDateTime;
    hour -> u8;
    minute -> u8;
    second -> u8;
    millisecond -> u16;
    microsecond -> u16;
    nanosecond -> u16;
}

/// What a getter returns.
trait Shown {
    fn show(self, cx: &Cx) -> Value;
}

impl Shown for u8 {
    fn show(self, _: &Cx) -> Value {
        Value::from(i32::from(self))
    }
}

impl Shown for u16 {
    fn show(self, _: &Cx) -> Value {
        Value::from(i32::from(self))
    }
}

impl Shown for i32 {
    fn show(self, _: &Cx) -> Value {
        Value::from(self)
    }
}

impl Shown for bool {
    fn show(self, _: &Cx) -> Value {
        Value::from(self)
    }
}

impl Shown for TinyAsciiStr<16> {
    fn show(self, cx: &Cx) -> Value {
        text(cx, self.as_str())
    }
}

impl Shown for MonthCode {
    fn show(self, cx: &Cx) -> Value {
        text(cx, self.as_str())
    }
}

impl<T: Shown> Shown for Option<T> {
    fn show(self, cx: &Cx) -> Value {
        self.map_or(Value::UNDEFINED, |value| value.show(cx))
    }
}

/// A getter for each method of a trait.
macro_rules! getters {
    ($trait:ident: $($method:ident),*) => {
        $(
            #[doc = concat!("The getter of `", stringify!($method), "`.")]
            pub(crate) fn $method<T: $trait>(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
                let value = this::<T>(cx, call)?.$method();
                Ok(value.show(cx))
            }
        )*
    };
}

getters!(Calendared: month_code);
getters!(Daily: day);
getters!(Yearly: era, era_year, year, month, days_in_month, days_in_year, months_in_year, in_leap_year);
getters!(Dated: day_of_week, day_of_year, week_of_year, year_of_week, days_in_week);
getters!(Timed: hour, minute, second, millisecond, microsecond, nanosecond);

/// The getter of `calendarId`.
pub(crate) fn calendar_id<T: Calendared>(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let record = this::<T>(cx, call)?;
    Ok(text(cx, record.calendar().identifier()))
}
