//! Reading and writing elements: raw bits, and what they are as values.
//!
//! Raw bits are those of the element, zero-extended to 64.
//!
//! Uses: buffer, bigint, number. Never: interp.

use std::sync::atomic::Ordering;

use super::{Buffer, ElementType, Store};
use crate::Cx;
use crate::bigint;
use crate::error::JsResult;
use crate::object::ByteBlock;
use crate::value::Value;

/// The order of an element's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endian {
    /// Least significant first: that of typed arrays.
    Little,
    /// Most significant first.
    Big,
}

/// §25.4.3 The read-modify-write operations of Atomics <https://tc39.es/ecma262/#sec-atomics-object>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modify {
    /// The sum.
    Add,
    /// The difference.
    Sub,
    /// Bits in both.
    And,
    /// Bits in either.
    Or,
    /// Bits in one.
    Xor,
    /// The new value.
    Exchange,
    /// The new value if the old one has these bits.
    CompareExchange(u64),
}

impl Modify {
    fn apply(self, old: u64, operand: u64) -> u64 {
        match self {
            Modify::Add => old.wrapping_add(operand),
            Modify::Sub => old.wrapping_sub(operand),
            Modify::And => old & operand,
            Modify::Or => old | operand,
            Modify::Xor => old ^ operand,
            Modify::Exchange => operand,
            Modify::CompareExchange(expected) if old == expected => operand,
            Modify::CompareExchange(_) => old,
        }
    }
}

impl Buffer {
    #[inline(always)]
    fn read_array<const N: usize>(self, offset: usize) -> [u8; N] {
        match &self.0.store {
            Store::Local(block) => block.read(offset),
            Store::Shared(shared) if offset.is_multiple_of(N) => {
                let bits = shared.load(offset, N, Ordering::Relaxed).to_le_bytes();
                std::array::from_fn(|i| bits[i])
            }
            Store::Shared(shared) => std::array::from_fn(|i| shared.read(offset + i)),
        }
    }

    #[inline(always)]
    fn write_array<const N: usize>(self, offset: usize, source: [u8; N]) {
        match &self.0.store {
            Store::Local(block) => block.write(offset, source),
            Store::Shared(shared) if offset.is_multiple_of(N) => {
                let mut bits = [0; 8];
                bits[..N].copy_from_slice(&source);
                shared.update(offset, N, Ordering::Relaxed, |_| u64::from_le_bytes(bits));
            }
            Store::Shared(shared) => {
                for (i, byte) in source.into_iter().enumerate() {
                    shared.write(offset + i, byte);
                }
            }
        }
    }

    fn fill_local<const N: usize>(block: &ByteBlock, start: usize, count: usize, source: [u8; N]) {
        let cells = &block.cells_to_write()[start..start + count * N];
        for element in cells.chunks_exact(N) {
            for (cell, byte) in element.iter().zip(source) {
                cell.set(byte);
            }
        }
    }

    /// Writes `count` elements with the same raw bits from byte `start` on; all within the length.
    pub fn fill_elements(self, start: usize, size: usize, count: usize, bits: u64) {
        match (&self.0.store, size) {
            (Store::Local(block), 1) => Buffer::fill_local(block, start, count, [bits as u8]),
            (Store::Local(block), 2) => {
                Buffer::fill_local(block, start, count, (bits as u16).to_le_bytes());
            }
            (Store::Local(block), 4) => {
                Buffer::fill_local(block, start, count, (bits as u32).to_le_bytes());
            }
            (Store::Local(block), _) => {
                Buffer::fill_local(block, start, count, bits.to_le_bytes());
            }
            (Store::Shared(_), _) => {
                for k in 0..count {
                    self.write_raw(start + k * size, size, Endian::Little, bits);
                }
            }
        }
    }

