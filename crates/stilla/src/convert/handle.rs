//! Handles: what they name crosses the border as itself.
//!
//! Uses: convert, object, function. Never: runtime.

use stilla_core::Kind;

use super::{FromJs, IntoJs, from_js_by_raw, into_js_by_raw, mismatch};
use crate::context::Context;
use crate::error::Error;
use crate::function::Function;
use crate::object::{Array, Map, Object, Set};
use crate::promise::Promise;
use crate::seal::{Raw, Token};
use crate::value::Symbol;

macro_rules! object_handles {
    ($($type:ident, $expected:literal, |$cx:ident, $object:ident| $test:expr, $make:expr;)*) => {
        $(impl IntoJs for $type {
            into_js_by_raw!();

            fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
                Ok(Raw(self.to_machine(cx.cx)?.into()))
            }
        }

        impl IntoJs for &$type {
            into_js_by_raw!();

            fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
                Ok(Raw(self.to_machine(cx.cx)?.into()))
            }
        }

        impl FromJs for $type {
            from_js_by_raw!();

            fn from_raw(raw: Raw, $cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
                match raw.0.as_object() {
                    Some($object) if $test => Ok($make(Object::from_machine($cx.cx, $object))),
                    _ => Err(mismatch($cx, $expected, raw)),
                }
            }
        })*
    };
}

object_handles! {
    Object, "object", |cx, object| true, std::convert::identity;
    Array, "array", |cx, object| object.is(Kind::Array), Array;
    Function, "function", |cx, object| object.is_callable(), Function;
    Map, "Map", |cx, object| object.is(Kind::Map), Map;
    Set, "Set", |cx, object| object.is(Kind::Set), Set;
    Promise, "promise", |cx, object| object.is(Kind::Promise), Promise;
}

impl IntoJs for Symbol {
    fn into_js(self, _: &mut Context<'_>) -> Result<crate::Value, Error> {
        Ok(crate::Value::Symbol(self))
    }
}

impl IntoJs for &Symbol {
    fn into_js(self, _: &mut Context<'_>) -> Result<crate::Value, Error> {
        Ok(crate::Value::Symbol(self.clone()))
    }
}

impl FromJs for Symbol {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        if raw.0.as_symbol().is_none() {
            return Err(mismatch(cx, "symbol", raw));
        }
        Ok(Symbol(cx.cx.keep(raw.0)))
    }
}
