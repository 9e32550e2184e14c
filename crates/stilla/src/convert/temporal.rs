//! Objects of Temporal on their way to the libraries of dates: made by their constructors, read as text.
//!
//! Uses: convert. Never: runtime.

use stilla_core::{Intrinsic, Value};

use super::mismatch;
use crate::context::Context;
use crate::error::Error;
use crate::seal::Raw;
use crate::value::BigInt;

/// A class of Temporal.
#[derive(Clone, Copy)]
pub(crate) struct Class {
    name: &'static str,
    constructor: Intrinsic,
    prototype: Intrinsic,
}

macro_rules! classes {
    ($($class:ident $name:literal $constructor:ident $prototype:ident;)*) => {
        $(pub(crate) const $class: Class = Class {
            name: $name,
            constructor: Intrinsic::$constructor,
            prototype: Intrinsic::$prototype,
        };)*
    };
}

classes! {
    INSTANT "Temporal.Instant" TemporalInstant TemporalInstantPrototype;
    PLAIN_DATE "Temporal.PlainDate" TemporalPlainDate TemporalPlainDatePrototype;
    PLAIN_TIME "Temporal.PlainTime" TemporalPlainTime TemporalPlainTimePrototype;
    PLAIN_DATE_TIME "Temporal.PlainDateTime" TemporalPlainDateTime TemporalPlainDateTimePrototype;
}

#[cfg(feature = "jiff")]
classes! {
    ZONED_DATE_TIME "Temporal.ZonedDateTime" TemporalZonedDateTime TemporalZonedDateTimePrototype;
    DURATION "Temporal.Duration" TemporalDuration TemporalDurationPrototype;
}

impl Class {
    /// A new object.
    pub(crate) fn make(self, cx: &mut Context<'_>, args: &[Value]) -> Result<Raw, Error> {
        let constructor = cx.cx.intrinsic(self.constructor);
        let made = cx.cx.construct(constructor, args, constructor);
        Ok(Raw(cx.catch(made)?.into()))
    }

    /// A new object of nanoseconds since 1970 and what follows them.
    pub(crate) fn make_exact(
        self,
        cx: &mut Context<'_>,
        nanoseconds: i128,
        zone: Option<&str>,
    ) -> Result<Raw, Error> {
        let nanoseconds = crate::Value::BigInt(BigInt::from(nanoseconds))
            .to_raw(cx.cx)?
            .0;
        match zone {
            Some(zone) => {
                let zone = cx.cx.string(zone);
                self.make(cx, &[nanoseconds, zone.into()])
            }
            None => self.make(cx, &[nanoseconds]),
        }
    }

    /// The text of an object of this class.
    pub(crate) fn text(self, cx: &mut Context<'_>, raw: Raw) -> Result<String, Error> {
        let prototype = cx.cx.intrinsic(self.prototype);
        let method = cx.cx.get(prototype, "toString");
        let text = method.and_then(|method| cx.cx.call(method, raw.0, &[]));
        match text {
            Ok(text) => match text.as_string() {
                Some(text) => Ok(cx.cx.to_rust_string(text)),
                None => Err(self.refusal(cx, raw)),
            },
            Err(thrown) if thrown.value().is_some() => Err(self.refusal(cx, raw)),
            Err(thrown) => cx.catch(Err(thrown)),
        }
    }

    /// The error for what is no object of this class, or one out of range.
    pub(crate) fn refusal(self, cx: &mut Context<'_>, raw: Raw) -> Error {
        mismatch(cx, self.name, raw)
    }
}