    /// The raw bits of the element at byte `offset`, which lies within the length.
    #[inline]
    #[must_use]
    pub fn read_raw(self, offset: usize, size: usize, endian: Endian) -> u64 {
        let bits = match size {
            1 => u64::from(self.read_array::<1>(offset)[0]),
            2 => u64::from(u16::from_le_bytes(self.read_array(offset))),
            4 => u64::from(u32::from_le_bytes(self.read_array(offset))),
            _ => u64::from_le_bytes(self.read_array(offset)),
        };
        match endian {
            Endian::Little => bits,
            Endian::Big => swap(bits, size),
        }
    }

    /// Writes the raw bits of an element at byte `offset`, which lies within the length.
    #[inline]
    pub fn write_raw(self, offset: usize, size: usize, endian: Endian, bits: u64) {
        let bits = match endian {
            Endian::Little => bits,
            Endian::Big => swap(bits, size),
        };
        match size {
            1 => self.write_array(offset, [bits as u8]),
            2 => self.write_array(offset, (bits as u16).to_le_bytes()),
            4 => self.write_array(offset, (bits as u32).to_le_bytes()),
            _ => self.write_array(offset, bits.to_le_bytes()),
        }
    }

    /// The Numbers of as many elements as `numbers` has room for, from byte `offset` on; all within the
    /// length.
    pub fn read_numbers(self, offset: usize, element: ElementType, numbers: &mut [f64]) {
        let size = element.size();
        // FAST: a loop for each common type; the general one looks at store and type each time.
        if let Store::Local(block) = &self.0.store {
            match element {
                ElementType::Uint8 | ElementType::Uint8Clamped => {
                    return decode(block, offset, numbers, |[byte]| f64::from(byte));
                }
                ElementType::Int32 => {
                    return decode(block, offset, numbers, |b| f64::from(i32::from_le_bytes(b)));
                }
                ElementType::Float32 => {
                    return decode(block, offset, numbers, |b| f64::from(f32::from_le_bytes(b)));
                }
                ElementType::Float64 => return decode(block, offset, numbers, f64::from_le_bytes),
                _ => {}
            }
        }
        for (k, number) in numbers.iter_mut().enumerate() {
            let bits = self.read_raw(offset + k * size, size, Endian::Little);
            *number = element
                .number_from_raw(bits)
                .as_number()
                .unwrap_or(f64::NAN);
        }
    }

    /// Writes Numbers as elements from byte `offset` on; all within the length.
    pub fn write_numbers(self, offset: usize, element: ElementType, numbers: &[f64]) {
        let size = element.size();
        // FAST: as above.
        if let Store::Local(block) = &self.0.store {
            match element {
                ElementType::Float32 => {
                    return encode(block, offset, numbers, |n| (n as f32).to_le_bytes());
                }
                ElementType::Float64 => return encode(block, offset, numbers, f64::to_le_bytes),
                _ => {}
            }
        }
        for (k, number) in numbers.iter().enumerate() {
            let bits = element.number_to_raw(*number);
            self.write_raw(offset + k * size, size, Endian::Little, bits);
        }
    }

    /// The raw bits of an aligned element, read in sequential consistency.
    #[must_use]
    pub fn read_atomic(self, offset: usize, size: usize) -> u64 {
        match &self.0.store {
            Store::Local(_) => self.read_raw(offset, size, Endian::Little),
            Store::Shared(shared) => shared.load(offset, size, Ordering::SeqCst),
        }
    }

    /// Changes an aligned element in one step; gives the raw bits of the old one.
    pub fn modify(self, offset: usize, size: usize, operation: Modify, operand: u64) -> u64 {
        match &self.0.store {
            Store::Local(_) => {
                let old = self.read_raw(offset, size, Endian::Little);
                self.write_raw(offset, size, Endian::Little, operation.apply(old, operand));
                old
            }
            Store::Shared(shared) => shared.update(offset, size, Ordering::SeqCst, |old| {
                operation.apply(old, operand)
            }),
        }
    }
}

