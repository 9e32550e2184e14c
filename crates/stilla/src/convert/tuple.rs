//! Tuples: arrays of a fixed length.
//!
//! Uses: convert::collection. Never: runtime.

use stilla_core::GcVec;

use super::collection::{element, expect_array};
use super::{FromJs, IntoJs, from_js_by_raw, into_js_by_raw};
use crate::context::Context;
use crate::error::Error;
use crate::seal::{Raw, Token};

macro_rules! tuples {
    ($(($($name:ident $index:tt),*) $len:literal;)*) => {
        $(impl<$($name: IntoJs),*> IntoJs for ($($name,)*) {
            into_js_by_raw!();

            fn into_raw(self, cx: &mut Context<'_>, token: Token) -> Result<Raw, Error> {
                let list = GcVec::new(cx.cx);
                $({
                    let item = self.$index.into_raw(cx, token)?.0;
                    list.push(cx.cx, item);
                })*
                Ok(Raw(cx.cx.array_from_list(list).into()))
            }
        }

        impl<$($name: FromJs),*> FromJs for ($($name,)*) {
            from_js_by_raw!();

            fn from_raw(raw: Raw, cx: &mut Context<'_>, token: Token) -> Result<Self, Error> {
                let array = expect_array(raw, cx)?;
                let length = cx.cx.length_of_array_like(array);
                let length = cx.catch(length)?;
                if length != $len {
                    let expected = concat!("array of ", $len, " elements");
                    return Err(Error::conversion(expected, format!("one of {length}")));
                }
                Ok(($(element::<$name>(array, $index, cx, token)?,)*))
            }
        })*
    };
}

tuples! {
    (A 0) 1;
    (A 0, B 1) 2;
    (A 0, B 1, C 2) 3;
    (A 0, B 1, C 2, D 3) 4;
    (A 0, B 1, C 2, D 3, E 4) 5;
    (A 0, B 1, C 2, D 3, E 4, F 5) 6;
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6) 7;
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7) 8;
}
