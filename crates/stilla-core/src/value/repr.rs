//! The bits of a value: raw doubles, everything else tagged in the space of negative quiet NaNs.
//!
//! Invariants that other rooms rely on:
//! - V1: a word whose top 16 bits lie in `FFFA..=FFFE` holds, in its low 48 bits, the address of a
//!   live cell of the tag's kind (object, string, symbol, BigInt, internal). Only the constructors
//!   here make such words, each from a `Gc`.
//! - V2: a double is stored with no NaN but the canonical ones, so that no double is such a word.
//!
//! | top 16 bits | meaning |
//! |---|---|
//! | `FFFF` | int32 in the low half |
//! | `FFFE` | object |
//! | `FFFD` | string |
//! | `FFFC` | symbol |
//! | `FFFB` | BigInt |
//! | `FFFA` | internal cell: never seen by a script |
//! | `FFF9` | immediate; with the next bit set, a BigInt of 47 bits with its sign |
//! | below | a double |
//!
//! Uses: cell types. Never: interp.

pub(crate) mod cell;

use std::ptr::NonNull;

use stilla_gc::{Gc, Header};

use crate::bigint::{BigInt, BigIntCell};
use crate::function::{LeafFn, NativeFn};
use crate::object::{Object, ObjectCell};
use crate::string::{JsString, StringCell};
use crate::symbol::{Symbol, SymbolCell};

const SHIFT: u32 = 48;
pub(crate) const TAG_IMMEDIATE: u64 = 0xFFF9;
pub(crate) const TAG_INTERNAL: u64 = 0xFFFA;
pub(crate) const TAG_BIGINT: u64 = 0xFFFB;
pub(crate) const TAG_SYMBOL: u64 = 0xFFFC;
pub(crate) const TAG_STRING: u64 = 0xFFFD;
pub(crate) const TAG_OBJECT: u64 = 0xFFFE;
pub(crate) const TAG_INT: u64 = 0xFFFF;

const ADDRESS: u64 = (1 << SHIFT) - 1;

/// No immediate of a fixed meaning has a greater payload.
const LAST_CONSTANT: u64 = 4095;

/// What is added to the address of a Rust function: on WebAssembly that is a small number, its place in a table.
const NATIVE_BASE: u64 = if cfg!(target_family = "wasm") {
    LAST_CONSTANT + 1
} else {
    0
};

/// The top 17 bits of a BigInt that stands in the word itself.
const TAG_SMALL_BIGINT: u64 = TAG_IMMEDIATE << 1 | 1;

/// The bits of a [`SmallBigInt`].
const SMALL_BITS: u32 = SHIFT - 1;

const fn immediate(payload: u64) -> Value {
    Value(TAG_IMMEDIATE << SHIFT | payload)
}

/// An integer that fits the 47 bits that a word has for it, with its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SmallBigInt(i64);

impl SmallBigInt {
    /// The integer, if it fits.
    #[inline(always)]
    #[must_use]
    pub const fn new(int: i64) -> Option<SmallBigInt> {
        let most = 1 << (SMALL_BITS - 1);
        if -most <= int && int < most {
            Some(SmallBigInt(int))
        } else {
            None
        }
    }

    /// The integer.
    #[inline(always)]
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

/// An ECMAScript language value. Equality is that of bits: use the comparison operations of
/// [`Cx`](crate::Cx) for those of the language.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Value(u64);

impl Value {
    /// The undefined value.
    pub const UNDEFINED: Value = immediate(2);
    /// The null value.
    pub const NULL: Value = immediate(3);
    /// The Boolean false.
    pub const FALSE: Value = immediate(4);
    /// The Boolean true.
    pub const TRUE: Value = immediate(5);
    /// The mark of an array hole or an uninitialised binding; no script ever sees it.
    pub const EMPTY: Value = immediate(8);
    /// What a [`Thrown`](crate::Thrown) carries while a stop unwinds; no script ever sees it.
    pub(crate) const STOP: Value = immediate(9);
    /// The Number NaN.
    pub const NAN: Value = Value(0x7FF8_0000_0000_0000);
    /// The Number 0.
    pub const ZERO: Value = Value::from_int(0);

