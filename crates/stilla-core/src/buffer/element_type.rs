//! The types of the elements of typed arrays.
//!
//! Uses: realm, string (names). Never: interp.

use crate::realm::Intrinsic;
use crate::string::Name;

macro_rules! element_types {
    ($($name:ident: $size:literal, $array:ident, $prototype:ident;)*) => {
        /// Table 71, the TypedArray constructors <https://tc39.es/ecma262/#table-the-typedarray-constructors>
        #[allow(missing_docs, reason = "the names are those of the specification")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum ElementType { $($name),* }

        impl ElementType {
            /// All of them.
            pub const ALL: &'static [ElementType] = &[$(ElementType::$name),*];

            /// Size in bytes.
            #[inline]
            #[must_use]
            pub const fn size(self) -> usize {
                match self { $(ElementType::$name => $size),* }
            }

            /// The name of the constructor.
            #[must_use]
            pub const fn name(self) -> Name {
                match self { $(ElementType::$name => Name::$array),* }
            }

            /// The name of the constructor, as text.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $(ElementType::$name => stringify!($array)),* }
            }

            /// The constructor.
            #[must_use]
            pub const fn constructor(self) -> Intrinsic {
                match self { $(ElementType::$name => Intrinsic::$array),* }
            }

            /// The constructor's prototype.
            #[must_use]
            pub const fn prototype(self) -> Intrinsic {
                match self { $(ElementType::$name => Intrinsic::$prototype),* }
            }
        }
    };
}

element_types! {
    Int8: 1, Int8Array, Int8ArrayPrototype;
    Uint8: 1, Uint8Array, Uint8ArrayPrototype;
    Uint8Clamped: 1, Uint8ClampedArray, Uint8ClampedArrayPrototype;
    Int16: 2, Int16Array, Int16ArrayPrototype;
    Uint16: 2, Uint16Array, Uint16ArrayPrototype;
    Int32: 4, Int32Array, Int32ArrayPrototype;
    Uint32: 4, Uint32Array, Uint32ArrayPrototype;
    BigInt64: 8, BigInt64Array, BigInt64ArrayPrototype;
    BigUint64: 8, BigUint64Array, BigUint64ArrayPrototype;
    Float16: 2, Float16Array, Float16ArrayPrototype;
    Float32: 4, Float32Array, Float32ArrayPrototype;
    Float64: 8, Float64Array, Float64ArrayPrototype;
}

impl ElementType {
    /// Whether elements are BigInts.
    #[inline]
    #[must_use]
    pub const fn is_bigint(self) -> bool {
        matches!(self, ElementType::BigInt64 | ElementType::BigUint64)
    }

    /// Whether elements are floating-point Numbers.
    #[must_use]
    pub const fn is_float(self) -> bool {
        matches!(
            self,
            ElementType::Float16 | ElementType::Float32 | ElementType::Float64
        )
    }

    /// Whether Atomics works on such elements: integers without clamping.
    #[must_use]
    pub const fn is_atomic(self) -> bool {
        !self.is_float() && !matches!(self, ElementType::Uint8Clamped)
    }

    /// The type with this number, which `as u8` gave.
    #[inline]
    #[must_use]
    pub fn from_number(number: i32) -> ElementType {
        ElementType::ALL[number as usize]
    }
}