fn decode<const N: usize>(
    block: &ByteBlock,
    offset: usize,
    numbers: &mut [f64],
    number_of: impl Fn([u8; N]) -> f64,
) {
    for (k, number) in numbers.iter_mut().enumerate() {
        *number = number_of(block.read(offset + k * N));
    }
}

fn encode<const N: usize>(
    block: &ByteBlock,
    offset: usize,
    numbers: &[f64],
    bytes_of: impl Fn(f64) -> [u8; N],
) {
    for (k, number) in numbers.iter().enumerate() {
        block.write(offset + k * N, bytes_of(*number));
    }
}

fn swap(bits: u64, size: usize) -> u64 {
    bits.swap_bytes() >> (64 - size * 8)
}

impl ElementType {
    /// §25.1.3.15 RawBytesToNumeric ( type, rawBytes, isLittleEndian )
    /// <https://tc39.es/ecma262/#sec-rawbytestonumeric> for a type of Numbers.
    #[inline]
    #[must_use]
    pub fn number_from_raw(self, bits: u64) -> Value {
        match self {
            ElementType::Int8 => Value::from_int(i32::from(bits as i8)),
            ElementType::Uint8 | ElementType::Uint8Clamped => {
                Value::from_int(i32::from(bits as u8))
            }
            ElementType::Int16 => Value::from_int(i32::from(bits as i16)),
            ElementType::Uint16 => Value::from_int(i32::from(bits as u16)),
            ElementType::Int32 => Value::from_int(bits as i32),
            ElementType::Uint32 => Value::from(bits as u32),
            ElementType::Float16 => Value::from_number(f16_to_f64(bits as u16)),
            ElementType::Float32 => Value::from_number(f64::from(f32::from_bits(bits as u32))),
            ElementType::Float64 => Value::from_number(f64::from_bits(bits)),
            ElementType::BigInt64 | ElementType::BigUint64 => Value::UNDEFINED,
        }
    }

    /// §25.1.3.17 NumericToRawBytes ( type, value, isLittleEndian )
    /// <https://tc39.es/ecma262/#sec-numerictorawbytes> for a type of Numbers.
    #[inline]
    #[must_use]
    pub fn number_to_raw(self, number: f64) -> u64 {
        match self {
            ElementType::Int8 | ElementType::Uint8 => u64::from(crate::ops::to_int32(number) as u8),
            ElementType::Int16 | ElementType::Uint16 => {
                u64::from(crate::ops::to_int32(number) as u16)
            }
            ElementType::Int32 | ElementType::Uint32 => u64::from(crate::ops::to_uint32(number)),
            // NOTE: the cast saturates and makes NaN 0, as ToUint8Clamp does.
            ElementType::Uint8Clamped => u64::from(number.round_ties_even() as u8),
            ElementType::Float16 => u64::from(f64_to_f16(number)),
            ElementType::Float32 => u64::from((number as f32).to_bits()),
            ElementType::Float64 => number.to_bits(),
            ElementType::BigInt64 | ElementType::BigUint64 => 0,
        }
    }
}

impl Cx {
    /// §25.1.3.15 RawBytesToNumeric ( type, rawBytes, isLittleEndian )
    /// <https://tc39.es/ecma262/#sec-rawbytestonumeric>
    #[inline]
    #[must_use]
    pub fn numeric_from_raw(&mut self, element: ElementType, bits: u64) -> Value {
        match element {
            ElementType::BigInt64 => bigint::from_i64(self, bits as i64),
            ElementType::BigUint64 => bigint::from_u64(self, bits),
            _ => element.number_from_raw(bits),
        }
    }

    /// The raw bits of a value that is converted to the element's type first.
    ///
    /// # Errors
    /// As ToNumber or ToBigInt.
    #[inline]
    pub fn to_raw(&mut self, element: ElementType, value: Value) -> JsResult<u64> {
        if element.is_bigint() {
            let bigint = self.to_bigint(value)?;
            return Ok(bigint.as_bigint().map_or(0, bigint::to_u64));
        }
        if let Some(int) = value.as_int()
            && !element.is_float()
            && element != ElementType::Uint8Clamped
        {
            let bits = u64::from(int as u32);
            return Ok(bits & (u64::MAX >> (64 - element.size() * 8)));
        }
        Ok(element.number_to_raw(self.to_number(value)?))
    }
}

