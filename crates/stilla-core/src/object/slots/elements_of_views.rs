//! The elements of typed arrays, read and written where they lie.
//!
//! A typed array caches in its own slots where its elements begin and how many there are. The cache
//! is good for one *buffer epoch*: detaching, resizing or freezing any buffer starts a new one, and
//! the next access through a view writes its cache anew. Shared and immutable buffers are never
//! cached.
//!
//! Invariants:
//! - E1: in the slots of a typed array, ADDRESS and LIMIT are what [`Cx::refresh_view`] wrote: LIMIT
//!   elements of the view's type begin at ADDRESS, in a block that the view's buffer keeps alive.
//! - E2: a block keeps its place and its room as long as it lives; a shorter length only makes
//!   elements unreachable for scripts. So E1 makes accesses safe, and the epoch makes them right.
//! - E3: ELEMENT is the number of an element type, and never changes.
//!
//! Uses: buffer. Never: interp, realm.

use crate::Cx;
use crate::buffer::{ElementType, ViewRecord, f16_to_f64, f64_to_f16, view_slot as slot};
use crate::object::{Kind, Object};
use crate::ops::to_uint32;
use crate::value::Value;

/// A word in an internal slot: as the bits of a double, which the collector passes over.
fn word(bits: usize) -> Value {
    debug_assert!((bits as u64) < 1 << 48);
    Value::from_double(f64::from_bits(bits as u64))
}

/// One type of elements in memory.
pub(crate) trait Element {
    /// Element `index` as a value.
    ///
    /// # Safety
    /// `index` elements of this type and one more begin at `start`.
    unsafe fn load(start: *mut u8, index: usize) -> Value;

    /// Stores a Number; `false` for what needs the general way, such as another type of value.
    ///
    /// # Safety
    /// `index` elements of this type and one more begin at `start`.
    unsafe fn store(start: *mut u8, index: usize, value: Value) -> bool;
}

/// Integers that wrap.
trait Integer: Copy {
    fn to_value(self) -> Value;
    fn from_low_bits(bits: i64) -> Self;
}

macro_rules! integers {
    ($($type:ident)*) => {$(
        impl Integer for $type {
            #[inline(always)]
            fn to_value(self) -> Value {
                Value::from(i32::from(self))
            }

            #[inline(always)]
            fn from_low_bits(bits: i64) -> $type {
                bits as $type
            }
        }
    )*};
}

integers! { i8 u8 i16 u16 i32 }

impl Integer for u32 {
    #[inline(always)]
    fn to_value(self) -> Value {
        Value::from(self)
    }

    #[inline(always)]
    fn from_low_bits(bits: i64) -> u32 {
        bits as u32
    }
}

impl<T: Integer> Element for T {
    #[inline(always)]
    unsafe fn load(start: *mut u8, index: usize) -> Value {
        // SAFETY: as required.
        unsafe { start.cast::<T>().add(index).read_unaligned() }.to_value()
    }

    #[inline(always)]
    unsafe fn store(start: *mut u8, index: usize, value: Value) -> bool {
        let bits = match (value.as_int(), value.as_double()) {
            (Some(int), _) => i64::from(int),
            (None, Some(double)) => low_bits(double),
            (None, None) => return false,
        };
        // SAFETY: as required.
        unsafe {
            start
                .cast::<T>()
                .add(index)
                .write_unaligned(T::from_low_bits(bits))
        };
        true
    }
}

/// The low bits of a double's integral part, as ToInt32 takes them.
#[inline(always)]
fn low_bits(double: f64) -> i64 {
    // FAST: what fits in 64 bits needs no remainder.
    let int = double as i64;
    if int != i64::MAX && int != i64::MIN {
        int
    } else {
        far_low_bits(double)
    }
}

#[cold]
#[inline(never)]
fn far_low_bits(double: f64) -> i64 {
    to_uint32(double).into()
}

#[inline(always)]
fn number(value: Value) -> Option<f64> {
    match value.as_int() {
        Some(int) => Some(f64::from(int)),
        None => value.as_double(),
    }
}

impl Element for f64 {
    #[inline(always)]
    unsafe fn load(start: *mut u8, index: usize) -> Value {
        // SAFETY: as required.
        Value::from_double_canonical(unsafe { start.cast::<f64>().add(index).read_unaligned() })
    }

    #[inline(always)]
    unsafe fn store(start: *mut u8, index: usize, value: Value) -> bool {
        let Some(number) = number(value) else {
            return false;
        };
        // SAFETY: as required.
        unsafe { start.cast::<f64>().add(index).write_unaligned(number) };
        true
    }
}

impl Element for f32 {
    #[inline(always)]
    unsafe fn load(start: *mut u8, index: usize) -> Value {
        // SAFETY: as required.
        let single = unsafe { start.cast::<f32>().add(index).read_unaligned() };
        Value::from_double_canonical(single.into())
    }

