//! How a Rust value becomes an object of a Temporal class and back.
//!
//! All classes share one kind of object, whose internal slot 0 holds the record: a value of
//! `temporal_rs` without anything of JavaScript in it. Records are small and copied out.
//!
//! Uses: stilla-core, temporal_rs. Never: the classes.

use stilla_core::error::type_error;
use stilla_core::host_data::Data;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Kind, Msg, Object, Value};
use temporal_rs::{
    Duration, Instant, PlainDate, PlainDateTime, PlainMonthDay, PlainTime, PlainYearMonth,
    ZonedDateTime,
};

/// The internal slot of the record.
const RECORD: usize = 0;

/// What an object of a Temporal class holds.
pub trait Record: Send + Clone + 'static {
    /// The name of the class.
    const NAME: &'static str;
    /// The prototype of its objects.
    const PROTOTYPE: Intrinsic;
}

macro_rules! records {
    ($($record:ty, $name:literal, $prototype:ident;)*) => {
        $(impl Record for $record {
            const NAME: &'static str = $name;
            const PROTOTYPE: Intrinsic = Intrinsic::$prototype;
        })*
    };
}

records! {
    Duration, "Temporal.Duration", TemporalDurationPrototype;
    Instant, "Temporal.Instant", TemporalInstantPrototype;
    PlainDate, "Temporal.PlainDate", TemporalPlainDatePrototype;
    PlainDateTime, "Temporal.PlainDateTime", TemporalPlainDateTimePrototype;
    PlainMonthDay, "Temporal.PlainMonthDay", TemporalPlainMonthDayPrototype;
    PlainTime, "Temporal.PlainTime", TemporalPlainTimePrototype;
    PlainYearMonth, "Temporal.PlainYearMonth", TemporalPlainYearMonthPrototype;
    ZonedDateTime, "Temporal.ZonedDateTime", TemporalZonedDateTimePrototype;
}

/// The record of `value` if it is an object of that class.
#[must_use]
pub fn record_of<T: Record>(value: Value) -> Option<T> {
    let object = value
        .as_object()
        .filter(|object| object.is(Kind::Temporal))?;
    Data::from_value(object.internal(RECORD))?.with(T::clone)
}

/// The receiver's record: RequireInternalSlot.
pub(crate) fn this<T: Record>(cx: &mut Cx, call: &Call<'_>) -> JsResult<T> {
    match record_of(call.this()) {
        Some(record) => Ok(record),
        None => Err(type_error(
            cx,
            Msg::IncompatibleReceiver {
                expected: T::NAME,
                value: call.this(),
            },
        )),
    }
}

/// A new object of the current realm's class.
pub(crate) fn create<T: Record>(cx: &mut Cx, record: T) -> JsResult<Value> {
    let prototype = cx.intrinsic(T::PROTOTYPE);
    wrap(cx, record, prototype)
}

/// A new object for a constructor called with `new`.
pub(crate) fn construct<T: Record>(cx: &mut Cx, target: Object, record: T) -> JsResult<Value> {
    let prototype = cx.get_prototype_from_constructor(target, T::PROTOTYPE)?;
    wrap(cx, record, prototype)
}

fn wrap<T: Record>(cx: &mut Cx, record: T, prototype: Object) -> JsResult<Value> {
    let data = Data::new(cx, Box::new(record), size_of::<T>())?;
    Ok(cx
        .create_object(Kind::Temporal, Some(prototype), &[data.to_value()])
        .into())
}