    /// The 64 bits.
    #[inline(always)]
    #[must_use]
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// The value with these bits.
    ///
    /// # Safety
    /// The bits must come from [`Value::bits`] of a value that is still alive (V1, V2).
    #[inline(always)]
    #[must_use]
    pub const unsafe fn from_bits(bits: u64) -> Value {
        Value(bits)
    }

    /// A Number from an int32.
    #[inline(always)]
    #[must_use]
    pub const fn from_int(int: i32) -> Value {
        Value(TAG_INT << SHIFT | int as u32 as u64)
    }

    /// A Number from the result of arithmetic: its NaNs are canonical already (V2).
    #[inline(always)]
    #[must_use]
    pub(crate) const fn from_double(double: f64) -> Value {
        Value(double.to_bits())
    }

    /// A Number from a double of any origin, such as the bytes of a buffer.
    #[inline(always)]
    #[must_use]
    pub const fn from_double_canonical(double: f64) -> Value {
        if double.is_nan() {
            Value::NAN
        } else {
            Value(double.to_bits())
        }
    }

    /// A Number, as an int32 where that loses nothing.
    #[inline(always)]
    #[must_use]
    pub fn from_number(number: f64) -> Value {
        let int = number as i32;
        if f64::from(int).to_bits() == number.to_bits() {
            Value::from_int(int)
        } else {
            Value::from_double_canonical(number)
        }
    }

    #[inline(always)]
    fn from_cell(tag: u64, address: usize) -> Value {
        Value(tag << SHIFT | address as u64)
    }

    /// An object as a value.
    #[inline(always)]
    #[must_use]
    pub fn from_object(object: Object) -> Value {
        Value::from_cell(TAG_OBJECT, object.cell().address())
    }

    /// A string as a value.
    #[inline(always)]
    #[must_use]
    pub fn from_string(string: JsString) -> Value {
        Value::from_cell(TAG_STRING, string.cell().address())
    }

    /// A symbol as a value.
    #[inline(always)]
    #[must_use]
    pub fn from_symbol(symbol: Symbol) -> Value {
        Value::from_cell(TAG_SYMBOL, symbol.cell().address())
    }

    /// A BigInt as a value.
    #[inline(always)]
    #[must_use]
    pub fn from_bigint(bigint: BigInt) -> Value {
        match bigint {
            BigInt::Small(small) => {
                let payload = small.0 as u64 & ((1 << SMALL_BITS) - 1);
                Value(TAG_SMALL_BIGINT << SMALL_BITS | payload)
            }
            BigInt::Large(cell) => Value::from_cell(TAG_BIGINT, cell.address()),
        }
    }

    /// An internal cell as a value that no script sees.
    #[inline(always)]
    #[must_use]
    pub(crate) fn from_internal<T>(cell: Gc<T>) -> Value {
        Value::from_cell(TAG_INTERNAL, cell.address())
    }

    /// A Rust function, as an immediate that no script sees.
    #[inline]
    #[must_use]
    pub(crate) fn from_native(function: NativeFn) -> Value {
        Value::from_code(function as *const ())
    }

    /// The short way of a Rust function, as an immediate that no script sees.
    #[inline]
    #[must_use]
    pub(crate) fn from_leaf(function: LeafFn) -> Value {
        Value::from_code(function as *const ())
    }

    fn from_code(pointer: *const ()) -> Value {
        let address = pointer as usize as u64 + NATIVE_BASE;
        debug_assert!(address > LAST_CONSTANT && address >> SMALL_BITS == 0);
        immediate(address)
    }

