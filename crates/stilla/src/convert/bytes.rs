//! Bytes: copied in and out of a Uint8Array.
//!
//! Uses: convert. Never: runtime.

use stilla_core::Kind;
use stilla_core::buffer::{Buffer, BufferOptions, ElementType, ViewRecord};

use super::{FromJs, IntoJs, from_js_by_raw, into_js_by_raw, mismatch};
use crate::context::Context;
use crate::error::Error;
use crate::seal::{Raw, Token};

/// Bytes: in JavaScript a Uint8Array; any typed array or ArrayBuffer becomes its bytes.
///
/// # Examples
/// ```
/// use stilla::{Bytes, Runtime};
///
/// let mut runtime = Runtime::new();
/// runtime.set("data", Bytes(vec![1, 2, 255]))?;
/// assert_eq!(runtime.eval_as::<u8>("data[2]")?, 255);
/// let Bytes(data) = runtime.eval_as("data.map(byte => byte * 2)")?;
/// assert_eq!(data, [2, 4, 254]);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Bytes(pub Vec<u8>);

impl IntoJs for Bytes {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        let buffer = cx
            .cx
            .new_buffer(self.0.len() as u64, BufferOptions::default());
        let buffer = cx.catch(buffer)?;
        buffer.write_bytes(0, &self.0);
        let element = ElementType::Uint8;
        let prototype = cx
            .cx
            .intrinsic(stilla_core::Intrinsic::ArrayBufferPrototype);
        let object = cx.cx.buffer_object(buffer, prototype);
        let prototype = cx.cx.intrinsic(element.prototype());
        let view = cx
            .cx
            .typed_array_object(prototype, element, object, 0, Some(self.0.len()));
        Ok(Raw(view.into()))
    }
}

impl FromJs for Bytes {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        let Some(object) = raw.0.as_object() else {
            return Err(mismatch(cx, "Uint8Array", raw));
        };
        if object.is(Kind::TypedArray) || object.is(Kind::DataView) {
            let view = ViewRecord::of(object).filter(|view| !view.is_out_of_bounds());
            return match view {
                Some(view) if view.is_empty() => Ok(Bytes(Vec::new())),
                Some(view) => {
                    let start = view.position(0);
                    Ok(Bytes(view.buffer.to_vec(start, view.byte_len())))
                }
                None => Err(mismatch(cx, "Uint8Array with its memory", raw)),
            };
        }
        match Buffer::of(object) {
            Some(buffer) if !buffer.is_detached() => Ok(Bytes(buffer.to_vec(0, buffer.len()))),
            _ => Err(mismatch(cx, "Uint8Array", raw)),
        }
    }
}
