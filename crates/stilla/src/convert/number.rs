//! Numbers and Booleans.
//!
//! Uses: convert. Never: runtime.

use super::{FromJs, IntoJs, from_js_by_raw, into_js_by_raw, mismatch};
use crate::context::Context;
use crate::error::Error;
use crate::seal::{Raw, Token};
use crate::value::BigInt;

/// Beyond this not every integer is a Number.
const MAX_SAFE: u64 = (1 << 53) - 1;

impl IntoJs for bool {
    into_js_by_raw!();

    #[inline]
    fn into_raw(self, _: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        Ok(Raw(self.into()))
    }
}

impl FromJs for bool {
    from_js_by_raw!();

    #[inline]
    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        raw.0
            .as_boolean()
            .ok_or_else(|| mismatch(cx, "boolean", raw))
    }
}

impl IntoJs for f64 {
    into_js_by_raw!();

    #[inline]
    fn into_raw(self, _: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        Ok(Raw(self.into()))
    }
}

impl FromJs for f64 {
    from_js_by_raw!();

    #[inline]
    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        raw.0.as_number().ok_or_else(|| mismatch(cx, "number", raw))
    }
}

impl IntoJs for f32 {
    into_js_by_raw!();

    #[inline]
    fn into_raw(self, _: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        Ok(Raw(f64::from(self).into()))
    }
}

impl FromJs for f32 {
    from_js_by_raw!();

    #[inline]
    fn from_raw(raw: Raw, cx: &mut Context<'_>, token: Token) -> Result<Self, Error> {
        f64::from_raw(raw, cx, token).map(|number| number as f32)
    }
}

/// The integer that a Number is exactly.
fn integer(raw: Raw) -> Option<i64> {
    if let Some(int) = raw.0.as_int() {
        return Some(i64::from(int));
    }
    let number = raw.0.as_number()?;
    (number.fract() == 0.0 && number.abs() <= MAX_SAFE as f64).then_some(number as i64)
}

macro_rules! integers {
    ($($type:ident),*) => {
        $(impl IntoJs for $type {
            into_js_by_raw!();

            #[inline]
            fn into_raw(self, _: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
                let wide = self as i128;
                if let Ok(int) = i32::try_from(wide) {
                    return Ok(Raw(int.into()));
                }
                match i64::try_from(wide) {
                    Ok(int) if int.unsigned_abs() <= MAX_SAFE => Ok(Raw((int as f64).into())),
                    _ => Err(Error::range_error(format!(
                        "{self} is no exact Number; make it a BigInt"
                    ))),
                }
            }
        }

        impl FromJs for $type {
            from_js_by_raw!();

            #[inline]
            fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
                integer(raw)
                    .and_then(|int| $type::try_from(i128::from(int)).ok())
                    .ok_or_else(|| mismatch(cx, stringify!($type), raw))
            }
        })*
    };
}

integers!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);

macro_rules! wide_integers {
    ($($type:ident),*) => {
        $(impl IntoJs for $type {
            into_js_by_raw!();

            fn into_raw(self, cx: &mut Context<'_>, token: Token) -> Result<Raw, Error> {
                BigInt::from(self).into_raw(cx, token)
            }
        }

        impl FromJs for $type {
            from_js_by_raw!();

            fn from_raw(raw: Raw, cx: &mut Context<'_>, token: Token) -> Result<Self, Error> {
                if let Some(int) = integer(raw) {
                    return $type::try_from(int).map_err(|_| mismatch(cx, stringify!($type), raw));
                }
                BigInt::from_raw(raw, cx, token)?
                    .as_str()
                    .parse()
                    .map_err(|_| mismatch(cx, stringify!($type), raw))
            }
        })*
    };
}

wide_integers!(i128, u128);

impl IntoJs for BigInt {
    fn into_js(self, _: &mut Context<'_>) -> Result<crate::Value, Error> {
        Ok(crate::Value::BigInt(self))
    }
}

impl FromJs for BigInt {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        if raw.0.as_bigint().is_none() {
            return Err(mismatch(cx, "BigInt", raw));
        }
        let text = cx.cx.to_string(raw.0);
        let text = cx.catch(text)?;
        Ok(BigInt(cx.cx.to_rust_string(text)))
    }
}

/// An integer as a Number where that is exact, and as a BigInt elsewhere: the policy for whoever wants no error
/// beyond 2⁵³. Either is accepted back.
///
/// # Examples
/// ```
/// use stilla::{OrBigInt, Runtime};
///
/// let mut runtime = Runtime::new();
/// assert!(runtime.set("id", u64::MAX).is_err());
/// runtime.set("ids", [OrBigInt(7_u64), OrBigInt(u64::MAX)])?;
/// assert_eq!(runtime.eval_as::<String>("ids.map(id => typeof id).join()")?, "number,bigint");
/// let OrBigInt(id) = runtime.eval_as::<OrBigInt<u64>>("ids[1] - 1n")?;
/// assert_eq!(id, u64::MAX - 1);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct OrBigInt<T>(pub T);

macro_rules! or_bigint {
    ($($type:ident),*) => {
        $(impl IntoJs for OrBigInt<$type> {
            into_js_by_raw!();

            fn into_raw(self, cx: &mut Context<'_>, token: Token) -> Result<Raw, Error> {
                match i64::try_from(self.0) {
                    Ok(int) if int.unsigned_abs() <= MAX_SAFE => int.into_raw(cx, token),
                    _ => BigInt(self.0.to_string()).into_raw(cx, token),
                }
            }
        }

        impl FromJs for OrBigInt<$type> {
            from_js_by_raw!();

            fn from_raw(raw: Raw, cx: &mut Context<'_>, token: Token) -> Result<Self, Error> {
                if raw.0.as_bigint().is_none() {
                    return $type::from_raw(raw, cx, token).map(OrBigInt);
                }
                let digits = BigInt::from_raw(raw, cx, token)?;
                let number = digits.as_str().parse();
                number
                    .map(OrBigInt)
                    .map_err(|_| mismatch(cx, stringify!($type), raw))
            }
        })*
    };
}

or_bigint!(i64, u64, isize, usize, i128, u128);
