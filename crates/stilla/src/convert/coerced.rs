//! JavaScript's own coercions, on request.
//!
//! Uses: convert. Never: runtime.

use super::{FromJs, from_js_by_raw};
use crate::context::Context;
use crate::error::Error;
use crate::seal::{Raw, Token};
use crate::value::JsString;

/// A value as JavaScript coerces it: may run JavaScript.
///
/// # Examples
/// ```
/// use stilla::{Coerced, Runtime};
///
/// let mut runtime = Runtime::new();
/// assert!(runtime.eval_as::<f64>("'12'").is_err());
/// let Coerced(number) = runtime.eval_as::<Coerced<f64>>("'12'")?;
/// assert_eq!(number, 12.0);
/// let Coerced(text) = runtime.eval_as::<Coerced<String>>("[1, [2, 3]]")?;
/// assert_eq!(text, "1,2,3");
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coerced<T>(pub T);

impl FromJs for Coerced<f64> {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        let number = cx.cx.to_number(raw.0);
        cx.catch(number).map(Coerced)
    }
}

impl FromJs for Coerced<i32> {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        let number = cx.cx.to_int32(raw.0);
        cx.catch(number).map(Coerced)
    }
}

impl FromJs for Coerced<u32> {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        let number = cx.cx.to_uint32(raw.0);
        cx.catch(number).map(Coerced)
    }
}

impl FromJs for Coerced<bool> {
    from_js_by_raw!();

    fn from_raw(raw: Raw, _: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        Ok(Coerced(raw.0.to_boolean()))
    }
}

impl FromJs for Coerced<String> {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        let string = cx.cx.to_string(raw.0);
        let string = cx.catch(string)?;
        Ok(Coerced(cx.cx.to_rust_string(string)))
    }
}

impl FromJs for Coerced<JsString> {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        let string = cx.cx.to_string(raw.0);
        let string = cx.catch(string)?;
        Ok(Coerced(JsString::from_machine(cx.cx, string)))
    }
}