    #[inline(always)]
    unsafe fn store(start: *mut u8, index: usize, value: Value) -> bool {
        let Some(number) = number(value) else {
            return false;
        };
        // SAFETY: as required.
        unsafe {
            start
                .cast::<f32>()
                .add(index)
                .write_unaligned(number as f32)
        };
        true
    }
}

/// Bytes that saturate.
pub(crate) struct Clamped;

impl Element for Clamped {
    #[inline(always)]
    unsafe fn load(start: *mut u8, index: usize) -> Value {
        // SAFETY: as required.
        unsafe { u8::load(start, index) }
    }

    #[inline(always)]
    unsafe fn store(start: *mut u8, index: usize, value: Value) -> bool {
        let byte = match (value.as_int(), value.as_double()) {
            (Some(int), _) => int.clamp(0, 255) as u8,
            (None, Some(double)) => clamped(double),
            (None, None) => return false,
        };
        // SAFETY: as required.
        unsafe { start.add(index).write(byte) };
        true
    }
}

/// §7.1.11 ToUint8Clamp ( argument ) <https://tc39.es/ecma262/#sec-touint8clamp>
#[inline(always)]
fn clamped(double: f64) -> u8 {
    // NOTE: the cast saturates and makes NaN 0; a tie goes to the even neighbour.
    let floor = double as u8;
    let rest = double - f64::from(floor);
    let goes_up = rest > 0.5 || (rest == 0.5 && floor & 1 == 1);
    floor.saturating_add(u8::from(goes_up))
}

/// binary16 numbers.
pub(crate) struct Half;

impl Element for Half {
    #[inline(always)]
    unsafe fn load(start: *mut u8, index: usize) -> Value {
        // SAFETY: as required.
        let bits = unsafe { start.cast::<u16>().add(index).read_unaligned() };
        Value::from_double_canonical(f16_to_f64(bits))
    }

    #[inline(always)]
    unsafe fn store(start: *mut u8, index: usize, value: Value) -> bool {
        let Some(number) = number(value) else {
            return false;
        };
        let bits = f64_to_f16(number);
        // SAFETY: as required.
        unsafe { start.cast::<u16>().add(index).write_unaligned(bits) };
        true
    }
}

impl Object {
    /// The type of the elements of a typed array.
    #[inline(always)]
    pub(crate) fn element_type(self) -> ElementType {
        debug_assert!(self.is(Kind::TypedArray));
        let number = self.cell().inline_word(slot::ELEMENT).bits() as u8;
        debug_assert!(usize::from(number) < ElementType::ALL.len());
        // SAFETY: E3, and an element type is one byte.
        unsafe { std::mem::transmute::<u8, ElementType>(number) }
    }
}

impl Cx {
    /// Starts a new buffer epoch: no cached view is good any more.
    pub(crate) fn forget_views(&self) {
        self.buffer_epoch.set(self.buffer_epoch.get() + 1);
    }

    /// Writes the cache of a view for the current epoch.
    #[cold]
    #[inline(never)]
    fn refresh_view(&self, view: Object) {
        let record = ViewRecord::read(view);
        let (address, limit) = match record.buffer.exclusive_address() {
            Some(address) => (address + record.offset, record.len()),
            None => (0, 0),
        };
        view.set_internal(slot::ADDRESS, word(address));
        view.set_internal(slot::LIMIT, word(limit));
        view.set_internal(slot::EPOCH, word(self.buffer_epoch.get()));
    }

    #[inline(always)]
    fn is_view_fresh(&self, array: Object) -> bool {
        array.cell().inline_word(slot::EPOCH).bits() == self.buffer_epoch.get() as u64
    }

    /// Where the elements of a typed array begin, if it has an element `index` and its cache is good.
    #[inline(always)]
    pub(crate) fn cached_elements(&self, array: Object, index: usize) -> Option<*mut u8> {
        debug_assert!(array.is(Kind::TypedArray));
        let cell = array.cell();
        if !self.is_view_fresh(array) || index as u64 >= cell.inline_word(slot::LIMIT).bits() {
            return None;
        }
        let address = cell.inline_word(slot::ADDRESS).bits() as usize;
        Some(std::ptr::with_exposed_provenance_mut(address))
    }

    /// [`Cx::cached_elements`] that refreshes the cache.
    #[inline(always)]
    fn elements_of_view(&self, array: Object, index: usize) -> Option<*mut u8> {
        if !self.is_view_fresh(array) {
            self.refresh_view(array);
        }
        self.cached_elements(array, index)
    }

    /// Where byte `index` of a view lies, if `size` bytes from there on are within its length; `None`
    /// also for what needs the general way.
    #[inline]
    fn bytes_of_view(&self, view: Object, index: usize, size: usize) -> Option<*mut u8> {
        if !self.is_view_fresh(view) {
            self.refresh_view(view);
        }
        let cell = view.cell();
        let end = index.checked_add(size)?;
        if end as u64 > cell.inline_word(slot::LIMIT).bits() {
            return None;
        }
        let address = cell.inline_word(slot::ADDRESS).bits() as usize;
        Some(std::ptr::with_exposed_provenance_mut::<u8>(address).wrapping_add(index))
    }