    /// The Rust function that [`Value::from_native`] was given.
    #[inline(always)]
    #[must_use]
    pub(crate) fn as_native(self) -> Option<NativeFn> {
        let address = self.0 & ADDRESS;
        if self.0 >> SMALL_BITS != TAG_IMMEDIATE << 1 || address <= LAST_CONSTANT {
            return None;
        }
        // SAFETY: slot `NATIVE` of a native function, which is all that this is asked of, comes from `from_native`.
        Some(unsafe { std::mem::transmute::<*const (), NativeFn>(self.code()) })
    }

    /// The short way that [`Value::from_leaf`] was given, in slot `LEAF` of a native function.
    #[inline(always)]
    #[must_use]
    pub(crate) fn as_leaf(self) -> Option<LeafFn> {
        if self.is_undefined() {
            return None;
        }
        debug_assert!(self.as_native().is_some());
        // SAFETY: that slot, which is all that this is asked of, holds undefined or what `from_leaf` made.
        Some(unsafe { std::mem::transmute::<*const (), LeafFn>(self.code()) })
    }

    /// The address that [`Value::from_code`] was given.
    #[inline(always)]
    fn code(self) -> *const () {
        std::ptr::with_exposed_provenance(((self.0 & ADDRESS) - NATIVE_BASE) as usize)
    }

    #[inline(always)]
    const fn tag(self) -> u64 {
        self.0 >> SHIFT
    }

    #[inline(always)]
    fn address<T>(self) -> NonNull<T> {
        let address = (self.0 & ADDRESS) as usize;
        // SAFETY: V1: who asks has seen a cell's tag, and no cell lies at address 0.
        unsafe { NonNull::new_unchecked(std::ptr::with_exposed_provenance_mut(address)) }
    }

    /// Whether this is an int32.
    #[inline(always)]
    #[must_use]
    pub const fn is_int(self) -> bool {
        self.0 >= TAG_INT << SHIFT
    }

    /// Whether both are int32.
    #[inline(always)]
    #[must_use]
    pub const fn both_int(self, other: Value) -> bool {
        self.0 & other.0 >= TAG_INT << SHIFT
    }

    /// Whether this is a Number stored as a double.
    #[inline(always)]
    #[must_use]
    pub const fn is_double(self) -> bool {
        self.0 < TAG_IMMEDIATE << SHIFT
    }

    /// Whether this is an object.
    #[inline(always)]
    #[must_use]
    pub const fn is_object(self) -> bool {
        self.tag() == TAG_OBJECT
    }

    /// Whether this is a string.
    #[inline(always)]
    #[must_use]
    pub const fn is_string(self) -> bool {
        self.tag() == TAG_STRING
    }

    /// Whether this is a symbol.
    #[inline(always)]
    #[must_use]
    pub const fn is_symbol(self) -> bool {
        self.tag() == TAG_SYMBOL
    }

    /// Whether this is a BigInt.
    #[inline(always)]
    #[must_use]
    pub const fn is_bigint(self) -> bool {
        self.tag() == TAG_BIGINT || self.0 >> SMALL_BITS == TAG_SMALL_BIGINT
    }

    /// Whether this is a Boolean.
    #[inline(always)]
    #[must_use]
    pub const fn is_boolean(self) -> bool {
        self.0 | 1 == Value::TRUE.0
    }

    /// Whether this is undefined.
    #[inline(always)]
    #[must_use]
    pub const fn is_undefined(self) -> bool {
        self.0 == Value::UNDEFINED.0
    }

    /// Whether this is the empty mark.
    #[inline(always)]
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == Value::EMPTY.0
    }

    /// The int32, if it is stored as one.
    #[inline(always)]
    #[must_use]
    pub const fn as_int(self) -> Option<i32> {
        if self.is_int() {
            Some(self.0 as i32)
        } else {
            None
        }
    }

    /// The double, if it is stored as one.
    #[inline(always)]
    #[must_use]
    pub const fn as_double(self) -> Option<f64> {
        if self.is_double() {
            Some(f64::from_bits(self.0))
        } else {
            None
        }
    }

