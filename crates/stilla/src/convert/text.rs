//! Strings.
//!
//! Uses: convert. Never: runtime.

use std::borrow::Cow;
use std::sync::Arc;

use super::{FromJs, IntoJs, from_js_by_raw, into_js_by_raw, mismatch};
use crate::context::Context;
use crate::error::Error;
use crate::seal::{Raw, Token};
use crate::value::JsString;

impl IntoJs for &str {
    into_js_by_raw!();

    #[inline]
    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        let room = cx.cx.reserve(self.len());
        cx.catch(room)?;
        Ok(Raw(cx.cx.string(self).into()))
    }
}

impl IntoJs for String {
    into_js_by_raw!();

    #[inline]
    fn into_raw(self, cx: &mut Context<'_>, token: Token) -> Result<Raw, Error> {
        self.as_str().into_raw(cx, token)
    }
}

impl IntoJs for &String {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, token: Token) -> Result<Raw, Error> {
        self.as_str().into_raw(cx, token)
    }
}

impl IntoJs for Cow<'_, str> {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, token: Token) -> Result<Raw, Error> {
        (&*self).into_raw(cx, token)
    }
}

impl IntoJs for Arc<str> {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, token: Token) -> Result<Raw, Error> {
        (&*self).into_raw(cx, token)
    }
}

impl FromJs for String {
    from_js_by_raw!();

    /// A lone surrogate, which Rust text can't hold, is an error: ask for a [`JsString`] where it may occur.
    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        let Some(string) = raw.0.as_string() else {
            return Err(mismatch(cx, "string", raw));
        };
        let view = cx.cx.view(string);
        if let Some(text) = view.as_ascii() {
            return Ok(text.to_owned());
        }
        let units: Vec<u16> = view.units().collect();
        String::from_utf16(&units)
            .map_err(|_| Error::conversion("a string of Unicode text", "one with a lone surrogate"))
    }
}

impl FromJs for Arc<str> {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, token: Token) -> Result<Self, Error> {
        String::from_raw(raw, cx, token).map(Arc::from)
    }
}

impl IntoJs for JsString {
    fn into_js(self, _: &mut Context<'_>) -> Result<crate::Value, Error> {
        Ok(crate::Value::String(self))
    }
}

impl IntoJs for &JsString {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        Ok(Raw(self.to_machine(cx.cx).into()))
    }
}

impl FromJs for JsString {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        match raw.0.as_string() {
            Some(string) => Ok(JsString::from_machine(cx.cx, string)),
            None => Err(mismatch(cx, "string", raw)),
        }
    }
}

impl IntoJs for char {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, token: Token) -> Result<Raw, Error> {
        self.encode_utf8(&mut [0; 4]).into_raw(cx, token)
    }
}

impl IntoJs for &mut str {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, token: Token) -> Result<Raw, Error> {
        (&*self).into_raw(cx, token)
    }
}

impl FromJs for char {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, token: Token) -> Result<Self, Error> {
        let text = String::from_raw(raw, cx, token)?;
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => Ok(c),
            _ => Err(mismatch(cx, "a string of one character", raw)),
        }
    }
}
