//! §23.2.5 The TypedArray constructors <https://tc39.es/ecma262/#sec-typedarray-constructors>
//!
//! One list: the constant, the element type, and the rows that only this array has.
//!
//! Uses: create, uint8_array. Never: the methods of %TypedArray%.

use stilla_core::buffer::ElementType;
use stilla_core::builtin::{Global, Row, number};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Value};

use super::create;
use crate::uint8_array;

/// §23.2.5.1 TypedArray ( ...args ) <https://tc39.es/ecma262/#sec-typedarray>
fn construct<const ELEMENT: u8>(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    create::construct(cx, call, ElementType::from_number(i32::from(ELEMENT)))
}

const fn bytes_per_element(element: ElementType) -> Row {
    number("BYTES_PER_ELEMENT", element.size() as f64)
}

macro_rules! constructors {
    ($($global:ident: $element:ident;)*) => {$(
        #[doc = concat!("The constructor of arrays of ", stringify!($element), " elements.")]
        pub const $global: Global = {
            const ELEMENT: ElementType = ElementType::$element;
            Global::constructor(ELEMENT.text(), 3, construct::<{ ELEMENT as u8 }>)
                .id(ELEMENT.constructor())
                .prototype_id(ELEMENT.prototype())
                .constructor_parent(Intrinsic::TypedArray)
                .prototype_parent(Intrinsic::TypedArrayPrototype)
                .statics(&[bytes_per_element(ELEMENT)])
                .prototype(&[bytes_per_element(ELEMENT)])
        };
    )*};
}

constructors! {
    INT8_ARRAY: Int8;
    UINT8_CLAMPED_ARRAY: Uint8Clamped;
    INT16_ARRAY: Int16;
    UINT16_ARRAY: Uint16;
    INT32_ARRAY: Int32;
    UINT32_ARRAY: Uint32;
    BIG_INT64_ARRAY: BigInt64;
    BIG_UINT64_ARRAY: BigUint64;
    FLOAT16_ARRAY: Float16;
    FLOAT32_ARRAY: Float32;
    FLOAT64_ARRAY: Float64;
}

/// The constructor of arrays of bytes, which has the methods for base64 and hexadecimal text too.
pub const UINT8_ARRAY: Global =
    Global::constructor("Uint8Array", 3, construct::<{ ElementType::Uint8 as u8 }>)
        .id(Intrinsic::Uint8Array)
        .prototype_id(Intrinsic::Uint8ArrayPrototype)
        .constructor_parent(Intrinsic::TypedArray)
        .prototype_parent(Intrinsic::TypedArrayPrototype)
        .statics(uint8_array::STATICS)
        .prototype(uint8_array::PROTOTYPE);