/// The Number of a binary16.
#[inline]
#[must_use]
pub(crate) fn f16_to_f64(bits: u16) -> f64 {
    let bits = u64::from(bits);
    let (sign, exponent, fraction) = (bits >> 15, bits >> 10 & 31, bits & 0x3FF);
    let magnitude = match exponent {
        0 => (fraction as f64 * (1.0 / 16_777_216.0)).to_bits(),
        31 => 0x7FF << 52 | fraction << 42,
        _ => (exponent + 1023 - 15) << 52 | fraction << 42,
    };
    f64::from_bits(sign << 63 | magnitude)
}

/// The Number nearest to `number` among those that a binary16 holds, ties to even.
#[must_use]
pub fn round_to_f16(number: f64) -> f64 {
    f16_to_f64(f64_to_f16(number))
}

/// The binary16 nearest to a Number, ties to even.
#[must_use]
pub(crate) fn f64_to_f16(number: f64) -> u16 {
    let sign = if number.is_sign_negative() { 0x8000 } else { 0 };
    let magnitude = number.abs();
    if number.is_nan() {
        return 0x7E00;
    }
    // Halfway between the greatest finite one and 2^16 rounds to infinity.
    if magnitude >= 65520.0 {
        return sign | 0x7C00;
    }
    if magnitude < 2f64.powi(-14) {
        // A carry into the exponent gives the least normal one.
        return sign | (magnitude * 2f64.powi(24)).round_ties_even() as u16;
    }
    let exponent = ((magnitude.to_bits() >> 52) as i32) - 1023;
    let fraction = (magnitude * 2f64.powi(10 - exponent)).round_ties_even() as u16;
    // NOTE: the sum lets a carry of the fraction (2048) raise the exponent.
    sign | ((((exponent + 15) as u16) << 10) + (fraction - 1024))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_binary16_survives_the_way_there_and_back() {
        for bits in 0..=u16::MAX {
            let number = f16_to_f64(bits);
            if !number.is_nan() {
                assert_eq!(f64_to_f16(number), bits, "{bits:#x}");
            }
        }
    }

    #[test]
    fn rounding_to_binary16_is_to_even() {
        assert_eq!(f64_to_f16(2049.0), f64_to_f16(2048.0));
        assert_eq!(f64_to_f16(2051.0), f64_to_f16(2052.0));
        assert_eq!(f16_to_f64(f64_to_f16(65519.99)), 65504.0);
        assert_eq!(f16_to_f64(f64_to_f16(65520.0)), f64::INFINITY);
        assert_eq!(f64_to_f16(2f64.powi(-25)), 0);
        assert_eq!(f64_to_f16(2f64.powi(-25) * 1.001), 1);
        assert_eq!(f16_to_f64(f64_to_f16(1.337)), 1.3369140625);
    }

    #[test]
    fn clamping_rounds_ties_to_even() {
        let clamp = |number| ElementType::Uint8Clamped.number_to_raw(number);
        assert_eq!(
            [
                clamp(0.5),
                clamp(1.5),
                clamp(-1.0),
                clamp(300.0),
                clamp(f64::NAN)
            ],
            [0, 2, 0, 255, 0]
        );
    }

    #[test]
    fn integers_wrap() {
        assert_eq!(ElementType::Int8.number_to_raw(257.0), 1);
        assert_eq!(ElementType::Int16.number_to_raw(-1.0), 0xFFFF);
        assert_eq!(ElementType::Int8.number_from_raw(0xFF).as_int(), Some(-1));
        assert_eq!(swap(0x0102, 2), 0x0201);
    }
}