    /// The Boolean.
    #[inline(always)]
    #[must_use]
    pub const fn as_boolean(self) -> Option<bool> {
        if self.is_boolean() {
            Some(self.0 & 1 != 0)
        } else {
            None
        }
    }

    /// The object.
    #[inline(always)]
    #[must_use]
    pub fn as_object(self) -> Option<Object> {
        if self.is_object() {
            // SAFETY: V1: the tag says that an object's cell is there.
            Some(Object::from_cell(unsafe {
                Gc::from_ptr(self.address::<ObjectCell>())
            }))
        } else {
            None
        }
    }

    /// The string.
    #[inline(always)]
    #[must_use]
    pub fn as_string(self) -> Option<JsString> {
        if self.is_string() {
            // SAFETY: V1: the tag says that a string's cell is there.
            Some(JsString::from_cell(unsafe {
                Gc::from_ptr(self.address::<StringCell>())
            }))
        } else {
            None
        }
    }

    /// The symbol.
    #[inline(always)]
    #[must_use]
    pub fn as_symbol(self) -> Option<Symbol> {
        if self.is_symbol() {
            // SAFETY: V1: the tag says that a symbol's cell is there.
            Some(Symbol::from_cell(unsafe {
                Gc::from_ptr(self.address::<SymbolCell>())
            }))
        } else {
            None
        }
    }

    /// The BigInt.
    #[inline(always)]
    #[must_use]
    pub fn as_bigint(self) -> Option<BigInt> {
        if let Some(small) = self.as_small_bigint() {
            return Some(BigInt::Small(small));
        }
        if self.tag() == TAG_BIGINT {
            // SAFETY: V1: the tag says that a BigInt's cell is there.
            Some(BigInt::Large(unsafe {
                Gc::from_ptr(self.address::<BigIntCell>())
            }))
        } else {
            None
        }
    }

    /// The BigInt, if it stands in the word itself.
    #[inline(always)]
    #[must_use]
    pub(crate) fn as_small_bigint(self) -> Option<SmallBigInt> {
        let is_small = self.0 >> SMALL_BITS == TAG_SMALL_BIGINT;
        is_small.then(|| {
            let top = u64::BITS - SMALL_BITS;
            SmallBigInt((self.0 << top).cast_signed() >> top)
        })
    }

    /// The internal cell, if it has type `T`.
    #[inline]
    #[must_use]
    pub(crate) fn as_internal<T: crate::cell::Cell>(self) -> Option<Gc<T>> {
        if self.tag() != TAG_INTERNAL {
            return None;
        }
        // SAFETY: V1: the tag says that a cell is there, and every cell begins with its header.
        let header = unsafe { Gc::from_ptr(self.address::<Header>()) };
        if header.kind() != T::KIND as u8 {
            return None;
        }
        // SAFETY: the header's kind names the type (C1).
        Some(unsafe { header.cast() })
    }

    /// A reference to an internal cell, if it has type `T`: for cells that begin alike.
    #[inline]
    pub(crate) fn from_internal_ref<T: cell::Cell>(
        elements: &crate::object::Elements,
    ) -> Option<&T> {
        let address = std::ptr::from_ref(elements);
        // SAFETY: every cell begins with its header.
        let header = unsafe { &*address.cast::<Header>() };
        if header.kind() != T::KIND as u8 {
            return None;
        }
        // SAFETY: the header's kind names the type (C1), and the cell lives as long as the borrow.
        Some(unsafe { &*address.cast::<T>() })
    }

    /// The header of the cell that this value refers to, if it refers to one.
    #[inline(always)]
    #[must_use]
    pub fn cell(self) -> Option<NonNull<Header>> {
        if self.tag().wrapping_sub(TAG_INTERNAL) <= TAG_OBJECT - TAG_INTERNAL {
            Some(self.address())
        } else {
            None
        }
    }
}

impl Default for Value {
    fn default() -> Self {
        Value::UNDEFINED
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.as_number() {
            Some(number) => write!(f, "{number}"),
            None => write!(f, "Value({:#018x})", self.0),
        }
    }
}
