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
//!
//! Uses: buffer. Never: interp, realm.

use crate::Cx;
use crate::buffer::{ElementType, ViewRecord, f16_to_f64, f64_to_f16, view_slot as slot};
use crate::object::{Kind, Object};
use crate::ops::to_uint32;
use crate::value::Value;

/// A word in an internal slot: as the bits of a double, which the collector passes over.
fn word(bits: usize) -> Value {
    debug_assert!(bits < 1 << 48);
    Value::from_double(f64::from_bits(bits as u64))
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

    /// Where element `index` of a typed array lies; `None` if it has none, or if it is not cached.
    #[inline(always)]
    fn element_place(&self, array: Object, index: usize) -> Option<*mut u8> {
        debug_assert!(array.is(Kind::TypedArray));
        let cell = array.cell();
        if cell.inline_word(slot::EPOCH).bits() != self.buffer_epoch.get() as u64 {
            self.refresh_view(array);
        }
        if index as u64 >= cell.inline_word(slot::LIMIT).bits() {
            return None;
        }
        let address = cell.inline_word(slot::ADDRESS).bits() as usize;
        Some(std::ptr::with_exposed_provenance_mut(address))
    }

    /// The length of a typed array: 0 if it is out of bounds.
    #[inline(always)]
    pub(crate) fn typed_array_length_value(&self, array: Object) -> Value {
        debug_assert!(array.is(Kind::TypedArray));
        let cell = array.cell();
        let limit = cell.inline_word(slot::LIMIT).bits();
        let is_good = cell.inline_word(slot::EPOCH).bits() == self.buffer_epoch.get() as u64;
        // FAST: a limit of 0 says only that nothing is cached.
        if is_good && limit > 0 && limit <= i32::MAX as u64 {
            return Value::from_int(limit as i32);
        }
        self.typed_array_length_uncached(array)
    }

    #[inline(never)]
    fn typed_array_length_uncached(&self, array: Object) -> Value {
        if array.cell().inline_word(slot::EPOCH).bits() != self.buffer_epoch.get() as u64 {
            self.refresh_view(array);
        }
        Value::from(ViewRecord::read(array).len())
    }

    /// Element `index` of a typed array of Numbers; `None` for anything that needs the general way.
    #[inline(always)]
    pub(crate) fn typed_array_get(&self, array: Object, index: usize) -> Option<Value> {
        let start = self.element_place(array, index)?;
        // SAFETY: E1 and E2: `index` elements of this type and one more begin at `start`.
        unsafe {
            Some(match element_of(array) {
                ElementType::Int8 => int(start.cast::<i8>().add(index).read().into()),
                ElementType::Uint8 | ElementType::Uint8Clamped => {
                    int(start.add(index).read().into())
                }
                ElementType::Int16 => int(start.cast::<i16>().add(index).read_unaligned().into()),
                ElementType::Uint16 => int(start.cast::<u16>().add(index).read_unaligned().into()),
                ElementType::Int32 => int(start.cast::<i32>().add(index).read_unaligned()),
                ElementType::Uint32 => Value::from(start.cast::<u32>().add(index).read_unaligned()),
                ElementType::Float16 => Value::from_double_canonical(f16_to_f64(
                    start.cast::<u16>().add(index).read_unaligned(),
                )),
                ElementType::Float32 => Value::from_double_canonical(
                    start.cast::<f32>().add(index).read_unaligned().into(),
                ),
                ElementType::Float64 => {
                    Value::from_double_canonical(start.cast::<f64>().add(index).read_unaligned())
                }
                ElementType::BigInt64 | ElementType::BigUint64 => return None,
            })
        }
    }

    /// Stores a Number in a typed array of Numbers; `false` for anything that needs the general way.
    #[inline(always)]
    pub(crate) fn typed_array_set(&self, array: Object, index: usize, value: Value) -> bool {
        let Some(start) = self.element_place(array, index) else {
            return false;
        };
        let element = element_of(array);
        let bits = match (value.as_int(), value.as_double()) {
            (Some(int), _) => match element {
                ElementType::Float32 => (int as f32).to_bits().into(),
                ElementType::Float64 => f64::from(int).to_bits(),
                ElementType::Float16 => f64_to_f16(int.into()).into(),
                ElementType::Uint8Clamped => int.clamp(0, 255) as u64,
                _ => int as u64,
            },
            (None, Some(double)) => match element {
                ElementType::Float64 => double.to_bits(),
                ElementType::Float32 => (double as f32).to_bits().into(),
                ElementType::Float16 | ElementType::Uint8Clamped => element.number_to_raw(double),
                _ => truncated(double),
            },
            (None, None) => return false,
        };
        // SAFETY: E1 and E2: `index` elements of this size and one more begin at `start`; no reference
        // to the bytes is held, because they are lent as cells only.
        unsafe {
            match element {
                ElementType::Int8 | ElementType::Uint8 | ElementType::Uint8Clamped => {
                    start.add(index).write(bits as u8);
                }
                ElementType::Int16 | ElementType::Uint16 | ElementType::Float16 => {
                    start.cast::<u16>().add(index).write_unaligned(bits as u16);
                }
                ElementType::Int32 | ElementType::Uint32 | ElementType::Float32 => {
                    start.cast::<u32>().add(index).write_unaligned(bits as u32);
                }
                ElementType::Float64 => start.cast::<u64>().add(index).write_unaligned(bits),
                ElementType::BigInt64 | ElementType::BigUint64 => return false,
            }
        }
        true
    }
}

#[inline(always)]
fn element_of(array: Object) -> ElementType {
    ElementType::from_number(
        array
            .cell()
            .inline_word(slot::ELEMENT)
            .as_int()
            .unwrap_or(0),
    )
}

#[inline(always)]
fn int(int: i32) -> Value {
    Value::from_int(int)
}

/// The low bits of a double's integral part, as ToInt32 takes them.
#[inline(always)]
fn truncated(double: f64) -> u64 {
    // FAST: what fits in 64 bits needs no remainder.
    let int = double as i64;
    if int != i64::MAX && int != i64::MIN {
        int as u64
    } else {
        to_uint32(double).into()
    }
}