    /// `N` bytes of a DataView from byte `index` on; `None` for what needs the general way.
    #[inline]
    #[must_use]
    pub fn data_view_read<const N: usize>(&self, view: Object, index: usize) -> Option<[u8; N]> {
        if !view.is(Kind::DataView) {
            return None;
        }
        let place = self.bytes_of_view(view, index, N)?;
        // SAFETY: E1 and E2, and `N` bytes from the index on are within the limit.
        Some(unsafe { place.cast::<[u8; N]>().read() })
    }

    /// Replaces `N` bytes of a DataView from byte `index` on; `false` for what needs the general way.
    #[inline]
    #[must_use]
    pub fn data_view_write<const N: usize>(
        &self,
        view: Object,
        index: usize,
        bytes: [u8; N],
    ) -> bool {
        if !view.is(Kind::DataView) {
            return false;
        }
        let Some(place) = self.bytes_of_view(view, index, N) else {
            return false;
        };
        // SAFETY: E1 and E2, and `N` bytes from the index on are within the limit; no reference to the
        // bytes is held, because they are lent as cells only.
        unsafe { place.cast::<[u8; N]>().write(bytes) };
        true
    }

    /// The length of a typed array: 0 if it is out of bounds.
    #[inline(always)]
    pub(crate) fn typed_array_length_value(&self, array: Object) -> Value {
        debug_assert!(array.is(Kind::TypedArray));
        let limit = array.cell().inline_word(slot::LIMIT).bits();
        // FAST: a limit of 0 says only that nothing is cached.
        if self.is_view_fresh(array) && limit > 0 && limit <= i32::MAX as u64 {
            return Value::from_int(limit as i32);
        }
        self.typed_array_length_uncached(array)
    }

    #[inline(never)]
    fn typed_array_length_uncached(&self, array: Object) -> Value {
        if !self.is_view_fresh(array) {
            self.refresh_view(array);
        }
        Value::from(ViewRecord::read(array).len())
    }

    /// Element `index` of a typed array of Numbers; `None` for anything that needs the general way.
    #[inline]
    pub(crate) fn typed_array_get(&self, array: Object, index: usize) -> Option<Value> {
        let start = self.elements_of_view(array, index)?;
        // SAFETY: E1 and E2: `index` elements of this type and one more begin at `start`.
        Some(unsafe {
            match array.element_type() {
                ElementType::Int8 => i8::load(start, index),
                ElementType::Uint8 | ElementType::Uint8Clamped => u8::load(start, index),
                ElementType::Int16 => i16::load(start, index),
                ElementType::Uint16 => u16::load(start, index),
                ElementType::Int32 => i32::load(start, index),
                ElementType::Uint32 => u32::load(start, index),
                ElementType::Float16 => Half::load(start, index),
                ElementType::Float32 => f32::load(start, index),
                ElementType::Float64 => f64::load(start, index),
                ElementType::BigInt64 | ElementType::BigUint64 => return None,
            }
        })
    }

    /// Stores a Number in a typed array of Numbers; `false` for anything that needs the general way.
    #[inline]
    pub(crate) fn typed_array_set(&self, array: Object, index: usize, value: Value) -> bool {
        let Some(start) = self.elements_of_view(array, index) else {
            return false;
        };
        // SAFETY: E1 and E2: `index` elements of this type and one more begin at `start`; no reference
        // to the bytes is held, because they are lent as cells only.
        unsafe {
            match array.element_type() {
                ElementType::Int8 => i8::store(start, index, value),
                ElementType::Uint8 => u8::store(start, index, value),
                ElementType::Uint8Clamped => Clamped::store(start, index, value),
                ElementType::Int16 => i16::store(start, index, value),
                ElementType::Uint16 => u16::store(start, index, value),
                ElementType::Int32 => i32::store(start, index, value),
                ElementType::Uint32 => u32::store(start, index, value),
                ElementType::Float16 => Half::store(start, index, value),
                ElementType::Float32 => f32::store(start, index, value),
                ElementType::Float64 => f64::store(start, index, value),
                ElementType::BigInt64 | ElementType::BigUint64 => false,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clamping_rounds_ties_to_even() {
        let numbers = [
            0.5,
            1.5,
            2.5,
            254.5,
            254.6,
            255.5,
            -0.7,
            300.0,
            1e300,
            f64::NAN,
        ];
        let expected = [0, 2, 2, 254, 255, 255, 0, 255, 255, 0];
        assert_eq!(numbers.map(clamped), expected);
    }

    #[test]
    fn low_bits_are_those_of_to_int32() {
        for double in [
            1.9,
            -1.9,
            4294967301.0,
            -4294967301.5,
            1e15,
            1e300,
            f64::INFINITY,
            f64::NAN,
        ] {
            assert_eq!(low_bits(double) as u32, to_uint32(double), "{double}");
        }
    }
}
